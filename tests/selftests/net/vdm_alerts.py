#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: alert rules are the same everywhere
# timeout: 600
"""Alerts of observables: a value beyond its thresholds is told once, with its
numbers; so is one that was there for a moment only.

The thresholds are those of the simulator's 1.6t-dr8: error ratios of the media
side 2.4e-4 and 1e-5, SNR 16 dB and 18 dB, lasers 75 and 70 degrees.
"""

import subprocess
import sys
import time

from lib import crossings, tap
from lib.crossings import ALERT_GET, ALERT_NTF, A_ALL
from lib.genl import Family, number, pack, signed, text, unpack
from lib.observables import Cage, FAST_MS, SIM, wait_for

A_CAGE, A_TYPE, A_LEVEL, A_SIDE, A_LANE, A_ACTIVE, A_SETS = 1, 3, 5, 6, 7, 8, 9
A_VALUE, A_THRESHOLD = 13, 14
A_OBSERVABLE, A_NAME, A_FLOAT, A_FLOAT_LIMIT = 22, 23, 24, 25
OBSERVABLE = 14
MANTISSA, EXPONENT = 1, 2
HA, HW, LW = 1, 4, 8
MEDIA = 2
SLOW_MS = 3600000
CMISCTL = "cmisctl"


def float_of(data):
    """(mantissa, exponent) of a nest."""
    nest = unpack(data)
    return number(nest[MANTISSA]), signed(nest[EXPONENT])


def live(event):
    """Whether it needs no freeze: statistics follow later."""
    return not text(event[A_NAME]).endswith(("_min", "_max", "_avg",
                                           "_total"))


class Listener:
    """The events of one cage's observables, but for statistics."""

    def __init__(self, cage):
        self.family = Family("cmis")
        self.family.listen("alerts")
        self.family.sock.settimeout(0.2)
        self.cage = cage
        self.heard = []
        self.statistics = []

    def take(self):
        """The events meanwhile."""
        try:
            while True:
                command, attributes = self.family.event()
                if (command == ALERT_NTF and
                        number(attributes[A_CAGE]) == self.cage.id and
                        number(attributes[A_TYPE]) == OBSERVABLE):
                    (self.heard if live(attributes) else
                     self.statistics).append(attributes)
        except TimeoutError:
            pass
        return self.heard

    def short(self):
        """(active, name, lane, level) of each, in turn."""
        return [(number(event[A_ACTIVE]), text(event[A_NAME]),
                 number(event[A_LANE]) if A_LANE in event else None,
                 number(event[A_LEVEL])) for event in self.take()]

    def becomes(self, expected):
        """Whether exactly that is told; then it is forgotten."""
        ok = wait_for(lambda: len(self.short()) >= len(expected))
        time.sleep(5 * FAST_MS / 1000)
        said = self.short()
        ok = ok and said == expected
        events, self.heard = self.heard, []
        return ok, said, events


def told(t, listener, expected, what):
    """Exactly these events come."""
    ok, said, events = listener.becomes(expected)
    t.ok(ok, what, str(said))
    return events if ok else None


def test_ratio(t, cage, listener):
    """An error ratio rises and falls."""
    cage.set("lane3.media_pre_fec_ber=9.99e-6")
    told(t, listener, [], "a ratio just below its threshold is no alert")
    cage.set("lane3.media_pre_fec_ber=2.4e-5")
    events = told(t, listener, [(1, "media_pre_fec_ber", 3, HW)],
                  "a ratio above its warning threshold is told once")
    if events:
        t.same(number(events[0][A_OBSERVABLE]), 15, "by its type")
        t.same(number(events[0][A_SIDE]), MEDIA, "by its side")
        t.same(float_of(events[0][A_FLOAT]), (240, -7), "with its value")
        t.same(float_of(events[0][A_FLOAT_LIMIT]), (1000, -8),
               "with its threshold")
        t.ok(A_VALUE not in events[0], "and with no integer")
    cage.set("lane3.media_pre_fec_ber=8e-6")
    told(t, listener, [], "below the threshold, but not by a quarter")
    cage.set("lane3.media_pre_fec_ber=7.5e-6")
    told(t, listener, [(0, "media_pre_fec_ber", 3, HW)],
         "back by a quarter it ends once")
    names = {text(event[A_NAME]) for event in listener.statistics}
    t.ok("media_pre_fec_ber_max" in names and
         all(name.startswith("media_pre_fec_ber_") for name in names),
         "its greatest value was told, too", str(names))


