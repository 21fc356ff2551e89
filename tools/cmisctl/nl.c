// SPDX-License-Identifier: GPL-2.0-only
/* The socket: requests, dumps, notifications. */

#include <errno.h>
#include <linux/cmis.h>
#include <linux/genetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "nl.h"
#include "parse.h"

#define RECEIVE_SIZE (64 * 1024)

/**
 * struct exchange - a request and what comes back
 * @nl: the socket
 * @take: takes each message
 * @context: for @take
 * @done: there is no more to come
 */
struct exchange {
	struct ctl_nl *nl;
	ctl_take_t take;
	void *context;
	bool done;
};

/**
 * ctl_extack_get - what the kernel says about a refusal
 * @head: a message of type NLMSG_ERROR or NLMSG_DONE, whole
 * @text: where to; empty if it says nothing
 * @size: of @text
 */
void ctl_extack_get(const struct nlmsghdr *head, char *text, size_t size)
{
	size_t len = head->nlmsg_len, skip = NLMSG_HDRLEN + sizeof(int);
	const uint8_t *data = (const uint8_t *)head;
	struct nlmsghdr inner;
	struct ctl_attr attr;

	text[0] = '\0';
	if (!(head->nlmsg_flags & NLM_F_ACK_TLVS))
		return;
	if (head->nlmsg_type == NLMSG_ERROR) {
		if (len < skip + sizeof(inner))
			return;
		memcpy(&inner, data + skip, sizeof(inner));
		skip += head->nlmsg_flags & NLM_F_CAPPED ?
			sizeof(inner) : NLMSG_ALIGN((size_t)inner.nlmsg_len);
	}
	if (skip > len)
		return;
	if (!ctl_attr_find(data + skip, len - skip, NLMSGERR_ATTR_MSG, &attr))
		ctl_text_copy(text, size, attr.data, attr.len);
}

/* The status that a message of type NLMSG_ERROR or NLMSG_DONE has. */
static int take_status(struct exchange *exchange, const struct nlmsghdr *head)
{
	int status;

	exchange->done = true;
	if (head->nlmsg_len < NLMSG_HDRLEN + sizeof(status))
		return head->nlmsg_type == NLMSG_DONE ? 0 : -EBADMSG;
	memcpy(&status, (const uint8_t *)head + NLMSG_HDRLEN, sizeof(status));
	if (status < 0)
		ctl_extack_get(head, exchange->nl->error, CTL_ERROR_SIZE);
	return status < 0 ? status : 0;
}

/* The controller tells of each family that goes. */
static int take_control(struct ctl_nl *nl, const struct ctl_message *message)
{
	struct ctl_attr id;
	uint16_t number;

	if (message->cmd != CTRL_CMD_DELFAMILY ||
	    ctl_attr_find(message->data, message->len, CTRL_ATTR_FAMILY_ID,
			  &id) || id.len != sizeof(number))
		return 0;
	memcpy(&number, id.data, sizeof(number));
	if (number != nl->family)
		return 0;
	snprintf(nl->error, sizeof(nl->error), "the driver was unloaded");
	return -ENODEV;
}

static int take_data(struct exchange *exchange, const struct nlmsghdr *head)
{
	const size_t start = NLMSG_HDRLEN + GENL_HDRLEN;
	const struct genlmsghdr *genl = mnl_nlmsg_get_payload(head);
	struct ctl_message message;

	if (head->nlmsg_len < start)
		return -EBADMSG;
	message.cmd = genl->cmd;
	message.data = (const uint8_t *)head + start;
	message.len = head->nlmsg_len - start;
	if (head->nlmsg_type == exchange->nl->family)
		return exchange->take ?
		       exchange->take(&message, exchange->context) : 0;
	if (head->nlmsg_type == GENL_ID_CTRL)
		return take_control(exchange->nl, &message);
	return 0;
}

static int take_message(struct exchange *exchange, const struct nlmsghdr *head)
{
	if (head->nlmsg_flags & NLM_F_DUMP_INTR)
		exchange->nl->interrupted = true;
	if (head->nlmsg_type == NLMSG_ERROR || head->nlmsg_type == NLMSG_DONE)
		return take_status(exchange, head);
	return take_data(exchange, head);
}

