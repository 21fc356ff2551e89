// SPDX-License-Identifier: GPL-2.0-only
/* The command port: lanes of a cage, their wishes and states. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmisctl.h"
#include "collect.h"
#include "format.h"
#include "json.h"
#include "revert.h"

#define PATHS		64
#define WISH_SIZE	64

/* A port moves this long at most before its state is shown as it is. */
#define PATIENCE_MS	120000
#define LOOK_MS		50

static const struct ctl_revert port_revert = {
	.force = CMIS_A_CLAIM_FORCE,
	.ms = CMIS_A_CLAIM_REVERT_MS,
	.id = CMIS_A_CLAIM_REVERT_ID,
	.what = "the former wish comes",
};

/**
 * struct wish - a request, from the command line
 * @lanes: bit 0 is lane 1
 * @attr: number of the attribute of each value
 * @value: the values
 * @count: of them
 * @verb: up, down, retry or release
 */
struct wish {
	uint64_t lanes;
	uint16_t attr[8];
	uint32_t value[8];
	unsigned int count;
	const char *verb;
};

static int refuse(struct ctl_nl *nl, const char *what, const char *word)
{
	snprintf(nl->error, sizeof(nl->error), "%s '%.60s'", what,
		 word ? word : "");
	return -EINVAL;
}

static bool read_number(const char *text, unsigned long max, char end,
			char **rest, unsigned long *number)
{
	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*number = strtoul(text, rest, 0);
	return !errno && *number <= max && (**rest == end || !**rest);
}

/* A speed as 400g or 1.6t, in Mb/s */
static bool read_speed(const char *text, uint32_t *mbps)
{
	double number, scale;
	char *rest;

	if (*text < '0' || *text > '9')
		return false;
	number = strtod(text, &rest);
	if (!strcmp(rest, "g") || !strcmp(rest, "G"))
		scale = 1e3;
	else if (!strcmp(rest, "t") || !strcmp(rest, "T"))
		scale = 1e6;
	else
		return false;
	if (number <= 0 || number * scale > 1e9)
		return false;
	*mbps = (uint32_t)(number * scale + 0.5);
	return true;
}

static void wish_add(struct wish *wish, uint16_t attr, uint32_t value)
{
	/* The line has fewer words than there is room. */
	if (wish->count == 8)
		return;
	wish->attr[wish->count] = attr;
	wish->value[wish->count++] = value;
}

/* 8x100g */
static bool wish_split(struct wish *wish, const char *text)
{
	unsigned long paths;
	uint32_t mbps;
	char *rest;

	if (!read_number(text, PATHS, 'x', &rest, &paths) || *rest != 'x' ||
	    !paths || !read_speed(rest + 1, &mbps))
		return false;
	wish_add(wish, CMIS_A_CLAIM_PATHS, paths);
	wish_add(wish, CMIS_A_CLAIM_SPEED_MBPS, mbps);
	return true;
}

static bool wish_speed(struct wish *wish, const char *text)
{
	uint32_t mbps;

	if (!read_speed(text, &mbps))
		return false;
	wish_add(wish, CMIS_A_CLAIM_SPEED_MBPS, mbps);
	return true;
}

static bool wish_lanes(struct wish *wish, const char *text)
{
	return ctl_lanes_read(text, &wish->lanes);
}

static bool wish_number(struct wish *wish, uint16_t attr, unsigned long max,
			const char *text)
{
	unsigned long number;
	char *rest;

	if (!read_number(text, max, '\0', &rest, &number))
		return false;
	wish_add(wish, attr, number);
	return true;
}

static bool wish_host_id(struct wish *wish, const char *text)
{
	return wish_number(wish, CMIS_A_CLAIM_HOST_ID, 255, text);
}

static bool wish_media_id(struct wish *wish, const char *text)
{
	return wish_number(wish, CMIS_A_CLAIM_MEDIA_ID, 255, text);
}

static bool wish_appsel(struct wish *wish, const char *text)
{
	return wish_number(wish, CMIS_A_CLAIM_APPSEL, 15, text);
}

static const struct {
	const char *word;
	bool (*take)(struct wish *wish, const char *text);
} words[] = {
	{ "lanes", wish_lanes },
	{ "split", wish_split },
	{ "speed", wish_speed },
	{ "host-id", wish_host_id },
	{ "media-id", wish_media_id },
	{ "appsel", wish_appsel },
};

