// SPDX-License-Identifier: GPL-2.0-only
/* The terminal: its width, and colours. */

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "terminal.h"

#define WIDTH_DEFAULT	80
#define WIDTH_MAX	1000
/* Longer than any line */
#define ROOM_MAX	10000

/* Escape sequences by severity */
static const char *const colours[CTL_SEVERITIES] = {
	[CTL_SEVERITY_NONE] = "\033[2m",
	[CTL_SEVERITY_WARNING] = "\033[33m",
	[CTL_SEVERITY_ALARM] = "\033[1;31m",
	[CTL_SEVERITY_FAULT] = "\033[1;31m",
};

/* COLUMNS of the environment, or those of the terminal; 0: unknown */
static unsigned int width_get(void)
{
	const char *text = getenv("COLUMNS");
	unsigned long columns = text ? strtoul(text, NULL, 10) : 0;
	struct winsize size = { 0 };

	if (columns && columns <= WIDTH_MAX)
		return columns;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_col > WIDTH_MAX)
		return 0;
	return size.ws_col;
}

/**
 * ctl_terminal_width - columns for lines that wrap
 *
 * Return: COLUMNS of the environment; else those of the terminal; else 80.
 */
unsigned int ctl_terminal_width(void)
{
	unsigned int width = width_get();

	return width ? width : WIDTH_DEFAULT;
}

/**
 * ctl_terminal_room - columns for lines that are cut
 *
 * Return: the same as ctl_terminal_width(), but no limit where output is no
 * terminal and COLUMNS is not set: a program or a file wants all.
 */
unsigned int ctl_terminal_room(void)
{
	unsigned int width = width_get();

	if (!width)
		width = isatty(STDOUT_FILENO) ? WIDTH_DEFAULT : ROOM_MAX;
	return width;
}

/**
 * ctl_cut - cut a text, with a mark
 * @text: the text
 * @width: columns for it
 * @keep_end: its end says more than its begin, like "0" in "Ethernet240"
 */
void ctl_cut(char *text, size_t width, bool keep_end)
{
	size_t len = strlen(text);

	if (len <= width)
		return;
	if (keep_end)
		memmove(text, text + len - width, width);
	text[width] = '\0';
	if (width)
		text[keep_end ? 0 : width - 1] = '~';
}

/**
 * ctl_terminal_has_colour - whether output is in colour
 *
 * Return: true on a terminal that has colours, unless NO_COLOR is set.
 */
bool ctl_terminal_has_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return !(no && *no) && term && strcmp(term, "dumb") &&
	       isatty(STDOUT_FILENO);
}

/**
 * ctl_colour_start - the sequence that begins a colour
 * @severity: of the text that follows
 *
 * Return: the sequence; "" without colours.
 */
const char *ctl_colour_start(enum ctl_severity severity)
{
	return colours[severity] && ctl_terminal_has_colour() ?
	       colours[severity] : "";
}

/**
 * ctl_colour_end - the sequence that ends a colour
 * @severity: as at its begin
 *
 * Return: the sequence; "" without colours.
 */
const char *ctl_colour_end(enum ctl_severity severity)
{
	return *ctl_colour_start(severity) ? "\033[0m" : "";
}
