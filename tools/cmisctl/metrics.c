// SPDX-License-Identifier: GPL-2.0-only
/*
 * All values for Prometheus.
 *
 * A series has the name of a monitor with its unit, and the labels cage and
 * lane. The info series alone has the rest: queries join it. A value that is
 * absent in the driver is absent here.
 */

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"
#include "metrics.h"
#include "out.h"

#define LEVELS (CMIS_LEVEL_MAX + 1)
/* Types of monitors from here on are at fixed registers. */
#define FIXED_TYPES 256

/**
 * struct unit - a unit of the driver in base units
 * @name: end of the names of metrics
 * @words: for people
 * @exponent: of the power of ten to multiply by
 */
struct unit {
	const char *name;
	const char *words;
	int exponent;
};

static const struct unit units[] = {
	[CMIS_UNIT_RAW] = { "raw", "in units of the vendor", 0 },
	[CMIS_UNIT_MILLI_CELSIUS] = { "celsius", "in degrees Celsius", -3 },
	[CMIS_UNIT_MICRO_VOLT] = { "volts", "in volts", -6 },
	[CMIS_UNIT_NANO_WATT] = { "watts", "in watts", -9 },
	[CMIS_UNIT_MICRO_AMPERE] = { "amperes", "in amperes", -6 },
	[CMIS_UNIT_MILLI_PERCENT] = { "ratio", "as a part of its largest value",
				      -5 },
	[CMIS_UNIT_RATIO] = { "ratio", "as a ratio", 0 },
	[CMIS_UNIT_FRAMES] = { "frames", "in frames", 0 },
	[CMIS_UNIT_SYMBOLS] = { "symbols", "in symbols", 0 },
	[CMIS_UNIT_MILLI_DB] = { "decibels", "in decibels", -3 },
	[CMIS_UNIT_MILLI_DBM] = { "dbm", "in dBm", -3 },
	[CMIS_UNIT_MHZ] = { "hertz", "in hertz", 6 },
	[CMIS_UNIT_PS_PER_NM] = { "seconds_per_metre", "in seconds per metre",
				  -3 },
	[CMIS_UNIT_FS] = { "seconds", "in seconds", -15 },
	[CMIS_UNIT_CENTI_PS2] = { "square_seconds", "in square seconds",
				  -26 },
	[CMIS_UNIT_KRAD_PER_S] = { "radians_per_second",
				   "in radians per second", 3 },
};

static_assert(ARRAY_SIZE(units) == CMIS_UNIT_MAX + 1, "a row for each unit");

/**
 * struct family - the series of one monitor
 * @monitor: name or type, and unit
 * @values: struct value
 * @limits: struct limit
 */
struct family {
	struct ctl_monitor monitor;
	struct ctl_list values;
	struct ctl_list limits;
};

/**
 * struct value - a value of a monitor
 * @cage: its place in the list
 * @lane: from 1; 0 for the module itself
 * @value: in the base unit
 */
struct value {
	uint32_t cage;
	uint32_t lane;
	struct decimal value;
};

/**
 * struct limit - the limits of a monitor, over all lanes of a cage
 * @cage: its place in the list
 * @have: levels that have one, a bit each
 * @value: the strictest one of each level, in the base unit
 */
struct limit {
	uint32_t cage;
	uint32_t have;
	struct decimal value[LEVELS];
};

/**
 * struct age - ages of the values of a cage
 * @have: classes that have one, a bit each
 * @ms: the oldest value of each class
 */
struct age {
	uint32_t have;
	uint32_t ms[CMIS_CLASS_MAX + 1];
};

static const struct ctl_layout family_layout = { .size =
	sizeof(struct family) };
static const struct ctl_layout value_layout = { .size = sizeof(struct value) };
static const struct ctl_layout limit_layout = { .size = sizeof(struct limit) };
static const struct ctl_layout age_layout = { .size = sizeof(struct age) };

/**
 * ctl_metrics_init - start with nothing
 * @metrics: the metrics
 */
