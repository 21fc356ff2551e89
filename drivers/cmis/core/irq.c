// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interrupts of modules. A module may hold its line for as long as a condition
 * lasts; the line is then serviced once a second, and polling goes on.
 */

#include <linux/delay.h>
#include <linux/export.h>
#include <linux/jiffies.h>

#include "core/cage.h"
#include "core/client.h"
#include "core/events.h"
#include "core/irq.h"

/*
 * Interrupts closer than this to each other are one burst; a busy machine may
 * take a while until it runs the thread again.
 */
#define CMIS_IRQ_GAP_MS		200
/* A longer burst without news comes from a module that holds the line. */
#define CMIS_IRQ_BURST		8
#define CMIS_IRQ_PAUSE_MS	1000
/* The work does not run while the system goes to sleep: bound the wait. */
#define CMIS_IRQ_WAIT_MS	1000

/**
 * cmis_irq_init - set up the pacing of a new cage's interrupts
 * @irq: of the cage
 */
void cmis_irq_init(struct cmis_irq_pace *irq)
{
	init_completion(&irq->done);
}

/**
 * cmis_irq_done - the work has looked at the module after an interrupt
 * @irq: of the cage
 */
void cmis_irq_done(struct cmis_irq_pace *irq)
{
	complete(&irq->done);
}

static void cmis_irq_count(struct cmis_irq_pace *irq, unsigned int alerts)
{
	bool idle = ktime_ms_delta(ktime_get(), irq->last) > CMIS_IRQ_GAP_MS;
	bool news = alerts != irq->alerts;

	irq->alerts = alerts;
	if (idle || (news && !irq->held))
		irq->burst = 0;
	else if (irq->burst < CMIS_IRQ_BURST)
		irq->burst++;
}

static void cmis_irq_pace(struct cmis_cage *cage)
{
	struct cmis_irq_pace *irq = &cage->irq;
	bool held;

	cmis_irq_count(irq, READ_ONCE(cage->clients.alerts));
	held = irq->burst == CMIS_IRQ_BURST;
	if (held && !irq->held)
		dev_info_ratelimited(&cage->dev, "interrupt line stays asserted, polling until it is released\n");
	if (!held && irq->held)
		dev_info_ratelimited(&cage->dev, "interrupt line works again\n");
	irq->held = held;
	if (held)
		msleep(CMIS_IRQ_PAUSE_MS);
}

/**
 * cmis_cage_service_irq - a module asserts its interrupt line
 * @cage: the cage
 *
 * Returns when the flags have been read, so that a level-triggered line that
 * is masked until then does not fire again for the same reason. If a module
 * holds the line all the same, returns once a second, and polling goes on.
 *
 * Context: The transport's interrupt thread. Sleeps.
 */
void cmis_cage_service_irq(struct cmis_cage *cage)
{
	struct cmis_irq_pace *irq = &cage->irq;

	cmis_irq_pace(cage);
	reinit_completion(&irq->done);
	cmis_cage_notify(cage, CMIS_EVENT_INTERRUPT);
	wait_for_completion_timeout(&irq->done,
				    msecs_to_jiffies(CMIS_IRQ_WAIT_MS));
	irq->last = ktime_get();
}
EXPORT_SYMBOL_GPL(cmis_cage_service_irq);
