#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: monitors; netlink has the interface
# timeout: 900
"""Observables over netlink: every value and threshold, each once, single
requests, refusals and settings.
"""

import errno
import json
import pathlib
import subprocess
import sys
import tempfile

from lib import observables, tap
from lib.observables import (Cage, C_DIAGNOSTICS, C_ID, C_VDM_MS, DUMPS, Image,
                             SET, STATISTICS, file_name, float_parts, integer,
                             is_float, type_get, wait_for)
from lib.genl import Family, Refused, number, pack, signed, text, unpack

MODULE_GET, MONITOR_GET, LANE_GET = 1, 3, 4
CAGE, GENERATION, QUANTITY, SIDE, LANE, UNIT, VALUE, ERROR, THRESHOLDS, \
    LEVELS, AGE_MS = range(1, 12)
OBSERVABLE, NAME, RAW, MANTISSA, EXPONENT, STATISTIC, FLOAT_THRESHOLDS = \
    range(14, 21)
L_LANE, L_MEDIA_ERRORS, L_MEDIA_BITS, L_HOST_ERRORS, L_HOST_BITS, \
    L_MEDIA_LOST, L_HOST_LOST = 3, *range(17, 23)
SIDES = ("module", "host", "media")
HIGH_ALARM, HIGH_WARNING = 1, 4


class Message:
    """An observable's message."""

    def __init__(self, attributes):
        self.attributes = attributes

    def get(self, attribute):
        """A number, None if it is absent."""
        data = self.attributes.get(attribute)
        return None if data is None else number(data)

    def signed(self, attribute):
        """A number that may be negative, None if it is absent."""
        data = self.attributes.get(attribute)
        return None if data is None else signed(data)

    @property
    def key(self):
        """Type and lane from 1, 0 for the module."""
        return self.get(OBSERVABLE), self.get(LANE) or 0

    @property
    def float(self):
        """Mantissa and exponent."""
        return self.get(MANTISSA), self.signed(EXPONENT)

    def limits(self):
        """Thresholds as numbers or as pairs, by level; None if absent."""
        if THRESHOLDS in self.attributes:
            found = unpack(self.attributes[THRESHOLDS])
            return [signed(found[level]) for level in range(1, 5)]
        if FLOAT_THRESHOLDS not in self.attributes:
            return None
        found = unpack(self.attributes[FLOAT_THRESHOLDS])
        floats = [unpack(found[level]) for level in range(1, 5)]
        return [(number(f[1]), signed(f[2])) for f in floats]


def observables_of(family, cage):
    """All observables of a cage: messages in their order."""
    return [Message(m) for _, m in
            family.request(MONITOR_GET, pack(CAGE, cage.id), dump=True)
            if OBSERVABLE in m]


def one(family, cage, kind, lane=0):
    """A single request."""
    words = pack(CAGE, cage.id) + pack(OBSERVABLE, kind)
    if lane:
        words += pack(LANE, lane)
    return Message(family.request(MONITOR_GET, words)[0][1])


def decoded(kind, raw):
    """The expected value of a register in a message."""
    if is_float(kind):
        return (None, *float_parts(raw))
    return (integer(kind, raw), None, None)