def test_integer(t, cage, listener):
    """SNR falls, a laser gets hot."""
    cage.set("lane8.media_snr_db=17.5")
    events = told(t, listener, [(1, "media_snr", 8, LW)], "a low SNR is told")
    if events:
        t.same(signed(events[0][A_VALUE]), 17500, "in thousandths of a dB")
        t.same(signed(events[0][A_THRESHOLD]), 18000, "with its threshold")
    cage.set("lane8.media_snr_db=20", "lane2.laser_temp_c=76")
    ok, said, _ = listener.becomes([None] * 3)
    t.same(sorted(said), [(0, "media_snr", 8, LW), (1, "laser_temp", 2, HA),
                          (1, "laser_temp", 2, HW)] if not ok else None,
           "SNR is back, and a laser is hot")
    cage.set("lane2.laser_temp_c=50")
    ok, said, _ = listener.becomes([None] * 2)
    t.same(sorted(said), [(0, "laser_temp", 2, HA), (0, "laser_temp", 2, HW)],
           "the laser has cooled down")


def test_path(t, cage, listener):
    """A value of a data path is told once, for its first lane."""
    cage.set("lane5.media_ferc=2e2")
    told(t, listener, [(1, "media_ferc", 1, HW)],
         "a path is told of by its first lane")
    cage.set("lane5.media_ferc=3")
    told(t, listener, [(0, "media_ferc", 1, HW)], "and it ends")


def test_blip(t, cage, listener, slow):
    """Beyond its threshold between two sweeps: the module has latched it."""
    slow.request(crossings.SET, pack(crossings.C_ID, cage.id) +
                 pack(28, SLOW_MS))
    cage.set("lane6.host_pre_fec_ber=2e-5")
    cage.set("lane6.host_pre_fec_ber=1e-8")
    cage.fast(slow)
    events = told(t, listener, [(1, "host_pre_fec_ber", 6, HA),
                                (1, "host_pre_fec_ber", 6, HW),
                                (0, "host_pre_fec_ber", 6, HA),
                                (0, "host_pre_fec_ber", 6, HW)],
                  "a short excess is told, and its end")
    if events:
        t.same(number(events[0][A_SETS]), 1, "it was set once")


def test_dump(t, cage, family):
    """Active alerts in a dump, in sysfs and for people."""
    cage.set("lane3.media_pre_fec_ber=3e-5")

    def active():
        return [unpacked for _, unpacked in
                family.request(ALERT_GET, dump=True)
                if number(unpacked[A_TYPE]) == OBSERVABLE and live(unpacked)]

    t.ok(wait_for(lambda: len(active()) == 1), "a dump has what is active")
    t.ok(cage.value("alerts/last").startswith("media_pre_fec_ber"),
         "sysfs names it", cage.value("alerts/last"))
    said = subprocess.run([CMISCTL, "alerts"], check=True, text=True,
                          capture_output=True).stdout
    t.ok("media_pre_fec_ber high-warning lane 3" in said and
         "3.000e-05 (threshold 1.000e-05)" in said, "cmisctl names it", said)
    every = family.request(ALERT_GET, pack(A_ALL, b""), dump=True)
    t.ok(any(text(unpacked.get(A_NAME, b"")) == "laser_temp"
             for _, unpacked in every), "a dump of all has what was",
         str(len(every)))
    cage.set("lane3.media_pre_fec_ber=2.4e-6")
    t.ok(wait_for(lambda: not active()), "and it is gone")


def test_removal(t, cage, listener):
    """An alert ends with its module."""
    cage.set("lane3.media_pre_fec_ber=2.4e-5")
    told(t, listener, [(1, "media_pre_fec_ber", 3, HW)], "it begins")
    subprocess.run([SIM, "remove", cage.port], check=True)
    told(t, listener, [(0, "media_pre_fec_ber", 3, HW)],
         "and ends with the module")


def test_interrupt(t, family):
    """With the line wired nobody waits for a period."""
    cage = Cage("vdmirq", "--profile", "1.6t-dr8", "--irq")
    family.request(crossings.SET, pack(crossings.C_ID, cage.id) +
                   pack(crossings.C_THERMAL_MS, SLOW_MS) +
                   pack(crossings.C_LANES_MS, SLOW_MS) + pack(28, SLOW_MS))
    time.sleep(1)
    listener = Listener(cage)
    cage.set("lane4.media_snr_db=17")
    told(t, listener, [(1, "media_snr", 4, LW)],
         "the line is enough to be told")
    cage.remove()


def main():
    """Loads the modules and runs the tests."""
    sys.stdout.reconfigure(line_buffering=True)
    t = tap.Tap()
    crossings.modules_load()
    family = Family("cmis")
    cage = Cage("vdmalert", "--profile", "1.6t-dr8")
    cage.fast(family)
    listener = Listener(cage)
    time.sleep(1)
    test_ratio(t, cage, listener)
    test_integer(t, cage, listener)
    test_path(t, cage, listener)
    test_blip(t, cage, listener, family)
    test_dump(t, cage, family)
    listener.take()
    listener.heard = []
    test_removal(t, cage, listener)
    cage.remove()
    test_interrupt(t, family)
    t.done()


if __name__ == "__main__":
    main()
