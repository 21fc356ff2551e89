/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Buses: cages that share one are worked on in turn, others in parallel.
 */
#ifndef _CMIS_BUS_H
#define _CMIS_BUS_H

#include <linux/kref.h>
#include <linux/list.h>
#include <linux/workqueue.h>

/**
 * struct cmis_bus - what cages on the same bus share
 * @ref: one for each cage
 * @key: tells buses apart
 * @wq: ordered, so that one cage of the bus is worked on at a time
 * @node: in the list of buses
 */
struct cmis_bus {
	struct kref ref;
	const void *key;
	struct workqueue_struct *wq;
	struct list_head node;
};

struct cmis_bus *cmis_bus_get(const void *key);
void cmis_bus_put(struct cmis_bus *bus);

#endif /* _CMIS_BUS_H */
