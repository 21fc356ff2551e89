// SPDX-License-Identifier: GPL-2.0-only
/* Tables of text, by libsmartcols. */

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grid.h"

#define CELL_SIZE	512

/**
 * ctl_grid_new - begin a table
 * @columns: its columns
 * @count: of @columns
 * @indent: blanks at the begin of each line
 *
 * Return: the table for ctl_grid_print(); NULL without memory.
 */
struct libscols_table *ctl_grid_new(const struct ctl_column *columns,
				    size_t count, unsigned int indent)
{
	struct libscols_table *grid = scols_new_table();
	unsigned int width = ctl_terminal_room();
	size_t i;

	if (!grid)
		return NULL;
	scols_table_set_termforce(grid, SCOLS_TERMFORCE_ALWAYS);
	scols_table_set_termwidth(grid, width > indent ? width - indent : 1);
	scols_table_enable_colors(grid, ctl_terminal_has_colour());
	for (i = 0; i < count; i++) {
		if (!scols_table_new_column(grid, columns[i].title,
					    columns[i].width,
					    columns[i].flags)) {
			scols_unref_table(grid);
			return NULL;
		}
	}
	return grid;
}

/**
 * ctl_grid_row - begin a row
 * @grid: the table; NULL is allowed
 *
 * Return: the row; NULL without memory.
 */
struct libscols_line *ctl_grid_row(struct libscols_table *grid)
{
	return grid ? scols_table_new_line(grid, NULL) : NULL;
}

/**
 * ctl_grid_put - fill a cell
 * @row: its row; NULL is allowed
 * @column: number of the column, from 0
 * @severity: for its colour
 * @format: its text
 */
void ctl_grid_put(struct libscols_line *row, size_t column,
		  enum ctl_severity severity, const char *format, ...)
{
	const char *colour = ctl_colour_start(severity);
	char text[CELL_SIZE];
	va_list args;

	if (!row)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	scols_line_set_data(row, column, text);
	if (*colour)
		scols_cell_set_color(scols_line_get_cell(row, column), colour);
}

/* A line without its trailing blanks; colours end it where they are on. */
static void print_line(const char *line, size_t len, unsigned int indent)
{
	while (len && line[len - 1] == ' ')
		len--;
	if (len)
		printf("%*s%.*s", (int)indent, "", (int)len, line);
	putchar('\n');
}

/**
 * ctl_grid_print - print a table and free it
 * @grid: the table; NULL is allowed
 * @indent: blanks at the begin of each line
 * @below: prints text below each row; NULL: there is none
 * @context: for @below
 *
 * Return: 0 or -ENOMEM.
 */
int ctl_grid_print(struct libscols_table *grid, unsigned int indent,
		   ctl_below_t below, const void *context)
{
	char *text = NULL, *line, *end;
	size_t row;

	if (!grid || scols_print_table_to_string(grid, &text)) {
		scols_unref_table(grid);
		return -ENOMEM;
	}
	/* The first line has the headings. */
	for (line = text, row = 0; line && *line; line = end, row++) {
		end = strchr(line, '\n');
		print_line(line, end ? (size_t)(end - line) : strlen(line),
			   indent);
		if (row && below)
			below(row - 1, context);
		if (end)
			end++;
	}
	free(text);
	scols_unref_table(grid);
	return 0;
}
