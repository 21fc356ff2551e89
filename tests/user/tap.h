/* SPDX-License-Identifier: GPL-2.0-only */
/* Test Anything Protocol, for one test program. */
#ifndef _USER_TAP_H
#define _USER_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

static unsigned int tap_count, tap_failures;

/* One result; the name is a printf format. Returns whether it passed. */
static inline bool __attribute__((format(printf, 2, 3)))
tap_ok(bool passed, const char *name, ...)
{
	va_list args;

	tap_count++;
	tap_failures += !passed;
	printf("%sok %u ", passed ? "" : "not ", tap_count);
	va_start(args, name);
	vprintf(name, args);
	va_end(args);
	putchar('\n');
	return passed;
}

/* A number that must equal a literal. */
#define tap_is(got, want, ...) do {					\
	long long tap_got = (got), tap_want = (want);			\
									\
	if (!tap_ok(tap_got == tap_want, __VA_ARGS__))			\
		printf("# %s:%d: got %lld, want %lld\n", __FILE__,	\
		       __LINE__, tap_got, tap_want);			\
} while (0)

/* Prints the plan; the exit status of the program. */
static inline int tap_done(void)
{
	printf("1..%u\n", tap_count);
	return tap_failures ? 1 : 0;
}

#endif /* _USER_TAP_H */
