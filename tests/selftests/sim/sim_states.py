#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: simulated modules do not depend on the kernel
# timeout: 300
"""States of simulated modules, as they are seen on their bus, no driver bound:
how long they last, pins, configurations as a whole, masks. Expected values are
literal.
"""

import contextlib
import fcntl
import os
import pathlib
import struct
import subprocess
import time

from sim import is_there, port, sim, tap, wait_until

# include/uapi/linux/gpio.h, version 2
GPIO_CHIP_INFO = 0x8044b401
GPIO_LINE_REQUEST = 0xc250b407
GPIO_SET_VALUES = 0xc010b40f
GPIO_OUTPUT = 1 << 3
GPIO_ATTR_VALUES = 2
RESET, LOW_POWER = 1, 2     # lines of a port's chip


class Pins:
    """The pins that a host drives."""

    def __init__(self, label):
        for path in pathlib.Path("/dev").glob("gpiochip*"):
            self.chip = os.open(path, os.O_RDWR)
            info = bytearray(68)
            fcntl.ioctl(self.chip, GPIO_CHIP_INFO, info)
            if info[32:64].split(b"\0")[0].decode() == label:
                break
            os.close(self.chip)
        else:
            raise RuntimeError(f"no chip {label}")
        # Out of reset, not in low power
        request = bytearray(592)
        struct.pack_into("<2I", request, 0, RESET, LOW_POWER)
        struct.pack_into("<Q", request, 288, GPIO_OUTPUT)
        struct.pack_into("<I", request, 296, 1)
        struct.pack_into("<IIQQ", request, 320, GPIO_ATTR_VALUES, 0, 1, 3)
        struct.pack_into("<I", request, 560, 2)
        fcntl.ioctl(self.chip, GPIO_LINE_REQUEST, request)
        self.lines = struct.unpack_from("<i", request, 588)[0]

    def set(self, pin, level):
        """Drive a pin."""
        bit = 1 << (pin - RESET)
        fcntl.ioctl(self.lines, GPIO_SET_VALUES,
                    struct.pack("<QQ", bit if level else 0, bit))

    def close(self):
        """Close the pins."""
        os.close(self.lines)
        os.close(self.chip)


def control(bus, offset, *values, bank=0):
    """Write to page 10h; page 11h is selected afterwards."""
    bus.select(0x10, bank)
    bus.write(offset, *values)
    bus.select(0x11, bank)


def module_state(bus):
    """State of the module."""
    return bus.byte(3) >> 1


def path_state(bus):
    """State of the path of lane 1; page 11h is selected."""
    return bus.byte(128) & 15


def follow(look, last, began):
    """The states until a last one, each with its time."""
    seen = {}
    wait_until(lambda: seen.setdefault(
        look(), time.monotonic() - began) is not None and last in seen)
    return seen


def follows(seen, *states):
    """Whether the states are in that order; a short one may be missing."""
    order = [state for state in states if state in seen]
    return list(seen) == order


def lasted(name, seen, states, state, seconds):
    """Check the order of states, and the time of the last one."""
    tap.result(follows(seen, *states) and seen.get(state, 0) >= seconds, name,
               f"states {states}, {state} after {seconds} s", f"seen {seen}")


