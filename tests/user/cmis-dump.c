// SPDX-License-Identifier: GPL-2.0-only
/*
 * Print a decoded image as JSON.
 *
 *   cmis-dump DIR       DIR holds lower.bin, pNN.bin and pNN_bM.bin
 *   cmis-dump --codes   the name tables
 *   cmis-dump --vdm     types of VDM, with values of some numbers
 *   cmis-dump --f16     the text of every floating point number
 *
 * Missing pages that a paged module must have are zeros.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include "spec/admin.h"
#include "spec/advert.h"
#include "spec/codes.h"
#include "spec/f16.h"
#include "spec/lanes.h"
#include "spec/lower.h"
#include "spec/monitors.h"
#include "spec/value.h"
#include "spec/vdm.h"

#define VDM_PAGES	16
#define VDM_MAX		(CMIS_MAX_BANKS * CMIS_VDM_BANK_SLOTS)

static const char *const lane_flag_names[CMIS_LF_COUNT] = {
	[CMIS_LF_DATAPATH_STATE_CHANGED] = "dp_state_changed",
	[CMIS_LF_TX_FAILURE] = "tx_fault",
	[CMIS_LF_TX_LOS] = "tx_los",
	[CMIS_LF_TX_CDR_LOL] = "tx_cdr_lol",
	[CMIS_LF_TX_ADAPT_EQ_FAIL] = "tx_adapt_eq_fail",
	[CMIS_LF_RX_LOS] = "rx_los",
	[CMIS_LF_RX_CDR_LOL] = "rx_cdr_lol",
	[CMIS_LF_RX_OUTPUT_CHANGED] = "rx_output_changed",
};

static const char *const unit_names[CMIS_UNIT_COUNT] = {
	[CMIS_UNIT_RAW] = "raw",
	[CMIS_UNIT_MILLI_CELSIUS] = "millidegree Celsius",
	[CMIS_UNIT_MICRO_VOLT] = "microvolt",
	[CMIS_UNIT_NANO_WATT] = "nanowatt",
	[CMIS_UNIT_MICRO_AMPERE] = "microampere",
	[CMIS_UNIT_MILLI_PERCENT] = "millipercent",
	[CMIS_UNIT_RATIO] = "ratio",
	[CMIS_UNIT_FRAMES] = "frame",
	[CMIS_UNIT_SYMBOLS] = "symbol",
	[CMIS_UNIT_MILLI_DB] = "millidecibel",
	[CMIS_UNIT_MILLI_DBM] = "thousandth of a dBm",
	[CMIS_UNIT_MHZ] = "megahertz",
	[CMIS_UNIT_PS_PER_NM] = "picosecond per nanometre",
	[CMIS_UNIT_FS] = "femtosecond",
	[CMIS_UNIT_CENTI_PS2] = "hundredth of a squared picosecond",
	[CMIS_UNIT_KRAD_PER_S] = "kiloradian per second",
};

struct image {
	u8 lower[CMIS_PAGE_SIZE];
	u8 admin[CMIS_PAGE_SIZE];
	u8 advert[CMIS_PAGE_SIZE];
	u8 thresholds[CMIS_PAGE_SIZE];
	u8 lanes[CMIS_MAX_BANKS][CMIS_PAGE_SIZE];
	u8 vdm[CMIS_MAX_BANKS][VDM_PAGES][CMIS_PAGE_SIZE];
};

struct module {
	struct cmis_basics basics;
	struct cmis_admin admin;
	struct cmis_adverts adverts;
	struct cmis_thresholds thresholds;
	struct cmis_apps apps;
	struct cmis_status status;
	struct cmis_lane lane[CMIS_MAX_LANES];
	struct cmis_vdm_support vdm;
	struct cmis_monitor_list monitors;	/* of VDM */
};

/* JSON: whether the next member needs a comma before it. */
static bool json_comma;

