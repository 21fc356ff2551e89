/* SPDX-License-Identifier: GPL-2.0-only */
/* The decoders, for tests that need all of them. */
#include "spec/codes.c"
#include "spec/decode.c"
#include "spec/advert.c"
#include "spec/vdm.c"
#include "spec/f16.c"
#include "spec/monitors.c"
