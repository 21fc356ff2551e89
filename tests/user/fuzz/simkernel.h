/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulator's part of the kernel, in user space: enough to build all of it
 * but buses and pins. It stands for each kernel header, see Makefile. There is
 * one thread: locks only check that they are taken in pairs. The target moves
 * time and runs delayed work.
 */
#ifndef _FUZZ_SIMKERNEL_H
#define _FUZZ_SIMKERNEL_H

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "fuzz.h"

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef unsigned long long u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef long long s64;
typedef s64 ktime_t;

#define U8_MAX		UINT8_MAX
#define U16_MAX		UINT16_MAX
#define U32_MAX		UINT32_MAX
#define S16_MIN		INT16_MIN
#define S16_MAX		INT16_MAX
#define S64_MAX		INT64_MAX
#define KTIME_MAX	INT64_MAX
#define USEC_PER_SEC	1000000L
#define BITS_PER_LONG	64
#define PAGE_SIZE	4096
#define SZ_1K		1024
#define SZ_1M		1048576
#define GFP_KERNEL	0
#define THIS_MODULE	NULL
#define __user

#define BIT(nr)			(1UL << (nr))
#define BIT_ULL(nr)		(1ULL << (nr))
#define GENMASK(h, l)		(((2UL << (h)) - 1) & ~((1UL << (l)) - 1))
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define READ_ONCE(x)		(x)
#define WRITE_ONCE(x, value)	((x) = (value))
#define min(a, b)		((a) < (b) ? (a) : (b))
#define max(a, b)		((a) > (b) ? (a) : (b))
#define min_t(type, a, b)	min((type)(a), (type)(b))
#define max_t(type, a, b)	max((type)(a), (type)(b))
#define swap(a, b) \
	do { typeof(a) kept = (a); (a) = (b); (b) = kept; } while (0)
#define container_of(pointer, type, member) \
	((type *)((char *)(pointer) - offsetof(type, member)))
#define FIELD_GET(mask, reg)	(((reg) & (mask)) >> __builtin_ctzl(mask))
#define FIELD_PREP(mask, value)	\
	(((unsigned long)(value) << __builtin_ctzl(mask)) & (mask))
#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define DIV_ROUND_CLOSEST(n, d) ({					\
	typeof(n) number = (n);						\
	typeof(d) divisor = (d);					\
									\
	number < 0 ? (number - divisor / 2) / divisor :			\
		     (number + divisor / 2) / divisor;			\
})
#define hweight8(byte)		__builtin_popcount((u8)(byte))
#define __ffs(word)		((unsigned long)__builtin_ctzl(word))

static inline u64 div_u64(u64 n, u32 d)
{
	return n / d;
}

static inline u64 div64_u64(u64 n, u64 d)
{
	return n / d;
}

static inline u64 div_u64_rem(u64 n, u32 d, u32 *rest)
{
	*rest = n % d;
	return n / d;
}

static inline u64 mul_u64_u32_shr(u64 a, u32 b, unsigned int shift)
{
	return (unsigned __int128)a * b >> shift;
}

/* Bits */
#define BITS_TO_LONGS(bits)	DIV_ROUND_UP(bits, BITS_PER_LONG)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]

static inline void bitmap_zero(unsigned long *map, unsigned int bits)
{
	memset(map, 0, BITS_TO_LONGS(bits) * sizeof(*map));
}

static inline void bitmap_fill(unsigned long *map, unsigned int bits)
{
	memset(map, 0xff, BITS_TO_LONGS(bits) * sizeof(*map));
}

static inline bool test_bit(unsigned int bit, const unsigned long *map)
{
	return map[bit / BITS_PER_LONG] >> bit % BITS_PER_LONG & 1;
}

static inline void set_bit(unsigned int bit, unsigned long *map)
{
	map[bit / BITS_PER_LONG] |= BIT(bit % BITS_PER_LONG);
}

