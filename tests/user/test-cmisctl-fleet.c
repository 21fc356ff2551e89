// SPDX-License-Identifier: GPL-2.0-only
/* cmisctl's tables: the order of cages, and lines that fit the terminal. */

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../../tools/cmisctl/event.h"
#include "../../tools/cmisctl/format.h"
#include "../../tools/cmisctl/list.h"
#include "../../tools/cmisctl/show.h"
#include "../../tools/cmisctl/state.h"
#include "tap.h"

/* ------------------------------------------------------------------------ */
/* Cages                                                                    */
/* ------------------------------------------------------------------------ */

static void add_cage(struct ctl_fleet *fleet, uint32_t id, uint32_t status)
{
	struct ctl_cage cage = {
		.have = 1ull << CMIS_A_CAGE_IDENTIFIER |
			1ull << CMIS_A_CAGE_MEDIA_INTERFACE,
		.id = id,
		.status = status,
		.vendor_pn = "LONG-PART-NUMBER",
		.media_interface_name = "1.6TBASE-DR8 (Clause 180)",
	};

	snprintf(cage.name, sizeof(cage.name), "cmis%u", id);
	snprintf(cage.label, sizeof(cage.label), "front port %u", id);
	snprintf(cage.netdev, sizeof(cage.netdev), "eth%u", id);
	snprintf(cage.vendor_sn, sizeof(cage.vendor_sn), "SERIAL-NUMBER-%u",
		 id);
	ctl_list_add(&fleet->cages, &cage);
}

static void add_reading(struct ctl_fleet *fleet, uint32_t id,
			const char *name, uint32_t lane, int32_t value)
{
	struct ctl_reading reading = {
		.have = 1 << CMIS_A_READING_VALUE,
		.cage_id = id,
		.monitor.have = 1 << CMIS_A_MONITOR_NAME |
				(lane ? 1 << CMIS_A_MONITOR_LANE : 0),
		.monitor.type = lane ? 267 : 256,
		.monitor.lane = lane,
		.monitor.unit = lane ? CMIS_UNIT_NANO_WATT :
				       CMIS_UNIT_MILLI_CELSIUS,
		.value.mantissa = value,
		.limits.have = 1 << CMIS_A_LIMITS_HIGH_WARNING |
			       1 << CMIS_A_LIMITS_LOW_WARNING,
		.limits.high_warning.mantissa = lane ? 2000000 : 70000,
		.limits.low_warning.mantissa = lane ? 100000 : 0,
	};

	snprintf(reading.monitor.name, sizeof(reading.monitor.name), "%s",
		 name);
	/* A lane without any light is dark by right. */
	if (lane && value && value < 100000)
		reading.levels = 1 << CMIS_LEVEL_LOW_WARNING;
	ctl_list_add(&fleet->readings, &reading);
}

static struct ctl_alert alert_of(uint32_t id, uint32_t level)
{
	return (struct ctl_alert) {
		.have = 1ull << CMIS_A_ALERT_MONITOR |
			1ull << CMIS_A_ALERT_LANE |
			1ull << CMIS_A_ALERT_VALUE |
			1ull << CMIS_A_ALERT_THRESHOLD,
		.cage_id = id,
		.kind = CMIS_ALERT_MONITOR,
		.monitor.have = 1 << CMIS_A_MONITOR_NAME |
				1 << CMIS_A_MONITOR_UNIT,
		.monitor.name = "media_pre_fec_ber_maximum",
		.monitor.unit = CMIS_UNIT_RATIO,
		.level = 1 << level,
		.lane = 3,
		.active = 1,
		.value = { .mantissa = 2430, .exponent = -9 },
		.threshold = { .mantissa = 1000, .exponent = -8 },
		.last_raised_ns = 1000000000,
	};
}

/*
 * Cages: 0 is good, and nearer to a limit than 4; 1 has a warning, 2 an alarm;
 * 3 is empty; 10 is in ModuleFault.
 */
