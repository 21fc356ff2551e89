// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records of the flight recorder as CSV, by the decoders of the driver: the
 * values of each sweep, as cmisctl diagnose reads them.
 */

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/unaligned.h>

#include "decoder.h"
#include "entries.h"
#include "spec/codes.h"
#include "spec/f16.h"
#include "spec/lanes.h"
#include "spec/value.h"

#define VALUE_SIZE	48

/**
 * struct csv - rows of CSV
 * @recording: the record
 * @header: its header
 * @image: memory of the module
 * @decoder: the module
 * @ns: time of the row
 * @begun: the first rows are there
 * @frozen: the ranges of VDM are of a frozen module
 * @state: state of the module in the last row; -1: none
 * @cause: cause of a fault in the last row
 * @dp: by lane, state of the data path in the last row
 * @errors: bits of lower 8 in the last row
 * @lane_flags: by lane, bits CMIS_LF_* in the last row
 * @levels: by monitor, latched levels in the last row
 * @low_power: in the last row
 * @asked: by bank, lanes that were asked to be down, and to be dark
 */
struct csv {
	const struct ctl_recording *recording;
	struct cmis_record_header header;
	struct ctl_image image;
	struct decoder decoder;
	u64 ns;
	bool begun;
	bool frozen;
	int state;
	u8 cause;
	u8 dp[CMIS_MAX_LANES];
	u8 errors;
	u16 lane_flags[CMIS_MAX_LANES];
	u8 levels[MONITORS_MAX];
	bool low_power;
	u8 asked[2][CMIS_MAX_BANKS];
};

static const char *side_name(const struct csv *csv, unsigned int side)
{
	return csv->recording->name(CTL_RECORDING_SIDE, side);
}

static void row(const struct csv *csv, unsigned int lane, unsigned int side,
		const char *name, const char *value)
{
	fprintf(csv->recording->out,
		"%llu.%06llu,%.*s,%u,%s,%s,%s\n",
		csv->ns / 1000000000ull, csv->ns % 1000000000 / 1000ull,
		(int)sizeof(csv->header.name), csv->header.name, lane,
		side_name(csv, side), name, value);
}

static void row_number(const struct csv *csv, unsigned int lane,
		       unsigned int side, const char *name, unsigned int value)
{
	char text[VALUE_SIZE];

	snprintf(text, sizeof(text), "%u", value);
	row(csv, lane, side, name, text);
}

/* A byte of the module's memory; halves are made when they are needed. */
static struct ctl_half *half_make(struct csv *csv, unsigned int bank, int page)
{
	struct ctl_image *image = &csv->image;
	struct ctl_half *half;
	size_t i;

	for (i = 0; i < image->count; i++)
		if (image->halves[i].bank == bank &&
		    image->halves[i].page == page)
			return &image->halves[i];
	half = reallocarray(image->halves, image->count + 1, sizeof(*half));
	if (!half)
		return NULL;
	image->halves = half;
	half += image->count++;
	*half = (struct ctl_half) {
		.bank = bank,
		.page = page,
		/* Bytes that no sweep reads count as 0. */
		.known = CTL_HALF_SIZE,
	};
	return half;
}

static struct ctl_half *half_put(struct csv *csv,
				 const struct cmis_record_slot *range)
{
	struct ctl_half *half;

	half = half_make(csv, range->bank, range->page == CMIS_RECORD_LOWER ?
			 -1 : range->page);
	if (half)
		memcpy(half->data + range->offset % CMIS_PAGE_SIZE,
		       range->bytes, range->len);
	return half;
}

/* ------------------------------------------------------------------------ */
/* Monitors                                                                 */
/* ------------------------------------------------------------------------ */

static unsigned int monitor_lane(const struct cmis_monitor *monitor)
{
	return monitor->lane == CMIS_LANE_NONE ? 0 : monitor->lane + 1;
}

