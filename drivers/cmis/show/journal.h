/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's log. */
#ifndef _CMIS_JOURNAL_H
#define _CMIS_JOURNAL_H

#include "core/client.h"

extern const struct cmis_client cmis_journal_client;

#endif /* _CMIS_JOURNAL_H */
