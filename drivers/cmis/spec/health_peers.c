// SPDX-License-Identifier: GPL-2.0-only
/*
 * The links of a host. Links that go down within a second belong together: if
 * there are many, they have one cause, and get one verdict.
 *
 * Pure: see spec/value.h.
 */

#include "spec/health_evidence.h"
#include "spec/health_peers.h"
#include "spec/health_verdict.h"
#include "spec/health_watch.h"

#define CMIS_PEERS_TOGETHER_NS	CMIS_WATCH_SECOND_NS
#define CMIS_PEERS_FINAL_NS	(60 * CMIS_WATCH_SECOND_NS)

/**
 * cmis_peers_init() - begin
 * @peers: the cages; the caller sets watch, count, told and verdicts
 */
void cmis_peers_init(struct cmis_peers *peers)
{
	*peers = (struct cmis_peers) { .next_ns = CMIS_PEERS_NEVER };
}

static bool cmis_peers_of(const struct cmis_watch *watch, u32 cluster)
{
	return watch->event.pending && watch->event.cluster == cluster;
}

static struct cmis_peers_group *cmis_peers_group(struct cmis_peers *peers,
						 u32 cluster)
{
	return &peers->group[cluster % CMIS_PEERS_GROUPS];
}

/* When the group came up again; 0: a link is still down. */
static u64 cmis_peers_up(const struct cmis_peers *peers,
			 const struct cmis_watch *first)
{
	u64 up = 0;

	if (!first->event.common)
		return first->event.up_ns;
	for (unsigned int i = 0; i < peers->count; i++) {
		const struct cmis_watch_event *event = &peers->watch[i]->event;

		if (!cmis_peers_of(peers->watch[i], first->event.cluster) ||
		    !event->common)
			continue;
		if (!event->up_ns)
			return 0;
		if (event->up_ns > up)
			up = event->up_ns;
	}
	return up;
}

/* When the next verdict on this link is due. */
static u64 cmis_peers_due(struct cmis_peers *peers,
			  const struct cmis_watch *watch)
{
	const struct cmis_watch_event *event = &watch->event;
	u64 own = event->evidence.event_ns + CMIS_WATCH_AFTER_NS;
	u64 last, up;

	if (event->follows)
		return CMIS_PEERS_NEVER;
	if (!event->first_done && event->alone)
		return own;
	if (!event->first_done) {
		last = cmis_peers_group(peers, event->cluster)->last_ns +
		       CMIS_PEERS_TOGETHER_NS;
		own = event->start_ns + CMIS_WATCH_AFTER_NS;
		return last < own ? last : own;
	}
	up = cmis_peers_up(peers, watch);
	if (!up)
		return event->start_ns + CMIS_PEERS_FINAL_NS;
	if (up > event->start_ns + CMIS_PEERS_FINAL_NS)
		return event->start_ns + CMIS_PEERS_FINAL_NS;
	return up > own ? up : own;
}

static void cmis_peers_plan(struct cmis_peers *peers)
{
	peers->next_ns = CMIS_PEERS_NEVER;
	for (unsigned int i = 0; peers->pending && i < peers->count; i++) {
		u64 due;

		if (!peers->watch[i]->event.pending)
			continue;
		due = cmis_peers_due(peers, peers->watch[i]);
		if (due < peers->next_ns)
			peers->next_ns = due;
	}
}

/* Judge the links of a group that nobody has asked to go down. */
static unsigned int cmis_peers_judge(struct cmis_peers *peers,
				     struct cmis_watch *first)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < peers->count; i++) {
		struct cmis_watch *watch = peers->watch[i];
		struct cmis_verdict *verdict = &peers->verdicts[count];

		if (!cmis_peers_of(watch, first->event.cluster) ||
		    (first->event.first_done && !watch->event.common))
			continue;
		cmis_watch_judge(watch, verdict);
		watch->event.common = first->event.first_done ||
				      verdict->kind != CMIS_VERDICT_OPERATOR;
		count += watch->event.common;
	}
	return count;
}

/* Links that were up before the group went down, the group included. */
static unsigned int cmis_peers_were_up(const struct cmis_peers *peers,
				       u32 cluster)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < peers->count; i++) {
		u8 link = peers->watch[i]->link;

		count += cmis_peers_of(peers->watch[i], cluster) ||
			 link == CMIS_LINK_UP ||
			 (link == CMIS_LINK_UNKNOWN && !peers->whole);
	}
	return count;
}

static struct cmis_watch *cmis_peers_first(const struct cmis_peers *peers,
					   u32 cluster)
{
	struct cmis_watch *first = NULL;

	for (unsigned int i = 0; i < peers->count; i++) {
		struct cmis_watch *watch = peers->watch[i];

		if (cmis_peers_of(watch, cluster) && watch->event.common &&
		    (!first || watch->event.evidence.event_ns <
			       first->event.evidence.event_ns))
			first = watch;
	}
	return first;
}

static void cmis_peers_end(struct cmis_peers *peers, struct cmis_watch *watch)
{
	watch->event.pending = false;
	peers->pending--;
}

static void cmis_peers_told(struct cmis_peers *peers, struct cmis_watch *watch,
			    const struct cmis_verdict *verdict, u64 when_ns)
{
	peers->told(peers, &(struct cmis_peers_result) {
		.watch = watch,
		.verdict = verdict,
		.event_ns = watch->event.evidence.event_ns,
		.when_ns = when_ns,
		.final = watch->event.first_done,
	});
}

