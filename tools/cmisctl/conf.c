// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file cages.conf. The library knows the format; it tells no lines, so the
 * function that reads lines for it counts them.
 */

#include <ctype.h>
#include <errno.h>
#include <ini.h>
#include <limits.h>
#include <linux/gpio.h>
#include <net/if.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "names.h"

#define ADDRESS_DEFAULT	0x50
#define LABEL_SIZE	32
#define XDIGITS		"0123456789abcdefABCDEF"

/**
 * struct reading - a file that is read
 * @conf: gets its content
 * @file: the file
 */
struct reading {
	struct ctl_conf *conf;
	FILE *file;
};

/**
 * ctl_conf_refuse - say what is wrong with a line, unless an error is known
 * @conf: the file
 * @line: its line; 0: no line of it
 * @format: the reason
 *
 * Return: -EINVAL.
 */
int ctl_conf_refuse(struct ctl_conf *conf, unsigned int line,
		    const char *format, ...)
{
	char reason[160], place[16] = "";
	va_list args;

	if (*conf->error)
		return -EINVAL;
	conf->refused = line;
	va_start(args, format);
	vsnprintf(reason, sizeof(reason), format, args);
	va_end(args);
	if (line)
		snprintf(place, sizeof(place), ":%u", line);
	snprintf(conf->error, conf->error_size, "%.80s%s: %s", conf->name,
		 place, reason);
	return -EINVAL;
}

/* ------------------------------------------------------------------------ */
/* Values                                                                   */
/* ------------------------------------------------------------------------ */

static bool is_printable(const char *text)
{
	for (; *text; text++)
		if (!isascii(*text) || !isprint(*text))
			return false;
	return true;
}

/* A 0 in front would make a number octal for some readers. */
static bool number_read(const char *text, unsigned int min, unsigned int max,
			unsigned int *number)
{
	unsigned long value;
	char *end;

	if (!isdigit((unsigned char)*text) || (*text == '0' && text[1]))
		return false;
	value = strtoul(text, &end, 10);
	if (*end || value < min || value > max)
		return false;
	*number = value;
	return true;
}

static bool path_ok(struct ctl_conf_section *section, const char *text)
{
	(void)section;
	return *text == '/';
}

static bool mux_ok(struct ctl_conf_section *section, const char *text)
{
	(void)section;
	return *text;
}

static bool channel_ok(struct ctl_conf_section *section, const char *text)
{
	return number_read(text, 0, 255, &section->channel);
}

static bool address_ok(struct ctl_conf_section *section, const char *text)
{
	if (strncmp(text, "0x", 2) || text[2 + strspn(text + 2, XDIGITS)] ||
	    strlen(text) != 4)
		return false;
	section->address = strtoul(text, NULL, 16);
	return section->address >= 0x08 && section->address <= 0x77;
}

static bool power_ok(struct ctl_conf_section *section, const char *text)
{
	unsigned int power_mw;

	(void)section;
	return number_read(text, 1, 100000, &power_mw);
}

static bool label_ok(struct ctl_conf_section *section, const char *text)
{
	(void)section;
	return *text && strlen(text) < LABEL_SIZE && is_printable(text);
}

static bool netdev_ok(struct ctl_conf_section *section, const char *text)
{
	(void)section;
	return *text && strlen(text) < IFNAMSIZ && is_printable(text) &&
	       !strpbrk(text, "/: ") && strcmp(text, ".") && strcmp(text, "..");
}

/* Tools cut longer names to GPIO_MAX_NAME_SIZE - 1; the kernel does not. */
static bool gpio_ok(struct ctl_conf_section *section, const char *text)
{
	(void)section;
	text += *text == '!';
	return *text && strlen(text) < GPIO_MAX_NAME_SIZE - 1 &&
	       is_printable(text) && !strchr(text, '"');
}

#define GPIO_WANTED	"the name of a GPIO line, 30 characters at most"

static const struct conf_key {
	const char *name;
	bool nic;
	bool (*ok)(struct ctl_conf_section *section, const char *text);
	const char *wanted;
} keys[CTL_CONF_KEYS] = {
	[CTL_CONF_BUS] = { "bus", false, path_ok, "a path" },
	[CTL_CONF_MUX] = { "mux", false, mux_ok, "a path or a name" },
	[CTL_CONF_CHANNEL] = { "channel", false, channel_ok,
			       "a number from 0 to 255" },
	[CTL_CONF_ADDRESS] = { "address", false, address_ok,
			       "an address from 0x08 to 0x77" },
	[CTL_CONF_POWER] = { "maximum-power-milliwatt", false, power_ok,
			     "a number from 1 to 100000" },
	[CTL_CONF_LABEL] = { "label", false, label_ok,
			     "1 to 31 characters of ASCII" },
	[CTL_CONF_NETDEV] = { "netdev", true, netdev_ok,
			      "the name of a network interface" },
	[CTL_CONF_PRESENCE] = { "presence", false, gpio_ok, GPIO_WANTED },
	[CTL_CONF_RESET] = { "reset", false, gpio_ok, GPIO_WANTED },
	[CTL_CONF_LPMODE] = { "lpmode", false, gpio_ok, GPIO_WANTED },
	[CTL_CONF_INTERRUPT] = { "interrupt", false, gpio_ok, GPIO_WANTED },
};

