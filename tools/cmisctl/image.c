// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory of a module, from files as people have them:
 *
 *  - a folder of page files: lower.bin, p11.bin, p11_b1.bin;
 *  - bytes: lower memory, then pages 00h, 01h and so on, 128 bytes each, bank
 *    after bank, as `ethtool -m raw on` and the file eeprom give them;
 *  - text with a hex dump: that of ethtool, i2cdump, sfputil, hexdump or xxd.
 *    A line before it may name the page: "Upper page 11h", "page 0x11 bank 1".
 */

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "image.h"

#define FILE_MAX	1048576
#define BANKS		8
#define PAGE_NONE	-2
#define PAGE_LOWER	-1

/**
 * ctl_image_find - a half of the memory
 * @image: the memory
 * @bank: the bank
 * @page: the page; -1: lower memory
 *
 * Return: the half; NULL if nothing is known of it.
 */
const struct ctl_half *ctl_image_find(const struct ctl_image *image,
				      unsigned int bank, int page)
{
	size_t i;

	for (i = 0; i < image->count; i++)
		if (image->halves[i].page == page &&
		    image->halves[i].bank == bank)
			return &image->halves[i];
	return NULL;
}

static struct ctl_half *image_get(struct ctl_image *image, unsigned int bank,
				  int page)
{
	struct ctl_half *half = (void *)ctl_image_find(image, bank, page);

	if (half || image->count == CTL_HALVES_MAX)
		return half;
	if (!image->halves) {
		image->halves = calloc(CTL_HALVES_MAX, sizeof(*half));
		if (!image->halves)
			return NULL;
	}
	half = &image->halves[image->count++];
	half->bank = bank;
	half->page = page;
	return half;
}

/**
 * ctl_image_add - add a half
 * @image: the memory
 * @half: the half, whose bank and page are not in it yet
 *
 * Return: whether there was room.
 */
bool ctl_image_add(struct ctl_image *image, const struct ctl_half *half)
{
	struct ctl_half *at = image_get(image, half->bank, half->page);

	if (at)
		*at = *half;
	return at;
}

/**
 * ctl_image_free - free the memory of an image
 * @image: the image; empty afterwards
 */
void ctl_image_free(struct ctl_image *image)
{
	free(image->halves);
	*image = (struct ctl_image) { 0 };
}

static void image_put(struct ctl_image *image, unsigned int bank, int page,
		      unsigned int index, uint8_t byte)
{
	struct ctl_half *half = NULL;

	/* Pages below 10h are the same in each bank. */
	if (page < 0x10)
		bank = 0;
	if (bank < BANKS)
		half = image_get(image, bank, page);
	if (!half) {
		image->ignored++;
		return;
	}
	half->known += !half->is_known[index];
	half->is_known[index] = true;
	half->data[index] = byte;
}

/* An offset of the file eeprom: lower memory, then the pages of each bank */
static void image_put_linear(struct ctl_image *image, size_t offset,
			     uint8_t byte)
{
	size_t half = offset / CTL_HALF_SIZE;

	if (!half)
		image_put(image, 0, PAGE_LOWER, offset, byte);
	else if (half - 1 < CTL_HALVES_MAX - 1)
		image_put(image, (half - 1) / 256, (half - 1) % 256,
			  offset % CTL_HALF_SIZE, byte);
	else
		image->ignored++;
}

/* ------------------------------------------------------------------------ */
/* Text                                                                     */
/* ------------------------------------------------------------------------ */

/**
 * struct dump - a hex dump that is being read
 * @image: takes its bytes
 * @bank: bank that the text has named
 * @page: page that the text has named; PAGE_NONE: none yet
 * @window: the dump is one of i2cdump: the 256 bytes of the bus, whose bytes
 *	126 and 127 say which page is in the upper half
 * @upper: the upper half of such a dump
 */
struct dump {
	struct ctl_image *image;
	unsigned int bank;
	int page;
	bool window;
	struct ctl_half upper;
};

/* The upper half of i2cdump's 256 bytes has a page now. */
static void dump_end_window(struct dump *dump)
{
	const struct ctl_half *lower;
	unsigned int i;

	lower = ctl_image_find(dump->image, 0, PAGE_LOWER);
	for (i = 0; dump->window && lower && i < CTL_HALF_SIZE; i++)
		if (dump->upper.is_known[i])
			image_put(dump->image, lower->data[126],
				  lower->data[127], i, dump->upper.data[i]);
	dump->upper = (struct ctl_half) { 0 };
	dump->window = false;
}