/* libmnl takes lengths of 2 GiB and more for negative ones, which fit. */
static bool message_fits(const struct nlmsghdr *head, int left)
{
	return left >= (int)sizeof(*head) &&
	       head->nlmsg_len <= (unsigned int)left &&
	       mnl_nlmsg_ok(head, left);
}

/* One receive; seq is 0 for notifications. */
static int receive(struct exchange *exchange, uint32_t seq)
{
	uint8_t *buffer = malloc(RECEIVE_SIZE);
	const struct nlmsghdr *head;
	int left, ret = 0;

	if (!buffer)
		return -ENOMEM;
	left = mnl_socket_recvfrom(exchange->nl->sock, buffer, RECEIVE_SIZE);
	if (left < 0)
		ret = -errno;
	for (head = (void *)buffer; !ret && message_fits(head, left);
	     head = mnl_nlmsg_next(head, &left))
		if (head->nlmsg_seq == seq)
			ret = take_message(exchange, head);
	free(buffer);
	return ret;
}

static int exchange_run(struct ctl_nl *nl, struct ctl_request *request,
			ctl_take_t take, void *context)
{
	struct exchange exchange = {
		.nl = nl,
		.take = take,
		.context = context,
	};
	int ret = 0;

	nl->error[0] = '\0';
	nl->interrupted = false;
	/* 0 is that of notifications. */
	if (!++nl->seq)
		nl->seq = 1;
	request->head->nlmsg_seq = nl->seq;
	if (mnl_socket_sendto(nl->sock, request->head,
			      request->head->nlmsg_len) < 0)
		return -errno;
	while (!ret && !exchange.done)
		ret = receive(&exchange, nl->seq);
	return ret;
}

/**
 * ctl_request_start - begin a request
 * @request: the request; attributes are put to its head
 * @nl: the socket
 * @cmd: CMIS_CMD_*
 */
void ctl_request_start(struct ctl_request *request, const struct ctl_nl *nl,
		       uint8_t cmd)
{
	struct genlmsghdr *genl;

	request->head = mnl_nlmsg_put_header(request->buffer);
	request->head->nlmsg_type = nl->family;
	genl = mnl_nlmsg_put_extra_header(request->head, sizeof(*genl));
	genl->cmd = cmd;
	genl->version = CMIS_FAMILY_VERSION;
}

/**
 * ctl_nl_ask - send a request for one thing
 * @nl: the socket
 * @request: the request
 * @take: takes the reply; NULL if there is none
 * @context: for @take
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_nl_ask(struct ctl_nl *nl, struct ctl_request *request, ctl_take_t take,
	       void *context)
{
	request->head->nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK;
	return exchange_run(nl, request, take, context);
}

/**
 * ctl_nl_dump - send a request for all
 * @nl: the socket
 * @request: the request
 * @take: takes each reply
 * @context: for @take
 *
 * Return: 0, or a negative errno with nl->error. nl->interrupted says that
 * something changed meanwhile.
 */
int ctl_nl_dump(struct ctl_nl *nl, struct ctl_request *request,
		ctl_take_t take, void *context)
{
	request->head->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	return exchange_run(nl, request, take, context);
}

static int take_group(struct ctl_nl *nl, const struct ctl_attr *group)
{
	struct ctl_attr name, id;
	char text[CTL_TEXT_SIZE];
	uint32_t number;

	if (ctl_attr_find(group->data, group->len, CTRL_ATTR_MCAST_GRP_NAME,
			  &name) ||
	    ctl_attr_find(group->data, group->len, CTRL_ATTR_MCAST_GRP_ID,
			  &id) || id.len != sizeof(number))
		return -EBADMSG;
	ctl_text_copy(text, sizeof(text), name.data, name.len);
	memcpy(&number, id.data, sizeof(number));
	if (!strcmp(text, CMIS_MCGRP_ALERTS))
		nl->alerts = number;
	else if (!strcmp(text, CMIS_MCGRP_MODULES))
		nl->modules = number;
	return 0;
}

