/* SPDX-License-Identifier: GPL-2.0-only */
/* The reads of each sweep. */
#ifndef _CMIS_POLL_PLAN_H
#define _CMIS_POLL_PLAN_H

struct cmis_module;

void cmis_plan_compile(struct cmis_module *module);
void cmis_plan_add_firmware(struct cmis_module *module, unsigned int max_read);
void cmis_plan_add_settings(struct cmis_module *module, unsigned int max_read);
void cmis_plan_drop_bank(struct cmis_module *module);

#endif /* _CMIS_POLL_PLAN_H */
