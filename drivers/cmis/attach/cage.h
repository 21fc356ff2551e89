/* SPDX-License-Identifier: GPL-2.0-only */
/* Which netdevs to attach to. */
#ifndef _CMIS_ATTACH_CAGE_H
#define _CMIS_ATTACH_CAGE_H

int cmis_attach_init(void);
void cmis_attach_exit(void);

#endif /* _CMIS_ATTACH_CAGE_H */