void ctl_metrics_init(struct ctl_metrics *metrics)
{
	memset(metrics, 0, sizeof(*metrics));
	metrics->cages.layout = &ctl_cage_layout;
	metrics->lanes.layout = &ctl_lane_layout;
	metrics->alerts.layout = &ctl_alert_layout;
	metrics->verdicts.layout = &ctl_verdict_layout;
	metrics->guards.layout = &ctl_guard_layout;
	metrics->trends.layout = &ctl_trend_layout;
	metrics->families.layout = &family_layout;
	metrics->ages.layout = &age_layout;
}

/**
 * ctl_metrics_free - free the lists
 * @metrics: the metrics
 */
void ctl_metrics_free(struct ctl_metrics *metrics)
{
	struct family *family;
	size_t i;

	for (i = 0; i < metrics->families.count; i++) {
		family = ctl_list_at(&metrics->families, i);
		ctl_list_free(&family->values);
		ctl_list_free(&family->limits);
	}
	ctl_list_free(&metrics->cages);
	ctl_list_free(&metrics->lanes);
	ctl_list_free(&metrics->alerts);
	ctl_list_free(&metrics->verdicts);
	ctl_list_free(&metrics->guards);
	ctl_list_free(&metrics->trends);
	ctl_list_free(&metrics->families);
	ctl_list_free(&metrics->ages);
}

/* The cage of an object; the last one, or the one behind it, most often. */
static const struct ctl_cage *find_cage(const struct ctl_list *cages,
					uint32_t id, uint32_t generation,
					size_t *at)
{
	const struct ctl_cage *cage;
	size_t i;

	for (i = 0; i < cages->count; i++, ++*at) {
		if (*at >= cages->count)
			*at = 0;
		cage = ctl_list_at(cages, *at);
		/* Another module has come since the dump of the cages. */
		if (cage->id == id)
			return cage->generation == generation ? cage : NULL;
	}
	return NULL;
}

static bool is_family(const struct family *family,
		      const struct ctl_monitor *monitor)
{
	return family->monitor.unit == monitor->unit &&
	       (*monitor->name || family->monitor.type == monitor->type) &&
	       !strcmp(family->monitor.name, monitor->name);
}

static struct family *add_family(struct ctl_metrics *metrics,
				 const struct ctl_monitor *monitor)
{
	struct ctl_list *families = &metrics->families;
	const struct family family = {
		.monitor = *monitor,
		.values.layout = &value_layout,
		.limits.layout = &limit_layout,
	};

	metrics->family = families->count;
	if (ctl_list_add(families, &family))
		return NULL;
	return ctl_list_at(families, metrics->family);
}

/* The family of a monitor; most often the one behind the last. */
static struct family *find_family(struct ctl_metrics *metrics,
				  const struct ctl_monitor *monitor)
{
	struct ctl_list *families = &metrics->families;
	struct family *family;
	size_t i;

	for (i = 0; i < families->count; i++, metrics->family++) {
		if (metrics->family >= families->count)
			metrics->family = 0;
		family = ctl_list_at(families, metrics->family);
		if (is_family(family, monitor))
			return family;
	}
	return add_family(metrics, monitor);
}

static struct decimal number_scale(const struct ctl_number *number,
				   uint32_t unit)
{
	return (struct decimal){
		.mantissa = number->mantissa,
		.exponent = (int64_t)number->exponent + units[unit].exponent,
	};
}

static bool is_less(const struct decimal *a, const struct decimal *b)
{
	if (a->exponent == b->exponent)
		return a->mantissa < b->mantissa;
	return a->mantissa * pow(10, a->exponent) <
	       b->mantissa * pow(10, b->exponent);
}

static void limit_merge(struct limit *limit, uint32_t level,
			struct decimal value)
{
	bool high = level == CMIS_LEVEL_HIGH_ALARM ||
		    level == CMIS_LEVEL_HIGH_WARNING;
	struct decimal *known = &limit->value[level];

	if (!(limit->have >> level & 1) ||
	    (high ? is_less(&value, known) : is_less(known, &value)))
		*known = value;
	limit->have |= UINT32_C(1) << level;
}

