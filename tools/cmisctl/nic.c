// SPDX-License-Identifier: GPL-2.0-only
/* The command nic: interfaces whose firmware owns the bus of a module. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmisctl.h"
#include "json.h"
#include "nic.h"

/* Errors of the driver's files that mean more than their text */
static const struct nic_error {
	int error;
	const char *text;
} nic_errors[] = {
	{ ENOENT, "the driver for NICs is not loaded; try: modprobe cmis_nic" },
	{ EEXIST, "the interface has been added already" },
	{ ENODEV, "the interface has not been added" },
	{ EINVAL, "no network interface can have this name" },
	{ EBUSY, "the interface comes from auto; remove auto" },
};

static int nic_refuse(struct ctl_nl *nl, int error)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(nic_errors); i++)
		if (nic_errors[i].error == error)
			snprintf(nl->error, sizeof(nl->error), "%s",
				 nic_errors[i].text);
	return -error;
}

static int nic_write(struct ctl_nl *nl, const char *path, const char *name)
{
	ssize_t done;
	int file, error;

	file = open(path, O_WRONLY | O_CLOEXEC);
	if (file < 0)
		return nic_refuse(nl, errno);
	done = write(file, name, strlen(name));
	error = errno;
	close(file);
	return done < 0 ? nic_refuse(nl, error) : 0;
}

/* A line of a file; empty if the file cannot be read. */
static void nic_read(const char *device, const char *file,
		     char text[CTL_NIC_TEXT])
{
	char path[300];
	FILE *stream;

	*text = '\0';
	snprintf(path, sizeof(path), CTL_NIC_DRIVER "%s/%s", device, file);
	stream = fopen(path, "re");
	if (!stream)
		return;
	if (!fgets(text, CTL_NIC_TEXT, stream))
		*text = '\0';
	text[strcspn(text, "\n")] = '\0';
	fclose(stream);
}

/* The name of the cage; empty if there is none. */
static void nic_read_cage(const char *device, char text[CTL_NIC_TEXT])
{
	char path[300];
	struct dirent *entry;
	DIR *folder;

	*text = '\0';
	snprintf(path, sizeof(path), CTL_NIC_DRIVER "%s/cmis", device);
	folder = opendir(path);
	if (!folder)
		return;
	while ((entry = readdir(folder)))
		if (*entry->d_name != '.')
			snprintf(text, CTL_NIC_TEXT, "%.79s", entry->d_name);
	closedir(folder);
}

static void nic_print(const char *device, struct json_object *array)
{
	char name[CTL_NIC_TEXT], state[CTL_NIC_TEXT];
	char cage[CTL_NIC_TEXT];
	struct json_object *json;

	nic_read(device, "netdev", name);
	nic_read(device, "state", state);
	nic_read_cage(device, cage);
	if (!array) {
		printf("%-15s %-8s %s\n", name, *cage ? cage : "-", state);
		return;
	}
	json = json_object_new_object();
	json_object_object_add(json, "netdev", json_object_new_string(name));
	if (*cage)
		json_object_object_add(json, "cage",
				       json_object_new_string(cage));
	json_object_object_add(json, "state", json_object_new_string(state));
	json_object_array_add(array, json);
}

/**
 * ctl_nic_find - an interface that has been added
 * @netdev: its name
 * @cage: gets the name of its cage; empty if it has none
 * @state: gets its state
 *
 * Return: whether there is one; else @cage and @state are as they were.
 */
bool ctl_nic_find(const char *netdev, char cage[CTL_NIC_TEXT],
		  char state[CTL_NIC_TEXT])
{
	DIR *folder = opendir(CTL_NIC_DRIVER);
	char name[CTL_NIC_TEXT] = "";
	struct dirent *entry;
	bool found = false;

	while (!found && folder && (entry = readdir(folder))) {
		if (strncmp(entry->d_name, "cmis-nic.", 9))
			continue;
		nic_read(entry->d_name, "netdev", name);
		found = !strcmp(name, netdev);
		if (found) {
			nic_read(entry->d_name, "state", state);
			nic_read_cage(entry->d_name, cage);
		}
	}
	if (folder)
		closedir(folder);
	return found;
}

static int nic_list(struct ctl_nl *nl, bool as_json)
{
	DIR *folder = opendir(CTL_NIC_DRIVER);
	struct json_object *array;
	struct dirent *entry;

	if (!folder)
		return nic_refuse(nl, errno);
	array = as_json ? json_object_new_array() : NULL;
	while ((entry = readdir(folder)))
		if (!strncmp(entry->d_name, "cmis-nic.", 9))
			nic_print(entry->d_name, array);
	closedir(folder);
	if (!as_json)
		return 0;
	return ctl_json_print(array, JSON_C_TO_STRING_PRETTY |
			      JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
}

/**
 * ctl_nic - the command nic
 * @nl: gets the text of an error; has no socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_nic(struct ctl_nl *nl, const struct ctl_options *options)
{
	const char *action = options->args[0];
	const char *name = action ? options->args[1] : NULL;

	if (!action || (!strcmp(action, "list") && !name))
		return nic_list(nl, options->json);
	if (name && !strcmp(action, "add"))
		return nic_write(nl, CTL_NIC_DRIVER "new_netdev", name);
	if (name && !strcmp(action, "remove"))
		return nic_write(nl, CTL_NIC_DRIVER "delete_netdev", name);
	if (!strcmp(action, "add") || !strcmp(action, "remove"))
		snprintf(nl->error, sizeof(nl->error),
			 "nic %s: NETDEV is missing", action);
	else
		snprintf(nl->error, sizeof(nl->error),
			 "nic: '%s' is none of list, add NETDEV, remove NETDEV",
			 name ? name : action);
	return -EINVAL;
}
