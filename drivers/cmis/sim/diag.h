/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Diagnostics by selector, page 14h.
 */
#ifndef _CMIS_SIM_DIAG_H
#define _CMIS_SIM_DIAG_H

#include <linux/bits.h>
#include <linux/ktime.h>
#include <linux/types.h>

#include "spec/regs.h"

struct cmis_sim_module;

#define CMIS_SIM_DIAG_SELECTORS		7	/* others have no data */
#define CMIS_SIM_DIAG_SETTLE_MS		10
/* Kinds of loopback: bits of 13h:128, bytes from 13h:180 on */
#define CMIS_SIM_LOOPBACKS		GENMASK(3, 0)

/* Per lane, by diagnostics selector */
enum cmis_sim_diag_kind {
	CMIS_SIM_DIAG_NONE,
	CMIS_SIM_DIAG_HOST_BER,
	CMIS_SIM_DIAG_MEDIA_BER,
	CMIS_SIM_DIAG_HOST_SNR,
	CMIS_SIM_DIAG_MEDIA_SNR,
	CMIS_SIM_DIAG_HOST_ERRORS,
	CMIS_SIM_DIAG_HOST_BITS,
	CMIS_SIM_DIAG_MEDIA_ERRORS,
	CMIS_SIM_DIAG_MEDIA_BITS,
	CMIS_SIM_DIAG_KINDS,
};

/**
 * struct cmis_sim_diag - diagnostics of a bank
 * @pending: the data of the selector is not there yet
 * @end: when it is
 * @data: 14h:192-255 by selector
 */
struct cmis_sim_diag {
	bool pending;
	ktime_t end;
	u8 data[CMIS_SIM_DIAG_SELECTORS][CMIS_REG_SIZE(CMIS_DIAG_DATA)];
};

void cmis_sim_diag_load(struct cmis_sim_module *module);
void cmis_sim_diag_start(struct cmis_sim_module *module);
void cmis_sim_diag_advance(struct cmis_sim_module *module);
ktime_t cmis_sim_diag_next_end(struct cmis_sim_module *module);
void cmis_sim_diag_select(struct cmis_sim_module *module, unsigned int bank);
bool cmis_sim_loopback_write(struct cmis_sim_module *module,
			     unsigned int bank, u32 reg, u8 value);
void cmis_sim_diag_delay_set(struct cmis_sim_module *module, u32 ms);
bool cmis_sim_diag_supported(struct cmis_sim_module *module,
			     enum cmis_sim_diag_kind kind, unsigned int lane);
void cmis_sim_diag_set(struct cmis_sim_module *module,
		       enum cmis_sim_diag_kind kind, unsigned int lane,
		       u64 raw);

#endif /* _CMIS_SIM_DIAG_H */
