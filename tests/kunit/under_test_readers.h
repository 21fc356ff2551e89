/* SPDX-License-Identifier: GPL-2.0-only */
/* Modules and snapshots as readers see them. */
#include "core/snapshot.c"
#include "core/observable.c"
