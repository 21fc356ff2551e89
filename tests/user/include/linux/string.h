/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/string.h>, in user space. */
#ifndef _USER_LINUX_STRING_H
#define _USER_LINUX_STRING_H

#include <string.h>

static inline const void *memchr_inv(const void *start, int c, size_t bytes)
{
	const unsigned char *byte = start;

	for (; bytes; byte++, bytes--)
		if (*byte != (unsigned char)c)
			return byte;
	return NULL;
}

#endif /* _USER_LINUX_STRING_H */
