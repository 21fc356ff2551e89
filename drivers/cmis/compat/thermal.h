/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Thermal zones on 6.1 and later, where trips have become a table.
 */
#ifndef _CMIS_COMPAT_THERMAL_H
#define _CMIS_COMPAT_THERMAL_H

#include <linux/thermal.h>

#include "compat/compat.h"

#define CMIS_MAX_TRIPS		2

/**
 * struct cmis_zone - a thermal zone, and its operations
 * @tz: the zone
 * @priv: the owner's
 * @num_trips: how many of @trips are valid
 * @trips: coolest first; from 6.6 to 6.8, @tz has no copy of it
 */
struct cmis_zone {
	struct thermal_zone_device *tz;
	void *priv;
	int num_trips;
	struct thermal_trip trips[CMIS_MAX_TRIPS];
};

#if !CMIS_THERMAL_TRIP_TABLE

static inline struct cmis_zone *cmis_zone_of(struct thermal_zone_device *tz)
{
	return tz->devdata;
}

static inline int cmis_zone_get_trip_type(struct thermal_zone_device *tz,
					  int trip,
					  enum thermal_trip_type *type)
{
	const struct cmis_zone *zone = cmis_zone_of(tz);

	if (trip < 0 || trip >= zone->num_trips)
		return -EINVAL;
	*type = zone->trips[trip].type;
	return 0;
}

static inline int cmis_zone_get_trip_temp(struct thermal_zone_device *tz,
					  int trip, int *temp)
{
	const struct cmis_zone *zone = cmis_zone_of(tz);

	if (trip < 0 || trip >= zone->num_trips)
		return -EINVAL;
	*temp = zone->trips[trip].temperature;
	return 0;
}

static inline int cmis_zone_get_trip_hyst(struct thermal_zone_device *tz,
					  int trip, int *hyst)
{
	const struct cmis_zone *zone = cmis_zone_of(tz);

	if (trip < 0 || trip >= zone->num_trips)
		return -EINVAL;
	*hyst = zone->trips[trip].hysteresis;
	return 0;
}

#define CMIS_ZONE_TRIP_OPS				\
	.get_trip_type = cmis_zone_get_trip_type,	\
	.get_trip_temp = cmis_zone_get_trip_temp,	\
	.get_trip_hyst = cmis_zone_get_trip_hyst

static inline struct thermal_zone_device *
cmis_zone_register(const char *type, struct cmis_zone *zone,
		   struct thermal_zone_device_ops *ops,
		   struct thermal_zone_params *params)
{
	return thermal_zone_device_register(type, zone->num_trips, 0, zone,
					    ops, params, 0, 0);
}

#else

static inline struct cmis_zone *cmis_zone_of(struct thermal_zone_device *tz)
{
	return thermal_zone_device_priv(tz);
}

#define CMIS_ZONE_TRIP_OPS	.critical = NULL

/* The mask has the trips that users may set: none. */
#if CMIS_THERMAL_TRIP_MASK
#define CMIS_ZONE_TRIPS(zone)	(zone)->trips, (zone)->num_trips, 0
#else
#define CMIS_ZONE_TRIPS(zone)	(zone)->trips, (zone)->num_trips
#endif

static inline struct thermal_zone_device *
cmis_zone_register(const char *type, struct cmis_zone *zone,
		   struct thermal_zone_device_ops *ops,
		   struct thermal_zone_params *params)
{
	return thermal_zone_device_register_with_trips(type,
						       CMIS_ZONE_TRIPS(zone),
						       zone, ops, params, 0, 0);
}

#endif

/*
 * 6.11 disables a zone whose reads fail for some minutes, and takes this value
 * for none. An older kernel would show the value.
 */
static inline int cmis_zone_no_temp(int err, int *temp)
{
	if (!CMIS_THERMAL_KNOWS_NONE)
		return err;
	*temp = THERMAL_TEMP_INVALID;
	return 0;
}

#endif /* _CMIS_COMPAT_THERMAL_H */
