#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: oldest newest: simulated modules; sim_pins has the interface
"""The simulator on its own: a module on its bus, without the driver.

Expected values are literal, or bytes of images made here.
"""

import contextlib
import ctypes
import fcntl
import importlib.machinery
import importlib.util
import io
import os
import pathlib
import subprocess
import tempfile
import threading
import time

from lib import PORTS, TOP
from lib.tap import Tap

ADDRESS = 0x50
UP_S = 0.5          # a module is up and its paths are activated by then
I2C_SLAVE_FORCE = 0x0706
I2C_FUNCS = 0x0705
I2C_RDWR = 0x0707
I2C_SMBUS = 0x0720
I2C_M_RD = 1
SMBUS_READ, SMBUS_WRITE = 1, 0
SMBUS_BYTE_DATA, SMBUS_WORD_DATA, SMBUS_I2C_BLOCK = 2, 3, 8


class Message(ctypes.Structure):
    """struct i2c_msg"""
    _fields_ = [("addr", ctypes.c_uint16), ("flags", ctypes.c_uint16),
                ("len", ctypes.c_uint16),
                ("buf", ctypes.POINTER(ctypes.c_uint8))]


class Transfer(ctypes.Structure):
    """struct i2c_rdwr_ioctl_data"""
    _fields_ = [("msgs", ctypes.POINTER(Message)), ("count", ctypes.c_uint32)]


class Smbus(ctypes.Structure):
    """struct i2c_smbus_ioctl_data"""
    _fields_ = [("direction", ctypes.c_uint8), ("command", ctypes.c_uint8),
                ("size", ctypes.c_uint32),
                ("data", ctypes.POINTER(ctypes.c_uint8))]


class Bus:
    """A virtual bus, from user space."""

    def __init__(self, port):
        number = int((PORTS / port / "bus").read_text())
        self.handle = os.open(f"/dev/i2c-{number}", os.O_RDWR)
        fcntl.ioctl(self.handle, I2C_SLAVE_FORCE, ADDRESS)

    def close(self):
        """Close it."""
        os.close(self.handle)

    def transfer(self, *parts, address=ADDRESS):
        """One transfer: bytes are written, a number is read; the last read
        is returned."""
        buffers = [(ctypes.c_uint8 * (part if isinstance(part, int)
                                      else len(part)))() for part in parts]
        messages = (Message * len(parts))()
        for part, buffer, message in zip(parts, buffers, messages):
            is_read = isinstance(part, int)
            if not is_read:
                buffer[:] = part
            message.addr = address
            message.flags = I2C_M_RD if is_read else 0
            message.len = len(buffer)
            message.buf = ctypes.cast(buffer,
                                      ctypes.POINTER(ctypes.c_uint8))
        fcntl.ioctl(self.handle, I2C_RDWR, Transfer(messages, len(parts)))
        return bytes(buffers[-1])

    def read(self, offset, count=1):
        """Read from an address on."""
        return self.transfer(bytes([offset]), count)

    def byte(self, offset):
        """Read a byte."""
        return self.read(offset)[0]

    def write(self, offset, *values):
        """Write from an address on."""
        self.transfer(bytes([offset, *values]))

    def select(self, page, bank=0):
        """Select a page; return the bank and page in force."""
        self.write(126, bank, page)
        return tuple(self.read(126, 2))

    def smbus(self, direction, command, size, values=()):
        """One SMBus access."""
        data = (ctypes.c_uint8 * 34)(*values)
        fcntl.ioctl(self.handle, I2C_SMBUS, Smbus(
            direction, command, size,
            ctypes.cast(data, ctypes.POINTER(ctypes.c_uint8))))
        return bytes(data)

    def functionality(self):
        """Functionality of the adapter."""
        value = ctypes.c_ulong()
        fcntl.ioctl(self.handle, I2C_FUNCS, value)
        return value.value


class Simulator:
    """tools/cmis-sim, in this process."""

    def __init__(self):
        path = str(TOP / "tools/cmis-sim")
        loader = importlib.machinery.SourceFileLoader("cmis_sim", path)
        spec = importlib.util.spec_from_loader("cmis_sim", loader)
        self.module = importlib.util.module_from_spec(spec)
        loader.exec_module(self.module)
        self.parser = self.module.parser_make()

    def run(self, *words):
        """Status, output and error messages of a command."""
        output, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(output), \
                contextlib.redirect_stderr(errors):
            try:
                status = self.module.do(self.parser, list(words))
            except SystemExit as stop:
                status = stop.code
        return status, output.getvalue().strip(), errors.getvalue().strip()

    def __call__(self, *words):
        status, output, errors = self.run(*words)
        if status:
            raise RuntimeError(f"cmis-sim {' '.join(words)}: {errors}")
        return output

    def stats(self, port="p"):
        """Counters of a module."""
        return self.module.stats_object(
            [line.split() for line in self("stats", port).splitlines()])


