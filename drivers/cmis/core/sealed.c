// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sealed records in memory: which ones are kept, and for how long.
 */

#include <linux/cleanup.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "core/sealed.h"

/* Kept records of all cages, the newest first */
static LIST_HEAD(cmis_sealed_list);
static DEFINE_MUTEX(cmis_sealed_lock);

/**
 * cmis_sealed_alloc - make an empty record
 * @cage: the cage
 * @blocks: room for so many blocks
 *
 * Context: May sleep.
 * Return: the record with one reference, or NULL.
 */
struct cmis_sealed *cmis_sealed_alloc(const struct cmis_cage *cage,
				      unsigned int blocks)
{
	struct cmis_sealed *sealed;

	sealed = kvzalloc(struct_size(sealed, block, blocks), GFP_KERNEL);
	if (!sealed)
		return NULL;
	kref_init(&sealed->ref);
	INIT_LIST_HEAD(&sealed->node);
	sealed->cage = cage;
	sealed->max = blocks;
	return sealed;
}

static void cmis_sealed_release(struct kref *ref)
{
	struct cmis_sealed *sealed = container_of(ref, struct cmis_sealed, ref);

	for (unsigned int i = 0; i < sealed->max; i++)
		kvfree(sealed->block[i]);
	kvfree(sealed->statics);
	kvfree(sealed);
}

/**
 * cmis_sealed_put - drop a reference
 * @sealed: the record, or NULL
 *
 * Context: May sleep.
 */
void cmis_sealed_put(struct cmis_sealed *sealed)
{
	if (sealed)
		kref_put(&sealed->ref, cmis_sealed_release);
}

/**
 * cmis_sealed_bytes - get the memory of a record
 * @sealed: the record
 *
 * Return: bytes of its blocks and of its static ranges.
 */
size_t cmis_sealed_bytes(const struct cmis_sealed *sealed)
{
	return (size_t)sealed->header.blocks * CMIS_RECORD_BLOCK +
	       sealed->header.statics_len;
}

/**
 * cmis_sealed_pack - complete a record that nobody writes any more
 * @sealed: the record, with its blocks and its static ranges
 *
 * Closes up the blocks that have entries, and frees the others.
 *
 * Context: May sleep.
 */
void cmis_sealed_pack(struct cmis_sealed *sealed)
{
	unsigned int num = 0;

	for (unsigned int i = 0; i < sealed->max; i++) {
		u8 *block = sealed->block[i];

		sealed->block[i] = NULL;
		if (block && cmis_record_end(block) > CMIS_RECORD_HEAD)
			sealed->block[num++] = block;
		else
			kvfree(block);
	}
	sealed->header.blocks = num;
	sealed->header.statics_crc =
		cmis_record_crc(0, sealed->statics, sealed->header.statics_len);
}

static void __cmis_sealed_del(struct cmis_sealed *sealed)
{
	list_del_init(&sealed->node);
	cmis_sealed_put(sealed);
}

static bool cmis_sealed_same_module(const struct cmis_sealed *a,
				    const struct cmis_sealed *b)
{
	return !memcmp(a->header.serial, b->header.serial,
		       sizeof(a->header.serial)) &&
	       !memcmp(a->header.part, b->header.part,
		       sizeof(a->header.part));
}

/* Whether the list has a newer record of the same module. */
static bool __cmis_sealed_has_newer(const struct cmis_sealed *sealed)
{
	struct cmis_sealed *other;

	list_for_each_entry(other, &cmis_sealed_list, node) {
		if (other == sealed)
			return false;
		if (other->cage == sealed->cage &&
		    cmis_sealed_same_module(other, sealed))
			return true;
	}
	return false;
}

/*
 * A cage keeps the newest record of each of its last modules, and a few more of
 * the last one.
 */
static void __cmis_sealed_thin(const struct cmis_sealed *last)
{
	unsigned int modules = 0, same = 0;
	struct cmis_sealed *sealed, *next;
	bool keep;

	list_for_each_entry_safe(sealed, next, &cmis_sealed_list, node) {
		if (sealed->cage != last->cage)
			continue;
		if (cmis_sealed_same_module(sealed, last)) {
			modules += !same;
			keep = ++same <= CMIS_SEALED_OF_MODULE;
		} else {
			keep = !__cmis_sealed_has_newer(sealed) &&
			       ++modules <= CMIS_SEALED_MODULES;
		}
		if (!keep)
			__cmis_sealed_del(sealed);
	}
}

