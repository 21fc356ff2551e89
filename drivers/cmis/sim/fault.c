// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulator: faults, as data.
 *
 * A fault is a kind and a rule. The model asks cmis_sim_fault_strikes() at each
 * opportunity, and the rule decides. The effects on the bytes of a read and on
 * the interrupt line are made here, all others in the model.
 */
#include <linux/array_size.h>
#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/i2c.h>
#include <linux/kstrtox.h>
#include <linux/limits.h>
#include <linux/lockdep.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/stddef.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "sim/fault.h"
#include "sim/module.h"

#define CMIS_SIM_PPM		1000000
#define CMIS_SIM_FAULT_MS_MAX	60000
#define CMIS_SIM_FAULT_LINE	256

/**
 * struct cmis_sim_fault_type - a kind of fault
 * @name: the user's name for it
 * @value: of its rule, unless the user gives one
 * @value_max: largest value, 0 if the kind has none
 * @count: of its rule, unless the user gives one
 * @paged: it strikes at accesses to a page, which the rule may name
 */
struct cmis_sim_fault_type {
	const char *name;
	u32 value;
	u32 value_max;
	u32 count;
	bool paged;
};

static const struct cmis_sim_fault_type
cmis_sim_fault_types[CMIS_SIM_FAULT_KINDS] = {
	[CMIS_SIM_FAULT_NACK] = { "nack", .paged = true },
	[CMIS_SIM_FAULT_NACK_SELECT] = { "nack-select", .paged = true },
	[CMIS_SIM_FAULT_STUCK] = {
		"stuck", .value = 1000, .value_max = CMIS_SIM_FAULT_MS_MAX,
	},
	[CMIS_SIM_FAULT_SLOW] = {
		"slow", .value = 100, .value_max = CMIS_SIM_FAULT_MS_MAX,
		.paged = true,
	},
	[CMIS_SIM_FAULT_LATE] = {
		"late", .value = 5, .value_max = CMIS_SIM_FAULT_MS_MAX,
		.paged = true,
	},
	[CMIS_SIM_FAULT_LOST] = { "lost", .paged = true },
	[CMIS_SIM_FAULT_ZEROED] = { "zeroed" },
	[CMIS_SIM_FAULT_FORGETS] = { "forgets" },
	[CMIS_SIM_FAULT_SHORT] = {
		"short", .value_max = CMIS_PAGE_SIZE, .paged = true,
	},
	[CMIS_SIM_FAULT_CUT] = {
		"cut", .value_max = CMIS_PAGE_SIZE, .paged = true,
	},
	[CMIS_SIM_FAULT_FLIP] = { "flip", .paged = true },
	[CMIS_SIM_FAULT_GARBAGE] = { "garbage", .paged = true },
	[CMIS_SIM_FAULT_ONES] = { "ones", .paged = true },
	[CMIS_SIM_FAULT_ZEROS] = { "zeros", .paged = true },
	[CMIS_SIM_FAULT_IDENTITY] = { "identity" },
	[CMIS_SIM_FAULT_ADVERTS] = { "adverts" },
	[CMIS_SIM_FAULT_BLANK] = { "blank" },
	[CMIS_SIM_FAULT_STORM] = { "storm" },
	[CMIS_SIM_FAULT_DEAD_LINE] = { "dead-line" },
	[CMIS_SIM_FAULT_SELF_RESET] = { "self-reset", .count = 1 },
	[CMIS_SIM_FAULT_REMOVE] = { "remove", .count = 1 },
	[CMIS_SIM_FAULT_BOUNCE] = {
		"bounce", .value = 3, .value_max = 1000, .count = 1,
	},
	[CMIS_SIM_FAULT_ADAPTER_GONE] = {
		"adapter-gone", .value = 50,
		.value_max = CMIS_SIM_FAULT_MS_MAX, .count = 1,
	},
	[CMIS_SIM_FAULT_NO_FREEZE] = { "no-freeze" },
	[CMIS_SIM_FAULT_CDB_BUSY] = { "cdb-busy" },
};

/**
 * struct cmis_sim_fault_key - a number of a rule
 * @name: the user's name for it
 * @offset: of the number in struct cmis_sim_fault_rule
 * @min: smallest
 * @max: largest
 */
struct cmis_sim_fault_key {
	const char *name;
	size_t offset;
	u32 min;
	u32 max;
};

