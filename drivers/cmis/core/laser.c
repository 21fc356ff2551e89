// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lasers: changes of channel and power on request. The module tunes on its own,
 * which may take a minute: sweeps show how far it is, and alerts tell of a
 * channel that it refuses. The change is no wish: it does not outlive a reset.
 */

#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/netlink.h>
#include <linux/unaligned.h>

#include "core/laser.h"
#include "core/busy.h"
#include "core/cage.h"
#include "core/control.h"
#include "core/module.h"
#include "spec/lanes.h"

/**
 * struct cmis_laser_change - a change that was checked
 * @cage: the cage
 * @module: the module
 * @request: the change
 * @channel: the channel, if @tune
 * @tune: the channel counts
 * @grid_byte: 12h:128 of the lane as read
 */
struct cmis_laser_change {
	struct cmis_cage *cage;
	const struct cmis_module *module;
	const struct cmis_laser_request *request;
	s16 channel;
	bool tune;
	u8 grid_byte;
};

/* @size: bytes of a lane */
static struct cmis_req cmis_laser_req(const struct cmis_laser_change *change,
				      u32 reg, u8 size, u8 *buf)
{
	unsigned int lane = change->request->lane;

	return (struct cmis_req) {
		.addr = {
			.bank = lane / CMIS_LANES_PER_BANK,
			.page = CMIS_REG_PAGE(reg),
			.offset = CMIS_REG_OFFSET(reg) +
				  lane % CMIS_LANES_PER_BANK * size,
		},
		.buf = buf,
		.len = size,
		.patience_ms = CMIS_PATIENCE_POLL_MS,
		.generation = change->module->generation,
		.why.cause = CMIS_CAUSE_VERB,
	};
}

static int cmis_laser_check_module(struct cmis_laser_change *change,
				   struct netlink_ext_ack *extack)
{
	const struct cmis_module *module = change->module;
	unsigned int lane = change->request->lane;

	if (!module->laser.known ||
	    cmis_control_check(change->cage, module, CMIS_CTL_TUNING)) {
		NL_SET_ERR_MSG(extack, "module does not advertise this");
		return -EOPNOTSUPP;
	}
	if (lane >= cmis_plan_lanes(module) ||
	    !cmis_media_lane_supported(&module->admin, module->lanes, lane)) {
		NL_SET_ERR_MSG(extack, "the module has no such media lane");
		return -EINVAL;
	}
	return 0;
}

static int cmis_laser_check_tuning(struct cmis_laser_change *change,
				   struct netlink_ext_ack *extack)
{
	const struct cmis_laser_request *r = change->request;
	u8 grid = r->has_grid ? r->grid :
		  FIELD_GET(CMIS_TUNING_GRID_CODE, change->grid_byte);
	int ret = 0;

	change->tune = r->has_channel || r->mhz;
	if (!change->tune)
		return 0;
	change->channel = r->channel;
	if (r->mhz)
		ret = cmis_channel_find(grid, r->mhz, &change->channel);
	if (ret) {
		NL_SET_ERR_MSG(extack,
			       "the grid has no channel at this frequency");
		return ret;
	}
	ret = cmis_laser_check_channel(&change->module->laser, grid,
				       change->channel);
	if (ret == -EOPNOTSUPP)
		NL_SET_ERR_MSG(extack, "module does not offer this grid");
	else if (ret == -ERANGE)
		NL_SET_ERR_MSG(extack, "channel is out of the module's range");
	else if (ret)
		NL_SET_ERR_MSG(extack, "the grid has no such channel");
	return ret;
}

static int cmis_laser_check_target(const struct cmis_laser_change *change,
				   struct netlink_ext_ack *extack)
{
	const struct cmis_laser_request *r = change->request;
	int ret;

	if (!r->has_power)
		return 0;
	ret = cmis_laser_check_power(&change->module->laser, r->power_mdbm);
	if (ret == -EOPNOTSUPP)
		NL_SET_ERR_MSG(extack, "the power of the module cannot be set");
	else if (ret == -ERANGE)
		NL_SET_ERR_MSG(extack, "power is out of the module's range");
	else if (ret)
		NL_SET_ERR_MSG(extack, "power is in steps of 0.01 dBm");
	return ret;
}

static int cmis_laser_write_word(const struct cmis_laser_change *change,
				 u32 reg, s16 word)
{
	u8 bytes[sizeof(word)];
	struct cmis_req req = cmis_laser_req(change, reg, sizeof(bytes), bytes);

	put_unaligned_be16(word, bytes);
	return cmis_xfer_write(change->cage->xfer, &req);
}

