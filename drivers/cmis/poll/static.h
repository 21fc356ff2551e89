/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Static bytes of a module: poll/static.c.
 */
#ifndef _CMIS_POLL_STATIC_H
#define _CMIS_POLL_STATIC_H

#include <linux/types.h>

#include "spec/addr.h"

struct cmis_cage;
struct cmis_module;

bool cmis_static_checksum_ok(u8 page, const u8 *half);
void cmis_static_add(struct cmis_module *module, const struct cmis_addr *addr,
		     const u8 *half);
bool cmis_static_same(const struct cmis_module *a,
		      const struct cmis_module *b);
int cmis_static_check(struct cmis_cage *cage, const struct cmis_module *module,
		      unsigned int index);

#endif /* _CMIS_POLL_STATIC_H */