#define CMIS_SIM_FAULT_KEY(_name, _min, _max) \
	{ #_name, offsetof(struct cmis_sim_fault_rule, _name), _min, _max }

static const struct cmis_sim_fault_key cmis_sim_fault_keys[] = {
	CMIS_SIM_FAULT_KEY(value, 0, CMIS_SIM_FAULT_MS_MAX),
	CMIS_SIM_FAULT_KEY(every_ms, 1, CMIS_SIM_FAULT_MS_MAX),
	CMIS_SIM_FAULT_KEY(rate_ppm, 0, CMIS_SIM_PPM),
	CMIS_SIM_FAULT_KEY(burst, 1, U32_MAX),
	CMIS_SIM_FAULT_KEY(count, 0, U32_MAX),
	CMIS_SIM_FAULT_KEY(after, 0, U32_MAX),
	CMIS_SIM_FAULT_KEY(for_ms, 0, CMIS_SIM_FAULT_MS_MAX),
	CMIS_SIM_FAULT_KEY(seed, 1, U32_MAX),
	CMIS_SIM_FAULT_KEY(page, 0, CMIS_SIM_FAULT_ANY_PAGE),
};

static const struct cmis_sim_fault_rule cmis_sim_fault_rule_default = {
	.every_ms = 20,
	.rate_ppm = CMIS_SIM_PPM,
	.burst = 1,
	.seed = 1,
	.page = CMIS_SIM_FAULT_ANY_PAGE,
};

/* Marsaglia's xorshift: the same numbers for the same seed, everywhere */
static u32 cmis_sim_fault_draw(struct cmis_sim_fault *fault)
{
	u32 x = fault->random;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	fault->random = x;
	return x;
}

static bool cmis_sim_fault_is_armed(struct cmis_sim_fault *fault)
{
	if (fault->armed && fault->rule.for_ms &&
	    ktime_compare(fault->ends, ktime_get()) <= 0)
		fault->armed = false;
	return fault->armed;
}

static bool cmis_sim_fault_is_likely(struct cmis_sim_fault *fault)
{
	const struct cmis_sim_fault_rule *rule = &fault->rule;

	if (fault->burst_left)
		return true;
	if (fault->passed < rule->after) {
		fault->passed++;
		return false;
	}
	if (mul_u64_u32_shr(cmis_sim_fault_draw(fault), CMIS_SIM_PPM, 32) >=
	    rule->rate_ppm)
		return false;
	fault->burst_left = rule->burst;
	fault->bursts++;
	return true;
}

/**
 * cmis_sim_fault_strikes() - an opportunity for a fault
 * @module: the module
 * @kind: which fault
 *
 * Context: with the module's lock held.
 * Return: true if the fault is armed and takes it; that is counted.
 */
bool cmis_sim_fault_strikes(struct cmis_sim_module *module,
			    enum cmis_sim_fault_kind kind)
{
	struct cmis_sim_fault *fault = &module->faults.kinds[kind];
	const struct cmis_sim_fault_rule *rule = &fault->rule;

	lockdep_assert_held(&module->lock);
	if (!cmis_sim_fault_is_armed(fault))
		return false;
	if (rule->page != CMIS_SIM_FAULT_ANY_PAGE &&
	    rule->page != module->faults.page)
		return false;
	if (!cmis_sim_fault_is_likely(fault))
		return false;
	fault->struck++;
	fault->burst_left--;
	if (rule->count && fault->bursts >= rule->count && !fault->burst_left)
		fault->armed = false;
	return true;
}

/**
 * cmis_sim_fault_value() - the value of a fault
 * @module: the module
 * @kind: which fault
 *
 * Return: ms, bytes, or a count.
 */
u32 cmis_sim_fault_value(struct cmis_sim_module *module,
			 enum cmis_sim_fault_kind kind)
{
	return module->faults.kinds[kind].rule.value;
}

static void cmis_sim_fault_flip(struct cmis_sim_module *module,
				struct i2c_msg *msg)
{
	struct cmis_sim_fault *fault =
		&module->faults.kinds[CMIS_SIM_FAULT_FLIP];
	unsigned int i;

	for (i = 0; i < msg->len; i++)
		if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_FLIP))
			msg->buf[i] ^= 1 << (cmis_sim_fault_draw(fault) >> 29);
}

static void cmis_sim_fault_garble(struct cmis_sim_module *module,
				  struct i2c_msg *msg)
{
	struct cmis_sim_fault *fault =
		&module->faults.kinds[CMIS_SIM_FAULT_GARBAGE];
	unsigned int i;

	for (i = 0; i < msg->len; i++)
		msg->buf[i] = cmis_sim_fault_draw(fault) >> 24;
}

