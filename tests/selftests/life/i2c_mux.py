#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 300
"""Modules behind an I2C multiplexer, all of them at 0x50 as in a switch, with
other devices on the bus in front of it and on each channel.

The bus, the multiplexer and those devices are those of cmis_test_mux.ko; the
modules are the simulator's, on buses that take their time, so that somebody
could come between. Where the kernel has the PCA9548's driver, that drives the
multiplexer as well.
"""

import contextlib
import ctypes
import fcntl
import os
import pathlib
import struct
import subprocess
import sys
import threading
import time

from lib import faulty, tap, wait
from lib.faulty import read, write
from lib.klog import Log

I2C = pathlib.Path("/sys/bus/i2c/devices")
TEST_BUS = "cmis-test-mux"
I2C_RDWR, I2C_M_RD = 0x0707, 1
NEAR, FAR = 0x48, 0x49
SERIALS = ("MUX-A", "MUX-B")
POWER_NW = ("410000", "420000")
LOAD_S = 8


def run(*command):
    """A command that must succeed; its output."""
    return subprocess.run(command, check=True, capture_output=True,
                          text=True).stdout


def adapters(*names):
    """Numbers of the adapters whose names hold all of these words."""
    found = []
    for path in I2C.glob("i2c-*"):
        if all(name in (path / "name").read_text() for name in names):
            found.append(int(path.name[4:]))
    return sorted(found)


class Device(threading.Thread):
    """A process that writes registers of another device and reads them back."""

    def __init__(self, bus, address, value):
        super().__init__(daemon=True)
        self.handle = os.open(f"/dev/i2c-{bus}", os.O_RDWR)
        self.address, self.value = address, value
        self.rounds, self.wrong = 0, []
        self.ends = threading.Event()

    def transfer(self, *messages):
        """Messages of one transfer: (flags, bytearray)."""
        raw = bytearray()
        keep = []
        for flags, data in messages:
            buffer = (ctypes.c_uint8 * len(data))(*data)
            keep.append(buffer)
            raw += struct.pack("=HHHxxQ", self.address, flags, len(data),
                               ctypes.addressof(buffer))
        array = (ctypes.c_uint8 * len(raw))(*raw)
        fcntl.ioctl(self.handle, I2C_RDWR,
                    struct.pack("=QIxxxx", ctypes.addressof(array),
                                len(messages)))
        return [bytes(buffer) for buffer in keep]

    def run(self):
        data = bytes(self.value ^ at for at in range(4))
        while not self.ends.is_set():
            try:
                self.transfer((0, b"\4" + data))
                back = self.transfer((0, b"\4"), (I2C_M_RD, bytes(4)))[1]
                if back != data:
                    self.wrong.append(back.hex())
            except OSError as error:
                self.wrong.append(str(error))
            self.rounds += 1
        os.close(self.handle)


