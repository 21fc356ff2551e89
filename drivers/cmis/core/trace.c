// SPDX-License-Identifier: GPL-2.0-only
/* The tracepoints of core/trace.h are defined here. */

#include <linux/ktime.h>
#include <linux/math64.h>

#include "core/cage.h"
#include "core/health.h"
#include "core/record.h"
#include "spec/addr.h"
#include "spec/health_trend.h"
#include "xfer/xfer.h"

#define CREATE_TRACE_POINTS
#include "core/trace.h"
