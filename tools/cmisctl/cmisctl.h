/* SPDX-License-Identifier: GPL-2.0-only */
/* The commands and their options. commands.c has the tables. */
#ifndef _CMISCTL_H
#define _CMISCTL_H

#include <stdbool.h>
#include <stddef.h>

#include "names.h"
#include "nl.h"

/**
 * struct ctl_options - the command line
 * @json: print JSON
 * @all: of alerts, also cleared ones; of show, all fields
 * @worst: the worst first
 * @thresholds: also thresholds
 * @values_only: metrics without limits
 * @page: a page, in hex; NULL: none
 * @bank: a bank
 * @sort: name of a column; NULL: none
 * @csv: file with a trace; NULL: none
 * @record: file with a record; NULL: none
 * @delay_s: seconds between two looks; 0: the command's own
 * @count: number of looks; 0: without end
 * @buffer_bytes: size of the kernel's buffer for monitor; 0: its default
 * @list: list the records
 * @number: number of a record; 0: none
 * @as_csv: print CSV
 * @sim: print commands for the simulator
 * @image: folder for an image; NULL: none
 * @force: change lanes that may have traffic
 * @follow: go on with new records
 * @accept: worse error ratios are the usual ones now
 * @revert_s: seconds until a change goes back; 0: the command's own
 * @args: of the command; ends with NULL
 */
struct ctl_options {
	bool json;
	bool all;
	bool worst;
	bool thresholds;
	bool values_only;
	const char *page;
	unsigned int bank;
	const char *sort;
	const char *csv;
	const char *record;
	unsigned int delay_s;
	unsigned int count;
	unsigned int buffer_bytes;
	bool list;
	unsigned int number;
	bool as_csv;
	bool sim;
	const char *image;
	bool force;
	bool follow;
	bool accept;
	unsigned int revert_s;
	char **args;
};

/**
 * enum ctl_option_kind - value of an option
 * @CTL_OPTION_FLAG: none; the member is a bool
 * @CTL_OPTION_NUMBER: a decimal number; the member is an unsigned int
 * @CTL_OPTION_TEXT: any text; the member points to it
 */
enum ctl_option_kind {
	CTL_OPTION_FLAG,
	CTL_OPTION_NUMBER,
	CTL_OPTION_TEXT,
};

/**
 * struct ctl_option - an option of commands
 * @letter: its short form
 * @name: its long form
 * @value: name of its value for people; NULL if it has none
 * @help: its purpose
 * @kind: of its value
 * @offset: of its member in struct ctl_options
 * @min: least number
 * @max: greatest number
 */
struct ctl_option {
	char letter;
	const char *name;
	const char *value;
	const char *help;
	enum ctl_option_kind kind;
	size_t offset;
	unsigned int min;
	unsigned int max;
};

/**
 * struct ctl_command - a command
 * @name: its name
 * @args: its arguments, a word each; "[WORD]" may be left out, and
 *	"WORD..." or "[WORD...]" may come any number of times
 * @summary: its purpose, in a line
 * @help: more words for its help; NULL if there are none
 * @options: letters of its options
 * @offline: it needs no driver or opens the socket itself, and gets none
 * @run: runs it; returns 0, or a negative errno with nl->error
 */
struct ctl_command {
	const char *name;
	const char *args;
	const char *summary;
	const char *help;
	const char *options;
	bool offline;
	int (*run)(struct ctl_nl *nl, const struct ctl_options *options);
};

extern const struct ctl_command ctl_commands[];
extern const size_t ctl_command_count;
extern const struct ctl_option ctl_option_table[];
extern const size_t ctl_option_count;

const struct ctl_command *ctl_command_find(const char *name);
const struct ctl_option *ctl_option_find(char letter);

const char *ctl_set_key(unsigned int index);
int ctl_complete(char **words);
int ctl_decode(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_diagnose(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_eeprom(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_top(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_health(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_trend(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_list(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_show(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_show_all(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_alerts(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_set(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_limits(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_nic(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_cages(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_app(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_port(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_record(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_mark(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_replay(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_audit(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_laser(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_loopback_command(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_prbs(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_reset(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_power(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_lane(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_confirm(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_export(struct ctl_nl *nl, const struct ctl_options *options);
int ctl_monitor(struct ctl_nl *nl, const struct ctl_options *options);

#endif /* _CMISCTL_H */
