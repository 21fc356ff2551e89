/* SPDX-License-Identifier: GPL-2.0-only */
/* The decoders, for tests that need all of them. */
#include "../../drivers/cmis/codes.c"
#include "../../drivers/cmis/decode.c"
#include "../../drivers/cmis/decode_advert.c"
#include "../../drivers/cmis/vdm.c"