class SimTap(Tap):
    """Results of commands and of accesses."""

    def result(self, good, name, *notes):  # pylint: disable=W0237
        """Print one result, with notes if it failed."""
        return self.ok(good, name, "\n# ".join(map(str, notes)))

    def refused(self, name, message, *words):
        """Passes if a command fails with a message."""
        status, _output, errors = sim.run(*words)
        self.result(status and message in errors, name,
                    f"status {status} of {' '.join(words)}", errors)

    def raises(self, name, function, *args):
        """Passes if an access is not acknowledged, or not possible."""
        try:
            got = function(*args)
        except OSError as error:
            self.result(True, f"{name}", error.strerror)
            return
        self.result(False, name, f"succeeded: {got}")


tap = SimTap()
sim = Simulator()


@contextlib.contextmanager
def port(*options, wait=UP_S):
    """A port named p, and its bus."""
    sim("add", "p", "--no-driver", *options)
    bus = Bus("p")
    time.sleep(wait)
    try:
        yield bus
    finally:
        bus.close()
        sim("del", "p")


def image_make(folder, pages):
    """Write an image: page names to dicts of offset to value."""
    for name, values in pages.items():
        data = bytearray(128)
        for offset, value in values.items():
            data[offset % 128] = value
        (pathlib.Path(folder) / f"{name}.bin").write_bytes(data)


def is_there(bus):
    """Whether a module acknowledges."""
    with contextlib.suppress(OSError):
        bus.byte(0)
        return True
    return False


def wait_until(function, seconds=20):
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if function():
            return True
        time.sleep(0.01)
    return False


def test_profiles():
    """Identity and checksums of each built-in module."""
    known = {
        "400g-dr4": (0x18, b"SIM-400G-DR4    ", 1),
        "800g-2xfr4": (0x19, b"SIM-800G-2XFR4  ", 1),
        "1.6t-dr8": (0x19, b"SIM-1.6T-DR8    ", 1),
        "3.2t-dr16": (0x21, b"SIM-3.2T-DR16   ", 2),
        "cpo-32": (0x80, b"SIM-6.4T-CPO32  ", 4),
        "cpo-64": (0x80, b"SIM-12.8T-CPO64 ", 8),
        "400g-qsfp112": (0x1e, b"SIM-400G-Q112-DR", 1),
        "200g-sfp-dd": (0x1f, b"SIM-200G-SFPDD  ", 1),
        "400g-zrplus": (0x18, b"SIM-400G-ZRP    ", 1),
        "800g-zr": (0x19, b"SIM-800G-ZR     ", 1),
        "elsfp": (0x22, b"SIM-ELSFP-8     ", 1),
    }
    names = [line.split()[0] for line in sim("profiles").splitlines()]
    tap.equal("all profiles are known here", sorted([*known, "copper"]),
              sorted(names))
    for name, (identifier, part, banks) in known.items():
        with port("--profile", name, "--serial", "X17") as bus:
            upper = bus.read(128, 128)
            tap.equal(f"{name}: identity",
                      (identifier, identifier, b"LINUX-CMIS      ", part,
                       b"X17             "),
                      (bus.byte(0), upper[0], upper[1:17], upper[20:36],
                       upper[38:54]))
            sums = [sum(upper[0:94]) & 255 == upper[94]]
            for page, first in ((1, 2), (2, 0)):
                bus.select(page)
                upper = bus.read(128, 128)
                sums.append(sum(upper[first:127]) & 255 == upper[127])
            tap.equal(f"{name}: checksums", [True] * 3, sums)
            lanes = 0x1a if name == "elsfp" else 0x11
            tap.equal(f"{name}: banks", [(b, lanes) if b < banks else (0, 0)
                                         for b in range(9)],
                      [bus.select(lanes, b) for b in range(9)])
            tap.equal(f"{name}: ready", 3, bus.byte(3) >> 1)


def test_paging():
    """Bank and page select, unsupported pages, wrapping."""
    with port("--profile", "3.2t-dr16") as bus:
        lower = bus.read(0, 3)
        bus.select(0x11, 1)
        lanes = bus.read(154, 2)
        bus.write(126, 0)
        tap.equal("a bank takes effect with its page only", lanes,
                  bus.read(154, 2))
        bus.write(127, 0x11)
        tap.equal("the page takes the bank written before it",
                  bytes([0x2e, 0xe0]), bus.read(154, 2))
        tap.equal("lane 9 differs from lane 1", bytes([0x2f, 0x08]), lanes)
        tap.equal("an unsupported page becomes page 00h", (0, 0),
                  bus.select(0x30, 1))
        tap.equal("page 00h is shown then", b"LINUX-CMIS", bus.read(129, 10))
        tap.equal("an unsupported bank becomes page 00h", (0, 0),
                  bus.select(0x11, 2))
        tap.equal("a page without banks ignores the bank", (1, 2),
                  bus.select(2, 1))
        tap.equal("its content is there", bytes([0x4b, 0x00]),
                  bus.read(128, 2))
        first = bus.read(128, 2)
        tap.equal("reads wrap from 255 to 128",
                  bus.read(255, 1) + first, bus.read(255, 3))
        tap.equal("reads wrap from 127 to 0", bytes([2]) + lower,
                  bus.read(127, 4))
        tap.equal("one transfer selects and reads", lanes,
                  bus.transfer(bytes([126, 1, 0x11]), bytes([154]), 2))
        bus.transfer(bytes([14]))
        tap.equal("reading goes on where it was", bytes([0x2d, 0x80]),
                  bus.transfer(1) + bytes([bus.transfer(2)[1]]))
        tap.raises("no other address answers",
                   lambda: bus.transfer(bytes([0]), 1, address=0x51))


