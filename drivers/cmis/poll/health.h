/* SPDX-License-Identifier: GPL-2.0-only */
/* Link health: feeds spec/health_*.c from sweeps, states and link events. */
#ifndef _CMIS_POLL_HEALTH_H
#define _CMIS_POLL_HEALTH_H

extern const struct cmis_client cmis_health_client;

#endif /* _CMIS_POLL_HEALTH_H */
