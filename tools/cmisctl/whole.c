// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of a module in a cage, by the file eeprom. Bytes that a read
 * clears are left out: no other reader of the file loses a flag.
 */

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <unistd.h>

#include "field.h"
#include "whole.h"

#define HALF	128
#define BANKS	8

/* Bytes from one that a read clears to the next, or to the end of a half */
static unsigned int run_length(const bool *latched, unsigned int at)
{
	unsigned int end = at;

	while (end < HALF && latched[end] == latched[at])
		end++;
	return end - at;
}

/**
 * ctl_half_read - read lower memory or a page
 * @file: the memory
 * @half: bank and page; gets the bytes. Flags that a read clears stay unknown.
 *
 * Return: 0, or a negative errno.
 */
int ctl_half_read(int file, struct ctl_half *half)
{
	unsigned int first = half->page < 0 ? 0 : HALF, at, count, i;
	off_t start = half->page < 0 ? 0 :
		      HALF + (off_t)(half->bank * 256 + half->page) * HALF;
	bool latched[HALF] = { 0 };
	struct ctl_field_at field;
	ssize_t len;

	for (at = 0; at < HALF; at += field.count) {
		field = ctl_field_find(half->page, first + at);
		for (i = 0; field.latched && i < field.count; i++)
			latched[at + i] = true;
	}
	for (at = 0; at < HALF; at += count) {
		count = run_length(latched, at);
		if (latched[at])
			continue;
		len = pread(file, half->data + at, count, start + at);
		if (len != (ssize_t)count)
			return len < 0 ? -errno : -ENXIO;
		for (i = at; i < at + count; i++)
			half->is_known[i] = true;
		half->known += count;
	}
	return 0;
}

/* ------------------------------------------------------------------------ */
/* All pages                                                                */
/* ------------------------------------------------------------------------ */

#define ALWAYS	0
#define COUNT(rows)	(sizeof(rows) / sizeof(*(rows)))

/*
 * Pages and the bits of page 01h that advertise them. A page without an advert
 * is not tried: a module takes its time to say that it has none.
 */
static const struct advert {
	uint8_t first;
	uint8_t last;
	uint8_t byte;
	uint8_t mask;
} adverts[] = {
	{ 0x02, 0x02, ALWAYS, 0 },
	{ 0x03, 0x03, 142, 0x04 },
	{ 0x04, 0x04, 155, 0x40 },
	{ 0x0c, 0x0c, 173, 0x80 },
	{ 0x0d, 0x0d, 173, 0x40 },
	{ 0x10, 0x11, ALWAYS, 0 },
	{ 0x12, 0x12, 155, 0x40 },
	{ 0x13, 0x14, 142, 0x20 },
	{ 0x15, 0x15, 145, 0x08 },
	{ 0x16, 0x17, 142, 0x80 },
	{ 0x18, 0x18, 162, 0x80 },
	{ 0x19, 0x19, 162, 0xc0 },
	{ 0x1d, 0x1d, 252, 0x80 },
	{ 0x2f, 0x2f, 142, 0x40 },
	{ 0x60, 0x60, 174, 0x80 },
	{ 0x61, 0x61, 174, 0x40 },
	{ 0x62, 0x62, 174, 0x20 },
	{ 0x6d, 0x6d, 252, 0x20 },
};

/* C-CMIS (01h:142.4), but for page 34h */
static const struct advert coherent_pages[] = {
	{ 0x30, 0x33, ALWAYS, 0 },
	{ 0x35, 0x35, ALWAYS, 0 },
	{ 0x38, 0x38, ALWAYS, 0 },
	{ 0x3a, 0x3b, ALWAYS, 0 },
	{ 0x40, 0x45, ALWAYS, 0 },
};

/* Coherent interfaces of single-mode fibre (SFF-8024) */
static const struct {
	uint8_t first;
	uint8_t last;
} coherent_media[] = {
	{ 0x35, 0x37 }, { 0x3e, 0x3f }, { 0x44, 0x44 }, { 0x46, 0x49 },
	{ 0x4d, 0x4d }, { 0x51, 0x54 }, { 0x58, 0x6e }, { 0x72, 0x72 },
	{ 0x7c, 0x7e }, { 0x81, 0x8e },
};

/* External lasers (lower 0 or 57) have these instead of lanes. */
static const struct advert laser_pages[] = {
	{ 0x02, 0x02, ALWAYS, 0 },
	{ 0x1a, 0x1b, ALWAYS, 0 },
	{ 0x2f, 0x2f, 142, 0x40 },
};

/**
 * struct reader - a module that is being read
 * @file: its memory
 * @image: gets the memory
 * @banks: number of its banks
 */
struct reader {
	int file;
	struct ctl_image *image;
	unsigned int banks;
};

/* A page that the module does not have after all is left out. */
static int page_read(struct reader *reader, unsigned int bank, int page)
{
	struct ctl_half half = { .bank = bank, .page = page };
	int ret;

	if (ctl_image_find(reader->image, bank, page))
		return 0;
	ret = ctl_half_read(reader->file, &half);
	if (ret == -ENXIO && page > 0)
		return 0;
	if (!ret && !ctl_image_add(reader->image, &half))
		ret = -ENOMEM;
	return ret;
}

