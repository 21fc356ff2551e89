// SPDX-License-Identifier: GPL-2.0-only
/* Events and alerts: a line each, or JSON. */

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "event.h"
#include "fleet.h"
#include "format.h"
#include "json.h"
#include "terminal.h"

/**
 * struct line - the parts of a line
 * @when: boot time; 0 if it is not known
 * @cage: name of the cage
 * @place: its label, and its netdev if that is another name; a narrow terminal
 *	cuts it first
 * @severity: for the colour of @what
 * @what: the event
 * @note: at the end of the line, or empty
 */
struct line {
	uint64_t when;
	const char *cage;
	char place[CTL_VALUE_SIZE * 2];
	enum ctl_severity severity;
	char what[CTL_LINE_SIZE];
	const char *note;
};

static void line_set_place(struct line *line, const struct ctl_cage *cage)
{
	const char *netdev = strcmp(cage->label, cage->netdev) ? cage->netdev :
								 "";

	snprintf(line->place, sizeof(line->place), "%s%s%s", cage->label,
		 *cage->label && *netdev ? " " : "", netdev);
}

/* Columns that are left for the place of a line; below 0 if it is too long */
static int line_room(const struct line *line)
{
	return (int)ctl_terminal_room() - CTL_CLOCK_WIDTH - 3 -
	       (int)(strlen(line->cage) + strlen(line->what) +
		     strlen(line->note));
}

static void line_print(struct line *line)
{
	char when[CTL_VALUE_SIZE] = "-";
	int room = line_room(line);

	if (line->when)
		ctl_format_clock(when, line->when);
	printf("%s %s", when, line->cage);
	ctl_cut(line->place, room > 0 ? room : 0, true);
	printf("%s%s", *line->place ? " " : "", line->place);
	/* Without a place there is one blank less. */
	room = (int)strlen(line->what) + (room < -1 ? room + 1 : 0);
	ctl_cut(line->what, room > 0 ? room : 0, false);
	printf(" %s%s%s%s\n", ctl_colour_start(line->severity), line->what,
	       ctl_colour_end(line->severity), line->note);
}

static void describe_cage(char *text, const struct ctl_cage *cage)
{
	const char *event = ctl_name_or(&ctl_module_event_names, cage->event,
					"changed");

	switch (cage->event) {
	case CMIS_MODULE_EVENT_INSERTED:
		snprintf(text, CTL_LINE_SIZE, "%s %s %s %s", event,
			 cage->vendor_name, cage->vendor_pn, cage->vendor_sn);
		break;
	case CMIS_MODULE_EVENT_CHANGED:
		snprintf(text, CTL_LINE_SIZE, "%s, firmware %s", event,
			 *cage->firmware ? cage->firmware : "none");
		break;
	case CMIS_MODULE_EVENT_MODULE_STATE:
		snprintf(text, CTL_LINE_SIZE, "%s %s", event,
			 *cage->module_state_name ? cage->module_state_name :
						    "unknown");
		break;
	default:
		snprintf(text, CTL_LINE_SIZE, "%s %s", event,
			 ctl_state_word(cage->status));
		break;
	}
}

/**
 * ctl_event_cage - print an event of a cage
 * @cage: the cage
 * @note: at the end of the line, or empty
 */
void ctl_event_cage(const struct ctl_cage *cage, const char *note)
{
	struct line line = {
		.when = cage->time_ns,
		.cage = cage->name,
		.severity = cage->status == CMIS_CAGE_FAULT ||
			    cage->status == CMIS_CAGE_MODULE_FAULT ?
			    CTL_SEVERITY_FAULT : CTL_SEVERITY_GOOD,
		.note = note,
	};

	line_set_place(&line, cage);
	describe_cage(line.what, cage);
	line_print(&line);
}

static const struct ctl_cage *find_cage(const struct ctl_names_of *names,
					uint32_t id)
{
	size_t i;

	for (i = 0; i < names->count; i++)
		if (names->cages[i].id == id)
			return &names->cages[i];
	return NULL;
}

static uint64_t alert_time(const struct ctl_alert *alert)
{
	return alert->active ? alert->last_raised_ns : alert->last_cleared_ns;
}

