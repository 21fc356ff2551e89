/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A fibre between two simulated modules, or from a module to itself.
 */
#ifndef _CMIS_SIM_FIBRE_H
#define _CMIS_SIM_FIBRE_H

#include <linux/list.h>
#include <linux/types.h>

#include "spec/regs.h"

struct cmis_sim_module;

/**
 * struct cmis_sim_light - light of a media lane in its fibre
 * @lit: light
 * @back: the signal that comes from the other end, see 13h:181 and 182
 * @tests: a test pattern
 * @pattern: its number
 * @form: bits of invert, swap and FEC of the generator
 */
struct cmis_sim_light {
	bool lit;
	bool back;
	bool tests;
	u8 pattern;
	u8 form;
};

/**
 * struct cmis_sim_fibre - the end of a fibre at a module
 * @name: name of the cage
 * @entry: in the list of all
 * @peer: the other end, which may be this one; NULL: there is no fibre, and
 *	the module gets light by itself. A lock of all fibres guards it
 * @news: the module may get other light; likewise
 * @light: light of the lanes of this module; likewise
 */
struct cmis_sim_fibre {
	const char *name;
	struct list_head entry;
	struct cmis_sim_module *peer;
	bool news;
	struct cmis_sim_light light[CMIS_MAX_LANES];
};

void cmis_sim_fibre_init(struct cmis_sim_module *module);
void cmis_sim_fibre_destroy(struct cmis_sim_module *module);
int cmis_sim_fibre_connect(struct cmis_sim_module *module, const char *name);
void cmis_sim_fibre_cut(struct cmis_sim_module *module);
void cmis_sim_fibre_send(struct cmis_sim_module *module, unsigned int lane,
			 const struct cmis_sim_light *light);
void cmis_sim_fibre_darken(struct cmis_sim_module *module);
bool cmis_sim_fibre_is_there(const struct cmis_sim_module *module);
bool cmis_sim_fibre_take_news(struct cmis_sim_module *module);
ssize_t cmis_sim_fibre_show(struct cmis_sim_module *module, char *buf);
bool cmis_sim_fibre_receive(struct cmis_sim_module *module, unsigned int lane,
			    struct cmis_sim_light *light);

#endif /* _CMIS_SIM_FIBRE_H */
