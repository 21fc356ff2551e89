/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Changes of diagnostics (page 13h): access to the module, and the way back to
 * the former bytes.
 */
#ifndef _CMIS_CORE_DIAG_H
#define _CMIS_CORE_DIAG_H

#include <linux/types.h>

#include "core/audit.h"
#include "spec/pattern.h"
#include "spec/regs.h"
#include "xfer/xfer.h"

struct cmis_cage;
struct cmis_diag_state;
struct cmis_module;

/* Looks at a value that the module has not taken yet, and their pause */
#define CMIS_DIAG_LOOKS		10
#define CMIS_DIAG_LOOK_MS	20
/* Pause before a revert or a stop that has failed is tried again */
#define CMIS_DIAG_AGAIN_MS	5000
/* Bytes of all banks that a revert can bring back */
#define CMIS_DIAG_BYTES		(CMIS_MAX_BANKS * CMIS_PATTERN_BYTES)

/**
 * struct cmis_diag - access to the diagnostics of a module
 * @cage: the cage
 * @module: the module
 * @why: for the audit
 */
struct cmis_diag {
	struct cmis_cage *cage;
	const struct cmis_module *module;
	struct cmis_why why;
};

/**
 * struct cmis_diag_revert - a change that goes back by itself
 * @id: number of the change that waits; 0: there is none
 * @due_ns: boot time at which @former comes back
 * @failed: its time was over, and @former did not come back
 * @former: bytes of all banks before the change
 * @changed: bits of the change; others stay as they are
 * @asker: task that has asked for the change
 */
struct cmis_diag_revert {
	u32 id;
	u64 due_ns;
	bool failed;
	u8 former[CMIS_DIAG_BYTES];
	u8 changed[CMIS_DIAG_BYTES];
	struct cmis_asker asker;
};

/**
 * struct cmis_diag_change - a change of bytes of all banks
 * @now: as they are
 * @wanted: as they shall be
 * @len: how many, %CMIS_DIAG_BYTES at most
 * @id: number of the revert from cmis_revert_next_id(); 0: the change lasts
 * @revert_ms: its time
 */
struct cmis_diag_change {
	const u8 *now;
	const u8 *wanted;
	unsigned int len;
	u32 id;
	u32 revert_ms;
};

u64 cmis_diag_lanes(const struct cmis_module *module);
u8 cmis_diag_real(const struct cmis_module *module, u8 bank);

/* These functions use the bus. */
int cmis_diag_check(const struct cmis_diag *diag);
struct cmis_req cmis_diag_req(const struct cmis_diag *diag, u32 reg, u8 bank,
			      u8 *buf);
int cmis_diag_read(const struct cmis_diag *diag, u32 reg, u8 bank, u8 *buf);
int cmis_diag_read_twice(const struct cmis_diag *diag, u32 reg, u8 bank,
			 u8 *buf);

/* The lock of the revert is held. */
void __cmis_diag_arm(struct cmis_diag_revert *revert,
		     const struct cmis_diag_change *change);
void __cmis_diag_disarm(struct cmis_diag_revert *revert,
			const struct cmis_diag_revert *before, u32 id);
int __cmis_diag_confirm(struct cmis_diag_revert *revert, u32 id);
bool __cmis_diag_is_due(const struct cmis_diag_revert *revert, bool now);
void __cmis_diag_postpone(struct cmis_diag_revert *revert);
void __cmis_diag_bring_back(const struct cmis_diag_revert *revert,
			    const u8 *now, u8 *wanted, unsigned int len);

/* Neither the bus nor a lock of the caller is used. */
void cmis_diag_get(struct cmis_cage *cage, u32 generation,
		   struct cmis_diag_state *state);

#endif /* _CMIS_CORE_DIAG_H */
