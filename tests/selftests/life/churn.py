#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# smp: 2
"""All at once: modules are plugged and pulled, ports and buses come and go,
the driver is bound and unbound, its modules are unloaded and loaded, cages are
attached to netdevs, which are renamed, deleted and moved to another network
namespace; and others read, poll, dump and listen.

Each of them is a process, and has random numbers of its own, made of CMIS_SEED:
with the same seed each wants the same things in the same order. CMIS_CHURN is
how many operations each actor does, in rounds, so that none is much ahead. The
driver may refuse an operation. These must be true: each operation ends;
the kernel has nothing to report; a cage that is made then works;
all can be unloaded, and nothing is left behind.
"""

import multiprocessing
import os
import pathlib
import signal
import time

from lib import churn_actors, klog, tap
from lib import churn_world as world
from lib.crossings import seed_get

SEED = seed_get()
COUNT = int(os.environ.get("CMIS_CHURN") or 40)
ROUND = 5
# No operation takes so long, even on a slow machine.
STUCK_S = 500

context = multiprocessing.get_context("fork")


class Actor:
    """A process that repeats one kind of operation."""

    def __init__(self, number, act):
        self.act = act
        self.name = f"{act.__name__}{number}"
        self.ours, self.theirs = context.Pipe()
        self.done = self.worked = 0
        self.process = context.Process(target=self.run, name=self.name,
                                       daemon=True)
        self.process.start()

    def once(self, rng):
        """Do one operation. A listed name may be gone before it is used."""
        self.done += 1
        try:
            self.worked += bool(self.act(rng))
        except (FileNotFoundError, ProcessLookupError):
            pass

    def run(self):
        """Receive requests: a number of operations, 0 for no limit."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        rng = churn_actors.numbers(SEED, self.name)
        while (count := self.theirs.recv()) is not None:
            for _ in range(count):
                self.once(rng)
            while not count and not self.theirs.poll():
                self.once(rng)
            self.theirs.send((self.done, self.worked))

    def ask(self, count):
        """Request a number of operations; 0: until the next request."""
        self.ours.send(count)

    def answer(self):
        """Wait for the end of a request; return whether it ended."""
        try:
            if not self.ours.poll(STUCK_S):
                return False
            self.done, self.worked = self.ours.recv()
            return True
        except EOFError:
            return False

    def end(self):
        """Stop the process."""
        self.ours.send(None)
        self.process.join(STUCK_S)
        return self.process.exitcode == 0


def blocked_log():
    """Have the kernel log its blocked tasks."""
    pathlib.Path("/proc/sysrq-trigger").write_text("w", encoding="ascii")


def rounds(changers, log):
    """Run all rounds, up to the first defect; return the defect."""
    start = time.monotonic()
    for at in range(0, COUNT, ROUND):
        for actor in changers:
            actor.ask(min(ROUND, COUNT - at))
        if stuck := [a.name for a in changers if not a.answer()]:
            blocked_log()
            return f"stuck or dead after operation {at}: {stuck}"
        if reports := log.reports():
            return f"after operation {at}: {reports[0]}"
        if (at // ROUND) % 10 == 9:
            print(f"# {at + ROUND} operations each, "
                  f"{time.monotonic() - start:.0f} s", flush=True)
    return None


def churn(out, log):
    """Run all processes at once."""
    onlookers = [Actor(number, act) for number, act in
                 enumerate(churn_actors.ONLOOKERS)]
    changers = [Actor(number, act) for number, act in
                enumerate(churn_actors.CHANGERS)]
    for actor in onlookers:
        actor.ask(0)
    wrong = rounds(changers, log)
    out.ok(not wrong, f"{COUNT} operations of {len(changers)} end", wrong)
    for actor in onlookers:
        actor.ask(1)
        # One answer for each request
        if not (actor.answer() and actor.answer()):
            blocked_log()
            out.ok(False, f"{actor.name}: its operations end")
    for actor in (*changers, *onlookers):
        print(f"# {actor.name}: {actor.worked} of {actor.done} worked")
        out.ok(actor.end(), f"{actor.name} ends well")
    # An operation may always fail in one process, but not in all.
    for actors in changers, onlookers:
        done, worked = (sum(getattr(actor, name) for actor in actors)
                        for name in ("done", "worked"))
        out.ok(worked > done // 20, f"many of {done} operations work",
               f"{worked} do")


def main():
    """Run the whole test."""
    out = tap.Tap()
    print(f"# CMIS_SEED={SEED} CMIS_CHURN={COUNT} on {os.cpu_count()} CPUs",
          flush=True)
    log = klog.Log("churn")
    before = start()
    churn(out, log)
    out.same(world.works(), None, "a cage that is made now works")
    out.same(world.all_gone(before), {}, "all goes, and nothing is left")
    out.same(log.reports(), [], "the kernel has nothing to report")
    out.done()


def start():
    """Take the inventory, then make all objects of the test."""
    world.load("dummy")
    # Objects that only the first use makes
    world.run("modprobe", "-a", *world.MODULES)
    world.run("mount", "-t", "configfs", "none", "/sys/kernel/config")
    world.unload_all()
    before = world.inventory()
    world.load(*world.MODULES[::-1])
    world.space_add()
    for name, profile in zip(world.PORT_NAMES, world.PROFILES):
        world.port_start(name, profile, True)
    return before


if __name__ == "__main__":
    main()
