/* SPDX-License-Identifier: GPL-2.0-only */
/* The transfer layer. */
#include "xfer/latch.c"
#include "xfer/window.c"
#include "xfer/select.c"
#include "xfer/access.c"
#include "xfer/xfer.c"
#include "xfer/probe_size.c"
