/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The links of a host: when each verdict is due, and which links went down
 * together.
 */
#ifndef _CMIS_HEALTH_PEERS_H
#define _CMIS_HEALTH_PEERS_H

#include <linux/types.h>

struct cmis_verdict;
struct cmis_watch;

/* There is nothing to wait for. */
#define CMIS_PEERS_NEVER	(~0ULL)

/* Groups that may wait for their first verdict at the same time, and more. */
#define CMIS_PEERS_GROUPS	4

/**
 * struct cmis_peers_group - links that went down within a second
 * @start_ns: when the first one did
 * @last_ns: when the last one did
 */
struct cmis_peers_group {
	u64 start_ns;
	u64 last_ns;
};

/**
 * struct cmis_peers_result - a verdict that is due
 * @watch: the cage; of a common cause, the first that went down
 * @verdict: the verdict
 * @event_ns: when the link went down
 * @when_ns: when the verdict was due
 * @final: it is the last one on this event
 */
struct cmis_peers_result {
	struct cmis_watch *watch;
	const struct cmis_verdict *verdict;
	u64 event_ns;
	u64 when_ns;
	bool final;
};

/**
 * struct cmis_peers - the cages of a host
 * @watch: the cages, in any order
 * @count: how many
 * @pending: cages whose link went down, and wait for their final verdict
 * @cluster: number of the newest group that went down together
 * @group: the newest groups, by the lowest bits of their numbers
 * @whole: each link is known from its start: one without a state is none. Else
 *	it may well be up
 * @next_ns: when the next verdict is due; %CMIS_PEERS_NEVER: there is none
 * @told: takes a verdict. Of a common cause, event.common is set in each cage
 *	of the event.cluster of the first
 * @verdicts: memory for a verdict of each cage; of the caller
 */
struct cmis_peers {
	struct cmis_watch **watch;
	unsigned int count;
	unsigned int pending;
	u32 cluster;
	struct cmis_peers_group group[CMIS_PEERS_GROUPS];
	bool whole;
	u64 next_ns;
	void (*told)(struct cmis_peers *peers,
		     const struct cmis_peers_result *result);
	struct cmis_verdict *verdicts;
};

void cmis_peers_init(struct cmis_peers *peers);
void cmis_peers_swept(struct cmis_peers *peers, struct cmis_watch *watch,
		      unsigned int result);
void cmis_peers_leave(struct cmis_peers *peers, struct cmis_watch *watch);
void cmis_peers_run(struct cmis_peers *peers, u64 now_ns);

#endif /* _CMIS_HEALTH_PEERS_H */
