// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoders of lower memory and of pages 00h and 11h.
 *
 * Pure: see spec/spec.h. An image is 128 bytes, one half of
 * the 256-byte window; byte 128 of a page is at index 0.
 */

#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/math.h>
#include <linux/string.h>
#include <linux/types.h>
#include <linux/unaligned.h>
#include "spec/spec.h"

#include "spec/value.h"

/**
 * cmis_image_blank() - does an image hold nothing
 * @image: the bytes
 * @len: number of bytes
 *
 * Return: true if all bytes are 00h, as of a page that was left empty, or all
 * are FFh, as of a bus that nobody drives.
 */
bool cmis_image_blank(const u8 *image, size_t len)
{
	return !memchr_inv(image, 0x00, len) || !memchr_inv(image, 0xff, len);
}

/**
 * cmis_checksum_ok() - verify the checksum of a page
 * @image: the page
 * @len: number of bytes in @image
 * @first: first byte that is covered, as addressed in the window
 * @last: last byte that is covered; the checksum follows it
 *
 * Return: true if the checksum matches, false if it does not, or if the image
 * is too short to hold it.
 */
bool cmis_checksum_ok(const u8 *image, size_t len, u8 first, u8 last)
{
	unsigned int i, end = CMIS_REG_INDEX(last) + 1;
	u8 sum = 0;

	if (len < CMIS_PAGE_SIZE || end >= CMIS_PAGE_SIZE)
		return false;
	for (i = CMIS_REG_INDEX(first); i < end; i++)
		sum += image[i];
	return sum == image[end];
}

/**
 * cmis_string_decode() - make a module's string safe to show
 * @src: the characters, not terminated
 * @len: number of characters
 * @dst: where the string goes
 * @size: size of @dst, at least @len + 1
 *
 * Padding at the end (blanks, NULs, FFh) is cut; what is not printable ASCII
 * becomes a question mark, so that nothing that a module says can do harm in
 * a terminal or a log.
 *
 * Return: length of the string, or -EMSGSIZE if @dst is too small.
 */
int cmis_string_decode(const u8 *src, size_t len, char *dst, size_t size)
{
	size_t i;

	if (size <= len)
		return -EMSGSIZE;
	while (len && (src[len - 1] == ' ' || src[len - 1] == 0x00 ||
		       src[len - 1] == 0xff))
		len--;
	for (i = 0; i < len; i++)
		dst[i] = src[i] >= 0x20 && src[i] <= 0x7e ? src[i] : '?';
	memset(dst + len, 0, size - len);
	return len;
}

static u16 cmis_speed_decode(u8 mgmt, u8 revision)
{
	static const u16 khz[] = { 400, 1000, 3400 };
	u8 code = FIELD_GET(CMIS_MGMT_MAX_SPEED, mgmt);

	if (revision < CMIS_REVISION_5_3)
		code = FIELD_GET(CMIS_MGMT_MAX_SPEED_PRE_5_3, mgmt);
	return code < ARRAY_SIZE(khz) ? khz[code] : 0;
}

/* Bytes that were reserved before 5.3 and may hold anything there. */
static void cmis_basics_decode_5_3(const u8 *lower, u8 revision,
				   struct cmis_basics *basics)
{
	u8 face = cmis_byte_get(lower, CMIS_FACE);

	if (revision < CMIS_REVISION_5_3)
		return;
	basics->auto_commission = FIELD_GET(CMIS_MGMT_AUTO_COMMISSION,
					    cmis_byte_get(lower, CMIS_MGMT));
	basics->sm_support = cmis_byte_get(lower, CMIS_SM_SUPPORT);
	basics->function_type = cmis_byte_get(lower, CMIS_FUNCTION_TYPE);
	basics->subtype = FIELD_GET(CMIS_SUBTYPE_MASK,
				    cmis_byte_get(lower, CMIS_SUBTYPE));
	basics->fiber_face = FIELD_GET(CMIS_FACE_FIBER, face);
	basics->lowpwr_restrictions = cmis_byte_get(lower,
						    CMIS_LOWPWR_RESTRICTIONS);
	if (revision >= CMIS_REVISION_5_4)
		basics->heat_sink = FIELD_GET(CMIS_FACE_HEAT_SINK, face);
}

