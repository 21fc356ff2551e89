/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Page 01h: features of a module, and how long it takes. Page 02h, too: its
 * thresholds are with the monitors.
 */
#ifndef _CMIS_ADVERT_H
#define _CMIS_ADVERT_H

#include <linux/types.h>

/**
 * struct cmis_durations - advertised upper bounds; U32_MAX = no bound
 *
 * Without a page 01h, the bounds of states are U32_MAX, and the others are the
 * defaults of CMIS.
 *
 * @dp_init_ms: 01h:144.3-0
 * @dp_deinit_ms: 01h:144.7-4
 * @pwr_up_ms: 01h:167.3-0
 * @pwr_dn_ms: 01h:167.7-4
 * @tx_turn_on_ms: 01h:168.3-0
 * @tx_turn_off_ms: 01h:168.7-4
 * @page_change_us: 01h:169.3-0
 * @cdb_busy_ms: 01h:165-166, longest time that registers may be NACKed
 * @modsel_wait_us: 01h:143
 */
struct cmis_durations {
	u32 dp_init_ms;
	u32 dp_deinit_ms;
	u32 pwr_up_ms;
	u32 pwr_dn_ms;
	u32 tx_turn_on_ms;
	u32 tx_turn_off_ms;
	u32 page_change_us;
	u32 cdb_busy_ms;
	u32 modsel_wait_us;
};

/**
 * struct cmis_adverts - page 01h
 *
 * See cmis_adverts_decode() for the assumptions about a blank page, and
 * cmis_adverts_init_flat() for modules that have none.
 *
 * @known: the page could be read and is not blank
 * @checksum_ok: byte 255 matches
 * @inactive_fw_major: 128
 * @inactive_fw_minor: 129
 * @hw_major: 130
 * @hw_minor: 131
 * @length_smf_m: 132, 137
 * @length_om5_m: 133
 * @length_om4_m: 134
 * @length_om3_m: 135
 * @length_om2_m: 136
 * @wavelength_pm: nominal wavelength in picometres; 0 = none (138-139)
 * @wavelength_tolerance_pm: 140-141
 * @pages: CMIS_PAGES_* of 142, without the bank bits
 * @banks: lane banks, 1 to CMIS_MAX_BANKS; more are not used (142.1-0, and
 *	174.4-0 from 5.4 on)
 * @durations: 143, 144, 165-169
 * @characteristics: CMIS_CHAR_*, raw (145)
 * @temp_max_c: 146; both 0 = unspecified
 * @temp_min_c: 147
 * @propagation_delay_ns: 148-149; 0 = unspecified
 * @voltage_min_mv: 150; 0 = unspecified
 * @rx_characteristics: CMIS_RX_CHAR_*, raw (151)
 * @cdr_power_saved_mw: per lane (152)
 * @si_limits: 153, raw
 * @si_cursor_max: 154, raw
 * @tx_controls: CMIS_TX_*, raw (155)
 * @rx_controls: CMIS_RX_*, raw (156)
 * @tx_si_controls: CMIS_TX_*, raw (161)
 * @rx_si_controls: CMIS_RX_*, raw (162)
 * @lane_flags: bit CMIS_LF_*: the module has this lane flag (157, 158)
 * @bias_scale: 1, 2 or 4 (160.4-3); 0 if the code is reserved: the true scale
 *	is not known then, and there are no values
 * @cdb_instances: 0..2 (163.7-6); 0 if the code is reserved
 * @cdb_flags: CMIS_CDB_BACKGROUND, CMIS_CDB_AUTO_PAGING of 163
 * @cdb_epl_pages: EPL pages of 128 bytes (163.3-0)
 * @cdb_access_bytes: longest access to the EPL pages (164)
 * @cdb_trigger_any_write: 165.7
 * @default_polarity_tx: bit i: lane i + 1 is flipped by default (171)
 * @default_polarity_rx: (172)
 * @ext_pages: 173 in the high byte, 174 in the low byte, raw
 * @nad_banks: 175.3-0
 * @full_page_read: 251.1-0, CMIS_MISC_*
 * @misc: 251, raw
 * @lane_features: 252, raw
 */
struct cmis_adverts {
	bool known;
	bool checksum_ok;
	u8 inactive_fw_major;
	u8 inactive_fw_minor;
	u8 hw_major;
	u8 hw_minor;
	u32 length_smf_m;
	u16 length_om5_m;
	u16 length_om4_m;
	u16 length_om3_m;
	u16 length_om2_m;
	u32 wavelength_pm;
	u32 wavelength_tolerance_pm;
	u8 pages;
	u8 banks;
	struct cmis_durations durations;
	u8 characteristics;
	s8 temp_max_c;
	s8 temp_min_c;
	u32 propagation_delay_ns;
	u16 voltage_min_mv;
	u8 rx_characteristics;
	u16 cdr_power_saved_mw;
	u8 si_limits;
	u8 si_cursor_max;
	u8 tx_controls;
	u8 rx_controls;
	u8 tx_si_controls;
	u8 rx_si_controls;
	u16 lane_flags;
	u8 bias_scale;
	u8 cdb_instances;
	u8 cdb_flags;
	u8 cdb_epl_pages;
	u16 cdb_access_bytes;
	bool cdb_trigger_any_write;
	u8 default_polarity_tx;
	u8 default_polarity_rx;
	u16 ext_pages;
	u8 nad_banks;
	u8 full_page_read;
	u8 misc;
	u8 lane_features;
};

/**
 * struct cmis_thresholds - page 02h; the thresholds are with the monitors
 * @known: the page could be read and is not blank
 * @checksum_ok: byte 255 matches
 */
struct cmis_thresholds {
	bool known;
	bool checksum_ok;
};

u32 cmis_duration_ms(u8 code);
void cmis_adverts_init_flat(struct cmis_adverts *adverts);
int cmis_adverts_decode(const u8 *page, size_t len, u8 revision,
			struct cmis_adverts *adverts);
int cmis_thresholds_decode(const u8 *page, size_t len,
			   struct cmis_thresholds *thresholds);

#endif /* _CMIS_ADVERT_H */
