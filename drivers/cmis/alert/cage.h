/* SPDX-License-Identifier: GPL-2.0-only */
/* The alerts of a cage, for its work and for readers. */
#ifndef _CMIS_ALERT_CAGE_H
#define _CMIS_ALERT_CAGE_H

#include "alert/alerts.h"

struct cmis_alert;
struct cmis_cage;
struct cmis_module;
struct cmis_monitor;
struct cmis_snapshot;

int cmis_alert_cage_init(struct cmis_cage *cage);
int cmis_alert_module_add(struct cmis_cage *cage,
			  const struct cmis_snapshot *snapshot);
struct cmis_alert *cmis_alert_alloc(struct cmis_cage *cage,
				    const struct cmis_module *module);
void cmis_alert_module_change(struct cmis_cage *cage,
			      const struct cmis_snapshot *snapshot,
			      struct cmis_alert *alert);
void cmis_alert_module_del(struct cmis_cage *cage);
void cmis_alert_step(struct cmis_cage *cage, const struct cmis_snapshot *old,
		     const struct cmis_snapshot *new);
u64 cmis_alert_get_up(const struct cmis_cage *cage);
void cmis_alert_reject(struct cmis_cage *cage, unsigned int num);
unsigned int cmis_alert_flush(struct cmis_cage *cage);

/* Copies for readers */
bool cmis_alert_get_next(struct cmis_cage *cage, unsigned int *cursor,
			 bool active_only, u32 *generation,
			 struct cmis_alert *alert);
void cmis_alert_get_counts(struct cmis_cage *cage,
			   struct cmis_alert_counts *counts);
bool cmis_alert_is_active(struct cmis_cage *cage, u32 generation,
			  const struct cmis_monitor *monitor,
			  unsigned int level);

#endif /* _CMIS_ALERT_CAGE_H */
