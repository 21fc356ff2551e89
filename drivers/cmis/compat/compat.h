/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Differences between the supported kernels, 6.1 to 7.3. No other file of the
 * driver asks for the kernel's version.
 */
#ifndef _CMIS_COMPAT_H
#define _CMIS_COMPAT_H

#include <linux/version.h>

/* ------------------------------------------------------------------------ */
/* Modules                                                                  */
/* ------------------------------------------------------------------------ */

/*
 * Symbols for cmis_attach, in the namespace "CMIS", which is a string since
 * 6.13. The user includes <linux/export.h> or <linux/module.h>.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
#define CMIS_EXPORT_SYMBOL(sym)	EXPORT_SYMBOL_NS_GPL(sym, CMIS)
#define CMIS_IMPORT_SYMBOLS()	MODULE_IMPORT_NS(CMIS)
#else
#define CMIS_EXPORT_SYMBOL(sym)	EXPORT_SYMBOL_NS_GPL(sym, "CMIS")
#define CMIS_IMPORT_SYMBOLS()	MODULE_IMPORT_NS("CMIS")
#endif

/* ------------------------------------------------------------------------ */
/* I2C                                                                      */
/* ------------------------------------------------------------------------ */

/* The probe callback without an id has been called .probe since 6.3. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
#define CMIS_I2C_PROBE		probe_new
#else
#define CMIS_I2C_PROBE		probe
#endif

/* Adapters behind a multiplexer have no class since 6.10. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
#define cmis_i2c_mux_add_adapter(muxc, nr, channel) \
	i2c_mux_add_adapter(muxc, nr, channel, 0)
#else
#define cmis_i2c_mux_add_adapter(muxc, nr, channel) \
	i2c_mux_add_adapter(muxc, nr, channel)
#endif

/* ------------------------------------------------------------------------ */
/* sysfs                                                                    */
/* ------------------------------------------------------------------------ */

/*
 * Binary attributes have become const: this is the type that groups have them
 * in. The user includes <linux/sysfs.h>.
 */
#define CMIS_BIN_ATTRIBUTE \
	typeof(**((struct attribute_group *)NULL)->bin_attrs)

/* ------------------------------------------------------------------------ */
/* GPIO, for the simulator                                                  */
/* ------------------------------------------------------------------------ */

/* The callback gpio_chip.set returns an errno since 6.17. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 17, 0)
#define CMIS_GPIO_SET_TYPE	void
static inline void cmis_gpio_set_result(int err)
{
}
#else
#define CMIS_GPIO_SET_TYPE	int
static inline int cmis_gpio_set_result(int err)
{
	return err;
}
#endif

/* ------------------------------------------------------------------------ */
/* Netdevs and ethtool                                                      */
/* ------------------------------------------------------------------------ */

/*
 * Within 6.12 a stable release has given this member its later name; here it
 * always has that one. A file that sets it includes this header first.
 */
#define netns_local		netns_immutable
#include <linux/netdevice.h>
#undef netns_local
#include <linux/ethtool.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

/* Not to be moved to another network namespace. */
#ifdef NETIF_F_NETNS_LOCAL
#define cmis_netdev_set_local(dev) \
	((dev)->features |= NETIF_F_NETNS_LOCAL)
#else
#define cmis_netdev_set_local(dev) \
	((dev)->netns_immutable = true)
#endif

/*
 * The netdev's own lock, which operations can be called under instead of RTNL,
 * came with 6.15.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 15, 0)
#define cmis_netdev_request_lock(dev)	((void)(dev))
#define cmis_netdev_lock(dev)		((void)(dev))
#define cmis_netdev_unlock(dev)		((void)(dev))
#else
#include <net/netdev_lock.h>
#define cmis_netdev_request_lock(dev)	((dev)->request_ops_lock = true)
#define cmis_netdev_lock(dev)		netdev_lock_ops(dev)
#define cmis_netdev_unlock(dev)		netdev_unlock_ops(dev)
#endif

/* RTNL and, where the netdev has it and operations need it, its own lock. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 15, 0)
static inline bool cmis_netdev_trylock_all(struct net_device *dev)
{
	return rtnl_trylock();
}

static inline void cmis_netdev_unlock_all(struct net_device *dev)
{
	rtnl_unlock();
}
#else
static inline bool cmis_netdev_trylock_all(struct net_device *dev)
{
	if (!rtnl_trylock())
		return false;
	if (!netdev_need_ops_lock(dev) || netdev_trylock(dev))
		return true;
	rtnl_unlock();
	return false;
}

static inline void cmis_netdev_unlock_all(struct net_device *dev)
{
	netdev_unlock_ops(dev);
	rtnl_unlock();
}
#endif

/*
 * The locks under which ethtool reads a module's memory and counters: all of
 * these; since 7.2 the netdev's own lock alone, if it has one.
 */
#ifndef ETHTOOL_OP_NEEDS_RTNL_GLINK
#define cmis_netdev_ethtool_takes_rtnl(dev)	((void)(dev), true)
static inline bool cmis_netdev_trylock_ethtool(struct net_device *dev)
{
	return cmis_netdev_trylock_all(dev);
}

static inline void cmis_netdev_unlock_ethtool(struct net_device *dev)
{
	cmis_netdev_unlock_all(dev);
}
#else
#define cmis_netdev_ethtool_takes_rtnl(dev)	(!netdev_need_ops_lock(dev))
static inline bool cmis_netdev_trylock_ethtool(struct net_device *dev)
{
	return netdev_need_ops_lock(dev) ? netdev_trylock(dev) : rtnl_trylock();
}

static inline void cmis_netdev_unlock_ethtool(struct net_device *dev)
{
	netdev_unlock_ops_compat(dev);
}
#endif

