#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
"""The generic netlink family: dumps, requests, refusals, notifications."""

import contextlib
import errno
import os
import pathlib
import struct
import subprocess
import sys
import time

from lib.genl import Refused
from lib.nlspec import SPEC, Cmis
from lib.record import crc32c

SIM = "tools/cmis-sim"
HA, HW = SPEC.values("level", "high-alarm", "high-warning")
INSERTED, REMOVED = SPEC.values("module-event", "inserted", "removed")
MONITOR = SPEC.enums["alert-kind"]["monitor"]
GONE, = SPEC.values("reason", "gone")
# Bins of a bias that rises by 1/32 of an octave every four days
SAMPLES = struct.pack("=32i", *range(3000, 3000 + 32 * 8, 8))

count, failed = 0, 0


def result(good, name, note=""):
    """One TAP result."""
    global count, failed
    count += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {count} - {name}", flush=True)
    if not good and note:
        print(f"# {note}", flush=True)


def equal(name, expected, actual):
    """Passes if both are the same."""
    result(expected == actual, name, f"expected {expected!r}, is {actual!r}")


def sim(*words):
    """Run tools/cmis-sim."""
    return subprocess.run([SIM, *words], check=True, capture_output=True,
                          text=True).stdout


def refused(name, error, words, call, *args):
    """Passes if the kernel refuses with that errno and message."""
    try:
        call(*args)
        result(False, name, "was not refused")
    except Refused as refusal:
        result(refusal.errno == error and words in refusal.text, name,
               f"{errno.errorcode.get(refusal.errno)}: {refusal.text!r}")


def wait_status(cage, status):
    """Wait until the cage has a status."""
    for _ in range(300):
        if (cage / "status").read_text().strip() == status:
            return
        time.sleep(0.1)
    raise TimeoutError(f"{cage} is not {status}")


def next_event(family, name, **values):
    """The next notification with these values."""
    while True:
        got, event = family.hear()
        if got == name and values.items() <= event.items():
            return event


def named(cage, name, lane=None):
    """A request for the reading of a monitor."""
    monitor = {"name": name} if lane is None else {"name": name, "lane": lane}
    return {"cage-id": cage, "monitor": monitor}


def test_dumps(family):
    """All cages, monitors and lanes."""
    cages = family.ask("module-get", dump=True)
    equal("two cages", ["SIM-1.6T-DR8", "SIM-3.2T-DR16"],
          [cage["vendor-pn"] for cage in cages])
    equal("lanes of both", [8, 16], [cage["lanes"] for cage in cages])
    equal("media, power and connector", [
        ("1.6TBASE-DR8 (Clause 180)", 1, 8, 25000, "MPO 1x16")],
          [tuple(cages[0][name] for name in (
              "media-interface-name", "application", "power-class",
              "max-power-mw", "connector-name"))])
    result(cages[0]["counters"]["transfers"] > 0 and
           cages[0]["counters"]["alerts-active"] == 0, "counters",
           str(cages[0]["counters"]))
    result(cages[0]["sample-age-ms"] < 10000, "the age of its values")
    equal("each lane once", 24, len(family.ask("lane-get", dump=True)))
    lanes = family.ask("lane-get", {"cage-id": 1}, dump=True)
    equal("lanes of one cage", 16, len(lanes))
    readings = family.ask("monitor-get", dump=True)
    rx = [m["monitor"]["lane"] for m in readings
          if m["monitor"].get("name") == "rx_power"]
    equal("received power of each lane, which count from 1",
          [*range(1, 9), *range(1, 17)], rx)
    short = family.ask("monitor-get", {"values-only": True}, dump=True)
    equal("values only, of as many monitors", (len(readings), set()),
          (len(short), {name for m in short for name in m} &
           {"limits", "hits", "raw", "overridden"}))
    ber, snr = 15, 5
    some = family.ask("monitor-get", {"types": [snr, ber, 9999],
                                      "cages": [1, 5]}, dump=True)
    equal("two types of one cage", {(1, ber), (1, snr)},
          {(m["cage-id"], m["monitor"]["type"]) for m in some})
    equal("of each lane, as without a filter",
          [m["monitor"] for m in readings if m["cage-id"] == 1 and
           m["monitor"]["type"] in (ber, snr)], [m["monitor"] for m in some])
    temperature = [m for m in readings
                   if m["monitor"].get("name") == "temperature"]
    equal("temperature in thousandths", [(45000, 0)] * 2,
          [m["value"] for m in temperature])
    equal("its limits as the same kind of numbers",
          {"high-alarm": (75000, 0), "low-alarm": (-5000, 0),
           "high-warning": (70000, 0), "low-warning": (0, 0)},
          temperature[0]["limits"])
    result(temperature[0]["monitor"]["type"] > 255,
           "its type is no observable type of VDM")
    one = family.ask("monitor-get", named(0, "tx_power", 3))[0]
    equal("a reply about lane 3 is of lane 3", 3, one["monitor"]["lane"])
    equal("lane 3 transmits in nW", (1226000, 0), one["value"])
    equal("its side, unit and that it is no statistic",
          (*SPEC.values("side", "media"), *SPEC.values("unit", "nano-watt"),
           0), tuple(one["monitor"][name] for name in
                     ("side", "unit", "statistic")))
    again = family.ask("monitor-get", {"cage-id": 0, "monitor": {
        "type": one["monitor"]["type"], "lane": 3}})[0]
    equal("the same by its type", one | {"age-ms": 0}, again | {"age-ms": 0})


