// SPDX-License-Identifier: GPL-2.0-only
/*
 * A trace of cages, judged by the driver's own code, row by row. Rows of the
 * same time belong to one sweep. Results depend on the rows so far only.
 */

#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/types.h>

#include "judge.h"
#include "spec/codes.h"
#include "spec/f16.h"
#include "spec/health_log2.h"
#include "spec/health_peers.h"
#include "spec/health_verdict.h"
#include "spec/health_watch.h"
#include "trace.h"

#define LANES_STEP	8
#define NAME_SIZE	40
#define STATES		16
#define ERRNO_END	134

/* How the text of a value becomes a number. */
enum kind {
	KIND_INTEGER,
	KIND_RATIO,
	KIND_BIT,
	KIND_UP_DOWN,
	KIND_STATUS,
	KIND_MODULE_STATE,
	KIND_PATH_STATE,
	KIND_FAULT,
	KIND_HASH,
	KIND_ERRNO,
};

/**
 * struct input - a name in a trace
 * @name: the name
 * @input: enum cmis_input
 * @kind: of its value
 */
struct input {
	const char *name;
	u8 input;
	u8 kind;
};

/* A monitor has its unit in its name, or not. */
static struct input inputs[] = {
	{ "temperature_mc", CMIS_INPUT_TEMPERATURE, KIND_INTEGER },
	{ "vcc_uv", CMIS_INPUT_VCC, KIND_INTEGER },
	{ "media_pre_fec_ber", CMIS_INPUT_MEDIA_BER, KIND_RATIO },
	{ "host_pre_fec_ber", CMIS_INPUT_HOST_BER, KIND_RATIO },
	{ "tx_bias_ua", CMIS_INPUT_TX_BIAS, KIND_INTEGER },
	{ "tx_power_nw", CMIS_INPUT_TX_POWER, KIND_INTEGER },
	{ "rx_power_nw", CMIS_INPUT_RX_POWER, KIND_INTEGER },
	{ "tx_fault", CMIS_INPUT_TX_FAULT, KIND_BIT },
	{ "tx_los", CMIS_INPUT_TX_LOS, KIND_BIT },
	{ "tx_cdr_lol", CMIS_INPUT_TX_CDR, KIND_BIT },
	{ "tx_adapt_eq_fail", CMIS_INPUT_TX_EQ, KIND_BIT },
	{ "rx_los", CMIS_INPUT_RX_LOS, KIND_BIT },
	{ "rx_cdr_lol", CMIS_INPUT_RX_CDR, KIND_BIT },
	{ "datapath_fw_error", CMIS_INPUT_FW_ERROR, KIND_BIT },
	{ "module_fw_error", CMIS_INPUT_FW_ERROR, KIND_BIT },
	{ "temperature.high_alarm_latched", CMIS_INPUT_HOT, KIND_BIT },
	{ "temperature_mc.high_alarm_latched", CMIS_INPUT_HOT, KIND_BIT },
	{ "vcc.low_alarm_latched", CMIS_INPUT_VCC_LOW, KIND_BIT },
	{ "vcc_uv.low_alarm_latched", CMIS_INPUT_VCC_LOW, KIND_BIT },
	{ "tx_bias.high_warning_latched", CMIS_INPUT_BIAS_HIGH, KIND_BIT },
	{ "tx_bias_ua.high_warning_latched", CMIS_INPUT_BIAS_HIGH, KIND_BIT },
	{ "temperature.high_alarm", CMIS_INPUT_LIMIT_TEMPERATURE,
	  KIND_INTEGER },
	{ "temperature_mc.high_alarm", CMIS_INPUT_LIMIT_TEMPERATURE,
	  KIND_INTEGER },
	{ "vcc.low_alarm", CMIS_INPUT_LIMIT_VCC, KIND_INTEGER },
	{ "vcc_uv.low_alarm", CMIS_INPUT_LIMIT_VCC, KIND_INTEGER },
	{ "tx_bias.high_warning", CMIS_INPUT_LIMIT_BIAS_WARNING, KIND_INTEGER },
	{ "tx_bias_ua.high_warning", CMIS_INPUT_LIMIT_BIAS_WARNING,
	  KIND_INTEGER },
	{ "tx_bias.high_alarm", CMIS_INPUT_LIMIT_TX_BIAS, KIND_INTEGER },
	{ "tx_bias_ua.high_alarm", CMIS_INPUT_LIMIT_TX_BIAS, KIND_INTEGER },
	{ "tx_power.low_alarm", CMIS_INPUT_LIMIT_TX_POWER, KIND_INTEGER },
	{ "tx_power_nw.low_alarm", CMIS_INPUT_LIMIT_TX_POWER, KIND_INTEGER },
	{ "rx_power.low_alarm", CMIS_INPUT_LIMIT_RX_POWER, KIND_INTEGER },
	{ "rx_power_nw.low_alarm", CMIS_INPUT_LIMIT_RX_POWER, KIND_INTEGER },
	{ "media_pre_fec_ber.high_alarm", CMIS_INPUT_LIMIT_MEDIA_BER,
	  KIND_RATIO },
	{ "host_pre_fec_ber.high_alarm", CMIS_INPUT_LIMIT_HOST_BER,
	  KIND_RATIO },
	{ "module_state", CMIS_INPUT_MODULE_STATE, KIND_MODULE_STATE },
	{ "datapath_state", CMIS_INPUT_PATH_STATE, KIND_PATH_STATE },
	{ "fault_cause", CMIS_INPUT_FAULT_CAUSE, KIND_FAULT },
	{ "status", CMIS_INPUT_EMPTY, KIND_STATUS },
	{ "serial", CMIS_INPUT_SERIAL, KIND_HASH },
	{ "generation", CMIS_INPUT_GENERATION, KIND_HASH },
	{ "application", CMIS_INPUT_APPLICATION, KIND_HASH },
	{ "link", CMIS_INPUT_LINK, KIND_UP_DOWN },
	{ "admin", CMIS_INPUT_ADMIN, KIND_UP_DOWN },
	{ "present", CMIS_INPUT_PRESENT, KIND_BIT },
	{ "irq", CMIS_INPUT_IRQ, KIND_BIT },
	{ "low_power_request", CMIS_INPUT_LOW_POWER, KIND_BIT },
	{ "reset_request", CMIS_INPUT_RESET, KIND_BIT },
	{ "deinit_request", CMIS_INPUT_DEINIT, KIND_BIT },
	{ "tx_disable_request", CMIS_INPUT_TX_OFF, KIND_BIT },
	{ "bus_error", CMIS_INPUT_BUS_ERROR, KIND_ERRNO },
};

