/* SPDX-License-Identifier: GPL-2.0-only */
/* What drives the life of cages. */
#include "under_test_alerts.h"
#include "../../drivers/cmis/life.c"
#include "../../drivers/cmis/plan.c"
#include "../../drivers/cmis/poll.c"
#include "../../drivers/cmis/probe.c"
#include "../../drivers/cmis/probe_vdm.c"
#include "../../drivers/cmis/diag.c"
#include "../../drivers/cmis/quirks.c"
#include "../../drivers/cmis/sweep_diag.c"
#include "../../drivers/cmis/sweep_vdm.c"
