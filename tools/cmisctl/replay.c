// SPDX-License-Identifier: GPL-2.0-only
/* The command replay: a record as text, CSV, commands or an image. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmisctl.h"
#include "gen.h"
#include "recording.h"
#include "replay.h"

/* Larger than any record that the driver can write */
#define FILE_MAX	(512 << 20)

/**
 * ctl_replay_name - the name of a number in a record
 * @kind: its enum
 * @value: the number
 *
 * Return: the name, never NULL.
 */
const char *ctl_replay_name(enum ctl_recording_enum kind, unsigned int value)
{
	static const struct ctl_names *const names[] = {
		[CTL_RECORDING_STATE] = &ctl_cage_state_names,
		[CTL_RECORDING_CLASS] = &ctl_class_names,
		[CTL_RECORDING_ALERT] = &ctl_alert_kind_names,
		[CTL_RECORDING_LEVEL] = &ctl_level_names,
		[CTL_RECORDING_SIDE] = &ctl_side_names,
		[CTL_RECORDING_TRIGGER] = &ctl_record_trigger_names,
	};

	return ctl_name_or(names[kind], value, "?");
}

static int file_read(FILE *file, uint8_t **data, size_t *len)
{
	size_t room = 1 << 16;
	uint8_t *more;

	*len = 0;
	for (*data = malloc(room); *data; *data = more) {
		*len += fread(*data + *len, 1, room - *len, file);
		if (*len < room)
			return ferror(file) ? -EIO : 0;
		room *= 2;
		more = room > FILE_MAX ? NULL : realloc(*data, room);
		if (!more)
			free(*data);
	}
	return -ENOMEM;
}

/**
 * ctl_replay_load - read a file with a record
 * @nl: for its error
 * @path: the file; "-" is standard input
 * @data: gets its bytes; the caller frees them
 * @len: gets their number
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_replay_load(struct ctl_nl *nl, const char *path, uint8_t **data,
		    size_t *len)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	int ret;

	*data = NULL;
	ret = file ? file_read(file, data, len) : -errno;
	if (ret)
		snprintf(nl->error, sizeof(nl->error), "%.100s: %s", path,
			 strerror(-ret));
	if (file && file != stdin)
		fclose(file);
	return ret;
}

static int recording_print(const struct ctl_recording *recording,
			   const struct ctl_options *options,
			   struct ctl_damage *damage)
{
	if (options->image && mkdir(options->image, 0777) && errno != EEXIST)
		return -errno;
	if (options->image)
		return ctl_recording_image(recording, options->image);
	if (options->as_csv)
		return ctl_recording_csv(recording, damage);
	if (options->sim)
		return ctl_recording_sim(recording, damage);
	return ctl_recording_text(recording, damage);
}

/**
 * ctl_replay_warn - tell the user about the parts that could not be read
 * @path: the file
 * @damage: the parts
 *
 * The rest has been printed: the user decides whether it is enough.
 */
void ctl_replay_warn(const char *path, const struct ctl_damage *damage)
{
	if (damage->skipped)
		fprintf(stderr, "cmisctl: %s: %zu bytes are in no whole block\n",
			path, damage->skipped);
	if (damage->malformed)
		fprintf(stderr, "cmisctl: %s: %u blocks have unknown entries\n",
			path, damage->malformed);
	if (damage->missing)
		fprintf(stderr, "cmisctl: %s: %u blocks are missing\n", path,
			damage->missing);
}

/**
 * ctl_replay_explain - words for a record that cannot be replayed
 * @nl: for its error
 * @path: the file
 * @error: a negative errno
 *
 * Return: @error.
 */
int ctl_replay_explain(struct ctl_nl *nl, const char *path, int error)
{
	const char *reason = error == -EBADMSG ?
			     "no record, or its start is damaged" :
			     error == -EPROTONOSUPPORT ?
			     "a record of another version" : strerror(-error);

	snprintf(nl->error, sizeof(nl->error), "%.100s: %s", path, reason);
	return error;
}

/**
 * ctl_replay - the command replay
 * @nl: for its error; there is no socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_replay(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *path = options->args[0];
	struct ctl_recording recording = {
		.name = ctl_replay_name,
		.out = stdout,
	};
	struct ctl_damage damage = {};
	uint8_t *data = NULL;
	int ret;

	ret = ctl_replay_load(nl, path, &data, &recording.len);
	if (ret)
		return ret;
	recording.data = data;
	ret = recording_print(&recording, options, &damage);
	free(data);
	if (ret == -EBADMSG || ret == -EPROTONOSUPPORT)
		return ctl_replay_explain(nl, path, ret);
	if (ret)
		return ctl_replay_explain(nl, options->image ?: path, ret);
	ctl_replay_warn(path, &damage);
	return 0;
}
