/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interrupts of modules, and modules that hold the line.
 */
#ifndef _CMIS_IRQ_H
#define _CMIS_IRQ_H

#include <linux/completion.h>
#include <linux/ktime.h>
#include <linux/types.h>

/**
 * struct cmis_irq_pace - how interrupts of a cage come
 * @last: when the last interrupt had been serviced
 * @burst: interrupts that came hard on each other
 * @alerts: number of alerts told at the last interrupt
 * @held: the module holds the line, and is polled
 * @done: the work has looked at the module after an interrupt
 *
 * All but @done are used by the transport's interrupt thread only.
 */
struct cmis_irq_pace {
	ktime_t last;
	unsigned int burst;
	unsigned int alerts;
	bool held;
	struct completion done;
};

void cmis_irq_init(struct cmis_irq_pace *irq);
void cmis_irq_done(struct cmis_irq_pace *irq);

#endif /* _CMIS_IRQ_H */