static void fleet_make(struct ctl_fleet *fleet)
{
	struct ctl_alert alert;
	uint32_t id;

	ctl_fleet_init(fleet);
	for (id = 0; id < 5; id++)
		add_cage(fleet, id, id == 3 ? CMIS_CAGE_EMPTY :
					      CMIS_CAGE_READY);
	add_cage(fleet, 10, CMIS_CAGE_MODULE_FAULT);
	for (id = 0; id < 5; id++) {
		if (id == 3)
			continue;
		add_reading(fleet, id, "temperature", 0, 40000 + 1000 * id);
		add_reading(fleet, id, "rx_power", 1, 1000000);
		add_reading(fleet, id, "rx_power", 2, id ? 900000 : 120000);
		add_reading(fleet, id, "rx_power", 3, 0);
	}
	alert = alert_of(1, CMIS_LEVEL_HIGH_WARNING);
	ctl_list_add(&fleet->alerts, &alert);
	alert = alert_of(2, CMIS_LEVEL_HIGH_ALARM);
	ctl_list_add(&fleet->alerts, &alert);
	ctl_fleet_index(fleet);
}

/* ------------------------------------------------------------------------ */
/* Output                                                                   */
/* ------------------------------------------------------------------------ */

/* The output of a function; to be freed */
static char *printed(void (*print)(const void *context), const void *context)
{
	FILE *terminal = stdout;
	char *text = NULL;
	size_t size;

	stdout = open_memstream(&text, &size);
	print(context);
	fclose(stdout);
	stdout = terminal;
	return text;
}

static void print_list(const void *context)
{
	ctl_list_print(context);
}

static void print_show(const void *context)
{
	ctl_show_print(context, true);
}

static void print_alert(const void *context)
{
	struct ctl_alert alert = alert_of(1, CMIS_LEVEL_HIGH_WARNING);
	const struct ctl_fleet *fleet = context;
	const struct ctl_names_of names = {
		(void *)fleet->cages.items, fleet->cages.count,
	};

	ctl_event_alert(&alert, &names, "");
	alert.have |= 1ull << CMIS_A_ALERT_RAISED_BY;
	alert.raised_by = CMIS_RAISED_BY_FLAG;
	ctl_event_alert(&alert, &names, "");
	alert.active = 0;
	alert.last_cleared_ns = 2000000000;
	alert.have |= 1ull << CMIS_A_ALERT_LAST | 1ull << CMIS_A_ALERT_WORST;
	alert.last = (struct ctl_number) { .mantissa = 100, .exponent = -10 };
	alert.worst = (struct ctl_number) { .mantissa = 5000, .exponent = -8 };
	ctl_event_alert(&alert, &names, " [resync]");
}

static size_t longest_line(const char *text)
{
	size_t longest = 0, len;

	while (*text) {
		len = strcspn(text, "\n");
		if (len > longest)
			longest = len;
		text += len + (text[len] == '\n');
	}
	return longest;
}

/* The numbers of the cages in their order */
static bool order_is(const struct ctl_fleet *fleet, const char *expected)
{
	char text[64] = "";
	size_t i;

	for (i = 0; i < fleet->count; i++)
		sprintf(text + strlen(text), "%u ", fleet->ports[i].cage->id);
	if (!strcmp(text, expected))
		return true;
	printf("# order: %s\n", text);
	return false;
}

/* ------------------------------------------------------------------------ */
/* Tests                                                                    */
/* ------------------------------------------------------------------------ */

static void test_order(struct ctl_fleet *fleet)
{
	tap_is(ctl_list_sort(fleet, "cage"), 0, "sort by cage");
	tap_ok(order_is(fleet, "0 1 2 3 4 10 "), "numbers sort as numbers");
	ctl_list_sort(fleet, "-cage");
	tap_ok(order_is(fleet, "10 4 3 2 1 0 "), "and the other way round");
	ctl_list_sort(fleet, "worst");
	tap_ok(order_is(fleet, "10 2 1 0 4 3 "),
	       "fault, alarm, warning, then by the distance to a limit");
	ctl_list_sort(fleet, "-temp");
	tap_ok(order_is(fleet, "4 2 1 0 3 10 "), "by temperature");
	tap_ok(ctl_list_sort(fleet, "colour") < 0, "by no other column");
	ctl_list_sort(fleet, "cage");
	tap_is(fleet->ports[0].worst->monitor.lane, 2,
	       "the worst lane; a lane that is dark by right is none");
	tap_is(fleet->ports[1].worst->monitor.lane, 1, "of another cage");
}