static void json_key(const char *key)
{
	printf("%s", json_comma ? ",\n" : "\n");
	if (key)
		printf("\"%s\": ", key);
	json_comma = true;
}

static void json_open(const char *key, char bracket)
{
	json_key(key);
	putchar(bracket);
	json_comma = false;
}

static void json_close(char bracket)
{
	putchar(bracket);
	json_comma = true;
}

static void json_number(const char *key, long long value)
{
	json_key(key);
	printf("%lld", value);
}

static void json_bool(const char *key, bool value)
{
	json_key(key);
	printf("%s", value ? "true" : "false");
}

static void json_string(const char *key, const char *string)
{
	json_key(key);
	if (!string) {
		printf("null");
		return;
	}
	putchar('"');
	for (; *string; string++) {
		if (*string == '"' || *string == '\\')
			putchar('\\');
		putchar(*string);
	}
	putchar('"');
}

static void json_bytes(const char *key, const u8 *bytes, size_t len)
{
	json_open(key, '[');
	while (len--)
		json_number(NULL, *bytes++);
	json_close(']');
}

/* The key of "object->member" is its member. */
static const char *key_get(const char *expression)
{
	return strrchr(expression, '>') + 1;
}

#define NUMBER(value)	json_number(key_get(#value), value)
#define BOOL(value)	json_bool(key_get(#value), value)
#define STRING(value)	json_string(key_get(#value), value)
#define BYTES(value)	json_bytes(key_get(#value), value, sizeof(value))

static void die(const char *what, const char *why)
{
	fprintf(stderr, "cmis-dump: %s: %s\n", what, why);
	exit(2);
}

/* Read a page file; false if there is none. */
static bool page_read(const char *dir, const char *name, u8 *page)
{
	char path[4096];
	FILE *file;
	size_t len;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "rb");
	if (!file)
		return false;
	len = fread(page, 1, CMIS_PAGE_SIZE, file);
	if (len != CMIS_PAGE_SIZE || fgetc(file) != EOF)
		die(path, "is not 128 bytes");
	fclose(file);
	return true;
}

/* Read a page of a bank; that of bank 0 may be without a bank in its name. */
static void bank_page_read(const char *dir, u8 number, unsigned int bank,
			   u8 *page)
{
	char name[16];

	if (!bank) {
		snprintf(name, sizeof(name), "p%02x.bin", number);
		page_read(dir, name, page);
	}
	snprintf(name, sizeof(name), "p%02x_b%u.bin", number, bank);
	page_read(dir, name, page);
}

static void image_read(const char *dir, struct image *image)
{
	unsigned int bank, i;

	if (!page_read(dir, "lower.bin", image->lower) ||
	    !page_read(dir, "p00.bin", image->admin))
		die(dir, "needs lower.bin and p00.bin");
	page_read(dir, "p01.bin", image->advert);
	page_read(dir, "p02.bin", image->thresholds);
	for (bank = 0; bank < CMIS_MAX_BANKS; bank++) {
		bank_page_read(dir, 0x11, bank, image->lanes[bank]);
		for (i = 0; i < VDM_PAGES; i++)
			bank_page_read(dir, CMIS_PAGE_VDM_DESC + i, bank,
				       image->vdm[bank][i]);
	}
}

static void check(int err, const char *what)
{
	if (err)
		die(what, strerror(-err));
}

static void paged_decode(const struct image *image, struct module *module)
{
	unsigned int bank;

	check(cmis_adverts_decode(image->advert, CMIS_PAGE_SIZE,
				  cmis_basics_revision(&module->basics),
				  &module->adverts), "page 01h");
	check(cmis_thresholds_decode(image->thresholds, CMIS_PAGE_SIZE,
				     &module->thresholds), "page 02h");
	for (bank = 0; bank < module->adverts.banks; bank++)
		check(cmis_lanes_decode(image->lanes[bank], CMIS_PAGE_SIZE,
					cmis_basics_revision(&module->basics),
					&module->lane[bank *
						CMIS_LANES_PER_BANK]),
		      "page 11h");
}

