// SPDX-License-Identifier: GPL-2.0-only
/* cmisctl: show cages and modules, follow events, change settings. */

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"
#include "names.h"

#define STATUS_USAGE 2

static const struct command {
	const char *name;
	int args_min;
	int args_max;
	int (*run)(struct ctl_nl *nl, const struct ctl_options *options);
} commands[] = {
	{ "list", 0, 0, ctl_list },
	{ "show", 1, 1, ctl_show },
	{ "alerts", 0, 0, ctl_alerts },
	{ "monitor", 0, 0, ctl_monitor },
	{ "set", 2, 64, ctl_set },
	{ "limits", 0, 1, ctl_limits },
};

static const char usage_text[] =
	"usage: cmisctl [OPTION]... COMMAND\n"
	"\n"
	"  list                    all cages\n"
	"  show CAGE               one cage: identity, values, lanes, alerts\n"
	"  alerts [--all]          active alerts; --all: cleared ones, too\n"
	"  monitor [--buffer N]    events, a line for each\n"
	"  set CAGE KEY=VALUE...   label, netdev, period-ms, thermal-period-ms,\n"
	"                          lanes-period-ms, vdm-period-ms, stale-sweeps,\n"
	"                          diagnostics, statistics, static-period-ms\n"
	"  limits [FILE]           thresholds of part numbers; FILE: set them\n"
	"\n"
	"CAGE is a name like cmis0, or a label.\n"
	"\n"
	"  -j, --json              print JSON\n"
	"  -a, --all               also cleared alerts\n"
	"  -b, --buffer BYTES      size of the kernel's buffer for monitor\n"
	"  -V, --version           print the version\n"
	"  -h, --help              print this text\n";

static const struct option long_options[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "all", no_argument, NULL, 'a' },
	{ "buffer", required_argument, NULL, 'b' },
	{ "version", no_argument, NULL, 'V' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static int usage_refuse(void)
{
	fputs(usage_text, stderr);
	return STATUS_USAGE;
}

static bool read_bytes(const char *text, int *bytes)
{
	char *end;
	long number;

	errno = 0;
	number = strtol(text, &end, 10);
	if (errno || *end || number < 1 || number > 1 << 30)
		return false;
	*bytes = number;
	return true;
}

/* Take one option. Return: -1 to go on, else the exit status. */
static int read_options(int argc, char **argv, struct ctl_options *options)
{
	int letter;

	while ((letter = getopt_long(argc, argv, "jab:Vh", long_options,
				     NULL)) != -1) {
		switch (letter) {
		case 'j':
			options->json = true;
			break;
		case 'a':
			options->all = true;
			break;
		case 'b':
			if (!read_bytes(optarg, &options->buffer_bytes))
				return usage_refuse();
			break;
		case 'V':
			puts("cmisctl " CMIS_VERSION);
			return 0;
		case 'h':
			fputs(usage_text, stdout);
			return 0;
		default:
			return usage_refuse();
		}
	}
	return -1;
}

static const struct command *command_find(const char *name, int args)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i].name, name))
			return args >= commands[i].args_min &&
			       args <= commands[i].args_max ? &commands[i] :
							      NULL;
	return NULL;
}

static int command_run(const struct command *command,
		       const struct ctl_options *options)
{
	struct ctl_nl nl;
	int ret;

	ret = ctl_nl_open(&nl);
	if (!ret)
		ret = command->run(&nl, options);
	if (!ret && (fflush(stdout) || ferror(stdout)))
		ret = -EIO;
	if (ret)
		fprintf(stderr, "cmisctl: %s\n",
			*nl.error ? nl.error : strerror(-ret));
	ctl_nl_close(&nl);
	return ret ? EXIT_FAILURE : EXIT_SUCCESS;
}

/**
 * main - run a command
 * @argc: count of @argv
 * @argv: the command line
 *
 * Return: 0, 1 if it failed, 2 if the command line is wrong.
 */
int main(int argc, char **argv)
{
	const struct command *command;
	struct ctl_options options = { 0 };
	int status;

	status = read_options(argc, argv, &options);
	if (status >= 0)
		return status;
	if (optind == argc)
		return usage_refuse();
	command = command_find(argv[optind], argc - optind - 1);
	if (!command)
		return usage_refuse();
	options.args = argv + optind + 1;
	return command_run(command, &options);
}
