#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
"""Permissions: the table of Documentation/cmis/security.rst,
as root, as nobody, and as root of a user namespace that nobody has made.
"""

import ctypes
import errno
import json
import os
import pathlib
import stat
import subprocess
import sys
import time

from lib.crossings import (ALERT_GET, A_CAGE, C_ID, C_STALE, LANE_GET,
                           MODULE_GET, MONITOR_GET, SET)
from lib.genl import Family, Refused, number, pack
from lib.nlspec import SPEC
from lib import SIM, tap

CONFIGFS = pathlib.Path("/sys/kernel/config")
DEBUGFS = pathlib.Path("/sys/kernel/debug")
NOBODY = 65534
PR_SET_DUMPABLE = 4
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000
# Requests that read, and their arguments beside the cage.
GETS = {MODULE_GET: b"",
        MONITOR_GET: SPEC.encode("reading",
                                 {"monitor": {"name": "temperature"}}),
        LANE_GET: SPEC.encode("lane", {"lane": 1}),
        ALERT_GET: b"",
        SPEC.commands("verdict-get")[0]: b""}
GROUPS = ("alerts", "modules", "ports", "health")
FIRST_WITH_FLASHING = (6, 11)

# Files that are not 0444 in the folder of a cage.
CAGE_MODES = dict.fromkeys((
    "label", "netdev", "thermal_period_ms", "lanes_period_ms",
    "vdm_period_ms", "stale_sweeps", "diagnostics", "statistics",
    "static_period_ms", "power_limit_mw", "light_source", "uevent"), 0o644)
CAGE_MODES["eeprom"] = 0o600
# The periods in force have the names of those that are wished.
CAGE_MODES.update(dict.fromkeys((
    "stats/thermal_period_ms", "stats/lanes_period_ms",
    "stats/vdm_period_ms"), 0o444))
# The kernel's own entries in each folder of a device.
OF_THE_KERNEL = ("power", "subsystem", "device")


def files_of(top):
    """All files below a folder, but for the kernel's own."""
    for path in sorted(top.iterdir()):
        if path.name in OF_THE_KERNEL or path.is_symlink():
            continue
        if path.is_dir():
            yield from files_of(path)
        else:
            yield path


def mode_of(path):
    """The permissions of a file, and its owner if that is not root."""
    info = path.stat()
    mode = stat.S_IMODE(info.st_mode)
    return mode if info.st_uid == info.st_gid == 0 else (mode, info.st_uid)


def wrong_modes(top, others, common=0o444):
    """Files that have wrong permissions, or are missing."""
    files = {str(path.relative_to(top)): path for path in files_of(top)}
    wrong = [f"{name}: {mode_of(path)!r}" for name, path in files.items()
             if mode_of(path) != others.get(name,
                                            others.get(path.name, common))]
    names = {*files, *(path.name for path in files.values())}
    return wrong + [f"{name}: missing" for name in others
                    if name not in names]


def opened(path, flags):
    """The result of an attempt to open a file."""
    try:
        os.close(os.open(path, flags))
        return "opened"
    except OSError as error:
        return errno.errorcode[error.errno]


def outcome(call, *args):
    """The result of a request: the number of replies, or the error."""
    try:
        return len(call(*args))
    except Refused as refused:
        return errno.errorcode[refused.errno]


