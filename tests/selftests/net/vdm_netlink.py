#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: monitors; netlink has the interface
# timeout: 900
"""Observables over netlink: every value and limit, each once, single
requests, refusals and settings.
"""

import errno
import json
import pathlib
import subprocess
import sys
import tempfile

from lib import DUMPS, observables, tap, wait
from lib.observables import (Cage, Image, STATISTICS, file_name, float_parts,
                             integer, is_float, type_get)
from lib.genl import Refused
from lib.nlspec import SPEC, Cmis

SIDES = {value: name for name, value in SPEC.enums["side"].items()}
HIGH_ALARM, HIGH_WARNING = SPEC.values("level", "high-alarm", "high-warning")
LEVELS = ("high-alarm", "low-alarm", "high-warning", "low-warning")


def key_of(reading):
    """Type and lane from 1, 0 for the module."""
    return reading["monitor"]["type"], reading["monitor"].get("lane", 0)


def limits_of(reading):
    """Limits by level; None if they are absent."""
    found = reading.get("limits")
    return found and [found[level] for level in LEVELS]


def observables_of(family, cage):
    """Readings of all observables of a cage, in their order."""
    return [m for m in family.ask("monitor-get", {"cage-id": cage.id},
                                  dump=True) if m["monitor"]["type"] < 256]


def one(family, cage, kind, lane=0):
    """Request one monitor."""
    monitor = {"type": kind, "lane": lane} if lane else {"type": kind}
    return family.ask("monitor-get", {"cage-id": cage.id,
                                      "monitor": monitor})[0]


def decoded(kind, raw):
    """A register as a number of two parts."""
    return float_parts(raw) if is_float(kind) else (integer(kind, raw), 0)


def wrong_of(reading, kind, raw):
    """Differences of a reading from its type and register."""
    known = type_get(kind)
    monitor = reading["monitor"]
    got = {
        "name": monitor.get("name", ""), "side": SIDES[monitor["side"]],
        "unit": monitor["unit"], "statistic": monitor["statistic"],
        "raw": reading.get("raw"), "value": reading.get("value"),
        "error": reading.get("error"),
    }
    want = {
        "name": known.name, "side": known.side, "unit": known.unit,
        "statistic": int(kind in STATISTICS), "raw": raw,
        "value": None if raw is None else decoded(kind, raw),
        "error": errno.ENODATA if raw is None else None,
    }
    return {key: (got[key], want[key]) for key in want
            if got[key] != want[key]}


# --------------------------------------------------------------------------
# Whole modules
# --------------------------------------------------------------------------

def image_wrong(family, cage, image):
    """Differences of a dump from an image."""
    expected = image.values()
    messages = observables_of(family, cage)
    keys = list(map(key_of, messages))
    if len(set(keys)) != len(keys) or set(keys) != set(expected):
        return {"keys": (len(keys), len(expected),
                         sorted(set(keys) ^ set(expected))[:5])}
    wrong = {}
    for message in messages:
        about = key_of(message)
        differs = wrong_of(message, about[0], expected[about])
        key = image.serves(*about)
        words = image.limits[key] if key else None
        limits = None if words is None else [decoded(key[0], word)
                                             for word in words]
        if limits_of(message) != limits:
            differs["limits"] = (limits_of(message), limits)
        if differs:
            wrong[about] = differs
    return wrong


def test_images(t, family):
    """Dumps of modules with observables of all types, in no order."""
    for seed, (profile, banks) in enumerate((("cpo-32", 4),
                                             ("1.6t-dr8", 1)), 10):
        image = Image.random_module(profile, banks, seed)
        with tempfile.TemporaryDirectory() as folder:
            observables.image_write(pathlib.Path(folder), image.pages)
            cage = Cage("p0", "--image", folder)
        try:
            cage.fast(family)
            wait(lambda: not image_wrong(family, cage, image))
            wrong = image_wrong(family, cage, image)
            t.same(dict(list(wrong.items())[:3]), {},
                   f"image {seed}: {len(image.values())} messages")
        finally:
            cage.remove()


