/* SPDX-License-Identifier: GPL-2.0-only */
/* All cages with their values and alerts, and how bad each one is. */
#ifndef _CMISCTL_FLEET_H
#define _CMISCTL_FLEET_H

#include <stdbool.h>
#include <stddef.h>

#include "collect.h"
#include "terminal.h"

/**
 * struct ctl_part - items of a list that belong to one cage
 * @items: the first one
 * @count: how many
 * @size: of an item
 */
struct ctl_part {
	const uint8_t *items;
	size_t count;
	size_t size;
};

/**
 * struct ctl_port - a cage with all that belongs to it
 * @cage: the cage
 * @readings: struct ctl_reading, its monitors
 * @lanes: struct ctl_lane
 * @alerts: struct ctl_alert, the active ones
 * @severity: of the worst of them, or of the cage's status
 * @temperature: of the module; NULL if there is none
 * @alert: the worst alert; NULL if there is none
 * @worst: the reading of a lane that is nearest to a limit, or furthest beyond
 *	it; NULL if there is none
 * @margin: of @worst, see ctl_reading_margin()
 */
struct ctl_port {
	const struct ctl_cage *cage;
	struct ctl_part readings;
	struct ctl_part lanes;
	struct ctl_part alerts;
	enum ctl_severity severity;
	const struct ctl_reading *temperature;
	const struct ctl_alert *alert;
	const struct ctl_reading *worst;
	double margin;
};

/**
 * struct ctl_fleet - all cages
 * @cages: struct ctl_cage
 * @readings: struct ctl_reading
 * @lanes: struct ctl_lane
 * @alerts: struct ctl_alert
 * @ports: a port for each cage, in the order of @cages until they are sorted
 * @count: of @ports
 * @quiet: say nothing of changes that interrupt a dump
 */
struct ctl_fleet {
	struct ctl_list cages;
	struct ctl_list readings;
	struct ctl_list lanes;
	struct ctl_list alerts;
	struct ctl_port *ports;
	size_t count;
	bool quiet;
};

static inline const void *ctl_part_at(const struct ctl_part *part,
				      size_t index)
{
	return part->items + index * part->size;
}

void ctl_fleet_init(struct ctl_fleet *fleet);
int ctl_fleet_collect(struct ctl_nl *nl, const char *name,
		      struct ctl_fleet *fleet);
int ctl_fleet_index(struct ctl_fleet *fleet);
void ctl_fleet_hint(const struct ctl_fleet *fleet);
void ctl_fleet_free(struct ctl_fleet *fleet);
enum ctl_severity ctl_alert_severity(const struct ctl_alert *alert);
enum ctl_severity ctl_levels_severity(uint32_t levels);
bool ctl_reading_margin(const struct ctl_reading *reading, double *margin);
int ctl_port_compare_worst(const struct ctl_port *a, const struct ctl_port *b);

#endif /* _CMISCTL_FLEET_H */
