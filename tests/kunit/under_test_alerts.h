/* SPDX-License-Identifier: GPL-2.0-only */
/* The alert engine and its sources. */
#include "../../drivers/cmis/alert.c"
#include "../../drivers/cmis/alert_datapath.c"
#include "../../drivers/cmis/alert_jump.c"
#include "../../drivers/cmis/alert_source.c"
#include "../../drivers/cmis/alert_vdm.c"
