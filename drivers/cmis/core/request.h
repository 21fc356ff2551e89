/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Requests of users: which module they mean, and how long it may take.
 */
#ifndef _CMIS_REQUEST_H
#define _CMIS_REQUEST_H

#include <linux/types.h>

struct cmis_cage;
struct cmis_req;

int cmis_request_bind(struct cmis_cage *cage, struct cmis_req *req);
int cmis_request_check(struct cmis_cage *cage, const struct cmis_req *req);

#endif /* _CMIS_REQUEST_H */
