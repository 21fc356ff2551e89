/* SPDX-License-Identifier: GPL-2.0-only */
/* Results for readers. */
#ifndef _CMIS_POLL_PUBLISH_H
#define _CMIS_POLL_PUBLISH_H

#include <uapi/linux/cmis.h>

struct cmis_cage;
struct cmis_module;
struct cmis_snapshot;

enum cmis_news {
	CMIS_NEWS_SWEEP,	/* all values of the class */
	CMIS_NEWS_PART,		/* flags and live values of VDM */
	CMIS_NEWS_ERROR,	/* an error of the class, without values */
};

struct cmis_snapshot *cmis_poll_snapshot(struct cmis_cage *cage,
					 struct cmis_module *module);
int cmis_poll_publish(struct cmis_cage *cage, enum cmis_class class,
		      enum cmis_news news);

#endif /* _CMIS_POLL_PUBLISH_H */
