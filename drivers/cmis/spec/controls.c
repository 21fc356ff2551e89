// SPDX-License-Identifier: GPL-2.0-only
/*
 * Controls of lanes: names, registers, adverts and values, a row each.
 */

#include <linux/array_size.h>
#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/string.h>

#include "spec/controls.h"
#include "spec/regs.h"

/**
 * struct cmis_lane_row - a control of lanes
 * @name: its name
 * @at: its first byte in struct cmis_lane_bytes
 * @width: bits for each lane, lane 1 in the lowest
 * @unit: value of a step
 * @quiet: a change does not disturb traffic
 * @advert: where struct cmis_adverts has the byte that advertises it
 * @needs: bits that must all be set there
 * @max_at: where struct cmis_adverts has the greatest code; 0: the width
 * @max: bits of the greatest code there
 */
struct cmis_lane_row {
	const char *name;
	u8 at;
	u8 width;
	u16 unit;
	bool quiet;
	u8 advert;
	u8 needs;
	u8 max_at;
	u8 max;
};

#define CMIS_LC_ADVERT(_field, _bits)					\
	.advert = offsetof(struct cmis_adverts, _field), .needs = (_bits)
#define CMIS_LC_MAX(_field, _bits)					\
	.max_at = offsetof(struct cmis_adverts, _field), .max = (_bits)
#define CMIS_LC_LANE(_offset)						\
	.at = (_offset) - CMIS_REG_OFFSET(CMIS_DP_DEINIT_LANES),	\
	.width = 1, .unit = 1
#define CMIS_LC_SI(_reg, _width, _unit)					\
	.at = CMIS_REG_OFFSET(_reg) -					\
	      CMIS_REG_OFFSET(CMIS_ACS_ADAPTIVE_EQ),			\
	.width = (_width), .unit = (_unit)

/*
 * A module with only a pre-cursor takes it from the register of the
 * post-cursor. No such module was tried, so it has neither.
 */
static const struct cmis_lane_row cmis_lane_rows[] = {
	[CMIS_LC_TX_DISABLE] = { "tx-disable", CMIS_LC_LANE(130),
		CMIS_LC_ADVERT(tx_controls, CMIS_TX_OUTPUT_DISABLE) },
	[CMIS_LC_TX_SQUELCH_FORCE] = { "tx-squelch-force", CMIS_LC_LANE(132),
		CMIS_LC_ADVERT(tx_controls, CMIS_TX_FORCED_SQUELCH) },
	[CMIS_LC_TX_SQUELCH_AUTO_OFF] = { "tx-squelch-auto-off",
		CMIS_LC_LANE(131), .quiet = true,
		CMIS_LC_ADVERT(tx_controls, CMIS_TX_SQUELCH_DISABLE) },
	[CMIS_LC_TX_POLARITY_FLIP] = { "tx-polarity-flip", CMIS_LC_LANE(129),
		CMIS_LC_ADVERT(tx_controls, CMIS_TX_POLARITY_FLIP) },
	[CMIS_LC_RX_DISABLE] = { "rx-disable", CMIS_LC_LANE(138),
		CMIS_LC_ADVERT(rx_controls, CMIS_RX_OUTPUT_DISABLE) },
	[CMIS_LC_RX_SQUELCH_AUTO_OFF] = { "rx-squelch-auto-off",
		CMIS_LC_LANE(139), .quiet = true,
		CMIS_LC_ADVERT(rx_controls, CMIS_RX_SQUELCH_DISABLE) },
	[CMIS_LC_RX_POLARITY_FLIP] = { "rx-polarity-flip", CMIS_LC_LANE(137),
		CMIS_LC_ADVERT(rx_controls, CMIS_RX_POLARITY_FLIP) },
	[CMIS_LC_TX_EQ_ADAPTIVE] = { "tx-eq-adaptive",
		CMIS_LC_SI(CMIS_ACS_ADAPTIVE_EQ, 1, 1),
		CMIS_LC_ADVERT(tx_si_controls, CMIS_TX_EQ_ADAPTIVE) },
	[CMIS_LC_TX_EQ_DB] = { "tx-eq-db", CMIS_LC_SI(CMIS_ACS_TX_EQ, 4, 1),
		CMIS_LC_ADVERT(tx_si_controls, CMIS_TX_EQ_FIXED),
		CMIS_LC_MAX(si_limits, CMIS_SI_TX_EQ_MAX) },
	[CMIS_LC_TX_EQ_RECALL] = { "tx-eq-recall",
		CMIS_LC_SI(CMIS_ACS_EQ_RECALL, 2, 1),
		CMIS_LC_ADVERT(tx_si_controls, 0),
		CMIS_LC_MAX(tx_si_controls, CMIS_TX_EQ_BUFFERS) },
	[CMIS_LC_TX_CDR] = { "tx-cdr", CMIS_LC_SI(CMIS_ACS_CDR_TX, 1, 1),
		CMIS_LC_ADVERT(tx_si_controls, CMIS_TX_CDR |
			       CMIS_TX_CDR_BYPASS) },
	[CMIS_LC_RX_CDR] = { "rx-cdr", CMIS_LC_SI(CMIS_ACS_CDR_RX, 1, 1),
		CMIS_LC_ADVERT(rx_si_controls, CMIS_RX_CDR |
			       CMIS_RX_CDR_BYPASS) },
	[CMIS_LC_RX_PRE_MDB] = { "rx-pre-mdb",
		CMIS_LC_SI(CMIS_ACS_PRE_CURSOR, 4, 500),
		CMIS_LC_ADVERT(rx_si_controls, CMIS_RX_OUTPUT_EQ),
		CMIS_LC_MAX(si_cursor_max, CMIS_SI_PRE_CURSOR_MAX) },
	[CMIS_LC_RX_POST_MDB] = { "rx-post-mdb",
		CMIS_LC_SI(CMIS_ACS_POST_CURSOR, 4, 1000),
		CMIS_LC_ADVERT(rx_si_controls, CMIS_RX_OUTPUT_EQ_POST),
		CMIS_LC_MAX(si_cursor_max, CMIS_SI_POST_CURSOR_MAX) },
	[CMIS_LC_RX_AMPLITUDE] = { "rx-amplitude",
		CMIS_LC_SI(CMIS_ACS_AMPLITUDE, 4, 1),
		CMIS_LC_ADVERT(rx_si_controls, CMIS_RX_AMPLITUDE),
		CMIS_LC_MAX(si_limits, CMIS_SI_RX_AMPLITUDES) },
};