class Reader(threading.Thread):
    """Reads a module itself and its shown values: identity on page 00h, power
    on page 11h. A value of the other module is wrong.
    """

    def __init__(self, cage, serial, power):
        super().__init__(daemon=True)
        self.cage, self.serial, self.power = cage, serial, power
        self.rounds, self.wrong = 0, []
        self.ends = threading.Event()

    def run(self):
        power = (int(self.power) // 100).to_bytes(2, "big")
        with open(self.cage / "eeprom", "rb", buffering=0) as file:
            while not self.ends.is_set():
                try:
                    file.seek(166)
                    serial = file.read(16)
                    # Page 11h of bank 0, byte 186: Rx power of lane 1.
                    file.seek(128 + 0x11 * 128 + 186 - 128 + 0)
                    there = file.read(2)
                except OSError as error:
                    self.wrong.append(str(error))
                    continue
                shown = read(self.cage / "vendor_sn")
                if (serial.decode().strip() != self.serial or
                        shown != self.serial):
                    self.wrong.append(f"{serial!r}, shown {shown}")
                if there != power:
                    self.wrong.append(f"power {there.hex()}")
                self.rounds += 1


def load(t, name, cages, buses):
    """Run all processes for a while."""
    near, far = buses
    threads = [Device(near, NEAR, 0x50)]
    threads += [Device(bus, FAR, 0xa0 + bus) for bus in far]
    threads += [Reader(*all_) for all_ in zip(cages, SERIALS, POWER_NW)]
    generations = [read(cage / "generation") for cage in cages]
    for thread in threads:
        thread.start()
    time.sleep(LOAD_S)
    for thread in threads:
        thread.ends.set()
    for thread in threads:
        thread.join()
    for thread, what in zip(threads, (
            "a device in front", "a device on channel 0",
            "a device on channel 1", "the module on channel 0",
            "the module on channel 1")):
        t.ok(thread.rounds > 5 and not thread.wrong,
             f"{name}: {what} is read right",
             f"{thread.rounds} rounds, wrong: {thread.wrong[:3]}")
    t.same([read(cage / "generation") for cage in cages], generations,
           f"{name}: nobody took a module for another")
    t.same([read(cage / "stats/errors") for cage in cages], ["0", "0"],
           f"{name}: no access failed")


@contextlib.contextmanager
def bus(ports, own):
    """The bus with its multiplexer: (number, numbers of the channels)."""
    numbers = ",".join((faulty.PORTS / port / "bus").read_text().strip()
                       for port in ports)
    run("modprobe", "cmis_test_mux", f"buses={numbers}", f"driven={int(own)}")
    try:
        near = adapters(TEST_BUS)[0]
        if not own:
            write(I2C / f"i2c-{near}/new_device", "pca9548 0x70")
        yield near, adapters(f"i2c-{near}-mux")[:2]
    finally:
        if not own:
            write(I2C / f"i2c-{near}/delete_device", "0x70")
        run("rmmod", "cmis_test_mux")


def cage_of(number):
    """Wait for the cage on a channel and return it."""
    folder = I2C / f"{number}-0050/cmis"
    wait(folder.is_dir)
    return next(iter(folder.iterdir())) if folder.is_dir() else None


def mux_test(t, name, ports, own):
    """Test one driver of the multiplexer."""
    with bus(ports, own) as (near, far):
        for number in far:
            write(I2C / f"i2c-{number}/new_device", "cmis 0x50")
        cages = [cage_of(number) for number in far]
        t.ok(len(cages) == 2 and all(
            wait(lambda cage=cage: read(cage / "status") == "ready")
            for cage in cages), f"{name}: both modules are found", f"{cages}")
        t.same([read(cage / "vendor_sn") for cage in cages], list(SERIALS),
               f"{name}: each in its place")
        t.ok(all(wait(lambda cage=cage, power=power:
                      read(cage / "lane1/rx_power_nw") == power)
                 for cage, power in zip(cages, POWER_NW)),
             f"{name}: with its values")
        for cage in cages:
            write(cage / "thermal_period_ms", 100)
            write(cage / "lanes_period_ms", 100)
        load(t, name, cages, (near, far))
        run(faulty.SIM, "remove", ports[0])
        t.ok(wait(lambda: read(cages[0] / "status") == "empty"),
             f"{name}: one goes")
        t.same(read(cages[1] / "status"), "ready", f"{name}: the other stays")
        run(faulty.SIM, "insert", ports[0])
        t.ok(wait(lambda: read(cages[0] / "vendor_sn") == SERIALS[0]),
             f"{name}: and it is back")
        write(faulty.PORTS / ports[0] / "set",
              f"rx_power_mw 1 {int(POWER_NW[0]) / 1e6}")
    t.ok(not any(cage.exists() for cage in cages),
         f"{name}: cages go with the multiplexer")


def main():
    """Test both drivers of the multiplexer."""
    t = tap.Tap()
    sys.stdout.reconfigure(line_buffering=True)
    print("TAP version 13")
    run("modprobe", "-a", "i2c-dev", "cmis", "cmis_i2c", "cmis_sim")
    log = Log("i2c_mux")
    ports = ("ma", "mb")
    for port, serial, power in zip(ports, SERIALS, POWER_NW):
        run(faulty.SIM, "add", port, "--profile", "400g-dr4", "--serial",
            serial, "--no-driver", "--real-time")
        write(faulty.PORTS / port / "set", f"rx_power_mw 1 {int(power) / 1e6}")
    mux_test(t, "own", ports, True)
    if subprocess.run(["modprobe", "i2c-mux-pca954x"], check=False,
                      capture_output=True).returncode:
        t.skip("pca954x", "this kernel has no such driver")
    else:
        mux_test(t, "pca954x", ports, False)
    run(faulty.SIM, "del", *ports)
    t.same(log.reports(), [], "the kernel has no complaint")
    t.done()


if __name__ == "__main__":
    main()
