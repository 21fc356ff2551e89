// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cages: registration, lookup, events, settings.
 */

#include <linux/bitops.h>
#include <linux/ctype.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/idr.h>
#include <linux/kernel.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "core/bus.h"
#include "core/core.h"

/*
 * Interrupts closer than this to each other are one burst; a busy machine may
 * take a while until it runs the thread again.
 */
#define CMIS_IRQ_GAP_MS		200
/*
 * A longer burst that brings no news is a module that holds the line, most
 * likely for a condition that goes on: leave it alone.
 */
#define CMIS_IRQ_BURST		8
#define CMIS_IRQ_PAUSE_MS	1000
/* While the system goes to sleep the work does not run: do not wait for it. */
#define CMIS_IRQ_WAIT_MS	1000

#define CMIS_MAX_CAGE_GROUPS	16

static struct cmis_core_config cmis_core;
static const struct attribute_group *cmis_cage_groups[CMIS_MAX_CAGE_GROUPS + 1];
static LIST_HEAD(cmis_cages);
static DEFINE_MUTEX(cmis_cages_lock);
static DEFINE_IDA(cmis_cage_ids);

static const char *const cmis_cage_state_names[] = {
	[CMIS_CAGE_EMPTY] = "empty",
	[CMIS_CAGE_PROBING] = "probing",
	[CMIS_CAGE_READY] = "ready",
	[CMIS_CAGE_FAULT] = "fault",
};

static_assert(ARRAY_SIZE(cmis_cage_state_names) == CMIS_CAGE_STATE_COUNT);

/**
 * cmis_cage_state_name - name of a cage state, as `status` shows it
 * @state: the state
 *
 * Return: the name, never NULL.
 */
const char *cmis_cage_state_name(enum cmis_cage_state state)
{
	if (state >= CMIS_CAGE_STATE_COUNT)
		return "unknown";
	return cmis_cage_state_names[state];
}

static void cmis_cage_release(struct device *dev)
{
	struct cmis_cage *cage = to_cmis_cage(dev);

	fwnode_handle_put(cage->netdev_fwnode);
	if (cage->id >= 0)
		ida_free(&cmis_cage_ids, cage->id);
	kfree(cage->alerts);
	kfree(cage);
}

static struct class cmis_class = {
	.name = "cmis",
	.dev_release = cmis_cage_release,
};

/**
 * cmis_cage_queue - have the cage's work run
 * @cage: the cage
 * @delay_ms: not before so long; a work that is already queued stays as it is
 *
 * Context: Any.
 */
void cmis_cage_queue(struct cmis_cage *cage, unsigned int delay_ms)
{
	rcu_read_lock();
	/* Pairs with cmis_cage_register(). */
	if (!smp_load_acquire(&cage->going))
		queue_delayed_work(cage->bus->wq, &cage->work,
				   msecs_to_jiffies(delay_ms));
	rcu_read_unlock();
}

/**
 * cmis_cage_notify - have the cage's work run at once
 * @cage: the cage
 * @event: why
 *
 * Context: Any.
 */
void cmis_cage_notify(struct cmis_cage *cage, enum cmis_event event)
{
	set_bit(event, &cage->events);
	rcu_read_lock();
	/* Pairs with cmis_cage_register(). */
	if (!smp_load_acquire(&cage->going))
		mod_delayed_work(cage->bus->wq, &cage->work, 0);
	rcu_read_unlock();
}

/**
 * cmis_cage_take_events - what happened since the last call
 * @cage: the cage
 *
 * Return: bits of enum cmis_event.
 */
unsigned long cmis_cage_take_events(struct cmis_cage *cage)
{
	return xchg(&cage->events, 0);
}

/**
 * cmis_cage_presence_changed - a transport saw the presence signal change
 * @cage: the cage
 *
 * Context: Any.
 */
