#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: fields do not depend on the kernel
"""Tracepoints: the fields of each event, and each event seen with the right
ones. Fields are an interface: a change of FIELDS breaks programs. On the way, a
lane comes back worse, and a limit is ahead of bins that a program restores.
"""

import os
import pathlib
import re
import struct
import subprocess
import time

from lib import CAGES, record, sim, tap, wait
from lib.crossings import KIND
from lib.genl import Refused
from lib.nlspec import Cmis

TRACING = pathlib.Path("/sys/kernel/tracing")
PORT, NETDEV = "tp", "cmistp0"
FIELDS = {
    "xfer": "bank page offset len write tries us err",
    "sweep": "class len us err",
    "flag": "bank page offset value reader",
    "irq": "level",
    "state": "old new err",
    "module_state": "old new",
    "pin": "pin level",
    "link": "ifindex event",
    "alert": "type what lane level raised",
    "record": "trigger blocks",
    "burst": "on",
    "verdict": "verdict detail lanes confidence us_after",
    "guard": "lane side before after",
    "trend": "lane side name window slope hours",
}
LOWER = 0xff
EMPTY, PROBING, READY = 0, 1, 2
SWEEPS, EEPROM = 1, 3
TEMPERATURE, HIGH_ALARM, MONITOR = 256, 0, 0
ALERT = 6
LINE, DARK = 3, 18
MODULE_READY = 3
WORSE, AHEAD = KIND["ber-worse"], KIND["limit-ahead"]
SET, WEEK, BINS = 4, 2, 28
MEDIA, MEDIA_BER = 2, 15


class Events:
    """The events of an instance of tracefs."""

    def __init__(self):
        if not (TRACING / "events").is_dir():
            subprocess.run(("mount", "-t", "tracefs", "tracefs", TRACING),
                           check=True)
        self.folder = TRACING / "instances/cmis-test"
        self.folder.mkdir(exist_ok=True)
        (self.folder / "events/cmis/enable").write_text("1")

    def close(self):
        """Forget all events."""
        (self.folder / "events/cmis/enable").write_text("0")
        self.folder.rmdir()

    def clear(self):
        """Forget the events so far."""
        (self.folder / "trace").write_text("")

    def fields(self, name):
        """Names of the fields of an event, without the common ones."""
        text = (self.folder / f"events/cmis/{name}/format").read_text()
        return [field for field in re.findall(r"field:[^;]*\b(\w+);", text)
                if not field.startswith("common_")]

    def all(self, kind, /, **wanted):
        """Events of a kind, as dictionaries, with these values."""
        found = []
        for line in (self.folder / "trace").read_text().splitlines():
            if f": {kind}: " not in line:
                continue
            event = {key: int(value, 0) for key, value in
                     re.findall(r"(\w+)=(\S+)", line.split(": ", 2)[2])}
            if all(event.get(key) == value for key, value in wanted.items()):
                found.append(event)
        return found

    def seen(self, kind, /, **wanted):
        """Whether such an event comes soon."""
        return wait(lambda: self.all(kind, **wanted), 10)


def fields_test(t, events):
    """The fields, in their order."""
    listed = {path.name for path in (events.folder / "events/cmis").iterdir()
              if path.is_dir()}
    t.same(listed, set(FIELDS), "these events are there")
    for name, fields in FIELDS.items():
        t.same(events.fields(name), ["cage", "generation", *fields.split()],
               f"fields of {name}")


def arrival_test(t, events, cage):
    """A module comes."""
    mine = {"cage": int(cage.name[4:])}
    t.ok(events.seen("state", **mine, old=PROBING, new=READY, err=0),
         "a cage gets ready", str(events.all("state")))
    t.ok(events.seen("module_state", **mine, generation=1, old=0,
                     new=MODULE_READY), "so does its module",
         str(events.all("module_state")))
    whole = events.all("xfer", **mine, page=0, offset=128, write=0, err=0)
    t.ok(whole and all(event["len"] <= 128 and event["tries"] == 1
                       for event in whole), "page 00h is read", str(whole[:3]))
    t.ok(events.seen("sweep", **mine, generation=1, **{"class": 1}, err=0),
         "lanes are swept")
    swept = events.all("sweep", **mine, err=0)
    t.ok(all(event["len"] and event["us"] < 5000000 for event in swept),
         "a sweep has bytes and a time", str(swept[:5]))


