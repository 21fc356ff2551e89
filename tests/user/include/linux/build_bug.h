/* SPDX-License-Identifier: GPL-2.0-only */
/* The part that the decoders use of <linux/build_bug.h>, in user space. */
#ifndef _USER_LINUX_BUILD_BUG_H
#define _USER_LINUX_BUILD_BUG_H

#include <assert.h>

#endif /* _USER_LINUX_BUILD_BUG_H */
