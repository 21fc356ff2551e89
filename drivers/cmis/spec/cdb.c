// SPDX-License-Identifier: GPL-2.0-only
/*
 * CDB: commands of the driver, and their replies.
 */

#include <linux/bits.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/unaligned.h>

#include "spec/cdb.h"

/* Places of the header: 9Fh:128-135 */
#define CMIS_CDB_CHECK			5

/* Places of the reply: 9Fh:134, 135 and from 136 on */
#define CMIS_CDB_RPL_LENGTH		0
#define CMIS_CDB_RPL_CHECK		1
#define CMIS_CDB_RPL_BODY		2

/* The body of the reply of 0100h */
#define CMIS_FW_STATUS			0
#define   CMIS_FW_A_RUNS		BIT(0)
#define   CMIS_FW_B_RUNS		BIT(4)
#define CMIS_FW_PRESENT			1
#define   CMIS_FW_A_PRESENT		BIT(0)
#define   CMIS_FW_B_PRESENT		BIT(1)
#define CMIS_FW_A			2
#define CMIS_FW_B			38
/* Major, minor, and build number of two bytes */
#define CMIS_FW_VERSION_SIZE		4

static u8 cmis_cdb_sum(const u8 *bytes, size_t len)
{
	u8 sum = 0;

	while (len--)
		sum += *bytes++;
	return sum;
}

/**
 * cmis_cdb_header - make the header of a command without a body
 * @command: number of the command
 * @header: gets 9Fh:128-135
 */
void cmis_cdb_header(u16 command, u8 header[8])
{
	memset(header, 0, 8);
	put_unaligned_be16(command, header);
	header[CMIS_CDB_CHECK] = ~cmis_cdb_sum(header, CMIS_CDB_CHECK);
}

/**
 * cmis_cdb_build_decode - find the build number of the running firmware
 * @reply: reply of the command 0100h, 9Fh:134-255
 * @len: number of bytes
 * @major: major number of the running firmware (lower 39)
 * @minor: its minor number (lower 40)
 * @build: gets its build number
 *
 * Return: 0; -ENODATA if the reply does not have the running firmware;
 * -EBADMSG if the reply is malformed or contradicts lower memory.
 */
int cmis_cdb_build_decode(const u8 *reply, size_t len, u8 major, u8 minor,
			  u16 *build)
{
	const u8 *body = reply + CMIS_CDB_RPL_BODY;
	size_t size, at;

	if (len < CMIS_CDB_RPL_BODY)
		return -EBADMSG;
	size = reply[CMIS_CDB_RPL_LENGTH];
	if (size < CMIS_FW_PRESENT + 1 || size > len - CMIS_CDB_RPL_BODY ||
	    reply[CMIS_CDB_RPL_CHECK] != (u8)~cmis_cdb_sum(body, size))
		return -EBADMSG;
	if (body[CMIS_FW_STATUS] & CMIS_FW_A_RUNS &&
	    body[CMIS_FW_PRESENT] & CMIS_FW_A_PRESENT)
		at = CMIS_FW_A;
	else if (body[CMIS_FW_STATUS] & CMIS_FW_B_RUNS &&
		 body[CMIS_FW_PRESENT] & CMIS_FW_B_PRESENT)
		at = CMIS_FW_B;
	else
		return -ENODATA;
	if (size < at + CMIS_FW_VERSION_SIZE ||
	    body[at] != major || body[at + 1] != minor)
		return -EBADMSG;
	*build = get_unaligned_be16(body + at + 2);
	return 0;
}
