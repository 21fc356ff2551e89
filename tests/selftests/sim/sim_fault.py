#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: simulated modules do not depend on the kernel
# timeout: 600
"""Faults of the simulator, as a host on the bus sees them, no driver bound.

Expected values are literal. Faults of the interrupt line need a driver: see
fault_matrix.py.
"""

import contextlib
import ctypes
import errno
import fcntl
import subprocess
import threading
import time

from sim import (I2C_RDWR, PORTS, SMBUS_BYTE_DATA, SMBUS_I2C_BLOCK, SMBUS_READ,
                 Bus, Message, Transfer, is_there, port, sim, tap, wait_until)

READS = 400


def struck(name):
    """How often a fault has struck, and whether it may strike again."""
    for line in sim("fault", "p").splitlines():
        words = line.split()
        if words[0] == name:
            return int(words[3]), words[1]
    return 0, "clear"


def fault(*words):
    """Arm faults."""
    sim("fault", "p", *words)


def error_of(function, *args):
    """The errno of an access, 0 if it is good."""
    try:
        function(*args)
    except OSError as error:
        return error.errno
    return 0


def pattern(bus, count=READS):
    """Errors of a number of reads."""
    return [error_of(bus.read, 0, 2) for _ in range(count)]


def test_nack():
    """The options of when a fault strikes."""
    with port("--profile", "1.6t-dr8") as bus:
        fault("nack", "once")
        tap.equal("nack: once", [errno.ENXIO, 0, 0], pattern(bus, 3))
        tap.equal("nack: is spent then", (1, "spent"), struck("nack"))
        fault("nack", "once", "burst=3")
        tap.equal("nack: in a burst", [errno.ENXIO] * 3 + [0, 0],
                  pattern(bus, 5))
        fault("nack", "after=4", "count=2")
        tap.equal("nack: after two reads of two messages each",
                  [0, 0, errno.ENXIO, errno.ENXIO, 0], pattern(bus, 5))
        fault("nack", "page=11")
        tap.equal("nack: not in lower memory", [0] * 5, pattern(bus, 5))
        tap.equal("nack: nor on another page", (0, 1), bus.select(1))
        bus.read(128, 2)
        bus.write(126, 0, 0x11)
        tap.equal("nack: on its page", errno.ENXIO,
                  error_of(bus.read, 128, 2))
        fault("nack", "for=300ms")
        tap.equal("nack: for a time", errno.ENXIO, error_of(bus.byte, 0))
        tap.result(wait_until(lambda: is_there(bus)), "nack: not for longer")
        tap.equal("nack: is spent", "spent", struck("nack")[1])


def test_random():
    """Probabilities, and the same again with the same seed."""
    with port("--profile", "1.6t-dr8") as bus:
        runs = []
        for seed in ("7", "7", "8"):
            fault("nack=25%", "seed=" + seed)
            runs.append(pattern(bus))
        fault("clear")
        lost = sum(map(bool, runs[0]))
        # One of two messages: 1 - 0.75 ** 2, by five standard deviations
        tap.result(125 < lost < 225, "nack=25%: of two messages, about 44%",
                   f"{lost} of {READS}")
        tap.result(runs[0] == runs[1], "the same seed, the same faults")
        tap.result(runs[0] != runs[2], "another seed, others")
        tap.equal("clear: nothing is listed", "", sim("fault", "p"))
        tap.equal("clear: nothing strikes", [0] * 50, pattern(bus, 50))


def test_bus():
    """A bus that hangs, and pages that do not change as they should."""
    with port("--profile", "1.6t-dr8") as bus:
        fault("stuck=200ms", "once")
        start = time.monotonic()
        tap.equal("stuck: times out", errno.ETIMEDOUT,
                  error_of(bus.byte, 0))
        tap.result(time.monotonic() - start > 0.19, "stuck: holds the bus")
        tap.equal("stuck: once", 0, error_of(bus.byte, 0))

        bus.select(0)
        fault("nack-select", "once")
        tap.equal("nack-select: not acknowledged", errno.ENXIO,
                  error_of(bus.write, 126, 0, 1))
        tap.equal("nack-select: nor done", 0, bus.byte(127))
        tap.equal("nack-select: the next one is", (0, 1), bus.select(1))

        fault("slow=400ms", "once")
        bus.write(126, 0, 2)
        tap.equal("slow: nothing is acknowledged", errno.ENXIO,
                  error_of(bus.byte, 0))
        tap.result(wait_until(lambda: is_there(bus)), "slow: after a while")
        tap.equal("slow: the page is selected then", 2, bus.byte(127))

        fault("late=400ms", "once")
        first = bus.read(128, 8)
        bus.write(126, 0, 0x11)
        tap.equal("late: the page before", (2, first),
                  (bus.byte(127), bus.read(128, 8)))
        tap.result(wait_until(lambda: bus.byte(127) == 0x11),
                   "late: the new one after a while")

        fault("lost", "once")
        tap.equal("lost: a selection is ignored", (0, 0x11), bus.select(1))
        tap.equal("lost: once", (0, 1), bus.select(1))
        fault("lost", "page=02", "once")
        tap.equal("lost: of one page, not another", (0, 0x11),
                  bus.select(0x11))
        tap.equal("lost: but of that", (0, 0x11), bus.select(2))

        first = bus.read(0, 2)
        fault("forgets")
        bus.transfer(bytes([3]))
        tap.equal("forgets: a read without an address is at byte 0",
                  first[:1], bus.transfer(1))
        tap.equal("forgets: one with an address is not", first[1:],
                  bus.read(1))
        fault("clear", "forgets")
        fault("zeroed", "once")
        tap.equal("zeroed: page 00h, unasked", 0, bus.byte(127))
        tap.equal("zeroed: shows what it says", b"LINUX-CMIS",
                  bus.read(129, 10))
        tap.equal("zeroed: once", (0, 1), bus.select(1))


