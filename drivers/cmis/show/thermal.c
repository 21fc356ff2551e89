// SPDX-License-Identifier: GPL-2.0-only
/*
 * Thermal: a zone for each module that measures its temperature, with a
 * passive trip at the module's high warning and a hot trip at its high alarm.
 * There is no critical trip, because such a trip powers the host off.
 *
 * The driver registers a new zone for each module, so the trips are always
 * those of the present module. The driver updates the zone after each sweep.
 * The zone never uses the bus.
 */

#include <linux/kernel.h>
#include <linux/slab.h>

#include "show/thermal.h"
#include "compat/thermal.h"
#include "core/access.h"
#include "core/cage.h"
#include "core/question.h"

#define CMIS_TRIP_HYSTERESIS_MC	2000

static const struct {
	enum cmis_level level;
	enum thermal_trip_type type;
} cmis_trips[] = {
	{ CMIS_LEVEL_HIGH_WARNING, THERMAL_TRIP_PASSIVE },
	{ CMIS_LEVEL_HIGH_ALARM, THERMAL_TRIP_HOT },
};

static_assert(ARRAY_SIZE(cmis_trips) == CMIS_MAX_TRIPS);

static int cmis_thermal_get(struct cmis_cage *cage, int *temp)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	struct cmis_number temp_mc;
	int index, ret;

	/* -EAGAIN after a sleep of the system: the thermal core asks again. */
	if (IS_ERR(snapshot))
		return cmis_cage_get_state(cage) == CMIS_CAGE_PROBING ?
		       -EAGAIN : PTR_ERR(snapshot);
	index = cmis_module_find_monitor(snapshot->module, CMIS_MON_TEMP,
					 CMIS_LANE_NONE);
	if (index < 0)
		return index;
	ret = cmis_snapshot_get_value(snapshot, index, &temp_mc);
	if (ret)
		return ret;
	*temp = temp_mc.mantissa;
	return 0;
}

static int cmis_thermal_get_temp(struct thermal_zone_device *tz, int *temp)
{
	int ret = cmis_thermal_get(cmis_zone_of(tz)->priv, temp);

	return ret ? cmis_zone_no_temp(ret, temp) : 0;
}

static struct thermal_zone_device_ops cmis_thermal_ops = {
	.get_temp = cmis_thermal_get_temp,
	CMIS_ZONE_TRIP_OPS,
};

/* The driver has a hwmon device of its own, with more channels. */
static struct thermal_zone_params cmis_thermal_params = {
	.no_hwmon = true,
};

static void cmis_thermal_set_trips(struct cmis_zone *zone,
				   const struct cmis_monitor *monitor)
{
	struct thermal_trip *trip = zone->trips;

	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_trips); i++) {
		u16 limit = monitor->limit[cmis_trips[i].level];

		if (!(monitor->has & BIT(cmis_trips[i].level)))
			continue;
		trip->type = cmis_trips[i].type;
		trip->temperature = cmis_monitor_get_value(monitor, limit)
					.mantissa;
		trip->hysteresis = CMIS_TRIP_HYSTERESIS_MC;
		trip++;
	}
	zone->num_trips = trip - zone->trips;
}

static int cmis_thermal_start(struct cmis_cage *cage, struct cmis_zone *zone)
{
	int ret;

	zone->tz = cmis_zone_register(cmis_cage_name(cage), zone,
				      &cmis_thermal_ops, &cmis_thermal_params);
	if (IS_ERR(zone->tz))
		return PTR_ERR(zone->tz);
	ret = thermal_zone_device_enable(zone->tz);
	if (ret)
		thermal_zone_device_unregister(zone->tz);
	return ret;
}

/* If the kernel has no thermal zones, the module works without a zone. */
static int cmis_thermal_module_add(struct cmis_cage *cage,
				   struct cmis_module *module)
{
	struct cmis_zone *zone;
	int ret, index;

	index = cmis_module_find_monitor(module, CMIS_MON_TEMP,
					 CMIS_LANE_NONE);
	if (!IS_ENABLED(CONFIG_THERMAL) || index < 0 ||
	    cmis_access_has_caps(cage, CMIS_CAP_NO_ZONE))
		return 0;
	zone = kzalloc(sizeof(*zone), GFP_KERNEL);
	if (!zone)
		return -ENOMEM;
	zone->priv = cage;
	cmis_thermal_set_trips(zone, &module->monitors[index]);
	ret = cmis_thermal_start(cage, zone);
	if (ret) {
		kfree(zone);
		return ret;
	}
	cage->clients.zone = zone;
	return 0;
}

static void cmis_thermal_module_del(struct cmis_cage *cage)
{
	struct cmis_zone *zone = cage->clients.zone;

	if (!zone)
		return;
	cage->clients.zone = NULL;
	/* The thermal core waits for readers of the zone. */
	thermal_zone_device_unregister(zone->tz);
	kfree(zone);
}

/* Other thresholds mean other trips. */
static int cmis_thermal_module_changed(struct cmis_cage *cage,
				       struct cmis_module *module)
{
	cmis_thermal_module_del(cage);
	return cmis_thermal_module_add(cage, module);
}

/* Update only if there is a value: older kernels log each failed read. */
static void cmis_thermal_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	struct cmis_zone *zone = cage->clients.zone;

	if (zone && class == CMIS_CLASS_THERMAL && !IS_ERR(snapshot) &&
	    !cmis_snapshot_check(snapshot, CMIS_CLASS_THERMAL))
		thermal_zone_device_update(zone->tz,
					   THERMAL_EVENT_UNSPECIFIED);
}

const struct cmis_client cmis_thermal_client = {
	.name = "thermal",
	.module_add = cmis_thermal_module_add,
	.module_changed = cmis_thermal_module_changed,
	.module_del = cmis_thermal_module_del,
	.sampled = cmis_thermal_sampled,
};
