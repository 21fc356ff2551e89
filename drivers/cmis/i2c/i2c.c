// SPDX-License-Identifier: GPL-2.0-only
/*
 * I2C transport: a cage whose module answers at address 0x50. Adapters that
 * speak full I2C carry the bank, the page and the data in one transaction;
 * those with SMBus only take it in steps.
 */

#include <linux/bitops.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/gpio/consumer.h>
#include <linux/i2c.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/pm.h>
#include <linux/property.h>
#include <linux/string.h>

#include <linux/cmis.h>
#include "spec/regs.h"

#include "compat/compat.h"

/* Selection of a page, which page it is now, data; each up to two messages. */
#define CMIS_I2C_MAX_MSGS	3
/* Bytes 0-7 of lower memory and pages below this one have no latched flags. */
#define CMIS_I2C_LOWER_PLAIN	8
#define CMIS_I2C_PAGES_PLAIN	CMIS_PAGE_LANE_CONTROL

struct cmis_i2c;

/**
 * enum cmis_i2c_place - where a read can be compared with one byte by byte
 * @CMIS_I2C_LOWER: lower memory
 * @CMIS_I2C_ADMIN: page 00h
 * @CMIS_I2C_PAGED: other pages, to which only a selection leads
 * @CMIS_I2C_NOWHERE: neither, as reading clears flags there
 */
enum cmis_i2c_place {
	CMIS_I2C_LOWER,
	CMIS_I2C_ADMIN,
	CMIS_I2C_PAGED,
	CMIS_I2C_NOWHERE,
};

/**
 * struct cmis_i2c_mode - how an adapter can reach a module
 * @name: of what is moved at once
 * @functionality: what the adapter must have, I2C_FUNC_*
 * @xfer: carries out the messages
 * @step: carries out one of them, where @xfer takes them one by one
 * @caps: CMIS_CAP_*
 * @max_read: longest read
 * @max_write: longest write
 */
struct cmis_i2c_mode {
	const char *name;
	u32 functionality;
	int (*xfer)(void *priv, struct cmis_msg *msgs, unsigned int num);
	int (*step)(struct cmis_i2c *ci, struct cmis_msg *msg);
	u32 caps;
	u8 max_read;
	u8 max_write;
};

/**
 * struct cmis_i2c - a cage on an I2C bus
 * @client: the module's address
 * @cage: the cage
 * @modprs: presence signal, active when a module is plugged; or NULL
 * @reset: reset signal; or NULL
 * @lpmode: low power request signal; or NULL
 * @ops: the operations that this cage's signals allow
 * @mode: how the module is reached
 * @proven: where @mode is known to read what single bytes do, by place
 * @selected: something has been selected
 * @select: bank and page that were selected last
 *
 * What follows @ops is guarded by the cage's bus lock.
 */
struct cmis_i2c {
	struct i2c_client *client;
	struct cmis_cage *cage;
	struct gpio_desc *modprs;
	struct gpio_desc *reset;
	struct gpio_desc *lpmode;
	struct cmis_transport_ops ops;
	const struct cmis_i2c_mode *mode;
	unsigned long proven;
	bool selected;
	u8 select[2];
};

/* Bytes moved by one or more calls; anything short is malformed. */
static int cmis_i2c_settle(int ret, int want)
{
	if (ret < 0)
		return ret;
	return ret == want ? 0 : -EBADMSG;
}

/* The messages of one cmis_msg; @data holds the offset and what is written. */
static unsigned int cmis_i2c_fill(struct cmis_i2c *ci, struct i2c_msg *out,
				  struct cmis_msg *msg, u8 *data)
{
	data[0] = msg->offset;
	out[0] = (struct i2c_msg) {
		.addr = ci->client->addr,
		.len = 1,
		.buf = data,
	};
	if (msg->write) {
		memcpy(data + 1, msg->buf, msg->len);
		out[0].len += msg->len;
		return 1;
	}
	out[1] = (struct i2c_msg) {
		.addr = ci->client->addr,
		.flags = I2C_M_RD,
		.len = msg->len,
		.buf = msg->buf,
	};
	return 2;
}