def reads_test(t, events, cage):
    """Reads by users, and flags that they find."""
    mine = {"cage": int(cage.name[4:])}
    (cage / "lanes_period_ms").write_text("3600000")
    time.sleep(0.5)
    events.clear()
    sim("set", PORT, "byte.11.147=5")
    with open(cage / "eeprom", "r+b", buffering=0) as file:
        os.pread(file.fileno(), 1, 128 * (1 + 0x11) + 147 - 128)
        os.pwrite(file.fileno(), b"\x55", 128 + 128)
    t.ok(events.all("flag", **mine, bank=0, page=0x11, offset=147, value=5,
                    reader=EEPROM), "a flag that a user has read",
         str(events.all("flag")))
    t.ok(events.all("xfer", **mine, page=0x11, offset=147, len=1, write=0),
         "the read itself")
    written = events.all("xfer", **mine, write=1, offset=128)
    t.same([event["len"] for event in written], [1], "and a write")
    (cage / "lanes_period_ms").write_text("200")


def alert_test(t, events, cage):
    """An alarm, with its interrupt."""
    mine = {"cage": int(cage.name[4:]), "generation": 1}
    sim("set", PORT, "temperature_c=88")
    t.ok(events.seen("alert", **mine, type=MONITOR, what=TEMPERATURE, lane=0,
                     level=HIGH_ALARM, raised=1), "an alarm is raised",
         str(events.all("alert")))
    t.ok(events.seen("irq", **mine, level=1), "there was an interrupt")
    t.ok(events.seen("burst", **mine, on=1), "a burst begins")
    t.ok(events.all("flag", **mine, page=LOWER, offset=9, reader=SWEEPS),
         "with its flag", str(events.all("flag")))
    sim("set", PORT, "temperature_c=40")
    t.ok(events.seen("alert", **mine, what=TEMPERATURE, level=HIGH_ALARM,
                     raised=0), "and cleared")


class Alerts:
    """The alerts of a cage, from netlink."""

    def __init__(self, number):
        self.family = Cmis(timeout=0.2)
        self.family.listen("alerts")
        self.number = number
        self.heard = []

    def seen(self, kind, patience_s):
        """The first alert of a kind, or None."""
        def any_of():
            try:
                while True:
                    name, event = self.family.hear()
                    if name == "alert-ntf":
                        self.heard.append(event)
            except TimeoutError:
                pass
            return [event for event in self.heard if event["kind"] == kind and
                    event["cage-id"] == self.number and event["active"]]
        wait(any_of, patience_s)
        return next(iter(any_of()), None)


def restore(family, cage, name, bins, lane=None):
    """Bins that a program has kept."""
    data = struct.pack(f"={len(bins)}i", *bins)
    values = {"cage-id": int(cage.name[4:]), "action": SET, "name": name,
              "serial": (cage / "vendor_sn").read_text().strip(),
              "window": WEEK, "bins": data, "crc": record.crc32c(data)}
    family.ask("health-do", {**values, **({"lane": lane} if lane else {})})


def trend_test(t, events, cage, alerts):
    """A limit is ahead of the bins of a week: two decades in seven days."""
    mine = {"cage": int(cage.name[4:]), "generation": 1}
    family = Cmis()
    rise = [-5953 + 63 * i for i in range(BINS)]
    restore(family, cage, "temperature_mc", [4500] * BINS)
    restore(family, cage, "media_pre_fec_ber", rise, 2)
    alert = alerts.seen(AHEAD, 20) or {}
    t.ok(alert.get("lane") == 2 and 90 <= alert.get("hours-left", 0) <= 140 and
         alert.get("confidence", 0) >= 90 and alert.get("hours-left-low", 0) <=
         alert["hours-left"] <= alert.get("hours-left-high", 0),
         "a limit is ahead, with hours and confidence", str(alert))
    t.ok(events.seen("trend", **mine, lane=2, side=MEDIA, name=MEDIA_BER,
                     window=WEEK, hours=alert.get("hours-left")),
         "it is traced", str(events.all("trend")))
    slope = (events.all("trend") or [{"slope": 0}])[0]["slope"]
    t.ok(280 <= slope <= 310, "0.3 decades a day", str(slope))
    try:
        restore(family, cage, "media_pre_fec_ber", rise, 99)
        t.ok(False, "a lane that is not there has no bins")
    except Refused as refused:
        t.ok(bool(refused.text), "a lane that is not there has no bins")


