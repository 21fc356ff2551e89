/* SPDX-License-Identifier: GPL-2.0-only */
/* Traces: the rows of a CSV file. */
#ifndef _CMISCTL_TRACE_H
#define _CMISCTL_TRACE_H

#include <stddef.h>
#include <stdint.h>

#define CTL_TRACE_HEADER	"time_s,cage,lane,side,name,value"

/**
 * struct ctl_trace_row - a row; its texts are parts of the line
 * @time_ns: its time
 * @lane: from 1; 0: the module
 * @cage: name of the cage
 * @side: module, host or media
 * @name: of the value
 * @value: the value
 */
struct ctl_trace_row {
	uint64_t time_ns;
	unsigned int lane;
	const char *cage;
	const char *side;
	const char *name;
	const char *value;
};

/**
 * struct ctl_decimal - a decimal number
 * @negative: it is below 0
 * @mantissa: its digits
 * @exponent: the power of ten that multiplies them
 */
struct ctl_decimal {
	int negative;
	uint64_t mantissa;
	int exponent;
};

const char *ctl_trace_split(char *line, struct ctl_trace_row *row);
int ctl_decimal_read(const char *text, struct ctl_decimal *number);
int64_t ctl_decimal_integer(const struct ctl_decimal *number);
uint16_t ctl_decimal_f16(const struct ctl_decimal *number);

#endif /* _CMISCTL_TRACE_H */