static void test_list(struct ctl_fleet *fleet)
{
	char *text = printed(print_list, fleet);

	tap_ok(longest_line(text) <= 80, "80 columns: %zu",
	       longest_line(text));
	tap_ok(strstr(text, "SERIAL-NUMBER-0"), "with the whole serial number");
	tap_ok(strstr(text, "module_fault") && !strstr(text, "module-fault"),
	       "and the state, in the word of sysfs");
	tap_ok(strstr(text, "~rt 10 ") && strstr(text, "LONG-PA~"),
	       "a cut has a mark; of a label the end stays");
	tap_ok(!strstr(text, "MEDIA"), "the media goes first");
	free(text);
	setenv("COLUMNS", "160", 1);
	text = printed(print_list, fleet);
	tap_ok(strstr(text, "front port 10") &&
	       strstr(text, "LONG-PART-NUMBER") &&
	       strstr(text, "1.6TBASE-DR8") &&
	       strstr(text, "media_pre_fec_ber_maximum 3 HA"),
	       "all of it where there is room");
	free(text);
	setenv("COLUMNS", "80", 1);
}

/* Labels and netdevs of one name share a column. */
static void test_netdevs(void)
{
	struct ctl_fleet fleet;
	struct ctl_cage *cage;
	uint32_t id;
	char *text;

	ctl_fleet_init(&fleet);
	for (id = 0; id < 2; id++) {
		add_cage(&fleet, id, CMIS_CAGE_READY);
		cage = ctl_list_at(&fleet.cages, id);
		snprintf(cage->label, sizeof(cage->label), "Ethernet%u",
			 240 + 8 * id);
		memcpy(cage->netdev, cage->label, sizeof(cage->netdev));
	}
	ctl_fleet_index(&fleet);
	text = printed(print_list, &fleet);
	tap_ok(!strstr(text, "NETDEV") && strstr(text, "Ethernet240 ") &&
	       strstr(text, "Ethernet248 "),
	       "a netdev with the name of the label is left out");
	free(text);
	snprintf(cage->netdev, sizeof(cage->netdev), "enp248s0");
	text = printed(print_list, &fleet);
	tap_ok(strstr(text, "NETDEV") && strstr(text, "enp248s0"),
	       "but not if one cage differs");
	free(text);
	ctl_fleet_free(&fleet);
}

/* Another file as descriptor 1; returns the one before. */
static int stdout_replace(int fd)
{
	int before = dup(STDOUT_FILENO);

	fflush(stdout);
	dup2(fd, STDOUT_FILENO);
	close(fd);
	return before;
}

static void test_width(const struct ctl_fleet *fleet)
{
	const struct winsize size = { .ws_row = 24, .ws_col = 60 };
	int terminal, before;
	char *wide, *narrow;

	before = stdout_replace(open("/dev/null", O_WRONLY));
	unsetenv("COLUMNS");
	wide = printed(print_list, fleet);
	setenv("COLUMNS", "80", 1);
	narrow = printed(print_list, fleet);
	close(stdout_replace(before));
	tap_ok(strstr(wide, "media_pre_fec_ber_maximum 3 HA"),
	       "nothing is cut in a pipe");
	tap_ok(longest_line(narrow) <= 80, "unless COLUMNS is set: %zu",
	       longest_line(narrow));
	free(wide);
	free(narrow);

	terminal = posix_openpt(O_RDWR | O_NOCTTY);
	if (terminal < 0 || unlockpt(terminal) ||
	    ioctl(terminal, TIOCSWINSZ, &size)) {
		tap_ok(false, "there is a terminal");
		return;
	}
	before = stdout_replace(open(ptsname(terminal), O_RDWR | O_NOCTTY));
	wide = printed(print_list, fleet);
	unsetenv("COLUMNS");
	narrow = printed(print_list, fleet);
	setenv("COLUMNS", "80", 1);
	close(stdout_replace(before));
	close(terminal);
	tap_ok(longest_line(narrow) < longest_line(wide),
	       "COLUMNS comes before the terminal: %zu, %zu",
	       longest_line(narrow), longest_line(wide));
	free(wide);
	free(narrow);
}

