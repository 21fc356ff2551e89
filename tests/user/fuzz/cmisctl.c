// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzz target: cmisctl, from the datagrams of its socket to its output.
 *
 * The first byte says which command: 0 list, 1 show, 2 alerts, 3 monitor, and
 * with the highest bit set as JSON. The kernel's answers follow: the length
 * of each datagram in two bytes, and the datagram; length 0 stands for a loss.
 * libmnl's socket is replaced by that, its parser is the real one.
 */

#include <errno.h>
#include <json-c/json.h>
#include <sanitizer/asan_interface.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>

#include "../../../tools/cmisctl/cmisctl.h"
#include "fuzz.h"

#define JSON_BIT 0x80

typedef int (*command_t)(struct ctl_nl *nl, const struct ctl_options *options);

static const command_t commands[] = {
	ctl_list,
	ctl_show,
	ctl_alerts,
	ctl_monitor,
};

static struct fuzz_input datagrams;
/* The only socket, and a descriptor that can always be read. */
static int the_socket, readable;

/**
 * mnl_socket_open2() - in place of libmnl's
 * @bus: not used
 * @flags: not used
 *
 * Return: the socket.
 */
struct mnl_socket *mnl_socket_open2(int bus, int flags)
{
	(void)bus;
	(void)flags;
	return (struct mnl_socket *)&the_socket;
}

/**
 * mnl_socket_bind() - in place of libmnl's
 * @nl: not used
 * @groups: not used
 * @pid: not used
 *
 * Return: 0.
 */
int mnl_socket_bind(struct mnl_socket *nl, unsigned int groups, pid_t pid)
{
	(void)nl;
	(void)groups;
	(void)pid;
	return 0;
}

/**
 * mnl_socket_setsockopt() - in place of libmnl's
 * @nl: not used
 * @type: not used
 * @buf: not used
 * @len: not used
 *
 * Return: 0.
 */
int mnl_socket_setsockopt(const struct mnl_socket *nl, int type, void *buf,
			  socklen_t len)
{
	(void)nl;
	(void)type;
	(void)buf;
	(void)len;
	return 0;
}

/**
 * mnl_socket_close() - in place of libmnl's
 * @nl: not used
 *
 * Return: 0.
 */
int mnl_socket_close(struct mnl_socket *nl)
{
	(void)nl;
	return 0;
}

/**
 * mnl_socket_get_fd() - in place of libmnl's
 * @nl: not used
 *
 * Return: a descriptor that can always be read.
 */
int mnl_socket_get_fd(const struct mnl_socket *nl)
{
	(void)nl;
	return readable;
}

/**
 * mnl_socket_sendto() - in place of libmnl's; must be a whole message
 * @nl: not used
 * @req: the message
 * @size: of it
 *
 * Return: the size.
 */
ssize_t mnl_socket_sendto(const struct mnl_socket *nl, const void *req,
			  size_t size)
{
	const struct nlmsghdr *head = req;

	(void)nl;
	fuzz_require(size >= sizeof(*head) && head->nlmsg_len == size);
	return size;
}

/**
 * mnl_socket_recvfrom() - in place of libmnl's: the next datagram
 * @nl: not used
 * @buf: where to; bytes behind the datagram cannot be read
 * @size: of it
 *
 * Return: length of the datagram, or -1 and an errno.
 */
ssize_t mnl_socket_recvfrom(const struct mnl_socket *nl, void *buf,
			    size_t size)
{
	struct fuzz_block block;
	size_t len;

	(void)nl;
	if (datagrams.len < 2) {
		errno = ENODATA;
		return -1;
	}
	len = fuzz_take_byte(&datagrams);
	len |= (size_t)fuzz_take_byte(&datagrams) << 8;
	if (!len) {
		errno = ENOBUFS;
		return -1;
	}
	block = fuzz_take(&datagrams, len < size ? len : size);
	len = block.len;
	memcpy(buf, block.data, len);
	fuzz_free(&block);
	ASAN_POISON_MEMORY_REGION((char *)buf + len, size - len);
	return len;
}

static void lines_check(const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		fuzz_require(text[i] == '\n' ||
			     (text[i] >= ' ' && text[i] <= '~'));
}

/* The output must be complete JSON objects. */
static void json_check(const char *text, size_t len)
{
	struct json_tokener *tokener = json_tokener_new();
	struct json_object *object;
	size_t at = 0;

	while (at + strspn(text + at, "\n") < len) {
		object = json_tokener_parse_ex(tokener, text + at, len - at);
		fuzz_require(object);
		json_object_put(object);
		at += json_tokener_get_parse_end(tokener);
		json_tokener_reset(tokener);
	}
	json_tokener_free(tokener);
}

static void command_run(command_t command, bool json)
{
	char *args[2] = { strdup("cmis0") };
	const struct ctl_options options = { .json = json, .args = args };
	struct ctl_nl nl;

	if (!ctl_nl_open(&nl))
		command(&nl, &options);
	fuzz_require(strnlen(nl.error, sizeof(nl.error)) < sizeof(nl.error));
	lines_check(nl.error, strlen(nl.error));
	ctl_nl_close(&nl);
	free(args[0]);
}

static void signals_unblock(void)
{
	sigset_t set;

	sigfillset(&set);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

int fuzz_one(const uint8_t *data, size_t len)
{
	FILE *terminal = stdout;
	uint8_t command;
	size_t size;
	char *text;

	if (!readable)
		readable = eventfd(1, EFD_CLOEXEC);
	setenv("NO_COLOR", "1", 1);
	datagrams = (struct fuzz_input){ data, len };
	command = fuzz_take_byte(&datagrams);
	stdout = open_memstream(&text, &size);
	command_run(commands[command % 4], command & JSON_BIT);
	signals_unblock();
	fclose(stdout);
	stdout = terminal;
	lines_check(text, size);
	if (command & JSON_BIT)
		json_check(text, size);
	free(text);
	return 0;
}