/* The byte of a register in a read, or NULL */
static u8 *cmis_sim_fault_byte(struct cmis_sim_module *module, u32 reg,
			       u8 first, struct i2c_msg *msg)
{
	unsigned int offset = CMIS_REG_OFFSET(reg);

	if (module->faults.page != CMIS_REG_PAGE(reg) || offset < first ||
	    offset - first >= msg->len)
		return NULL;
	return &msg->buf[offset - first];
}

/* Change a byte of a page and its checksum. */
static void cmis_sim_fault_replace(u8 *byte, u8 value, u8 *checksum)
{
	if (checksum)
		*checksum += value - *byte;
	*byte = value;
}

/* A serial number that ends in another letter each time. */
static void cmis_sim_fault_identity(struct cmis_sim_module *module, u8 first,
				    struct i2c_msg *msg)
{
	u32 last = CMIS_REG(CMIS_PAGE_ADMIN, CMIS_REG_OFFSET(CMIS_VENDOR_SN) +
			    CMIS_REG_SIZE(CMIS_VENDOR_SN) - 1, 1);
	struct cmis_sim_fault *fault =
		&module->faults.kinds[CMIS_SIM_FAULT_IDENTITY];
	u8 *byte = cmis_sim_fault_byte(module, last, first, msg);
	u32 letter;

	if (!byte || !cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_IDENTITY))
		return;
	div_u64_rem(fault->struck - 1, 26, &letter);
	cmis_sim_fault_replace(byte, 'A' + letter,
			       cmis_sim_fault_byte(module, CMIS_P00_CHECKSUM,
						   first, msg));
}

/* Turn the advertisement of Tx bias round. */
static void cmis_sim_fault_adverts(struct cmis_sim_module *module, u8 first,
				   struct i2c_msg *msg)
{
	u8 *byte = cmis_sim_fault_byte(module, CMIS_LANE_MONITORS_ADVERT,
				       first, msg);

	if (!byte || !cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_ADVERTS))
		return;
	cmis_sim_fault_replace(byte, *byte ^ CMIS_LANE_TX_BIAS,
			       cmis_sim_fault_byte(module, CMIS_P01_CHECKSUM,
						   first, msg));
}

/* Static bytes of lower memory that come late */
static const u32 cmis_sim_fault_blank_regs[] = {
	CMIS_ACTIVE_FW_MAJOR,
	CMIS_ACTIVE_FW_MINOR,
	CMIS_MEDIA_TYPE,
	CMIS_APPS_LOWER,
};

/* A byte of lower memory, or of page 01h or 02h. */
static bool cmis_sim_fault_is_late(const struct cmis_sim_module *module,
				   unsigned int offset)
{
	u32 page = module->faults.page;

	if (page != CMIS_SIM_FAULT_LOWER)
		return page == CMIS_PAGE_ADVERT || page == CMIS_PAGE_THRESHOLDS;
	for (unsigned int i = 0; i < ARRAY_SIZE(cmis_sim_fault_blank_regs);
	     i++) {
		u32 reg = cmis_sim_fault_blank_regs[i];

		if (offset >= CMIS_REG_OFFSET(reg) &&
		    offset < CMIS_REG_OFFSET(reg) + CMIS_REG_SIZE(reg))
			return true;
	}
	return false;
}

/* The module has not yet read its adverts out of its own memory. */
static void cmis_sim_fault_blank(struct cmis_sim_module *module, u8 first,
				 struct i2c_msg *msg)
{
	unsigned int i;

	if (module->state == CMIS_SIM_READY ||
	    !cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_BLANK))
		return;
	for (i = 0; i < msg->len; i++)
		if (cmis_sim_fault_is_late(module, first + i))
			msg->buf[i] = 0;
}

/* From that byte on, the module does not drive the bus. */
static void cmis_sim_fault_cut(struct cmis_sim_module *module,
			       struct i2c_msg *msg)
{
	u32 bytes = cmis_sim_fault_value(module, CMIS_SIM_FAULT_CUT);

	if (bytes < msg->len &&
	    cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_CUT))
		memset(msg->buf + bytes, 0xff, msg->len - bytes);
}

/**
 * cmis_sim_fault_shorten() - let a read end too early
 * @module: the module
 * @msg: the read; its length becomes less if the fault strikes
 */
void cmis_sim_fault_shorten(struct cmis_sim_module *module,
			    struct i2c_msg *msg)
{
	u32 bytes = cmis_sim_fault_value(module, CMIS_SIM_FAULT_SHORT);

	if (bytes < msg->len &&
	    cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_SHORT))
		msg->len = bytes;
}

