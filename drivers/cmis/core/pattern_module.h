/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Controls of test patterns in the module, for a change under way.
 */
#ifndef _CMIS_CORE_PATTERN_MODULE_H
#define _CMIS_CORE_PATTERN_MODULE_H

#include "core/diag.h"
#include "core/pattern.h"

/**
 * struct cmis_test_run - a change under way
 * @diag: access to the module
 * @unknown: bits: banks in which a write or its read back has failed, and @now
 *	may be wrong
 * @now: by bank, the controls as the module has them
 * @wanted: by bank, as they shall be
 * @first: by bank, as they were
 * @before: the revert that waited before
 */
struct cmis_test_run {
	struct cmis_diag diag;
	u8 unknown;
	u8 now[CMIS_MAX_BANKS][CMIS_PATTERN_BYTES];
	u8 wanted[CMIS_MAX_BANKS][CMIS_PATTERN_BYTES];
	u8 first[CMIS_MAX_BANKS][CMIS_PATTERN_BYTES];
	struct cmis_diag_revert before;
};

void __cmis_tests_follow(struct cmis_tests *tests, u32 generation);
void __cmis_tests_store(const struct cmis_test_run *run);

/* These functions use the bus. */
int cmis_test_fetch_bank(struct cmis_test_run *run,
			 const struct cmis_pattern_adverts *adverts, u8 bank);
int cmis_test_fetch(struct cmis_test_run *run);
int cmis_test_fetch_ready(const struct cmis_test_run *run, bool media,
			  u64 *ready);
int cmis_test_put_bank(struct cmis_test_run *run, u8 bank, const u8 *wanted);

#endif /* _CMIS_CORE_PATTERN_MODULE_H */
