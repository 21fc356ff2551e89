// SPDX-License-Identifier: GPL-2.0-only
/*
 * The link of a port as its network driver sees it: counters of FEC, and why
 * the link is down. They are of the direction that the host receives.
 *
 * Sweeps start looks, but do not wait for them: firmware of a NIC may be slow.
 * A look holds no lock of the cage, and only tries for the locks of ethtool, so
 * that nobody can wait for its work while the work waits for a lock.
 */

#include "compat/compat.h"

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/pm_runtime.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "port/view.h"
#include "core/cage.h"
#include "core/snapshot.h"

/* Of the time that a transport may hold locks, looks have an eighth. */
#define CMIS_VIEW_SHARE		8

/* That time in millionths, under RTNL, of a transport that has no limit */
#define CMIS_VIEW_LOCK_PPM	2400

/* Locks make a pause at most so many times longer than the period of lanes. */
#define CMIS_VIEW_STRETCH	24

/**
 * struct cmis_view - looks at the netdev of a cage
 * @cage: the cage
 * @work: a look
 * @last: end of the last look; 0: there was none; @work writes it, and sweeps
 *	read it while @work does not run
 * @pause_ms: least pause after it; as @last
 */
struct cmis_view {
	struct cmis_cage *cage;
	struct work_struct work;
	ktime_t last;
	u32 pause_ms;
};

/**
 * struct cmis_view_cost - locks that a look has held
 * @lock_us: for how long, in microseconds
 * @rtnl: RTNL was one of them
 */
struct cmis_view_cost {
	u64 lock_us;
	bool rtnl;
};

typedef void cmis_view_fetch_fn(struct net_device *dev,
				struct cmis_nic_view *view);

static bool __cmis_view_is_ready(const struct net_device *dev)
{
	const struct device *parent = dev->dev.parent;

	return dev->reg_state == NETREG_REGISTERED &&
	       netif_device_present(dev) &&
	       !(parent && pm_runtime_suspended((struct device *)parent));
}

/* A driver may have counters of lanes only, and leaves absent ones alone. */
static void cmis_view_take_fec(struct cmis_nic_view *view, enum cmis_fec fec,
			       const u64 *total, const u64 *lanes)
{
	u64 sum = *total;

	for (unsigned int i = 0; *total == ETHTOOL_STAT_NOT_SET &&
	     i < ETHTOOL_MAX_LANES && lanes[i] != ETHTOOL_STAT_NOT_SET; i++)
		sum = i ? sum + lanes[i] : lanes[i];
	if (sum == ETHTOOL_STAT_NOT_SET)
		return;
	view->fec[fec] = sum;
	view->fec_has |= BIT(fec);
}

static void __cmis_view_fetch_fec(struct net_device *dev,
				  struct cmis_nic_view *view)
{
	struct ethtool_fec_stats stats;

	if (!dev->ethtool_ops->get_fec_stats)
		return;
	ethtool_stats_init((u64 *)&stats, sizeof(stats) / sizeof(u64));
	if (cmis_netdev_get_fec_stats(dev, &stats))
		return;
	cmis_view_take_fec(view, CMIS_NIC_FEC_CORRECTED,
			   &stats.corrected_blocks.total,
			   stats.corrected_blocks.lanes);
	cmis_view_take_fec(view, CMIS_NIC_FEC_UNCORRECTABLE,
			   &stats.uncorrectable_blocks.total,
			   stats.uncorrectable_blocks.lanes);
	cmis_view_take_fec(view, CMIS_NIC_FEC_CORRECTED_BITS,
			   &stats.corrected_bits.total,
			   stats.corrected_bits.lanes);
}

static void __cmis_view_fetch_reason(struct net_device *dev,
				     struct cmis_nic_view *view)
{
	const struct ethtool_ops *ops = dev->ethtool_ops;
	struct ethtool_link_ext_state_info info = {};

	if (dev->flags & IFF_UP && ops->get_link_ext_state &&
	    !ops->get_link_ext_state(dev, &info))
		view->reason = info.link_ext_state;
}

/* As net/ethtool calls the operations of a driver. */
static int __cmis_view_fetch(struct net_device *dev, cmis_view_fetch_fn *fetch,
			     struct cmis_nic_view *view)
{
	const struct ethtool_ops *ops = dev->ethtool_ops;
	struct device *parent = dev->dev.parent;
	int ret = 0;

	if (!__cmis_view_is_ready(dev))
		return -ENETDOWN;
	if (parent)
		pm_runtime_get_sync(parent);
	/* A resume that fails leaves the netdev detached. */
	if (!__cmis_view_is_ready(dev))
		ret = -ENETDOWN;
	else if (ops->begin)
		ret = ops->begin(dev);
	if (ret >= 0) {
		fetch(dev, view);
		if (ops->complete)
			ops->complete(dev);
		ret = 0;
	}
	if (parent)
		pm_runtime_put(parent);
	return ret;
}

/* Drivers may want RTNL for the reason. */
static int cmis_view_fetch_reason(struct net_device *dev,
				  struct cmis_nic_view *view,
				  struct cmis_view_cost *cost)
{
	ktime_t start;
	int ret;

