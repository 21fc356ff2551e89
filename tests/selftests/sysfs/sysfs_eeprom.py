#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""sysfs: the memory of a module as one linear file."""

import errno
import os
import pathlib
import re
import signal
import sys
import time

from lib import sim
from lib.tap import Tap

SIZE = 128 + 8 * 256 * 128
TEMP_FLAGS = 9
RX_LOS = 147


def sim_bytes(port, place):
    """Bytes of a module's memory, read in the simulator."""
    words = sim("get", port, place).split()
    return bytes(int(word, 0) for word in words[1:])


def at(page, byte, bank=0):
    """Offset of a byte in the file."""
    return 128 + (bank * 256 + page) * 128 + byte - 128


def cage_add(port, profile, *options):
    """A port with a module that is ready; the folder of its cage."""
    said = sim("add", port, "--profile", profile, *options)
    cage = pathlib.Path("/sys/class/cmis") / re.search(r"cmis\d+", said)[0]
    deadline = time.monotonic() + 40
    while (cage / "status").read_text() != "ready\n":
        if time.monotonic() > deadline:
            sys.exit("Bail out! the module does not get ready")
        time.sleep(0.02)
    return cage


class File:
    """An open eeprom."""

    def __init__(self, cage):
        self.handle = os.open(cage / "eeprom", os.O_RDWR)

    def read(self, offset, length=1):
        """Bytes at an offset."""
        return os.pread(self.handle, length, offset)

    def write(self, offset, data):
        """Write bytes at an offset."""
        return os.pwrite(self.handle, data, offset)

    def close(self):
        """Close the file."""
        os.close(self.handle)


def test_layout(tap, cage):
    """The layout of the file."""
    file = File(cage)
    tap.equal("size of the file", SIZE, (cage / "eeprom").stat().st_size)
    tap.equal("mode of the file", 0o600,
              (cage / "eeprom").stat().st_mode & 0o777)
    tap.equal("lower memory", sim_bytes("p0", "byte.lower.26-125"),
              file.read(26, 100))
    tap.equal("page 00h", sim_bytes("p0", "byte.00.128-255"),
              file.read(at(0, 128), 128))
    tap.equal("page 02h", sim_bytes("p0", "byte.02.128-255"),
              file.read(at(2, 128), 128))
    tap.equal("a read across two pages",
              sim_bytes("p0", "byte.01.200-255") +
              sim_bytes("p0", "byte.02.128-199"),
              file.read(at(1, 200), 128))
    tap.equal("second bank", sim_bytes("p0", "byte.11.1.154-201"),
              file.read(at(0x11, 154, bank=1), 48))
    tap.equal("first bank", sim_bytes("p0", "byte.11.0.154-201"),
              file.read(at(0x11, 154), 48))
    tap.equal("the banks differ", False,
              sim_bytes("p0", "byte.11.0.154-201") ==
              sim_bytes("p0", "byte.11.1.154-201"))
    tap.error("a page that the module does not have", errno.ENXIO,
              file.read, at(0x30, 128))
    tap.error("a bank that the module does not have", errno.ENXIO,
              file.read, at(0x11, 128, bank=3))
    tap.equal("a read ends before a page that is not there", 256,
              len(file.read(at(2, 128), 512)))
    tap.equal("the end", b"", file.read(SIZE))
    file.close()


def test_write(tap, cage):
    """Test writes."""
    file = File(cage)
    tap.equal("write user memory", 8, file.write(at(3, 128), b"user mem"))
    tap.equal("user memory was written", b"user mem",
              sim_bytes("p0", "byte.03.128-135"))
    tap.equal("a long write", 64, file.write(at(3, 160), bytes(range(64))))
    tap.equal("a long write was written", bytes(range(64)),
              sim_bytes("p0", "byte.03.160-223"))
    tap.equal("write lower memory", 1, file.write(31, b"\xc3"))
    tap.equal("lower memory was written", b"\xc3",
              sim_bytes("p0", "byte.lower.31"))
    for name, offset, data in (("the page selection", 127, b"\0"),
                               ("the bank selection", 126, b"\0"),
                               ("bytes that run into them", 120, b"\0" * 8)):
        tap.error(f"{name} cannot be written", errno.EINVAL, file.write,
                  offset, data)
    tap.error("a page that is not there cannot be written", errno.ENXIO,
              file.write, at(0x30, 128), b"\0")
    file.close()


