/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The CMIS memory map: page, offset, width and masks of each register.
 *
 * Shared by the driver and the simulator. It holds no code beyond the macros
 * that pack and unpack a register's address, so that a wrong formula cannot
 * hide on both sides. Section and byte numbers follow OIF-CMIS 5.3; bytes are
 * counted 0..255 as they are addressed on the wire.
 */
#ifndef _CMIS_REGS_H
#define _CMIS_REGS_H

#include <linux/bits.h>

/* The 256-byte window: lower memory, and one page of upper memory. */
#define CMIS_WINDOW_SIZE		256
#define CMIS_PAGE_SIZE			128
#define CMIS_UPPER_FIRST		128

#define CMIS_LANES_PER_BANK		8
/* 01h:142.1-0 can advertise 1, 2 or 4 banks of lanes, 01h:174 any number. */
#define CMIS_MAX_BANKS			8
#define CMIS_MAX_LANES			(CMIS_MAX_BANKS * CMIS_LANES_PER_BANK)

/* 7-bit I2C address, the same for every form factor. */
#define CMIS_I2C_ADDR			0x50

/*
 * A register: page, offset (0..255) and size in bytes. Lower memory has page
 * 00h and offsets below 128.
 */
#define CMIS_REG(_page, _offset, _size) \
	(((_page) << 16) | ((_size) << 8) | (_offset))
#define CMIS_REG_PAGE(_reg)		(((_reg) >> 16) & 0xff)
#define CMIS_REG_SIZE(_reg)		(((_reg) >> 8) & 0xff)
#define CMIS_REG_OFFSET(_reg)		((_reg) & 0xff)
/* Place of the register in a 128-byte image of its half of the window. */
#define CMIS_REG_INDEX(_reg)		((_reg) & 0x7f)

/* Page numbers */
#define CMIS_PAGE_ADMIN			0x00
#define CMIS_PAGE_ADVERT		0x01
#define CMIS_PAGE_THRESHOLDS		0x02
#define CMIS_PAGE_USER			0x03
#define CMIS_PAGE_LASER			0x04
#define CMIS_PAGE_LANE_CONTROL		0x10	/* first banked page */
#define CMIS_PAGE_LANE_STATUS		0x11
#define CMIS_PAGE_DIAG_CONTROL		0x13
#define CMIS_PAGE_DIAG_STATUS		0x14
#define CMIS_PAGE_EXT_LASERS		0x1a
#define CMIS_PAGE_VDM_DESC		0x20	/* 20h-23h, groups 1-4 */
#define CMIS_PAGE_VDM_SAMPLES		0x24	/* 24h-27h */
#define CMIS_PAGE_VDM_THRESHOLDS	0x28	/* 28h-2Bh */
#define CMIS_PAGE_VDM_FLAGS		0x2c
#define CMIS_PAGE_VDM_MASKS		0x2d
#define CMIS_PAGE_VDM_CONTROL		0x2f
#define CMIS_PAGE_CDB			0x9f
#define CMIS_PAGE_CDB_EPL_FIRST		0xa0
#define CMIS_PAGE_CDB_EPL_LAST		0xaf

/* ------------------------------------------------------------------------ */
/* Lower memory                                                             */
/* ------------------------------------------------------------------------ */

#define CMIS_LOWER(_offset, _size)	CMIS_REG(0x00, _offset, _size)

#define CMIS_IDENTIFIER			CMIS_LOWER(0, 1)

#define CMIS_REVISION			CMIS_LOWER(1, 1)
#define   CMIS_REVISION_MAJOR		GENMASK(7, 4)
#define   CMIS_REVISION_MINOR		GENMASK(3, 0)
#define   CMIS_REVISION_FIRST		0x30
#define   CMIS_REVISION_LAST		0x7f
#define   CMIS_REVISION_5_3		0x53
#define   CMIS_REVISION_5_4		0x54

#define CMIS_MGMT			CMIS_LOWER(2, 1)
#define   CMIS_MGMT_FLAT		BIT(7)
#define   CMIS_MGMT_STEPPED_ONLY	BIT(6)
#define   CMIS_MGMT_MAX_SPEED		GENMASK(5, 2)
#define   CMIS_MGMT_MAX_SPEED_PRE_5_3	GENMASK(3, 2)
#define   CMIS_MGMT_AUTO_COMMISSION	GENMASK(1, 0)
#define     CMIS_AUTO_COMMISSION_REGULAR	1	/* ApplyDPInit only */
#define     CMIS_AUTO_COMMISSION_HOT		2	/* ApplyImmediate */

#define CMIS_MODULE_STATE		CMIS_LOWER(3, 1)
#define   CMIS_MODULE_STATE_MASK	GENMASK(3, 1)
#define   CMIS_MODULE_INT_DEASSERTED	BIT(0)

/*
 * One byte per bank, for the first four; not clear-on-read, they follow the
 * flags themselves.
 */
#define CMIS_FLAGS_SUMMARY		CMIS_LOWER(4, 4)
#define   CMIS_SUMMARY_BANKS		4
#define   CMIS_SUMMARY_PAGE_11		BIT(0)
#define   CMIS_SUMMARY_PAGE_12		BIT(1)
#define   CMIS_SUMMARY_PAGE_14		BIT(2)
#define   CMIS_SUMMARY_PAGE_2C		BIT(3)

/* Module flags, latched, cleared by reading them. */
#define CMIS_MODULE_FLAGS		CMIS_LOWER(8, 6)
#define CMIS_FLAGS_MODULE		CMIS_LOWER(8, 1)
#define   CMIS_FLAG_CDB_COMPLETE_2	BIT(7)
#define   CMIS_FLAG_CDB_COMPLETE_1	BIT(6)
#define   CMIS_FLAG_ABNORMAL_FW		BIT(3)		/* 5.4 */
#define   CMIS_FLAG_DP_FW_ERROR		BIT(2)
#define   CMIS_FLAG_MODULE_FW_ERROR	BIT(1)
#define   CMIS_FLAG_STATE_CHANGED	BIT(0)
/* High alarm, low alarm, high warning, low warning from the low bit up. */
#define CMIS_FLAGS_TEMP_VCC		CMIS_LOWER(9, 1)
#define CMIS_FLAGS_AUX1_AUX2		CMIS_LOWER(10, 1)
#define CMIS_FLAGS_AUX3_CUSTOM		CMIS_LOWER(11, 1)
#define CMIS_FLAGS_CUSTOM		CMIS_LOWER(13, 1)