static const u8 *vdm_page(const struct image *image, unsigned int bank,
			  u8 number)
{
	return image->vdm[bank][number - CMIS_PAGE_VDM_DESC];
}

static void vdm_decode(const struct image *image, struct module *module)
{
	static struct cmis_monitor monitors[VDM_MAX];
	unsigned int lanes = cmis_lanes_count(&module->basics,
					      &module->adverts);
	unsigned int bank, group;

	module->monitors.monitor = monitors;
	module->monitors.max = VDM_MAX;
	check(cmis_vdm_support_decode(vdm_page(image, 0, CMIS_PAGE_VDM_CONTROL),
				      CMIS_PAGE_SIZE, &module->vdm),
	      "page 2Fh");
	for (bank = 0; bank < module->adverts.banks; bank++)
		for (group = 1; group <= module->vdm.groups; group++) {
			u8 number = CMIS_PAGE_VDM_DESC + group - 1;
			const struct cmis_vdm_group at = {
				.bank = bank,
				.group = group,
				.descriptors = vdm_page(image, bank, number),
				.len = CMIS_PAGE_SIZE,
			};
			const u8 *page;

			check(cmis_vdm_descriptors_decode(&at, lanes,
							  &module->monitors),
			      "pages 20h-23h");
			number += CMIS_PAGE_VDM_THRESHOLDS - CMIS_PAGE_VDM_DESC;
			page = vdm_page(image, bank, number);
			check(cmis_vdm_thresholds_decode(&at, page,
							 CMIS_PAGE_SIZE,
							 &module->monitors),
			      "pages 28h-2Bh");
		}
}

static void image_decode(const struct image *image, struct module *module)
{
	check(cmis_basics_decode(image->lower, CMIS_PAGE_SIZE,
				 &module->basics), "lower memory");
	check(cmis_admin_decode(image->admin, CMIS_PAGE_SIZE,
				cmis_basics_revision(&module->basics),
				&module->admin),
	      "page 00h");
	if (module->basics.flat)
		cmis_adverts_init_flat(&module->adverts);
	else
		paged_decode(image, module);
	check(cmis_apps_decode(CMIS_WHOLE_PAGE(image->lower),
			       CMIS_WHOLE_PAGE(image->advert),
			       module->basics.media_type, &module->apps),
	      "applications");
	check(cmis_status_decode(image->lower, CMIS_PAGE_SIZE,
				 &module->status), "status");
	if (module->adverts.pages & CMIS_PAGES_VDM)
		vdm_decode(image, module);
}

static void basics_print(const struct cmis_basics *basics)
{
	json_open("basics", '{');
	NUMBER(basics->identifier);
	json_string("identifier_name",
		    cmis_identifier_name(basics->identifier));
	NUMBER(basics->rev_major);
	NUMBER(basics->rev_minor);
	BOOL(basics->flat);
	BOOL(basics->stepped_only);
	NUMBER(basics->auto_commission);
	NUMBER(basics->max_speed_khz);
	NUMBER(basics->media_type);
	json_string("media_type_name",
		    cmis_media_type_name(basics->media_type));
	NUMBER(basics->fw_major);
	NUMBER(basics->fw_minor);
	NUMBER(basics->sm_support);
	NUMBER(basics->function_type);
	NUMBER(basics->subtype);
	NUMBER(basics->heat_sink);
	NUMBER(basics->fiber_face);
	NUMBER(basics->lowpwr_restrictions);
	json_close('}');
}

