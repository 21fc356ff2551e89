/* SPDX-License-Identifier: GPL-2.0-only */
/* The sections of cages.conf as places of this machine. */
#ifndef _CMISCTL_CAGES_H
#define _CMISCTL_CAGES_H

#include "conf.h"

/**
 * struct ctl_machine - the machine to look at
 * @root: folder that has its /sys; empty: this machine
 * @gpio_find: see ctl_gpio_find()
 */
struct ctl_machine {
	const char *root;
	int (*gpio_find)(const char *name, char *user, size_t size);
};

/**
 * struct ctl_place - the place of a cage
 * @bus: number of the I2C adapter
 * @client: name of the I2C device
 * @exists: the device is there
 */
struct ctl_place {
	unsigned int bus;
	char client[24];
	bool exists;
};

int ctl_place_find(struct ctl_conf *conf, size_t index,
		   const struct ctl_machine *machine, struct ctl_place *place);
int ctl_places_find(struct ctl_conf *conf, const struct ctl_machine *machine,
		    struct ctl_place *places);

#endif /* _CMISCTL_CAGES_H */