static int cmis_i2c_xfer(void *priv, struct cmis_msg *msgs, unsigned int num)
{
	u8 data[CMIS_I2C_MAX_MSGS][1 + CMIS_PAGE_SIZE];
	struct i2c_msg out[2 * CMIS_I2C_MAX_MSGS];
	struct cmis_i2c *ci = priv;
	unsigned int i, n = 0;

	if (num > CMIS_I2C_MAX_MSGS)
		return -EOPNOTSUPP;
	for (i = 0; i < num; i++)
		n += cmis_i2c_fill(ci, &out[n], &msgs[i], data[i]);
	return cmis_i2c_settle(i2c_transfer(ci->client->adapter, out, n), n);
}

static int cmis_i2c_block_step(struct cmis_i2c *ci, struct cmis_msg *msg)
{
	int ret;

	if (msg->write)
		return i2c_smbus_write_i2c_block_data(ci->client, msg->offset,
						      msg->len, msg->buf);
	ret = i2c_smbus_read_i2c_block_data(ci->client, msg->offset,
					    msg->len, msg->buf);
	return cmis_i2c_settle(ret, msg->len);
}

static int cmis_i2c_move_word(struct cmis_i2c *ci, u8 offset, u8 *buf,
			      bool write)
{
	int ret;

	/* SMBus sends the low byte first. */
	if (write)
		return i2c_smbus_write_word_data(ci->client, offset,
						 buf[0] | buf[1] << 8);
	ret = i2c_smbus_read_word_data(ci->client, offset);
	if (ret < 0)
		return ret;
	buf[0] = ret & 0xff;
	buf[1] = ret >> 8;
	return 0;
}

static int cmis_i2c_move_byte(struct cmis_i2c *ci, u8 offset, u8 *buf,
			      bool write)
{
	int ret;

	if (write)
		return i2c_smbus_write_byte_data(ci->client, offset, *buf);
	ret = i2c_smbus_read_byte_data(ci->client, offset);
	if (ret < 0)
		return ret;
	*buf = ret;
	return 0;
}

static int cmis_i2c_byte_step(struct cmis_i2c *ci, struct cmis_msg *msg)
{
	unsigned int done;
	int ret = 0;

	for (done = 0; !ret && done < msg->len; done++)
		ret = cmis_i2c_move_byte(ci, msg->offset + done,
					 msg->buf + done, msg->write);
	return ret;
}

static bool cmis_i2c_use_word(struct cmis_i2c *ci, const struct cmis_msg *msg,
			      unsigned int done)
{
	u32 func = msg->write ? I2C_FUNC_SMBUS_WRITE_WORD_DATA :
				I2C_FUNC_SMBUS_READ_WORD_DATA;

	return msg->len - done >= 2 && !((msg->offset + done) & 1) &&
	       i2c_check_functionality(ci->client->adapter, func);
}

/* Words, so that a 16-bit value is not torn. */
static int cmis_i2c_word_step(struct cmis_i2c *ci, struct cmis_msg *msg)
{
	unsigned int done = 0;
	u8 offset, *buf;
	int ret = 0;

	while (!ret && done < msg->len) {
		offset = msg->offset + done;
		buf = msg->buf + done;
		if (cmis_i2c_use_word(ci, msg, done)) {
			ret = cmis_i2c_move_word(ci, offset, buf, msg->write);
			done += 2;
		} else {
			ret = cmis_i2c_move_byte(ci, offset, buf, msg->write);
			done += 1;
		}
	}
	return ret;
}

static int cmis_i2c_step_xfer(void *priv, struct cmis_msg *msgs,
			      unsigned int num);

