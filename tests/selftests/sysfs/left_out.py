#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: decoding does not depend on the kernel
# timeout: 300
"""Parts that modules leave out - lanes of a bank without page 11h, a firmware
version, fields of a later revision, thresholds - are left out everywhere, and
not shown as zero.
"""

import errno
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from lib.observables import Cage, image_write, memory_get
from lib.genl import Refused
from lib.nlspec import SPEC, Cmis, integer
from lib import CAGES, PORTS, sim, tap, wait

MEDIA_SNR = 5
KIND = SPEC.enums["alert-kind"]
HA, HW = SPEC.values("level", "high-alarm", "high-warning")


class Odd(Cage):
    """A module of a profile, with some bytes changed before the insertion."""

    def __init__(self, profile, changes):
        sim("add", "p0", "--no-driver", "--profile", profile)
        for where, value in changes(memory_get("p0")).items():
            sim("set", "p0", f"byte.{where}={value}")
        bus = (PORTS / "p0/bus").read_text().strip()
        device = pathlib.Path("/sys/bus/i2c/devices") / f"i2c-{bus}"
        (device / "new_device").write_text("cmis 0x50")
        self.port = "p0"
        wait(lambda: list(CAGES.iterdir()))
        self.path = next(CAGES.iterdir())
        self.id = int(self.path.name[4:])
        self.wait_ready()


def words(*numbers):
    """Registers of 16 bits."""
    return b"".join(n.to_bytes(2, "big") for n in numbers)


def firmware(family, cage):
    """The firmware's version by file, attribute, ethtool."""
    said = family.ask("module-get", {"id": cage.id})[0]
    shown = subprocess.run(["ethtool", "-i", cage.path.name], check=True,
                           capture_output=True, text=True).stdout
    return (cage.value("firmware_version"),
            said.get("firmware"),
            re.search(r"firmware-version: *(.*)", shown)[1])


def test_firmware(t, family):
    """Versions that mean that there is none."""
    for name, profile, version, want in (
            ("2.7", "400g-dr4", (2, 7), ("2.7", "2.7", "2.7")),
            ("0.1", "400g-dr4", (0, 1), ("0.1", "0.1", "0.1")),
            ("0.0", "400g-dr4", (0, 0), ("ENODATA", None, "")),
            ("255.255", "400g-dr4", (255, 255), ("EBADMSG", None, "")),
            ("of flat memory", "copper", (1, 2), ("ENODATA", None, ""))):
        cage = Odd(profile, lambda _, v=version: {"lower.39": v[0],
                                                  "lower.40": v[1]})
        t.same(firmware(family, cage), want, f"firmware {name}")
        cage.remove()


OUTPUTS = ("rx_output_valid", "tx_output_valid")


def test_since(t, family):
    """The status of outputs, which older revisions reserve."""
    for revision, there in ((0x40, False), (0x50, True)):
        cage = Odd("400g-dr4", lambda _, r=revision: {"lower.1": r})
        said = family.ask("lane-get", {"cage-id": cage.id, "lane": 1})[0]
        t.same([(cage.path / f"lane1/{name}").exists() for name in OUTPUTS],
               [there] * 2, f"{revision:02x}h: files of outputs")
        t.same([name.replace("_", "-") in said for name in OUTPUTS],
               [there] * 2, f"{revision:02x}h: attributes of outputs")
        cage.remove()


SETTINGS = ("si-explicit", "tx-eq-adaptive", "tx-eq-db", "tx-eq-recall",
            "tx-cdr", "rx-cdr", "rx-pre-mdb", "rx-post-mdb", "rx-amplitude")
PLACES = ("tx-wavelength", "tx-fiber", "rx-wavelength", "rx-fiber")