static const char *const verbs[] = { "up", "down", "retry", "release" };

static bool is_verb(const char *word)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(verbs); i++)
		if (!strcmp(verbs[i], word))
			return true;
	return false;
}

static int wish_read(struct ctl_nl *nl, char **args, struct wish *wish)
{
	unsigned int i;

	for (; *args; args++) {
		if (!strcmp(*args, "test")) {
			wish_add(wish, CMIS_A_CLAIM_TEST, 1);
			continue;
		}
		if (is_verb(*args) && !args[1]) {
			wish->verb = *args;
			break;
		}
		for (i = 0; i < ARRAY_SIZE(words); i++)
			if (!strcmp(words[i].word, *args))
				break;
		if (i == ARRAY_SIZE(words))
			return refuse(nl, "unknown word", *args);
		args++;
		if (!*args || !words[i].take(wish, *args))
			return refuse(nl, words[i].word, *args);
	}
	if (!wish->lanes)
		return refuse(nl, "lanes required, for example", "lanes 1-8");
	if (!wish->verb)
		return refuse(nl, "the last word must be up, down, retry or",
			      "release");
	return 0;
}

static int wish_send(struct ctl_nl *nl, const struct ctl_options *options,
		     uint32_t cage_id, const struct wish *wish)
{
	struct ctl_request request;
	unsigned int i;

	ctl_request_start(&request, nl, CMIS_CMD_PORT_SET);
	mnl_attr_put_u32(request.head, CMIS_A_CLAIM_CAGE_ID, cage_id);
	mnl_attr_put_u64(request.head, CMIS_A_CLAIM_LANES, wish->lanes);
	for (i = 0; i < wish->count; i++)
		mnl_attr_put_u32(request.head, wish->attr[i], wish->value[i]);
	if (!strcmp(wish->verb, "retry"))
		mnl_attr_put(request.head, CMIS_A_CLAIM_RETRY, 0, NULL);
	else if (!strcmp(wish->verb, "release"))
		mnl_attr_put(request.head, CMIS_A_CLAIM_RELEASE, 0, NULL);
	else
		mnl_attr_put_u32(request.head, CMIS_A_CLAIM_UP,
				 !strcmp(wish->verb, "up"));
	return ctl_revert_ask(nl, &request, &port_revert, options, cage_id);
}

static int take_port(const struct ctl_message *message, void *context)
{
	return ctl_parse(&ctl_claim_layout, message->data, message->len,
			 context);
}

static int port_fetch(struct ctl_nl *nl, uint32_t cage_id, uint64_t lanes,
		      struct ctl_claim *port)
{
	struct ctl_request request;

	memset(port, 0, sizeof(*port));
	ctl_request_start(&request, nl, CMIS_CMD_PORT_GET);
	mnl_attr_put_u32(request.head, CMIS_A_CLAIM_CAGE_ID, cage_id);
	mnl_attr_put_u64(request.head, CMIS_A_CLAIM_LANES, lanes);
	return ctl_nl_ask(nl, &request, take_port, port);
}

static bool port_rests(const struct ctl_claim *port)
{
	switch (port->state) {
	case CMIS_PORT_STATE_UP:
	case CMIS_PORT_STATE_UP_PARTIAL:
	case CMIS_PORT_STATE_DOWN:
	case CMIS_PORT_STATE_FAILED:
	case CMIS_PORT_STATE_CONTESTED:
	case CMIS_PORT_STATE_NO_MODULE:
	case CMIS_PORT_STATE_WAITING_HOST_TX:
		return !port->pending;
	}
	return false;
}

static int port_await(struct ctl_nl *nl, uint32_t cage_id, uint64_t lanes,
		      struct ctl_claim *port)
{
	const struct timespec pause = { .tv_nsec = LOOK_MS * 1000000L };
	unsigned int looks;
	int ret;

	for (looks = 0; looks < PATIENCE_MS / LOOK_MS; looks++) {
		ret = port_fetch(nl, cage_id, lanes, port);
		if (ret || port_rests(port))
			return ret;
		nanosleep(&pause, NULL);
	}
	return 0;
}

