// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: interrupt, presence, reset and low-power pins of a port.
 *
 * The interrupt is level triggered: it comes again while the module holds it
 * and it is not masked. A port may have an interrupt controller with edges
 * instead.
 */
#include <linux/array_size.h>
#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/irq.h>
#include <linux/irqdomain.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "compat/compat.h"
#include "sim/model.h"
#include "sim/pins.h"

static void cmis_sim_irq_kick(struct cmis_sim_pins *pins)
{
	/* Pairs with the same barrier after a change of the other mask. */
	smp_mb();
	if (READ_ONCE(pins->asserted) & READ_ONCE(pins->enabled))
		irq_work_queue(&pins->work);
}

static void cmis_sim_irq_mask(struct irq_data *data)
{
	struct cmis_sim_pins *pins = irq_data_get_irq_chip_data(data);

	clear_bit(irqd_to_hwirq(data), &pins->enabled);
}

static void cmis_sim_irq_unmask(struct irq_data *data)
{
	struct cmis_sim_pins *pins = irq_data_get_irq_chip_data(data);

	set_bit(irqd_to_hwirq(data), &pins->enabled);
	cmis_sim_irq_kick(pins);
}

static void cmis_sim_irq_ack(struct irq_data *data)
{
}

static unsigned int cmis_sim_interrupt_type(const struct cmis_sim_pins *pins)
{
	return pins->edges ? IRQ_TYPE_EDGE_FALLING : IRQ_TYPE_LEVEL_LOW;
}

static int cmis_sim_irq_set_type(struct irq_data *data, unsigned int type)
{
	struct cmis_sim_pins *pins = irq_data_get_irq_chip_data(data);

	if (irqd_to_hwirq(data) == CMIS_SIM_LINE_INTERRUPT)
		return type == cmis_sim_interrupt_type(pins) ? 0 : -EINVAL;
	if (pins->edges)
		return type == IRQ_TYPE_EDGE_RISING ? 0 : -EINVAL;
	return type & IRQ_TYPE_EDGE_BOTH ? 0 : -EINVAL;
}

static struct irq_chip cmis_sim_irq_chip = {
	.name = "cmis-sim",
	.irq_mask = cmis_sim_irq_mask,
	.irq_unmask = cmis_sim_irq_unmask,
	.irq_ack = cmis_sim_irq_ack,
	.irq_set_type = cmis_sim_irq_set_type,
	.flags = IRQCHIP_SKIP_SET_WAKE,
};

static int cmis_sim_irq_map(struct irq_domain *domain, unsigned int irq,
			    irq_hw_number_t line)
{
	const struct cmis_sim_pins *pins = domain->host_data;

	irq_set_chip_data(irq, domain->host_data);
	irq_set_chip_and_handler(irq, &cmis_sim_irq_chip,
				 line == CMIS_SIM_LINE_INTERRUPT &&
				 !pins->edges ?
				 handle_level_irq : handle_edge_irq);
	irq_set_noprobe(irq);
	return 0;
}

static const struct irq_domain_ops cmis_sim_irq_ops = {
	.map = cmis_sim_irq_map,
};

/* Runs in hard interrupt context. An edge ends with its delivery. */
static void cmis_sim_irq_deliver(struct irq_work *work)
{
	struct cmis_sim_pins *pins = container_of(work, struct cmis_sim_pins,
						  work);
	unsigned long lines = READ_ONCE(pins->asserted) &
			      READ_ONCE(pins->enabled);

	if (lines & BIT(CMIS_SIM_LINE_PRESENT)) {
		clear_bit(CMIS_SIM_LINE_PRESENT, &pins->asserted);
		generic_handle_domain_irq(pins->domain, CMIS_SIM_LINE_PRESENT);
	}
	if (lines & BIT(CMIS_SIM_LINE_INTERRUPT) && pins->edges)
		clear_bit(CMIS_SIM_LINE_INTERRUPT, &pins->asserted);
	if (lines & BIT(CMIS_SIM_LINE_INTERRUPT))
		generic_handle_domain_irq(pins->domain,
					  CMIS_SIM_LINE_INTERRUPT);
}

/**
 * cmis_sim_pins_set() - change a line
 * @pins: the pins of a port
 * @line: the line
 * @asserted: its level; for an edge, true
 *
 * Context: with the lock of the port's module held.
 */
void cmis_sim_pins_set(struct cmis_sim_pins *pins, enum cmis_sim_line line,
		       bool asserted)
{
	bool again = line == CMIS_SIM_LINE_INTERRUPT && pins->edges &&
		     pins->held;

	if (line == CMIS_SIM_LINE_INTERRUPT)
		WRITE_ONCE(pins->held, asserted);
	if (asserted && again)
		return;
	if (asserted)
		set_bit(line, &pins->asserted);
	else
		clear_bit(line, &pins->asserted);
	if (pins->ready)
		cmis_sim_irq_kick(pins);
}

