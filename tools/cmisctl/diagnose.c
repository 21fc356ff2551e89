// SPDX-License-Identifier: GPL-2.0-only
/* The command diagnose: why links went down, from a trace. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"
#include "json.h"
#include "judge.h"
#include "replay.h"

#define NS_PER_US	1000ULL
#define US_PER_S	1000000ULL

/**
 * struct diagnosis - results as JSON
 * @all: the object
 * @verdicts: its array of verdicts
 * @guard: of comparisons
 * @predictions: of predictions
 */
struct diagnosis {
	struct json_object *all;
	struct json_object *verdicts;
	struct json_object *guard;
	struct json_object *predictions;
};

static struct json_object *text_json(const char *text)
{
	return json_object_new_string(text);
}

static void seconds_format(uint64_t time_ns, char *text, size_t size)
{
	snprintf(text, size, "%llu.%06llu",
		 (unsigned long long)(time_ns / NS_PER_US / US_PER_S),
		 (unsigned long long)(time_ns / NS_PER_US % US_PER_S));
}

static struct json_object *seconds_json(uint64_t time_ns)
{
	char text[CTL_JUDGE_TEXT];

	seconds_format(time_ns, text, sizeof(text));
	return json_object_new_double_s((double)time_ns / 1e9, text);
}

/* A cage that has a number for a name is a number. */
static struct json_object *cage_json(const char *cage)
{
	size_t digits = strspn(cage, "0123456789");

	if (!cage[digits] && digits <= 9 && (*cage != '0' || digits == 1))
		return json_object_new_int(atoi(cage));
	return text_json(cage);
}

static struct json_object *value_json(const char *value)
{
	size_t digits = strspn(value, "-0123456789");

	if (value[digits] || digits > 18)
		return text_json(value);
	return json_object_new_int64(atoll(value));
}

static struct json_object *lanes_json(uint64_t lanes)
{
	struct json_object *array = json_object_new_array();
	unsigned int i;

	for (i = 0; i < 64; i++)
		if (lanes >> i & 1)
			json_object_array_add(array,
					      json_object_new_int(i + 1));
	return array;
}

static struct json_object *evidence_json(const struct ctl_evidence *row)
{
	struct json_object *json = json_object_new_object();

	json_object_object_add(json, "time_s", seconds_json(row->time_ns));
	json_object_object_add(json, "lane", json_object_new_int(row->lane));
	json_object_object_add(json, "side", text_json(row->side));
	json_object_object_add(json, "name", text_json(row->name));
	json_object_object_add(json, "value", value_json(row->value));
	return json;
}

static void finding_json(void *context, const struct ctl_finding *finding)
{
	struct diagnosis *diagnosis = context;
	struct json_object *json = json_object_new_object();
	struct json_object *actions = json_object_new_array();
	struct json_object *evidence = json_object_new_array();
	struct json_object *cages = json_object_new_array();
	size_t i;

	for (i = 0; i < CTL_ACTIONS_MAX && finding->actions[i]; i++)
		json_object_array_add(actions, text_json(finding->actions[i]));
	for (i = 0; i < finding->evidence_count; i++)
		json_object_array_add(evidence,
				      evidence_json(&finding->evidence[i]));
	for (i = 0; i < finding->cage_count; i++)
		json_object_array_add(cages, cage_json(finding->cages[i]));
	json_object_object_add(json, "cage", cage_json(finding->cage));
	json_object_object_add(json, "event_time_s",
			       seconds_json(finding->event_ns));
	json_object_object_add(json, "time_s", seconds_json(finding->time_ns));
	json_object_object_add(json, "stage",
			       text_json(finding->final ? "final" : "first"));
	json_object_object_add(json, "verdict", text_json(finding->verdict));
	json_object_object_add(json, "detail", text_json(finding->detail));
	json_object_object_add(json, "lanes", lanes_json(finding->lanes));
	json_object_object_add(json, "confidence_percent",
			       json_object_new_int(finding->confidence));
	json_object_object_add(json, "evidence", evidence);
	json_object_object_add(json, "actions", actions);
	if (finding->cage_count)
		json_object_object_add(json, "cages", cages);
	else
		json_object_put(cages);
	json_object_array_add(diagnosis->verdicts, json);
}

static void comparison_json(void *context,
			    const struct ctl_comparison *comparison)
{
	struct diagnosis *diagnosis = context;
	struct json_object *json = json_object_new_object();

	json_object_object_add(json, "cage", cage_json(comparison->cage));
	json_object_object_add(json, "lane",
			       json_object_new_int(comparison->lane));
	json_object_object_add(json, "side", text_json(comparison->side));
	json_object_object_add(json, "time_s",
			       seconds_json(comparison->time_ns));
	json_object_object_add(json, "up_time_s",
			       seconds_json(comparison->up_ns));
	json_object_object_add(json, "direction",
			       text_json(comparison->worse ? "worse" :
							     "better"));
	json_object_object_add(json, "before", text_json(comparison->before));
	json_object_object_add(json, "after", text_json(comparison->after));
	json_object_object_add(json, "decades_milli",
			       json_object_new_int(comparison->decades_milli));
	json_object_array_add(diagnosis->guard, json);
}

