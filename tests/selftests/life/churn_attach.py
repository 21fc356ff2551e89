#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# smp: 2
"""A cage is attached to a netdev and detached while others use the operations
that come and go with that.

Ethtool looks for operations, waits for RTNL, and then calls them: code that
takes them away meanwhile must know. RTNL is kept busy, so that there is much
waiting.
CMIS_SECONDS is for how long; on slow machines it takes longer, so that all have
got somewhere.
"""

import multiprocessing
import os
import subprocess
import time

from lib import churn_world as world
from lib import klog, tap
from lib.churn_actors import (E_ADDRESS, E_BANK, E_LENGTH, E_OFFSET, E_PAGE,
                              E_POLICY, EEPROM_GET, MODULE_SET, header)
from lib.churn_world import CAGES, write
from lib.crossings import C_NAME, C_NETDEV, SET
from lib.genl import Family, Refused, pack

SECONDS = int(os.environ.get("CMIS_SECONDS") or 12)
# The wanted number of operations, and the time limit
WORKED_MIN, SECONDS_MAX = 3, 180
NETDEV = "churn0"

context = multiprocessing.get_context("fork")


def asks(family, command, *attributes):
    """Send one request; return whether it worked."""
    try:
        family.request(command, b"".join(attributes))
        return True
    except Refused:
        return False


def powers():
    """Change the power policy of the netdev's module."""
    family = Family("ethtool", timeout=SECONDS_MAX)
    policy = 1
    while True:
        yield asks(family, MODULE_SET, header(NETDEV),
                   pack(E_POLICY, bytes([policy])))
        policy = 3 - policy


def reads():
    """Read the module's memory through the netdev."""
    family = Family("ethtool", timeout=SECONDS_MAX)
    where = (pack(E_PAGE, b"\0") + pack(E_BANK, b"\0") +
             pack(E_ADDRESS, b"\x50") + pack(E_OFFSET, 0) +
             pack(E_LENGTH, 8))
    while True:
        yield asks(family, EEPROM_GET, header(NETDEV), where)


def attaches():
    """Attach and detach, through the file and by netlink."""
    cage = CAGES / "cmis0"
    family = Family("cmis", timeout=SECONDS_MAX)
    while True:
        yield write(cage / "netdev", NETDEV)
        yield write(cage / "netdev", "\n")
        for name in (NETDEV, ""):
            yield asks(family, SET, pack(C_NAME, cage.name),
                       pack(C_NETDEV, name))


def renames():
    """Keep RTNL busy."""
    while True:
        yield world.run("ip", "link", "add", "churn1", "type", "dummy")
        yield world.run("ip", "link", "del", "churn1")


class Worker:
    """A process that repeats one of these functions."""

    def __init__(self, steps):
        self.name = steps.__name__
        self.pipe, theirs = context.Pipe()
        context.Process(target=self.run, args=(steps, theirs),
                        daemon=True).start()

    @staticmethod
    def run(steps, pipe):
        """Print the counts once a second."""
        done = worked = 0
        said = time.monotonic()
        for result in steps():
            done, worked = done + 1, worked + result
            if time.monotonic() > said + 1:
                pipe.send((done, worked))
                said = time.monotonic()
            if pipe.poll():
                break
        pipe.send((done, worked))
        pipe.send(None)

    def result(self, ended):
        """The last (done, worked) that the process printed."""
        found = (0, 0)
        while self.pipe.poll(SECONDS_MAX if ended else 0):
            said = self.pipe.recv()
            if said is None:
                return found
            found = said
        return (0, 0) if ended else found


def together(all_steps):
    """Run all processes for a while; return (name, done, worked) of each."""
    workers = [Worker(steps) for steps in all_steps]
    worked = {}
    start = time.monotonic()
    while (taken := time.monotonic() - start) < SECONDS_MAX:
        for worker in workers:
            worked[worker] = max(worked.get(worker, 0),
                                 worker.result(False)[1])
        if taken > SECONDS and min(worked.values()) >= WORKED_MIN:
            break
        time.sleep(0.5)
    for worker in workers:
        worker.pipe.send(None)
    return [(worker.name, *worker.result(True)) for worker in workers]


def main():
    """Run the test."""
    out = tap.Tap()
    log = klog.Log("churn_attach")
    world.load("dummy", *world.MODULES[::-1])
    world.run("mount", "-t", "configfs", "none", "/sys/kernel/config")
    before = world.inventory()
    out.same(world.works(), None, "a cage works")
    world.run("ip", "link", "add", NETDEV, "type", "dummy")
    for name, done, worked in together((powers, powers, reads, attaches,
                                        renames)):
        print(f"# {name}: {worked} of {done} worked", flush=True)
        out.ok(worked, f"{name}: ends, and some of it works")
    out.ok(write(CAGES / "cmis0/netdev", NETDEV), "it still can be attached")
    out.ok(write(CAGES / "cmis0/netdev", "\n"), "and detached")
    done = subprocess.run(["ethtool", "-m", NETDEV], check=False,
                          capture_output=True, text=True)
    out.ok("not supported" in done.stderr,
           "whereupon it has its own operations again", done.stderr)
    out.ok(write("/sys/bus/i2c/drivers/cmis/unbind",
                 (CAGES / "cmis0/device").resolve().name), "the cage goes")
    out.ok(world.unload_all(), "and all modules")
    for kind, left in world.surplus(before).items():
        out.ok(False, f"{kind} are left: {left}")
    out.same(log.reports(), [], "the kernel has nothing to report")
    out.done()


if __name__ == "__main__":
    main()
