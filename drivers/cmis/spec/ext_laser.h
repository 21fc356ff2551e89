/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * External lasers (ELSFP): pages 1Ah and 1Bh, pure decoders. Such a module has
 * lanes of light and no data paths, so it has none of pages 10h to 14h.
 */
#ifndef _CMIS_EXT_LASER_H
#define _CMIS_EXT_LASER_H

#include <linux/types.h>
#include "spec/monitors.h"

struct cmis_basics;

/* Pages of external lasers, as sweeps read them */
enum cmis_ext_page {
	CMIS_EXT_PAGE_STATUS,	/* 1Ah */
	CMIS_EXT_PAGE_MONITORS,	/* 1Bh */
	CMIS_EXT_PAGES,
};

/* 1Ah:221-222 */
enum cmis_ext_state {
	CMIS_EXT_OFF = 0,
	CMIS_EXT_RAMPING = 1,
	CMIS_EXT_ON = 2,
};

/**
 * struct cmis_ext_lasers - the lasers of a laser source
 * @known: the module is a laser source
 * @lanes: number of its lasers that can be read, 0..CMIS_MAX_LANES
 * @constant_power: it keeps the power constant, and not the current (1Ah:140.0)
 */
struct cmis_ext_lasers {
	bool known;
	u8 lanes;
	bool constant_power;
};

/**
 * struct cmis_ext_laser - a laser of a laser source
 * @state: enum cmis_ext_state, or another code as read (1Ah:221-222)
 * @enabled: the host has enabled it (220)
 * @checked: the host has said that the output fibre was checked (223)
 * @fault: code of its fault; 0: none (212-219)
 * @warning: code of its warning; 0: none
 * @fiber: number of its fibre; 0: the module does not say (224-231)
 * @mhz: frequency; 0: the module does not say (232-247)
 * @fault_hits: how often the flag of its fault was found set since the sweep
 *	before; not decoded
 * @warning_hits: the same of its warning
 */
struct cmis_ext_laser {
	u8 state;
	bool enabled;
	bool checked;
	u8 fault;
	u8 warning;
	u8 fiber;
	u32 mhz;
	u16 fault_hits;
	u16 warning_hits;
};

bool cmis_module_is_laser_source(const struct cmis_basics *basics);
bool cmis_module_has_paths(const struct cmis_basics *basics);
int cmis_ext_lasers_decode(const u8 *page, size_t len,
			   struct cmis_ext_lasers *lasers);
int cmis_ext_status_decode(const u8 *page, size_t len, unsigned int count,
			   struct cmis_ext_laser *lasers);
int cmis_ext_monitors_add(struct cmis_monitor_list *list, const u8 *page,
			  size_t len, unsigned int lane);
void cmis_ext_supply_add(struct cmis_monitor_list *list);
const char *cmis_ext_state_name(u8 code);
const char *cmis_ext_code_name(u8 code);

#endif /* _CMIS_EXT_LASER_H */
