/* SPDX-License-Identifier: GPL-2.0-only */
/* <linux/math64.h> in user space, as far as the alerts use it. */
#ifndef _USER_LINUX_MATH64_H
#define _USER_LINUX_MATH64_H

#include <linux/types.h>

static inline u64 div_u64(u64 dividend, u32 divisor)
{
	return dividend / divisor;
}

#endif /* _USER_LINUX_MATH64_H */
