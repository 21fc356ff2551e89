// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command cages: the cages of cages.conf. Either all of them are there in
 * the end, or those alone that were there before.
 */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cages.h"
#include "cmisctl.h"
#include "gpio.h"
#include "json.h"
#include "names.h"
#include "nic.h"

#define I2C_DRIVER	"/sys/bus/i2c/drivers/cmis/"
#define I2C_DEVICES	"/sys/bus/i2c/devices/"

/* Settings of a cage: the file in sysfs, and the name for the command set */
static const struct setting {
	enum ctl_conf_key key;
	const char *file;
	const char *name;
} settings[] = {
	{ CTL_CONF_LABEL, "label", "label" },
	{ CTL_CONF_POWER, "power_limit_mw", "power-limit-mw" },
	{ CTL_CONF_NETDEV, "netdev", "netdev" },
};

/* A text that a file takes, to take a step back */
struct step {
	char path[128];
	char text[64];
};

/**
 * struct work - the file at work
 * @conf: the file
 * @places: a place for each section
 * @steps: takes back all that was done, the last first; room for
 *	STEPS_MAX of each section
 * @count: number of @steps
 */
struct work {
	struct ctl_conf conf;
	struct ctl_place *places;
	struct step *steps;
	size_t count;
};

/* The I2C device, its signals, and the settings */
#define STEPS_MAX	(2 + ARRAY_SIZE(settings))

static const struct ctl_machine this_machine = {
	.root = "",
	.gpio_find = ctl_gpio_find,
};

/* ------------------------------------------------------------------------ */
/* Files of the kernel                                                      */
/* ------------------------------------------------------------------------ */

static int file_write(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC), ret = 0;

	if (file < 0)
		return -errno;
	/* An empty text is a line without words: no write is none. */
	if (write(file, *text ? text : "\n", *text ? strlen(text) : 1) < 0)
		ret = -errno;
	close(file);
	return ret;
}

static void file_read(const char *path, char *text, int size)
{
	FILE *file = fopen(path, "re");

	if (!file || !fgets(text, size, file))
		*text = '\0';
	text[strcspn(text, "\n")] = '\0';
	if (file)
		fclose(file);
}

/* The folder of the cage of an I2C device. Returns false if there is none. */
static bool cage_find(const char *client, char *path, size_t size)
{
	char folder[80];
	struct dirent *entry;
	bool found = false;
	DIR *cages;

	snprintf(folder, sizeof(folder), I2C_DEVICES "%s/cmis", client);
	cages = opendir(folder);
	if (!cages)
		return false;
	while ((entry = readdir(cages)))
		if (!strncmp(entry->d_name, "cmis", 4)) {
			found = true;
			snprintf(path, size, "%s/%.15s", folder,
				 entry->d_name);
		}
	closedir(cages);
	return found;
}

static void module_load(const char *name, const char *driver)
{
	char *words[3] = { "modprobe", (char *)name, NULL };
	pid_t child;

	if (access(driver, F_OK) &&
	    !posix_spawnp(&child, words[0], NULL, NULL, words, environ))
		waitpid(child, NULL, 0);
}

/* ------------------------------------------------------------------------ */
/* Steps                                                                    */
/* ------------------------------------------------------------------------ */

static void step_add(struct work *work, const char *path, const char *text)
{
	struct step *step = &work->steps[work->count++];

	snprintf(step->path, sizeof(step->path), "%s", path);
	snprintf(step->text, sizeof(step->text), "%s", text);
}

static void steps_undo(struct work *work)
{
	struct step *step;
	int ret;

	while (work->count) {
		step = &work->steps[--work->count];
		ret = file_write(step->path, step->text);
		/* The signals of a device go with it. */
		if (ret && ret != -ENODEV)
			fprintf(stderr, "cmisctl: cannot undo: %s: %s\n",
				step->path, strerror(-ret));
	}
}

/* A file of the kernel has refused a line of a section. */
static int line_refuse(struct work *work, unsigned int line, const char *path,
		       int error)
{
	return ctl_conf_refuse(&work->conf, line, "%.80s: %s", path,
			       strerror(-error));
}

static int signals_add(struct work *work, size_t index)
{
	const struct ctl_conf_section *section = &work->conf.sections[index];
	const struct ctl_place *place = &work->places[index];
	char text[4 * 48 + 32];
	unsigned int key, line = 0;
	size_t len;
	int ret;

	len = snprintf(text, sizeof(text), "%s", place->client);
	for (key = CTL_CONF_PRESENCE; key <= CTL_CONF_INTERRUPT; key++) {
		if (!section->lines[key])
			continue;
		line = section->lines[key];
		len += snprintf(text + len, sizeof(text) - len, " %s=\"%s\"",
				ctl_conf_key_name(key), section->values[key]);
	}
	if (!line)
		return 0;
	ret = file_write(I2C_DRIVER "signals", text);
	/* Another apply was killed here: nobody uses the lines it left. */
	if (ret == -EEXIST && !file_write(I2C_DRIVER "signals", place->client))
		ret = file_write(I2C_DRIVER "signals", text);
	if (ret)
		return line_refuse(work, line, I2C_DRIVER "signals", ret);
	step_add(work, I2C_DRIVER "signals", place->client);
	return 0;
}