def parts_done(bus, offset, count):
    """Number of messages of a read that the adapter reports as done."""
    write = (ctypes.c_uint8 * 1)(offset)
    data = (ctypes.c_uint8 * count)()
    pointer = ctypes.POINTER(ctypes.c_uint8)
    messages = (Message * 2)(
        Message(0x50, 0, 1, ctypes.cast(write, pointer)),
        Message(0x50, 1, count, ctypes.cast(data, pointer)))
    return fcntl.ioctl(bus.handle, I2C_RDWR, Transfer(messages, 2))


def bits_differ(one, other):
    """Bits that differ, by byte."""
    return [bin(a ^ b).count("1") for a, b in zip(one, other)]


def test_data():
    """Faults with wrong or missing bytes."""
    with port("--profile", "1.6t-dr8") as bus:
        bus.select(0)
        page = bus.read(128, 128)
        fault("cut=4", "once")
        tap.equal("cut: FFh from there on", page[:4] + b"\xff" * 4,
                  bus.read(128, 8))
        fault("ones", "once")
        tap.equal("ones: FFh", b"\xff" * 128, bus.read(128, 128))
        fault("zeros", "once")
        tap.equal("zeros: 00h", bytes(128), bus.read(128, 128))
        fault("flip=100%", "page=00")
        tap.equal("flip: a bit of each byte", [1] * 128,
                  bits_differ(page, bus.read(128, 128)))
        tap.equal("flip: counts bytes", (128, "armed"), struck("flip"))
        fault("flip", "after=20", "count=2")
        tap.equal("flip: of two bytes", [0] * 20 + [1, 1] + [0] * 106,
                  bits_differ(page, bus.read(128, 128)))
        fault("garbage", "once", "seed=3")
        garbage = bus.read(128, 128)
        fault("garbage", "once", "seed=3")
        again = bus.read(128, 128)
        tap.result(len(set(garbage)) > 40, "garbage: is that")
        tap.result(garbage == again, "garbage: the same for the same seed")
        tap.equal("all is well without", page, bus.read(128, 128))

        fault("short=3", "once")
        tap.equal("short: the adapter says so", 1, parts_done(bus, 128, 8))
        tap.equal("short: once", 2, parts_done(bus, 128, 8))
    with port("--profile", "1.6t-dr8", "--adapter", "smbus-block") as bus:
        fault("short=3", "once")
        block = bus.smbus(SMBUS_READ, 0, SMBUS_I2C_BLOCK, [8])
        tap.equal("short: a block has less", 3, block[0])
        tap.equal("short: once", 8,
                  bus.smbus(SMBUS_READ, 0, SMBUS_I2C_BLOCK, [8])[0])
    with port("--profile", "1.6t-dr8", "--adapter", "smbus-byte") as bus:
        fault("short=0", "once")
        tap.equal("short: a byte does not come", errno.EIO,
                  error_of(bus.smbus, SMBUS_READ, 0, SMBUS_BYTE_DATA))
        tap.equal("short: once", 0x19,
                  bus.smbus(SMBUS_READ, 0, SMBUS_BYTE_DATA)[0])


def test_identity():
    """Faults with wrong bytes and right checksums."""
    with port("--profile", "1.6t-dr8", "--serial", "X17") as bus:
        bus.select(0)
        first = bus.read(166, 57)
        fault("identity")
        second, third = bus.read(166, 57), bus.read(166, 57)
        tap.equal("identity: another serial number",
                  [b"X17             ", b"X17            A",
                   b"X17            B"],
                  [read[:16] for read in (first, second, third)])
        page = bus.read(128, 128)
        tap.equal("identity: and a checksum that fits",
                  sum(page[:94]) & 255, page[94])
        tap.equal("identity: nothing else differs", first[16:56],
                  third[16:56])
        bus.read(0, 128)
        tap.equal("identity: other reads do not count", (3, "armed"),
                  struck("identity"))
        fault("clear", "identity")
        tap.equal("identity: is over", first, bus.read(166, 57))

        bus.select(1)
        page = bus.read(128, 128)
        fault("adverts", "once")
        other = bus.read(128, 128)
        tap.equal("adverts: Tx bias, which there was, is not", (7, 6),
                  (page[32] & 7, other[32] & 7))
        tap.equal("adverts: the checksum fits", sum(other[2:127]) & 255,
                  other[127])
        tap.equal("adverts: nothing else differs", page[33:127],
                  other[33:127])


