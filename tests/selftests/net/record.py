#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: entries do not depend on the kernel
"""The flight recorder of a cage: its entries, records that a trigger seals, and
permissions. A second decoder reads the records.
"""

import csv
import errno
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

from lib import CAGES, record, sim, tap, wait
from lib.genl import Refused
from lib.nlspec import Cmis

MARK = "fibre 7 cleaned"
PORT, NETDEV = "rec", "rec0"
RX_LOS = (0x11, 147)
NOBODY = 65534
KEY, DELTA, FLAGS, STATE, LINK, WRITE = 1, 2, 0x10, 0x13, 0x14, 0x15
VERDICT, TRIGGER, MARKED = 0x17, 0x18, 0x1d
LINE = 3
CARRIER_DOWN, EEPROM = 0, 1
CARRIER, REMOVAL, ASKED = 1, 4, 7


def run(*words):
    """Status and output of a command."""
    done = subprocess.run(words, check=False, capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode()


class Watched:
    """A cage and its records."""

    def __init__(self, folder):
        self.folder = folder
        self.name = folder.name

    def value(self, name):
        """The content of a file; "" while it cannot be read."""
        try:
            return (self.folder / name).read_text().strip()
        except OSError:
            return ""

    def sensor(self):
        """The temperature, as hwmon has it."""
        folder = next((self.folder / "device/hwmon").glob("hwmon*"))
        return (folder / "temp1_input").read_text().strip()

    def export(self, *options):
        """The bytes of a record."""
        status, data, said = run("cmisctl", "record", self.name, *options)
        if status:
            raise RuntimeError(said)
        return data

    def entries(self, data=None):
        """All entries of a record but the malformed, without their times."""
        for skipped, block in record.Record(data or self.export()).blocks():
            assert not skipped
            for _, kind, *rest in block.entries():
                yield kind, rest[0] if len(rest) == 1 else rest[1]

    def events(self, kind, data=None):
        """The payloads of entries of a type."""
        return [payload for found, payload in self.entries(data)
                if found == kind]


def cage_make(port, *options):
    """A simulated module, swept often."""
    said = sim("add", port, *options)
    cage = CAGES / re.search(r"\bcmis\d+", said)[0]
    wait(lambda: (cage / "status").read_text() == "ready\n")
    for name in ("thermal", "lanes", "vdm"):
        (cage / f"{name}_period_ms").write_text("200")
    return Watched(cage)


def live_test(test, cage):
    """The record that is being written."""
    test.same(cage.value("health/record_state"), "recording",
              "a module is recorded")
    live = record.Record(cage.export())
    head = live.header
    test.same(head["serial"].rstrip(b" \0").decode(),
              cage.value("vendor_sn"), "it has the serial number")
    test.same((head["lanes"], head["banks"], head["streams"],
               head["trigger"], head["flags"] & 1), (8, 1, 1, 0, 0),
              "it is live, with the lanes of the module")
    pages = {(part.bank, part.page): part.data for part in live.statics}
    test.ok({(0, 0xff), (0, 0), (0, 1), (0, 2), (0, 0x20), (0, 0x28),
             (0, 0x2f)} <= set(pages), "it has the static pages",
            f"has {sorted(pages)}")
    test.same(bytes(pages[0, 0][166 - 128:182 - 128]), head["serial"],
              "page 00h is as in the module")
    wait(lambda: any(kind == DELTA for kind, _ in cage.entries()))
    ranges = {(rest.page, rest.offset) for kind, rest in cage.entries()
              if kind == KEY}
    test.ok({page for page, _ in ranges} >= {0xff, 0x11, 0x24, 0x2c},
            "it has the ranges of all sweeps", f"has {sorted(ranges)}")


def flag_test(test, cage):
    """Flags that another reader takes."""
    (cage.folder / "lanes_period_ms").write_text("3600000")
    wait(lambda: False, 0.5)
    sim("set", PORT, "byte.11.147=5")
    with open(cage.folder / "eeprom", "rb", buffering=0) as file:
        os.pread(file.fileno(), 1, 128 * (1 + 0x11) + 147 - 128)
    test.ok([0, *RX_LOS, 5] in [list(flags) for flags in cage.events(FLAGS)],
            "a flag that eeprom has taken is recorded",
            f"has {cage.events(FLAGS)}")
    (cage.folder / "lanes_period_ms").write_text("200")


def write_test(test, cage):
    """Writes, without the bytes of passwords."""
    with open(cage.folder / "eeprom", "r+b", buffering=0) as file:
        os.pwrite(file.fileno(), b"\x12\x34\x56\x78", 122)
        os.pwrite(file.fileno(), b"\x55", 128 + 128)
    writes = [list(payload) for payload in cage.events(WRITE)
              if payload[0] == EEPROM]
    test.ok([EEPROM, 0, 0xff, 122, 4, 0, 0, 0, 0] in writes,
            "a password is written as zeros", f"has {writes}")
    run("cmisctl", "mark", cage.name, MARK)
    test.ok(bytes([len(MARK)]) + MARK.encode() in cage.events(MARKED),
            "a mark is recorded")
    status, _, said = run("cmisctl", "mark", cage.name, "\x1b[1m")
    test.ok(status and "printable" in said, "a mark must be printable", said)


def csv_test(test, cage):
    """Values as sysfs has them."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "record"
        path.write_bytes(cage.export())
        status, rows, said = run("cmisctl", "replay", str(path), "--csv")
        text = run("cmisctl", "replay", str(path))[1].decode()
    test.ok(status == 0 and not said, "a record is replayed", said)
    test.ok(f"mark {MARK}" in text, "the text has the mark")
    found = {}
    for row in csv.DictReader(rows.decode().splitlines()):
        found[row["lane"], row["name"]] = row["value"]
    test.same(found["0", "temperature_mc"], cage.sensor(),
              "the temperature is as in hwmon")
    for name in ("tx_power_nw", "tx_bias_ua", "media_pre_fec_ber"):
        wait(lambda name=name: cage.value(f"lane2/{name}"), 10)
        test.same(found.get(("2", name)), cage.value(f"lane2/{name}"),
                  f"{name} of lane 2 is as in sysfs")
    test.same(found["0", "serial"], cage.value("vendor_sn"),
              "the serial number is there")
    test.ok("temperature.high_alarm" in {name for _, name in found},
            "thresholds are there")


def carrier_test(test, cage):
    """A lost carrier, then a removal."""
    sim("set", PORT, "temperature_c=61.5")
    wait(lambda: cage.sensor() == "61500", 10)
    run("ip", "link", "set", NETDEV, "carrier", "off")
    wait(lambda: cage.value("health/record_state") == "burst", 10)
    test.same(cage.value("health/record_state"), "burst",
              "a lost carrier is a trigger")
    test.ok(any(payload[0] == CARRIER_DOWN for payload in cage.events(LINK)),
            "the loss is recorded")
    wait(lambda: cage.events(VERDICT), 10)
    test.same([cage.value("health/verdicts"), cage.value(
        "health/last_verdict") == "line"], ["1", cage.events(VERDICT)[0][0] ==
                                            LINE], "so is the verdict")
    sim("remove", PORT)
    wait(lambda: cage.value("health/records") == "1", 10)
    test.same(cage.value("health/record_state"), "idle",
              "nothing is recorded without a module")
    sealed = cage.export("--number", "1")
    head = record.Record(sealed).header
    test.same((head["flags"] & 1, head["trigger"]), (1, CARRIER),
              "the record of a removed module is sealed")
    test.same([payload[0] for payload in cage.events(TRIGGER, sealed)],
              [CARRIER, REMOVAL], "it has both triggers")
    test.same(list(cage.events(STATE, sealed)[-1][:2]), [2, 0],
              "it ends with the removal")
    test.same(cage.export("--number", "1")[128:], sealed[128:],
              "it stays as it is")


def play_test(test, sealed):
    """The record as a test: another port gives the same values and flags."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "record"
        path.write_bytes(sealed)
        image = f"{folder}/image"
        status, _, said = run("cmisctl", "replay", str(path), "--image",
                              image)
        test.ok(status == 0, "a record gives an image", said)
        other = cage_make("again", "--image", image)
        test.ok(other.sensor() != "61500", "the image is that of the start")
        sim("play", "again", path, "--speed", "20")
    wait(lambda: other.sensor() == "61500", 10)
    test.same(other.sensor(), "61500", "a played module has the values")
    test.same(other.value("vendor_sn"),
              record.Record(sealed).header["serial"].rstrip().decode(),
              "it has the serial number")
    losses = [other.value(f"lane{lane}/rx_los") for lane in range(1, 5)]
    test.same(losses, ["1", "0", "1", "0"], "it has the flags")


def kept_test(test, cage, family):
    """A module that comes back, and its records."""
    sim("insert", PORT)
    wait(lambda: cage.value("status") == "ready")
    test.same(record.Record(cage.export()).header["generation"], 2,
              "the module that comes is recorded anew")
    number = {"cage-id": int(cage.name[4:])}
    family.ask("health-do", {**number, "action": 1})
    wait(lambda: cage.value("health/record_state") == "burst", 10)
    listed = family.ask("record-list", number, dump=True)
    test.same([(item.get("number"), item.get("trigger"), item.get("state"))
               for item in listed], [(None, None, 3), (1, CARRIER, None)],
              "a list has the state and the records")
    for _ in range(4):
        sim("remove", PORT)
        wait(lambda: cage.value("status") == "empty")
        sim("insert", PORT)
        wait(lambda: cage.value("status") == "ready")
    test.same(cage.value("health/records"), "4",
              "four records of the same module are kept")
    listed = family.ask("record-list", number, dump=True)
    test.same([item["number"] for item in listed[1:]], [2, 3, 4, 5],
              "the newest ones")
    family.ask("health-do", {**number, "action": 2, "number": 3})
    test.same(cage.value("health/records"), "3", "one is dropped")
    family.ask("health-do", {**number, "action": 2})
    test.same(cage.value("health/records"), "0", "all are dropped")


def refusal(family, operation, values, dump=False):
    """The errno of a request that must fail."""
    try:
        family.ask(operation, values, dump=dump)
    except Refused as refused:
        return refused.errno, bool(refused.text)
    return None


def refusals_test(test, cage, family):
    """Requests that make no sense, and users without the right."""
    number = int(cage.name[4:])
    test.same(refusal(family, "record-get", {"cage-id": 999}, True),
              (errno.ENODEV, True), "there is no such cage")
    test.same(refusal(family, "record-get", {}, True), (errno.EINVAL, True),
              "a record belongs to a cage")
    test.same(refusal(family, "record-get",
                      {"cage-id": number, "number": 99}, True),
              (errno.ENOENT, True), "there is no such record")
    test.same(refusal(family, "health-do", {"cage-id": number}),
              (errno.EINVAL, True), "an action is required")
    child = os.fork()
    if not child:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        other = Cmis()
        same = [refusal(other, "record-get", {"cage-id": number}, True),
                refusal(other, "record-list", {}, True),
                refusal(other, "health-do",
                        {"cage-id": number, "action": 1})]
        os._exit(any(found is None or found[0] != errno.EPERM
                     for found in same))
    test.same(os.waitpid(child, 0)[1], 0, "other users are refused")


def main():
    """All tests."""
    test = tap.Tap()
    if not shutil.which("cmisctl"):
        test.skip_all("cmisctl is not built")
    run("ip", "link", "add", NETDEV, "type", "dummy")
    run("ip", "link", "set", NETDEV, "up")
    cage = cage_make(PORT, "--profile", "1.6t-dr8", "--netdev", NETDEV)
    try:
        family = Cmis()
        live_test(test, cage)
        flag_test(test, cage)
        write_test(test, cage)
        csv_test(test, cage)
        refusals_test(test, cage, family)
        carrier_test(test, cage)
        play_test(test, cage.export("--number", "1"))
        kept_test(test, cage, family)
    finally:
        sim("del", "--all")
        run("ip", "link", "del", NETDEV)
    test.done()


if __name__ == "__main__":
    main()