def test_dump(t, family):
    """The published facts of a published module."""
    name = "fboss-cmis-400g-lr4"
    if not DUMPS.is_dir():
        t.skip(name, "no shared/dumps beside the tree")
        return
    cage = Cage(name, "--image", DUMPS / f"{name}.pages")
    source = json.loads((DUMPS / f"{name}.json").read_text())
    places = {"min": 0, "max": 2, "avg": 4, "current": 6}
    try:
        cage.fast(family)
        wait(lambda: "value" in one(family, cage, 17))
        for key, limits in source["expected"]["vdm"].items():
            if not isinstance(limits, dict):
                continue
            side, what = key.replace("errored_frames_", "").split("_")
            kind = 17 + places[what] + (side == "host")
            value = one(family, cage, kind).get("value")
            ok = value is not None and \
                limits["ge"] <= float("{}e{}".format(*value)) < limits["lt"]
            t.ok(ok, f"{name}: {key} {limits['asserted_as']}", f"is {value}")
            t.same(one(family, cage, kind, 1).get("value"), value,
                   "and so in lane 1")
        t.same(one(family, cage, 5, 1)["value"], (21188, 0),
               f"{name}: signal-to-noise ratio of lane 1")
    finally:
        cage.remove()


# --------------------------------------------------------------------------
# A module of 8 lanes
# --------------------------------------------------------------------------

def test_values(t, family, cage):
    """Values, limits and levels by literal numbers."""
    cage.set("lane3.media_pre_fec_ber=2.4e-6", "vdm.2=0xf000",
             "lane2.media_snr_db=21.5")
    wait(lambda: one(family, cage, 15, 3).get("value") == (240, -8) and
             one(family, cage, 5, 2).get("value") == (21500, 0))
    ber = one(family, cage, 15, 3)
    t.same(wrong_of(ber, 15, 0x80f0), {}, "error ratio of lane 3")
    t.same(limits_of(ber), [(240, -6), (0, -24), (1000, -8), (0, -24)],
           "its limits")
    t.same(ber["levels"], 0, "it is beyond none")
    t.ok(ber["age-ms"] < 5000, "it is new", str(ber["age-ms"]))
    t.same(ber["generation"], 1, "it says of which module it is")
    snr = one(family, cage, 5, 2)
    t.same((snr["value"], snr["raw"]), ((21500, 0), 0x1580),
           "signal-to-noise ratio of lane 2")
    t.same(limits_of(snr), [(45000, 0), (16000, 0), (40000, 0), (18000, 0)],
           "its limits")
    tec = one(family, cage, 2)
    t.same((tec["value"], key_of(tec)), ((-12500, 0), (2, 0)),
           "a negative value, of the module")
    cage.set("lane3.media_pre_fec_ber=1e-3")
    t.ok(wait(lambda: one(family, cage, 15, 3).get("levels") ==
                  HIGH_ALARM | HIGH_WARNING), "beyond both limits",
         str(one(family, cage, 15, 3).get("levels")))
    t.same(one(family, cage, 15, 4)["levels"], 0, "not so lane 4")
    cage.set("lane3.media_pre_fec_ber=2.4e-6")


def test_dumps(t, family, cage):
    """Each observable is there once, with the value of sysfs."""
    keys = list(map(key_of, observables_of(family, cage)))
    t.same(len(keys), len(set(keys)), "none comes twice")
    there = {f"{cage.place(lane)}/{file_name(kind)}" for kind, lane in keys}
    known = {file_name(kind) for kind in range(1, 256)}
    shown = {f"{path.parent.name}/{path.name}" for path in
             (*cage.path.glob("lane*/*"), *cage.path.glob("vdm/*"))
             if path.name in known}
    t.same(sorted(there ^ shown), [], "as many as files")
    t.same(keys, sorted(keys, key=lambda key: keys.index(
        next(k for k in keys if k[0] == key[0])) * 64 + key[1]),
           "types together, lanes in order")
    fixed = [m for m in family.ask("monitor-get", {"cage-id": cage.id},
                                   dump=True) if m["monitor"]["type"] > 255]
    t.same(len(fixed), 27, "monitors at fixed registers in the same dump")
    t.same([m for m in fixed if "name" not in m["monitor"]], [],
           "each has a name")


