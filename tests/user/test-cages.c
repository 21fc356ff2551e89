// SPDX-License-Identifier: GPL-2.0-only
/* The file cages.conf, and the places that its sections name. */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../tools/cmisctl/cages.h"
#include "../../tools/cmisctl/names.h"
#include "tap.h"

#define EXAMPLE		"../../contrib/cages.conf"
#define LINES_MAX	64
#define BUS		"/sys/devices/pci0000:00/0000:00:1f.4/i2c-5"
#define BUSES		"/sys/bus/i2c/devices/"
#define CAGE		"[cage a]\nbus = /i2c-1\n"

static char error[256];
static struct ctl_conf conf = {
	.name = "f.conf",
	.error = error,
	.error_size = sizeof(error),
};

/* Read a file from memory. */
static int text_read(const char *text)
{
	FILE *file = fmemopen((void *)text, strlen(text), "r");
	int ret;

	ctl_conf_free(&conf);
	conf.line = 0;
	conf.refused = 0;
	ret = ctl_conf_read(&conf, file);
	fclose(file);
	return ret;
}

static void refuse_test(const char *text, const char *want)
{
	int ret = text_read(text);

	if (!tap_ok(ret == -EINVAL && !strcmp(error, want), "%s", want))
		printf("# got %d '%s'\n", ret, error);
}

/* ------------------------------------------------------------------------ */
/* The example, with each line broken in turn                               */
/* ------------------------------------------------------------------------ */

static char lines[LINES_MAX][256];
static unsigned int count;

static void example_load(void)
{
	FILE *file = fopen(EXAMPLE, "r");

	while (file && count < LINES_MAX && fgets(lines[count], 256, file))
		count++;
	if (file)
		fclose(file);
}

/* The example, with another text for a line */
static char *example_with(unsigned int number, const char *text)
{
	static char whole[LINES_MAX * 256];
	unsigned int i;

	*whole = '\0';
	for (i = 0; i < count; i++)
		strcat(whole, i == number ? text : lines[i]);
	return whole;
}

/* A wrong line is told by its number. */
static bool is_refused(unsigned int number, const char *text,
		       unsigned int line)
{
	char place[32];
	int ret = text_read(example_with(number, text));

	snprintf(place, sizeof(place), "f.conf:%u: ", line + 1);
	if (ret == -EINVAL && !strncmp(error, place, strlen(place)))
		return true;
	printf("# line %u as %s# got %d '%s'\n", number + 1, text, ret, error);
	return false;
}

static bool line_is_guarded(unsigned int number)
{
	const char *line = lines[number];
	char text[1024];
	bool good;

	snprintf(text, sizeof(text), "x%s", line);
	good = is_refused(number, text, number);
	snprintf(text, sizeof(text), "%.*s\n",
		 (int)strcspn(line, "=]"), line);
	good &= is_refused(number, text, number);
	snprintf(text, sizeof(text), "%s%s", line, line);
	/* A second head leaves the first section empty. */
	good &= is_refused(number, text, number + (*line != '['));
	if (*line == '[')
		return good;
	snprintf(text, sizeof(text), "%.*s=\n", (int)strcspn(line, "="), line);
	good &= is_refused(number, text, number);
	snprintf(text, sizeof(text), "%.*s = %0250d\n",
		 (int)strcspn(line, " ="), line, 0);
	return good & is_refused(number, text, number);
}

static void example_test(void)
{
	unsigned int i;
	bool good;

	example_load();
	tap_is(text_read(example_with(LINES_MAX, "")), 0, "the example: %s",
	       error);
	tap_is(conf.count, 3, "its sections");
	tap_ok(conf.count == 3 && conf.sections[1].channel == 3 &&
	       conf.sections[1].address == 0x50 && conf.sections[2].nic &&
	       !strcmp(conf.sections[1].values[CTL_CONF_LPMODE],
		       "!QSFP2_LPMODE_L"), "its values");
	for (i = 0; i < count; i++) {
		if (strchr("#\n", *lines[i]))
			continue;
		good = line_is_guarded(i);
		tap_ok(good, "line %u broken: %.*s", i + 1,
		       (int)strcspn(lines[i], "\n"), lines[i]);
	}
}

/* ------------------------------------------------------------------------ */
/* Sections that do not fit                                                 */
/* ------------------------------------------------------------------------ */

