// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cages: registration, lookup, references, and the module in a cage.
 */

#include <linux/idr.h>
#include <linux/property.h>
#include <linux/slab.h>

#include "core/cage.h"
#include "core/pattern_work.h"
#include "compat/compat.h"
#include "core/record.h"
#include "core/recorder.h"
#include "xfer/xfer.h"

#define CMIS_PPM_PER_PERCENT	10000

static struct cmis_core_config cmis_core;
static LIST_HEAD(cmis_cages);
static DEFINE_MUTEX(cmis_cages_lock);
static DEFINE_IDA(cmis_cage_ids);

/* The words of the file `status` */
const char *const cmis_cage_state_names[CMIS_CAGE_STATE_COUNT] = {
	[CMIS_CAGE_EMPTY] = "empty",
	[CMIS_CAGE_PROBING] = "probing",
	[CMIS_CAGE_READY] = "ready",
	[CMIS_CAGE_FAULT] = "fault",
	[CMIS_CAGE_MODULE_FAULT] = "module_fault",
};

/* The counters of the cage follow those of the transfer layer. */
enum {
	CMIS_STAT_RETRIES = CMIS_CNT_COUNT,
	CMIS_STAT_ERRORS,
	CMIS_STAT_FREEZE_TIMEOUTS,
	CMIS_STAT_SKIPPED_SWEEPS,
	CMIS_STATS,
};

static_assert(CMIS_STATS == CMIS_STAT_COUNT);

/* Names of the counters; cmis_cage_get_stat() gives their values. */
const char *const cmis_stat_names[CMIS_STAT_COUNT] = {
	[CMIS_CNT_TRANSFERS] = "transfers",
	[CMIS_CNT_READ_BYTES] = "read_bytes",
	[CMIS_CNT_WRITE_BYTES] = "write_bytes",
	[CMIS_CNT_SELECTS] = "selects",
	[CMIS_CNT_BUS_US] = "bus_us",
	[CMIS_CNT_LOCK_US] = "lock_us",
	[CMIS_STAT_RETRIES] = "retries",
	[CMIS_STAT_ERRORS] = "errors",
	[CMIS_STAT_FREEZE_TIMEOUTS] = "freeze_timeouts",
	[CMIS_STAT_SKIPPED_SWEEPS] = "skipped_sweeps",
};

/**
 * cmis_cage_get_stat - read a counter of a cage
 * @cage: the cage
 * @stat: number of the counter, as in cmis_stat_names[]
 *
 * Context: Any.
 * Return: its value since the registration of the cage.
 */
u64 cmis_cage_get_stat(struct cmis_cage *cage, unsigned int stat)
{
	switch (stat) {
	case CMIS_STAT_RETRIES:
		return atomic64_read(&cage->retries);
	case CMIS_STAT_ERRORS:
		return atomic64_read(&cage->errors);
	case CMIS_STAT_FREEZE_TIMEOUTS:
		return READ_ONCE(cage->freeze_timeouts);
	case CMIS_STAT_SKIPPED_SWEEPS:
		return READ_ONCE(cage->skipped_sweeps);
	default:
		return atomic64_read(&cage->xfer->counters[stat]);
	}
}

/**
 * cmis_cage_count_lock_us - count time with locks that others wait for
 * @cage: the cage
 * @lock_us: the time, in microseconds
 *
 * Context: Any.
 */
void cmis_cage_count_lock_us(struct cmis_cage *cage, u32 lock_us)
{
	atomic64_add(lock_us, &cage->xfer->counters[CMIS_CNT_LOCK_US]);
}

/**
 * cmis_core_step - bring the data paths of a cage on
 * @cage: the cage
 *
 * Context: The cage's work.
 * Return: milliseconds until this must run again.
 */
unsigned int cmis_core_step(struct cmis_cage *cage)
{
	return cmis_core.step ? cmis_core.step(cage) : CMIS_PERIOD_MAX_MS;
}

/* Other files reach a cage and its transfer layer by pointers. */
struct cmis_cage_box {
	struct cmis_cage cage;
	struct cmis_xfer xfer;
};

static void cmis_cage_count(struct cmis_cage *cage,
			    const struct cmis_outcome *outcome)
{
	atomic64_add(outcome->retries, &cage->retries);
	if (outcome->error)
		atomic64_inc(&cage->errors);
	if (outcome->error == -ETIMEDOUT)
		cmis_stuck_note(&cage->stuck);
}