static void dump_put(struct dump *dump, size_t offset, uint8_t byte)
{
	if (dump->window && offset >= CTL_HALF_SIZE &&
	    offset < 2 * CTL_HALF_SIZE) {
		dump->upper.is_known[offset - CTL_HALF_SIZE] = true;
		dump->upper.data[offset - CTL_HALF_SIZE] = byte;
	} else if (dump->page >= 0 && offset >= CTL_HALF_SIZE &&
		   offset < 2 * CTL_HALF_SIZE) {
		image_put(dump->image, dump->bank, dump->page,
			  offset - CTL_HALF_SIZE, byte);
	} else if (dump->page > 0 && offset < CTL_HALF_SIZE) {
		/* Some dumps count the bytes of a page from 0. */
		image_put(dump->image, dump->bank, dump->page, offset, byte);
	} else {
		image_put_linear(dump->image, offset, byte);
	}
}

/* A number after a word, as in "page 11h", "page: 0x11" or "bank 1" */
static bool word_number(const char *line, const char *word, int *number)
{
	const char *at = strcasestr(line, word);
	unsigned long value;
	char *end;

	if (!at)
		return false;
	at += strlen(word);
	at += strspn(at, " \t:=#");
	if (!isxdigit((unsigned char)*at))
		return false;
	value = strtoul(at, &end, 16);
	if (value > 255 || (isalpha((unsigned char)*end) && *end != 'h'))
		return false;
	*number = value;
	return true;
}

/* A line without bytes: a heading, or the begin of another dump */
static void dump_take_heading(struct dump *dump, const char *line)
{
	int number;

	if (word_number(line, "bank", &number))
		dump->bank = number;
	if (strcasestr(line, "lower")) {
		dump_end_window(dump);
		dump->page = 0;
	} else if (word_number(line, "page", &number)) {
		dump_end_window(dump);
		dump->page = number;
	}
	/* i2cdump: "     0  1  2  3  4 ..." */
	if (strstr(line, " 0  1  2  3  4  5")) {
		dump_end_window(dump);
		dump->window = true;
	}
}

/* "XX" and "--" stand for bytes that are not known. */
static bool is_gap(const char *word, size_t len)
{
	return len == 2 && (!strncmp(word, "XX", 2) || !strncmp(word, "--", 2));
}

static size_t hex_run(const char *text)
{
	size_t len = 0;

	while (isxdigit((unsigned char)text[len]))
		len++;
	return len;
}

static uint8_t hex_byte(const char *text)
{
	char digits[3] = { text[0], text[1] };

	return strtoul(digits, NULL, 16);
}

/*
 * The bytes of a line: words of two digits, or of more as xxd has them. The
 * text beside them begins after two blanks, a bar, or 16 bytes.
 */
static void dump_take_bytes(struct dump *dump, size_t offset, const char *at)
{
	unsigned int count = 0;
	size_t blanks, len;

	while (count < 16) {
		blanks = strspn(at, " \t");
		if (blanks > 1 && count && count != 8)
			return;
		at += blanks;
		len = hex_run(at);
		if (is_gap(at, strcspn(at, " \t|"))) {
			at += 2;
			count++;
			offset++;
			continue;
		}
		if (!len || len % 2 || len > 32 ||
		    (at[len] && !isspace((unsigned char)at[len])))
			return;
		for (; len && count < 16; len -= 2, at += 2, count++)
			dump_put(dump, offset++, hex_byte(at));
	}
}

/* "0x0080:", "00000080 ", "80:" or "00000080:" before the bytes */
static bool line_offset(const char **line, size_t *offset)
{
	const char *at = *line + strspn(*line, " \t");
	size_t len;
	bool colon;

	if (!strncasecmp(at, "0x", 2))
		at += 2;
	len = hex_run(at);
	colon = at[len] == ':';
	if (len < 2 || len > 8 || (!colon && (len < 4 || !isspace
					      ((unsigned char)at[len]))))
		return false;
	*offset = strtoul(at, NULL, 16);
	*line = at + len + colon;
	return true;
}

static void dump_take_line(struct dump *dump, const char *line)
{
	size_t offset;

	if (line_offset(&line, &offset))
		dump_take_bytes(dump, offset, line);
	else
		dump_take_heading(dump, line);
}

