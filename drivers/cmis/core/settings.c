// SPDX-License-Identifier: GPL-2.0-only
/*
 * Settings of a cage.
 */

#include <linux/ctype.h>

#include "core/settings.h"
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
	}, {
		.name = "statistics",
		.offset = offsetof(struct cmis_settings, statistics),
		.max = 1,
		.refusal = "statistics is 0 or 1",
	}, {
		.name = "static_period_ms",
		.offset = offsetof(struct cmis_settings, static_period_ms),
		.min = CMIS_PERIOD_MIN_MS,
		.max = CMIS_PERIOD_MAX_MS,
		.off = true,
		.refusal = "static_period_ms is 0, or 100 to 3600000 ms",
	}, {
		.name = "power_limit_mw",
		.offset = offsetof(struct cmis_settings, power_limit_mw),
		.max = CMIS_POWER_LIMIT_MAX_MW,
		.refusal = "power_limit_mw is 0 to 100000 mW",
	},
};

static bool cmis_label_ok(const struct cmis_settings *settings)
{
	const char *label = settings->label;

	for (unsigned int i = 0; i < sizeof(settings->label); i++) {
		if (!label[i])
			return true;
		if (!isascii(label[i]) || !isprint(label[i]))
			return false;
	}
	return false;
}

/**
 * cmis_settings_init - set up the settings of a new cage
 * @box: settings of the cage
 * @defaults: all settings but the label
 * @period_ms: least periods of the transport, by enum cmis_class; ignored if
 *	shorter than @defaults or out of range
 * @label: label from the transport, or NULL; ignored if invalid
 */
void cmis_settings_init(struct cmis_settings_box *box,
			const struct cmis_settings *defaults,
			const u32 *period_ms, const char *label)
{
	mutex_init(&box->lock);
	box->now = *defaults;
	for (unsigned int i = 0; i < CMIS_CLASS_COUNT; i++)
		if (period_ms[i] > box->now.period_ms[i] &&
		    period_ms[i] <= CMIS_PERIOD_MAX_MS)
			box->now.period_ms[i] = period_ms[i];
	if (label)
		strscpy(box->now.label, label, sizeof(box->now.label));
	if (!cmis_label_ok(&box->now))
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
 * @fields: the settings to look at, CMIS_SETTING_*
 *
 * Return: true if they are.
 */
bool cmis_settings_ok(const struct cmis_settings *settings,
		      unsigned int fields)
{
	for (unsigned int i = 0; i < CMIS_SETTING_ROWS; i++) {
		u32 value = *cmis_setting_value(settings, i);

		if (fields & BIT(i) &&
		    !cmis_setting_ok(&cmis_setting_rows[i], value))
			return false;
	}
	return !(fields & CMIS_SETTING_LABEL) || cmis_label_ok(settings);
}

/**
 * cmis_cage_set_settings - change settings of a cage
 * @cage: the cage
 * @settings: the new settings: numbers within the ranges of
 *	cmis_setting_rows[], and a label of printable ASCII
 * @fields: the settings to change, CMIS_SETTING_*
 *
 * Context: May sleep.
 * Return: 0; -EINVAL, with nothing changed, if a value is out of range.
 */
int cmis_cage_set_settings(struct cmis_cage *cage,
			   const struct cmis_settings *settings,
			   unsigned int fields)
{
	struct cmis_settings *now = &cage->settings.now;

	if (!cmis_settings_ok(settings, fields))
		return -EINVAL;

	scoped_guard(mutex, &cage->settings.lock) {
		for (unsigned int i = 0; i < CMIS_SETTING_ROWS; i++)
			if (fields & BIT(i))
				*cmis_setting_value(now, i) =
					*cmis_setting_value(settings, i);
		if (fields & CMIS_SETTING_LABEL)
			memcpy(now->label, settings->label, sizeof(now->label));
	}
	cmis_cage_notify(cage, CMIS_EVENT_SETTINGS);
	return 0;
}
