#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: long; netlink has the interface
# timeout: 900
"""Dumps of very many cages, while cages and modules come and go: nothing is
shown twice or mixed, changes meanwhile are flagged, and another dump has the
truth. CMIS_CAGES in the environment says how many.
"""

import collections
import contextlib
import os
import pathlib
import random
import socket
import subprocess
import time

from lib import CAGES, PORTS, crossings, tap
from lib.crossings import (ALERT_GET, FAST_MS, LANE_GET, MODULE_GET,
                           MONITOR_GET, SLOW_MS)
from lib.genl import (NETLINK_GENERIC, NLM_F_DUMP, NLMSG_DONE, NLMSG_ERROR,
                      Family, unpack)
from lib.nlspec import SPEC

COUNT = int(os.environ.get("CMIS_CAGES", "512"))
# One cage of this many has lanes and monitors; the others are copper.
LANED_EVERY = 8
NLM_F_DUMP_INTR = 0x10
# A receive buffer that makes a dump come in many pieces.
PIECE = 4096
NAMES = {MODULE_GET: "modules", MONITOR_GET: "monitors", LANE_GET: "lanes",
         ALERT_GET: "alerts"}


def port_add(name, profile):
    """A port with a module, at once."""
    port = PORTS / name
    port.mkdir()
    (port / "init_ms").write_text("1")
    (port / "profile").write_text(profile)
    (port / "present").write_text("1")
    (port / "live").write_text("1")
    return port


class Ports:
    """All ports, and the ports that come and go."""

    def __init__(self):
        self.names = []
        self.next = 0

    def add(self, profile):
        """Add a port."""
        port_add(f"d{self.next}", profile)
        self.names.append(f"d{self.next}")
        self.next += 1

    def remove(self, name):
        """Delete a port."""
        (PORTS / name).rmdir()
        self.names.remove(name)

    def clear(self):
        """Delete all ports."""
        for name in list(self.names):
            self.remove(name)


def cages_truth():
    """Generation by number of the cages that there are, by sysfs."""
    found = {}
    for cage in CAGES.iterdir():
        with contextlib.suppress(OSError):
            found[int(cage.name.removeprefix("cmis"))] = \
                int((cage / "generation").read_text())
    return found


def cage_of(port):
    """Number of a port's cage."""
    bus = (PORTS / port / "bus").read_text().strip()
    folder = pathlib.Path(f"/sys/bus/i2c/devices/{bus}-0050/cmis")
    return int(next(folder.iterdir()).name.removeprefix("cmis"))


def all_ready():
    """Whether each cage has its module."""
    for cage in CAGES.iterdir():
        with contextlib.suppress(OSError):
            if (cage / "status").read_text() != "ready\n":
                return False
    return True


class Dump:
    """The messages of a dump."""

    def __init__(self, command, between=lambda pieces: None):
        family = Family("cmis")
        # The kernel makes pieces as long as the longest that was received.
        family.sock.close()
        family.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW,
                                    NETLINK_GENERIC)
        family.sock.settimeout(60)
        family.send(command, b"", NLM_F_DUMP)
        self.kind = next(o.attribute_set for o in SPEC.operations.values()
                         if o.number == command)
        self.messages = []
        self.interrupted = False
        self.pieces = 0
        while self.receive(family.sock.recv(PIECE)):
            self.pieces += 1
            between(self.pieces)
        family.sock.close()

    def receive(self, data):
        """One piece; whether there are more."""
        while data:
            length, kind, flags = (int.from_bytes(data[0:4], "little"),
                                   int.from_bytes(data[4:6], "little"),
                                   int.from_bytes(data[6:8], "little"))
            self.interrupted |= bool(flags & NLM_F_DUMP_INTR)
            if kind == NLMSG_ERROR:
                raise OSError("the dump failed")
            if kind == NLMSG_DONE:
                return False
            self.messages.append(SPEC.decode(self.kind,
                                             unpack(data[20:length])))
            if length > len(data):
                raise OSError("a piece was cut off")
            data = data[(length + 3) & ~3:]
        return True

    def keys(self, command):
        """The key of each message."""
        if command == MODULE_GET:
            return [(m["id"],) for m in self.messages]
        return [(m["cage-id"], m["generation"], m.get("kind"),
                 m.get("monitor", {}).get("type"), m.get("level"),
                 m.get("lane", m.get("monitor", {}).get("lane")))
                for m in self.messages]

    def generations(self, command):
        """The generations of each cage in a dump."""
        found = collections.defaultdict(set)
        for message in self.messages:
            cage = message["id" if command == MODULE_GET else "cage-id"]
            found[cage].add(message["generation"])
        return found


