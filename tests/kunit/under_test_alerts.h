/* SPDX-License-Identifier: GPL-2.0-only */
/* The pure part of alerts, and the questions that it asks. */
#include "alert/limit.c"
#include "alert/kinds.c"
#include "alert/engine.c"
#include "alert/datapath.c"
#include "alert/judge.c"
