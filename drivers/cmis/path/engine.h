/* SPDX-License-Identifier: GPL-2.0-only */
/* The steps of data paths, run by the cage's work. */
#ifndef _CMIS_PATH_ENGINE_H
#define _CMIS_PATH_ENGINE_H

struct cmis_cage;

unsigned int cmis_path_work(struct cmis_cage *cage);

#endif /* _CMIS_PATH_ENGINE_H */