static const char *const windows[] = {
	[CMIS_WINDOW_10MIN] = "10min",
	[CMIS_WINDOW_6H] = "6h",
	[CMIS_WINDOW_7D] = "7d",
	[CMIS_WINDOW_128D] = "128d",
};

static const char *const sides[] = {
	[CMIS_SIDE_MODULE] = "module",
	[CMIS_SIDE_HOST] = "host",
	[CMIS_SIDE_MEDIA] = "media",
};

/**
 * struct judged - a cage
 * @watch: the watch over it
 * @judge: the trace
 * @name: its name
 * @limit: its limits, as they came, by enum cmis_quantity; 0: none came
 * @touched: it has rows in this sweep
 */
struct judged {
	struct cmis_watch watch;
	struct judge *judge;
	char *name;
	s64 limit[CMIS_QUANTITY_COUNT];
	bool touched;
};

/**
 * struct judge - a trace that is being judged
 * @sink: takes the results
 * @peers: the cages, in order of their first row
 * @tree: the cages by name
 * @last: the cage of the last row
 * @touched: cages with rows in this sweep
 * @touched_count: how many
 * @size: room for cages
 * @names: room for their names
 * @work: for trends
 * @time_ns: of this sweep
 */
struct judge {
	const struct ctl_judge_sink *sink;
	struct cmis_peers peers;
	void *tree;
	struct judged *last;
	struct judged **touched;
	size_t touched_count;
	size_t size;
	const char **names;
	struct cmis_trend_work work;
	u64 time_ns;
};

