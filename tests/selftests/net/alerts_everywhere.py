#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Each channel reports a crossing once: our family, uevents of hwmon,
poll(2), and the thermal family.
"""

import contextlib
import os
import pathlib
import select
import socket
import time

from lib import crossings, tap
from lib.crossings import FAST_MS, HA, HW, LW, MEDIA, MODULE, MONITOR, Key
from lib.genl import Family, number

TRIP_UP, TRIP_DOWN = 5, 6
NETLINK_KOBJECT_UEVENT = 15


class Uevents:
    """The uevents of hwmon devices."""

    def __init__(self):
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW,
                                  NETLINK_KOBJECT_UEVENT)
        self.sock.bind((0, 1))
        self.sock.setblocking(False)

    def take(self):
        """Names of the attributes that have changed since the last call."""
        names = []
        with contextlib.suppress(BlockingIOError):
            while True:
                words = self.sock.recv(65536).decode(errors="replace")
                values = dict(word.split("=", 1) for word in
                              words.split("\0") if "=" in word)
                if values.get("SUBSYSTEM") == "hwmon" and "NAME" in values:
                    names.append((values["ACTION"], values["NAME"]))
        return sorted(names)


class Trips:
    """The events of the thermal family."""

    def __init__(self):
        self.family = Family("thermal")
        self.family.listen("event")
        self.family.sock.setblocking(False)

    def take(self):
        """Zone, trip and direction of the events since the last call."""
        found = []
        with contextlib.suppress(BlockingIOError):
            while True:
                command, attributes = self.family.event()
                if command in (TRIP_UP, TRIP_DOWN):
                    found.append((number(attributes[2]),
                                  number(attributes[5]),
                                  command == TRIP_UP))
        return sorted(found)


class Polled:
    """Files that are watched with poll(2)."""

    def __init__(self, paths):
        self.poll = select.epoll()
        self.handles = {}
        for path in paths:
            handle = os.open(path, os.O_RDONLY)
            os.read(handle, 64)
            self.handles[handle] = path
            self.poll.register(handle, select.EPOLLPRI | select.EPOLLERR)

    def take(self):
        """Names of the changed files since the last call; reads them."""
        names = set()
        for handle, _ in self.poll.poll(0):
            os.lseek(handle, 0, os.SEEK_SET)
            os.read(handle, 64)
            names.add(self.handles[handle].name)
        return names


def zone_of(cage):
    """Number of the thermal zone of a cage."""
    for path in pathlib.Path("/sys/class/thermal").glob("thermal_zone*"):
        if (path / "type").read_text().strip() == cage.name:
            return int(path.name.removeprefix("thermal_zone"))
    return None


class Channels:
    """All channels that report a module's crossings."""

    def __init__(self, port):
        self.port = port
        hwmon = next((port.cage / "device/hwmon").glob("hwmon*"))
        self.ear = crossings.Ear()
        self.uevents = Uevents()
        self.trips = Trips()
        self.polled = Polled([port.cage / "alerts/active",
                              hwmon / "temp1_max_alarm",
                              hwmon / "temp1_crit_alarm",
                              hwmon / "in0_max_alarm"])

    def told(self, line, alerts):
        """The events of each channel after a change."""
        before = len(self.ear.heard)
        self.port.set([line])
        crossings.wait(lambda: len(self.ear.heard) >= before + alerts)
        # A wrong second event would come soon.
        time.sleep(1)
        return (sorted((h.active, h.identity.key)
                       for h in self.ear.heard[before:]),
                self.uevents.take(), self.trips.take(), self.polled.take())


def temperature(level):
    """The key of an alert of the temperature."""
    return Key(MONITOR, "temperature", level, MODULE, 0)


def main():
    """Run one crossing after another."""
    t = tap.Tap()
    print("TAP version 13")
    crossings.modules_load()
    with crossings.ports(["1.6t-dr8"]) as (port,):
        port.pace(FAST_MS)
        time.sleep(0.5)
        zone = zone_of(port.cage)
        channels = Channels(port)
        vcc = Key(MONITOR, "vcc", HW, MODULE, 0)
        light = Key(MONITOR, "rx_power", LW, MEDIA, 1)
        # The settings, and the expected alerts, uevents, trips and files.
        rows = (
            ("temperature_c 72.5", [(True, temperature(HW))],
             ["temp1_max_alarm"], [(zone, 0, True)],
             {"active", "temp1_max_alarm"}),
            ("temperature_c 76", [(True, temperature(HA))],
             ["temp1_crit_alarm"], [(zone, 1, True)],
             {"active", "temp1_crit_alarm"}),
            ("temperature_c 45",
             [(False, temperature(HA)), (False, temperature(HW))],
             ["temp1_crit_alarm", "temp1_max_alarm"],
             [(zone, 0, False), (zone, 1, False)],
             {"active", "temp1_crit_alarm", "temp1_max_alarm"}),
            ("vcc_v 3.5", [(True, vcc)], ["in0_max_alarm"], [],
             {"active", "in0_max_alarm"}),
            ("vcc_v 3.3", [(False, vcc)], ["in0_max_alarm"], [],
             {"active", "in0_max_alarm"}),
            ("rx_power_mw 1 0.12", [(True, light)], ["power9_min_alarm"],
             [], {"active"}),
            ("rx_power_mw 1 1", [(False, light)],
             ["power9_min_alarm"], [], {"active"}),
        )
        for line, alerts, names, trips, files in rows:
            told = channels.told(line, len(alerts))
            t.same(told[0], sorted(alerts), f"{line}: alerts")
            t.same(told[1], [("change", name) for name in names],
                   f"{line}: uevents of hwmon")
            t.same(told[2], trips, f"{line}: trips")
            t.same(told[3], files, f"{line}: poll(2)")
        channels.ear.stop()
    t.done()


if __name__ == "__main__":
    main()