def test_writes():
    """Writable bytes, and the length of writes."""
    with port("--profile", "1.6t-dr8") as bus:
        before = bus.read(0, 3)
        bus.write(0, 0xaa, 0xbb, 0xcc)
        tap.equal("read-only bytes stay", before, bus.read(0, 3))
        bus.select(3)
        tap.raises("what lasts takes time to write", bus.transfer,
                   bytes([128, *range(1, 12)]), bytes([128]), 1)
        tap.result(wait_until(lambda: is_there(bus)), "up to 80 ms")
        tap.equal("eight bytes are written at once, not more",
                  bytes([1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0]),
                  bus.read(128, 11))
        bus.write(122, 0, 0, 0x10, 0x11)
        tap.equal("a password cannot be read", bytes(4), bus.read(122, 4))
        bus.write(31, 0xff)
        tap.equal("masks can be written", 0xff, bus.byte(31))
        (PORTS / "p" / "init_ms").write_text("3000")
        bus.write(26, 0x48)
        tap.raises("software reset: not there for a while", bus.byte, 3)
        tap.result(wait_until(lambda: is_there(bus)), "then there again")
        tap.equal("masks are reset", 0, bus.byte(31))
        bus.select(3)
        tap.equal("what the user wrote is not", 8, bus.byte(135))
        tap.equal("the control byte is as at power-up", 0x40, bus.byte(26))


def test_flags():
    """Flags latch, a read clears them, and lasting ones come back."""
    with port("--profile", "1.6t-dr8") as bus:
        tap.equal("insertion raises the state flag", 1, bus.byte(8))
        tap.equal("reading clears it", 0, bus.byte(8))
        bus.select(0x11)
        bus.read(134, 20)
        tap.equal("no interrupt when all has been read", 7, bus.byte(3))

        sim("set", "p", "temperature_c=71.5")
        tap.equal("71.5 C", bytes([0x47, 0x80]), bus.read(14, 2))
        tap.equal("is above the high warning of 70 C", 4, bus.byte(9))
        tap.equal("as long as it is", 4, bus.byte(9))
        tap.equal("interrupt", 6, bus.byte(3))
        bus.write(32, 0x04)
        tap.equal("a masked flag does not interrupt", 7, bus.byte(3))
        sim("set", "p", "temperature_c=80")
        tap.equal("above the high alarm of 75 C, too", 5, bus.byte(9))
        sim("set", "p", "temperature_c=45")
        tap.equal("latched until it has been read", 5, bus.byte(9))
        tap.equal("and not after", 0, bus.byte(9))
        sim("set", "p", "temperature_c=-5.5", "vcc_v=3.7")
        tap.equal("low temperature, high supply", 0x5a, bus.byte(9))
        tap.equal("-5.5 C, 3.7 V", bytes([0xfa, 0x80, 0x90, 0x88]),
                  bus.read(14, 4))
        sim("set", "p", "temperature_c=45", "vcc_v=3.3")
        bus.byte(9)

        sim("set", "p", "lane3.rx_power_dbm=-12.4", "lane8.tx_bias_ma=20",
            "lane2.rx_los=1")
        tap.equal("summary of page 11h", 1, bus.byte(4))
        tap.equal("flags of lanes 2, 3 and 8",
                  bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0x80,
                         2, 0, 0, 4, 0, 4, 0]), bus.read(134, 20))
        tap.equal("-12.4 dBm is 57.5 uW", bytes([0x02, 0x3f]),
                  bus.read(190, 2))
        tap.equal("20 mA in units of 4 uA", bytes([0x13, 0x88]),
                  bus.read(184, 2))
        sim("set", "p", "lane3.rx_power_mw=0.8", "lane8.tx_bias_ma=70",
            "lane2.rx_los=0")
        bus.read(134, 20)
        tap.equal("all quiet again", bytes(20), bus.read(134, 20))
        tap.equal("the summary follows", 0, bus.byte(4))
        sim("set", "p", "byte.02.128=0x20")
        tap.equal("a threshold of 32 C is crossed at once", 1, bus.byte(9))


def test_banks():
    """Test lanes of the last bank."""
    with port("--profile", "cpo-32") as bus:
        for bank in range(4):
            bus.select(0x11, bank)
            bus.read(134, 20)
        sim("set", "p", "lane32.tx_power_mw=0.1", "lane9.tx_fault=1")
        tap.equal("summaries of four banks", bytes([0, 1, 0, 1]),
                  bus.read(4, 4))
        bus.select(0x11, 3)
        tap.equal("lane 32", bytes([0x03, 0xe8]), bus.read(168, 2))
        tap.equal("its flags", bytes([0, 0x80, 0, 0x80]), bus.read(139, 4))
        bus.select(0x11, 1)
        tap.equal("lane 9", 1, bus.byte(135))


