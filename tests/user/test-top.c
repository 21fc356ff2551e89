// SPDX-License-Identifier: GPL-2.0-only
/* cmisctl top on a terminal that goes away, and on a cage that does. */

#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#define ctl_fleet_collect test_collect
#include "../../tools/cmisctl/top.c"
#undef ctl_fleet_collect
#include "tap.h"

/* Seconds after which an endless loop is one */
#define ENDLESS_S	30

static void add_cage(struct ctl_fleet *fleet, uint32_t id)
{
	struct ctl_cage cage = { .id = id, .status = CMIS_CAGE_EMPTY };

	snprintf(cage.name, sizeof(cage.name), "cmis%u", id);
	ctl_list_add(&fleet->cages, &cage);
}

/* The driver has one cage. */
int test_collect(struct ctl_nl *nl, const char *cage, struct ctl_fleet *fleet)
{
	(void)nl;
	(void)cage;
	add_cage(fleet, 7);
	ctl_fleet_index(fleet);
	return 0;
}

static void test_gone_cage(void)
{
	struct screen screen = { .lanes = true, .selected = 7 };
	struct ctl_nl nl = { 0 };

	ctl_fleet_init(&screen.fleet);
	screen_update(&screen, &nl);
	tap_ok(screen.lanes, "the lanes of a cage stay");
	screen.selected = 5;
	screen_update(&screen, &nl);
	tap_ok(!screen.lanes, "but not if it goes: no lanes of another");
	ctl_fleet_free(&screen.fleet);
}

/* As under nohup: nothing but the failures says that the terminal is gone. */
static int top_on(const char *terminal)
{
	const struct ctl_options options = { .delay_s = 3600 };
	struct ctl_nl nl = { 0 };
	int fd = open(terminal, O_RDWR | O_NOCTTY);

	alarm(ENDLESS_S);
	dup2(fd, STDIN_FILENO);
	dup2(fd, STDOUT_FILENO);
	setenv("TERM", "xterm", 1);
	return ctl_top(&nl, &options) == -EIO ? 0 : 1;
}

static void test_gone_terminal(void)
{
	int terminal = posix_openpt(O_RDWR | O_NOCTTY), status = -1;
	const struct winsize size = { .ws_row = 50, .ws_col = 160 };
	char text[4096] = "";
	size_t len = 0;
	ssize_t got;
	pid_t child;

	if (terminal < 0 || unlockpt(terminal)) {
		tap_ok(false, "there is a terminal");
		return;
	}
	fcntl(terminal, F_SETFD, FD_CLOEXEC);
	ioctl(terminal, TIOCSWINSZ, &size);
	fflush(stdout);
	child = fork();
	if (!child) {
		snprintf(text, sizeof(text), "%s", ptsname(terminal));
		close(terminal);
		_exit(top_on(text));
	}
	/* It draws, so it has the terminal. */
	do {
		got = read(terminal, text + len, sizeof(text) - 1 - len);
		len += got > 0 ? got : 0;
		text[len] = '\0';
	} while (got > 0 && !strstr(text, "SERIAL") && len < sizeof(text) - 1);
	tap_ok(strstr(text, "SERIAL"), "top draws, and uses a wide terminal");
	close(terminal);
	waitpid(child, &status, 0);
	tap_ok(WIFEXITED(status) && !WEXITSTATUS(status),
	       "top ends with EIO if its terminal is gone");
}

int main(void)
{
	test_gone_cage();
	test_gone_terminal();
	return tap_done();
}
