/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pure decoders of CMIS memory: bytes and a length in, a struct or a number
 * out. No allocation, no locks, no logging; the same sources build in user
 * space. Every decoder checks the length before it looks at the first byte and
 * returns -EMSGSIZE if the image is too short. Values are in host byte order,
 * units are in the names.
 */
#ifndef _LINUX_CMIS_DECODE_H
#define _LINUX_CMIS_DECODE_H

#include <linux/bits.h>
#include <linux/types.h>
#include <uapi/linux/cmis.h>
#include "spec/regs.h"

/*
 * Levels (in the order of page 02h and of the flags), units, sides and lane
 * flags (in the order of their bytes on page 11h) are those of the netlink
 * family.
 */
#define CMIS_LEVEL_COUNT	(CMIS_LEVEL_MAX + 1)
#define CMIS_UNIT_COUNT		(CMIS_UNIT_MAX + 1)
#define CMIS_SIDE_COUNT		(CMIS_SIDE_MAX + 1)
#define CMIS_LF_COUNT		(CMIS_LF_MAX + 1)

/* Lower 3.3-1 */
enum cmis_module_state {
	CMIS_STATE_LOW_POWER = 1,
	CMIS_STATE_PWR_UP = 2,
	CMIS_STATE_READY = 3,
	CMIS_STATE_PWR_DN = 4,
	CMIS_STATE_FAULT = 5,
	CMIS_STATE_COUNT = 8,
};

/* 11h:128-131 */
enum cmis_dp_state {
	CMIS_DP_DEACTIVATED = 1,
	CMIS_DP_INIT = 2,
	CMIS_DP_DEINIT = 3,
	CMIS_DP_ACTIVATED = 4,
	CMIS_DP_TX_TURN_ON = 5,
	CMIS_DP_TX_TURN_OFF = 6,
	CMIS_DP_INITIALIZED = 7,
	CMIS_DP_STATE_COUNT = 16,
};

/* 11h:202-205 */
enum cmis_config_status {
	CMIS_CONFIG_UNDEFINED = 0,
	CMIS_CONFIG_SUCCESS = 1,
	CMIS_CONFIG_REJECTED = 2,
	CMIS_CONFIG_INVALID_APPSEL = 3,
	CMIS_CONFIG_INVALID_DATA_PATH = 4,
	CMIS_CONFIG_INVALID_SI = 5,
	CMIS_CONFIG_LANES_IN_USE = 6,
	CMIS_CONFIG_PARTIAL_DATA_PATH = 7,
	CMIS_CONFIG_NO_EMULATION = 8,		/* 5.4 */
	CMIS_CONFIG_IN_PROGRESS = 12,
	CMIS_CONFIG_STATUS_COUNT = 16,
};

/* Lower 85: which table a media interface ID is looked up in. */
enum cmis_media_type {
	CMIS_MEDIA_UNDEFINED = 0,
	CMIS_MEDIA_MMF = 1,
	CMIS_MEDIA_SMF = 2,
	CMIS_MEDIA_PASSIVE_COPPER = 3,
	CMIS_MEDIA_ACTIVE_CABLE = 4,
	CMIS_MEDIA_BASE_T = 5,
};

/**
 * struct cmis_app - one application that the module offers
 *
 * A descriptor of which everything but the lane assignment is 0 describes
 * nothing: cmis_app_used() is false for it. It keeps its place in the list,
 * because applications are selected by their place.
 *
 * @host_id: SFF-8024 host electrical interface code
 * @media_id: media interface code; its table is chosen by the media type
 * @host_lanes: host lanes; from @host_id's table where the module says 0
 * @media_lanes: media lanes; from @media_id's table where the module says 0
 * @host_assign: bit i: an instance may start at host lane i + 1; 0 in flat
 *	memory from 5.4 on, where the byte is something else
 * @media_assign: bit i: an instance may start at media lane i + 1; 0 in flat
 *	memory, which has no page 01h
 */
