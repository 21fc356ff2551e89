/* SPDX-License-Identifier: GPL-2.0-only */
/* The text of metrics. */
#ifndef _CMISCTL_OUT_H
#define _CMISCTL_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define OUT_NAME_SIZE	96

struct ctl_metrics;

/**
 * struct decimal - a number, as exact as the driver gives it
 * @mantissa: the number is this one,
 * @exponent: times ten to the power of this one
 */
struct decimal {
	int32_t mantissa;
	int64_t exponent;
};

/**
 * struct out - the text that is being written
 * @metrics: the metrics
 * @file: the text
 * @open: in OpenMetrics' format
 * @name: of the series
 */
struct out {
	const struct ctl_metrics *metrics;
	FILE *file;
	bool open;
	char name[OUT_NAME_SIZE];
};

void out_start(struct out *out, const char *type, const char *name,
	       const char *help);
void out_start_cage(const struct out *out, size_t cage);
void out_put_label(const struct out *out, const char *name, const char *text);
void out_put_lane(const struct out *out, uint32_t lane);
void out_put_decimal(const struct out *out, const struct decimal *value);
void out_put_value(const struct out *out, double value);

#endif /* _CMISCTL_OUT_H */