static struct cmis_sim_pins *cmis_sim_chip_pins(struct gpio_chip *chip)
{
	return container_of(chip, struct cmis_sim_pins, chip);
}

static int cmis_sim_pin_get(struct gpio_chip *chip, unsigned int pin)
{
	struct cmis_sim_pins *pins = cmis_sim_chip_pins(chip);

	if (pin == CMIS_SIM_PIN_PRESENT)
		return !cmis_sim_module_is_present(pins->module);
	if (pin == CMIS_SIM_PIN_INTERRUPT)
		return !READ_ONCE(pins->held);
	return test_bit(pin, &pins->outputs) || !test_bit(pin, &pins->driven);
}

static void cmis_sim_pins_apply(struct cmis_sim_pins *pins)
{
	struct gpio_chip *chip = &pins->chip;

	cmis_sim_module_set_pins(pins->module,
				 !cmis_sim_pin_get(chip, CMIS_SIM_PIN_RESET),
				 cmis_sim_pin_get(chip,
						  CMIS_SIM_PIN_LOW_POWER));
}

static bool cmis_sim_pin_is_output(unsigned int pin)
{
	return CMIS_SIM_PIN_OUTPUTS & BIT(pin);
}

static int cmis_sim_pin_set(struct gpio_chip *chip, unsigned int pin,
			    int value)
{
	struct cmis_sim_pins *pins = cmis_sim_chip_pins(chip);

	if (!cmis_sim_pin_is_output(pin))
		return -EPERM;
	assign_bit(pin, &pins->outputs, value);
	cmis_sim_pins_apply(pins);
	return 0;
}

static CMIS_GPIO_SET_TYPE cmis_sim_chip_set(struct gpio_chip *chip,
					    unsigned int pin, int value)
{
	return cmis_gpio_set_result(cmis_sim_pin_set(chip, pin, value));
}

static int cmis_sim_pin_direction_get(struct gpio_chip *chip,
				      unsigned int pin)
{
	return test_bit(pin, &cmis_sim_chip_pins(chip)->driven) ?
	       GPIO_LINE_DIRECTION_OUT : GPIO_LINE_DIRECTION_IN;
}

static int cmis_sim_pin_output(struct gpio_chip *chip, unsigned int pin,
			       int value)
{
	if (!cmis_sim_pin_is_output(pin))
		return -EPERM;
	set_bit(pin, &cmis_sim_chip_pins(chip)->driven);
	return cmis_sim_pin_set(chip, pin, value);
}

static int cmis_sim_pin_input(struct gpio_chip *chip, unsigned int pin)
{
	return cmis_sim_pin_is_output(pin) ? -EPERM : 0;
}

static int cmis_sim_pin_irq(struct gpio_chip *chip, unsigned int pin)
{
	struct cmis_sim_pins *pins = cmis_sim_chip_pins(chip);

	if (pin == CMIS_SIM_PIN_PRESENT)
		return pins->irqs[CMIS_SIM_LINE_PRESENT];
	if (pin == CMIS_SIM_PIN_INTERRUPT)
		return pins->irqs[CMIS_SIM_LINE_INTERRUPT];
	return -ENXIO;
}

/* The signals have the name of the port in front, and a blank. */
static void cmis_sim_pins_name(struct cmis_sim_pins *pins, const char *name)
{
	static const char * const signals[CMIS_SIM_PINS] = {
		[CMIS_SIM_PIN_PRESENT] = "modprs",
		[CMIS_SIM_PIN_RESET] = "reset",
		[CMIS_SIM_PIN_LOW_POWER] = "lpmode",
		[CMIS_SIM_PIN_INTERRUPT] = "interrupt",
	};
	unsigned int pin;

	for (pin = 0; pin < CMIS_SIM_PINS; pin++) {
		snprintf(pins->line_names[pin], sizeof(pins->line_names[pin]),
			 "%s %s", name, signals[pin]);
		pins->names[pin] = pins->line_names[pin];
	}
}

static int cmis_sim_chip_create(struct cmis_sim_pins *pins,
				struct device *parent, const char *name)
{
	int err;

	/* Reset is active low. */
	pins->outputs = BIT(CMIS_SIM_PIN_RESET);
	snprintf(pins->label, sizeof(pins->label), "cmis-sim-%s", name);
	cmis_sim_pins_name(pins, name);
	pins->chip = (struct gpio_chip) {
		.label = pins->label,
		.parent = parent,
		.owner = THIS_MODULE,
		.base = -1,
		.ngpio = CMIS_SIM_PINS,
		.names = pins->names,
		.can_sleep = true,
		.get = cmis_sim_pin_get,
		.set = cmis_sim_chip_set,
		.get_direction = cmis_sim_pin_direction_get,
		.direction_input = cmis_sim_pin_input,
		.direction_output = cmis_sim_pin_output,
		.to_irq = cmis_sim_pin_irq,
	};
	err = gpiochip_add_data(&pins->chip, pins);
	pins->chip_added = !err;
	if (!err)
		cmis_sim_pins_apply(pins);
	return err;
}

