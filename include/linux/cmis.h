/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Kernel API of the CMIS module driver: for transports, which give access to a
 * module's memory, and for MAC drivers, whose ethtool operations can be built
 * on the cage that belongs to a port.
 */
#ifndef _LINUX_CMIS_H
#define _LINUX_CMIS_H

#include <linux/bits.h>
#include <linux/err.h>
#include <linux/types.h>
#include <uapi/linux/cmis.h>

struct cmis_cage;
struct cmis_port;
struct device;
struct ethtool_module_eeprom;
struct ethtool_module_power_mode_params;
struct fwnode_handle;
struct net_device;
struct netlink_ext_ack;

/**
 * struct cmis_msg - one access inside the 256-byte window of a module
 * @buf: the bytes
 * @offset: first byte, 0..255
 * @len: number of bytes, at most the limit of the transport
 * @write: direction
 */
struct cmis_msg {
	u8 *buf;
	u8 offset;
	u8 len;
	bool write;
};

/**
 * struct cmis_access - one access to a module's memory, wherever the window is
 * @bank: bank; 0 for lower memory and for pages below 10h
 * @page: page; 0 for lower memory
 * @offset: first byte, 0..255; below 128 it is lower memory
 * @len: number of bytes, at most the limit of the transport; the range stays in
 *	lower memory or in the page
 * @write: direction
 * @buf: the bytes
 * @lock_us: the transport adds the time for which it held a lock that others
 *	wait for, e.g. RTNL, in microseconds
 */
struct cmis_access {
	u8 bank;
	u8 page;
	u8 offset;
	u8 len;
	bool write;
	u8 *buf;
	u32 *lock_us;
};

/**
 * struct cmis_transport_ops - operations of a transport
 * @xfer: carry out @num messages in the window, in order. With
 *	%CMIS_CAP_ATOMIC they are one bus transaction that no other master or
 *	user of the bus can enter; without it @num is 1. -EOPNOTSUPP asks for
 *	one message at a time. The driver writes bytes 126-127 to move the
 *	window.
 * @access: carry out one access; the other side finds the bank and the page.
 *	-EOPNOTSUPP says that the module does not have the page, or that there
 *	is no way to it. The driver never writes bytes 126-127.
 * @present: 1 if a module is plugged, 0 if not, or a negative errno. NULL
 *	if there is no signal: then a module is present if it answers.
 * @set_reset: assert or release the reset signal; NULL if there is none.
 * @set_low_power: drive the low power request signal; NULL if there is none.
 *
 * A transport has exactly one of @xfer and @access. Both return 0; -ENXIO,
 * -EREMOTEIO or -EIO if the module did not acknowledge; -ETIMEDOUT if the bus
 * is stuck; -EBADMSG if fewer bytes came than asked for; -ENETDOWN if the
 * transport cannot reach the module just then, e.g. while a NIC is reset:
 * values grow old, and the module does not count as removed; -ENODEV if the
 * transport is gone.
 *
 * Context: All may sleep. All but @present are called with the cage's bus lock
 * held.
 */
struct cmis_transport_ops {
	int (*xfer)(void *priv, struct cmis_msg *msgs, unsigned int num);
	int (*access)(void *priv, const struct cmis_access *access);
	int (*present)(void *priv);
	int (*set_reset)(void *priv, bool on);
	int (*set_low_power)(void *priv, bool on);
};

/* @xfer carries out several messages as one bus transaction. */
#define CMIS_CAP_ATOMIC			BIT(0)
/* Nothing is ever written; only with @access. */
#define CMIS_CAP_READ_ONLY		BIT(1)
/* Others read the latched flags as well: a flag may be missed. */
#define CMIS_CAP_SHARED_FLAGS		BIT(2)
/* Sweeps leave bytes that a read clears alone; they read as 0. */
#define CMIS_CAP_SKIP_FLAGS		BIT(3)
/* Firmware decides on power and reset: the driver touches neither. */
#define CMIS_CAP_FIRMWARE_MANAGED	BIT(4)
/* The port has a netdev that answers ethtool: there is no companion. */
#define CMIS_CAP_NO_NETDEV		BIT(5)
/* Another driver has a thermal zone for the module: there is no second one. */
#define CMIS_CAP_NO_ZONE		BIT(6)

