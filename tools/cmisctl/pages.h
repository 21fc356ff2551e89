/* SPDX-License-Identifier: GPL-2.0-only */
/* The memory of a module, field by field. */
#ifndef _CMISCTL_PAGES_H
#define _CMISCTL_PAGES_H

#include "memory.h"

void ctl_pages_tell(const struct ctl_image *image,
		    const struct ctl_sink *sink);

#endif /* _CMISCTL_PAGES_H */