/* Both bytes of a channel in one transfer: some modules tune on the first. */
static int cmis_laser_write(const struct cmis_laser_change *change)
{
	const struct cmis_laser_request *r = change->request;
	u8 before = change->grid_byte, byte = before;
	struct cmis_req req = cmis_laser_req(change, CMIS_TUNING_GRID, 1,
					     &byte);
	int ret = 0;

	if (change->tune && r->has_grid) {
		byte &= ~CMIS_TUNING_GRID_CODE;
		byte |= FIELD_PREP(CMIS_TUNING_GRID_CODE, r->grid);
		req.why.old = &before;
	}
	if (byte != before)
		ret = cmis_xfer_write(change->cage->xfer, &req);
	if (!ret && change->tune)
		ret = cmis_laser_write_word(change, CMIS_TUNING_CHANNEL,
					    change->channel);
	if (!ret && r->has_power)
		ret = cmis_laser_write_word(change, CMIS_TUNING_TARGET,
					    r->power_mdbm / 10);
	return ret;
}

/* The byte with the grid has no checksum: it is confirmed. */
static int cmis_laser_fetch_grid(struct cmis_laser_change *change)
{
	struct cmis_req req = cmis_laser_req(change, CMIS_TUNING_GRID, 1,
					     &change->grid_byte);
	int ret;

	ret = cmis_xfer_read(change->cage->xfer, &req);
	return ret ?: cmis_xfer_confirm(change->cage->xfer, &req);
}

static int cmis_laser_change(struct cmis_laser_change *change,
			     struct netlink_ext_ack *extack)
{
	const struct cmis_laser_request *r = change->request;
	struct cmis_cage *cage = change->cage;
	struct cmis_disturb disturb = {
		.lanes = BIT_ULL(r->lane),
		.force = r->force,
		.media = true,
	};
	int ret;

	ret = cmis_laser_check_module(change, extack);
	if (ret)
		return ret;
	ret = cmis_busy_check(cage, &disturb, extack);
	if (ret)
		return ret;
	guard(mutex)(&cage->control_lock);
	if (!cmis_claim_is_hosted(cage)) {
		NL_SET_ERR_MSG(extack, "cage is not host-managed");
		return -EPERM;
	}
	ret = cmis_laser_fetch_grid(change);
	if (ret) {
		NL_SET_ERR_MSG(extack, "the module cannot be reached now");
		return ret;
	}
	ret = cmis_laser_check_tuning(change, extack);
	if (ret)
		return ret;
	ret = cmis_laser_check_target(change, extack);
	if (ret)
		return ret;
	ret = cmis_laser_write(change);
	if (ret)
		NL_SET_ERR_MSG(extack, "the module cannot be reached now");
	return ret;
}

/**
 * cmis_laser_set - tune a laser, or set its power
 * @cage: the cage
 * @request: the change
 * @extack: gets the reason of a refusal
 *
 * Writes 12h:128-217 of the lane. A grid alone changes nothing: it comes with a
 * channel. The function does not wait for the module to tune.
 *
 * Context: Sleeps; touches the bus.
 * Return: 0; -EPERM if the host does not manage the cage; -EBUSY if the lane
 * has traffic without @request->force, or belongs to a MAC driver; -EOPNOTSUPP
 * if the module does not advertise the change; -EINVAL or -ERANGE; -ENODEV
 * without a module; else an errno of the bus, after which a part may have been
 * written.
 */
int cmis_laser_set(struct cmis_cage *cage,
		   const struct cmis_laser_request *request,
		   struct netlink_ext_ack *extack)
{
	struct cmis_laser_change change = {
		.cage = cage, .request = request,
	};
	struct cmis_module *module;
	int ret;

	if (!request->has_channel && !request->mhz && !request->has_power) {
		NL_SET_ERR_MSG(extack, "channel, frequency or power required");
		return -EINVAL;
	}
	if (request->lane >= CMIS_MAX_LANES) {
		NL_SET_ERR_MSG(extack, "the module has no such media lane");
		return -EINVAL;
	}
	if (!cmis_claim_is_hosted(cage)) {
		NL_SET_ERR_MSG(extack, "cage is not host-managed");
		return -EPERM;
	}
	module = cmis_cage_await_module(cage);
	if (IS_ERR(module)) {
		NL_SET_ERR_MSG(extack, "the cage has no readable module");
		return PTR_ERR(module);
	}
	change.module = module;
	ret = cmis_laser_change(&change, extack);
	cmis_module_put(module);
	return ret;
}
