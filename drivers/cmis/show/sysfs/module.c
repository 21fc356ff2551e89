// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: files of a cage that show the static part of its module.
 */

#include <linux/bitops.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sysfs.h>

#include "core/cage.h"
#include "core/module.h"
#include "show/sysfs/sysfs.h"

/**
 * struct cmis_module_attr - a static value of a module
 * @dev_attr: the file
 * @emit: prints it
 * @offset: of the value in struct cmis_module
 * @name: names a code
 * @page: page that must be known for the value to be one
 */
struct cmis_module_attr {
	struct device_attribute dev_attr;
	int (*emit)(const struct cmis_module_attr *attr,
		    const struct cmis_module *module, char *buf);
	size_t offset;
	const char *(*name)(u8 code);
	u8 page;
};

static const void *cmis_module_attr_value(const struct cmis_module_attr *attr,
					  const struct cmis_module *module)
{
	return (const u8 *)module + attr->offset;
}

static int cmis_emit_string(const struct cmis_module_attr *attr,
			    const struct cmis_module *module, char *buf)
{
	const char *string = cmis_module_attr_value(attr, module);

	return sysfs_emit(buf, "%s\n", string);
}

/* Blank says that there is none. */
static int cmis_emit_optional_string(const struct cmis_module_attr *attr,
				     const struct cmis_module *module,
				     char *buf)
{
	const char *string = cmis_module_attr_value(attr, module);

	return *string ? cmis_emit_string(attr, module, buf) : -ENODATA;
}

static int cmis_emit_code(const struct cmis_module_attr *attr,
			  const struct cmis_module *module, char *buf)
{
	const u8 *code = cmis_module_attr_value(attr, module);

	return cmis_sysfs_emit_code(buf, *code, attr->name(*code));
}

static int cmis_emit_u8(const struct cmis_module_attr *attr,
			const struct cmis_module *module, char *buf)
{
	const u8 *number = cmis_module_attr_value(attr, module);

	return sysfs_emit(buf, "%u\n", *number);
}

static int cmis_emit_u32(const struct cmis_module_attr *attr,
			 const struct cmis_module *module, char *buf)
{
	const u32 *number = cmis_module_attr_value(attr, module);

	return sysfs_emit(buf, "%u\n", *number);
}

/* CMIS has 0 stand for "not specified" here. */
static int cmis_emit_optional_u32(const struct cmis_module_attr *attr,
				  const struct cmis_module *module, char *buf)
{
	const u32 *number = cmis_module_attr_value(attr, module);

	return *number ? sysfs_emit(buf, "%u\n", *number) : -ENODATA;
}

static int cmis_emit_optional_u16(const struct cmis_module_attr *attr,
				  const struct cmis_module *module, char *buf)
{
	const u16 *number = cmis_module_attr_value(attr, module);

	return *number ? sysfs_emit(buf, "%u\n", *number) : -ENODATA;
}

/* Two bytes, the minor number right after the major. */
static int cmis_emit_version(const struct cmis_module_attr *attr,
			     const struct cmis_module *module, char *buf)
{
	const u8 *version = cmis_module_attr_value(attr, module);

	return sysfs_emit(buf, "%u.%u\n", version[0], version[1]);
}

static int cmis_emit_firmware(const struct cmis_module_attr *attr,
			      const struct cmis_module *module, char *buf)
{
	int ret = cmis_module_check_firmware(module);

	return ret ? ret : cmis_emit_version(attr, module, buf);
}

static int cmis_emit_oui(const struct cmis_module_attr *attr,
			 const struct cmis_module *module, char *buf)
{
	return sysfs_emit(buf, "%*phC\n",
			  (int)sizeof(module->admin.vendor_oui),
			  module->admin.vendor_oui);
}

static int cmis_emit_checksum(const struct cmis_module_attr *attr,
			      const struct cmis_module *module, char *buf)
{
	const bool *ok = cmis_module_attr_value(attr, module);

	return sysfs_emit(buf, "%s\n", *ok ? "ok" : "bad");
}

/* 01h:146-147, both 0: not specified. */
static int cmis_emit_temp(const struct cmis_module_attr *attr,
			  const struct cmis_module *module, char *buf)
{
	const s8 *temp_c = cmis_module_attr_value(attr, module);

	if (!module->adverts.temp_max_c && !module->adverts.temp_min_c)
		return -ENODATA;
	return sysfs_emit(buf, "%d\n", *temp_c * 1000);
}

static int cmis_emit_memory(const struct cmis_module_attr *attr,
			    const struct cmis_module *module, char *buf)
{
	return sysfs_emit(buf, "%s\n", module->basics.flat ? "flat" : "paged");
}

/* Lanes of a bank that an application reaches when it starts at its last. */
static unsigned int cmis_app_reach(u8 lanes, u8 assign)
{
	unsigned int reach = lanes;

	if (lanes && assign)
		reach += fls(assign) - 1;
	return min_t(unsigned int, reach, CMIS_LANES_PER_BANK);
}