void cmis_cage_presence_changed(struct cmis_cage *cage)
{
	cmis_cage_notify(cage, CMIS_EVENT_PRESENCE);
}
EXPORT_SYMBOL_GPL(cmis_cage_presence_changed);

/**
 * cmis_cage_suspend - the system goes to sleep
 * @cage: the cage
 *
 * The module is left as it is expected to be found. When this returns, none of
 * the transport's operations runs or will be called until cmis_cage_resume():
 * who asks for one meanwhile waits, for 15 s of the time that the system is
 * awake, and then gets -ESHUTDOWN. From now on until it has been looked at
 * again, the module is not shown.
 *
 * Context: May sleep; touches the bus. Workqueues are frozen.
 */
void cmis_cage_suspend(struct cmis_cage *cage)
{
	cmis_core.policy->cage_quiesce(cage);
	WRITE_ONCE(cage->slept, true);
	cmis_xfer_sleep(&cage->xfer);
}
EXPORT_SYMBOL_GPL(cmis_cage_suspend);

/**
 * cmis_cage_resume - the system woke up: the module may be another one
 * @cage: the cage
 *
 * Context: May sleep. The bus works again.
 */
void cmis_cage_resume(struct cmis_cage *cage)
{
	cmis_xfer_wake(&cage->xfer);
	cmis_cage_notify(cage, CMIS_EVENT_RESUME);
}
EXPORT_SYMBOL_GPL(cmis_cage_resume);

static void cmis_cage_tell_status(struct cmis_cage *cage)
{
	unsigned int i;

	for (i = 0; i < cmis_core.num_exposures; i++)
		if (test_bit(i, &cage->exposure_up) &&
		    cmis_core.exposures[i]->status_changed)
			cmis_core.exposures[i]->status_changed(cage);
}

/**
 * cmis_cage_set_seen - what is in the cage after a sleep is known
 * @cage: the cage
 *
 * Until now the cage was shown as probing, so its state is told.
 *
 * Context: The cage's work, or nobody's after it was cancelled. Sleeps.
 */
void cmis_cage_set_seen(struct cmis_cage *cage)
{
	if (!cage->slept)
		return;
	WRITE_ONCE(cage->slept, false);
	wake_up_all(&cage->seen);
	cmis_xfer_set_seen(&cage->xfer);
	/* Without a module nobody was told anything else. */
	if (rcu_access_pointer(cage->module))
		cmis_cage_tell_status(cage);
}

/**
 * cmis_cage_await_seen - wait until it is known what is there after a sleep
 * @cage: the cage
 *
 * Users are frozen while the system sleeps. Who works for them in the kernel,
 * flashing firmware for example, is not, and goes on in the same module or
 * fails.
 *
 * Context: Sleeps, as long as cmis_xfer_read() waits for the system to wake up.
 */
void cmis_cage_await_seen(struct cmis_cage *cage)
{
	wait_event_timeout(cage->seen, !READ_ONCE(cage->slept) ||
			   READ_ONCE(cage->state) == CMIS_CAGE_FAULT,
			   msecs_to_jiffies(CMIS_ASLEEP_MS));
}

static bool cmis_cage_irq_was_idle(struct cmis_cage *cage)
{
	return ktime_ms_delta(ktime_get(), cage->irq_last) > CMIS_IRQ_GAP_MS;
}

static void cmis_cage_count_irq(struct cmis_cage *cage)
{
	unsigned int sent = READ_ONCE(cage->alerts_sent);
	bool news = sent != cage->irq_alerts;

	cage->irq_alerts = sent;
	if (cmis_cage_irq_was_idle(cage) || (news && !cage->irq_held))
		cage->irq_burst = 0;
	else if (cage->irq_burst < CMIS_IRQ_BURST)
		cage->irq_burst++;
}