def test_refusals(family):
    """Invalid requests are refused with a message."""
    def no(name, error, words, operation, values=None):
        refused(name, error, words, family.ask, operation, values)

    no("a cage that is not there", errno.ENODEV, "no such cage",
       "module-get", {"id": 77})
    no("no cage named", errno.EINVAL, "cage id or name required",
       "module-get")
    no("a lane that is not there", errno.ENOENT, "no such lane", "lane-get",
       {"cage-id": 0, "lane": 9})
    for name, monitor in (
            ("lane 0", {"name": "tx_power", "lane": 0}),
            ("lane 9", {"name": "tx_power", "lane": 9}),
            ("a lane's monitor of the module", {"name": "tx_power"}),
            ("the module's monitor of a lane",
             {"name": "temperature", "lane": 1}),
            ("an unknown name", {"name": "humidity"}),
            ("an unknown type", {"type": 0xffffffff})):
        no(name, errno.ENOENT, "no such monitor", "monitor-get",
           {"cage-id": 0, "monitor": monitor})
    no("no monitor", errno.EINVAL, "monitor required", "monitor-get",
       {"cage-id": 0})
    no("neither type nor name", errno.EINVAL, "monitor required",
       "monitor-get", {"cage-id": 0, "monitor": {"lane": 1}})
    no("a period out of range", errno.ERANGE, "100 to 3600000",
       "settings-set", {"id": 0, "thermal-period-ms": 99})
    no("a label that cannot be printed", errno.EINVAL, "printable",
       "settings-set", {"id": 0, "label": "a\x1bb"})
    no("a netdev that is not there", errno.ENODEV, "no such netdev",
       "settings-set", {"id": 0, "netdev": "nosuch0"})
    no("a netdev with its own access", errno.EOPNOTSUPP, "of its own",
       "settings-set", {"id": 0, "netdev": "cmis1"})
    no("an attribute that is too long", errno.EINVAL, "",
       "settings-set", {"id": 0, "label": "x" * 40})


# Each attribute of each request, alone or with the attributes that it needs:
# the number of replies, or the errno. The alert of test_attributes() is there.
TEMPERATURE = {"name": "temperature"}
LIMIT = {"vendor-pn": "PART", "monitor": "temperature", "level": 0}
PORT = {"cage-id": 0, "lanes": 1}
CONTROL = {"cage-id": 0, "name": "tx-disable", "lanes": 1}
TEST = {"cage-id": 0, "action": 0, "side": 2}
BINS = {"cage-id": 0, "action": 4, "serial": "SIM-p0", "lane": 3,
        "name": "tx_bias_ua", "window": 3, "bins": SAMPLES,
        "crc": crc32c(SAMPLES)}
