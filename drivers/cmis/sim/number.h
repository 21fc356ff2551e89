/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Decimal numbers, with integers only.
 */
#ifndef _CMIS_SIM_NUMBER_H
#define _CMIS_SIM_NUMBER_H

#include <linux/types.h>

#define CMIS_SIM_F16_EXPONENT_ZERO	24	/* code of 10^0 */

/**
 * struct cmis_sim_decimal - a decimal number, exactly as it was written
 * @negative: its sign
 * @mantissa: less than 10^14
 * @exponent: of ten
 */
struct cmis_sim_decimal {
	bool negative;
	u64 mantissa;
	int exponent;
};

/**
 * struct cmis_sim_sum - a sum of values of very different size
 * @mantissa: its leading 18 digits or so
 * @exponent: of ten; 0 is the weight of an F16 with exponent 0
 */
struct cmis_sim_sum {
	u64 mantissa;
	int exponent;
};

int cmis_sim_decimal_parse(const char *text, struct cmis_sim_decimal *value);
int cmis_sim_decimal_scale(const struct cmis_sim_decimal *value, u32 factor,
			   u32 divisor, s64 *raw);
int cmis_sim_f16_encode(u64 mantissa, int exponent);
int cmis_sim_f16_compare(u16 a, u16 b);
void cmis_sim_sum_add(struct cmis_sim_sum *sum, u64 mantissa, int exponent);
u16 cmis_sim_sum_f16(const struct cmis_sim_sum *sum, u64 count);

#endif /* _CMIS_SIM_NUMBER_H */
