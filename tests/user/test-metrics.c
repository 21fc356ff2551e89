// SPDX-License-Identifier: GPL-2.0-only
/* The text for Prometheus. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../tools/cmisctl/cmisctl.h"
#include "../../tools/cmisctl/metrics.h"
#include "tap.h"

#define HAVE(attr) (UINT64_C(1) << (attr))
#define TX_POWER_HAVE (HAVE(CMIS_A_MONITOR_NAME) | HAVE(CMIS_A_MONITOR_UNIT))
#define LANE_HAVE (HAVE(CMIS_A_MONITOR_TYPE) | HAVE(CMIS_A_MONITOR_LANE))

static const struct ctl_cage cages[] = {
	{
		.have = HAVE(CMIS_A_CAGE_MODULE_STATE) |
			HAVE(CMIS_A_CAGE_RX_POWER) |
			HAVE(CMIS_A_CAGE_GENERATION) |
			HAVE(CMIS_A_CAGE_MAX_POWER_MW) |
			HAVE(CMIS_A_CAGE_SAMPLE_AGE_MS),
		.id = 0,
		.name = "cmis0",
		.label = "port \"1\"\\\n",
		.status = CMIS_CAGE_READY,
		.generation = 3,
		.module_state = 3,
		.vendor_pn = "P{}=,1",
		.vendor_sn = "S1",
		.rx_power = CMIS_RX_POWER_OMA,
		.max_power_mw = 29500,
		.sample_age_ms = 300,
		.counters = {
			.have = HAVE(CMIS_A_COUNTERS_BUS_US) |
				HAVE(CMIS_A_COUNTERS_ALERTS_ACTIVE),
			.bus_us = UINT64_C(5000000001500000),
			.alerts_active = 3,
		},
	},
	{
		.have = HAVE(CMIS_A_CAGE_GENERATION),
		.id = 7,
		.name = "cmis7",
		.status = CMIS_CAGE_EMPTY,
	},
};

#define VALUE (HAVE(CMIS_A_READING_VALUE) | HAVE(CMIS_A_READING_AGE_MS))
#define LIMITS HAVE(CMIS_A_READING_LIMITS)
#define NUMBER(mantissa, exponent) { 1, mantissa, exponent }

static const struct ctl_reading readings[] = {
	{ VALUE | LIMITS, 0, 3, { .type = 256, .name = "temperature",
				  .unit = CMIS_UNIT_MILLI_CELSIUS },
	  NUMBER(-5, 0), .age_ms = 250,
	  .limits = { .high_alarm = NUMBER(75000, 0) } },
	{ VALUE | LIMITS, 0, 3, { LANE_HAVE, 260, "rx_power",
				  .lane = 1, .unit = CMIS_UNIT_NANO_WATT },
	  NUMBER(1000000, 0), .age_ms = 4000,
	  .limits = { .high_alarm = NUMBER(3000000, 0),
		      .low_alarm = NUMBER(1000, 0) } },
	{ VALUE | LIMITS, 0, 3, { LANE_HAVE, 260, "rx_power",
				  .lane = 2, .unit = CMIS_UNIT_NANO_WATT },
	  NUMBER(0, 0), .age_ms = 5000,
	  .limits = { .high_alarm = NUMBER(2000000, 0),
		      .low_alarm = NUMBER(2000, 0) } },
	{ VALUE, 0, 3, { LANE_HAVE, 15, "media_pre_fec_ber", .lane = 1,
			 .unit = CMIS_UNIT_RATIO },
	  NUMBER(243, -8), .age_ms = 1 },
	{ VALUE, 0, 3, { LANE_HAVE, 261, "tx_power", .lane = 1,
			 .unit = CMIS_UNIT_NANO_WATT }, NUMBER(1200000, 0) },
	{ VALUE, 0, 3, { LANE_HAVE, 262, "tx_bias", .lane = 1,
			 .unit = CMIS_UNIT_MICRO_AMPERE }, NUMBER(70000, 0) },
	{ VALUE, 0, 3, { .type = 257, .name = "vcc",
			 .unit = CMIS_UNIT_MICRO_VOLT }, NUMBER(3300000, 0) },
	{ VALUE, 0, 3, { LANE_HAVE, 1, "media_snr", .lane = 1,
			 .unit = CMIS_UNIT_MILLI_DB }, NUMBER(20094, 0) },
	{ VALUE, 0, 3, { LANE_HAVE, 104, .lane = 1 }, NUMBER(7, 0) },
	{ VALUE, 0, 3, { LANE_HAVE, 105, .lane = 1 }, NUMBER(8, 0) },
	{ VALUE, 0, 3, { LANE_HAVE, 15, "media_pre_fec_ber", .lane = 2,
			 .unit = CMIS_UNIT_RATIO }, NUMBER(1200, -7) },
	{ VALUE, 0, 3, { LANE_HAVE, 15, "media_pre_fec_ber", .lane = 6,
			 .unit = CMIS_UNIT_RATIO }, NUMBER(1, -24) },
	{ VALUE, 0, 3, { LANE_HAVE, 15, "media_pre_fec_ber", .lane = 4,
			 .unit = CMIS_UNIT_RATIO }, NUMBER(7, 200) },
	{ VALUE, 0, 3, { LANE_HAVE, 50, "laser_frequency", .lane = 1,
			 .unit = CMIS_UNIT_MHZ }, NUMBER(193414400, 0) },
	{ VALUE, 0, 3, { LANE_HAVE, 51, "dispersion", .lane = 1,
			 .unit = CMIS_UNIT_PS_PER_NM }, NUMBER(INT32_MIN, 0) },
	{ 0, 0, 3, { LANE_HAVE, 16, "host_pre_fec_ber", .lane = 1,
		     .unit = CMIS_UNIT_RATIO }, .error = 61 },
	{ VALUE, 0, 2, { .type = 257, .name = "stale",
			 .unit = CMIS_UNIT_MICRO_VOLT }, NUMBER(3300000, 0) },
	{ VALUE, 99, 1, { .type = 257, .name = "stale",
			  .unit = CMIS_UNIT_MICRO_VOLT }, NUMBER(3300000, 0) },
	{ VALUE, 0, 3, { .type = 258, .name = "new",
			 .unit = CMIS_UNIT_MAX + 1 }, NUMBER(1, 0) },
};

static const struct ctl_lane lanes[] = {
	{ .have = HAVE(CMIS_A_LANE_DATAPATH_STATE) |
		  HAVE(CMIS_A_LANE_MEDIA_ERRORS), .cage_id = 0,
	  .generation = 3, .lane = 1, .datapath_state = 4,
	  .media_errors = UINT64_C(5000000000) },
	{ .cage_id = 0, .generation = 3, .lane = 2, .error = 61 },
};

static const struct ctl_alert alerts[] = {
	{ .have = HAVE(CMIS_A_ALERT_MONITOR), .cage_id = 0, .generation = 3,
	  .kind = CMIS_ALERT_MONITOR, .monitor = { .type = 104 }, .lane = 1,
	  .active = 1 },
	{ .have = HAVE(CMIS_A_ALERT_LEVEL) | HAVE(CMIS_A_ALERT_MONITOR),
	  .cage_id = 0, .generation = 3, .kind = CMIS_ALERT_MONITOR,
	  .monitor = { HAVE(CMIS_A_MONITOR_NAME), .name = "temperature" },
	  .level = 1 << CMIS_LEVEL_HIGH_WARNING, .active = 1 },
	{ .have = HAVE(CMIS_A_ALERT_MONITOR), .cage_id = 0, .generation = 3,
	  .kind = CMIS_ALERT_MONITOR, .lane = 4, .active = 1,
	  .monitor = { TX_POWER_HAVE, .name = "tx_power",
		       .unit = CMIS_UNIT_NANO_WATT } },
	{ .have = HAVE(CMIS_A_ALERT_MONITOR), .cage_id = 0, .generation = 3,
	  .kind = CMIS_ALERT_MONITOR, .lane = 4, .active = 1,
	  .monitor = { TX_POWER_HAVE, .name = "tx_power",
		       .unit = CMIS_UNIT_MILLI_DBM } },
	{ .cage_id = 0, .generation = 3, .kind = CMIS_ALERT_RX_LOS,
	  .lane = 2, .active = 1 },
	{ .cage_id = 0, .generation = 3, .kind = CMIS_ALERT_RX_LOS,
	  .lane = 3, .active = 0 },
	{ .cage_id = 0, .generation = 3, .kind = CMIS_ALERT_LIMIT_AHEAD,
	  .lane = 4, .active = 1, .name = "tx_bias_ua" },
	{ .cage_id = 0, .generation = 3, .kind = CMIS_ALERT_LIMIT_AHEAD,
	  .lane = 4, .active = 1, .name = "tx_power_nw" },
};

static const struct ctl_verdict verdicts[] = {
	{ .cage_id = 0, .number = 1, .verdict = CMIS_VERDICT_LINE,
	  .detail = CMIS_DETAIL_DARK, .count = 1 },
	{ .cage_id = 0, .number = 2, .verdict = CMIS_VERDICT_POWER_THERMAL,
	  .detail = CMIS_DETAIL_HEAT, .count = 9 },
	{ .cage_id = 0, .number = 3, .verdict = CMIS_VERDICT_LINE,
	  .detail = CMIS_DETAIL_DARK, .count = 2 },
	{ .cage_id = 7, .number = 1, .verdict = CMIS_VERDICT_LINE,
	  .detail = CMIS_DETAIL_DARK, .count = 5 },
	{ .cage_id = 99, .number = 1, .count = 77 },
};

static const struct ctl_guard guards[] = {
	{ .cage_id = 0, .lane = 1, .side = CMIS_SIDE_HOST, .valid = 1 },
	{ .cage_id = 0, .lane = 1, .side = CMIS_SIDE_MEDIA, .valid = 1,
	  .worse = 1 },
	{ .cage_id = 0, .lane = 3, .side = CMIS_SIDE_MEDIA },
};

static const struct ctl_trend trends[] = {
	{ .have = HAVE(CMIS_A_TREND_SLOPE) | HAVE(CMIS_A_TREND_HOURS_LEFT),
	  .cage_id = 0, .lane = 2, .name = "media_pre_fec_ber",
	  .window = CMIS_WINDOW_7D, .slope = 402, .unit = "mdecade",
	  .hours_left = 80, .ahead = 1 },
	{ .have = HAVE(CMIS_A_TREND_SLOPE) | HAVE(CMIS_A_TREND_HOURS_LEFT),
	  .cage_id = 0, .lane = 2, .name = "tx_power_nw",
	  .window = CMIS_WINDOW_128D, .slope = -20, .unit = "mdb",
	  .hours_left = 9000 },
	{ .have = HAVE(CMIS_A_TREND_SLOPE), .cage_id = 0, .lane = 5,
	  .name = "tx_bias_ua", .window = CMIS_WINDOW_128D, .slope = 500,
	  .unit = "ppm" },
	{ .cage_id = 0, .lane = 6, .name = "rx_power_nw" },
};

static int failures;

static char *print(enum ctl_exposition exposition)
{
	struct ctl_metrics metrics;
	char *text = NULL;
	size_t size, i;
	FILE *file;

	ctl_metrics_init(&metrics);
	for (i = 0; i < ARRAY_SIZE(cages); i++)
		ctl_list_add(&metrics.cages, &cages[i]);
	for (i = 0; i < ARRAY_SIZE(readings); i++)
		failures += ctl_metrics_take(&metrics, &readings[i]) != 0;
	for (i = 0; i < ARRAY_SIZE(lanes); i++)
		ctl_list_add(&metrics.lanes, &lanes[i]);
	for (i = 0; i < ARRAY_SIZE(alerts); i++)
		ctl_list_add(&metrics.alerts, &alerts[i]);
	for (i = 0; i < ARRAY_SIZE(verdicts); i++)
		ctl_list_add(&metrics.verdicts, &verdicts[i]);
	for (i = 0; i < ARRAY_SIZE(guards); i++)
		ctl_list_add(&metrics.guards, &guards[i]);
	for (i = 0; i < ARRAY_SIZE(trends); i++)
		ctl_list_add(&metrics.trends, &trends[i]);
	file = open_memstream(&text, &size);
	ctl_metrics_print(&metrics, file, exposition);
	fclose(file);
	ctl_metrics_free(&metrics);
	return text;
}

static const char *const wanted[] = {
	"# TYPE cmis_up gauge\ncmis_up 1\n",
	"# TYPE cmis_module_info gauge\n",
	"cmis_module_info{cage=\"cmis0\",label=\"port \\\"1\\\"\\\\\\n\",part=\"P{}=,1\",serial=\"S1\",rx_power=\"oma\"} 1\n",
	"cmis_module_info{cage=\"cmis7\"} 1\n",
	"cmis_cage_state{cage=\"cmis0\",state=\"ready\"} 1\n",
	"cmis_cage_state{cage=\"cmis0\",state=\"empty\"} 0\n",
	"cmis_module_state{cage=\"cmis0\",state=\"ready\"} 1\n",
	"# TYPE cmis_insertions_total counter\n",
	"cmis_insertions_total{cage=\"cmis0\"} 3\n",
	"cmis_insertions_total{cage=\"cmis7\"} 0\n",
	"# HELP cmis_temperature_celsius Monitor temperature, in degrees Celsius.\n# TYPE cmis_temperature_celsius gauge\n"
	"cmis_temperature_celsius{cage=\"cmis0\"} -0.005\n",
	"cmis_temperature_limit_celsius{cage=\"cmis0\",level=\"high-alarm\"} 75\n",
	"cmis_rx_power_watts{cage=\"cmis0\",lane=\"1\"} 0.001\n"
	"cmis_rx_power_watts{cage=\"cmis0\",lane=\"2\"} 0\n",
	"cmis_rx_power_limit_watts{cage=\"cmis0\",level=\"high-alarm\"} 0.002\n",
	"cmis_rx_power_limit_watts{cage=\"cmis0\",level=\"low-alarm\"} 2e-06\n",
	"cmis_media_pre_fec_ber_ratio{cage=\"cmis0\",lane=\"1\"} 2.43e-06\n",
	"cmis_media_pre_fec_ber_ratio{cage=\"cmis0\",lane=\"2\"} 0.00012\n",
	"cmis_media_pre_fec_ber_ratio{cage=\"cmis0\",lane=\"6\"} 1e-24\n",
	"cmis_media_pre_fec_ber_ratio{cage=\"cmis0\",lane=\"4\"} 7e+200\n",
	"cmis_laser_frequency_hertz{cage=\"cmis0\",lane=\"1\"} 193414400000000\n",
	"cmis_dispersion_seconds_per_metre{cage=\"cmis0\",lane=\"1\"} -2147483.648\n",
	"cmis_vdm_type104_raw{cage=\"cmis0\",lane=\"1\"} 7\n",
	"cmis_vdm_type105_raw{cage=\"cmis0\",lane=\"1\"} 8\n",
	"cmis_sample_age_seconds{cage=\"cmis0\",class=\"thermal\"} 0.3\n",
	"cmis_sample_age_seconds{cage=\"cmis0\",class=\"lanes\"} 5\n",
	"cmis_lane_datapath_state{cage=\"cmis0\",lane=\"1\"} 4\n",
	"cmis_lane_media_errors_total{cage=\"cmis0\",lane=\"1\"} 5000000000\n",
	"cmis_alert{cage=\"cmis0\",kind=\"monitor\",monitor=\"temperature\",level=\"high-warning\"} 1\n",
	"cmis_alert{cage=\"cmis0\",lane=\"2\",kind=\"rx-los\"} 1\n",
	"cmis_alert{cage=\"cmis0\",lane=\"1\",kind=\"monitor\",monitor=\"type104\"} 1\n",
	"cmis_alert{cage=\"cmis0\",lane=\"4\",kind=\"monitor\",monitor=\"tx_power\",unit=\"watts\"} 1\n",
	"cmis_alert{cage=\"cmis0\",lane=\"4\",kind=\"monitor\",monitor=\"tx_power\",unit=\"dbm\"} 1\n",
	"cmis_alerts_active{cage=\"cmis0\"} 3\n",
	"cmis_module_max_power_watts{cage=\"cmis0\"} 29.5\n",
	"cmis_bus_seconds_total{cage=\"cmis0\"} 5000000002\n",
	"cmis_alert{cage=\"cmis0\",lane=\"4\",kind=\"limit-ahead\",monitor=\"tx_bias_ua\"} 1\n",
	"# TYPE cmis_verdicts_total counter\n"
	"cmis_verdicts_total{cage=\"cmis0\",verdict=\"power-thermal\",detail=\"heat\"} 9\n"
	"cmis_verdicts_total{cage=\"cmis0\",verdict=\"line\",detail=\"dark\"} 2\n"
	"cmis_verdicts_total{cage=\"cmis7\",verdict=\"line\",detail=\"dark\"} 5\n#",
	"# TYPE cmis_ber_worse gauge\n"
	"cmis_ber_worse{cage=\"cmis0\",lane=\"1\",side=\"host\"} 0\n"
	"cmis_ber_worse{cage=\"cmis0\",lane=\"1\",side=\"media\"} 1\n#",
	"cmis_lane_ber_trend_decades_per_day{cage=\"cmis0\",lane=\"2\",name=\"media_pre_fec_ber\",window=\"7d\"} 0.402\n#",
	"cmis_lane_power_trend_decibels_per_day{cage=\"cmis0\",lane=\"2\",name=\"tx_power_nw\",window=\"128d\"} -0.02\n#",
	"cmis_lane_bias_trend_ratio_per_day{cage=\"cmis0\",lane=\"5\",name=\"tx_bias_ua\",window=\"128d\"} 0.0005\n#",
	"cmis_limit_seconds_left{cage=\"cmis0\",lane=\"2\",name=\"media_pre_fec_ber\",window=\"7d\"} 288000\n#",
};

static const char *const unwanted[] = {
	"host_pre_fec_ber", "cmis_stale", "cmis_new", "lane=\"3\"",
	"cmis_lane_datapath_state{cage=\"cmis0\",lane=\"2\"}",
	"cmis_module_state{cage=\"cmis7\"", "cmis_lane_host_bits", "EOF",
};

static const char *const wanted_open[] = {
	"# TYPE cmis_module info\n", "cmis_module_info{cage=\"cmis7\"} 1\n",
	"# TYPE cmis_insertions counter\n",
	"cmis_insertions_total{cage=\"cmis0\"} 3\n",
	"# TYPE cmis_temperature_celsius gauge\n",
};

/* Each metric has its series in one place. */
static bool in_one_place(const char *text)
{
	char line[256];
	const char *at, *again;

	for (at = strstr(text, "# TYPE "); at; at = strstr(at + 1, "# TYPE ")) {
		snprintf(line, sizeof(line), "%.*s ",
			 (int)strcspn(at + 7, " ") + 7, at);
		again = strstr(at + 1, line);
		if (again)
			return false;
	}
	return true;
}