/**
 * ctl_conf_key_name - the name of a key
 * @key: the key
 *
 * Return: its name.
 */
const char *ctl_conf_key_name(enum ctl_conf_key key)
{
	return keys[key].name;
}

static const struct conf_key *key_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < CTL_CONF_KEYS; i++)
		if (!strcmp(keys[i].name, name))
			return &keys[i];
	return NULL;
}

static int key_take(struct ctl_conf *conf, const char *name, const char *text)
{
	const struct conf_key *key = key_find(name);
	struct ctl_conf_section *section;

	if (!conf->count)
		return ctl_conf_refuse(conf, conf->line,
				       "a key before the first section");
	section = &conf->sections[conf->count - 1];
	if (!key || (section->nic && !key->nic))
		return ctl_conf_refuse(conf, conf->line,
				       "%s has no key '%.40s'",
				       section->nic ? "a NIC" : "a cage", name);
	if (section->lines[key - keys])
		return ctl_conf_refuse(conf, conf->line,
				       "%s is in line %u already", key->name,
				       section->lines[key - keys]);
	if (!key->ok(section, text))
		return ctl_conf_refuse(conf, conf->line, "%s: '%.40s' is not %s",
				       key->name, text, key->wanted);
	section->lines[key - keys] = conf->line;
	snprintf(section->values[key - keys], CTL_CONF_SIZE, "%s", text);
	return 0;
}

/* ------------------------------------------------------------------------ */
/* Lines                                                                    */
/* ------------------------------------------------------------------------ */

/* A head is "[cage NAME]", "[nic NAME]" or "[nic]". */
static int head_take(struct ctl_conf *conf, const char *text)
{
	struct ctl_conf_section *section;
	size_t len = strcspn(text, "]");
	char kind[8] = "";

	section = reallocarray(conf->sections, conf->count + 1,
			       sizeof(*section));
	if (!section)
		return ctl_conf_refuse(conf, conf->line, "no memory");
	conf->sections = section;
	section += conf->count++;
	*section = (struct ctl_conf_section) {
		.line = conf->line,
		.address = ADDRESS_DEFAULT,
	};
	if (len < CTL_CONF_SIZE)
		sscanf(text, "%7[^] \t] %199[^]]", kind, section->name);
	section->nic = !strcmp(kind, "nic");
	text += len + 1;
	text += strspn(text, " \t\r\n");
	if (*text && !strchr(";#", *text))
		return ctl_conf_refuse(conf, conf->line,
				       "words after the head of a section");
	if (!section->nic && strcmp(kind, "cage"))
		return ctl_conf_refuse(conf, conf->line,
				       "a section is [cage NAME] or [nic NAME]");
	if (!section->nic && !*section->name)
		return ctl_conf_refuse(conf, conf->line,
				       "the cage has no name");
	return 0;
}

/* A reason to refuse a line; inih has none for these. NULL: it is good */
static const char *line_check(const struct reading *reading, const char *text,
			      size_t size)
{
	if (reading->conf->line == 1 && !strncmp(text, "\xef\xbb\xbf", 3))
		return "the file starts with a byte order mark";
	if (strchr(text, '\n') || feof(reading->file))
		return NULL;
	return strlen(text) + 1 < size ? "the line has a byte 0" :
					 "the line is too long";
}

/* inih would take a line with blanks in front for the rest of a value. */
static char *line_read(char *text, int size, void *context)
{
	struct reading *reading = context;
	struct ctl_conf *conf = reading->conf;
	const char *reason;
	size_t blanks;

	if (*conf->error || !fgets(text, size, reading->file))
		return NULL;
	conf->line++;
	reason = line_check(reading, text, size);
	if (reason) {
		ctl_conf_refuse(conf, conf->line, "%s", reason);
		return NULL;
	}
	blanks = strspn(text, " \t\r\n");
	memmove(text, text + blanks, strlen(text + blanks) + 1);
	if (*text == '[' && strchr(text, ']'))
		head_take(conf, text + 1);
	return text;
}

static int line_take(void *context, const char *section, const char *name,
		     const char *text)
{
	struct reading *reading = context;

	(void)section;
	return !key_take(reading->conf, name, text);
}

