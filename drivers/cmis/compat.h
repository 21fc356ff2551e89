/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between the kernels that are supported, 6.1 to 7.3. No other
 * file of the driver asks for the kernel's version.
 */
#ifndef _CMIS_COMPAT_H
#define _CMIS_COMPAT_H

#include <linux/version.h>

/* ------------------------------------------------------------------------ */
/* I2C                                                                      */
/* ------------------------------------------------------------------------ */

/* The probe callback without an id has been called .probe since 6.3. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
#define CMIS_I2C_PROBE		probe_new
#else
#define CMIS_I2C_PROBE		probe
#endif

#endif /* _CMIS_COMPAT_H */
