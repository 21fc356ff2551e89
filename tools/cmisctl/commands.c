// SPDX-License-Identifier: GPL-2.0-only
/*
 * The commands and their options: a row each. A new command is one row here,
 * one source file, and one section of the man page.
 */

#include <stddef.h>
#include <string.h>

#include "cmisctl.h"

const struct ctl_command ctl_commands[] = {
	{ "list", "", "all cages, a line each",
	  "WORST is the lane with the value that is nearest to its limits.\n"
	  "COLUMN is cage, label, netdev, part, serial, media, temp, worst,\n"
	  "state or alarm; -COLUMN sorts the other way round.\n", "jsw",
	  false, ctl_list },
	{ "show", "[CAGE]", "identity, values, lanes, alerts; CAGE: of one",
	  "With --all, for root: also each field of the memory of CAGE.\n",
	  "jta", false, ctl_show_all },
	{ "top", "", "all cages live, the worst first",
	  "Bars fill as values come near their limits. Keys: arrows, page up\n"
	  "and down, enter (the lanes of a cage), s (order), space, q.\n"
	  "Without a terminal, top prints tables.\n", "dn", false, ctl_top },
	{ "alerts", "", "the active alerts", NULL, "ja", false, ctl_alerts },
	{ "monitor", "", "events as they come, a line each",
	  "It ends at SIGINT, or when the driver is unloaded.\n", "jb", false,
	  ctl_monitor },
	{ "health", "[CAGE]", "why links went down; CAGE: with the evidence",
	  "The last verdict of each cage, and lanes that came back worse; of\n"
	  "CAGE the last 16, and the usual bit error ratio of each lane.\n"
	  "--accept: ratios that are worse now are the usual ones. For root.\n",
	  "jA", false, ctl_health },
	{ "trend", "CAGE", "slopes of a module, and hours until its limits",
	  "Windows are 10 minutes, 6 hours, 7 days and 128 days.\n", "j",
	  false, ctl_trend },
	{ "decode", "FILE", "the memory of a module in words",
	  "A summary, then each page, field by field; bytes without a name are\n"
	  "in hex.\n"
	  "FILE is a folder of page files, bytes as `ethtool -m raw on` gives\n"
	  "them, or a hex dump of ethtool, i2cdump, sfputil, hexdump or xxd;\n"
	  "- is standard input. No driver is needed.\n", "j", true,
	  ctl_decode },
	{ "diagnose", "[CAGE]", "why links went down, from a record or a trace",
	  "Of CAGE, for root, the record that is being written, or a sealed\n"
	  "one. A trace is a CSV file; - is standard input. For files, no\n"
	  "driver is needed.\n", "jcDr", true, ctl_diagnose },
	{ "eeprom", "CAGE", "bytes of a module, with the names of registers",
	  "Without a page: lower memory and page 00h. Latched flags come\n"
	  "from the last sweep, so that no other reader loses one. For root.\n",
	  "pk", false, ctl_eeprom },
	{ "set", "CAGE KEY=VALUE...", "change settings of a cage",
	  "Keys: label, netdev, period-ms, thermal-period-ms,\n"
	  "lanes-period-ms, vdm-period-ms, stale-sweeps, diagnostics,\n"
	  "statistics, static-period-ms, power-limit-mw, management (none or\n"
	  "host).\n", "j", false, ctl_set },
	{ "limits", "[FILE]", "thresholds of part numbers; FILE: set them",
	  "A line of FILE is: PART MONITOR LEVEL VALUE\n"
	  "VALUE is a number in the unit of sysfs, or none.\n", "j", false,
	  ctl_limits },
	{ "nic", "[ACTION] [NETDEV]", "modules behind the firmware of NICs",
	  "ACTION: list (the default), add NETDEV, remove NETDEV. NETDEV may\n"
	  "be auto: all physical ports of known drivers.\n", "j", true,
	  ctl_nic },
	{ "cages", "[ACTION] [FILE]", "the cages of /etc/cmis/cages.conf",
	  "ACTION: show (the default), check, apply. apply makes all cages\n"
	  "of the file, or none; see cages.conf(5).\n"
	  "check and apply look --count times for what the file names.\n",
	  "jdn", true,
	  ctl_cages },
	{ "app", "CAGE", "the applications of a module", NULL, "j", false,
	  ctl_app },
	{ "port", "[CAGE] [WORD...]", "ports; WORD...: bring lanes up or down",
	  "WORD... is: lanes LIST [split NxSPEED | speed SPEED] [host-id ID]\n"
	  "[media-id ID] [appsel N] [test] up|down|retry|release\n"
	  "LIST is like 1-4,9; SPEED is like 400g or 1.6t. With test, the\n"
	  "lanes carry no traffic, and lane needs no --force. --force changes\n"
	  "the application of a port that is up; the former wish comes back\n"
	  "after 60 s, or --revert SECONDS, unless the change is confirmed.\n",
	  "jfR", false, ctl_port },
	{ "record", "CAGE", "write the record of a module to standard output",
	  "Without a number: the record that is being written. For root.\n",
	  "jlr", false, ctl_record },
	{ "mark", "CAGE TEXT", "put a mark into the record of a module",
	  "TEXT has 1 to 64 printable characters. For root.\n", "", false,
	  ctl_mark },
	{ "replay", "FILE", "a record as text, a line for each entry",
	  "FILE is from cmisctl record; - is standard input. No driver is\n"
	  "needed.\n", "imx", true, ctl_replay },
	{ "lane", "CAGE [LIST] [NAME=VALUE...]",
	  "controls of lanes; NAME=VALUE: change them",
	  "Names: tx-disable, tx-squelch-force, tx-squelch-auto-off,\n"
	  "tx-polarity-flip, rx-disable, rx-squelch-auto-off,\n"
	  "rx-polarity-flip (off or on), tx-eq-adaptive, tx-eq-db,\n"
	  "tx-eq-recall, tx-cdr, rx-cdr, rx-pre-mdb, rx-post-mdb,\n"
	  "rx-amplitude. It prints what the module answers. --force changes\n"
	  "lanes with traffic; the former value comes back after 60 s, or\n"
	  "--revert SECONDS, unless the change is confirmed.\n", "jfR", false,
	  ctl_lane },
	{ "laser", "CAGE LANE NAME=VALUE...", "tune a laser, or set its power",
	  "Names: thz, or channel; grid (in GHz); dbm, the target power.\n"
	  "Without a grid, the grid stays. The module may tune for a minute;\n"
	  "show tells how far it is. --force: also if the lane has traffic.\n",
	  "f", false, ctl_laser },
	{ "confirm", "CAGE NUMBER", "keep a change that would go back", NULL,
	  "", false, ctl_confirm },
	{ "loopback", "CAGE [WORD...]", "loopbacks of a module; WORD...: change",
	  "WORD... is: [lanes LIST] KIND|off\n"
	  "KIND is media-output, media-input, host-output or host-input.\n"
	  "--force and --revert are as for lane.\n", "jfR", false,
	  ctl_loopback_command },
	{ "prbs", "start|stop|clear|show CAGE [WORD...]",
	  "tests with patterns: lock, errors, bits, ratio",
	  "WORD... is: [lanes LIST] [host|media] [PATTERN]\n"
	  "[generator|checker]; start needs a side and a pattern.\n"
	  "PATTERN is prbs7, 9, 13, 15, 23 or 31, the same with a q for PAM4,\n"
	  "ssprq, or off. Without an error, the ratio is an upper bound.\n"
	  "--force and --revert are as for lane.\n", "jfR", false, ctl_prbs },
	{ "reset", "CAGE", "reset a module",
	  "--force: also if lanes have traffic.\n", "f", false, ctl_reset },
	{ "power", "CAGE low|high", "put a module into low power, or out of it",
	  NULL, "", false, ctl_power },
	{ "audit", "[CAGE]", "writes to modules, and who asked for them",
	  "The last 256 of each cage. --follow shows new ones each second.\n"
	  "Needs CAP_NET_ADMIN.\n", "jF", false, ctl_audit },
	{ "metrics", "[FILE]", "all values for Prometheus",
	  "FILE is replaced in one go, as node_exporter's textfile collector\n"
	  "needs it. If there are no values, it says cmis_up 0.\n", "v", true,
	  ctl_export },
};