#define CMIS_TEMP_MON			CMIS_LOWER(14, 2)	/* S16 C/256 */
#define CMIS_VCC_MON			CMIS_LOWER(16, 2)	/* U16 100 uV */
#define CMIS_AUX1_MON			CMIS_LOWER(18, 2)
#define CMIS_AUX2_MON			CMIS_LOWER(20, 2)
#define CMIS_AUX3_MON			CMIS_LOWER(22, 2)
#define CMIS_CUSTOM_MON			CMIS_LOWER(24, 2)

#define CMIS_MODULE_CONTROL		CMIS_LOWER(26, 1)
#define   CMIS_CONTROL_BANK_BROADCAST	BIT(7)
#define   CMIS_CONTROL_LOWPWR_ALLOW_HW	BIT(6)
#define   CMIS_CONTROL_LOWPWR_SW	BIT(4)
#define   CMIS_CONTROL_SOFT_RESET	BIT(3)

/* Masks of CMIS_MODULE_FLAGS, same order of bits; 1 = no interrupt. */
#define CMIS_MODULE_MASKS		CMIS_LOWER(31, 6)

#define CMIS_CDB_STATUS_1		CMIS_LOWER(37, 1)
#define CMIS_CDB_STATUS_2		CMIS_LOWER(38, 1)
#define   CMIS_CDB_STATUS_BUSY		BIT(7)
#define   CMIS_CDB_STATUS_SUCCESS	0x01
#define CMIS_CDB_MAX_INSTANCES		2

#define CMIS_ACTIVE_FW_MAJOR		CMIS_LOWER(39, 1)
#define CMIS_ACTIVE_FW_MINOR		CMIS_LOWER(40, 1)
#define CMIS_FAULT_CAUSE		CMIS_LOWER(41, 1)
#define CMIS_PASSWORD_RESULT		CMIS_LOWER(42, 1)	/* 5.3 */
#define   CMIS_PASSWORD_RESULT_MASK	GENMASK(3, 0)
#define CMIS_SM_SUPPORT			CMIS_LOWER(56, 1)	/* 5.3 */
#define CMIS_FUNCTION_TYPE		CMIS_LOWER(57, 1)	/* 5.3 */
#define CMIS_SUBTYPE			CMIS_LOWER(60, 1)	/* 5.3 */
#define   CMIS_SUBTYPE_MASK		GENMASK(3, 0)
#define CMIS_FACE			CMIS_LOWER(61, 1)
#define   CMIS_FACE_HEAT_SINK		GENMASK(7, 4)	/* 5.4 */
#define   CMIS_FACE_FIBER		GENMASK(1, 0)	/* 5.3 */
#define CMIS_LOWPWR_RESTRICTIONS	CMIS_LOWER(62, 1)	/* 5.3 */
#define   CMIS_LOWPWR_KNOWN		BIT(7)
#define   CMIS_LOWPWR_FUNCTIONS		GENMASK(3, 0)

#define CMIS_MEDIA_TYPE			CMIS_LOWER(85, 1)
#define   CMIS_MEDIA_TYPE_CUSTOM	0x40	/* to 8Fh */
#define   CMIS_MEDIA_TYPE_RESERVED	0x90

/* Application descriptors 1-8 here, 9-15 at CMIS_APPS_UPPER. */
#define CMIS_APPS_LOWER			CMIS_LOWER(86, 32)
#define CMIS_APPS_LOWER_COUNT		8
#define CMIS_APP_SIZE			4
#define CMIS_APP_HOST_ID		0
#define   CMIS_APP_END			0xff
#define CMIS_APP_MEDIA_ID		1
#define CMIS_APP_LANE_COUNTS		2
#define   CMIS_APP_HOST_LANES		GENMASK(7, 4)
#define   CMIS_APP_MEDIA_LANES		GENMASK(3, 0)
#define CMIS_APP_HOST_ASSIGN		3
#define CMIS_MAX_APPS			15

#define CMIS_PASSWORD_CHANGE		CMIS_LOWER(118, 4)
#define CMIS_PASSWORD_ENTRY		CMIS_LOWER(122, 4)
#define CMIS_BANK_SELECT		CMIS_LOWER(126, 1)
#define CMIS_PAGE_SELECT		CMIS_LOWER(127, 1)

/* ------------------------------------------------------------------------ */
/* Page 00h: administrative                                                 */
/* ------------------------------------------------------------------------ */

#define CMIS_P00(_offset, _size)	CMIS_REG(0x00, _offset, _size)