def test_quiet(t, command, per_cage):
    """Without a change, a dump has each cage once."""
    dump = Dump(command)
    keys = dump.keys(command)
    t.ok(not dump.interrupted, f"{NAMES[command]}: not interrupted")
    t.same(len(keys), sum(per_cage.values()),
           f"{NAMES[command]}: as many as there are, in {dump.pieces} pieces")
    t.same(len(set(keys)), len(keys), f"{NAMES[command]}: each once")
    t.ok(collections.Counter(key[0] for key in keys) == per_cage,
         f"{NAMES[command]}: of the right cages")


class Churn:
    """Cages and modules come and go between the pieces of a dump."""

    def __init__(self, rng, ports, profile, every):
        self.rng = rng
        self.every = every
        self.ports = ports
        self.profile = profile
        self.touched = set()
        self.changes = 0

    def __call__(self, pieces):
        if pieces % self.every or self.changes >= 12:
            return
        self.changes += 1
        what = self.changes % 3
        if what == 0:
            self.ports.add(self.profile)
            return
        name = self.rng.choice(self.ports.names)
        self.touched.add(cage_of(name))
        if what == 1:
            self.ports.remove(name)
        else:
            self.swap(name)

    @staticmethod
    def swap(name):
        """Plug another module into the same cage during a dump."""
        number_of = cage_of(name)
        cage = CAGES / f"cmis{number_of}"
        (cage / "thermal_period_ms").write_text(str(FAST_MS))
        generation = (cage / "generation").read_text()
        (PORTS / name / "present").write_text("0")
        crossings.wait(lambda: (cage / "status").read_text() != "ready\n")
        (PORTS / name / "present").write_text("1")
        crossings.wait(lambda: (cage / "status").read_text() == "ready\n")
        (cage / "thermal_period_ms").write_text(str(SLOW_MS))
        assert (cage / "generation").read_text() != generation


def test_churn(t, command, rng, ports):
    """Add and delete cages during dumps."""
    name = NAMES[command]
    churn = Churn(rng, ports, rng.choice(("copper", "400g-dr4")),
                  1 if command == ALERT_GET else 3)
    before = cages_truth()
    counts = collections.Counter(key[0] for key in Dump(command).keys(command))
    dump = Dump(command, churn)
    keys = dump.keys(command)
    t.ok(churn.changes >= 3, f"{name}: {churn.changes} changes during a dump "
         f"of {dump.pieces} pieces")
    t.ok(dump.interrupted, f"{name}: it is flagged as interrupted")
    t.same(len(set(keys)), len(keys), f"{name}: nothing is there twice")
    calm = set(before) - churn.touched
    found = collections.Counter(key[0] for key in keys)
    t.same({cage: found[cage] for cage in calm},
           {cage: counts[cage] for cage in calm},
           f"{name}: {len(calm)} cages that stayed are whole")
    t.ok(all(generations == {before[cage]} for cage, generations in
             dump.generations(command).items() if cage in calm),
         f"{name}: and of their own module")
    crossings.wait(all_ready)
    for _ in range(5):
        dump = Dump(command)
        if not dump.interrupted:
            break
        time.sleep(1)
    truth = cages_truth()
    t.ok(not dump.interrupted and
         all(generations == {truth[cage]} for cage, generations in
             dump.generations(command).items()),
         f"{name}: who asks again has the truth")
    if command == MODULE_GET:
        t.same({key[0] for key in dump.keys(command)}, set(truth),
               f"{name}: of all cages")