def test_presence():
    """Faults that remove modules and buses."""
    present = PORTS / "p/present"
    with port("--profile", "1.6t-dr8", "--init-ms", "0", wait=0.1) as bus:
        fault("remove-at=3")
        tap.equal("remove-at: the third transfer finds nothing",
                  [0, 0, errno.ENXIO, errno.ENXIO], pattern(bus, 4))
        tap.equal("remove-at: the module is pulled", "0",
                  present.read_text().strip())
        fault("bounce=2", "every=100ms")
        sim("insert", "p")
        seen = ["1"]
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            now = present.read_text().strip()
            if now != seen[-1]:
                seen.append(now)
            time.sleep(0.01)
        tap.equal("bounce: loses contact twice", list("10101"), seen)
        tap.result(wait_until(lambda: is_there(bus)), "bounce: is up then")
        sim("remove", "p")
        sim("insert", "p")
        time.sleep(0.3)
        tap.equal("bounce: once", "1", present.read_text().strip())

    sim("add", "p", "--no-driver", "--profile", "1.6t-dr8")
    bus = Bus("p")
    wait_until(lambda: is_there(bus))
    fault("adapter-gone=2", "hold=200ms")
    tap.equal("adapter-gone: not yet", 0, error_of(bus.byte, 0))
    thread = threading.Thread(target=error_of, args=(bus.byte, 0))
    thread.start()
    thread.join()
    bus.close()
    live = PORTS / "p/live"
    tap.result(wait_until(lambda: live.read_text() == "0\n"),
               "adapter-gone: the bus is gone")
    live.write_text("1")
    with contextlib.closing(Bus("p")) as bus:
        tap.result(wait_until(lambda: is_there(bus)),
                   "adapter-gone: there can be another one")
    sim("del", "p")


def test_reset():
    """A module that resets by itself."""
    with port("--profile", "400g-dr4") as bus:
        bus.write(31, 0x5a)
        fault("self-reset")
        tap.raises("self-reset: not there for a while", bus.byte, 0)
        tap.result(wait_until(lambda: is_there(bus)), "then there again")
        tap.equal("as after power-up", (0, 1), (bus.byte(31), bus.byte(8)))
        tap.equal("once", (1, "spent"), struck("self-reset"))


def test_models():
    """Faults in other parts of the model."""
    with port("--profile", "1.6t-dr8") as bus:
        bus.select(0x2f)
        fault("no-freeze")
        bus.write(144, 0x80)
        time.sleep(0.5)
        tap.equal("no-freeze: is never done", 0, bus.byte(145) & 0xc0)
        tap.equal("no-freeze: counts requests", (1, "armed"),
                  struck("no-freeze"))
        fault("clear")
        bus.write(144, 0x00)
        tap.result(wait_until(lambda: bus.byte(145) & 0x40),
                   "no-freeze: a release is done")
        bus.write(144, 0x80)
        tap.result(wait_until(lambda: bus.byte(145) & 0x80),
                   "no-freeze: and the next freeze")


REFUSALS = (
    (("wobble",), "no such fault"),
    (("clear", "wobble"), "no such fault"),
    (("nack=2",), "0 to 1"),
    (("nack=101%",), "0 to 1"),
    (("nack=x",), "not a number"),
    (("stuck=5",), "a time"),
    (("stuck=2000s",), "out of range"),
    (("cut=129",), "out of range"),
    (("remove-at=0",), "1 or more"),
    (("nack", "count=0"), "1 or more"),
    (("nack", "page=7"), "two hexadecimal digits"),
    (("zeroed", "page=11"), "does not depend on a page"),
    (("stuck", "wobble=1"), "no such fault"),
)


def test_refusals():
    """Wrong requests are refused as a whole."""
    with port("--profile", "1.6t-dr8"):
        for words, message in REFUSALS:
            tap.refused(f"refused: {' '.join(words)}", message, "fault", "p",
                        "nack-select=1%", *words)
        tap.equal("nothing of that was armed", "", sim("fault", "p"))
        # The kernel refuses errors that the tool does not know.
        write = PORTS / "p/fault"
        for line in ("nack rate_ppm", "nack rate_ppm 1000001", "nack seed 0",
                     "nack wobble 1", "nack value 1", "nack\nwobble"):
            tap.raises(f"refused by the kernel: {line!r}", write.write_text,
                       line)
        tap.equal("nothing of that was armed, either", "", sim("fault", "p"))


def main():
    """Run all tests."""
    subprocess.run(["modprobe", "i2c-dev"], check=True)
    sim("del", "--all")
    for test in (test_nack, test_random, test_bus, test_data, test_identity,
                 test_presence, test_reset, test_models, test_refusals):
        test()
    tap.done()


if __name__ == "__main__":
    main()