ATTRIBUTES = {
    ("module-get", "do"): (
        ({"id": 1}, 1),
        ({"name": "cmis1"}, 1),
        ({"id": 0, "name": "cmis0"}, errno.EINVAL),
    ),
    ("module-get", "dump"): (
        ({"id": 1}, 1),
        ({"id": 77}, 0),
        ({"name": "cmis0"}, 1),
        ({"id": 1, "name": "cmis0"}, 0),
    ),
    ("monitor-get", "do"): (
        ({"cage-id": 1, "monitor": {"name": "tx_power", "lane": 16}}, 1),
        ({"cage-id": 1, "monitor": {"type": 1, "lane": 1}}, errno.ENOENT),
        ({"cage-id": 1, "monitor": TEMPERATURE, "values-only": True}, 1),
        ({"cage-id": 1, "monitor": TEMPERATURE, "types": 256}, errno.EINVAL),
        ({"cage-id": 1, "monitor": TEMPERATURE, "cages": 1}, errno.EINVAL),
        ({"cage-id": 1, "monitor": TEMPERATURE | {"type": 1}}, errno.EINVAL),
        ({"cage-id": 1, "monitor": TEMPERATURE | {"side": 0}}, errno.EINVAL),
        ({"cage-id": 1, "monitor": TEMPERATURE | {"unit": 1}}, errno.EINVAL),
        ({"cage-id": 1, "monitor": TEMPERATURE | {"statistic": 0}},
         errno.EINVAL),
    ),
    ("monitor-get", "dump"): (
        ({"cage-id": 77}, 0),
        ({"cage-id": 77, "values-only": True}, 0),
        ({"types": [256, 257]}, 4),
        ({"types": [256, 257], "cages": [1, 77]}, 2),
        ({"types": [256, 257], "cages": [1], "cage-id": 0}, 0),
        ({"types": [0, 319, 320, 0xffffffff]}, 0),
        ({"cages": [77]}, 0),
        ({"monitor": TEMPERATURE}, errno.EINVAL),
    ),
    ("lane-get", "do"): (
        ({"cage-id": 1, "lane": 16}, 1),
        ({"cage-id": 1, "lane": 17}, errno.ENOENT),
        ({"cage-id": 1}, errno.EINVAL),
        ({"cage-id": 1, "lane": 1, "cages": 1}, errno.EINVAL),
    ),
    ("lane-get", "dump"): (
        ({"cage-id": 1}, 16),
        ({"cages": [1, 0]}, 24),
        ({"cages": [0, 0]}, 8),
        ({"lane": 1}, errno.EINVAL),
    ),
    ("alert-get", "do"): (
        ({"cage-id": 0}, errno.ENOENT),
        ({"cage-id": 1, "kind": MONITOR}, 1),
        ({"cage-id": 1, "kind": MONITOR + 1}, errno.ENOENT),
        ({"cage-id": 1, "level": HW}, 1),
        ({"cage-id": 1, "level": HA}, errno.ENOENT),
        ({"cage-id": 1, "side": 0}, 1),
        ({"cage-id": 1, "side": 1}, errno.ENOENT),
        ({"cage-id": 1, "lane": 0}, 1),
        ({"cage-id": 1, "lane": 1}, errno.ENOENT),
        ({"cage-id": 1, "class": 0}, errno.ENOENT),
        ({"cage-id": 1, "monitor": TEMPERATURE}, 1),
        ({"cage-id": 1, "monitor": TEMPERATURE | {"lane": 1}}, errno.ENOENT),
        ({"cage-id": 1, "monitor": {"type": 1}}, errno.ENOENT),
        ({"cage-id": 1, "monitor": TEMPERATURE | {"side": 0}}, errno.EINVAL),
        ({"cage-id": 1, "monitor": TEMPERATURE | {"unit": 1}}, errno.EINVAL),
        ({"cage-id": 1, "monitor": TEMPERATURE | {"statistic": 0}},
         errno.EINVAL),
        ({"cage-id": 1, "all": True}, errno.EINVAL),
    ),
    ("alert-get", "dump"): (
        ({"cage-id": 0}, 0),
        ({"kind": MONITOR}, 1),
        ({"kind": MONITOR + 1}, 0),
        ({"level": HW}, 1),
        ({"level": HA}, 0),
        ({"side": 0}, 1),
        ({"side": 1}, 0),
        ({"lane": 0}, 1),
        ({"lane": 1}, 0),
        ({"class": 0}, 0),
        ({"monitor": TEMPERATURE}, 1),
        ({"monitor": {"name": "supply"}}, 0),
        ({"monitor": {"type": 1}}, 0),
        ({"monitor": TEMPERATURE | {"lane": 1}}, 0),
        ({"monitor": TEMPERATURE | {"side": 0}}, errno.EINVAL),
        ({"monitor": TEMPERATURE | {"unit": 1}}, errno.EINVAL),
        ({"monitor": TEMPERATURE | {"statistic": 0}}, errno.EINVAL),
        ({"all": True}, 1),
    ),
    ("settings-set", "do"): (
        ({"id": 0, "name": "cmis0"}, errno.EINVAL),
        ({"name": "cmis77"}, errno.ENODEV),
        ({"id": 0, "label": "a\x1bb"}, errno.EINVAL),
        ({"id": 0, "netdev": "nosuch0"}, errno.ENODEV),
        ({"id": 0, "thermal-period-ms": 99}, errno.ERANGE),
        ({"id": 0, "lanes-period-ms": 99}, errno.ERANGE),
        ({"id": 0, "vdm-period-ms": 99}, errno.ERANGE),
        ({"id": 0, "stale-sweeps": 0}, errno.ERANGE),
        ({"id": 0, "diagnostics": 77}, errno.ERANGE),
        ({"id": 0, "statistics": 77}, errno.ERANGE),
        ({"id": 0, "static-period-ms": 99}, errno.ERANGE),
        ({"id": 0, "power-limit-mw": 100001}, errno.ERANGE),
        ({"id": 0, "management": 2}, errno.ERANGE),
    ),
    ("app-get", "do"): (
        ({"cage-id": 1, "appsel": 2}, 1),
        ({"cage-id": 1, "appsel": 15}, errno.ENOENT),
        ({"cage-id": 1, "appsel": 16}, errno.ERANGE),
        ({"cage-id": 1}, errno.EINVAL),
    ),
    ("app-get", "dump"): (
        ({"cage-id": 1}, 2),
        ({"appsel": 1}, errno.EINVAL),
    ),
    ("port-get", "do"): (
        (PORT, errno.ENOENT),
        ({"cage-id": 0}, errno.EINVAL),
    ),
    ("port-get", "dump"): (
        ({"cage-id": 0}, 0),
        ({"lanes": 1}, errno.EINVAL),
    ),
    # The host does not manage the cage.
    ("port-set", "do"): (
        (PORT, errno.EINVAL),
        (PORT | {"up": 1, "speed-mbps": 400000}, errno.EPERM),
        (PORT | {"up": 1, "retry": True}, errno.EINVAL),
        (PORT | {"release": True}, errno.EPERM),
        (PORT | {"up": 1, "test": 1}, errno.EPERM),
        (PORT | {"up": 1, "force": True, "revert-ms": 1000}, errno.EPERM),
        (PORT | {"retry": True, "revert-ms": 1000}, errno.EINVAL),
        (PORT | {"up": 1, "host-id": 256}, errno.ERANGE),
        (PORT | {"up": 1, "media-id": 256}, errno.ERANGE),
        (PORT | {"up": 1, "paths": 65}, errno.ERANGE),
        (PORT | {"up": 1, "appsel": 16}, errno.ERANGE),
    ),
    ("control-get", "do"): (
        (CONTROL, errno.EOPNOTSUPP),
        (CONTROL | {"name": "nonsense"}, errno.EINVAL),
        ({"cage-id": 0}, errno.EINVAL),
    ),
    ("control-get", "dump"): (
        ({"cage-id": 0}, 0),
        ({"name": "tx-disable"}, 0),
        ({"lanes": 1}, errno.EINVAL),
    ),
    ("control-set", "do"): (
        (CONTROL, errno.EINVAL),
        (CONTROL | {"value": 1}, errno.EPERM),
        (CONTROL | {"value": 1, "force": True, "revert-ms": 2000},
         errno.EPERM),
        (CONTROL | {"name": "nonsense", "value": 1}, errno.EINVAL),
    ),
    ("laser-set", "do"): (
        ({"cage-id": 0, "laser-channel": 1}, errno.EINVAL),
        ({"cage-id": 0, "lane": 1}, errno.EINVAL),
        ({"cage-id": 0, "lane": 1, "laser-channel": 1}, errno.EPERM),
        ({"cage-id": 0, "lane": 1, "laser-channel": 40000}, errno.EINVAL),
        ({"cage-id": 0, "lane": 1, "laser-grid-mhz": 1}, errno.EINVAL),
        ({"cage-id": 0, "lane": 1, "laser-channel": 1,
          "laser-frequency-mhz": 193400000}, errno.EINVAL),
        ({"cage-id": 0, "lane": 1, "laser-target-power-mdbm": 100,
          "force": True}, errno.EPERM),
        ({"cage-id": 77, "lane": 1, "laser-channel": 1}, errno.ENODEV),
    ),
    ("confirm", "do"): (
        ({"cage-id": 0, "revert-id": 7}, errno.ENOENT),
    ),
    ("audit-get", "do"): (
        ({"cage-id": 0, "number": 1 << 40}, errno.ENOENT),
    ),
    ("audit-get", "dump"): (
        ({"cage-id": 77}, 0),
        ({"number": 1}, errno.EINVAL),
    ),
    ("record-get", "do"): (
        ({"cage-id": 77}, errno.ENODEV),
        ({"cage-id": 0, "number": 9999}, errno.ENOENT),
    ),
    ("record-get", "dump"): (
        ({"cage-id": 77}, errno.ENODEV),
        ({"cage-id": 0, "number": 9999}, errno.ENOENT),
    ),
    ("record-list", "do"): (
        ({"cage-id": 0}, 1),
        ({"cage-id": 0, "number": 9999}, errno.ENOENT),
    ),
    ("record-list", "dump"): (
        ({"cage-id": 77}, 0),
        ({"number": 1}, errno.EINVAL),
    ),
    ("health-do", "do"): (
        ({"cage-id": 0}, errno.EINVAL),
        ({"cage-id": 77, "action": 0}, errno.ENODEV),
        ({"cage-id": 0, "action": 5}, errno.ERANGE),
        ({"cage-id": 0, "action": 3}, errno.ENODATA),
        ({"cage-id": 0, "action": 3, "lanes": 1}, errno.ENODATA),
        ({"cage-id": 0, "action": 4}, errno.EINVAL),
        (BINS | {"serial": "another"}, errno.ESTALE),
        (BINS | {"crc": 1}, errno.EBADMSG),
        (BINS | {"bins": bytes(12)}, errno.EINVAL),
        (BINS | {"lane": 99}, errno.ENOENT),
        (BINS | {"name": "nonsense"}, errno.EINVAL),
        (BINS | {"window": 4}, errno.ERANGE),
        (BINS, 0),
        ({"cage-id": 0, "action": 0, "text": ""}, errno.EINVAL),
        ({"cage-id": 0, "action": 2, "number": 9999}, errno.ENOENT),
    ),
    ("loopback-get", "do"): (
        ({"cage-id": 0, "kind": 0}, 1),
        ({"cage-id": 0, "kind": 4}, errno.ERANGE),
    ),
    ("loopback-get", "dump"): (
        ({"cage-id": 0}, 4),
        ({"kind": 0}, errno.EINVAL),
    ),
    ("loopback-set", "do"): (
        ({"cage-id": 0, "name": "nonsense", "direction": 1}, errno.EINVAL),
        ({"cage-id": 0, "kind": 0, "lanes": 1 << 63}, errno.EINVAL),
        ({"cage-id": 0}, errno.EINVAL),
        ({"cage-id": 0, "direction": 0, "revert-ms": 1000}, errno.EINVAL),
        ({"cage-id": 0, "kind": 0, "force": True, "revert-ms": 1},
         errno.EINVAL),
    ),
    ("test-get", "do"): (
        ({"cage-id": 0, "lane": 1, "side": 2}, 1),
        ({"cage-id": 0, "lane": 1}, errno.EINVAL),
        ({"cage-id": 0, "side": 2}, errno.EINVAL),
        ({"cage-id": 0, "lane": 0, "side": 2}, errno.ERANGE),
        ({"cage-id": 0, "lane": 1, "side": 3}, errno.ERANGE),
    ),
    ("test-get", "dump"): (
        ({"cage-id": 0}, 0),
        ({"side": 2}, 0),
        ({"lane": 1}, errno.EINVAL),
    ),
    ("test-act", "do"): (
        ({"cage-id": 0, "side": 2}, errno.EINVAL),
        ({"cage-id": 0, "action": 0}, errno.EINVAL),
        ({"cage-id": 0, "action": 0, "side": 0}, errno.EINVAL),
        ({"cage-id": 0, "action": 0, "side": 2}, errno.EINVAL),
        ({"cage-id": 0, "action": 3, "side": 2}, errno.ERANGE),
        (TEST | {"rx-pattern": 18}, errno.ERANGE),
        (TEST | {"rx-pattern": 3}, errno.EOPNOTSUPP),
        (TEST | {"tx-pattern": 11}, errno.EOPNOTSUPP),
        (TEST | {"rx-pattern": 11}, errno.EOPNOTSUPP),
        (TEST | {"rx-pattern": 16}, errno.EOPNOTSUPP),
        (TEST | {"rx-pattern": 10, "lanes": 1 << 63}, errno.EINVAL),
        (TEST | {"rx-pattern": 10, "force": True, "revert-ms": 1},
         errno.EINVAL),
        ({"cage-id": 0, "action": 1, "side": 2, "revert-ms": 1000},
         errno.EINVAL),
    ),
    ("verdict-get", "do"): (
        ({"cage-id": 0}, errno.ENOENT),
        ({"cage-id": 0, "number": 1}, errno.ENOENT),
        ({"cage-id": 77, "number": 1}, errno.ENODEV),
    ),
    ("verdict-get", "dump"): (
        ({"cage-id": 0}, 0),
        ({"number": 1}, errno.EINVAL),
    ),
    ("guard-get", "do"): (
        ({"cage-id": 0, "lane": 1}, errno.EINVAL),
        ({"cage-id": 0, "lane": 1, "side": 0}, errno.EINVAL),
        ({"cage-id": 0, "lane": 1, "side": 3}, errno.ERANGE),
        ({"cage-id": 0, "lane": 0, "side": 2}, errno.ENODEV),
        ({"cage-id": 0, "lane": 99, "side": 2}, errno.ENODEV),
    ),
    ("guard-get", "dump"): (
        ({"cage-id": 77}, 0),
        ({"lane": 99, "side": 2}, 0),
    ),
    ("trend-get", "do"): (
        ({"cage-id": 0, "lane": 1}, errno.EINVAL),
        ({"cage-id": 0, "name": "nonsense", "window": 0}, errno.EINVAL),
        ({"cage-id": 0, "name": "temperature_mc", "window": 4}, errno.ERANGE),
        ({"cage-id": 0, "lane": 99, "name": "tx_bias_ua", "window": 2},
         errno.ENODEV),
        ({"cage-id": 0, "lane": 1, "name": "tx_bias_ua", "window": 3},
         errno.ENODATA),
    ),
    ("trend-get", "dump"): (
        ({"cage-id": 77}, 0),
        ({"lane": 1, "name": "tx_bias_ua", "window": 3}, 0),
    ),
    ("module-act", "do"): (
        ({"cage-id": 77, "action": 0}, errno.ENODEV),
        ({"cage-id": 0, "action": 3}, errno.ERANGE),
        ({"cage-id": 0, "action": 1, "force": True}, errno.EOPNOTSUPP),
    ),
    ("limit-set", "do"): (
        (LIMIT, errno.ENOENT),
        (LIMIT | {"value": {"mantissa": 70, "exponent": 3}}, 0),
        (LIMIT | {"value": {"mantissa": 70, "exponent": 9}}, errno.ERANGE),
        (LIMIT | {"value": {"exponent": 3}}, errno.EINVAL),
        (LIMIT | {"monitor": "nonsense"}, errno.ENOENT),
        (LIMIT | {"vendor-pn": "x" * 17}, errno.EINVAL),
        (LIMIT | {"level": 4}, errno.ERANGE),
        ({"vendor-pn": "PART"}, errno.EINVAL),
    ),
    ("limit-get", "do"): (
        (LIMIT, 1),
        (LIMIT | {"vendor-pn": "OTHER"}, errno.ENOENT),
        (LIMIT | {"level": 1}, errno.ENOENT),
        (LIMIT | {"monitor": "supply"}, errno.ENOENT),
    ),
    ("limit-get", "dump"): (
        ({}, 1),
        ({"vendor-pn": "PART"}, errno.EINVAL),
        ({"monitor": "temperature"}, errno.EINVAL),
        ({"level": 0}, errno.EINVAL),
    ),
}


