/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Quirks of a simulated adapter, by name.
 */
#ifndef _CMIS_SIM_QUIRKS_H
#define _CMIS_SIM_QUIRKS_H

#include <linux/types.h>

/* Those of struct i2c_adapter_quirks that a transfer can break */
enum cmis_sim_quirk {
	CMIS_SIM_QUIRK_COMB,		/* one message, or write then read */
	CMIS_SIM_QUIRK_NO_REP_START,	/* a STOP after each message */
	CMIS_SIM_QUIRK_NO_ZERO_LEN,
	CMIS_SIM_QUIRK_MAX_NUM_MSGS,
	CMIS_SIM_QUIRK_MAX_WRITE_LEN,
	CMIS_SIM_QUIRK_MAX_READ_LEN,
	CMIS_SIM_QUIRK_MAX_COMB_1ST,
	CMIS_SIM_QUIRK_MAX_COMB_2ND,
	CMIS_SIM_QUIRKS,
};

int cmis_sim_quirks_parse(const char *text, u32 quirks[CMIS_SIM_QUIRKS]);
ssize_t cmis_sim_quirks_show(const u32 quirks[CMIS_SIM_QUIRKS], char *buf);

#endif /* _CMIS_SIM_QUIRKS_H */