static int take_limits(struct family *family, uint32_t cage,
		       const struct ctl_limits *limits)
{
	const struct ctl_number *const levels[LEVELS] = {
		[CMIS_LEVEL_HIGH_ALARM] = &limits->high_alarm,
		[CMIS_LEVEL_LOW_ALARM] = &limits->low_alarm,
		[CMIS_LEVEL_HIGH_WARNING] = &limits->high_warning,
		[CMIS_LEVEL_LOW_WARNING] = &limits->low_warning,
	};
	const struct limit new = { .cage = cage };
	struct ctl_list *list = &family->limits;
	struct limit *limit = NULL;
	uint32_t level;

	if (list->count)
		limit = ctl_list_at(list, list->count - 1);
	if (!limit || limit->cage != cage) {
		if (ctl_list_add(list, &new))
			return -ENOMEM;
		limit = ctl_list_at(list, list->count - 1);
	}
	for (level = 0; level < LEVELS; level++)
		if (levels[level]->have)
			limit_merge(limit, level,
				    number_scale(levels[level],
						 family->monitor.unit));
	return 0;
}

static int take_age(struct ctl_metrics *metrics,
		    const struct ctl_reading *reading)
{
	const struct age none = { 0 };
	uint32_t class = CMIS_CLASS_THERMAL;
	struct age *age;

	if (reading->monitor.type < FIXED_TYPES)
		class = CMIS_CLASS_VDM;
	else if (CTL_HAS(&reading->monitor, CMIS_A_MONITOR_LANE))
		class = CMIS_CLASS_LANES;
	while (metrics->ages.count <= metrics->cage)
		if (ctl_list_add(&metrics->ages, &none))
			return -ENOMEM;
	age = ctl_list_at(&metrics->ages, metrics->cage);
	if (!(age->have >> class & 1) || age->ms[class] < reading->age_ms)
		age->ms[class] = reading->age_ms;
	age->have |= UINT32_C(1) << class;
	return 0;
}

/**
 * ctl_metrics_take - take in a reading
 * @metrics: the metrics, with their cages
 * @reading: the reading; ignored if another module has come meanwhile
 *
 * Return: 0 or -ENOMEM.
 */
int ctl_metrics_take(struct ctl_metrics *metrics,
		     const struct ctl_reading *reading)
{
	const struct ctl_monitor *monitor = &reading->monitor;
	struct value value = { .lane = monitor->lane };
	struct family *family;

	if (!find_cage(&metrics->cages, reading->cage_id, reading->generation,
		       &metrics->cage) || monitor->unit > CMIS_UNIT_MAX)
		return 0;
	value.cage = metrics->cage;
	family = find_family(metrics, monitor);
	if (!family)
		return -ENOMEM;
	if (CTL_HAS(reading, CMIS_A_READING_LIMITS) &&
	    take_limits(family, value.cage, &reading->limits))
		return -ENOMEM;
	if (!CTL_HAS(reading, CMIS_A_READING_VALUE))
		return 0;
	value.value = number_scale(&reading->value, monitor->unit);
	if (CTL_HAS(reading, CMIS_A_READING_AGE_MS) &&
	    take_age(metrics, reading))
		return -ENOMEM;
	return ctl_list_add(&family->values, &value);
}

static const struct ctl_cage *cage_at(const struct out *out, size_t i)
{
	return ctl_list_at(&out->metrics->cages, i);
}

static void print_info(struct out *out)
{
	const struct ctl_cage *cage;
	size_t i;

	out_start(out, "info", "module", "The cage and the module in it.");
	for (i = 0; i < out->metrics->cages.count; i++) {
		cage = cage_at(out, i);
		out_start_cage(out, i);
		out_put_label(out, "label", cage->label);
		out_put_label(out, "netdev", cage->netdev);
		out_put_label(out, "identifier", cage->identifier_name);
		out_put_label(out, "cmis", cage->cmis_revision);
		out_put_label(out, "vendor", cage->vendor_name);
		out_put_label(out, "part", cage->vendor_pn);
		out_put_label(out, "revision", cage->vendor_rev);
		out_put_label(out, "serial", cage->vendor_sn);
		out_put_label(out, "media", cage->media_interface_name);
		out_put_label(out, "hardware", cage->hardware);
		out_put_label(out, "firmware", cage->firmware);
		if (CTL_HAS(cage, CMIS_A_CAGE_RX_POWER))
			out_put_label(out, "rx_power",
				      ctl_name_or(&ctl_rx_power_names,
						  cage->rx_power, ""));
		out_put_value(out, 1);
	}
}