def attributes_of_requests():
    """(operation, "do" or "dump", attribute) of the specification."""
    for operation in SPEC.operations.values():
        for name in operation.request:
            nest = [a.name for a in SPEC.sets[name.nested]] \
                if name.nested else []
            for way in ["do"] + ["dump"] * operation.dump:
                yield operation.name, way, name.name
                yield from ((operation.name, way, f"{name.name}.{inner}")
                            for inner in nest)


def attributes_of_table():
    """The same of the table."""
    for (operation, way), rows in ATTRIBUTES.items():
        for values, _ in rows:
            for name, value in values.items():
                yield operation, way, name
                yield from ((operation, way, f"{name}.{inner}")
                            for inner in (value if isinstance(value, dict)
                                          else ()))


def answer(family, operation, values, dump):
    """The number of replies, or the errno."""
    try:
        return len(family.ask(operation, values, dump=dump))
    except Refused as refusal:
        return refusal.errno


def wait_alerts(family, number):
    """Wait until so many alerts are active."""
    for _ in range(200):
        if len(family.ask("alert-get", dump=True)) == number:
            return
        time.sleep(0.1)


def test_guard(family):
    """The usual error ratio of a lane, as sysfs has it."""
    for _ in range(300):
        found = family.ask("guard-get", {"cage-id": 1, "side": 2}, dump=True)
        if len(found) == 16:
            break
        time.sleep(0.1)
    equal("each lane has a usual error ratio", [*range(1, 17)],
          [item["lane"] for item in found])
    last = family.ask("guard-get", {"cage-id": 1, "lane": 16, "side": 2})[0]
    result(last["samples"] > 0 and last["level"][0] > 0 and
           not last["worse"] and "before" not in last,
           "which has been learnt", f"{last}")