static void cmis_cage_pace_irq(struct cmis_cage *cage)
{
	bool held;

	cmis_cage_count_irq(cage);
	held = cage->irq_burst == CMIS_IRQ_BURST;
	if (held && !cage->irq_held)
		dev_info_ratelimited(&cage->dev, "interrupt line stays asserted, polling until it is released\n");
	if (!held && cage->irq_held)
		dev_info_ratelimited(&cage->dev, "interrupt line works again\n");
	cage->irq_held = held;
	if (held)
		msleep(CMIS_IRQ_PAUSE_MS);
}

/**
 * cmis_cage_service_irq - a module asserts its interrupt line
 * @cage: the cage
 *
 * Returns when the flags have been read, so that a level-triggered line that
 * is masked until then does not fire again for the same reason. If a module
 * holds the line all the same, returns once a second, and polling goes on.
 *
 * Context: The transport's interrupt thread. Sleeps.
 */
void cmis_cage_service_irq(struct cmis_cage *cage)
{
	cmis_cage_pace_irq(cage);
	reinit_completion(&cage->irq_done);
	cmis_cage_notify(cage, CMIS_EVENT_INTERRUPT);
	wait_for_completion_timeout(&cage->irq_done,
				    msecs_to_jiffies(CMIS_IRQ_WAIT_MS));
	cage->irq_last = ktime_get();
}
EXPORT_SYMBOL_GPL(cmis_cage_service_irq);

/**
 * cmis_cage_get_settings - what an administrator has set
 * @cage: the cage
 * @settings: where the settings are put
 *
 * Context: May sleep.
 */
void cmis_cage_get_settings(struct cmis_cage *cage,
			    struct cmis_settings *settings)
{
	mutex_lock(&cage->settings_lock);
	*settings = cage->settings;
	mutex_unlock(&cage->settings_lock);
}

static bool cmis_label_ok(const char *label, size_t size)
{
	size_t len = strnlen(label, size);
	size_t i;

	if (len == size)
		return false;
	for (i = 0; i < len; i++)
		if (!isascii(label[i]) || !isprint(label[i]))
			return false;
	return true;
}

static bool cmis_period_ok(u32 ms)
{
	return ms >= CMIS_PERIOD_MIN_MS && ms <= CMIS_PERIOD_MAX_MS;
}

/**
 * cmis_settings_ok - whether settings are within their ranges
 * @settings: the settings
 * @fields: CMIS_SETTING_*, which of them to look at
 *
 * Return: true if they are.
 */
bool cmis_settings_ok(const struct cmis_settings *settings,
		      unsigned int fields)
{
	if (fields & CMIS_SETTING_THERMAL_PERIOD &&
	    !cmis_period_ok(settings->period_ms[CMIS_CLASS_THERMAL]))
		return false;
	if (fields & CMIS_SETTING_LANES_PERIOD &&
	    !cmis_period_ok(settings->period_ms[CMIS_CLASS_LANES]))
		return false;
	if (fields & CMIS_SETTING_VDM_PERIOD &&
	    !cmis_period_ok(settings->period_ms[CMIS_CLASS_VDM]))
		return false;
	if (fields & CMIS_SETTING_STALE_SWEEPS &&
	    (settings->stale_sweeps < CMIS_STALE_MIN ||
	     settings->stale_sweeps > CMIS_STALE_MAX))
		return false;
	return !(fields & CMIS_SETTING_LABEL) ||
	       cmis_label_ok(settings->label, sizeof(settings->label));
}

static void cmis_settings_copy(struct cmis_settings *to,
			       const struct cmis_settings *from,
			       unsigned int fields)
{
	if (fields & CMIS_SETTING_THERMAL_PERIOD)
		to->period_ms[CMIS_CLASS_THERMAL] =
			from->period_ms[CMIS_CLASS_THERMAL];
	if (fields & CMIS_SETTING_LANES_PERIOD)
		to->period_ms[CMIS_CLASS_LANES] =
			from->period_ms[CMIS_CLASS_LANES];
	if (fields & CMIS_SETTING_VDM_PERIOD)
		to->period_ms[CMIS_CLASS_VDM] =
			from->period_ms[CMIS_CLASS_VDM];
	if (fields & CMIS_SETTING_DIAGNOSTICS)
		to->diagnostics = from->diagnostics;
	if (fields & CMIS_SETTING_STALE_SWEEPS)
		to->stale_sweeps = from->stale_sweeps;
	if (fields & CMIS_SETTING_LABEL)
		memcpy(to->label, from->label, sizeof(to->label));
}

