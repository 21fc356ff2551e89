/* SPDX-License-Identifier: GPL-2.0-only */
/* Configurations of data paths. */
#ifndef _CMIS_PATH_CONFIG_H
#define _CMIS_PATH_CONFIG_H

#include <linux/types.h>

struct cmis_path_run;

int cmis_path_act_config(struct cmis_path_run *run, unsigned int index,
			 u8 step);
int cmis_path_judge(struct cmis_path_run *run, unsigned int index);

#endif /* _CMIS_PATH_CONFIG_H */