static int input_compare(const void *a, const void *b)
{
	return strcmp(((const struct input *)a)->name,
		      ((const struct input *)b)->name);
}

static const struct input *input_find(const char *name)
{
	const struct input key = { .name = name };

	return bsearch(&key, inputs, ARRAY_SIZE(inputs), sizeof(key),
		       input_compare);
}

static s64 text_hash(const char *text)
{
	u64 hash = 0xcbf29ce484222325ULL;

	for (; *text; text++)
		hash = (hash ^ (u8)*text) * 0x100000001b3ULL;
	return hash & INT64_MAX;
}

/* The code with a name; -1 if there is none. */
static s64 code_find(const char *text, const char *(*name)(u8 code))
{
	for (unsigned int i = 0; i < STATES; i++) {
		const char *known = name(i);

		if (known && !strcmp(known, text))
			return i;
	}
	return -1;
}

/* The errno with a name; 0: another. */
static s64 errno_find(const char *text)
{
	if (*text == '-')
		text++;
	for (int i = 1; i < ERRNO_END; i++) {
		const char *name = strerrorname_np(i);

		if (name && !strcmp(name, text))
			return i;
	}
	return 0;
}

/* 0; -EINVAL; or -ENOENT: a value that says nothing. */
static int number_read(const char *text, unsigned int kind, s64 *value)
{
	struct ctl_decimal number;

	if (ctl_decimal_read(text, &number))
		return -EINVAL;
	if (kind == KIND_RATIO)
		*value = ctl_decimal_f16(&number);
	else
		*value = ctl_decimal_integer(&number);
	return number.negative && kind == KIND_RATIO ? -EINVAL : 0;
}

static int word_read(const char *text, const char *one, const char *zero,
		     s64 *value)
{
	*value = !strcmp(text, one);
	return *value || !strcmp(text, zero) ? 0 : -EINVAL;
}

static int value_read(const char *text, unsigned int kind, s64 *value)
{
	switch (kind) {
	case KIND_INTEGER:
	case KIND_RATIO:
		return number_read(text, kind, value);
	case KIND_BIT:
		return word_read(text, "1", "0", value);
	case KIND_UP_DOWN:
		return word_read(text, "up", "down", value);
	case KIND_STATUS:
		*value = !strcmp(text, "empty");
		return 0;
	case KIND_MODULE_STATE:
		*value = code_find(text, cmis_module_state_name);
		return *value < 0 ? -ENOENT : 0;
	case KIND_PATH_STATE:
		*value = code_find(text, cmis_dp_state_name);
		return *value < 0 ? -ENOENT : 0;
	case KIND_FAULT:
		*value = code_find(text, cmis_fault_cause_name);
		if (*value < 0)
			return number_read(text, KIND_INTEGER, value) ?
			       -ENOENT : 0;
		return 0;
	case KIND_ERRNO:
		*value = errno_find(text);
		return 0;
	default:
		*value = text_hash(text);
		return 0;
	}
}

static struct judged *judged_of(struct cmis_watch *watch)
{
	return watch->owner;
}

static void ratio_format(u16 raw, char *text)
{
	cmis_f16_format(raw, text, CTL_JUDGE_TEXT);
}

static void judged_guard(struct cmis_watch *watch, unsigned int lane,
			 unsigned int side, enum cmis_guard_event event)
{
	const struct ctl_judge_sink *sink = judged_of(watch)->judge->sink;
	const struct cmis_guard *guard = &watch->lane[lane].guard[side];
	struct ctl_comparison comparison = {
		.cage = judged_of(watch)->name,
		.lane = lane + 1,
		.side = sides[cmis_quantity_get(side)->side],
		.time_ns = watch->now_ns,
		.up_ns = watch->learn_ns - 2 * CMIS_WATCH_SECOND_NS,
		.worse = event == CMIS_GUARD_IS_WORSE,
		.decades_milli = (guard->after.log2 - guard->before) * 10000 /
				 8504,
	};

	if (event != CMIS_GUARD_IS_WORSE && event != CMIS_GUARD_IS_BETTER)
		return;
	ratio_format(cmis_log2_to_f16(guard->before), comparison.before);
	ratio_format(guard->after.f16, comparison.after);
	sink->comparison(sink->context, &comparison);
}

