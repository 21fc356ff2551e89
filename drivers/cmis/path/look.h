/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads of the registers of data paths. */
#ifndef _CMIS_PATH_LOOK_H
#define _CMIS_PATH_LOOK_H

#include <linux/types.h>

struct cmis_path_run;

int cmis_path_read(const struct cmis_path_run *run, u32 reg, u8 bank, u8 len,
		   u8 *buf);
int cmis_path_look_controls(const struct cmis_path_run *run, u8 index);
int cmis_path_look_config(const struct cmis_path_run *run, u8 index);
int cmis_path_look(const struct cmis_path_run *run);

#endif /* _CMIS_PATH_LOOK_H */
