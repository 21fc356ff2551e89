/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The way from the state of a module to the wishes of its ports: the choice of
 * applications, the next step of a path, and the control set to stage. Pure:
 * adverts, registers and wishes in, steps and bytes out.
 */
#ifndef _CMIS_PATH_PLAN_H
#define _CMIS_PATH_PLAN_H

#include <linux/types.h>
#include <uapi/linux/cmis.h>

#include "core/module.h"
#include "spec/controls.h"
#include "spec/regs.h"

/**
 * struct cmis_path_bank - the lane controls and states of a bank
 * @deinit: DPDeinit (10h:128)
 * @tx_disable: 10h:130; 0 if the module does not have it
 * @tx_squelch: forced squelch (10h:132); 0 if the module does not have it
 * @staged: staged DPConfig bytes (10h:145-152)
 * @state: enum cmis_dp_state (11h:128-131)
 * @code: enum cmis_config_status (11h:202-205)
 * @active: active DPConfig bytes (11h:206-213); 0 of lanes that the module does
 *	not have
 * @staged_si: staged signal integrity settings (10h:153-173)
 * @now: lane controls (10h:128-139), and settings in force (11h:214-234)
 * @want: wishes for them that the module can have
 * @held: media lanes that shall be off, by @want
 */
struct cmis_path_bank {
	u8 deinit;
	u8 tx_disable;
	u8 tx_squelch;
	u8 staged[CMIS_LANES_PER_BANK];
	u8 state[CMIS_LANES_PER_BANK];
	u8 code[CMIS_LANES_PER_BANK];
	u8 active[CMIS_LANES_PER_BANK];
	u8 staged_si[CMIS_SI_BYTES];
	struct cmis_lane_bytes now;
	struct cmis_lane_wish want;
	u8 held;
};

/**
 * struct cmis_path_wish - the wish of a port
 * @lanes: host lanes over all banks; bit 0 is lane 1
 * @host_id: host interface of each path; 0: by @speed_mbps
 * @media_id: media interface of each path; 0: any
 * @speed_mbps: of each path; 0: any
 * @paths: number of paths; 0: as few as possible
 * @appsel: the application; 0: any
 */
struct cmis_path_wish {
	u64 lanes;
	u8 host_id;
	u8 media_id;
	u32 speed_mbps;
	u8 paths;
	u8 appsel;
};

/**
 * struct cmis_path_aim - a data path as it shall be
 * @bank: its bank
 * @first: first host lane in the bank, from 0
 * @host: host lanes in the bank
 * @media: media lanes in the bank
 * @appsel: application
 * @up: the path shall be up, not down
 * @host_tx: the MAC transmits
 * @again: go down first: the last attempt has failed
 * @wide: on release, give up these lanes of the bank as well
 * @hot: the module changes signal integrity settings of a path that is up
 * @own_si: the module has refused settings: it uses its own
 */
struct cmis_path_aim {
	u8 bank;
	u8 first;
	u8 host;
	u8 media;
	u8 appsel;
	bool up;
	bool host_tx;
	bool again;
	u8 wide;
	bool hot;
	bool own_si;
};

/* Steps of a path, in the order of bring-up. The last four rest. */
enum cmis_path_step {
	CMIS_STEP_QUIET,	/* outputs off, then the paths down */
	CMIS_STEP_POWER,
	CMIS_STEP_RELEASE,	/* former paths on these lanes */
	CMIS_STEP_CONFIG,
	CMIS_STEP_INIT,
	CMIS_STEP_LIGHT,
	CMIS_STEP_TUNE,		/* other settings while it is up */
	CMIS_STEP_WAIT_TX,
	CMIS_STEP_PARTIAL,	/* up, but for outputs that shall be off */
	CMIS_STEP_UP,
	CMIS_STEP_DOWN,
	CMIS_STEP_COUNT,
};

static inline bool cmis_path_rests(enum cmis_path_step step)
{
	return step >= CMIS_STEP_WAIT_TX;
}

/* Whether a step ends with the result of a trigger */
static inline bool cmis_path_triggers(enum cmis_path_step step)
{
	return step == CMIS_STEP_RELEASE || step == CMIS_STEP_CONFIG ||
	       step == CMIS_STEP_TUNE;
}

int cmis_path_choose(const struct cmis_module *module,
		     const struct cmis_path_bank *banks,
		     const struct cmis_path_wish *wish,
		     struct cmis_path_aim *aims);
u8 cmis_path_real_lanes(const struct cmis_module *module, unsigned int bank);
bool cmis_path_is_configured(const struct cmis_path_aim *aim,
			     const struct cmis_path_bank *bank);
unsigned int cmis_path_untuned(const struct cmis_path_aim *aim,
			       const struct cmis_path_bank *bank);
bool cmis_path_is_tuned(const struct cmis_path_aim *aim,
			const struct cmis_path_bank *bank);
u8 cmis_path_unlit(const struct cmis_path_aim *aim,
		   const struct cmis_path_bank *bank);
u8 cmis_path_whole(const struct cmis_path_bank *bank, u8 lanes);
u8 cmis_path_lanes(const struct cmis_path_aim *aim,
		   const struct cmis_path_bank *bank);
u8 cmis_path_media(const struct cmis_module *module,
		   const struct cmis_path_bank *bank, u8 lanes);
bool cmis_path_can_disable(const struct cmis_module *module);
enum cmis_path_step cmis_path_next(const struct cmis_path_aim *aim,
				   const struct cmis_path_bank *bank,
				   bool ready);
u8 cmis_path_stage(const struct cmis_path_aim *aim,
		   const struct cmis_path_bank *bank, bool release,
		   u8 config[CMIS_LANES_PER_BANK]);
u8 cmis_path_stage_si(const struct cmis_path_aim *aim,
		      const struct cmis_path_bank *bank,
		      u8 config[CMIS_LANES_PER_BANK],
		      struct cmis_lane_bytes *bytes);
u8 cmis_path_config(const struct cmis_path_aim *aim);
enum cmis_port_reason cmis_path_code_reason(u8 code);

#endif /* _CMIS_PATH_PLAN_H */
