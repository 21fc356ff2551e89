/* SPDX-License-Identifier: GPL-2.0-only */
/* A new module: its header, and its static data. */
#ifndef _CMIS_POLL_PROBE_H
#define _CMIS_POLL_PROBE_H

#include <linux/types.h>

struct cmis_cage;
struct cmis_module;

int cmis_module_fetch_header(struct cmis_cage *cage, u8 *lower);
bool cmis_module_may_be_booting(struct cmis_cage *cage);
int cmis_module_probe(struct cmis_cage *cage, struct cmis_module **module);

#endif /* _CMIS_POLL_PROBE_H */
