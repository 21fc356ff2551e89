// SPDX-License-Identifier: GPL-2.0-only
/* All cages with their values and alerts, and how bad each one is. */

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fleet.h"
#include "format.h"

/* Types of monitors at fixed registers begin here; this is the first. */
#define TYPE_TEMPERATURE	256

static const uint32_t levels_alarm = 1 << CMIS_LEVEL_HIGH_ALARM |
				     1 << CMIS_LEVEL_LOW_ALARM;

/**
 * ctl_fleet_init - begin without cages
 * @fleet: the fleet
 */
void ctl_fleet_init(struct ctl_fleet *fleet)
{
	*fleet = (struct ctl_fleet) {
		.cages.layout = &ctl_cage_layout,
		.readings.layout = &ctl_reading_layout,
		.lanes.layout = &ctl_lane_layout,
		.alerts.layout = &ctl_alert_layout,
	};
}

/**
 * ctl_fleet_free - free all that a fleet has
 * @fleet: the fleet; empty afterwards
 */
void ctl_fleet_free(struct ctl_fleet *fleet)
{
	ctl_list_free(&fleet->cages);
	ctl_list_free(&fleet->readings);
	ctl_list_free(&fleet->lanes);
	ctl_list_free(&fleet->alerts);
	free(fleet->ports);
	ctl_fleet_init(fleet);
}

/**
 * ctl_levels_severity - how bad levels of a monitor are
 * @levels: bits of CMIS_LEVEL_*
 *
 * Return: the severity.
 */
enum ctl_severity ctl_levels_severity(uint32_t levels)
{
	if (levels & levels_alarm)
		return CTL_SEVERITY_ALARM;
	return levels ? CTL_SEVERITY_WARNING : CTL_SEVERITY_GOOD;
}

/**
 * ctl_alert_severity - how bad an alert is
 * @alert: the alert
 *
 * Return: the severity; of a cleared alert a good one.
 */
enum ctl_severity ctl_alert_severity(const struct ctl_alert *alert)
{
	if (!alert->active)
		return CTL_SEVERITY_GOOD;
	/* There is time left; somebody tests. */
	if (alert->kind == CMIS_ALERT_LIMIT_AHEAD ||
	    alert->kind == CMIS_ALERT_DIAGNOSTIC_ACTIVE)
		return CTL_SEVERITY_WARNING;
	return alert->kind == CMIS_ALERT_MONITOR ?
	       ctl_levels_severity(alert->level) : CTL_SEVERITY_ALARM;
}

/*
 * Ratios span powers of ten, and people think of power in dB. There, 0 is no
 * limit, and a value of 0 has no place.
 */
static bool on_scale(uint32_t unit, const struct ctl_number *number,
		     double *value)
{
	*value = number->mantissa * pow(10, number->exponent);
	if (unit != CMIS_UNIT_NANO_WATT && unit != CMIS_UNIT_RATIO &&
	    unit != CMIS_UNIT_FRAMES)
		return true;
	if (*value <= 0)
		return false;
	*value = log10(*value);
	return true;
}

/* The limit of a warning, or of an alarm where there is none */
static bool limit_get(const struct ctl_reading *reading, bool is_high,
		      double *limit)
{
	const struct ctl_limits *limits = &reading->limits;
	uint32_t unit = reading->monitor.unit;

	if (is_high)
		return (CTL_HAS(limits, CMIS_A_LIMITS_HIGH_WARNING) &&
			on_scale(unit, &limits->high_warning, limit)) ||
		       (CTL_HAS(limits, CMIS_A_LIMITS_HIGH_ALARM) &&
			on_scale(unit, &limits->high_alarm, limit));
	return (CTL_HAS(limits, CMIS_A_LIMITS_LOW_WARNING) &&
		on_scale(unit, &limits->low_warning, limit)) ||
	       (CTL_HAS(limits, CMIS_A_LIMITS_LOW_ALARM) &&
		on_scale(unit, &limits->low_alarm, limit));
}

/**
 * ctl_reading_margin - how far a value is from its limits
 * @reading: the reading
 * @margin: gets the distance to the nearest limit of a warning, or of an alarm
 *	where there is no warning, in parts of the range between the limits, or
 *	of the limit where there is only one; negative beyond the limit, and
 *	-INFINITY for a level of a value that is 0 in such a unit as watts
 *
 * The driver finds no level in a value without a meaning, like the power of a
 * lane that is dark by right.
 *
 * Return: false if there is no value, no limit, or a value beyond its limit
 * that means nothing.
 */
bool ctl_reading_margin(const struct ctl_reading *reading, double *margin)
{
	double value, high = 0, low = 0, range;
	bool has_high, has_low;

	if (!CTL_HAS(reading, CMIS_A_READING_VALUE))
		return false;
	if (!on_scale(reading->monitor.unit, &reading->value, &value)) {
		*margin = -INFINITY;
		return reading->levels;
	}
	has_high = limit_get(reading, true, &high);
	has_low = limit_get(reading, false, &low);
	if (!has_high && !has_low)
		return false;
	range = has_high && has_low ? fabs(high - low) :
				      fabs(has_high ? high : low);
	if (range == 0)
		range = 1;
	*margin = INFINITY;
	if (has_high)
		*margin = (high - value) / range;
	if (has_low && (value - low) / range < *margin)
		*margin = (value - low) / range;
	return *margin >= 0 || reading->levels;
}

