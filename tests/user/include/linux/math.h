/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/math.h>, in user space. */
#ifndef _USER_LINUX_MATH_H
#define _USER_LINUX_MATH_H

#define DIV_ROUND_UP(n, d) ({						\
	const typeof(d) divisor = (d);					\
									\
	((n) + divisor - 1) / divisor;					\
})

/* The kernel's takes signed operands too; nothing here has any. */
#define DIV_ROUND_CLOSEST(n, d) ({					\
	const typeof(d) divisor = (d);					\
									\
	((n) + divisor / 2) / divisor;					\
})

/* The C library's takes an int. */
#undef abs
#define abs(x)		__builtin_llabs(x)

#endif /* _USER_LINUX_MATH_H */