/**
 * cmis_cage_set_settings - change what an administrator can set
 * @cage: the cage
 * @settings: periods from CMIS_PERIOD_MIN_MS to CMIS_PERIOD_MAX_MS, stale
 *	sweeps from CMIS_STALE_MIN to CMIS_STALE_MAX, a label of printable ASCII
 * @fields: CMIS_SETTING_*, which of them to change
 *
 * Context: May sleep.
 * Return: 0; -EINVAL, with nothing changed, if a value is out of range.
 */
int cmis_cage_set_settings(struct cmis_cage *cage,
			   const struct cmis_settings *settings,
			   unsigned int fields)
{
	if (!cmis_settings_ok(settings, fields))
		return -EINVAL;

	mutex_lock(&cage->settings_lock);
	cmis_settings_copy(&cage->settings, settings, fields);
	mutex_unlock(&cage->settings_lock);
	cmis_cage_notify(cage, CMIS_EVENT_SETTINGS);
	return 0;
}

static void cmis_cage_expose(struct cmis_cage *cage)
{
	unsigned int i;
	int ret;

	for (i = 0; i < cmis_core.num_exposures; i++) {
		struct cmis_exposure *exposure = cmis_core.exposures[i];

		if (!exposure)
			continue;
		ret = exposure->cage_add ? exposure->cage_add(cage) : 0;
		if (ret)
			dev_warn(&cage->dev, "%s: not shown: %pe\n",
				 exposure->name, ERR_PTR(ret));
		else
			__set_bit(i, &cage->exposure_up);
	}
}

static void cmis_cage_unexpose(struct cmis_cage *cage)
{
	unsigned int i = cmis_core.num_exposures;

	while (i--) {
		struct cmis_exposure *exposure = cmis_core.exposures[i];

		if (__test_and_clear_bit(i, &cage->exposure_up) &&
		    exposure->cage_del)
			exposure->cage_del(cage);
	}
}

static void cmis_cage_setup(struct cmis_cage *cage,
			    const struct cmis_cage_config *config)
{
	device_initialize(&cage->dev);
	cage->dev.class = &cmis_class;
	cage->dev.parent = config->parent;
	cage->dev.groups = cmis_cage_groups;
	cage->id = -1;
	cage->netdev_fwnode = fwnode_handle_get(config->netdev_fwnode);
	cage->going = true;
	init_completion(&cage->irq_done);
	init_waitqueue_head(&cage->seen);
	mutex_init(&cage->control_lock);
	mutex_init(&cage->diag.lock);
	mutex_init(&cage->settings_lock);
	cage->settings = cmis_core.defaults;
	if (config->label)
		strscpy(cage->settings.label, config->label,
			sizeof(cage->settings.label));
	if (!cmis_label_ok(cage->settings.label, sizeof(cage->settings.label)))
		cage->settings.label[0] = '\0';

	cmis_xfer_init(&cage->xfer, config);
	cmis_xfer_add_reader(&cage->xfer, &cage->sweep_reader);
	cmis_xfer_add_reader(&cage->xfer, &cage->ethtool_reader);
	INIT_DELAYED_WORK(&cage->work, cmis_core.policy->work);
	INIT_LIST_HEAD(&cage->node);
}

static int cmis_cage_name_it(struct cmis_cage *cage)
{
	cage->id = ida_alloc(&cmis_cage_ids, GFP_KERNEL);
	if (cage->id < 0)
		return cage->id;
	return dev_set_name(&cage->dev, "cmis%d", cage->id);
}

