/* SPDX-License-Identifier: GPL-2.0-only */
/* The writes of steps. */
#ifndef _CMIS_PATH_WRITE_H
#define _CMIS_PATH_WRITE_H

struct cmis_path_run;

int cmis_path_act(struct cmis_path_run *run);

#endif /* _CMIS_PATH_WRITE_H */
