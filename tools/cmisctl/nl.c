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
 * struct exchange - a request and its replies
 * @nl: the socket
 * @take: receives each message
 * @context: for @take
 * @done: the last message has come
 */
struct exchange {
	struct ctl_nl *nl;
	ctl_take_t take;
	void *context;
	bool done;
};

/**
 * ctl_extack_get - the kernel's words about a refusal
 * @head: a whole message of type NLMSG_ERROR or NLMSG_DONE
 * @text: result; empty if there are none
 * @size: of @text
 */
void ctl_extack_get(const struct nlmsghdr *head, char *text, size_t size)
{
	size_t len = head->nlmsg_len, skip = NLMSG_HDRLEN + sizeof(int);
	const uint8_t *data = (const uint8_t *)head;
	const struct nlattr *attr;
	struct nlmsghdr inner;

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
	attr = ctl_attr_find(data + skip, len - skip, NLMSGERR_ATTR_MSG);
	if (attr)
		ctl_text_copy(text, size, attr);
}

/* The status in a message of type NLMSG_ERROR or NLMSG_DONE. */
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

/* The controller announces the end of each family. */
static int take_control(struct ctl_nl *nl, const struct ctl_message *message)
{
	const struct nlattr *id = ctl_attr_find(message->data, message->len,
						CTRL_ATTR_FAMILY_ID);

	if (message->cmd != CTRL_CMD_DELFAMILY || !id ||
	    mnl_attr_get_payload_len(id) != sizeof(uint16_t) ||
	    mnl_attr_get_u16(id) != nl->family)
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

/* libmnl takes a length of 2 GiB or more for a negative one, and accepts it. */
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
	/* Notifications have 0. */
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
 * @take: receives the reply; NULL if there is none
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
 * @take: receives each reply
 * @context: for @take
 *
 * Return: 0, or a negative errno with nl->error. nl->interrupted is set if a
 * change interrupted the dump.
 */
int ctl_nl_dump(struct ctl_nl *nl, struct ctl_request *request,
		ctl_take_t take, void *context)
{
	request->head->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	return exchange_run(nl, request, take, context);
}

static int take_group(struct ctl_nl *nl, const struct nlattr *group)
{
	const void *data = mnl_attr_get_payload(group);
	size_t len = mnl_attr_get_payload_len(group);
	const struct nlattr *name, *id;
	char text[CTL_TEXT_SIZE];

	name = ctl_attr_find(data, len, CTRL_ATTR_MCAST_GRP_NAME);
	id = ctl_attr_find(data, len, CTRL_ATTR_MCAST_GRP_ID);
	if (!name || !id || mnl_attr_get_payload_len(id) != sizeof(uint32_t))
		return -EBADMSG;
	ctl_text_copy(text, sizeof(text), name);
	if (!strcmp(text, CMIS_MCGRP_ALERTS))
		nl->alerts = mnl_attr_get_u32(id);
	else if (!strcmp(text, CMIS_MCGRP_MODULES))
		nl->modules = mnl_attr_get_u32(id);
	else if (!strcmp(text, CMIS_MCGRP_HEALTH))
		nl->health = mnl_attr_get_u32(id);
	return 0;
}

/**
 * struct found_family - the controller's reply about the family
 * @nl: for the groups
 * @id: number of the family
 */
struct found_family {
	struct ctl_nl *nl;
	uint16_t id;
};

static int take_family(const struct ctl_message *message, void *context)
{
	const struct nlattr *id = ctl_attr_find(message->data, message->len,
						CTRL_ATTR_FAMILY_ID);
	const struct nlattr *groups = ctl_attr_find(message->data, message->len,
						    CTRL_ATTR_MCAST_GROUPS);
	struct found_family *found = context;
	const struct nlattr *attr;
	int ret;

	if (!id || !groups ||
	    mnl_attr_get_payload_len(id) != sizeof(found->id))
		return -EBADMSG;
	found->id = mnl_attr_get_u16(id);
	mnl_attr_for_each_nested(attr, groups) {
		ret = take_group(found->nl, attr);
		if (ret)
			return ret;
	}
	return 0;
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
	/* Refusals come without the kernel's words if this fails. */
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
 * ctl_nl_listen - join the groups, and the controller's for the driver's end
 * @nl: the socket
 * @buffer_bytes: size of the kernel's buffer; 0: its default
 *
 * Return: 0 or a negative errno.
 */
int ctl_nl_listen(struct ctl_nl *nl, int buffer_bytes)
{
	const uint32_t groups[] = { nl->alerts, nl->modules, nl->health,
				    GENL_ID_CTRL };
	unsigned int i;

	if (buffer_bytes &&
	    setsockopt(mnl_socket_get_fd(nl->sock), SOL_SOCKET, SO_RCVBUF,
		       &buffer_bytes, sizeof(buffer_bytes)))
		return -errno;
	for (i = 0; i < ARRAY_SIZE(groups); i++)
		if (groups[i] &&
		    mnl_socket_setsockopt(nl->sock, NETLINK_ADD_MEMBERSHIP,
					  (void *)&groups[i],
					  sizeof(groups[i])) < 0)
			return -errno;
	return 0;
}

/**
 * ctl_nl_receive - receive notifications
 * @nl: a listening socket
 * @take: receives each notification
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
