/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/bitfield.h>, in user space. */
#ifndef _USER_LINUX_BITFIELD_H
#define _USER_LINUX_BITFIELD_H

#define FIELD_GET(mask, reg) ({						\
	const unsigned long field_mask = (mask);			\
									\
	((reg) & field_mask) >> __builtin_ctzl(field_mask);		\
})

#define FIELD_PREP(mask, value) ({					\
	const unsigned long field_mask = (mask);			\
									\
	((unsigned long)(value) << __builtin_ctzl(field_mask)) &	\
	field_mask;							\
})

#endif /* _USER_LINUX_BITFIELD_H */