def test_trend(family):
    """Bins that were brought back have a slope, everywhere."""
    found = family.ask("trend-get", {"cage-id": 0, "lane": 3}, dump=True)
    rise = next(item for item in found if item["window"] == 3)
    equal("bins come back as they were", (SAMPLES, crc32c(SAMPLES), "SIM-p0"),
          (rise["bins"], rise["crc"], rise["serial"]))
    slope = rise["slope"]
    result(5000 < slope < 6000 and rise["unit"] == "ppm" and
           rise["confidence"] == 100, "they have a slope", f"{rise}")
    lane = pathlib.Path("/sys/class/cmis/cmis0/lane3")
    equal("sysfs has the same one", f"{slope}\n",
          (lane / "tx_bias_ua_trend_128d_per_day").read_text())
    with contextlib.suppress(OSError):
        (lane / "tx_bias_ua_trend_7d_per_day").read_text()
        result(False, "no slope without bins")


def test_attributes(family):
    """The kernel honours or refuses each attribute of each request."""
    sim("set", "p1", "temperature_c=72.5")
    wait_alerts(family, 1)
    for (operation, way), rows in ATTRIBUTES.items():
        for values, expected in rows:
            equal(f"{operation} {way} {values}", expected,
                  answer(family, operation, values, way == "dump"))
    family.ask("limit-set", LIMIT)
    equal("no limits are left", [], family.ask("limit-get", dump=True))
    sim("set", "p1", "temperature_c=45")
    wait_alerts(family, 0)
    known = set(attributes_of_requests())
    # These are no part of the name of a monitor in any dump.
    known -= {(o, w, a) for o, w, a in known
              if (o, w) == ("monitor-get", "dump") and "." in a}
    test_trend(family)
    equal("no attribute of the specification is left out", set(),
          known - set(attributes_of_table()))


