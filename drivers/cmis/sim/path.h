/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Applications and data paths.
 */
#ifndef _CMIS_SIM_PATH_H
#define _CMIS_SIM_PATH_H

#include <linux/types.h>

struct cmis_sim_module;

/**
 * struct cmis_sim_path - a data path
 * @bank: its bank
 * @first: its first host lane in the bank, which is its number
 * @app: descriptor of its application
 * @host: its host lanes
 * @media: its media lanes
 */
struct cmis_sim_path {
	unsigned int bank;
	unsigned int first;
	unsigned int app;
	u8 host;
	u8 media;
};

bool cmis_sim_app_exists(struct cmis_sim_module *module, unsigned int app);
bool cmis_sim_app_starts_at(struct cmis_sim_module *module, unsigned int app,
			    unsigned int first);
u8 cmis_sim_app_host_lanes(struct cmis_sim_module *module, unsigned int app,
			   unsigned int first);
bool cmis_sim_path_get(struct cmis_sim_module *module, unsigned int bank,
		       unsigned int first, struct cmis_sim_path *path);
bool cmis_sim_path_find(struct cmis_sim_module *module, unsigned int lane,
			bool is_host, struct cmis_sim_path *path);
u8 *cmis_sim_path_state(struct cmis_sim_module *module,
			const struct cmis_sim_path *path);
int cmis_sim_path_first(struct cmis_sim_module *module, unsigned int lane,
			bool is_host);
bool cmis_sim_path_is_up(struct cmis_sim_module *module, unsigned int lane,
			 bool is_host);
u8 cmis_sim_media_off(struct cmis_sim_module *module, unsigned int bank);
bool cmis_sim_media_is_used(struct cmis_sim_module *module, unsigned int lane);
bool cmis_sim_media_is_lit(struct cmis_sim_module *module, unsigned int lane);

#endif /* _CMIS_SIM_PATH_H */
