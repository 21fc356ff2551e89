// SPDX-License-Identifier: GPL-2.0-only
/*
 * The alert of new-alert.patch, from a module's memory to its row: built in a
 * copy of the tree by scripts/checks/new-alert.
 */

#include <string.h>
#include <linux/ktime.h>
#include <linux/types.h>
#include "alert/kinds.h"
#include "core/module.h"
#include "spec/advert.h"
#include "spec/lanes.h"

#include "tap.h"

#define LANES		8
#define REVISION	0x50

/* The alerts ask for it; this test has no ages. */
u64 ktime_get_boottime_ns(void)
{
	return 1;
}

static unsigned int count(struct cmis_module *module, const u8 *page01)
{
	cmis_adverts_decode(page01, CMIS_PAGE_SIZE, REVISION,
			    &module->adverts);
	return cmis_alerts_list(module, NULL);
}

int main(void)
{
	static struct cmis_lane lanes[CMIS_LANES_PER_BANK];
	static u8 page01[CMIS_PAGE_SIZE], page11[CMIS_PAGE_SIZE];
	static struct cmis_module module = {
		.lanes = LANES,
		.plan.banks = 1,
	};
	unsigned int without;

	page01[2] = 1;	/* not blank */
	without = count(&module, page01);
	page01[29] = 0x10;
	tap_is(count(&module, page01) - without, LANES,
	       "advertised: one alert for each lane");
	tap_ok(!strcmp(cmis_alert_kind_name(CMIS_ALERT_TX_PROBE), "tx_probe"),
	       "the name, also of the file in sysfs");
	tap_is(cmis_alert_kind_lane_flag(CMIS_ALERT_TX_PROBE),
	       CMIS_LF_TX_PROBE, "the flag");
	tap_is(cmis_alert_kind_side(CMIS_ALERT_TX_PROBE), CMIS_SIDE_MEDIA,
	       "the side");

	page11[24] = 0x04;
	cmis_lanes_decode(page11, CMIS_PAGE_SIZE, REVISION, lanes);
	tap_is(lanes[2].flags, BIT(CMIS_LF_TX_PROBE), "lane 3 has the flag");
	tap_is(lanes[3].flags, 0, "lane 4 does not");
	return tap_done();
}
