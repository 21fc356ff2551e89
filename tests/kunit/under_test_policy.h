/* SPDX-License-Identifier: GPL-2.0-only */
/* What drives the life of cages. */
#include "under_test_alerts.h"
#include "poll/lifecycle.c"
#include "poll/plan.c"
#include "poll/sweep.c"
#include "poll/probe.c"
#include "poll/probe_vdm.c"
#include "core/selector.c"
#include "core/quirks.c"
#include "poll/sweep_diag.c"
#include "poll/sweep_vdm.c"
