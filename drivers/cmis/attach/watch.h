/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Netdevs as firmware names them, and as they come and go.
 */
#ifndef _CMIS_ATTACH_WATCH_H
#define _CMIS_ATTACH_WATCH_H

struct cmis_want;

void cmis_want_scan(struct cmis_want *want);
int cmis_attach_watch_init(void);
void cmis_attach_watch_exit(void);

#endif /* _CMIS_ATTACH_WATCH_H */
