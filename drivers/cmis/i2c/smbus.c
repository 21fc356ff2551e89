// SPDX-License-Identifier: GPL-2.0-only
/*
 * I2C transport: adapters that only speak SMBus. A transfer is made of blocks,
 * of words or of single bytes.
 *
 * Single bytes work on each adapter. Some emulated adapters offer blocks or
 * words that ignore the selected page. So the driver reads the first selected
 * page both ways before it uses anything but single bytes.
 */

#include <linux/delay.h>

#include "i2c/smbus.h"

/* Bank and page are chosen by two bytes, for the upper half of the window. */
#define CMIS_SMBUS_SELECT	126
#define CMIS_SMBUS_UPPER	128
/* The first page in which reads clear latched flags. */
#define CMIS_SMBUS_PAGE_FLAGS	0x10
/* From the choice of a page until it can be read. */
#define CMIS_SMBUS_PAGE_US	10000
/* Longest access that each module can do. */
#define CMIS_SMBUS_SHORT	8
/* A mode is given up after so many differences: one may be noise. */
#define CMIS_SMBUS_TRIES	2

/**
 * struct cmis_smbus_mode - a way to move bytes
 * @name: of the pieces
 * @functionality: needed of the adapter, I2C_FUNC_*
 * @move: carries out a message
 * @max_len: longest message
 */
struct cmis_smbus_mode {
	const char *name;
	u32 functionality;
	int (*move)(struct i2c_client *client, struct cmis_msg *msg);
	u8 max_len;
};

static int cmis_smbus_move_block(struct i2c_client *client,
				 struct cmis_msg *msg)
{
	int ret;

	if (msg->write)
		return i2c_smbus_write_i2c_block_data(client, msg->offset,
						      msg->len, msg->buf);
	ret = i2c_smbus_read_i2c_block_data(client, msg->offset, msg->len,
					    msg->buf);
	if (ret < 0)
		return ret;
	return ret == msg->len ? 0 : -EBADMSG;
}

/* SMBus sends the low byte of a word first. */
static int cmis_smbus_move_piece(struct i2c_client *client,
				 const struct cmis_msg *msg, unsigned int at,
				 bool word)
{
	u8 *buf = msg->buf + at, offset = msg->offset + at;
	int ret;

	if (msg->write && word)
		return i2c_smbus_write_word_data(client, offset,
						 buf[0] | buf[1] << 8);
	if (msg->write)
		return i2c_smbus_write_byte_data(client, offset, *buf);
	ret = word ? i2c_smbus_read_word_data(client, offset) :
		     i2c_smbus_read_byte_data(client, offset);
	if (ret < 0)
		return ret;
	buf[0] = ret & 0xff;
	if (word)
		buf[1] = ret >> 8;
	return 0;
}

/* A 16-bit value lies on an even byte: a word does not tear it. */
static int cmis_smbus_move_pieces(struct i2c_client *client,
				  const struct cmis_msg *msg, bool words)
{
	unsigned int at = 0;
	int ret;

	while (at < msg->len) {
		bool word = words && msg->len - at >= 2 &&
			    !((msg->offset + at) & 1);

		ret = cmis_smbus_move_piece(client, msg, at, word);
		if (ret)
			return ret;
		at += word ? 2 : 1;
	}
	return 0;
}

static int cmis_smbus_move_bytes(struct i2c_client *client,
				 struct cmis_msg *msg)
{
	return cmis_smbus_move_pieces(client, msg, false);
}

static int cmis_smbus_move_words(struct i2c_client *client,
				 struct cmis_msg *msg)
{
	u32 func = msg->write ? I2C_FUNC_SMBUS_WRITE_WORD_DATA :
				I2C_FUNC_SMBUS_READ_WORD_DATA;

	return cmis_smbus_move_pieces(client, msg,
				      i2c_check_functionality(client->adapter,
							      func));
}

/* Best first. */
static const struct cmis_smbus_mode cmis_smbus_modes[] = {
	{
		.name = "blocks",
		.functionality = I2C_FUNC_SMBUS_I2C_BLOCK |
				 I2C_FUNC_SMBUS_BYTE_DATA,
		.move = cmis_smbus_move_block,
		.max_len = I2C_SMBUS_BLOCK_MAX,
	}, {
		.name = "words",
		.functionality = I2C_FUNC_SMBUS_BYTE_DATA |
				 I2C_FUNC_SMBUS_READ_WORD_DATA,
		.move = cmis_smbus_move_words,
		.max_len = CMIS_SMBUS_SHORT,
	}, {
		.name = "bytes",
		.functionality = I2C_FUNC_SMBUS_BYTE_DATA,
		.move = cmis_smbus_move_bytes,
		.max_len = CMIS_SMBUS_SHORT,
	},
};