static_assert(ARRAY_SIZE(cmis_lane_rows) == CMIS_LC_COUNT);
static_assert(sizeof(struct cmis_adverts) < 256);

/* The greatest codes of CMIS; more are reserved, or the vendor's. */
#define CMIS_TX_EQ_CODE_MAX	12
#define CMIS_RX_CURSOR_CODE_MAX	7

/**
 * cmis_lane_control_name - name a control
 * @control: enum cmis_lane_control
 *
 * Return: its name.
 */
const char *cmis_lane_control_name(unsigned int control)
{
	return control < CMIS_LC_COUNT ? cmis_lane_rows[control].name : "?";
}

/**
 * cmis_lane_control_find - find a control by its name
 * @name: the name
 *
 * Return: enum cmis_lane_control; -ENOENT if there is none.
 */
int cmis_lane_control_find(const char *name)
{
	int i;

	for (i = 0; i < CMIS_LC_COUNT; i++)
		if (!strcmp(cmis_lane_rows[i].name, name))
			return i;
	return -ENOENT;
}

/**
 * cmis_lane_control_is_flag - whether a control is off or on
 * @control: the control
 *
 * Return: false if it has more values.
 */
bool cmis_lane_control_is_flag(unsigned int control)
{
	return cmis_lane_rows[control].width == 1;
}

/**
 * cmis_lane_control_disturbs - whether a change may disturb traffic
 * @control: the control
 *
 * Return: true if so.
 */
bool cmis_lane_control_disturbs(unsigned int control)
{
	return !cmis_lane_rows[control].quiet;
}

static u8 cmis_lane_advert(const struct cmis_adverts *adverts, u8 at, u8 bits)
{
	u8 byte = ((const u8 *)adverts)[at] & bits;

	return bits ? byte / (bits & -bits) : 0;
}

/**
 * cmis_lane_control_max - the greatest code that a module takes
 * @adverts: of the module
 * @control: the control
 *
 * Return: the code; there may be gaps below it, see cmis_lane_control_fits().
 */
u8 cmis_lane_control_max(const struct cmis_adverts *adverts,
			 unsigned int control)
{
	const struct cmis_lane_row *row = &cmis_lane_rows[control];
	u8 max = cmis_lane_advert(adverts, row->max_at, row->max), code;

	switch (control) {
	case CMIS_LC_TX_EQ_DB:
		return max < CMIS_TX_EQ_CODE_MAX ? max : CMIS_TX_EQ_CODE_MAX;
	case CMIS_LC_TX_EQ_RECALL:
		return max < 2 ? max : 2;
	case CMIS_LC_RX_PRE_MDB:
	case CMIS_LC_RX_POST_MDB:
		return max < CMIS_RX_CURSOR_CODE_MAX ? max :
						       CMIS_RX_CURSOR_CODE_MAX;
	case CMIS_LC_RX_AMPLITUDE:
		/* A bit for each code. */
		for (code = 3; code && !(max & BIT(code));)
			code--;
		return code;
	default:
		return 1;
	}
}

/**
 * cmis_lane_control_is_there - whether a module advertises a control
 * @adverts: of the module
 * @control: the control
 *
 * Return: true if so.
 */
