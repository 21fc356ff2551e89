#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# smp: 2
"""A cage is attached to a netdev and detached while others use the operations
that come and go with that.

Ethtool looks for operations, waits for RTNL, and then calls them: whoever takes
them away meanwhile must know. RTNL is kept busy, so that there is much waiting.
CMIS_SECONDS is for how long.
"""

import multiprocessing
import os
import subprocess
import time

import churn_world as world
import klog
import tap
from churn_actors import (E_ADDRESS, E_BANK, E_LENGTH, E_OFFSET, E_PAGE,
                          E_POLICY, EEPROM_GET, MODULE_SET, header)
from churn_world import CAGES, write
from crossings import C_NAME, C_NETDEV, SET
from genl import Family, Refused, pack

SECONDS = int(os.environ.get("CMIS_SECONDS") or 12)
NETDEV = "churn0"

context = multiprocessing.get_context("fork")


def asks(family, command, *attributes):
    """Ask for one thing; whether it has been done."""
    try:
        family.request(command, b"".join(attributes))
        return True
    except Refused:
        return False


def powers():
    """Change the power policy of the netdev's module."""
    family = Family("ethtool")
    policy = 1
    while True:
        yield asks(family, MODULE_SET, header(NETDEV),
                   pack(E_POLICY, bytes([policy])))
        policy = 3 - policy


def reads():
    """Read the module's memory through the netdev."""
    family = Family("ethtool")
    where = (pack(E_PAGE, b"\0") + pack(E_BANK, b"\0") +
             pack(E_ADDRESS, b"\x50") + pack(E_OFFSET, 0) +
             pack(E_LENGTH, 8))
    while True:
        yield asks(family, EEPROM_GET, header(NETDEV), where)


def attaches():
    """Attach and detach, through the file and by netlink."""
    cage = CAGES / "cmis0"
    family = Family("cmis")
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


def work(steps, pipe):
    """Do that for a while; say how often, and how often it worked."""
    done = worked = 0
    end = time.monotonic() + SECONDS
    for result in steps():
        done, worked = done + 1, worked + result
        if time.monotonic() > end:
            break
    pipe.send((done, worked))


def main():
    """All of them at once."""
    out = tap.Tap()
    log = klog.Log("churn_attach")
    world.load("dummy", *world.MODULES[::-1])
    world.run("mount", "-t", "configfs", "none", "/sys/kernel/config")
    before = world.inventory()
    out.same(world.works(), None, "a cage works")
    world.run("ip", "link", "add", NETDEV, "type", "dummy")
    found = []
    for steps in (powers, powers, reads, attaches, renames):
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(steps, theirs),
                                  daemon=True)
        process.start()
        found.append((steps.__name__, ours))
    for name, ours in found:
        ended = ours.poll(SECONDS + 120)
        done, worked = ours.recv() if ended else (0, 0)
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
