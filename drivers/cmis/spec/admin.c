// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decoder of page 00h.
 *
 * Pure: see spec/value.h.
 */

#include "spec/admin.h"
#include "spec/value.h"

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
 * @revision: of the module, as in lower 1
 * @admin: the result
 *
 * Return: 0, or -EMSGSIZE if the image is too short. A wrong checksum is no
 * error, see @admin->checksum_ok.
 */
int cmis_admin_decode(const u8 *page, size_t len, u8 revision,
		      struct cmis_admin *admin)
{
	memset(admin, 0, sizeof(*admin));
	if (len < CMIS_PAGE_SIZE)
		return -EMSGSIZE;

	cmis_admin_decode_strings(page, admin);
	admin->identifier = cmis_byte_get(page, CMIS_IDENTIFIER_COPY);
	memcpy(admin->vendor_oui, &page[CMIS_REG_INDEX(CMIS_VENDOR_OUI)],
	       sizeof(admin->vendor_oui));
	admin->power_class = cmis_field_get(page, CMIS_POWER_CLASS,
					    CMIS_POWER_CLASS_MASK) + 1;
	admin->max_power_mw = cmis_byte_get(page, CMIS_MAX_POWER) * 250;
	admin->cable_length_mm =
		cmis_cable_length_mm(cmis_byte_get(page, CMIS_CABLE_LENGTH));
	admin->connector = cmis_byte_get(page, CMIS_CONNECTOR);
	memcpy(admin->copper_attenuation_db,
	       &page[CMIS_REG_INDEX(CMIS_COPPER_ATTENUATION)],
	       sizeof(admin->copper_attenuation_db));
	admin->copper_attenuation_db[CMIS_COPPER_ATTENUATIONS - 1] =
		cmis_byte_get_since(page, CMIS_COPPER_ATTENUATION_53G,
				    revision);
	admin->media_lanes_unsupported =
		cmis_byte_get(page, CMIS_MEDIA_LANE_UNSUPPORTED);
	admin->far_end = cmis_field_get(page, CMIS_FAR_END_CONFIG,
					CMIS_FAR_END_CONFIG_MASK);
	admin->media_technology = cmis_byte_get(page, CMIS_MEDIA_TECHNOLOGY);
	admin->spi_flow_control =
		cmis_byte_get_since(page, CMIS_SPI_FLOW_CONTROL, revision);
	admin->checksum_ok = cmis_checksum_ok(page, len,
					      CMIS_P00_CHECKSUM_FIRST,
					      CMIS_P00_CHECKSUM_LAST);
	return 0;
}