/**
 * cmis_sim_fault_data() - spoil the bytes of a read
 * @module: the module
 * @first: address of the first byte
 * @msg: the read
 */
void cmis_sim_fault_data(struct cmis_sim_module *module, u8 first,
			 struct i2c_msg *msg)
{
	cmis_sim_fault_identity(module, first, msg);
	cmis_sim_fault_adverts(module, first, msg);
	cmis_sim_fault_blank(module, first, msg);
	cmis_sim_fault_flip(module, msg);
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_GARBAGE))
		cmis_sim_fault_garble(module, msg);
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_ONES))
		memset(msg->buf, 0xff, msg->len);
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_ZEROS))
		memset(msg->buf, 0x00, msg->len);
	cmis_sim_fault_cut(module, msg);
}

/**
 * cmis_sim_fault_left_ms() - time until a fault of the interrupt line is spent
 * @module: the module
 *
 * Return: the time, rounded up; 0 if there is none.
 */
u32 cmis_sim_fault_left_ms(struct cmis_sim_module *module)
{
	struct cmis_sim_fault *fault;
	u32 left_ms = 0, kind;

	for (kind = CMIS_SIM_FAULT_STORM; kind <= CMIS_SIM_FAULT_DEAD_LINE;
	     kind++) {
		fault = &module->faults.kinds[kind];
		if (cmis_sim_fault_is_armed(fault) && fault->rule.for_ms)
			left_ms = max_t(s64, left_ms,
					1 + ktime_ms_delta(fault->ends,
							   ktime_get()));
	}
	return left_ms;
}

/**
 * cmis_sim_fault_line() - the interrupt line as the host sees it
 * @module: the module
 * @asserted: the module asserts it
 *
 * Return: true if it is asserted.
 */
bool cmis_sim_fault_line(struct cmis_sim_module *module, bool asserted)
{
	if (cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_STORM))
		return true;
	return asserted &&
	       !cmis_sim_fault_strikes(module, CMIS_SIM_FAULT_DEAD_LINE);
}

static const struct cmis_sim_fault_key *cmis_sim_fault_key_find(const char *s)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmis_sim_fault_keys); i++)
		if (!strcmp(s, cmis_sim_fault_keys[i].name))
			return &cmis_sim_fault_keys[i];
	return NULL;
}

static int cmis_sim_fault_kind_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < CMIS_SIM_FAULT_KINDS; i++)
		if (!strcmp(name, cmis_sim_fault_types[i].name))
			return i;
	return -ENOENT;
}

static u32 *cmis_sim_fault_number(struct cmis_sim_fault_rule *rule,
				  const struct cmis_sim_fault_key *key)
{
	return (u32 *)((u8 *)rule + key->offset);
}

/* "KEY NUMBER", taken off the line */
static int cmis_sim_fault_key_parse(struct cmis_sim_fault_rule *rule,
				    char **line)
{
	const struct cmis_sim_fault_key *key;
	char *text;
	u32 value;
	int err;

	key = cmis_sim_fault_key_find(strsep(line, " "));
	text = strsep(line, " ");
	if (!key || !text)
		return -EINVAL;
	err = kstrtou32(text, 0, &value);
	if (err)
		return err;
	if (value < key->min || value > key->max)
		return -ERANGE;
	*cmis_sim_fault_number(rule, key) = value;
	return 0;
}

static int cmis_sim_fault_rule_check(const struct cmis_sim_fault_rule *rule,
				     const struct cmis_sim_fault_type *type)
{
	if (rule->value > type->value_max && rule->value != type->value)
		return -ERANGE;
	if (rule->page != CMIS_SIM_FAULT_ANY_PAGE && !type->paged)
		return -EOPNOTSUPP;
	return 0;
}

static int cmis_sim_fault_arm(struct cmis_sim_fault *fault,
			      const struct cmis_sim_fault_type *type,
			      char *line)
{
	struct cmis_sim_fault_rule rule = cmis_sim_fault_rule_default;
	int err;

	rule.value = type->value;
	rule.count = type->count;
	while (line) {
		err = cmis_sim_fault_key_parse(&rule, &line);
		if (err)
			return err;
	}
	err = cmis_sim_fault_rule_check(&rule, type);
	if (err)
		return err;
	*fault = (struct cmis_sim_fault) {
		.rule = rule,
		.armed = true,
		.random = rule.seed,
		.ends = ktime_add_ms(ktime_get(), rule.for_ms),
	};
	return 0;
}