static void limit_format(const struct judged *cage, unsigned int quantity,
			 char *text)
{
	s64 limit = cage->limit[quantity];

	if (quantity > CMIS_QUANTITY_HOST_BER)
		snprintf(text, CTL_JUDGE_TEXT, "%lld", (long long)limit);
	else if (limit)
		ratio_format(limit, text);
	else
		ratio_format(cmis_log2_to_f16(cage->watch.limit[quantity]),
			     text);
}

static void judged_ahead(struct cmis_watch *watch, unsigned int lane,
			 unsigned int quantity, const struct cmis_trend *trend)
{
	const struct judged *cage = judged_of(watch);
	const struct ctl_judge_sink *sink = cage->judge->sink;
	const struct cmis_quantity_row *row = cmis_quantity_get(quantity);
	unsigned int window = watch->lane[lane].ahead[quantity].window;
	struct ctl_prediction prediction = {
		.cage = cage->name,
		.lane = lane + 1,
		.side = sides[row->side],
		.name = row->name,
		.time_ns = watch->now_ns,
		.window = windows[window],
		.unit = row->unit,
	};

	if (!trend)
		return;
	prediction.slope_per_day = cmis_trend_per_day(trend, quantity, window);
	prediction.minutes_left = trend->minutes_left;
	prediction.minutes_low = trend->minutes_low;
	prediction.minutes_high = trend->minutes_high;
	prediction.confidence = trend->confidence;
	limit_format(cage, quantity, prediction.limit);
	sink->prediction(sink->context, &prediction);
}

static const struct cmis_watch_ops judged_ops = {
	.compared = judged_guard,
	.ahead = judged_ahead,
};

static void evidence_format(const struct cmis_sign_seen *seen,
			    unsigned int sign, struct ctl_evidence *row)
{
	const char *word = cmis_sign_word(sign, seen->value);

	if (!word && sign == CMIS_SIGN_DEAD)
		word = strerrorname_np(seen->value) ?: "unknown";
	if (word)
		snprintf(row->value, sizeof(row->value), "%s", word);
	else if (cmis_sign_is_ratio(sign))
		ratio_format(seen->value, row->value);
	else
		snprintf(row->value, sizeof(row->value), "%lld",
			 (long long)seen->value);
}

static void finding_evidence(const struct cmis_signs *evidence, u32 signs,
			     struct ctl_finding *finding)
{
	for (unsigned int i = 0; i < CMIS_SIGN_COUNT; i++) {
		const struct cmis_sign_seen *seen = &evidence->sign[i];
		struct ctl_evidence *row =
			&finding->evidence[finding->evidence_count];

		if (!(signs >> i & 1) || !seen->lanes ||
		    finding->evidence_count == CTL_EVIDENCE_MAX)
			continue;
		row->time_ns = seen->when_ns;
		row->lane = seen->lanes == CMIS_LANES_MODULE ? 0 :
			    __builtin_ctzll(seen->lanes) + 1;
		row->side = sides[cmis_sign_get(i)->side];
		row->name = cmis_sign_get(i)->name;
		evidence_format(seen, i, row);
		finding->evidence_count++;
	}
}

