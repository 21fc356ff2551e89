/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A network interface whose firmware owns the bus of a module.
 *
 * Lock order, outermost first:
 *
 *	cmis_auto_lock		(nic/device.c: "auto" is wanted)
 *	  cmis_nics_mutex	(nic/device.c: interfaces come and go)
 *	    RTNL		(waited for: no bus lock is held)
 *	      net_rwsem
 *	the cage's bus lock	(cmis.ko, around each read)
 *	  RTNL			(tried for some time, never waited for)
 *	    netdev instance lock	(the same)
 *	      cmis_nics_lock	(nic/bind.c: the list; a spinlock)
 *	        nic->lock	(the netdev; a spinlock)
 *
 * ethtool takes RTNL first and the bus lock of a cage later. So a reader that
 * holds the bus lock must not wait for RTNL.
 */
#ifndef _CMIS_NIC_H
#define _CMIS_NIC_H

#include <linux/if.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

struct cmis_cage;
struct cmis_nic_kind;
struct device;
struct net_device;
struct platform_device;

/* Bits of cmis_nic.flags */
#define CMIS_NIC_LOOK		0	/* a netdev has changed: try to bind */
#define CMIS_NIC_RESUME		1	/* end the pause between two reads */
#define CMIS_NIC_REFUSED	2	/* the driver refuses all reads */

/**
 * enum cmis_nic_verdict - whether an interface has a cage, or why not
 * @CMIS_NIC_WAITING: there is no such interface
 * @CMIS_NIC_BOUND: it has a cage
 * @CMIS_NIC_NO_ACCESS: its driver cannot read a module by pages
 * @CMIS_NIC_SFP_BUS: its module is on an I2C bus of the kernel
 * @CMIS_NIC_VF: it is a virtual function
 * @CMIS_NIC_NO_PORT: it is no physical port
 * @CMIS_NIC_SHARED: its module has a cage already, by another interface
 * @CMIS_NIC_TAKEN: it belongs to a cage already
 * @CMIS_NIC_DENIED: its driver refuses all reads
 * @CMIS_NIC_ERROR: no memory, or the like
 * @CMIS_NIC_VERDICTS: number of verdicts
 */
enum cmis_nic_verdict {
	CMIS_NIC_WAITING,
	CMIS_NIC_BOUND,
	CMIS_NIC_NO_ACCESS,
	CMIS_NIC_SFP_BUS,
	CMIS_NIC_VF,
	CMIS_NIC_NO_PORT,
	CMIS_NIC_SHARED,
	CMIS_NIC_TAKEN,
	CMIS_NIC_DENIED,
	CMIS_NIC_ERROR,
	CMIS_NIC_VERDICTS,
};

/**
 * struct cmis_nic_pace - pauses between reads that fail, and write to the log
 * @ever: a read through this netdev has succeeded
 * @failing: no read has succeeded since @since
 * @since: time of the first failure in a row
 * @pause_ms: length of the pause, in ms; 0: none
 * @until: end of the pause
 * @error: errno of reads in the pause
 * @took_ms: time of the last read with locks, in ms, at most the longest pause
 *
 * Guarded by the cage's bus lock. Others may look at @pause_ms.
 */
struct cmis_nic_pace {
	bool ever;
	bool failing;
	ktime_t since;
	unsigned int pause_ms;
	ktime_t until;
	int error;
	unsigned int took_ms;
};

/**
 * struct cmis_nic - an interface that an administrator has named
 * @node: in the list of all interfaces
 * @pdev: parent of the cage
 * @name: the wanted name; constant
 * @automatic: nobody has named it, but "auto"; guarded by cmis_nics_mutex
 * @work: makes and removes the cage
 * @gone: the interface is not wanted any more; @work does nothing
 * @flags: CMIS_NIC_*
 * @verdict: enum cmis_nic_verdict; only @work writes it
 * @cage: the cage, or NULL; only @work uses it
 * @kind: how the driver of @dev gives access; only @work writes it
 * @supplier: parent of the netdev of @cage, with a reference, or NULL; only
 *	@work uses it
 * @lock: guards @dev
 * @dev: the netdev of @cage, without a reference: NULL as soon as it goes
 * @pace: pauses between reads
 */
struct cmis_nic {
	struct list_head node;
	struct platform_device *pdev;
	char name[IFNAMSIZ];
	bool automatic;
	struct work_struct work;
	bool gone;
	unsigned long flags;
	enum cmis_nic_verdict verdict;
	struct cmis_cage *cage;
	const struct cmis_nic_kind *kind;
	struct device *supplier;
	spinlock_t lock;	/* dev */
	struct net_device *dev;
	struct cmis_nic_pace pace;
};

#endif /* _CMIS_NIC_H */
