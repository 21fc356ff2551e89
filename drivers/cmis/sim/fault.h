/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Faults of a simulated module and of the bus that it is on.
 */
#ifndef _CMIS_SIM_FAULT_H
#define _CMIS_SIM_FAULT_H

#include <linux/ktime.h>
#include <linux/types.h>
#include <linux/workqueue.h>

/* Kinds of faults, in the order in which they are listed */
enum cmis_sim_fault_kind {
	CMIS_SIM_FAULT_NACK,
	CMIS_SIM_FAULT_NACK_SELECT,
	CMIS_SIM_FAULT_STUCK,
	CMIS_SIM_FAULT_SLOW,
	CMIS_SIM_FAULT_LATE,
	CMIS_SIM_FAULT_LOST,
	CMIS_SIM_FAULT_ZEROED,
	CMIS_SIM_FAULT_FORGETS,
	CMIS_SIM_FAULT_SHORT,
	CMIS_SIM_FAULT_CUT,
	CMIS_SIM_FAULT_FLIP,
	CMIS_SIM_FAULT_GARBAGE,
	CMIS_SIM_FAULT_ONES,
	CMIS_SIM_FAULT_ZEROS,
	CMIS_SIM_FAULT_IDENTITY,
	CMIS_SIM_FAULT_ADVERTS,
	CMIS_SIM_FAULT_BLANK,
	CMIS_SIM_FAULT_STORM,
	CMIS_SIM_FAULT_DEAD_LINE,
	CMIS_SIM_FAULT_SELF_RESET,
	CMIS_SIM_FAULT_REMOVE,
	CMIS_SIM_FAULT_BOUNCE,
	CMIS_SIM_FAULT_ADAPTER_GONE,
	CMIS_SIM_FAULT_NO_FREEZE,
	CMIS_SIM_FAULT_CDB_BUSY,
	CMIS_SIM_FAULT_KINDS,
};

/* Pages of a rule beside their numbers */
#define CMIS_SIM_FAULT_LOWER		0x100
#define CMIS_SIM_FAULT_ANY_PAGE		0x101

/**
 * struct cmis_sim_fault_rule - when a fault strikes, and how
 * @value: ms, bytes or a count, by its kind
 * @every_ms: bouncing: between one change and the next
 * @rate_ppm: probability at each opportunity
 * @burst: times in a row when it strikes
 * @count: bursts, after which the fault ends; 0 for any number
 * @after: number of first opportunities without a strike
 * @for_ms: time after which the fault ends; 0 for any
 * @seed: of the random numbers
 * @page: only where this page is accessed, CMIS_SIM_FAULT_LOWER for lower
 *	memory, or CMIS_SIM_FAULT_ANY_PAGE
 */
struct cmis_sim_fault_rule {
	u32 value;
	u32 every_ms;
	u32 rate_ppm;
	u32 burst;
	u32 count;
	u32 after;
	u32 for_ms;
	u32 seed;
	u32 page;
};

/**
 * struct cmis_sim_fault - a fault of one kind
 * @rule: as it was armed
 * @armed: it may strike
 * @random: state of the random numbers
 * @passed: opportunities that have passed, up to @after of the rule
 * @burst_left: times left in the burst
 * @bursts: bursts begun
 * @struck: times that it has struck since it was armed
 * @ends: when it ends, if it has a time limit
 */
struct cmis_sim_fault {
	struct cmis_sim_fault_rule rule;
	bool armed;
	u32 random;
	u32 passed;
	u32 burst_left;
	u32 bursts;
	u64 struck;
	ktime_t ends;
};

/**
 * struct cmis_sim_faults - the faults of a module
 * @kinds: by enum cmis_sim_fault_kind
 * @page: page of the present access, as @page of a rule
 * @busy_until: the module changes pages and does not acknowledge
 * @late: a page has been selected and is not in force yet
 * @late_until: when it will be
 * @late_bank: its bank
 * @late_page: its number
 * @wake: runs when a fault of the interrupt line begins or ends
 */
struct cmis_sim_faults {
	struct cmis_sim_fault kinds[CMIS_SIM_FAULT_KINDS];
	u32 page;
	ktime_t busy_until;
	bool late;
	ktime_t late_until;
	u8 late_bank;
	u8 late_page;
	struct delayed_work wake;
};

struct i2c_msg;
struct cmis_sim_module;

bool cmis_sim_fault_strikes(struct cmis_sim_module *module,
			    enum cmis_sim_fault_kind kind);
u32 cmis_sim_fault_value(struct cmis_sim_module *module,
			 enum cmis_sim_fault_kind kind);
void cmis_sim_fault_shorten(struct cmis_sim_module *module,
			    struct i2c_msg *msg);
void cmis_sim_fault_data(struct cmis_sim_module *module, u8 first,
			 struct i2c_msg *msg);
u32 cmis_sim_fault_left_ms(struct cmis_sim_module *module);
bool cmis_sim_fault_line(struct cmis_sim_module *module, bool asserted);
int cmis_sim_fault_set(struct cmis_sim_module *module, const char *text);
ssize_t cmis_sim_fault_show(struct cmis_sim_module *module, char *buf);

#endif /* _CMIS_SIM_FAULT_H */