static inline void clear_bit(unsigned int bit, unsigned long *map)
{
	map[bit / BITS_PER_LONG] &= ~BIT(bit % BITS_PER_LONG);
}

/* Errors in pointers */
#define ERR_PTR(error)		((void *)(long)(error))
#define PTR_ERR(pointer)	((long)(pointer))
#define IS_ERR(pointer)		((unsigned long)(pointer) >= -4095UL)
#define PTR_ERR_OR_ZERO(p)	(IS_ERR(p) ? PTR_ERR(p) : 0)

/* Memory */
#define kzalloc(size, flags)		calloc(1, size)
#define kcalloc(count, size, flags)	calloc(count, size)
#define kvcalloc(count, size, flags)	calloc(count, size)
#define kstrdup(text, flags)		strdup(text)
#define kstrndup(text, size, flags)	strndup(text, size)
#define kfree(pointer)			free((void *)(pointer))
#define kvfree(pointer)			free((void *)(pointer))

#define vzalloc(size)			calloc(1, size)
#define vmalloc(size)			malloc(size)
#define vfree(pointer)			free((void *)(pointer))

const void *memchr_inv(const void *start, int c, size_t bytes);

/* Bytes */
u16 get_unaligned_be16(const void *at);
u32 get_unaligned_be32(const void *at);
u32 get_unaligned_le32(const void *at);
void put_unaligned_be16(u16 value, void *at);
void put_unaligned_be32(u32 value, void *at);
void put_unaligned_le32(u32 value, void *at);
u32 crc32_le(u32 crc, const u8 *data, size_t len);

/* Text */
#define kstrtouint	kstrtou32
int kstrtou32(const char *text, unsigned int base, u32 *value);
int kstrtobool(const char *text, bool *value);
int hex2bin(u8 *to, const char *hex, size_t count);
bool sysfs_streq(const char *a, const char *b);
int __sysfs_match_string(const char *const *array, size_t count,
			 const char *text);
#define sysfs_match_string(array, text) \
	__sysfs_match_string(array, ARRAY_SIZE(array), text)
ssize_t strscpy(char *to, const char *from, size_t size);
int __attribute__((format(printf, 2, 3)))
sysfs_emit(char *buf, const char *format, ...);
int __attribute__((format(printf, 3, 4)))
sysfs_emit_at(char *buf, int at, const char *format, ...);

static inline bool strstarts(const char *text, const char *start)
{
	return !strncmp(text, start, strlen(start));
}

static inline size_t str_has_prefix(const char *text, const char *prefix)
{
	return strstarts(text, prefix) ? strlen(prefix) : 0;
}

/* Lists and hash tables */
struct list_head {
	struct list_head *next;
	struct list_head *prev;
};

#define LIST_HEAD(name)		struct list_head name = { &(name), &(name) }

static inline void list_add(struct list_head *entry, struct list_head *head)
{
	entry->next = head->next;
	entry->prev = head;
	head->next->prev = entry;
	head->next = entry;
}

static inline void list_del(struct list_head *entry)
{
	entry->next->prev = entry->prev;
	entry->prev->next = entry->next;
}

#define list_for_each_entry(item, head, member)				\
	for (item = container_of((head)->next, typeof(*item), member);	\
	     &item->member != (head);					\
	     item = container_of(item->member.next, typeof(*item),	\
				 member))

struct hlist_node {
	struct hlist_node *next;
	struct hlist_node **pprev;
};

struct hlist_head {
	struct hlist_node *first;
};

#define DECLARE_HASHTABLE(name, bits)	struct hlist_head name[1 << (bits)]
#define hash_init(table)		memset(table, 0, sizeof(table))
#define hash_bucket(table, key)		(&(table)[(key) % ARRAY_SIZE(table)])
#define hash_add(table, node, key) \
	hlist_add(hash_bucket(table, key), node)