def modules_load():
    """The driver, with modules that are read when this test says so."""
    subprocess.run(["modprobe", "-ra", "cmis_sim_mac", "cmis_sim", "cmis_i2c",
                    "cmis_attach", "cmis"], check=False, stderr=subprocess.DEVNULL)
    subprocess.run(["modprobe", "cmis", f"thermal_period_ms={SLOW_MS}",
                    f"lanes_period_ms={SLOW_MS}"], check=True)
    crossings.modules_load()
    period = pathlib.Path("/sys/module/cmis/parameters/thermal_period_ms")
    return period.read_text().strip() == str(SLOW_MS)


def alerts_make(laned):
    """Two active alerts in each cage that has lanes."""
    for name in laned:
        (PORTS / name / "set").write_text("temperature_c 90")
        cage = CAGES / f"cmis{cage_of(name)}"
        (cage / "thermal_period_ms").write_text(str(SLOW_MS))
    crossings.wait(lambda: all(
        (CAGES / f"cmis{cage_of(name)}/alerts/active").read_text() == "2\n"
        for name in laned))


def alerts_many(name):
    """Alerts of six kinds on each of 16 lanes; how many are active."""
    cage = CAGES / f"cmis{cage_of(name)}"
    (cage / "lanes_period_ms").write_text(str(FAST_MS))
    for kind in ("tx_fault", "tx_los", "tx_cdr_lol", "tx_adapt_eq_fail",
                 "rx_los", "rx_cdr_lol"):
        for lane in range(1, 17):
            (PORTS / name / "set").write_text(f"{kind} {lane} 1")
    active = cage / "alerts/active"
    crossings.wait(lambda: int(active.read_text()) >= 96)
    (cage / "lanes_period_ms").write_text(str(SLOW_MS))
    return int(active.read_text())


def test_swap(t):
    """Plug another module during a dump of the cage's alerts."""
    port_add("swap", "3.2t-dr16")
    crossings.wait(all_ready)
    many = [alerts_many("swap")]

    def swap(pieces):
        if pieces == 1:
            Churn.swap("swap")
            many.append(alerts_many("swap"))

    dump = Dump(ALERT_GET, swap)
    found = collections.Counter(key[1] for key in dump.keys(ALERT_GET)
                                if key[0] == cage_of("swap"))
    t.ok(len(many) == 2 and 0 < found[1] < many[0],
         "alerts: another module comes in the midst of one's",
         f"{found} of {many}")
    t.same(found[2], many[-1], "alerts: those of the new one are whole")
    (PORTS / "swap").rmdir()


def main():
    """Run all parts."""
    t = tap.Tap()
    print("TAP version 13")
    rng = random.Random(crossings.seed_get())
    ports = Ports()
    t.ok(modules_load(), "the driver reads modules seldom")
    try:
        test_swap(t)
        start = time.monotonic()
        for index in range(COUNT):
            ports.add("copper" if index % LANED_EVERY else "400g-dr4")
        t.ok(crossings.wait(all_ready, 120), f"{COUNT} cages, "
             f"{time.monotonic() - start:.0f} s")
        laned = ports.names[::LANED_EVERY]
        alerts_make(laned)
        lanes = {cage_of(name): 8 for name in laned}
        test_quiet(t, MODULE_GET, {cage: 1 for cage in cages_truth()})
        # Temperature, supply, laser; three of each of 4 media lanes.
        test_quiet(t, MONITOR_GET, {cage: 3 + 3 * 4 for cage in lanes})
        test_quiet(t, LANE_GET, lanes)
        test_quiet(t, ALERT_GET, {cage: 2 for cage in lanes})
        for command in NAMES:
            test_churn(t, command, rng, ports)
    finally:
        ports.clear()
        if (PORTS / "swap").exists():
            (PORTS / "swap").rmdir()
        subprocess.run(["modprobe", "-ra", "cmis_sim", "cmis_i2c", "cmis"],
                       check=False)
    t.done()


if __name__ == "__main__":
    main()