static void admin_print(const struct cmis_admin *admin)
{
	json_open("admin", '{');
	NUMBER(admin->identifier);
	STRING(admin->vendor_name);
	BYTES(admin->vendor_oui);
	STRING(admin->vendor_pn);
	STRING(admin->vendor_rev);
	STRING(admin->vendor_sn);
	STRING(admin->date_code);
	STRING(admin->clei);
	NUMBER(admin->power_class);
	NUMBER(admin->max_power_mw);
	NUMBER(admin->cable_length_mm);
	NUMBER(admin->connector);
	json_string("connector_name", cmis_connector_name(admin->connector));
	BYTES(admin->copper_attenuation_db);
	NUMBER(admin->media_lanes_unsupported);
	NUMBER(admin->far_end);
	NUMBER(admin->media_technology);
	json_string("media_technology_name",
		    cmis_media_technology_name(admin->media_technology));
	NUMBER(admin->spi_flow_control);
	BOOL(admin->checksum_ok);
	json_close('}');
}

static void durations_print(const struct cmis_durations *durations)
{
	json_open("durations", '{');
	NUMBER(durations->dp_init_ms);
	NUMBER(durations->dp_deinit_ms);
	NUMBER(durations->pwr_up_ms);
	NUMBER(durations->pwr_dn_ms);
	NUMBER(durations->tx_turn_on_ms);
	NUMBER(durations->tx_turn_off_ms);
	NUMBER(durations->page_change_us);
	NUMBER(durations->cdb_busy_ms);
	NUMBER(durations->modsel_wait_us);
	json_close('}');
}

/* ------------------------------------------------------------------------ */
/* Monitors at fixed registers                                              */
/* ------------------------------------------------------------------------ */

/* Of the monitors at the same registers, the one that 01h:145 selects. */
static bool fixed_is_chosen(const struct cmis_adverts *adverts,
			    const struct cmis_monitor_row *row)
{
	return row->value &&
	       (adverts->characteristics & row->select_mask) == row->select;
}

/* From one type to the next that is chosen, if there is one. */
static bool fixed_next(const struct cmis_adverts *adverts, unsigned int *type)
{
	while (++*type < cmis_monitor_types())
		if (fixed_is_chosen(adverts, cmis_monitor_row(*type)))
			return true;
	return false;
}

#define FOR_EACH_FIXED(adverts, type)					\
	for (type = CMIS_MON_FIXED - 1; fixed_next(adverts, &(type)); )

/* Whether or not the module has it. */
static struct cmis_monitor fixed_get(const struct cmis_adverts *adverts,
				     unsigned int type, unsigned int place)
{
	const struct cmis_monitor_row *row = cmis_monitor_row(type);
	bool lane = row->scope == CMIS_SCOPE_LANE;

	return (struct cmis_monitor) {
		.type = type,
		.scale = row->scaled ? adverts->bias_scale : 1,
		.offset = CMIS_REG_OFFSET(row->value) + 2 * place,
		.flags = CMIS_REG_OFFSET(row->flags),
		.flags_bit = lane ? place : row->flags_shift,
		.flags_bytes = lane,
	};
}

static void fixed_value_print(const struct cmis_monitor *monitor, u16 raw,
			      const char *key)
{
	json_number(key, cmis_monitor_get_value(monitor, raw).mantissa);
}

static bool fixed_is_advertised(const struct image *image,
				const struct module *module,
				const struct cmis_monitor_row *row)
{
	if (module->basics.flat)
		return false;
	if (!module->adverts.known)
		return row->assumed;
	return !row->advert ||
	       image->advert[CMIS_REG_INDEX(row->advert)] & row->advert_mask;
}

static void monitors_print(const struct image *image,
			   const struct module *module)
{
	const struct cmis_adverts *adverts = &module->adverts;
	const struct cmis_monitor_row *row;
	unsigned int i;

	json_open("monitors", '{');
	FOR_EACH_FIXED(adverts, i) {
		row = cmis_monitor_row(i);
		if (fixed_is_advertised(image, module, row))
			json_string(row->name, unit_names[row->unit]);
	}
	json_close('}');
	json_open("lane_flags", '[');
	for (i = 0; i < CMIS_LF_COUNT; i++)
		if (adverts->lane_flags & BIT(i))
			json_string(NULL, lane_flag_names[i]);
	json_close(']');
}