def test_states():
    """States of the module and of data paths."""
    with port("--profile", "400g-dr4") as bus:
        def lanes():
            bus.select(0x11)
            return bus.read(128, 6).hex()

        tap.equal("activated", "44444444ff0f", lanes())
        bus.read(134, 20)
        bus.select(0x10)
        bus.write(130, 0x0f)
        tap.result(wait_until(lambda: lanes() == "77777777ff00"),
                   "outputs off: initialized", lanes())
        tap.equal("no light, no bias", bytes(8), bus.read(154, 8))
        tap.equal("and no flags for that", bytes(8), bus.read(139, 8))
        tap.equal("light still comes in", bytes([0x1f, 0x40]),
                  bus.read(186, 2))
        tap.equal("the change is flagged", 0xff, bus.byte(134))
        bus.select(0x10)
        bus.write(128, 0xff)
        tap.result(wait_until(lambda: lanes() == "111111110000"),
                   "deinitialized: deactivated", lanes())
        bus.select(0x10)
        bus.write(130, 0)
        bus.write(128, 0)
        tap.result(wait_until(lambda: lanes() == "44444444ff0f"),
                   "and back", lanes())
        bus.byte(8)
        bus.write(26, 0x50)
        tap.result(wait_until(lambda: bus.byte(3) >> 1 == 1),
                   "low power on request")
        tap.equal("paths are down", "111111110000", lanes())
        tap.equal("the state flag is set", 1, bus.byte(8))
        bus.write(26, 0x40)
        tap.result(wait_until(lambda: lanes() == "44444444ff0f"),
                   "ready again", lanes())
        sim("set", "p", "state=fault", "fault_cause=1")
        tap.equal("fault", (5, 1), (bus.byte(3) >> 1, bus.byte(41)))
        sim("set", "p", "state=lowpwr")
        tap.equal("low power of its own accord", 1, bus.byte(3) >> 1)
        sim("set", "p", "state=ready")
        tap.result(wait_until(lambda: bus.byte(3) >> 1 == 3), "ready")


def status_wait(bus):
    """Status of a configuration once it is done."""
    bus.select(0x11)
    wait_until(lambda: "c" not in bus.read(202, 4).hex())
    return bus.read(202, 4).hex()


def test_configuration():
    """Staged configuration, checked and applied."""
    with port("--profile", "400g-dr4") as bus:
        # Application 2 on pairs of lanes
        pairs = bytes([0x20, 0x20, 0x24, 0x24, 0x28, 0x28, 0x2c, 0x2c])

        def apply(config, lanes):
            bus.select(0x10)
            bus.write(145, *config)
            bus.write(143, lanes)
            return status_wait(bus)

        tap.equal("rejected while the path is up", "66666666",
                  apply(pairs, 0xff))
        bus.select(0x10)
        bus.write(128, 0xff)
        bus.select(0x11)
        wait_until(lambda: bus.read(128, 4) == bytes([0x11] * 4))
        tap.equal("no such application", "33333333",
                  apply(bytes([0x70] * 8), 0xff))
        tap.equal("part of a path", "7", apply(bytes([0x10] * 8), 0x01)[1])
        tap.equal("no path starts there", "44",
                  apply(bytes([0x12] * 8), 0xff)[:2])
        tap.equal("accepted", "11111111", apply(pairs, 0xff))
        tap.equal("active set", pairs, bus.read(206, 8))
        tap.equal("pending", 0xff, bus.byte(235))
        bus.select(0x10)
        bus.write(128, 0)
        bus.select(0x11)
        tap.result(wait_until(lambda: bus.read(128, 6) ==
                              bytes([0x44] * 4 + [0xff, 0x0f])),
                   "four paths come up")
        tap.equal("nothing pending", 0, bus.byte(235))
        bus.select(0x10)
        bus.write(130, 0x02)
        bus.select(0x11)
        tap.result(wait_until(lambda: bus.read(128, 4) ==
                              bytes([0x44, 0x77, 0x44, 0x44])),
                   "one output off takes one path down")