/**
 * cmis_basics_decode() - decode what is static in lower memory
 * @lower: lower memory
 * @len: number of bytes in @lower
 * @basics: the result
 *
 * Return: 0, or -EMSGSIZE if the image is too short.
 */
int cmis_basics_decode(const u8 *lower, size_t len, struct cmis_basics *basics)
{
	u8 revision, mgmt;

	memset(basics, 0, sizeof(*basics));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;

	revision = cmis_byte_get(lower, CMIS_REVISION);
	mgmt = cmis_byte_get(lower, CMIS_MGMT);
	basics->identifier = cmis_byte_get(lower, CMIS_IDENTIFIER);
	basics->rev_major = FIELD_GET(CMIS_REVISION_MAJOR, revision);
	basics->rev_minor = FIELD_GET(CMIS_REVISION_MINOR, revision);
	basics->flat = mgmt & CMIS_MGMT_FLAT;
	basics->stepped_only = mgmt & CMIS_MGMT_STEPPED_ONLY;
	basics->max_speed_khz = cmis_speed_decode(mgmt, revision);
	basics->media_type = cmis_byte_get(lower, CMIS_MEDIA_TYPE);
	basics->fw_major = cmis_byte_get(lower, CMIS_ACTIVE_FW_MAJOR);
	basics->fw_minor = cmis_byte_get(lower, CMIS_ACTIVE_FW_MINOR);
	cmis_basics_decode_5_3(lower, revision, basics);
	return 0;
}

static u32 cmis_cable_length_mm(u8 code)
{
	static const u32 unit_mm[] = { 100, 1000, 10000, 100000 };

	return FIELD_GET(CMIS_LENGTH_BASE, code) *
	       unit_mm[FIELD_GET(CMIS_LENGTH_MULTIPLIER, code)];
}

static void cmis_admin_decode_strings(const u8 *page, struct cmis_admin *admin)
{
	const struct {
		u32 reg;
		char *dst;
	} strings[] = {
		{ CMIS_VENDOR_NAME, admin->vendor_name },
		{ CMIS_VENDOR_PN, admin->vendor_pn },
		{ CMIS_VENDOR_REV, admin->vendor_rev },
		{ CMIS_VENDOR_SN, admin->vendor_sn },
		{ CMIS_DATE_CODE, admin->date_code },
		{ CMIS_CLEI, admin->clei },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(strings); i++)
		cmis_string_decode(&page[CMIS_REG_INDEX(strings[i].reg)],
				   CMIS_REG_SIZE(strings[i].reg),
				   strings[i].dst,
				   CMIS_REG_SIZE(strings[i].reg) + 1);
}

/**
 * cmis_admin_decode() - decode page 00h
 * @page: page 00h
 * @len: number of bytes in @page
 * @admin: the result
 *
 * Return: 0, or -EMSGSIZE if the image is too short. A wrong checksum is no
 * error, see @admin->checksum_ok.
 */