static void judged_told(struct cmis_peers *peers,
			const struct cmis_peers_result *result)
{
	const struct judged *cage = judged_of(result->watch);
	const struct ctl_judge_sink *sink = cage->judge->sink;
	const struct cmis_verdict *verdict = result->verdict;
	struct ctl_finding finding = {
		.cage = cage->name,
		.event_ns = result->event_ns,
		.time_ns = result->when_ns,
		.final = result->final,
		.verdict = cmis_verdict_name(verdict->kind),
		.detail = cmis_detail_name(verdict->detail),
		.lanes = verdict->lanes,
		.confidence = verdict->confidence,
		.cages = cage->judge->names,
	};

	for (unsigned int i = 0; i < CTL_ACTIONS_MAX; i++)
		if (!i || verdict->actions[i])
			finding.actions[i] =
				cmis_advice_name(verdict->actions[i]);
	finding_evidence(&result->watch->event.evidence, verdict->signs,
			 &finding);
	for (unsigned int i = 0; i < peers->count; i++) {
		const struct cmis_watch_event *event = &peers->watch[i]->event;

		if (verdict->kind == CMIS_VERDICT_COMMON_CAUSE &&
		    event->pending && event->common &&
		    event->cluster == result->watch->event.cluster)
			finding.cages[finding.cage_count++] =
				judged_of(peers->watch[i])->name;
	}
	sink->finding(sink->context, &finding);
}

static int name_compare(const void *a, const void *b)
{
	return strcmp(((const struct judged *)a)->name,
		      ((const struct judged *)b)->name);
}

static int judge_grow(struct judge *judge)
{
	size_t size = judge->size ? 2 * judge->size : 16;
	struct cmis_peers *peers = &judge->peers;
	void *watch, *verdicts, *names, *touched;

	if (peers->count < judge->size)
		return 0;
	watch = realloc(peers->watch, size * sizeof(*peers->watch));
	if (watch)
		peers->watch = watch;
	verdicts = realloc(peers->verdicts, size * sizeof(*peers->verdicts));
	if (verdicts)
		peers->verdicts = verdicts;
	names = realloc(judge->names, size * sizeof(*judge->names));
	if (names)
		judge->names = names;
	touched = realloc(judge->touched, size * sizeof(*judge->touched));
	if (touched)
		judge->touched = touched;
	if (!watch || !verdicts || !names || !touched)
		return -ENOMEM;
	judge->size = size;
	return 0;
}

static struct judged *judged_create(struct judge *judge, const char *name)
{
	struct judged *cage = calloc(1, sizeof(*cage));

	if (!cage || judge_grow(judge)) {
		free(cage);
		return NULL;
	}
	cage->name = strdup(name);
	if (!cage->name || !tsearch(cage, &judge->tree, name_compare)) {
		free(cage->name);
		free(cage);
		return NULL;
	}
	cmis_watch_init(&cage->watch);
	cage->watch.ops = &judged_ops;
	cage->watch.owner = cage;
	cage->watch.work = &judge->work;
	cage->judge = judge;
	judge->peers.watch[judge->peers.count++] = &cage->watch;
	return cage;
}

static struct judged *judged_get(struct judge *judge, const char *name)
{
	const struct judged key = { .name = (char *)name };
	struct judged **found;

	if (judge->last && !strcmp(judge->last->name, name))
		return judge->last;
	found = tfind(&key, &judge->tree, name_compare);
	judge->last = found ? *found : judged_create(judge, name);
	return judge->last;
}

static int judged_lanes(struct judged *cage, unsigned int lane)
{
	unsigned int lanes = (lane + LANES_STEP - 1) / LANES_STEP * LANES_STEP;
	struct cmis_watch_lane *grown;

	if (lanes <= cage->watch.lanes)
		return 0;
	grown = realloc(cage->watch.lane, lanes * sizeof(*grown));
	if (!grown)
		return -ENOMEM;
	cmis_watch_grow(&cage->watch, grown, lanes);
	return 0;
}

/* The sweep is whole: judge it, and verdicts that are due before the next. */
static void judge_commit(struct judge *judge, u64 until_ns)
{
	for (size_t i = 0; i < judge->touched_count; i++) {
		struct judged *cage = judge->touched[i];
		unsigned int result = cmis_watch_commit(&cage->watch);

		cage->touched = false;
		cmis_peers_swept(&judge->peers, &cage->watch, result);
	}
	judge->touched_count = 0;
	cmis_peers_run(&judge->peers, until_ns);
}

