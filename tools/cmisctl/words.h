/* SPDX-License-Identifier: GPL-2.0-only */
/* The memory of a module as text or JSON. */
#ifndef _CMISCTL_WORDS_H
#define _CMISCTL_WORDS_H

#include "image.h"

int ctl_words_print(const struct ctl_image *image, bool summary, bool json);

#endif /* _CMISCTL_WORDS_H */