static const struct {
	const char *text;
	const char *want;
} refusals[] = {
	{ "bus = /x\n", "f.conf:1: a key before the first section" },
	{ "[port 1]\n", "f.conf:1: a section is [cage NAME] or [nic NAME]" },
	{ "[cage]\n", "f.conf:1: the cage has no name" },
	{ "[cage a] x\n", "f.conf:1: words after the head of a section" },
	{ "[cage a]\n", "f.conf:1: the cage has no bus and no mux" },
	{ "[nic]\n", "f.conf:1: the NIC has no netdev" },
	{ "[nic]\nbus = /x\n", "f.conf:2: a NIC has no key 'bus'" },
	{ CAGE "mux = 0-0070\n", "f.conf:3: the cage has a bus already" },
	{ CAGE "channel = 1\n", "f.conf:3: the channel has no mux" },
	{ "[cage a]\nmux = 0-0070\n", "f.conf:2: the mux has no channel" },
	{ CAGE "address = 0x78\n",
	  "f.conf:3: address: '0x78' is not an address from 0x08 to 0x77" },
	{ CAGE "address = 50x\n",
	  "f.conf:3: address: '50x' is not an address from 0x08 to 0x77" },
	/* Neither octal nor, by mistake, decimal */
	{ CAGE "address = 050\n",
	  "f.conf:3: address: '050' is not an address from 0x08 to 0x77" },
	{ CAGE "address = 50\n",
	  "f.conf:3: address: '50' is not an address from 0x08 to 0x77" },
	{ CAGE "address = 0x\n",
	  "f.conf:3: address: '0x' is not an address from 0x08 to 0x77" },
	{ "[cage a]\nmux = 0-0070\nchannel = 010\n",
	  "f.conf:3: channel: '010' is not a number from 0 to 255" },
	/* A longer name, as tools cut it */
	{ CAGE "reset = A_NAME_OF_A_LINE_OF_31_LETTERS_\n",
	  "f.conf:3: reset: 'A_NAME_OF_A_LINE_OF_31_LETTERS_' is not the name of a GPIO line, 30 characters at most",
	},
	{ "\xef\xbb\xbf" CAGE,
	  "f.conf:1: the file starts with a byte order mark" },
	{ CAGE "maximum-power-milliwatt = 100001\n",
	  "f.conf:3: maximum-power-milliwatt: '100001' is not a number from 1 to 100000",
	},
	{ CAGE "netdev = a/b\n",
	  "f.conf:3: netdev: 'a/b' is not the name of a network interface" },
	{ CAGE "label = 1\n[cage b]\nbus = /i2c-2\nlabel = 1\n",
	  "f.conf:6: '1' is in line 3 already" },
	{ CAGE "[cage a]\nbus = /i2c-2\n",
	  "f.conf:3: 'a' is in line 1 already" },
	{ CAGE "reset = X\npresence = !X\n",
	  "f.conf:4: 'X' is in line 3 already" },
	{ CAGE "netdev = e0\n[nic]\nnetdev = e0\n",
	  "f.conf:5: 'e0' is in line 3 already" },
	{ CAGE "x\naddress = 1\n",
	  "f.conf:3: not [SECTION] and not KEY = VALUE" },
};

/* A byte 0 would hide the rest of its line. */
static void zero_test(void)
{
	static const char text[] = CAGE "label = 1\0\nnetdev = e0\n";
	FILE *file = fmemopen((void *)text, sizeof(text) - 1, "r");

	ctl_conf_free(&conf);
	conf.line = 0;
	conf.refused = 0;
	ctl_conf_read(&conf, file);
	fclose(file);
	tap_ok(!strcmp(error, "f.conf:3: the line has a byte 0"), "a byte 0: %s",
	       error);
}

static void refusals_test(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(refusals); i++)
		refuse_test(refusals[i].text, refusals[i].want);
	zero_test();
	tap_is(text_read(""), 0, "an empty file");
	tap_is(text_read("[cage a]\n\tbus = /x\n  label = b ; why\n"), 0,
	       "blanks in front: %s", error);
	tap_ok(conf.count == 1 &&
	       !strcmp(conf.sections[0].values[CTL_CONF_LABEL], "b"),
	       "a comment in a line");
}

/* ------------------------------------------------------------------------ */
/* Places                                                                   */
/* ------------------------------------------------------------------------ */

static char root[32] = "/tmp/test-cages-XXXXXX";

