// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command top: all cages, the worst first, with bars that fill as values
 * come near their limits; and the lanes of one cage. Without a terminal, the
 * same as list, again and again.
 */

#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmisctl.h"
#include "fleet.h"
#include "format.h"
#include "list.h"

#define DELAY_S		2
#define BAR_WIDTH	8
#define KEY_ESCAPE	27
/* A wait for a key may end early, but not again and again. */
#define EARLY_MAX	16
/* Lines of the screen that are no cages: two above, one below */
#define FRAME_LINES	3
/* Columns from which on a line has more about a module */
#define WIDE		140

/* Orders that the key s goes through */
static const char *const orders[] = { "worst", "cage", "-temp" };

/**
 * struct screen - the state of the display
 * @fleet: the cages
 * @selected: number of the selected cage, by its id
 * @row: place of that cage in the order
 * @first: place of the first cage on the screen
 * @lanes: the lanes of the selected cage are shown
 * @order: number of the order
 * @error: the last failure to ask the driver; 0: none
 */
struct screen {
	struct ctl_fleet fleet;
	uint32_t selected;
	size_t row;
	size_t first;
	bool lanes;
	unsigned int order;
	int error;
};

/* ------------------------------------------------------------------------ */
/* Pieces                                                                   */
/* ------------------------------------------------------------------------ */

static int attributes_of(enum ctl_severity severity)
{
	switch (severity) {
	case CTL_SEVERITY_FAULT:
	case CTL_SEVERITY_ALARM:
		return COLOR_PAIR(1) | A_BOLD;
	case CTL_SEVERITY_WARNING:
		return COLOR_PAIR(2) | A_BOLD;
	case CTL_SEVERITY_NONE:
		return A_DIM;
	default:
		return A_NORMAL;
	}
}

static void put(enum ctl_severity severity, int width, const char *text)
{
	attrset(attributes_of(severity));
	printw("%-*.*s ", width, width, text);
	attrset(A_NORMAL);
}

/* Half of the range away from a limit is empty, the limit itself is full. */
static void put_bar(const struct ctl_reading *reading)
{
	char text[BAR_WIDTH + 1];
	double margin, fill = 0;
	int i;

	if (reading && ctl_reading_margin(reading, &margin))
		fill = (1 - 2 * margin) * BAR_WIDTH;
	for (i = 0; i < BAR_WIDTH; i++)
		text[i] = i < fill ? '#' : '.';
	text[BAR_WIDTH] = '\0';
	put(reading ? ctl_levels_severity(reading->levels) :
		      CTL_SEVERITY_NONE, BAR_WIDTH, reading ? text : "");
}

/* A value without its symbol, and its bar */
static void put_value(const struct ctl_reading *reading, int width)
{
	char text[CTL_VALUE_SIZE] = "-";

	if (reading && CTL_HAS(reading, CMIS_A_READING_VALUE))
		ctl_format_number(text, reading->monitor.unit,
				  &reading->value);
	attrset(attributes_of(reading ?
			      ctl_levels_severity(reading->levels) :
			      CTL_SEVERITY_GOOD));
	printw("%*.*s ", width, width, text);
	attrset(A_NORMAL);
	put_bar(reading);
}

/* Columns from one to the right edge, at least 1 */
static int width_from(int column)
{
	int width = getmaxx(stdscr) - column;

	return width > 1 ? width : 1;
}

/* Room for the netdev, part and serial number of a module, too */
static bool is_wide(void)
{
	return getmaxx(stdscr) >= WIDE;
}

/* Lines for cages or lanes */
static int lines_inside(void)
{
	int lines = getmaxy(stdscr) - FRAME_LINES;

	return lines > 1 ? lines : 1;
}

static const struct ctl_port *selected_port(const struct screen *screen)
{
	return screen->row < screen->fleet.count ?
	       &screen->fleet.ports[screen->row] : NULL;
}

/* ------------------------------------------------------------------------ */
/* All cages                                                                */
/* ------------------------------------------------------------------------ */