def test_settings(t, family):
    """The end of page 11h: settings that the module advertises, with codes
    that mean something, and places of media lanes."""
    cage = Odd("400g-dr4", lambda _: {
        "01.153": 0x71, "01.154": 0x43, "01.161": 0x0c, "01.162": 0x1c,
        "11.214": 0x02, "11.217": 0x12, "11.223": 0x34, "11.227": 0x32,
        "11.231": 0x21, "11.235": 0x02, "11.240": 0x21, "11.241": 0x98,
        "11.248": 0x03, "11.249": 0x09})
    lanes = [family.ask("lane-get", {"cage-id": cage.id, "lane": lane})[0]
             for lane in (1, 2)]
    t.same([lane["datapath-init-pending"] for lane in lanes], [0, 1],
           "lanes that wait for DPInit")
    t.same([[lane.get(name) for name in SETTINGS] for lane in lanes],
           [[0, 0, None, None, None, None, None, 2000, 1],
            [0, 1, 1, None, None, None, 1500, 3000, 2]],
           "settings of lanes")
    t.same([[lane.get(name) for name in PLACES] for lane in lanes],
           [[2, 1, None, 3], [None, 8, None, None]], "places of media lanes")
    cage.remove()


def test_copies(t, family):
    """A cable that forgets to say that its memory is flat: each page is page
    00h."""
    sim("add", "base", "--no-driver", "--profile", "copper")
    pages = memory_get("base")
    sim("del", "base")
    pages["lower"][2] &= 0x7f
    for page in (0x01, 0x02, 0x10, 0x11):
        pages[0, page] = bytearray(pages[0, 0x00])
    with tempfile.TemporaryDirectory() as folder:
        image_write(pathlib.Path(folder), pages)
        cage = Cage("p0", "--image", folder)
    t.same(cage.value("vendor_pn"), "SIM-400G-CR8-1M", "page 00h is read")
    t.same([cage.value(name) for name in
            ("link_length_smf_m", "page01_checksum")], ["ENODATA"] * 2,
           "copies of page 00h have no values")
    t.ok(not (cage.path / "lane1").exists(), "nor lanes")
    t.same(family.ask("alert-get", {"cage-id": cage.id}, dump=True), [],
           "and no alerts")
    cage.remove()


def lanes_told(family, cage):
    """Lanes in each place: number, dump, folders, observables."""
    said = family.ask("module-get", {"id": cage.id})[0]
    lanes = [m["lane"] for m in
             family.ask("lane-get", {"cage-id": cage.id}, dump=True)]
    monitors = [m["monitor"].get("lane", 0) for m in
                family.ask("monitor-get", {"cage-id": cage.id}, dump=True)]
    return (said["lanes"], lanes, len(list(cage.path.glob("lane[0-9]*"))),
            max(monitors, default=0))


def test_banks(t, family):
    """01h:142 claims four banks, page 11h is there in the first one."""
    cage = Odd("1.6t-dr8", lambda memory: {
        "01.142": memory[0, 1][142 - 128] & ~3 | 2})
    t.same(cage.value("page01_checksum"), "bad", "banks are claimed")
    t.same(lanes_told(family, cage), (8, list(range(1, 9)), 8, 8),
           "lanes of banks that are not there are not told of")
    try:
        family.ask("lane-get", {"cage-id": cage.id, "lane": 9})
        t.ok(False, "nor can they be asked for")
    except Refused as refusal:
        t.same(refusal.errno, errno.ENOENT, "nor can they be asked for")
    cage.remove()
    cage = Odd("copper", lambda _: {})
    t.same(lanes_told(family, cage), (0, [], 0, 0), "flat memory has none")
    cage.remove()


def limits_told(family, cage, **monitor):
    """Limits of a monitor that are integers, by level."""
    said = family.ask("monitor-get", {"cage-id": cage.id,
                                      "monitor": monitor})[0]
    return {level: integer(value)
            for level, value in said.get("limits", {}).items()}


def cage_without_limits():
    """An image without thresholds: its flags are as they were."""
    sim("add", "base", "--no-driver", "--profile", "1.6t-dr8")
    pages = memory_get("base")
    sim("del", "base")
    slots = pages[0, 0x20]
    slot = next(at for at in range(0, 128, 2) if slots[at + 1] == MEDIA_SNR)
    snr = 8 * (slots[slot] >> 4)
    # Warnings at 70 and 0 degrees; SNR at 16 and 18 dB, with no highest.
    pages[0, 0x02][0:8] = words(0, 0xfb00, 70 << 8, 0)
    pages[0, 0x28][snr:snr + 8] = words(0, 16 << 8, 0, 18 << 8)
    with tempfile.TemporaryDirectory() as folder:
        image_write(pathlib.Path(folder), pages)
        return Cage("p0", "--image", folder)


