/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Settings of a cage.
 */
#ifndef _CMIS_SETTINGS_H
#define _CMIS_SETTINGS_H

#include <linux/bits.h>
#include <linux/mutex.h>

#include "core/module.h"

struct cmis_cage;

/**
 * struct cmis_settings - settings of a cage
 * @period_ms: period of the sweeps, by enum cmis_class
 * @stale_sweeps: number of failed sweeps in a row until values are not shown
 * @diagnostics: 1: read the counters of errors on page 14h
 * @statistics: 1: freeze the module to read statistics of VDM
 * @static_period_ms: pause between two checks of static pages; 0: no checks
 * @power_limit_mw: power that the cage can give to a module; 0: not known
 * @label: front panel name, possibly empty
 */
struct cmis_settings {
	u32 period_ms[CMIS_CLASS_COUNT];
	u32 stale_sweeps;
	u32 diagnostics;
	u32 statistics;
	u32 static_period_ms;
	u32 power_limit_mw;
	char label[32];
};

#define CMIS_PERIOD_MIN_MS	100
#define CMIS_PERIOD_MAX_MS	3600000
#define CMIS_POWER_LIMIT_MAX_MW	100000

/* A bit for each setting; the numbers have the order of cmis_setting_rows[]. */
#define CMIS_SETTING_THERMAL_PERIOD	BIT(0)
#define CMIS_SETTING_LANES_PERIOD	BIT(1)
#define CMIS_SETTING_VDM_PERIOD		BIT(2)
#define CMIS_SETTING_STALE_SWEEPS	BIT(3)
#define CMIS_SETTING_DIAGNOSTICS	BIT(4)
#define CMIS_SETTING_STATISTICS		BIT(5)
#define CMIS_SETTING_STATIC_PERIOD	BIT(6)
#define CMIS_SETTING_POWER_LIMIT	BIT(7)
#define CMIS_SETTING_ROWS		8
#define CMIS_SETTING_LABEL		BIT(CMIS_SETTING_ROWS)
#define CMIS_SETTING_ALL		GENMASK(CMIS_SETTING_ROWS, 0)

/**
 * struct cmis_setting_row - a number among the settings
 * @name: name of the file in sysfs
 * @offset: offset of the u32 in struct cmis_settings
 * @min: least value
 * @max: greatest value
 * @off: 0 is valid, too
 * @refusal: extack message for a value out of range
 */
struct cmis_setting_row {
	const char *name;
	u16 offset;
	u32 min;
	u32 max;
	bool off;
	const char *refusal;
};

extern const struct cmis_setting_row cmis_setting_rows[CMIS_SETTING_ROWS];

static inline bool cmis_setting_ok(const struct cmis_setting_row *row,
				   u32 value)
{
	return (row->off && !value) ||
	       (value >= row->min && value <= row->max);
}

/* Points to the number of a row. Write there only if @settings may change. */
static inline u32 *cmis_setting_value(const struct cmis_settings *settings,
				      unsigned int row)
{
	return (void *)settings + cmis_setting_rows[row].offset;
}

/**
 * struct cmis_settings_box - the settings of a cage
 * @lock: guards @now; never held during a wait for the bus
 * @now: the settings
 */
struct cmis_settings_box {
	struct mutex lock;	/* now */
	struct cmis_settings now;
};

void cmis_settings_init(struct cmis_settings_box *box,
			const struct cmis_settings *defaults,
			const u32 *period_ms, const char *label);
void cmis_cage_get_settings(struct cmis_cage *cage,
			    struct cmis_settings *settings);
bool cmis_settings_ok(const struct cmis_settings *settings,
		      unsigned int fields);
int cmis_cage_set_settings(struct cmis_cage *cage,
			   const struct cmis_settings *settings,
			   unsigned int fields);

#endif /* _CMIS_SETTINGS_H */