static void cmis_cage_see_read(struct cmis_xfer *x, const struct cmis_req *req,
			       const struct cmis_outcome *outcome)
{
	struct cmis_cage_box *box = container_of(x, struct cmis_cage_box, xfer);

	cmis_cage_count(&box->cage, outcome);
	cmis_record_read(&box->cage, req, outcome);
}

static void cmis_cage_see_write(struct cmis_xfer *x, const struct cmis_req *req,
				const struct cmis_outcome *outcome)
{
	struct cmis_cage_box *box = container_of(x, struct cmis_cage_box, xfer);

	cmis_cage_count(&box->cage, outcome);
	cmis_record_write(&box->cage, req, outcome);
	if (req->why.cause)
		cmis_audit_note(&box->cage, req, outcome->error);
}

static const struct cmis_xfer_observer cmis_cage_observer = {
	.read = cmis_cage_see_read,
	.write = cmis_cage_see_write,
};

static void cmis_cage_release(struct device *dev)
{
	struct cmis_cage *cage = to_cmis_cage(dev);

	fwnode_handle_put(cage->netdev_fwnode);
	fwnode_handle_put(cage->light_fwnode);
	if (cage->id >= 0)
		ida_free(&cmis_cage_ids, cage->id);
	cmis_claims_exit(&cage->claims);
	cmis_recorder_destroy(cage);
	cmis_audit_exit(&cage->audit);
	cmis_tests_exit(&cage->tests);
	cmis_health_exit(cage);
	kfree(cage->bringup);
	kfree(cage->alerts);
	kfree(cage->clients.power);
	cmis_xfer_exit(cage->xfer);
	kfree(container_of(cage, struct cmis_cage_box, cage));
}

static struct class cmis_class = {
	.name = "cmis",
	.dev_release = cmis_cage_release,
};

/* A transport with long periods of its own has no time for live values. */
static void cmis_thrift_init(struct cmis_thrift *thrift,
			     const struct cmis_cage_config *config)
{
	thrift->period_ms[CMIS_CLASS_THERMAL] = config->thermal_period_ms;
	thrift->period_ms[CMIS_CLASS_LANES] = config->lanes_period_ms;
	thrift->period_ms[CMIS_CLASS_VDM] = config->vdm_period_ms;
	thrift->lock_ppm = config->lock_ppm;
	thrift->bus_ppm = cmis_core.bus_percent * CMIS_PPM_PER_PERCENT;
	if (!config->vdm_period_ms)
		thrift->live_ppm = cmis_core.live_bus_percent *
				   CMIS_PPM_PER_PERCENT;
}

static struct cmis_cage *cmis_cage_alloc(const struct cmis_cage_config *config)
{
	struct cmis_cage_box *box = kzalloc(sizeof(*box), GFP_KERNEL);
	struct cmis_cage *cage;

	if (!box)
		return NULL;
	cage = &box->cage;
	device_initialize(&cage->dev);
	cage->dev.class = &cmis_class;
	cage->dev.parent = config->parent;
	cage->dev.groups = cmis_core.groups;
	cage->id = -1;
	cage->netdev_fwnode = fwnode_handle_get(config->netdev_fwnode);
	cage->light_fwnode = fwnode_handle_get(config->light_fwnode);
	cage->policy = cmis_core.policy;
	cage->xfer = &box->xfer;
	cmis_xfer_init(cage->xfer, config);
	cage->xfer->observer = &cmis_cage_observer;
	cmis_thrift_init(&cage->thrift, config);
	cmis_settings_init(&cage->settings, &cmis_core.defaults,
			   cage->thrift.period_ms, config->label);
	memcpy(cage->thrift.default_ms, cage->settings.now.period_ms,
	       sizeof(cage->thrift.default_ms));
	cage->settings.now.power_limit_mw = min(config->power_limit_mw,
						CMIS_POWER_LIMIT_MAX_MW);
	mutex_init(&cage->port.lock);
	mutex_init(&cage->control_lock);
	mutex_init(&cage->selector.lock);
	cage->recorder = cmis_recorder_create(&cmis_core);
	cmis_cdb_init(&cage->cdb);
	cmis_claims_init(&cage->claims);
	cmis_audit_init(&cage->audit);
	cmis_loopback_init(&cage->loopback);
	cmis_tests_init(&cage->tests);
	cmis_health_init(cage);
	return cage;
}

