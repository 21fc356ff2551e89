// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads of a module by the operation of a network driver, as net/ethtool calls
 * it: under the same locks, with the same checks before. Drivers rely on them.
 *
 * Each read holds the netdev and its locks for itself, so that nobody waits for
 * this driver longer than for one read.
 */

#include "compat/compat.h"

#include <linux/cleanup.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/pm_runtime.h>

#include "nic/read.h"

#define CMIS_NIC_I2C_ADDR	0x50
#define CMIS_NIC_PAGE_SIZE	128

/* Give up after so many tries to take the locks. */
#define CMIS_NIC_LOCK_TRIES	20
#define CMIS_NIC_LOCK_US	5000

/* Reads may fail for so long before they pause. */
#define CMIS_NIC_PATIENCE_MS	1000
#define CMIS_NIC_PAUSE_MIN_MS	2000U
#define CMIS_NIC_PAUSE_MAX_MS	60000U

struct workqueue_struct *cmis_nic_wq;

/**
 * cmis_nic_set_dev - choose the netdev for reads
 * @nic: the interface
 * @dev: the netdev, registered and under RTNL; or NULL: reads fail
 *
 * Context: Any but interrupts.
 */
void cmis_nic_set_dev(struct cmis_nic *nic, struct net_device *dev)
{
	spin_lock(&nic->lock);
	nic->dev = dev;
	spin_unlock(&nic->lock);
}

/**
 * cmis_nic_is_on - whether a netdev is the one for reads
 * @nic: the interface
 * @dev: the netdev, or NULL
 *
 * Context: Any but interrupts.
 * Return: true if it is.
 */
bool cmis_nic_is_on(struct cmis_nic *nic, const struct net_device *dev)
{
	bool on;

	spin_lock(&nic->lock);
	on = nic->dev == dev;
	spin_unlock(&nic->lock);
	return on;
}

static struct net_device *cmis_nic_hold(struct cmis_nic *nic,
					netdevice_tracker *tracker)
{
	struct net_device *dev;

	spin_lock(&nic->lock);
	dev = nic->dev;
	netdev_hold(dev, tracker, GFP_ATOMIC);
	spin_unlock(&nic->lock);
	return dev;
}

static bool cmis_nic_lock_dev(struct net_device *dev)
{
	for (unsigned int i = 0; i < CMIS_NIC_LOCK_TRIES; i++) {
		if (cmis_netdev_trylock_ethtool(dev))
			return true;
		usleep_range(CMIS_NIC_LOCK_US, CMIS_NIC_LOCK_US + 500);
	}
	return false;
}

/*
 * Only while the netdev is registered and present, its driver has the memory
 * that the operation uses.
 */
static bool __cmis_nic_is_ready(struct net_device *dev)
{
	struct device *parent = dev->dev.parent;

	return dev->reg_state == NETREG_REGISTERED &&
	       netif_device_present(dev) && !cmis_netdev_is_flashing(dev) &&
	       !(parent && pm_runtime_suspended(parent));
}

static int __cmis_nic_call(struct net_device *dev,
			   const struct ethtool_module_eeprom *page)
{
	const struct ethtool_ops *ops = dev->ethtool_ops;
	struct device *parent = dev->dev.parent;
	struct netlink_ext_ack extack = {};
	int ret = 0;

	if (!__cmis_nic_is_ready(dev))
		return -ENETDOWN;
	if (parent)
		pm_runtime_get_sync(parent);
	/* A resume that fails leaves the netdev detached. */
	if (!__cmis_nic_is_ready(dev))
		ret = -ENETDOWN;
	else if (ops->begin)
		ret = ops->begin(dev);
	if (ret >= 0) {
		ret = ops->get_module_eeprom_by_page(dev, page, &extack);
		if (ops->complete)
			ops->complete(dev);
	}
	if (parent)
		pm_runtime_put(parent);
	return ret;
}

/* Some drivers return no errno of their own after firmware has hung. */
static int cmis_nic_read(struct cmis_nic *nic, struct net_device *dev,
			 const struct cmis_access *access)
{
	const struct ethtool_module_eeprom page = {
		.offset = access->offset,
		.length = access->len,
		.page = access->page,
		.bank = access->bank,
		.i2c_address = CMIS_NIC_I2C_ADDR,
		.data = access->buf,
	};
	ktime_t start;
	s64 lock_us;
	int ret;

	if (!cmis_nic_lock_dev(dev))
		return -ENETDOWN;
	start = ktime_get();
	ret = __cmis_nic_call(dev, &page);
	lock_us = ktime_us_delta(ktime_get(), start);
	cmis_netdev_unlock_ethtool(dev);
	*access->lock_us += lock_us;
	nic->pace.took_ms = min_t(s64, div_s64(lock_us, USEC_PER_MSEC),
				  CMIS_NIC_PAUSE_MAX_MS);
	if (ret != access->len && nic->pace.took_ms >= CMIS_NIC_PATIENCE_MS)
		return -ETIMEDOUT;
	return ret;
}