def test_settings():
    """Signal integrity settings of both staged sets, applied at once."""
    with port("--profile", "400g-dr4") as bus:
        def apply(trigger):
            bus.select(0x10)
            bus.write(trigger, 0xff)
            return status_wait(bus)

        def stage(address, *values):
            bus.select(0x10)
            bus.write(address, *values)

        stage(180, *[0x11] * 8)
        stage(188, 0xff, 0x24, 0x81, 0x21, 0x43, 0x65, 0x87, 0xf0)
        stage(196, 0x0f, 0x77, 0x66, 0x57, 0x34, 0x12, 0x34, 0x50)
        stage(204, 0x21, 0x21, 0x10, 0x02, 0x22)
        tap.equal("set 1 at once", "11111111", apply(179))
        tap.equal("is active", "11" * 8 + "ff248121436587f00f77665734"
                  "12345021" + "21100222", bus.read(206, 29).hex())
        tap.equal("the path stays up, nothing is pending", (0x44, 0),
                  (bus.byte(128), bus.byte(235)))
        stage(204, 0x61)
        tap.equal("post-cursor above 5 dB in lane 8", "11111151", apply(179))
        tap.equal("the one before stays there", 0x21, bus.byte(230))
        stage(204, 0x21, 0x23)
        tap.equal("no amplitude 3 in lane 1", "15111111", apply(179))
        stage(191, 0xa1)
        tap.equal("no 10 dB in lane 2", "55111111", apply(179))
        tap.equal("set 0 asks for nothing", "11111111", apply(144))
        tap.equal("and has those of the application", bytes(21),
                  bus.read(214, 21))
        sim("set", "p", "byte.lower.2=0x46")
        stage(145, *[0x11] * 8)
        stage(156, 0x11)
        bus.select(0x11)
        bus.byte(134)
        tap.equal("stepped: accepted", "11111111", apply(143))
        tap.equal("as the active set, but the path is not cycled",
                  (0x11, 0x44, 0xff, 0),
                  (bus.byte(217), bus.byte(128), bus.byte(235),
                   bus.byte(134)))
        stage(128, 0xff)
        bus.select(0x11)
        wait_until(lambda: bus.byte(128) == 0x11)
        stage(128, 0)
        bus.select(0x11)
        tap.result(wait_until(lambda: (bus.byte(128), bus.byte(235)) ==
                              (0x44, 0)), "the host does that")
        sim("set", "p", "byte.lower.2=0x45")
        tap.equal("the module, if that is advertised", "11111111", apply(143))
        tap.result(wait_until(lambda: (bus.byte(128), bus.byte(235)) ==
                              (0x44, 0)), "down and up again")
        stage(145, *[0x70] * 8)
        tap.equal("at once is ignored", "11111111", apply(144))
        sim("set", "p", "byte.lower.2=0x46")
        tap.equal("unless that is advertised", "66666666", apply(144))


def test_plugging():
    """Pull and plug a module; its cage stays."""
    with port("--empty") as bus:
        tap.raises("an empty cage does not answer", bus.byte, 0)
        sim("insert", "p", "--profile", "400g-dr4", "--serial", "ONE")
        tap.refused("a second module does not fit", "plugged already",
                    "insert", "p", "--profile", "copper")
        time.sleep(UP_S)
        tap.equal("the first one", b"ONE ", bus.read(166, 4))
        sim("remove", "p")
        tap.raises("pulled", bus.byte, 0)
        tap.refused("nothing to pull", "no module", "remove", "p")
        tap.refused("nothing to change", "no module", "set", "p",
                    "temperature_c=1")
        sim("insert", "p", "--profile", "400g-dr4", "--serial", "TWO")
        time.sleep(UP_S)
        tap.equal("the second one", b"TWO ", bus.read(166, 4))
        sim("remove", "p")
        sim("insert", "p")
        time.sleep(UP_S)
        tap.equal("the second one again", b"TWO ", bus.read(166, 4))
    with port("--profile", "1.6t-dr8", "--init-ms", "4000", wait=0) as bus:
        tap.raises("not up yet", bus.byte, 0)
        tap.result(wait_until(lambda: is_there(bus)), "up after a while")


PAGED = {
    "lower": {0: 0x18, 1: 0x50, 3: 0x07, 9: 0x55, 14: 0x28, 26: 0x00,
              85: 2, 86: 0xff},
    "p00": {128: 0x18, 129: 0x41},
    "p01": {142: 0x01, 156: 0x80, 158: 0x02, 159: 0x03, 160: 0x06},
    "p02": {128: 0x46, 130: 0xf6, 132: 0x41, 134: 0xfb},
    "p11_b1": {128: 0x44, 134: 0x01, 147: 0x80, 154: 0x12, 155: 0x34},
    "p20": {128: 0x77},
}


