/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Interface of the fuzz targets. A target is a file that defines fuzz_one(),
 * which takes an input, returns 0, and states conditions with fuzz_require().
 * libFuzzer has another name for it, see Makefile.
 */
#ifndef _FUZZ_H
#define _FUZZ_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct fuzz_input - the rest of an input
 * @data: the bytes
 * @len: how many
 */
struct fuzz_input {
	const uint8_t *data;
	size_t len;
};

/**
 * struct fuzz_block - a part of an input, in memory of exactly its size
 * @data: the bytes; a sanitizer notices the first one beyond them
 * @len: how many
 */
struct fuzz_block {
	uint8_t *data;
	size_t len;
};

int fuzz_one(const uint8_t *data, size_t len);

void __attribute__((noreturn)) fuzz_fail(const char *file, int line,
					 const char *what);
struct fuzz_block fuzz_take(struct fuzz_input *input, size_t max);
void fuzz_free(struct fuzz_block *block);
uint8_t fuzz_take_byte(struct fuzz_input *input);
void fuzz_text_check(const char *text, size_t size);

#define fuzz_require(condition) do {					\
	if (!(condition))						\
		fuzz_fail(__FILE__, __LINE__, #condition);		\
} while (0)

#endif /* _FUZZ_H */
