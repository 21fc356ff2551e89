// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fields that came with a later revision of CMIS. In modules of an older
 * revision they are reserved, and may hold anything.
 *
 * Pure: see spec/value.h.
 */

#include <linux/array_size.h>

#include "spec/regs.h"
#include "spec/since.h"

#define CMIS_REVISION_5_0	0x50

/**
 * struct cmis_since - a field with its first revision
 * @reg: the register
 * @mask: bits of the field
 * @first: first revision with the field, as in lower 1
 */
struct cmis_since {
	u32 reg;
	u8 mask;
	u8 first;
};

/*
 * Many modules say 5.0 to 5.2, and advertise newer features all the same. So
 * adverts of pages and features count in any revision (01h:142, 171-174, 251,
 * 252, 2Fh:128): without the feature they read 0. But 01h:174 gives the number
 * of banks by a code of 01h:142 that was reserved before 5.3, and 01h:175 had
 * another meaning before.
 */
static const struct cmis_since cmis_since_rows[] = {
	{ CMIS_MGMT, CMIS_MGMT_MAX_SPEED & ~CMIS_MGMT_MAX_SPEED_PRE_5_3,
	  CMIS_REVISION_5_3 },
	{ CMIS_MGMT, CMIS_MGMT_AUTO_COMMISSION, CMIS_REVISION_5_3 },
	{ CMIS_FLAGS_MODULE, CMIS_FLAG_ABNORMAL_FW, CMIS_REVISION_5_4 },
	{ CMIS_PASSWORD_RESULT, 0xff, CMIS_REVISION_5_3 },
	{ CMIS_SM_SUPPORT, 0xff, CMIS_REVISION_5_3 },
	{ CMIS_FUNCTION_TYPE, 0xff, CMIS_REVISION_5_3 },
	{ CMIS_SUBTYPE, 0xff, CMIS_REVISION_5_3 },
	{ CMIS_FACE, CMIS_FACE_FIBER, CMIS_REVISION_5_3 },
	{ CMIS_FACE, CMIS_FACE_HEAT_SINK, CMIS_REVISION_5_4 },
	{ CMIS_LOWPWR_RESTRICTIONS, 0xff, CMIS_REVISION_5_3 },
	{ CMIS_COPPER_ATTENUATION_53G, 0xff, CMIS_REVISION_5_3 },
	{ CMIS_SPI_FLOW_CONTROL, 0xff, CMIS_REVISION_5_3 },
	{ CMIS_LENGTH_SMF_EXT, CMIS_LENGTH_MULTIPLIER, CMIS_REVISION_5_3 },
	{ CMIS_DURATION_PAGE_CHANGE, 0xff, CMIS_REVISION_5_3 },
	{ CMIS_EXT_PAGES_2, CMIS_EXT_BANKS, CMIS_REVISION_5_3 },
	{ CMIS_NAD_BANKS, 0xff, CMIS_REVISION_5_3 },
	{ CMIS_OUTPUT_STATUS_RX, 0xff, CMIS_REVISION_5_0 },
	{ CMIS_OUTPUT_STATUS_TX, 0xff, CMIS_REVISION_5_0 },
};

/**
 * cmis_since_bits() - bits of a register that a revision defines
 * @revision: of the module, as in lower 1
 * @reg: the register
 *
 * Return: the bits; all if no bit of the register came later.
 */
u8 cmis_since_bits(u8 revision, u32 reg)
{
	unsigned int i;
	u8 bits = 0xff;

	for (i = 0; i < ARRAY_SIZE(cmis_since_rows); i++)
		if (cmis_since_rows[i].reg == reg &&
		    revision < cmis_since_rows[i].first)
			bits &= ~cmis_since_rows[i].mask;
	return bits;
}
