#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: alert rules do not depend on the kernel
# timeout: 600
"""Alerts of observables: a value beyond its thresholds is told once, with its
numbers; so is one that was there for a moment only.

The thresholds are those of the simulator's 1.6t-dr8: error ratios of the media
side 2.4e-4 and 1e-5, SNR 16 dB and 18 dB, lasers 75 and 70 degrees.
"""

import os
import subprocess
import sys
import time

from lib import SIM, crossings, tap, wait
from lib.crossings import HA, HW, LW, MEDIA
from lib.nlspec import Cmis
from lib.observables import Cage, FAST_MS

SLOW_MS = 3600000
CMISCTL = "cmisctl"


def live(event):
    """Whether a monitor is no statistic; statistics follow later."""
    return not event["monitor"]["statistic"]


def of_vdm(event):
    """Whether an alert belongs to a monitor of VDM."""
    return 0 < event.get("monitor", {}).get("type", 0) < 256


class Listener:
    """The events of one cage's observables, but for statistics."""

    def __init__(self, cage):
        self.family = Cmis()
        self.family.listen("alerts")
        self.family.sock.settimeout(0.2)
        self.cage = cage
        self.heard = []
        self.statistics = []

    def take(self):
        """The events since the last call."""
        try:
            while True:
                name, event = self.family.hear()
                if (name == "alert-ntf" and of_vdm(event) and
                        event["cage-id"] == self.cage.id):
                    (self.heard if live(event) else
                     self.statistics).append(event)
        except TimeoutError:
            pass
        return self.heard

    def short(self):
        """(active, name, lane, level) of each, in turn."""
        return [(event["active"], event["monitor"]["name"], event.get("lane"),
                 event["level"]) for event in self.take()]

    def becomes(self, expected):
        """Whether exactly these events came; then forget them."""
        ok = wait(lambda: len(self.short()) >= len(expected))
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
        t.same(events[0]["monitor"]["type"], 15, "by its type")
        t.same(events[0]["side"], MEDIA, "by its side")
        t.same(events[0]["value"], (240, -7), "with its value")
        t.same(events[0]["threshold"], (1000, -8), "with its threshold")
    cage.set("lane3.media_pre_fec_ber=8e-6")
    told(t, listener, [], "below the threshold, but not by a quarter")
    cage.set("lane3.media_pre_fec_ber=7.5e-6")
    told(t, listener, [(0, "media_pre_fec_ber", 3, HW)],
         "back by a quarter it ends once")
    names = {event["monitor"]["name"] for event in listener.statistics}
    t.ok("media_pre_fec_ber_max" in names and
         all(name.startswith("media_pre_fec_ber_") for name in names),
         "its greatest value was told, too", str(names))


def test_integer(t, cage, listener):
    """SNR falls, a laser gets hot."""
    cage.set("lane8.media_snr_db=17.5")
    events = told(t, listener, [(1, "media_snr", 8, LW)], "a low SNR is told")
    if events:
        t.same(events[0]["value"], (17500, 0), "in thousandths of a dB")
        t.same(events[0]["threshold"], (18000, 0), "with its threshold")
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
    """A value of a data path has one alert, for its first lane."""
    cage.set("lane5.media_ferc=2e2")
    told(t, listener, [(1, "media_ferc", 1, HW)],
         "a path is told of by its first lane")
    cage.set("lane5.media_ferc=3")
    told(t, listener, [(0, "media_ferc", 1, HW)], "and it ends")


def test_blip(t, cage, listener, slow):
    """Beyond its threshold between two sweeps: the module has latched it."""
    slow.ask("settings-set", {"id": cage.id, "vdm-period-ms": SLOW_MS})
    cage.set("lane6.host_pre_fec_ber=2e-5")
    cage.set("lane6.host_pre_fec_ber=1e-8")
    cage.fast(slow)
    events = told(t, listener, [(1, "host_pre_fec_ber", 6, HA),
                                (1, "host_pre_fec_ber", 6, HW),
                                (0, "host_pre_fec_ber", 6, HA),
                                (0, "host_pre_fec_ber", 6, HW)],
                  "a short excess is told, and its end")
    if events:
        t.same(events[0]["hits"], 1, "it was set once")


def test_dump(t, cage, family):
    """Active alerts in a dump, in sysfs and in cmisctl."""
    cage.set("lane3.media_pre_fec_ber=3e-5")

    def active():
        return [alert for alert in family.ask("alert-get", dump=True)
                if of_vdm(alert) and live(alert)]

    t.ok(wait(lambda: len(active()) == 1), "a dump has what is active")
    t.ok(cage.value("alerts/last").startswith("media_pre_fec_ber"),
         "sysfs names it", cage.value("alerts/last"))
    said = subprocess.run([CMISCTL, "alerts"], check=True, text=True,
                          capture_output=True,
                          env=os.environ | {"COLUMNS": "160"}).stdout
    t.ok("media_pre_fec_ber high-warning lane 3: 3.000e-05 > 1.000e-05"
         in said, "cmisctl names it", said)
    every = family.ask("alert-get", {"all": True}, dump=True)
    t.ok(any(alert.get("monitor", {}).get("name") == "laser_temp"
             for alert in every), "a dump of all has what was",
         str(len(every)))
    cage.set("lane3.media_pre_fec_ber=2.4e-6")
    t.ok(wait(lambda: not active()), "and it is gone")


def test_removal(t, cage, listener):
    """An alert ends with its module."""
    cage.set("lane3.media_pre_fec_ber=2.4e-5")
    told(t, listener, [(1, "media_pre_fec_ber", 3, HW)], "it begins")
    subprocess.run([SIM, "remove", cage.port], check=True)
    told(t, listener, [(0, "media_pre_fec_ber", 3, HW)],
         "and ends with the module")


def test_interrupt(t, family):
    """With an interrupt line, alerts do not wait for a period."""
    cage = Cage("vdmirq", "--profile", "1.6t-dr8", "--irq")
    family.ask("settings-set", {
        "id": cage.id, "thermal-period-ms": SLOW_MS,
        "lanes-period-ms": SLOW_MS, "vdm-period-ms": SLOW_MS})
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
    family = Cmis()
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