def test_images():
    """An image stays as it is until something changes it."""
    with tempfile.TemporaryDirectory() as folder:
        image_make(folder, PAGED)
        with port("--image", folder) as bus:
            tap.equal("state and summary as in the snapshot",
                      bytes([7, 0, 0, 0, 0]), bus.read(3, 5))
            tap.equal("flags that were latched hold", [0x55, 0x55],
                      [bus.byte(9), bus.byte(9)])
            tap.equal("a page of the second bank", (1, 0x11),
                      bus.select(0x11, 1))
            tap.equal("an event is told of once", [1, 0],
                      [bus.byte(134), bus.byte(134)])
            tap.equal("a condition again and again", [0x80, 0x80],
                      [bus.byte(147), bus.byte(147)])
            tap.equal("its values", bytes([0x12, 0x34]), bus.read(154, 2))
            tap.equal("mandatory pages that it lacks are there, and zero",
                      ((0, 0x11), bytes(128)),
                      (bus.select(0x11, 0), bus.read(128, 128)))
            tap.equal("other pages that it has are there", (0, 0x20),
                      bus.select(0x20))
            tap.equal("other pages that it lacks are not", (0, 0),
                      bus.select(0x13))
            sim("set", "p", "temperature_c=40")
            bus.byte(9)
            tap.equal("setting a value clears its own flags only", 0x50,
                      bus.byte(9))
            sim("set", "p", "lane16.rx_los=0")
            bus.select(0x11, 1)
            bus.byte(147)
            tap.equal("and so does setting a flag", 0, bus.byte(147))
            tap.refused("what it does not advertise cannot be set",
                        "lane1.tx_bias_ma=1: the module does not advertise",
                        "set", "p", "temperature_c=41", "lane1.tx_bias_ma=1")
            tap.equal("and nothing else has changed", bytes([0x28, 0]),
                      bus.read(14, 2))
            bus.select(0x10, 0)
            bus.write(213, 0x11)
            bus.write(26, 0x80)
            bus.write(214, 0x22)
            bus.select(0x10, 1)
            tap.equal("bank broadcast, once it is enabled", bytes([0, 0x22]),
                      bus.read(213, 2))
            bus.write(26, 0x10)
            tap.result(wait_until(lambda: bus.byte(3) >> 1 == 1),
                       "it goes to low power when it is asked to")
        for name, text, message in (
                ("p99.txt", b"", None),
                ("p12.bin", bytes(127), "p12.bin: has 127 bytes"),
                ("p12.bin", bytes(129), "p12.bin: has 129 bytes"),
                ("x12.bin", bytes(128), "x12.bin: not lower.bin"),
                ("p02_b1.bin", bytes(128), "p02_b1.bin: there is no such"),
                ("P11.bin", bytes(128), "not lower.bin")):
            path = pathlib.Path(folder) / name
            path.write_bytes(text)
            if message:
                tap.refused(f"{name} of {len(text)} bytes", message, "add",
                            "p", "--image", folder)
                path.unlink()
        for name in ("lower", "p00"):
            path = pathlib.Path(folder) / f"{name}.bin"
            data = path.read_bytes()
            path.unlink()
            tap.refused(f"no {name}.bin", f"has no {name}.bin", "add", "p",
                        "--image", folder)
            path.write_bytes(data)
        tap.equal("no port is left of all that", [],
                  [path.name for path in PORTS.iterdir() if path.is_dir()])


def test_flat():
    """Flat memory: a cable."""
    with port("--profile", "copper") as bus:
        tap.equal("flat and ready", bytes([0x18, 0x50, 0x80, 0x07]),
                  bus.read(0, 4))
        tap.equal("selecting does nothing", (0, 0), bus.select(1))
        tap.equal("page 00h stays", b"LINUX-CMIS", bus.read(129, 10))
        tap.refused("it has no monitors", "does not advertise", "set", "p",
                    "temperature_c=20")


def test_adapters():
    """Longest reads of adapters and modules."""
    with port("--profile", "400g-dr4", "--adapter", "smbus-block") as bus:
        tap.equal("an SMBus adapter has no plain I2C", 0,
                  bus.functionality() & 1)
        tap.raises("and refuses it", bus.byte, 0)
        tap.equal("a block", bytes([4, 0x18, 0x50, 4, 6]),
                  bus.smbus(SMBUS_READ, 0, SMBUS_I2C_BLOCK, [4])[:5])
        bus.smbus(SMBUS_WRITE, 126, SMBUS_I2C_BLOCK, [2, 0, 0x11])
        tap.equal("a page selected by a block", bytes([2, 0x44, 0x44]),
                  bus.smbus(SMBUS_READ, 128, SMBUS_I2C_BLOCK, [2])[:3])
        tap.equal("a word has its low byte first", bytes([0x2d, 0x00]),
                  bus.smbus(SMBUS_READ, 14, SMBUS_WORD_DATA)[:2])
    with port("--profile", "400g-dr4", "--adapter", "smbus-byte") as bus:
        tap.equal("a byte", 0x18,
                  bus.smbus(SMBUS_READ, 0, SMBUS_BYTE_DATA)[0])
        bus.smbus(SMBUS_WRITE, 127, SMBUS_BYTE_DATA, [0x11])
        tap.equal("a page selected by a byte", 0x44,
                  bus.smbus(SMBUS_READ, 128, SMBUS_BYTE_DATA)[0])
        tap.raises("no words", bus.smbus, SMBUS_READ, 14, SMBUS_WORD_DATA)
        tap.raises("no blocks", bus.smbus, SMBUS_READ, 0, SMBUS_I2C_BLOCK,
                   [4])
    with port("--profile", "400g-dr4", "--max-read", "16") as bus:
        tap.equal("as much as the adapter can", 16, len(bus.read(0, 16)))
        tap.raises("and no more", bus.read, 0, 17)
    with port("--profile", "400g-dr4", "--module-max-read", "8") as bus:
        eight = bus.read(129, 8)
        tap.equal("a module that stops counting after 8 bytes",
                  b"LINUX-CM" + b"M" * 4, bus.read(129, 12))
        tap.equal("is right up to there", b"LINUX-CM", eight)


