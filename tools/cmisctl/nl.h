/* SPDX-License-Identifier: GPL-2.0-only */
/* The socket: requests, dumps, notifications. */
#ifndef _CMISCTL_NL_H
#define _CMISCTL_NL_H

#include <libmnl/libmnl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CTL_ERROR_SIZE 256

/**
 * struct ctl_message - a message of the family
 * @cmd: CMIS_CMD_*
 * @data: its attributes
 * @len: of @data
 */
struct ctl_message {
	uint8_t cmd;
	const void *data;
	size_t len;
};

/* Receives a message. Returns 0, or a negative errno that ends the request. */
typedef int (*ctl_take_t)(const struct ctl_message *message, void *context);

/**
 * struct ctl_nl - a socket of the family
 * @sock: the socket
 * @family: number of the family
 * @alerts: number of the group of alerts
 * @modules: number of the group of modules
 * @health: number of the group of link health; 0: an older driver has none
 * @seq: of the last request
 * @interrupted: changes interrupted the last dump
 * @error: words about the last failure, or empty
 */
struct ctl_nl {
	struct mnl_socket *sock;
	uint16_t family;
	uint32_t alerts;
	uint32_t modules;
	uint32_t health;
	uint32_t seq;
	bool interrupted;
	char error[CTL_ERROR_SIZE];
};

/**
 * struct ctl_request - a request
 * @head: the message
 * @buffer: holds the message
 */
struct ctl_request {
	struct nlmsghdr *head;
	uint8_t buffer[4096] __attribute__((aligned(8)));
};

int ctl_nl_open(struct ctl_nl *nl);
void ctl_nl_close(struct ctl_nl *nl);
void ctl_request_start(struct ctl_request *request, const struct ctl_nl *nl,
		       uint8_t cmd);
int ctl_nl_ask(struct ctl_nl *nl, struct ctl_request *request,
	       ctl_take_t take, void *context);
int ctl_nl_dump(struct ctl_nl *nl, struct ctl_request *request,
		ctl_take_t take, void *context);
int ctl_nl_listen(struct ctl_nl *nl, int buffer_bytes);
int ctl_nl_receive(struct ctl_nl *nl, ctl_take_t take, void *context);
void ctl_extack_get(const struct nlmsghdr *head, char *text, size_t size);

#endif /* _CMISCTL_NL_H */