def hwmon(cage, name):
    """Files of the hwmon device with this prefix."""
    return sorted(path.name for path in
                  cage.path.glob(f"device/hwmon/hwmon*/{name}*"))


def test_limits(t, family):
    """High limits of 0, in page 02h and in VDM."""
    cage = cage_without_limits()
    cage.fast(family)
    t.same(limits_told(family, cage, name="temperature"),
           {"low-alarm": -5000, "high-warning": 70000, "low-warning": 0},
           "a high alarm of 0 is none, a low warning of 0 is one")
    t.same(limits_told(family, cage, type=MEDIA_SNR, lane=1),
           {"low-alarm": 16000, "low-warning": 18000}, "a highest SNR of 0")
    t.same(hwmon(cage, "temp1_"),
           ["temp1_crit_alarm", "temp1_input", "temp1_label", "temp1_lcrit",
            "temp1_lcrit_alarm", "temp1_max", "temp1_max_alarm", "temp1_min",
            "temp1_min_alarm"], "hwmon has no temp1_crit")
    zone = next(path.parent for path in
                pathlib.Path("/sys/class/thermal").glob("thermal_zone*/type")
                if path.read_text().strip() == cage.path.name)
    t.same([path.read_text().strip() for path in
            sorted(zone.glob("trip_point_*_t[ey][mp]*"))
            if path.name.endswith(("_temp", "_type"))],
           ["70000", "passive"], "the zone has one trip")
    shown = subprocess.run(["cmisctl", "show", "-t", cage.path.name], check=False,
                           capture_output=True, text=True) \
        if shutil.which("cmisctl") else None
    if shown:
        row = re.search(r"^  temperature +C (.*)$", shown.stdout, re.M)
        t.same(row[1].split() if row else shown.stderr,
               ["-5.00", "0.00", "70.00", "-"], "cmisctl shows a dash")
    said = family.ask("monitor-get", {"cage-id": cage.id, "monitor": {
        "name": "temperature"}})[0]
    t.same((said["levels"], cage.value("alerts/active")), (0, "1"),
           "45 degrees are not too hot; the checksum is the only alert")
    cage.remove()


def impossible(memory):
    """No maximum power, a reserved factor of bias; a temperature's lowest
    left out, warnings of the Tx power beyond the alarms. The module, which
    takes its limits as they are, sets no flag for them."""
    crossed = words(0x6000, 0x0200, 0x7000, 0x0100)
    return {"00.201": 0, "01.160": memory[0, 1][160 - 128] | 0x18,
            "02.130": 0xff, "02.131": 0xff,
            **{f"02.{176 + at}": byte for at, byte in enumerate(crossed)}}


def test_impossible(t, family):
    """Numbers that cannot be meant are neither values nor limits."""
    cage = Odd("1.6t-dr8", impossible)
    cage.fast(family)
    t.same((cage.value("max_power_mw"), cage.value("lane1/tx_bias_ua")),
           ("ENODATA", "ENODATA"), "a power of nothing, bias of no scale")
    said = family.ask("monitor-get", {"cage-id": cage.id, "monitor": {
        "name": "tx_bias", "lane": 1}})[0]
    t.same((said.get("error"), "value" in said, "limits" in said),
           (errno.ENODATA, False, False), "nor has netlink one")
    t.same(hwmon(cage, "temp1_lcrit") + hwmon(cage, "power1_max"),
           ["temp1_lcrit_alarm", "power1_max_alarm"],
           "no limit of FFFFh, none of a set that cannot be")
    t.same(cage.value("thresholds_rejected"), "3",
           "of temperature, Tx power and bias")
    t.same(cage.value("alerts/last"), "checksum",
           "the checksum is the only alert")
    cage.set("lane2.rx_los=1")
    t.ok(cage.becomes("lane2/media_snr_mdb", "ENODATA"),
         "a lane without light has no SNR")
    t.ok(cage.value("lane2/host_snr_mdb").isdigit() and
         cage.value("lane1/media_snr_mdb").isdigit(), "others have")
    cage.remove()