def test_counters():
    """Counters of the module's traffic."""
    with port("--profile", "1.6t-dr8", "--clock", "100000") as bus:
        sim("stats", "p", "reset")
        bus.transfer(bytes([126, 0, 1]), bytes([128]), 10)
        stats = sim.stats()
        # Two messages written, one read: three address bytes, 3 + 1 + 10
        # bytes, nine bits each; three STARTs and a STOP.
        tap.equal("one transfer", {
            "transfers": 1, "bytes": 12, "read_bytes": 10, "write_bytes": 2,
            "selects": 1, "nacks": 0, "bus_us": (17 * 9 + 4) * 10,
            "pages": {"01.0": {"reads": 1, "bytes": 10}},
        }, stats)
        bus.read(0, 24)
        with contextlib.suppress(OSError):
            bus.transfer(bytes([0]), 1, address=0x51)
        stats = sim.stats()
        tap.equal("another, and one that is not acknowledged",
                  (3, 34, 1, 1, 1570 + (28 * 9 + 1 - 9 + 2) * 10 + 110),
                  (stats["transfers"], stats["read_bytes"], stats["selects"],
                   stats["nacks"], stats["bus_us"]))
        sim("get", "p", "byte.11.128-255", "byte.lower.0-10")
        tap.equal("looking from outside is not counted", stats, sim.stats())
    with port("--profile", "1.6t-dr8", "--clock", "10000",
              "--real-time") as bus:
        start = time.monotonic()
        bus.read(0, 64)
        took = time.monotonic() - start
        # (3 + 64) * 9 bits and three more at 10 kHz
        tap.result(took >= 0.0606, "a slow bus takes its time", took)


def threshold_sums(bus):
    """Whether the checksums of pages 00h, 01h and 02h are good."""
    good = []
    for page, first, last in ((0, 0, 94), (1, 2, 127), (2, 0, 127)):
        bus.select(page)
        upper = bus.read(128, 128)
        good.append(sum(upper[first:last]) & 255 == upper[last])
    return good


# Flaws: the page, first byte and bytes that show them
FLAWS = {
    "old-revision": (0x11, 132, "0000"),
    "spare-media-lanes": (0, 210, "00"),
    "no-media-lanes": (0, 210, "ff"),
    "few-media-starts": (1, 176, "0101"),
    "wrong-function": (0, 57, "01"),
    "no-thresholds": (2, 196, "ffffffff"),
    "equal-thresholds": (2, 128, "2020202020202020"),
    "crossed-thresholds": (2, 128, "0000464605054141"),
    "reserved-bias-factor": (1, 160, "1f"),
    "no-max-power": (0, 201, "00"),
}


