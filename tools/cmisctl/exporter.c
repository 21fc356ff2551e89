// SPDX-License-Identifier: GPL-2.0-only
/*
 * cmis-exporter: all values for Prometheus, by HTTP.
 *
 * It answers GET and HEAD, takes no other input, and needs no privileges. One
 * thread serves all connections. For a second, all get the same answer: slow
 * readers share its memory, and many readers one dump.
 */

#include <errno.h>
#include <getopt.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "metrics.h"

#define STATUS_USAGE 2
/* The first socket that systemd passes on */
#define LISTEN_FD 3
#define CONNECTIONS_MAX 8
/* One client leaves some to others. */
#define CONNECTIONS_PER_IP 4
#define TIMEOUT_S 10

static const char usage_text[] =
	"usage: cmis-exporter [--port PORT]\n"
	"\n"
	"Serves /metrics to Prometheus, on the socket that systemd passes on,\n"
	"or on a port of its own.\n"
	"\n"
	"  -p, --port PORT         listen on this port\n"
	"  -V, --version           print the version\n"
	"  -h, --help              print this text\n";

static const struct option long_options[] = {
	{ "port", required_argument, NULL, 'p' },
	{ "version", no_argument, NULL, 'V' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

static const char *const content_types[] = {
	[CTL_PROMETHEUS] = "text/plain; version=0.0.4; charset=utf-8",
	[CTL_OPENMETRICS] = "application/openmetrics-text; version=1.0.0; charset=utf-8",
};

static const char home_page[] =
	"<!DOCTYPE html><title>cmis-exporter</title>\n"
	"<p>Optical modules: <a href=\"/metrics\">metrics</a>\n";

/**
 * struct kept - an answer that others may get
 * @response: the answer; NULL: none. libmicrohttpd counts its users
 * @made_s: the second in which it was made
 */
struct kept {
	struct MHD_Response *response;
	time_t made_s;
};

static struct kept kept[ARRAY_SIZE(content_types)];

/* Owns the text. Return: NULL without memory. */
static struct MHD_Response *response_make(const char *type, char *text,
					  size_t size)
{
	struct MHD_Response *response;

	response = MHD_create_response_from_buffer(size, text,
						   MHD_RESPMEM_MUST_FREE);
	if (response)
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE,
					type);
	else
		free(text);
	return response;
}

static enum MHD_Result answer_text(struct MHD_Connection *connection,
				   unsigned int status, const char *type,
				   const char *text)
{
	struct MHD_Response *response = NULL;
	char *copy = strdup(text);
	enum MHD_Result ret;

	if (copy)
		response = response_make(type, copy, strlen(copy));
	if (!response)
		return MHD_NO;
	if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
		MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW,
					"GET, HEAD");
	ret = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return ret;
}

static int collect(struct ctl_metrics *metrics, char *error, size_t size)
{
	struct ctl_nl nl;
	int ret;

	ctl_metrics_init(metrics);
	ret = ctl_nl_open(&nl);
	if (!ret)
		ret = ctl_metrics_collect(&nl, metrics, false);
	if (ret)
		snprintf(error, size, "%s\n",
			 *nl.error ? nl.error : strerror(-ret));
	ctl_nl_close(&nl);
	return ret;
}

/* Return: the metrics as an answer; NULL without memory. */
static struct MHD_Response *metrics_print(const struct ctl_metrics *metrics,
					  enum ctl_exposition exposition)
{
	bool failed = true;
	char *text = NULL;
	size_t size = 0;
	FILE *file;

	file = open_memstream(&text, &size);
	if (file) {
		ctl_metrics_print(metrics, file, exposition);
		failed = ferror(file);
		failed |= fclose(file) != 0;
	}
	if (!failed)
		return response_make(content_types[exposition], text, size);
	free(text);
	return NULL;
}

static void kept_drop(struct kept *old)
{
	if (old->response)
		MHD_destroy_response(old->response);
	old->response = NULL;
}

static enum MHD_Result answer_metrics(struct MHD_Connection *connection)
{
	const char *accept = MHD_lookup_connection_value(connection,
							 MHD_HEADER_KIND,
							 "Accept");
	enum ctl_exposition exposition = CTL_PROMETHEUS;
	char error[CTL_ERROR_SIZE + 2];
	struct ctl_metrics metrics;
	struct timespec now = { 0 };
	struct kept *last;