static void port_take_reading(struct ctl_port *port,
			      const struct ctl_reading *reading)
{
	double margin;

	if (reading->monitor.type == TYPE_TEMPERATURE &&
	    CTL_HAS(reading, CMIS_A_READING_VALUE))
		port->temperature = reading;
	if (!CTL_HAS(&reading->monitor, CMIS_A_MONITOR_LANE) ||
	    !ctl_tells_lane(&reading->monitor) ||
	    !ctl_reading_margin(reading, &margin))
		return;
	if (!port->worst || margin < port->margin) {
		port->worst = reading;
		port->margin = margin;
	}
}

static void port_take_alert(struct ctl_port *port,
			    const struct ctl_alert *alert)
{
	enum ctl_severity severity = ctl_alert_severity(alert);

	if (!port->alert || severity > ctl_alert_severity(port->alert))
		port->alert = alert;
	if (severity > port->severity)
		port->severity = severity;
}

static enum ctl_severity status_severity(uint32_t status)
{
	switch (status) {
	case CMIS_CAGE_EMPTY:
		return CTL_SEVERITY_NONE;
	case CMIS_CAGE_FAULT:
	case CMIS_CAGE_MODULE_FAULT:
		return CTL_SEVERITY_FAULT;
	default:
		return CTL_SEVERITY_GOOD;
	}
}

/* The begin of each item of gen.h */
struct item {
	uint64_t have;
	uint32_t cage_id;
	uint32_t generation;
};

/*
 * A dump has the items of a cage together, and the cages in one order. Items of
 * another generation than the cage's are about another module: it came or went
 * between two dumps.
 */
static struct ctl_part take_part(const struct ctl_list *list,
				 const struct ctl_cage *cage, size_t *at)
{
	struct ctl_part part = { .size = list->layout->size };
	struct item item;

	for (; *at < list->count; ++*at) {
		memcpy(&item, ctl_list_at(list, *at), sizeof(item));
		if (item.cage_id > cage->id)
			break;
		if (item.cage_id < cage->id ||
		    item.generation != cage->generation)
			continue;
		if (!part.count++)
			part.items = ctl_list_at(list, *at);
	}
	return part;
}

static void port_judge(struct ctl_port *port)
{
	size_t i;

	port->severity = status_severity(port->cage->status);
	for (i = 0; i < port->readings.count; i++)
		port_take_reading(port, ctl_part_at(&port->readings, i));
	for (i = 0; i < port->alerts.count; i++)
		port_take_alert(port, ctl_part_at(&port->alerts, i));
}

/**
 * ctl_fleet_index - make a port of each cage
 * @fleet: the fleet with its lists
 *
 * Return: 0 or -ENOMEM.
 */
int ctl_fleet_index(struct ctl_fleet *fleet)
{
	size_t i, reading = 0, lane = 0, alert = 0;
	struct ctl_port *port;

	fleet->count = fleet->cages.count;
	fleet->ports = calloc(fleet->count + 1, sizeof(*fleet->ports));
	if (!fleet->ports)
		return -ENOMEM;
	for (i = 0; i < fleet->count; i++) {
		port = &fleet->ports[i];
		port->cage = ctl_list_at(&fleet->cages, i);
		port->readings = take_part(&fleet->readings, port->cage,
					   &reading);
		port->lanes = take_part(&fleet->lanes, port->cage, &lane);
		port->alerts = take_part(&fleet->alerts, port->cage, &alert);
		port_judge(port);
	}
	return 0;
}

/**
 * ctl_fleet_collect - ask the driver for all cages, or for one
 * @nl: the socket
 * @name: name or label of the one cage; NULL: all
 * @fleet: an empty fleet; free it in any case
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_fleet_collect(struct ctl_nl *nl, const char *name,
		      struct ctl_fleet *fleet)
{
	struct {
		uint8_t cmd;
		struct ctl_list *list;
	} dumps[] = {
		{ CMIS_CMD_MODULE_GET, &fleet->cages },
		{ CMIS_CMD_MONITOR_GET, &fleet->readings },
		{ CMIS_CMD_LANE_GET, &fleet->lanes },
		{ CMIS_CMD_ALERT_GET, &fleet->alerts },
	};
	struct ctl_query query = { .one_cage = name };
	struct ctl_cage cage;
	unsigned int i;
	int ret = 0;

	if (name) {
		ret = ctl_cage_find(nl, name, &cage);
		query.cage_id = cage.id;
	}
	for (i = 0; !ret && i < ARRAY_SIZE(dumps); i++) {
		query.cmd = dumps[i].cmd;
		ret = ctl_collect(nl, &query, dumps[i].list);
		if (!ret && !fleet->quiet)
			ctl_warn_interrupted(nl);
	}
	return ret ? ret : ctl_fleet_index(fleet);
}

/**
 * ctl_fleet_hint - say what to do where there are no cages
 * @fleet: the fleet
 */
void ctl_fleet_hint(const struct ctl_fleet *fleet)
{
	if (!fleet->count)
		fputs("cmisctl: no cages; see CAGES in cmisctl(8)\n", stderr);
}

/**
 * ctl_port_compare_worst - find the worse one of two cages
 * @a: a cage
 * @b: another
 *
 * Return: below 0 if @a is worse, above 0 if @b is.
 */
int ctl_port_compare_worst(const struct ctl_port *a, const struct ctl_port *b)
{
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	if (a->alerts.count != b->alerts.count)
		return a->alerts.count > b->alerts.count ? -1 : 1;
	if (!a->worst || !b->worst)
		return a->worst ? -1 : b->worst ? 1 : 0;
	return a->margin < b->margin ? -1 : a->margin > b->margin;
}
