/* SPDX-License-Identifier: GPL-2.0-only */
/* Adverts that contradict each other, and which one wins. */
#ifndef _CMIS_SETTLE_H
#define _CMIS_SETTLE_H

#include <linux/types.h>
#include <uapi/linux/cmis.h>

struct cmis_admin;
struct cmis_adverts;
struct cmis_apps;
struct cmis_basics;

/**
 * struct cmis_offer - all that a module advertises
 * @basics: lower memory
 * @admin: page 00h
 * @adverts: page 01h; those of cmis_adverts_init_flat() without the page
 * @apps: the applications, lower 86-117 and 01h:176-250
 */
struct cmis_offer {
	struct cmis_basics *basics;
	struct cmis_admin *admin;
	struct cmis_adverts *adverts;
	struct cmis_apps *apps;
};

u32 cmis_offer_settle(const struct cmis_offer *offer);

#endif /* _CMIS_SETTLE_H */