/* Prometheus' own opinion, where promtool is there. */
static void test_promtool(const char *text)
{
	FILE *pipe;

	if (system("command -v promtool >/dev/null")) {
		tap_ok(true, "promtool # SKIP no promtool");
		return;
	}
	pipe = popen("promtool check metrics 2>&1 | diff /dev/null -", "w");
	fputs(text, pipe);
	tap_is(pclose(pipe), 0, "promtool finds nothing to mend");
}

/* A file is there after each run, with or without the driver. */
static void test_file(void)
{
	char path[] = "/tmp/cmis-metrics-XXXXXX", text[4096] = "";
	char *args[2] = { path };
	const struct ctl_options options = { .args = args };
	struct ctl_nl nl = { 0 };
	FILE *file;
	int ret;

	close(mkstemp(path));
	ret = ctl_export(&nl, &options);
	ctl_nl_close(&nl);
	file = fopen(path, "r");
	if (file) {
		text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
		fclose(file);
	}
	tap_ok(strstr(text, "# TYPE cmis_up gauge\n") &&
	       strstr(text, ret ? "\ncmis_up 0\n" : "\ncmis_up 1\n"),
	       "a file says whether there are values: %s", strerror(-ret));
	tap_ok(!ret || !strstr(text, "cage="), "without them it has no cage");
	test_promtool(text);
	unlink(path);
}

