/* SPDX-License-Identifier: GPL-2.0-only */
/* The memory of a module in a cage, without bytes that a read clears. */
#ifndef _CMISCTL_WHOLE_H
#define _CMISCTL_WHOLE_H

#include "image.h"

int ctl_half_read(int file, struct ctl_half *half);
int ctl_whole_read(int file, struct ctl_image *image);

#endif /* _CMISCTL_WHOLE_H */