/* A test driver whose link state needs RTNL, as that of mlx5 */
#ifdef ETHTOOL_OP_NEEDS_RTNL_GLINK
#define CMIS_OPS_GLINK_NEEDS_RTNL \
	.op_needs_rtnl = ETHTOOL_OP_NEEDS_RTNL_GLINK,
#else
#define CMIS_OPS_GLINK_NEEDS_RTNL
#endif

/*
 * Counters of FEC come with a histogram where the kernel has one; drivers want
 * a place for it.
 */
#ifdef ETHTOOL_FEC_HIST_MAX
#include <linux/slab.h>
#define CMIS_FEC_STATS_OP(op, get) \
static void op(struct net_device *dev, struct ethtool_fec_stats *stats, \
	       struct ethtool_fec_hist *hist) \
{ \
	get(dev, stats); \
}

static inline int cmis_netdev_get_fec_stats(struct net_device *dev,
					    struct ethtool_fec_stats *stats)
{
	struct ethtool_fec_hist *hist = kzalloc(sizeof(*hist), GFP_KERNEL);

	if (!hist)
		return -ENOMEM;
	dev->ethtool_ops->get_fec_stats(dev, stats, hist);
	kfree(hist);
	return 0;
}
#else
#define CMIS_FEC_STATS_OP(op, get) \
static void op(struct net_device *dev, struct ethtool_fec_stats *stats) \
{ \
	get(dev, stats); \
}

static inline int cmis_netdev_get_fec_stats(struct net_device *dev,
					    struct ethtool_fec_stats *stats)
{
	dev->ethtool_ops->get_fec_stats(dev, stats);
	return 0;
}
#endif

/* Whether these locks are held, by anyone, for a test. */
static inline bool cmis_netdev_is_ethtool_locked(struct net_device *dev)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 15, 0)
	return rtnl_is_locked();
#else
	if (cmis_netdev_ethtool_takes_rtnl(dev) && !rtnl_is_locked())
		return false;
	return !netdev_need_ops_lock(dev) || mutex_is_locked(&dev->lock);
#endif
}

/*
 * The devlink port of a netdev, or NULL; a member of the netdev since 6.2. The
 * user includes <net/devlink.h>, and holds RTNL.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
static inline struct devlink_port *
cmis_netdev_devlink_port(struct net_device *dev)
{
	const struct net_device_ops *ops = dev->netdev_ops;

	return ops->ndo_get_devlink_port ? ops->ndo_get_devlink_port(dev) :
					   NULL;
}
#else
#define cmis_netdev_devlink_port(dev)		((dev)->devlink_port)
#endif

/* The identity of the switch that a port belongs to; renamed in 6.17. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 17, 0)
#define cmis_netdev_get_switch_id(dev, id) \
	dev_get_port_parent_id(dev, id, false)
#else
#define cmis_netdev_get_switch_id(dev, id) \
	netif_get_port_parent_id(dev, id, false)
#endif

/* Flashing of firmware, and writing by page for its sake, came with 6.11. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 11, 0)
#define CMIS_OPS_SET_EEPROM(fn)
#define cmis_ops_set_eeprom(ops, fn)	((void)(ops), (void)(fn))
#define cmis_netdev_is_flashing(dev)	((void)(dev), false)
#else
#define CMIS_OPS_SET_EEPROM(fn)		.set_module_eeprom_by_page = (fn),
#define cmis_ops_set_eeprom(ops, fn) \
	((ops)->set_module_eeprom_by_page = (fn))
#define cmis_netdev_is_flashing(dev) \
	((dev)->ethtool->module_fw_flash_in_progress)
#endif

/* Messages with values came with 6.2. */
#ifdef NL_SET_ERR_MSG_FMT
#define CMIS_NL_ERR_PAGE(extack, page, bank) \
	NL_SET_ERR_MSG_FMT(extack, "the module has no page %02xh in bank %u", \
			   page, bank)
#else
#define CMIS_NL_ERR_PAGE(extack, page, bank) do { \
	(void)(page); \
	(void)(bank); \
	NL_SET_ERR_MSG(extack, "the module has no such page in this bank"); \
} while (0)
#endif

/* ------------------------------------------------------------------------ */
/* Generic netlink                                                          */
/* ------------------------------------------------------------------------ */

/* 6.6 moved the attributes of a dump request into struct genl_info. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0)
#define cmis_nl_dump_attrs(_cb)	(genl_dumpit_info(_cb)->attrs)
#else
#define cmis_nl_dump_attrs(_cb)	(genl_info_dump(_cb)->attrs)
#endif

/*
 * Wait until all requests of generic netlink that are under way are over: each
 * holds genl's lock for reading, and genl_unregister_family() takes it for
 * writing before it looks for the family, which is none here. So in 6.1, 6.12
 * and 7.3; a kernel that looks first would have to be told apart. The user
 * includes <net/genetlink.h>.
 */
#define cmis_genl_await_requests() do { \
	static const struct genl_family none; \
	\
	genl_unregister_family(&none); \
} while (0)

/* ------------------------------------------------------------------------ */
/* Thermal                                                                  */
/* ------------------------------------------------------------------------ */

/*
 * Trips of a zone are a table since 6.6, with a mask until 6.8; see
 * compat/thermal.h.
 */
#define CMIS_THERMAL_TRIP_TABLE	(LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0))
#define CMIS_THERMAL_TRIP_MASK	(LINUX_VERSION_CODE < KERNEL_VERSION(6, 9, 0))

/* A zone without a temperature may say so since 6.11. */
#define CMIS_THERMAL_KNOWS_NONE	(LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0))

#endif /* _CMIS_COMPAT_H */
