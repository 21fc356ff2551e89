/* SPDX-License-Identifier: GPL-2.0-only */
/* Dumps as lists of structs. */
#ifndef _CMISCTL_COLLECT_H
#define _CMISCTL_COLLECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gen.h"
#include "nl.h"

/**
 * struct ctl_list - structs of one kind
 * @layout: of each
 * @items: one after the other
 * @count: number of items
 * @room: number of items that fit
 */
struct ctl_list {
	const struct ctl_layout *layout;
	uint8_t *items;
	size_t count;
	size_t room;
};

/**
 * struct ctl_query - a dump
 * @cmd: CMIS_CMD_*
 * @one_cage: only of the cage @cage_id
 * @cage_id: number of the cage
 * @all: also alerts that have ended
 */
struct ctl_query {
	uint8_t cmd;
	bool one_cage;
	uint32_t cage_id;
	bool all;
};

void *ctl_list_at(const struct ctl_list *list, size_t index);
int ctl_list_add(struct ctl_list *list, const void *object);
void ctl_list_remove(struct ctl_list *list, size_t index);
void ctl_list_free(struct ctl_list *list);
int ctl_collect(struct ctl_nl *nl, const struct ctl_query *query,
		struct ctl_list *list);
void ctl_warn_interrupted(const struct ctl_nl *nl);
int ctl_cage_find(struct ctl_nl *nl, const char *name, struct ctl_cage *cage);

#endif /* _CMISCTL_COLLECT_H */
