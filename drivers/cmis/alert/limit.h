/* SPDX-License-Identifier: GPL-2.0-only */
/* A limit on the rate of events: a burst at once, then so many a second. */
#ifndef _CMIS_ALERT_LIMIT_H
#define _CMIS_ALERT_LIMIT_H

#include <linux/types.h>

/* Events of a cage that may go out at once, and how many more a second. */
#define CMIS_ALERT_BURST	1024
#define CMIS_ALERT_RATE		128

/**
 * struct cmis_limit - a bucket of tokens, one for each event
 * @tokens: events that may still go out at once
 * @refilled_ns: when @tokens was last topped up
 *
 * The owner guards it.
 */
struct cmis_limit {
	u32 tokens;
	u64 refilled_ns;
};

void cmis_limit_init(struct cmis_limit *limit);
bool cmis_limit_take(struct cmis_limit *limit, u64 now_ns);
u64 cmis_limit_due_ns(const struct cmis_limit *limit);

#endif /* _CMIS_ALERT_LIMIT_H */