static void draw_title(const struct screen *screen)
{
	size_t counts[CTL_SEVERITIES] = { 0 }, i;
	char clock[16];
	time_t now = time(NULL);
	struct tm local;

	for (i = 0; i < screen->fleet.count; i++)
		counts[screen->fleet.ports[i].severity]++;
	strftime(clock, sizeof(clock), "%H:%M:%S", localtime_r(&now, &local));
	move(0, 0);
	printw("%s  %zu cages: %zu fault, %zu alarm, %zu warning, %zu empty",
	       clock, screen->fleet.count, counts[CTL_SEVERITY_FAULT],
	       counts[CTL_SEVERITY_ALARM], counts[CTL_SEVERITY_WARNING],
	       counts[CTL_SEVERITY_NONE]);
	if (screen->error)
		printw("  (%s)", strerror(-screen->error));
	clrtoeol();
}

static void draw_port(const struct ctl_port *port)
{
	int label_width = is_wide() ? 24 : 8;
	char text[CTL_LINE_SIZE];

	put(CTL_SEVERITY_GOOD, 8, port->cage->name);
	snprintf(text, sizeof(text), "%s", *port->cage->label ?
		 port->cage->label : port->cage->netdev);
	ctl_cut(text, label_width, true);
	put(CTL_SEVERITY_GOOD, label_width, text);
	if (is_wide()) {
		put(CTL_SEVERITY_GOOD, 10, port->cage->netdev);
		put(CTL_SEVERITY_GOOD, 16, port->cage->vendor_pn);
		put(CTL_SEVERITY_GOOD, 16, port->cage->vendor_sn);
	}
	text[0] = '\0';
	put_value(port->temperature, 6);
	if (port->worst)
		snprintf(text, sizeof(text), "%u %s",
			 port->worst->monitor.lane,
			 ctl_short_name(&port->worst->monitor));
	put(CTL_SEVERITY_GOOD, 7, text);
	put_value(port->worst, 9);
	ctl_list_alarm(text, port);
	if (!*text)
		snprintf(text, sizeof(text), "%s",
			 ctl_state_word(port->cage->status));
	put(port->severity, width_from(getcurx(stdscr) + 1), text);
}

static void draw_ports(struct screen *screen)
{
	size_t lines = lines_inside(), i;
	int width;

	if (screen->row < screen->first)
		screen->first = screen->row;
	if (screen->row >= screen->first + lines)
		screen->first = screen->row - lines + 1;
	move(1, 0);
	attrset(A_REVERSE);
	if (is_wide())
		printw("%-8s %-24s %-10s %-16s %-16s ", "CAGE", "LABEL",
		       "NETDEV", "PART", "SERIAL");
	else
		printw("%-8s %-8s ", "CAGE", "LABEL");
	printw("%6s %-8s %-7s %9s %-8s ", "TEMP", "", "WORST", "VALUE", "");
	width = width_from(getcurx(stdscr));
	printw("%-*.*s", width, width, "ALARM OR STATE");
	attrset(A_NORMAL);
	for (i = 0; i < lines; i++) {
		move(2 + i, 0);
		if (screen->first + i < screen->fleet.count)
			draw_port(&screen->fleet.ports[screen->first + i]);
		clrtoeol();
		if (screen->first + i == screen->row)
			mvchgat(2 + i, 0, 8, A_REVERSE, 0, NULL);
	}
}

/* ------------------------------------------------------------------------ */
/* The lanes of a cage                                                      */
/* ------------------------------------------------------------------------ */

static const struct {
	const char *name;
	uint32_t unit;
	const char *title;
	int width;
} lane_columns[] = {
	{ "tx_power", CMIS_UNIT_NANO_WATT, "TX dBm", 6 },
	{ "rx_power", CMIS_UNIT_NANO_WATT, "RX dBm", 6 },
	{ "media_pre_fec_ber", CMIS_UNIT_RATIO, "BER", 9 },
	{ "media_snr", CMIS_UNIT_MILLI_DB, "SNR dB", 6 },
};

