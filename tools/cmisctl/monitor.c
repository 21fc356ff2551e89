// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command monitor prints a line for each notification. After a loss of
 * notifications it gets the true state from one dump, and prints each
 * difference from the state that it knew.
 */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "cmisctl.h"
#include "event.h"
#include "json.h"
#include "state.h"
#include "verdict.h"

/**
 * struct watch - a run of the command
 * @nl: socket for dumps
 * @events: socket for notifications
 * @json: print JSON
 * @note: text at the end of each line
 * @verdict_ns: time of the newest verdict that is known
 * @verdict_floor: number of the last notification that the dump of verdicts
 *	after a loss includes
 * @state: the last known state
 */
struct watch {
	struct ctl_nl *nl;
	struct ctl_nl events;
	bool json;
	const char *note;
	uint64_t verdict_ns;
	uint64_t verdict_floor;
	struct ctl_state state;
};

static void print_json(const struct watch *watch, const char *kind,
		       struct json_object *object)
{
	struct json_object *json = json_object_new_object();

	json_object_object_add(json, kind, object);
	if (*watch->note)
		json_object_object_add(json, "resync",
				       json_object_new_boolean(1));
	ctl_json_print(json, JSON_C_TO_STRING_PLAIN |
		       JSON_C_TO_STRING_NOSLASHESCAPE);
}

static void print_cage(const struct ctl_cage *cage, void *context)
{
	const struct watch *watch = context;

	if (watch->json)
		print_json(watch, "module", ctl_event_cage_json(cage));
	else
		ctl_event_cage(cage, watch->note);
}

static void print_alert(const struct ctl_alert *alert, void *context)
{
	const struct watch *watch = context;
	const struct ctl_names_of names = {
		(void *)watch->state.cages.items, watch->state.cages.count,
	};

	if (watch->json)
		print_json(watch, "alert",
			   ctl_event_alert_json(alert, &names));
	else
		ctl_event_alert(alert, &names, watch->note);
}

static int take_cage(struct watch *watch, const struct ctl_message *message)
{
	struct ctl_cage cage;
	bool news;
	int ret;

	ret = ctl_parse(&ctl_cage_layout, message->data, message->len, &cage);
	if (!ret)
		ret = ctl_state_take_cage(&watch->state, &cage, &news);
	if (!ret && news)
		print_cage(&cage, watch);
	return ret;
}

static int take_alert(struct watch *watch, const struct ctl_message *message)
{
	struct ctl_alert alert;
	bool news;
	int ret;

	ret = ctl_parse(&ctl_alert_layout, message->data, message->len,
			&alert);
	if (!ret)
		ret = ctl_state_take_alert(&watch->state, &alert, &news);
	if (!ret && news)
		print_alert(&alert, watch);
	return ret;
}

static void print_verdict(const struct watch *watch,
			  const struct ctl_message *message,
			  const struct ctl_verdict *verdict)
{
	const struct ctl_names_of names = {
		(void *)watch->state.cages.items, watch->state.cages.count,
	};

	if (watch->json)
		print_json(watch, "verdict",
			   ctl_verdict_json(message, verdict, &names));
	else
		ctl_verdict_print(message, verdict, &names, watch->note);
}

static int take_verdict(struct watch *watch, const struct ctl_message *message)
{
	struct ctl_verdict verdict;
	int ret;

	ret = ctl_parse(&ctl_verdict_layout, message->data, message->len,
			&verdict);
	if (ret || verdict.sequence <= watch->verdict_floor)
		return ret;
	if (verdict.time_ns > watch->verdict_ns)
		watch->verdict_ns = verdict.time_ns;
	print_verdict(watch, message, &verdict);
	return 0;
}

/**
 * struct missed - a dump of verdicts
 * @watch: the run of the command
 * @print: print verdicts that were not known
 * @since_ns: time of the newest one that was known
 */
struct missed {
	struct watch *watch;
	bool print;
	uint64_t since_ns;
};

static int take_missed(const struct ctl_message *message, void *context)
{
	const struct missed *missed = context;
	struct watch *watch = missed->watch;
	struct ctl_verdict verdict;
	int ret;

	ret = ctl_parse(&ctl_verdict_layout, message->data, message->len,
			&verdict);
	if (ret)
		return ret;
	if (missed->print && verdict.time_ns > missed->since_ns)
		print_verdict(watch, message, &verdict);
	if (missed->print)
		watch->verdict_floor = verdict.sequence;
	if (verdict.time_ns > watch->verdict_ns)
		watch->verdict_ns = verdict.time_ns;
	return 0;
}

/* An older driver has no verdicts. */
static int dump_verdicts(struct watch *watch, bool print)
{
	struct missed missed = {
		.watch = watch,
		.print = print,
		.since_ns = watch->verdict_ns,
	};
	struct ctl_request request;

	if (!watch->nl->health)
		return 0;
	ctl_request_start(&request, watch->nl, CMIS_CMD_VERDICT_GET);
	return ctl_nl_dump(watch->nl, &request, take_missed, &missed);
}

