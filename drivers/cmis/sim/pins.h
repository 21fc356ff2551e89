/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interrupt, presence, reset and low-power pins of a cage.
 */
#ifndef _CMIS_SIM_PINS_H
#define _CMIS_SIM_PINS_H

#include <linux/bits.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/irq_work.h>
#include <linux/types.h>

struct cmis_sim_module;

#define CMIS_SIM_NAME_SIZE		32

enum cmis_sim_pin {
	CMIS_SIM_PIN_PRESENT,
	CMIS_SIM_PIN_RESET,
	CMIS_SIM_PIN_LOW_POWER,
	CMIS_SIM_PIN_INTERRUPT,
	CMIS_SIM_PINS,
};

#define CMIS_SIM_PIN_OUTPUTS	(BIT(CMIS_SIM_PIN_RESET) | \
				 BIT(CMIS_SIM_PIN_LOW_POWER))

enum cmis_sim_line {
	CMIS_SIM_LINE_INTERRUPT,	/* level; with @edges a falling edge */
	CMIS_SIM_LINE_PRESENT,		/* edge */
	CMIS_SIM_LINES,
};

/**
 * struct cmis_sim_pins - the pins of a cage
 * @module: module in the cage
 * @domain: one interrupt for each line
 * @irqs: their numbers
 * @work: delivers interrupts in hard interrupt context
 * @edges: the interrupt controller knows a falling edge of the interrupt, and a
 *	rising edge of presence only
 * @held: level of the interrupt line; guarded by the module's lock
 * @ready: interrupts can be delivered; guarded by the module's lock
 * @asserted: bit mask of the lines, atomic
 * @enabled: bit mask of the lines, atomic
 * @chip: the GPIO chip, if the cage has one
 * @chip_added: it has one
 * @label: name of the chip
 * @line_names: names of the pins
 * @names: the same as the chip wants them
 * @outputs: bit mask of pins with a high output, atomic
 * @driven: bit mask of pins whose output is on, atomic; others are pulled high
 * @lookup: assigns the pins to the client
 * @dev_id: name of the client
 */
struct cmis_sim_pins {
	struct cmis_sim_module *module;
	struct irq_domain *domain;
	unsigned int irqs[CMIS_SIM_LINES];
	struct irq_work work;
	bool edges;
	bool held;
	bool ready;
	unsigned long asserted;
	unsigned long enabled;
	struct gpio_chip chip;
	bool chip_added;
	char label[CMIS_SIM_NAME_SIZE + 16];
	char line_names[CMIS_SIM_PINS][CMIS_SIM_NAME_SIZE + 16];
	const char *names[CMIS_SIM_PINS];
	unsigned long outputs;
	unsigned long driven;
	struct gpiod_lookup_table *lookup;
	char dev_id[CMIS_SIM_NAME_SIZE];
};

int cmis_sim_pins_create(struct cmis_sim_pins *pins, struct device *parent,
			 const char *chip_name);
void cmis_sim_pins_destroy(struct cmis_sim_pins *pins);
int cmis_sim_pins_announce(struct cmis_sim_pins *pins, int adapter);
void cmis_sim_pins_withdraw(struct cmis_sim_pins *pins);
void cmis_sim_pins_set(struct cmis_sim_pins *pins, enum cmis_sim_line line,
		       bool asserted);

#endif /* _CMIS_SIM_PINS_H */