const size_t ctl_command_count = ARRAY_SIZE(ctl_commands);

#define MEMBER(name)	offsetof(struct ctl_options, name)

const struct ctl_option ctl_option_table[] = {
	{ 'j', "json", NULL, "print JSON", CTL_OPTION_FLAG, MEMBER(json) },
	{ 'a', "all", NULL, "alerts: also cleared ones; show: all fields",
	  CTL_OPTION_FLAG, MEMBER(all) },
	{ 's', "sort", "COLUMN", "sort by a column", CTL_OPTION_TEXT,
	  MEMBER(sort) },
	{ 'w', "worst", NULL, "worst first", CTL_OPTION_FLAG, MEMBER(worst) },
	{ 't', "thresholds", NULL, "also thresholds", CTL_OPTION_FLAG,
	  MEMBER(thresholds) },
	{ 'v', "values-only", NULL, "without limits", CTL_OPTION_FLAG,
	  MEMBER(values_only) },
	{ 'd', "delay", "SECONDS", "between two looks", CTL_OPTION_NUMBER,
	  MEMBER(delay_s), 1, 3600 },
	{ 'n', "count", "NUMBER", "of looks", CTL_OPTION_NUMBER,
	  MEMBER(count), 1, 1 << 30 },
	{ 'p', "page", "HEX", "a page, like 11", CTL_OPTION_TEXT,
	  MEMBER(page) },
	{ 'k', "bank", "NUMBER", "a bank, 0 to 7", CTL_OPTION_NUMBER,
	  MEMBER(bank), 0, 7 },
	{ 'c', "csv", "FILE", "a trace", CTL_OPTION_TEXT, MEMBER(csv) },
	{ 'D', "record", "FILE", "a record", CTL_OPTION_TEXT, MEMBER(record) },
	{ 'f', "force", NULL, "also lanes with traffic", CTL_OPTION_FLAG,
	  MEMBER(force) },
	{ 'A', "accept", NULL, "worse error ratios are the usual ones now",
	  CTL_OPTION_FLAG, MEMBER(accept) },
	{ 'F', "follow", NULL, "go on with new records", CTL_OPTION_FLAG,
	  MEMBER(follow) },
	{ 'R', "revert", "SECONDS", "until the change goes back",
	  CTL_OPTION_NUMBER, MEMBER(revert_s), 1, 600 },
	{ 'b', "buffer", "BYTES", "size of the kernel's buffer",
	  CTL_OPTION_NUMBER, MEMBER(buffer_bytes), 1, 1 << 30 },
	{ 'l', "list", NULL, "list the records", CTL_OPTION_FLAG,
	  MEMBER(list) },
	{ 'r', "number", "NUMBER", "of a sealed record", CTL_OPTION_NUMBER,
	  MEMBER(number), 1, 1 << 30 },
	{ 'x', "csv", NULL, "print CSV", CTL_OPTION_FLAG, MEMBER(as_csv) },
	{ 'i', "image", "DIR", "write an image for cmis-sim",
	  CTL_OPTION_TEXT, MEMBER(image) },
	{ 'm', "sim", NULL, "print commands for cmis-sim play",
	  CTL_OPTION_FLAG, MEMBER(sim) },
};

const size_t ctl_option_count = ARRAY_SIZE(ctl_option_table);

/**
 * ctl_command_find - a command by its name
 * @name: the name
 *
 * Return: the command, or NULL.
 */
const struct ctl_command *ctl_command_find(const char *name)
{
	size_t i;

	for (i = 0; i < ctl_command_count; i++)
		if (!strcmp(ctl_commands[i].name, name))
			return &ctl_commands[i];
	return NULL;
}

/**
 * ctl_option_find - an option by its letter
 * @letter: the letter
 *
 * Return: the option, or NULL.
 */
const struct ctl_option *ctl_option_find(char letter)
{
	size_t i;

	for (i = 0; i < ctl_option_count; i++)
		if (ctl_option_table[i].letter == letter)
			return &ctl_option_table[i];
	return NULL;
}
