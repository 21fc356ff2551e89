/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CDB: commands of the driver (page 9Fh), and their replies.
 */
#ifndef _CMIS_CDB_H
#define _CMIS_CDB_H

#include <linux/types.h>

/* Get Firmware Info: bytes 128 to 135 of page 9Fh, without a body */
#define CMIS_CDB_GET_FIRMWARE_INFO	0x0100
/* Reply code, and the longest reply: 9Fh:134-255 */
#define CMIS_CDB_REPLY_SIZE		122

void cmis_cdb_header(u16 command, u8 header[8]);
int cmis_cdb_build_decode(const u8 *reply, size_t len, u8 major, u8 minor,
			  u16 *build);

#endif /* _CMIS_CDB_H */
