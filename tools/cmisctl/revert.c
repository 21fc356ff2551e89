// SPDX-License-Identifier: GPL-2.0-only
/* Changes that go back by themselves unless they are confirmed. */

#include <stdio.h>

#include "cmisctl.h"
#include "parse.h"
#include "revert.h"

/* A forced change goes back after this time, if the line says no other. */
#define REVERT_S	60

/**
 * struct answer - the number of a change
 * @attr: its attribute
 * @id: the number; 0: the change is meant to last
 */
struct answer {
	uint16_t attr;
	uint32_t id;
};

static int take_answer(const struct ctl_message *message, void *context)
{
	struct answer *answer = context;
	const struct nlattr *attr = ctl_attr_find(message->data, message->len,
						  answer->attr);

	if (attr && mnl_attr_get_payload_len(attr) == sizeof(answer->id))
		answer->id = mnl_attr_get_u32(attr);
	return 0;
}

/**
 * ctl_revert_ask - ask for a change, and tell the user when it goes back
 * @nl: the socket
 * @request: the request; gets force and time of the command line
 * @revert: its attributes
 * @options: the command line
 * @cage_id: the cage
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_revert_ask(struct ctl_nl *nl, struct ctl_request *request,
		   const struct ctl_revert *revert,
		   const struct ctl_options *options, uint32_t cage_id)
{
	struct answer answer = { .attr = revert->id };
	uint32_t revert_s = options->revert_s;
	int ret;

	if (options->force && !revert_s)
		revert_s = REVERT_S;
	if (options->force)
		mnl_attr_put(request->head, revert->force, 0, NULL);
	if (revert_s)
		mnl_attr_put_u32(request->head, revert->ms, revert_s * 1000);
	ret = ctl_nl_ask(nl, request, take_answer, &answer);
	if (!ret && answer.id)
		fprintf(stderr,
			"%s back in %u s; to keep the change: cmisctl confirm cmis%u %u\n",
			revert->what, revert_s, cage_id, answer.id);
	return ret;
}