static void text_parse(char *text, struct ctl_image *image)
{
	struct dump dump = { .image = image, .page = PAGE_NONE };
	char *line, *save = NULL;

	for (line = strtok_r(text, "\r\n", &save); line;
	     line = strtok_r(NULL, "\r\n", &save))
		dump_take_line(&dump, line);
	dump_end_window(&dump);
}

/* ------------------------------------------------------------------------ */
/* Files                                                                    */
/* ------------------------------------------------------------------------ */

static bool is_text(const uint8_t *data, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (data[i] < 0x20 && !isspace(data[i]))
			return false;
	return len;
}

/**
 * ctl_image_parse - take the bytes of a file
 * @data: the bytes
 * @len: how many
 * @image: gets the bytes, in addition to its own; free it in any case
 *
 * Return: 0; -ENOMEM; -EINVAL if there is no memory of a module in it.
 */
int ctl_image_parse(const uint8_t *data, size_t len, struct ctl_image *image)
{
	size_t i, before = image->count;
	char *text;

	if (is_text(data, len)) {
		text = strndup((const char *)data, len);
		if (!text)
			return -ENOMEM;
		text_parse(text, image);
		free(text);
	} else {
		for (i = 0; i < len; i++)
			image_put_linear(image, i, data[i]);
	}
	return image->count > before ? 0 : -EINVAL;
}

static int file_read(FILE *file, uint8_t **data, size_t *len)
{
	*data = malloc(FILE_MAX);
	if (!*data)
		return -ENOMEM;
	*len = fread(*data, 1, FILE_MAX, file);
	return ferror(file) ? -EIO : 0;
}

static int image_read_file(const char *path, struct ctl_image *image)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	uint8_t *data = NULL;
	size_t len;
	int ret;

	if (!file)
		return -errno;
	ret = file_read(file, &data, &len);
	if (!ret)
		ret = ctl_image_parse(data, len, image);
	free(data);
	if (file != stdin)
		fclose(file);
	return ret;
}

/* lower.bin, pNN.bin and pNN_bM.bin */
static bool page_name(const char *name, unsigned int *bank, int *page)
{
	size_t digits;

	*bank = 0;
	*page = PAGE_LOWER;
	if (!strcmp(name, "lower.bin"))
		return true;
	if (*name++ != 'p')
		return false;
	digits = hex_run(name);
	if (!digits || digits > 2)
		return false;
	*page = strtoul(name, NULL, 16);
	name += digits;
	if (name[0] == '_' && name[1] == 'b' && name[2] >= '0' &&
	    name[2] < '0' + BANKS) {
		*bank = name[2] - '0';
		name += 3;
	}
	return !strcmp(name, ".bin");
}

static int image_read_page(const char *folder, const char *name,
			   struct ctl_image *image)
{
	uint8_t data[CTL_HALF_SIZE];
	char path[4096];
	unsigned int bank;
	size_t len, i;
	FILE *file;
	int page;

	if (!page_name(name, &bank, &page))
		return 0;
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "rb");
	if (!file)
		return -errno;
	len = fread(data, 1, sizeof(data), file);
	fclose(file);
	for (i = 0; i < len; i++)
		image_put(image, bank, page, i, data[i]);
	return 0;
}

static int image_read_folder(const char *path, struct ctl_image *image)
{
	struct dirent **names;
	int count = scandir(path, &names, NULL, alphasort), i, ret = 0;

	if (count < 0)
		return -errno;
	for (i = 0; i < count; i++) {
		if (!ret)
			ret = image_read_page(path, names[i]->d_name, image);
		free(names[i]);
	}
	free(names);
	return ret ? ret : image->count ? 0 : -EINVAL;
}

/**
 * ctl_image_read - read a file, a folder, or standard input
 * @path: its path; "-" for standard input
 * @image: an empty image; free it in any case
 *
 * Return: 0; -EINVAL if there is no memory of a module in it; another negative
 * errno.
 */
int ctl_image_read(const char *path, struct ctl_image *image)
{
	struct stat status;

	*image = (struct ctl_image) { 0 };
	if (strcmp(path, "-") && stat(path, &status))
		return -errno;
	if (strcmp(path, "-") && S_ISDIR(status.st_mode))
		return image_read_folder(path, image);
	return image_read_file(path, image);
}
