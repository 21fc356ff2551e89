// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfer layer: those who read latched flags, under the bus lock, as flags
 * are harvested with it held.
 */

#include <linux/list.h>
#include <linux/mutex.h>

#include "xfer/latch.h"
#include "xfer/xfer.h"

/**
 * cmis_xfer_forget_flags - another module is there: drop its forerunner's flags
 * @x: access to the module
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_forget_flags(struct cmis_xfer *x)
{
	mutex_lock(&x->lock);
	cmis_flags_clear(&x->flags);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_add_reader - somebody begins to read flags
 * @x: access to the module
 * @reader: zeroed, or with flags pending that it is to see
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_add_reader(struct cmis_xfer *x, struct cmis_reader *reader)
{
	mutex_lock(&x->lock);
	list_add_tail(&reader->node, &x->flags.readers);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_del_reader - somebody reads flags no longer
 * @x: access to the module
 * @reader: as it was added
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_del_reader(struct cmis_xfer *x, struct cmis_reader *reader)
{
	mutex_lock(&x->lock);
	list_del(&reader->node);
	mutex_unlock(&x->lock);
}

/**
 * cmis_xfer_take_sets - how often flags were found set since the last call
 * @x: access to the module
 * @reader: one that counts
 * @addr: first byte; all of the range are flags
 * @sets: where the counts are put
 * @len: number of bytes
 *
 * Context: Takes the bus lock.
 */
void cmis_xfer_take_sets(struct cmis_xfer *x, struct cmis_reader *reader,
			 const struct cmis_addr *addr,
			 struct cmis_sets *sets, u8 len)
{
	mutex_lock(&x->lock);
	cmis_flags_take_sets(reader, addr, sets, len);
	mutex_unlock(&x->lock);
}