def test_settings(family, cage):
    """Each setting is changed alone."""
    before = (cage / "lanes_period_ms").read_text()
    family.ask("settings-set", {"id": 0, "thermal-period-ms": 150,
                                "label": "port 1"})
    equal("period set", "150", (cage / "thermal_period_ms").read_text().strip())
    equal("label set", "port 1", (cage / "label").read_text().strip())
    equal("the other stays", before, (cage / "lanes_period_ms").read_text())
    refused("all or nothing", errno.ERANGE, "", family.ask, "settings-set",
            {"id": 0, "thermal-period-ms": 500, "stale-sweeps": 0})
    equal("nothing changed", "150",
          (cage / "thermal_period_ms").read_text().strip())


def test_events(listener, family):
    """Notifications of alerts and modules have one sequence."""
    sim("set", "p0", "temperature_c=72.5")
    raised = next_event(listener, "alert-ntf", **{"cage-id": 0, "active": 1})
    equal("a warning is raised", (MONITOR, "temperature", HW),
          (raised["kind"], raised["monitor"]["name"], raised["level"]))
    equal("with its value and its threshold", ((72500, 0), (70000, 0)),
          (raised["value"], raised["threshold"]))
    active = family.ask("alert-get", dump=True)
    equal("and is active", 1, len(active))
    hits = family.ask("monitor-get", named(0, "temperature"))[0]["hits"]
    result(hits["high-warning"] and not hits["high-alarm"] and
           not hits["low-warning"], "a reading counts hits of that flag only",
           str(hits))
    sim("set", "p0", "temperature_c=45")
    cleared = next_event(listener, "alert-ntf", **{"cage-id": 0, "active": 0})
    equal("it is cleared because it is gone", GONE, cleared["reason"])
    result(cleared["sequence"] > raised["sequence"], "with a higher number")
    equal("the value raised it; the worst one, and the one that cleared it",
          (*SPEC.values("raised-by", "value"), (72500, 0), (45000, 0)),
          tuple(cleared[name] for name in ("raised-by", "worst", "last")))
    equal("nothing is active", [], family.ask("alert-get", dump=True))
    ended = family.ask("alert-get", {"cage-id": 0, "all": True}, dump=True)
    equal("cleared alerts can be asked for", 1, len(ended))
    sim("remove", "p0")
    gone = next_event(listener, "module-ntf", event=REMOVED)
    result("sequence" in gone, "a removal is told of")
    sim("insert", "p0")
    back = next_event(listener, "module-ntf", event=INSERTED)
    equal("an insertion too, with its generation", 2, back["generation"])


