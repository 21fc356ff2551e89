// SPDX-License-Identifier: GPL-2.0-only
/*
 * sysfs: the module's memory as one linear file.
 *
 * Lower memory comes first, then the upper half of each page of bank 0, of
 * bank 1 and so on:
 *
 *	offset		memory
 *	0-127		lower memory, bytes 0-127
 *	128 + n * 128	page n % 256 in bank n / 256, bytes 128-255
 *
 * Each open file sees the latched flags as if it were the only reader. sysfs
 * does not say when a file is closed: the last CMIS_EEPROM_FILES files that
 * have read are remembered by their address. A file that comes new, or again
 * after others have pushed it out, starts with what no file has seen yet; one
 * that happens to get the address of a closed one may find flags that only
 * others have seen. No flag is lost either way.
 */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "compat/compat.h"
#include "show/sysfs/sysfs.h"

#define CMIS_EEPROM_SIZE \
	(CMIS_UPPER_FIRST + CMIS_MAX_BANKS * 256 * CMIS_PAGE_SIZE)

/* Which bytes of the memory are at an offset, and how many follow. */
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

/* Where a file is remembered, or else where it may be: the oldest has to go. */
static struct cmis_eeprom_file **
__cmis_eeprom_find(struct cmis_eeprom *eeprom, const struct file *file)
{
	struct cmis_eeprom_file **slot = &eeprom->file[0];
	unsigned int i;

	lockdep_assert_held(&eeprom->lock);

	for (i = 0; i < ARRAY_SIZE(eeprom->file); i++) {
		struct cmis_eeprom_file **f = &eeprom->file[i];

		if (*f && (*f)->file == file)
			return f;
		if (*slot && (!*f || (*f)->used < (*slot)->used))
			slot = f;
	}
	return slot;
}

static void __cmis_eeprom_forget(struct cmis_cage *cage,
				 struct cmis_eeprom_file **slot)
{
	if (!*slot)
		return;
	cmis_xfer_del_reader(&cage->xfer, &(*slot)->reader);
	kfree(*slot);
	*slot = NULL;
}

static struct cmis_reader *
__cmis_eeprom_get_reader(struct cmis_cage *cage, struct cmis_eeprom *eeprom,
			 const struct file *file)
{
	struct cmis_eeprom_file **slot = __cmis_eeprom_find(eeprom, file);
	struct cmis_eeprom_file *f = *slot;

	if (!f || f->file != file) {
		f = kzalloc(sizeof(*f), GFP_KERNEL);
		if (!f)
			return ERR_PTR(-ENOMEM);
		__cmis_eeprom_forget(cage, slot);
		f->file = file;
		cmis_xfer_fork_reader(&cage->xfer, &f->reader,
				      &eeprom->unseen);
		*slot = f;
	}
	f->used = ++eeprom->clock;
	return &f->reader;
}

/* A module that takes its time at each page does not keep who was killed. */
static int cmis_eeprom_go_on(void)
{
	return fatal_signal_pending(current) ? -EINTR : 0;
}

/* An unsupported page is no hole: whoever runs into it is told. */
static int cmis_eeprom_errno(int err)
{
	return err == -EOPNOTSUPP ? -ENXIO : err;
}

static ssize_t __cmis_eeprom_read(struct cmis_cage *cage,
				  struct cmis_eeprom *eeprom,
				  struct cmis_reader *reader, char *buf,
				  loff_t offset, size_t count)
{
	struct cmis_addr addr;
	size_t len, done = 0;
	int ret;

	while (done < count) {
		len = min(cmis_eeprom_locate(offset + done, &addr),
			  count - done);
		ret = cmis_eeprom_go_on();
		if (!ret)
			ret = cmis_raw_read(cage, reader, &addr, buf + done,
					    len);
		if (ret)
			return done ? done : cmis_eeprom_errno(ret);
		cmis_xfer_skip_flags(&cage->xfer, &eeprom->unseen, &addr, len);
		done += len;
	}
	return done;
}

static ssize_t cmis_eeprom_read(struct file *file, struct kobject *kobj,
				CMIS_BIN_ATTRIBUTE *attr, char *buf,
				loff_t offset, size_t count)
{
	struct cmis_cage *cage = to_cmis_cage(kobj_to_dev(kobj));
	struct cmis_sysfs *sysfs = cmis_sysfs_get(cage);
	struct cmis_reader *reader;
	ssize_t ret = -ENODEV;

	if (!sysfs)
		return -ENODEV;
	if (mutex_lock_interruptible(&sysfs->eeprom.lock))
		return -ERESTARTSYS;
	if (sysfs->eeprom.gone)
		goto unlock;

	reader = __cmis_eeprom_get_reader(cage, &sysfs->eeprom, file);
	if (IS_ERR(reader))
		ret = PTR_ERR(reader);
	else
		ret = __cmis_eeprom_read(cage, &sysfs->eeprom, reader, buf,
					 offset, count);
unlock:
	mutex_unlock(&sysfs->eeprom.lock);
	return ret;
}

/* Who needs one bus transaction for several bytes keeps to 8 and one page. */
static ssize_t cmis_eeprom_write(struct file *file, struct kobject *kobj,
				 CMIS_BIN_ATTRIBUTE *attr, char *buf,
				 loff_t offset, size_t count)
{
	struct cmis_cage *cage = to_cmis_cage(kobj_to_dev(kobj));
	struct cmis_addr addr;
	size_t len, done = 0;
	int ret;

	while (done < count) {
		len = min(cmis_eeprom_locate(offset + done, &addr),
			  count - done);
		ret = cmis_eeprom_go_on();
		if (!ret)
			ret = cmis_raw_write(cage, &addr, buf + done, len);
		if (ret)
			return done ? done : cmis_eeprom_errno(ret);
		done += len;
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

/**
 * cmis_eeprom_init - let `eeprom` be read
 * @cage: the cage
 * @eeprom: its readers, zeroed
 */
void cmis_eeprom_init(struct cmis_cage *cage, struct cmis_eeprom *eeprom)
{
	mutex_init(&eeprom->lock);
	cmis_xfer_add_reader(&cage->xfer, &eeprom->unseen);
}

/**
 * cmis_eeprom_exit - let `eeprom` be read no longer
 * @cage: the cage
 * @eeprom: its readers
 *
 * Context: Waits for a read that has begun.
 */
void cmis_eeprom_exit(struct cmis_cage *cage, struct cmis_eeprom *eeprom)
{
	unsigned int i;

	mutex_lock(&eeprom->lock);
	eeprom->gone = true;
	for (i = 0; i < ARRAY_SIZE(eeprom->file); i++)
		__cmis_eeprom_forget(cage, &eeprom->file[i]);
	cmis_xfer_del_reader(&cage->xfer, &eeprom->unseen);
	mutex_unlock(&eeprom->lock);
}
