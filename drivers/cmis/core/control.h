/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Controls: the bits of a module that the driver may write, a row each.
 */
#ifndef _CMIS_CONTROL_H
#define _CMIS_CONTROL_H

#include "core/snapshot.h"
#include "spec/addr.h"

struct cmis_cage;
struct cmis_module;

/**
 * enum cmis_ctl - a control
 * @CMIS_CTL_LOW_POWER: requests for low power, by software and by the pin
 * @CMIS_CTL_RESET: software reset
 * @CMIS_CTL_VDM_FREEZE: freeze of VDM statistics
 * @CMIS_CTL_DIAG_SELECTOR: choice of the data on page 14h
 * @CMIS_CTL_COUNT: number of controls
 */
enum cmis_ctl {
	CMIS_CTL_LOW_POWER,
	CMIS_CTL_RESET,
	CMIS_CTL_VDM_FREEZE,
	CMIS_CTL_DIAG_SELECTOR,
	CMIS_CTL_COUNT,
};

/**
 * struct cmis_control_change - bits of a control to be changed
 * @ctl: the control
 * @bank: bank, 0 for a control of the whole module
 * @mask: bits to change, of those of the control. A control of lanes has a bit
 *	for each lane of the bank
 * @value: their new value
 */
struct cmis_control_change {
	enum cmis_ctl ctl;
	u8 bank;
	u8 mask;
	u8 value;
};

bool cmis_control_covers(const struct cmis_range *range);
enum cmis_kept cmis_control_check_kept(const struct cmis_cage *cage, u8 found,
				       u8 now);
bool cmis_control_has_kept(const struct cmis_cage *cage);
void cmis_control_forget(struct cmis_cage *cage);
int cmis_control_check(const struct cmis_cage *cage,
		       const struct cmis_module *module, enum cmis_ctl ctl);

/* These functions use the bus. */
int cmis_control_fetch(struct cmis_cage *cage, enum cmis_ctl ctl, u8 bank,
		       u8 *bytes);
int __cmis_control_put(struct cmis_cage *cage,
		       const struct cmis_control_change *change, u8 *byte);
int cmis_control_set(struct cmis_cage *cage,
		     const struct cmis_control_change *change);
int cmis_module_reset(struct cmis_cage *cage);
int cmis_module_set_low_power(struct cmis_cage *cage, bool low);

#endif /* _CMIS_CONTROL_H */
