/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables for people; 80 columns. */
#ifndef _CMISCTL_TABLE_H
#define _CMISCTL_TABLE_H

#include "collect.h"

void ctl_table_cages(const struct ctl_list *cages);
void ctl_table_identity(const struct ctl_cage *cage);
void ctl_table_readings(const struct ctl_list *readings);
void ctl_table_lanes(const struct ctl_list *lanes,
		     const struct ctl_list *readings);
void ctl_line_cage(const struct ctl_cage *cage, const char *note);
void ctl_line_alert(const struct ctl_alert *alert, const char *note);

#endif /* _CMISCTL_TABLE_H */
