// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoder of page 11h, the place and the advert of each lane flag, and the
 * number of lanes.
 *
 * Pure: see spec/value.h.
 */

#include "spec/lanes.h"
#include "spec/admin.h"
#include "spec/advert.h"
#include "spec/codes.h"
#include "spec/lower.h"
#include "spec/value.h"

/* For example CMIS_FLAG_TX_LOS, CMIS_TX_FLAGS_ADVERT, CMIS_TX_FLAG_LOS */
#define CMIS_LANE_FLAG(_side, _name) {					\
	.flags = CMIS_FLAG_##_side##_##_name,				\
	.advert = CMIS_##_side##_FLAGS_ADVERT,				\
	.advert_mask = CMIS_##_side##_FLAG_##_name,			\
}

const struct cmis_lane_flag_info cmis_lane_flags[CMIS_LF_COUNT] = {
	[CMIS_LF_DATAPATH_STATE_CHANGED] = { CMIS_FLAG_DP_STATE_CHANGED },
	[CMIS_LF_TX_FAILURE] = CMIS_LANE_FLAG(TX, FAILURE),
	[CMIS_LF_TX_LOS] = CMIS_LANE_FLAG(TX, LOS),
	[CMIS_LF_TX_CDR_LOL] = CMIS_LANE_FLAG(TX, CDR_LOL),
	[CMIS_LF_TX_ADAPT_EQ_FAIL] = CMIS_LANE_FLAG(TX, ADAPT_EQ_FAIL),
	[CMIS_LF_RX_LOS] = CMIS_LANE_FLAG(RX, LOS),
	[CMIS_LF_RX_CDR_LOL] = CMIS_LANE_FLAG(RX, CDR_LOL),
	[CMIS_LF_RX_OUTPUT_CHANGED] = { CMIS_FLAG_RX_OUTPUT_CHANGED },
};

/* Fields of a lane in registers that hold 1, 2 or 4 bits for each lane. */
static bool cmis_lane_bit_get(const u8 *page, u32 reg, unsigned int lane)
{
	return cmis_byte_get(page, reg) & BIT(lane);
}

static u8 cmis_lane_pair_get(const u8 *page, u32 reg, unsigned int lane)
{
	return page[CMIS_REG_INDEX(reg) + lane / 4] >> 2 * (lane % 4) & 0x3;
}

static u8 cmis_lane_nibble_get(const u8 *page, u32 reg, unsigned int lane)
{
	return page[CMIS_REG_INDEX(reg) + lane / 2] >> 4 * (lane % 2) & 0xf;
}

static void cmis_lane_decode_active_set(const u8 *page, unsigned int lane,
					struct cmis_lane *out)
{
	u8 config = page[CMIS_REG_INDEX(CMIS_ACS_DP_CONFIG) + lane];

	out->appsel = FIELD_GET(CMIS_DP_CONFIG_APPSEL, config);
	out->dp_id = FIELD_GET(CMIS_DP_CONFIG_DPID, config);
	out->explicit_control = config & CMIS_DP_CONFIG_EXPLICIT;
	out->adaptive_eq = cmis_lane_bit_get(page, CMIS_ACS_ADAPTIVE_EQ, lane);
	out->eq_recall = cmis_lane_pair_get(page, CMIS_ACS_EQ_RECALL, lane);
	out->tx_eq = cmis_lane_nibble_get(page, CMIS_ACS_TX_EQ, lane);
	out->cdr_tx = cmis_lane_bit_get(page, CMIS_ACS_CDR_TX, lane);
	out->cdr_rx = cmis_lane_bit_get(page, CMIS_ACS_CDR_RX, lane);
	out->pre_cursor = cmis_lane_nibble_get(page, CMIS_ACS_PRE_CURSOR,
					       lane);
	out->post_cursor = cmis_lane_nibble_get(page, CMIS_ACS_POST_CURSOR,
						lane);
	out->amplitude = cmis_lane_nibble_get(page, CMIS_ACS_AMPLITUDE, lane);
}

static void cmis_lane_decode(const u8 *page, unsigned int lane, u8 revision,
			     struct cmis_lane *out)
{
	unsigned int i;

	out->dp_state = cmis_lane_nibble_get(page, CMIS_DP_STATE, lane);
	out->rx_output_valid =
		cmis_byte_get_since(page, CMIS_OUTPUT_STATUS_RX, revision) &
		BIT(lane);
	out->tx_output_valid =
		cmis_byte_get_since(page, CMIS_OUTPUT_STATUS_TX, revision) &
		BIT(lane);
	for (i = 0; i < CMIS_LF_COUNT; i++)
		if (cmis_lane_bit_get(page, cmis_lane_flags[i].flags, lane))
			out->flags |= BIT(i);
	out->config_status = cmis_lane_nibble_get(page, CMIS_CONFIG_STATUS,
						  lane);
	cmis_lane_decode_active_set(page, lane, out);
	out->dp_init_pending = cmis_lane_bit_get(page, CMIS_DP_INIT_PENDING,
						 lane);
	out->tx_map = page[CMIS_REG_INDEX(CMIS_TX_LANE_MAP) + lane];
	out->rx_map = page[CMIS_REG_INDEX(CMIS_RX_LANE_MAP) + lane];
}

/**
 * cmis_lanes_decode() - decode page 11h of a bank
 * @page: page 11h
 * @len: number of bytes in @page
 * @revision: of the module, as in lower 1
 * @lanes: the result, all lanes of the bank
 *
 * Return: 0, or -EMSGSIZE if the image is too short.
 */
int cmis_lanes_decode(const u8 *page, size_t len, u8 revision,
		      struct cmis_lane lanes[CMIS_LANES_PER_BANK])
{
	unsigned int lane;

	memset(lanes, 0, CMIS_LANES_PER_BANK * sizeof(*lanes));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
		cmis_lane_decode(page, lane, revision, &lanes[lane]);
	return 0;
}

/**
 * cmis_lanes_count() - number of lanes that can be read from a module
 * @basics: decoded lower memory: the form factor
 * @adverts: decoded page 01h: the banks
 *
 * With several banks, each has 8 lanes. With one bank, the form factor may have
 * fewer lanes; a form factor of 16 lanes counts as 8.
 *
 * Return: 0 (a laser source) to CMIS_MAX_LANES.
 */
unsigned int cmis_lanes_count(const struct cmis_basics *basics,
			      const struct cmis_adverts *adverts)
{
	unsigned int lanes = cmis_identifier_lanes(basics->identifier);

	if (adverts->banks > 1)
		return adverts->banks * CMIS_LANES_PER_BANK;
	return lanes < CMIS_LANES_PER_BANK ? lanes : CMIS_LANES_PER_BANK;
}

/**
 * cmis_media_lane_supported() - does a module implement a media lane
 * @admin: decoded page 00h
 * @lanes: number of lanes of the module
 * @lane: the lane, from 0
 *
 * The map of page 00h has room for one bank and means nothing beyond it.
 *
 * Return: true if it does.
 */
bool cmis_media_lane_supported(const struct cmis_admin *admin,
			       unsigned int lanes, unsigned int lane)
{
	if (lane >= lanes)
		return false;
	return lanes > CMIS_LANES_PER_BANK ||
	       !(admin->media_lanes_unsupported & BIT(lane));
}