int cmis_admin_decode(const u8 *page, size_t len, struct cmis_admin *admin)
{
	memset(admin, 0, sizeof(*admin));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;

	cmis_admin_decode_strings(page, admin);
	admin->identifier = cmis_byte_get(page, CMIS_IDENTIFIER_COPY);
	memcpy(admin->vendor_oui, &page[CMIS_REG_INDEX(CMIS_VENDOR_OUI)],
	       sizeof(admin->vendor_oui));
	admin->power_class = FIELD_GET(CMIS_POWER_CLASS_MASK,
				       cmis_byte_get(page,
						     CMIS_POWER_CLASS)) + 1;
	admin->max_power_mw = cmis_byte_get(page, CMIS_MAX_POWER) * 250;
	admin->cable_length_mm =
		cmis_cable_length_mm(cmis_byte_get(page, CMIS_CABLE_LENGTH));
	admin->connector = cmis_byte_get(page, CMIS_CONNECTOR);
	memcpy(admin->copper_attenuation_db,
	       &page[CMIS_REG_INDEX(CMIS_COPPER_ATTENUATION)],
	       sizeof(admin->copper_attenuation_db));
	admin->media_lanes_unsupported =
		cmis_byte_get(page, CMIS_MEDIA_LANE_UNSUPPORTED);
	admin->far_end = FIELD_GET(CMIS_FAR_END_CONFIG_MASK,
				   cmis_byte_get(page, CMIS_FAR_END_CONFIG));
	admin->media_technology = cmis_byte_get(page, CMIS_MEDIA_TECHNOLOGY);
	admin->spi_flow_control = cmis_byte_get(page, CMIS_SPI_FLOW_CONTROL);
	admin->checksum_ok = cmis_checksum_ok(page, len,
					      CMIS_P00_CHECKSUM_FIRST,
					      CMIS_P00_CHECKSUM_LAST);
	return 0;
}

static void cmis_app_decode(const u8 *descriptor, u8 media_type,
			    struct cmis_app *app)
{
	const struct cmis_interface *host, *media;
	u8 lanes = descriptor[CMIS_APP_LANE_COUNTS];

	app->host_id = descriptor[CMIS_APP_HOST_ID];
	app->media_id = descriptor[CMIS_APP_MEDIA_ID];
	app->host_assign = descriptor[CMIS_APP_HOST_ASSIGN];
	app->host_lanes = FIELD_GET(CMIS_APP_HOST_LANES, lanes);
	app->media_lanes = FIELD_GET(CMIS_APP_MEDIA_LANES, lanes);

	host = cmis_host_interface(app->host_id);
	if (!app->host_lanes && host)
		app->host_lanes = host->lanes;
	media = cmis_media_interface(media_type, app->media_id);
	if (!app->media_lanes && media)
		app->media_lanes = media->lanes;
}

/**
 * cmis_app_used() - does an entry of the list describe an application
 * @app: the entry
 *
 * Return: false if the module left the descriptor empty.
 */
bool cmis_app_used(const struct cmis_app *app)
{
	return app->host_id || app->media_id || app->host_lanes ||
	       app->media_lanes;
}

/* The descriptors of both pages, if there is a page 01h, up to the end mark. */
static void cmis_apps_walk(const u8 *lower, const u8 *page01, u8 media_type,
			   struct cmis_apps *apps)
{
	bool flat = cmis_byte_get(lower, CMIS_MGMT) & CMIS_MGMT_FLAT;
	u8 revision = cmis_byte_get(lower, CMIS_REVISION);
	const u8 *descriptor = &lower[CMIS_REG_INDEX(CMIS_APPS_LOWER)];
	unsigned int i;

	for (i = 0; i < CMIS_MAX_APPS; i++) {
		struct cmis_app *app = &apps->app[i];

		if (i == CMIS_APPS_LOWER_COUNT) {
			if (!page01)
				break;
			descriptor = &page01[CMIS_REG_INDEX(CMIS_APPS_UPPER)];
		}
		if (descriptor[CMIS_APP_HOST_ID] == CMIS_APP_END)
			break;
		cmis_app_decode(descriptor, media_type, app);
		if (flat && revision >= CMIS_REVISION_5_4)
			app->host_assign = 0;
		if (page01)
			app->media_assign =
				page01[CMIS_REG_INDEX(CMIS_APP_MEDIA_ASSIGN) +
				       i];
		if (cmis_app_used(app))
			apps->count = i + 1;
		descriptor += CMIS_APP_SIZE;
	}
}

/**
 * cmis_apps_decode() - decode the application descriptors
 * @lower: lower memory
 * @page01: page 01h, or NULL if the module has none
 * @media_type: selects the table of media interfaces
 * @apps: the result
 *
 * The list ends at the first descriptor with a host interface of FFh, or with
 * the last descriptor. Empty descriptors in between do not end it.
 *
 * Return: 0, or -EMSGSIZE if an image is too short.
 */
