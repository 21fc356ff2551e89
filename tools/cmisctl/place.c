// SPDX-License-Identifier: GPL-2.0-only
/* The sections of cages.conf as places of this machine. */

#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cages.h"

#define I2C_DEVICES	"/sys/bus/i2c/devices/"

/* The adapter of a path, however the path leads there */
static bool adapter_find(const char *path, unsigned int *bus)
{
	char real[PATH_MAX];
	const char *name;
	int end = 0;

	if (!realpath(path, real))
		return false;
	name = strrchr(real, '/') + 1;
	return sscanf(name, "i2c-%u%n", bus, &end) == 1 && !name[end];
}

/* The one path that a pattern stands for. Returns the number of paths. */
static size_t path_find(const struct ctl_machine *machine, const char *pattern,
			char path[PATH_MAX])
{
	char whole[PATH_MAX];
	glob_t found;
	size_t count;

	snprintf(whole, sizeof(whole), "%s%s%s", machine->root,
		 *pattern == '/' ? "" : I2C_DEVICES, pattern);
	if (glob(whole, 0, NULL, &found))
		return 0;
	snprintf(path, PATH_MAX, "%s", found.gl_pathv[0]);
	count = found.gl_pathc;
	globfree(&found);
	return count;
}

static int bus_find(struct ctl_conf *conf,
		    const struct ctl_conf_section *section,
		    const struct ctl_machine *machine, unsigned int *bus)
{
	bool mux = section->lines[CTL_CONF_MUX];
	enum ctl_conf_key key = mux ? CTL_CONF_MUX : CTL_CONF_BUS;
	const char *pattern = section->values[key];
	unsigned int line = section->lines[key];
	char path[PATH_MAX], channel[PATH_MAX + 32];
	size_t count = path_find(machine, pattern, path);

	if (!count)
		return ctl_conf_refuse(conf, line, "there is no %s",
				       pattern);
	if (count > 1)
		return ctl_conf_refuse(conf, line,
				       "%s stands for %zu paths", pattern,
				       count);
	if (!mux)
		return adapter_find(path, bus) ? 0 :
		       ctl_conf_refuse(conf, line, "%s is no I2C bus",
				       pattern);
	snprintf(channel, sizeof(channel), "%s/channel-%u", path,
		 section->channel);
	return adapter_find(channel, bus) ? 0 :
	       ctl_conf_refuse(conf, section->lines[CTL_CONF_CHANNEL],
			       "%s has no channel %u", pattern,
			       section->channel);
}

/* Firmware or this command may have made the cage before. */
static int client_find(struct ctl_conf *conf,
		       const struct ctl_conf_section *section,
		       const struct ctl_machine *machine,
		       struct ctl_place *place)
{
	char path[PATH_MAX], driver[PATH_MAX];
	ssize_t len;

	snprintf(place->client, sizeof(place->client), "%u-%04x", place->bus,
		 section->address);
	snprintf(path, sizeof(path), "%s" I2C_DEVICES "%s", machine->root,
		 place->client);
	place->exists = !access(path, F_OK);
	snprintf(path, sizeof(path), "%s" I2C_DEVICES "%s/driver",
		 machine->root, place->client);
	len = readlink(path, driver, sizeof(driver) - 1);
	if (len < 0)
		return 0;
	driver[len] = '\0';
	if (!strcmp(basename(driver), "cmis"))
		return 0;
	return ctl_conf_refuse(conf, section->line,
			       "%s belongs to the driver %.40s",
			       place->client, basename(driver));
}

/*
 * A device takes its lines when it is made. The driver forgets them when it is
 * unloaded, and then finds none.
 */
static int gpios_find(struct ctl_conf *conf,
		      const struct ctl_conf_section *section,
		      const struct ctl_machine *machine,
		      const struct ctl_place *place)
{
	unsigned int key;
	const char *name;
	char user[40];
	int ret;

	for (key = CTL_CONF_PRESENCE; key <= CTL_CONF_INTERRUPT; key++) {
		if (!section->lines[key])
			continue;
		name = section->values[key];
		name += *name == '!';
		ret = machine->gpio_find(name, user, sizeof(user));
		if (place->exists && ret == -EACCES)
			continue;
		if (ret)
			return ctl_conf_refuse(conf, section->lines[key],
					       ret == -ENOENT ?
					       "there is no GPIO line '%s'" :
					       "GPIO lines are for root: '%s'",
					       name);
		if (place->exists && !*user)
			return ctl_conf_refuse(conf, section->lines[key],
					       "%s was made without the GPIO line '%s': delete the device first",
					       place->client, name);
		if (!place->exists && *user)
			return ctl_conf_refuse(conf, section->lines[key],
					       "the GPIO line '%s' is in use by %s",
					       name, user);
	}
	return 0;
}

static int netdev_find(struct ctl_conf *conf,
		       const struct ctl_conf_section *section,
		       const struct ctl_machine *machine)
{
	const char *name = section->values[CTL_CONF_NETDEV];
	char path[PATH_MAX];

	if (!*name)
		return 0;
	snprintf(path, sizeof(path), "%s/sys/class/net/%s", machine->root,
		 name);
	return access(path, F_OK) ?
	       ctl_conf_refuse(conf, section->lines[CTL_CONF_NETDEV],
			       "there is no interface %s", name) : 0;
}

/**
 * ctl_place_find - find the place of a section
 * @conf: the file
 * @index: of the section
 * @machine: where to look
 * @place: gets the place, but for a NIC
 *
 * Return: 0; -EINVAL with an error of @conf.
 */
int ctl_place_find(struct ctl_conf *conf, size_t index,
		   const struct ctl_machine *machine, struct ctl_place *place)
{
	const struct ctl_conf_section *section = &conf->sections[index];

	*place = (struct ctl_place) { 0 };
	if (section->nic)
		return 0;
	if (bus_find(conf, section, machine, &place->bus) ||
	    client_find(conf, section, machine, place) ||
	    netdev_find(conf, section, machine))
		return -EINVAL;
	return gpios_find(conf, section, machine, place);
}

/**
 * ctl_places_find - find the places of all sections
 * @conf: the file
 * @machine: where to look
 * @places: gets as many as there are sections
 *
 * Return: 0; -EINVAL with an error of @conf.
 */
int ctl_places_find(struct ctl_conf *conf, const struct ctl_machine *machine,
		    struct ctl_place *places)
{
	size_t i, k;

	for (i = 0; i < conf->count; i++) {
		if (ctl_place_find(conf, i, machine, &places[i]))
			return -EINVAL;
		for (k = 0; k < i && *places[i].client; k++)
			if (!strcmp(places[i].client, places[k].client))
				return ctl_conf_refuse(conf,
						       conf->sections[i].line,
						       "%s is the cage of line %u already",
						       places[i].client,
						       conf->sections[k].line);
	}
	return 0;
}
