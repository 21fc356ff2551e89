// SPDX-License-Identifier: GPL-2.0-only
/*
 * Candidates for a shell: `cmisctl complete WORD...` prints words that may
 * stand in place of the last one, a line each. The shells' own files only call
 * it.
 */

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmisctl.h"

#define CAGES	"/sys/class/cmis"

static void offer(const char *word, const char *before, const char *candidate,
		  const char *after)
{
	char text[512];

	snprintf(text, sizeof(text), "%s%s%s", before, candidate, after);
	if (!strncmp(text, word, strlen(word)))
		puts(text);
}

static void offer_commands(const char *word)
{
	size_t i;

	for (i = 0; i < ctl_command_count; i++)
		offer(word, "", ctl_commands[i].name, "");
	offer(word, "", "help", "");
	offer(word, "", "version", "");
}

static void offer_cages(const char *word)
{
	struct dirent **names;
	int count = scandir(CAGES, &names, NULL, versionsort), i;

	for (i = 0; i < count; i++) {
		if (names[i]->d_name[0] != '.')
			offer(word, "", names[i]->d_name, "");
		free(names[i]);
	}
	if (count >= 0)
		free(names);
}

static void offer_keys(const char *word)
{
	const char *key;
	unsigned int i;

	for (i = 0; (key = ctl_set_key(i)); i++)
		offer(word, "", key, "=");
}

static void offer_options(const struct ctl_command *command, const char *word)
{
	const char *letter;

	for (letter = command->options; *letter; letter++)
		offer(word, "--", ctl_option_find(*letter)->name, "");
	offer(word, "--", "help", "");
}

static bool takes_value(const char *word)
{
	size_t i;

	for (i = 0; i < ctl_option_count; i++) {
		const struct ctl_option *option = &ctl_option_table[i];

		if (!option->value)
			continue;
		if (word[0] == '-' && word[1] == option->letter && !word[2])
			return true;
		if (!strncmp(word, "--", 2) && !strcmp(word + 2, option->name))
			return true;
	}
	return false;
}

/* The word of the command's synopsis that stands at a place, from 0 */
static const char *synopsis_at(const char *args, unsigned int place)
{
	while (place-- && strchr(args, ' '))
		args = strchr(args, ' ') + 1;
	return args;
}

/* The words between bars: one of them */
static void offer_words(const char *synopsis, const char *word)
{
	char text[64];
	size_t len;

	for (; *synopsis && *synopsis != ' '; synopsis += len) {
		synopsis += *synopsis == '|';
		len = strcspn(synopsis, "| ]");
		snprintf(text, sizeof(text), "%.*s", (int)len, synopsis);
		offer(word, "", text, "");
		if (synopsis[len] == ']')
			return;
	}
}

static void offer_argument(const char *synopsis, const char *word)
{
	synopsis += *synopsis == '[';
	if (!strncmp(synopsis, "CAGE", 4))
		offer_cages(word);
	else if (!strncmp(synopsis, "KEY", 3))
		offer_keys(word);
	else if (strcspn(synopsis, "|") < strcspn(synopsis, " "))
		offer_words(synopsis, word);
}

/**
 * ctl_complete - print candidates for the last word of a command line
 * @words: the words after "cmisctl"; ends with NULL
 *
 * Return: the exit status.
 */
int ctl_complete(char **words)
{
	const struct ctl_command *command;
	unsigned int place = 0;
	char **word;

	if (!words[0] || !words[1]) {
		offer_commands(words[0] ? words[0] : "");
		return EXIT_SUCCESS;
	}
	command = ctl_command_find(words[0]);
	if (!strcmp(words[0], "help"))
		offer_commands(words[1]);
	if (!command)
		return EXIT_SUCCESS;
	for (word = words + 1; word[1]; word++)
		if (takes_value(*word) && word[2])
			word++;
		else if (**word != '-' && !takes_value(*word))
			place++;
	if (takes_value(word[-1]))
		return EXIT_SUCCESS;
	if (**word == '-')
		offer_options(command, *word);
	else
		offer_argument(synopsis_at(command->args, place), *word);
	return EXIT_SUCCESS;
}