def test_overflow(family):
    """A slow listener gets ENOBUFS, and one dump is then enough."""
    sleeper = Cmis(rcvbuf=2048)
    sleeper.listen("alerts")
    for celsius in ("72.5", "45", "76", "45", "77", "45", "78"):
        sim("set", "p0", f"temperature_c={celsius}")
        time.sleep(0.8)
    lost = False
    with contextlib.suppress(TimeoutError):
        sleeper.sock.settimeout(3)
        while not lost:
            try:
                sleeper.event()
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                lost = True
    result(lost, "an overflow is told of")
    time.sleep(2)
    active = {a["level"] for a in family.ask("alert-get", dump=True)}
    equal("a dump has the true state", {HA, HW}, active)


def as_nobody(call):
    """The exit status of a child without privileges."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    with contextlib.suppress(Exception):
        os.setgid(65534)
        os.setuid(65534)
        status = call()
    os._exit(status)


def nobody_listens():
    """Without privileges: to read and to listen is allowed."""
    family = Cmis()
    family.listen("alerts")
    return 0 if len(family.ask("module-get", dump=True)) == 2 else 1


def nobody_sets():
    """Without privileges: to set is refused."""
    try:
        Cmis().ask("settings-set", {"id": 0, "thermal-period-ms": 1000})
    except Refused as refusal:
        return 0 if refusal.errno == errno.EPERM else 1
    return 1


def main():
    """Two modules, and all tests on them."""
    sim("add", "p0", "--profile", "1.6t-dr8")
    sim("add", "p1", "--profile", "3.2t-dr16")
    cages = [pathlib.Path(f"/sys/class/cmis/cmis{n}") for n in range(2)]
    try:
        for cage in cages:
            wait_status(cage, "ready")
        family, listener = Cmis(), Cmis()
        listener.listen("alerts")
        listener.listen("modules")
        test_dumps(family)
        test_refusals(family)
        test_attributes(family)
        test_settings(family, cages[0])
        test_events(listener, family)
        test_overflow(family)
        equal("anybody may read and listen", 0, as_nobody(nobody_listens))
        equal("not everybody may set", 0, as_nobody(nobody_sets))
        test_guard(family)
    finally:
        sim("del", "p0")
        sim("del", "p1")
    print(f"1..{count}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