static void describe_alert(char *text, const struct ctl_alert *alert,
			   bool brief)
{
	char subject[CTL_LINE_SIZE], evidence[CTL_LINE_SIZE];

	if (brief)
		ctl_format_subject_short(subject, alert);
	else
		ctl_format_subject(subject, alert);
	ctl_format_evidence(evidence, alert);
	snprintf(text, CTL_LINE_SIZE, "%s %.100s%s%.200s%s",
		 alert->active ? "raised" : "cleared", subject,
		 *evidence ? ": " : "", evidence,
		 CTL_HAS(alert, CMIS_A_ALERT_REASON) &&
		 alert->reason == CMIS_REASON_REMOVED ? ", removed" : "");
}

/**
 * ctl_event_alert - print an alert
 * @alert: the alert
 * @names: the cages
 * @note: at the end of the line, or empty
 */
void ctl_event_alert(const struct ctl_alert *alert,
		     const struct ctl_names_of *names, const char *note)
{
	const struct ctl_cage *cage = find_cage(names, alert->cage_id);
	char name[CTL_VALUE_SIZE];
	struct line line = {
		.when = alert_time(alert),
		.cage = name,
		.severity = ctl_alert_severity(alert),
		.note = note,
	};

	snprintf(name, sizeof(name), "cmis%u", alert->cage_id);
	if (cage)
		line_set_place(&line, cage);
	describe_alert(line.what, alert, false);
	if (line_room(&line) < (int)strlen(line.place))
		describe_alert(line.what, alert, true);
	line_print(&line);
}

/**
 * ctl_event_verdict - print a verdict
 * @verdict: the verdict
 * @names: the cages
 * @what: its text
 * @note: at the end of the line, or empty
 */
void ctl_event_verdict(const struct ctl_verdict *verdict,
		       const struct ctl_names_of *names, const char *what,
		       const char *note)
{
	const struct ctl_cage *cage = find_cage(names, verdict->cage_id);
	char name[CTL_VALUE_SIZE];
	struct line line = {
		.when = verdict->event_ns,
		.cage = name,
		.severity = verdict->verdict == CMIS_VERDICT_OPERATOR ?
			    CTL_SEVERITY_GOOD : CTL_SEVERITY_FAULT,
		.note = note,
	};

	snprintf(name, sizeof(name), "cmis%u", verdict->cage_id);
	if (cage)
		line_set_place(&line, cage);
	snprintf(line.what, sizeof(line.what), "%s", what);
	line_print(&line);
}

static void json_add_time(struct json_object *json, uint64_t when)
{
	char text[CTL_VALUE_SIZE];

	if (!when)
		return;
	ctl_format_time(text, when);
	json_object_object_add(json, "time", json_object_new_string(text));
}

/**
 * ctl_event_cage_json - an event of a cage as JSON
 * @cage: the cage
 *
 * Return: the cage, with the time of day beside the boot time.
 */
struct json_object *ctl_event_cage_json(const struct ctl_cage *cage)
{
	struct json_object *json = ctl_json(&ctl_cage_layout, cage);

	json_add_time(json, cage->time_ns);
	return json;
}

/**
 * ctl_event_json_place - add the time of day and the place of an event
 * @json: the event
 * @names: the cages
 * @cage_id: number of its cage
 * @when: boot time; 0 if it is not known
 */
void ctl_event_json_place(struct json_object *json,
			  const struct ctl_names_of *names, uint32_t cage_id,
			  uint64_t when)
{
	const struct ctl_cage *cage = find_cage(names, cage_id);

	json_add_time(json, when);
	if (!cage)
		return;
	json_object_object_add(json, "cage",
			       json_object_new_string(cage->name));
	json_object_object_add(json, "label",
			       json_object_new_string(cage->label));
	json_object_object_add(json, "netdev",
			       json_object_new_string(cage->netdev));
}

/**
 * ctl_event_alert_json - an alert as JSON
 * @alert: the alert
 * @names: the cages
 *
 * Return: the alert, with the time of day of its last change beside the boot
 * time, and with the name, label and netdev of its cage.
 */
struct json_object *ctl_event_alert_json(const struct ctl_alert *alert,
					 const struct ctl_names_of *names)
{
	struct json_object *json = ctl_json(&ctl_alert_layout, alert);

	ctl_event_json_place(json, names, alert->cage_id, alert_time(alert));
	return json;
}
