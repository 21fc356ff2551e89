/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/limits.h>, in user space. */
#ifndef _USER_LINUX_LIMITS_H
#define _USER_LINUX_LIMITS_H

/* The C library includes this one too: let it have the real one. */
#include_next <linux/limits.h>

#define U16_MAX		0xffff
#define S16_MAX		0x7fff
#define S16_MIN		((s16)(-S16_MAX - 1))
#define S32_MAX		0x7fffffff
#define U32_MAX		0xffffffffu
#define U64_MAX		0xffffffffffffffffull

#endif /* _USER_LINUX_LIMITS_H */
