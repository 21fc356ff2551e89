/* SPDX-License-Identifier: GPL-2.0-only */
/* The sweep of page 11h. */
#ifndef _CMIS_POLL_SWEEP_LANES_H
#define _CMIS_POLL_SWEEP_LANES_H

#include <linux/types.h>

struct cmis_cage;
struct cmis_module;

int cmis_lanes_sweep(struct cmis_cage *cage, const struct cmis_module *module,
		     u8 bank);

#endif /* _CMIS_POLL_SWEEP_LANES_H */
