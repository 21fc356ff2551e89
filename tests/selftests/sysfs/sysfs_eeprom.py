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
    tap.error("bytes that run into the page selection cannot be written",
              errno.EINVAL, file.write, 120, b"\0" * 8)
    tap.error("a page that is not there cannot be written", errno.ENXIO,
              file.write, at(0x30, 128), b"\0")
    file.close()


def linear(page, offset, bank=0):
    """Offset of SONiC's CmisPage.linear_offset()."""
    if page == 0 and offset < 128:
        return offset
    if page < 0x10 or 0x9F <= page <= 0xAF:
        bank = 0
    return (bank * 256 + page) * 128 + offset


# Reads of SONiC's decoders: page, offset, bank and length of a group of fields
SONIC_READS = (
    (0x00, 0, 0, 1), (0x00, 2, 0, 1), (0x00, 14, 0, 12), (0x00, 39, 0, 2),
    (0x00, 86, 0, 32), (0x00, 129, 0, 16), (0x00, 166, 0, 16),
    (0x00, 200, 0, 4), (0x01, 130, 0, 2), (0x01, 142, 0, 20),
    (0x01, 176, 0, 15), (0x02, 128, 0, 72), (0x10, 145, 0, 8),
    (0x11, 128, 0, 4), (0x11, 154, 0, 48), (0x11, 206, 0, 8),
    (0x10, 145, 1, 8), (0x11, 128, 1, 4), (0x11, 154, 1, 48),
    (0x01, 142, 1, 1),
)


def sonic_read(path, offset, length):
    """As SfpOptoeBase.read_eeprom() does it: page 0 is selected before."""
    with open(path, "rb", buffering=0) as file:
        if 128 <= offset < 256:
            file.seek(127)
            if file.read(1)[0]:
                sonic_write(path, 127, b"\0")
        file.seek(offset)
        return file.read(length)


def sonic_write(path, offset, data):
    """As SfpOptoeBase.write_eeprom() does it."""
    with open(path, "r+b", buffering=0) as file:
        file.seek(offset)
        return file.write(data)


def place(page, offset, bank, length):
    """The same bytes for the simulator."""
    where = "lower" if page == 0 and offset < 128 else f"{page:02x}"
    if page >= 0x10:
        where += f".{bank}"
    last = f"-{offset + length - 1}" if length > 1 else ""
    return f"byte.{where}.{offset}{last}"


def test_sonic(tap, cage):
    """Reads and writes of SONiC through the file of optoe, and other files."""
    client = (cage / "device").resolve()
    path = client / "eeprom"
    tap.equal("the file is beside the I2C device", "0050",
              client.name.rpartition("-")[2])
    wrong = [place(page, offset, bank, length)
             for page, offset, bank, length in SONIC_READS
             if sonic_read(path, linear(page, offset, bank), length) !=
             sim_bytes("p0", place(page, offset, bank, length))]
    tap.equal("SONiC's offsets", [], wrong)
    sim_page = sim_bytes("p0", "byte.00.128-135")
    for offset, data in ((127, b"\x11"), (126, b"\1"), (126, b"\1\x11")):
        tap.equal(f"a selection at {offset} is taken", len(data),
                  sonic_write(path, offset, data))
    tap.equal("and changes nothing", sim_page,
              sonic_read(path, 128, len(sim_page)))
    tap.equal("a control", 1, sonic_write(path, linear(0x10, 130, 1), b"\1"))
    tap.equal("in its bank", b"\1\0", sim_bytes("p0", "byte.10.1.130") +
              sim_bytes("p0", "byte.10.0.130"))
    sonic_write(path, linear(0x10, 130, 1), b"\0")
    for name, value, other, bad in (("dev_class", "3", "3", "1"),
                                    ("write_max", "128", "8", "0"),
                                    ("max_bank_size", "8", "4", "9")):
        file = client / name
        tap.equal(name, f"{value}\n", file.read_text())
        tap.equal(f"{name} takes {other}", len(other), file.write_text(other))
        tap.error(f"{name} refuses {bad}", errno.EINVAL, file.write_text, bad)
    (client / "port_name").write_text("port 5")
    tap.equal("port_name is the label", "port 5\n",
              (cage / "label").read_text())


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


def moved(counter):
    """Bytes that the module has counted since the last reset."""
    stats = pathlib.Path("/sys/kernel/config/cmis-sim/p1/stats").read_text()
    return next(int(line.split()[1]) for line in stats.splitlines()
                if line.split()[0] == counter)


def killed_during(cage, call, counter):
    """Kill a process once its call has moved bytes."""
    sim("stats", "p1", "reset")
    pid = os.fork()
    if not pid:
        call(File(cage))
        os._exit(0)
    deadline = time.monotonic() + 30
    while moved(counter) < 128 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status):
        return "it was over before"
    return "early" if moved(counter) < 4 * 128 else "after all pages"


def test_killed(tap):
    """A killed reader does not wait for the rest of the pages, of which each
    takes 0.6 s.
    """
    cage = cage_add("p1", "400g-dr4", "--clock", "2000", "--real-time")
    try:
        for name in ("thermal_period_ms", "lanes_period_ms"):
            (cage / name).write_text("3600000")
        time.sleep(1)
        tap.equal("a killed read ends", "early",
                  killed_during(cage, lambda file: file.read(0, 4 * 128),
                                "read_bytes"))
        # Pages 00h-02h ignore writes, but need the time.
        tap.equal("a killed write ends", "early",
                  killed_during(cage, lambda file: file.write(
                      128, bytes(4 * 128)), "write_bytes"))
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
        for test in (test_layout, test_write, test_sonic, test_flags, test_gone):
            test(tap, cage)
    finally:
        sim("del", "p0")
    test_killed(tap)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
