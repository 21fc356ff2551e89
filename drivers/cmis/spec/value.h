/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Shared by the decoders of pages: the headers that all of them need, and how
 * to take a register from an image. An image is 128 bytes, one half of the
 * 256-byte window; byte 128 of a page is at index 0. Pure: see spec/spec.h.
 */
#ifndef _CMIS_DECODE_UTIL_H
#define _CMIS_DECODE_UTIL_H

#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include "spec/spec.h"

/**
 * struct cmis_lane_flag_info - where a lane flag is and how it is advertised
 * @flags: register of the flag: one bit per lane
 * @advert: register that says whether the module has it
 * @advert_mask: and the bit there; 0 if each module with page 11h has the flag
 */
struct cmis_lane_flag_info {
	u32 flags;
	u32 advert;
	u8 advert_mask;
};

/* spec/lanes.c */
extern const struct cmis_lane_flag_info cmis_lane_flags[CMIS_LF_COUNT];

static inline u8 cmis_byte_get(const u8 *image, u32 reg)
{
	return image[CMIS_REG_INDEX(reg)];
}

/* A field of a byte; the mask is a constant. */
#define cmis_field_get(_image, _reg, _mask) \
	FIELD_GET(_mask, cmis_byte_get(_image, _reg))

static inline u16 cmis_word_get(const u8 *image, u32 reg)
{
	return get_unaligned_be16(&image[CMIS_REG_INDEX(reg)]);
}

#endif /* _CMIS_DECODE_UTIL_H */