struct cmis_app {
	u8 host_id;
	u8 media_id;
	u8 host_lanes;
	u8 media_lanes;
	u8 host_assign;
	u8 media_assign;
};

/**
 * struct cmis_apps - the list of applications, AppSel 1 first
 * @count: AppSel of the last application that is used; 0 = there is none
 * @app: the applications; @app[0] is AppSel 1
 */
struct cmis_apps {
	u8 count;
	struct cmis_app app[CMIS_MAX_APPS];
};

/**
 * struct cmis_basics - the static part of lower memory
 * @identifier: SFF-8024 identifier (lower 0)
 * @rev_major: CMIS revision, major (lower 1)
 * @rev_minor: CMIS revision, minor (lower 1)
 * @flat: no pages but lower memory and 00h (lower 2.7)
 * @stepped_only: reconfiguration only through DPDeactivated (lower 2.6)
 * @auto_commission: hot reconfiguration code (lower 2.1-0)
 * @max_speed_khz: fastest I2C clock (lower 2.5-2); 0 if the code is reserved
 * @media_type: media type code (lower 85)
 * @fw_major: active firmware, major (lower 39)
 * @fw_minor: active firmware, minor (lower 40)
 * @sm_support: state machines implemented, code (lower 56)
 * @function_type: 0 transmission module, 1 ELSFP (lower 57)
 * @subtype: raw code (lower 60.3-0)
 * @heat_sink: heat sink code (lower 61.7-4)
 * @fiber_face: fibre face code (lower 61.1-0)
 * @lowpwr_restrictions: raw (lower 62); bit 7 clear = unknown
 */
struct cmis_basics {
	u8 identifier;
	u8 rev_major;
	u8 rev_minor;
	bool flat;
	bool stepped_only;
	u8 auto_commission;
	u16 max_speed_khz;
	u8 media_type;
	u8 fw_major;
	u8 fw_minor;
	u8 sm_support;
	u8 function_type;
	u8 subtype;
	u8 heat_sink;
	u8 fiber_face;
	u8 lowpwr_restrictions;
};

/* Unprintable bytes become '?', so a vendor string needs no extra room. */
#define CMIS_STR_NAME		(16 + 1)
#define CMIS_STR_REV		(2 + 1)
#define CMIS_STR_DATE		(8 + 1)
#define CMIS_STR_CLEI		(10 + 1)

/**
 * struct cmis_admin - page 00h
 * @identifier: copy of lower 0 (128)
 * @vendor_name: sanitised, trailing blanks cut (129-144)
 * @vendor_oui: IEEE company identifier (145-147)
 * @vendor_pn: part number, sanitised (148-163)
 * @vendor_rev: revision, sanitised (164-165)
 * @vendor_sn: serial number, sanitised (166-181)
 * @date_code: YYMMDD and two characters of lot code, sanitised (182-189)
 * @clei: CLEI code, sanitised; empty if none (190-199)
 * @power_class: 1..8 (200.7-5)
 * @max_power_mw: (201)
 * @cable_length_mm: 0 = undefined, e.g. separable media (202)
 * @connector: SFF-8024 connector code (203)
 * @copper_attenuation_db: at 5, 7, 12.9, 25.8, 53.125 GHz; 0 = none (204-208)
 * @media_lanes_unsupported: bit i: media lane i + 1 is missing (210)
 * @far_end: raw break-out code (211)
 * @media_technology: code (212)
 * @spi_flow_control: raw (213)
 * @checksum_ok: byte 222 matches
 */
