// SPDX-License-Identifier: GPL-2.0-only
/* cmisctl decode: each form of a dump gives the same memory; the oddities. */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../tools/cmisctl/memory.h"
#include "tap.h"

#define SIZE		(19 * 128)	/* up to page 11h */
#define TEXT_MAX	65536

static uint8_t memory[SIZE];

static uint8_t *page_at(unsigned int page)
{
	return memory + (page + 1) * 128;
}

static void put_sum(uint8_t *page, unsigned int first, unsigned int last)
{
	unsigned int i, sum = 0;

	for (i = first; i < last; i++)
		sum += page[i - 128];
	page[last - 128] = sum;
}

/* A module as the specification has it: 400G-DR4, 48.5 C */
static void memory_make(void)
{
	static const uint8_t lower[] = { 0x18, 0x50, 0x00, 0x07 };
	static const uint8_t app[] = { 0x11, 0x1c, 0x84, 0x01 };

	memset(memory, 0, sizeof(memory));
	memcpy(memory, lower, sizeof(lower));
	memory[14] = 0x30;
	memory[15] = 0x80;
	memory[16] = 0x80;
	memory[17] = 0xe8;
	memory[85] = 0x02;
	memcpy(memory + 86, app, sizeof(app));
	memory[90] = 0xff;
	page_at(0)[0] = 0x18;
	memcpy(page_at(0) + 1, "ACME            ", 16);
	memcpy(page_at(0) + 20, "QDD-400G-DR4    ", 16);
	memcpy(page_at(0) + 38, "S1234           ", 16);
	page_at(0)[200 - 128] = 0x80;
	page_at(0)[203 - 128] = 0x0c;
	page_at(0)[212 - 128] = 0x06;
	put_sum(page_at(0), 128, 222);
	page_at(1)[132 - 128] = 0x45;
	page_at(1)[159 - 128] = 0x03;
	page_at(1)[160 - 128] = 0x07;
	page_at(1)[176 - 128] = 0x01;
	put_sum(page_at(1), 130, 255);
	memset(page_at(0x11), 0x44, 4);
	page_at(0x11)[154 - 128] = 0x27;
	page_at(0x11)[155 - 128] = 0x10;
}

/* ------------------------------------------------------------------------ */
/* Forms                                                                    */
/* ------------------------------------------------------------------------ */

static char text[TEXT_MAX];

__attribute__((format(printf, 1, 2)))
static void say(const char *format, ...)
{
	size_t len = strlen(text);
	va_list args;

	va_start(args, format);
	vsnprintf(text + len, TEXT_MAX - len, format, args);
	va_end(args);
}

/* Lines of 16 bytes, as a program prints them */
static void say_lines(const char *line, size_t offset, const uint8_t *data,
		      size_t len, const char *end)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (!(i % 16))
			say(line, offset + i);
		say("%02x%s", data[i], i % 16 == 15 ? end : " ");
	}
}

static const unsigned int pages[] = { 0, 1, 0x11 };

static void say_sfputil(void)
{
	unsigned int i;

	say("EEPROM hexdump for port Ethernet0\n        Lower page 0h\n");
	say_lines("        %08zx ", 0, memory, 128, " |..ab|\n");
	for (i = 0; i < 3; i++) {
		say("\n        Upper page %xh\n", pages[i]);
		say_lines("        %08zx ", 128, page_at(pages[i]), 128,
			  " |.face|\n");
	}
}

static void say_ethtool(void)
{
	unsigned int i;

	say("Offset\t\tValues\n------\t\t------\n");
	say_lines("0x%04zx:\t\t", 0, memory, 256, "\n");
	for (i = 1; i < 3; i++) {
		say("# ethtool -m eth0 hex on page 0x%x offset 128\n",
		    pages[i]);
		say("Offset\t\tValues\n------\t\t------\n");
		say_lines("0x%04zx:\t\t", 128, page_at(pages[i]), 128, "\n");
	}
}

static void say_i2cdump(void)
{
	unsigned int i;

	for (i = 0; i < 3; i++) {
		memory[127] = pages[i];
		say("No size specified (using byte-data access)\n"
		    "     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f    0123456789abcdef\n");
		say_lines("%02zx: ", 0, memory, 128, "    .?ab cd ef\n");
		say_lines("%02zx: ", 128, page_at(pages[i]), 128,
			  "    .?00 11 22\n");
	}
	memory[127] = 0;
}

static void say_hexdump_c(void)
{
	size_t i;

	for (i = 0; i < SIZE; i++) {
		if (i % 16 == 0)
			say("%08zx ", i);
		say("%s%02x", i % 8 ? " " : "  ", memory[i]);
		if (i % 16 == 15)
			say("  |ab.cd.ef.01.23.4|\n");
	}
}