#define CMIS_IDENTIFIER_COPY		CMIS_P00(128, 1)
#define CMIS_VENDOR_NAME		CMIS_P00(129, 16)
#define CMIS_VENDOR_OUI			CMIS_P00(145, 3)
#define CMIS_VENDOR_PN			CMIS_P00(148, 16)
#define CMIS_VENDOR_REV			CMIS_P00(164, 2)
#define CMIS_VENDOR_SN			CMIS_P00(166, 16)
#define CMIS_DATE_CODE			CMIS_P00(182, 8)
#define CMIS_CLEI			CMIS_P00(190, 10)
#define CMIS_POWER_CLASS		CMIS_P00(200, 1)
#define   CMIS_POWER_CLASS_MASK		GENMASK(7, 5)
#define CMIS_MAX_POWER			CMIS_P00(201, 1)	/* 0.25 W */
#define CMIS_CABLE_LENGTH		CMIS_P00(202, 1)
#define   CMIS_LENGTH_MULTIPLIER	GENMASK(7, 6)
#define   CMIS_LENGTH_BASE		GENMASK(5, 0)
#define CMIS_CONNECTOR			CMIS_P00(203, 1)
/* dB at 5, 7, 12.9, 25.8 and 53.125 GHz; copper media only */
#define CMIS_COPPER_ATTENUATION		CMIS_P00(204, 5)
#define   CMIS_COPPER_ATTENUATIONS	5
#define CMIS_COPPER_ATTENUATION_53G	CMIS_P00(208, 1)	/* 5.3 */
#define CMIS_MEDIA_LANE_UNSUPPORTED	CMIS_P00(210, 1)
#define CMIS_FAR_END_CONFIG		CMIS_P00(211, 1)
#define   CMIS_FAR_END_CONFIG_MASK	GENMASK(4, 0)
#define CMIS_MEDIA_TECHNOLOGY		CMIS_P00(212, 1)
#define CMIS_SPI_FLOW_CONTROL		CMIS_P00(213, 1)	/* 5.3 */
#define CMIS_P00_CHECKSUM		CMIS_P00(222, 1)
#define CMIS_P00_CHECKSUM_FIRST		128
#define CMIS_P00_CHECKSUM_LAST		221

/* ------------------------------------------------------------------------ */
/* Page 01h: advertisement                                                  */
/* ------------------------------------------------------------------------ */

#define CMIS_P01(_offset, _size)	CMIS_REG(0x01, _offset, _size)

#define CMIS_INACTIVE_FW_MAJOR		CMIS_P01(128, 1)
#define CMIS_INACTIVE_FW_MINOR		CMIS_P01(129, 1)
#define CMIS_HW_REV_MAJOR		CMIS_P01(130, 1)
#define CMIS_HW_REV_MINOR		CMIS_P01(131, 1)
#define CMIS_LENGTH_SMF			CMIS_P01(132, 1)
#define CMIS_LENGTH_OM5			CMIS_P01(133, 1)	/* 2 m */
#define CMIS_LENGTH_OM4			CMIS_P01(134, 1)	/* 2 m */
#define CMIS_LENGTH_OM3			CMIS_P01(135, 1)	/* 2 m */
#define CMIS_LENGTH_OM2			CMIS_P01(136, 1)	/* 1 m */
#define CMIS_LENGTH_SMF_EXT		CMIS_P01(137, 1)	/* 5.3 */
#define CMIS_WAVELENGTH			CMIS_P01(138, 2)	/* 0.05 nm */
#define CMIS_WAVELENGTH_TOLERANCE	CMIS_P01(140, 2)	/* 0.005 nm */

#define CMIS_PAGES_ADVERT		CMIS_P01(142, 1)
#define   CMIS_PAGES_VDM		BIT(6)
#define   CMIS_PAGES_DIAG		BIT(5)
#define   CMIS_PAGES_COHERENT		BIT(4)		/* 5.3 */
#define   CMIS_PAGES_USER		BIT(2)
#define   CMIS_PAGES_BANKS		GENMASK(1, 0)

#define CMIS_MODSEL_WAIT		CMIS_P01(143, 1)	/* m * 2^e us */
#define   CMIS_MODSEL_WAIT_EXPONENT	GENMASK(7, 5)
#define   CMIS_MODSEL_WAIT_MANTISSA	GENMASK(4, 0)

#define CMIS_DURATION_DP		CMIS_P01(144, 1)
#define   CMIS_DURATION_DP_DEINIT	GENMASK(7, 4)
#define   CMIS_DURATION_DP_INIT		GENMASK(3, 0)

#define CMIS_CHARACTERISTICS		CMIS_P01(145, 1)
#define   CMIS_CHAR_COOLED		BIT(7)
#define   CMIS_CHAR_AUX3		BIT(2)	/* 0 laser temp, 1 Vcc2 */
#define   CMIS_CHAR_AUX2		BIT(1)	/* 0 laser temp, 1 TEC */
#define   CMIS_CHAR_AUX1		BIT(0)	/* 0 custom, 1 TEC */

#define CMIS_TEMP_MAX			CMIS_P01(146, 1)	/* S8 C */
#define CMIS_TEMP_MIN			CMIS_P01(147, 1)	/* S8 C */
#define CMIS_PROPAGATION_DELAY		CMIS_P01(148, 2)	/* 10 ns */
#define CMIS_VOLTAGE_MIN		CMIS_P01(150, 1)	/* 20 mV */

#define CMIS_RX_CHARACTERISTICS		CMIS_P01(151, 1)
#define   CMIS_RX_CHAR_POWER_AVERAGE	BIT(4)	/* else OMA */
#define   CMIS_RX_CHAR_DISABLE_MODULE	BIT(0)

#define CMIS_CDR_POWER_SAVED		CMIS_P01(152, 1)	/* 0.01 W */
#define CMIS_SI_LIMITS			CMIS_P01(153, 1)
#define   CMIS_SI_RX_AMPLITUDES		GENMASK(7, 4)
#define   CMIS_SI_TX_EQ_MAX		GENMASK(3, 0)
#define CMIS_SI_CURSOR_MAX		CMIS_P01(154, 1)
#define   CMIS_SI_POST_CURSOR_MAX	GENMASK(7, 4)
#define   CMIS_SI_PRE_CURSOR_MAX	GENMASK(3, 0)

#define CMIS_TX_CONTROLS		CMIS_P01(155, 1)
#define   CMIS_TX_TUNABLE		BIT(6)	/* pages 04h and 12h */
#define   CMIS_TX_FORCED_SQUELCH	BIT(3)
#define   CMIS_TX_SQUELCH_DISABLE	BIT(2)
#define   CMIS_TX_OUTPUT_DISABLE	BIT(1)
#define   CMIS_TX_POLARITY_FLIP		BIT(0)