int cmis_apps_decode(const struct cmis_bytes *lower,
		     const struct cmis_bytes *page01, u8 media_type,
		     struct cmis_apps *apps)
{
	memset(apps, 0, sizeof(*apps));
	if (lower->len < CMIS_PAGE_SIZE ||
	    (page01 && page01->len < CMIS_PAGE_SIZE))
		return -EMSGSIZE;
	if (cmis_byte_get(lower->data, CMIS_MGMT) & CMIS_MGMT_FLAT ||
	    (page01 && cmis_image_blank(page01->data, CMIS_PAGE_SIZE)))
		page01 = NULL;
	cmis_apps_walk(lower->data, page01 ? page01->data : NULL, media_type,
		       apps);
	return 0;
}

/**
 * cmis_status_decode() - decode what changes in lower memory
 * @lower: lower memory
 * @len: number of bytes in @lower
 * @status: the result
 *
 * Return: 0, or -EMSGSIZE if the image is too short.
 */
int cmis_status_decode(const u8 *lower, size_t len,
		       struct cmis_status *status)
{
	unsigned int i;
	u8 state;

	memset(status, 0, sizeof(*status));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;

	state = cmis_byte_get(lower, CMIS_MODULE_STATE);
	status->state = FIELD_GET(CMIS_MODULE_STATE_MASK, state);
	status->interrupt = !(state & CMIS_MODULE_INT_DEASSERTED);
	/* The upper half of each summary is reserved, and not always clear. */
	for (i = 0; i < CMIS_SUMMARY_BANKS; i++)
		status->summary[i] =
			lower[CMIS_REG_INDEX(CMIS_FLAGS_SUMMARY) + i] &
			(CMIS_SUMMARY_PAGE_11 | CMIS_SUMMARY_PAGE_12 |
			 CMIS_SUMMARY_PAGE_14 | CMIS_SUMMARY_PAGE_2C);
	memcpy(status->flags, &lower[CMIS_REG_INDEX(CMIS_MODULE_FLAGS)],
	       sizeof(status->flags));
	status->control = cmis_byte_get(lower, CMIS_MODULE_CONTROL);
	memcpy(status->masks, &lower[CMIS_REG_INDEX(CMIS_MODULE_MASKS)],
	       sizeof(status->masks));
	status->cdb_status[0] = cmis_byte_get(lower, CMIS_CDB_STATUS_1);
	status->cdb_status[1] = cmis_byte_get(lower, CMIS_CDB_STATUS_2);
	status->fault_cause = cmis_byte_get(lower, CMIS_FAULT_CAUSE);
	status->password_result =
		FIELD_GET(CMIS_PASSWORD_RESULT_MASK,
			  cmis_byte_get(lower, CMIS_PASSWORD_RESULT));
	return 0;
}

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

static void cmis_lane_decode(const u8 *page, unsigned int lane,
			     struct cmis_lane *out)
{
	unsigned int i;

	out->dp_state = cmis_lane_nibble_get(page, CMIS_DP_STATE, lane);
	out->rx_output_valid = cmis_lane_bit_get(page, CMIS_OUTPUT_STATUS_RX,
						 lane);
	out->tx_output_valid = cmis_lane_bit_get(page, CMIS_OUTPUT_STATUS_TX,
						 lane);
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
 * @lanes: the result, all lanes of the bank
 *
 * Return: 0, or -EMSGSIZE if the image is too short.
 */
int cmis_lanes_decode(const u8 *page, size_t len,
		      struct cmis_lane lanes[CMIS_LANES_PER_BANK])
{
	unsigned int lane;

	memset(lanes, 0, CMIS_LANES_PER_BANK * sizeof(*lanes));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;
	for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
		cmis_lane_decode(page, lane, &lanes[lane]);
	return 0;
}

/**
 * cmis_lanes_count() - number of lanes that can be read from a module
 * @basics: decoded lower memory: the form factor
 * @adverts: decoded page 01h: the banks
 *
 * Several banks are full ones. A module with one bank may be of a form factor
 * with fewer lanes; one of 16 lanes that offers one bank has 8 for us.
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
