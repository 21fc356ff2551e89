// SPDX-License-Identifier: GPL-2.0-only
/* cmisctl: show cages and modules, follow events, change settings. */

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"

#define STATUS_USAGE	2
#define OPTIONS_MAX	32

/**
 * struct line - the command line
 * @options: values of the options
 * @given: letters of the options that were given
 * @help: the user asks for help
 */
struct line {
	struct ctl_options options;
	char given[OPTIONS_MAX + 1];
	bool help;
};

/* The command that the user should read about */
static const struct ctl_command *usage_command;

__attribute__((format(printf, 1, 2)))
static int usage_refuse(const char *format, ...)
{
	va_list args;

	fputs("cmisctl: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fprintf(stderr, "; try: cmisctl help%s%s\n",
		usage_command ? " " : "",
		usage_command ? usage_command->name : "");
	return STATUS_USAGE;
}

static void option_print(const struct ctl_option *option)
{
	char text[64];

	snprintf(text, sizeof(text), "-%c, --%s%s%s", option->letter,
		 option->name, option->value ? " " : "",
		 option->value ? option->value : "");
	printf("  %-24s %s\n", text, option->help);
}

static int help_print(void)
{
	char text[64];
	size_t i;

	puts("usage: cmisctl COMMAND [ARGUMENT]... [OPTION]...\n");
	for (i = 0; i < ctl_command_count; i++) {
		snprintf(text, sizeof(text), "%s %s", ctl_commands[i].name,
			 ctl_commands[i].args);
		printf("  %-24s %s\n", text, ctl_commands[i].summary);
	}
	puts("  help [COMMAND]           this text, or more about a command\n"
	     "  version                  the version\n\n"
	     "CAGE is a name like cmis0, or a label.");
	return EXIT_SUCCESS;
}

static int help_print_command(const struct ctl_command *command)
{
	const char *letter;

	printf("usage: cmisctl %s%s%s%s\n\n%s\n", command->name,
	       *command->args ? " " : "", command->args,
	       *command->options ? " [OPTION]..." : "", command->summary);
	if (command->help)
		printf("\n%s", command->help);
	if (*command->options)
		putchar('\n');
	for (letter = command->options; *letter; letter++)
		option_print(ctl_option_find(*letter));
	return EXIT_SUCCESS;
}

static int option_store(const struct ctl_option *option, const char *text,
			struct ctl_options *options)
{
	char *member = (char *)options + option->offset;
	unsigned long number;
	char *end;

	if (option->kind == CTL_OPTION_FLAG) {
		*(bool *)member = true;
		return 0;
	}
	if (option->kind == CTL_OPTION_TEXT) {
		*(const char **)member = text;
		return 0;
	}
	errno = 0;
	number = strtoul(text, &end, 10);
	if (errno || *end || *text < '0' || *text > '9' ||
	    number < option->min || number > option->max)
		return usage_refuse("--%s: '%s' is not a number from %u to %u",
				    option->name, text, option->min,
				    option->max);
	*(unsigned int *)member = number;
	return 0;
}

/* Two options may share a name: then the command decides. */
static bool option_is_other(const struct ctl_option *option,
			    const struct ctl_command *command)
{
	const char *letter;

	for (letter = command ? command->options : ""; *letter; letter++)
		if (!strcmp(ctl_option_find(*letter)->name, option->name))
			return *letter != option->letter;
	return false;
}

/* The table of options as getopt_long() has it */
static void options_build(struct option *table, char *letters,
			  const struct ctl_command *command)
{
	const struct ctl_option *option;
	size_t i;

	/* getopt_long() tells a missing value from an unknown option. */
	*letters++ = ':';
	*letters++ = 'h';
	*letters++ = 'V';
	for (i = 0; i < ctl_option_count; i++) {
		option = &ctl_option_table[i];
		*letters++ = option->letter;
		if (option->value)
			*letters++ = ':';
		if (option_is_other(option, command))
			continue;
		*table++ = (struct option) {
			.name = option->name,
			.has_arg = !!option->value,
			.val = option->letter,
		};
	}
	*letters = '\0';
	*table++ = (struct option) { .name = "help", .val = 'h' };
	*table++ = (struct option) { .name = "version", .val = 'V' };
	*table = (struct option) { 0 };
}

static int version_print(void)
{
	puts("cmisctl " CMIS_VERSION);
	return EXIT_SUCCESS;
}