#define CMIS_RX_CONTROLS		CMIS_P01(156, 1)
#define   CMIS_RX_BANK_BROADCAST	BIT(7)
#define   CMIS_RX_SQUELCH_DISABLE	BIT(2)
#define   CMIS_RX_OUTPUT_DISABLE	BIT(1)
#define   CMIS_RX_POLARITY_FLIP		BIT(0)

#define CMIS_TX_FLAGS_ADVERT		CMIS_P01(157, 1)
#define   CMIS_TX_FLAG_ADAPT_EQ_FAIL	BIT(3)
#define   CMIS_TX_FLAG_CDR_LOL		BIT(2)
#define   CMIS_TX_FLAG_LOS		BIT(1)
#define   CMIS_TX_FLAG_FAILURE		BIT(0)

#define CMIS_RX_FLAGS_ADVERT		CMIS_P01(158, 1)
#define   CMIS_RX_FLAG_CDR_LOL		BIT(2)
#define   CMIS_RX_FLAG_LOS		BIT(1)

#define CMIS_MONITORS_ADVERT		CMIS_P01(159, 1)
#define   CMIS_MONITOR_CUSTOM		BIT(5)
#define   CMIS_MONITOR_AUX3		BIT(4)
#define   CMIS_MONITOR_AUX2		BIT(3)
#define   CMIS_MONITOR_AUX1		BIT(2)
#define   CMIS_MONITOR_VCC		BIT(1)
#define   CMIS_MONITOR_TEMP		BIT(0)

#define CMIS_LANE_MONITORS_ADVERT	CMIS_P01(160, 1)
#define   CMIS_LANE_BIAS_SCALING	GENMASK(4, 3)
#define   CMIS_LANE_RX_POWER		BIT(2)
#define   CMIS_LANE_TX_POWER		BIT(1)
#define   CMIS_LANE_TX_BIAS		BIT(0)

#define CMIS_TX_SI_CONTROLS		CMIS_P01(161, 1)
#define   CMIS_TX_EQ_BUFFERS		GENMASK(6, 5)
#define   CMIS_TX_EQ_ADAPTIVE		BIT(3)
#define   CMIS_TX_EQ_FIXED		BIT(2)
#define   CMIS_TX_CDR_BYPASS		BIT(1)
#define   CMIS_TX_CDR			BIT(0)

#define CMIS_RX_SI_CONTROLS		CMIS_P01(162, 1)
#define   CMIS_RX_STAGED_SET_1		BIT(5)
#define   CMIS_RX_OUTPUT_EQ		GENMASK(4, 3)
#define   CMIS_RX_OUTPUT_EQ_POST	BIT(4)
#define   CMIS_RX_AMPLITUDE		BIT(2)
#define   CMIS_RX_CDR_BYPASS		BIT(1)
#define   CMIS_RX_CDR			BIT(0)

#define CMIS_CDB_ADVERT			CMIS_P01(163, 1)
#define   CMIS_CDB_INSTANCES		GENMASK(7, 6)
#define   CMIS_CDB_BACKGROUND		BIT(5)
#define   CMIS_CDB_AUTO_PAGING		BIT(4)
#define   CMIS_CDB_EPL_PAGES		GENMASK(3, 0)
#define CMIS_CDB_LENGTH_EXTENSION	CMIS_P01(164, 1)
#define CMIS_CDB_TRIGGER		CMIS_P01(165, 1)
#define   CMIS_CDB_TRIGGER_ANY_WRITE	BIT(7)
#define   CMIS_CDB_EXT_BUSY		GENMASK(4, 0)	/* 160 ms */
#define CMIS_CDB_BUSY			CMIS_P01(166, 1)
#define   CMIS_CDB_BUSY_EXTENDED	BIT(7)
#define   CMIS_CDB_BUSY_TIME		GENMASK(6, 0)	/* 80 - x ms */

#define CMIS_DURATION_MODULE		CMIS_P01(167, 1)
#define   CMIS_DURATION_PWR_DN		GENMASK(7, 4)
#define   CMIS_DURATION_PWR_UP		GENMASK(3, 0)
#define CMIS_DURATION_TX		CMIS_P01(168, 1)
#define   CMIS_DURATION_TX_TURN_OFF	GENMASK(7, 4)
#define   CMIS_DURATION_TX_TURN_ON	GENMASK(3, 0)
#define CMIS_DURATION_PAGE_CHANGE	CMIS_P01(169, 1)	/* 5.3 */
#define   CMIS_PAGE_CHANGE_SHIFT	GENMASK(3, 0)	/* 10 ms / 2^i */

#define CMIS_DEFAULT_POLARITY_TX	CMIS_P01(171, 1)	/* 5.4 */
#define CMIS_DEFAULT_POLARITY_RX	CMIS_P01(172, 1)	/* 5.4 */
#define CMIS_EXT_PAGES_1		CMIS_P01(173, 1)	/* 5.4 */
#define CMIS_EXT_PAGES_2		CMIS_P01(174, 1)	/* 5.4 */
#define   CMIS_EXT_BANKS		GENMASK(4, 0)
#define CMIS_NAD_BANKS			CMIS_P01(175, 1)	/* 5.3 */
#define   CMIS_NAD_BANKS_MASK		GENMASK(3, 0)
#define CMIS_APP_MEDIA_ASSIGN		CMIS_P01(176, 15)
#define CMIS_APPS_UPPER			CMIS_P01(223, 28)
#define CMIS_MISC_ADVERT		CMIS_P01(251, 1)	/* 5.3 */
#define   CMIS_MISC_PASSWORD_ENTRY	GENMASK(5, 4)
#define   CMIS_MISC_PASSWORD_RESULT	GENMASK(3, 2)
#define   CMIS_MISC_FULL_PAGE_READ	GENMASK(1, 0)
#define     CMIS_MISC_UNSUPPORTED	1
#define     CMIS_MISC_SUPPORTED		2
#define CMIS_LANE_ADVERT		CMIS_P01(252, 1)	/* 5.3 */
#define CMIS_P01_CHECKSUM		CMIS_P01(255, 1)
#define CMIS_P01_CHECKSUM_FIRST		130
#define CMIS_P01_CHECKSUM_LAST		254