/* Best first. */
static const struct cmis_i2c_mode cmis_i2c_modes[] = {
	{
		.name = "transactions",
		.functionality = I2C_FUNC_I2C,
		.xfer = cmis_i2c_xfer,
		.caps = CMIS_CAP_ATOMIC,
		.max_read = CMIS_PAGE_SIZE,
		.max_write = CMIS_PAGE_SIZE,
	}, {
		.name = "blocks",
		.functionality = I2C_FUNC_SMBUS_I2C_BLOCK,
		.xfer = cmis_i2c_step_xfer,
		.step = cmis_i2c_block_step,
		.max_read = I2C_SMBUS_BLOCK_MAX,
		.max_write = I2C_SMBUS_BLOCK_MAX,
	}, {
		.name = "words",
		.functionality = I2C_FUNC_SMBUS_BYTE_DATA |
				 I2C_FUNC_SMBUS_READ_WORD_DATA,
		.xfer = cmis_i2c_step_xfer,
		.step = cmis_i2c_word_step,
		.max_read = CMIS_MIN_ACCESS,
		.max_write = CMIS_MIN_ACCESS,
	}, {
		.name = "bytes",
		.functionality = I2C_FUNC_SMBUS_BYTE_DATA,
		.xfer = cmis_i2c_step_xfer,
		.step = cmis_i2c_byte_step,
		.max_read = CMIS_MIN_ACCESS,
		.max_write = CMIS_MIN_ACCESS,
	},
};

/* The best that the adapter can, of those after @mode if that is given. */
static const struct cmis_i2c_mode *
cmis_i2c_mode_get(struct i2c_adapter *adap, const struct cmis_i2c_mode *mode)
{
	for (mode = mode ? mode + 1 : cmis_i2c_modes;
	     mode < cmis_i2c_modes + ARRAY_SIZE(cmis_i2c_modes); mode++)
		if (i2c_check_functionality(adap, mode->functionality))
			return mode;
	return NULL;
}

static enum cmis_i2c_place cmis_i2c_place_get(const struct cmis_i2c *ci,
					      const struct cmis_msg *msg)
{
	if (msg->offset < CMIS_UPPER_FIRST)
		return msg->offset + msg->len <= CMIS_I2C_LOWER_PLAIN ?
		       CMIS_I2C_LOWER : CMIS_I2C_NOWHERE;
	if (ci->select[1] >= CMIS_I2C_PAGES_PLAIN)
		return CMIS_I2C_NOWHERE;
	return ci->select[1] == CMIS_PAGE_ADMIN ? CMIS_I2C_ADMIN :
						  CMIS_I2C_PAGED;
}

static int cmis_i2c_reselect(struct cmis_i2c *ci, u8 page,
			     int (*step)(struct cmis_i2c *ci,
					 struct cmis_msg *msg))
{
	u8 select[2] = { ci->select[0], page };
	struct cmis_msg msg = {
		.buf = select,
		.offset = CMIS_REG_OFFSET(CMIS_BANK_SELECT),
		.len = sizeof(select),
		.write = true,
	};
	int ret;

	ret = step(ci, &msg);
	if (!ret)
		fsleep(CMIS_T_PAGE_CHANGE_MS * USEC_PER_MSEC);
	return ret;
}

/* Read as the mode does, from a page that only its own selection leads to. */
static int cmis_i2c_read_by_mode(struct cmis_i2c *ci, struct cmis_msg *msg,
				 enum cmis_i2c_place place)
{
	int ret = 0;

	if (place == CMIS_I2C_PAGED)
		ret = cmis_i2c_reselect(ci, CMIS_PAGE_ADMIN,
					cmis_i2c_byte_step);
	if (!ret && place != CMIS_I2C_LOWER && ci->selected)
		ret = cmis_i2c_reselect(ci, ci->select[1], ci->mode->step);
	return ret ? ret : ci->mode->step(ci, msg);
}

static int cmis_i2c_read_by_byte(struct cmis_i2c *ci, struct cmis_msg *msg,
				 enum cmis_i2c_place place)
{
	int ret = 0;

	if (place != CMIS_I2C_LOWER && ci->selected)
		ret = cmis_i2c_reselect(ci, ci->select[1], cmis_i2c_byte_step);
	return ret ? ret : cmis_i2c_byte_step(ci, msg);
}

