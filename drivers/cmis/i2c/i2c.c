// SPDX-License-Identifier: GPL-2.0-only
/*
 * I2C transport: a cage whose module answers at address 0x50. Adapters that
 * speak full I2C carry the bank, the page and the data in one transaction;
 * those with SMBus only, or with quirks, take it in steps.
 */

#include <linux/gpio/consumer.h>
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/module.h>
#include <linux/property.h>

#include "compat/compat.h"
#include "i2c/optoe.h"
#include "i2c/signals.h"
#include "i2c/smbus.h"

/* Selection of a page, reading it back, data; each up to two I2C messages. */
#define CMIS_I2C_MAX_MSGS	3
#define CMIS_I2C_MAX_LEN	128
/* A write, and two reads of two messages each. */
#define CMIS_I2C_ATOMIC_MSGS	5
/* The offset, the bank and the page. */
#define CMIS_I2C_SELECT_LEN	3

/**
 * struct cmis_i2c - a cage on an I2C bus
 * @client: the module's address
 * @cage: the cage
 * @modprs: presence signal, active when a module is plugged; or NULL
 * @reset: reset signal; or NULL
 * @lpmode: low power request signal; or NULL
 * @interrupt: interrupt signal of a cage without a firmware node; or NULL
 * @ops: the operations that the adapter and the signals allow
 * @max_len: longest message
 * @smbus: for adapters without full I2C
 */
struct cmis_i2c {
	struct i2c_client *client;
	struct cmis_cage *cage;
	struct gpio_desc *modprs;
	struct gpio_desc *reset;
	struct gpio_desc *lpmode;
	struct gpio_desc *interrupt;
	struct cmis_transport_ops ops;
	u8 max_len;
	struct cmis_smbus smbus;
};

/* The messages of one cmis_msg; @data holds the offset and bytes to write. */
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
	u8 data[CMIS_I2C_MAX_MSGS][1 + CMIS_I2C_MAX_LEN];
	struct i2c_msg out[2 * CMIS_I2C_MAX_MSGS];
	struct cmis_i2c *ci = priv;
	unsigned int i, n = 0;
	int ret;

	if (num > CMIS_I2C_MAX_MSGS)
		return -EOPNOTSUPP;
	for (i = 0; i < num; i++)
		n += cmis_i2c_fill(ci, &out[n], &msgs[i], data[i]);
	ret = i2c_transfer(ci->client->adapter, out, n);
	if (ret < 0)
		return ret;
	return ret == n ? 0 : -EBADMSG;
}

/*
 * The adapter ends each message with a STOP. So the first message sets the
 * address in the module, and the second one reads on from there. The lock keeps
 * other users of this host away; it cannot keep away another master.
 */
static int cmis_i2c_step(struct cmis_i2c *ci, struct cmis_msg *msg)
{
	struct i2c_adapter *adap = ci->client->adapter;
	u8 data[1 + CMIS_I2C_MAX_LEN];
	struct i2c_msg out[2];
	unsigned int i, num = cmis_i2c_fill(ci, out, msg, data);
	int ret = 1;

	i2c_lock_bus(adap, I2C_LOCK_SEGMENT);
	for (i = 0; i < num && ret == 1; i++)
		ret = __i2c_transfer(adap, &out[i], 1);
	i2c_unlock_bus(adap, I2C_LOCK_SEGMENT);
	if (ret < 0)
		return ret;
	return ret == 1 ? 0 : -EBADMSG;
}

/*
 * A module that forgets the address after a STOP gives bytes from elsewhere.
 * The driver looks at byte 0 of each module before it believes anything. So
 * take a second look there: byte 1, the revision, differs from byte 0.
 */