static void adverts_print(const struct image *image,
			  const struct module *module)
{
	const struct cmis_adverts *adverts = &module->adverts;

	json_open("adverts", '{');
	BOOL(adverts->known);
	BOOL(adverts->checksum_ok);
	NUMBER(adverts->inactive_fw_major);
	NUMBER(adverts->inactive_fw_minor);
	NUMBER(adverts->hw_major);
	NUMBER(adverts->hw_minor);
	NUMBER(adverts->length_smf_m);
	NUMBER(adverts->length_om5_m);
	NUMBER(adverts->length_om4_m);
	NUMBER(adverts->length_om3_m);
	NUMBER(adverts->length_om2_m);
	NUMBER(adverts->wavelength_pm);
	NUMBER(adverts->wavelength_tolerance_pm);
	NUMBER(adverts->pages);
	NUMBER(adverts->banks);
	NUMBER(adverts->characteristics);
	NUMBER(adverts->temp_max_c);
	NUMBER(adverts->temp_min_c);
	NUMBER(adverts->propagation_delay_ns);
	NUMBER(adverts->voltage_min_mv);
	NUMBER(adverts->rx_characteristics);
	NUMBER(adverts->cdr_power_saved_mw);
	NUMBER(adverts->si_limits);
	NUMBER(adverts->si_cursor_max);
	NUMBER(adverts->tx_controls);
	NUMBER(adverts->rx_controls);
	NUMBER(adverts->tx_si_controls);
	NUMBER(adverts->rx_si_controls);
	NUMBER(adverts->bias_scale);
	NUMBER(adverts->cdb_instances);
	NUMBER(adverts->cdb_flags);
	NUMBER(adverts->cdb_epl_pages);
	NUMBER(adverts->cdb_access_bytes);
	BOOL(adverts->cdb_trigger_any_write);
	NUMBER(adverts->default_polarity_tx);
	NUMBER(adverts->default_polarity_rx);
	NUMBER(adverts->ext_pages);
	NUMBER(adverts->nad_banks);
	NUMBER(adverts->full_page_read);
	NUMBER(adverts->misc);
	NUMBER(adverts->lane_features);
	durations_print(&adverts->durations);
	monitors_print(image, module);
	json_close('}');
}

static void thresholds_print(const struct image *image,
			     const struct module *module)
{
	const struct cmis_thresholds *thresholds = &module->thresholds;
	unsigned int type, level;

	json_open("thresholds", '{');
	BOOL(thresholds->known);
	BOOL(thresholds->checksum_ok);
	FOR_EACH_FIXED(&module->adverts, type) {
		const struct cmis_monitor_row *row = cmis_monitor_row(type);
		struct cmis_monitor monitor = fixed_get(&module->adverts, type,
							0);
		const u8 *set =
			&image->thresholds[CMIS_REG_INDEX(row->thresholds)];

		if (!thresholds->known || !memchr_inv(set, 0, 8))
			continue;
		json_open(row->name, '{');
		for (level = 0; level < CMIS_LEVEL_COUNT; level++)
			fixed_value_print(&monitor,
					  get_unaligned_be16(&set[2 * level]),
					  cmis_level_name(level));
		json_close('}');
	}
	json_close('}');
}

static void apps_print(const struct module *module)
{
	unsigned int i;

	json_open("apps", '[');
	for (i = 0; i < module->apps.count; i++) {
		const struct cmis_app *app = &module->apps.app[i];
		const struct cmis_interface *host, *media;

		if (!cmis_app_used(app))
			continue;
		host = cmis_host_interface(app->host_id);
		media = cmis_media_interface(module->basics.media_type,
					     app->media_id);
		json_open(NULL, '{');
		json_number("appsel", i + 1);
		NUMBER(app->host_id);
		json_string("host_interface", host ? host->name : NULL);
		json_number("host_rate_mbps", host ? host->rate_mbps : 0);
		NUMBER(app->media_id);
		json_string("media_interface", media ? media->name : NULL);
		NUMBER(app->host_lanes);
		NUMBER(app->media_lanes);
		NUMBER(app->host_assign);
		NUMBER(app->media_assign);
		json_close('}');
	}
	json_close(']');
}