/* A cage with these readings is worse the nearer one of them is to a limit. */
static void test_worst(void)
{
	struct ctl_reading *reading;
	struct ctl_fleet fleet;
	double margin;
	uint32_t id;

	ctl_fleet_init(&fleet);
	for (id = 0; id < 4; id++)
		add_cage(&fleet, id, CMIS_CAGE_READY);
	/* Parked: no light, no bias, and no alarm */
	add_reading(&fleet, 0, "tx_bias", 1, 0);
	reading = ctl_list_at(&fleet.readings, 0);
	reading->monitor.unit = CMIS_UNIT_MICRO_AMPERE;
	add_reading(&fleet, 1, "rx_power", 1, 1000000);
	add_reading(&fleet, 1, "rx_power", 2, 100);
	reading = ctl_list_at(&fleet.readings, 2);
	reading->levels = 0;
	tap_ok(!ctl_reading_margin(reading, &margin),
	       "a value that means nothing is no distance to a limit");
	add_reading(&fleet, 2, "rx_power", 1, 120000);
	/* The fibre is cut. */
	add_reading(&fleet, 3, "rx_power", 1, 120000);
	add_reading(&fleet, 3, "rx_power", 2, 0);
	reading = ctl_list_at(&fleet.readings, 5);
	reading->levels = 1 << CMIS_LEVEL_LOW_ALARM;
	/* Another module has come since the dump of the cages. */
	add_reading(&fleet, 3, "rx_power", 3, 1);
	reading = ctl_list_at(&fleet.readings, 6);
	reading->generation = 1;
	ctl_fleet_index(&fleet);
	tap_is(fleet.ports[3].readings.count, 2,
	       "a reading of another module is left out");
	tap_is(fleet.ports[3].worst->monitor.lane, 2,
	       "a lane without light and with an alarm is the worst");
	tap_is(fleet.ports[1].worst->monitor.lane, 1,
	       "a lane that is dark by right is none");
	tap_ok(!fleet.ports[0].worst, "nor is one without bias");
	ctl_list_sort(&fleet, "worst");
	tap_ok(order_is(&fleet, "3 2 1 0 "), "so parked modules come last");
	ctl_fleet_free(&fleet);
}

/* The line of a text that has a word; a copy in @line */
static const char *line_of(char *line, const char *text, const char *word)
{
	const char *found = strstr(text, word), *begin = found;

	while (found && begin > text && begin[-1] != '\n')
		begin--;
	snprintf(line, CTL_LINE_SIZE, "%.*s",
		 found ? (int)strcspn(begin, "\n") : 0, found ? begin : "");
	return line;
}