/* Applications are offered in each bank alike. */
static int cmis_emit_lanes(const struct cmis_module *module, unsigned int reach,
			   char *buf)
{
	if (!reach)
		return -ENODATA;
	return sysfs_emit(buf, "%u\n",
			  reach * max_t(u8, module->adverts.banks, 1));
}

static int cmis_emit_host_lanes(const struct cmis_module_attr *attr,
				const struct cmis_module *module, char *buf)
{
	const struct cmis_app *app = module->apps.app;
	unsigned int i, reach = 0;

	for (i = 0; i < module->apps.count; i++, app++)
		reach = max(reach, cmis_app_reach(app->host_lanes,
						  app->host_assign));
	return cmis_emit_lanes(module, reach, buf);
}

static int cmis_emit_media_lanes(const struct cmis_module_attr *attr,
				 const struct cmis_module *module, char *buf)
{
	const struct cmis_app *app = module->apps.app;
	unsigned int i, reach = 0;

	for (i = 0; i < module->apps.count; i++, app++)
		reach = max(reach, cmis_app_reach(app->media_lanes,
						  app->media_assign));
	return cmis_emit_lanes(module, reach, buf);
}

static bool cmis_module_knows_page(const struct cmis_module *module, u8 page)
{
	switch (page) {
	case CMIS_PAGE_ADVERT:
		return module->adverts.known;
	case CMIS_PAGE_THRESHOLDS:
		return module->thresholds.known;
	default:
		return true;
	}
}

static ssize_t cmis_module_attr_show(struct device *dev,
				     struct device_attribute *dev_attr,
				     char *buf)
{
	const struct cmis_module_attr *attr =
		container_of(dev_attr, struct cmis_module_attr, dev_attr);
	struct cmis_module *module = cmis_cage_get_module(to_cmis_cage(dev));
	ssize_t ret = -ENODATA;

	if (IS_ERR(module))
		return PTR_ERR(module);
	if (cmis_module_knows_page(module, attr->page))
		ret = attr->emit(attr, module, buf);
	cmis_module_put(module);
	return ret;
}

#define CMIS_MODULE_ATTR(_name, _emit, _field, ...)			\
	static struct cmis_module_attr cmis_module_attr_##_name = {	\
		.dev_attr = __ATTR(_name, 0444, cmis_module_attr_show,	\
				   NULL),				\
		.emit = (_emit),					\
		.offset = offsetof(struct cmis_module, _field),		\
		__VA_ARGS__						\
	}

#define CMIS_MODULE_CODE(_name, _field, _table)				\
	CMIS_MODULE_ATTR(_name, cmis_emit_code, _field, .name = (_table))

/* Values of page 01h, where 0 means that the module does not say. */
#define CMIS_MODULE_ADVERT(_name, _emit, _field)			\
	CMIS_MODULE_ATTR(_name, _emit, adverts._field,			\
			 .page = CMIS_PAGE_ADVERT)

CMIS_MODULE_CODE(identifier, basics.identifier, cmis_identifier_name);
CMIS_MODULE_ATTR(cmis_revision, cmis_emit_version, basics.rev_major);
CMIS_MODULE_ATTR(memory_model, cmis_emit_memory, basics.flat);
CMIS_MODULE_ATTR(max_speed_khz, cmis_emit_optional_u16,
		 basics.max_speed_khz);
CMIS_MODULE_CODE(media_type, basics.media_type, cmis_media_type_name);
CMIS_MODULE_ATTR(firmware_version, cmis_emit_firmware, basics.fw_major);
CMIS_MODULE_ATTR(host_lanes, cmis_emit_host_lanes, apps);
CMIS_MODULE_ATTR(media_lanes, cmis_emit_media_lanes, apps);

CMIS_MODULE_ATTR(vendor_name, cmis_emit_string, admin.vendor_name);
CMIS_MODULE_ATTR(vendor_oui, cmis_emit_oui, admin.vendor_oui);
CMIS_MODULE_ATTR(vendor_pn, cmis_emit_string, admin.vendor_pn);
CMIS_MODULE_ATTR(vendor_rev, cmis_emit_string, admin.vendor_rev);
CMIS_MODULE_ATTR(vendor_sn, cmis_emit_string, admin.vendor_sn);
CMIS_MODULE_ATTR(date_code, cmis_emit_string, admin.date_code);
CMIS_MODULE_ATTR(clei, cmis_emit_optional_string, admin.clei);
CMIS_MODULE_ATTR(power_class, cmis_emit_u8, admin.power_class);
CMIS_MODULE_ATTR(max_power_mw, cmis_emit_u32, admin.max_power_mw);
CMIS_MODULE_ATTR(cable_length_mm, cmis_emit_optional_u32,
		 admin.cable_length_mm);
CMIS_MODULE_CODE(connector, admin.connector, cmis_connector_name);
CMIS_MODULE_CODE(media_technology, admin.media_technology,
		 cmis_media_technology_name);

CMIS_MODULE_ATTR(inactive_firmware_version, cmis_emit_version,
		 adverts.inactive_fw_major, .page = CMIS_PAGE_ADVERT);