def ratio(number):
    """The value of an F16."""
    return (number & 0x7ff) * 10.0 ** ((number >> 11) - 24)


def guard_test(t, events, cage, alerts):
    """A lane comes back worse."""
    mine = {"cage": int(cage.name[4:]), "generation": 1}
    family = Cmis()

    def is_valid():
        return any(item["lane"] == 4 and item["side"] == MEDIA and
                   item["valid"] for item in family.ask(
                       "guard-get", {"cage-id": mine["cage"]}, dump=True))
    t.ok(wait(is_valid, 90), "the usual error ratio of a lane is known")
    subprocess.run(("ip", "link", "set", NETDEV, "carrier", "off"), check=True)
    sim("set", PORT, "lane4.media_pre_fec_ber=1e-6")
    time.sleep(1)
    subprocess.run(("ip", "link", "set", NETDEV, "carrier", "on"), check=True)
    alert = alerts.seen(WORSE, 40)
    t.ok(alert and alert.get("lane") == 4, "a lane is worse within 40 s",
         str(alerts.heard))
    t.ok(events.seen("guard", **mine, lane=4, side=MEDIA), "it is traced",
         str(events.all("guard")))
    found = (events.all("guard") or [{"before": 0, "after": 0}])[0]
    t.ok(0.98e-9 < ratio(found["before"]) < 1.02e-9 and
         0.99e-6 < ratio(found["after"]) < 1.01e-6,
         "with the ratios before and after", str(found))


def fall_test(t, events, cage):
    """A link that goes down, and the module that goes."""
    mine = {"cage": int(cage.name[4:]), "generation": 1}
    index = int(pathlib.Path(f"/sys/class/net/{NETDEV}/ifindex").read_text())
    for lane in range(1, 9):
        sim("set", PORT, f"lane{lane}.rx_los=1")
    subprocess.run(("ip", "link", "set", NETDEV, "carrier", "off"), check=True)
    t.ok(events.seen("link", **mine, ifindex=index, event=0),
         "the carrier is lost", str(events.all("link")))
    t.ok(events.seen("verdict", **mine, verdict=LINE, detail=DARK),
         "there is a verdict: line, dark", str(events.all("verdict")))
    verdict = events.all("verdict", **mine, verdict=LINE, detail=DARK)[0]
    t.ok(verdict["us_after"] <= 3000000 and verdict["confidence"] >= 60 and
         verdict["lanes"], "within two seconds", str(verdict))
    sim("remove", PORT)
    t.ok(events.seen("pin", cage=mine["cage"], pin=0, level=0),
         "the presence pin", str(events.all("pin")))
    t.ok(events.seen("state", cage=mine["cage"], new=EMPTY),
         "the cage is empty")
    t.ok(events.seen("record", **mine, trigger=ALERT),
         "a record is sealed, of the first trigger",
         str(events.all("record")))
    t.ok(all(event["blocks"] > 0 for event in events.all("record")),
         "it has blocks")


def main():
    """All tests."""
    t = tap.Tap()
    subprocess.run(("ip", "link", "add", NETDEV, "type", "dummy"), check=True)
    subprocess.run(("ip", "link", "set", NETDEV, "up"), check=True)
    said = sim("add", PORT, "--empty", "--gpio", "--irq", "--netdev",
               NETDEV)
    cage = CAGES / re.search(r"\bcmis\d+", said)[0]
    events = Events()
    try:
        fields_test(t, events)
        sim("insert", PORT, "--profile", "1.6t-dr8")
        alerts = Alerts(int(cage.name[4:]))
        wait(lambda: (cage / "status").read_text() == "ready\n")
        # Before the sweeps are fast: the usual ratio is that of the first.
        sim("set", PORT, "lane4.media_pre_fec_ber=1e-9")
        for name in ("thermal", "lanes", "vdm"):
            (cage / f"{name}_period_ms").write_text("200")
        arrival_test(t, events, cage)
        reads_test(t, events, cage)
        alert_test(t, events, cage)
        trend_test(t, events, cage, alerts)
        guard_test(t, events, cage, alerts)
        fall_test(t, events, cage)
    finally:
        sim("del", "--all")
        subprocess.run(("ip", "link", "del", NETDEV), check=True)
        events.close()
    t.done()


if __name__ == "__main__":
    main()
