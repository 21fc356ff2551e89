#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: alert rules do not depend on the kernel
# timeout: 600
"""Alerts as an attacker sees them: strings that want to do harm, flags that
toggle all the time, modules that go at the worst moment, users who may not.
"""

import contextlib
import errno
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import time

from lib import PORTS, crossings, tap
from lib.crossings import (ALERT_GET, A_ALL, C_ID, C_LABEL, C_LANES_MS,
                           C_NETDEV, C_STALE, C_THERMAL_MS, FAST_MS, GONE, HW,
                           MODULE, MONITOR, REMOVED, SET, SLOW_MS, Key)
from lib.genl import Family, Refused, pack
from lib.nlspec import SPEC

# Number of events that a cage may send at once and in a second, and the blur of
# the time between deciding to send and sending.
BURST, RATE, BLUR = 1024, 128, 128
TOGGLE_S, STORM_S = 8, 15
STRINGS = [a.number for a in SPEC.sets["cage"] if a.kind == "string"]
# Variation of memory, in KiB.
# KASAN keeps freed memory for a while, to find uses of it; other tests find
# leaks there.
GROWTH_KIB = 16384 if pathlib.Path("/sys/kernel/debug/kmemleak").exists() \
    else 2048


# --------------------------------------------------------------------------
# Strings
# --------------------------------------------------------------------------

EVIL = {
    # Offset in page 00h: the content.
    129: b"\x1b]0;owned\x07\x1b[31m",
    145: b"\x1b\x9b\x07",
    148: b"%s%n\r\n\x08\x7f\xff\x00'\"\\`$",
    164: b"\x1b[",
    166: b"\x1b[2J\n\x85\xe2\x80\xae\x00;$(x)",
    182: b"\x1b[31m;#\n",
    190: b"\x1b]52;c;\x07\xc2\x9b",
}


def image_write(port, folder):
    """A module's memory with such strings, and the right checksum."""
    blob = (PORTS / port / "memory").read_bytes()
    for at in range(0, len(blob), 131):
        key = int.from_bytes(blob[at:at + 3], "big")
        data = bytearray(blob[at + 3:at + 131])
        name = "lower" if key == 1 << 16 else f"p{key & 0xff:02x}"
        if key == 0:
            for offset, text in EVIL.items():
                data[offset - 128:offset - 128 + len(text)] = text
            data[222 - 128] = sum(data[:222 - 128]) & 0xff
        if key >> 8 in (0, 256):
            (folder / f"{name}.bin").write_bytes(data)


def unprintable(data):
    """The bytes that must not reach a terminal or a log."""
    return bytes(sorted({byte for byte in data if not 0x20 <= byte < 0x7f} -
                        set(b"\n\t")))


