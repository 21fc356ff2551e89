// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: the folders of a cage's ports. They come and go with the ports, not
 * with the module. All files are read-only.
 */

#include <linux/bits.h>
#include <linux/err.h>
#include <linux/kobject.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "show/sysfs/port.h"
#include "core/cage.h"
#include "show/sysfs/node.h"

/**
 * struct cmis_port_node - the folder of a port
 * @kobj: the folder
 * @cage: the cage; exists longer than the files
 * @id: number of the port, from 0
 */
struct cmis_port_node {
	struct kobject kobj;
	struct cmis_cage *cage;
	unsigned int id;
};

/**
 * struct cmis_port_file - a file of a port
 * @attr: its name
 * @emit: print it
 */
struct cmis_port_file {
	struct attribute attr;
	int (*emit)(const struct cmis_claim *claim, char *buf);
};

/* As in /sys/devices/system/cpu: 1-4,9. */
static int cmis_port_emit_lanes(const struct cmis_claim *claim, char *buf)
{
	unsigned int lane, last;
	int len = 0;

	for (lane = 0; lane < CMIS_MAX_LANES; lane = last + 1) {
		last = lane;
		if (!(claim->lanes & BIT_ULL(lane)))
			continue;
		while (last + 1 < CMIS_MAX_LANES &&
		       claim->lanes & BIT_ULL(last + 1))
			last++;
		len += sysfs_emit_at(buf, len, len ? ",%u" : "%u", lane + 1);
		if (last != lane)
			len += sysfs_emit_at(buf, len, "-%u", last + 1);
	}
	return len + sysfs_emit_at(buf, len, "\n");
}

static int cmis_port_emit_owner(const struct cmis_claim *claim, char *buf)
{
	return sysfs_emit(buf, "%s\n", claim->owner);
}

static int cmis_port_emit_state(const struct cmis_claim *claim, char *buf)
{
	return sysfs_emit(buf, "%s\n",
			  cmis_port_state_name(claim->status.state));
}

static int cmis_port_emit_reason(const struct cmis_claim *claim, char *buf)
{
	return sysfs_emit(buf, "%s\n",
			  cmis_port_reason_name(claim->status.reason));
}

static int cmis_port_emit_code(const struct cmis_claim *claim, char *buf)
{
	if (!claim->status.config_code)
		return -ENODATA;
	return sysfs_emit(buf, "%u\n", claim->status.config_code);
}

static int cmis_port_emit_application(const struct cmis_claim *claim,
				      char *buf)
{
	if (!claim->status.appsel)
		return -ENODATA;
	return sysfs_emit(buf, "%u\n", claim->status.appsel);
}

static int cmis_port_emit_tries(const struct cmis_claim *claim, char *buf)
{
	return sysfs_emit(buf, "%u\n", claim->status.tries);
}

static int cmis_port_emit_late(const struct cmis_claim *claim, char *buf)
{
	return sysfs_emit(buf, "%u\n", claim->status.late);
}

static int cmis_port_emit_since(const struct cmis_claim *claim, char *buf)
{
	u64 age_ns = ktime_get_boottime_ns() - claim->status.since_ns;

	return sysfs_emit(buf, "%llu\n", div_u64(age_ns, NSEC_PER_MSEC));
}

#define CMIS_PORT_FILE(_name, _emit)					\
	static struct cmis_port_file cmis_port_file_##_name = {		\
		.attr = { .name = #_name, .mode = 0444 },		\
		.emit = cmis_port_emit_##_emit,				\
	}

CMIS_PORT_FILE(lanes, lanes);
CMIS_PORT_FILE(owner, owner);
CMIS_PORT_FILE(state, state);
CMIS_PORT_FILE(reason, reason);
CMIS_PORT_FILE(config_code, code);
CMIS_PORT_FILE(application, application);
CMIS_PORT_FILE(tries, tries);
CMIS_PORT_FILE(late, late);
CMIS_PORT_FILE(since_ms, since);

static struct attribute *cmis_port_attrs[] = {
	&cmis_port_file_lanes.attr,
	&cmis_port_file_owner.attr,
	&cmis_port_file_state.attr,
	&cmis_port_file_reason.attr,
	&cmis_port_file_config_code.attr,
	&cmis_port_file_application.attr,
	&cmis_port_file_tries.attr,
	&cmis_port_file_late.attr,
	&cmis_port_file_since_ms.attr,
	NULL
};
ATTRIBUTE_GROUPS(cmis_port);

static struct cmis_port_node *to_cmis_port_node(struct kobject *kobj)
{
	return container_of(kobj, struct cmis_port_node, kobj);
}

static ssize_t cmis_port_node_show(struct kobject *kobj,
				   struct attribute *attr, char *buf)
{
	const struct cmis_port_node *node = to_cmis_port_node(kobj);
	struct cmis_claim claim;

	if (!cmis_claim_get(node->cage, node->id, &claim))
		return -ENODEV;
	return container_of(attr, struct cmis_port_file, attr)->emit(&claim,
								     buf);
}

static void cmis_port_node_release(struct kobject *kobj)
{
	kfree(to_cmis_port_node(kobj));
}

static const struct sysfs_ops cmis_port_node_ops = {
	.show = cmis_port_node_show,
};

static const struct kobj_type cmis_port_node_type = {
	.release = cmis_port_node_release,
	.sysfs_ops = &cmis_port_node_ops,
	.default_groups = cmis_port_groups,
};

static void cmis_port_node_add(struct cmis_cage *cage, unsigned int id)
{
	struct cmis_port_node *node = kzalloc(sizeof(*node), GFP_KERNEL);
	int ret;

	if (!node)
		return;
	node->cage = cage;
	node->id = id;
	ret = kobject_init_and_add(&node->kobj, &cmis_port_node_type,
				   &cage->dev.kobj, "port%u", id + 1);
	if (!ret) {
		cage->clients.sysfs->ports[id] = &node->kobj;
		return;
	}
	kobject_put(&node->kobj);
	dev_warn(&cage->dev, "no folder for port %u: %pe\n", id + 1,
		 ERR_PTR(ret));
}

static void cmis_port_node_del(struct cmis_cage *cage, unsigned int id)
{
	struct kobject *kobj = cage->clients.sysfs->ports[id];

	cage->clients.sysfs->ports[id] = NULL;
	kobject_del(kobj);
	kobject_put(kobj);
}

/**
 * cmis_sysfs_ports_update - make and remove folders as ports come and go
 * @cage: the cage
 *
 * Context: The cage's work. Waits for readers of the files to leave them.
 */
void cmis_sysfs_ports_update(struct cmis_cage *cage)
{
	struct cmis_claim claim;

	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++) {
		bool there = cmis_claim_get(cage, i, &claim);

		if (there && !cage->clients.sysfs->ports[i])
			cmis_port_node_add(cage, i);
		if (!there && cage->clients.sysfs->ports[i])
			cmis_port_node_del(cage, i);
	}
}

/**
 * cmis_sysfs_ports_del - remove all folders of ports
 * @cage: the cage, whose work does not run any more
 *
 * Context: Waits for readers of the files to leave them.
 */
void cmis_sysfs_ports_del(struct cmis_cage *cage)
{
	for (unsigned int i = 0; i < CMIS_MAX_PORTS; i++)
		if (cage->clients.sysfs->ports[i])
			cmis_port_node_del(cage, i);
}
