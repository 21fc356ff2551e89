// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoders of lower memory: its static part, its status, and applications.
 *
 * Pure: see spec/value.h.
 */

#include <linux/bits.h>

#include "spec/lower.h"
#include "spec/codes.h"
#include "spec/value.h"

static u16 cmis_speed_decode(u8 mgmt)
{
	static const u16 khz[] = { 400, 1000, 3400 };
	u8 code = FIELD_GET(CMIS_MGMT_MAX_SPEED, mgmt);

	return code < ARRAY_SIZE(khz) ? khz[code] : 0;
}

static void cmis_basics_decode_type(const u8 *lower, u8 revision,
				    struct cmis_basics *out)
{
	u8 face = cmis_byte_get_since(lower, CMIS_FACE, revision);

	out->sm_support = cmis_byte_get_since(lower, CMIS_SM_SUPPORT, revision);
	out->function_type = cmis_byte_get_since(lower, CMIS_FUNCTION_TYPE,
						 revision);
	out->subtype = FIELD_GET(CMIS_SUBTYPE_MASK,
				 cmis_byte_get_since(lower, CMIS_SUBTYPE,
						     revision));
	out->fiber_face = FIELD_GET(CMIS_FACE_FIBER, face);
	out->heat_sink = FIELD_GET(CMIS_FACE_HEAT_SINK, face);
	out->lowpwr_restrictions =
		cmis_byte_get_since(lower, CMIS_LOWPWR_RESTRICTIONS, revision);
}

/**
 * cmis_revision_is_plausible() - may this be the revision of a module
 * @revision: lower 1
 *
 * Return: true from CMIS 3.0 to 7.15: so many may come.
 */
bool cmis_revision_is_plausible(u8 revision)
{
	return revision >= CMIS_REVISION_FIRST &&
	       revision <= CMIS_REVISION_LAST;
}

/**
 * cmis_lower_is_plausible() - may this be the lower memory of a module
 * @lower: lower memory; bytes 1, 2, 3 and 85 are looked at
 *
 * For a module with pages, whose page register has another page than 00h.
 *
 * Return: false if a byte has a value that CMIS reserves.
 */
bool cmis_lower_is_plausible(const u8 *lower)
{
	u8 type = cmis_byte_get(lower, CMIS_MEDIA_TYPE);
	u8 state = FIELD_GET(CMIS_MODULE_STATE_MASK,
			     cmis_byte_get(lower, CMIS_MODULE_STATE));

	if (!cmis_revision_is_plausible(cmis_byte_get(lower, CMIS_REVISION)) ||
	    cmis_byte_get(lower, CMIS_MGMT) & CMIS_MGMT_FLAT)
		return false;
	if (state < CMIS_STATE_LOW_POWER || state > CMIS_STATE_FAULT)
		return false;
	return type <= CMIS_MEDIA_BASE_T ||
	       (type >= CMIS_MEDIA_TYPE_CUSTOM &&
		type < CMIS_MEDIA_TYPE_RESERVED);
}

/**
 * cmis_basics_decode() - decode the static part of lower memory
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
	mgmt = cmis_byte_get_since(lower, CMIS_MGMT, revision);
	basics->identifier = cmis_byte_get(lower, CMIS_IDENTIFIER);
	basics->rev_major = FIELD_GET(CMIS_REVISION_MAJOR, revision);
	basics->rev_minor = FIELD_GET(CMIS_REVISION_MINOR, revision);
	basics->flat = mgmt & CMIS_MGMT_FLAT;
	basics->stepped_only = mgmt & CMIS_MGMT_STEPPED_ONLY;
	basics->max_speed_khz = cmis_speed_decode(mgmt);
	basics->auto_commission = FIELD_GET(CMIS_MGMT_AUTO_COMMISSION, mgmt);
	basics->media_type = cmis_byte_get(lower, CMIS_MEDIA_TYPE);
	basics->fw_major = cmis_byte_get(lower, CMIS_ACTIVE_FW_MAJOR);
	basics->fw_minor = cmis_byte_get(lower, CMIS_ACTIVE_FW_MINOR);
	cmis_basics_decode_type(lower, revision, basics);
	return 0;
}

/**
 * cmis_status_decode() - decode the status in lower memory
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
	u8 state, revision;

	memset(status, 0, sizeof(*status));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;

	revision = cmis_byte_get(lower, CMIS_REVISION);
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
	status->flags[0] &= cmis_since_bits(revision, CMIS_FLAGS_MODULE);
	status->control = cmis_byte_get(lower, CMIS_MODULE_CONTROL);
	memcpy(status->masks, &lower[CMIS_REG_INDEX(CMIS_MODULE_MASKS)],
	       sizeof(status->masks));
	status->cdb_status[0] = cmis_byte_get(lower, CMIS_CDB_STATUS_1);
	status->cdb_status[1] = cmis_byte_get(lower, CMIS_CDB_STATUS_2);
	status->fault_cause = cmis_byte_get(lower, CMIS_FAULT_CAUSE);
	status->password_result =
		FIELD_GET(CMIS_PASSWORD_RESULT_MASK,
			  cmis_byte_get_since(lower, CMIS_PASSWORD_RESULT,
					      revision));
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

/**
 * cmis_app_media_lanes() - the media lanes of a bank that an application has
 * @app: the application
 *
 * Return: bit i: an instance may have media lane i + 1; 0 if it is not known.
 */
u8 cmis_app_media_lanes(const struct cmis_app *app)
{
	u32 own = BIT(app->media_lanes) - 1, lanes = 0;

	for (unsigned int i = 0; i < CMIS_LANES_PER_BANK; i++)
		if (app->media_assign & BIT(i))
			lanes |= own << i;
	return lanes;
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
		app->host_assign_raw = app->host_assign;
		app->media_assign_raw = app->media_assign;
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