	if (!netif_running(dev) || netif_carrier_ok(dev))
		return 0;
	if (!cmis_netdev_trylock_all(dev))
		return -EAGAIN;
	start = ktime_get();
	ret = __cmis_view_fetch(dev, __cmis_view_fetch_reason, view);
	cost->lock_us += ktime_us_delta(ktime_get(), start);
	cost->rtnl = true;
	cmis_netdev_unlock_all(dev);
	return ret;
}

static int cmis_view_fetch_fec(struct net_device *dev,
			       struct cmis_nic_view *view,
			       struct cmis_view_cost *cost)
{
	ktime_t start;
	int ret;

	if (!cmis_netdev_trylock_ethtool(dev))
		return -EAGAIN;
	start = ktime_get();
	ret = __cmis_view_fetch(dev, __cmis_view_fetch_fec, view);
	cost->lock_us += ktime_us_delta(ktime_get(), start);
	cost->rtnl |= cmis_netdev_ethtool_takes_rtnl(dev);
	cmis_netdev_unlock_ethtool(dev);
	return ret;
}

/*
 * The pause after a look: that of lanes, and longer if locks want it, but not
 * without end. A lock is free for two thirds of the time at least.
 */
static u32 cmis_view_pause_ms(const struct cmis_cage *cage,
			      const struct cmis_settings *settings,
			      const struct cmis_view_cost *cost)
{
	u32 lanes_ms = settings->period_ms[CMIS_CLASS_LANES];
	u32 lock_ppm = cage->thrift.lock_ppm ?: CMIS_VIEW_LOCK_PPM;
	u64 pause_ms = 0;

	if (cost->rtnl || cage->thrift.lock_ppm)
		pause_ms = div_u64(CMIS_VIEW_SHARE * 1000ULL * cost->lock_us,
				   lock_ppm);
	pause_ms = clamp_t(u64, pause_ms, lanes_ms,
			   (u64)CMIS_VIEW_STRETCH * lanes_ms);
	return clamp_t(u64, 2 * (cost->lock_us / USEC_PER_MSEC), pause_ms,
		       CMIS_PERIOD_MAX_MS);
}

static void cmis_view_look(struct cmis_view *look, struct net_device *dev)
{
	struct cmis_nic_view view = { .reason = CMIS_REASON_NONE };
	struct cmis_view_cost cost = {};
	struct cmis_settings settings;
	int ret;

	ret = cmis_view_fetch_reason(dev, &view, &cost);
	if (!ret)
		ret = cmis_view_fetch_fec(dev, &view, &cost);
	/* The next sweep tries again, if that has cost nothing. */
	if (ret == -EAGAIN && !cost.lock_us)
		return;
	cmis_cage_get_settings(look->cage, &settings);
	look->last = ktime_get();
	look->pause_ms = cmis_view_pause_ms(look->cage, &settings, &cost);
	cmis_cage_count_lock_us(look->cage, cost.lock_us);
	if (ret)
		return;
	view.when_ns = ktime_get_boottime_ns();
	/* Looks follow sweeps of lower memory. */
	view.stale_ms = min_t(u64, look->pause_ms + (u64)settings.stale_sweeps *
			      max(settings.period_ms[CMIS_CLASS_THERMAL],
				  settings.period_ms[CMIS_CLASS_LANES]),
			      U32_MAX);
	cmis_cage_set_nic_view(look->cage, dev, &view);
}

static void cmis_view_work(struct work_struct *work)
{
	struct cmis_view *look = container_of(work, struct cmis_view, work);
	struct net_device *dev = cmis_cage_get_netdev(look->cage);

	if (!dev)
		return;
	cmis_view_look(look, dev);
	dev_put(dev);
}

/* A NIC that does not answer a sweep is not asked for more. */
static void cmis_view_sampled(struct cmis_cage *cage, enum cmis_class class)
{
	const struct cmis_snapshot *snapshot =
		rcu_dereference_protected(cage->snapshot, true);
	struct cmis_view *look = cage->clients.view;

	if (class != CMIS_CLASS_THERMAL || !look || !snapshot ||
	    snapshot->sweep[CMIS_CLASS_THERMAL].error ||
	    work_busy(&look->work))
		return;
	if (look->last && ktime_ms_delta(ktime_get(), look->last) <
			  look->pause_ms)
		return;
	queue_work(system_freezable_wq, &look->work);
}

static int cmis_view_cage_add(struct cmis_cage *cage)
{
	struct cmis_view *look = kzalloc(sizeof(*look), GFP_KERNEL);

	if (!look)
		return -ENOMEM;
	look->cage = cage;
	INIT_WORK(&look->work, cmis_view_work);
	cage->clients.view = look;
	return 0;
}

static void cmis_view_cage_del(struct cmis_cage *cage)
{
	struct cmis_view *look = cage->clients.view;

	/* The work of the cage does not run any more, and queues no look. */
	cancel_work_sync(&look->work);
	cage->clients.view = NULL;
	kfree(look);
}

const struct cmis_client cmis_view_client = {
	.name = "view",
	.cage_add = cmis_view_cage_add,
	.cage_del = cmis_view_cage_del,
	.sampled = cmis_view_sampled,
};
