/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pure decoders of CMIS memory: bytes and a length in, a struct or a number
 * out. No allocation, no locks, no logging; the same sources build in user
 * space. Every decoder checks the length before it looks at the first byte and
 * returns -EMSGSIZE if the image is too short. Values are in host byte order,
 * units are in the names.
 *
 * All decoders share this header: how to take a register from an image. An
 * image is 128 bytes, one half of the 256-byte window; byte 128 of a page is at
 * index 0.
 */
#ifndef _CMIS_VALUE_H
#define _CMIS_VALUE_H

#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/unaligned.h>
#include "spec/regs.h"
#include "spec/since.h"

/**
 * struct cmis_bytes - a part of a module's memory
 * @data: its bytes
 * @len: how many
 */
struct cmis_bytes {
	const u8 *data;
	size_t len;
};

/* A part of the right length. */
#define CMIS_WHOLE_PAGE(_data) \
	(&(const struct cmis_bytes) { (_data), CMIS_PAGE_SIZE })

static inline u8 cmis_byte_get(const u8 *image, u32 reg)
{
	return image[CMIS_REG_INDEX(reg)];
}

/* Bits that the module's revision does not define read 0. */
static inline u8 cmis_byte_get_since(const u8 *image, u32 reg, u8 revision)
{
	return cmis_byte_get(image, reg) & cmis_since_bits(revision, reg);
}

/* A field of a byte; the mask is a constant. */
#define cmis_field_get(_image, _reg, _mask) \
	FIELD_GET(_mask, cmis_byte_get(_image, _reg))

static inline u16 cmis_word_get(const u8 *image, u32 reg)
{
	return get_unaligned_be16(&image[CMIS_REG_INDEX(reg)]);
}

bool cmis_image_blank(const u8 *image, size_t len);
bool cmis_checksum_ok(const u8 *image, size_t len, u8 first, u8 last);
int cmis_string_decode(const u8 *src, size_t len, char *dst, size_t size);

#endif /* _CMIS_VALUE_H */
