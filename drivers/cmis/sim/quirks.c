// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: quirks of an adapter, by name.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "sim/quirks.h"

static const char * const cmis_sim_quirk_names[CMIS_SIM_QUIRKS] = {
	[CMIS_SIM_QUIRK_COMB] = "comb-write-then-read",
	[CMIS_SIM_QUIRK_NO_REP_START] = "no-rep-start",
	[CMIS_SIM_QUIRK_NO_ZERO_LEN] = "no-zero-len",
	[CMIS_SIM_QUIRK_MAX_NUM_MSGS] = "max-num-msgs",
	[CMIS_SIM_QUIRK_MAX_WRITE_LEN] = "max-write-len",
	[CMIS_SIM_QUIRK_MAX_READ_LEN] = "max-read-len",
	[CMIS_SIM_QUIRK_MAX_COMB_1ST] = "max-comb-1st-msg-len",
	[CMIS_SIM_QUIRK_MAX_COMB_2ND] = "max-comb-2nd-msg-len",
};

/* "NAME" or "NAME=NUMBER" */
static int cmis_sim_quirk_parse(char *word, u32 quirks[CMIS_SIM_QUIRKS])
{
	char *name = strsep(&word, "=");
	int quirk = sysfs_match_string(cmis_sim_quirk_names, name);
	u32 value = 1;
	int err;

	if (quirk < 0)
		return quirk;
	err = word ? kstrtou32(word, 0, &value) : 0;
	if (err)
		return err;
	if (!value || value > U16_MAX)
		return -ERANGE;
	quirks[quirk] = value;
	return 0;
}

/**
 * cmis_sim_quirks_parse() - set all quirks of an adapter
 * @text: words "NAME" or "NAME=NUMBER"; a quirk without its word is off
 * @quirks: gets a number for each quirk, 0: off; may be changed on errors
 *
 * Return: 0 or a negative errno.
 */
int cmis_sim_quirks_parse(const char *text, u32 quirks[CMIS_SIM_QUIRKS])
{
	char *copy = kstrdup(text, GFP_KERNEL);
	char *left = copy, *word;
	int err = 0;

	if (!copy)
		return -ENOMEM;
	memset(quirks, 0, CMIS_SIM_QUIRKS * sizeof(*quirks));
	while (!err && (word = strsep(&left, "\n ")))
		if (*word)
			err = cmis_sim_quirk_parse(word, quirks);
	kfree(copy);
	return err;
}

/**
 * cmis_sim_quirks_show() - print the quirks of an adapter
 * @quirks: a number for each quirk
 * @buf: a page
 *
 * Return: length of the text.
 */
ssize_t cmis_sim_quirks_show(const u32 quirks[CMIS_SIM_QUIRKS], char *buf)
{
	ssize_t length = 0;
	unsigned int i;

	for (i = 0; i < CMIS_SIM_QUIRKS; i++)
		if (quirks[i])
			length += sysfs_emit_at(buf, length, "%s=%u\n",
						cmis_sim_quirk_names[i],
						quirks[i]);
	return length;
}