static void monitor_name(char *text, const struct cmis_monitor *monitor,
			 const char *suffix)
{
	const char *name = cmis_monitor_row(monitor->type)->name;

	if (name)
		snprintf(text, VALUE_SIZE * 2, "%s%s", name, suffix);
	else
		snprintf(text, VALUE_SIZE * 2, "type%u%s", monitor->type,
			 suffix);
}

static void value_text(char *text, const struct cmis_monitor *monitor, u16 raw)
{
	if (cmis_monitor_row(monitor->type)->format == CMIS_FORMAT_F16)
		cmis_f16_format(raw, text, VALUE_SIZE);
	else
		snprintf(text, VALUE_SIZE, "%d",
			 cmis_monitor_get_value(monitor, raw).mantissa);
}

static void monitor_row(const struct csv *csv,
			const struct cmis_monitor *monitor, const u8 *half)
{
	const struct cmis_monitor_row *type = cmis_monitor_row(monitor->type);
	u16 raw = cmis_monitor_get_raw(monitor, half);
	char name[VALUE_SIZE * 2], value[VALUE_SIZE];

	if (cmis_monitor_check(monitor, raw))
		return;
	monitor_name(name, monitor, cmis_unit_get(type->unit)->suffix);
	value_text(value, monitor, raw);
	row(csv, monitor_lane(monitor), type->side, name, value);
}

/* The page of a value, or of a flag, as ranges have it */
static u8 monitor_page(const struct cmis_monitor *monitor, bool flags)
{
	switch (monitor->source) {
	case CMIS_SOURCE_LOWER:
		return CMIS_RECORD_LOWER;
	case CMIS_SOURCE_LANES:
		return CMIS_PAGE_LANE_STATUS;
	default:
		return flags ? CMIS_PAGE_VDM_FLAGS : monitor->page;
	}
}

static bool range_has(const struct cmis_record_slot *range, u8 bank, u8 page,
		      unsigned int offset)
{
	return range->page == page && offset >= range->offset &&
	       offset < range->offset + range->len &&
	       (page == CMIS_RECORD_LOWER || range->bank == bank);
}

/* The data of page 14h count if a second read has given the same. */
static bool diag_counts(const struct cmis_monitor *monitor,
			const struct cmis_record_entry *entry)
{
	bool ber = monitor->type == CMIS_MON_HOST_BER ||
		   monitor->type == CMIS_MON_MEDIA_BER;

	return entry->type == CMIS_RECORD_SAME &&
	       entry->range->selector == (ber ? CMIS_DIAG_SELECT_BER :
						CMIS_DIAG_SELECT_SNR);
}

static bool monitor_counts(const struct csv *csv,
			   const struct cmis_monitor *monitor,
			   const struct cmis_record_entry *entry)
{
	if (!range_has(entry->range, monitor->bank,
		       monitor_page(monitor, false), monitor->offset))
		return false;
	if (monitor->source == CMIS_SOURCE_DIAG)
		return diag_counts(monitor, entry);
	return csv->frozen || !cmis_monitor_row(monitor->type)->statistic;
}

/* A level in each sweep that found it latched, and once when it is gone */
static void latched_rows(struct csv *csv, unsigned int index, u8 levels)
{
	const struct cmis_monitor *monitor = &csv->decoder.monitor[index];
	char suffix[VALUE_SIZE], name[VALUE_SIZE * 2];
	unsigned int level;

	for (level = 0; level < CMIS_LEVEL_COUNT; level++) {
		if (!((levels | csv->levels[index]) & BIT(level)))
			continue;
		snprintf(suffix, sizeof(suffix), ".%s_latched",
			 cmis_level_name(level));
		monitor_name(name, monitor, suffix);
		row_number(csv, monitor_lane(monitor),
			   cmis_monitor_row(monitor->type)->side, name,
			   !!(levels & BIT(level)));
	}
	csv->levels[index] = levels;
}

