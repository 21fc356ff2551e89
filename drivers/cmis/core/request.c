// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests of users: which module they mean, and how long it may take.
 */

#include "core/cage.h"
#include "core/request.h"
#include "xfer/xfer.h"

/**
 * cmis_request_bind - let a request mean the module that is there now
 * @cage: the cage
 * @req: its generation and patience are set
 *
 * A module may leave requests unanswered for as long as it advertises.
 *
 * Context: Sleeps until the module has been identified after a sleep of the
 * system.
 * Return: 0, or -ENODEV if there is no module.
 */
int cmis_request_bind(struct cmis_cage *cage, struct cmis_req *req)
{
	struct cmis_module *module;

	cmis_cage_await_seen(cage);
	module = cmis_cage_get_module(cage);
	if (IS_ERR(module))
		return PTR_ERR(module);
	req->generation = module->generation;
	req->patience_ms = max_t(unsigned int, CMIS_PATIENCE_USER_MS,
				 module->adverts.durations.cdb_busy_ms);
	cmis_module_put(module);
	return 0;
}

/**
 * cmis_request_check - whether the module of a request is still there
 * @cage: the cage
 * @req: from cmis_request_bind()
 *
 * Context: Sleeps as cmis_request_bind().
 * Return: 0, or -ENODEV if not.
 */
int cmis_request_check(struct cmis_cage *cage, const struct cmis_req *req)
{
	struct cmis_module *module;
	bool same;

	cmis_cage_await_seen(cage);
	module = cmis_cage_get_module(cage);
	if (IS_ERR(module))
		return -ENODEV;
	same = module->generation == req->generation;
	cmis_module_put(module);
	return same ? 0 : -ENODEV;
}
