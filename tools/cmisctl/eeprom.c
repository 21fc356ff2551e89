// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command eeprom: bytes of a module with the names of registers; and show
 * with --all. They do not read bytes that a read clears, so that no other
 * reader of the file loses a flag; eeprom has the flags of the last sweep.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmisctl.h"
#include "collect.h"
#include "field.h"
#include "flags.h"
#include "whole.h"
#include "words.h"

#define HALF		128
#define LINE_BYTES	8

/* Open the memory of a module; returns a descriptor or a negative errno. */
static int eeprom_open(const char *cage)
{
	char path[128];
	int file;

	snprintf(path, sizeof(path), "/sys/class/cmis/%.40s/eeprom", cage);
	file = open(path, O_RDONLY | O_CLOEXEC);
	return file < 0 ? -errno : file;
}

static void error_set(struct ctl_nl *nl, int error)
{
	static const struct {
		int error;
		const char *text;
	} rows[] = {
		{ -EACCES, "only root may read the memory of a module" },
		{ -ENXIO, "the module has no such page, or does not answer" },
		{ -ENODEV, "there is no module that can be read" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].error == error)
			snprintf(nl->error, sizeof(nl->error), "%s",
				 rows[i].text);
}

static void line_print(const struct ctl_field_at *field,
		       const struct ctl_half *half, unsigned int at)
{
	unsigned int end = field->first + field->count, i;
	bool begins = at == field->first;

	printf("%5u:", at);
	for (i = at; i < at + LINE_BYTES; i++) {
		if (i >= end && !(begins && *field->name))
			break;
		if (i >= end)
			printf("   ");
		else if (!half->is_known[i % HALF])
			printf(" --");
		else
			printf(" %02x", half->data[i % HALF]);
	}
	if (begins && *field->name)
		printf("  %s", field->name);
	putchar('\n');
}

/**
 * struct memory - the memory of a module
 * @file: its bytes
 * @readings: of the last sweep
 * @lanes: of the last sweep
 */
struct memory {
	int file;
	struct ctl_list readings;
	struct ctl_list lanes;
};

static int memory_open(struct memory *memory, struct ctl_nl *nl,
		       const struct ctl_cage *cage)
{
	struct ctl_query query = {
		.cmd = CMIS_CMD_MONITOR_GET, .one_cage = true,
		.cage_id = cage->id,
	};
	int ret;

	memory->file = eeprom_open(cage->name);
	if (memory->file < 0)
		return memory->file;
	memory->readings.layout = &ctl_reading_layout;
	memory->lanes.layout = &ctl_lane_layout;
	ret = ctl_collect(nl, &query, &memory->readings);
	query.cmd = CMIS_CMD_LANE_GET;
	return ret ? ret : ctl_collect(nl, &query, &memory->lanes);
}

static void memory_close(struct memory *memory)
{
	if (memory->file >= 0)
		close(memory->file);
	ctl_list_free(&memory->readings);
	ctl_list_free(&memory->lanes);
}

/* The half of the window that begins at byte 0 or 128 */
static int half_print(const struct memory *memory, unsigned int bank,
		      unsigned int page, unsigned int first)
{
	struct ctl_half half = {
		.bank = bank,
		.page = first ? (int)page : CTL_LOWER,
	};
	struct ctl_field_at field;
	unsigned int at, i;
	int ret;

	ret = ctl_half_read(memory->file, &half);
	if (ret)
		return ret;
	ctl_flags_put(&half, &memory->readings, &memory->lanes);
	if (first)
		printf("page %02xh, bank %u\n", page, bank);
	else
		puts("lower memory");
	for (at = first; at < first + HALF; at += field.count) {
		field = ctl_field_find(page, at);
		for (i = 0; i < field.count; i += LINE_BYTES)
			line_print(&field, &half, at + i);
	}
	return 0;
}

/* "11", "0x11" and "11h" */
static bool page_read(const char *text, unsigned int *page)
{
	unsigned long number;
	char *end;

	errno = 0;
	number = strtoul(text, &end, 16);
	if (end == text || errno || number > 255 ||
	    (*end && strcmp(end, "h")))
		return false;
	*page = number;
	return true;
}

/**
 * ctl_eeprom - the command eeprom
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_eeprom(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct memory memory = { .file = -1 };
	struct ctl_cage cage;
	unsigned int page = 0;
	int ret;

	if (options->page && !page_read(options->page, &page)) {
		snprintf(nl->error, sizeof(nl->error),
			 "'%.40s' is no page: 00 to ff", options->page);
		return -EINVAL;
	}
	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	ret = memory_open(&memory, nl, &cage);
	if (!ret && !options->page)
		ret = half_print(&memory, 0, 0, 0);
	if (!ret)
		ret = half_print(&memory, options->bank, page, HALF);
	if (ret)
		error_set(nl, ret);
	memory_close(&memory);
	return ret;
}

/**
 * ctl_show_all - the command show, and with --all each field of the memory
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_show_all(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct ctl_image image = { 0 };
	struct ctl_cage cage;
	int ret, file;

	if (options->all && !options->args[0]) {
		snprintf(nl->error, sizeof(nl->error), "--all needs a cage");
		return -EINVAL;
	}
	ret = ctl_show(nl, options);
	if (ret || !options->all)
		return ret;
	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	file = eeprom_open(cage.name);
	ret = file < 0 ? file : ctl_whole_read(file, &image);
	if (file >= 0)
		close(file);
	if (ret)
		error_set(nl, ret);
	else
		putchar('\n');
	if (!ret)
		ret = ctl_words_print(&image, false, options->json);
	ctl_image_free(&image);
	return ret;
}
