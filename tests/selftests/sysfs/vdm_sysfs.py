#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: monitors; sysfs has the interface
# timeout: 900
"""Observables in sysfs: the files, and the digits of every value."""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from lib import DUMPS, observables, sim, tap, wait
from lib.observables import Cage, Image, file_name, raw_choose, text
from lib.genl import Family
from lib.nlspec import Cmis, integer

# 1.6t-dr8 measures these of each lane, and these of itself.
DR8_LANE = (1, 4, 5, 6, 7, 8, *range(9, 27), 27, 29, 31, 33, 100)
DR8_MODULE = (2, 78, 80, 104)

# Numbers of Documentation/netlink/specs/cmis.yaml.

# A register and its meaning; the numbers are the specification's.
CODES = (
    (15, 0x0000, "0.000e+00"), (15, 0x0001, "1.000e-24"),
    (15, 0x07ff, "2.047e-21"), (15, 0x80f0, "2.400e-06"),
    (15, 0x8018, "2.400e-07"), (15, 0xffff, "EBADMSG"),
    (15, 0xf800, "0.000e+00"), (15, 0xc001, "1.000e+00"),
    (16, 0x6cb0, "1.200e-08"), (23, 0xb12c, "3.000e+00"),
    (5, 0x1530, "21188"), (5, 0xffff, "EBADMSG"), (5, 0x0000, "0"),
    (4, 0x3200, "50000"), (4, 0xff80, "-500"), (4, 0x8000, "ENODATA"),
    (4, 0x7fff, "127996"), (1, 0x0064, "100000"),
    (33, 0x000f, "15"), (100, 0xbeef, "48879"), (100, 0x0000, "0"),
)
MODULE_CODES = ((2, 0x8000, "ENODATA"), (78, 0xffff, "EBADMSG"),
                (80, 0x2328, "900000"), (104, 0x0456, "1110"))


def observable_files(cage, place):
    """Names of files that are those of observables."""
    names = {file_name(kind) for kind in range(1, 256)}
    return sorted(path.name for path in (cage.path / place).iterdir()
                  if path.name in names)


def test_files(t, cage):
    """A file for each advertised observable, and no other."""
    expected = sorted(file_name(kind) for kind in DR8_LANE)
    for lane in (1, 8):
        t.same(observable_files(cage, f"lane{lane}"), expected,
               f"files of lane {lane}")
    t.same(observable_files(cage, "vdm"),
           sorted(file_name(kind) for kind in DR8_MODULE), "files of vdm")
    t.same(cage.value("vdm/rejected"), "0", "nothing is rejected")
    t.ok(cage.value("vdm/fine_interval_us") not in ("absent", "0"),
         "there is an interval")
    t.same((cage.path / "lane1/media_pre_fec_ber").stat().st_mode & 0o777,
           0o444, "anybody may read")


def spread(codes):
    """Codes dealt out to lanes, each type's own from the first on: changes
    for the simulator, and the expected files then."""
    taken, changes, expected = {}, [], {}
    for kind, raw, value in codes:
        lane = taken[kind] = taken.get(kind, 0) + 1
        changes.append(f"vdm.{kind}.lane{lane}=0x{raw:04x}")
        expected[f"lane{lane}/{file_name(kind)}"] = value
    return changes, expected


def test_codes(t, cage):
    """Registers of lanes and of the module."""
    changes, expected = spread(CODES)
    for kind, raw, value in MODULE_CODES:
        changes.append(f"vdm.{kind}=0x{raw:04x}")
        expected[f"vdm/{file_name(kind)}"] = value
    cage.set(*changes)
    wait(lambda: not cage.differences(expected))
    for name, value in expected.items():
        t.same(cage.value(name), value, f"{name}: {value}")


def test_words(t, cage):
    """The same in the units of people, and nowhere else."""
    cage.set("lane3.media_pre_fec_ber=2.4e-6", "lane4.media_pre_fec_ber=1e-12",
             "lane5.host_pre_fec_ber=3.7e-9", "lane2.media_snr_db=21.5",
             "lane1.media_ferc=12")
    expected = {
        "lane3/media_pre_fec_ber": "2.400e-06",
        "lane4/media_pre_fec_ber": "1.000e-12",
        "lane5/host_pre_fec_ber": "3.700e-09",
        "lane2/media_snr_mdb": "21500",
        **{f"lane{lane}/media_ferc": "1.200e+01" for lane in range(1, 9)},
    }
    t.same(cage.settle(expected), {},
           "values of lanes, and of the path in each of its lanes")
    t.same([cage.value(f"lane{lane}/media_pre_fec_ber") for lane in (1, 2, 5)],
           ["2.400e-06", "2.430e-06", "2.520e-06"], "others are as they were")