static void test_lanes(void)
{
	struct ctl_lane lane = { .have = 1 << CMIS_A_LANE_ERROR, .lane = 7,
				 .error = 5 };
	char line[CTL_LINE_SIZE], app, state;
	struct ctl_fleet fleet;
	unsigned int i;
	char *text;

	ctl_fleet_init(&fleet);
	add_cage(&fleet, 0, CMIS_CAGE_READY);
	for (i = 1; i <= 8; i++)
		add_reading(&fleet, 0, "other", i, 1000000);
	ctl_list_add(&fleet.lanes, &lane);
	lane = (struct ctl_lane) { .lane = 8 };
	ctl_list_add(&fleet.lanes, &lane);
	ctl_fleet_index(&fleet);
	text = printed(print_show, fleet.ports);
	tap_ok(sscanf(line_of(line, text, "7 not read"), " 7 not read %c",
		      &app) == 1 && app == '-',
	       "a lane that was not read has no application: %s", line);
	tap_ok(sscanf(line_of(line, text, "   8 "), " 8 %c %c", &state,
		      &app) == 2 && state == '-' && app == '-',
	       "a lane without a state has none: %s", line);
	free(text);
	setenv("COLUMNS", "20", 1);
	text = printed(print_show, fleet.ports);
	line_of(line, text, "LANE 1");
	tap_ok(*line && !strstr(line, "LANE 5"),
	       "four lanes beside each other where there is no room: %s",
	       line);
	free(text);
	setenv("COLUMNS", "80", 1);
	ctl_fleet_free(&fleet);
}

static void test_show(const struct ctl_fleet *fleet)
{
	char *text = printed(print_show, &fleet->ports[2]);

	tap_ok(longest_line(text) <= 80, "show fits 80 columns: %zu",
	       longest_line(text));
	tap_ok(strstr(text, "1.6TBASE-DR8 (Clause 180)") &&
	       strstr(text, "temperature") && strstr(text, "42.00 C") &&
	       strstr(text, "rx_power") && strstr(text, "-10.00"),
	       "with media, values and thresholds");
	free(text);
}

static void test_alert(const struct ctl_fleet *fleet)
{
	char *text = printed(print_alert, fleet);

	tap_ok(longest_line(text) <= 80, "alerts fit 80 columns: %zu",
	       longest_line(text));
	tap_ok(strstr(text, "2.430e-06 > 1.000e-05") ||
	       strstr(text, "2.430e-06 > 1.00"), "raised by the value");
	tap_ok(strstr(text, "2.430e-06, by flag"), "raised by the flag");
	tap_ok(strstr(text, "cleared"), "the end of it");
	free(text);
	setenv("COLUMNS", "130", 1);
	text = printed(print_alert, fleet);
	tap_ok(strstr(text, "cmis1 front port 1 eth1 raised media_pre_fec_") &&
	       strstr(text, "_ber_maximum high-warning lane 3: 2.430e-06 > "),
	       "in words where there is room");
	tap_ok(strstr(text, "1.000e-08, worst 5.000e-05 [resync]\n"),
	       "the value that cleared it, and the worst one");
	free(text);
	setenv("COLUMNS", "80", 1);
}

static void print_inserted(const void *context)
{
	struct ctl_cage cage = *(const struct ctl_cage *)context;

	cage.event = CMIS_MODULE_EVENT_INSERTED;
	ctl_event_cage(&cage, "");
	memcpy(cage.netdev, cage.label, sizeof(cage.netdev));
	ctl_event_cage(&cage, "");
	setenv("COLUMNS", "50", 1);
	ctl_event_cage(&cage, "");
}

static void test_events(const struct ctl_fleet *fleet)
{
	char *text = printed(print_inserted, fleet->ports[5].cage);
	char line[CTL_LINE_SIZE];

	tap_ok(strstr(line_of(line, text, " ~"), "~port 10 eth10 inserted "),
	       "a cut place has a mark, and its end: %s", line);
	tap_ok(strstr(text, "cmis10 front port 10 inserted"),
	       "a netdev with the name of the label is left out: %s", text);
	tap_ok(strstr(text, "~\n"), "a cut event has a mark");
	free(text);
	setenv("COLUMNS", "80", 1);
}

/* ------------------------------------------------------------------------ */
/* Differences after a loss                                                 */
/* ------------------------------------------------------------------------ */

static void news_cage(const struct ctl_cage *cage, void *context)
{
	*(int *)context = cage->event;
}

static void news_alert(const struct ctl_alert *alert, void *context)
{
	*(struct ctl_alert *)context = *alert;
}

