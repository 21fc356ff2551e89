// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: files of a cage that show its module.
 */

#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/minmax.h>

#include "show/sysfs/module.h"
#include "core/cage.h"
#include "core/question.h"
#include "show/sysfs/file.h"
#include "spec/codes.h"

static int cmis_emit_string(const struct cmis_file *file,
			    const struct cmis_view *view, const void *value,
			    char *buf)
{
	const char *string = value;

	if (!*string && file->optional)
		return -ENODATA;
	return sysfs_emit(buf, "%s\n", string);
}

/* Print two bytes: the major number, then the minor number. */
static int cmis_emit_version(const struct cmis_file *file,
			     const struct cmis_view *view, const void *value,
			     char *buf)
{
	const u8 *version = value;

	return sysfs_emit(buf, "%u.%u\n", version[0], version[1]);
}

static int cmis_emit_firmware(const struct cmis_file *file,
			      const struct cmis_view *view, const void *value,
			      char *buf)
{
	int ret = cmis_module_check_firmware(view->module);

	if (ret)
		return ret;
	return cmis_emit_version(file, view, value, buf);
}

static int cmis_emit_oui(const struct cmis_file *file,
			 const struct cmis_view *view, const void *value,
			 char *buf)
{
	return sysfs_emit(buf, "%*phC\n", file->size, value);
}

static int cmis_emit_checksum(const struct cmis_file *file,
			      const struct cmis_view *view, const void *value,
			      char *buf)
{
	return sysfs_emit(buf, "%s\n", *(const bool *)value ? "ok" : "bad");
}

/* Both 0 (01h:146, 147): the module has no such values. */
static int cmis_emit_temp(const struct cmis_file *file,
			  const struct cmis_view *view, const void *value,
			  char *buf)
{
	const struct cmis_adverts *adverts = &view->module->adverts;

	if (!adverts->temp_max_c && !adverts->temp_min_c)
		return -ENODATA;
	if (adverts->temp_max_c <= adverts->temp_min_c)
		return -EBADMSG;
	return sysfs_emit(buf, "%d\n", *(const s8 *)value * 1000);
}

static int cmis_emit_memory(const struct cmis_file *file,
			    const struct cmis_view *view, const void *value,
			    char *buf)
{
	return sysfs_emit(buf, "%s\n", *(const bool *)value ? "flat" : "paged");
}

static int cmis_emit_rx_power(const struct cmis_file *file,
			      const struct cmis_view *view, const void *value,
			      char *buf)
{
	int type = cmis_module_get_rx_power(view->module);

	if (type < 0)
		return type;
	return sysfs_emit(buf, "%s\n",
			  type == CMIS_RX_POWER_OMA ? "OMA" : "average");
}

/*
 * The number of lanes that applications can use: the last lane at which an
 * application can start, plus its lanes. Each bank has the same applications.
 */
static int cmis_emit_lanes(const struct cmis_file *file,
			   const struct cmis_view *view, const void *value,
			   char *buf)
{
	const struct cmis_apps *apps = &view->module->apps;
	bool host = file->id == CMIS_SIDE_HOST;
	unsigned int reach = 0;

	for (unsigned int i = 0; i < apps->count; i++) {
		const struct cmis_app *app = &apps->app[i];
		unsigned int lanes = host ? app->host_lanes : app->media_lanes;
		u8 assign = host ? app->host_assign : app->media_assign;

		if (lanes && assign)
			lanes += fls(assign) - 1;
		reach = max(reach, lanes);
	}
	if (!reach)
		return -ENODATA;
	reach = min_t(unsigned int, reach, CMIS_LANES_PER_BANK);
	return sysfs_emit(buf, "%u\n",
			  reach * max_t(u8, view->module->adverts.banks, 1));
}

static int cmis_emit_odd(const struct cmis_file *file,
			 const struct cmis_view *view, const void *value,
			 char *buf)
{
	return sysfs_emit(buf, "%u\n", hweight32(*(const u32 *)value));
}

/* Lower 41 is valid in ModuleFault only. Flat memory does not define it. */
static int cmis_emit_fault_cause(const struct cmis_file *file,
				 const struct cmis_view *view,
				 const void *value, char *buf)
{
	const struct cmis_status *status = value;
	u8 cause = status->state == CMIS_STATE_FAULT ? status->fault_cause : 0;

	if (view->module->basics.flat)
		return -ENODATA;
	return cmis_emit_name(buf, cause, cmis_fault_cause_name(cause));
}

static int cmis_emit_override(const struct cmis_file *file,
			      const struct cmis_view *view, const void *value,
			      char *buf)
{
	const enum cmis_kept *kept = value;

	if (view->module->basics.flat)
		return -ENODATA;
	return sysfs_emit(buf, "%d\n", *kept == CMIS_KEPT_OTHER);
}

