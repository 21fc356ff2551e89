// SPDX-License-Identifier: GPL-2.0-only
/* Netlink: tests with patterns as attributes. */

#include <linux/array_size.h>
#include <linux/cleanup.h>
#include <linux/math64.h>
#include <net/genetlink.h>
#include <uapi/linux/cmis.h>

#include "core/cage.h"
#include "core/question.h"
#include "show/netlink/fill.h"
#include "show/netlink/test.h"

/* Without counters, page 14h has the ratio alone (selector 01h). */
static bool cmis_nl_test_ratio(struct cmis_cage *cage,
			       const struct cmis_test_view *state,
			       struct cmis_number *ratio)
{
	struct cmis_snapshot *snapshot __free(cmis_snapshot) =
		cmis_cage_get_snapshot(cage);
	const struct cmis_module *module;
	struct cmis_reading reading;

	if (IS_ERR(snapshot))
		return false;
	module = snapshot->module;
	if (module->generation != state->generation || !state->locked ||
	    module->diag_reports & CMIS_DIAG_REPORTS_COUNTERS)
		return false;
	for (unsigned int i = module->first[CMIS_CLASS_VDM];
	     i < module->num_monitors; i++) {
		const struct cmis_monitor *monitor = &module->monitors[i];

		if (monitor->source != CMIS_SOURCE_DIAG ||
		    monitor->lane != state->lane ||
		    monitor->type != (state->media ? CMIS_MON_MEDIA_BER :
						     CMIS_MON_HOST_BER) ||
		    cmis_snapshot_get_reading(snapshot, i, &reading))
			continue;
		*ratio = cmis_monitor_get_value(monitor, reading.raw);
		return ratio->mantissa;
	}
	return false;
}

static int cmis_nl_fill_test_total(struct sk_buff *skb,
				   const struct cmis_test_total *total)
{
	u64 elapsed_ms = div_u64(total->until_ns - total->since_ns,
				 NSEC_PER_MSEC);

	if (!total->until_ns)
		return 0;
	if (nla_put_u64_64bit(skb, CMIS_A_TEST_ERROR_COUNT, total->errors,
			      CMIS_A_TEST_PAD) ||
	    nla_put_u64_64bit(skb, CMIS_A_TEST_TOTAL_BITS, total->bits,
			      CMIS_A_TEST_PAD) ||
	    nla_put_u32(skb, CMIS_A_TEST_SYNC_LOSSES, total->losses) ||
	    nla_put_u64_64bit(skb, CMIS_A_TEST_ELAPSED_MS, elapsed_ms,
			      CMIS_A_TEST_PAD))
		return -EMSGSIZE;
	if (!total->bits)
		return 0;
	return cmis_nl_put_number(skb, total->errors ? CMIS_A_TEST_BER :
						       CMIS_A_TEST_BER_BOUND,
				  cmis_pattern_ratio(total->errors,
						     total->bits));
}

/**
 * cmis_nl_fill_test - put the test of a lane into a message
 * @skb: the message
 * @cage: the cage
 * @state: from cmis_test_get()
 *
 * Return: 0, or -EMSGSIZE.
 */
int cmis_nl_fill_test(struct sk_buff *skb, struct cmis_cage *cage,
		      const struct cmis_test_view *state)
{
	static const u16 attrs[] = {
		CMIS_A_TEST_TX_PATTERN, CMIS_A_TEST_RX_PATTERN,
	};
	struct cmis_number ratio;

	if (nla_put_u32(skb, CMIS_A_TEST_CAGE_ID, cage->id) ||
	    nla_put_u32(skb, CMIS_A_TEST_GENERATION, state->generation) ||
	    nla_put_u32(skb, CMIS_A_TEST_LANE, state->lane + 1) ||
	    nla_put_u32(skb, CMIS_A_TEST_SIDE, state->media ?
			CMIS_SIDE_MEDIA : CMIS_SIDE_HOST) ||
	    nla_put_u32(skb, CMIS_A_TEST_STATE, state->state))
		return -EMSGSIZE;
	for (unsigned int i = 0; i < ARRAY_SIZE(attrs); i++)
		if (state->pattern[i] >= 0 &&
		    nla_put_u32(skb, attrs[i], state->pattern[i]))
			return -EMSGSIZE;
	if (state->pattern[1] != CMIS_TEST_PATTERN_OFF &&
	    nla_put_u32(skb, CMIS_A_TEST_CHECKER_LOCK, state->locked))
		return -EMSGSIZE;
	if (cmis_nl_fill_test_total(skb, &state->total))
		return -EMSGSIZE;
	if (cmis_nl_test_ratio(cage, state, &ratio) &&
	    cmis_nl_put_number(skb, CMIS_A_TEST_BER, ratio))
		return -EMSGSIZE;
	return state->revert_id ? nla_put_u32(skb, CMIS_A_TEST_REVERT_ID,
					      state->revert_id) : 0;
}