/* ------------------------------------------------------------------------ */
/* Page 02h: thresholds; high alarm, low alarm, high warning, low warning   */
/* ------------------------------------------------------------------------ */

#define CMIS_P02(_offset, _size)	CMIS_REG(0x02, _offset, _size)

#define CMIS_TEMP_THRESHOLDS		CMIS_P02(128, 8)
#define CMIS_VCC_THRESHOLDS		CMIS_P02(136, 8)
#define CMIS_AUX1_THRESHOLDS		CMIS_P02(144, 8)
#define CMIS_AUX2_THRESHOLDS		CMIS_P02(152, 8)
#define CMIS_AUX3_THRESHOLDS		CMIS_P02(160, 8)
#define CMIS_CUSTOM_THRESHOLDS		CMIS_P02(168, 8)
#define CMIS_TX_POWER_THRESHOLDS	CMIS_P02(176, 8)
#define CMIS_TX_BIAS_THRESHOLDS		CMIS_P02(184, 8)
#define CMIS_RX_POWER_THRESHOLDS	CMIS_P02(192, 8)
#define CMIS_P02_CHECKSUM		CMIS_P02(255, 1)
#define CMIS_P02_CHECKSUM_FIRST		128
#define CMIS_P02_CHECKSUM_LAST		254

/* ------------------------------------------------------------------------ */
/* Page 10h: lane and data path control (banked)                            */
/* ------------------------------------------------------------------------ */

#define CMIS_P10(_offset, _size)	CMIS_REG(0x10, _offset, _size)

#define CMIS_DP_DEINIT_LANES		CMIS_P10(128, 1)
#define CMIS_TX_POLARITY		CMIS_P10(129, 1)
#define CMIS_TX_DISABLE			CMIS_P10(130, 1)
#define CMIS_TX_SQUELCH_AUTO_OFF	CMIS_P10(131, 1)
#define CMIS_TX_SQUELCH_FORCE		CMIS_P10(132, 1)
#define CMIS_RX_POLARITY		CMIS_P10(137, 1)
#define CMIS_RX_DISABLE			CMIS_P10(138, 1)
#define CMIS_RX_SQUELCH_AUTO_OFF	CMIS_P10(139, 1)
#define CMIS_SCS0_APPLY_DP_INIT		CMIS_P10(143, 1)
#define CMIS_SCS0_APPLY_IMMEDIATE	CMIS_P10(144, 1)
#define CMIS_SCS0_DP_CONFIG		CMIS_P10(145, 8)
#define CMIS_SCS0_SI			CMIS_P10(153, 21)
#define CMIS_SCS1_APPLY_DP_INIT		CMIS_P10(178, 1)
#define CMIS_SCS1_APPLY_IMMEDIATE	CMIS_P10(179, 1)
#define CMIS_SCS1_DP_CONFIG		CMIS_P10(180, 8)
#define CMIS_LANE_MASKS			CMIS_P10(213, 20)

/* ------------------------------------------------------------------------ */
/* Page 11h: lane and data path status (banked)                             */
/* ------------------------------------------------------------------------ */

#define CMIS_P11(_offset, _size)	CMIS_REG(0x11, _offset, _size)

#define CMIS_DP_STATE			CMIS_P11(128, 4)	/* nibbles */
#define CMIS_OUTPUT_STATUS_RX		CMIS_P11(132, 1)	/* 5.0 */
#define CMIS_OUTPUT_STATUS_TX		CMIS_P11(133, 1)	/* 5.0 */
/* Lane flags, one bit per lane, latched, cleared by reading them. */
#define CMIS_LANE_FLAGS			CMIS_P11(134, 20)
#define CMIS_FLAG_DP_STATE_CHANGED	CMIS_P11(134, 1)
#define CMIS_FLAG_TX_FAILURE		CMIS_P11(135, 1)
#define CMIS_FLAG_TX_LOS		CMIS_P11(136, 1)
#define CMIS_FLAG_TX_CDR_LOL		CMIS_P11(137, 1)
#define CMIS_FLAG_TX_ADAPT_EQ_FAIL	CMIS_P11(138, 1)
#define CMIS_FLAGS_TX_POWER		CMIS_P11(139, 4)	/* by level */
#define CMIS_FLAGS_TX_BIAS		CMIS_P11(143, 4)
#define CMIS_FLAG_RX_LOS		CMIS_P11(147, 1)
#define CMIS_FLAG_RX_CDR_LOL		CMIS_P11(148, 1)
#define CMIS_FLAGS_RX_POWER		CMIS_P11(149, 4)
#define CMIS_FLAG_RX_OUTPUT_CHANGED	CMIS_P11(153, 1)
#define CMIS_TX_POWER_MON		CMIS_P11(154, 16)	/* U16 0.1 uW */
#define CMIS_TX_BIAS_MON		CMIS_P11(170, 16)	/* U16 2 uA */
#define CMIS_RX_POWER_MON		CMIS_P11(186, 16)	/* U16 0.1 uW */
#define CMIS_CONFIG_STATUS		CMIS_P11(202, 4)	/* nibbles */
#define CMIS_ACS_DP_CONFIG		CMIS_P11(206, 8)
#define   CMIS_DP_CONFIG_APPSEL		GENMASK(7, 4)
#define   CMIS_DP_CONFIG_DPID		GENMASK(3, 1)
#define   CMIS_DP_CONFIG_EXPLICIT	BIT(0)
/* All that follows changes with data paths and control sets only. */
#define CMIS_LANE_SETTINGS		CMIS_P11(214, 42)
#define CMIS_ACS_SI			CMIS_P11(214, 21)
#define CMIS_ACS_ADAPTIVE_EQ		CMIS_P11(214, 1)
#define CMIS_ACS_EQ_RECALL		CMIS_P11(215, 2)	/* 2 bits */
#define CMIS_ACS_TX_EQ			CMIS_P11(217, 4)	/* nibbles */
#define CMIS_ACS_CDR_TX			CMIS_P11(221, 1)
#define CMIS_ACS_CDR_RX			CMIS_P11(222, 1)
#define CMIS_ACS_PRE_CURSOR		CMIS_P11(223, 4)
#define CMIS_ACS_POST_CURSOR		CMIS_P11(227, 4)
#define CMIS_ACS_AMPLITUDE		CMIS_P11(231, 4)
#define CMIS_DP_INIT_PENDING		CMIS_P11(235, 1)
#define CMIS_TX_LANE_MAP		CMIS_P11(240, 8)
#define CMIS_RX_LANE_MAP		CMIS_P11(248, 8)
#define   CMIS_LANE_MAP_WAVELENGTH	GENMASK(7, 4)
#define   CMIS_LANE_MAP_FIBER		GENMASK(3, 0)
#define   CMIS_LANE_MAP_MAX		8	/* more are reserved */