static void monitor_rows(struct csv *csv, const struct cmis_record_entry *entry,
			 const u8 *half)
{
	const struct cmis_monitor *monitor;
	unsigned int i;

	for (i = 0; i < csv->decoder.monitors.count; i++) {
		monitor = &csv->decoder.monitor[i];
		if (monitor_counts(csv, monitor, entry))
			monitor_row(csv, monitor, half);
		if (monitor->flags &&
		    range_has(entry->range, monitor->bank,
			      monitor_page(monitor, true), monitor->flags))
			latched_rows(csv, i,
				     cmis_monitor_get_flags(monitor, half));
	}
}

static void limit_rows(const struct csv *csv)
{
	char suffix[VALUE_SIZE], name[VALUE_SIZE * 2], value[VALUE_SIZE];
	const struct cmis_monitor *monitor;
	unsigned int i, j, level;

	for (i = 0; i < csv->decoder.monitors.count; i++) {
		monitor = &csv->decoder.monitor[i];
		for (j = 0; j < i; j++)
			if (csv->decoder.monitor[j].type == monitor->type)
				break;
		for (level = 0; j == i && level < CMIS_LEVEL_COUNT; level++) {
			if (!(monitor->has & BIT(level)))
				continue;
			snprintf(suffix, sizeof(suffix), ".%s",
				 cmis_level_name(level));
			monitor_name(name, monitor, suffix);
			value_text(value, monitor, monitor->limit[level]);
			row(csv, 0, cmis_monitor_row(monitor->type)->side,
			    name, value);
		}
	}
}

/* ------------------------------------------------------------------------ */
/* Module and lanes                                                         */
/* ------------------------------------------------------------------------ */

static void text_or_number(const struct csv *csv, unsigned int lane,
			   const char *name, const char *text,
			   unsigned int code)
{
	if (text)
		row(csv, lane, CMIS_SIDE_MODULE, name, text);
	else
		row_number(csv, lane, CMIS_SIDE_MODULE, name, code);
}

static void errors_row(struct csv *csv, u8 flags, u8 flag, const char *name)
{
	if ((flags | csv->errors) & flag)
		row_number(csv, 0, CMIS_SIDE_MODULE, name, !!(flags & flag));
}

static void lower_rows(struct csv *csv, const struct cmis_record_slot *range,
		       const u8 *lower)
{
	struct cmis_status status;

	cmis_status_decode(lower, CMIS_PAGE_SIZE, &status);
	if (range_has(range, 0, CMIS_RECORD_LOWER,
		      CMIS_REG_OFFSET(CMIS_MODULE_STATE)) &&
	    status.state != csv->state) {
		csv->state = status.state;
		text_or_number(csv, 0, "module_state",
			       cmis_module_state_name(status.state),
			       status.state);
	}
	if (range_has(range, 0, CMIS_RECORD_LOWER,
		      CMIS_REG_OFFSET(CMIS_FAULT_CAUSE)) &&
	    status.fault_cause != csv->cause) {
		csv->cause = status.fault_cause;
		text_or_number(csv, 0, "fault_cause",
			       cmis_fault_cause_name(status.fault_cause),
			       status.fault_cause);
	}
	if (!range_has(range, 0, CMIS_RECORD_LOWER,
		       CMIS_REG_OFFSET(CMIS_FLAGS_MODULE)))
		return;
	errors_row(csv, status.flags[0], CMIS_FLAG_MODULE_FW_ERROR,
		   "module_fw_error");
	errors_row(csv, status.flags[0], CMIS_FLAG_DP_FW_ERROR,
		   "datapath_fw_error");
	csv->errors = status.flags[0];
}

/* Names and sides of the flags of lanes */
static const struct lane_flag {
	const char *name;
	u8 side;
} lane_flags[CMIS_LF_COUNT] = {
	[CMIS_LF_TX_FAILURE] = { "tx_fault", CMIS_SIDE_MEDIA },
	[CMIS_LF_TX_LOS] = { "tx_los", CMIS_SIDE_HOST },
	[CMIS_LF_TX_CDR_LOL] = { "tx_cdr_lol", CMIS_SIDE_HOST },
	[CMIS_LF_TX_ADAPT_EQ_FAIL] = { "tx_adapt_eq_fail", CMIS_SIDE_HOST },
	[CMIS_LF_RX_LOS] = { "rx_los", CMIS_SIDE_MEDIA },
	[CMIS_LF_RX_CDR_LOL] = { "rx_cdr_lol", CMIS_SIDE_MEDIA },
};