static int take_event(const struct ctl_message *message, void *context)
{
	switch (message->cmd) {
	case CMIS_CMD_MODULE_NTF:
		return take_cage(context, message);
	case CMIS_CMD_ALERT_NTF:
		return take_alert(context, message);
	case CMIS_CMD_VERDICT_NTF:
		return take_verdict(context, message);
	default:
		return 0;
	}
}

/* Cages first, so that their numbers are the lowest. */
static int state_dump(struct ctl_nl *nl, struct ctl_state *state)
{
	struct ctl_query query = { .cmd = CMIS_CMD_MODULE_GET };
	int ret;

	ret = ctl_collect(nl, &query, &state->cages);
	query.cmd = CMIS_CMD_ALERT_GET;
	if (!ret)
		ret = ctl_collect(nl, &query, &state->alerts);
	if (!ret)
		ctl_state_number(state);
	return ret;
}

static void print_lost(const struct watch *watch)
{
	struct json_object *json;

	if (!watch->json) {
		puts("- notifications were lost; changes since then:");
		return;
	}
	json = json_object_new_object();
	json_object_object_add(json, "lost", json_object_new_boolean(1));
	ctl_json_print(json, JSON_C_TO_STRING_PLAIN);
}

static int watch_resync(struct watch *watch)
{
	const struct ctl_news news = {
		.cage = print_cage,
		.alert = print_alert,
		.context = watch,
	};
	struct ctl_state is;
	int ret;

	ctl_state_init(&is);
	ret = state_dump(watch->nl, &is);
	if (ret) {
		ctl_state_free(&is);
		return ret;
	}
	print_lost(watch);
	watch->note = " [resync]";
	ctl_state_compare(&watch->state, &is, &news);
	ctl_state_free(&watch->state);
	watch->state = is;
	ret = dump_verdicts(watch, true);
	watch->note = "";
	return ret;
}

/*
 * After a loss the kernel queues nothing and reports no further loss until
 * the socket has been read empty. Only a dump after that covers the loss.
 */
static int watch_drain(struct watch *watch)
{
	struct pollfd fd = {
		.fd = mnl_socket_get_fd(watch->events.sock),
		.events = POLLIN,
	};
	int ret = 0;

	while ((!ret || ret == -ENOBUFS) && poll(&fd, 1, 0) > 0)
		ret = ctl_nl_receive(&watch->events, take_event, watch);
	return ret == -ENOBUFS ? 0 : ret;
}

static int watch_events(struct watch *watch)
{
	int ret = ctl_nl_receive(&watch->events, take_event, watch);

	if (ret == -ENOBUFS) {
		ret = watch_drain(watch);
		if (!ret)
			ret = watch_resync(watch);
	}
	/* Readers of a pipe expect each line at once. */
	if (!ret && fflush(stdout))
		ret = -errno;
	return ret == -EINTR ? 0 : ret;
}

static int watch_run(struct watch *watch, int signals)
{
	struct pollfd fds[] = {
		{ .fd = signals, .events = POLLIN },
		{ .fd = mnl_socket_get_fd(watch->events.sock),
		  .events = POLLIN },
	};
	int ret = 0;

	while (!ret) {
		if (poll(fds, 2, -1) < 0) {
			if (errno == EINTR)
				continue;
			return -errno;
		}
		if (fds[0].revents)
			return 0;
		ret = watch_events(watch);
	}
	return ret;
}

/* A descriptor that SIGINT and SIGTERM make readable; -1 on failure. */
static int signals_open(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Listen before the dump, so that no event falls between them. */
static int watch_start(struct watch *watch, int buffer_bytes)
{
	int ret;

	ret = ctl_nl_open(&watch->events);
	if (!ret)
		ret = ctl_nl_listen(&watch->events, buffer_bytes);
	if (!ret)
		ret = state_dump(watch->nl, &watch->state);
	return ret ? ret : dump_verdicts(watch, false);
}

/**
 * ctl_monitor - the command monitor
 * @nl: the socket
 * @options: the command line
 *
 * Return: 0, or a negative errno with nl->error.
 */
int ctl_monitor(struct ctl_nl *nl, const struct ctl_options *options)
{
	struct watch watch = { .nl = nl, .json = options->json, .note = "" };
	int signals = signals_open();
	int ret;

	if (signals < 0)
		return -errno;
	ctl_state_init(&watch.state);
	ret = watch_start(&watch, options->buffer_bytes);
	if (!ret)
		ret = watch_run(&watch, signals);
	memcpy(nl->error, watch.events.error, sizeof(nl->error));
	ctl_nl_close(&watch.events);
	ctl_state_free(&watch.state);
	close(signals);
	return ret;
}
