/* SPDX-License-Identifier: GPL-2.0-only */
/* <linux/ktime.h> in user space: each program has its own clock. */
#ifndef _USER_LINUX_KTIME_H
#define _USER_LINUX_KTIME_H

#include <linux/types.h>

u64 ktime_get_boottime_ns(void);

#endif /* _USER_LINUX_KTIME_H */