def unshare(flags):
    """New namespaces for this process."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(flags):
        raise OSError(ctypes.get_errno(), "unshare")


def become_nobody(inside):
    """No privileges; with inside, all of them in a user namespace."""
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    if not inside:
        return
    # Without this, /proc/self belongs to root after setuid().
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    unshare(CLONE_NEWUSER | CLONE_NEWNET)
    pathlib.Path("/proc/self/uid_map").write_text(f"0 {NOBODY} 1\n")


class Nobody:
    """A process of the user nobody, which runs functions on request."""

    def __init__(self, inside=False):
        ask, self.asked = os.pipe()
        self.answers, answer = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self.asked)
            os.close(self.answers)
            self.serve(inside, os.fdopen(ask), os.fdopen(answer, "w"))
        os.close(ask)
        os.close(answer)
        self.answers = os.fdopen(self.answers)

    @staticmethod
    def serve(inside, ask, answer):
        """The process: one function at a time."""
        try:
            become_nobody(inside)
            result = "ready"
        except OSError as error:
            result = f"{error}"
        while True:
            print(json.dumps(result), file=answer, flush=True)
            line = ask.readline()
            if not line:
                os._exit(0)
            name, *args = json.loads(line)
            try:
                result = globals()[name](*args)
            except OSError as error:
                result = errno.errorcode[error.errno]

    def answer(self):
        """The next answer of the process."""
        return json.loads(self.answers.readline() or '"died"')

    def do(self, function, *args):
        """Call a function in the process."""
        line = json.dumps([function.__name__, *args]) + "\n"
        os.write(self.asked, line.encode())
        return self.answer()

    def end(self):
        """End the process."""
        os.close(self.asked)
        self.answers.close()
        os.waitpid(self.pid, 0)


def netlink_gets(cage):
    """The result of each request that reads: one, and a dump."""
    family = Family("cmis")
    return [[outcome(family.request, command, pack(A_CAGE, cage) + others),
             outcome(family.request, command, b"", True)]
            for command, others in GETS.items()]


def netlink_cages():
    """Numbers of all cages."""
    return [number(found[C_ID]) for _, found in
            Family("cmis").request(MODULE_GET, dump=True)]


def netlink_listen():
    """The result of an attempt to listen to events."""
    family = Family("cmis")
    for group in GROUPS:
        family.listen(group)
    return "listening"


def netlink_set(cage):
    """The result of an attempt to change settings."""
    return outcome(Family("cmis").request, SET,
                   pack(C_ID, cage) + pack(C_STALE, 7))


def ethtool(*words):
    """The result of ethtool: "done", or the error."""
    done = subprocess.run(["ethtool", *words], capture_output=True, text=True,
                          check=False)
    if not done.returncode:
        return "done"
    if "Operation not permitted" in done.stdout + done.stderr:
        return "EPERM"
    return done.stdout + done.stderr


def openings(paths, flags):
    """The paths by how an attempt to open them ends."""
    found = {}
    for path in paths:
        found.setdefault(opened(path, flags), []).append(path)
    return found


def make_folder(path):
    """The result of an attempt to make a folder."""
    os.mkdir(path)
    return "made"


def cage_add(port):
    """The folder of a cage whose module is ready."""
    subprocess.run([SIM, "add", port, "--profile", "1.6t-dr8"], check=True,
                   capture_output=True)
    cage = max(pathlib.Path("/sys/class/cmis").glob("cmis[0-9]*"))
    deadline = time.monotonic() + 60
    while ((cage / "status").read_text() != "ready\n" or
           not list(cage.glob("device/hwmon/hwmon*"))):
        if time.monotonic() > deadline:
            sys.exit("Bail out! the module does not get ready")
        time.sleep(0.05)
    return cage


def zone_of(cage):
    """The folder of a cage's thermal zone."""
    return next(zone for zone in
                pathlib.Path("/sys/class/thermal").glob("thermal_zone*")
                if cage.name in (zone / "type").read_text())


def test_modes(out, cage, hwmon):
    """The modes of the files."""
    out.same(wrong_modes(cage, CAGE_MODES), [], "files of a cage")
    out.same(wrong_modes(hwmon, {"uevent": 0o644}), [], "files of hwmon")
    zone = zone_of(cage)
    trips = list(zone.glob("trip_point_*"))
    out.ok(trips, "the thermal zone has trips")
    out.same({mode_of(path) for path in trips}, {0o444}, "trips")
    parameters = pathlib.Path("/sys/module/cmis/parameters")
    out.same(wrong_modes(parameters, {}), [], "parameters of the module")
    out.same(wrong_modes(CONFIGFS / "cmis-sim/p0",
                         {"image": 0o200, "flaw": 0o200, "set": 0o200,
                          "memory": 0o444,
                          "bus": 0o444}, 0o644), [],
             "files of a simulated port")
    subprocess.run(["mount", "-t", "debugfs", "none", DEBUGFS], check=False,
                   capture_output=True)
    out.ok((DEBUGFS / "i2c").exists() or list(DEBUGFS.iterdir()),
           "there is debugfs")
    out.same([path.name for path in DEBUGFS.glob("*cmis*")], [],
             "and nothing of the driver's in it")