def refused(t, name, error, words, call):
    """Passes if the kernel refuses with that errno and message."""
    try:
        call()
        t.ok(False, name, "was not refused")
    except Refused as refusal:
        t.ok(refusal.errno == error and words in refusal.text, name,
             f"{refusal.errno}: {refusal.text!r}")


def test_refusals(t, family, cage):
    """Invalid requests are refused with a message."""
    def ask(**monitor):
        return lambda: family.ask("monitor-get", {"cage-id": cage.id,
                                                  "monitor": monitor})

    def change(**settings):
        return lambda: family.ask("settings-set", {"id": cage.id} | {
            name.replace("_", "-"): value
            for name, value in settings.items()})

    for name, place in (("lane 0", {"lane": 0}), ("lane 9", {"lane": 9}),
                        ("the module", {})):
        refused(t, f"an error ratio of {name}", errno.ENOENT, "no such",
                ask(type=15, **place))
    refused(t, "a monitor of the module, of lane 256", errno.ENOENT,
            "no such", ask(type=2, lane=256))
    refused(t, "a type that it does not measure", errno.ENOENT, "no such",
            ask(type=140, lane=1))
    refused(t, "type 0", errno.ERANGE, "", ask(type=0))
    refused(t, "neither type nor name", errno.EINVAL, "required", ask(lane=1))
    refused(t, "both", errno.EINVAL, "required",
            ask(type=15, name="media_pre_fec_ber", lane=1))
    refused(t, "a period too short", errno.ERANGE, "100 to 3600000",
            change(vdm_period_ms=99))
    refused(t, "diagnostics 2", errno.ERANGE, "0 or 1",
            change(diagnostics=2))
    refused(t, "statistics 2", errno.ERANGE, "0 or 1", change(statistics=2))
    refused(t, "checks all the time", errno.ERANGE, "100 to 3600000",
            change(static_period_ms=1))


def test_settings(t, family, cage):
    """Settings of VDM, changed alone."""
    def get():
        reply = family.ask("module-get", {"id": cage.id})[0]
        return reply["vdm-period-ms"], reply["diagnostics"]

    family.ask("settings-set", {"id": cage.id, "vdm-period-ms": 250})
    t.same(get(), (250, 0), "the period is set, diagnostics stay off")
    family.ask("settings-set", {"id": cage.id, "diagnostics": 1})
    t.same(get(), (250, 1), "diagnostics are on, the period stays")
    t.same([cage.value("vdm_period_ms"), cage.value("diagnostics")],
           ["250", "1"], "sysfs says the same")
    cage.set("lane3.media_error_count=12345678901234",
             "lane3.media_bit_count=98765432109877",
             "lane3.host_error_count=3", "lane3.host_bit_count=1000")

    def counters():
        lane = family.ask("lane-get", {"cage-id": cage.id, "lane": 3})[0]
        return {name: lane[name] for name in expected if name in lane}

    # A sweep reads those of the host before those of the media.
    expected = {"media-errors": 12345678901234, "media-bits": 98765432109877,
                "media-sync-lost": 1, "host-errors": 3, "host-bits": 1000,
                "host-sync-lost": 0}
    wait(lambda: counters() == expected)
    t.same(counters(), expected, "counters of lane 3")
    family.ask("settings-set", {"id": cage.id, "statistics": 0})
    t.same((family.ask("module-get", {"id": cage.id})[0]["statistics"],
            cage.value("statistics")), (0, "0"), "statistics are off")
    family.ask("settings-set", {"id": cage.id, "diagnostics": 0,
                                "statistics": 1})
    t.ok(wait(lambda: not counters()), "no counters any more")


def test_dr8(t, family):
    """A module of 8 lanes."""
    cage = Cage("p0", "--profile", "1.6t-dr8")
    try:
        cage.fast(family)
        for test in (test_values, test_dumps, test_refusals, test_settings):
            test(t, family, cage)
    finally:
        cage.remove()


def main():
    """Test a module of the simulator, made modules, and a published one."""
    sys.stdout.reconfigure(line_buffering=True)
    t = tap.Tap()
    subprocess.run(["modprobe", "cmis_i2c"], check=True)
    family = Cmis()
    test_dr8(t, family)
    test_images(t, family)
    test_dump(t, family)
    t.done()


if __name__ == "__main__":
    main()