def flag(file, offset):
    """A byte of flags."""
    return file.read(offset)[0]


def test_flags(tap, cage):
    """All open files together are one reader of flags."""
    for name in ("thermal_period_ms", "lanes_period_ms"):
        (cage / name).write_text("100")
    first, second = File(cage), File(cage)
    rx_los = at(0x11, RX_LOS, bank=1)
    flag(first, TEMP_FLAGS)
    flag(first, rx_los)
    tap.equal("no flags", (0, 0), (flag(second, TEMP_FLAGS),
                                   flag(second, rx_los)))

    sim("set", "p0", "temperature_c=80", "lane10.rx_los=1")
    sim("set", "p0", "temperature_c=45", "lane10.rx_los=0")
    time.sleep(1)
    tap.equal("flags that the sweeps have read", 0x05,
              flag(first, TEMP_FLAGS))
    tap.equal("once", 0, flag(first, TEMP_FLAGS))
    tap.equal("and once for all files", 0, flag(second, TEMP_FLAGS))
    tap.equal("flags of a lane", 0x02, flag(second, rx_los))
    tap.equal("once", 0, flag(first, rx_los))

    sim("set", "p0", "temperature_c=80")
    sim("set", "p0", "temperature_c=45")
    third = File(cage)
    tap.equal("a new file sees the flags since the last read", 0x05,
              flag(third, TEMP_FLAGS))
    for file in (first, second, third):
        file.close()


def killed_after(cage, call):
    """The time that it takes to kill a process during a call."""
    pid = os.fork()
    if not pid:
        call(File(cage))
        os._exit(0)
    time.sleep(0.4)
    start = time.monotonic()
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    took_s = time.monotonic() - start
    if not os.WIFSIGNALED(status):
        return "it was over before"
    return "soon" if took_s < 1.6 else f"{took_s:.1f} s"


def test_killed(tap):
    """A killed reader does not wait for the rest of the pages, of which each
    takes 0.6 s.
    """
    cage = cage_add("p1", "400g-dr4", "--clock", "2000", "--real-time")
    try:
        for name in ("thermal_period_ms", "lanes_period_ms"):
            (cage / name).write_text("3600000")
        time.sleep(1)
        tap.equal("a killed read ends", "soon",
                  killed_after(cage, lambda file: file.read(0, 4 * 128)))
        # Pages 00h-02h ignore writes, but need the time.
        tap.equal("a killed write ends", "soon",
                  killed_after(cage, lambda file: file.write(
                      128, bytes(4 * 128))))
    finally:
        sim("del", "p1")


def test_gone(tap, cage):
    """A file that is open while the module is pulled."""
    file = File(cage)
    file.read(0)
    sim("remove", "p0")
    deadline = time.monotonic() + 20
    while ((cage / "status").read_text() != "empty\n" and
           time.monotonic() < deadline):
        time.sleep(0.02)
    tap.error("no module to read", errno.ENODEV, file.read, 0)
    tap.error("no module to write", errno.ENODEV, file.write, 31, b"\0")
    sim("insert", "p0", "--profile", "copper")
    while ((cage / "status").read_text() != "ready\n" and
           time.monotonic() < deadline):
        time.sleep(0.02)
    tap.equal("another module", b"\x18", file.read(0))
    tap.error("which has no pages", errno.ENXIO, file.read, at(1, 128))
    file.close()


def main():
    """Run all parts."""
    tap = Tap()
    print("TAP version 13")
    cage = cage_add("p0", "3.2t-dr16")
    try:
        for test in (test_layout, test_write, test_flags, test_gone):
            test(tap, cage)
    finally:
        sim("del", "p0")
    test_killed(tap)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
