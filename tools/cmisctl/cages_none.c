// SPDX-License-Identifier: GPL-2.0-only
/* The command cages where libinih was missing. */

#include <errno.h>
#include <stdio.h>

#include "cmisctl.h"

/**
 * ctl_cages - the command cages
 * @nl: gets the text of an error
 * @options: the command line
 *
 * Return: -EOPNOTSUPP with nl->error.
 */
int ctl_cages(struct ctl_nl *nl, const struct ctl_options *options)
{
	(void)options;
	snprintf(nl->error, sizeof(nl->error),
		 "cages: cmisctl was built without libinih");
	return -EOPNOTSUPP;
}