	if (accept && strstr(accept, "application/openmetrics-text"))
		exposition = CTL_OPENMETRICS;
	last = &kept[exposition];
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (last->response && last->made_s == now.tv_sec)
		return MHD_queue_response(connection, MHD_HTTP_OK,
					  last->response);
	kept_drop(last);
	if (collect(&metrics, error, sizeof(error))) {
		ctl_metrics_free(&metrics);
		return answer_text(connection, MHD_HTTP_SERVICE_UNAVAILABLE,
				   "text/plain", error);
	}
	last->response = metrics_print(&metrics, exposition);
	last->made_s = now.tv_sec;
	ctl_metrics_free(&metrics);
	if (!last->response)
		return MHD_NO;
	return MHD_queue_response(connection, MHD_HTTP_OK, last->response);
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection,
			      const char *url, const char *method,
			      const char *version, const char *body,
			      size_t *body_size, void **state)
{
	(void)context;
	(void)version;
	(void)body;
	(void)state;
	/* A body is not read; the connection ends with the answer. */
	*body_size = 0;
	if (strcmp(method, MHD_HTTP_METHOD_GET) &&
	    strcmp(method, MHD_HTTP_METHOD_HEAD))
		return answer_text(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
				   "text/plain", "only GET and HEAD\n");
	if (!strcmp(url, "/metrics"))
		return answer_metrics(connection);
	if (!strcmp(url, "/"))
		return answer_text(connection, MHD_HTTP_OK, "text/html",
				   home_page);
	return answer_text(connection, MHD_HTTP_NOT_FOUND, "text/plain",
			   "not found; try /metrics\n");
}

/* The socket of systemd. Return: -1 if there is none. */
static int passed_socket(void)
{
	const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");

	if (!pid || !count || atol(pid) != getpid() || strcmp(count, "1"))
		return -1;
	return LISTEN_FD;
}

static int serve(unsigned int port)
{
	const unsigned int flags = MHD_USE_INTERNAL_POLLING_THREAD |
				   MHD_USE_POLL | MHD_USE_ERROR_LOG;
	unsigned int stack = MHD_USE_DUAL_STACK;
	struct MHD_OptionItem socket[] = {
		{ MHD_OPTION_LISTEN_SOCKET, passed_socket(), NULL },
		{ MHD_OPTION_END, 0, NULL },
	};
	struct MHD_Daemon *daemon;
	sigset_t signals;
	unsigned int i;
	int number;

	if (socket[0].value < 0) {
		if (!port) {
			fputs("cmis-exporter: no socket; try: --port PORT\n",
			      stderr);
			return STATUS_USAGE;
		}
		socket[0] = socket[1];
	}
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	do {
		daemon = MHD_start_daemon(flags | stack, port, NULL, NULL,
					  handle, NULL,
					  MHD_OPTION_ARRAY, socket,
					  MHD_OPTION_CONNECTION_LIMIT,
					  CONNECTIONS_MAX,
					  MHD_OPTION_PER_IP_CONNECTION_LIMIT,
					  CONNECTIONS_PER_IP,
					  MHD_OPTION_CONNECTION_TIMEOUT,
					  TIMEOUT_S, MHD_OPTION_END);
		/* A kernel without IPv6 has no second stack. */
	} while (!daemon && stack && !(stack = 0));
	if (!daemon) {
		fprintf(stderr, "cmis-exporter: port %u: %s\n", port,
			strerror(errno));
		return EXIT_FAILURE;
	}
	sigwait(&signals, &number);
	MHD_stop_daemon(daemon);
	for (i = 0; i < ARRAY_SIZE(kept); i++)
		kept_drop(&kept[i]);
	return EXIT_SUCCESS;
}

/**
 * main - serve until a signal comes
 * @argc: count of @argv
 * @argv: the command line
 *
 * Return: 0, 1 if it failed, 2 if the command line is wrong.
 */
int main(int argc, char **argv)
{
	unsigned long port = 0;
	char *end = "";
	int letter;

	while ((letter = getopt_long(argc, argv, "p:Vh", long_options,
				     NULL)) != -1) {
		switch (letter) {
		case 'p':
			port = strtoul(optarg, &end, 10);
			if (*end || !port || port > 65535) {
				fprintf(stderr, "cmis-exporter: '%s' is no port\n",
					optarg);
				return STATUS_USAGE;
			}
			break;
		case 'V':
			puts("cmis-exporter " CMIS_VERSION);
			return EXIT_SUCCESS;
		case 'h':
			fputs(usage_text, stdout);
			return EXIT_SUCCESS;
		default:
			fputs(usage_text, stderr);
			return STATUS_USAGE;
		}
	}
	if (optind < argc) {
		fputs(usage_text, stderr);
		return STATUS_USAGE;
	}
	return serve(port);
}