/**
 * struct found_family - what the controller says of the family
 * @nl: for the groups
 * @id: number of the family
 */
struct found_family {
	struct ctl_nl *nl;
	uint16_t id;
};

static int take_family(const struct ctl_message *message, void *context)
{
	struct found_family *found = context;
	struct ctl_attr id, groups, group;
	int ret;

	if (ctl_attr_find(message->data, message->len, CTRL_ATTR_FAMILY_ID,
			  &id) || id.len != sizeof(found->id) ||
	    ctl_attr_find(message->data, message->len, CTRL_ATTR_MCAST_GROUPS,
			  &groups))
		return -EBADMSG;
	memcpy(&found->id, id.data, sizeof(found->id));
	while ((ret = ctl_attr_next(&groups.data, &groups.len, &group)) > 0) {
		ret = take_group(found->nl, &group);
		if (ret)
			return ret;
	}
	return ret;
}

static int find_family(struct ctl_nl *nl)
{
	struct found_family found = { .nl = nl };
	struct ctl_request request;
	int ret;

	nl->family = GENL_ID_CTRL;
	ctl_request_start(&request, nl, CTRL_CMD_GETFAMILY);
	mnl_attr_put_strz(request.head, CTRL_ATTR_FAMILY_NAME,
			  CMIS_FAMILY_NAME);
	ret = ctl_nl_ask(nl, &request, take_family, &found);
	nl->family = found.id;
	if (ret == -ENOENT)
		snprintf(nl->error, sizeof(nl->error),
			 "the driver is not loaded; try: modprobe cmis");
	return ret;
}

/**
 * ctl_nl_open - open a socket of the family
 * @nl: the socket
 *
 * Return: 0, or a negative errno with nl->error; close it in either case.
 */
int ctl_nl_open(struct ctl_nl *nl)
{
	const int on = 1;

	memset(nl, 0, sizeof(*nl));
	nl->sock = mnl_socket_open2(NETLINK_GENERIC, SOCK_CLOEXEC);
	if (!nl->sock || mnl_socket_bind(nl->sock, 0, MNL_SOCKET_AUTOPID) < 0)
		return -errno;
	/* Without its words a refusal is still one. */
	(void)mnl_socket_setsockopt(nl->sock, NETLINK_EXT_ACK, (void *)&on,
				    sizeof(on));
	return find_family(nl);
}

/**
 * ctl_nl_close - close a socket
 * @nl: the socket
 */
void ctl_nl_close(struct ctl_nl *nl)
{
	if (nl->sock)
		mnl_socket_close(nl->sock);
	nl->sock = NULL;
}

/**
 * ctl_nl_listen - take part in both groups, and notice the driver's end
 * @nl: the socket
 * @buffer_bytes: size of what the kernel keeps for it; 0 for the usual
 *
 * Return: 0 or a negative errno.
 */
int ctl_nl_listen(struct ctl_nl *nl, int buffer_bytes)
{
	const uint32_t groups[] = { nl->alerts, nl->modules, GENL_ID_CTRL };
	unsigned int i;

	if (buffer_bytes &&
	    setsockopt(mnl_socket_get_fd(nl->sock), SOL_SOCKET, SO_RCVBUF,
		       &buffer_bytes, sizeof(buffer_bytes)))
		return -errno;
	for (i = 0; i < ARRAY_SIZE(groups); i++)
		if (mnl_socket_setsockopt(nl->sock, NETLINK_ADD_MEMBERSHIP,
					  (void *)&groups[i],
					  sizeof(groups[i])) < 0)
			return -errno;
	return 0;
}

/**
 * ctl_nl_receive - take what has been notified
 * @nl: a socket that listens
 * @take: takes each notification
 * @context: for @take
 *
 * Return: 0, -ENOBUFS if some were lost, or another negative errno.
 */
int ctl_nl_receive(struct ctl_nl *nl, ctl_take_t take, void *context)
{
	struct exchange exchange = {
		.nl = nl,
		.take = take,
		.context = context,
	};

	return receive(&exchange, 0);
}
