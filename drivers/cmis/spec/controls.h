/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Controls of lanes: names, registers, adverts and values, a row each.
 */
#ifndef _CMIS_CONTROLS_H
#define _CMIS_CONTROLS_H

#include <linux/types.h>

#include "spec/addr.h"
#include "spec/advert.h"

/* Bytes of 10h:128-139, and of signal integrity settings in a control set */
#define CMIS_LANE_BYTES		12
#define CMIS_SI_BYTES		21

/**
 * enum cmis_lane_control - a control of lanes
 * @CMIS_LC_TX_DISABLE: media output off
 * @CMIS_LC_TX_SQUELCH_FORCE: media output squelched
 * @CMIS_LC_TX_SQUELCH_AUTO_OFF: no squelch without a signal from the host
 * @CMIS_LC_TX_POLARITY_FLIP: host input inverted
 * @CMIS_LC_RX_DISABLE: host output off
 * @CMIS_LC_RX_SQUELCH_AUTO_OFF: no squelch without light
 * @CMIS_LC_RX_POLARITY_FLIP: host output inverted
 * @CMIS_LC_TX_EQ_ADAPTIVE: the equalizer of the host input adapts itself. From
 *	here on, signal integrity settings, which take effect with a trigger
 * @CMIS_LC_TX_EQ_DB: a fixed equalizer
 * @CMIS_LC_TX_EQ_RECALL: the buffer with a stored equalizer; 0: none
 * @CMIS_LC_TX_CDR: clock recovery of the host input
 * @CMIS_LC_RX_CDR: clock recovery of the media input
 * @CMIS_LC_RX_PRE_MDB: pre-cursor of the host output
 * @CMIS_LC_RX_POST_MDB: post-cursor of the host output
 * @CMIS_LC_RX_AMPLITUDE: code of the host output's amplitude
 * @CMIS_LC_COUNT: number of controls
 */
enum cmis_lane_control {
	CMIS_LC_TX_DISABLE,
	CMIS_LC_TX_SQUELCH_FORCE,
	CMIS_LC_TX_SQUELCH_AUTO_OFF,
	CMIS_LC_TX_POLARITY_FLIP,
	CMIS_LC_RX_DISABLE,
	CMIS_LC_RX_SQUELCH_AUTO_OFF,
	CMIS_LC_RX_POLARITY_FLIP,
	CMIS_LC_TX_EQ_ADAPTIVE,
	CMIS_LC_TX_EQ_DB,
	CMIS_LC_TX_EQ_RECALL,
	CMIS_LC_TX_CDR,
	CMIS_LC_RX_CDR,
	CMIS_LC_RX_PRE_MDB,
	CMIS_LC_RX_POST_MDB,
	CMIS_LC_RX_AMPLITUDE,
	CMIS_LC_COUNT,
};

#define CMIS_LC_SI_FIRST	CMIS_LC_TX_EQ_ADAPTIVE

/**
 * struct cmis_lane_bytes - control bytes of a bank
 * @lane: 10h:128-139
 * @si: signal integrity settings in the order of 10h:153-173, 11h:214-234
 */
struct cmis_lane_bytes {
	u8 lane[CMIS_LANE_BYTES];
	u8 si[CMIS_SI_BYTES];
};

/**
 * struct cmis_lane_wish - the wishes for the controls of a bank
 * @set: lanes of each control that have a wish
 * @bytes: the wishes
 */
struct cmis_lane_wish {
	u8 set[CMIS_LC_COUNT];
	struct cmis_lane_bytes bytes;
};

const char *cmis_lane_control_name(unsigned int control);
int cmis_lane_control_find(const char *name);
bool cmis_lane_control_is_flag(unsigned int control);
bool cmis_lane_control_disturbs(unsigned int control);
bool cmis_lane_control_is_there(const struct cmis_adverts *adverts,
				unsigned int control);
u8 cmis_lane_control_max(const struct cmis_adverts *adverts,
			 unsigned int control);
bool cmis_lane_control_fits(const struct cmis_adverts *adverts,
			    unsigned int control, u8 code);
int cmis_lane_control_code(unsigned int control, u32 value);
u32 cmis_lane_control_value(unsigned int control, u8 code);
u8 cmis_lane_control_byte(unsigned int control);
u8 cmis_lane_control_get(const struct cmis_lane_bytes *bytes,
			 unsigned int control, unsigned int lane);
void cmis_lane_control_put(struct cmis_lane_bytes *bytes, unsigned int control,
			   unsigned int lane, u8 code);
u8 cmis_lane_wish_flags(const struct cmis_lane_wish *wish,
			unsigned int control);
void cmis_lane_wish_filter(const struct cmis_adverts *adverts,
			   struct cmis_lane_wish *wish);

#endif /* _CMIS_CONTROLS_H */