static int cmis_cage_start(struct cmis_cage *cage, const void *bus)
{
	int ret;

	cage->id = ida_alloc(&cmis_cage_ids, GFP_KERNEL);
	if (cage->id < 0)
		return cage->id;
	ret = dev_set_name(&cage->dev, "cmis%d", cage->id);
	if (ret)
		return ret;
	ret = cmis_work_init(cage, bus);
	if (ret)
		return ret;
	ret = cage->policy->cage_init(cage);
	if (ret)
		goto err_work;
	ret = device_add(&cage->dev);
	if (ret)
		goto err_policy;
	return 0;

err_policy:
	cage->policy->cage_exit(cage);
err_work:
	cmis_work_exit(cage);
	return ret;
}

/**
 * cmis_cage_register - register a cage of a transport
 * @config: the cage and its transport; the driver copies @config, and uses
 *	@config->priv until the cage is unregistered
 *
 * Context: May sleep.
 * Return: the cage, or an ERR_PTR().
 */
struct cmis_cage *cmis_cage_register(const struct cmis_cage_config *config)
{
	struct cmis_cage *cage;
	int ret;

	if (!config->parent || !cmis_xfer_config_ok(config))
		return ERR_PTR(-EINVAL);
	cage = cmis_cage_alloc(config);
	if (!cage)
		return ERR_PTR(-ENOMEM);
	ret = cmis_cage_start(cage, config->bus);
	if (ret) {
		put_device(&cage->dev);
		return ERR_PTR(ret);
	}

	scoped_guard(mutex, &cmis_cages_lock)
		list_add_tail(&cage->node, &cmis_cages);
	cmis_clients_add_cage(cage);
	/* Earlier events are kept: the work gets them when it starts. */
	cmis_work_start(cage);
	return cage;
}
EXPORT_SYMBOL_GPL(cmis_cage_register);

/* Engines that the cage has fed have no source any more. */
static void cmis_cage_unlist(struct cmis_cage *cage)
{
	struct cmis_cage *other;

	guard(mutex)(&cmis_cages_lock);
	list_del(&cage->node);
	list_for_each_entry(other, &cmis_cages, node)
		if (other->light == cage)
			other->light = NULL;
}

/**
 * cmis_cage_unregister - unregister a cage of a transport
 * @cage: from cmis_cage_register()
 *
 * When it returns, none of the transport's operations runs or will be called.
 * MAC drivers may still hold the cage: they get -ENODEV.
 *
 * Context: May sleep. The transport's interrupts are off.
 */
void cmis_cage_unregister(struct cmis_cage *cage)
{
	cmis_cage_unlist(cage);

	/* No change stays that nobody has confirmed. */
	cmis_wishes_end(cage);
	cmis_trials_end(cage);
	/* Operations under way fail at their next transaction. */
	cmis_xfer_kill(cage->xfer);
	cmis_work_stop(cage);

	/*
	 * The work has ended, so this thread may restore the module. After this
	 * the driver does not use the transport any more.
	 */
	cmis_xfer_revive(cage->xfer);
	cmis_loopback_run_revert(cage, true);
	cmis_test_run(cage, true);
	cage->policy->cage_quiesce(cage);
	cmis_xfer_kill(cage->xfer);
	cage->policy->cage_exit(cage);
	cmis_clients_del_cage(cage);
	cmis_claims_lose(cage);

	/* Waits for readers of the files; they see an empty cage. */
	device_del(&cage->dev);
	cmis_work_exit(cage);
	put_device(&cage->dev);
}
EXPORT_SYMBOL_GPL(cmis_cage_unregister);

static bool cmis_cage_has_name(struct cmis_cage *cage, const char *name)
{
	struct cmis_settings settings;

	if (!strcmp(cmis_cage_name(cage), name))
		return true;
	cmis_cage_get_settings(cage, &settings);
	return settings.label[0] && !strcmp(settings.label, name);
}

/**
 * cmis_cage_get_by_name - find a cage by its device name or its label
 * @name: e.g. "cmis0", or the name on the front panel
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL.
 */
struct cmis_cage *cmis_cage_get_by_name(const char *name)
{
	struct cmis_cage *cage;

	guard(mutex)(&cmis_cages_lock);
	list_for_each_entry(cage, &cmis_cages, node)
		if (cmis_cage_has_name(cage, name))
			return to_cmis_cage(get_device(&cage->dev));
	return NULL;
}
EXPORT_SYMBOL_GPL(cmis_cage_get_by_name);

/**
 * cmis_cage_get_by_fwnode - find the cage that a firmware node describes
 * @fwnode: node of the cage, to which the node of a MAC refers
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL.
 */
struct cmis_cage *cmis_cage_get_by_fwnode(struct fwnode_handle *fwnode)
{
	struct cmis_cage *cage;

