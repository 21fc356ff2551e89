/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Controls: the bits of a module that the driver may write, a row each.
 */
#ifndef _CMIS_CONTROL_H
#define _CMIS_CONTROL_H

#include "core/snapshot.h"
#include "spec/addr.h"
#include "xfer/xfer.h"

struct cmis_cage;
struct cmis_module;

/**
 * enum cmis_ctl - a control
 * @CMIS_CTL_LOW_POWER: requests for low power, by software and by the pin
 * @CMIS_CTL_RESET: software reset
 * @CMIS_CTL_VDM_FREEZE: freeze of VDM statistics
 * @CMIS_CTL_DIAG_SELECTOR: choice of the data on page 14h
 * @CMIS_CTL_DP_DEINIT: data paths that shall be down, a bit each lane
 * @CMIS_CTL_TX_DISABLE: media outputs that are off, a bit each lane
 * @CMIS_CTL_TX_SQUELCH: media outputs that are squelched, a bit each lane
 * @CMIS_CTL_TX_SQUELCH_AUTO: no squelch without a signal from the host
 * @CMIS_CTL_TX_POLARITY: host inputs that are inverted
 * @CMIS_CTL_RX_DISABLE: host outputs that are off
 * @CMIS_CTL_RX_SQUELCH_AUTO: no squelch without light
 * @CMIS_CTL_RX_POLARITY: host outputs that are inverted
 * @CMIS_CTL_LOOPBACK: loopbacks, a byte each kind; see core/loopback.c
 * @CMIS_CTL_PATTERN: test patterns; see core/pattern.c
 * @CMIS_CTL_TUNING: grids, channels and powers of lasers; see core/laser.c
 * @CMIS_CTL_MODULE_MASKS: masks of the flags in lower memory
 * @CMIS_CTL_LANE_MASKS: masks of the flags of lanes
 * @CMIS_CTL_VDM_MASKS: masks of the flags of VDM
 * @CMIS_CTL_COUNT: number of controls
 */
enum cmis_ctl {
	CMIS_CTL_LOW_POWER,
	CMIS_CTL_RESET,
	CMIS_CTL_VDM_FREEZE,
	CMIS_CTL_DIAG_SELECTOR,
	CMIS_CTL_DP_DEINIT,
	CMIS_CTL_TX_DISABLE,
	CMIS_CTL_TX_SQUELCH,
	CMIS_CTL_TX_SQUELCH_AUTO,
	CMIS_CTL_TX_POLARITY,
	CMIS_CTL_RX_DISABLE,
	CMIS_CTL_RX_SQUELCH_AUTO,
	CMIS_CTL_RX_POLARITY,
	CMIS_CTL_LOOPBACK,
	CMIS_CTL_PATTERN,
	CMIS_CTL_TUNING,
	CMIS_CTL_MODULE_MASKS,
	CMIS_CTL_LANE_MASKS,
	CMIS_CTL_VDM_MASKS,
	CMIS_CTL_COUNT,
};

/**
 * struct cmis_control_change - bits of a control to be changed
 * @ctl: the control
 * @bank: bank, 0 for a control of the whole module
 * @mask: bits to change, of those of the control. A control of lanes has a bit
 *	for each lane of the bank
 * @value: their new value
 * @hosted: only while the host manages the cage
 * @why: for the audit
 */
struct cmis_control_change {
	enum cmis_ctl ctl;
	u8 bank;
	u8 mask;
	u8 value;
	bool hosted;
	struct cmis_why why;
};

/* The longest control, in bytes */
#define CMIS_CONTROL_SPAN	128

/**
 * struct cmis_control_span - bits of several bytes of a control to be changed
 * @ctl: the control
 * @bank: bank, 0 for a control of the whole module
 * @first: first byte of the control
 * @len: number of bytes, CMIS_CONTROL_SPAN at most
 * @set: bits to set in each byte
 * @clear: bits to clear in each byte
 */
struct cmis_control_span {
	enum cmis_ctl ctl;
	u8 bank;
	u8 first;
	u8 len;
	const u8 *set;
	const u8 *clear;
};

bool cmis_control_covers(const struct cmis_range *range);
enum cmis_kept cmis_control_check_kept(const struct cmis_cage *cage, u8 found,
				       u8 now);
bool cmis_control_has_kept(const struct cmis_cage *cage);
void cmis_control_forget(struct cmis_cage *cage);
void cmis_control_note_raw(struct cmis_cage *cage,
			   const struct cmis_range *range, const u8 *buf);
int cmis_control_check(const struct cmis_cage *cage,
		       const struct cmis_module *module, enum cmis_ctl ctl);

/* These functions use the bus. */
int cmis_control_fetch(struct cmis_cage *cage, enum cmis_ctl ctl, u8 bank,
		       u8 *bytes);
int __cmis_control_put(struct cmis_cage *cage,
		       const struct cmis_control_change *change, u8 *byte);
int cmis_control_try(struct cmis_cage *cage,
		     const struct cmis_control_span *span, u8 *before);
int cmis_control_set(struct cmis_cage *cage,
		     const struct cmis_control_change *change);
int cmis_module_reset(struct cmis_cage *cage);
int cmis_module_set_low_power(struct cmis_cage *cage, bool low,
			      const struct cmis_why *why);

#endif /* _CMIS_CONTROL_H */
