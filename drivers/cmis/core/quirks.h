/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Per-part quirks.
 */
#ifndef _CMIS_QUIRKS_H
#define _CMIS_QUIRKS_H

unsigned int cmis_quirk_diag_settle_ms(const char *vendor_pn);

#endif /* _CMIS_QUIRKS_H */
