/* SPDX-License-Identifier: GPL-2.0-only */
/* The sweeps of the classes. */
#ifndef _CMIS_POLL_SWEEP_H
#define _CMIS_POLL_SWEEP_H

#include <uapi/linux/cmis.h>

struct cmis_cage;
struct cmis_module;
struct cmis_poll;

int cmis_poll_prepare(struct cmis_poll *poll, const struct cmis_module *module);
void cmis_poll_forget(struct cmis_poll *poll);
int cmis_poll_sweep(struct cmis_cage *cage, const struct cmis_module *module,
		    enum cmis_class class);
int cmis_poll_sweep_all(struct cmis_cage *cage, struct cmis_module *module);
void cmis_poll_give_flags(struct cmis_poll *to, const struct cmis_poll *from);
struct cmis_poll *cmis_poll_renew(struct cmis_poll *poll);
void cmis_poll_drop(struct cmis_poll *old);
void cmis_poll_keep(struct cmis_poll *poll, struct cmis_poll *old);

#endif /* _CMIS_POLL_SWEEP_H */