static void lane_rows(struct csv *csv, unsigned int number,
		      const struct cmis_lane *lane)
{
	u16 flags = lane->flags & csv->decoder.adverts.lane_flags;
	unsigned int i;

	if (lane->dp_state != csv->dp[number]) {
		csv->dp[number] = lane->dp_state;
		text_or_number(csv, number + 1, "datapath_state",
			       cmis_dp_state_name(lane->dp_state),
			       lane->dp_state);
	}
	for (i = 0; i < CMIS_LF_COUNT; i++)
		if (lane_flags[i].name &&
		    (flags | csv->lane_flags[number]) & BIT(i))
			row_number(csv, number + 1, lane_flags[i].side,
				   lane_flags[i].name, !!(flags & BIT(i)));
	csv->lane_flags[number] = flags;
}

static void lanes_rows(struct csv *csv, const struct cmis_record_slot *range,
		       const u8 *page)
{
	u8 revision = cmis_basics_revision(&csv->decoder.basics);
	struct cmis_lane lanes[CMIS_LANES_PER_BANK];
	unsigned int i, first = range->bank * CMIS_LANES_PER_BANK;

	if (cmis_lanes_decode(page, CMIS_PAGE_SIZE, revision, lanes))
		return;
	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (first + i < csv->decoder.lanes)
			lane_rows(csv, first + i, &lanes[i]);
}

static void range_rows(struct csv *csv, const struct cmis_record_entry *entry)
{
	const struct cmis_record_slot *range = entry->range;
	const struct ctl_half *half = half_put(csv, range);

	if (!half)
		return;
	if (range->page == CMIS_RECORD_LOWER) {
		csv->frozen = false;
		lower_rows(csv, range, half->data);
	}
	if (range->page == CMIS_PAGE_LANE_STATUS &&
	    range->offset == CMIS_UPPER_FIRST)
		lanes_rows(csv, range, half->data);
	monitor_rows(csv, entry, half->data);
}

/* ------------------------------------------------------------------------ */
/* Events                                                                   */
/* ------------------------------------------------------------------------ */

static void asked_rows(struct csv *csv, u8 *asked, u8 bank, u8 lanes,
		       const char *name)
{
	unsigned int i;

	for (i = 0; i < CMIS_LANES_PER_BANK; i++)
		if ((asked[bank] ^ lanes) & BIT(i))
			row_number(csv, bank * CMIS_LANES_PER_BANK + i + 1,
				   CMIS_SIDE_MODULE, name, !!(lanes & BIT(i)));
	asked[bank] = lanes;
}

static void request_rows(struct csv *csv, const u8 *p)
{
	u8 bank = p[1] % CMIS_MAX_BANKS;

	switch (p[0]) {
	case 0:
	case 1:
		if (csv->low_power != !p[0])
			row_number(csv, 0, CMIS_SIDE_MODULE,
				   "low_power_request", !p[0]);
		csv->low_power = !p[0];
		break;
	case 2:
		row_number(csv, 0, CMIS_SIDE_MODULE, "reset_request", 1);
		row_number(csv, 0, CMIS_SIDE_MODULE, "reset_request", 0);
		break;
	case 3:
		asked_rows(csv, csv->asked[0], bank, p[2], "deinit_request");
		break;
	case 4:
		asked_rows(csv, csv->asked[1], bank, p[2],
			   "tx_disable_request");
		break;
	}
}