/* The best mode of the adapter from @mode on; NULL if there is none. */
static const struct cmis_smbus_mode *
cmis_smbus_find_mode(struct i2c_adapter *adap,
		     const struct cmis_smbus_mode *mode)
{
	for (; mode < cmis_smbus_modes + ARRAY_SIZE(cmis_smbus_modes); mode++)
		if (i2c_check_functionality(adap, mode->functionality))
			return mode;
	return NULL;
}

/* Choose a page, and read its first bytes. */
static int cmis_smbus_read_page(struct i2c_client *client,
				int (*move)(struct i2c_client *client,
					    struct cmis_msg *msg),
				u8 select[2], u8 bytes[CMIS_SMBUS_SHORT])
{
	struct cmis_msg choose = {
		.buf = select,
		.offset = CMIS_SMBUS_SELECT,
		.len = 2,
		.write = true,
	};
	struct cmis_msg read = {
		.buf = bytes,
		.offset = CMIS_SMBUS_UPPER,
		.len = CMIS_SMBUS_SHORT,
	};
	int ret;

	ret = move(client, &choose);
	if (ret)
		return ret;
	fsleep(CMIS_SMBUS_PAGE_US);
	return move(client, &read);
}

/*
 * Choose and read the page in the way of the mode, coming from page 00h, and
 * then by single bytes. 1 if the bytes are the same, 0 if not, or an errno.
 */
static int cmis_smbus_compare(struct cmis_smbus *smbus, u8 select[2])
{
	u8 admin[2] = {}, by_mode[CMIS_SMBUS_SHORT], by_byte[CMIS_SMBUS_SHORT];
	struct i2c_client *client = smbus->client;
	int ret;

	ret = cmis_smbus_read_page(client, cmis_smbus_move_bytes, admin,
				   by_byte);
	if (ret)
		return ret;
	ret = cmis_smbus_read_page(client, smbus->mode->move, select, by_mode);
	if (ret)
		return ret;
	ret = cmis_smbus_read_page(client, cmis_smbus_move_bytes, select,
				   by_byte);
	if (ret)
		return ret;
	return !memcmp(by_mode, by_byte, sizeof(by_byte));
}

/* Find a mode that works; the page is chosen then. */
static int cmis_smbus_prove(struct cmis_smbus *smbus, u8 select[2])
{
	const struct cmis_smbus_mode *mode;
	unsigned int try;
	int ret;

	for (;;) {
		for (try = 0; try < CMIS_SMBUS_TRIES; try++) {
			ret = cmis_smbus_compare(smbus, select);
			if (ret < 0)
				return ret;
			if (ret) {
				smbus->proven = true;
				return 0;
			}
		}
		mode = cmis_smbus_find_mode(smbus->client->adapter,
					    smbus->mode + 1);
		if (!mode)
			return 0;
		dev_info(&smbus->client->dev,
			 "%s do not read what single bytes do: using %s\n",
			 smbus->mode->name, mode->name);
		smbus->mode = mode;
	}
}

/**
 * cmis_smbus_xfer - carry out a message
 * @smbus: the module
 * @msg: the message
 *
 * Return: 0, or an errno of the adapter.
 */
int cmis_smbus_xfer(struct cmis_smbus *smbus, struct cmis_msg *msg)
{
	if (smbus->proven)
		return smbus->mode->move(smbus->client, msg);
	/* Only a module with pages is asked to choose one. */
	if (msg->write && msg->offset == CMIS_SMBUS_SELECT && msg->len == 2 &&
	    msg->buf[1] && msg->buf[1] < CMIS_SMBUS_PAGE_FLAGS)
		return cmis_smbus_prove(smbus, msg->buf);
	return cmis_smbus_move_bytes(smbus->client, msg);
}

/**
 * cmis_smbus_init - find out how an adapter can reach a module
 * @smbus: to be set up
 * @client: the module's address
 *
 * Return: number of bytes in the longest message; -EOPNOTSUPP if it cannot.
 */
int cmis_smbus_init(struct cmis_smbus *smbus, struct i2c_client *client)
{
	smbus->client = client;
	smbus->mode = cmis_smbus_find_mode(client->adapter, cmis_smbus_modes);
	return smbus->mode ? smbus->mode->max_len : -EOPNOTSUPP;
}