/* Read both ways; 0 if the bytes are the same, 1 if not, or an errno. */
static int cmis_i2c_compare(struct cmis_i2c *ci, struct cmis_msg *msg,
			    u8 *by_mode, enum cmis_i2c_place place)
{
	struct cmis_msg other = *msg;
	int ret;

	other.buf = by_mode;
	ret = cmis_i2c_read_by_mode(ci, &other, place);
	if (!ret)
		ret = cmis_i2c_read_by_byte(ci, msg, place);
	return ret ? ret : !!memcmp(by_mode, msg->buf, msg->len);
}

static void cmis_i2c_fall_back(struct cmis_i2c *ci)
{
	const struct cmis_i2c_mode *mode;

	mode = cmis_i2c_mode_get(ci->client->adapter, ci->mode);
	dev_info(&ci->client->dev,
		 "adapter reads other %s than single bytes: using %s\n",
		 ci->mode->name, mode->name);
	ci->mode = mode;
	ci->proven = 0;
}

/*
 * Some adapters offer blocks or words that do not reach what single bytes do,
 * e.g. because what they emulate knows no pages. What differs twice in the
 * same way is not noise, and the mode is not used again. Bytes are what the
 * caller gets.
 */
static int cmis_i2c_prove(struct cmis_i2c *ci, struct cmis_msg *msg,
			  enum cmis_i2c_place place)
{
	u8 by_mode[2][CMIS_PAGE_SIZE], by_byte[CMIS_PAGE_SIZE];
	int ret;

	ret = cmis_i2c_compare(ci, msg, by_mode[0], place);
	if (!ret)
		ci->proven |= BIT(place);
	if (ret <= 0)
		return ret;

	memcpy(by_byte, msg->buf, msg->len);
	ret = cmis_i2c_compare(ci, msg, by_mode[1], place);
	if (ret < 0)
		return ret;
	if (ret && !memcmp(by_mode[0], by_mode[1], msg->len) &&
	    !memcmp(by_byte, msg->buf, msg->len))
		cmis_i2c_fall_back(ci);
	return 0;
}

static bool cmis_i2c_is_doubtful(struct cmis_i2c *ci,
				 enum cmis_i2c_place place)
{
	return place != CMIS_I2C_NOWHERE && !(ci->proven & BIT(place)) &&
	       cmis_i2c_mode_get(ci->client->adapter, ci->mode);
}

static int cmis_i2c_step_xfer(void *priv, struct cmis_msg *msgs,
			      unsigned int num)
{
	enum cmis_i2c_place place;
	struct cmis_i2c *ci = priv;

	if (num != 1)
		return -EOPNOTSUPP;
	if (msgs->write) {
		if (msgs->offset == CMIS_REG_OFFSET(CMIS_BANK_SELECT) &&
		    msgs->len == sizeof(ci->select)) {
			memcpy(ci->select, msgs->buf, sizeof(ci->select));
			ci->selected = true;
		}
		return ci->mode->step(ci, msgs);
	}
	place = cmis_i2c_place_get(ci, msgs);
	if (cmis_i2c_is_doubtful(ci, place))
		return cmis_i2c_prove(ci, msgs, place);
	return ci->mode->step(ci, msgs);
}

static u8 cmis_i2c_limit(u8 mode_max, u16 quirk_max)
{
	return quirk_max ? min_t(u16, mode_max, quirk_max) : mode_max;
}

static u8 cmis_i2c_max_read(struct i2c_adapter *adap, u8 mode_max)
{
	const struct i2c_adapter_quirks *quirks = adap->quirks;

	if (!quirks)
		return mode_max;
	mode_max = cmis_i2c_limit(mode_max, quirks->max_read_len);
	return cmis_i2c_limit(mode_max, quirks->max_comb_2nd_msg_len);
}