struct cmis_admin {
	u8 identifier;
	char vendor_name[CMIS_STR_NAME];
	u8 vendor_oui[3];
	char vendor_pn[CMIS_STR_NAME];
	char vendor_rev[CMIS_STR_REV];
	char vendor_sn[CMIS_STR_NAME];
	char date_code[CMIS_STR_DATE];
	char clei[CMIS_STR_CLEI];
	u8 power_class;
	u32 max_power_mw;
	u32 cable_length_mm;
	u8 connector;
	u8 copper_attenuation_db[CMIS_COPPER_ATTENUATIONS];
	u8 media_lanes_unsupported;
	u8 far_end;
	u8 media_technology;
	u8 spi_flow_control;
	bool checksum_ok;
};

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
 *	is not known then, and values are decoded as with 1
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

/**
 * struct cmis_status - the changing part of lower memory
 * @state: enum cmis_module_state, or another code as read (lower 3.3-1)
 * @interrupt: the module asserts its interrupt (lower 3.0)
 * @summary: CMIS_SUMMARY_* of each of the first banks (lower 4-7)
 * @flags: lower 8-13 as read
 * @control: CMIS_CONTROL_* (lower 26)
 * @masks: lower 31-36, same order of bits as @flags
 * @cdb_status: raw, of both instances (lower 37-38)
 * @fault_cause: lower 41
 * @password_result: code of the last password command (lower 42.3-0)
 * @hits: by the bit of lower 8: how often that flag was found set since the
 *	sweep before; not decoded
 */
struct cmis_status {
	u8 state;
	bool interrupt;
	u8 summary[CMIS_SUMMARY_BANKS];
	u8 flags[CMIS_REG_SIZE(CMIS_MODULE_FLAGS)];
	u8 control;
	u8 masks[CMIS_REG_SIZE(CMIS_MODULE_MASKS)];
	u8 cdb_status[CMIS_CDB_MAX_INSTANCES];
	u8 fault_cause;
	u8 password_result;
	u16 hits[8];
};

/* Reasons in the host's controls why a lane is not DPActivated any more. */
#define CMIS_ASKED_KNOWN	BIT(0)	/* the controls could be read */
#define CMIS_ASKED_DEINIT	BIT(1)	/* DPDeinit (10h:128) */
#define CMIS_ASKED_DARK		BIT(2)	/* off, squelched (10h:130, 132) */
#define CMIS_ASKED_LOW_POWER	BIT(3)	/* low power, by lower 26 or the pin */
#define CMIS_ASKED_MOVED	BIT(4)	/* another state meanwhile */

/**
 * struct cmis_lane - one lane in a bank, page 11h
 *
 * Everything is as the module has it; whether it has a flag at all is in struct
 * cmis_adverts.
 *
 * @dp_state: enum cmis_dp_state (128-131)
 * @rx_output_valid: 132
 * @tx_output_valid: 133
 * @flags: bit CMIS_LF_*, as latched (134-153)
 * @config_status: enum cmis_config_status (202-205)
 * @appsel: application in the active control set; 0 = lane unused (206-213)
 * @dp_id: first host lane of the data path, from 0, within the bank
 * @explicit_control: signal integrity settings are the host's
 * @dp_init_pending: the active set is not yet in the hardware (235)
 * @adaptive_eq: adaptive Tx input equalizer enabled (214)
 * @eq_recall: Tx equalizer buffer recalled, 0 = none (215-216)
 * @tx_eq: Tx input equalizer target code (217-220)
 * @cdr_tx: Tx CDR enabled (221)
 * @cdr_rx: Rx CDR enabled (222)
 * @pre_cursor: Rx output pre-cursor code (223-226)
 * @post_cursor: Rx output post-cursor code (227-230)
 * @amplitude: Rx output amplitude code (231-234)
 * @tx_map: of the media lane: 7-4 wavelength, 3-0 fibre (240-247)
 * @rx_map: of the media lane: 7-4 wavelength, 3-0 fibre (248-255)
 * @hits: by CMIS_LF_*: how often the flag was found set since the sweep
 *	before; not decoded
 * @asked: CMIS_ASKED_*; read only after a lane has left DPActivated, not
 *	decoded
 */