static const struct ctl_reading *find_reading(const struct ctl_port *port,
					      unsigned int column,
					      uint32_t lane)
{
	size_t i;

	for (i = 0; i < port->readings.count; i++) {
		const struct ctl_reading *reading =
			ctl_part_at(&port->readings, i);

		if (reading->monitor.lane == lane &&
		    reading->monitor.unit == lane_columns[column].unit &&
		    !strcmp(reading->monitor.name, lane_columns[column].name))
			return reading;
	}
	return NULL;
}

static void draw_lane(const struct ctl_port *port, const struct ctl_lane *lane)
{
	unsigned int column, bit;
	char text[16];

	snprintf(text, sizeof(text), "%4u", lane->lane);
	put(CTL_SEVERITY_GOOD, 4, text);
	for (column = 0; column < ARRAY_SIZE(lane_columns); column++)
		put_value(find_reading(port, column, lane->lane),
			  lane_columns[column].width);
	attrset(attributes_of(CTL_SEVERITY_ALARM));
	for (bit = 0; bit < 32; bit++)
		if (lane->flags >> bit & 1)
			printw("%s ", ctl_name_or(&ctl_lane_flag_names, bit,
						  "?"));
	attrset(A_NORMAL);
}

static void draw_lanes(const struct screen *screen)
{
	const struct ctl_port *port = selected_port(screen);
	unsigned int column;
	size_t i;

	move(1, 0);
	attrset(A_REVERSE);
	printw("LANE ");
	for (column = 0; column < ARRAY_SIZE(lane_columns); column++)
		printw("%*s %*s ", lane_columns[column].width,
		       lane_columns[column].title, BAR_WIDTH, "");
	printw("%-*s", width_from(getcurx(stdscr)), "FLAGS");
	attrset(A_NORMAL);
	move(0, 0);
	if (port)
		printw("%s %s %s: %s %s %s", port->cage->name,
		       port->cage->label, port->cage->netdev,
		       port->cage->vendor_pn, port->cage->vendor_sn,
		       port->cage->media_interface_name);
	clrtoeol();
	for (i = 0; (int)i < lines_inside(); i++) {
		move(2 + i, 0);
		if (port && i < port->lanes.count)
			draw_lane(port, ctl_part_at(&port->lanes, i));
		clrtoeol();
	}
}

/* ------------------------------------------------------------------------ */
/* The screen                                                               */
/* ------------------------------------------------------------------------ */

static void draw(struct screen *screen)
{
	erase();
	if (screen->lanes) {
		draw_lanes(screen);
	} else {
		draw_title(screen);
		draw_ports(screen);
	}
	mvprintw(getmaxy(stdscr) - 1, 0, "%.*s", width_from(1), screen->lanes ?
		 "q back  up, down: other cages  space: now" :
		 "q quit  enter: lanes  s: order  arrows, page up, down  space: now");
	refresh();
}

/* The order may change; the selected cage stays, or its lanes go with it. */
static void order_ports(struct screen *screen)
{
	size_t i;

	ctl_list_sort(&screen->fleet, orders[screen->order]);
	for (i = 0; i < screen->fleet.count; i++) {
		if (screen->fleet.ports[i].cage->id != screen->selected)
			continue;
		screen->row = i;
		return;
	}
	screen->row = 0;
	screen->lanes = false;
}

static int screen_update(struct screen *screen, struct ctl_nl *nl)
{
	struct ctl_fleet fleet;

	ctl_fleet_init(&fleet);
	fleet.quiet = true;
	screen->error = ctl_fleet_collect(nl, NULL, &fleet);
	if (screen->error) {
		ctl_fleet_free(&fleet);
		return screen->error == -ENODEV || screen->error == -ENOENT ?
		       screen->error : 0;
	}
	ctl_fleet_free(&screen->fleet);
	screen->fleet = fleet;
	order_ports(screen);
	return 0;
}