/**
 * struct cmis_cage_config - a transport's description of a cage
 * @parent: device that the cage hangs below, e.g. the I2C client
 * @ops: see above
 * @priv: handed to each of @ops
 * @bus: any pointer that is the same for all cages that share a bus: they
 *	are polled in turn, others in parallel
 * @label: name printed on the front panel, or NULL
 * @netdev_fwnode: firmware node of the port's MAC, or NULL
 * @light_fwnode: firmware node of the cage whose lasers feed this one, or NULL
 * @caps: CMIS_CAP_*
 * @banks: bits of the banks that @access leads to; 0: all
 * @pages: bitmap of the 256 pages that @access leads to; NULL: all
 * @power_limit_mw: power that the cage can give to a module, up to 100000 mW;
 *	0: not known
 * @max_read: longest read at once, 1..128
 * @max_write: longest write at once, 2..128
 * @thermal_period_ms: least default period of sweeps of lower memory, up to
 *	3600000 ms; 0: that of the driver. An administrator may set a shorter
 *	one
 * @lanes_period_ms: the same for lanes
 * @vdm_period_ms: the same for VDM
 * @lock_ppm: share of the time, in millionths, for which sweeps may hold locks
 *	that others wait for: the driver makes these periods longer to keep to
 *	it, up to 24 times, unless an administrator has set shorter ones; 0: any
 */
struct cmis_cage_config {
	struct device *parent;
	const struct cmis_transport_ops *ops;
	void *priv;
	const void *bus;
	const char *label;
	struct fwnode_handle *netdev_fwnode;
	struct fwnode_handle *light_fwnode;
	u32 caps;
	u8 banks;
	const unsigned long *pages;
	u32 power_limit_mw;
	u8 max_read;
	u8 max_write;
	u32 thermal_period_ms;
	u32 lanes_period_ms;
	u32 vdm_period_ms;
	u32 lock_ppm;
};

struct cmis_cage *cmis_cage_register(const struct cmis_cage_config *config);
void cmis_cage_unregister(struct cmis_cage *cage);
void cmis_cage_presence_changed(struct cmis_cage *cage);
void cmis_cage_service_irq(struct cmis_cage *cage);
void cmis_cage_suspend(struct cmis_cage *cage);
void cmis_cage_resume(struct cmis_cage *cage);

/* For MAC drivers. */
struct cmis_cage *cmis_cage_get_by_fwnode(struct fwnode_handle *fwnode);
struct cmis_cage *cmis_cage_get_by_name(const char *name);
struct cmis_cage *cmis_cage_get(struct cmis_cage *cage);
void cmis_cage_put(struct cmis_cage *cage);
int cmis_cage_get_module_eeprom(struct cmis_cage *cage,
				const struct ethtool_module_eeprom *data,
				struct netlink_ext_ack *extack);
int cmis_cage_set_module_eeprom(struct cmis_cage *cage,
				const struct ethtool_module_eeprom *data,
				struct netlink_ext_ack *extack);
int cmis_cage_get_power_mode(struct cmis_cage *cage,
			     struct ethtool_module_power_mode_params *params,
			     struct netlink_ext_ack *extack);
int
cmis_cage_set_power_mode(struct cmis_cage *cage,
			 const struct ethtool_module_power_mode_params *params,
			 struct netlink_ext_ack *extack);
int cmis_cage_reset(struct cmis_cage *cage, u32 *flags);
int cmis_cage_bind_netdev(struct cmis_cage *cage, struct net_device *dev);
void cmis_cage_set_link(struct cmis_cage *cage, bool up);
void cmis_cage_unbind_netdev(struct cmis_cage *cage, struct net_device *dev);

/**
 * struct cmis_port_wish - the wish of a port
 * @host_id: host interface of each path (SFF-8024); 0: by @speed_mbps
 * @media_id: media interface of each path; 0: any
 * @speed_mbps: speed of each path if @host_id is 0, e.g. 400000; 0: any
 * @paths: number of paths into which the lanes are cut; 0: as few as possible
 * @appsel: application; 0: the driver chooses
 * @up: the paths shall be up; else down, with their outputs off
 * @test: the port carries no traffic, so diagnostics may disturb it
 */
struct cmis_port_wish {
	u16 host_id;
	u16 media_id;
	u32 speed_mbps;
	u8 paths;
	u8 appsel;
	bool up;
	bool test;
};

/**
 * struct cmis_port_status - the status of a port
 * @state: enum cmis_port_phase
 * @reason: enum cmis_port_reason: why it is not as wished
 * @config_code: the module's code if it refused a configuration (11h:202-205)
 * @appsel: application that the driver has chosen; 0: none
 * @tries: failed attempts with this module and wish
 * @late: how often a path took longer than the module advertises
 * @generation: number of the insertion; 0: there is no module
 * @since_ns: boot time of the last change of @state
 */
struct cmis_port_status {
	u8 state;
	u8 reason;
	u8 config_code;
	u8 appsel;
	u8 tries;
	u32 late;
	u32 generation;
	u64 since_ns;
};

