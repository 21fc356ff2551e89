/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/array_size.h>, in user space. */
#ifndef _USER_LINUX_ARRAY_SIZE_H
#define _USER_LINUX_ARRAY_SIZE_H

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

#endif /* _USER_LINUX_ARRAY_SIZE_H */