static int cmis_cage_start(struct cmis_cage *cage, const void *bus)
{
	int ret;

	ret = cmis_cage_name_it(cage);
	if (ret)
		return ret;
	ret = cmis_core.policy->cage_init(cage);
	if (ret)
		return ret;
	cage->bus = cmis_bus_get(bus);
	if (IS_ERR(cage->bus)) {
		ret = PTR_ERR(cage->bus);
		goto err_policy;
	}
	ret = device_add(&cage->dev);
	if (ret)
		goto err_bus;
	return 0;

err_bus:
	cmis_bus_put(cage->bus);
err_policy:
	cmis_core.policy->cage_exit(cage);
	return ret;
}

static bool cmis_config_ok(const struct cmis_cage_config *config)
{
	return config->parent && config->ops && config->ops->xfer &&
	       config->max_read >= 1 && config->max_read <= CMIS_PAGE_SIZE &&
	       config->max_write >= 2 && config->max_write <= CMIS_PAGE_SIZE;
}

/**
 * cmis_cage_register - a transport offers a cage
 * @config: copied; @config->priv must stay valid until the cage is unregistered
 *
 * Context: May sleep.
 * Return: the cage, or an ERR_PTR().
 */
struct cmis_cage *cmis_cage_register(const struct cmis_cage_config *config)
{
	struct cmis_cage *cage;
	int ret;

	if (!cmis_config_ok(config))
		return ERR_PTR(-EINVAL);
	cage = kzalloc(sizeof(*cage), GFP_KERNEL);
	if (!cage)
		return ERR_PTR(-ENOMEM);

	cmis_cage_setup(cage, config);
	ret = cmis_cage_start(cage, config->bus);
	if (ret) {
		put_device(&cage->dev);
		return ERR_PTR(ret);
	}

	mutex_lock(&cmis_cages_lock);
	list_add_tail(&cage->node, &cmis_cages);
	mutex_unlock(&cmis_cages_lock);

	cmis_cage_expose(cage);
	/* Until now, who found the cage has only left events behind. */
	smp_store_release(&cage->going, false);
	cmis_cage_queue(cage, 0);
	return cage;
}
EXPORT_SYMBOL_GPL(cmis_cage_register);

/* The transport is still there, and it is the last time that it is needed. */
static void cmis_cage_quiesce(struct cmis_cage *cage)
{
	cmis_xfer_revive(&cage->xfer);
	cmis_core.policy->cage_quiesce(cage);
	cmis_xfer_kill(&cage->xfer);
}

/**
 * cmis_cage_unregister - a transport takes a cage away
 * @cage: from cmis_cage_register()
 *
 * When it returns, none of the transport's operations runs or will be called.
 * MAC drivers may still hold the cage: they get -ENODEV.
 *
 * Context: May sleep. The transport's interrupts are off.
 */