static unsigned int __cmis_sealed_count(const struct cmis_cage *cage)
{
	unsigned int count = 0;
	struct cmis_sealed *sealed;

	list_for_each_entry(sealed, &cmis_sealed_list, node)
		count += sealed->cage == cage;
	return count;
}

/* The oldest record goes first, but no cage loses its only one. */
static bool __cmis_sealed_drop_oldest(void)
{
	struct cmis_sealed *sealed;

	list_for_each_entry_reverse(sealed, &cmis_sealed_list, node) {
		if (__cmis_sealed_count(sealed->cage) < 2)
			continue;
		__cmis_sealed_del(sealed);
		return true;
	}
	return false;
}

static size_t __cmis_sealed_total(void)
{
	struct cmis_sealed *sealed;
	size_t total = 0;

	list_for_each_entry(sealed, &cmis_sealed_list, node)
		total += cmis_sealed_bytes(sealed);
	return total;
}

/**
 * cmis_sealed_add - keep a record, and drop those that it replaces
 * @sealed: the record; the list takes the reference
 * @pool: bytes for all records of all cages
 *
 * Context: May sleep.
 */
void cmis_sealed_add(struct cmis_sealed *sealed, size_t pool)
{
	guard(mutex)(&cmis_sealed_lock);
	list_add(&sealed->node, &cmis_sealed_list);
	__cmis_sealed_thin(sealed);
	while (__cmis_sealed_total() > pool)
		if (!__cmis_sealed_drop_oldest())
			break;
}

/**
 * cmis_sealed_get_next - find the record with the next number
 * @cage: the cage
 * @number: the record must have this number or a greater one
 *
 * Context: May sleep.
 * Return: the record with a reference, or NULL if there is none.
 */
struct cmis_sealed *cmis_sealed_get_next(const struct cmis_cage *cage,
					 u32 number)
{
	struct cmis_sealed *sealed, *found = NULL;

	guard(mutex)(&cmis_sealed_lock);
	list_for_each_entry(sealed, &cmis_sealed_list, node)
		if (sealed->cage == cage && sealed->number >= number &&
		    (!found || sealed->number < found->number))
			found = sealed;
	if (found)
		kref_get(&found->ref);
	return found;
}

/**
 * cmis_sealed_get - find a record by its number
 * @cage: the cage
 * @number: the number
 *
 * Context: May sleep.
 * Return: the record with a reference, or NULL if there is none.
 */
struct cmis_sealed *cmis_sealed_get(const struct cmis_cage *cage, u32 number)
{
	struct cmis_sealed *sealed = cmis_sealed_get_next(cage, number);

	if (sealed && sealed->number == number)
		return sealed;
	cmis_sealed_put(sealed);
	return NULL;
}

/**
 * cmis_sealed_count - count the records of a cage
 * @cage: the cage
 *
 * Context: May sleep.
 * Return: the number of records.
 */
unsigned int cmis_sealed_count(const struct cmis_cage *cage)
{
	guard(mutex)(&cmis_sealed_lock);
	return __cmis_sealed_count(cage);
}

/**
 * cmis_sealed_drop - forget records of a cage
 * @cage: the cage
 * @number: number of the record; 0: all records of the cage
 *
 * Context: May sleep.
 * Return: 0, or -ENOENT if there is no such record.
 */
int cmis_sealed_drop(const struct cmis_cage *cage, u32 number)
{
	struct cmis_sealed *sealed, *next;
	int ret = number ? -ENOENT : 0;

	guard(mutex)(&cmis_sealed_lock);
	list_for_each_entry_safe(sealed, next, &cmis_sealed_list, node) {
		if (sealed->cage != cage ||
		    (number && sealed->number != number))
			continue;
		__cmis_sealed_del(sealed);
		ret = 0;
	}
	return ret;
}