/**
 * struct cmis_port_ops - callbacks of a MAC driver
 * @changed: the status has changed; optional. Called from the cage's work, one
 *	call at a time, without locks. It must not release the port
 */
struct cmis_port_ops {
	void (*changed)(void *priv, const struct cmis_port_status *status);
};

/**
 * struct cmis_port_config - a claim of host lanes
 * @lanes: host lanes over all banks; bit 0 is lane 1
 * @owner: name that users see, e.g. of the netdev; it is copied
 * @ops: see above
 * @priv: handed to @ops
 */
struct cmis_port_config {
	u64 lanes;
	const char *owner;
	const struct cmis_port_ops *ops;
	void *priv;
};

struct cmis_port *cmis_port_claim(struct cmis_cage *cage,
				  const struct cmis_port_config *config);
int cmis_port_request(struct cmis_port *port,
		      const struct cmis_port_wish *wish,
		      struct netlink_ext_ack *extack);
void cmis_port_set_host_tx(struct cmis_port *port, bool valid);
void cmis_port_get_status(struct cmis_port *port,
			  struct cmis_port_status *status);
void cmis_port_release(struct cmis_port *port);

#define __CMIS_ETHTOOL_OP(prefix, op, type, get_cage)			\
static int __maybe_unused						\
prefix##_##op(struct net_device *dev, type *params,			\
	      struct netlink_ext_ack *extack)				\
{									\
	struct cmis_cage *cage = get_cage(dev);				\
	int ret = -ENODEV;						\
									\
	if (cage)							\
		ret = cmis_cage_##op(cage, params, extack);		\
	else								\
		NL_SET_ERR_MSG(extack, "the port's cage is gone");	\
	cmis_cage_put(cage);						\
	return ret;							\
}

/**
 * CMIS_ETHTOOL_OPS - define a netdev's module operations for ethtool
 * @prefix: the functions are prefix_get_module_eeprom(),
 *	prefix_set_module_eeprom(), prefix_get_power_mode() and
 *	prefix_set_power_mode()
 * @get_cage: returns a reference to the cage of a struct net_device, or NULL if
 *	the cage is gone
 *
 * For files that include <linux/ethtool.h> and <linux/netlink.h>. The reset is
 * left to the driver, which may have more to reset: see cmis_cage_reset().
 */
#define CMIS_ETHTOOL_OPS(prefix, get_cage)				\
	__CMIS_ETHTOOL_OP(prefix, get_module_eeprom,			\
			  const struct ethtool_module_eeprom, get_cage)	\
	__CMIS_ETHTOOL_OP(prefix, set_module_eeprom,			\
			  const struct ethtool_module_eeprom, get_cage)	\
	__CMIS_ETHTOOL_OP(prefix, get_power_mode,			\
			  struct ethtool_module_power_mode_params,	\
			  get_cage)					\
	__CMIS_ETHTOOL_OP(prefix, set_power_mode,			\
			  const struct ethtool_module_power_mode_params, \
			  get_cage)

/**
 * struct cmis_attacher - attaches netdevs whose drivers know nothing of cages
 * @cage_add: a cage is there
 * @cage_del: a cage goes; its netdev is let go
 * @attach: attach the netdev of a name, or detach with an empty name, because
 *	an administrator asks for it; returns 0 or an errno, with a message
 * @settle: wait until netdevs that were let go are as they were, but not long
 * @check: see whether the cage's netdev is still attached; called after each
 *	sweep
 * @get_state: a word for how the netdev is attached; NULL if none is
 *
 * Context: All may sleep. RTNL is not held.
 */
struct cmis_attacher {
	void (*cage_add)(struct cmis_cage *cage);
	void (*cage_del)(struct cmis_cage *cage);
	int (*attach)(struct cmis_cage *cage, const char *name,
		      struct netlink_ext_ack *extack);
	void (*settle)(void);
	void (*check)(struct cmis_cage *cage);
	const char *(*get_state)(struct cmis_cage *cage);
};

/* For cmis_attach, in the namespace "CMIS"; the last four under RTNL. */
int cmis_attacher_register(const struct cmis_attacher *attacher);
void cmis_attacher_unregister(void);
struct device *cmis_cage_dev(struct cmis_cage *cage);
struct fwnode_handle *cmis_cage_netdev_fwnode(struct cmis_cage *cage);
int cmis_cage_claim_netdev(struct cmis_cage *cage, struct net_device *dev);
void cmis_cage_release_netdev(struct cmis_cage *cage);
bool cmis_cage_is_bound(struct cmis_cage *cage);
const struct cmis_cage *cmis_cage_of_netdev(const struct net_device *dev);

#endif /* _LINUX_CMIS_H */
