/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The password of the host.
 */
#ifndef _CMIS_SIM_PASSWORD_H
#define _CMIS_SIM_PASSWORD_H

#include <linux/types.h>

struct cmis_sim_module;

/**
 * struct cmis_sim_password - state of the host's password
 * @host: password of the host
 * @entered: it has been given since the last reset
 * @for_firmware: firmware commands need it
 */
struct cmis_sim_password {
	u32 host;
	bool entered;
	bool for_firmware;
};

void cmis_sim_password_create(struct cmis_sim_module *module);
void cmis_sim_password_start(struct cmis_sim_module *module);
bool cmis_sim_password_enter(struct cmis_sim_module *module, const u8 *bytes);
bool cmis_sim_password_change(struct cmis_sim_module *module,
			      const u8 *bytes);
bool cmis_sim_password_write(struct cmis_sim_module *module, u8 address,
			     const u8 *bytes, unsigned int count);

#endif /* _CMIS_SIM_PASSWORD_H */