static void cmis_sim_lines_destroy(struct cmis_sim_pins *pins)
{
	unsigned int line;

	if (!pins->domain)
		return;
	for (line = 0; line < CMIS_SIM_LINES; line++)
		irq_dispose_mapping(pins->irqs[line]);
	irq_domain_remove(pins->domain);
	pins->domain = NULL;
	memset(pins->irqs, 0, sizeof(pins->irqs));
}

static int cmis_sim_lines_create(struct cmis_sim_pins *pins)
{
	unsigned int line;

	pins->enabled = 0;
	pins->held = false;
	pins->work = IRQ_WORK_INIT_HARD(cmis_sim_irq_deliver);
	pins->domain = irq_domain_create_linear(NULL, CMIS_SIM_LINES,
						&cmis_sim_irq_ops, pins);
	if (!pins->domain)
		return -ENOMEM;
	for (line = 0; line < CMIS_SIM_LINES; line++) {
		pins->irqs[line] = irq_create_mapping(pins->domain, line);
		if (!pins->irqs[line]) {
			cmis_sim_lines_destroy(pins);
			return -ENOMEM;
		}
	}
	return irq_set_irq_type(pins->irqs[CMIS_SIM_LINE_INTERRUPT],
				cmis_sim_interrupt_type(pins));
}

static void cmis_sim_pins_set_ready(struct cmis_sim_pins *pins, bool ready)
{
	guard(mutex)(&pins->module->lock);
	pins->ready = ready;
}

/**
 * cmis_sim_pins_create() - wire the pins of a cage
 * @pins: the pins
 * @parent: parent of the GPIO chip
 * @chip_name: wire presence, reset and low power to a chip of this name; NULL
 *	for interrupts only
 *
 * Return: 0 or a negative errno.
 */
int cmis_sim_pins_create(struct cmis_sim_pins *pins, struct device *parent,
			 const char *chip_name)
{
	int err;

	err = cmis_sim_lines_create(pins);
	if (err)
		return err;
	if (chip_name) {
		err = cmis_sim_chip_create(pins, parent, chip_name);
		if (err) {
			cmis_sim_lines_destroy(pins);
			return err;
		}
	}
	cmis_sim_pins_set_ready(pins, true);
	return 0;
}

/**
 * cmis_sim_pins_destroy() - take the pins away
 * @pins: the pins, without users
 *
 * This releases reset and low power.
 */
void cmis_sim_pins_destroy(struct cmis_sim_pins *pins)
{
	cmis_sim_pins_set_ready(pins, false);
	irq_work_sync(&pins->work);
	if (pins->chip_added)
		gpiochip_remove(&pins->chip);
	pins->chip_added = false;
	cmis_sim_lines_destroy(pins);
	cmis_sim_module_set_pins(pins->module, false, false);
}

/**
 * cmis_sim_pins_announce() - assign the pins to the client
 * @pins: the pins
 * @adapter: number of the client's adapter
 *
 * Return: 0 or -ENOMEM.
 */
int cmis_sim_pins_announce(struct cmis_sim_pins *pins, int adapter)
{
	static const struct {
		const char *name;
		unsigned long flags;
	} uses[] = {
		[CMIS_SIM_PIN_PRESENT] = { "modprs", GPIO_ACTIVE_LOW },
		[CMIS_SIM_PIN_RESET] = { "reset", GPIO_ACTIVE_LOW },
		[CMIS_SIM_PIN_LOW_POWER] = { "lpmode", GPIO_ACTIVE_HIGH },
	};
	struct gpiod_lookup_table *lookup;
	unsigned int pin;

	if (!pins->chip_added)
		return 0;
	lookup = kzalloc(struct_size(lookup, table, ARRAY_SIZE(uses) + 1),
			 GFP_KERNEL);
	if (!lookup)
		return -ENOMEM;
	snprintf(pins->dev_id, sizeof(pins->dev_id), "%d-%04x",
		 adapter, CMIS_I2C_ADDR);
	lookup->dev_id = pins->dev_id;
	for (pin = 0; pin < ARRAY_SIZE(uses); pin++)
		lookup->table[pin] = GPIO_LOOKUP(pins->label, pin,
						 uses[pin].name,
						 uses[pin].flags);
	gpiod_add_lookup_table(lookup);
	pins->lookup = lookup;
	return 0;
}

/**
 * cmis_sim_pins_withdraw() - take back cmis_sim_pins_announce()
 * @pins: the pins
 */
void cmis_sim_pins_withdraw(struct cmis_sim_pins *pins)
{
	if (!pins->lookup)
		return;
	gpiod_remove_lookup_table(pins->lookup);
	kfree(pins->lookup);
	pins->lookup = NULL;
}
