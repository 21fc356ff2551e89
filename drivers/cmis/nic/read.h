/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads of a module by the operation of a network driver.
 */
#ifndef _CMIS_NIC_READ_H
#define _CMIS_NIC_READ_H

#include <linux/cmis.h>
#include <linux/types.h>

#include "nic/nic.h"

/* The works of all interfaces */
extern struct workqueue_struct *cmis_nic_wq;
extern const struct cmis_transport_ops cmis_nic_ops;

void cmis_nic_set_dev(struct cmis_nic *nic, struct net_device *dev);
bool cmis_nic_is_on(struct cmis_nic *nic, const struct net_device *dev);

#endif /* _CMIS_NIC_READ_H */