/* ------------------------------------------------------------------------ */
/* Pages 04h and 12h: tunable lasers; 12h is banked                         */
/* ------------------------------------------------------------------------ */

#define CMIS_P04(_offset, _size)	CMIS_REG(0x04, _offset, _size)

#define CMIS_LASER_GRIDS		CMIS_P04(128, 1)	/* by code */
#define CMIS_LASER_FEATURES		CMIS_P04(129, 1)
#define   CMIS_LASER_FINE		BIT(7)
#define   CMIS_LASER_GRID_150		BIT(6)
#define   CMIS_LASER_GRID_300		BIT(5)
#define CMIS_LASER_CHANNELS		CMIS_P04(130, 40)
#define CMIS_LASER_FINE_STEP		CMIS_P04(190, 2)	/* MHz */
#define CMIS_LASER_FINE_LOW		CMIS_P04(192, 2)	/* S16 MHz */
#define CMIS_LASER_FINE_HIGH		CMIS_P04(194, 2)
#define CMIS_LASER_POWER		CMIS_P04(196, 1)
#define   CMIS_LASER_POWER_SETTABLE	BIT(7)
#define CMIS_LASER_POWER_LOW		CMIS_P04(198, 2)	/* 0.01 dBm */
#define CMIS_LASER_POWER_HIGH		CMIS_P04(200, 2)
#define CMIS_P04_CHECKSUM		CMIS_P04(255, 1)
#define CMIS_P04_CHECKSUM_FIRST		128
#define CMIS_P04_CHECKSUM_LAST		254

#define CMIS_P12(_offset, _size)	CMIS_REG(0x12, _offset, _size)

/* All but the masks; registers have a value for each lane */
#define CMIS_TUNING			CMIS_P12(128, 111)
#define CMIS_TUNING_CONTROLS		CMIS_P12(128, 90)
#define CMIS_TUNING_GRID		CMIS_P12(128, 8)
#define   CMIS_TUNING_GRID_CODE		GENMASK(7, 4)
#define   CMIS_TUNING_FINE		BIT(0)
#define CMIS_TUNING_CHANNEL		CMIS_P12(136, 16)	/* S16 */
#define CMIS_TUNING_OFFSET		CMIS_P12(152, 16)	/* S16 MHz */
#define CMIS_TUNING_FREQUENCY		CMIS_P12(168, 32)	/* U32 MHz */
#define CMIS_TUNING_TARGET		CMIS_P12(200, 16)	/* 0.01 dBm */
#define CMIS_TUNING_STATUS		CMIS_P12(222, 8)
#define   CMIS_TUNING_BUSY		BIT(1)
#define   CMIS_TUNING_UNLOCKED		BIT(0)
/* Latched, cleared by reading them */
#define CMIS_TUNING_FLAGS		CMIS_P12(231, 8)
#define   CMIS_TUNING_FLAG_POWER	BIT(5)	/* target out of range */
#define   CMIS_TUNING_FLAG_FINE		BIT(4)	/* offset out of range */
#define   CMIS_TUNING_FLAG_REFUSED	BIT(3)
#define   CMIS_TUNING_FLAG_CHANNEL	BIT(2)	/* no such channel */
#define   CMIS_TUNING_FLAG_UNLOCKED	BIT(1)
#define   CMIS_TUNING_FLAG_COMPLETE	BIT(0)

/* ------------------------------------------------------------------------ */
/* Pages 1Ah and 1Bh: external lasers, 8 in a bank                          */
/* ------------------------------------------------------------------------ */

#define CMIS_P1A(_offset, _size)	CMIS_REG(0x1a, _offset, _size)
#define CMIS_P1B(_offset, _size)	CMIS_REG(0x1b, _offset, _size)

/* The adverts and thresholds, as far as they are static */
#define CMIS_EXT_ADVERT			CMIS_P1A(128, 29)
#define CMIS_EXT_MODE			CMIS_P1A(140, 1)
#define   CMIS_EXT_LANES		GENMASK(7, 1)
#define   CMIS_EXT_CONSTANT_POWER	BIT(0)
#define CMIS_EXT_BIAS_THRESHOLDS	CMIS_P1A(141, 8)	/* 100 uA */
#define CMIS_EXT_POWER_THRESHOLDS	CMIS_P1A(149, 8)	/* 10 uW */
/* Latched, cleared by reading them; the first two have bits of 32 lanes. */
#define CMIS_EXT_FAULTS			CMIS_P1A(166, 4)
#define CMIS_EXT_WARNINGS		CMIS_P1A(174, 4)
#define CMIS_EXT_FLAGS			CMIS_P1A(186, 8)
#define CMIS_EXT_BIAS_FLAGS		CMIS_P1A(186, 4)
#define CMIS_EXT_POWER_FLAGS		CMIS_P1A(190, 4)
#define CMIS_EXT_STATUS			CMIS_P1A(212, 36)
#define CMIS_EXT_CODES			CMIS_P1A(212, 8)
#define   CMIS_EXT_CODE_FAULT		GENMASK(3, 0)
#define   CMIS_EXT_CODE_WARNING		GENMASK(7, 4)
#define CMIS_EXT_ENABLE			CMIS_P1A(220, 1)
#define CMIS_EXT_STATES			CMIS_P1A(221, 2)
#define CMIS_EXT_CHECKED		CMIS_P1A(223, 1)
#define CMIS_EXT_FIBERS			CMIS_P1A(224, 8)
#define CMIS_EXT_FREQUENCIES		CMIS_P1A(232, 16)	/* 5 GHz */

