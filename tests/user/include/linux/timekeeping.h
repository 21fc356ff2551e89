/* SPDX-License-Identifier: GPL-2.0-only */
/* <linux/timekeeping.h> in user space: each program has its own clock. */
#ifndef _USER_LINUX_TIMEKEEPING_H
#define _USER_LINUX_TIMEKEEPING_H

#include <linux/types.h>

u64 ktime_get_boottime_ns(void);

#endif /* _USER_LINUX_TIMEKEEPING_H */