/* Pages from 10h on exist once per bank; ELSFP pages do so, too. */
static int pages_read(struct reader *reader, unsigned int first,
		      unsigned int last)
{
	unsigned int page, bank;
	int ret = 0;

	for (page = first; !ret && page <= last; page++)
		for (bank = 0; !ret && bank < (page < 0x10 ? 1 : reader->banks);
		     bank++)
			ret = page_read(reader, bank, page);
	return ret;
}

static uint8_t byte_get(const struct reader *reader, int page,
			unsigned int offset)
{
	const struct ctl_half *half = ctl_image_find(reader->image, 0, page);

	return half ? half->data[offset % HALF] : 0;
}

/* 2Fh:128.1-0: groups of descriptors, values and thresholds, less one */
static int vdm_read(struct reader *reader)
{
	unsigned int last = byte_get(reader, 0x2f, 128) & 0x03, first;
	int ret = 0;

	if (!ctl_image_find(reader->image, 0, 0x2f))
		return 0;
	for (first = 0x20; !ret && first <= 0x28; first += 4)
		ret = pages_read(reader, first, first + last);
	return ret ? ret : pages_read(reader, 0x2d, 0x2d);
}

/* 01h:142.1-0, and 01h:174.4-0 if there are more than four */
static unsigned int banks_count(const struct reader *reader)
{
	static const unsigned int counts[] = { 1, 2, 4 };
	unsigned int code = byte_get(reader, 0x01, 142) & 0x03;
	unsigned int many = (byte_get(reader, 0x01, 174) & 0x1f) + 1;

	if (code < 3)
		return counts[code];
	return many < BANKS ? many : BANKS;
}

static int list_read(struct reader *reader, const struct advert *rows,
		     size_t count)
{
	int ret = 0;
	size_t i;

	for (i = 0; !ret && i < count; i++)
		if (rows[i].byte == ALWAYS ||
		    byte_get(reader, 0x01, rows[i].byte) & rows[i].mask)
			ret = pages_read(reader, rows[i].first, rows[i].last);
	return ret;
}

/*
 * 01h:175 is the number of blocks of applications, each a bank of page 1Ch.
 * Pages 18h and 19h then say which application each lane uses. The file has 8
 * banks.
 */
static int blocks_read(struct reader *reader)
{
	uint8_t revision = byte_get(reader, CTL_LOWER, 1);
	unsigned int blocks = byte_get(reader, 0x01, 175), block;
	int ret;

	if (revision < 0x54)
		blocks &= 0x0f;
	if (revision < 0x53 || !blocks)
		return 0;
	ret = pages_read(reader, 0x18, 0x19);
	for (block = 0; !ret && block < blocks && block < BANKS; block++)
		ret = page_read(reader, block, 0x1c);
	return ret;
}

/*
 * Modules before 5.3 cannot advertise C-CMIS. Those with a coherent interface
 * in one of their eight first applications have page 34h, or say no once.
 */
static bool is_coherent(const struct reader *reader)
{
	unsigned int app, i;

	if (byte_get(reader, 0x01, 142) & 0x10)
		return true;
	if (byte_get(reader, CTL_LOWER, 85) != 0x02)
		return false;
	for (app = 0; app < 8; app++) {
		uint8_t host = byte_get(reader, CTL_LOWER, 86 + 4 * app);
		uint8_t media = byte_get(reader, CTL_LOWER, 87 + 4 * app);

		if (host == 0xff)
			break;
		for (i = 0; i < COUNT(coherent_media); i++)
			if (media >= coherent_media[i].first &&
			    media <= coherent_media[i].last)
				return true;
	}
	return false;
}

static int coherent_read(struct reader *reader)
{
	int ret;

	if (!is_coherent(reader))
		return 0;
	ret = page_read(reader, 0, 0x34);
	if (ret || !ctl_image_find(reader->image, 0, 0x34))
		return ret;
	return list_read(reader, coherent_pages, COUNT(coherent_pages));
}

static int paged_read(struct reader *reader)
{
	bool laser = byte_get(reader, CTL_LOWER, 0) == 0x22 ||
		     (byte_get(reader, CTL_LOWER, 1) >= 0x53 &&
		      byte_get(reader, CTL_LOWER, 57) == 1);
	int ret = page_read(reader, 0, 0x01);

	reader->banks = banks_count(reader);
	if (!ret && laser)
		ret = list_read(reader, laser_pages, COUNT(laser_pages));
	else if (!ret)
		ret = list_read(reader, adverts, COUNT(adverts));
	if (!ret && !laser)
		ret = blocks_read(reader);
	if (!ret)
		ret = coherent_read(reader);
	return ret ? ret : vdm_read(reader);
}

/**
 * ctl_whole_read - read all pages that a module advertises
 * @file: its memory
 * @image: gets them
 *
 * Return: 0, or a negative errno.
 */
int ctl_whole_read(int file, struct ctl_image *image)
{
	struct reader reader = { .file = file, .image = image, .banks = 1 };
	int ret;

	ret = page_read(&reader, 0, CTL_LOWER);
	if (!ret)
		ret = page_read(&reader, 0, 0x00);
	if (!ret && !(byte_get(&reader, CTL_LOWER, 2) & 0x80))
		ret = paged_read(&reader);
	return ret;
}
