/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Page 11h, the place and the advert of each lane flag, and the number of
 * lanes.
 */
#ifndef _CMIS_LANES_H
#define _CMIS_LANES_H

#include <linux/bits.h>
#include <linux/types.h>
#include <uapi/linux/cmis.h>
#include "spec/regs.h"
#include "spec/tune.h"

struct cmis_admin;
struct cmis_adverts;
struct cmis_basics;

/* In the order of their bytes on page 11h, as in the netlink family */
#define CMIS_LF_COUNT		(CMIS_LF_MAX + 1)

/* 11h:128-131 */
enum cmis_dp_state {
	CMIS_DP_DEACTIVATED = 1,
	CMIS_DP_INIT = 2,
	CMIS_DP_DEINIT = 3,
	CMIS_DP_ACTIVATED = 4,
	CMIS_DP_TX_TURN_ON = 5,
	CMIS_DP_TX_TURN_OFF = 6,
	CMIS_DP_INITIALIZED = 7,
	CMIS_DP_STATE_COUNT = 16,
};

/* 11h:202-205 */
enum cmis_config_status {
	CMIS_CONFIG_UNDEFINED = 0,
	CMIS_CONFIG_SUCCESS = 1,
	CMIS_CONFIG_REJECTED = 2,
	CMIS_CONFIG_INVALID_APPSEL = 3,
	CMIS_CONFIG_INVALID_DATA_PATH = 4,
	CMIS_CONFIG_INVALID_SI = 5,
	CMIS_CONFIG_LANES_IN_USE = 6,
	CMIS_CONFIG_PARTIAL_DATA_PATH = 7,
	CMIS_CONFIG_NO_EMULATION = 8,		/* 5.4 */
	CMIS_CONFIG_IN_PROGRESS = 12,
	CMIS_CONFIG_STATUS_COUNT = 16,
};

/* Reasons in the host's controls why a lane is not DPActivated any more. */
#define CMIS_ASKED_KNOWN	BIT(0)	/* the controls could be read */
#define CMIS_ASKED_DEINIT	BIT(1)	/* DPDeinit (10h:128) */
#define CMIS_ASKED_DARK		BIT(2)	/* off, squelched (10h:130, 132) */
#define CMIS_ASKED_LOW_POWER	BIT(3)	/* low power, by lower 26 or the pin */
#define CMIS_ASKED_MOVED	BIT(4)	/* another state meanwhile */

/**
 * struct cmis_lane - one lane in a bank, page 11h
 *
 * Everything is as the module has it; whether it has a flag at all is in struct
 * cmis_adverts.
 *
 * @dp_state: enum cmis_dp_state (128-131)
 * @rx_output_valid: 132; false before CMIS 5.0
 * @tx_output_valid: 133; false before CMIS 5.0
 * @flags: bit CMIS_LF_*, as latched (134-153)
 * @config_status: enum cmis_config_status (202-205)
 * @appsel: application in the active control set; 0 = lane unused (206-213)
 * @dp_id: first host lane of the data path, from 0, within the bank
 * @explicit_control: signal integrity settings are the host's
 * @dp_init_pending: the active set is not yet in the hardware (235)
 * @adaptive_eq: adaptive Tx input equalizer enabled (214)
 * @eq_recall: Tx equalizer buffer recalled, 0 = none (215-216)
 * @tx_eq: Tx input equalizer target code (217-220)
 * @cdr_tx: Tx CDR enabled (221)
 * @cdr_rx: Rx CDR enabled (222)
 * @pre_cursor: Rx output pre-cursor code (223-226)
 * @post_cursor: Rx output post-cursor code (227-230)
 * @amplitude: Rx output amplitude code (231-234)
 * @tx_map: of the media lane: 7-4 wavelength, 3-0 fibre (240-247)
 * @rx_map: of the media lane: 7-4 wavelength, 3-0 fibre (248-255)
 * @tuning: its laser, page 12h
 * @hits: by CMIS_LF_*: how often the flag was found set since the sweep
 *	before; not decoded
 * @asked: CMIS_ASKED_*; read only after a lane has left DPActivated, not
 *	decoded
 */
struct cmis_lane {
	u8 dp_state;
	bool rx_output_valid;
	bool tx_output_valid;
	u16 flags;
	u8 config_status;
	u8 appsel;
	u8 dp_id;
	bool explicit_control;
	bool dp_init_pending;
	bool adaptive_eq;
	u8 eq_recall;
	u8 tx_eq;
	bool cdr_tx;
	bool cdr_rx;
	u8 pre_cursor;
	u8 post_cursor;
	u8 amplitude;
	u8 tx_map;
	u8 rx_map;
	struct cmis_tuning tuning;
	u16 hits[CMIS_LF_COUNT];
	u8 asked;
};

/**
 * struct cmis_lane_flag_info - where a lane flag is and how it is advertised
 * @flags: register of the flag: one bit per lane
 * @advert: register that says whether the module has it
 * @advert_mask: and the bit there; 0 if each module with page 11h has the flag
 */
struct cmis_lane_flag_info {
	u32 flags;
	u32 advert;
	u8 advert_mask;
};

extern const struct cmis_lane_flag_info cmis_lane_flags[CMIS_LF_COUNT];
int cmis_lanes_decode(const u8 *page, size_t len, u8 revision,
		      struct cmis_lane lanes[CMIS_LANES_PER_BANK]);
unsigned int cmis_lanes_count(const struct cmis_basics *basics,
			      const struct cmis_adverts *adverts);
bool cmis_media_lane_supported(const struct cmis_admin *admin,
			       unsigned int lanes, unsigned int lane);

#endif /* _CMIS_LANES_H */