static void put_states(const struct out *out, size_t cage,
		       const struct ctl_names *names, uint32_t state)
{
	uint32_t i;

	for (i = 0; i < names->count; i++) {
		if (!names->text[i])
			continue;
		out_start_cage(out, cage);
		out_put_label(out, "state", names->text[i]);
		out_put_value(out, i == state);
	}
}

/* Lower memory, 3.3-1 */
static const char *const module_states[] = {
	[1] = "low-power",
	[2] = "powering-up",
	[3] = "ready",
	[4] = "powering-down",
	[5] = "fault",
};

static const struct ctl_names module_state_names = {
	module_states, ARRAY_SIZE(module_states),
};

static void print_states(struct out *out)
{
	size_t i;

	out_start(out, "gauge", "cage_state", "1 for the state of the cage.");
	for (i = 0; i < out->metrics->cages.count; i++)
		put_states(out, i, &ctl_cage_state_names,
			   cage_at(out, i)->status);
	out_start(out, "gauge", "module_state",
		  "1 for the state of the module.");
	for (i = 0; i < out->metrics->cages.count; i++)
		if (CTL_HAS(cage_at(out, i), CMIS_A_CAGE_MODULE_STATE))
			put_states(out, i, &module_state_names,
				   cage_at(out, i)->module_state);
}

static void print_ages(struct out *out)
{
	const struct ctl_list *ages = &out->metrics->ages;
	const struct ctl_cage *cage;
	uint32_t class;
	size_t i;

	out_start(out, "gauge", "sample_age_seconds",
		  "Age of the oldest value of a class.");
	for (i = 0; i < out->metrics->cages.count; i++) {
		struct age age = { 0 };

		if (i < ages->count)
			age = *(const struct age *)ctl_list_at(ages, i);
		cage = cage_at(out, i);
		if (CTL_HAS(cage, CMIS_A_CAGE_SAMPLE_AGE_MS)) {
			age.have |= UINT32_C(1) << CMIS_CLASS_THERMAL;
			age.ms[CMIS_CLASS_THERMAL] = cage->sample_age_ms;
		}
		for (class = 0; class <= CMIS_CLASS_MAX; class++) {
			if (!(age.have >> class & 1))
				continue;
			out_start_cage(out, i);
			out_put_label(out, "class",
				      ctl_name_or(&ctl_class_names, class,
						  "?"));
			out_put_value(out, age.ms[class] / 1e3);
		}
	}
}

static void print_limits(struct out *out, const struct family *family)
{
	const struct limit *limit;
	uint32_t level;
	size_t i;

	for (i = 0; i < family->limits.count; i++) {
		limit = ctl_list_at(&family->limits, i);
		for (level = 0; level < LEVELS; level++) {
			if (!(limit->have >> level & 1))
				continue;
			out_start_cage(out, limit->cage);
			out_put_label(out, "level",
				      ctl_level_names.text[level]);
			out_put_decimal(out, &limit->value[level]);
		}
	}
}

static void print_values(struct out *out, const struct family *family)
{
	const struct value *value;
	size_t i;

	for (i = 0; i < family->values.count; i++) {
		value = ctl_list_at(&family->values, i);
		out_start_cage(out, value->cage);
		out_put_lane(out, value->lane);
		out_put_decimal(out, &value->value);
	}
}

static void print_family(struct out *out, const struct family *family)
{
	const struct ctl_monitor *monitor = &family->monitor;
	const struct unit *unit = &units[monitor->unit];
	char base[OUT_NAME_SIZE / 2], name[OUT_NAME_SIZE];
	char help[2 * OUT_NAME_SIZE];

	if (*monitor->name)
		snprintf(base, sizeof(base), "%s", monitor->name);
	else
		snprintf(base, sizeof(base), "vdm_type%u", monitor->type);
	if (family->values.count) {
		snprintf(name, sizeof(name), "%s_%s", base, unit->name);
		snprintf(help, sizeof(help), "Monitor %s, %s.", base,
			 unit->words);
		out_start(out, "gauge", name, help);
		print_values(out, family);
	}
	if (family->limits.count) {
		snprintf(name, sizeof(name), "%s_limit_%s", base, unit->name);
		snprintf(help, sizeof(help),
			 "Strictest limit of %s over all lanes, %s.", base,
			 unit->words);
		out_start(out, "gauge", name, help);
		print_limits(out, family);
	}
}

