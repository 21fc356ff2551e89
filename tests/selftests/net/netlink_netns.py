#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Network namespaces other than the first see the cages of their own netdevs,
by requests, dumps and notifications, and no others.
"""

import errno
import os
import subprocess

from lib import crossings, tap
from lib.crossings import (ALERT_GET, A_CAGE, C_ID, C_NETDEV, C_STALE, FAST_MS,
                           LANE_GET, MODULE_GET, MONITOR_GET, SET)
from lib.genl import Family, Refused, number, pack, text
from lib.nlspec import SPEC

SPACE = "cmis-other"
MACS = "/sys/kernel/config/cmis-sim-mac"


def ip(*words):
    """Change links and namespaces."""
    subprocess.run(["ip", *words], check=True)


class Inside:
    """Sockets of another network namespace."""

    def __init__(self, space):
        self.own = os.open("/proc/self/ns/net", os.O_RDONLY)
        self.other = os.open(f"/run/netns/{space}", os.O_RDONLY)

    def family(self, groups=()):
        """The family, as the other namespace sees it."""
        os.setns(self.other, os.CLONE_NEWNET)
        try:
            family = Family("cmis")
            for group in groups:
                family.listen(group)
            return family
        finally:
            os.setns(self.own, os.CLONE_NEWNET)


def dumped(family, command, attribute):
    """Numbers of the cages in a dump."""
    return sorted({number(m[attribute]) for _, m in
                   family.request(command, dump=True)})


def seen(family):
    """Numbers of the cages in each of the dumps."""
    return [dumped(family, MODULE_GET, C_ID),
            dumped(family, MONITOR_GET, A_CAGE),
            dumped(family, LANE_GET, A_CAGE),
            dumped(family, ALERT_GET, A_CAGE)]


def refusal(family, command, attributes):
    """The error that a request gets."""
    try:
        family.request(command, attributes)
        return "none"
    except Refused as refused:
        return f"{errno.errorcode[refused.errno]} {refused.text}"


def refusals(family, cage):
    """The errors that each request about a cage gets."""
    requests = ((MODULE_GET, pack(C_ID, cage)),
                (MONITOR_GET, SPEC.encode("reading", {
                    "cage-id": cage, "monitor": {"name": "temperature"}})),
                (LANE_GET, SPEC.encode("lane", {"cage-id": cage, "lane": 1})),
                (ALERT_GET, pack(A_CAGE, cage)),
                (SET, pack(C_ID, cage) + pack(C_STALE, 7)))
    return [refusal(family, *request) for request in requests]


# Requests that change hardware, and their sets of attributes
CHANGES = {"control-set": "control", "confirm": "control",
           "loopback-set": "loopback", "test-act": "test",
           "laser-set": "lane", "port-set": "claim", "module-act": "action"}


def changes(family, cage):
    """The errors that each change of the hardware of a cage gets."""
    found = {}
    for name, attributes in CHANGES.items():
        values = {"cage-id": cage}
        if name == "module-act":
            values["action"] = 0
        found[name] = refusal(family, *SPEC.commands(name),
                              SPEC.encode(attributes, values))
    return found


NO_CAGE = "ENODEV no such cage in this network namespace"


def events(family):
    """Numbers of the cages in all waiting notifications."""
    family.sock.setblocking(False)
    found = set()
    while True:
        try:
            # The cage's number is first in both sets of attributes.
            found.add(number(family.event()[1][1]))
        except BlockingIOError:
            return sorted(found)


def test_space(t, ports, inside):
    """Move a MAC driver's netdev there and back."""
    mine, other = ports
    alien = inside.family(("alerts", "modules"))
    native = crossings.Ear()
    for port in ports:
        port.set(["temperature_c 90"])
    crossings.wait(lambda: len(native.heard) == 4)
    everything = [[0, 1]] * 4
    t.same(seen(alien), [[]] * 4, "nothing is seen at first")
    t.same(events(alien), [], "nor heard")
    t.same(refusals(alien, mine.id), [NO_CAGE] * 5, "nor found")

    ip("link", "set", "simmac0", "netns", SPACE)
    t.same(seen(alien), [[mine.id]] * 4, "a netdev brings its cage along")
    t.same([text(m[C_NETDEV]) for _, m in
            alien.request(MODULE_GET, dump=True)], ["simmac0"],
           "and has its name")
    t.same(refusals(alien, mine.id), ["none"] * 5, "which can be asked for")
    t.same(mine.value("stale_sweeps"), "7", "and set")
    t.same(refusals(alien, other.id), [NO_CAGE] * 5, "the other one cannot")
    t.same(other.value("stale_sweeps"), "3", "nor set")
    t.same(changes(alien, mine.id), dict.fromkeys(
        CHANGES, "EPERM not in this network namespace"),
           "but the hardware belongs to the first namespace")
    t.same(seen(Family("cmis")), everything,
           "the first namespace sees both")
    t.same(subprocess.run(["ip", "netns", "exec", SPACE, "ethtool", "-m",
                           "simmac0"], check=False, capture_output=True
                          ).returncode, 0, "ethtool -m works there")
    events(alien)
    for port in ports:
        port.set(["temperature_c 45"])
    crossings.wait(lambda: len(native.heard) == 8)
    t.same(events(alien), [mine.id], "its notifications are heard there")
    t.same({h.identity.cage for h in native.heard[4:]}, {mine.id, other.id},
           "and those of both in the first")
    ip("-n", SPACE, "link", "set", "simmac0", "name", "port0")
    t.same(mine.value("netdev"), "port0", "its name is followed")

    native.stop()
    alien.sock.close()


def main():
    """Run the test."""
    t = tap.Tap()
    print("TAP version 13")
    crossings.modules_load()
    subprocess.run(["modprobe", "cmis_sim_mac"], check=True)
    with crossings.ports(["1.6t-dr8", "400g-dr4"]) as ports:
        for port in ports:
            port.pace(FAST_MS)
        os.mkdir(f"{MACS}/simmac0")
        try:
            with open(f"{MACS}/simmac0/cage", "w", encoding="ascii") as file:
                file.write(ports[0].cage.name)
            ip("netns", "add", SPACE)
            inside = Inside(SPACE)
            test_space(t, ports, inside)
            # The last reference to the namespace goes; its netdevs come home.
            os.close(inside.other)
            ip("netns", "del", SPACE)
            t.ok(crossings.wait(lambda: os.path.isdir(
                "/sys/class/net/port0"), 20), "the namespace goes")
            t.same(ports[0].value("netdev"), "port0",
                   "the cage comes back with its netdev")
            t.same(seen(Family("cmis"))[0], [0, 1],
                   "the first namespace sees both, as ever")
        finally:
            os.rmdir(f"{MACS}/simmac0")
        t.same(ports[0].value("netdev"), "", "without its MAC driver it "
               "belongs to nobody")
    t.done()


if __name__ == "__main__":
    main()
