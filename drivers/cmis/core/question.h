/* SPDX-License-Identifier: GPL-2.0-only */
/* Questions about modules and snapshots: these functions are pure. */
#ifndef _CMIS_QUESTION_H
#define _CMIS_QUESTION_H

#include "core/snapshot.h"

enum cmis_class cmis_monitor_class(const struct cmis_monitor *monitor);
int cmis_module_check_firmware(const struct cmis_module *module);
int cmis_module_get_rx_power(const struct cmis_module *module);
const struct cmis_app *
cmis_snapshot_get_app(const struct cmis_snapshot *snapshot, u8 *in_use);
void cmis_module_link(struct cmis_module *module);
int cmis_module_find_monitor(const struct cmis_module *module,
			     unsigned int type, unsigned int lane);
bool cmis_module_has_monitor(const struct cmis_module *module,
			     unsigned int type, unsigned int lane);
bool cmis_module_watches(const struct cmis_module *module, unsigned int type,
			 unsigned int lane);
bool cmis_module_has_counters(const struct cmis_module *module,
			      enum cmis_side side, unsigned int lane);
int cmis_snapshot_check(const struct cmis_snapshot *snapshot,
			enum cmis_class class);
const struct cmis_lane *
cmis_snapshot_media_path(const struct cmis_snapshot *snapshot,
			 unsigned int lane);
int cmis_snapshot_find_monitor(const struct cmis_snapshot *snapshot,
			       unsigned int type, unsigned int lane);
u64 cmis_snapshot_get_when(const struct cmis_snapshot *snapshot,
			   unsigned int index);
int cmis_snapshot_get_reading(const struct cmis_snapshot *snapshot,
			      unsigned int index,
			      struct cmis_reading *reading);
int cmis_snapshot_get_value(const struct cmis_snapshot *snapshot,
			    unsigned int index, struct cmis_number *value);
bool cmis_snapshot_is_dark(const struct cmis_snapshot *snapshot,
			   enum cmis_side side, unsigned int lane);
bool cmis_snapshot_monitor_is_dark(const struct cmis_snapshot *snapshot,
				   unsigned int index);
bool cmis_snapshot_is_meaningful(const struct cmis_snapshot *snapshot,
				 unsigned int index);
u8 cmis_snapshot_get_levels(const struct cmis_snapshot *snapshot,
			    unsigned int index,
			    const struct cmis_reading *reading);
int cmis_snapshot_get_counters(const struct cmis_snapshot *snapshot,
			       enum cmis_side side, unsigned int lane,
			       struct cmis_diag_counters *counters);

#endif /* _CMIS_QUESTION_H */