static void levels_print(const char *key, u8 levels)
{
	unsigned int level;

	json_open(key, '[');
	for (level = 0; level < CMIS_LEVEL_COUNT; level++)
		if (levels & BIT(level))
			json_string(NULL, cmis_level_name(level));
	json_close(']');
}

/* The values and the flags of the module, or of a lane, in an image. */
static void fixed_print(const struct module *module, const u8 *half, int place)
{
	u8 scope = place < 0 ? CMIS_SCOPE_MODULE : CMIS_SCOPE_LANE;
	struct cmis_monitor monitor;
	unsigned int type;

	json_open("value", '{');
	FOR_EACH_FIXED(&module->adverts, type) {
		if (cmis_monitor_row(type)->scope != scope)
			continue;
		monitor = fixed_get(&module->adverts, type,
				    place < 0 ? 0 : place);
		fixed_value_print(&monitor,
				  cmis_monitor_get_raw(&monitor, half),
				  cmis_monitor_row(type)->name);
	}
	json_close('}');
	json_open("levels", '{');
	FOR_EACH_FIXED(&module->adverts, type) {
		if (cmis_monitor_row(type)->scope != scope)
			continue;
		monitor = fixed_get(&module->adverts, type,
				    place < 0 ? 0 : place);
		levels_print(cmis_monitor_row(type)->name,
			     cmis_monitor_get_flags(&monitor, half));
	}
	json_close('}');
}

static void status_print(const struct image *image,
			 const struct module *module)
{
	const struct cmis_status *status = &module->status;

	json_open("status", '{');
	NUMBER(status->state);
	json_string("state_name", cmis_module_state_name(status->state));
	BOOL(status->interrupt);
	BYTES(status->summary);
	BYTES(status->flags);
	NUMBER(status->control);
	BYTES(status->masks);
	BYTES(status->cdb_status);
	NUMBER(status->fault_cause);
	json_string("fault_cause_name",
		    cmis_fault_cause_name(status->fault_cause));
	NUMBER(status->password_result);
	fixed_print(module, image->lower, -1);
	json_close('}');
}

static void lane_print(const struct image *image, const struct module *module,
		       unsigned int number)
{
	const struct cmis_lane *lane = &module->lane[number];
	unsigned int i;

	json_open(NULL, '{');
	NUMBER(lane->dp_state);
	json_string("dp_state_name", cmis_dp_state_name(lane->dp_state));
	BOOL(lane->rx_output_valid);
	BOOL(lane->tx_output_valid);
	json_open("flags", '[');
	for (i = 0; i < CMIS_LF_COUNT; i++)
		if (lane->flags & BIT(i))
			json_string(NULL, lane_flag_names[i]);
	json_close(']');
	fixed_print(module, image->lanes[number / CMIS_LANES_PER_BANK],
		    number % CMIS_LANES_PER_BANK);
	NUMBER(lane->config_status);
	json_string("config_status_name",
		    cmis_config_status_name(lane->config_status));
	NUMBER(lane->appsel);
	NUMBER(lane->dp_id);
	BOOL(lane->explicit_control);
	BOOL(lane->dp_init_pending);
	BOOL(lane->adaptive_eq);
	NUMBER(lane->eq_recall);
	NUMBER(lane->tx_eq);
	BOOL(lane->cdr_tx);
	BOOL(lane->cdr_rx);
	NUMBER(lane->pre_cursor);
	NUMBER(lane->post_cursor);
	NUMBER(lane->amplitude);
	NUMBER(lane->tx_map);
	NUMBER(lane->rx_map);
	json_close('}');
}

