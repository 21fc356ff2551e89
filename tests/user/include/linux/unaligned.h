/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/unaligned.h>, in user space. */
#ifndef _USER_LINUX_UNALIGNED_H
#define _USER_LINUX_UNALIGNED_H

#include <linux/types.h>

static inline u16 get_unaligned_be16(const void *p)
{
	const u8 *byte = p;

	return byte[0] << 8 | byte[1];
}

static inline u32 get_unaligned_be32(const void *p)
{
	const u8 *byte = p;

	return (u32)byte[0] << 24 | byte[1] << 16 | byte[2] << 8 | byte[3];
}

static inline u64 get_unaligned_be64(const void *p)
{
	return (u64)get_unaligned_be32(p) << 32 |
	       get_unaligned_be32((const u8 *)p + 4);
}

static inline void put_unaligned_be16(u16 value, void *p)
{
	u8 *at = p;

	at[0] = value >> 8;
	at[1] = value;
}

static inline u64 get_unaligned_le(const u8 *byte, unsigned int len)
{
	u64 value = 0;

	while (len--)
		value = value << 8 | byte[len];
	return value;
}

static inline void put_unaligned_le(u64 value, u8 *at, unsigned int len)
{
	for (; len--; value >>= 8)
		*at++ = value;
}

#define get_unaligned_le16(p)		((u16)get_unaligned_le(p, 2))
#define get_unaligned_le32(p)		((u32)get_unaligned_le(p, 4))
#define get_unaligned_le64(p)		get_unaligned_le(p, 8)
#define put_unaligned_le16(value, p)	put_unaligned_le(value, p, 2)
#define put_unaligned_le32(value, p)	put_unaligned_le(value, p, 4)
#define put_unaligned_le64(value, p)	put_unaligned_le(value, p, 8)

#endif /* _USER_LINUX_UNALIGNED_H */
