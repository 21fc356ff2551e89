/* SPDX-License-Identifier: GPL-2.0-only */
/* The states of a cage. */
#ifndef _CMIS_POLL_LIFECYCLE_H
#define _CMIS_POLL_LIFECYCLE_H

extern const struct cmis_policy cmis_life_policy;

#endif /* _CMIS_POLL_LIFECYCLE_H */