void cmis_cage_unregister(struct cmis_cage *cage)
{
	mutex_lock(&cmis_cages_lock);
	list_del_init(&cage->node);
	mutex_unlock(&cmis_cages_lock);

	/* Whoever is inside an operation fails at its next transaction. */
	cmis_xfer_kill(&cage->xfer);

	/* After the grace period nobody queues the work any more. */
	WRITE_ONCE(cage->going, true);
	synchronize_rcu();
	cancel_delayed_work_sync(&cage->work);

	/* The work is off: what only it may call is now ours. */
	cmis_cage_quiesce(cage);
	cmis_cage_del_module(cage);
	cmis_cage_unexpose(cage);

	/* Waits for readers of the attributes; they see an empty cage. */
	device_del(&cage->dev);
	cmis_core.policy->cage_exit(cage);
	cmis_bus_put(cage->bus);
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

static struct cmis_cage *cmis_cage_get(struct cmis_cage *cage)
{
	get_device(&cage->dev);
	return cage;
}

/**
 * cmis_cage_get_by_name - find a cage by its device name or its label
 * @name: e.g. "cmis0", or what the front panel says
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL.
 */
struct cmis_cage *cmis_cage_get_by_name(const char *name)
{
	struct cmis_cage *cage, *found = NULL;

	mutex_lock(&cmis_cages_lock);
	list_for_each_entry(cage, &cmis_cages, node) {
		if (cmis_cage_has_name(cage, name)) {
			found = cmis_cage_get(cage);
			break;
		}
	}
	mutex_unlock(&cmis_cages_lock);
	return found;
}
EXPORT_SYMBOL_GPL(cmis_cage_get_by_name);

/**
 * cmis_cage_get_by_fwnode - find the cage that a firmware node describes
 * @fwnode: node of the cage, e.g. what a MAC's node refers to
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL.
 */
struct cmis_cage *cmis_cage_get_by_fwnode(struct fwnode_handle *fwnode)
{
	struct cmis_cage *cage, *found = NULL;

	if (!fwnode)
		return NULL;

	mutex_lock(&cmis_cages_lock);
	list_for_each_entry(cage, &cmis_cages, node) {
		if (dev_fwnode(cage->dev.parent) == fwnode) {
			found = cmis_cage_get(cage);
			break;
		}
	}
	mutex_unlock(&cmis_cages_lock);
	return found;
}
EXPORT_SYMBOL_GPL(cmis_cage_get_by_fwnode);

/**
 * cmis_cage_get_next - find the cage with the next number
 * @id: the least number that will do
 *
 * Context: May sleep.
 * Return: the cage with a reference, or NULL if there is none.
 */
struct cmis_cage *cmis_cage_get_next(int id)
{
	struct cmis_cage *cage, *found = NULL;

	mutex_lock(&cmis_cages_lock);
	list_for_each_entry(cage, &cmis_cages, node)
		if (cage->id >= id && (!found || cage->id < found->id))
			found = cage;
	if (found)
		cmis_cage_get(found);
	mutex_unlock(&cmis_cages_lock);
	return found;
}

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

static int cmis_core_merge_groups(void)
{
	const struct attribute_group *const *group;
	unsigned int i, num = 0;

	for (i = 0; i < cmis_core.num_exposures; i++) {
		if (!cmis_core.exposures[i])
			continue;
		group = cmis_core.exposures[i]->cage_groups;
		for (; group && *group; group++) {
			if (num == CMIS_MAX_CAGE_GROUPS)
				return -ENOSPC;
			cmis_cage_groups[num++] = *group;
		}
	}
	return 0;
}

/**
 * cmis_core_init - get ready for cages
 * @config: the layers above; what it points to must stay
 *
 * Return: 0, or a negative errno.
 */
int cmis_core_init(const struct cmis_core_config *config)
{
	unsigned int i;
	int ret;

	if (config->num_exposures > CMIS_MAX_EXPOSURES ||
	    !cmis_settings_ok(&config->defaults, CMIS_SETTING_ALL))
		return -EINVAL;

	cmis_core = *config;
	for (i = 0; i < cmis_core.num_exposures; i++)
		if (cmis_core.exposures[i])
			cmis_core.exposures[i]->slot = i;
	ret = cmis_core_merge_groups();
	if (ret)
		return ret;
	return class_register(&cmis_class);
}

/**
 * cmis_core_exit - the end; all cages have been unregistered
 */
void cmis_core_exit(void)
{
	class_unregister(&cmis_class);
	ida_destroy(&cmis_cage_ids);
	/* Modules and snapshots are freed by RCU, in code that stays. */
}

static void cmis_exposure_add_module(struct cmis_cage *cage,
				     struct cmis_module *module)
{
	unsigned int i;
	int ret;

	for (i = 0; i < cmis_core.num_exposures; i++) {
		struct cmis_exposure *exposure = cmis_core.exposures[i];

		if (!test_bit(i, &cage->exposure_up) || !exposure->module_add)
			continue;
		ret = exposure->module_add(cage, module);
		if (ret)
			dev_warn(&cage->dev, "%s: module not shown: %pe\n",
				 exposure->name, ERR_PTR(ret));
		else
			__set_bit(i, &cage->module_up);
	}
}

static void cmis_exposure_del_module(struct cmis_cage *cage)
{
	unsigned int i = cmis_core.num_exposures;

	while (i--) {
		struct cmis_exposure *exposure = cmis_core.exposures[i];

		if (__test_and_clear_bit(i, &cage->module_up) &&
		    exposure->module_del)
			exposure->module_del(cage);
	}
}

/**
 * cmis_cage_set_state - the cage is in another state
 * @cage: the cage
 * @state: the state
 * @error: negative errno that says why, for %CMIS_CAGE_FAULT; else 0
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_set_state(struct cmis_cage *cage, enum cmis_cage_state state,
			 int error)
{
	if (cage->state == state && cage->error == error)
		return;

	WRITE_ONCE(cage->error, error);
	WRITE_ONCE(cage->state, state);
	/* Who waits for what is there after a sleep may wait for long. */
	if (state == CMIS_CAGE_FAULT)
		wake_up_all(&cage->seen);
	cmis_cage_tell_status(cage);
}

