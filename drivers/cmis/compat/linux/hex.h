/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Found only where the kernel has no <linux/hex.h> of its own, that is before
 * 6.4: this directory comes last in the search path (-idirafter).
 */
#include <linux/kernel.h>