def wrong_of(message, kind, raw):
    """Differences of a message from its type and register."""
    known = type_get(kind)
    got = {
        "name": text(message.attributes.get(NAME, b"")),
        "side": SIDES[message.get(SIDE)], "unit": message.get(UNIT),
        "statistic": message.get(STATISTIC), "raw": message.get(RAW),
        "value": (message.signed(VALUE), *message.float),
        "quantity": message.get(QUANTITY), "error": message.get(ERROR),
    }
    want = {
        "name": known.name, "side": known.side, "unit": known.unit,
        "statistic": int(kind in STATISTICS), "raw": raw,
        "value": (None, None, None) if raw is None else decoded(kind, raw),
        "quantity": None, "error": errno.ENODATA if raw is None else None,
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
    keys = [message.key for message in messages]
    if len(set(keys)) != len(keys) or set(keys) != set(expected):
        return {"keys": (len(keys), len(expected),
                         sorted(set(keys) ^ set(expected))[:5])}
    wrong = {}
    for message in messages:
        differs = wrong_of(message, message.key[0], expected[message.key])
        key = image.serves(*message.key)
        words = image.limits[key] if key else None
        limits = None if words is None else [limit_of(key[0], word)
                                             for word in words]
        if message.limits() != limits:
            differs["limits"] = (message.limits(), limits)
        if differs:
            wrong[message.key] = differs
    return wrong


def limit_of(kind, raw):
    """A threshold as messages have it."""
    return float_parts(raw) if is_float(kind) else integer(kind, raw)


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
            wait_for(lambda: not image_wrong(family, cage, image))
            wrong = image_wrong(family, cage, image)
            t.same(dict(list(wrong.items())[:3]), {},
                   f"image {seed}: {len(image.values())} messages")
        finally:
            cage.remove()


def test_dump(t, family):
    """The facts that others assert of a module that they have published."""
    name = "fboss-cmis-400g-lr4"
    if not DUMPS.is_dir():
        t.skip(name, "no shared/dumps beside the tree")
        return
    cage = Cage(name, "--image", DUMPS / f"{name}.pages")
    source = json.loads((DUMPS / f"{name}.json").read_text())
    places = {"min": 0, "max": 2, "avg": 4, "current": 6}
    try:
        cage.fast(family)
        wait_for(lambda: one(family, cage, 17).get(MANTISSA) is not None)
        for key, limits in source["expected"]["vdm"].items():
            if not isinstance(limits, dict):
                continue
            side, what = key.replace("errored_frames_", "").split("_")
            kind = 17 + places[what] + (side == "host")
            mantissa, exponent = one(family, cage, kind).float
            ok = mantissa is not None and \
                limits["ge"] <= float(f"{mantissa}e{exponent}") < limits["lt"]
            t.ok(ok, f"{name}: {key} {limits['asserted_as']}",
                 f"is {mantissa}e{exponent}")
            t.same(one(family, cage, kind, 1).float, (mantissa, exponent),
                   "and so in lane 1")
        t.same(one(family, cage, 5, 1).signed(VALUE), 21188,
               f"{name}: signal-to-noise ratio of lane 1")
    finally:
        cage.remove()


# --------------------------------------------------------------------------
# A module of 8 lanes
# --------------------------------------------------------------------------

def test_values(t, family, cage):
    """Values, thresholds and levels by literal numbers."""
    cage.set("lane3.media_pre_fec_ber=2.4e-6", "vdm.2=0xf000",
             "lane2.media_snr_db=21.5")
    wait_for(lambda: one(family, cage, 15, 3).float == (240, -8) and
             one(family, cage, 5, 2).signed(VALUE) == 21500)
    ber = one(family, cage, 15, 3)
    t.same(wrong_of(ber, 15, 0x80f0), {}, "error ratio of lane 3")
    t.same(ber.limits(), [(240, -6), (0, -24), (1000, -8), (0, -24)],
           "its thresholds")
    t.same(ber.get(LEVELS), 0, "it is beyond none")
    t.ok(ber.get(AGE_MS) < 5000, "it is new", str(ber.get(AGE_MS)))
    t.same(ber.get(GENERATION), 1, "it says of which module it is")
    snr = one(family, cage, 5, 2)
    t.same((snr.signed(VALUE), snr.get(RAW)), (21500, 0x1580),
           "signal-to-noise ratio of lane 2")
    t.same(snr.limits(), [45000, 16000, 40000, 18000], "its thresholds")
    tec = one(family, cage, 2)
    t.same((tec.signed(VALUE), tec.get(LANE)), (-12500, None),
           "a negative value, of the module")
    cage.set("lane3.media_pre_fec_ber=1e-3")
    t.ok(wait_for(lambda: one(family, cage, 15, 3).get(LEVELS) ==
                  HIGH_ALARM | HIGH_WARNING), "beyond both thresholds",
         str(one(family, cage, 15, 3).get(LEVELS)))
    t.same(one(family, cage, 15, 4).get(LEVELS), 0, "not so lane 4")
    cage.set("lane3.media_pre_fec_ber=2.4e-6")


def test_dumps(t, family, cage):
    """Each observable once, as sysfs has them."""
    messages = observables_of(family, cage)
    keys = [message.key for message in messages]
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
    quantities = [m for _, m in family.request(
        MONITOR_GET, pack(CAGE, cage.id), dump=True) if QUANTITY in m]
    t.same(len(quantities), 27, "quantities are as they were")
    t.same([m for m in quantities if OBSERVABLE in m], [], "and none is both")


def refused(t, name, error, words, call):
    """Passes if the kernel refuses so."""
    try:
        call()
        t.ok(False, name, "was not refused")
    except Refused as refusal:
        t.ok(refusal.errno == error and words in refusal.text, name,
             f"{refusal.errno}: {refusal.text!r}")


def test_refusals(t, family, cage):
    """Impossible requests are refused, with words."""
    def ask(words):
        return lambda: family.request(MONITOR_GET,
                                      pack(CAGE, cage.id) + words)

    def change(words):
        return lambda: family.request(SET, pack(C_ID, cage.id) + words)

    for name, words in (("lane 0", pack(LANE, 0)), ("lane 9", pack(LANE, 9)),
                        ("the module", b"")):
        refused(t, f"an error ratio of {name}", errno.ENOENT, "no such",
                ask(pack(OBSERVABLE, 15) + words))
    refused(t, "what is the module's own, of lane 256", errno.ENOENT,
            "no such", ask(pack(OBSERVABLE, 2) + pack(LANE, 256)))
    refused(t, "a type that it does not measure", errno.ENOENT, "no such",
            ask(pack(OBSERVABLE, 140) + pack(LANE, 1)))
    refused(t, "type 0", errno.ERANGE, "", ask(pack(OBSERVABLE, 0)))
    refused(t, "type 256", errno.ERANGE, "", ask(pack(OBSERVABLE, 256)))
    refused(t, "neither", errno.EINVAL, "which", ask(b""))
    refused(t, "both", errno.EINVAL, "which",
            ask(pack(OBSERVABLE, 15) + pack(QUANTITY, 0)))
    refused(t, "a period too short", errno.ERANGE, "100 to 3600000",
            change(pack(C_VDM_MS, 99)))
    refused(t, "diagnostics 2", errno.ERANGE, "0 or 1",
            change(pack(C_DIAGNOSTICS, 2)))


def test_settings(t, family, cage):
    """Settings of VDM, changed alone."""
    def get():
        reply = family.request(MODULE_GET, pack(C_ID, cage.id))[0][1]
        return number(reply[C_VDM_MS]), number(reply[C_DIAGNOSTICS])

    family.request(SET, pack(C_ID, cage.id) + pack(C_VDM_MS, 250))
    t.same(get(), (250, 0), "the period is set, diagnostics stay off")
    family.request(SET, pack(C_ID, cage.id) + pack(C_DIAGNOSTICS, 1))
    t.same(get(), (250, 1), "diagnostics are on, the period stays")
    t.same([cage.value("vdm_period_ms"), cage.value("diagnostics")],
           ["250", "1"], "sysfs says the same")
    cage.set("lane3.media_error_count=12345678901234",
             "lane3.media_bit_count=98765432109877",
             "lane3.host_error_count=3", "lane3.host_bit_count=1000")

    def lane():
        return family.request(LANE_GET, pack(CAGE, cage.id) +
                              pack(L_LANE, 3))[0][1]

    def counters():
        got = lane()
        return [number(got.get(attribute, b"")) for attribute in
                (L_MEDIA_ERRORS, L_MEDIA_BITS, L_MEDIA_LOST, L_HOST_ERRORS,
                 L_HOST_BITS, L_HOST_LOST)]

    # A sweep reads those of the host before those of the media.
    expected = [12345678901234, 98765432109877, 1, 3, 1000, 0]
    wait_for(lambda: counters() == expected)
    t.same(counters(), expected, "counters of lane 3")
    family.request(SET, pack(C_ID, cage.id) + pack(C_DIAGNOSTICS, 0))
    t.ok(wait_for(lambda: L_MEDIA_ERRORS not in lane()),
         "no counters any more")


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
    """A module of the simulator, made ones, and a published one."""
    sys.stdout.reconfigure(line_buffering=True)
    t = tap.Tap()
    subprocess.run(["modprobe", "cmis_i2c"], check=True)
    family = Family("cmis")
    test_dr8(t, family)
    test_images(t, family)
    test_dump(t, family)
    t.done()


if __name__ == "__main__":
    main()