/* A number; a floating point number is a text. */
static void vdm_value_print(const char *key, u8 type, u16 raw)
{
	const struct cmis_monitor monitor = { .type = type };
	char text[CMIS_F16_TEXT];

	if (cmis_monitor_row(type)->format == CMIS_FORMAT_F16) {
		cmis_f16_format(raw, text, sizeof(text));
		json_string(key, text);
	} else {
		fixed_value_print(&monitor, raw, key);
	}
}

/* As the descriptors have it: its place, its resource and its thresholds. */
static void observable_print(const struct image *image,
			     const struct cmis_monitor *monitor)
{
	u8 group = monitor->page - CMIS_PAGE_VDM_SAMPLES;
	u8 place = (monitor->offset - CMIS_UPPER_FIRST) / 2;
	const u8 *descriptor = &vdm_page(image, monitor->bank,
					 CMIS_PAGE_VDM_DESC + group)[2 * place];
	u16 raw = cmis_monitor_get_raw(monitor, vdm_page(image, monitor->bank,
							 monitor->page));
	unsigned int level;

	json_open(NULL, '{');
	NUMBER(monitor->type);
	json_string("name", cmis_monitor_row(monitor->type)->name);
	NUMBER(monitor->bank);
	json_number("slot", CMIS_VDM_GROUP_SLOTS * group + place);
	json_number("resource", monitor->lane == CMIS_LANE_NONE ?
		    CMIS_VDM_RESOURCE_MODULE :
		    monitor->lane % CMIS_LANES_PER_BANK);
	json_number("set", descriptor[0] >> 4);
	json_number("raw", raw);
	vdm_value_print("value", monitor->type, raw);
	if (memchr_inv(monitor->limit, 0, sizeof(monitor->limit))) {
		json_open("limit", '{');
		for (level = 0; level < CMIS_LEVEL_COUNT; level++)
			vdm_value_print(cmis_level_name(level), monitor->type,
					monitor->limit[level]);
		json_close('}');
	}
	levels_print("levels", cmis_monitor_get_levels(monitor, raw));
	levels_print("flags",
		     cmis_monitor_get_flags(monitor,
					    vdm_page(image, monitor->bank,
						     CMIS_PAGE_VDM_FLAGS)));
	json_close('}');
}

static void vdm_print(const struct image *image, const struct module *module)
{
	const struct cmis_vdm_support *vdm = &module->vdm;
	const struct cmis_monitor_list *list = &module->monitors;
	bool statistics = false;
	unsigned int i;

	for (i = 0; i < list->count; i++)
		statistics |= cmis_monitor_row(list->monitor[i].type)
				->statistic;
	json_open("vdm", '{');
	NUMBER(vdm->groups);
	NUMBER(vdm->fine_interval_us);
	json_bool("statistics", statistics);
	NUMBER(list->rejected);
	json_open("observables", '[');
	for (i = 0; i < list->count; i++)
		observable_print(image, &list->monitor[i]);
	json_close(']');
	json_close('}');
}

static void module_print(const struct image *image,
			 const struct module *module)
{
	unsigned int lane, lanes = 0;

	if (!module->basics.flat)
		lanes = module->adverts.banks * CMIS_LANES_PER_BANK;
	putchar('{');
	basics_print(&module->basics);
	admin_print(&module->admin);
	adverts_print(image, module);
	thresholds_print(image, module);
	apps_print(module);
	status_print(image, module);
	json_number("lanes_count", cmis_lanes_count(&module->basics,
						    &module->adverts));
	json_open("lanes", '[');
	for (lane = 0; lane < lanes; lane++)
		lane_print(image, module, lane);
	json_close(']');
	if (module->adverts.pages & CMIS_PAGES_VDM)
		vdm_print(image, module);
	puts("}");
}

