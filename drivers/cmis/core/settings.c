// SPDX-License-Identifier: GPL-2.0-only
/*
 * Settings of a cage.
 */

#include <linux/ctype.h>

#include "core/cage.h"

#define CMIS_PERIOD_ROW(_name, _class)					\
	{								\
		.name = (_name),					\
		.offset = offsetof(struct cmis_settings,		\
				   period_ms[_class]),			\
		.min = CMIS_PERIOD_MIN_MS,				\
		.max = CMIS_PERIOD_MAX_MS,				\
		.refusal = "a period is 100 to 3600000 ms",		\
	}

/* In the order of CMIS_SETTING_*. */
const struct cmis_setting_row cmis_setting_rows[CMIS_SETTING_ROWS] = {
	CMIS_PERIOD_ROW("thermal_period_ms", CMIS_CLASS_THERMAL),
	CMIS_PERIOD_ROW("lanes_period_ms", CMIS_CLASS_LANES),
	CMIS_PERIOD_ROW("vdm_period_ms", CMIS_CLASS_VDM),
	{
		.name = "stale_sweeps",
		.offset = offsetof(struct cmis_settings, stale_sweeps),
		.min = 1,
		.max = 100,
		.refusal = "stale_sweeps is 1 to 100",
	}, {
		.name = "diagnostics",
		.offset = offsetof(struct cmis_settings, diagnostics),
		.max = 1,
		.refusal = "diagnostics is 0 or 1",
	},
};

static bool cmis_label_ok(const char *label, size_t size)
{
	size_t len = strnlen(label, size);
	size_t i;

	if (len == size)
		return false;
	for (i = 0; i < len; i++)
		if (!isascii(label[i]) || !isprint(label[i]))
			return false;
	return true;
}

/**
 * cmis_settings_init - set up the settings of a new cage
 * @box: of the cage
 * @defaults: all but the label
 * @label: from the transport, or NULL; ignored if invalid
 */
void cmis_settings_init(struct cmis_settings_box *box,
			const struct cmis_settings *defaults,
			const char *label)
{
	mutex_init(&box->lock);
	box->now = *defaults;
	if (label)
		strscpy(box->now.label, label, sizeof(box->now.label));
	if (!cmis_label_ok(box->now.label, sizeof(box->now.label)))
		box->now.label[0] = '\0';
}

/**
 * cmis_cage_get_settings - copy the settings of a cage
 * @cage: the cage
 * @settings: gets a copy
 *
 * Context: May sleep.
 */
void cmis_cage_get_settings(struct cmis_cage *cage,
			    struct cmis_settings *settings)
{
	guard(mutex)(&cage->settings.lock);
	*settings = cage->settings.now;
}

/**
 * cmis_settings_ok - whether settings are within their ranges
 * @settings: the settings
 * @fields: CMIS_SETTING_*, which of them to look at
 *
 * Return: true if they are.
 */
bool cmis_settings_ok(const struct cmis_settings *settings,
		      unsigned int fields)
{
	struct cmis_settings copy = *settings;
	unsigned int i;
	u32 value;

	for (i = 0; i < CMIS_SETTING_ROWS; i++) {
		value = *cmis_setting_value(&copy, &cmis_setting_rows[i]);
		if (fields & BIT(i) && (value < cmis_setting_rows[i].min ||
					value > cmis_setting_rows[i].max))
			return false;
	}
	return !(fields & CMIS_SETTING_LABEL) ||
	       cmis_label_ok(settings->label, sizeof(settings->label));
}

/**
 * cmis_cage_set_settings - change settings of a cage
 * @cage: the cage
 * @settings: numbers within the ranges of cmis_setting_rows[], and a label of
 *	printable ASCII
 * @fields: CMIS_SETTING_*, which of them to change
 *
 * Context: May sleep.
 * Return: 0; -EINVAL, with nothing changed, if a value is out of range.
 */
int cmis_cage_set_settings(struct cmis_cage *cage,
			   const struct cmis_settings *settings,
			   unsigned int fields)
{
	struct cmis_settings from = *settings;
	const struct cmis_setting_row *row;
	struct cmis_settings *now;

	if (!cmis_settings_ok(settings, fields))
		return -EINVAL;

	scoped_guard(mutex, &cage->settings.lock) {
		now = &cage->settings.now;
		for (row = cmis_setting_rows;
		     row < cmis_setting_rows + CMIS_SETTING_ROWS; row++)
			if (fields & BIT(row - cmis_setting_rows))
				*cmis_setting_value(now, row) =
					*cmis_setting_value(&from, row);
		if (fields & CMIS_SETTING_LABEL)
			memcpy(now->label, from.label, sizeof(now->label));
	}
	cmis_cage_notify(cage, CMIS_EVENT_SETTINGS);
	return 0;
}