/**
 * struct metric - a number of cages or lanes
 * @name: of the metric
 * @type: of the metric
 * @help: for people
 * @attr: the attribute
 * @offset: of its member
 * @wide: the member has 64 bits
 * @divisor: number by which to divide
 */
struct metric {
	const char *name;
	const char *type;
	const char *help;
	unsigned int attr;
	size_t offset;
	bool wide;
	double divisor;
};

static const struct metric cage_metrics[] = {
	{ "insertions", "counter",
	  "Modules that were inserted into the cage.",
	  CMIS_A_CAGE_GENERATION,
	  offsetof(struct ctl_cage, generation), false, 1 },
	{ "module_fault_cause", "gauge",
	  "Why the module is in fault, lower memory, 41.",
	  CMIS_A_CAGE_FAULT_CAUSE,
	  offsetof(struct ctl_cage, fault_cause), false, 1 },
	{ "module_power_class", "gauge",
	  "Power class of the module.",
	  CMIS_A_CAGE_POWER_CLASS,
	  offsetof(struct ctl_cage, power_class), false, 1 },
	{ "module_max_power_watts", "gauge",
	  "Greatest power of the module.",
	  CMIS_A_CAGE_MAX_POWER_MW,
	  offsetof(struct ctl_cage, max_power_mw), false, 1e3 },
	{ "module_wavelength_metres", "gauge",
	  "Nominal wavelength.",
	  CMIS_A_CAGE_WAVELENGTH_PM,
	  offsetof(struct ctl_cage, wavelength_pm), false, 1e12 },
};

static const struct metric counter_metrics[] = {
	{ "bus_transfers", "counter",
	  "Transfers on the bus.",
	  CMIS_A_COUNTERS_TRANSFERS,
	  offsetof(struct ctl_counters, transfers), true, 1 },
	{ "bus_read_bytes", "counter",
	  "Bytes read.",
	  CMIS_A_COUNTERS_READ_BYTES,
	  offsetof(struct ctl_counters, read_bytes), true, 1 },
	{ "bus_written_bytes", "counter",
	  "Bytes written.",
	  CMIS_A_COUNTERS_WRITE_BYTES,
	  offsetof(struct ctl_counters, write_bytes), true, 1 },
	{ "bus_seconds", "counter",
	  "Time on the bus.",
	  CMIS_A_COUNTERS_BUS_US,
	  offsetof(struct ctl_counters, bus_us), true, 1e6 },
	{ "bus_retries", "counter",
	  "Tries that followed a failed one.",
	  CMIS_A_COUNTERS_RETRIES,
	  offsetof(struct ctl_counters, retries), true, 1 },
	{ "bus_errors", "counter",
	  "Requests that failed after all tries.",
	  CMIS_A_COUNTERS_ERRORS,
	  offsetof(struct ctl_counters, errors), true, 1 },
	{ "alerts_active", "gauge",
	  "Active alerts.",
	  CMIS_A_COUNTERS_ALERTS_ACTIVE,
	  offsetof(struct ctl_counters, alerts_active), false, 1 },
	{ "alerts_raised", "counter",
	  "Alerts that the module has raised.",
	  CMIS_A_COUNTERS_ALERTS_RAISED,
	  offsetof(struct ctl_counters, alerts_raised), false, 1 },
	{ "alerts_rejected", "counter",
	  "Jumps that a second read did not confirm.",
	  CMIS_A_COUNTERS_ALERTS_REJECTED,
	  offsetof(struct ctl_counters, alerts_rejected), false, 1 },
};