static void say_xxd(void)
{
	size_t i;

	for (i = 0; i < SIZE; i++) {
		if (i % 16 == 0)
			say("%08zx:", i);
		say("%s%02x", i % 2 ? "" : " ", memory[i]);
		if (i % 16 == 15)
			say("  abcdef0123456789\n");
	}
}

static bool image_is_whole(const struct ctl_image *image)
{
	const struct ctl_half *half = ctl_image_find(image, 0, -1);
	unsigned int i;

	if (!half || half->known != 128 || memcmp(half->data, memory, 127))
		return false;
	for (i = 0; i < 3; i++) {
		half = ctl_image_find(image, 0, pages[i]);
		if (!half || half->known != 128 ||
		    memcmp(half->data, page_at(pages[i]), 128))
			return false;
	}
	return true;
}

static void test_forms(void)
{
	static const struct {
		const char *name;
		void (*say)(void);
	} forms[] = {
		{ "sfputil", say_sfputil },
		{ "ethtool's hex", say_ethtool },
		{ "i2cdump", say_i2cdump },
		{ "hexdump -C", say_hexdump_c },
		{ "xxd", say_xxd },
	};
	struct ctl_image image = { 0 };
	unsigned int i;

	for (i = 0; i < 5; i++) {
		text[0] = '\0';
		forms[i].say();
		tap_is(ctl_image_parse((void *)text, strlen(text), &image), 0,
		       "%s is taken", forms[i].name);
		tap_ok(image_is_whole(&image), "and gives the same memory");
		ctl_image_free(&image);
	}
	text[0] = '\0';
	say("page 0x11 bank 1\n80: 11\npage 2h\n80: 22\n");
	ctl_image_parse((void *)text, strlen(text), &image);
	tap_ok(ctl_image_find(&image, 1, 0x11) && ctl_image_find(&image, 0, 2),
	       "a page below 10h has no bank");
	ctl_image_free(&image);
	tap_is(ctl_image_parse(memory, SIZE, &image), 0, "bytes are taken");
	tap_ok(image_is_whole(&image), "and give the same memory");
	ctl_image_free(&image);
	tap_ok(ctl_image_parse((void *)"hello\n", 6, &image) < 0,
	       "a text without bytes is refused");
	ctl_image_free(&image);
	text[0] = '\0';
	say("00: 18 50 XX 07 --\n");
	ctl_image_parse((void *)text, strlen(text), &image);
	tap_ok(image.count == 1 && image.halves[0].known == 3 &&
	       image.halves[0].data[3] == 7, "bytes may be missing");
	ctl_image_free(&image);
}

/* A file of 128 bytes that are all the same */
static void page_write(const char *folder, const char *name, int byte)
{
	char path[256];
	FILE *file;
	int i;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "wb");
	for (i = 0; file && i < 128; i++)
		fputc(byte, file);
	if (file)
		fclose(file);
}

static void test_folder(void)
{
	static const char *const names[] = {
		"lower.bin", "p00.bin", "p11_b7.bin", "p-1.bin", "p+2.bin",
		"p 3.bin", "p0x4.bin", "p005.bin", "p.bin", "p11_b8.bin",
		"p11_b-1.bin", "p12.bin~",
	};
	char folder[] = "/tmp/cmis-pages-XXXXXX", path[256];
	struct ctl_image image = { 0 };
	unsigned int i;

	if (!tap_ok(mkdtemp(folder), "there is a folder"))
		return;
	for (i = 0; i < 12; i++)
		page_write(folder, names[i], i + 1);
	tap_is(ctl_image_read(folder, &image), 0, "a folder is taken");
	tap_is(image.count, 3, "a name with a sign or bank 8 is no page");
	tap_ok(ctl_image_find(&image, 0, -1) &&
	       ctl_image_find(&image, 0, -1)->data[0] == 1,
	       "nothing replaces lower memory");
	tap_ok(ctl_image_find(&image, 0, 0) && ctl_image_find(&image, 7, 0x11),
	       "pages have their banks");
	ctl_image_free(&image);
	for (i = 0; i < 12; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		remove(path);
	}
	remove(folder);
	text[0] = '\0';
	say("page 0x11 bank 8\n80: 11 22\n");
	ctl_image_parse((void *)text, strlen(text), &image);
	tap_ok(!image.count && image.ignored == 2,
	       "bytes of bank 8 have no place");
	ctl_image_free(&image);
}

/* ------------------------------------------------------------------------ */
/* Words                                                                    */
/* ------------------------------------------------------------------------ */

static void take_section(void *context, const char *title)
{
	(void)context;
	say("[%s]\n", title);
}