def test_durations():
    """States last for half of the advertised maximum, or another part."""
    with port("--profile", "400g-dr4") as bus:
        # Less than 5 s: power-up, DPInit and DPTxTurnOff; less than 1 s:
        # power-down, DPDeinit and DPTxTurnOn.
        sim("set", "p", "byte.01.144=0x67", "byte.01.167=0x67",
            "byte.01.168=0x76")
        bus.select(0x11)
        began = time.monotonic()
        control(bus, 128, 0xff)
        seen = follow(lambda: path_state(bus), 1, began)
        lasted("2.5 s to turn off", seen, (4, 6, 3, 1), 1, 3.0)
        lasted("before deinitialization", seen, (4, 6, 3, 1), 3, 2.5)
        began = time.monotonic()
        control(bus, 128, 0)
        seen = follow(lambda: path_state(bus), 4, began)
        lasted("2.5 s to initialize", seen, (1, 2, 5, 4), 5, 2.5)
        lasted("and 0.5 s to turn on", seen, (1, 2, 5, 4), 4, 3.0)

        sim("set", "p", "byte.01.144=0", "byte.01.168=0")
        began = time.monotonic()
        bus.write(26, 0x50)
        seen = follow(lambda: module_state(bus), 1, began)
        lasted("0.5 s to power down", seen, (3, 4, 1), 1, 0.5)
        began = time.monotonic()
        bus.write(26, 0x40)
        seen = follow(lambda: module_state(bus), 2, began)
        bus.write(26, 0x50)
        seen.update(follow(lambda: module_state(bus), 1, began))
        tap.result(follows(seen, 2, 4, 1), "down again before it is up",
                   seen)
        began = time.monotonic()
        bus.write(26, 0x40)
        seen = follow(lambda: module_state(bus), 3, began)
        lasted("2.5 s to power up", seen, (1, 2, 3), 3, 2.5)

        sim("set", "p", "duration_percent=0", "byte.01.144=0x77",
            "byte.01.168=0x77")
        control(bus, 128, 0xff)
        tap.equal("no time at all", 1, path_state(bus))
        sim("set", "p", "duration_percent=120", "byte.01.144=0x76")
        began = time.monotonic()
        control(bus, 130, 0xff)
        control(bus, 128, 0)
        seen = follow(lambda: path_state(bus), 7, began)
        lasted("or more than is advertised", seen, (1, 2, 7), 7, 1.2)
        sim("set", "p", "byte.01.144=0x07")
        control(bus, 128, 0xff)
        wait_until(lambda: path_state(bus) == 1)
        control(bus, 128, 0)
        tap.equal("initializing", 2, path_state(bus))
        control(bus, 128, 0xff)
        tap.result(path_state(bus) in (3, 1), "until the host objects")
        sim("set", "p", "byte.01.144=0x00")
        control(bus, 128, 0)
        wait_until(lambda: path_state(bus) == 7)
        control(bus, 130, 0)
        tap.equal("turning on", 5, path_state(bus))
        control(bus, 130, 1)
        tap.equal("until an output is off", 6, path_state(bus))
        tap.refused("within reason", "out of range", "set", "p",
                    "duration_percent=1001")


def test_pins():
    """The low-power and reset pins."""
    with port("--profile", "400g-dr4", "--gpio") as bus, \
            contextlib.closing(Pins("cmis-sim-p")) as pins:
        tap.result(wait_until(lambda: is_there(bus) and
                              module_state(bus) == 3), "ready")
        bus.byte(8)
        pins.set(LOW_POWER, 1)
        tap.result(wait_until(lambda: module_state(bus) == 1),
                   "low power by the pin")
        tap.equal("the state flag is set", 1, bus.byte(8))
        bus.write(26, 0x00)
        tap.result(wait_until(lambda: module_state(bus) == 3),
                   "not if 26.6 does not allow it")
        bus.write(26, 0x10)
        tap.result(wait_until(lambda: module_state(bus) == 1),
                   "by software then")
        pins.set(LOW_POWER, 0)
        bus.write(26, 0x50)
        time.sleep(0.2)
        tap.equal("either is enough", 1, module_state(bus))
        bus.write(26, 0x40)
        tap.result(wait_until(lambda: module_state(bus) == 3),
                   "ready if neither asks for it")
        bus.write(31, 0x5a)
        pins.set(RESET, 0)
        tap.raises("reset: nothing is acknowledged", bus.byte, 0)
        time.sleep(0.3)
        tap.raises("as long as it is held", bus.byte, 0)
        pins.set(RESET, 1)
        tap.result(wait_until(lambda: is_there(bus)), "released: up again")
        tap.equal("as after power-up", (0, 0x40), (bus.byte(31),
                                                   bus.byte(26)))
        tap.result(wait_until(lambda: module_state(bus) == 3), "and ready")
        pins.set(LOW_POWER, 1)
        pins.set(RESET, 0)
        pins.set(RESET, 1)
        wait_until(lambda: is_there(bus))
        time.sleep(0.2)
        tap.equal("held in low power from the start", 1, module_state(bus))


