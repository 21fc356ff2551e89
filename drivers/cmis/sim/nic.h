/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Simulator: NICs whose firmware owns the bus of a module.
 */
#ifndef _CMIS_SIM_NIC_H
#define _CMIS_SIM_NIC_H

#include <linux/atomic.h>
#include <linux/ktime.h>
#include <linux/types.h>

struct cmis_sim_nic_profile;
struct net_device;
struct platform_device;

/* Lower memory and pages 00h, 01h, 02h, 11h */
#define CMIS_SIM_NIC_COPIES	5
#define CMIS_SIM_NIC_HALF	128

/**
 * struct cmis_sim_nic_copy - half a window that firmware keeps
 * @bytes: the bytes; zeros before the first read
 * @valid: there was a read
 * @when: time of the last read
 */
struct cmis_sim_nic_copy {
	u8 bytes[CMIS_SIM_NIC_HALF];
	bool valid;
	ktime_t when;
};

/**
 * struct cmis_sim_nic - a NIC
 * @profile: behaviour of its firmware and its driver
 * @adapter: number of the I2C adapter with the module
 * @latency_us: time for each command of the firmware
 * @hang_ms: further time for each read
 * @state: errno of each read; 0: bytes
 * @commands: number of commands so far
 * @copies: bytes that firmware keeps, if the profile does
 * @parent: device of the driver that the profile stands for
 *
 * The locks of the netdev guard @copies.
 */
struct cmis_sim_nic {
	const struct cmis_sim_nic_profile *profile;
	int adapter;
	u32 latency_us;
	u32 hang_ms;
	int state;
	atomic_t commands;
	struct cmis_sim_nic_copy copies[CMIS_SIM_NIC_COPIES];
	struct platform_device *parent;
};

void cmis_sim_nic_init(struct cmis_sim_nic *nic);
int cmis_sim_nic_choose(struct cmis_sim_nic *nic, const char *name);
const char *cmis_sim_nic_profile_name(const struct cmis_sim_nic *nic);
int cmis_sim_nic_set_state(struct cmis_sim_nic *nic, const char *word);
int cmis_sim_nic_create(struct cmis_sim_nic *nic, struct net_device *dev);
void cmis_sim_nic_destroy(struct cmis_sim_nic *nic);
int cmis_sim_nic_drivers_register(void);
void cmis_sim_nic_drivers_unregister(void);

#endif /* _CMIS_SIM_NIC_H */