/* Hours, with one digit behind the point; null: unknown. */
static struct json_object *hours_json(int minutes)
{
	char text[CTL_JUDGE_TEXT];

	if (minutes < 0)
		return NULL;
	snprintf(text, sizeof(text), "%d.%d", minutes / 60,
		 minutes % 60 / 6);
	return json_object_new_double_s(minutes / 60.0, text);
}

static void prediction_json(void *context,
			    const struct ctl_prediction *prediction)
{
	struct diagnosis *diagnosis = context;
	struct json_object *json = json_object_new_object();

	json_object_object_add(json, "cage", cage_json(prediction->cage));
	json_object_object_add(json, "lane",
			       json_object_new_int(prediction->lane));
	json_object_object_add(json, "side", text_json(prediction->side));
	json_object_object_add(json, "name", text_json(prediction->name));
	json_object_object_add(json, "time_s",
			       seconds_json(prediction->time_ns));
	json_object_object_add(json, "limit", value_json(prediction->limit));
	json_object_object_add(json, "window", text_json(prediction->window));
	json_object_object_add(json, "slope_per_day",
			       json_object_new_int(prediction->slope_per_day));
	json_object_object_add(json, "unit", text_json(prediction->unit));
	json_object_object_add(json, "hours_left",
			       hours_json(prediction->minutes_left));
	json_object_object_add(json, "hours_left_low",
			       hours_json(prediction->minutes_low));
	json_object_object_add(json, "hours_left_high",
			       hours_json(prediction->minutes_high));
	json_object_object_add(json, "confidence_percent",
			       json_object_new_int(prediction->confidence));
	json_object_array_add(diagnosis->predictions, json);
}

static void diagnosis_init(struct diagnosis *diagnosis)
{
	diagnosis->all = json_object_new_object();
	diagnosis->verdicts = json_object_new_array();
	diagnosis->guard = json_object_new_array();
	diagnosis->predictions = json_object_new_array();
	json_object_object_add(diagnosis->all, "format",
			       text_json("cmis-diagnose/1"));
	json_object_object_add(diagnosis->all, "verdicts",
			       diagnosis->verdicts);
	json_object_object_add(diagnosis->all, "guard", diagnosis->guard);
	json_object_object_add(diagnosis->all, "predictions",
			       diagnosis->predictions);
}

static void time_print(uint64_t time_ns)
{
	char text[CTL_JUDGE_TEXT];

	seconds_format(time_ns, text, sizeof(text));
	fputs(text, stdout);
}

/* "1-4,8" */
static void lanes_print(uint64_t lanes)
{
	const char *comma = " lanes ";
	unsigned int i, first;

	for (i = 0; i < 64; i++) {
		if (!(lanes >> i & 1))
			continue;
		first = i;
		while (i < 63 && lanes >> (i + 1) & 1)
			i++;
		printf("%s%u", comma, first + 1);
		if (i > first)
			printf("-%u", i + 1);
		comma = ",";
	}
}

static void finding_print(void *context, const struct ctl_finding *finding)
{
	size_t i;

	(void)context;
	time_print(finding->time_ns);
	if (finding->cage_count) {
		for (i = 0; i < finding->cage_count; i++)
			printf("%s%s", i ? "," : " ", finding->cages[i]);
	} else {
		printf(" %s", finding->cage);
	}
	printf(" %s %s: %s", finding->final ? "final" : "first",
	       finding->verdict, finding->detail);
	lanes_print(finding->lanes);
	printf(", %u %%, link down at ", finding->confidence);
	time_print(finding->event_ns);
	for (i = 0; i < CTL_ACTIONS_MAX && finding->actions[i]; i++)
		printf("%s%s", i ? ", " : ": ", finding->actions[i]);
	putchar('\n');
	for (i = 0; i < finding->evidence_count; i++) {
		const struct ctl_evidence *row = &finding->evidence[i];

		fputs("  ", stdout);
		time_print(row->time_ns);
		if (row->lane)
			printf(" lane %u", row->lane);
		printf(" %s %s %s\n", row->side, row->name, row->value);
	}
}

static void comparison_print(void *context,
			     const struct ctl_comparison *comparison)
{
	(void)context;
	time_print(comparison->time_ns);
	printf(" %s lane %u %s: bit error ratio %s than before, %s to %s, link up at ",
	       comparison->cage, comparison->lane, comparison->side,
	       comparison->worse ? "worse" : "better", comparison->before,
	       comparison->after);
	time_print(comparison->up_ns);
	putchar('\n');
}