def test_statistics(t, cage):
    """Statistics fail without a freeze; with one they have values."""
    names = [f"lane3/media_pre_fec_ber_{what}" for what in
             ("min", "max", "avg")]
    ok = wait(lambda: all(cage.value(name)[1:2] == "." for name in names))
    t.ok(ok, "statistics are shown",
         str([cage.value(name) for name in names]))
    cage.set("vdm_freeze_ms=never")
    t.ok(all(cage.becomes(name, "ETIMEDOUT") for name in names),
         "a freeze that is never done is told",
         str([cage.value(name) for name in names]))
    cage.set("lane3.media_pre_fec_ber=5e-7")
    t.ok(cage.becomes("lane3/media_pre_fec_ber", "5.000e-07"),
         "what needs no freeze is not held up")
    cage.set("vdm_freeze_ms=5")
    t.ok(wait(lambda: all(cage.value(name)[1:2] == "."
                              for name in names)),
         "they come back", str([cage.value(name) for name in names]))


def test_removal(t, cage):
    """Files and values go with the module."""
    with open(cage.path / "lane3/media_pre_fec_ber", encoding="ascii") as file:
        sim("remove", cage.port)
        gone = wait(lambda: cage.value("status") == "empty")
        t.ok(gone and not (cage.path / "vdm").exists() and
             not (cage.path / "lane3").exists(), "folders go with the module")
        try:
            t.ok(False, "an open file says that too", file.read())
        except OSError as error:
            t.same(error.errno, 19, "an open file says that too")
    sim("insert", cage.port)
    cage.wait_ready()
    t.ok(cage.becomes("lane3/media_pre_fec_ber", "2.460e-06"),
         "the next module has its own values")


def test_dr8(t, family):
    """A module of 8 lanes, part by part."""
    cage = Cage("p0", "--profile", "1.6t-dr8")
    try:
        cage.fast(family)
        for test in (test_files, test_words, test_codes, test_statistics,
                     test_counters, test_removal):
            test(t, cage)
    finally:
        cage.remove()


def test_lanes(t, family):
    """Random values of 16 and of 32 lanes appear in the right files."""
    chance = random.Random(4)
    for profile, lanes, kinds in (("3.2t-dr16", 16, (15, 16, 5, 6, 4, 23)),
                                  ("cpo-32", 32, (5, 6, 84, 104))):
        cage = Cage("p0", "--profile", profile)
        try:
            cage.fast(family)
            for turn in range(3):
                expected, changes = {}, []
                for kind in kinds:
                    for lane in range(1, lanes + 1):
                        raw = raw_choose(chance, kind)
                        changes.append(f"vdm.{kind}.lane{lane}=0x{raw:04x}")
                        expected[f"lane{lane}/{file_name(kind)}"] = \
                            text(kind, raw)
                cage.set(*changes)
                t.same(cage.settle(expected), {},
                       f"{lanes} lanes, {len(expected)} values, turn {turn}")
        finally:
            cage.remove()


def values_told(cage):
    """{(monitor, lane): integer} over netlink."""
    return {(m["monitor"]["name"], m["monitor"].get("lane", 0)):
            integer(m["value"])
            for m in Cmis().ask("monitor-get", {"cage-id": cage.id}, dump=True)
            if "value" in m and "name" in m["monitor"]}


def test_quantities(t, family):
    """The same for power and bias, in each place where they are shown."""
    chance = random.Random(5)
    cage = Cage("p0", "--profile", "cpo-32")
    try:
        cage.fast(family)
        hwmon = next(cage.path.glob("device/hwmon/hwmon*"))
        changes, lanes, sensors, messages = [], {}, {}, {}
        for lane in range(1, 33):
            for key, unit, name, sensor in (
                    ("tx_power", "mw", "tx_power_nw", f"power{lane}"),
                    ("tx_bias", "ma", "tx_bias_ua", f"curr{lane}"),
                    ("rx_power", "mw", "rx_power_nw", f"power{lane + 32}")):
                thousands = chance.randrange(1, 250 if unit == "ma" else 6000)
                amount = thousands if unit == "ma" else thousands / 1000
                changes.append(f"lane{lane}.{key}_{unit}={amount}")
                lanes[f"lane{lane}/{name}"] = str(1000 * thousands)
                sensors[f"{sensor}_input"] = str(thousands)
                messages[key, lane] = 1000 * thousands
        cage.set(*changes)
        t.same(cage.settle(lanes), {}, "32 lanes, 96 values in sysfs")
        t.same({name: (hwmon / name).read_text().strip()
                for name in sensors}, sensors, "the same in hwmon")
        found = values_told(cage)
        t.same({key: found.get(key) for key in messages}, messages,
               "and over netlink")
    finally:
        cage.remove()