def test_dark(t, family):
    """Half of the media lanes are on no path, and 00h:210 does not say so."""
    cage = Odd("400g-dr4", lambda _: {"00.210": 0})
    cage.fast(family)
    cage.set("lane6.rx_los=1", "lane6.tx_fault=1")
    t.ok(cage.becomes("lane6/rx_los", "1"), "a flag of a dark lane is shown")
    t.same(cage.value("lane6/rx_power_nw"), "0", "and so is its power")
    t.same(cage.value("alerts/last"), "checksum", "but neither is an alert")
    cage.set("lane2.rx_los=1")
    t.ok(cage.becomes("alerts/last", "rx_los lane2"), "of a lit one it is")
    cage.remove()


ODD = SPEC.enums["contradiction"]


def test_contradictions(t, family):
    """Adverts that contradict each other: the winner counts, and it is told."""
    for name, changes, line in (
            ("media-lanes", {"00.210": 0xff}, "00h:210 lacks lanes"),
            ("instances", {"01.177": 0x01}, "more host than media"),
            ("function", {"lower.1": 0x53, "lower.57": 1}, "lower 57"),
            ("temperatures", {"01.147": 80}, "neither counts"),
            (None, {}, "contradicts")):
        cage = Odd("400g-dr4", lambda _, c=changes: c)
        said = family.ask("module-get", {"id": cage.id})[0]
        t.same((cage.value("contradictions"), said.get("contradictions")),
               ("1", 1 << ODD[name]) if name else ("0", None),
               f"{name}: counted")
        t.same(cage.value("lane1/rx_power_nw").isdigit(), True,
               f"{name}: a lane of an application is there")
        if name == "temperatures":
            t.same((cage.value("temp_max_mc"), cage.value("temp_min_mc")),
                   ("ENODATA",) * 2, "no range of temperatures")
        if shutil.which("cmisctl"):
            shown = subprocess.run(["cmisctl", "show", cage.path.name],
                                   check=True, capture_output=True, text=True)
            t.same(line in shown.stdout, bool(name), f"{name}: cmisctl says")
        cage.remove()


def alert_found(family, cage, **key):
    """Kind, monitor and level of the alert that a request finds."""
    try:
        said = family.ask("alert-get", {"cage-id": cage.id} | key)[0]
    except Refused as refusal:
        return errno.errorcode[refusal.errno]
    return (said["kind"], said.get("monitor", {}).get("name"),
            said.get("level"))


def test_alert_get(t, family):
    """A part of a key that an alert leaves out does not match."""
    cage = Odd("1.6t-dr8", lambda _: {})
    cage.fast(family)
    cage.set("lane2.rx_los=1", "lane3.host_ltp_db=100")
    wait(lambda: int(cage.value("alerts/active")) >= 3)
    los = KIND["rx-los"]
    temperature = {"name": "temperature"}
    t.same(alert_found(family, cage, kind=los), (los, None, None),
           "loss of light by its kind")
    t.same(alert_found(family, cage, lane=2), (los, None, None),
           "and by its lane")
    t.same(alert_found(family, cage, monitor=temperature), "ENOENT",
           "no temperature")
    t.same(alert_found(family, cage, kind=los, level=HA), "ENOENT",
           "no level of it")
    t.same(alert_found(family, cage, kind=los, monitor=temperature),
           "ENOENT", "no monitor of it")
    cage.set("temperature_c=72.5")
    wait(lambda: alert_found(family, cage,
                                 monitor=temperature) != "ENOENT")
    found = (KIND["monitor"], "temperature", HW)
    t.same(alert_found(family, cage, monitor=temperature), found,
           "one that there is")
    kind = family.ask("monitor-get", {"cage-id": cage.id,
                                      "monitor": temperature})[0]
    t.same(alert_found(family, cage,
                       monitor={"type": kind["monitor"]["type"]}), found,
           "by the type of its monitor")
    t.same(alert_found(family, cage, level=HW), found, "also by its level")
    cage.remove()


def main():
    """Run all parts, each on its own module."""
    sys.stdout.reconfigure(line_buffering=True)
    t = tap.Tap()
    subprocess.run(["modprobe", "cmis_i2c"], check=True)
    family = Cmis()
    for test in (test_firmware, test_since, test_settings, test_copies, test_banks,
                 test_limits, test_impossible, test_dark,
                 test_contradictions, test_alert_get):
        test(t, family)
    t.done()


if __name__ == "__main__":
    main()
