/* SPDX-License-Identifier: GPL-2.0-only */
/* The file cages.conf: sections of cages, and their keys. */
#ifndef _CMISCTL_CONF_H
#define _CMISCTL_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CTL_CONF_FILE	"/etc/cmis/cages.conf"
/* More than a line of a file can have */
#define CTL_CONF_SIZE	200

/**
 * enum ctl_conf_key - keys of a section
 * @CTL_CONF_BUS: path of an I2C adapter
 * @CTL_CONF_MUX: I2C name or path of a mux
 * @CTL_CONF_CHANNEL: number of a channel of the mux
 * @CTL_CONF_ADDRESS: I2C address of the module
 * @CTL_CONF_POWER: power that the cage can give, in mW
 * @CTL_CONF_LABEL: name on the front panel
 * @CTL_CONF_NETDEV: network interface
 * @CTL_CONF_PRESENCE: GPIO line that tells presence
 * @CTL_CONF_RESET: GPIO line that resets the module
 * @CTL_CONF_LPMODE: GPIO line that asks for low power
 * @CTL_CONF_INTERRUPT: GPIO line of the module's interrupt
 * @CTL_CONF_KEYS: number of keys
 */
enum ctl_conf_key {
	CTL_CONF_BUS,
	CTL_CONF_MUX,
	CTL_CONF_CHANNEL,
	CTL_CONF_ADDRESS,
	CTL_CONF_POWER,
	CTL_CONF_LABEL,
	CTL_CONF_NETDEV,
	CTL_CONF_PRESENCE,
	CTL_CONF_RESET,
	CTL_CONF_LPMODE,
	CTL_CONF_INTERRUPT,
	CTL_CONF_KEYS,
};

/**
 * struct ctl_conf_section - a section: a cage, or a NIC with a cage
 * @line: line of its head
 * @nic: it is a NIC
 * @name: its name; empty: none
 * @channel: value of the key
 * @address: value of the key, or its default
 * @lines: line of each key; 0: it is not there
 * @values: text of each key
 */
struct ctl_conf_section {
	unsigned int line;
	bool nic;
	char name[CTL_CONF_SIZE];
	unsigned int channel;
	unsigned int address;
	unsigned int lines[CTL_CONF_KEYS];
	char values[CTL_CONF_KEYS][CTL_CONF_SIZE];
};

/**
 * struct ctl_conf - a file
 * @name: its name
 * @error: gets the text of an error, with file and line
 * @error_size: of @error
 * @sections: its sections, in order
 * @count: of @sections
 * @line: the line that is read
 * @refused: line of the error
 */
struct ctl_conf {
	const char *name;
	char *error;
	size_t error_size;
	struct ctl_conf_section *sections;
	size_t count;
	unsigned int line;
	unsigned int refused;
};

int ctl_conf_read(struct ctl_conf *conf, FILE *file);
void ctl_conf_free(struct ctl_conf *conf);
const char *ctl_conf_key_name(enum ctl_conf_key key);
int ctl_conf_refuse(struct ctl_conf *conf, unsigned int line,
		    const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif /* _CMISCTL_CONF_H */