def statuses(bus):
    """Wait for the end of all configurations; return their status."""
    wait_until(lambda: "c" not in bus.read(202, 4).hex())
    return "".join(f"{byte & 15:x}{byte >> 4:x}" for byte in bus.read(202, 4))


def paths_down(bus):
    """Take all paths down; the active set stays."""
    control(bus, 128, 0xff)
    wait_until(lambda: bus.read(128, 4) == bytes([0x11] * 4))


PAIRS = (0x20, 0x20, 0x24, 0x24, 0x28, 0x28, 0x2c, 0x2c)


def test_progress():
    """A configuration takes time, and excludes others."""
    with port("--profile", "400g-dr4") as bus:
        bus.select(0x11)
        tap.equal("none yet", "00000000", statuses(bus))
        paths_down(bus)
        sim("set", "p", "config_ms=never")
        control(bus, 145, *PAIRS)
        control(bus, 143, 0xff)
        tap.equal("in progress", "cccccccc", bus.read(202, 4).hex())
        tap.equal("what was active still is", bytes([0x10] * 8),
                  bus.read(206, 8))
        control(bus, 180, *[0x70] * 8)
        control(bus, 178, 0xff)
        sim("set", "p", "config_ms=0")
        tap.equal("done; the second trigger was ignored", "11111111",
                  bus.read(202, 4).hex())
        tap.equal("now it is active", bytes(PAIRS), bus.read(206, 8))
        control(bus, 178, 0xff)
        tap.equal("at once, if that is how the module is", "33333333",
                  bus.read(202, 4).hex())
        sim("set", "p", "config_ms=never")
        control(bus, 143, 0xff)
        sim("set", "p", "config_ms=5")
        tap.equal("or after a while", "11111111", statuses(bus))
        sim("set", "p", "config_ms=never")
        control(bus, 143, 0xff)
        bus.write(26, 0x48)
        time.sleep(0.1)
        wait_until(lambda: is_there(bus))
        bus.select(0x11)
        tap.equal("a reset forgets it", "00000000", bus.read(202, 4).hex())


def test_whole():
    """A path changes with all of its lanes, or not at all."""
    with port("--profile", "400g-dr4") as bus:
        paths_down(bus)
        first = bytes([0x10] * 8)
        control(bus, 145, *PAIRS)
        control(bus, 143, 0x03)
        tap.equal("two lanes of a path of eight", "66000000", statuses(bus))
        control(bus, 145, 0)
        control(bus, 143, 0x01)
        tap.equal("one of them unused", "76000000", statuses(bus))
        control(bus, 145, *PAIRS[:2], *[0x70] * 6)
        control(bus, 143, 0xff)
        tap.equal("two good ones among bad ones", "33333333", statuses(bus))
        tap.equal("nothing has changed", first, bus.read(206, 8))
        control(bus, 145, *[0] * 8)
        control(bus, 143, 0xff)
        tap.equal("all unused", "11111111", statuses(bus))
        tap.equal("that is active", (bytes(8), 0),
                  (bus.read(206, 8), bus.byte(235)))
        control(bus, 145, *PAIRS)
        control(bus, 143, 0x03)
        tap.equal("two lanes now", "11111111", statuses(bus))
        tap.equal("wait for their initialization", (bytes(PAIRS[:2]), 0x03),
                  (bus.read(206, 2), bus.byte(235)))
        control(bus, 128, 0)
        tap.result(wait_until(lambda: bus.read(128, 4).hex() == "44111111"),
                   "they come up, the others do not", bus.read(128, 4).hex())
        tap.equal("and wait no longer", 0, bus.byte(235))
        control(bus, 145, *first)
        control(bus, 143, 0xff)
        tap.equal("all eight, two of them in use", "66666666", statuses(bus))
        tap.equal("which changes nothing", bytes(PAIRS[:2]) + bytes(6),
                  bus.read(206, 8))


