/* SPDX-License-Identifier: GPL-2.0-only */
/* All of the core; goes when each file names the headers that it needs. */
#include "core/access.h"
#include "core/cage.h"
#include "core/quirks.h"
#include "xfer/xfer.h"
