// SPDX-License-Identifier: GPL-2.0-only
/*
 * cmis-exporter on a socket, with stand-ins for the driver and the clock: what
 * one client can take from others.
 */

#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>

static int test_clock(clockid_t clock, struct timespec *now);

#define clock_gettime test_clock
#define main exporter_main
#include "../../tools/cmisctl/exporter.c"
#undef main
#undef clock_gettime
#include "tap.h"

/* ------------------------------------------------------------------------ */
/* Stand-ins                                                                */
/* ------------------------------------------------------------------------ */

static atomic_int seconds, dumps, driver_error;

static int test_clock(clockid_t clock, struct timespec *now)
{
	(void)clock;
	*now = (struct timespec) { .tv_sec = seconds };
	return 0;
}

int ctl_nl_open(struct ctl_nl *nl)
{
	memset(nl, 0, sizeof(*nl));
	return driver_error;
}

void ctl_nl_close(struct ctl_nl *nl)
{
	(void)nl;
}

void ctl_metrics_init(struct ctl_metrics *metrics)
{
	(void)metrics;
}

void ctl_metrics_free(struct ctl_metrics *metrics)
{
	(void)metrics;
}

int ctl_metrics_collect(struct ctl_nl *nl, struct ctl_metrics *metrics,
			bool values_only)
{
	(void)nl;
	(void)values_only;
	(void)metrics;
	dumps++;
	return 0;
}

void ctl_metrics_print(const struct ctl_metrics *metrics, FILE *file,
		       enum ctl_exposition exposition)
{
	(void)metrics;
	fprintf(file, "%s %d\n", exposition == CTL_OPENMETRICS ? "open" :
		"text", dumps);
}

/* ------------------------------------------------------------------------ */
/* A client                                                                 */
/* ------------------------------------------------------------------------ */

static struct sockaddr_in server;

static int socket_open(const char *address)
{
	struct sockaddr_in own = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	inet_pton(AF_INET, address, &own.sin_addr);
	if (bind(fd, (void *)&own, sizeof(own)))
		perror("# bind");
	return fd;
}

static int client_open(const char *address)
{
	int fd = socket_open(address);

	if (connect(fd, (void *)&server, sizeof(server)))
		perror("# connect");
	return fd;
}

/* Whether the answer to a client has a text */
static bool client_gets(int fd, const char *accept, const char *text)
{
	char buffer[4096];
	size_t size = 0;
	ssize_t len;

	len = snprintf(buffer, sizeof(buffer), "GET /metrics HTTP/1.1\r\n"
		       "Host: x\r\nAccept: %s\r\nConnection: close\r\n\r\n",
		       accept);
	send(fd, buffer, len, MSG_NOSIGNAL);
	while ((len = recv(fd, buffer + size, sizeof(buffer) - 1 - size,
			   0)) > 0)
		size += len;
	buffer[size] = '\0';
	close(fd);
	if (strstr(buffer, text))
		return true;
	printf("# got: %s\n", buffer);
	return false;
}

/* ------------------------------------------------------------------------ */
/* Tests                                                                    */
/* ------------------------------------------------------------------------ */

static void test_kept(void)
{
	const char *from = "127.0.0.3", *open = "application/openmetrics-text";

	tap_ok(client_gets(client_open(from), "*/*", "text 1\n"), "an answer");
	tap_ok(client_gets(client_open(from), "*/*", "text 1\n"),
	       "the next one is the same, without a dump");
	tap_ok(client_gets(client_open(from), open, "open 2\n"),
	       "the other format has an answer of its own");
	seconds++;
	tap_ok(client_gets(client_open(from), "*/*", "text 3\n"),
	       "a second later there is a new one");
	driver_error = -ENODEV;
	tap_ok(client_gets(client_open(from), "*/*", "text 3\n"),
	       "for a second it may outlive the driver");
	seconds++;
	tap_ok(client_gets(client_open(from), "*/*", " 503 "), "and no longer");
	driver_error = 0;
	tap_ok(client_gets(client_open(from), "*/*", "text 4\n"),
	       "a failure is not kept");
}

static void test_limit(void)
{
	int fds[4], i;

	for (i = 0; i < 4; i++)
		fds[i] = client_open("127.0.0.1");
	tap_ok(!client_gets(client_open("127.0.0.1"), "*/*", "text"),
	       "a fifth connection of one client is refused");
	tap_ok(client_gets(client_open("127.0.0.2"), "*/*", "text 4\n"),
	       "another client gets its answer");
	for (i = 0; i < 4; i++)
		close(fds[i]);
}

static void *server_run(void *context)
{
	*(int *)context = serve(0);
	return NULL;
}

int main(void)
{
	socklen_t size = sizeof(server);
	pthread_t thread;
	sigset_t signals;
	int fd = socket_open("127.0.0.1"), status = -1;
	char pid[16];

	if (listen(fd, 64) || getsockname(fd, (void *)&server, &size) ||
	    dup2(fd, LISTEN_FD) < 0) {
		perror("# listen");
		return 1;
	}
	snprintf(pid, sizeof(pid), "%d", getpid());
	setenv("LISTEN_PID", pid, 1);
	setenv("LISTEN_FDS", "1", 1);
	sigfillset(&signals);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	pthread_create(&thread, NULL, server_run, &status);
	test_kept();
	test_limit();
	pthread_kill(thread, SIGTERM);
	pthread_join(thread, NULL);
	tap_is(status, 0, "SIGTERM ends it");
	return tap_done();
}