static int cmis_emit_build(const struct cmis_file *file,
			   const struct cmis_view *view, const void *value,
			   char *buf)
{
	return view->snapshot->build_known ?
	       cmis_emit_number(file, view, value, buf) : -ENODATA;
}

/* The TEC current: an auxiliary monitor (01h:145). hwmon has no such unit. */
static int cmis_emit_tec_current(const struct cmis_file *file,
				 const struct cmis_view *view,
				 const void *value, char *buf)
{
	const struct cmis_module *module = view->module;
	struct cmis_number number;
	int ret;

	for (unsigned int i = 0; i < module->first[CMIS_CLASS_LANES]; i++) {
		if (cmis_monitor_row(module->monitors[i].type)->unit !=
		    CMIS_UNIT_MILLI_PERCENT)
			continue;
		ret = cmis_snapshot_get_value(view->snapshot, i, &number);
		if (ret)
			return ret;
		return sysfs_emit(buf, "%d\n", number.mantissa);
	}
	return -ENODATA;
}

static int cmis_emit_age(const struct cmis_file *file,
			 const struct cmis_view *view, const void *value,
			 char *buf)
{
	const u64 *when_ns = value;

	return sysfs_emit(buf, "%lld\n",
			  ktime_ms_delta(ktime_get_boottime(), *when_ns));
}

/* Lower 61: 0 says nothing. */
static int cmis_emit_face(const struct cmis_file *file,
			  const struct cmis_view *view, const void *value,
			  char *buf)
{
	if (!*(const u8 *)value)
		return -ENODATA;
	return cmis_emit_code(file, view, value, buf);
}

#define CMIS_MODULE_FILE(_name, _field, ...)				\
	CMIS_FILE(_name, CMIS_OF_MODULE, struct cmis_module, _field,	\
		  __VA_ARGS__)
#define CMIS_MODULE_CODE(_name, _field, _names)				\
	CMIS_MODULE_FILE(_name, _field, cmis_emit_code, .name = _names)
#define CMIS_ADVERT_FILE(_name, _field, _emit)				\
	CMIS_FILE(_name, CMIS_OF_ADVERTS, struct cmis_module,		\
		  adverts._field, _emit, .optional = true)
#define CMIS_STATUS_FILE(_name, _of, _field, ...)			\
	CMIS_FILE(_name, _of, struct cmis_snapshot, _field, __VA_ARGS__)