#define hlist_item(node, type, member) ({				\
	struct hlist_node *item = (node);				\
									\
	item ? container_of(item, type, member) : NULL;			\
})
#define hash_for_each(table, bucket, item, member)			\
	for ((bucket) = 0; (bucket) < (int)ARRAY_SIZE(table); (bucket)++) \
		for (item = hlist_item((table)[bucket].first,		\
				       typeof(*item), member);		\
		     item;						\
		     item = hlist_item(item->member.next, typeof(*item), \
				       member))
#define hash_for_each_safe(table, bucket, tmp, item, member)		\
	for ((bucket) = 0; (bucket) < (int)ARRAY_SIZE(table); (bucket)++) \
		for (item = hlist_item((table)[bucket].first,		\
				       typeof(*item), member);		\
		     item && ({ tmp = item->member.next; 1; });		\
		     item = hlist_item(tmp, typeof(*item), member))
#define hash_for_each_possible(table, item, member, key)		\
	for (item = hlist_item(hash_bucket(table, key)->first,		\
			       typeof(*item), member);			\
	     item;							\
	     item = hlist_item(item->member.next, typeof(*item), member))

static inline void hlist_add(struct hlist_head *head, struct hlist_node *node)
{
	node->next = head->first;
	node->pprev = &head->first;
	if (node->next)
		node->next->pprev = &node->next;
	head->first = node;
}

static inline void hash_del(struct hlist_node *node)
{
	*node->pprev = node->next;
	if (node->next)
		node->next->pprev = node->pprev;
}

/* Locks */
struct mutex {
	bool held;
};

#define lockdep_assert_held(lock)	fuzz_require((lock)->held)
#define mutex_init(lock)		((lock)->held = false)
#define mutex_destroy(lock)		fuzz_require(!(lock)->held)

static inline void mutex_lock(struct mutex *lock)
{
	fuzz_require(!lock->held);
	lock->held = true;
}

static inline void mutex_unlock(struct mutex *lock)
{
	fuzz_require(lock->held);
	lock->held = false;
}

/* Nothing else runs at the same time. */
#define DEFINE_SPINLOCK(name)		struct mutex name
#define spin_lock(lock)			mutex_lock(lock)
#define spin_unlock(lock)		mutex_unlock(lock)

static inline struct mutex *fuzz_guard_begin(struct mutex *lock)
{
	mutex_lock(lock);
	return lock;
}

static inline void fuzz_guard_end(struct mutex **lock)
{
	mutex_unlock(*lock);
}

#define FUZZ_GUARD							\
	struct mutex *fuzz_guard					\
		__attribute__((unused, cleanup(fuzz_guard_end)))
#define guard(kind)			FUZZ_GUARD = fuzz_guard_begin
#define scoped_guard(kind, lock)					\
	for (FUZZ_GUARD = fuzz_guard_begin(lock), *done = NULL;		\
	     !done; done = fuzz_guard)

/* Time; jiffies are milliseconds */
#define ktime_sub(a, b)		((a) - (b))
#define ktime_to_ns(time)	((s64)(time))
#define ktime_compare(a, b)	(((a) > (b)) - ((a) < (b)))
#define ktime_add_us(time, us)	((time) + (s64)(us) * 1000)
#define ktime_add_ms(time, ms)	((time) + (s64)(ms) * 1000000)
#define ktime_us_delta(a, b)	(((a) - (b)) / 1000)
#define ktime_ms_delta(a, b)	(((a) - (b)) / 1000000)
#define msecs_to_jiffies(ms)	((unsigned long)(ms))
#define usecs_to_jiffies(us)	(((unsigned long)(us) + 999) / 1000)

ktime_t ktime_get(void);
void fuzz_time_pass(u32 ms);

/* Work */
struct work_struct {
	void (*func)(struct work_struct *work);
	struct work_struct *next;
	ktime_t due;
};

struct delayed_work {
	struct work_struct work;
};

struct workqueue_struct;

#define INIT_WORK(item, function)	((item)->func = (function))
#define INIT_DELAYED_WORK(item, function) INIT_WORK(&(item)->work, function)
#define to_delayed_work(item) \
	container_of(item, struct delayed_work, work)
