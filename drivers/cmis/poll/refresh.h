/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reading the static pages of a module again: poll/refresh.c.
 */
#ifndef _CMIS_POLL_REFRESH_H
#define _CMIS_POLL_REFRESH_H

struct cmis_cage;
struct cmis_module;
struct cmis_poll;

void cmis_refresh_start(struct cmis_poll *poll,
			const struct cmis_module *module);
void cmis_refresh_follow(struct cmis_cage *cage,
			 const struct cmis_module *module);
int cmis_refresh_run(struct cmis_cage *cage);
unsigned int cmis_refresh_next_ms(const struct cmis_poll *poll);

#endif /* _CMIS_POLL_REFRESH_H */