static struct cmis_file cmis_module_files[] = {
	CMIS_MODULE_CODE(identifier, basics.identifier, cmis_identifier_name),
	CMIS_MODULE_FILE(cmis_revision, basics.rev_major, cmis_emit_version),
	CMIS_MODULE_FILE(memory_model, basics.flat, cmis_emit_memory),
	CMIS_MODULE_FILE(max_speed_khz, basics.max_speed_khz, cmis_emit_number,
			 .optional = true),
	CMIS_MODULE_CODE(media_type, basics.media_type, cmis_media_type_name),
	CMIS_MODULE_FILE(firmware_version, basics.fw_major, cmis_emit_firmware),
	CMIS_MODULE_FILE(host_lanes, apps, cmis_emit_lanes,
			 .id = CMIS_SIDE_HOST),
	CMIS_MODULE_FILE(media_lanes, apps, cmis_emit_lanes,
			 .id = CMIS_SIDE_MEDIA),
	CMIS_MODULE_FILE(vendor_name, admin.vendor_name, cmis_emit_string),
	CMIS_MODULE_FILE(vendor_oui, admin.vendor_oui, cmis_emit_oui),
	CMIS_MODULE_FILE(vendor_pn, admin.vendor_pn, cmis_emit_string),
	CMIS_MODULE_FILE(vendor_rev, admin.vendor_rev, cmis_emit_string),
	CMIS_MODULE_FILE(vendor_sn, admin.vendor_sn, cmis_emit_string),
	CMIS_MODULE_FILE(date_code, admin.date_code, cmis_emit_string),
	CMIS_MODULE_FILE(clei, admin.clei, cmis_emit_string, .optional = true),
	CMIS_MODULE_FILE(power_class, admin.power_class, cmis_emit_number),
	CMIS_MODULE_FILE(max_power_mw, admin.max_power_mw, cmis_emit_number,
			 .optional = true),
	CMIS_MODULE_FILE(cable_length_mm, admin.cable_length_mm,
			 cmis_emit_number, .optional = true),
	CMIS_MODULE_CODE(connector, admin.connector, cmis_connector_name),
	CMIS_MODULE_CODE(media_technology, admin.media_technology,
			 cmis_media_technology_name),
	CMIS_MODULE_FILE(fiber_face, basics.fiber_face, cmis_emit_face,
			 .name = cmis_fiber_face_name),
	CMIS_MODULE_FILE(heat_sink, basics.heat_sink, cmis_emit_face,
			 .name = cmis_heat_sink_name),
	CMIS_ADVERT_FILE(inactive_firmware_version, inactive_fw_major,
			 cmis_emit_version),
	CMIS_ADVERT_FILE(hardware_version, hw_major, cmis_emit_version),
	CMIS_ADVERT_FILE(link_length_smf_m, length_smf_m, cmis_emit_number),
	CMIS_ADVERT_FILE(link_length_om5_m, length_om5_m, cmis_emit_number),
	CMIS_ADVERT_FILE(link_length_om4_m, length_om4_m, cmis_emit_number),
	CMIS_ADVERT_FILE(link_length_om3_m, length_om3_m, cmis_emit_number),
	CMIS_ADVERT_FILE(link_length_om2_m, length_om2_m, cmis_emit_number),
	CMIS_ADVERT_FILE(wavelength_pm, wavelength_pm, cmis_emit_number),
	CMIS_ADVERT_FILE(wavelength_tolerance_pm, wavelength_tolerance_pm,
			 cmis_emit_number),
	CMIS_ADVERT_FILE(propagation_delay_ns, propagation_delay_ns,
			 cmis_emit_number),
	CMIS_ADVERT_FILE(rx_power_type, rx_characteristics,
			 cmis_emit_rx_power),
	CMIS_ADVERT_FILE(voltage_min_mv, voltage_min_mv, cmis_emit_number),
	CMIS_ADVERT_FILE(temp_max_mc, temp_max_c, cmis_emit_temp),
	CMIS_ADVERT_FILE(temp_min_mc, temp_min_c, cmis_emit_temp),
	CMIS_MODULE_FILE(page00_checksum, admin.checksum_ok,
			 cmis_emit_checksum),
	CMIS_ADVERT_FILE(page01_checksum, checksum_ok, cmis_emit_checksum),
	CMIS_FILE(page02_checksum, CMIS_OF_THRESHOLDS, struct cmis_module,
		  thresholds.checksum_ok, cmis_emit_checksum),
	CMIS_MODULE_FILE(overridden_limits, overridden, cmis_emit_number),
	CMIS_MODULE_FILE(contradictions, odd, cmis_emit_odd),
	CMIS_MODULE_FILE(thresholds_rejected, odd_limits, cmis_emit_number),
	CMIS_STATUS_FILE(module_state, CMIS_OF_STATUS, status.state,
			 cmis_emit_code, .name = cmis_module_state_name),
	CMIS_STATUS_FILE(fault_cause, CMIS_OF_STATUS, status,
			 cmis_emit_fault_cause),
	CMIS_STATUS_FILE(power_override, CMIS_OF_STATUS, kept,
			 cmis_emit_override),
	CMIS_STATUS_FILE(firmware_build, CMIS_OF_SNAPSHOT, build,
			 cmis_emit_build),
	CMIS_STATUS_FILE(tec_current_mpct, CMIS_OF_SNAPSHOT, readings,
			 cmis_emit_tec_current),
	CMIS_STATUS_FILE(sample_age_ms, CMIS_OF_SNAPSHOT,
			 sweep[CMIS_CLASS_THERMAL].when_ns, cmis_emit_age),
};

/* cmis_emit_version() reads the minor number after the major number. */
static_assert(offsetof(struct cmis_basics, rev_minor) ==
	      offsetof(struct cmis_basics, rev_major) + 1);
static_assert(offsetof(struct cmis_basics, fw_minor) ==
	      offsetof(struct cmis_basics, fw_major) + 1);
static_assert(offsetof(struct cmis_adverts, inactive_fw_minor) ==
	      offsetof(struct cmis_adverts, inactive_fw_major) + 1);
static_assert(offsetof(struct cmis_adverts, hw_minor) ==
	      offsetof(struct cmis_adverts, hw_major) + 1);

static struct attribute *cmis_module_attrs[ARRAY_SIZE(cmis_module_files) + 1];

const struct attribute_group cmis_sysfs_module_group = {
	.attrs = cmis_module_attrs,
};

static ssize_t cmis_module_file_show(struct device *dev,
				     struct device_attribute *attr, char *buf)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(to_cmis_cage(dev));
	struct cmis_view view = { .index = CMIS_LANE_NONE };

	if (IS_ERR(snapshot))
		return PTR_ERR(snapshot);
	view.module = snapshot->module;
	view.snapshot = snapshot;
	return cmis_file_print(container_of(attr, struct cmis_file, attr),
			       &view, buf);
}

/**
 * cmis_sysfs_module_init - make the files of modules
 */
void __init cmis_sysfs_module_init(void)
{
	cmis_files_init(cmis_module_files, ARRAY_SIZE(cmis_module_files),
			cmis_module_attrs);
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_module_files); i++)
		cmis_module_files[i].attr.show = cmis_module_file_show;
}
