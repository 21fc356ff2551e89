/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Quirks of modules with certain part numbers.
 */
#ifndef _CMIS_QUIRKS_H
#define _CMIS_QUIRKS_H

#include <linux/types.h>

bool cmis_quirk_is_listed(const char *vendor_pn);
unsigned int cmis_quirk_diag_settle_ms(const char *vendor_pn);

#endif /* _CMIS_QUIRKS_H */
