// SPDX-License-Identifier: GPL-2.0-only
/*
 * The memory of a module in words, by the decoders of the driver, which are
 * compiled into the tool.
 */

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <linux/array_size.h>
#include <linux/bits.h>

#include "decoder.h"
#include "fields.h"
#include "memory.h"
#include "odd.h"
#include "pages.h"
#include "spec/admin.h"
#include "spec/advert.h"
#include "spec/codes.h"
#include "spec/lanes.h"
#include "spec/lower.h"
#include "spec/monitors.h"
#include "spec/settle.h"
#include "spec/value.h"
#include "spec/vdm.h"

#define TEXT_SIZE	160
static void section(const struct decoder *decoder, const char *title)
{
	decoder->sink->section(decoder->sink->context, title);
}

__attribute__((format(printf, 3, 4)))
static void field(const struct decoder *decoder, const char *name,
		  const char *format, ...)
{
	char text[TEXT_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	/* A module without a serial number, for example */
	if (*text)
		decoder->sink->field(decoder->sink->context, name, text);
}

__attribute__((format(printf, 3, 4)))
static void odd(struct decoder *decoder, const char *place,
		const char *format, ...)
{
	char text[TEXT_SIZE];
	va_list args;

	if (!decoder->odd++)
		section(decoder, "odd");
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	decoder->sink->field(decoder->sink->context, place, text);
}

static void field_code(const struct decoder *decoder, const char *name,
		       unsigned int code, const char *text)
{
	if (text)
		field(decoder, name, "%s (%02Xh)", text, code);
	else
		field(decoder, name, "code %02Xh", code);
}

/* ------------------------------------------------------------------------ */
/* Identity                                                                 */
/* ------------------------------------------------------------------------ */

static void tell_basics(const struct decoder *decoder)
{
	const struct cmis_basics *basics = &decoder->basics;
	const struct cmis_status *status = &decoder->status;

	section(decoder, "module");
	field_code(decoder, "identifier", basics->identifier,
		   cmis_identifier_name(basics->identifier));
	field(decoder, "CMIS", "%u.%u, %s memory", basics->rev_major,
	      basics->rev_minor, basics->flat ? "flat" : "paged");
	field_code(decoder, "media type", basics->media_type,
		   cmis_media_type_name(basics->media_type));
	field_code(decoder, "state", status->state,
		   cmis_module_state_name(status->state));
	if (status->state == CMIS_STATE_FAULT && !basics->flat)
		field_code(decoder, "fault cause", status->fault_cause,
			   cmis_fault_cause_name(status->fault_cause));
	if (!basics->flat)
		field(decoder, "firmware", "%u.%u", basics->fw_major,
		      basics->fw_minor);
	if (basics->max_speed_khz)
		field(decoder, "I2C clock", "%u kHz at most",
		      basics->max_speed_khz);
}

static void tell_admin(const struct decoder *decoder)
{
	const struct cmis_admin *admin = &decoder->admin;

	if (!ctl_decoder_half(decoder, 0, CMIS_PAGE_ADMIN))
		return;
	field(decoder, "vendor", "%s (OUI %02x:%02x:%02x)",
	      admin->vendor_name, admin->vendor_oui[0], admin->vendor_oui[1],
	      admin->vendor_oui[2]);
	field(decoder, "part number", "%s%s%s", admin->vendor_pn,
	      *admin->vendor_rev ? " rev " : "", admin->vendor_rev);
	field(decoder, "serial", "%s", admin->vendor_sn);
	field(decoder, "date code", "%s", admin->date_code);
	if (*admin->clei)
		field(decoder, "CLEI", "%s", admin->clei);
	field(decoder, "power", "class %u, %.2f W at most",
	      admin->power_class, admin->max_power_mw / 1000.0);
	field_code(decoder, "connector", admin->connector,
		   cmis_connector_name(admin->connector));
	field_code(decoder, "technology", admin->media_technology,
		   cmis_media_technology_name(admin->media_technology));
	if (admin->cable_length_mm)
		field(decoder, "cable", "%.1f m",
		      admin->cable_length_mm / 1000.0);
}

static void tell_adverts(const struct decoder *decoder)
{
	const struct cmis_adverts *adverts = &decoder->adverts;
	const struct {
		const char *name;
		u32 metres;
	} lengths[] = {
		{ "length SMF", adverts->length_smf_m },
		{ "length OM5", adverts->length_om5_m },
		{ "length OM4", adverts->length_om4_m },
		{ "length OM3", adverts->length_om3_m },
		{ "length OM2", adverts->length_om2_m },
	};
	unsigned int i;

	if (!adverts->known)
		return;
	field(decoder, "hardware", "%u.%u", adverts->hw_major,
	      adverts->hw_minor);
	field(decoder, "other firmware", "%u.%u", adverts->inactive_fw_major,
	      adverts->inactive_fw_minor);
	for (i = 0; i < ARRAY_SIZE(lengths); i++)
		if (lengths[i].metres)
			field(decoder, lengths[i].name, "%u m",
			      lengths[i].metres);
	if (adverts->wavelength_pm)
		field(decoder, "wavelength", "%.2f nm, +-%.2f nm",
		      adverts->wavelength_pm / 1000.0,
		      adverts->wavelength_tolerance_pm / 1000.0);
	field(decoder, "pages", "%s%s%s%s%s%u bank%s",
	      adverts->pages & CMIS_PAGES_USER ? "user, " : "",
	      adverts->pages & CMIS_PAGES_DIAG ? "diagnostics, " : "",
	      adverts->pages & CMIS_PAGES_VDM ? "VDM, " : "",
	      adverts->cdb_instances ? "CDB, " : "", "", adverts->banks,
	      adverts->banks == 1 ? "" : "s");
	if (adverts->temp_max_c || adverts->temp_min_c)
		field(decoder, "case", "%d to %d C", adverts->temp_min_c,
		      adverts->temp_max_c);
}

static void tell_side(const struct decoder *decoder, const char *name,
		      const struct cmis_interface *interface, unsigned int code,
		      unsigned int lanes)
{
	if (interface)
		field(decoder, name, "%s, lanes %u", interface->name, lanes);
	else
		field(decoder, name, "code %02Xh, lanes %u", code, lanes);
}

static void tell_app(const struct decoder *decoder, unsigned int number)
{
	const struct cmis_app *app = &decoder->apps.app[number - 1];
	char name[TEXT_SIZE];

	snprintf(name, sizeof(name), "%u host", number);
	tell_side(decoder, name, cmis_host_interface(app->host_id),
		  app->host_id, app->host_lanes);
	snprintf(name, sizeof(name), "%u media", number);
	tell_side(decoder, name,
		  cmis_media_interface(decoder->basics.media_type,
				       app->media_id),
		  app->media_id, app->media_lanes);
	snprintf(name, sizeof(name), "%u may start at", number);
	field(decoder, name, "host lanes %02Xh, media lanes %02Xh",
	      app->host_assign, app->media_assign);
}

static void tell_apps(const struct decoder *decoder)
{
	unsigned int i;

	if (!decoder->apps.count)
		return;
	section(decoder, "applications");
	for (i = 0; i < decoder->apps.count; i++)
		if (cmis_app_used(&decoder->apps.app[i]))
			tell_app(decoder, i + 1);
}

/* ------------------------------------------------------------------------ */
/* Monitors                                                                 */
/* ------------------------------------------------------------------------ */

/* Where the value and the flags of a monitor are */
static const u8 *monitor_half(const struct decoder *decoder,
			      const struct cmis_monitor *monitor, bool flags)
{
	switch (monitor->source) {
	case CMIS_SOURCE_LOWER:
		return ctl_decoder_half(decoder, 0, -1);
	case CMIS_SOURCE_LANES:
		return ctl_decoder_half(decoder, monitor->bank,
					CMIS_PAGE_LANE_STATUS);
	case CMIS_SOURCE_VDM:
		return ctl_decoder_half(decoder, monitor->bank, flags ?
				CMIS_PAGE_VDM_FLAGS : monitor->page);
	default:
		return NULL;
	}
}

static void monitor_name(char *text, const struct cmis_monitor *monitor)
{
	const char *name = cmis_monitor_row(monitor->type)->name;
	char lane[16] = "";

	if (monitor->lane != CMIS_LANE_NONE)
		snprintf(lane, sizeof(lane), " %u", monitor->lane + 1);
	if (name)
		snprintf(text, TEXT_SIZE, "%s%s", name, lane);
	else
		snprintf(text, TEXT_SIZE, "type %u%s", monitor->type, lane);
}

static void tell_monitor(const struct decoder *decoder,
			 const struct cmis_monitor *monitor)
{
	const u8 *half = monitor_half(decoder, monitor, false);
	char name[TEXT_SIZE], value[TEXT_SIZE] = "not known", levels[64] = "";
	unsigned int level;
	const u8 *page;
	u8 flags = 0;

	monitor_name(name, monitor);
	if (half) {
		u16 raw = cmis_monitor_get_raw(monitor, half);

		ctl_monitor_text(monitor, raw, value, sizeof(value));
		if (cmis_monitor_check(monitor, raw))
			snprintf(value, sizeof(value), "none (%04Xh)", raw);
	}
	page = monitor_half(decoder, monitor, true);
	if (page && monitor->flags)
		flags = cmis_monitor_get_flags(monitor, page);
	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		if (flags & BIT(level))
			snprintf(levels + strlen(levels),
				 sizeof(levels) - strlen(levels), ", %s",
				 cmis_level_name(level));
	field(decoder, name, "%.40s%s", value, levels);
}

static void tell_monitors(const struct decoder *decoder)
{
	unsigned int i;

	if (decoder->monitors.count)
		section(decoder, "monitors");
	for (i = 0; i < decoder->monitors.count; i++)
		tell_monitor(decoder, &decoder->monitor[i]);
}

static bool limits_told(const struct decoder *decoder, unsigned int index)
{
	unsigned int i;

	for (i = 0; i < index; i++)
		if (decoder->monitor[i].type == decoder->monitor[index].type)
			return true;
	return false;
}

static void tell_limits(const struct decoder *decoder)
{
	static const unsigned int order[] = {
		CMIS_LEVEL_LOW_ALARM, CMIS_LEVEL_LOW_WARNING,
		CMIS_LEVEL_HIGH_WARNING, CMIS_LEVEL_HIGH_ALARM,
	};
	char name[TEXT_SIZE], texts[4][TEXT_SIZE];
	unsigned int i, k, told = 0;

	for (i = 0; i < decoder->monitors.count; i++) {
		struct cmis_monitor monitor = decoder->monitor[i];

		if (!monitor.has || limits_told(decoder, i))
			continue;
		if (!told++) {
			section(decoder, "thresholds");
			field(decoder, "order",
			      "low alarm, low warning, high warning, high alarm");
		}
		for (k = 0; k < ARRAY_SIZE(order); k++) {
			snprintf(texts[k], TEXT_SIZE, "-");
			if (monitor.has & BIT(order[k]))
				ctl_monitor_text(&monitor,
						 monitor.limit[order[k]],
						 texts[k], TEXT_SIZE);
			/* Of "0.6309 mW, -2.00 dBm" the first half will do. */
			texts[k][strcspn(texts[k], ",")] = '\0';
		}
		monitor.lane = CMIS_LANE_NONE;
		monitor_name(name, &monitor);
		field(decoder, name, "%.30s, %.30s, %.30s, %.30s", texts[0],
		      texts[1], texts[2], texts[3]);
	}
}

/* ------------------------------------------------------------------------ */
/* Lanes                                                                    */
/* ------------------------------------------------------------------------ */

static const char *const lane_flags[CMIS_LF_COUNT] = {
	[CMIS_LF_DATAPATH_STATE_CHANGED] = "state changed",
	[CMIS_LF_TX_FAILURE] = "tx failure",
	[CMIS_LF_TX_LOS] = "tx los",
	[CMIS_LF_TX_CDR_LOL] = "tx cdr lol",
	[CMIS_LF_TX_ADAPT_EQ_FAIL] = "tx eq fail",
	[CMIS_LF_RX_LOS] = "rx los",
	[CMIS_LF_RX_CDR_LOL] = "rx cdr lol",
	[CMIS_LF_RX_OUTPUT_CHANGED] = "rx output changed",
};

static void tell_lane(const struct decoder *decoder, unsigned int number,
		      const struct cmis_lane *lane)
{
	const char *state = cmis_dp_state_name(lane->dp_state);
	const char *config = cmis_config_status_name(lane->config_status);
	char name[TEXT_SIZE], flags[TEXT_SIZE] = "";
	unsigned int i;

	for (i = 0; i < CMIS_LF_COUNT; i++)
		if (lane->flags & decoder->adverts.lane_flags & BIT(i))
			snprintf(flags + strlen(flags),
				 sizeof(flags) - strlen(flags), ", %s",
				 lane_flags[i]);
	snprintf(name, sizeof(name), "%u", number + 1);
	field(decoder, name, "%s, application %u, %s%s",
	      state ? state : "state not known", lane->appsel,
	      config ? config : "status not known", flags);
}

static void tell_lanes(const struct decoder *decoder)
{
	u8 revision = cmis_basics_revision(&decoder->basics);
	struct cmis_lane lanes[CMIS_LANES_PER_BANK];
	unsigned int bank, i, told = 0;
	const u8 *page;

	for (bank = 0; bank < CMIS_MAX_BANKS; bank++) {
		page = ctl_decoder_half(decoder, bank, CMIS_PAGE_LANE_STATUS);
		if (!page || cmis_lanes_decode(page, CMIS_PAGE_SIZE, revision,
					       lanes))
			continue;
		if (!told++)
			section(decoder, "lanes");
		for (i = 0; i < CMIS_LANES_PER_BANK; i++)
			tell_lane(decoder, bank * CMIS_LANES_PER_BANK + i,
				  &lanes[i]);
	}
}

/* ------------------------------------------------------------------------ */
/* Oddities                                                                  */
/* ------------------------------------------------------------------------ */

static void check_pages(struct decoder *decoder)
{
	const struct ctl_image *image = decoder->image;
	char name[TEXT_SIZE];
	size_t i;

	for (i = 0; i < image->count; i++) {
		const struct ctl_half *half = &image->halves[i];

		if (half->known == CTL_HALF_SIZE)
			continue;
		snprintf(name, sizeof(name), "page %02Xh", half->page);
		odd(decoder, half->page < 0 ? "lower memory" : name,
		    "%u of 128 bytes are known, not decoded", half->known);
	}
	if (image->ignored)
		odd(decoder, "bytes", "%zu have no place", image->ignored);
}

static void check_checksums(struct decoder *decoder)
{
	if (ctl_decoder_half(decoder, 0, CMIS_PAGE_ADMIN) &&
	    !decoder->admin.checksum_ok)
		odd(decoder, "page 00h", "the checksum is wrong");
	if (decoder->adverts.known && !decoder->adverts.checksum_ok)
		odd(decoder, "page 01h", "the checksum is wrong");
	if (decoder->thresholds.known && !decoder->thresholds.checksum_ok)
		odd(decoder, "page 02h", "the checksum is wrong");
}

static void check_codes(struct decoder *decoder)
{
	const struct cmis_basics *basics = &decoder->basics;
	const struct cmis_admin *admin = &decoder->admin;
	bool has_admin = ctl_decoder_half(decoder, 0, CMIS_PAGE_ADMIN);
	unsigned int i;

	if (!cmis_identifier_is_cmis(basics->identifier))
		odd(decoder, "lower 0", "identifier %02Xh is not one of CMIS",
		    basics->identifier);
	if (!cmis_revision_is_plausible(cmis_basics_revision(basics)))
		odd(decoder, "lower 1", "revision %u.%u is none of CMIS",
		    basics->rev_major, basics->rev_minor);
	if (!basics->flat && !cmis_module_state_name(decoder->status.state))
		odd(decoder, "lower 3", "state %u is reserved",
		    decoder->status.state);
	if (!basics->max_speed_khz)
		odd(decoder, "lower 2", "the code of the clock is reserved");
	if (!cmis_media_type_name(basics->media_type))
		odd(decoder, "lower 85", "media type %02Xh is reserved",
		    basics->media_type);
	if (has_admin && !cmis_connector_name(admin->connector))
		odd(decoder, "00h:203", "connector %02Xh is reserved",
		    admin->connector);
	if (has_admin && !cmis_media_technology_name(admin->media_technology))
		odd(decoder, "00h:212", "technology %02Xh is reserved",
		    admin->media_technology);
	for (i = 0; i < decoder->apps.count; i++) {
		const struct cmis_app *app = &decoder->apps.app[i];

		if (!cmis_app_used(app))
			continue;
		if (!cmis_host_interface(app->host_id))
			odd(decoder, "application",
			    "%u: host interface %02Xh is in no table", i + 1,
			    app->host_id);
		if (!cmis_media_interface(basics->media_type, app->media_id))
			odd(decoder, "application",
			    "%u: media interface %02Xh is in no table", i + 1,
			    app->media_id);
	}
}

static void check_contradictions(struct decoder *decoder)
{
	const char *words;
	unsigned int i;

	for (i = 0; (words = ctl_odd_text(i)); i++)
		if (decoder->contradictions & BIT(i))
			odd(decoder, "contradicts", "%s", words);
}

static void check_adverts(struct decoder *decoder)
{
	const struct cmis_adverts *adverts = &decoder->adverts;
	const u8 *page01 = ctl_decoder_half(decoder, 0, CMIS_PAGE_ADVERT);
	unsigned int i;

	if (!decoder->apps.count)
		odd(decoder, "lower 86", "there is no application");
	if (decoder->basics.flat && page01)
		odd(decoder, "lower 2", "flat memory, and there is a page 01h");
	if (!decoder->basics.flat && page01 && !adverts->known)
		odd(decoder, "page 01h", "the page is blank");
	if (adverts->known && !adverts->bias_scale)
		odd(decoder, "01h:160", "the factor of Tx bias is reserved");
	if (adverts->known && adverts->pages & CMIS_PAGES_VDM &&
	    ctl_image_find(decoder->image, 0, CMIS_PAGE_LANE_STATUS) &&
	    !ctl_image_find(decoder->image, 0, CMIS_PAGE_VDM_CONTROL))
		odd(decoder, "01h:142", "VDM is offered, page 2Fh is not known");
	if (decoder->monitors.rejected)
		odd(decoder, "VDM", "%u descriptors contradict others",
		    decoder->monitors.rejected);
	for (i = 0; i < decoder->monitors.count; i++) {
		char name[TEXT_SIZE];

		if (!decoder->monitor[i].odd || limits_told(decoder, i))
			continue;
		monitor_name(name, &decoder->monitor[i]);
		odd(decoder, name, "thresholds that cannot be meant");
	}
}

/* ------------------------------------------------------------------------ */
/* All                                                                      */
/* ------------------------------------------------------------------------ */

static bool has_whole_half(const struct ctl_image *image)
{
	size_t i;

	for (i = 0; i < image->count; i++)
		if (image->halves[i].known == CTL_HALF_SIZE)
			return true;
	return false;
}

static void tell_module(struct decoder *decoder)
{
	tell_basics(decoder);
	tell_admin(decoder);
	tell_adverts(decoder);
	tell_apps(decoder);
	tell_lanes(decoder);
	tell_monitors(decoder);
	tell_limits(decoder);
	check_pages(decoder);
	check_checksums(decoder);
	check_codes(decoder);
	check_contradictions(decoder);
	check_adverts(decoder);
}

/**
 * ctl_memory_decode - put the memory of a module into words
 * @image: its known parts
 * @sink: takes the result: a summary, if lower memory is known, and each field
 *
 * Return: 0, or -ENODATA if neither lower memory nor a whole page is known.
 */
int ctl_memory_decode(const struct ctl_image *image,
		      const struct ctl_sink *sink)
{
	static struct decoder decoder;

	memset(&decoder, 0, sizeof(decoder));
	decoder.image = image;
	decoder.sink = sink;
	if (!ctl_decoder_run(&decoder))
		tell_module(&decoder);
	else if (!has_whole_half(image))
		return -ENODATA;
	ctl_pages_tell(image, sink);
	return 0;
}
