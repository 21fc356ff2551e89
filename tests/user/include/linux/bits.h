/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/bits.h>, in user space. */
#ifndef _USER_LINUX_BITS_H
#define _USER_LINUX_BITS_H

#define BIT(nr)		(1UL << (nr))
#define BIT_ULL(nr)	(1ULL << (nr))
#define GENMASK(h, l)	(((2UL << (h)) - 1) & ~((1UL << (l)) - 1))

#endif /* _USER_LINUX_BITS_H */