static void take_field(void *context, const char *name, const char *value)
{
	(void)context;
	say("%s=%s\n", name, value);
}

/* tests/user/test-fields.c looks at these. */
static void take_told(void *context, const struct ctl_told *told)
{
	(void)context;
	(void)told;
}

static bool says(const char *word)
{
	if (strstr(text, word))
		return true;
	printf("# no '%s'\n", word);
	return false;
}

static int decode(const uint8_t *data, size_t len)
{
	const struct ctl_sink sink = {
		take_section, take_field, take_told, NULL
	};
	struct ctl_image image = { 0 };
	int ret;

	text[0] = '\0';
	ret = ctl_image_parse(data, len, &image);
	if (!ret)
		ret = ctl_memory_decode(&image, &sink);
	ctl_image_free(&image);
	return ret;
}

static void test_words(void)
{
	tap_is(decode(memory, SIZE), 0, "the memory is decoded");
	tap_ok(says("vendor=ACME ") && says("part number=QDD-400G-DR4") &&
	       says("serial=S1234"), "identity");
	tap_ok(says("1 media=400GBASE-DR4") && says("1 host=400GAUI-8"),
	       "applications");
	tap_ok(says("temperature=48.50 C") && says("vcc=3.3000 V"), "values");
	tap_ok(says("1=DPActivated"), "lanes");
	tap_ok(says("length SMF=5000 m"), "adverts");
	tap_ok(!strstr(text, "checksum"), "nothing is wrong with checksums");
	page_at(0)[5] ^= 1;
	page_at(0)[203 - 128] = 0x77;
	memory[86] = 0xee;
	memory[3] = 0x0f;
	decode(memory, SIZE);
	tap_ok(says("[odd]") && says("page 00h=the checksum is wrong"),
	       "a wrong checksum is odd");
	tap_ok(says("00h:203=connector 77h is reserved") &&
	       says("host interface EEh is in no table") &&
	       says("lower 3=state 7 is reserved"), "so are reserved codes");
	tap_ok(decode(memory, 100) < 0, "without lower memory, nothing is said");
	tap_is(decode(memory, 200), 0, "a part of page 00h is no page");
	tap_ok(says("page 00h=72 of 128 bytes are known"), "which is odd");
	memory_make();
	memset(page_at(0) + 166 - 128, ' ', 16);
	memset(page_at(0) + 164 - 128, ' ', 2);
	decode(memory, SIZE);
	tap_ok(!strstr(text, "serial") && says("part number=QDD-400G-DR4\n"),
	       "no line for a blank string");
}

/* Adverts that contradict each other, settled as in the driver */
static void test_contradictions(void)
{
	decode(memory, SIZE);
	tap_ok(!strstr(text, "contradicts="), "a sane module is not odd");
	decode(memory, 128);
	tap_ok(!strstr(text, "contradicts="), "nor is one without page 00h");
	page_at(0)[0] = 0x19;
	page_at(0)[210 - 128] = 0xff;
	memory[89] = 0x11;
	page_at(1)[146 - 128] = 0xfb;
	decode(memory, SIZE);
	tap_ok(says("contradicts=lower 0 and 00h:128 differ: lower 0 wins") &&
	       says("contradicts=00h:210 lacks lanes of an application") &&
	       says("contradicts=an application starts where lanes lack") &&
	       says("contradicts=maximum temperature below the minimum"),
	       "each contradiction has a line");
	tap_ok(says("1 may start at=host lanes 01h") &&
	       !strstr(text, "case="), "the advert that wins is shown");
	memory_make();
}

/* Any bytes, as bytes and as text */
static void test_chance(void)
{
	uint64_t state = 88172645463325252ull;
	uint8_t data[SIZE];
	unsigned int round;
	size_t i, k;

	for (round = 0; round < 300; round++) {
		memcpy(data, memory, SIZE);
		for (i = 0; i < 200; i++) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			data[(state >> 8) % SIZE] = state;
		}
		decode(data, SIZE);
		for (i = k = 0; i < SIZE; i++)
			if (data[i] >= 0x20 && data[i] < 0x7f)
				data[k++] = data[i];
		decode(data, k);
		text[0] = '\0';
		say_sfputil();
		for (i = 0; i < 200; i++)
			text[(data[i] * 256u + data[i + 200]) %
			     strlen(text)] = "0xaz:|\n "[data[i] % 8];
		memcpy(data, text, SIZE);
		decode(data, SIZE);
	}
	tap_ok(true, "no chance makes the decoder read beyond its input");
}

int main(void)
{
	memory_make();
	test_forms();
	test_folder();
	test_words();
	test_contradictions();
	test_chance();
	return tap_done();
}