def test_flaws():
    """Flaws of modules in the field."""
    plain = {"forgotten-flat-bit": "00", "memory-module": "0c"}
    tap.equal("all flaws are known here", sorted([*FLAWS, *plain]),
              sorted(line.split()[0] for line in sim("flaws").splitlines()))
    for name, (page, first, expected) in FLAWS.items():
        with port("--profile", "400g-dr4", "--flaw", name) as bus:
            tap.equal(f"{name}: checksums", [True] * 3, threshold_sums(bus))
            bus.select(page)
            tap.equal(name, expected,
                      bus.read(first, len(expected) // 2).hex())
            if "thresholds" in name:
                tap.equal(f"{name}: no flag", 0, bus.byte(9))
    for name, byte in plain.items():
        with port("--profile", "copper", "--flaw", name) as bus:
            first = bus.read(128, 128)
            tap.equal(f"{name}: lower 2", byte, bus.read(2).hex())
            tap.equal(f"{name}: the selection is read back", (0, 0x11),
                      bus.select(0x11))
            tap.equal(f"{name}: each page is page 00h", first,
                      bus.read(128, 128))
    with port("--profile", "400g-dr4", "--flaw", "no-max-power",
              "--flaw", "old-revision") as bus:
        tap.equal("two flaws", (0x40, 0), (bus.byte(1), bus.byte(201)))
        sim("remove", "p")
        sim("insert", "p", "--profile", "400g-dr4")
        time.sleep(UP_S)
        tap.equal("the next module has none", (0x50, 36),
                  (bus.byte(1), bus.byte(201)))
        tap.refused("no such flaw", "no such flaw", "insert", "p",
                    "--profile", "copper", "--flaw", "nope")
        tap.refused("a flaw of nothing", "goes with", "insert", "p",
                    "--flaw", "no-max-power")


def test_refusals():
    """Wrong requests change nothing."""
    with port("--profile", "1.6t-dr8") as bus:
        before = (bus.read(14, 4), sim("get", "p", "byte.11.154-201"))
        for change, message in (
                ("temperature_c=200", "out of range"),
                ("temperature_c=warm", "not a number"),
                ("temperature_c=nan", "not a number"),
                ("vcc_v=-1", "out of range"),
                ("vcc_v=9", "out of range"),
                ("lane9.rx_los=1", "no such lane"),
                ("lane0.rx_los=1", "no such lane"),
                ("lane1.rx_los=2", "out of range"),
                ("lane1.tx_power_dbm=20", "out of range"),
                ("lane1.color=1", "no such name"),
                ("rx_los=1", "no such name"),
                ("state=happy", "one of"),
                ("fault_cause=256", "out of range"),
                ("byte.11.300=1", "out of range"),
                ("byte.lower.128=1", "lower memory ends"),
                ("byte.30.128=1", "no such page"),
                ("byte.11.1.128=1", "no such page"),
                ("byte.11.128=256", "0 to 255"),
                ("nonsense", "not KEY=VALUE")):
            tap.refused(change, message, "set", "p", "temperature_c=50",
                        "lane1.rx_power_mw=0.1", change)
        tap.equal("nothing has changed", before,
                  (bus.read(14, 4), sim("get", "p", "byte.11.154-201")))
        tap.refused("a name that is taken", "exists already", "add", "p",
                    "--profile", "copper")
        tap.refused("settings of a live port", "", "insert", "p", "--image",
                    "/nonexistent")
        for name, value in (("clock_hz", "100000"), ("pins", "1"),
                            ("device", "0"),
                            ("adapter_mode", "i2c"), ("interrupt", "1")):
            tap.raises(f"{name} of a live port",
                       (PORTS / "p" / name).write_text, value)
    for words, message in (
            (("add", "q"), "--profile, --image or --empty"),
            (("add", "q", "--profile", "nope"), "no such profile"),
            (("add", "q", "--image", "/nonexistent"), "not a folder"),
            (("add", "a/b", "--profile", "copper"), "a name has"),
            (("add", "q", "--profile", "copper", "--clock", "1"), "clock_hz"),
            (("add", "q", "--profile", "copper", "--netdev", "nope"),
             "no such network interface"),
            (("add", "q", "--profile", "copper", "--serial", "x" * 17),
             "1 to 16"),
            (("del", "nope"), "no such port"),
            (("del",), "name some"),
            (("stats", "nope"), "no such port"),
            (("set", "nope", "vcc_v=1"), "no such port")):
        tap.refused(" ".join(words), message, *words)
    tap.equal("no port is left of all that", [],
              [path.name for path in PORTS.iterdir() if path.is_dir()])
    (PORTS / "raw").mkdir()
    for name, text in (("profile", "nope"), ("image", "commit"),
                       ("image", "page 256 0 " + "00" * 128),
                       ("image", "page 1 1 " + "00" * 128),
                       ("image", "lower " + "00" * 127),
                       ("image", "lower " + "0g" * 128),
                       ("image", "nonsense"), ("present", "1"),
                       ("present", "0"), ("live", "maybe"),
                       ("adapter_mode", "pigeon"), ("stats", "clear"),
                       ("init_ms", "99999999"), ("set", "vcc_v 1")):
        tap.raises(f"{name}: {text[:20]}",
                   (PORTS / "raw" / name).write_text, text)
    (PORTS / "raw").rmdir()


def test_removal():
    """Delete a port while its bus is in use."""
    sim("add", "p", "--no-driver", "--profile", "1.6t-dr8")
    bus = Bus("p")
    stop = threading.Event()
    counts = {"good": 0, "bad": 0}

    def reader():
        while not stop.is_set():
            try:
                bus.read(0, 128)
                counts["good"] += 1
            except OSError:
                counts["bad"] += 1

    thread = threading.Thread(target=reader)
    thread.start()
    wait_until(lambda: counts["good"] > 10)
    for _ in range(5):
        sim("remove", "p")
        sim("insert", "p")
    good = counts["good"]
    tap.result(wait_until(lambda: counts["good"] > good),
               "reads go on after a swap", counts)
    stop.set()
    thread.join()
    bus.close()
    for _ in range(5):
        sim("del", "p")
        sim("add", "p", "--no-driver", "--profile", "400g-dr4", "--gpio",
            "--irq")
    done = subprocess.run(["rmmod", "cmis_sim"], capture_output=True,
                          check=False)
    tap.result(done.returncode, "not unloaded while there are ports")
    sim("add", "q", "--no-driver", "--profile", "copper")
    sim("del", "--all")
    done = subprocess.run(["rmmod", "cmis_sim"], capture_output=True,
                          check=False, text=True)
    tap.equal("unloaded when there are none", (0, ""),
              (done.returncode, done.stderr))


def main():
    """Run all tests."""
    subprocess.run(["modprobe", "i2c-dev"], check=True)
    sim("del", "--all")
    for test in (test_profiles, test_paging, test_writes, test_flags,
                 test_banks, test_states, test_configuration, test_settings, test_flaws,
                 test_plugging, test_images, test_flat, test_adapters,
                 test_counters, test_refusals, test_removal):
        test()
    tap.done()


if __name__ == "__main__":
    main()
