// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: the simulator, from the files of configfs to its two-wire
 * interface: images and profiles, changes and faults as text, transfers.
 *
 * An input is a list of actions. The first byte of each is its kind:
 *
 *	0	write an attribute: its place in the list, two bytes of
 *		length, the text
 *	1	read an attribute: its place in the list
 *	2	read the memory
 *	3	a transfer: the number of messages, and for each the direction,
 *		the length, and the data of a write
 *	4	let time pass: two bytes of milliseconds
 */

#include "simkernel.h"
#include "../../../drivers/cmis/sim/configfs.h"
#include "../../../drivers/cmis/sim/model.h"
#include "../../../drivers/cmis/sim/port.h"

#define ACTIONS 5
#define MESSAGES 4

static struct configfs_subsystem *simulator;
static u8 pages[CMIS_SIM_PAGES_MAX * (3 + CMIS_PAGE_SIZE)];

/**
 * configfs_register_subsystem() - in place of the kernel's
 * @subsystem: the simulator's
 *
 * Return: 0.
 */
int configfs_register_subsystem(struct configfs_subsystem *subsystem)
{
	simulator = subsystem;
	return 0;
}

/**
 * cmis_sim_bus_create() - in place of the simulator's: there is no driver
 * @bus: not used
 * @parent: not used
 *
 * Return: 0.
 */
int cmis_sim_bus_create(struct cmis_sim_bus *bus, struct device *parent)
{
	(void)bus;
	(void)parent;
	return 0;
}

/**
 * cmis_sim_bus_destroy() - in place of the simulator's
 * @bus: not used
 */
void cmis_sim_bus_destroy(struct cmis_sim_bus *bus)
{
	(void)bus;
}

/**
 * cmis_sim_pins_set() - in place of the simulator's
 * @pins: not used
 * @line: not used
 * @asserted: not used
 */
void cmis_sim_pins_set(struct cmis_sim_pins *pins, enum cmis_sim_line line,
		       bool asserted)
{
	(void)pins;
	(void)asserted;
	fuzz_require(line < CMIS_SIM_LINES);
}

static struct configfs_attribute *attribute_get(struct config_item *item,
						u8 number)
{
	struct configfs_attribute **attrs = item->ci_type->ct_attrs;
	unsigned int count = 0;

	while (attrs[count])
		count++;
	return attrs[number % count];
}

/* As configfs does it: a page at most, and a zero behind it. */
static void attribute_write(struct config_item *item,
			    struct fuzz_input *input)
{
	struct configfs_attribute *attr;
	struct fuzz_block text;
	size_t size;
	char *copy;
	ssize_t ret;

	attr = attribute_get(item, fuzz_take_byte(input));
	size = fuzz_take_byte(input);
	size |= (size_t)fuzz_take_byte(input) << 8;
	text = fuzz_take(input, min(size, (size_t)PAGE_SIZE - 1));
	copy = malloc(text.len + 1);
	memcpy(copy, text.data, text.len);
	copy[text.len] = '\0';
	if (attr->store) {
		ret = attr->store(item, copy, text.len);
		fuzz_require(ret < 0 ? ret >= -4095 :
				       (size_t)ret == text.len);
	}
	free(copy);
	fuzz_free(&text);
}

static void attribute_read(struct config_item *item, struct fuzz_input *input)
{
	struct configfs_attribute *attr;
	ssize_t len;
	char *text;

	attr = attribute_get(item, fuzz_take_byte(input));
	if (!attr->show)
		return;
	text = malloc(PAGE_SIZE);
	len = attr->show(item, text);
	fuzz_require(len >= -4095 && len < PAGE_SIZE);
	fuzz_require(len <= 0 || !memchr(text, 0, len));
	free(text);
}

/* A read has no side effects, so a second read gives the same. */
static void memory_read(struct config_item *item)
{
	struct configfs_bin_attribute *attr = item->ci_type->ct_bin_attrs[0];
	ssize_t size = attr->read(item, NULL, 0);
	u8 *again;

	fuzz_require(size >= 0 && (size_t)size <= sizeof(pages));
	fuzz_require(attr->read(item, pages, size) == size);
	again = malloc(size);
	fuzz_require(attr->read(item, again, size) == size);
	fuzz_require(!memcmp(pages, again, size));
	free(again);
}

static void message_take(struct fuzz_input *input, struct i2c_msg *msg,
			 struct fuzz_block *block)
{
	u8 flags = fuzz_take_byte(input), len = fuzz_take_byte(input);

	*block = fuzz_take(input, flags & I2C_M_RD ? 0 : len);
	if (flags & I2C_M_RD) {
		free(block->data);
		block->data = calloc(1, len);
		block->len = len;
	}
	msg->addr = flags & 0x80 ? 0x51 : CMIS_I2C_ADDR;
	msg->flags = flags & I2C_M_RD;
	msg->len = block->len;
	msg->buf = block->data;
}

static void transfer(struct cmis_sim_module *module, struct fuzz_input *input)
{
	struct fuzz_block blocks[MESSAGES];
	struct cmis_sim_outcome outcome = { 0 };
	struct i2c_msg msgs[MESSAGES];
	unsigned int count = 1 + fuzz_take_byte(input) % MESSAGES, i;

	for (i = 0; i < count; i++)
		message_take(input, &msgs[i], &blocks[i]);
	fuzz_require(cmis_sim_module_transfer(module, msgs, count,
					      &outcome) <= 0);
	for (i = 0; i < count; i++)
		fuzz_free(&blocks[i]);
}

static void act(struct config_item *item, struct fuzz_input *input)
{
	struct cmis_sim_port *port = cmis_sim_configfs_port(item);
	u32 ms;

	switch (fuzz_take_byte(input) % ACTIONS) {
	case 0:
		attribute_write(item, input);
		break;
	case 1:
		attribute_read(item, input);
		break;
	case 2:
		memory_read(item);
		break;
	case 3:
		transfer(&port->module, input);
		break;
	case 4:
		ms = fuzz_take_byte(input);
		fuzz_time_pass(ms | (u32)fuzz_take_byte(input) << 8);
		break;
	}
}

int fuzz_one(const u8 *data, size_t len)
{
	const struct configfs_group_operations *ops;
	struct fuzz_input input = { data, len };
	struct config_item *item;

	if (!simulator)
		cmis_sim_configfs_register(NULL);
	ops = simulator->su_group.cg_item.ci_type->ct_group_ops;
	item = ops->make_item(&simulator->su_group, "p0");
	fuzz_require(!IS_ERR(item));
	while (input.len)
		act(item, &input);
	ops->drop_item(&simulator->su_group, item);
	return 0;
}