/* The event between two states of a cage; -1: none */
static int event_between(const struct ctl_cage *was, const struct ctl_cage *is)
{
	struct ctl_state old, new;
	int event = -1;
	const struct ctl_news news = { .cage = news_cage, .context = &event };

	ctl_state_init(&old);
	ctl_state_init(&new);
	ctl_list_add(&old.cages, was);
	ctl_list_add(&new.cages, is);
	ctl_state_compare(&old, &new, &news);
	ctl_state_free(&old);
	ctl_state_free(&new);
	return event;
}

static void test_resync_cages(void)
{
	static const struct {
		struct ctl_cage was;
		struct ctl_cage is;
		int event;
		const char *name;
	} rows[] = {
		{ { .status = CMIS_CAGE_MODULE_FAULT, .generation = 1 },
		  { .status = CMIS_CAGE_READY, .generation = 1 },
		  CMIS_MODULE_EVENT_STATUS, "the end of ModuleFault" },
		{ { .status = CMIS_CAGE_READY, .generation = 1 },
		  { .status = CMIS_CAGE_MODULE_FAULT, .generation = 1 },
		  CMIS_MODULE_EVENT_STATUS, "its begin" },
		{ { .status = CMIS_CAGE_EMPTY, .generation = 1 },
		  { .status = CMIS_CAGE_MODULE_FAULT, .generation = 2 },
		  CMIS_MODULE_EVENT_INSERTED, "a new module in ModuleFault" },
		{ { .status = CMIS_CAGE_MODULE_FAULT, .generation = 1 },
		  { .status = CMIS_CAGE_MODULE_FAULT, .generation = 2 },
		  CMIS_MODULE_EVENT_INSERTED, "and another one" },
		{ { .status = CMIS_CAGE_PROBING, .generation = 1 },
		  { .status = CMIS_CAGE_READY, .generation = 1 },
		  CMIS_MODULE_EVENT_INSERTED, "a module that was probed" },
		{ { .status = CMIS_CAGE_READY, .generation = 1 },
		  { .status = CMIS_CAGE_READY, .generation = 2 },
		  CMIS_MODULE_EVENT_INSERTED, "a module in place of another" },
		{ { .status = CMIS_CAGE_READY, .generation = 1 },
		  { .status = CMIS_CAGE_EMPTY, .generation = 1 },
		  CMIS_MODULE_EVENT_REMOVED, "no module any more" },
		{ { .status = CMIS_CAGE_READY, .generation = 1 },
		  { .status = CMIS_CAGE_READY, .generation = 1 },
		  -1, "no difference" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rows); i++)
		tap_is(event_between(&rows[i].was, &rows[i].is), rows[i].event,
		       "after a loss: %s", rows[i].name);
}

static void test_resync_alerts(void)
{
	struct ctl_alert alert = alert_of(1, CMIS_LEVEL_HIGH_ALARM), told;
	const struct ctl_news news = { .alert = news_alert,
				       .context = &told };
	struct ctl_state was, is;

	alert.have |= 1ull << CMIS_A_ALERT_LAST | 1ull << CMIS_A_ALERT_WORST;
	ctl_state_init(&was);
	ctl_state_init(&is);
	ctl_list_add(&was.alerts, &alert);
	ctl_state_compare(&was, &is, &news);
	tap_ok(!told.active && !CTL_HAS(&told, CMIS_A_ALERT_LAST) &&
	       !CTL_HAS(&told, CMIS_A_ALERT_WORST),
	       "nobody knows the value that cleared a lost alert");
	ctl_state_free(&was);
	ctl_state_free(&is);
}

int main(void)
{
	struct ctl_fleet fleet;

	setenv("COLUMNS", "80", 1);
	setenv("NO_COLOR", "1", 1);
	fleet_make(&fleet);
	test_order(&fleet);
	test_list(&fleet);
	test_netdevs();
	test_width(&fleet);
	test_worst();
	test_lanes();
	test_show(&fleet);
	test_alert(&fleet);
	test_events(&fleet);
	test_resync_cages();
	test_resync_alerts();
	ctl_fleet_free(&fleet);
	return tap_done();
}