bool cmis_lane_control_is_there(const struct cmis_adverts *adverts,
				unsigned int control)
{
	const struct cmis_lane_row *row = &cmis_lane_rows[control];

	if (control == CMIS_LC_TX_EQ_RECALL)
		return cmis_lane_control_max(adverts, control);
	return !(row->needs & ~((const u8 *)adverts)[row->advert]);
}

/**
 * cmis_lane_control_fits - whether a module takes a value
 * @adverts: of the module
 * @control: a control that it advertises
 * @code: the value, as a code
 *
 * Return: true if so.
 */
bool cmis_lane_control_fits(const struct cmis_adverts *adverts,
			    unsigned int control, u8 code)
{
	if (code > cmis_lane_control_max(adverts, control))
		return false;
	return control != CMIS_LC_RX_AMPLITUDE ||
	       FIELD_GET(CMIS_SI_RX_AMPLITUDES, adverts->si_limits) &
	       BIT(code);
}

/**
 * cmis_lane_control_code - the code of a value
 * @control: the control
 * @value: 0 or 1; decibels of tx-eq-db, millidecibels of cursors; else the code
 *
 * Return: the code; -EINVAL if there is none.
 */
int cmis_lane_control_code(unsigned int control, u32 value)
{
	const struct cmis_lane_row *row = &cmis_lane_rows[control];

	if (value % row->unit || value / row->unit >= BIT(row->width))
		return -EINVAL;
	return value / row->unit;
}

/**
 * cmis_lane_control_value - the value of a code
 * @control: the control
 * @code: the code
 *
 * Return: the value, in the unit of cmis_lane_control_code().
 */
u32 cmis_lane_control_value(unsigned int control, u8 code)
{
	return code * cmis_lane_rows[control].unit;
}

/**
 * cmis_lane_control_byte - the byte of a control on page 10h
 * @control: a control that is no signal integrity setting
 *
 * Return: its index in cmis_lane_bytes.lane.
 */
u8 cmis_lane_control_byte(unsigned int control)
{
	return cmis_lane_rows[control].at;
}

/* The byte that has a lane of a control */
static const u8 *cmis_lane_at(const struct cmis_lane_bytes *bytes,
			      unsigned int control, unsigned int lane,
			      unsigned int *shift)
{
	const struct cmis_lane_row *row = &cmis_lane_rows[control];
	unsigned int bit = lane * row->width;
	const u8 *from = control < CMIS_LC_SI_FIRST ? bytes->lane : bytes->si;

	*shift = bit % 8;
	return from + row->at + bit / 8;
}

/**
 * cmis_lane_control_get - the code of a lane
 * @bytes: of its bank
 * @control: the control
 * @lane: in the bank, from 0
 *
 * Return: the code.
 */
u8 cmis_lane_control_get(const struct cmis_lane_bytes *bytes,
			 unsigned int control, unsigned int lane)
{
	unsigned int shift;
	const u8 *at = cmis_lane_at(bytes, control, lane, &shift);

	return *at >> shift & (BIT(cmis_lane_rows[control].width) - 1);
}

/**
 * cmis_lane_control_put - set the code of a lane
 * @bytes: of its bank
 * @control: the control
 * @lane: in the bank, from 0
 * @code: the code
 */
void cmis_lane_control_put(struct cmis_lane_bytes *bytes, unsigned int control,
			   unsigned int lane, u8 code)
{
	u8 mask = BIT(cmis_lane_rows[control].width) - 1;
	unsigned int shift;
	u8 *at = (u8 *)cmis_lane_at(bytes, control, lane, &shift);

	*at = (*at & ~(mask << shift)) | (code & mask) << shift;
}

/**
 * cmis_lane_wish_flags - lanes that shall have a flag on
 * @wish: the wishes of a bank
 * @control: a control of one bit a lane
 *
 * Return: a bit mask.
 */
u8 cmis_lane_wish_flags(const struct cmis_lane_wish *wish,
			unsigned int control)
{
	unsigned int shift;

	return wish->set[control] &
	       *cmis_lane_at(&wish->bytes, control, 0, &shift);
}

/**
 * cmis_lane_wish_filter - drop wishes that a module cannot have
 * @adverts: of the module
 * @wish: the wishes
 */
void cmis_lane_wish_filter(const struct cmis_adverts *adverts,
			   struct cmis_lane_wish *wish)
{
	unsigned int i, lane;

	for (i = 0; i < CMIS_LC_COUNT; i++) {
		if (!cmis_lane_control_is_there(adverts, i))
			wish->set[i] = 0;
		for (lane = 0; lane < CMIS_LANES_PER_BANK; lane++)
			if (!cmis_lane_control_fits
			    (adverts, i,
			     cmis_lane_control_get(&wish->bytes, i, lane)))
				wish->set[i] &= ~BIT(lane);
	}
}
