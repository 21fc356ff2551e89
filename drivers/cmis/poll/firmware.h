/* SPDX-License-Identifier: GPL-2.0-only */
/* The build number of the firmware, by a command. */
#ifndef _CMIS_POLL_FIRMWARE_H
#define _CMIS_POLL_FIRMWARE_H

struct cmis_cage;
struct cmis_module;
struct cmis_poll;

void cmis_firmware_run(struct cmis_cage *cage,
		       const struct cmis_module *module);
void cmis_firmware_forget(struct cmis_cage *cage);
unsigned int cmis_firmware_next_ms(const struct cmis_poll *poll);

#endif /* _CMIS_POLL_FIRMWARE_H */
