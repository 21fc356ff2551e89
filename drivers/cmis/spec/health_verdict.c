// SPDX-License-Identifier: GPL-2.0-only
/*
 * Why a link went down. The rules are a table: the first one that fits wins.
 * Verdicts advise people; nothing in the driver acts on them.
 *
 * Pure: see spec/value.h.
 */

#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/string.h>
#include <uapi/linux/cmis.h>

#include "spec/codes.h"
#include "spec/health_verdict.h"

/* Two flags within a millisecond are together. */
#define CMIS_TOGETHER_NS	1000000ULL
/* So many links of a host do not go down together by chance. */
#define CMIS_COMMON_LEAST	4
#define CMIS_COMMON_FEW		6

#define S(sign)			BIT(CMIS_SIGN_##sign)
#define CMIS_SIGNS_MEDIA	(S(RX_LOS) | S(RX_DARK) | S(RX_DIM) | \
				 S(RX_CDR) | S(MEDIA_BER))
#define CMIS_SIGNS_HOST		(S(TX_LOS) | S(TX_CDR) | S(TX_EQ))
#define CMIS_SIGNS_DARK		(S(RX_LOS) | S(RX_DARK))
#define CMIS_SIGNS_DIM		(S(RX_DIM) | S(RX_LOWER))

/* Conditions of rules beyond the signs. */
enum cmis_rule_when {
	CMIS_RULE_ANY,		/* any lane will do */
	CMIS_RULE_EVERY,	/* all lanes in use */
	CMIS_RULE_HOST_FIRST,	/* no sign of the media side came first */
};

/* How sure a rule is. */
enum cmis_rule_sure {
	CMIS_SURE_ALWAYS,	/* 90 % */
	CMIS_SURE_BY_ORDER,	/* 80 % if the order is known, else 60 % */
	CMIS_SURE_LITTLE,	/* 60 % */
	CMIS_SURE_NEVER,	/* 0 % */
};

/**
 * struct cmis_rule - a rule
 * @any: one of these signs must be there; 0: none
 * @all: and on the same lane all of these
 * @none: and on this lane none of these
 * @quiet: and on no lane any of these
 * @when: enum cmis_rule_when
 * @sure: enum cmis_rule_sure
 * @kind: enum cmis_verdict_kind
 * @detail: enum cmis_detail
 * @actions: the best first
 */
struct cmis_rule {
	u32 any;
	u32 all;
	u32 none;
	u32 quiet;
	u8 when;
	u8 sure;
	u8 kind;
	u8 detail;
	u8 actions[CMIS_ACTIONS_MAX];
};