static void event_rows(struct csv *csv, const struct cmis_record_entry *entry)
{
	const u8 *p = entry->payload;
	const char *name;

	switch (entry->type) {
	case CMIS_RECORD_SWEEP:
		csv->frozen = p[2] & CMIS_RECORD_SWEEP_FROZEN;
		break;
	case CMIS_RECORD_LINE:
		row_number(csv, 0, CMIS_SIDE_MODULE, "irq", p[0]);
		break;
	case CMIS_RECORD_PIN:
		if (!p[0])
			row_number(csv, 0, CMIS_SIDE_MODULE, "present", p[1]);
		break;
	case CMIS_RECORD_STATE:
		row(csv, 0, CMIS_SIDE_MODULE, "status",
		    csv->recording->name(CTL_RECORDING_STATE, p[1]));
		break;
	case CMIS_RECORD_LINK:
		row(csv, 0, CMIS_SIDE_HOST, p[0] < 2 ? "link" : "admin",
		    p[0] % 2 ? "up" : "down");
		break;
	case CMIS_RECORD_BUS:
		name = strerrorname_np(p[0]);
		if (name)
			row(csv, 0, CMIS_SIDE_MODULE, "bus_error", name);
		break;
	case CMIS_RECORD_REQUEST:
		request_rows(csv, p);
		break;
	}
}

/* ------------------------------------------------------------------------ */
/* All                                                                      */
/* ------------------------------------------------------------------------ */

/* A record may come from anywhere. */
static void name_clean(char *name, size_t size)
{
	for (size_t i = 0; i < size && name[i]; i++)
		if (!isgraph((unsigned char)name[i]) || strchr(",\"", name[i]))
			name[i] = '?';
	if (!*name)
		*name = '?';
}

static void csv_begin(void *context, const struct cmis_record_header *header)
{
	struct csv *csv = context;

	csv->header = *header;
	name_clean(csv->header.name, sizeof(csv->header.name));
	fprintf(csv->recording->out, "time_s,cage,lane,side,name,value\n");
}

static void csv_statics(void *context, const struct cmis_record_slot *range)
{
	half_put(context, range);
}

static void csv_first_rows(struct csv *csv)
{
	char serial[sizeof(csv->header.serial) + 1];
	char *comma;

	cmis_string_decode(csv->header.serial, sizeof(csv->header.serial),
			   serial, sizeof(serial));
	while ((comma = strpbrk(serial, ",\"")))
		*comma = '?';
	row(csv, 0, CMIS_SIDE_MODULE, "serial", serial);
	row_number(csv, 0, CMIS_SIDE_MODULE, "lanes", csv->header.lanes);
	row_number(csv, 0, CMIS_SIDE_MODULE, "generation",
		   csv->header.generation);
	limit_rows(csv);
}

/* Before the first entry all static ranges have been taken. */
static void csv_entry(void *context, const struct cmis_record_entry *entry,
		      const u8 *old)
{
	struct csv *csv = context;

	(void)old;
	csv->ns = entry->ns;
	if (!csv->begun) {
		csv->begun = true;
		/* Modules are there with their lanes. */
		for (unsigned int b = 0; b < csv->header.banks; b++)
			if (b < CMIS_MAX_BANKS)
				half_make(csv, b, CMIS_PAGE_LANE_STATUS);
		csv->decoder.image = &csv->image;
		ctl_decoder_run(&csv->decoder);
		csv_first_rows(csv);
	}
	if (entry->range)
		range_rows(csv, entry);
	else
		event_rows(csv, entry);
}

/**
 * ctl_recording_csv - print a record as CSV
 * @recording: the record
 * @damage: gets the parts that cannot be read
 *
 * Return: as ctl_recording_walk().
 */
int ctl_recording_csv(const struct ctl_recording *recording,
		      struct ctl_damage *damage)
{
	struct csv *csv = calloc(1, sizeof(*csv));
	const struct ctl_entries entries = {
		.begin = csv_begin,
		.statics = csv_statics,
		.entry = csv_entry,
		.context = csv,
	};
	int ret;

	if (!csv)
		return -ENOMEM;
	csv->recording = recording;
	csv->state = -1;
	ret = ctl_recording_walk(recording, &entries, damage);
	free(csv->image.halves);
	free(csv);
	return ret;
}
