/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Why a link went down: evidence in, verdict out.
 */
#ifndef _CMIS_HEALTH_VERDICT_H
#define _CMIS_HEALTH_VERDICT_H

#include <linux/types.h>
#include <uapi/linux/cmis.h>

#define CMIS_VERDICT_COUNT	(CMIS_VERDICT_MAX + 1)
#define CMIS_DETAIL_COUNT	(CMIS_DETAIL_MAX + 1)
#define CMIS_ADVICE_COUNT	(CMIS_ADVICE_MAX + 1)

/* Kinds of evidence. */
enum cmis_sign {
	CMIS_SIGN_ADMIN_DOWN,
	CMIS_SIGN_LOW_POWER,
	CMIS_SIGN_RESET,
	CMIS_SIGN_DEINIT,
	CMIS_SIGN_TX_OFF,
	CMIS_SIGN_REMOVED,
	CMIS_SIGN_VCC_LOW,
	CMIS_SIGN_HOT,
	CMIS_SIGN_HEAT_FAULT,	/* the module names the heat as the cause */
	CMIS_SIGN_TX_FAULT,
	CMIS_SIGN_MODULE_FAULT,
	CMIS_SIGN_FW_ERROR,
	CMIS_SIGN_MODULE_DOWN,	/* left ModuleReady unasked */
	CMIS_SIGN_PATH_DOWN,	/* left DPActivated unasked */
	CMIS_SIGN_DEAD,
	CMIS_SIGN_TX_WEAK,	/* less than half the power */
	CMIS_SIGN_TX_FADES,	/* high bias, and the power falls */
	CMIS_SIGN_RX_LOS,
	CMIS_SIGN_RX_DARK,	/* less than a tenth of the light */
	CMIS_SIGN_RX_DIM,	/* less than 0.7 of the light */
	CMIS_SIGN_RX_LOWER,	/* less light, but more than that */
	CMIS_SIGN_RX_CDR,
	CMIS_SIGN_TX_LOS,
	CMIS_SIGN_TX_CDR,
	CMIS_SIGN_TX_EQ,
	CMIS_SIGN_HOST_BER,
	CMIS_SIGN_MEDIA_BER,
	CMIS_SIGN_HOST_RISES,	/* by a decade */
	CMIS_SIGN_MEDIA_RISES,
	CMIS_SIGN_COUNT,
};

/* Lanes of a sign that belongs to the module. */
#define CMIS_LANES_MODULE	(~0ULL)

#define CMIS_ACTIONS_MAX	3

/**
 * struct cmis_sign_seen - a kind of evidence
 * @lanes: lanes with it, bit 0 is lane 1; %CMIS_LANES_MODULE: of the module
 * @when_ns: time of the first
 * @value: the value then, in the unit of sysfs; of error ratios the bits of F16
 */
struct cmis_sign_seen {
	u64 lanes;
	u64 when_ns;
	s64 value;
};

/**
 * struct cmis_signs - all signs about a link that went down
 * @event_ns: when it went down
 * @media_lanes: lanes of the media side in use
 * @host_lanes: lanes of the host side in use
 * @irq: the interrupt line is wired: times of signs are exact
 * @light: the module measures received light
 * @sign: by enum cmis_sign
 */
struct cmis_signs {
	u64 event_ns;
	u64 media_lanes;
	u64 host_lanes;
	bool irq;
	bool light;
	struct cmis_sign_seen sign[CMIS_SIGN_COUNT];
};

/**
 * struct cmis_verdict - a verdict
 * @kind: enum cmis_verdict_kind
 * @detail: enum cmis_detail
 * @confidence: percent
 * @actions: enum cmis_advice, the best first; ends with %CMIS_ADVICE_NONE
 * @lanes: lanes concerned, bit 0 is lane 1; 0: the module as a whole
 * @signs: bit enum cmis_sign: the evidence
 * @light: the module measures received light
 */
struct cmis_verdict {
	u8 kind;
	u8 detail;
	u8 confidence;
	u8 actions[CMIS_ACTIONS_MAX];
	u64 lanes;
	u32 signs;
	bool light;
};

/**
 * struct cmis_sign_row - a kind of evidence for users
 * @name: as in a trace (cmisctl diagnose)
 * @side: enum cmis_side
 */
struct cmis_sign_row {
	const char *name;
	u8 side;
};

void cmis_evidence_add(struct cmis_signs *evidence, enum cmis_sign sign,
		       const struct cmis_sign_seen *seen);
void cmis_verdict_judge(const struct cmis_signs *evidence,
			struct cmis_verdict *verdict);
void cmis_verdict_common(const struct cmis_verdict *each, unsigned int count,
			 struct cmis_verdict *verdict);
bool cmis_verdict_many(unsigned int down, unsigned int up);
const struct cmis_sign_row *cmis_sign_get(unsigned int sign);
bool cmis_sign_is_ratio(unsigned int sign);
const char *cmis_sign_word(unsigned int sign, s64 value);
const char *cmis_verdict_name(unsigned int kind);
const char *cmis_detail_name(unsigned int detail);
const char *cmis_advice_name(unsigned int advice);

#endif /* _CMIS_HEALTH_VERDICT_H */
