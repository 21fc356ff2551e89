// SPDX-License-Identifier: GPL-2.0-only
/* Fuzz target: text from a module; the first byte is the size of the room. */

#include "spec/value.h"
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

int fuzz_one(const u8 *data, size_t len)
{
	struct fuzz_input input = { data, len };
	u8 size = fuzz_take_byte(&input);
	struct fuzz_block text = fuzz_take(&input, 255);
	char *room = malloc(size);
	int ret;

	if (!room)
		abort();
	memset(room, 0x5a, size);
	ret = cmis_string_decode(text.data, text.len, room, size);
	if (size <= text.len) {
		fuzz_require(ret == -EMSGSIZE);
	} else {
		fuzz_require(ret >= 0 && (size_t)ret <= text.len);
		fuzz_text_check(room, size);
		fuzz_require(strlen(room) == (size_t)ret);
	}
	free(room);
	fuzz_free(&text);
	return 0;
}