/* The offset is one more byte of a write on the wire. */
static u8 cmis_i2c_max_write(struct i2c_adapter *adap, u8 mode_max)
{
	const struct i2c_adapter_quirks *quirks = adap->quirks;

	if (!quirks || quirks->max_write_len < 3)
		return mode_max;
	return cmis_i2c_limit(mode_max, quirks->max_write_len - 1);
}

static int cmis_i2c_present(void *priv)
{
	struct cmis_i2c *ci = priv;

	return gpiod_get_value_cansleep(ci->modprs);
}

static int cmis_i2c_set_reset(void *priv, bool on)
{
	struct cmis_i2c *ci = priv;

	gpiod_set_value_cansleep(ci->reset, on);
	return 0;
}

static int cmis_i2c_set_low_power(void *priv, bool on)
{
	struct cmis_i2c *ci = priv;

	gpiod_set_value_cansleep(ci->lpmode, on);
	return 0;
}

static int cmis_i2c_get_signals(struct cmis_i2c *ci)
{
	struct device *dev = &ci->client->dev;

	ci->modprs = devm_gpiod_get_optional(dev, "modprs", GPIOD_IN);
	if (IS_ERR(ci->modprs))
		return dev_err_probe(dev, PTR_ERR(ci->modprs),
				     "no modprs GPIO\n");
	ci->reset = devm_gpiod_get_optional(dev, "reset", GPIOD_OUT_LOW);
	if (IS_ERR(ci->reset))
		return dev_err_probe(dev, PTR_ERR(ci->reset),
				     "no reset GPIO\n");
	/* The module stays in the power mode that firmware has left it in. */
	ci->lpmode = devm_gpiod_get_optional(dev, "lpmode", GPIOD_ASIS);
	if (IS_ERR(ci->lpmode))
		return dev_err_probe(dev, PTR_ERR(ci->lpmode),
				     "no lpmode GPIO\n");

	if (ci->modprs)
		ci->ops.present = cmis_i2c_present;
	if (ci->reset)
		ci->ops.set_reset = cmis_i2c_set_reset;
	if (ci->lpmode)
		ci->ops.set_low_power = cmis_i2c_set_low_power;
	return 0;
}

static irqreturn_t cmis_i2c_modprs_irq(int irq, void *data)
{
	struct cmis_i2c *ci = data;

	cmis_cage_presence_changed(ci->cage);
	return IRQ_HANDLED;
}

static irqreturn_t cmis_i2c_irq(int irq, void *data)
{
	struct cmis_i2c *ci = data;

	cmis_cage_service_irq(ci->cage);
	return IRQ_HANDLED;
}

static int cmis_i2c_request_irq(struct cmis_i2c *ci)
{
	struct device *dev = &ci->client->dev;
	int ret;

	if (ci->client->irq <= 0)
		return 0;
	ret = devm_request_threaded_irq(dev, ci->client->irq, NULL,
					cmis_i2c_irq,
					IRQF_ONESHOT | IRQF_TRIGGER_LOW,
					dev_name(dev), ci);
	if (ret)
		return dev_err_probe(dev, ret, "no interrupt %d\n",
				     ci->client->irq);
	return 0;
}

/* A presence signal that cannot interrupt is polled. */
static int cmis_i2c_request_modprs_irq(struct cmis_i2c *ci)
{
	struct device *dev = &ci->client->dev;
	int irq;

	irq = ci->modprs ? gpiod_to_irq(ci->modprs) : 0;
	if (irq <= 0)
		return irq == -EPROBE_DEFER ? irq : 0;
	return devm_request_threaded_irq(dev, irq, NULL, cmis_i2c_modprs_irq,
					 IRQF_ONESHOT | IRQF_TRIGGER_RISING |
					 IRQF_TRIGGER_FALLING,
					 dev_name(dev), ci);
}

static void cmis_i2c_unregister(void *data)
{
	struct cmis_i2c *ci = data;

	cmis_cage_unregister(ci->cage);
}

