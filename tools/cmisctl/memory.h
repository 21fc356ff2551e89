/* SPDX-License-Identifier: GPL-2.0-only */
/* The memory of a module in words, by the decoders of the driver. */
#ifndef _CMISCTL_MEMORY_H
#define _CMISCTL_MEMORY_H

#include "image.h"

/**
 * struct ctl_told - bytes of the memory in words
 * @half: their half
 * @first: the first byte, 0 to 255
 * @count: number of bytes
 * @mask: the bits that are meant, in each byte; 0: all
 * @name: of the field; NULL: the bytes have no name
 * @custom: without a name: the bytes are the vendor's
 * @value: text; without a name: hex
 */
struct ctl_told {
	const struct ctl_half *half;
	unsigned int first;
	unsigned int count;
	uint8_t mask;
	const char *name;
	bool custom;
	const char *value;
};

/**
 * struct ctl_sink - takes the words
 * @section: a new section begins
 * @field: a fact of the section; its value is text
 * @told: bytes of the section
 * @context: for all
 */
struct ctl_sink {
	void (*section)(void *context, const char *title);
	void (*field)(void *context, const char *name, const char *value);
	void (*told)(void *context, const struct ctl_told *told);
	void *context;
};

int ctl_memory_decode(const struct ctl_image *image,
		      const struct ctl_sink *sink);

#endif /* _CMISCTL_MEMORY_H */
