/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The data paths of a cage on their way. The files of this folder are layers:
 * plan < look < follow < config < write < engine.
 */
#ifndef _CMIS_PATH_PATH_H
#define _CMIS_PATH_PATH_H

#include <linux/bits.h>
#include <linux/ktime.h>
#include <linux/types.h>

#include "core/claim.h"
#include "core/module.h"
#include "xfer/xfer.h"
#include "path/plan.h"

struct cmis_cage;

/* ConfigStatus "in progress" lasts this long at most. */
#define CMIS_PATH_CONFIG_MS	10000
/* Look at paths that rest at least this often. */
#define CMIS_PATH_REST_MS	5000
/* The shortest pause between two looks */
#define CMIS_PATH_LOOK_MIN_MS	10

/* Why a path is at no step */
enum cmis_path_halt {
	CMIS_HALT_NONE,
	CMIS_HALT_PAUSED,	/* until the next attempt */
	CMIS_HALT_FAILED,
	CMIS_HALT_CONTESTED,
};

/**
 * struct cmis_path - a data path on its way
 * @aim: as it shall be
 * @port: number of its port
 * @step: enum cmis_path_step; CMIS_STEP_COUNT at first
 * @halt: enum cmis_path_halt
 * @todo: the writes of the step are not done yet
 * @repair: another host's change is being repaired
 * @doubt: the last look said that the path does not rest; the next one decides
 * @reason: enum cmis_port_reason of the last failure
 * @code: code of a refused configuration, or 0
 * @tries: failed attempts
 * @late: number of steps that took longer than advertised
 * @bound: the advertised end of the step
 * @limit: end of the step, or of the pause
 * @repaired: when the port's last repair that the path took part in began
 */
struct cmis_path {
	struct cmis_path_aim aim;
	u8 port;
	u8 step;
	u8 halt;
	bool todo;
	bool repair;
	bool doubt;
	u8 reason;
	u8 code;
	u8 tries;
	u32 late;
	ktime_t bound;
	ktime_t limit;
	ktime_t repaired;
};

/**
 * struct cmis_path_trigger - a configuration that the module works on
 * @lanes: its lanes; 0: there is none
 * @step: enum cmis_path_step of its paths
 * @seen: the module has shown that it works on it
 * @repeated: the trigger was written twice
 * @before: the codes before
 * @when: time of the trigger
 */
struct cmis_path_trigger {
	u8 lanes;
	u8 step;
	bool seen;
	bool repeated;
	u8 before[CMIS_LANES_PER_BANK];
	ktime_t when;
};

/**
 * struct cmis_path_port - a port as its paths were made for
 * @seq: of the wish; 0: there is no port
 * @planned: its paths are in the list
 * @reason: enum cmis_port_reason if there are no paths
 * @up: without paths: flat memory that fits
 * @repaired: when another host's change was repaired; 0: never
 * @claim: the port
 */
struct cmis_path_port {
	u32 seq;
	bool planned;
	u8 reason;
	bool up;
	ktime_t repaired;
	struct cmis_claim claim;
};

/**
 * struct cmis_bringup - the data paths of a cage
 * @generation: of the module; 0: there is none
 * @seq: of the last change of the ports
 * @lowered: the module was put into low power, since no port is up
 * @full: the next look reads all
 * @errors: number of looks in a row that failed
 * @write_errors: number of runs in a row whose writes failed
 * @module_state: enum cmis_module_state
 * @hosted: the host manages the cage
 * @wished: number of ports with a wish
 * @num: number of paths
 * @left: lanes that were given back as they were, in @left_generation
 * @left_generation: an insertion
 * @idle: enum cmis_idle_power
 * @due: time of the next look
 * @port: the ports
 * @path: the paths
 * @bank: the registers of each bank
 * @trigger: configurations under way, by bank
 * @dark: lanes that were made dark, by bank
 * @want: wishes for the lane controls, by bank
 * @want_seq: of @want
 * @asker: by enum cmis_lane_control, task that has set the last wish
 * @reverted: bit enum cmis_lane_control: the last wish is that of a revert
 * @written: by bank, bit enum cmis_lane_control: a wish was written
 * @refused: by enum cmis_lane_control, lanes whose wish the module did not keep
 */
struct cmis_bringup {
	u32 generation;
	u32 seq;
	bool lowered;
	bool full;
	unsigned int errors;
	unsigned int write_errors;
	u8 module_state;
	bool hosted;
	unsigned int wished;
	unsigned int num;
	u64 left;
	u32 left_generation;
	u8 idle;
	ktime_t due;
	struct cmis_path_port port[CMIS_MAX_PORTS];
	struct cmis_path path[CMIS_MAX_LANES];
	struct cmis_path_bank bank[CMIS_MAX_BANKS];
	struct cmis_path_trigger trigger[CMIS_MAX_BANKS];
	u8 dark[CMIS_MAX_BANKS];
	struct cmis_lane_wish want[CMIS_MAX_BANKS];
	u32 want_seq;
	struct cmis_asker asker[CMIS_LC_COUNT];
	u32 reverted;
	u32 written[CMIS_MAX_BANKS];
	u64 refused[CMIS_LC_COUNT];
};

/**
 * struct cmis_path_run - a run of the work
 * @cage: the cage
 * @paths: its paths
 * @module: the module in it
 * @banks: number of banks with lanes
 * @now: time of the run
 * @wrote: something was written
 * @why: of the next write
 */
struct cmis_path_run {
	struct cmis_cage *cage;
	struct cmis_bringup *paths;
	const struct cmis_module *module;
	unsigned int banks;
	ktime_t now;
	bool wrote;
	struct cmis_why why;
};

/* Lanes of the present module that were given back as they were */
static inline u64 cmis_path_left(const struct cmis_bringup *e)
{
	return e->left_generation == e->generation ? e->left : 0;
}

static inline struct cmis_path_bank *
cmis_path_bank(const struct cmis_path_run *run, const struct cmis_path *path)
{
	return &run->paths->bank[path->aim.bank];
}

/* The next write is for a path. */
static inline void cmis_path_blame(struct cmis_path_run *run,
				   const struct cmis_path *path)
{
	const struct cmis_claim *claim = &run->paths->port[path->port].claim;

	run->why = (struct cmis_why) {
		.cause = path->repair ? CMIS_CAUSE_REPAIR :
			 claim->trial.back ? CMIS_CAUSE_REVERT :
					     CMIS_CAUSE_STEP,
		.asker = &claim->asker,
	};
}

/* The next write is for a configuration: other settings have their own asker */
static inline void cmis_path_blame_config(struct cmis_path_run *run,
					  const struct cmis_path *path, u8 step)
{
	const struct cmis_path_bank *bank = cmis_path_bank(run, path);
	unsigned int lc = cmis_path_untuned(&path->aim, bank);

	cmis_path_blame(run, path);
	if (step == CMIS_STEP_RELEASE || lc == CMIS_LC_COUNT ||
	    !cmis_path_is_configured(&path->aim, bank))
		return;
	run->why = (struct cmis_why) {
		.cause = run->paths->reverted & BIT(lc) ? CMIS_CAUSE_REVERT :
							  CMIS_CAUSE_VERB,
		.asker = &run->paths->asker[lc],
	};
}

static inline bool cmis_path_is_ready(const struct cmis_path_run *run)
{
	return run->paths->module_state == CMIS_STATE_READY;
}

#endif /* _CMIS_PATH_PATH_H */