static int device_add(struct work *work, size_t index)
{
	const struct ctl_conf_section *section = &work->conf.sections[index];
	const struct ctl_place *place = &work->places[index];
	char path[80], text[32];
	int ret;

	if (signals_add(work, index))
		return -EINVAL;
	snprintf(path, sizeof(path), I2C_DEVICES "i2c-%u/new_device",
		 place->bus);
	snprintf(text, sizeof(text), "cmis %#x", section->address);
	ret = file_write(path, text);
	if (ret)
		return line_refuse(work, section->line, path, ret);
	snprintf(path, sizeof(path), I2C_DEVICES "i2c-%u/delete_device",
		 place->bus);
	snprintf(text, sizeof(text), "%#x", section->address);
	step_add(work, path, text);
	return 0;
}

static int setting_change(struct work *work, struct ctl_nl *nl,
			  const struct ctl_conf_section *section,
			  const struct setting *setting, const char *cage)
{
	const char *wanted = section->values[setting->key];
	unsigned int line = section->lines[setting->key];
	char path[128], old[64], word[64];
	char *args[3] = { strrchr(cage, '/') + 1, word, NULL };
	const struct ctl_options options = { .args = args };
	int ret;

	snprintf(path, sizeof(path), "%s/%s", cage, setting->file);
	file_read(path, old, sizeof(old));
	if (!line || !strcmp(old, wanted))
		return 0;
	snprintf(word, sizeof(word), "%s=%s", setting->name, wanted);
	ret = ctl_set(nl, &options);
	if (ret)
		return ctl_conf_refuse(&work->conf, line, "%s", *nl->error ?
				       nl->error : strerror(-ret));
	step_add(work, path, old);
	return 0;
}

static int cage_apply(struct work *work, struct ctl_nl *nl, size_t index)
{
	const struct ctl_conf_section *section = &work->conf.sections[index];
	const struct ctl_place *place = &work->places[index];
	char cage[96];
	size_t i;

	if (!place->exists && device_add(work, index))
		return -EINVAL;
	if (!cage_find(place->client, cage, sizeof(cage)))
		return ctl_conf_refuse(&work->conf, section->line,
				       "%s has no cage; the kernel's log has the reason",
				       place->client);
	for (i = 0; i < ARRAY_SIZE(settings); i++)
		if (setting_change(work, nl, section, &settings[i], cage))
			return -EINVAL;
	return 0;
}

static int nic_apply(struct work *work, const struct ctl_conf_section *section)
{
	const char *name = section->values[CTL_CONF_NETDEV];
	char cage[CTL_NIC_TEXT], state[CTL_NIC_TEXT];
	bool known;
	int ret;

	known = ctl_nic_find(name, cage, state);
	/* One that "auto" has found stays from now on. */
	ret = file_write(CTL_NIC_DRIVER "new_netdev", name);
	if (ret == -EEXIST)
		return 0;
	if (ret)
		return line_refuse(work, section->lines[CTL_CONF_NETDEV],
				   CTL_NIC_DRIVER "new_netdev", ret);
	if (!known)
		step_add(work, CTL_NIC_DRIVER "delete_netdev", name);
	return 0;
}

static int sections_apply(struct work *work, struct ctl_nl *nl)
{
	const struct ctl_conf_section *section = work->conf.sections;
	size_t i;
	int ret;

	for (i = 0; i < work->conf.count; i++, section++) {
		ret = section->nic ? nic_apply(work, section) :
				     cage_apply(work, nl, i);
		if (ret)
			return ret;
	}
	return 0;
}

static void modules_load(const struct ctl_conf *conf)
{
	size_t i;

	for (i = 0; i < conf->count; i++) {
		if (conf->sections[i].nic)
			module_load("cmis_nic", CTL_NIC_DRIVER);
		else
			module_load("cmis_i2c", I2C_DRIVER);
	}
}

static int work_apply(struct work *work, struct ctl_nl *nl)
{
	int ret;

	if (!work->conf.count)
		return 0;
	modules_load(&work->conf);
	ret = ctl_nl_open(nl);
	if (ret)
		return ret;
	work->steps = calloc(STEPS_MAX * work->conf.count,
			     sizeof(*work->steps));
	if (!work->steps)
		return -ENOMEM;
	ret = sections_apply(work, nl);
	if (ret)
		steps_undo(work);
	free(work->steps);
	return ret;
}

/* ------------------------------------------------------------------------ */
/* The list                                                                 */
/* ------------------------------------------------------------------------ */

/**
 * struct row - a section for users
 * @name: its name
 * @device: I2C device or interface; empty if it is unknown
 * @cage: its cage; empty if there is none
 * @state: a word, or the reason why there is no cage; empty for the interfaces
 *	of "auto", which stand for themselves
 */
