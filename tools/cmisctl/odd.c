// SPDX-License-Identifier: GPL-2.0-only
/* Adverts of a module that contradict each other, for people. */

#include <assert.h>
#include <linux/cmis.h>
#include <stddef.h>

#include "names.h"
#include "odd.h"

/* Which of the two wins */
static const char *const texts[] = {
	[CMIS_ODD_IDENTIFIER] = "lower 0 and 00h:128 differ: lower 0 wins",
	[CMIS_ODD_STARTS] =
		"an application starts where lanes lack: it does not start there",
	[CMIS_ODD_INSTANCES] =
		"more host than media assignments: media lanes are unknown",
	[CMIS_ODD_MEDIA_LANES] =
		"00h:210 lacks lanes of an application: the application wins",
	[CMIS_ODD_FUNCTION] =
		"lower 57 is no transmission module: the applications win",
	[CMIS_ODD_STATE_MACHINES] =
		"lower 56 has no data paths: the applications win",
	[CMIS_ODD_TEMPERATURES] =
		"maximum temperature below the minimum: neither counts",
};

static_assert(ARRAY_SIZE(texts) == CMIS_ODD_MAX + 1, "a text for each");

/**
 * ctl_odd_text - a contradiction in words
 * @odd: CMIS_ODD_*
 *
 * Return: the words; NULL behind the last one.
 */
const char *ctl_odd_text(unsigned int odd)
{
	return odd < ARRAY_SIZE(texts) ? texts[odd] : NULL;
}