static const struct metric lane_metrics[] = {
	{ "lane_datapath_state", "gauge",
	  "State of the data path, 11h:128; 4 is activated.",
	  CMIS_A_LANE_DATAPATH_STATE,
	  offsetof(struct ctl_lane, datapath_state), false, 1 },
	{ "lane_application", "gauge",
	  "Application in use; 0 if unused.",
	  CMIS_A_LANE_APPLICATION,
	  offsetof(struct ctl_lane, application), false, 1 },
	{ "lane_laser_state", "gauge",
	  "State of a laser of a laser source; 2 is on.",
	  CMIS_A_LANE_LASER_STATE,
	  offsetof(struct ctl_lane, laser_state), false, 1 },
	{ "lane_laser_fault", "gauge",
	  "Code of the fault of a laser of a laser source; 0 is none.",
	  CMIS_A_LANE_LASER_FAULT,
	  offsetof(struct ctl_lane, laser_fault), false, 1 },
	{ "lane_media_errors", "counter",
	  "Bit errors found on the media side.",
	  CMIS_A_LANE_MEDIA_ERRORS,
	  offsetof(struct ctl_lane, media_errors), true, 1 },
	{ "lane_media_bits", "counter",
	  "Bits checked on the media side.",
	  CMIS_A_LANE_MEDIA_BITS,
	  offsetof(struct ctl_lane, media_bits), true, 1 },
	{ "lane_host_errors", "counter",
	  "Bit errors found on the host side.",
	  CMIS_A_LANE_HOST_ERRORS,
	  offsetof(struct ctl_lane, host_errors), true, 1 },
	{ "lane_host_bits", "counter",
	  "Bits checked on the host side.",
	  CMIS_A_LANE_HOST_BITS,
	  offsetof(struct ctl_lane, host_bits), true, 1 },
};

/* Each object starts with the attributes that it has. */
static bool metric_get(const struct metric *metric, const void *object,
		       double *value)
{
	const char *member = (const char *)object + metric->offset;
	uint64_t have, wide;
	uint32_t word;

	memcpy(&have, object, sizeof(have));
	if (!(have >> metric->attr & 1))
		return false;
	if (metric->wide) {
		memcpy(&wide, member, sizeof(wide));
		*value = wide / metric->divisor;
	} else {
		memcpy(&word, member, sizeof(word));
		*value = word / metric->divisor;
	}
	return true;
}

/* Numbers of cages, or of the struct at an offset in them */
static void print_cages(struct out *out, const struct metric *metric,
			size_t offset)
{
	bool started = false;
	double value;
	size_t i;

	for (i = 0; i < out->metrics->cages.count; i++) {
		if (!metric_get(metric, (const char *)cage_at(out, i) + offset,
				&value))
			continue;
		if (!started)
			out_start(out, metric->type, metric->name,
				  metric->help);
		started = true;
		out_start_cage(out, i);
		out_put_value(out, value);
	}
}

static void print_lanes(struct out *out, const struct metric *metric)
{
	const struct ctl_list *lanes = &out->metrics->lanes;
	const struct ctl_lane *lane;
	bool started = false;
	size_t i, cage = 0;
	double value;

	for (i = 0; i < lanes->count; i++) {
		lane = ctl_list_at(lanes, i);
		if (!metric_get(metric, lane, &value) ||
		    !find_cage(&out->metrics->cages, lane->cage_id,
			       lane->generation, &cage))
			continue;
		if (!started)
			out_start(out, metric->type, metric->name,
				  metric->help);
		started = true;
		out_start_cage(out, cage);
		out_put_lane(out, lane->lane);
		out_put_value(out, value);
	}
}

static uint32_t first_bit(uint32_t mask)
{
	uint32_t bit = 0;

	while (bit < 31 && !(mask >> bit & 1))
		bit++;
	return bit;
}

/* Monitors of two pages may have one name, and differ in their units. */
static void put_unit(const struct out *out, const struct ctl_monitor *monitor)
{
	if (CTL_HAS(monitor, CMIS_A_MONITOR_UNIT) &&
	    monitor->unit <= CMIS_UNIT_MAX)
		out_put_label(out, "unit", units[monitor->unit].name);
}

