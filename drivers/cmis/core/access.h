/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Raw access to a module's memory, and the bits that the driver itself writes.
 */
#ifndef _CMIS_ACCESS_H
#define _CMIS_ACCESS_H

#include <linux/types.h>

struct cmis_addr;
struct cmis_cage;
struct cmis_reader;
struct cmis_req;

/* These touch the bus. */
int cmis_byte_confirm(struct cmis_cage *cage, const struct cmis_req *req);
int cmis_raw_read(struct cmis_cage *cage, struct cmis_reader *reader,
		  const struct cmis_addr *addr, u8 *buf, u8 len);
int cmis_lower_peek(struct cmis_cage *cage, u8 offset, u8 *byte);
int cmis_raw_write(struct cmis_cage *cage, const struct cmis_addr *addr,
		   const u8 *buf, u8 len);
int cmis_module_reset(struct cmis_cage *cage);
int cmis_module_set_low_power(struct cmis_cage *cage, bool low);
int cmis_module_fetch_low_power(struct cmis_cage *cage, bool *low);

#endif /* _CMIS_ACCESS_H */