static void move_row(struct screen *screen, long by)
{
	long row = (long)screen->row + by, last = screen->fleet.count;

	if (row > last - 1)
		row = last - 1;
	screen->row = row < 0 ? 0 : row;
	if (selected_port(screen))
		screen->selected = selected_port(screen)->cage->id;
}

/* Returns false if the user wants to leave. */
static bool take_key(struct screen *screen, int key)
{
	int page = lines_inside();

	switch (key) {
	case 'q':
	case KEY_ESCAPE:
		if (!screen->lanes)
			return false;
		screen->lanes = false;
		break;
	case '\n':
	case KEY_ENTER:
		move_row(screen, 0);
		screen->lanes = !screen->lanes;
		break;
	case 's':
		screen->order = (screen->order + 1) % ARRAY_SIZE(orders);
		order_ports(screen);
		break;
	case KEY_UP:
	case 'k':
		move_row(screen, -1);
		break;
	case KEY_DOWN:
	case 'j':
		move_row(screen, 1);
		break;
	case KEY_PPAGE:
		move_row(screen, -page);
		break;
	case KEY_NPAGE:
		move_row(screen, page);
		break;
	case KEY_HOME:
		move_row(screen, -(long)screen->row);
		break;
	case KEY_END:
		move_row(screen, screen->fleet.count);
		break;
	}
	return true;
}

/* Milliseconds of a clock that only goes on */
static long long now_ms(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static int screen_run(struct screen *screen, struct ctl_nl *nl,
		      const struct ctl_options *options)
{
	long long due = now_ms(), delay = 1000LL * options->delay_s;
	unsigned int count = 0, early = 0;
	int key, ret;

	for (;;) {
		if (now_ms() >= due) {
			early = 0;
			if (options->count && count++ == options->count)
				return 0;
			ret = screen_update(screen, nl);
			if (ret)
				return ret;
			due = now_ms() + delay;
		}
		draw(screen);
		timeout(due > now_ms() ? due - now_ms() : 0);
		key = getch();
		early = key == ERR ? early + 1 : 0;
		if (early == EARLY_MAX) {
			snprintf(nl->error, sizeof(nl->error),
				 "the terminal is gone");
			return -EIO;
		}
		if (key == ' ')
			due = 0;
		else if (!take_key(screen, key))
			return 0;
	}
}

static int top_screen(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct screen screen = { 0 };
	int ret;

	setlocale(LC_ALL, "");
	if (!initscr())
		return -EIO;
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	set_escdelay(50);
	curs_set(0);
	if (ctl_terminal_has_colour() && has_colors()) {
		start_color();
		use_default_colors();
		init_pair(1, COLOR_RED, -1);
		init_pair(2, COLOR_YELLOW, -1);
	}
	ctl_fleet_init(&screen.fleet);
	ret = screen_run(&screen, nl, options);
	endwin();
	ctl_fleet_free(&screen.fleet);
	return ret;
}

/* For a pipe, or a terminal that can do nothing: tables, one after another */
static int top_plain(struct ctl_nl *nl, const struct ctl_options *options)
{
	unsigned int count = 0;
	struct ctl_fleet fleet;
	int ret;

	for (;;) {
		ctl_fleet_init(&fleet);
		ret = ctl_fleet_collect(nl, NULL, &fleet);
		if (!ret)
			ret = ctl_list_sort(&fleet, orders[0]);
		if (!ret)
			ret = ctl_list_print(&fleet);
		ctl_fleet_free(&fleet);
		if (ret || fflush(stdout) || ++count == options->count)
			return ret;
		sleep(options->delay_s);
		putchar('\n');
	}
}

/**
 * ctl_top - the command top
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_top(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *term = getenv("TERM");
	struct ctl_options own = *options;

	if (!own.delay_s)
		own.delay_s = DELAY_S;
	if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO) || !term ||
	    !*term || !strcmp(term, "dumb"))
		return top_plain(nl, &own);
	return top_screen(nl, &own);
}