/* "clear", "clear NAME" or "NAME [KEY NUMBER]..." */
static int cmis_sim_fault_line_do(struct cmis_sim_fault *kinds, char *line)
{
	char *word = strsep(&line, " ");
	bool clear = !strcmp(word, "clear");
	int kind;

	if (clear && !line) {
		memset(kinds, 0, CMIS_SIM_FAULT_KINDS * sizeof(*kinds));
		return 0;
	}
	kind = cmis_sim_fault_kind_find(clear ? line : word);
	if (kind < 0)
		return kind;
	if (!clear)
		return cmis_sim_fault_arm(&kinds[kind],
					  &cmis_sim_fault_types[kind], line);
	memset(&kinds[kind], 0, sizeof(*kinds));
	return 0;
}

static int cmis_sim_fault_lines_do(struct cmis_sim_fault *kinds, char *text)
{
	char *line;
	int err;

	while ((line = strsep(&text, "\n"))) {
		if (!*line)
			continue;
		err = cmis_sim_fault_line_do(kinds, line);
		if (err)
			return err;
	}
	return 0;
}

/* The effects of a fault end with it. */
static void cmis_sim_faults_replace(struct cmis_sim_module *module,
				    const struct cmis_sim_fault *kinds)
{
	struct cmis_sim_faults *faults = &module->faults;
	ktime_t now = ktime_get();

	memcpy(faults->kinds, kinds, sizeof(faults->kinds));
	if (!cmis_sim_fault_is_armed(&faults->kinds[CMIS_SIM_FAULT_SLOW]))
		faults->busy_until = now;
	if (!cmis_sim_fault_is_armed(&faults->kinds[CMIS_SIM_FAULT_LATE]))
		faults->late_until = now;
	mod_delayed_work(cmis_sim_queue, &faults->wake, 0);
}

/**
 * cmis_sim_fault_set() - arm or clear faults
 * @module: the module, plugged or not
 * @text: lines "NAME [KEY NUMBER]...", "clear NAME" and "clear"
 *
 * All of the lines are carried out, or none. A fault that is armed again counts
 * from 0.
 *
 * Context: may sleep.
 * Return: 0; -ENOENT if there is no such fault, -EINVAL, -ERANGE or
 *	-EOPNOTSUPP if a number is not right for it, -ENOMEM.
 */
int cmis_sim_fault_set(struct cmis_sim_module *module, const char *text)
{
	struct cmis_sim_fault *kinds;
	char *copy;
	int err = -ENOMEM;

	copy = kstrdup(text, GFP_KERNEL);
	kinds = kcalloc(CMIS_SIM_FAULT_KINDS, sizeof(*kinds), GFP_KERNEL);
	if (copy && kinds) {
		scoped_guard(mutex, &module->lock) {
			memcpy(kinds, module->faults.kinds,
			       sizeof(module->faults.kinds));
			err = cmis_sim_fault_lines_do(kinds, copy);
			if (!err)
				cmis_sim_faults_replace(module, kinds);
		}
	}
	kfree(kinds);
	kfree(copy);
	return err;
}

static ssize_t cmis_sim_fault_print(struct cmis_sim_module *module,
				    enum cmis_sim_fault_kind kind, char *buf,
				    ssize_t at)
{
	struct cmis_sim_fault *fault = &module->faults.kinds[kind];
	const struct cmis_sim_fault_key *key;
	ssize_t length;
	unsigned int i;

	length = sysfs_emit_at(buf, at, "%s %s struck %llu",
			       cmis_sim_fault_types[kind].name,
			       cmis_sim_fault_is_armed(fault) ? "armed" :
								"spent",
			       fault->struck);
	for (i = 0; i < ARRAY_SIZE(cmis_sim_fault_keys); i++) {
		key = &cmis_sim_fault_keys[i];
		length += sysfs_emit_at(buf, at + length, " %s %u", key->name,
					*cmis_sim_fault_number(&fault->rule,
							       key));
	}
	return length + sysfs_emit_at(buf, at + length, "\n");
}

/**
 * cmis_sim_fault_show() - list the faults that have been armed
 * @module: the module
 * @buf: a page
 *
 * Return: length of the text: a line for each that has not been cleared.
 */
ssize_t cmis_sim_fault_show(struct cmis_sim_module *module, char *buf)
{
	ssize_t length = 0;
	unsigned int kind;

	guard(mutex)(&module->lock);
	for (kind = 0; kind < CMIS_SIM_FAULT_KINDS; kind++)
		if (module->faults.kinds[kind].rule.burst &&
		    length < PAGE_SIZE - CMIS_SIM_FAULT_LINE)
			length += cmis_sim_fault_print(module, kind, buf,
						       length);
	return length;
}
