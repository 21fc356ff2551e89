// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: the module's memory as one file.
 *
 * Lower memory comes first, then the pages of bank 0, the pages of bank 1 and
 * so on:
 *
 *	offset		memory
 *	0-127		lower memory, bytes 0-127
 *	128 + n * 128	page n % 256 in bank n / 256, bytes 128-255
 *
 * All open files are one reader of latched flags. This reader sees each flag
 * once, even if other readers have seen the flag before.
 */

#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sched/signal.h>

#include "show/sysfs/eeprom.h"
#include "compat/compat.h"
#include "core/access.h"
#include "core/cage.h"

#define CMIS_EEPROM_SIZE \
	(CMIS_UPPER_FIRST + CMIS_MAX_BANKS * 256 * CMIS_PAGE_SIZE)

/* Find the address of an offset. Returns the bytes to the end of its page. */
static size_t cmis_eeprom_locate(loff_t offset, struct cmis_addr *addr)
{
	unsigned int upper;

	*addr = (struct cmis_addr) { .offset = offset };
	if (offset < CMIS_UPPER_FIRST)
		return CMIS_UPPER_FIRST - offset;

	upper = offset - CMIS_UPPER_FIRST;
	addr->offset = CMIS_UPPER_FIRST + upper % CMIS_PAGE_SIZE;
	addr->page = upper / CMIS_PAGE_SIZE % 256;
	addr->bank = upper / CMIS_PAGE_SIZE / 256;
	return CMIS_PAGE_SIZE - upper % CMIS_PAGE_SIZE;
}

/* A missing page gives -ENXIO: users do not expect -EOPNOTSUPP. */
static ssize_t cmis_eeprom_result(size_t done, int err)
{
	if (done)
		return done;
	return err == -EOPNOTSUPP ? -ENXIO : err;
}

static ssize_t cmis_eeprom_read(struct file *file, struct kobject *kobj,
				CMIS_BIN_ATTRIBUTE *attr, char *buf,
				loff_t offset, size_t count)
{
	struct cmis_cage *cage = to_cmis_cage(kobj_to_dev(kobj));
	struct cmis_range range;
	size_t len, done;
	int ret;

	for (done = 0; done < count; done += len) {
		/* A slow module may take long for each page: obey a signal. */
		if (fatal_signal_pending(current))
			return cmis_eeprom_result(done, -EINTR);
		len = min(cmis_eeprom_locate(offset + done, &range.addr),
			  count - done);
		range.len = len;
		ret = cmis_access_read(cage, CMIS_READER_EEPROM, &range,
				       buf + done);
		if (ret)
			return cmis_eeprom_result(done, ret);
	}
	return done;
}

/*
 * Users of optoe select page 0 by themselves, in case that driver left another
 * one selected. Here each access selects its own page.
 */
static bool cmis_eeprom_is_select(loff_t offset, size_t count)
{
	return offset >= CMIS_REG_OFFSET(CMIS_BANK_SELECT) &&
	       offset + count <= CMIS_UPPER_FIRST;
}

/* A write of up to 8 bytes in one page is one bus transaction. */
static ssize_t cmis_eeprom_write(struct file *file, struct kobject *kobj,
				 CMIS_BIN_ATTRIBUTE *attr, char *buf,
				 loff_t offset, size_t count)
{
	struct cmis_cage *cage = to_cmis_cage(kobj_to_dev(kobj));
	struct cmis_range range;
	size_t len, done;
	int ret;

	if (cmis_eeprom_is_select(offset, count))
		return count;
	for (done = 0; done < count; done += len) {
		if (fatal_signal_pending(current))
			return cmis_eeprom_result(done, -EINTR);
		len = min(cmis_eeprom_locate(offset + done, &range.addr),
			  count - done);
		range.len = len;
		ret = cmis_access_write(cage, CMIS_READER_EEPROM, &range,
					buf + done);
		if (ret)
			return cmis_eeprom_result(done, ret);
	}
	return done;
}

static CMIS_BIN_ATTRIBUTE cmis_eeprom_attr = {
	.attr = { .name = "eeprom", .mode = 0600 },
	.size = CMIS_EEPROM_SIZE,
	.read = cmis_eeprom_read,
	.write = cmis_eeprom_write,
};

static CMIS_BIN_ATTRIBUTE *cmis_eeprom_attrs[] = {
	&cmis_eeprom_attr,
	NULL
};

const struct attribute_group cmis_sysfs_eeprom_group = {
	.bin_attrs = cmis_eeprom_attrs,
};