static int gpio_find(const char *name, char *user, size_t size)
{
	snprintf(user, size, "%s", strcmp(name, "TAKEN") ? "" : "kernel");
	return strcmp(name, "NONE") ? 0 : -ENOENT;
}

static const struct ctl_machine machine = { root, gpio_find };

static void shell(const char *command)
{
	if (system(command))
		tap_ok(false, "%s", command);
}

/* Bus 5 has a mux with a channel, bus 8; that has a cage and another device. */
static const char *const machine_commands[] = {
	"mkdir -p ." BUS "/5-0070/i2c-8 sys/class/net/eth1 ." BUSES,
	"ln -s $PWD" BUS " ." BUSES "i2c-5",
	"ln -s $PWD" BUS "/5-0070 ." BUSES "5-0070",
	"ln -s $PWD" BUS "/5-0070/i2c-8 ." BUSES "i2c-8",
	"ln -s i2c-8 ." BUS "/5-0070/channel-3",
	"mkdir ." BUSES "8-0050 ." BUSES "8-0051",
	"ln -s /drivers/cmis ." BUSES "8-0050/driver",
	"ln -s /drivers/optoe1 ." BUSES "8-0051/driver",
};

static void machine_make(void)
{
	unsigned int i;

	if (!mkdtemp(root) || chdir(root))
		exit(1);
	for (i = 0; i < ARRAY_SIZE(machine_commands); i++)
		shell(machine_commands[i]);
}

static const struct {
	const char *text;
	const char *want;
} places[] = {
	{ "bus = /sys/devices/pci*/*/i2c-*\nnetdev = eth1\nreset = FREE\n",
	  NULL },
	{ "bus = /nowhere/i2c-1\n", "2: there is no /nowhere/i2c-1" },
	{ "bus = " BUSES "i2c-*\n",
	  "2: " BUSES "i2c-* stands for 2 paths" },
	{ "bus = " BUSES "5-0070\n", "2: " BUSES "5-0070 is no I2C bus" },
	{ "mux = 5-0070\nchannel = 3\n", NULL },
	{ "mux = " BUSES "*-0070\nchannel = 4\n",
	  "3: " BUSES "*-0070 has no channel 4" },
	{ "mux = 5-0070\nchannel = 3\naddress = 0x51\n",
	  "1: 8-0051 belongs to the driver optoe1" },
	{ "bus = " BUSES "i2c-5\nnetdev = eth9\n",
	  "3: there is no interface eth9" },
	{ "bus = " BUSES "i2c-5\nreset = NONE\n",
	  "3: there is no GPIO line 'NONE'" },
	{ "bus = " BUSES "i2c-5\nlabel = 5\nreset = !TAKEN\n",
	  "4: the GPIO line 'TAKEN' is in use by kernel" },
	{ "bus = " BUSES "i2c-8\nreset = FREE\n",
	  "3: 8-0050 was made without the GPIO line 'FREE': delete the device first",
	},
	/* Its lines are its own. */
	{ "bus = " BUSES "i2c-8\nreset = TAKEN\n", NULL },
	{ "bus = " BUSES "i2c-5\n[cage b]\nbus = " BUSES "i2c-5\n",
	  "3: 5-0050 is the cage of line 1 already" },
};

static void places_test(void)
{
	struct ctl_place found[2];
	char text[256], want[256];
	unsigned int i;
	int ret;

	machine_make();
	for (i = 0; i < ARRAY_SIZE(places); i++) {
		snprintf(text, sizeof(text), "[cage a]\n%s", places[i].text);
		snprintf(want, sizeof(want), "%s%s", places[i].want ?
			 "f.conf:" : "", places[i].want ? places[i].want : "");
		ret = text_read(text);
		if (!ret)
			ret = ctl_places_find(&conf, &machine, found);
		if (!tap_ok(ret == (*want ? -EINVAL : 0) &&
			    !strcmp(error, want), "place %u: %s", i, want))
			printf("# got %d '%s'\n", ret, error);
	}
	text_read("[cage a]\nmux = 5-0070\nchannel = 3\n");
	ctl_places_find(&conf, &machine, found);
	tap_ok(found[0].exists && found[0].bus == 8 &&
	       !strcmp(found[0].client, "8-0050"), "a cage that is there");
	if (chdir("/"))
		exit(1);
	snprintf(text, sizeof(text), "rm -r %s", root);
	shell(text);
}

int main(void)
{
	example_test();
	refusals_test();
	places_test();
	ctl_conf_free(&conf);
	return tap_done();
}
