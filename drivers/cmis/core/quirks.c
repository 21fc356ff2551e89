// SPDX-License-Identifier: GPL-2.0-only
/*
 * Quirks of single parts.
 */

#include <linux/kernel.h>
#include <linux/string.h>

#include "core/quirks.h"

/* From the choice of a diagnostics selector until its data can be read. */
#define CMIS_DIAG_SETTLE_MS	10

/**
 * struct cmis_quirk - a part that differs from the others
 * @vendor_pn: its number
 * @diag_settle_ms: time that its diagnostics take to settle
 */
struct cmis_quirk {
	const char *vendor_pn;
	u8 diag_settle_ms;
};

static const struct cmis_quirk cmis_quirks[] = {
	{ "QDD-400G-XDR4", 100 },
	{ "FB-P800G-2XDR4-1", 100 },
};

/**
 * cmis_quirk_diag_settle_ms - how long diagnostics take to settle
 * @vendor_pn: part number, without trailing blanks
 *
 * Return: the time from writing the diagnostics selector (14h:128) until the
 * data can be read.
 */
unsigned int cmis_quirk_diag_settle_ms(const char *vendor_pn)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_quirks); i++)
		if (!strcmp(cmis_quirks[i].vendor_pn, vendor_pn))
			return cmis_quirks[i].diag_settle_ms;
	return CMIS_DIAG_SETTLE_MS;
}