def test_files(out, nobody, cage, hwmon):
    """The results of opening them."""
    paths = [str(path) for path in [*files_of(cage), *files_of(hwmon)]]
    closed = [str(cage / "eeprom")]
    out.same(nobody.do(openings, paths, os.O_RDONLY),
             {"EACCES": closed,
              "opened": [path for path in paths if path not in closed]},
             "nobody reads all but the eeprom")
    out.same(nobody.do(openings, paths, os.O_WRONLY), {"EACCES": paths},
             "nobody writes nothing")
    writable = [str(cage / name) for name, mode in CAGE_MODES.items()
                if mode & 0o200]
    out.same(openings(writable, os.O_RDWR), {"opened": writable},
             "root writes what can be written")
    out.same(nobody.do(make_folder, str(CONFIGFS / "cmis-sim/p9")), "EACCES",
             "nobody makes no simulated port")
    bus = (CONFIGFS / "cmis-sim/p0/bus").read_text().strip().split("-")[-1]
    for path in (f"/sys/bus/i2c/devices/i2c-{bus}/new_device",
                 "/sys/bus/i2c/drivers/cmis/unbind",
                 str(CONFIGFS / "cmis-sim/p0/set")):
        out.same([nobody.do(opened, path, os.O_WRONLY),
                  opened(path, os.O_WRONLY)], ["EACCES", "opened"],
                 f"{path.rsplit('/', maxsplit=1)[1]} is for root")


def test_netlink(out, nobody, cage):
    """Requests and events."""
    there = int(cage.name[4:])
    expected = netlink_gets(there)
    out.same([replies for replies, _ in expected], [1, 1, 1, "ENOENT", "ENOENT"],
             "root is told of a cage, and of no such alert or verdict")
    out.same([replies >= least for (_, replies), least in
              zip(expected, (1, 20, 8, 0, 0))], [True] * 5, "and of all")
    out.same(nobody.do(netlink_gets, there), expected, "nobody is told all")
    out.same(nobody.do(netlink_listen), "listening", "nobody listens")
    out.same(nobody.do(netlink_set, there), "EPERM", "nobody changes nothing")
    out.same((cage / "stale_sweeps").read_text(), "3\n", "nothing is changed")
    out.same(netlink_set(there), 0, "root changes settings")
    out.same((cage / "stale_sweeps").read_text(), "7\n", "they are changed")


def can_flash():
    """Whether the kernel knows how to flash modules."""
    release = os.uname().release.split(".")
    return (int(release[0]), int(release[1])) >= FIRST_WITH_FLASHING


def test_ethtool(out, nobody, cage):
    """The permissions of ethtool."""
    name = cage.name
    out.same(nobody.do(ethtool, "--show-module", name), "done",
             "ethtool: nobody sees the power mode")
    calls = [("-m", name), ("--reset", name, "phy"),
             ("--set-module", name, "power-mode-policy", "high")]
    if can_flash():
        calls.append(("--flash-module-firmware", name, "file", "sim.bin"))
    for call in calls:
        out.same(nobody.do(ethtool, *call), "EPERM",
                 f"ethtool {call[0]}: not for nobody")
    out.same(ethtool("-m", name), "done", "ethtool -m: for root")


def test_namespace(out, cage):
    """Root of another user namespace that owns a netdev."""
    there = int(cage.name[4:])
    inside = Nobody(inside=True)
    state = inside.answer()
    if not out.ok(state == "ready", "a user namespace of nobody's", state):
        return
    out.same(inside.do(netlink_cages), [], "inside: no cages")
    out.same(inside.do(netlink_set, there), "EPERM", "inside: no changes")
    out.same(inside.do(opened, str(cage / "eeprom"), os.O_RDONLY), "EACCES",
             "inside: no eeprom")
    subprocess.run(["ip", "link", "add", "mac0", "type", "dummy"], check=True)
    (cage / "netdev").write_text("mac0")
    subprocess.run(["ip", "link", "set", "mac0", "netns", str(inside.pid)],
                   check=True)
    out.same(inside.do(netlink_cages), [],
             "inside: an attached netdev comes without its cage")
    out.same(inside.do(netlink_set, there), "EPERM",
             "inside: still no changes")
    out.same(inside.do(opened, str(cage / "eeprom"), os.O_RDONLY), "EACCES",
             "inside: still no eeprom")
    out.same([inside.do(ethtool, "-m", name) == "done"
              for name in ("mac0", cage.name)], [False, False],
             "inside: ethtool reads no module")
    inside.end()


def main():
    """Run all parts."""
    out = tap.Tap()
    for module in ("cmis_sim", "cmis_i2c", "dummy"):
        subprocess.run(["modprobe", module], check=True)
    cage = cage_add("p0")
    hwmon = next(cage.glob("device/hwmon/hwmon*"))
    nobody = Nobody()
    out.same(nobody.answer(), "ready", "a process without privileges")
    test_modes(out, cage, hwmon)
    test_files(out, nobody, cage, hwmon)
    test_netlink(out, nobody, cage)
    test_ethtool(out, nobody, cage)
    nobody.end()
    test_namespace(out, cage)
    subprocess.run([SIM, "del", "p0"], check=True)
    out.done()


if __name__ == "__main__":
    main()
