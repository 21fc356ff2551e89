/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lower memory: its static part, its status, and applications.
 */
#ifndef _CMIS_LOWER_H
#define _CMIS_LOWER_H

#include <linux/types.h>
#include "spec/regs.h"

struct cmis_bytes;

/* Lower 3.3-1 */
enum cmis_module_state {
	CMIS_STATE_LOW_POWER = 1,
	CMIS_STATE_PWR_UP = 2,
	CMIS_STATE_READY = 3,
	CMIS_STATE_PWR_DN = 4,
	CMIS_STATE_FAULT = 5,
	CMIS_STATE_COUNT = 8,
};

/* Lower 85: which table a media interface ID is looked up in. */
enum cmis_media_type {
	CMIS_MEDIA_UNDEFINED = 0,
	CMIS_MEDIA_MMF = 1,
	CMIS_MEDIA_SMF = 2,
	CMIS_MEDIA_PASSIVE_COPPER = 3,
	CMIS_MEDIA_ACTIVE_CABLE = 4,
	CMIS_MEDIA_BASE_T = 5,
};

/**
 * struct cmis_app - one application that the module offers
 *
 * A descriptor of which everything but the lane assignment is 0 describes
 * nothing: cmis_app_used() is false for it. It keeps its place in the list,
 * because applications are selected by their place.
 *
 * @host_id: SFF-8024 host electrical interface code
 * @media_id: media interface code; its table is chosen by the media type
 * @host_lanes: host lanes; from @host_id's table where the module says 0
 * @media_lanes: media lanes; from @media_id's table where the module says 0
 * @host_assign: bit i: an instance may start at host lane i + 1; 0 in flat
 *	memory from 5.4 on, where the byte is something else
 * @media_assign: bit i: an instance may start at media lane i + 1; 0 if that is
 *	not known, and in flat memory, which has no page 01h
 * @host_assign_raw: @host_assign before cmis_offer_settle()
 * @media_assign_raw: @media_assign before it
 */
struct cmis_app {
	u8 host_id;
	u8 media_id;
	u8 host_lanes;
	u8 media_lanes;
	u8 host_assign;
	u8 media_assign;
	u8 host_assign_raw;
	u8 media_assign_raw;
};

/**
 * struct cmis_apps - the list of applications, AppSel 1 first
 * @count: AppSel of the last application that is used; 0 = there is none
 * @app: the applications; @app[0] is AppSel 1
 */
struct cmis_apps {
	u8 count;
	struct cmis_app app[CMIS_MAX_APPS];
};

/* Lower 56: there is no state machine, or only that of the module. */
#define CMIS_SM_NONE		1
#define CMIS_SM_MODULE		2

/**
 * struct cmis_basics - the static part of lower memory
 * @identifier: SFF-8024 identifier (lower 0)
 * @rev_major: CMIS revision, major (lower 1)
 * @rev_minor: CMIS revision, minor (lower 1)
 * @flat: no pages but lower memory and 00h (lower 2.7)
 * @stepped_only: reconfiguration only through DPDeactivated (lower 2.6)
 * @auto_commission: hot reconfiguration code (lower 2.1-0)
 * @max_speed_khz: fastest I2C clock (lower 2.5-2); 0 if the code is reserved
 * @media_type: media type code (lower 85)
 * @fw_major: active firmware, major (lower 39)
 * @fw_minor: active firmware, minor (lower 40)
 * @sm_support: state machines implemented, code (lower 56)
 * @function_type: 0 transmission module, 1 ELSFP (lower 57)
 * @subtype: raw code (lower 60.3-0)
 * @heat_sink: heat sink code (lower 61.7-4)
 * @fiber_face: fibre face code (lower 61.1-0)
 * @lowpwr_restrictions: raw (lower 62); bit 7 clear = unknown
 */
struct cmis_basics {
	u8 identifier;
	u8 rev_major;
	u8 rev_minor;
	bool flat;
	bool stepped_only;
	u8 auto_commission;
	u16 max_speed_khz;
	u8 media_type;
	u8 fw_major;
	u8 fw_minor;
	u8 sm_support;
	u8 function_type;
	u8 subtype;
	u8 heat_sink;
	u8 fiber_face;
	u8 lowpwr_restrictions;
};

/* The revision as in lower 1. */
static inline u8 cmis_basics_revision(const struct cmis_basics *basics)
{
	return basics->rev_major << 4 | basics->rev_minor;
}

/**
 * struct cmis_status - the changing part of lower memory
 * @state: enum cmis_module_state, or another code as read (lower 3.3-1)
 * @interrupt: the module asserts its interrupt (lower 3.0)
 * @summary: CMIS_SUMMARY_* of each of the first banks (lower 4-7)
 * @flags: lower 8-13 as read
 * @control: CMIS_CONTROL_* (lower 26)
 * @masks: lower 31-36, same order of bits as @flags
 * @cdb_status: raw, of both instances (lower 37-38)
 * @fault_cause: lower 41
 * @password_result: code of the last password command (lower 42.3-0)
 * @hits: by the bit of lower 8: how often that flag was found set since the
 *	sweep before; not decoded
 */
struct cmis_status {
	u8 state;
	bool interrupt;
	u8 summary[CMIS_SUMMARY_BANKS];
	u8 flags[CMIS_REG_SIZE(CMIS_MODULE_FLAGS)];
	u8 control;
	u8 masks[CMIS_REG_SIZE(CMIS_MODULE_MASKS)];
	u8 cdb_status[CMIS_CDB_MAX_INSTANCES];
	u8 fault_cause;
	u8 password_result;
	u16 hits[8];
};

bool cmis_revision_is_plausible(u8 revision);
bool cmis_lower_is_plausible(const u8 *lower);
int cmis_basics_decode(const u8 *lower, size_t len, struct cmis_basics *basics);
int cmis_status_decode(const u8 *lower, size_t len,
		       struct cmis_status *status);
bool cmis_app_used(const struct cmis_app *app);
u8 cmis_app_media_lanes(const struct cmis_app *app);
int cmis_apps_decode(const struct cmis_bytes *lower,
		     const struct cmis_bytes *page01, u8 media_type,
		     struct cmis_apps *apps);

#endif /* _CMIS_LOWER_H */