def test_paths(t, family):
    """A value of a bank's path is in each lane of that bank."""
    cage = Cage("p0", "--profile", "cpo-32")
    try:
        cage.fast(family)
        raws = (0x80f0, 0x7801, 0x0001, 0x9123)
        cage.set(*(f"vdm.15.lane{8 * bank + 1}=0x{raw:04x}"
                   for bank, raw in enumerate(raws)))
        expected = {f"lane{lane}/media_pre_fec_ber":
                    text(15, raws[(lane - 1) // 8]) for lane in range(1, 33)}
        t.same(cage.settle(expected), {}, "four paths of eight lanes")
    finally:
        cage.remove()


def expected_files(image):
    """Each file of an image's observables."""
    return {f"{f'lane{lane}' if lane else 'vdm'}/{file_name(kind)}":
            "ENODATA" if raw is None else text(kind, raw)
            for (kind, lane), raw in image.values().items()}


def test_images(t, family):
    """Random descriptors of all types, some of them bad."""
    for seed, (profile, banks) in enumerate((("cpo-32", 4),
                                             ("3.2t-dr16", 2),
                                             ("1.6t-dr8", 1))):
        image = Image.random_module(profile, banks, seed)
        with tempfile.TemporaryDirectory() as folder:
            observables.image_write(pathlib.Path(folder), image.pages)
            cage = Cage("p0", "--image", folder)
        try:
            cage.fast(family)
            expected = expected_files(image)
            name = f"image {seed}: {len(expected)} values in {banks} banks"
            wrong = cage.settle(expected)
            t.same(dict(list(wrong.items())[:5]), {}, name)
            there = {f"{place.name}/{name}" for place in
                     (*cage.path.glob("lane[0-9]*"), cage.path / "vdm")
                     for name in observable_files(cage, place.name)}
            t.same(sorted(there), sorted(expected), "these files and no others")
            t.same(cage.value("vdm/observables"), str(len(image.accepted)),
                   "all of them are counted")
            t.same(cage.value("vdm/rejected"), str(image.rejected),
                   "and all that were bad")
        finally:
            cage.remove()


def in_range(value, limits):
    """Whether a text is in the published range."""
    try:
        number = float(value)
    except ValueError:
        return False
    return limits["ge"] <= number < limits["lt"]


def dump_values(t, cage, expected):
    """The facts of a source, by its own names."""
    for key, limits in expected.items():
        if not isinstance(limits, dict):
            continue
        name = key.replace("errored_frames_", "")
        side, what = name.split("_", 1)
        path = f"vdm/{side}_ferc" + ("" if what == "current" else f"_{what}")
        t.ok(wait(lambda path=path, limits=limits:
                      in_range(cage.value(path), limits)),
             f"{cage.port}: {path} is {limits['asserted_as']}",
             f"is {cage.value(path)}")


def dump_descriptors(pages):
    """{(type, resource): raw} of a published image of one bank."""
    found = {}
    for group in range(4):
        desc = pages / f"p{0x20 + group:02x}.bin"
        samples = pages / f"p{0x24 + group:02x}.bin"
        if not desc.exists() or not samples.exists():
            continue
        desc, samples = desc.read_bytes(), samples.read_bytes()
        for at in range(0, 128, 2):
            if desc[at + 1]:
                found.setdefault((desc[at + 1], desc[at] & 15),
                                 int.from_bytes(samples[at:at + 2], "big"))
    return found


def page14_selector(cage):
    """The selector of page 14h, as a reader through the driver sees it."""
    with open(cage.path / "eeprom", "rb", buffering=0) as file:
        return os.pread(file.fileno(), 1, 128 + 0x14 * 128)[0]


def module_selector(cage):
    """The selector of page 14h at this moment."""
    return sim("get", cage.port, "byte.14.128").split()[-1:]


def test_dump_page14(t, family):
    """A published module whose page 14h shows SNR."""
    name = "fboss-cmis-arista-400g-xdr4"
    cage = Cage(name, "--image", DUMPS / f"{name}.pages")
    try:
        cage.fast(family)
        source = json.loads((DUMPS / f"{name}.json").read_text())["expected"]
        expected = {f"lane{lane}/media_snr_mdb": str(round(1000 * decibel))
                    for lane, decibel in
                    enumerate(source["page14_media_snr_dB"], 1)}
        t.same(cage.settle(expected), {}, f"{name}: SNR of page 14h")
        t.same(page14_selector(cage), 6,
               f"{name}: what the page shows is as it was, to a reader")
        # Between sweeps the module itself shows it.
        cage.fast(family, vdm_ms=3600000)
        selector = ["0x06"]
        wait(lambda: module_selector(cage) == selector)
        t.same(module_selector(cage), selector,
               f"{name}: what the page shows is as it was, in the module")
    finally:
        cage.remove()


def test_dump(t, family, name):
    """Test a published module."""
    cage = Cage(name, "--image", DUMPS / f"{name}.pages")
    try:
        cage.fast(family)
        source = json.loads((DUMPS / f"{name}.json").read_text())
        dump_values(t, cage, source["expected"].get("vdm", {}))
        expected = {}
        advert = (DUMPS / f"{name}.pages/p01.bin").read_bytes()[142 - 128]
        if advert & 0x40:
            for (kind, resource), raw in \
                    dump_descriptors(DUMPS / f"{name}.pages").items():
                place = "vdm" if resource == 15 else f"lane{resource + 1}"
                expected[f"{place}/{file_name(kind)}"] = text(kind, raw)
        t.same(cage.settle(expected), {},
               f"{name}: {len(expected)} values as published")
        if not expected:
            t.same(list(cage.path.glob("*/*_ferc*")), [],
                   f"{name}: nothing is made up")
    finally:
        cage.remove()


def test_counters(t, cage):
    """The driver reads counters of bit errors only with diagnostics=1."""
    names = [f"lane3/{side}_{what}" for side in ("media", "host")
             for what in ("errors", "bits", "sync_lost")]
    t.same([cage.value(name) for name in names], ["ENODATA"] * 6,
           "counters that nobody wants are not read")
    cage.set("lane3.media_error_count=12345678901234",
             "lane3.media_bit_count=98765432109876",
             "lane3.host_error_count=3", "lane3.host_bit_count=1001",
             "lane7.media_error_count=7", "lane7.media_bit_count=700")
    (cage.path / "diagnostics").write_text("1")
    expected = dict(zip(names, ("12345678901234", "98765432109876", "0",
                                "3", "1001", "1")))
    expected["lane7/media_errors"] = "7"
    t.same(cage.settle(expected), {}, "counters of lanes")
    (cage.path / "diagnostics").write_text("0")
    t.ok(cage.becomes("lane3/media_errors", "ENODATA"),
         "and no longer when they are not wanted")


def test_diagnostics(t, family):
    """A module whose error ratios are on page 14h only."""
    cage = Cage("p0", "--profile", "400g-qsfp112")
    try:
        cage.fast(family)
        cage.set("lane2.media_pre_fec_ber=3.3e-5",
                 "lane4.host_pre_fec_ber=1.5e-10")
        expected = {"lane2/media_pre_fec_ber": "3.300e-05",
                    "lane4/host_pre_fec_ber": "1.500e-10"}
        t.same(cage.settle(expected), {}, "error ratios without VDM's")
        t.same(cage.value("lane2/media_pre_fec_ber_min"), "absent",
               "no statistics")
        t.same(cage.value("lane5/media_pre_fec_ber"), "absent",
               "no lanes that are not there")
    finally:
        cage.remove()


def main():
    """Test modules of the simulator, made modules, and published ones."""
    sys.stdout.reconfigure(line_buffering=True)
    t = tap.Tap()
    subprocess.run(["modprobe", "cmis_i2c"], check=True)
    family = Family("cmis")
    test_dr8(t, family)
    test_diagnostics(t, family)
    test_lanes(t, family)
    test_quantities(t, family)
    test_paths(t, family)
    test_images(t, family)
    for name in ("fboss-cmis-400g-lr4", "fboss-cmis-400g-dr4",
                 "fboss-cmis-2x400g-dr4"):
        if DUMPS.is_dir():
            test_dump(t, family, name)
        else:
            t.skip(name, "no shared/dumps beside the tree")
    if DUMPS.is_dir():
        test_dump_page14(t, family)
    t.done()


if __name__ == "__main__":
    main()
