/* SPDX-License-Identifier: GPL-2.0-only */
/* Modules and snapshots as readers see them. */
#include "core/module.c"
#include "core/snapshot.c"
#include "core/question.c"
