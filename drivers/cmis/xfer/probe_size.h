/* SPDX-License-Identifier: GPL-2.0-only */
/* The longest read that a module answers. */
#ifndef _CMIS_XFER_PROBE_SIZE_H
#define _CMIS_XFER_PROBE_SIZE_H

#include <linux/types.h>

struct cmis_xfer;

int cmis_xfer_probe_read_size(struct cmis_xfer *x, u8 *page);

#endif /* _CMIS_XFER_PROBE_SIZE_H */