#define OPERATOR(sign, what)						\
	{ .any = S(sign), .kind = CMIS_VERDICT_OPERATOR,		\
	  .detail = CMIS_DETAIL_##what }
#define VERDICT(what, which)						\
	.kind = CMIS_VERDICT_##what, .detail = CMIS_DETAIL_##which
#define SWAP_THIS_END							\
	.actions = { CMIS_ADVICE_SWAP_THIS_END, CMIS_ADVICE_RESEAT }
#define RESEAT								\
	.actions = { CMIS_ADVICE_RESEAT, CMIS_ADVICE_SWAP_THIS_END }
#define SWAP_FAR_END							\
	.actions = { CMIS_ADVICE_SWAP_FAR_END, CMIS_ADVICE_CLEAN,	\
		     CMIS_ADVICE_SWAP_THIS_END }
#define CLEAN								\
	.actions = { CMIS_ADVICE_CLEAN, CMIS_ADVICE_CHECK_FAR_END }

static const struct cmis_rule cmis_rules[] = {
	OPERATOR(ADMIN_DOWN, ADMIN_DOWN),
	OPERATOR(LOW_POWER, LOW_POWER),
	OPERATOR(RESET, RESET),
	OPERATOR(DEINIT, DEINIT),
	OPERATOR(TX_OFF, DEINIT),
	OPERATOR(REMOVED, REMOVED),
	{ .any = S(VCC_LOW), VERDICT(POWER_THERMAL, SUPPLY),
	  .actions = { CMIS_ADVICE_CHECK_POWER } },
	{ .any = S(HEAT_FAULT), VERDICT(POWER_THERMAL, HEAT),
	  .actions = { CMIS_ADVICE_CHECK_COOLING } },
	{ .any = S(MODULE_FAULT) | S(MODULE_DOWN) | S(PATH_DOWN) |
		 S(HOST_RISES) | S(MEDIA_RISES), .all = S(HOT),
	  VERDICT(POWER_THERMAL, HEAT),
	  .actions = { CMIS_ADVICE_CHECK_COOLING } },
	{ .any = S(TX_FAULT), VERDICT(MODULE, LASER), SWAP_THIS_END },
	{ .any = S(MODULE_FAULT) | S(FW_ERROR), VERDICT(MODULE, FIRMWARE),
	  RESEAT },
	{ .any = S(PATH_DOWN) | S(MODULE_DOWN), VERDICT(MODULE, DATAPATH),
	  RESEAT },
	{ .any = S(DEAD), VERDICT(MODULE, DEAD), RESEAT },
	{ .any = S(TX_WEAK) | S(TX_FADES), .sure = CMIS_SURE_BY_ORDER,
	  VERDICT(MODULE, LASER), SWAP_THIS_END },
	{ .any = S(RX_CDR), .all = S(TX_CDR),
	  .quiet = CMIS_SIGNS_DARK | S(RX_DIM) | S(TX_LOS),
	  .when = CMIS_RULE_EVERY, .sure = CMIS_SURE_BY_ORDER,
	  VERDICT(MODULE, DSP), SWAP_THIS_END },
	{ .any = CMIS_SIGNS_HOST, .when = CMIS_RULE_HOST_FIRST,
	  .sure = CMIS_SURE_BY_ORDER, VERDICT(HOST, SIGNAL),
	  .actions = { CMIS_ADVICE_CHECK_HOST } },
	{ .any = CMIS_SIGNS_DARK, .when = CMIS_RULE_EVERY,
	  .sure = CMIS_SURE_BY_ORDER, VERDICT(LINE, DARK),
	  .actions = { CMIS_ADVICE_CHECK_FAR_END, CMIS_ADVICE_CLEAN } },
	{ .any = CMIS_SIGNS_DARK, .sure = CMIS_SURE_BY_ORDER,
	  VERDICT(LINE, DARK), CLEAN },
	{ .any = S(RX_DIM), .sure = CMIS_SURE_BY_ORDER, VERDICT(LINE, DIM),
	  CLEAN },
	{ .any = S(RX_CDR), .none = S(RX_LOWER), .sure = CMIS_SURE_LITTLE,
	  VERDICT(LINE, EYE), SWAP_FAR_END },
	{ .any = S(RX_CDR), .sure = CMIS_SURE_LITTLE, VERDICT(LINE, DIM),
	  CLEAN },
	{ .any = S(HOST_BER), .quiet = S(MEDIA_BER), .sure = CMIS_SURE_LITTLE,
	  VERDICT(HOST, ERRORS), .actions = { CMIS_ADVICE_CHECK_HOST } },
	{ .any = S(MEDIA_BER), .all = S(RX_LOWER), .sure = CMIS_SURE_LITTLE,
	  VERDICT(LINE, DIM), CLEAN },
	{ .any = S(MEDIA_BER), .sure = CMIS_SURE_LITTLE, VERDICT(LINE, EYE),
	  SWAP_FAR_END },
	{ .sure = CMIS_SURE_NEVER, VERDICT(UNKNOWN, NONE),
	  .actions = { CMIS_ADVICE_WATCH } },
};

#define SIGN(sign, text, which)						\
	[CMIS_SIGN_##sign] = { text, CMIS_SIDE_##which }

static const struct cmis_sign_row cmis_signs[] = {
	SIGN(ADMIN_DOWN, "admin", MODULE),
	SIGN(LOW_POWER, "low_power_request", MODULE),
	SIGN(RESET, "reset_request", MODULE),
	SIGN(DEINIT, "deinit_request", MODULE),
	SIGN(TX_OFF, "tx_disable_request", MODULE),
	SIGN(REMOVED, "present", MODULE),
	SIGN(VCC_LOW, "vcc_uv", MODULE),
	SIGN(HOT, "temperature_mc", MODULE),
	SIGN(HEAT_FAULT, "fault_cause", MODULE),
	SIGN(TX_FAULT, "tx_fault", MEDIA),
	SIGN(MODULE_FAULT, "module_state", MODULE),
	SIGN(FW_ERROR, "module_fw_error", MODULE),
	SIGN(MODULE_DOWN, "module_state", MODULE),
	SIGN(PATH_DOWN, "datapath_state", HOST),
	SIGN(DEAD, "bus_error", MODULE),
	SIGN(TX_WEAK, "tx_power_nw", MEDIA),
	SIGN(TX_FADES, "tx_bias_ua", MEDIA),
	SIGN(RX_LOS, "rx_los", MEDIA),
	SIGN(RX_DARK, "rx_power_nw", MEDIA),
	SIGN(RX_DIM, "rx_power_nw", MEDIA),
	SIGN(RX_LOWER, "rx_power_nw", MEDIA),
	SIGN(RX_CDR, "rx_cdr_lol", MEDIA),
	SIGN(TX_LOS, "tx_los", HOST),
	SIGN(TX_CDR, "tx_cdr_lol", HOST),
	SIGN(TX_EQ, "tx_adapt_eq_fail", HOST),
	SIGN(HOST_BER, "host_pre_fec_ber", HOST),
	SIGN(MEDIA_BER, "media_pre_fec_ber", MEDIA),
	SIGN(HOST_RISES, "host_pre_fec_ber", HOST),
	SIGN(MEDIA_RISES, "media_pre_fec_ber", MEDIA),
};

static_assert(ARRAY_SIZE(cmis_signs) == CMIS_SIGN_COUNT);

static const char *const cmis_verdict_names[] = {
	[CMIS_VERDICT_UNKNOWN] = "unknown",
	[CMIS_VERDICT_HOST] = "host",
	[CMIS_VERDICT_MODULE] = "module",
	[CMIS_VERDICT_LINE] = "line",
	[CMIS_VERDICT_POWER_THERMAL] = "power_thermal",
	[CMIS_VERDICT_OPERATOR] = "operator",
	[CMIS_VERDICT_COMMON_CAUSE] = "common_cause",
};

static_assert(ARRAY_SIZE(cmis_verdict_names) == CMIS_VERDICT_COUNT);

static const char *const cmis_detail_names[] = {
	[CMIS_DETAIL_NONE] = "none",
	[CMIS_DETAIL_ADMIN_DOWN] = "admin_down",
	[CMIS_DETAIL_LOW_POWER] = "low_power",
	[CMIS_DETAIL_RESET] = "reset",
	[CMIS_DETAIL_DEINIT] = "deinit",
	[CMIS_DETAIL_REMOVED] = "removed",
	[CMIS_DETAIL_POWER] = "power",
	[CMIS_DETAIL_FAR_OR_LINE] = "far_or_line",
	[CMIS_DETAIL_HOST] = "host",
	[CMIS_DETAIL_CABLE] = "cable",
	[CMIS_DETAIL_SUPPLY] = "supply",
	[CMIS_DETAIL_HEAT] = "heat",
	[CMIS_DETAIL_LASER] = "laser",
	[CMIS_DETAIL_DATAPATH] = "datapath",
	[CMIS_DETAIL_FIRMWARE] = "firmware",
	[CMIS_DETAIL_DEAD] = "dead",
	[CMIS_DETAIL_DSP] = "dsp",
	[CMIS_DETAIL_SIGNAL] = "signal",
	[CMIS_DETAIL_DARK] = "dark",
	[CMIS_DETAIL_DIM] = "dim",
	[CMIS_DETAIL_EYE] = "eye",
	[CMIS_DETAIL_ERRORS] = "errors",
};

static_assert(ARRAY_SIZE(cmis_detail_names) == CMIS_DETAIL_COUNT);

static const char *const cmis_advice_names[] = {
	[CMIS_ADVICE_NONE] = "none",
	[CMIS_ADVICE_CLEAN] = "clean",
	[CMIS_ADVICE_RESEAT] = "reseat",
	[CMIS_ADVICE_SWAP_THIS_END] = "swap_this_end",
	[CMIS_ADVICE_SWAP_FAR_END] = "swap_far_end",
	[CMIS_ADVICE_CHECK_FAR_END] = "check_far_end",
	[CMIS_ADVICE_CHECK_HOST] = "check_host",
	[CMIS_ADVICE_CHECK_COOLING] = "check_cooling",
	[CMIS_ADVICE_CHECK_POWER] = "check_power",
	[CMIS_ADVICE_LOOK_AT_SWITCH] = "look_at_switch",
	[CMIS_ADVICE_WATCH] = "watch",
};

static_assert(ARRAY_SIZE(cmis_advice_names) == CMIS_ADVICE_COUNT);

/**
 * cmis_sign_get() - a kind of evidence for users
 * @sign: enum cmis_sign
 *
 * Return: the row, or NULL.
 */
const struct cmis_sign_row *cmis_sign_get(unsigned int sign)
{
	return sign < CMIS_SIGN_COUNT ? &cmis_signs[sign] : NULL;
}

/**
 * cmis_sign_is_ratio() - whether the value of an evidence is an error ratio
 * @sign: enum cmis_sign
 *
 * Return: true if it has the bits of F16.
 */
bool cmis_sign_is_ratio(unsigned int sign)
{
	return BIT(sign) & (S(HOST_BER) | S(MEDIA_BER) | S(HOST_RISES) |
			    S(MEDIA_RISES));
}

/**
 * cmis_sign_word() - the word for the value of an evidence
 * @sign: enum cmis_sign
 * @value: its value
 *
 * Return: the word, as sysfs has it; NULL: it is a number, a ratio, or an errno
 * of the bus.
 */
const char *cmis_sign_word(unsigned int sign, s64 value)
{
	switch (sign) {
	case CMIS_SIGN_ADMIN_DOWN:
		return "down";
	case CMIS_SIGN_MODULE_FAULT:
		return "ModuleFault";
	case CMIS_SIGN_PATH_DOWN:
		return cmis_dp_state_name(value) ?: "unknown";
	case CMIS_SIGN_MODULE_DOWN:
		return cmis_module_state_name(value) ?: "unknown";
	case CMIS_SIGN_HEAT_FAULT:
		return cmis_fault_cause_name(value) ?: "unknown";
	case CMIS_SIGN_DEAD:
		return value ? NULL : "unknown";
	default:
		return NULL;
	}
}

/**
 * cmis_verdict_name() - name of a verdict
 * @kind: enum cmis_verdict_kind
 *
 * Return: the name, or NULL.
 */
const char *cmis_verdict_name(unsigned int kind)
{
	return kind < CMIS_VERDICT_COUNT ? cmis_verdict_names[kind] : NULL;
}

/**
 * cmis_detail_name() - name of the detail of a verdict
 * @detail: enum cmis_detail
 *
 * Return: the name, or NULL.
 */
const char *cmis_detail_name(unsigned int detail)
{
	return detail < CMIS_DETAIL_COUNT ? cmis_detail_names[detail] : NULL;
}

/**
 * cmis_advice_name() - name of an action
 * @advice: enum cmis_advice
 *
 * Return: the name, or NULL.
 */
const char *cmis_advice_name(unsigned int advice)
{
	return advice < CMIS_ADVICE_COUNT ? cmis_advice_names[advice] : NULL;
}

/**
 * cmis_evidence_add() - add a sign
 * @evidence: the evidence
 * @sign: the sign
 * @seen: its lanes, time and value; time and value of the earliest one stay
 */
void cmis_evidence_add(struct cmis_signs *evidence, enum cmis_sign sign,
		       const struct cmis_sign_seen *seen)
{
	struct cmis_sign_seen *into = &evidence->sign[sign];
	u64 lanes = into->lanes | seen->lanes;

	if (!into->lanes || seen->when_ns < into->when_ns)
		*into = *seen;
	into->lanes = lanes;
}

/* Lanes with any of these signs. */
static u64 cmis_evidence_any(const struct cmis_signs *evidence, u32 signs)
{
	u64 lanes = 0;

	for (unsigned int i = 0; i < CMIS_SIGN_COUNT; i++)
		if (signs & BIT(i))
			lanes |= evidence->sign[i].lanes;
	return lanes;
}

/* Lanes with all of these signs. */
static u64 cmis_evidence_all(const struct cmis_signs *evidence, u32 signs)
{
	u64 lanes = CMIS_LANES_MODULE;

	for (unsigned int i = 0; i < CMIS_SIGN_COUNT; i++)
		if (signs & BIT(i))
			lanes &= evidence->sign[i].lanes;
	return lanes;
}

/* Time of the first of these signs; all ones if there is none. */
static u64 cmis_evidence_first(const struct cmis_signs *evidence, u32 signs)
{
	u64 first = ~0ULL;

	for (unsigned int i = 0; i < CMIS_SIGN_COUNT; i++) {
		const struct cmis_sign_seen *seen = &evidence->sign[i];

		if (signs & BIT(i) && seen->lanes && seen->when_ns < first)
			first = seen->when_ns;
	}
	return first;
}

static bool cmis_rule_when_fits(const struct cmis_rule *rule,
				const struct cmis_signs *evidence, u64 lanes)
{
	u64 host = cmis_evidence_first(evidence, CMIS_SIGNS_HOST);
	u64 media = cmis_evidence_first(evidence, CMIS_SIGNS_MEDIA);

	switch (rule->when) {
	case CMIS_RULE_EVERY:
		return evidence->media_lanes &&
		       !(evidence->media_lanes & ~lanes);
	case CMIS_RULE_HOST_FIRST:
		return media > host && media - host > CMIS_TOGETHER_NS;
	default:
		return true;
	}
}

/* Lanes on which a rule fits; 0 if it does not. */
static u64 cmis_rule_lanes(const struct cmis_rule *rule,
			   const struct cmis_signs *evidence)
{
	u64 lanes = cmis_evidence_any(evidence, rule->any) &
		    cmis_evidence_all(evidence, rule->all) &
		    ~cmis_evidence_any(evidence, rule->none);

	if (!rule->any)
		return CMIS_LANES_MODULE;
	if (cmis_evidence_any(evidence, rule->quiet) ||
	    !cmis_rule_when_fits(rule, evidence, lanes))
		return 0;
	return lanes;
}

/* The order is known if interrupts tell it, or if one side has no sign. */
static u8 cmis_rule_confidence(const struct cmis_rule *rule,
			       const struct cmis_signs *evidence)
{
	u64 host = cmis_evidence_first(evidence, CMIS_SIGNS_HOST);
	u64 media = cmis_evidence_first(evidence, CMIS_SIGNS_MEDIA);
	u64 apart = host > media ? host - media : media - host;

	switch (rule->sure) {
	case CMIS_SURE_ALWAYS:
		return 90;
	case CMIS_SURE_BY_ORDER:
		return evidence->irq || apart > CMIS_TOGETHER_NS ? 80 : 60;
	case CMIS_SURE_LITTLE:
		return 60;
	default:
		return 0;
	}
}

/**
 * cmis_verdict_judge() - the verdict on a link of one cage
 * @evidence: the evidence
 * @verdict: where the verdict goes
 */
void cmis_verdict_judge(const struct cmis_signs *evidence,
			struct cmis_verdict *verdict)
{
	const struct cmis_rule *rule = cmis_rules;
	u64 lanes;

	/* The last rule fits always. */
	for (;; rule++) {
		lanes = cmis_rule_lanes(rule, evidence);
		if (lanes)
			break;
	}
	verdict->kind = rule->kind;
	verdict->detail = rule->detail;
	verdict->confidence = cmis_rule_confidence(rule, evidence);
	memcpy(verdict->actions, rule->actions, sizeof(verdict->actions));
	verdict->light = evidence->light;
	verdict->lanes = lanes == CMIS_LANES_MODULE ? 0 : lanes;
	verdict->signs = 0;
	for (unsigned int i = 0; i < CMIS_SIGN_COUNT; i++)
		if ((rule->any | rule->all) & BIT(i) &&
		    evidence->sign[i].lanes & lanes)
			verdict->signs |= BIT(i);
}

/**
 * cmis_verdict_many() - whether links of a host went down by a common cause
 * @down: links that went down within a second, unasked
 * @up: links that were up before
 *
 * Return: true if so many do not go down together by chance.
 */
bool cmis_verdict_many(unsigned int down, unsigned int up)
{
	if (down >= CMIS_COMMON_LEAST)
		return true;
	return up <= CMIS_COMMON_FEW && down >= CMIS_COMMON_LEAST - 1 &&
	       2 * down >= up;
}

/* A module that does not measure light is an active cable. */
static u8 cmis_verdict_share(const struct cmis_verdict *verdict)
{
	switch (verdict->kind) {
	case CMIS_VERDICT_POWER_THERMAL:
		return verdict->detail == CMIS_DETAIL_HEAT ? CMIS_DETAIL_HEAT :
							     CMIS_DETAIL_POWER;
	case CMIS_VERDICT_LINE:
		return verdict->light ? CMIS_DETAIL_FAR_OR_LINE :
					CMIS_DETAIL_CABLE;
	case CMIS_VERDICT_HOST:
		return CMIS_DETAIL_HOST;
	default:
		return CMIS_DETAIL_NONE;
	}
}

/**
 * cmis_verdict_common() - one verdict on links that went down together
 * @each: verdicts on each of them
 * @count: number of links
 * @verdict: where the verdict goes
 */
void cmis_verdict_common(const struct cmis_verdict *each, unsigned int count,
			 struct cmis_verdict *verdict)
{
	static const u8 advice[CMIS_DETAIL_COUNT] = {
		[CMIS_DETAIL_POWER] = CMIS_ADVICE_CHECK_POWER,
		[CMIS_DETAIL_FAR_OR_LINE] = CMIS_ADVICE_CHECK_FAR_END,
		[CMIS_DETAIL_HOST] = CMIS_ADVICE_CHECK_HOST,
		[CMIS_DETAIL_CABLE] = CMIS_ADVICE_CHECK_FAR_END,
		[CMIS_DETAIL_HEAT] = CMIS_ADVICE_CHECK_COOLING,
	};
	unsigned int votes[CMIS_DETAIL_COUNT] = { };

	*verdict = (struct cmis_verdict) {
		.kind = CMIS_VERDICT_COMMON_CAUSE,
		.confidence = 90,
		.actions = { CMIS_ADVICE_LOOK_AT_SWITCH },
	};
	for (unsigned int i = 0; i < count; i++) {
		votes[cmis_verdict_share(&each[i])]++;
		verdict->signs |= each[i].signs;
	}
	for (unsigned int i = CMIS_DETAIL_COUNT - 1; i; i--)
		if (2 * votes[i] >= count)
			verdict->detail = i;
	verdict->actions[1] = advice[verdict->detail];
}
