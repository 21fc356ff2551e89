/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of registers; the registers that a read clears. */
#ifndef _CMISCTL_FIELD_H
#define _CMISCTL_FIELD_H

#include <stdbool.h>

#define CTL_FIELD_NAME	49

/**
 * struct ctl_field_at - the bytes of a register
 * @name: names of its fields; "" for bytes without one
 * @first: first byte, 0 to 255
 * @count: number of bytes
 * @latched: a read clears them
 */
struct ctl_field_at {
	char name[CTL_FIELD_NAME];
	unsigned int first;
	unsigned int count;
	bool latched;
};

struct ctl_field_at ctl_field_find(unsigned int page, unsigned int offset);

#endif /* _CMISCTL_FIELD_H */
