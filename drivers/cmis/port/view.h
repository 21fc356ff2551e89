/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The link of a port as its network driver sees it.
 */
#ifndef _CMIS_VIEW_H
#define _CMIS_VIEW_H

#include "core/client.h"

extern const struct cmis_client cmis_view_client;

#endif /* _CMIS_VIEW_H */
