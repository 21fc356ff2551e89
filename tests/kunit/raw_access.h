/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Raw access of tests, with the range as address and length.
 */
static inline int raw_read(struct cmis_cage *cage, enum cmis_reader reader,
			   const struct cmis_addr *addr, u8 *buf, u8 len)
{
	const struct cmis_range range = { .addr = *addr, .len = len };

	return cmis_access_read(cage, reader, &range, buf);
}

static inline int raw_write(struct cmis_cage *cage,
			    const struct cmis_addr *addr, const u8 *buf, u8 len)
{
	const struct cmis_range range = { .addr = *addr, .len = len };

	return cmis_access_write(cage, &range, buf);
}