def run(*words):
    """The output of a command."""
    done = subprocess.run(words, check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    return done.stdout


def sysfs_texts(cage):
    """All files of a cage that hold text."""
    data = b""
    for path in sorted(cage.rglob("*")):
        if path.is_file() and not path.is_symlink() and \
                path.name not in ("eeprom", "uevent"):
            with contextlib.suppress(OSError):
                data += path.read_bytes()
    return data


def hwmon_texts(cage):
    """All files of its hwmon device."""
    data = b""
    for path in (cage / "device/hwmon").glob("hwmon*/*"):
        if path.is_file():
            with contextlib.suppress(OSError):
                data += path.read_bytes()
    return data


def netlink_strings():
    """The attributes of modules in netlink, unchanged."""
    data = b""
    for _, attributes in Family("cmis").request(crossings.MODULE_GET,
                                                dump=True):
        for kind in STRINGS:
            data += attributes.get(kind, b"").rstrip(b"\0")
    return data


def test_strings(t):
    """No interface shows unprintable bytes."""
    with tempfile.TemporaryDirectory() as folder:
        with crossings.ports(["400g-dr4"]) as (port,):
            image_write(port.name, pathlib.Path(folder))
        subprocess.run(["dmesg", "-C"], check=False)
        subprocess.run([crossings.SIM, "add", "evil", "--image", folder],
                       check=True, stdout=subprocess.DEVNULL)
    cage = pathlib.Path("/sys/class/cmis/cmis0")
    try:
        crossings.wait(lambda: (cage / "status").read_text() == "ready\n")
        # Make sure that the strings are there.
        with open(cage / "eeprom", "rb") as file:
            file.seek(128)
            t.ok(EVIL[129] in file.read(128), "the module has such strings")
        t.ok(b"owned" in (cage / "vendor_name").read_bytes(),
             "and what of them is printable is shown")
        said = {"monitors": cmisctl_monitor(cage),
                "sysfs": sysfs_texts(cage), "hwmon": hwmon_texts(cage),
                "netlink": netlink_strings(),
                "ethtool -i": run("ethtool", "-i", cage.name)}
        # The request of a user may be logged.
        with contextlib.suppress(OSError):
            (cage / "netdev").write_bytes(EVIL[145] + EVIL[164])
        if shutil.which("cmisctl"):
            for words in (("list",), ("alerts", "--all"),
                          ("show", cage.name)):
                name = " ".join(words)
                said[name] = run("cmisctl", *words)
                said[name + " --json"] = run("cmisctl", *words, "--json")
                t.ok(json.loads(said[name + " --json"]) is not None,
                     f"{name} --json is JSON")
        said["kernel log"] = run("dmesg", "--notime", "--color=never",
                                 "--noescape")
        for name, data in said.items():
            t.ok(data, f"{name} says something")
            t.same(unprintable(data), b"", f"{name} says nothing unprintable")
    finally:
        (PORTS / "evil").rmdir()


def cmisctl_monitor(cage):
    """The output of `cmisctl monitor`, in both forms, for a module that goes
    and comes, with an alert.
    """
    if not shutil.which("cmisctl"):
        return b"nothing"
    with tempfile.TemporaryFile() as said:
        monitors = [subprocess.Popen(["cmisctl", "monitor", *more],
                                     stdout=said, stderr=said)
                    for more in ((), ("--json",))]
        time.sleep(1)
        (cage / "thermal_period_ms").write_text(str(FAST_MS))
        (PORTS / "evil/set").write_text("temperature_c 90")
        crossings.wait(lambda: (cage / "alerts/active").read_text() != "0\n")
        (PORTS / "evil/present").write_text("0")
        crossings.wait(lambda: (cage / "status").read_text() == "empty\n")
        (PORTS / "evil/present").write_text("1")
        crossings.wait(lambda: (cage / "status").read_text() == "ready\n")
        (PORTS / "evil/set").write_text("temperature_c 90")
        crossings.wait(lambda: (cage / "alerts/active").read_text() != "0\n")
        time.sleep(1)
        for monitor in monitors:
            monitor.terminate()
            monitor.wait()
        said.seek(0)
        return said.read()


# --------------------------------------------------------------------------
# Flags that toggle
# --------------------------------------------------------------------------

def flags_lines(banks, value):
    """All flags of a module, on or off."""
    lines = [f"byte 0 0 {offset} {value}" for offset in range(8, 14)]
    for bank in range(banks):
        lines += [f"byte {0x11} {bank} {offset} {value}"
                  for offset in range(134, 154)]
    return lines


class Toggler(threading.Thread):
    """A process that sets and resets all flags of a module."""

    def __init__(self, port, banks, hold_s):
        super().__init__(daemon=True)
        self.port = port
        self.lines = [flags_lines(banks, value) for value in (255, 0)]
        self.hold_s = hold_s
        self.count = 0
        self.ends = threading.Event()
        self.start()

    def run(self):
        while not self.ends.is_set():
            self.port.set(self.lines[self.count % 2])
            self.count += 1
            self.ends.wait(self.hold_s)

    def stop(self):
        """Stop, and reset all flags."""
        self.ends.set()
        self.join()
        self.port.set(self.lines[1])


def memory_kib():
    """The memory in use by the kernel, in KiB."""
    words = [line.split() for line in
             pathlib.Path("/proc/meminfo").read_text().splitlines()]
    return sum(int(word[1]) for word in words
               if word[0] in ("SUnreclaim:", "VmallocUsed:", "Percpu:"))


def toggle(port, hold_s, seconds):
    """Wait some seconds; return how often all flags changed."""
    toggler = Toggler(port, 2, hold_s)
    time.sleep(seconds)
    toggler.stop()
    return toggler.count


def exceeded(ear):
    """The largest excess of events over the limit of a cage."""
    left, worst, last = BURST, 0, 0
    for heard in ear.heard:
        left = min(BURST, left + RATE * (heard.time_ns - last) / 1e9) - 1
        last = heard.time_ns
        worst = max(worst, -left)
    return round(worst)


def known_alerts(port, family):
    """The number of alerts after each was raised once."""
    known, before = -1, -2
    while known != before:
        toggle(port, 0.001, 1)
        toggle(port, 0.4, 3)
        before, known = known, len(family.request(ALERT_GET, pack(A_ALL, b""),
                                                  dump=True))
    return known


def test_toggle(t):
    """Flags that change all the time: bounded work, bounded memory, and the
    true state in the end.
    """
    with crossings.ports(["3.2t-dr16"]) as (port,):
        port.pace(FAST_MS)
        ear = crossings.Ear()
        family = Family("cmis")
        known = known_alerts(port, family)
        before = memory_kib()

        reads = port.reads("lower")
        count = toggle(port, 0.001, TOGGLE_S)
        reads = port.reads("lower") - reads
        t.ok(count > TOGGLE_S and reads > TOGGLE_S,
             f"all flags toggle {count} times, during {reads} reads")
        # Until there are more events than the limit; machines differ.
        for _ in range(4):
            count = toggle(port, 0.4, STORM_S)
            merged = int(port.value("alerts/merged"))
            if merged:
                break
        t.ok(count > STORM_S, f"and come and go, {count} times")
        t.ok(merged > 0, f"{merged} changes were merged")

        t.ok(crossings.wait(lambda: port.value("alerts/active") == "0"),
             "all ends")
        t.ok(crossings.wait(lambda: not state_of(ear)),
             "listeners end with the true state", str(state_of(ear)))
        t.same(len(crossings.alerts_dump(family)[0]), 0, "so do dumps")
        t.ok(exceeded(ear) < BLUR, f"{len(ear.heard)} events, limited at any "
             "time", f"{exceeded(ear)} too many")
        t.same((ear.gaps, ear.lost), (0, 0), "nothing was lost")
        t.same(len(family.request(ALERT_GET, pack(A_ALL, b""), dump=True)),
               known, "there are no more alerts than before")
        grown = memory_kib() - before
        t.ok(grown < GROWTH_KIB, f"memory is what it was, {grown:+} KiB")
        ear.stop()


def state_of(ear):
    """The active alerts, from the received events."""
    active = {}
    for heard in list(ear.heard):
        active[heard.identity] = heard.active
    return {identity for identity, on in active.items() if on}


# --------------------------------------------------------------------------
# Modules that go
# --------------------------------------------------------------------------

class Life:
    """One alert of a module that sweeps on request of the test."""

    line = {True: "temperature_c 71.5", False: "temperature_c 45"}
    key = Key(MONITOR, "temperature", HW, MODULE, 0)

    def __init__(self, port, ear):
        self.port = port
        self.ear = ear

    def on(self):
        """Begin the condition."""
        self.port.set([self.line[True]])

    def off(self):
        """End the condition."""
        self.port.set([self.line[False]])

    def sweep(self):
        """Sweep each class once."""
        before = self.port.reads("lower"), self.port.reads("11.0")
        (self.port.cage / "thermal_period_ms").write_text(str(SLOW_MS))
        crossings.wait(lambda: self.port.reads("lower") > before[0] and
                       self.port.reads("11.0") > before[1], 10)
        time.sleep(0.1)

    def harvest(self):
        """Another reader reads the flags."""
        with open(self.port.cage / "eeprom", "rb", buffering=0) as file:
            file.read(128)

    def play(self, steps):
        """Run the steps, pull the module, return its events."""
        self.ear.heard.clear()
        for step in steps.split():
            getattr(self, step)()
        generation = int(self.port.value("generation"))
        self.port.plug(False)
        crossings.wait(lambda: self.port.value("status") == "empty")
        self.port.plug(True)
        crossings.wait(lambda: self.port.value("status") == "ready")
        # The next sweep would report an alert of the next module.
        self.sweep()
        time.sleep(0.2)
        return [(h.active, h.reason, h.hits) for h in self.ear.heard
                if h.identity[1:] == (generation, self.key)], \
            [h for h in self.ear.heard if h.identity[1] != generation]


BEGUN, QUIET = (True, -1, 1), "on sweep off sweep sweep"
# Steps before the module is pulled; the events: active, reason, sets.
LIVES = (
    ("on", []),
    ("on harvest", []),
    ("on off harvest", []),
    ("on sweep", [BEGUN, (False, REMOVED, 1)]),
    ("on sweep sweep", [BEGUN, (False, REMOVED, 2)]),
    ("on sweep off", [BEGUN, (False, REMOVED, 1)]),
    ("on sweep off harvest", [BEGUN, (False, REMOVED, 1)]),
    ("on sweep off sweep", [BEGUN, (False, REMOVED, 2)]),
    (QUIET, [BEGUN, (False, REMOVED, 2)]),
    (QUIET + " on sweep", [BEGUN, (False, REMOVED, 3)]),
    (QUIET + " sweep", [BEGUN, (False, GONE, 2)]),
    (QUIET + " sweep on", [BEGUN, (False, GONE, 2)]),
    (QUIET + " sweep on sweep",
     [BEGUN, (False, GONE, 2), (True, -1, 3), (False, REMOVED, 3)]),
)


def test_lives(t):
    """Pull a module at each point of an alert's life."""
    with crossings.ports(["400g-dr4"], "--gpio") as (port,):
        port.pace(SLOW_MS)
        time.sleep(0.5)
        ear = crossings.Ear()
        life = Life(port, ear)
        for steps, told in LIVES:
            mine, others = life.play(steps)
            t.same(mine, told, f"{steps}, and out: told once each")
            t.same(others, [], f"{steps}, and out: nothing of the next module")
        # The removal also drops waiting events.
        ear.heard.clear()
        port.pace(FAST_MS)
        toggler = Toggler(port, 1, 0.4)
        crossings.wait(lambda: int(port.value("alerts/merged")) > 0)
        port.plug(False)
        with contextlib.suppress(OSError):
            toggler.stop()
        crossings.wait(lambda: port.value("status") == "empty")
        t.ok(crossings.wait(lambda: not state_of(ear)),
             "pulled while events wait: all ends", str(state_of(ear)))
        t.same((ear.gaps, ear.lost), (0, 0), "nothing was lost")
        ear.stop()


# --------------------------------------------------------------------------
# Users who may not
# --------------------------------------------------------------------------

SETS = {
    "label": pack(C_LABEL, "mine"),
    "netdev": pack(C_NETDEV, "dummy0"),
    "thermal period": pack(C_THERMAL_MS, 1000),
    "lanes period": pack(C_LANES_MS, 1000),
    "stale sweeps": pack(C_STALE, 5),
    "nothing": b"",
}


def child(call):
    """The findings of a child, as text."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        text = "died"
        with contextlib.suppress(Exception):
            text = call()
        os.write(writer, text.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as file:
        text = file.read()
    os.waitpid(pid, 0)
    return text


def errors_of_sets(cage_id):
    """The error of each change by netlink."""
    found = []
    for name, attribute in SETS.items():
        try:
            Family("cmis").request(SET, pack(C_ID, cage_id) + attribute)
            found.append(f"{name}: allowed")
        except Refused as refused:
            found.append(f"{name}: {errno.errorcode[refused.errno]}")
    return found


def nobody(call):
    """Give up all privileges."""
    def drop():
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        return call()
    return child(drop)


def container_root(call):
    """Become root of a new user namespace, in this network namespace."""
    def enter():
        # CLONE_NEWUSER; to be root inside, nothing need be mapped.
        import ctypes  # pylint: disable=import-outside-toplevel
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        if ctypes.CDLL(None, use_errno=True).unshare(0x10000000):
            return f"unshare: {errno.errorcode[ctypes.get_errno()]}"
        return call()
    return child(enter)


def writable(cage):
    """All writable files in folders of the cage and the simulator."""
    for top in (cage, cage / "device", PORTS / "p0"):
        for path in sorted(top.rglob("*") if top == cage else top.iterdir()):
            if path.is_file() and not path.is_symlink() and \
                    path.stat().st_mode & 0o222:
                yield path


def errors_of_files(paths):
    """The files that can be opened for writing."""
    allowed = []
    for path in paths:
        try:
            os.close(os.open(path, os.O_WRONLY))
            allowed.append(str(path))
        except PermissionError:
            pass
    return allowed


def test_users(t):
    """The kernel refuses each change by an unprivileged user."""
    want = "\n".join(f"{name}: EPERM" for name in SETS)
    names = ("label", "netdev", "thermal_period_ms", "lanes_period_ms",
             "stale_sweeps")
    with crossings.ports(["400g-dr4"]) as (port,):
        before = [port.value(name) for name in names]
        t.same(nobody(lambda: "\n".join(errors_of_sets(port.id))), want,
               "no set for who has no privilege")
        t.same(container_root(lambda: "\n".join(errors_of_sets(port.id))),
               want, "nor for root of another user namespace")
        paths = list(writable(port.cage))
        t.ok(len(paths) > len(names), f"{len(paths)} files can be written")
        t.same(nobody(lambda: "\n".join(errors_of_files(paths))), "",
               "by root only")
        t.same(nobody(lambda: "read" if not os.access(
            port.cage / "eeprom", os.R_OK) else "readable"), "read",
            "eeprom is not for everybody to read")
        t.same([port.value(name) for name in names], before,
               "nothing has changed")


def main():
    """Run all parts."""
    t = tap.Tap()
    print("TAP version 13")
    crossings.modules_load()
    test_strings(t)
    test_lives(t)
    test_toggle(t)
    test_users(t)
    t.done()


if __name__ == "__main__":
    main()
