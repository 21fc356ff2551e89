// SPDX-License-Identifier: GPL-2.0-only
/*
 * A fuzz target without a fuzzer: PROGRAM FILE...
 *
 * Runs each file as an input. It ends at the first failure; the last printed
 * name is the name of that file.
 */

#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

#define INPUT_MAX 1048576

static void input_run(const char *path)
{
	FILE *file = fopen(path, "rb");
	uint8_t *data = malloc(INPUT_MAX);
	size_t len;

	if (!file || !data) {
		perror(path);
		exit(2);
	}
	len = fread(data, 1, INPUT_MAX, file);
	fclose(file);
	fuzz_one(data, len);
	free(data);
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		fprintf(stderr, "%s\n", argv[i]);
		input_run(argv[i]);
	}
	return 0;
}