def test_outputs():
    """In a module with one switch, one output off disables all."""
    with port("--profile", "400g-dr4") as bus:
        bus.select(0x11)
        wait_until(lambda: path_state(bus) == 4)
        control(bus, 130, 0x02)
        time.sleep(0.1)
        tap.equal("one output off: the path is not activated, the others "
                  "are lit", (7, 0x0d, 0),
                  (path_state(bus), bus.byte(133), bus.byte(156)))
        tap.equal("with light", bytes([0x2e, 0xe0]), bus.read(154, 2))
        control(bus, 130, 0)
        control(bus, 132, 0x08)
        tap.result(wait_until(lambda: (path_state(bus), bus.byte(133)) ==
                              (7, 0x07)), "or one output squelched")
        control(bus, 132, 0)
        tap.result(wait_until(lambda: (path_state(bus), bus.byte(133)) ==
                              (4, 0x0f)), "all outputs on: activated")
        sim("set", "p", "byte.01.151=0x11")
        control(bus, 130, 0x04)
        tap.result(wait_until(lambda: (path_state(bus), bus.byte(133)) ==
                              (7, 0)), "all of them by 01h:151.0")


def test_masks():
    """Flags of lanes and of diagnostics, and their masks."""
    with port("--profile", "1.6t-dr8") as bus:
        bus.byte(8)
        bus.select(0x11)
        bus.read(134, 20)
        tap.equal("quiet", (7, 0), (bus.byte(3), bus.byte(4)))
        sim("set", "p", "lane2.rx_los=1")
        tap.equal("a flag of a lane", (6, 1), (bus.byte(3), bus.byte(4)))
        control(bus, 226, 0xfd)
        tap.equal("others masked", 6, bus.byte(3))
        control(bus, 226, 0x02)
        tap.equal("masked: no interrupt, but a summary", (7, 1),
                  (bus.byte(3), bus.byte(4)))
        tap.equal("and the flag", 2, bus.byte(147))
        control(bus, 226, 0)
        tap.equal("unmasked: at once", 6, bus.byte(3))
        sim("set", "p", "lane2.rx_los=0")
        tap.equal("held until the last flag is read", 6, bus.byte(3))
        bus.byte(147)
        tap.equal("and released then", 7, bus.byte(3))
        bus.select(0x13)
        tap.equal("masks of diagnostics are set at first",
                  bytes([0x80, 0] + [0xff] * 6), bus.read(206, 8))
        sim("set", "p", "byte.14.137=0x04")
        tap.equal("so there is no interrupt", (7, 4), (bus.byte(3),
                                                       bus.byte(4)))
        bus.write(211, 0xfb)
        tap.equal("until one is cleared", 6, bus.byte(3))
        bus.write(26, 0x48)
        time.sleep(0.1)
        wait_until(lambda: is_there(bus))
        bus.select(0x13)
        tap.equal("a reset sets them again", 0xff, bus.byte(211))


def test_broadcast():
    """Bank broadcast: a write to one bank goes to all."""
    with port("--profile", "3.2t-dr16") as bus:
        def both(offset, count=1):
            bus.select(0x11, 1)
            second = bus.read(offset, count).hex()
            bus.select(0x11, 0)
            return bus.read(offset, count).hex() + " " + second

        sim("set", "p", "byte.01.156=0x82")
        control(bus, 128, 0xff)
        tap.result(wait_until(lambda: both(128) == "11 44"),
                   "one bank by itself", both(128))
        bus.write(26, 0xc0)
        control(bus, 128, 0xff)
        tap.result(wait_until(lambda: both(128) == "11 11"),
                   "the other one, too", both(128))
        control(bus, 145, *[0x20] * 4, *[0x28] * 4, bank=1)
        control(bus, 143, 0xff, bank=1)
        tap.result(wait_until(lambda: both(202, 4) == "11111111 11111111"),
                   "a configuration of both", both(202, 4))
        bus.write(26, 0x40)
        control(bus, 128, 0)
        tap.result(wait_until(lambda: both(128) == "44 11"),
                   "one bank by itself again", both(128))


def main():
    """Run all tests."""
    print("TAP version 13")
    subprocess.run(["modprobe", "i2c-dev"], check=True)
    sim("del", "--all")
    for test in (test_durations, test_pins, test_progress, test_whole,
                 test_outputs, test_masks, test_broadcast):
        test()
    tap.done()


if __name__ == "__main__":
    main()
