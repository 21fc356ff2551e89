/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Page 00h.
 */
#ifndef _CMIS_ADMIN_H
#define _CMIS_ADMIN_H

#include <linux/types.h>
#include "spec/regs.h"

/* Unprintable bytes become '?', so a vendor string needs no extra room. */
#define CMIS_STR_NAME		(16 + 1)
#define CMIS_STR_REV		(2 + 1)
#define CMIS_STR_DATE		(8 + 1)
#define CMIS_STR_CLEI		(10 + 1)

/**
 * struct cmis_admin - page 00h
 * @identifier: copy of lower 0 (128)
 * @vendor_name: sanitised, trailing blanks cut (129-144)
 * @vendor_oui: IEEE company identifier (145-147)
 * @vendor_pn: part number, sanitised (148-163)
 * @vendor_rev: revision, sanitised (164-165)
 * @vendor_sn: serial number, sanitised (166-181)
 * @date_code: YYMMDD and two characters of lot code, sanitised (182-189)
 * @clei: CLEI code, sanitised; empty if none (190-199)
 * @power_class: 1..8 (200.7-5)
 * @max_power_mw: (201)
 * @cable_length_mm: 0 = undefined, e.g. separable media (202)
 * @connector: SFF-8024 connector code (203)
 * @copper_attenuation_db: at 5, 7, 12.9, 25.8, 53.125 GHz; 0 = none (204-208)
 * @media_lanes_unsupported: bit i: media lane i + 1 is missing (210)
 * @far_end: raw break-out code (211)
 * @media_technology: code (212)
 * @spi_flow_control: raw (213)
 * @checksum_ok: byte 222 matches
 */
struct cmis_admin {
	u8 identifier;
	char vendor_name[CMIS_STR_NAME];
	u8 vendor_oui[3];
	char vendor_pn[CMIS_STR_NAME];
	char vendor_rev[CMIS_STR_REV];
	char vendor_sn[CMIS_STR_NAME];
	char date_code[CMIS_STR_DATE];
	char clei[CMIS_STR_CLEI];
	u8 power_class;
	u32 max_power_mw;
	u32 cable_length_mm;
	u8 connector;
	u8 copper_attenuation_db[CMIS_COPPER_ATTENUATIONS];
	u8 media_lanes_unsupported;
	u8 far_end;
	u8 media_technology;
	u8 spi_flow_control;
	bool checksum_ok;
};

int cmis_admin_decode(const u8 *page, size_t len, u8 revision,
		      struct cmis_admin *admin);

#endif /* _CMIS_ADMIN_H */
