/* SPDX-License-Identifier: GPL-2.0-only */
/* Records of the flight recorder as text, CSV, commands or an image. */
#ifndef _CMISCTL_RECORDING_H
#define _CMISCTL_RECORDING_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Numbers in entries that have names */
enum ctl_recording_enum {
	CTL_RECORDING_STATE,
	CTL_RECORDING_CLASS,
	CTL_RECORDING_ALERT,
	CTL_RECORDING_LEVEL,
	CTL_RECORDING_SIDE,
	CTL_RECORDING_TRIGGER,
};

/* The name of a number; never NULL */
typedef const char *(*ctl_recording_name_t)(enum ctl_recording_enum kind,
					    unsigned int value);

/**
 * struct ctl_recording - a record in memory
 * @data: the file
 * @len: its bytes
 * @name: names of numbers
 * @out: where the text goes
 */
struct ctl_recording {
	const uint8_t *data;
	size_t len;
	ctl_recording_name_t name;
	FILE *out;
};

/**
 * struct ctl_damage - parts of a record that cannot be read
 * @skipped: bytes that are in no whole block
 * @malformed: blocks that end with bytes that are no entry
 * @missing: blocks that the header has and the file has not
 */
struct ctl_damage {
	size_t skipped;
	unsigned int malformed;
	unsigned int missing;
};

int ctl_recording_text(const struct ctl_recording *recording,
		       struct ctl_damage *damage);
int ctl_recording_sim(const struct ctl_recording *recording,
		      struct ctl_damage *damage);
int ctl_recording_csv(const struct ctl_recording *recording,
		      struct ctl_damage *damage);
int ctl_recording_image(const struct ctl_recording *recording,
			const char *folder);

#endif /* _CMISCTL_RECORDING_H */