static void interface_print(const struct cmis_interface *interface)
{
	if (!interface) {
		json_string(NULL, NULL);
		return;
	}
	json_open(NULL, '{');
	STRING(interface->name);
	NUMBER(interface->lanes);
	NUMBER(interface->rate_mbps);
	NUMBER(interface->lane_rate_mbps);
	json_close('}');
}

static void codes_print(void)
{
	static const char *const media[] = {
		[CMIS_MEDIA_MMF] = "mmf",
		[CMIS_MEDIA_SMF] = "smf",
		[CMIS_MEDIA_PASSIVE_COPPER] = "passive_copper",
		[CMIS_MEDIA_ACTIVE_CABLE] = "active_cable",
		[CMIS_MEDIA_BASE_T] = "base_t",
	};
	unsigned int code, type;

	putchar('{');
	json_open("identifier", '[');
	for (code = 0; code < 256; code++) {
		json_open(NULL, '{');
		json_string("name", cmis_identifier_name(code));
		json_bool("cmis", cmis_identifier_is_cmis(code));
		json_number("lanes", cmis_identifier_lanes(code));
		json_close('}');
	}
	json_close(']');
	json_open("connector", '[');
	for (code = 0; code < 256; code++)
		json_string(NULL, cmis_connector_name(code));
	json_close(']');
	json_open("host", '[');
	for (code = 0; code < 256; code++)
		interface_print(cmis_host_interface(code));
	json_close(']');
	for (type = CMIS_MEDIA_MMF; type <= CMIS_MEDIA_BASE_T; type++) {
		json_open(media[type], '[');
		for (code = 0; code < 256; code++)
			interface_print(cmis_media_interface(type, code));
		json_close(']');
	}
	puts("}");
}

static void vdm_type_print(u8 id)
{
	static const u16 samples[] = {
		0x0000, 0x0001, 0x0002, 0x0080, 0x0081, 0x1234, 0x4000, 0x7fff,
		0x8000, 0x8001, 0x80f0, 0xabcd, 0xff80, 0xfffe, 0xffff,
	};
	const struct cmis_monitor_row *type = cmis_monitor_row(id);
	char key[8];
	unsigned int i;

	json_open(NULL, '{');
	STRING(type->name);
	NUMBER(type->format);
	json_string("unit", unit_names[type->unit]);
	json_string("suffix", cmis_unit_get(type->unit)->suffix);
	NUMBER(type->side);
	BOOL(type->statistic);
	json_bool("per_path", type->scope == CMIS_SCOPE_PATH);
	json_open("values", '{');
	for (i = 0; i < ARRAY_SIZE(samples); i++) {
		snprintf(key, sizeof(key), "%u", samples[i]);
		vdm_value_print(key, id, samples[i]);
	}
	json_close('}');
	json_close('}');
}

static void vdm_types_print(void)
{
	unsigned int id;

	json_open(NULL, '[');
	for (id = 0; id < CMIS_MON_FIXED; id++)
		vdm_type_print(id);
	json_close(']');
}

static void f16_print(void)
{
	char text[CMIS_F16_TEXT];
	unsigned int raw;

	json_open(NULL, '[');
	for (raw = 0; raw <= 0xffff; raw++) {
		cmis_f16_format(raw, text, sizeof(text));
		json_string(NULL, text);
	}
	json_close(']');
}

static const struct {
	const char *option;
	void (*print)(void);
} tables[] = {
	{ "--codes", codes_print },
	{ "--vdm", vdm_types_print },
	{ "--f16", f16_print },
};

int main(int argc, char **argv)
{
	static struct image image;
	static struct module module;
	unsigned int i;

	if (argc != 2) {
		fprintf(stderr,
			"usage: cmis-dump DIR | --codes | --vdm | --f16\n");
		return 2;
	}
	for (i = 0; i < ARRAY_SIZE(tables); i++)
		if (!strcmp(argv[1], tables[i].option)) {
			tables[i].print();
			return 0;
		}
	image_read(argv[1], &image);
	image_decode(&image, &module);
	module_print(&image, &module);
	return 0;
}

