// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sleep of the system.
 */

#include <linux/export.h>
#include <linux/jiffies.h>

#include "core/cage.h"
#include "core/client.h"
#include "core/events.h"
#include "core/sleep.h"
#include "xfer/xfer.h"

/**
 * cmis_presence_init - set up a new cage's
 * @presence: of the cage
 */
void cmis_presence_init(struct cmis_presence *presence)
{
	init_waitqueue_head(&presence->seen);
}

/**
 * cmis_cage_suspend - the system goes to sleep
 * @cage: the cage
 *
 * Leaves the module as others expect to find it. When this returns, none of
 * the transport's operations runs or will be called until cmis_cage_resume().
 * Callers block for up to 15 s of awake time, then get -ESHUTDOWN. The module
 * is not shown until it has been looked at after the sleep.
 *
 * Context: May sleep; touches the bus. Workqueues are frozen.
 */
void cmis_cage_suspend(struct cmis_cage *cage)
{
	cage->policy->cage_quiesce(cage);
	WRITE_ONCE(cage->presence.slept, true);
	cmis_xfer_sleep(cage->xfer);
}
EXPORT_SYMBOL_GPL(cmis_cage_suspend);

/**
 * cmis_cage_resume - the system woke up: the module may be another one
 * @cage: the cage
 *
 * Context: May sleep. The bus works again.
 */
void cmis_cage_resume(struct cmis_cage *cage)
{
	cmis_xfer_wake(cage->xfer);
	cmis_cage_notify(cage, CMIS_EVENT_RESUME);
}
EXPORT_SYMBOL_GPL(cmis_cage_resume);

/**
 * cmis_cage_set_seen - the work has identified the module after a sleep
 * @cage: the cage
 *
 * The cage was shown as probing until now, so its status is told.
 *
 * Context: The cage's work, or its remover after the work was cancelled.
 * Sleeps.
 */
void cmis_cage_set_seen(struct cmis_cage *cage)
{
	if (!cage->presence.slept)
		return;
	WRITE_ONCE(cage->presence.slept, false);
	wake_up_all(&cage->presence.seen);
	cmis_xfer_set_seen(cage->xfer);
	/* A cage without a module was not shown differently. */
	if (rcu_access_pointer(cage->module))
		cmis_clients_tell_status(cage);
}

/**
 * cmis_cage_await_seen - wait until the module is identified after a sleep
 * @cage: the cage
 *
 * User space is frozen while the system sleeps. Kernel work on its behalf,
 * such as flashing firmware, is not: it goes on in the same module or fails.
 *
 * Context: Sleeps, as long as cmis_xfer_read() waits for the system to wake up.
 */
void cmis_cage_await_seen(struct cmis_cage *cage)
{
	wait_event_timeout(cage->presence.seen,
			   !READ_ONCE(cage->presence.slept) ||
			   READ_ONCE(cage->state) == CMIS_CAGE_FAULT,
			   msecs_to_jiffies(CMIS_ASLEEP_MS));
}
