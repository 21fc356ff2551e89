/* SPDX-License-Identifier: GPL-2.0-only */
/* Modules and snapshots as readers see them. */
#include "../../drivers/cmis/snapshot.c"
#include "../../drivers/cmis/observable.c"