static void judged_touch(struct judge *judge, struct judged *cage)
{
	if (cage->touched)
		return;
	cage->touched = true;
	judge->touched[judge->touched_count++] = cage;
	cmis_watch_begin(&cage->watch, judge->time_ns);
}

static void judged_put(struct judged *cage, const struct input *input,
		       unsigned int lane, s64 value)
{
	if (input->input >= CMIS_INPUT_LIMIT_MEDIA_BER)
		cage->limit[input->input - CMIS_INPUT_LIMIT_MEDIA_BER] = value;
	if (input->input == CMIS_INPUT_APPLICATION)
		value = value % 255 + 1;
	cmis_watch_put(&cage->watch, input->input,
		       lane ? lane - 1 : CMIS_WATCH_LANE_NONE, value);
}

/* NULL, or the reason why the row is wrong. */
static const char *judge_row(struct judge *judge,
			     const struct ctl_trace_row *row)
{
	const struct input *input = input_find(row->name);
	struct judged *cage;
	s64 value;
	int ret;

	if (row->time_ns < judge->time_ns)
		return "the time goes back";
	if (row->time_ns > judge->time_ns) {
		judge_commit(judge, row->time_ns - 1);
		judge->time_ns = row->time_ns;
	}
	if (!input)
		return NULL;
	ret = value_read(row->value, input->kind, &value);
	if (ret == -EINVAL)
		return "the value is wrong";
	cage = judged_get(judge, row->cage);
	if (!cage || judged_lanes(cage, row->lane))
		return "out of memory";
	judged_touch(judge, cage);
	if (!ret)
		judged_put(cage, input, row->lane, value);
	return NULL;
}

static const char *judge_line(struct judge *judge, char *line, size_t length,
			      unsigned long number)
{
	struct ctl_trace_row row;
	const char *reason;

	if (length && line[length - 1] == '\n')
		line[--length] = '\0';
	if (strlen(line) != length)
		return "a byte is 0";
	if (number == 1) {
		line[strcspn(line, "\r")] = '\0';
		return strcmp(line, CTL_TRACE_HEADER) ?
		       "the header is not " CTL_TRACE_HEADER : NULL;
	}
	reason = ctl_trace_split(line, &row);
	return reason ? reason : judge_row(judge, &row);
}

static void judge_end(struct judge *judge)
{
	for (unsigned int i = 0; i < judge->peers.count; i++) {
		struct judged *cage = judged_of(judge->peers.watch[i]);

		tdelete(cage, &judge->tree, name_compare);
		free(cage->watch.lane);
		free(cage->name);
		free(cage);
	}
	free(judge->peers.watch);
	free(judge->peers.verdicts);
	free(judge->names);
	free(judge->touched);
	free(judge);
}

/**
 * ctl_judge - judge a trace
 * @file: the trace
 * @sink: takes the results
 * @error: where the reason of a failure goes, with the number of the line
 * @size: of @error
 *
 * Return: 0, or a negative errno.
 */
int ctl_judge(FILE *file, const struct ctl_judge_sink *sink, char *error,
	      size_t size)
{
	struct judge *judge = calloc(1, sizeof(*judge));
	const char *reason = NULL;
	unsigned long number = 0;
	size_t room = 0;
	char *line = NULL;
	ssize_t length = 0;

	if (!judge)
		return -ENOMEM;
	qsort(inputs, ARRAY_SIZE(inputs), sizeof(*inputs), input_compare);
	cmis_peers_init(&judge->peers);
	judge->peers.told = judged_told;
	judge->sink = sink;
	while (!reason && (length = getline(&line, &room, file)) >= 0)
		reason = judge_line(judge, line, length, ++number);
	if (!reason && ferror(file))
		reason = "cannot be read";
	if (!reason && !number)
		reason = "the file is empty";
	if (reason)
		snprintf(error, size, "%lu: %s", number, reason);
	else
		judge_commit(judge, judge->time_ns);
	judge_end(judge);
	free(line);
	return reason ? -EINVAL : 0;
}