#define CMIS_EXT_MONITORS		CMIS_P1B(184, 58)
#define CMIS_EXT_BIAS_MON		CMIS_P1B(184, 16)	/* 100 uA */
#define CMIS_EXT_POWER_MON		CMIS_P1B(200, 16)	/* 10 uW */
#define CMIS_EXT_VOLTAGE_MON		CMIS_P1B(232, 8)	/* 15 mV */
#define CMIS_EXT_CURRENT_MON		CMIS_P1B(240, 2)	/* 200 uA */

/* ------------------------------------------------------------------------ */
/* Clear-on-read bytes of other pages (banked)                              */
/* ------------------------------------------------------------------------ */

#define CMIS_DIAG_SELECTOR		CMIS_REG(0x14, 128, 1)
#define CMIS_DIAG_REFCLK_FLAG		CMIS_REG(0x14, 132, 1)
#define   CMIS_DIAG_REFCLK_LOST		BIT(7)
#define CMIS_DIAG_REFCLK_MASK		CMIS_REG(0x13, 206, 1)
#define CMIS_DIAG_FLAGS			CMIS_REG(0x14, 134, 6)
#define CMIS_DIAG_MASKS			CMIS_REG(0x13, 208, 6)
#define CMIS_NP_FLAGS			CMIS_REG(0x17, 128, 1)
#define CMIS_VDM_FLAGS			CMIS_REG(0x2c, 128, 128)

/*
 * C-CMIS: flags of the line and of the host side. Sources differ about the
 * flags of page 33h behind byte 130, so they stay raw.
 */
#define CMIS_LINE_FLAGS			CMIS_REG(0x33, 128, 6)
#define CMIS_LINE_FLAGS_TX		CMIS_REG(0x33, 128, 1)
#define CMIS_LINE_FLAGS_RX		CMIS_REG(0x33, 130, 1)
#define CMIS_CLIENT_FLAGS		CMIS_REG(0x3b, 192, 5)
#define CMIS_CLIENT_FLAGS_FEC		CMIS_REG(0x3b, 192, 1)
#define CMIS_CLIENT_FLAGS_DEGRADE	CMIS_REG(0x3b, 193, 1)
#define CMIS_CLIENT_FLAGS_FLEXE		CMIS_REG(0x3b, 194, 1)
#define CMIS_CLIENT_FLAGS_TX		CMIS_REG(0x3b, 195, 1)
#define CMIS_CLIENT_FLAGS_RX		CMIS_REG(0x3b, 196, 1)

/*
 * C-CMIS: performance of the line, over the time between two freezes. Page 3Ah
 * is like 34h, for the host side.
 */
#define CMIS_P34(_offset, _size)	CMIS_REG(0x34, _offset, _size)
#define CMIS_FEC_MEDIA			CMIS_P34(128, 60)
#define CMIS_FEC_HOST			CMIS_REG(0x3a, 128, 60)
#define CMIS_FEC_BITS			CMIS_P34(128, 8)
#define CMIS_FEC_BITS_SUB		CMIS_P34(136, 8)
#define CMIS_FEC_CORRECTED		CMIS_P34(144, 8)
#define CMIS_FEC_CORRECTED_LOW		CMIS_P34(152, 8)
#define CMIS_FEC_CORRECTED_HIGH		CMIS_P34(160, 8)
#define CMIS_FEC_FRAMES			CMIS_P34(168, 4)
#define CMIS_FEC_FRAMES_SUB		CMIS_P34(172, 4)
#define CMIS_FEC_UNCORRECTED		CMIS_P34(176, 4)
#define CMIS_FEC_UNCORRECTED_LOW	CMIS_P34(180, 4)
#define CMIS_FEC_UNCORRECTED_HIGH	CMIS_P34(184, 4)
/* Average, minimum, maximum */
#define CMIS_P35(_offset, _size)	CMIS_REG(0x35, _offset, _size)
#define CMIS_LINE			CMIS_P35(128, 114)
#define CMIS_LINE_DISPERSION		CMIS_P35(128, 12)	/* S32 ps/nm */
#define CMIS_LINE_DGD			CMIS_P35(140, 6)
#define CMIS_LINE_SOPMD			CMIS_P35(146, 6)
#define CMIS_LINE_PDL			CMIS_P35(152, 6)
#define CMIS_LINE_OSNR			CMIS_P35(158, 6)
#define CMIS_LINE_ESNR			CMIS_P35(164, 6)
#define CMIS_LINE_CFO			CMIS_P35(170, 6)
#define CMIS_LINE_EVM			CMIS_P35(176, 6)
#define CMIS_LINE_TX_POWER		CMIS_P35(182, 6)
#define CMIS_LINE_RX_TOTAL		CMIS_P35(188, 6)
#define CMIS_LINE_RX_SIGNAL		CMIS_P35(194, 6)
#define CMIS_LINE_SOP_RATE		CMIS_P35(200, 6)
#define CMIS_LINE_MER			CMIS_P35(206, 6)
#define CMIS_LINE_CLOCK			CMIS_P35(212, 6)
#define CMIS_LINE_SNR_MARGIN		CMIS_P35(224, 6)
#define CMIS_LINE_Q			CMIS_P35(230, 6)
#define CMIS_LINE_Q_MARGIN		CMIS_P35(236, 6)
#define CMIS_VDM_MASKS			CMIS_REG(0x2d, 128, 128)

/* ------------------------------------------------------------------------ */
/* Pages 13h and 14h: diagnostics (banked)                                  */
/* ------------------------------------------------------------------------ */

