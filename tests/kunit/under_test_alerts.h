/* SPDX-License-Identifier: GPL-2.0-only */
/* The alert engine and its sources. */
#include "alert/limit.c"
#include "alert/kinds.c"
#include "alert/engine.c"
#include "alert/datapath.c"
#include "alert/plausible.c"
#include "alert/judge.c"
#include "alert/judge_vdm.c"
#include "alert/cage.c"
