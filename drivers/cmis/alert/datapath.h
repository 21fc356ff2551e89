/* SPDX-License-Identifier: GPL-2.0-only */
/* Data paths from sweep to sweep. Pure. */
#ifndef _CMIS_ALERT_DATAPATH_H
#define _CMIS_ALERT_DATAPATH_H

#include <linux/types.h>

#include "spec/regs.h"

struct cmis_snapshot;

/**
 * struct cmis_paths - data paths, each lane by a bit
 * @up: were DPActivated, and the host has not taken them down
 * @down: those of @up that went down unasked
 * @left_ns: boot time at which a lane was first seen in another state; 0 while
 *	it is DPActivated
 */
struct cmis_paths {
	u64 up;
	u64 down;
	u64 left_ns[CMIS_MAX_LANES];
};

void cmis_paths_step(struct cmis_paths *paths,
		     const struct cmis_snapshot *snapshot, u64 now_ns);

#endif /* _CMIS_ALERT_DATAPATH_H */