/**
 * cmis_cage_add_module - a module can be shown
 * @cage: the cage
 * @module: reference is taken over
 * @snapshot: reference is taken over
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_add_module(struct cmis_cage *cage, struct cmis_module *module,
			  struct cmis_snapshot *snapshot)
{
	rcu_assign_pointer(cage->snapshot, snapshot);
	rcu_assign_pointer(cage->module, module);
	cmis_exposure_add_module(cage, module);
}

/**
 * cmis_cage_del_module - the module is gone
 * @cage: the cage
 *
 * Context: The cage's work, or nobody's after it was cancelled. Sleeps.
 */
void cmis_cage_del_module(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot;
	struct cmis_module *module;

	if (rcu_access_pointer(cage->module))
		cmis_core.policy->module_del(cage);
	/* Readers first: none may take an old value for a new module's. */
	module = rcu_replace_pointer(cage->module, NULL, true);
	snapshot = rcu_replace_pointer(cage->snapshot, NULL, true);
	cmis_cage_set_seen(cage);
	cmis_exposure_del_module(cage);
	cmis_snapshot_put(snapshot);
	cmis_module_put(module);
}

/**
 * cmis_cage_set_snapshot - a sweep has been made
 * @cage: the cage, with a module
 * @snapshot: reference is taken over
 * @class: whose values are new
 *
 * Context: The cage's work. Sleeps.
 */
void cmis_cage_set_snapshot(struct cmis_cage *cage,
			    struct cmis_snapshot *snapshot,
			    enum cmis_class class)
{
	unsigned int i;

	snapshot = rcu_replace_pointer(cage->snapshot, snapshot, true);
	cmis_snapshot_put(snapshot);
	for (i = 0; i < cmis_core.num_exposures; i++)
		if (test_bit(i, &cage->module_up) &&
		    cmis_core.exposures[i]->sampled)
			cmis_core.exposures[i]->sampled(cage, class);
}

/**
 * cmis_cage_alert - an alert was raised or cleared
 * @cage: the cage
 * @event: which
 *
 * Context: The cage's work, or nobody's after it was cancelled. Sleeps.
 */
void cmis_cage_alert(struct cmis_cage *cage,
		     const struct cmis_alert_event *event)
{
	unsigned int i;

	WRITE_ONCE(cage->alerts_sent, cage->alerts_sent + 1);
	for (i = 0; i < cmis_core.num_exposures; i++)
		if (test_bit(i, &cage->exposure_up) &&
		    cmis_core.exposures[i]->alert)
			cmis_core.exposures[i]->alert(cage, event);
}