/* The command of a line, whose options may come before it */
static const struct ctl_command *command_of(char **words)
{
	const struct ctl_command *command = NULL;

	while (*words && !command)
		command = ctl_command_find(*words++);
	return command;
}

/* Refuse the option that getopt_long() has just stopped at. */
static int option_refuse(const char *word, bool known)
{
	char text[] = { '-', optopt, '\0' };

	/* Of an unknown long option, getopt_long() has no letter. */
	if (optopt && word[1] != '-')
		word = text;
	return usage_refuse(known ? "option '%s' needs a value" :
				    "there is no option '%s'", word);
}

/* Take the options. Return: -1 to go on, else the exit status. */
static int options_read(int argc, char **argv, struct line *line)
{
	struct option table[OPTIONS_MAX + 3];
	char letters[2 * OPTIONS_MAX + 4];
	int letter;

	opterr = 0;
	options_build(table, letters, usage_command);
	while ((letter = getopt_long(argc, argv, letters, table, NULL)) != -1) {
		if (letter == '?' || letter == ':')
			return option_refuse(argv[optind - 1], letter == ':');
		if (letter == 'V')
			return version_print();
		if (letter == 'h') {
			line->help = true;
			continue;
		}
		if (option_store(ctl_option_find(letter), optarg,
				 &line->options))
			return STATUS_USAGE;
		if (!strchr(line->given, letter))
			line->given[strlen(line->given)] = letter;
	}
	return -1;
}

/* Compare the arguments with the words that the command wants. */
static int args_check(const struct ctl_command *command, char **args)
{
	const char *word = command->args;
	bool many = false;
	size_t len;

	for (; *args && *word; args++) {
		len = strcspn(word, " ");
		many = len > 3 && memmem(word, len, "...", 3);
		if (!many)
			word += len + (word[len] == ' ');
	}
	if (*args)
		return usage_refuse("%s: there is no place for '%s'",
				    command->name, *args);
	if (*word && *word != '[' && !many)
		return usage_refuse("%s: %.*s is missing", command->name,
				    (int)strcspn(word, " "), word);
	return 0;
}

static int options_check(const struct ctl_command *command,
			 const struct line *line)
{
	const char *letter;

	for (letter = line->given; *letter; letter++)
		if (!strchr(command->options, *letter))
			return usage_refuse("%s: --%s does not apply",
					    command->name,
					    ctl_option_find(*letter)->name);
	return 0;
}

static int command_run(const struct ctl_command *command,
		       const struct ctl_options *options)
{
	struct ctl_nl nl = { 0 };
	int ret = 0;

	if (!command->offline)
		ret = ctl_nl_open(&nl);
	if (!ret)
		ret = command->run(&nl, options);
	if (ret)
		fprintf(stderr, "cmisctl: %s\n",
			*nl.error ? nl.error : strerror(-ret));
	ctl_nl_close(&nl);
	return ret ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int line_run(struct line *line, const char *name, char **args)
{
	const struct ctl_command *command;
	bool help = line->help || !strcmp(name, "help");
	const char *first = name;

	if (!strcmp(name, "help") && *args)
		name = *args++;
	if (*args && (!strcmp(first, "help") || !strcmp(first, "version")))
		return usage_refuse("%s: there is no place for '%s'", first,
				    *args);
	if (!strcmp(name, "help"))
		return help_print();
	if (!strcmp(name, "version"))
		return version_print();
	command = ctl_command_find(name);
	if (!command)
		return usage_refuse("there is no command '%s'", name);
	if (help)
		return help_print_command(command);
	if (options_check(command, line) || args_check(command, args))
		return STATUS_USAGE;
	line->options.args = args;
	return command_run(command, &line->options);
}

/* Output that did not reach its file is a failure. */
static int output_end(int status)
{
	errno = 0;
	if (status || (!fflush(stdout) && !ferror(stdout)))
		return status;
	fprintf(stderr, "cmisctl: cannot write: %s\n",
		strerror(errno ? errno : EIO));
	return EXIT_FAILURE;
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
	struct line line = { 0 };
	int status;

	/* Options of the line to complete are no options of this one. */
	if (argc > 1 && !strcmp(argv[1], "complete"))
		return output_end(ctl_complete(argv + 2));
	usage_command = command_of(argv + 1);
	status = options_read(argc, argv, &line);
	if (status < 0 && optind < argc)
		status = line_run(&line, argv[optind], argv + optind + 1);
	else if (status < 0)
		status = line.help ? help_print() :
				     usage_refuse("a command is missing");
	return output_end(status);
}