#define CMIS_LOOPBACK_CAPS		CMIS_REG(0x13, 128, 1)
#define   CMIS_LOOPBACK_BOTH_SIDES	BIT(6)
#define   CMIS_LOOPBACK_MEDIA_LANES	BIT(5)
#define   CMIS_LOOPBACK_HOST_LANES	BIT(4)
#define CMIS_LOOPBACKS			CMIS_REG(0x13, 180, 4)	/* by kind */
#define CMIS_PATTERN_ADVERTS		CMIS_REG(0x13, 128, 15)
#define CMIS_PATTERN_FEC		CMIS_REG(0x13, 131, 1)
#define CMIS_PATTERN_LISTS		CMIS_REG(0x13, 132, 8)	/* by block */
#define CMIS_PATTERN_LANES		CMIS_REG(0x13, 142, 1)
#define CMIS_PATTERN_CONTROLS		CMIS_REG(0x13, 144, 35)
#define CMIS_PATTERN_TIMING		CMIS_REG(0x13, 177, 1)
#define   CMIS_PATTERN_ALL_BANKS	BIT(7)
#define   CMIS_PATTERN_CLEAR		BIT(5)
#define   CMIS_PATTERN_RESTART		BIT(4)
#define   CMIS_PATTERN_GATE		GENMASK(3, 1)
#define CMIS_CHECKER_LOL_HOST		CMIS_REG(0x14, 138, 1)
#define CMIS_CHECKER_LOL_MEDIA		CMIS_REG(0x14, 139, 1)
#define CMIS_DIAG_REPORTS		CMIS_REG(0x13, 130, 1)
#define   CMIS_DIAG_REPORTS_MEDIA_FEC	BIT(7)
#define   CMIS_DIAG_REPORTS_HOST_FEC	BIT(6)
#define   CMIS_DIAG_REPORTS_MEDIA_SNR	BIT(5)
#define   CMIS_DIAG_REPORTS_HOST_SNR	BIT(4)
#define   CMIS_DIAG_REPORTS_COUNTERS	BIT(1)
#define   CMIS_DIAG_REPORTS_BER		BIT(0)
#define   CMIS_DIAG_SELECT_NONE		0x00
#define   CMIS_DIAG_SELECT_BER		0x01
#define   CMIS_DIAG_SELECT_HOST_1_4	0x02	/* counters of errors, bits */
#define   CMIS_DIAG_SELECT_HOST_5_8	0x03
#define   CMIS_DIAG_SELECT_MEDIA_1_4	0x04
#define   CMIS_DIAG_SELECT_MEDIA_5_8	0x05
#define   CMIS_DIAG_SELECT_SNR		0x06
#define CMIS_DIAG_DATA			CMIS_REG(0x14, 192, 64)
/* By selector: BER is F16, most significant byte first */
#define CMIS_DIAG_HOST_BER		CMIS_REG(0x14, 192, 16)
#define CMIS_DIAG_MEDIA_BER		CMIS_REG(0x14, 208, 16)
/* SNR is U16 in 1/256 dB, least significant byte first */
#define CMIS_DIAG_HOST_SNR		CMIS_REG(0x14, 208, 16)
#define CMIS_DIAG_MEDIA_SNR		CMIS_REG(0x14, 240, 16)
/* Counters of a lane: errors, bits; U64, least significant byte first */
#define CMIS_DIAG_COUNTERS_SIZE		16
#define CMIS_DIAG_COUNTERS_LANES	4

/* ------------------------------------------------------------------------ */
/* Pages 20h-2Fh: VDM (banked)                                              */
/* ------------------------------------------------------------------------ */

#define CMIS_VDM_SUPPORT		CMIS_REG(0x2f, 128, 1)
#define   CMIS_VDM_SUPPORT_POWER_SAVING	BIT(2)		/* 5.3 */
#define   CMIS_VDM_SUPPORT_GROUPS	GENMASK(1, 0)	/* less one */
#define CMIS_VDM_FINE_INTERVAL		CMIS_REG(0x2f, 129, 2)	/* 0.1 ms */
#define CMIS_VDM_CONTROL		CMIS_REG(0x2f, 144, 1)
#define   CMIS_VDM_FREEZE		BIT(7)
#define   CMIS_VDM_POWER_SAVING		BIT(6)		/* 5.3 */
#define CMIS_VDM_STATUS			CMIS_REG(0x2f, 145, 1)
#define   CMIS_VDM_FREEZE_DONE		BIT(7)
#define   CMIS_VDM_UNFREEZE_DONE	BIT(6)
#define CMIS_VDM_DESC_THRESHOLD		GENMASK(7, 4)	/* even byte */
#define CMIS_VDM_DESC_RESOURCE		GENMASK(3, 0)
#define CMIS_T_VDM_FREEZE_MS		10

/* ------------------------------------------------------------------------ */
/* Page 9Fh: CDB message                                                    */
/* ------------------------------------------------------------------------ */

#define CMIS_CDB_COMMAND		CMIS_REG(0x9f, 128, 2)
/* Firmware management commands */
#define   CMIS_CDB_FW_FIRST		0x0100
#define   CMIS_CDB_FW_LAST		0x010f
#define CMIS_CDB_EPL_LENGTH		CMIS_REG(0x9f, 130, 2)
#define CMIS_CDB_LPL_LENGTH		CMIS_REG(0x9f, 132, 1)
#define CMIS_CDB_CHECK_CODE		CMIS_REG(0x9f, 133, 1)
#define CMIS_CDB_REPLY_LENGTH		CMIS_REG(0x9f, 134, 1)
#define CMIS_CDB_LPL			CMIS_REG(0x9f, 136, 120)

/* Longest accesses and hold-offs that hold for every module. */
#define CMIS_MIN_ACCESS			8	/* bytes, read and write */
#define CMIS_T_PAGE_CHANGE_MS		10
#define CMIS_T_MGMT_INIT_MS		2000
#define CMIS_T_RESET_US			10

#endif /* _CMIS_REGS_H */