static int cmis_i2c_step_xfer(void *priv, struct cmis_msg *msgs,
			      unsigned int num)
{
	u8 again;
	struct cmis_msg look = { .buf = &again, .offset = 1, .len = 1 };
	struct cmis_i2c *ci = priv;
	int ret;

	if (num != 1)
		return -EOPNOTSUPP;
	ret = cmis_i2c_step(ci, msgs);
	if (ret || msgs->write || msgs->offset || msgs->len < 2)
		return ret;
	ret = cmis_i2c_step(ci, &look);
	if (ret)
		return ret;
	return again == msgs->buf[1] ? 0 : -EBADMSG;
}

static int cmis_i2c_smbus_xfer(void *priv, struct cmis_msg *msgs,
			       unsigned int num)
{
	struct cmis_i2c *ci = priv;

	return num == 1 ? cmis_smbus_xfer(&ci->smbus, msgs) : -EOPNOTSUPP;
}

/* An adapter without quirks. */
static const struct i2c_adapter_quirks cmis_i2c_no_quirks;

static const struct i2c_adapter_quirks *
cmis_i2c_quirks(const struct cmis_i2c *ci)
{
	return ci->client->adapter->quirks ?: &cmis_i2c_no_quirks;
}

/* Number of messages that the adapter joins by repeated STARTs */
static unsigned int cmis_i2c_count_msgs(const struct cmis_i2c *ci)
{
	const struct i2c_adapter_quirks *quirks = cmis_i2c_quirks(ci);

	if (quirks->flags & I2C_AQ_NO_REP_START)
		return 1;
	if (quirks->flags & I2C_AQ_COMB)
		return 2;
	return quirks->max_num_msgs ?: CMIS_I2C_ATOMIC_MSGS;
}

/* Without a write of three bytes, the driver cannot select a page. */
static bool cmis_i2c_can_select(const struct cmis_i2c *ci)
{
	unsigned int max = cmis_i2c_quirks(ci)->max_write_len;

	return !max || max >= CMIS_I2C_SELECT_LEN;
}

/*
 * Full I2C is best, if the quirks leave a read of two messages. The quirks do
 * not bind SMBus operations of the adapter's own.
 */
static int cmis_i2c_choose_xfer(struct cmis_i2c *ci)
{
	struct i2c_adapter *adap = ci->client->adapter;
	bool i2c = i2c_check_functionality(adap, I2C_FUNC_I2C);
	int ret;

	ci->max_len = CMIS_I2C_MAX_LEN;
	ci->ops.xfer = cmis_i2c_xfer;
	if (i2c && cmis_i2c_can_select(ci) && cmis_i2c_count_msgs(ci) > 1)
		return 0;
	if (!i2c || adap->algo->smbus_xfer) {
		ci->ops.xfer = cmis_i2c_smbus_xfer;
		ret = cmis_smbus_init(&ci->smbus, ci->client);
		if (ret > 0)
			ci->max_len = ret;
		if (ret > 0 || !i2c)
			return min(ret, 0);
	}
	ci->ops.xfer = cmis_i2c_step_xfer;
	return cmis_i2c_can_select(ci) ? 0 : -EMSGSIZE;
}

/*
 * The offset is one more byte of a write on the wire. The second message of a
 * combined transfer has a limit of its own.
 */
static void cmis_i2c_set_limits(const struct cmis_i2c *ci,
				struct cmis_cage_config *config)
{
	const struct i2c_adapter_quirks *quirks = cmis_i2c_quirks(ci);
	bool combined = quirks->flags & I2C_AQ_COMB &&
			ci->ops.xfer == cmis_i2c_xfer;
	u32 read = combined ? quirks->max_comb_2nd_msg_len :
			      quirks->max_read_len;
	u32 max = ci->max_len;

	config->max_read = min_not_zero(max, read);
	config->max_write = max;
	if (quirks->max_write_len >= CMIS_I2C_SELECT_LEN)
		config->max_write = min_t(u32, max, quirks->max_write_len - 1);
}

static int cmis_i2c_present(void *priv)
{
	struct cmis_i2c *ci = priv;

	return gpiod_get_value_cansleep(ci->modprs);
}