CMIS_MODULE_ATTR(hardware_version, cmis_emit_version, adverts.hw_major,
		 .page = CMIS_PAGE_ADVERT);
CMIS_MODULE_ADVERT(link_length_smf_m, cmis_emit_optional_u32, length_smf_m);
CMIS_MODULE_ADVERT(link_length_om5_m, cmis_emit_optional_u16, length_om5_m);
CMIS_MODULE_ADVERT(link_length_om4_m, cmis_emit_optional_u16, length_om4_m);
CMIS_MODULE_ADVERT(link_length_om3_m, cmis_emit_optional_u16, length_om3_m);
CMIS_MODULE_ADVERT(link_length_om2_m, cmis_emit_optional_u16, length_om2_m);
CMIS_MODULE_ADVERT(wavelength_pm, cmis_emit_optional_u32, wavelength_pm);
CMIS_MODULE_ADVERT(wavelength_tolerance_pm, cmis_emit_optional_u32,
		   wavelength_tolerance_pm);
CMIS_MODULE_ADVERT(propagation_delay_ns, cmis_emit_optional_u32,
		   propagation_delay_ns);
CMIS_MODULE_ADVERT(voltage_min_mv, cmis_emit_optional_u16, voltage_min_mv);
CMIS_MODULE_ATTR(temp_max_mc, cmis_emit_temp, adverts.temp_max_c,
		 .page = CMIS_PAGE_ADVERT);
CMIS_MODULE_ATTR(temp_min_mc, cmis_emit_temp, adverts.temp_min_c,
		 .page = CMIS_PAGE_ADVERT);

CMIS_MODULE_ATTR(page00_checksum, cmis_emit_checksum, admin.checksum_ok);
CMIS_MODULE_ATTR(page01_checksum, cmis_emit_checksum, adverts.checksum_ok,
		 .page = CMIS_PAGE_ADVERT);
CMIS_MODULE_ATTR(page02_checksum, cmis_emit_checksum, thresholds.checksum_ok,
		 .page = CMIS_PAGE_THRESHOLDS);

/* Versions are read as pairs. */
static_assert(offsetof(struct cmis_basics, rev_minor) ==
	      offsetof(struct cmis_basics, rev_major) + 1);
static_assert(offsetof(struct cmis_basics, fw_minor) ==
	      offsetof(struct cmis_basics, fw_major) + 1);
static_assert(offsetof(struct cmis_adverts, inactive_fw_minor) ==
	      offsetof(struct cmis_adverts, inactive_fw_major) + 1);
static_assert(offsetof(struct cmis_adverts, hw_minor) ==
	      offsetof(struct cmis_adverts, hw_major) + 1);

#define CMIS_MODULE_FILE(_name)	(&cmis_module_attr_##_name.dev_attr.attr)

static struct attribute *cmis_module_attrs[] = {
	CMIS_MODULE_FILE(identifier),
	CMIS_MODULE_FILE(cmis_revision),
	CMIS_MODULE_FILE(memory_model),
	CMIS_MODULE_FILE(max_speed_khz),
	CMIS_MODULE_FILE(media_type),
	CMIS_MODULE_FILE(firmware_version),
	CMIS_MODULE_FILE(host_lanes),
	CMIS_MODULE_FILE(media_lanes),
	CMIS_MODULE_FILE(vendor_name),
	CMIS_MODULE_FILE(vendor_oui),
	CMIS_MODULE_FILE(vendor_pn),
	CMIS_MODULE_FILE(vendor_rev),
	CMIS_MODULE_FILE(vendor_sn),
	CMIS_MODULE_FILE(date_code),
	CMIS_MODULE_FILE(clei),
	CMIS_MODULE_FILE(power_class),
	CMIS_MODULE_FILE(max_power_mw),
	CMIS_MODULE_FILE(cable_length_mm),
	CMIS_MODULE_FILE(connector),
	CMIS_MODULE_FILE(media_technology),
	CMIS_MODULE_FILE(inactive_firmware_version),
	CMIS_MODULE_FILE(hardware_version),
	CMIS_MODULE_FILE(link_length_smf_m),
	CMIS_MODULE_FILE(link_length_om5_m),
	CMIS_MODULE_FILE(link_length_om4_m),
	CMIS_MODULE_FILE(link_length_om3_m),
	CMIS_MODULE_FILE(link_length_om2_m),
	CMIS_MODULE_FILE(wavelength_pm),
	CMIS_MODULE_FILE(wavelength_tolerance_pm),
	CMIS_MODULE_FILE(propagation_delay_ns),
	CMIS_MODULE_FILE(voltage_min_mv),
	CMIS_MODULE_FILE(temp_max_mc),
	CMIS_MODULE_FILE(temp_min_mc),
	CMIS_MODULE_FILE(page00_checksum),
	CMIS_MODULE_FILE(page01_checksum),
	CMIS_MODULE_FILE(page02_checksum),
	NULL
};

const struct attribute_group cmis_sysfs_module_group = {
	.attrs = cmis_module_attrs,
};