/* One verdict for all links of a group. */
static void cmis_peers_tell(struct cmis_peers *peers, struct cmis_watch *watch,
			    unsigned int count, u64 when_ns)
{
	u32 cluster = watch->event.cluster;
	struct cmis_watch *first = cmis_peers_first(peers, cluster);
	bool final = watch->event.first_done;
	struct cmis_verdict verdict;

	cmis_verdict_common(peers->verdicts, count, &verdict);
	cmis_peers_told(peers, first, &verdict, when_ns);
	for (unsigned int i = 0; i < peers->count; i++) {
		struct cmis_watch *other = peers->watch[i];

		if (!cmis_peers_of(other, cluster) || !other->event.common)
			continue;
		other->event.first_done = true;
		other->event.follows = other != first;
		if (final)
			cmis_peers_end(peers, other);
	}
}

/* Do the links of the group have a common cause? */
static void cmis_peers_decide(struct cmis_peers *peers,
			      struct cmis_watch *watch, u64 when_ns)
{
	u32 cluster = watch->event.cluster;
	unsigned int count = cmis_peers_judge(peers, watch);
	bool many = cmis_verdict_many(count,
				      cmis_peers_were_up(peers, cluster));

	for (unsigned int i = 0; i < peers->count; i++) {
		struct cmis_watch_event *event = &peers->watch[i]->event;

		if (!cmis_peers_of(peers->watch[i], cluster))
			continue;
		event->common = event->common && many;
		event->alone = !event->common;
	}
	if (!many)
		return;
	for (unsigned int i = 0; i < peers->count; i++) {
		struct cmis_watch *other = peers->watch[i];

		if (cmis_peers_of(other, cluster) && other->event.common) {
			cmis_peers_tell(peers, other, count, when_ns);
			return;
		}
	}
}

static void cmis_peers_step(struct cmis_peers *peers, struct cmis_watch *watch,
			    u64 when_ns)
{
	struct cmis_watch_event *event = &watch->event;
	struct cmis_verdict verdict;
	bool final = event->first_done;

	if (!final && !event->alone) {
		cmis_peers_decide(peers, watch, when_ns);
		return;
	}
	if (event->common) {
		cmis_peers_tell(peers, watch, cmis_peers_judge(peers, watch),
				when_ns);
		return;
	}
	cmis_watch_judge(watch, &verdict);
	cmis_peers_told(peers, watch, &verdict, when_ns);
	event->first_done = true;
	if (final)
		cmis_peers_end(peers, watch);
}

static void cmis_peers_fell(struct cmis_peers *peers,
			    struct cmis_watch *watch)
{
	u64 now_ns = watch->event.evidence.event_ns;
	struct cmis_peers_group *group = cmis_peers_group(peers,
							  peers->cluster);
	u64 due_ns;

	if (!peers->cluster ||
	    now_ns > group->start_ns + CMIS_PEERS_TOGETHER_NS) {
		group = cmis_peers_group(peers, ++peers->cluster);
		group->start_ns = now_ns;
	}
	group->last_ns = now_ns;
	watch->event.cluster = peers->cluster;
	watch->event.start_ns = group->start_ns;
	peers->pending++;
	due_ns = cmis_peers_due(peers, watch);
	if (due_ns < peers->next_ns)
		peers->next_ns = due_ns;
}

/* Nothing outweighs an operator: there is nothing to wait for. */
static void cmis_peers_early(struct cmis_peers *peers,
			     struct cmis_watch *watch)
{
	struct cmis_watch_event *event = &watch->event;
	struct cmis_verdict verdict;

	cmis_watch_judge(watch, &verdict);
	if (verdict.kind != CMIS_VERDICT_OPERATOR)
		return;
	event->alone = true;
	cmis_peers_told(peers, watch, &verdict, watch->now_ns);
	event->first_done = true;
	cmis_peers_plan(peers);
}

/**
 * cmis_peers_swept() - there was a sweep of a cage
 * @peers: the cages
 * @watch: the cage
 * @result: of cmis_watch_commit()
 *
 * Calls @peers->told.
 */
void cmis_peers_swept(struct cmis_peers *peers, struct cmis_watch *watch,
		      unsigned int result)
{
	if (result & CMIS_WATCH_FELL)
		cmis_peers_fell(peers, watch);
	if (watch->event.pending && !watch->event.first_done)
		cmis_peers_early(peers, watch);
	if (result & CMIS_WATCH_ROSE)
		cmis_peers_plan(peers);
}

/* Another cage of the event speaks for the others from now on. */
static void cmis_peers_release(struct cmis_peers *peers, u32 cluster)
{
	for (unsigned int i = 0; i < peers->count; i++)
		if (cmis_peers_of(peers->watch[i], cluster))
			peers->watch[i]->event.follows = false;
}

/**
 * cmis_peers_leave() - a cage goes
 * @peers: the cages
 * @watch: the cage
 */
void cmis_peers_leave(struct cmis_peers *peers, struct cmis_watch *watch)
{
	unsigned int i = 0;

	while (i < peers->count && peers->watch[i] != watch)
		i++;
	if (i == peers->count)
		return;
	peers->watch[i] = peers->watch[--peers->count];
	if (watch->event.pending) {
		cmis_peers_end(peers, watch);
		cmis_peers_release(peers, watch->event.cluster);
	}
	cmis_peers_plan(peers);
}

/**
 * cmis_peers_run() - tell the verdicts that are due
 * @peers: the cages
 * @now_ns: the time
 *
 * Calls @peers->told.
 */
void cmis_peers_run(struct cmis_peers *peers, u64 now_ns)
{
	while (peers->next_ns <= now_ns) {
		u64 when_ns = peers->next_ns;

		for (unsigned int i = 0; i < peers->count; i++) {
			struct cmis_watch *watch = peers->watch[i];

			if (watch->event.pending &&
			    cmis_peers_due(peers, watch) <= when_ns)
				cmis_peers_step(peers, watch, when_ns);
		}
		cmis_peers_plan(peers);
	}
}