struct cmis_lane {
	u8 dp_state;
	bool rx_output_valid;
	bool tx_output_valid;
	u16 flags;
	u8 config_status;
	u8 appsel;
	u8 dp_id;
	bool explicit_control;
	bool dp_init_pending;
	bool adaptive_eq;
	u8 eq_recall;
	u8 tx_eq;
	bool cdr_tx;
	bool cdr_rx;
	u8 pre_cursor;
	u8 post_cursor;
	u8 amplitude;
	u8 tx_map;
	u8 rx_map;
	u16 hits[CMIS_LF_COUNT];
	u8 asked;
};

/**
 * struct cmis_bytes - a part of a module's memory
 * @data: its bytes
 * @len: how many
 */
struct cmis_bytes {
	const u8 *data;
	size_t len;
};

/* A part of the right length. */
#define CMIS_WHOLE_PAGE(_data) \
	(&(const struct cmis_bytes) { (_data), CMIS_PAGE_SIZE })

/* spec/value.c, lower.c, admin.c, lanes.c */
bool cmis_image_blank(const u8 *image, size_t len);
bool cmis_checksum_ok(const u8 *image, size_t len, u8 first, u8 last);
int cmis_string_decode(const u8 *src, size_t len, char *dst, size_t size);
int cmis_basics_decode(const u8 *lower, size_t len, struct cmis_basics *basics);
int cmis_admin_decode(const u8 *page, size_t len, struct cmis_admin *admin);
int cmis_apps_decode(const struct cmis_bytes *lower,
		     const struct cmis_bytes *page01, u8 media_type,
		     struct cmis_apps *apps);
bool cmis_app_used(const struct cmis_app *app);
int cmis_status_decode(const u8 *lower, size_t len,
		       struct cmis_status *status);
int cmis_lanes_decode(const u8 *page, size_t len,
		      struct cmis_lane lanes[CMIS_LANES_PER_BANK]);
unsigned int cmis_lanes_count(const struct cmis_basics *basics,
			      const struct cmis_adverts *adverts);
bool cmis_media_lane_supported(const struct cmis_admin *admin,
			       unsigned int lanes, unsigned int lane);

/* spec/advert.c */
int cmis_adverts_decode(const u8 *page, size_t len,
			struct cmis_adverts *adverts);
void cmis_adverts_init_flat(struct cmis_adverts *adverts);
int cmis_thresholds_decode(const u8 *page, size_t len,
			   struct cmis_thresholds *thresholds);
u32 cmis_duration_ms(u8 code);

/**
 * struct cmis_interface - an SFF-8024 host or media interface
 * @name: name in the table
 * @lanes: lanes of that side; 0 if the table does not say or leaves a choice
 * @rate_mbps: line rate of the interface; 0 if the table does not say. Of a
 *	range it is the upper end.
 * @lane_rate_mbps: line rate of a lane where the number of lanes is open, or 0
 */
struct cmis_interface {
	const char *name;
	u8 lanes;
	u32 rate_mbps;
	u32 lane_rate_mbps;
};

/* spec/codes.c: NULL if the code is in no table. */
const char *cmis_identifier_name(u8 code);
unsigned int cmis_identifier_lanes(u8 code);
bool cmis_identifier_is_cmis(u8 code);
const char *cmis_connector_name(u8 code);
const char *cmis_media_technology_name(u8 code);
const char *cmis_media_type_name(u8 code);
const struct cmis_interface *cmis_host_interface(u8 code);
const struct cmis_interface *cmis_media_interface(u8 media_type, u8 code);
const char *cmis_module_state_name(u8 state);
const char *cmis_dp_state_name(u8 state);
const char *cmis_config_status_name(u8 status);
const char *cmis_fault_cause_name(u8 cause);
const char *cmis_level_name(enum cmis_level level);

#endif /* _LINUX_CMIS_DECODE_H */
