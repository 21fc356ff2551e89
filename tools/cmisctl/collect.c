// SPDX-License-Identifier: GPL-2.0-only
/* Dumps as lists of structs. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "collect.h"

/* Attempts at a dump that changes interrupt. */
#define DUMP_TRIES 5

/* The first attribute of each set is the number of the cage. */
#define CAGE_ID 1

/**
 * ctl_list_at - an item of a list
 * @list: the list
 * @index: less than its count
 *
 * Return: the item.
 */
void *ctl_list_at(const struct ctl_list *list, size_t index)
{
	return list->items + index * list->layout->size;
}

/**
 * ctl_list_add - put a copy at the end of a list
 * @list: the list
 * @object: the struct
 *
 * Return: 0 or -ENOMEM.
 */
int ctl_list_add(struct ctl_list *list, const void *object)
{
	size_t room = list->room ? 2 * list->room : 16;
	void *items;

	if (list->count == list->room) {
		items = reallocarray(list->items, room, list->layout->size);
		if (!items)
			return -ENOMEM;
		list->items = items;
		list->room = room;
	}
	memcpy(ctl_list_at(list, list->count++), object, list->layout->size);
	return 0;
}

/**
 * ctl_list_remove - take an item out; the last one takes its place
 * @list: the list
 * @index: less than its count
 */
void ctl_list_remove(struct ctl_list *list, size_t index)
{
	list->count--;
	if (index != list->count)
		memcpy(ctl_list_at(list, index),
		       ctl_list_at(list, list->count), list->layout->size);
}

/**
 * ctl_list_free - free the items of a list
 * @list: the list
 */
void ctl_list_free(struct ctl_list *list)
{
	free(list->items);
	list->items = NULL;
	list->count = 0;
	list->room = 0;
}

static int collect_item(const struct ctl_message *message, void *context)
{
	struct ctl_list *list = context;
	union {
		struct ctl_cage cage;
		struct ctl_reading reading;
		struct ctl_lane lane;
		struct ctl_alert alert;
		struct ctl_limit limit;
		struct ctl_claim port;
		struct ctl_app app;
		struct ctl_record record;
		struct ctl_guard guard;
		struct ctl_trend trend;
		struct ctl_verdict verdict;
	} object;
	int ret;

	ret = ctl_parse(list->layout, message->data, message->len, &object);
	return ret ? ret : ctl_list_add(list, &object);
}

static int collect_once(struct ctl_nl *nl, const struct ctl_query *query,
			struct ctl_list *list)
{
	struct ctl_request request;

	ctl_request_start(&request, nl, query->cmd);
	if (query->one_cage)
		mnl_attr_put_u32(request.head, CAGE_ID, query->cage_id);
	if (query->all)
		mnl_attr_put(request.head, CMIS_A_ALERT_ALL, 0, NULL);
	list->count = 0;
	return ctl_nl_dump(nl, &request, collect_item, list);
}

/**
 * ctl_collect - a dump as a list
 * @nl: the socket
 * @query: the dump
 * @list: the list, with its layout; free it in any case
 *
 * Changes interrupt a dump, which is then repeated. nl->interrupted is set if
 * the last attempt was interrupted, too.
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_collect(struct ctl_nl *nl, const struct ctl_query *query,
		struct ctl_list *list)
{
	int tries = DUMP_TRIES, ret;

	do {
		ret = collect_once(nl, query, list);
	} while (!ret && nl->interrupted && --tries);
	return ret;
}

/**
 * ctl_warn_interrupted - tell the user that changes interrupted a dump
 * @nl: the socket
 */
void ctl_warn_interrupted(const struct ctl_nl *nl)
{
	if (nl->interrupted)
		fprintf(stderr, "cmisctl: the output may mix old and new values\n");
}

static int take_cage(const struct ctl_message *message, void *context)
{
	return ctl_parse(&ctl_cage_layout, message->data, message->len,
			 context);
}

/**
 * ctl_cage_find - a cage by its name or label
 * @nl: the socket
 * @name: name or label
 * @cage: the cage
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_cage_find(struct ctl_nl *nl, const char *name, struct ctl_cage *cage)
{
	struct ctl_request request;

	memset(cage, 0, sizeof(*cage));
	ctl_request_start(&request, nl, CMIS_CMD_MODULE_GET);
	if (!mnl_attr_put_strz_check(request.head, sizeof(request.buffer),
				     CMIS_A_CAGE_NAME, name))
		return -EINVAL;
	return ctl_nl_ask(nl, &request, take_cage, cage);
}
