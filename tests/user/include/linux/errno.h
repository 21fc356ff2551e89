/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/errno.h>, in user space. */
#ifndef _USER_LINUX_ERRNO_H
#define _USER_LINUX_ERRNO_H

/* The C library includes this one too: let it have the real one. */
#include_next <linux/errno.h>

#endif /* _USER_LINUX_ERRNO_H */
