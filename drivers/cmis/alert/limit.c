// SPDX-License-Identifier: GPL-2.0-only
/* A module in trouble must not flood its listeners: a bucket of tokens. */

#include <linux/math64.h>

#include "alert/limit.h"

#define CMIS_LIMIT_SECOND_NS	1000000000u
#define CMIS_LIMIT_TOKEN_NS	(CMIS_LIMIT_SECOND_NS / CMIS_ALERT_RATE)

/**
 * cmis_limit_init - fill a bucket
 * @limit: the bucket, zeroed
 */
void cmis_limit_init(struct cmis_bucket *limit)
{
	limit->tokens = CMIS_ALERT_BURST;
}

static void cmis_limit_refill(struct cmis_bucket *limit, u64 now_ns)
{
	u64 earned = 0;

	if (now_ns > limit->refilled_ns)
		earned = div_u64(now_ns - limit->refilled_ns,
				 CMIS_LIMIT_TOKEN_NS);
	if (earned >= CMIS_ALERT_BURST - limit->tokens) {
		limit->tokens = CMIS_ALERT_BURST;
		limit->refilled_ns = now_ns;
		return;
	}
	limit->tokens += earned;
	limit->refilled_ns += earned * CMIS_LIMIT_TOKEN_NS;
}

/**
 * cmis_limit_take - take the token of one event
 * @limit: the bucket
 * @now_ns: boot time
 *
 * Return: false if the event has to wait.
 */
bool cmis_limit_take(struct cmis_bucket *limit, u64 now_ns)
{
	cmis_limit_refill(limit, now_ns);
	if (!limit->tokens)
		return false;
	limit->tokens--;
	return true;
}

/**
 * cmis_limit_due_ns - when the next event may go out
 * @limit: the bucket
 *
 * Return: boot time, which may have passed; 0 if there are tokens.
 */
u64 cmis_limit_due_ns(const struct cmis_bucket *limit)
{
	return limit->tokens ? 0 : limit->refilled_ns + CMIS_LIMIT_TOKEN_NS;
}
