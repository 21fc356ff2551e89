// SPDX-License-Identifier: GPL-2.0-only
/*
 * Quirks: modules with certain part numbers that differ from the standard.
 */

#include <linux/kernel.h>
#include <linux/string.h>

#include "core/quirks.h"

/* Time from a write of the diagnostics selector until its data can be read */
#define CMIS_DIAG_SETTLE_MS	10

/**
 * struct cmis_quirk - modules with a part number, and their difference
 * @vendor_pn: the part number
 * @diag_settle_ms: time until the diagnostics of these modules have settled
 */
struct cmis_quirk {
	const char *vendor_pn;
	u8 diag_settle_ms;
};

static const struct cmis_quirk cmis_quirks[] = {
	{ "QDD-400G-XDR4", 100 },
	{ "FB-P800G-2XDR4-1", 100 },
};

static const struct cmis_quirk *cmis_quirk_find(const char *vendor_pn)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_quirks); i++)
		if (!strcmp(cmis_quirks[i].vendor_pn, vendor_pn))
			return &cmis_quirks[i];
	return NULL;
}

/**
 * cmis_quirk_is_listed - whether modules are known to differ from the standard
 * @vendor_pn: part number, without trailing blanks
 *
 * Return: true if so.
 */
bool cmis_quirk_is_listed(const char *vendor_pn)
{
	return cmis_quirk_find(vendor_pn);
}

/**
 * cmis_quirk_diag_settle_ms - get the time until diagnostics have settled
 * @vendor_pn: part number, without trailing blanks
 *
 * Return: the time from writing the diagnostics selector (14h:128) until the
 * data can be read.
 */
unsigned int cmis_quirk_diag_settle_ms(const char *vendor_pn)
{
	const struct cmis_quirk *quirk = cmis_quirk_find(vendor_pn);

	return quirk ? quirk->diag_settle_ms : CMIS_DIAG_SETTLE_MS;
}