/* An expander that lost its power has made its pins inputs again. */
static int cmis_i2c_set_reset(void *priv, bool on)
{
	struct cmis_i2c *ci = priv;

	return gpiod_direction_output(ci->reset, on);
}

static int cmis_i2c_set_low_power(void *priv, bool on)
{
	struct cmis_i2c *ci = priv;

	return gpiod_direction_output(ci->lpmode, on);
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
	/* The module stays in the power mode that firmware has set. */
	ci->lpmode = devm_gpiod_get_optional(dev, "lpmode", GPIOD_ASIS);
	if (IS_ERR(ci->lpmode))
		return dev_err_probe(dev, PTR_ERR(ci->lpmode),
				     "no lpmode GPIO\n");
	/* A firmware node has an interrupt instead. */
	if (!dev_fwnode(dev))
		ci->interrupt = devm_gpiod_get_optional(dev, "interrupt",
							GPIOD_IN);
	if (IS_ERR(ci->interrupt))
		return dev_err_probe(dev, PTR_ERR(ci->interrupt),
				     "no interrupt GPIO\n");

	ci->ops.present = ci->modprs ? cmis_i2c_present : NULL;
	ci->ops.set_reset = ci->reset ? cmis_i2c_set_reset : NULL;
	ci->ops.set_low_power = ci->lpmode ? cmis_i2c_set_low_power : NULL;
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

/* Without the interrupt, the sweeps find the news. */
static int cmis_i2c_request_irq(struct cmis_i2c *ci, int irq,
				irq_handler_t handler, unsigned long trigger)
{
	struct device *dev = &ci->client->dev;
	int ret;

	if (irq == -EPROBE_DEFER)
		return irq;
	if (irq < 0)
		dev_info(dev, "a signal has no interrupt, polling\n");
	if (irq <= 0)
		return 0;
	/* Firmware may know a trigger that the interrupt controller has. */
	if (irq_get_trigger_type(irq))
		trigger = 0;
	ret = devm_request_threaded_irq(dev, irq, NULL, handler,
					IRQF_ONESHOT | trigger, dev_name(dev),
					ci);
	if (ret == -EPROBE_DEFER)
		return ret;
	if (ret)
		dev_warn(dev, "no interrupt %d: %pe, polling\n", irq,
			 ERR_PTR(ret));
	return 0;
}

/*
 * Expanders know edges only. A sweep reads the flags as well, so an edge that
 * was lost is not missed for long.
 */
static int cmis_i2c_request_interrupt(struct cmis_i2c *ci)
{
	return cmis_i2c_request_irq(ci, gpiod_to_irq(ci->interrupt),
				    cmis_i2c_irq,
				    gpiod_is_active_low(ci->interrupt) ?
				    IRQF_TRIGGER_FALLING : IRQF_TRIGGER_RISING);
}

static int cmis_i2c_request_irqs(struct cmis_i2c *ci)
{
	int ret;

	if (ci->modprs) {
		ret = cmis_i2c_request_irq(ci, gpiod_to_irq(ci->modprs),
					   cmis_i2c_modprs_irq,
					   IRQF_TRIGGER_RISING |
					   IRQF_TRIGGER_FALLING);
		if (ret)
			return ret;
	}
	if (ci->interrupt && ci->client->irq <= 0)
		return cmis_i2c_request_interrupt(ci);
	return cmis_i2c_request_irq(ci, ci->client->irq, cmis_i2c_irq,
				    IRQF_TRIGGER_LOW);
}

static void cmis_i2c_unregister(void *data)
{
	struct cmis_i2c *ci = data;

	cmis_cage_unregister(ci->cage);
}

/* Cages behind a mux share the bus in front of it. */
static struct i2c_adapter *cmis_i2c_root(struct i2c_adapter *adap)
{
	struct i2c_adapter *parent;

	while ((parent = i2c_parent_is_i2c_adapter(adap)))
		adap = parent;
	return adap;
}

static int cmis_i2c_register(struct cmis_i2c *ci)
{
	struct device *dev = &ci->client->dev;
	struct cmis_cage_config config = {
		.parent = dev,
		.ops = &ci->ops,
		.priv = ci,
		.bus = cmis_i2c_root(ci->client->adapter),
	};
	struct fwnode_handle *mac, *light;
	int ret;

	if (ci->ops.xfer == cmis_i2c_xfer &&
	    cmis_i2c_count_msgs(ci) >= CMIS_I2C_ATOMIC_MSGS)
		config.caps |= CMIS_CAP_ATOMIC;
	cmis_i2c_set_limits(ci, &config);
	device_property_read_string(dev, "label", &config.label);
	device_property_read_u32(dev, "maximum-power-milliwatt",
				 &config.power_limit_mw);
	mac = fwnode_find_reference(dev_fwnode(dev), "ethernet", 0);
	config.netdev_fwnode = IS_ERR(mac) ? NULL : mac;
	light = fwnode_find_reference(dev_fwnode(dev), "oif,light-source", 0);
	config.light_fwnode = IS_ERR(light) ? NULL : light;
	ci->cage = cmis_cage_register(&config);
	fwnode_handle_put(config.netdev_fwnode);
	fwnode_handle_put(config.light_fwnode);
	if (IS_ERR(ci->cage))
		return dev_err_probe(dev, PTR_ERR(ci->cage), "no cage\n");
	ret = devm_add_action_or_reset(dev, cmis_i2c_unregister, ci);
	if (ret)
		return ret;
	return cmis_i2c_optoe_link(dev, cmis_cage_dev(ci->cage));
}

static int cmis_i2c_probe(struct i2c_client *client)
{
	struct device *dev = &client->dev;
	struct cmis_i2c *ci;
	int ret;

	ci = devm_kzalloc(dev, sizeof(*ci), GFP_KERNEL);
	if (!ci)
		return -ENOMEM;
	ci->client = client;
	i2c_set_clientdata(client, ci);

	ret = cmis_i2c_choose_xfer(ci);
	if (ret == -EMSGSIZE)
		return dev_err_probe(dev, ret,
				     "adapter writes no 3 bytes at once, so no page can be selected\n");
	if (ret)
		return dev_err_probe(dev, ret,
				     "adapter offers neither I2C nor SMBus byte data\n");

	ret = cmis_i2c_get_signals(ci);
	if (ret)
		return ret;
	ret = cmis_i2c_register(ci);
	if (ret)
		return ret;
	/* Requested after the cage, so devres frees them before it. */
	return cmis_i2c_request_irqs(ci);
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
		.groups = cmis_i2c_driver_groups,
		.dev_groups = cmis_optoe_groups,
		.of_match_table = cmis_i2c_of_ids,
		.pm = pm_sleep_ptr(&cmis_i2c_pm),
	},
	.CMIS_I2C_PROBE = cmis_i2c_probe,
	.id_table = cmis_i2c_ids,
};

static int __init cmis_i2c_init(void)
{
	int ret;

	ret = cmis_i2c_signals_init();
	if (ret)
		return ret;
	ret = i2c_add_driver(&cmis_i2c_driver);
	if (ret)
		cmis_i2c_signals_exit();
	return ret;
}
module_init(cmis_i2c_init);

static void __exit cmis_i2c_exit(void)
{
	/* Its file goes with the driver: nobody names another signal. */
	i2c_del_driver(&cmis_i2c_driver);
	cmis_i2c_signals_exit();
}
module_exit(cmis_i2c_exit);

MODULE_AUTHOR("linux-cmis project");
MODULE_DESCRIPTION("CMIS pluggable optical modules on I2C buses");
MODULE_VERSION(CMIS_VERSION);
MODULE_LICENSE("GPL");
CMIS_IMPORT_SYMBOLS();
