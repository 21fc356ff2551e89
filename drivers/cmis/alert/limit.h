/* SPDX-License-Identifier: GPL-2.0-only */
/* The limit on the rate of events. Pure. */
#ifndef _CMIS_ALERT_LIMIT_H
#define _CMIS_ALERT_LIMIT_H

#include <linux/types.h>

/* Events of a cage that may go out at once, and how many more a second. */
#define CMIS_ALERT_BURST	1024
#define CMIS_ALERT_RATE		128

/**
 * struct cmis_bucket - a bucket of tokens; each event takes one
 * @tokens: number of tokens in the bucket
 * @refilled_ns: time of the last refill
 *
 * The caller makes sure that only one task uses the bucket.
 */
struct cmis_bucket {
	u32 tokens;
	u64 refilled_ns;
};

void cmis_limit_init(struct cmis_bucket *limit);
bool cmis_limit_take(struct cmis_bucket *limit, u64 now_ns);
u64 cmis_limit_due_ns(const struct cmis_bucket *limit);

#endif /* _CMIS_ALERT_LIMIT_H */
