/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables of text, by libsmartcols. */
#ifndef _CMISCTL_GRID_H
#define _CMISCTL_GRID_H

#include <libsmartcols.h>
#include <stddef.h>

#include "terminal.h"

/**
 * struct ctl_column - a column of a table
 * @title: its heading
 * @flags: SCOLS_FL_*
 * @width: least width, in characters
 */
struct ctl_column {
	const char *title;
	int flags;
	unsigned int width;
};

/* Prints text below a row, as whole lines. */
typedef void (*ctl_below_t)(size_t row, const void *context);

struct libscols_table *ctl_grid_new(const struct ctl_column *columns,
				    size_t count, unsigned int indent);
struct libscols_line *ctl_grid_row(struct libscols_table *grid);
__attribute__((format(printf, 4, 5)))
void ctl_grid_put(struct libscols_line *row, size_t column,
		  enum ctl_severity severity, const char *format, ...);
int ctl_grid_print(struct libscols_table *grid, unsigned int indent,
		   ctl_below_t below, const void *context);

#endif /* _CMISCTL_GRID_H */