#define cancel_work_sync(item)		fuzz_work_cancel(item)
#define cancel_delayed_work_sync(item)	fuzz_work_cancel(&(item)->work)
#define queue_work(queue, item)		fuzz_work_queue(item, 0)
#define mod_delayed_work(queue, item, delay) \
	fuzz_work_queue(&(item)->work, delay)

bool fuzz_work_queue(struct work_struct *work, unsigned long delay_ms);
bool fuzz_work_cancel(struct work_struct *work);

/* I2C */
#define I2C_M_RD	0x0001

struct i2c_msg {
	u16 addr;
	u16 flags;
	u16 len;
	u8 *buf;
};

struct i2c_client;

struct device { int unused; };

struct i2c_adapter {
	int nr;
	struct device dev;
};

struct i2c_adapter_quirks {
	u16 max_read_len;
};

#define i2c_adapter_id(adapter)	((adapter)->nr)
#define i2c_mark_adapter_suspended(adapter) ((void)(adapter))
#define i2c_mark_adapter_resumed(adapter) ((void)(adapter))
#define dev_warn(dev, ...) ((void)(dev))

/* Members of structures, not used here */
struct gpio_chip { int base; };
struct gpiod_lookup_table;
struct irq_domain;
struct irq_work { int flags; };
struct property_entry { const char *name; };
struct software_node { const char *name; };

/* configfs */
struct config_item_type;

struct config_item {
	const struct config_item_type *ci_type;
	const char *ci_namebuf;
	struct list_head ci_entry;
};

struct config_group {
	struct config_item cg_item;
	struct list_head cg_children;
};

struct configfs_subsystem {
	struct config_group su_group;
	struct mutex su_mutex;
};

struct configfs_attribute {
	const char *ca_name;
	ssize_t (*show)(struct config_item *item, char *buf);
	ssize_t (*store)(struct config_item *item, const char *text,
			 size_t count);
};

struct configfs_bin_attribute {
	struct configfs_attribute cb_attr;
	size_t cb_max_size;
	ssize_t (*read)(struct config_item *item, void *buf, size_t size);
};

struct configfs_item_operations {
	void (*release)(struct config_item *item);
};

struct configfs_group_operations {
	struct config_item *(*make_item)(struct config_group *group,
					 const char *name);
	void (*drop_item)(struct config_group *group,
			  struct config_item *item);
};

struct config_item_type {
	const struct configfs_item_operations *ct_item_ops;
	const struct configfs_group_operations *ct_group_ops;
	struct configfs_attribute **ct_attrs;
	struct configfs_bin_attribute **ct_bin_attrs;
	void *ct_owner;
};

#define CONFIGFS_ATTR(prefix, name)					\
	static struct configfs_attribute prefix##attr_##name = {	\
		#name, prefix##name##_show, prefix##name##_store,	\
	}
#define CONFIGFS_ATTR_RO(prefix, name)					\
	static struct configfs_attribute prefix##attr_##name = {	\
		#name, prefix##name##_show, NULL,			\
	}
#define CONFIGFS_ATTR_WO(prefix, name)					\
	static struct configfs_attribute prefix##attr_##name = {	\
		#name, NULL, prefix##name##_store,			\
	}
#define CONFIGFS_BIN_ATTR_RO(prefix, name, private, max)		\
	static struct configfs_bin_attribute prefix##attr_##name = {	\
		{ #name, NULL, NULL }, max, prefix##name##_read,	\
	}
#define config_group_init(group)	((void)(group))
#define config_item_init_type_name(item, name, type)	\
	((item)->ci_type = (type))
#define config_item_put(item) \
	((item)->ci_type->ct_item_ops->release(item))
int configfs_register_subsystem(struct configfs_subsystem *subsystem);
#define configfs_unregister_subsystem(subsystem) ((void)(subsystem))

#endif /* _FUZZ_SIMKERNEL_H */
