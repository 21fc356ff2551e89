// SPDX-License-Identifier: GPL-2.0-only
/*
 * Thresholds that an administrator has set for a part number. A module gets
 * them when it is probed; the driver keeps them for modules that come later.
 */

#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/string.h>

#include "core/limits.h"
#include "core/module.h"

/* The most thresholds that the driver keeps */
#define CMIS_LIMITS_MAX		256

static DEFINE_MUTEX(cmis_limits_lock);
static struct cmis_part_limit cmis_limits[CMIS_LIMITS_MAX];
static unsigned int cmis_limit_count;

static struct cmis_part_limit *
__cmis_limit_find(const struct cmis_part_limit *key)
{
	lockdep_assert_held(&cmis_limits_lock);
	for (unsigned int i = 0; i < cmis_limit_count; i++) {
		struct cmis_part_limit *limit = &cmis_limits[i];

		if (limit->type == key->type && limit->level == key->level &&
		    !strcmp(limit->vendor_pn, key->vendor_pn))
			return limit;
	}
	return NULL;
}

/**
 * cmis_limit_set - set a threshold of a part number
 * @limit: the threshold; replaces one of the same monitor and level
 *
 * Context: May sleep.
 * Return: 0; -ERANGE if no module can have this value; -ENOSPC if there are too
 * many thresholds.
 */
int cmis_limit_set(const struct cmis_part_limit *limit)
{
	const struct cmis_monitor monitor = { .type = limit->type };
	struct cmis_part_limit *place;
	u16 raw;
	int ret;

	ret = cmis_monitor_encode(&monitor, limit->value, &raw);
	if (ret)
		return ret;
	guard(mutex)(&cmis_limits_lock);
	place = __cmis_limit_find(limit);
	if (!place && cmis_limit_count == CMIS_LIMITS_MAX)
		return -ENOSPC;
	if (!place)
		place = &cmis_limits[cmis_limit_count++];
	*place = *limit;
	return 0;
}

/**
 * cmis_limit_drop - drop a threshold of a part number
 * @limit: part number, type and level of the threshold
 *
 * Context: May sleep.
 * Return: 0, or -ENOENT.
 */
int cmis_limit_drop(const struct cmis_part_limit *limit)
{
	struct cmis_part_limit *place;

	guard(mutex)(&cmis_limits_lock);
	place = __cmis_limit_find(limit);
	if (!place)
		return -ENOENT;
	*place = cmis_limits[--cmis_limit_count];
	return 0;
}

/**
 * cmis_limit_find - get the value of a threshold that is set
 * @limit: part number, type and level of the threshold; gets the value
 *
 * Context: May sleep.
 * Return: 0, or -ENOENT.
 */
int cmis_limit_find(struct cmis_part_limit *limit)
{
	const struct cmis_part_limit *place;

	guard(mutex)(&cmis_limits_lock);
	place = __cmis_limit_find(limit);
	if (!place)
		return -ENOENT;
	*limit = *place;
	return 0;
}

/**
 * cmis_limit_get - get one of the thresholds that are set
 * @index: its place, from 0; places change when a threshold is dropped
 * @limit: gets the threshold
 *
 * Context: May sleep.
 * Return: false if there are no more.
 */
bool cmis_limit_get(unsigned int index, struct cmis_part_limit *limit)
{
	guard(mutex)(&cmis_limits_lock);
	if (index >= cmis_limit_count)
		return false;
	*limit = cmis_limits[index];
	return true;
}

/* Two types may have one name: a module has one of them. */
static bool cmis_limit_is_of(const struct cmis_part_limit *limit,
			     const struct cmis_monitor *monitor)
{
	const struct cmis_monitor_row *own = cmis_monitor_row(monitor->type);
	const struct cmis_monitor_row *row = cmis_monitor_row(limit->type);

	return own->name && own->unit == row->unit &&
	       !strcmp(own->name, row->name);
}

static void cmis_limit_apply(const struct cmis_part_limit *limit,
			     struct cmis_module *module)
{
	for (unsigned int i = 0; i < module->num_monitors; i++) {
		struct cmis_monitor *monitor = &module->monitors[i];

		/* The scale of Tx bias may leave no room for the value. */
		if (!cmis_limit_is_of(limit, monitor) ||
		    cmis_monitor_encode(monitor, limit->value,
					&monitor->limit[limit->level]))
			continue;
		monitor->has |= BIT(limit->level);
		if (!monitor->overridden)
			module->overridden++;
		monitor->overridden |= BIT(limit->level);
	}
}

/**
 * cmis_limits_apply - give a module the thresholds of its part number
 * @module: the module, with its monitors; not yet published
 *
 * Context: May sleep.
 */
void cmis_limits_apply(struct cmis_module *module)
{
	guard(mutex)(&cmis_limits_lock);
	for (unsigned int i = 0; i < cmis_limit_count; i++)
		if (!strcmp(cmis_limits[i].vendor_pn, module->admin.vendor_pn))
			cmis_limit_apply(&cmis_limits[i], module);
}
