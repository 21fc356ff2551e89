// SPDX-License-Identifier: GPL-2.0-only
/* GPIO lines of this machine. */

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <linux/gpio.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "gpio.h"

static bool chip_find(int chip, const char *name,
		      struct gpio_v2_line_info *line)
{
	struct gpiochip_info info;
	unsigned int i;

	if (ioctl(chip, GPIO_GET_CHIPINFO_IOCTL, &info))
		return false;
	for (i = 0; i < info.lines; i++) {
		memset(line, 0, sizeof(*line));
		line->offset = i;
		if (!ioctl(chip, GPIO_V2_GET_LINEINFO_IOCTL, line) &&
		    !strcmp(line->name, name))
			return true;
	}
	return false;
}

/**
 * ctl_gpio_find - find a GPIO line
 * @name: its name
 * @user: gets its user; empty if it is free
 * @size: of @user
 *
 * Return: 0; -ENOENT if there is no such line; -EACCES if the user may not look
 * at GPIO lines.
 */
int ctl_gpio_find(const char *name, char *user, size_t size)
{
	struct gpio_v2_line_info line;
	int chip, ret = -ENOENT;
	glob_t chips;
	size_t i;

	if (glob("/dev/gpiochip*", 0, NULL, &chips))
		return ret;
	for (i = 0; ret && i < chips.gl_pathc; i++) {
		chip = open(chips.gl_pathv[i], O_RDONLY | O_CLOEXEC);
		if (chip < 0) {
			ret = errno == EACCES || errno == EPERM ? -EACCES : ret;
			continue;
		}
		if (chip_find(chip, name, &line))
			ret = 0;
		close(chip);
	}
	globfree(&chips);
	if (!ret)
		snprintf(user, size, "%s", line.flags & GPIO_V2_LINE_FLAG_USED ?
			 (*line.consumer ? line.consumer : "another") : "");
	return ret;
}
