// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: a cage on a bus of its own.
 *
 * A port is configured, then goes live. Modules can be plugged and pulled
 * before and after that.
 */
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/lockdep.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "sim/flaw.h"
#include "sim/model.h"
#include "sim/port.h"
#include "sim/profiles.h"
#include "sim/set.h"

#define CMIS_SIM_CLOCK_HZ	400000

static void cmis_sim_source_set(struct cmis_sim_port *port, const char *name,
				struct cmis_sim_store *store, bool frozen)
{
	lockdep_assert_held(&port->lock);
	cmis_sim_store_move(&port->source, store);
	port->source_frozen = frozen;
	strscpy(port->profile, name, sizeof(port->profile));
	cmis_sim_module_forget(&port->module);
}

/**
 * cmis_sim_port_profile() - choose the built-in module that is plugged next
 * @port: the port, locked
 * @name: its name
 *
 * Return: 0; -ENOENT if there is no such profile, -ENOMEM.
 */
int cmis_sim_port_profile(struct cmis_sim_port *port, const char *name)
{
	struct cmis_sim_store store;
	int err;

	lockdep_assert_held(&port->lock);
	cmis_sim_store_init(&store);
	err = cmis_sim_profile_build(name, port->serial, &store);
	if (!err)
		cmis_sim_source_set(port, name, &store, false);
	cmis_sim_store_clear(&store);
	return err;
}

/**
 * cmis_sim_port_flaw() - give the module that is plugged next a flaw
 * @port: the port, locked
 * @name: name of the flaw
 *
 * Return: as cmis_sim_flaw_add().
 */
int cmis_sim_port_flaw(struct cmis_sim_port *port, const char *name)
{
	lockdep_assert_held(&port->lock);
	return cmis_sim_flaw_add(&port->source, name);
}

static int cmis_sim_upload_page(struct cmis_sim_port *port, unsigned int key,
				const char *hex)
{
	struct cmis_sim_page *page;
	u8 bytes[CMIS_PAGE_SIZE];

	if (strlen(hex) != 2 * sizeof(bytes) ||
	    hex2bin(bytes, hex, sizeof(bytes)))
		return -EINVAL;
	page = cmis_sim_store_add(&port->upload, key);
	if (IS_ERR(page))
		return PTR_ERR(page);
	memcpy(page->data, bytes, sizeof(bytes));
	return 0;
}

/**
 * cmis_sim_port_upload() - take a part of the snapshot that is plugged next
 * @port: the port, locked
 * @line: "begin", "lower HEX", "page PAGE BANK HEX" or "commit", with 256 hex
 *	digits a page; is changed
 *
 * Return: 0; -EINVAL, -ERANGE, -ENODATA if a required page is missing, or
 *	-ENOMEM.
 */
int cmis_sim_port_upload(struct cmis_sim_port *port, char *line)
{
	char *word = strsep(&line, " ");
	unsigned int page, bank;
	int end = 0, err;

	lockdep_assert_held(&port->lock);
	if (!strcmp(word, "begin")) {
		cmis_sim_store_clear(&port->upload);
		return 0;
	}
	if (!strcmp(word, "commit")) {
		err = cmis_sim_store_complete(&port->upload);
		if (!err)
			cmis_sim_source_set(port, "image", &port->upload, true);
		return err;
	}
	if (!line)
		return -EINVAL;
	if (!strcmp(word, "lower"))
		return cmis_sim_upload_page(port, CMIS_SIM_LOWER, line);
	if (strcmp(word, "page") ||
	    sscanf(line, "%u %u %n", &page, &bank, &end) != 2 || !end)
		return -EINVAL;
	if (page > U8_MAX || bank > U8_MAX ||
	    (bank && page < CMIS_PAGE_LANE_CONTROL))
		return -ERANGE;
	return cmis_sim_upload_page(port, CMIS_SIM_KEY(bank, page),
				    line + end);
}

/* The presence pin has changed. */
static void cmis_sim_port_notice(struct cmis_sim_port *port)
{
	if (port->bus.pins.ready)
		cmis_sim_pins_set(&port->bus.pins, CMIS_SIM_LINE_PRESENT,
				  true);
}

static int cmis_sim_port_move(struct cmis_sim_port *port, bool present)
{
	struct cmis_sim_module *module = &port->module;
	int err;

	lockdep_assert_held(&port->lock);
	if (present == cmis_sim_module_is_present(module))
		return present ? -EBUSY : -ENODEV;
	if (present) {
		err = cmis_sim_module_insert(module, &port->source,
					     port->source_frozen);
		if (err)
			return err;
	} else {
		cmis_sim_module_remove(module);
	}
	guard(mutex)(&module->lock);
	cmis_sim_port_notice(port);
	return 0;
}

static void cmis_sim_port_bounce_next(struct cmis_sim_port *port)
{
	struct cmis_sim_fault *fault =
		&port->module.faults.kinds[CMIS_SIM_FAULT_BOUNCE];

	mod_delayed_work(cmis_sim_queue, &port->bounce,
			 msecs_to_jiffies(fault->rule.every_ms));
}

static void cmis_sim_port_bounce(struct work_struct *work)
{
	struct cmis_sim_port *port = container_of(to_delayed_work(work),
						  struct cmis_sim_port,
						  bounce);
	bool present;

	guard(mutex)(&port->lock);
	present = cmis_sim_module_is_present(&port->module);
	if (!port->bounces || cmis_sim_port_move(port, !present))
		return;
	if (--port->bounces)
		cmis_sim_port_bounce_next(port);
}

