/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Loopbacks of lanes (13h:180-183).
 */
#ifndef _CMIS_LOOPBACK_H
#define _CMIS_LOOPBACK_H

#include <linux/mutex.h>
#include <uapi/linux/cmis.h>

#include "core/diag.h"
#include "spec/regs.h"

struct cmis_cage;
struct netlink_ext_ack;

#define CMIS_LOOPBACK_KINDS	(CMIS_LOOPBACK_KIND_MAX + 1)

/**
 * struct cmis_loopback - the loopbacks of a cage
 * @lock: guards the fields below; a leaf
 * @generation: module of the other fields; 0: none has been read
 * @stale: the module may have other loopbacks
 * @error: the module cannot be read, in @generation; 0 or a negative errno
 * @caps: CMIS_LOOPBACK_* (13h:128)
 * @on: by bank and kind, lanes that loop
 * @revert: the change that waits, as @on
 */
struct cmis_loopback {
	struct mutex lock;	/* all below */
	u32 generation;
	bool stale;
	int error;
	u8 caps;
	u8 on[CMIS_MAX_BANKS][CMIS_LOOPBACK_KINDS];
	struct cmis_diag_revert revert;
};

/**
 * struct cmis_loopback_request - a change of loopbacks
 * @kinds: bits of enum cmis_loopback_kind
 * @lanes: the lanes; bit 0 is lane 1
 * @on: loop them; one kind only
 * @switches: turn the other kind of the same side off first
 * @force: the lanes may have traffic
 * @revert_ms: the change ends by itself after so much time; 0: it lasts. Only
 *	with @on
 */
struct cmis_loopback_request {
	u8 kinds;
	u64 lanes;
	bool on;
	bool switches;
	bool force;
	u32 revert_ms;
};

/**
 * struct cmis_loopback_state - a loopback as others see it
 * @generation: of the module
 * @caps: CMIS_LOOPBACK_* (13h:128)
 * @lanes: lanes that loop
 * @revert_id: number of the change that waits; 0: there is none
 */
struct cmis_loopback_state {
	u32 generation;
	u8 caps;
	u64 lanes;
	u32 revert_id;
};

void cmis_loopback_init(struct cmis_loopback *loopback);
int cmis_loopback_confirm(struct cmis_cage *cage, u32 revert_id);

/* These functions use the bus, the first one if it does not know the module. */
int cmis_loopback_get(struct cmis_cage *cage, unsigned int kind,
		      struct cmis_loopback_state *state);
int cmis_loopback_set(struct cmis_cage *cage,
		      const struct cmis_loopback_request *request,
		      u32 *revert_id, struct netlink_ext_ack *extack);
unsigned int cmis_loopback_run_revert(struct cmis_cage *cage, bool now);

#endif /* _CMIS_LOOPBACK_H */