/* ------------------------------------------------------------------------ */
/* Sections                                                                 */
/* ------------------------------------------------------------------------ */

static int cage_check(struct ctl_conf *conf,
		      const struct ctl_conf_section *section)
{
	const unsigned int *lines = section->lines;

	if (lines[CTL_CONF_BUS] && lines[CTL_CONF_MUX])
		return ctl_conf_refuse(conf, lines[CTL_CONF_MUX],
				       "the cage has a bus already");
	if (!lines[CTL_CONF_BUS] && !lines[CTL_CONF_MUX])
		return ctl_conf_refuse(conf, section->line,
				       "the cage has no bus and no mux");
	if (lines[CTL_CONF_MUX] && !lines[CTL_CONF_CHANNEL])
		return ctl_conf_refuse(conf, lines[CTL_CONF_MUX],
				       "the mux has no channel");
	if (!lines[CTL_CONF_MUX] && lines[CTL_CONF_CHANNEL])
		return ctl_conf_refuse(conf, lines[CTL_CONF_CHANNEL],
				       "the channel has no mux");
	return 0;
}

static bool key_is_gpio(enum ctl_conf_key key)
{
	return key >= CTL_CONF_PRESENCE;
}

/* The value; of a GPIO line without the sign of an inverted one */
static const char *value_name(const struct ctl_conf_section *section,
			      enum ctl_conf_key key)
{
	const char *text = section->values[key];

	return text + (key_is_gpio(key) && *text == '!');
}

/* An earlier line with the same value, or 0. No GPIO line has two uses. */
static unsigned int value_twin(const struct ctl_conf *conf,
			       const struct ctl_conf_section *section,
			       enum ctl_conf_key key)
{
	const struct ctl_conf_section *other = conf->sections;
	unsigned int i, line;

	for (; other < conf->sections + conf->count; other++) {
		for (i = 0; i < CTL_CONF_KEYS; i++) {
			line = other->lines[i];
			if (i != key && !(key_is_gpio(key) && key_is_gpio(i)))
				continue;
			if (line && line < section->lines[key] &&
			    !strcmp(value_name(other, i),
				    value_name(section, key)))
				return line;
		}
	}
	return 0;
}

/* Labels, interfaces and GPIO lines belong to one cage each. */
static int values_check(struct ctl_conf *conf,
			const struct ctl_conf_section *section)
{
	unsigned int i, twin;

	for (i = CTL_CONF_LABEL; i < CTL_CONF_KEYS; i++) {
		twin = section->lines[i] ? value_twin(conf, section, i) : 0;
		if (twin)
			return ctl_conf_refuse(conf, section->lines[i],
					       "'%.40s' is in line %u already",
					       value_name(section, i), twin);
	}
	return 0;
}

static int section_check(struct ctl_conf *conf, size_t index)
{
	const struct ctl_conf_section *section = &conf->sections[index];
	size_t i;

	if (section->nic && !section->lines[CTL_CONF_NETDEV])
		return ctl_conf_refuse(conf, section->line,
				       "the NIC has no netdev");
	if (!section->nic && cage_check(conf, section))
		return -EINVAL;
	for (i = 0; i < index; i++)
		if (*section->name &&
		    !strcmp(section->name, conf->sections[i].name))
			return ctl_conf_refuse(conf, section->line,
					       "'%.40s' is in line %u already",
					       section->name,
					       conf->sections[i].line);
	return values_check(conf, section);
}

/**
 * ctl_conf_read - read a file, and check it as far as it goes by itself
 * @conf: its name and the place for an error; gets the content
 * @file: the file
 *
 * Return: 0; -EINVAL with an error.
 */
int ctl_conf_read(struct ctl_conf *conf, FILE *file)
{
	struct reading reading = { conf, file };
	size_t i;
	int line;

	*conf->error = '\0';
	line = ini_parse_stream(line_read, &reading, line_take, &reading);
	if (ferror(file))
		return ctl_conf_refuse(conf, 0, "it cannot be read");
	/* The library goes on after an error of its own. */
	if (line > 0 && (unsigned int)line < conf->refused)
		*conf->error = '\0';
	if (line)
		ctl_conf_refuse(conf, line > 0 ? line : 0,
				"not [SECTION] and not KEY = VALUE");
	for (i = 0; !*conf->error && i < conf->count; i++)
		section_check(conf, i);
	return *conf->error ? -EINVAL : 0;
}

/**
 * ctl_conf_free - release the content of a file
 * @conf: the file
 */
void ctl_conf_free(struct ctl_conf *conf)
{
	free(conf->sections);
	conf->sections = NULL;
	conf->count = 0;
}