static void cmis_nic_pause(struct cmis_nic_pace *pace, int error)
{
	/* Locks are free at least half of the time. */
	WRITE_ONCE(pace->pause_ms, clamp(max(2 * pace->pause_ms, pace->took_ms),
					 CMIS_NIC_PAUSE_MIN_MS,
					 CMIS_NIC_PAUSE_MAX_MS));
	pace->until = ktime_add_ms(ktime_get(), pace->pause_ms);
	pace->error = error;
}

static void cmis_nic_answered(struct cmis_nic_pace *pace)
{
	WRITE_ONCE(pace->pause_ms, 0);
	pace->failing = false;
}

/* Each failed read takes RTNL, and some drivers log each. */
static void cmis_nic_silent(struct cmis_nic_pace *pace)
{
	ktime_t now = ktime_get();

	if (!pace->failing) {
		pace->failing = true;
		pace->since = now;
	} else if (ktime_ms_delta(now, pace->since) >= CMIS_NIC_PATIENCE_MS) {
		cmis_nic_pause(pace, -ENXIO);
	}
}

static bool cmis_nic_is_paused(struct cmis_nic *nic)
{
	struct cmis_nic_pace *pace = &nic->pace;

	if (test_and_clear_bit(CMIS_NIC_RESUME, &nic->flags))
		cmis_nic_answered(pace);
	return pace->pause_ms && ktime_before(ktime_get(), pace->until);
}

/*
 * Drivers return the number of bytes. Fewer bytes are no answer: mlx5 of 6.1 to
 * 6.11 returns 0 and a buffer of zeros. During a reset of the NIC, drivers
 * return almost any errno, so none of them means that the NIC is gone. Some
 * errnos of fbnic are numbers of its firmware: a driver that has read once does
 * not refuse reads.
 */
static int cmis_nic_judge(struct cmis_nic *nic,
			  const struct cmis_access *access, int ret)
{
	if (ret == access->len) {
		cmis_nic_answered(&nic->pace);
		nic->pace.ever = true;
		return 0;
	}
	switch (ret) {
	case -EOPNOTSUPP:
		if (access->offset >= CMIS_NIC_PAGE_SIZE)
			return ret;
		fallthrough;
	case -EPERM:
	case -EACCES:
		if (nic->pace.ever)
			break;
		set_bit(CMIS_NIC_REFUSED, &nic->flags);
		queue_work(cmis_nic_wq, &nic->work);
		return -ENETDOWN;
	case -ETIMEDOUT:
		cmis_nic_pause(&nic->pace, -ENETDOWN);
		return -ENETDOWN;
	case -EBUSY:
	case -EAGAIN:
	case -EEXIST:
	case -EXFULL:
	case -ENOSPC:
	case -ENODEV:
	case -ENXIO:
	case -ENOMEM:
	case -ENETDOWN:
	case -ECANCELED:
	case -EROFS:
	case -ESHUTDOWN:
		return -ENETDOWN;
	}
	/* A page that cannot be read says nothing about the module. */
	if (access->offset < CMIS_NIC_PAGE_SIZE)
		cmis_nic_silent(&nic->pace);
	return -ENXIO;
}

/* net/ethtool checks the range, and ionic and others do not. */
static bool cmis_nic_range_ok(const struct cmis_access *access)
{
	unsigned int limit = CMIS_NIC_PAGE_SIZE;

	if (access->offset >= CMIS_NIC_PAGE_SIZE)
		limit *= 2;
	else if (access->page || access->bank)
		return false;
	return access->len && access->offset + access->len <= limit;
}

static int cmis_nic_access(void *priv, const struct cmis_access *access)
{
	netdevice_tracker tracker;
	struct cmis_nic *nic = priv;
	struct net_device *dev;
	int ret;

	if (access->write)
		return -EROFS;
	if (!cmis_nic_range_ok(access))
		return -EINVAL;
	if (cmis_nic_is_paused(nic))
		return nic->pace.error;
	dev = cmis_nic_hold(nic, &tracker);
	if (!dev)
		return -ENETDOWN;
	ret = cmis_nic_read(nic, dev, access);
	netdev_put(dev, &tracker);
	return cmis_nic_judge(nic, access, ret);
}

const struct cmis_transport_ops cmis_nic_ops = {
	.access = cmis_nic_access,
};