static void prediction_print(void *context,
			     const struct ctl_prediction *prediction)
{
	(void)context;
	time_print(prediction->time_ns);
	printf(" %s lane %u %s %s: %s in %d hours, %d %s a day over %s, %u %%\n",
	       prediction->cage, prediction->lane, prediction->side,
	       prediction->name, prediction->limit,
	       prediction->minutes_left / 60, prediction->slope_per_day,
	       prediction->unit, prediction->window, prediction->confidence);
}

static int csv_diagnose(FILE *file, bool json, char *error, size_t size)
{
	struct diagnosis diagnosis;
	struct ctl_judge_sink sink = {
		.finding = finding_print,
		.comparison = comparison_print,
		.prediction = prediction_print,
	};
	int ret;

	if (!json)
		return ctl_judge(file, &sink, error, size);
	diagnosis_init(&diagnosis);
	sink = (struct ctl_judge_sink) {
		.context = &diagnosis,
		.finding = finding_json,
		.comparison = comparison_json,
		.prediction = prediction_json,
	};
	ret = ctl_judge(file, &sink, error, size);
	if (!ret)
		return ctl_json_print_pretty(diagnosis.all);
	json_object_put(diagnosis.all);
	return ret;
}

/* Judge a trace; @name is for messages. */
static int file_diagnose(struct ctl_nl *nl, FILE *file, const char *name,
			 bool json)
{
	char reason[CTL_JUDGE_TEXT * 4] = "";
	int ret = csv_diagnose(file, json, reason, sizeof(reason));

	if (ret && *reason)
		snprintf(nl->error, sizeof(nl->error), "%.80s:%.120s", name,
			 reason);
	return ret;
}

static int trace_diagnose(struct ctl_nl *nl, const char *name, bool json)
{
	FILE *file = strcmp(name, "-") ? fopen(name, "r") : stdin;
	int ret;

	if (!file) {
		ret = -errno;
		snprintf(nl->error, sizeof(nl->error), "%.80s: %s", name,
			 strerror(errno));
		return ret;
	}
	ret = file_diagnose(nl, file, name, json);
	if (file != stdin)
		fclose(file);
	return ret;
}

/* A record is judged as the trace that replay makes of it. */
static int record_diagnose(struct ctl_nl *nl, const uint8_t *data, size_t len,
			   const char *name, bool json)
{
	struct ctl_recording recording = {
		.data = data,
		.len = len,
		.name = ctl_replay_name,
	};
	struct ctl_damage damage = {};
	int ret;

	recording.out = tmpfile();
	if (!recording.out)
		return -errno;
	ret = ctl_recording_csv(&recording, &damage);
	if (!ret && fflush(recording.out))
		ret = -errno;
	if (ret) {
		ctl_replay_explain(nl, name, ret);
	} else {
		rewind(recording.out);
		ret = file_diagnose(nl, recording.out, name, json);
	}
	if (!ret)
		ctl_replay_warn(name, &damage);
	fclose(recording.out);
	return ret;
}

static int recorded_diagnose(struct ctl_nl *nl, const char *name, bool json)
{
	uint8_t *data = NULL;
	size_t len = 0;
	int ret;

	ret = ctl_replay_load(nl, name, &data, &len);
	if (!ret)
		ret = record_diagnose(nl, data, len, name, json);
	free(data);
	return ret;
}

/* The record that the driver is writing, or a sealed one */
static int cage_diagnose(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *name = options->args[0];
	struct ctl_cage cage;
	char *data = NULL;
	size_t len = 0;
	FILE *out;
	int ret;

	ret = ctl_nl_open(nl);
	if (!ret)
		ret = ctl_cage_find(nl, name, &cage);
	if (ret)
		return ret;
	out = open_memstream(&data, &len);
	if (!out)
		return -errno;
	ret = ctl_record_fetch(nl, &cage, options->number, out);
	if (fclose(out) && !ret)
		ret = -errno;
	if (!ret)
		ret = record_diagnose(nl, (const uint8_t *)data, len, name,
				      options->json);
	free(data);
	return ret;
}

/**
 * ctl_diagnose - the command diagnose
 * @nl: for its error; there is no socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_diagnose(struct ctl_nl *nl, const struct ctl_options *options)
{
	int ret;

	if (!!options->csv + !!options->record + !!options->args[0] != 1) {
		snprintf(nl->error, sizeof(nl->error),
			 "diagnose: give a cage, --csv or --record");
		return -EINVAL;
	}
	if (options->csv)
		return trace_diagnose(nl, options->csv, options->json);
	if (options->record)
		return recorded_diagnose(nl, options->record, options->json);
	ret = cage_diagnose(nl, options);
	ctl_nl_close(nl);
	return ret;
}
