// SPDX-License-Identifier: GPL-2.0-only
/* Functions that the fuzz targets share. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

/**
 * fuzz_fail() - report that a condition does not hold
 * @file: file of the condition
 * @line: its line
 * @what: the condition that must hold
 */
void fuzz_fail(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

/**
 * fuzz_take() - take a block off an input
 * @input: the input; loses the block
 * @max: how many bytes, if there are as many
 *
 * Return: the block; free it with fuzz_free().
 */
struct fuzz_block fuzz_take(struct fuzz_input *input, size_t max)
{
	struct fuzz_block block;

	block.len = input->len < max ? input->len : max;
	block.data = malloc(block.len);
	if (!block.data)
		abort();
	memcpy(block.data, input->data, block.len);
	input->data += block.len;
	input->len -= block.len;
	return block;
}

/**
 * fuzz_free() - free a block
 * @block: the block
 */
void fuzz_free(struct fuzz_block *block)
{
	free(block->data);
	block->data = NULL;
	block->len = 0;
}

/**
 * fuzz_take_byte() - take a byte off an input
 * @input: the input
 *
 * Return: the byte, 0 if there is none.
 */
uint8_t fuzz_take_byte(struct fuzz_input *input)
{
	if (!input->len)
		return 0;
	input->len--;
	return *input->data++;
}

/**
 * fuzz_text_check() - check that text from a module is safe to show
 * @text: the text
 * @size: of the memory it is in
 *
 * It must end in this memory, be printable ASCII without padding at its end,
 * and be followed by zeros.
 */
void fuzz_text_check(const char *text, size_t size)
{
	size_t len = strnlen(text, size), i;

	fuzz_require(len < size);
	for (i = 0; i < len; i++)
		fuzz_require(text[i] >= ' ' && text[i] <= '~');
	fuzz_require(!len || text[len - 1] != ' ');
	for (i = len; i < size; i++)
		fuzz_require(!text[i]);
}