struct row {
	const char *name;
	char device[40];
	char cage[CTL_NIC_TEXT];
	char state[CTL_ERROR_SIZE];
};

static void row_fill(struct work *work, size_t index, struct row *row)
{
	const struct ctl_conf_section *section = &work->conf.sections[index];
	char path[128], state[CTL_NIC_TEXT] = "not applied";
	struct ctl_place place;

	*row = (struct row) { .name = section->name };
	if (section->nic) {
		snprintf(row->device, sizeof(row->device), "%.15s",
			 section->values[CTL_CONF_NETDEV]);
		if (!strcmp(row->device, "auto"))
			return;
		ctl_nic_find(row->device, row->cage, state);
		snprintf(row->state, sizeof(row->state), "%s", state);
		return;
	}
	*work->conf.error = '\0';
	if (ctl_place_find(&work->conf, index, &this_machine, &place)) {
		snprintf(row->state, sizeof(row->state), "%s",
			 work->conf.error);
		*work->conf.error = '\0';
	} else if (cage_find(place.client, path, sizeof(path))) {
		snprintf(row->cage, sizeof(row->cage), "%.15s",
			 strrchr(path, '/') + 1);
		snprintf(row->state, sizeof(row->state), "bound");
	} else {
		snprintf(row->state, sizeof(row->state), "%s", state);
	}
	snprintf(row->device, sizeof(row->device), "%s", place.client);
}

static struct json_object *row_json(const struct row *row)
{
	struct json_object *json = json_object_new_object();

	json_object_object_add(json, "name",
			       json_object_new_string(row->name));
	if (*row->device)
		json_object_object_add(json, "device",
				       json_object_new_string(row->device));
	if (*row->cage)
		json_object_object_add(json, "cage",
				       json_object_new_string(row->cage));
	if (*row->state)
		json_object_object_add(json, "state",
				       json_object_new_string(row->state));
	return json;
}

static int work_show(struct work *work, bool as_json)
{
	struct json_object *array = as_json ? json_object_new_array() : NULL;
	struct row row;
	size_t i;

	for (i = 0; i < work->conf.count; i++) {
		row_fill(work, i, &row);
		if (array)
			json_object_array_add(array, row_json(&row));
		else
			printf("%-15s %-15s %-8s %s\n",
			       *row.name ? row.name : "-",
			       *row.device ? row.device : "-",
			       *row.cage ? row.cage : "-",
			       *row.state ? row.state : "-");
	}
	return array ? ctl_json_print_pretty(array) : 0;
}

/* ------------------------------------------------------------------------ */
/* The command                                                              */
/* ------------------------------------------------------------------------ */

/* Buses, interfaces and GPIO chips may still come. */
static int places_await(struct work *work, const struct ctl_options *options)
{
	unsigned int looks = options->count ? options->count : 1;
	int ret;

	while (1) {
		*work->conf.error = '\0';
		ret = ctl_places_find(&work->conf, &this_machine,
				      work->places);
		if (!ret || !--looks)
			return ret;
		sleep(options->delay_s ? options->delay_s : 1);
	}
}

static int work_run(struct work *work, struct ctl_nl *nl,
		    const struct ctl_options *options)
{
	const char *action = options->args[0];
	int ret;

	if (!action || !strcmp(action, "show"))
		return work_show(work, options->json);
	work->places = calloc(work->conf.count + 1, sizeof(*work->places));
	if (!work->places)
		return -ENOMEM;
	ret = places_await(work, options);
	if (!ret && !strcmp(action, "apply"))
		ret = work_apply(work, nl);
	free(work->places);
	return ret;
}

/**
 * ctl_cages - the command cages
 * @nl: gets the text of an error; has no socket yet
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_cages(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *action = options->args[0] ? options->args[0] : "show";
	const char *name = *options->args ? options->args[1] : NULL;
	char error[CTL_ERROR_SIZE] = "";
	struct work work = { .conf = {
		.name = name ? name : CTL_CONF_FILE,
		.error = error,
		.error_size = sizeof(error),
	} };
	FILE *file;
	int ret;

	if (strcmp(action, "show") && strcmp(action, "check") &&
	    strcmp(action, "apply")) {
		snprintf(nl->error, sizeof(nl->error),
			 "cages: one of check, apply, show");
		return -EINVAL;
	}
	file = fopen(work.conf.name, "re");
	if (!file) {
		ret = -errno;
		snprintf(nl->error, sizeof(nl->error), "%.80s: %s",
			 work.conf.name, strerror(-ret));
		return ret;
	}
	/* Two at once would undo each other's steps. */
	if (!strcmp(action, "apply"))
		flock(fileno(file), LOCK_EX);
	ret = ctl_conf_read(&work.conf, file);
	if (!ret)
		ret = work_run(&work, nl, options);
	fclose(file);
	if (*error)
		snprintf(nl->error, sizeof(nl->error), "%s", error);
	ctl_conf_free(&work.conf);
	return ret;
}
