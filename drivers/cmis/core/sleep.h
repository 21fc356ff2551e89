/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sleep of the system. Afterwards a cage may hold another module, which is not
 * shown until the work has looked at it.
 */
#ifndef _CMIS_SLEEP_H
#define _CMIS_SLEEP_H

#include <linux/types.h>
#include <linux/wait.h>

struct cmis_cage;

/**
 * struct cmis_presence - whether the content of a cage is known
 * @slept: the system has slept since the work looked at the module, which may
 *	be another one: it is not shown
 * @seen: wait for the end of @slept
 */
struct cmis_presence {
	bool slept;
	wait_queue_head_t seen;
};

void cmis_presence_init(struct cmis_presence *presence);
void cmis_cage_await_seen(struct cmis_cage *cage);

/* For the cage's work, or its remover after the work was cancelled. */
void cmis_cage_set_seen(struct cmis_cage *cage);

#endif /* _CMIS_SLEEP_H */
