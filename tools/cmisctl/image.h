/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory of a module, from files as people have them. */
#ifndef _CMISCTL_IMAGE_H
#define _CMISCTL_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CTL_HALF_SIZE	128
#define CTL_LOWER	(-1)		/* page of lower memory */
#define CTL_HALVES_MAX	(1 + 8 * 256)

/**
 * struct ctl_half - lower memory, or the upper half with a page
 * @bank: bank of the page
 * @page: the page; -1: lower memory
 * @known: how many bytes are known
 * @is_known: by byte
 * @data: the bytes; unknown ones are 0
 */
struct ctl_half {
	uint8_t bank;
	int page;
	unsigned int known;
	bool is_known[CTL_HALF_SIZE];
	uint8_t data[CTL_HALF_SIZE];
};

/**
 * struct ctl_image - memory of a module
 * @halves: its known parts, in the order of the source
 * @count: of @halves
 * @ignored: number of bytes that have no place
 */
struct ctl_image {
	struct ctl_half *halves;
	size_t count;
	size_t ignored;
};

int ctl_image_read(const char *path, struct ctl_image *image);
int ctl_image_parse(const uint8_t *data, size_t len, struct ctl_image *image);
bool ctl_image_add(struct ctl_image *image, const struct ctl_half *half);
void ctl_image_free(struct ctl_image *image);
const struct ctl_half *ctl_image_find(const struct ctl_image *image,
				      unsigned int bank, int page);

#endif /* _CMISCTL_IMAGE_H */