static void print_alert(const struct out *out, const struct ctl_alert *alert,
			size_t cage)
{
	char text[CTL_TEXT_SIZE];

	out_start_cage(out, cage);
	out_put_lane(out, alert->lane);
	out_put_label(out, "kind", ctl_name_or(&ctl_alert_kind_names,
					       alert->kind, "unknown"));
	if (CTL_HAS(alert, CMIS_A_ALERT_MONITOR)) {
		ctl_format_monitor(text, &alert->monitor);
		out_put_label(out, "monitor", text);
		put_unit(out, &alert->monitor);
	}
	out_put_label(out, "monitor", alert->name);
	if (CTL_HAS(alert, CMIS_A_ALERT_LEVEL))
		out_put_label(out, "level",
			      ctl_name_or(&ctl_level_names,
					  first_bit(alert->level), "unknown"));
	if (CTL_HAS(alert, CMIS_A_ALERT_SIDE))
		out_put_label(out, "side", ctl_name_or(&ctl_side_names,
						       alert->side, "unknown"));
	if (CTL_HAS(alert, CMIS_A_ALERT_CLASS))
		out_put_label(out, "class",
			      ctl_name_or(&ctl_class_names, alert->class,
					  "unknown"));
	if (CTL_HAS(alert, CMIS_A_ALERT_PAGE))
		fprintf(out->file, ",page=\"%02xh\"", alert->page);
	out_put_value(out, 1);
}

static void print_alerts(struct out *out)
{
	const struct ctl_metrics *metrics = out->metrics;
	const struct ctl_alert *alert;
	size_t i, cage = 0;

	out_start(out, "gauge", "alert", "1 for each active alert.");
	for (i = 0; i < metrics->alerts.count; i++) {
		alert = ctl_list_at(&metrics->alerts, i);
		if (alert->active && find_cage(&metrics->cages, alert->cage_id,
					       alert->generation, &cage))
			print_alert(out, alert, cage);
	}
}

/* The cage with a number; the last one, or the one behind it, most often */
static bool find_id(const struct ctl_list *cages, uint32_t id, size_t *at)
{
	size_t i;

	for (i = 0; i < cages->count; i++, ++*at) {
		if (*at >= cages->count)
			*at = 0;
		if (((const struct ctl_cage *)ctl_list_at(cages, *at))->id ==
		    id)
			return true;
	}
	return false;
}

/* Whether a later verdict of the cage counts the same ones. */
static bool is_counted(const struct ctl_list *verdicts, size_t index)
{
	const struct ctl_verdict *verdict = ctl_list_at(verdicts, index);
	const struct ctl_verdict *later;

	while (++index < verdicts->count) {
		later = ctl_list_at(verdicts, index);
		if (later->cage_id != verdict->cage_id)
			return false;
		if (later->verdict == verdict->verdict &&
		    later->detail == verdict->detail)
			return true;
	}
	return false;
}

static void print_verdicts(struct out *out)
{
	const struct ctl_metrics *metrics = out->metrics;
	const struct ctl_verdict *verdict;
	size_t i, cage = 0;

	out_start(out, "counter", "verdicts",
		  "Verdicts on links that went down, first and final ones.");
	for (i = 0; i < metrics->verdicts.count; i++) {
		verdict = ctl_list_at(&metrics->verdicts, i);
		if (is_counted(&metrics->verdicts, i) ||
		    !find_id(&metrics->cages, verdict->cage_id, &cage))
			continue;
		out_start_cage(out, cage);
		out_put_label(out, "verdict", ctl_name_or(&ctl_verdict_names,
							  verdict->verdict,
							  "unknown"));
		out_put_label(out, "detail",
			      ctl_name_or(&ctl_verdict_detail_names,
					  verdict->detail, "none"));
		out_put_value(out, verdict->count);
	}
}

static void print_guards(struct out *out)
{
	const struct ctl_metrics *metrics = out->metrics;
	const struct ctl_guard *guard;
	size_t i, cage = 0;

	out_start(out, "gauge", "ber_worse",
		  "1 if the lane has more bit errors than before its link went down.");
	for (i = 0; i < metrics->guards.count; i++) {
		guard = ctl_list_at(&metrics->guards, i);
		/* Without a usual ratio, nothing can be worse than it. */
		if (!guard->valid ||
		    !find_id(&metrics->cages, guard->cage_id, &cage))
			continue;
		out_start_cage(out, cage);
		out_put_lane(out, guard->lane);
		out_put_label(out, "side", ctl_name_or(&ctl_side_names,
						       guard->side, "unknown"));
		out_put_value(out, guard->worse);
	}
}