/* Behind a mux, cages share the bus in front of it. */
static struct i2c_adapter *cmis_i2c_root(struct i2c_adapter *adap)
{
	struct i2c_adapter *parent;

	while ((parent = i2c_parent_is_i2c_adapter(adap)))
		adap = parent;
	return adap;
}

static int cmis_i2c_register(struct cmis_i2c *ci)
{
	const struct cmis_i2c_mode *mode = ci->mode;
	struct i2c_adapter *adap = ci->client->adapter;
	struct device *dev = &ci->client->dev;
	struct cmis_cage_config config = {
		.parent = dev,
		.ops = &ci->ops,
		.priv = ci,
		.bus = cmis_i2c_root(adap),
		.caps = mode->caps,
		.max_read = cmis_i2c_max_read(adap, mode->max_read),
		.max_write = cmis_i2c_max_write(adap, mode->max_write),
	};
	struct fwnode_handle *mac;

	device_property_read_string(dev, "label", &config.label);
	mac = fwnode_find_reference(dev_fwnode(dev), "ethernet", 0);
	config.netdev_fwnode = IS_ERR(mac) ? NULL : mac;
	ci->cage = cmis_cage_register(&config);
	fwnode_handle_put(config.netdev_fwnode);
	if (IS_ERR(ci->cage))
		return dev_err_probe(dev, PTR_ERR(ci->cage), "no cage\n");
	return devm_add_action_or_reset(dev, cmis_i2c_unregister, ci);
}

static int cmis_i2c_probe(struct i2c_client *client)
{
	const struct cmis_i2c_mode *mode;
	struct device *dev = &client->dev;
	struct cmis_i2c *ci;
	int ret;

	mode = cmis_i2c_mode_get(client->adapter, NULL);
	if (!mode)
		return dev_err_probe(dev, -EOPNOTSUPP,
				     "adapter can neither I2C nor SMBus byte data\n");
	ci = devm_kzalloc(dev, sizeof(*ci), GFP_KERNEL);
	if (!ci)
		return -ENOMEM;
	ci->client = client;
	ci->mode = mode;
	ci->ops.xfer = mode->xfer;
	i2c_set_clientdata(client, ci);

	ret = cmis_i2c_get_signals(ci);
	if (ret)
		return ret;
	ret = cmis_i2c_register(ci);
	if (ret)
		return ret;
	/* Freed before the cage is unregistered: managed, and asked later. */
	ret = cmis_i2c_request_modprs_irq(ci);
	if (ret)
		return ret;
	return cmis_i2c_request_irq(ci);
}

static int cmis_i2c_suspend(struct device *dev)
{
	struct cmis_i2c *ci = dev_get_drvdata(dev);

	cmis_cage_suspend(ci->cage);
	return 0;
}

static int cmis_i2c_resume(struct device *dev)
{
	struct cmis_i2c *ci = dev_get_drvdata(dev);

	cmis_cage_resume(ci->cage);
	return 0;
}

static DEFINE_SIMPLE_DEV_PM_OPS(cmis_i2c_pm, cmis_i2c_suspend,
				cmis_i2c_resume);

static const struct i2c_device_id cmis_i2c_ids[] = {
	{ "cmis" },
	{ }
};
MODULE_DEVICE_TABLE(i2c, cmis_i2c_ids);

static const struct of_device_id cmis_i2c_of_ids[] = {
	{ .compatible = "oif,cmis" },
	{ }
};
MODULE_DEVICE_TABLE(of, cmis_i2c_of_ids);

static struct i2c_driver cmis_i2c_driver = {
	.driver = {
		.name = "cmis",
		.of_match_table = cmis_i2c_of_ids,
		.pm = pm_sleep_ptr(&cmis_i2c_pm),
	},
	.CMIS_I2C_PROBE = cmis_i2c_probe,
	.id_table = cmis_i2c_ids,
};
module_i2c_driver(cmis_i2c_driver);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("CMIS pluggable optical modules on I2C buses");
MODULE_VERSION(CMIS_VERSION);
MODULE_LICENSE("GPL");
