// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's log: a line when a module comes or goes, when it is in fault, at
 * its first alarm and when all alerts are over. Nothing else at run time: a
 * module that a reset, a sleep or an unbind of the driver makes go and come has
 * not moved.
 */

#include <linux/bitmap.h>
#include <linux/cleanup.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ratelimit.h>
#include <linux/stdarg.h>
#include <linux/string.h>

#include "show/journal.h"
#include "alert/cage.h"
#include "alert/kinds.h"
#include "core/cage.h"
#include "core/health.h"
#include "core/question.h"
#include "core/snapshot.h"
#include "spec/codes.h"
#include "spec/f16.h"
#include "spec/health_trend.h"
#include "spec/monitors.h"

/* A module that flaps must not fill the log: lines of a cage in a minute */
#define CMIS_JOURNAL_BURST	10
/* Lanes are numbered from 1. */
#define CMIS_JOURNAL_LANES	65

__printf(2, 3)
static void cmis_journal_tell(struct cmis_cage *cage, const char *format, ...)
{
	struct cmis_settings settings;
	struct va_format text = { .fmt = format };
	va_list args;

	if (!__ratelimit(&cage->clients.journal.limit))
		return;
	cmis_cage_get_settings(cage, &settings);
	va_start(args, format);
	text.va = &args;
	dev_info(&cage->dev, "%s%s%pV\n", settings.label,
		 *settings.label ? ": " : "", &text);
	va_end(args);
}

static int cmis_journal_cage_add(struct cmis_cage *cage)
{
	ratelimit_state_init(&cage->clients.journal.limit, 60 * HZ,
			     CMIS_JOURNAL_BURST);
	return 0;
}

/* The name of the media interface; "" if it is not known */
static const char *cmis_journal_media(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	const struct cmis_interface *media;
	const struct cmis_app *app;
	u8 in_use;

	if (IS_ERR(snapshot))
		return "";
	app = cmis_snapshot_get_app(snapshot, &in_use);
	if (!app)
		return "";
	media = cmis_media_interface(snapshot->module->basics.media_type,
				     app->media_id);
	return media ? media->name : "";
}

static void cmis_journal_tell_removed(struct cmis_cage *cage)
{
	if (!*cage->clients.journal.module)
		return;
	*cage->clients.journal.module = '\0';
	cmis_journal_tell(cage, "removed");
}

static int cmis_journal_module_add(struct cmis_cage *cage,
				   struct cmis_module *module)
{
	struct cmis_journal *journal = &cage->clients.journal;
	const struct cmis_admin *admin = &module->admin;
	const char *media = cmis_journal_media(cage);
	char name[sizeof(journal->module)];

	snprintf(name, sizeof(name), "%s %s, serial %s", admin->vendor_name,
		 admin->vendor_pn, admin->vendor_sn);
	if (!strcmp(journal->module, name))
		return 0;
	/* Another one may come while the driver does not look. */
	cmis_journal_tell_removed(cage);
	strscpy(journal->module, name, sizeof(journal->module));
	cmis_journal_tell(cage, "inserted %s%s%s", name, *media ? ", " : "",
			  media);
	return 0;
}

static void cmis_journal_module_del(struct cmis_cage *cage)
{
	cage->clients.journal.alarmed = false;
}

static void cmis_journal_tell_module_fault(struct cmis_cage *cage)
{
	struct cmis_snapshot *snapshot = cmis_cage_get_snapshot(cage);
	const char *cause;

	if (IS_ERR(snapshot))
		return;
	cause = cmis_fault_cause_name(snapshot->status.fault_cause);
	cmis_journal_tell(cage, "module fault, cause %u%s%s",
			  snapshot->status.fault_cause, cause ? ": " : "",
			  cause ?: "");
	cmis_snapshot_put(snapshot);
}

static void cmis_journal_status_changed(struct cmis_cage *cage)
{
	struct cmis_journal *journal = &cage->clients.journal;
	enum cmis_cage_state state = cmis_cage_get_state(cage);

	/* After a reset or a sleep nothing is known yet. */
	if (state == CMIS_CAGE_PROBING ||
	    (state == journal->state && cage->error == journal->error))
		return;
	journal->state = state;
	journal->error = cage->error;
	if (state == CMIS_CAGE_EMPTY)
		cmis_journal_tell_removed(cage);
	else if (state == CMIS_CAGE_FAULT)
		cmis_journal_tell(cage, "fault: %pe", ERR_PTR(cage->error));
	else if (state == CMIS_CAGE_MODULE_FAULT)
		cmis_journal_tell_module_fault(cage);
}

/*
 * Warnings are no alarms, nor is a test that somebody has asked for; a fault
 * and news of health have their own lines.
 */