/* With an argument it only prints the text, for scripts/checks/prometheus. */
int main(int argc, char **argv)
{
	bool open = argc > 1 && !strcmp(argv[1], "open");
	char *text = print(open ? CTL_OPENMETRICS : CTL_PROMETHEUS);
	size_t i;

	if (argc > 1) {
		fputs(text, stdout);
		free(text);
		return 0;
	}
	tap_is(failures, 0, "all readings are taken");
	for (i = 0; i < ARRAY_SIZE(wanted); i++)
		if (!tap_ok(strstr(text, wanted[i]), "text %zu", i))
			printf("# lacks %s\n", wanted[i]);
	for (i = 0; i < ARRAY_SIZE(unwanted); i++)
		tap_ok(!strstr(text, unwanted[i]), "no %s", unwanted[i]);
	tap_ok(in_one_place(text), "each metric is in one place");
	test_promtool(text);
	free(text);
	test_file();

	text = print(CTL_OPENMETRICS);
	for (i = 0; i < ARRAY_SIZE(wanted_open); i++)
		if (!tap_ok(strstr(text, wanted_open[i]), "open %zu", i))
			printf("# lacks %s\n", wanted_open[i]);
	tap_ok(in_one_place(text), "each metric is in one place");
	tap_ok(strlen(text) > 6 && !strcmp(text + strlen(text) - 6, "# EOF\n"),
	       "the end is marked");
	free(text);
	return tap_done();
}
