// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records as cmisctl prints them: text, CSV, and commands for the simulator.
 * The folder of golden records has what each must be.
 */

#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include <linux/errno.h>

#include "../../tools/cmisctl/recording.h"
#include "tap.h"

#define GOLDEN		"../data/records/"
#define FILE_MAX	0x100000

/* Numbers stand for their names. */
static const char *name_get(enum ctl_recording_enum kind, unsigned int value)
{
	static char text[8][16];
	static unsigned int next;
	char *name = text[next++ % ARRAY_SIZE(text)];

	snprintf(name, sizeof(text[0]), "%c%u", "scalit"[kind], value);
	return name;
}

static char *file_read(const char *name, const char *suffix, size_t *len)
{
	char path[64], *data = calloc(1, FILE_MAX);
	FILE *file;

	snprintf(path, sizeof(path), GOLDEN "%s.%s", name, suffix);
	file = fopen(path, "rb");
	*len = file ? fread(data, 1, FILE_MAX - 1, file) : 0;
	if (file)
		fclose(file);
	return data;
}

static const struct form {
	const char *suffix;
	int (*print)(const struct ctl_recording *recording,
		     struct ctl_damage *damage);
} forms[] = {
	{ "replay", ctl_recording_text },
	{ "csv", ctl_recording_csv },
	{ "sim", ctl_recording_sim },
};

static void form_test(const char *name, const struct form *form, bool write)
{
	struct ctl_recording recording = { .name = name_get };
	struct ctl_damage damage;
	char *data, *want, *text;
	size_t want_len, text_len;

	data = file_read(name, "rec", &recording.len);
	recording.data = (uint8_t *)data;
	want = file_read(name, form->suffix, &want_len);
	recording.out = open_memstream(&text, &text_len);
	form->print(&recording, &damage);
	fclose(recording.out);
	if (write)
		printf("%s", text);
	else
		tap_ok(text_len && !strcmp(text, want), "%s as %s", name,
		       form->suffix);
	free(data);
	free(want);
	free(text);
}

static void damage_test(void)
{
	struct ctl_recording recording = { .name = name_get };
	struct ctl_damage damage;
	char *data, *text;
	size_t len;

	data = file_read("odd", "rec", &recording.len);
	recording.data = (uint8_t *)data;
	recording.out = open_memstream(&text, &len);
	tap_is(ctl_recording_text(&recording, &damage), 0,
	       "a damaged record is read");
	tap_is(damage.skipped, 28, "bytes in no block are counted");
	tap_is(damage.malformed, 1, "blocks with unknown entries are counted");
	tap_is(damage.missing, 1, "missing blocks are counted");
	recording.len = 100;
	tap_is(ctl_recording_text(&recording, &damage), -EBADMSG,
	       "a part of a header is refused");
	fclose(recording.out);
	free(text);
	free(data);
}

/* Each truncation must be refused, or read without a fault. */
static void truncated_test(const struct form *form)
{
	struct ctl_recording recording = { .name = name_get };
	unsigned int whole = 0;
	struct ctl_damage damage;
	uint8_t *cut;
	char *data;
	size_t len;

	data = file_read("small", "rec", &len);
	recording.out = fopen("/dev/null", "w");
	for (recording.len = 0; recording.len < len; recording.len++) {
		cut = malloc(recording.len + !recording.len);
		memcpy(cut, data, recording.len);
		recording.data = cut;
		whole += !form->print(&recording, &damage) &&
			 !damage.missing;
		free(cut);
	}
	tap_is(whole, 0, "no truncated record is whole, as %s", form->suffix);
	fclose(recording.out);
	free(data);
}

int main(int argc, char **argv)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(forms); i++) {
		if (argc == 3 && strcmp(argv[2], forms[i].suffix))
			continue;
		form_test(argc == 3 ? argv[1] : "small", &forms[i], argc == 3);
	}
	if (argc == 3)
		return 0;
	for (i = 0; i < ARRAY_SIZE(forms); i++)
		truncated_test(&forms[i]);
	damage_test();
	return tap_done();
}