static bool cmis_journal_is_alarm(const struct cmis_alert_key *key)
{
	return key->kind == CMIS_ALERT_MONITOR ?
	       key->level == CMIS_LEVEL_HIGH_ALARM ||
	       key->level == CMIS_LEVEL_LOW_ALARM :
	       key->kind != CMIS_ALERT_MODULE_FAULT &&
	       key->kind != CMIS_ALERT_BER_WORSE &&
	       key->kind != CMIS_ALERT_DIAGNOSTIC_ACTIVE &&
	       key->kind != CMIS_ALERT_LIMIT_AHEAD;
}

static void cmis_journal_tell_alarm(struct cmis_cage *cage,
				    const struct cmis_alert_key *key)
{
	const char *name = cmis_alert_kind_name(key->kind);
	const char *level;
	char lane[16] = "";

	if (key->lane != CMIS_LANE_NONE)
		snprintf(lane, sizeof(lane), " of lane %u", key->lane + 1);
	if (key->kind != CMIS_ALERT_MONITOR) {
		cmis_journal_tell(cage, "alarm: %s%s", name, lane);
		return;
	}
	level = cmis_level_name(key->level);
	name = cmis_monitor_row(key->type)->name;
	if (name)
		cmis_journal_tell(cage, "alarm: %s%s, %s", name, lane, level);
	else
		cmis_journal_tell(cage, "alarm: type %u%s, %s", key->type,
				  lane, level);
}

static void cmis_journal_alert(struct cmis_cage *cage,
			       const struct cmis_alert_event *event)
{
	struct cmis_journal *journal = &cage->clients.journal;
	struct cmis_alert_counts counts;

	cmis_alert_get_counts(cage, &counts);
	if (event->alert.active) {
		/* The last end before this alarm may have had no event. */
		if ((journal->alarmed && counts.active > 1) ||
		    !cmis_journal_is_alarm(&event->alert.key))
			return;
		journal->alarmed = true;
		cmis_journal_tell_alarm(cage, &event->alert.key);
		return;
	}
	if (!journal->alarmed || event->reason == CMIS_REASON_REMOVED ||
	    counts.active)
		return;
	journal->alarmed = false;
	cmis_journal_tell(cage, "all clear");
}

static void cmis_journal_tell_verdict(struct cmis_cage *cage,
				      const struct cmis_finding *finding)
{
	const struct cmis_verdict *verdict = &finding->verdict;
	DECLARE_BITMAP(lanes, CMIS_JOURNAL_LANES);
	char where[48] = "";

	bitmap_zero(lanes, CMIS_JOURNAL_LANES);
	for (unsigned int i = 0; i + 1 < CMIS_JOURNAL_LANES; i++)
		if (verdict->lanes & BIT_ULL(i))
			__set_bit(i + 1, lanes);
	if (verdict->lanes)
		snprintf(where, sizeof(where), ", lanes %*pbl",
			 CMIS_JOURNAL_LANES, lanes);
	if (finding->cages > 1)
		snprintf(where, sizeof(where), ", %u cages", finding->cages);
	cmis_journal_tell(cage, "link down: %s, %s%s, %u %%, advice %s%s",
			  cmis_verdict_name(verdict->kind),
			  cmis_detail_name(verdict->detail), where,
			  verdict->confidence,
			  cmis_advice_name(verdict->actions[0]),
			  finding->final ? " (final)" : "");
}

/* A final verdict that says the same as the first one needs no line. */
static void cmis_journal_follow_verdict(struct cmis_cage *cage,
					const struct cmis_finding *finding)
{
	struct cmis_journal *journal = &cage->clients.journal;
	u16 word = finding->verdict.kind << 8 | finding->verdict.detail;

	if (!finding->final || journal->verdict != word)
		cmis_journal_tell_verdict(cage, finding);
	journal->verdict = word;
}

static void cmis_journal_finding(struct cmis_cage *cage,
				 const struct cmis_finding *finding)
{
	const char *name = cmis_quantity_get(finding->quantity)->name;
	char before[CMIS_F16_TEXT], after[CMIS_F16_TEXT];

	if (finding->kind == CMIS_FINDING_VERDICT) {
		cmis_journal_follow_verdict(cage, finding);
	} else if (finding->kind == CMIS_FINDING_WORSE) {
		cmis_f16_format(finding->before, before, sizeof(before));
		cmis_f16_format(finding->after, after, sizeof(after));
		cmis_journal_tell(cage,
				  "lane %u came back worse: %s was %s, is %s",
				  finding->lane + 1, name, before, after);
	} else if (finding->kind == CMIS_FINDING_AHEAD) {
		cmis_journal_tell(cage,
				  "lane %u: %s reaches its limit in %d hours",
				  finding->lane + 1, name,
				  finding->minutes / 60);
	}
}

const struct cmis_client cmis_journal_client = {
	.name = "journal",
	.cage_add = cmis_journal_cage_add,
	.module_add = cmis_journal_module_add,
	.module_del = cmis_journal_module_del,
	.status_changed = cmis_journal_status_changed,
	.finding = cmis_journal_finding,
	.alert = cmis_journal_alert,
};