	if (!fwnode)
		return NULL;

	guard(mutex)(&cmis_cages_lock);
	list_for_each_entry(cage, &cmis_cages, node)
		if (dev_fwnode(cage->dev.parent) == fwnode)
			return to_cmis_cage(get_device(&cage->dev));
	return NULL;
}
EXPORT_SYMBOL_GPL(cmis_cage_get_by_fwnode);

/**
 * cmis_cage_get_light_source - find the cage whose lasers feed another one
 * @cage: the cage, of a co-packaged engine
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL if none is known.
 */
struct cmis_cage *cmis_cage_get_light_source(struct cmis_cage *cage)
{
	scoped_guard(mutex, &cmis_cages_lock)
		if (cage->light)
			return to_cmis_cage(get_device(&cage->light->dev));
	return cmis_cage_get_by_fwnode(cage->light_fwnode);
}

/**
 * cmis_cage_set_light_source - say whose lasers feed a cage
 * @cage: the cage, of a co-packaged engine
 * @name: device name or label of the source; "": as firmware says
 *
 * Context: May sleep.
 * Return: 0; -ENODEV if there is no such cage; -EINVAL if it is @cage itself.
 */
int cmis_cage_set_light_source(struct cmis_cage *cage, const char *name)
{
	struct cmis_cage *source = NULL, *other;

	guard(mutex)(&cmis_cages_lock);
	list_for_each_entry(other, &cmis_cages, node)
		if (*name && cmis_cage_has_name(other, name))
			source = other;
	if (*name && !source)
		return -ENODEV;
	if (source == cage)
		return -EINVAL;
	cage->light = source;
	return 0;
}

/**
 * cmis_cage_get_next - find the cage with the next number
 * @id: the cage must have this number or a greater one
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL if there is none.
 */
struct cmis_cage *cmis_cage_get_next(int id)
{
	struct cmis_cage *cage, *found = NULL;

	guard(mutex)(&cmis_cages_lock);
	list_for_each_entry(cage, &cmis_cages, node)
		if (cage->id >= id && (!found || cage->id < found->id))
			found = cage;
	if (found)
		get_device(&found->dev);
	return found;
}

/**
 * cmis_cage_get - take a reference
 * @cage: the cage
 *
 * Return: the cage.
 */
struct cmis_cage *cmis_cage_get(struct cmis_cage *cage)
{
	get_device(&cage->dev);
	return cage;
}
EXPORT_SYMBOL_GPL(cmis_cage_get);

/**
 * cmis_cage_dev - get the device of a cage, for messages and links
 * @cage: the cage
 *
 * Return: the device.
 */
struct device *cmis_cage_dev(struct cmis_cage *cage)
{
	return &cage->dev;
}
CMIS_EXPORT_SYMBOL(cmis_cage_dev);

/**
 * cmis_cage_netdev_fwnode - get the MAC that firmware gives to a cage
 * @cage: the cage
 *
 * Return: a firmware node that lives as long as the cage, or NULL.
 */
struct fwnode_handle *cmis_cage_netdev_fwnode(struct cmis_cage *cage)
{
	return cage->netdev_fwnode;
}
CMIS_EXPORT_SYMBOL(cmis_cage_netdev_fwnode);

/**
 * cmis_cage_put - drop a reference
 * @cage: from cmis_cage_get_by_name() or cmis_cage_get_by_fwnode(), or NULL
 */
void cmis_cage_put(struct cmis_cage *cage)
{
	if (cage)
		put_device(&cage->dev);
}
EXPORT_SYMBOL_GPL(cmis_cage_put);

/**
 * cmis_core_init - set up the core before the first cage
 * @config: the layers above the core; its pointers must stay valid
 *
 * Return: 0, or a negative errno.
 */
int cmis_core_init(const struct cmis_core_config *config)
{
	int ret;

	if (!cmis_settings_ok(&config->defaults, CMIS_SETTING_ALL) ||
	    !cmis_recorder_ok(config) || config->bus_percent > 100 ||
	    config->live_bus_percent > 100)
		return -EINVAL;
	cmis_core = *config;
	ret = cmis_clients_init(config->clients, config->num_clients);
	if (ret)
		return ret;
	return class_register(&cmis_class);
}

/**
 * cmis_core_exit - end the core, after the last cage was unregistered
 */
void cmis_core_exit(void)
{
	class_unregister(&cmis_class);
	ida_destroy(&cmis_cage_ids);
	/* No code of the driver runs later: kvfree_rcu() frees snapshots. */
}
