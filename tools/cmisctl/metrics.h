/* SPDX-License-Identifier: GPL-2.0-only */
/* All values for Prometheus. Pure but for memory: structs in, text out. */
#ifndef _CMISCTL_METRICS_H
#define _CMISCTL_METRICS_H

#include <stdbool.h>
#include <stdio.h>

#include "collect.h"

/**
 * struct ctl_metrics - all values, ready to be printed
 * @cages: all cages; fill it before any other list
 * @lanes: all lanes
 * @alerts: the active alerts
 * @verdicts: the last verdicts on links, by their cages and numbers
 * @guards: usual error ratios
 * @trends: slopes
 * @families: the monitors, by name and unit
 * @ages: ages of the values, in the order of @cages
 * @cage: the cage of the last reading
 * @family: the family of the last reading
 */
struct ctl_metrics {
	struct ctl_list cages;
	struct ctl_list lanes;
	struct ctl_list alerts;
	struct ctl_list verdicts;
	struct ctl_list guards;
	struct ctl_list trends;
	struct ctl_list families;
	struct ctl_list ages;
	size_t cage;
	size_t family;
};

/**
 * enum ctl_exposition - formats of the text
 * @CTL_PROMETHEUS: Prometheus' text format 0.0.4
 * @CTL_OPENMETRICS: OpenMetrics 1.0.0
 */
enum ctl_exposition {
	CTL_PROMETHEUS,
	CTL_OPENMETRICS,
};

void ctl_metrics_init(struct ctl_metrics *metrics);
void ctl_metrics_free(struct ctl_metrics *metrics);
int ctl_metrics_take(struct ctl_metrics *metrics,
		     const struct ctl_reading *reading);
void ctl_metrics_print_up(FILE *file, bool up);
void ctl_metrics_print(const struct ctl_metrics *metrics, FILE *file,
		       enum ctl_exposition exposition);
int ctl_metrics_collect(struct ctl_nl *nl, struct ctl_metrics *metrics,
			bool values_only);

#endif /* _CMISCTL_METRICS_H */