/**
 * cmis_sim_port_plug() - plug or pull the module
 * @port: the port, locked
 * @present: true to plug
 *
 * A fault may let the module lose its contact again.
 *
 * Return: 0; -EBUSY or -ENODEV if that is the case already, or an error of
 *	cmis_sim_module_insert().
 */
int cmis_sim_port_plug(struct cmis_sim_port *port, bool present)
{
	struct cmis_sim_module *module = &port->module;
	int err;

	port->bounces = 0;
	err = cmis_sim_port_move(port, present);
	if (err || !present)
		return err;
	scoped_guard(mutex, &module->lock) {
		if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_BOUNCE))
			port->bounces = 2 *
				cmis_sim_fault_value(module,
						     CMIS_SIM_FAULT_BOUNCE);
	}
	if (port->bounces)
		cmis_sim_port_bounce_next(port);
	return 0;
}

/**
 * cmis_sim_port_go() - make the bus, or take it away
 * @port: the port, locked
 * @live: true to make it
 *
 * Return: 0 or a negative errno.
 */
int cmis_sim_port_go(struct cmis_sim_port *port, bool live)
{
	int err;

	lockdep_assert_held(&port->lock);
	if (port->live == live)
		return 0;
	if (live) {
		err = cmis_sim_bus_create(&port->bus, port->parent);
		if (err)
			return err;
	} else {
		cmis_sim_bus_destroy(&port->bus);
	}
	port->live = live;
	return 0;
}

static int cmis_sim_asleep_do(struct cmis_sim_port *port, const char *line)
{
	size_t prefix = str_has_prefix(line, "present ");
	bool present;
	int err;

	if (!prefix)
		return cmis_sim_set(&port->module, line);
	err = kstrtobool(line + prefix, &present);
	if (err)
		return err;
	return cmis_sim_port_move(port, present);
}

/**
 * cmis_sim_port_suspend() - block the bus, and make the changes of @asleep
 * @port: the port, live and locked
 *
 * The kernel log reports changes that fail.
 */
void cmis_sim_port_suspend(struct cmis_sim_port *port)
{
	char *left, *line;
	int err;

	lockdep_assert_held(&port->lock);
	i2c_mark_adapter_suspended(&port->bus.adapter);
	left = port->asleep;
	while ((line = strsep(&left, "\n"))) {
		if (!*line)
			continue;
		err = cmis_sim_asleep_do(port, line);
		if (err)
			dev_warn(&port->bus.adapter.dev,
				 "change during suspend failed: '%s': %pe\n",
				 line, ERR_PTR(err));
	}
	kfree(port->asleep);
	port->asleep = NULL;
}

/**
 * cmis_sim_port_resume() - unblock the bus
 * @port: the port, live and locked
 */
void cmis_sim_port_resume(struct cmis_sim_port *port)
{
	i2c_mark_adapter_resumed(&port->bus.adapter);
}

/* Take the bus away while a transfer is under way. */
static void cmis_sim_port_bus_lost(struct work_struct *work)
{
	struct cmis_sim_port *port = container_of(work, struct cmis_sim_port,
						  bus_lost);

	guard(mutex)(&port->lock);
	cmis_sim_port_go(port, false);
}

static void cmis_sim_port_fault_struck(struct cmis_sim_module *module,
				       enum cmis_sim_fault_kind kind)
{
	struct cmis_sim_port *port = container_of(module, struct cmis_sim_port,
						  module);

	if (kind == CMIS_SIM_FAULT_ADAPTER_GONE)
		queue_work(cmis_sim_queue, &port->bus_lost);
	else
		cmis_sim_port_notice(port);
}

static void cmis_sim_port_interrupt_set(struct cmis_sim_module *module,
					bool asserted)
{
	struct cmis_sim_port *port = container_of(module, struct cmis_sim_port,
						  module);

	cmis_sim_pins_set(&port->bus.pins, CMIS_SIM_LINE_INTERRUPT, asserted);
}

/**
 * cmis_sim_port_init() - make an empty port that is not live
 * @port: the port, all zeros
 * @name: its name
 * @parent: parent of its bus
 */
void cmis_sim_port_init(struct cmis_sim_port *port, const char *name,
			struct device *parent)
{
	mutex_init(&port->lock);
	port->parent = parent;
	strscpy(port->bus.name, name, sizeof(port->bus.name));
	port->bus.set.clock_hz = CMIS_SIM_CLOCK_HZ;
	port->bus.set.device = 1;
	port->bus.module = &port->module;
	port->module.fibre.name = port->bus.name;
	port->bus.pins.module = &port->module;
	snprintf(port->serial, sizeof(port->serial), "SIM-%.12s", name);
	strscpy(port->profile, "none", sizeof(port->profile));
	cmis_sim_store_init(&port->source);
	cmis_sim_store_init(&port->upload);
	INIT_DELAYED_WORK(&port->bounce, cmis_sim_port_bounce);
	INIT_WORK(&port->bus_lost, cmis_sim_port_bus_lost);
	port->module.interrupt_set = cmis_sim_port_interrupt_set;
	port->module.fault_struck = cmis_sim_port_fault_struck;
	cmis_sim_module_init(&port->module);
}

/**
 * cmis_sim_port_destroy() - free all that a port has
 * @port: the port, not live and without users
 */
void cmis_sim_port_destroy(struct cmis_sim_port *port)
{
	cancel_work_sync(&port->bus_lost);
	cancel_delayed_work_sync(&port->bounce);
	cmis_sim_module_destroy(&port->module);
	cmis_sim_store_clear(&port->source);
	cmis_sim_store_clear(&port->upload);
	kfree(port->asleep);
	mutex_destroy(&port->lock);
}