/**
 * struct slope - a metric of slopes
 * @unit: of the driver
 * @name: of the metric
 * @help: for people
 * @divisor: from the unit of the driver
 */
struct slope {
	const char *unit;
	const char *name;
	const char *help;
	double divisor;
};

static const struct slope slopes[] = {
	{ "mdecade", "lane_ber_trend_decades_per_day",
	  "Slope of a bit error ratio, in decades a day.", 1e3 },
	{ "mdb", "lane_power_trend_decibels_per_day",
	  "Slope of a power, in decibels a day.", 1e3 },
	{ "ppm", "lane_bias_trend_ratio_per_day",
	  "Slope of a bias current, as a part of it a day.", 1e6 },
};

static void put_trend(const struct out *out, const struct ctl_trend *trend,
		      size_t cage, double value)
{
	out_start_cage(out, cage);
	out_put_lane(out, trend->lane);
	out_put_label(out, "name", trend->name);
	out_put_label(out, "window", ctl_name_or(&ctl_trend_window_names,
						 trend->window, "unknown"));
	out_put_value(out, value);
}

static void print_slopes(struct out *out, const struct slope *slope)
{
	const struct ctl_metrics *metrics = out->metrics;
	const struct ctl_trend *trend;
	size_t i, cage = 0;

	out_start(out, "gauge", slope->name, slope->help);
	for (i = 0; i < metrics->trends.count; i++) {
		trend = ctl_list_at(&metrics->trends, i);
		if (CTL_HAS(trend, CMIS_A_TREND_SLOPE) &&
		    !strcmp(trend->unit, slope->unit) &&
		    find_id(&metrics->cages, trend->cage_id, &cage))
			put_trend(out, trend, cage,
				  trend->slope / slope->divisor);
	}
}

static void print_limits_ahead(struct out *out)
{
	const struct ctl_metrics *metrics = out->metrics;
	const struct ctl_trend *trend;
	size_t i, cage = 0;

	out_start(out, "gauge", "limit_seconds_left",
		  "Time until a quantity reaches its limit.");
	for (i = 0; i < metrics->trends.count; i++) {
		trend = ctl_list_at(&metrics->trends, i);
		if (trend->ahead &&
		    CTL_HAS(trend, CMIS_A_TREND_HOURS_LEFT) &&
		    find_id(&metrics->cages, trend->cage_id, &cage))
			put_trend(out, trend, cage,
				  trend->hours_left * 3600.0);
	}
}

/**
 * ctl_metrics_print_up - print whether the driver has given its values
 * @file: the file
 * @up: whether it has; if not, this is all that is printed
 */
void ctl_metrics_print_up(FILE *file, bool up)
{
	fprintf(file, "# HELP cmis_up 1 if the driver has given its values.\n"
		"# TYPE cmis_up gauge\ncmis_up %d\n", up);
}

/**
 * ctl_metrics_print - print all
 * @metrics: the metrics
 * @file: the file
 * @exposition: the format
 */
void ctl_metrics_print(const struct ctl_metrics *metrics, FILE *file,
		       enum ctl_exposition exposition)
{
	struct out out = {
		.metrics = metrics,
		.file = file,
		.open = exposition == CTL_OPENMETRICS,
	};
	size_t i;

	ctl_metrics_print_up(file, true);
	print_info(&out);
	print_states(&out);
	print_alerts(&out);
	print_verdicts(&out);
	print_guards(&out);
	for (i = 0; i < ARRAY_SIZE(slopes); i++)
		print_slopes(&out, &slopes[i]);
	print_limits_ahead(&out);
	print_ages(&out);
	for (i = 0; i < ARRAY_SIZE(cage_metrics); i++)
		print_cages(&out, &cage_metrics[i], 0);
	for (i = 0; i < ARRAY_SIZE(counter_metrics); i++)
		print_cages(&out, &counter_metrics[i],
			    offsetof(struct ctl_cage, counters));
	for (i = 0; i < metrics->families.count; i++)
		print_family(&out, ctl_list_at(&metrics->families, i));
	for (i = 0; i < ARRAY_SIZE(lane_metrics); i++)
		print_lanes(&out, &lane_metrics[i]);
	if (out.open)
		fputs("# EOF\n", file);
}
