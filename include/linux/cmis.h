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

struct cmis_cage;
struct device;
struct ethtool_module_eeprom;
struct ethtool_module_power_mode_params;
struct fwnode_handle;
struct net_device;
struct netlink_ext_ack;

/**
 * struct cmis_msg - one access inside the 256-byte window of a module
 * @buf: where the bytes go to or come from
 * @offset: first byte, 0..255
 * @len: number of bytes, at most what the transport offers
 * @write: direction
 */
struct cmis_msg {
	u8 *buf;
	u8 offset;
	u8 len;
	bool write;
};

/**
 * struct cmis_transport_ops - what a transport does for a cage
 * @xfer: carry out @num messages in order. With %CMIS_CAP_ATOMIC they are one
 *	bus transaction that no other master or user of the bus can enter;
 *	without it @num is 1. Returns 0, -ENXIO, -EREMOTEIO or -EIO if the
 *	module did not acknowledge, -ETIMEDOUT if the bus is stuck, -EBADMSG
 *	if fewer bytes came than asked for, -ENODEV if the bus is gone.
 * @present: 1 if a module is plugged, 0 if not, or a negative errno. NULL
 *	if there is no signal: then presence is what the bus answers.
 * @set_reset: assert or release the reset signal; NULL if there is none.
 * @set_low_power: drive the low power request signal; NULL if there is none.
 *
 * Context: All may sleep. All but @present are called with the cage's bus lock
 * held.
 */
struct cmis_transport_ops {
	int (*xfer)(void *priv, struct cmis_msg *msgs, unsigned int num);
	int (*present)(void *priv);
	int (*set_reset)(void *priv, bool on);
	int (*set_low_power)(void *priv, bool on);
};

/* @xfer carries out several messages as one bus transaction. */
#define CMIS_CAP_ATOMIC		BIT(0)

/**
 * struct cmis_cage_config - what a transport says about a cage
 * @parent: device that the cage hangs below, e.g. the I2C client
 * @ops: see above
 * @priv: handed to each of @ops
 * @bus: any pointer that is the same for all cages that share a bus: they
 *	are polled in turn, others in parallel
 * @label: name printed on the front panel, or NULL
 * @netdev_fwnode: firmware node of the port's MAC, or NULL
 * @caps: CMIS_CAP_*
 * @max_read: longest read of one message, 1..128
 * @max_write: longest write of one message, 2..128
 */
struct cmis_cage_config {
	struct device *parent;
	const struct cmis_transport_ops *ops;
	void *priv;
	const void *bus;
	const char *label;
	struct fwnode_handle *netdev_fwnode;
	u32 caps;
	u8 max_read;
	u8 max_write;
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
int cmis_cage_reset_module(struct cmis_cage *cage);
int cmis_cage_bind_netdev(struct cmis_cage *cage, struct net_device *dev);
void cmis_cage_unbind_netdev(struct cmis_cage *cage, struct net_device *dev);

#endif /* _LINUX_CMIS_H */