static void format_wish(char *text, const struct ctl_claim *port)
{
	int len;

	if (!CTL_HAS(port, CMIS_A_CLAIM_UP)) {
		snprintf(text, WISH_SIZE, "-");
		return;
	}
	len = snprintf(text, WISH_SIZE, "%s", port->up ? "up" : "down");
	if (port->paths)
		len += snprintf(text + len, WISH_SIZE - len, " %ux",
				port->paths);
	if (port->speed_mbps)
		len += snprintf(text + len, WISH_SIZE - len, "%s%ug",
				port->paths ? "" : " ",
				port->speed_mbps / 1000);
	if (port->host_id)
		len += snprintf(text + len, WISH_SIZE - len, " host %#x",
				port->host_id);
	if (port->media_id)
		len += snprintf(text + len, WISH_SIZE - len, " media %#x",
				port->media_id);
	if (port->appsel)
		len += snprintf(text + len, WISH_SIZE - len, " app %u",
				port->appsel);
	if (port->test)
		snprintf(text + len, WISH_SIZE - len, " test");
}

static void port_print(const struct ctl_claim *port)
{
	char lanes[CTL_LANES_SIZE], wish[WISH_SIZE], app[16] = "-";

	ctl_format_lanes(lanes, port->lanes);
	format_wish(wish, port);
	if (CTL_HAS(port, CMIS_A_CLAIM_APPLICATION))
		snprintf(app, sizeof(app), "%u", port->application);
	printf("cmis%-4u port%-3u %-8s %-10s %-16s %-4s %s", port->cage_id,
	       port->port, lanes, port->owner, wish, app,
	       ctl_name_or(&ctl_port_state_names, port->state, "?"));
	if (port->reason)
		printf(" (%s)", ctl_name_or(&ctl_port_reason_names,
					    port->reason, "?"));
	if (CTL_HAS(port, CMIS_A_CLAIM_REVERT_ID))
		printf(" (until confirmed: %u)", port->revert_id);
	putchar('\n');
}

static int port_show(const struct ctl_claim *port, bool json)
{
	if (!json) {
		port_print(port);
		return 0;
	}
	return ctl_json_print(ctl_json(&ctl_claim_layout, port),
			      JSON_C_TO_STRING_PRETTY |
			      JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
}

static int ports_show(struct ctl_nl *nl, const struct ctl_query *query,
		      bool json)
{
	struct ctl_list ports = { .layout = &ctl_claim_layout };
	struct json_object *array;
	size_t i;
	int ret;

	ret = ctl_collect(nl, query, &ports);
	if (!ret && json) {
		array = json_object_new_array();
		for (i = 0; i < ports.count; i++)
			json_object_array_add(array,
					      ctl_json(ports.layout,
						       ctl_list_at(&ports,
								   i)));
		ret = ctl_json_print(array, JSON_C_TO_STRING_PRETTY |
				     JSON_C_TO_STRING_NOSLASHESCAPE) ? 0 : -EIO;
	} else if (!ret) {
		for (i = 0; i < ports.count; i++)
			port_print(ctl_list_at(&ports, i));
	}
	ctl_list_free(&ports);
	return ret;
}

/* Send the wish, and show the result. */
static int port_change(struct ctl_nl *nl, uint32_t cage_id,
		       const struct ctl_options *options)
{
	struct wish wish = { 0 };
	struct ctl_claim port;
	int ret;

	ret = wish_read(nl, options->args + 1, &wish);
	if (!ret)
		ret = wish_send(nl, options, cage_id, &wish);
	if (ret || !strcmp(wish.verb, "release"))
		return ret;
	ret = port_await(nl, cage_id, wish.lanes, &port);
	if (!ret)
		ret = port_show(&port, options->json);
	if (ret)
		return ret;
	if (port.state == (port.up ? CMIS_PORT_STATE_UP :
				     CMIS_PORT_STATE_DOWN) ||
	    port.state == CMIS_PORT_STATE_UP_PARTIAL)
		return 0;
	snprintf(nl->error, sizeof(nl->error), "the port is not %s",
		 port.up ? "up" : "down");
	return -EIO;
}

/**
 * ctl_port - the command port
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_port(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct ctl_query query = { .cmd = CMIS_CMD_PORT_GET };
	struct ctl_cage cage;
	int ret;

	if (!options->args[0])
		return ports_show(nl, &query, options->json);
	ret = ctl_cage_find(nl, options->args[0], &cage);
	if (ret)
		return ret;
	if (options->args[1])
		return port_change(nl, cage.id, options);
	query.one_cage = true;
	query.cage_id = cage.id;
	return ports_show(nl, &query, options->json);
}
