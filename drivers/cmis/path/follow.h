/* SPDX-License-Identifier: GPL-2.0-only */
/* The steps of a path, and their time. */
#ifndef _CMIS_PATH_FOLLOW_H
#define _CMIS_PATH_FOLLOW_H

#include <linux/types.h>

struct cmis_path;
struct cmis_path_run;

u32 cmis_path_bound_ms(const struct cmis_path_run *run, u8 step);
u32 cmis_path_limit_ms(u32 bound_ms);
unsigned int cmis_path_pause_ms(const struct cmis_path_run *run,
				const struct cmis_path *path);
void cmis_path_fail(const struct cmis_path_run *run, struct cmis_path *path,
		    u8 reason);
void cmis_path_follow(struct cmis_path_run *run, struct cmis_path *path);

#endif /* _CMIS_PATH_FOLLOW_H */
