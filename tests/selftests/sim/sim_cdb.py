#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: simulated modules do not depend on the kernel
# timeout: 600
"""Commands by message, firmware and passwords of simulated modules, as they
are seen on their bus, no driver bound. Expected values are literal.
"""

import struct
import subprocess
import tempfile
import time
import zlib

from sim import image_make, is_there, port, sim, tap, wait_until

CDB = 0x9f
PASSWORD = (0x00, 0x00, 0x10, 0x11)


def body_write(bus, command, body=(), epl_length=0, check=None, bank=0):
    """Write all of a message except for the command."""
    header = bytes([command >> 8, command & 255, epl_length >> 8,
                    epl_length & 255, len(body)])
    if check is None:
        check = ~(sum(header) + sum(body)) & 255
    bus.select(CDB, bank)
    rest = [*header[2:], check, 0, 0, *body]
    for at in range(0, len(rest), 8):
        bus.write(130 + at, *rest[at:at + 8])


def give(bus, command, body=(), **options):
    """Start a command without waiting."""
    body_write(bus, command, body, **options)
    bus.write(128, command >> 8, command & 255)


def status_done(bus, instance=0):
    """The status of a command that has ended, or None."""
    try:
        status = bus.byte(37 + instance)
    except OSError:
        return None
    return status if status < 0x80 else None


def done(bus, instance=0):
    """Wait for the end of the command; return its status."""
    wait_until(lambda: status_done(bus, instance) is not None)
    return status_done(bus, instance)


def do(bus, command, body=(), bank=0, **options):
    """Run a command; return its status."""
    give(bus, command, body, bank=bank, **options)
    return done(bus, bank)


def reply(bus, bank=0):
    """Reply of a command, with its check code verified."""
    bus.select(CDB, bank)
    length, check = bus.read(134, 2)
    data = bus.read(136, length)
    return data if check == (~sum(data) & 255 if length else 0) else None


def file_make(major, minor, build=0, text=b"", payload=bytes(range(200))):
    """A firmware file."""
    head = struct.pack(">8sBBHI32s", b"CMIS-SIM", major, minor, build,
                       len(payload), text)
    return head + struct.pack(">I", zlib.crc32(head + payload)) + payload


def blocks_write(bus, data, size=116):
    """Write a file after its header; the status of each block."""
    return [do(bus, 0x0103, struct.pack(">I", at) + data[at:at + size])
            for at in range(0, len(data), size)]


def download(bus, data, start=52):
    """Write a firmware file; the status of each step."""
    first = do(bus, 0x0101, struct.pack(">II", len(data), 0) + data[:start])
    return [first, *blocks_write(bus, data[start:])]


def versions(bus):
    """Of the firmware that runs and of the other."""
    bus.select(1)
    return (*bus.read(39, 2), *bus.read(128, 2))


def banks(bus):
    """States of the firmware banks, and banks with a version."""
    do(bus, 0x0100)
    return reply(bus)[:2].hex()


def up_wait(bus):
    """Wait until a restarted module answers."""
    time.sleep(0.2)
    wait_until(lambda: is_there(bus))
    time.sleep(0.1)


def test_adverts():
    """Advertised and existing CDB of the built-in modules."""
    for name, advert, pages in (
            ("400g-dr4", "600f0000", [(0x9f, 0), (0, 0), (0, 0)]),
            ("800g-2xfr4", "47070880", [(0x9f, 0), (0xaf, 0), (0, 0)]),
            ("1.6t-dr8", "b7ff801e", [(0x9f, 0), (0xaf, 0), (0x9f, 1)]),
            ("3.2t-dr16", "640f0000", [(0x9f, 0), (0, 0), (0, 0)]),
            ("cpo-32", "00000000", [(0, 0)] * 3)):
        with port("--profile", name) as bus:
            bus.select(1)
            tap.equal(f"{name}: advertisement", advert,
                      bus.read(163, 4).hex())
            found = [bus.select(page, bank)
                     for page, bank in ((0x9f, 0), (0xaf, 0), (0x9f, 1))]
            tap.equal(f"{name}: pages as advertised",
                      [(bank, page) for page, bank in pages], found)


def test_messages():
    """Triggers, check codes, status, flags."""
    with port("--profile", "400g-dr4") as bus:
        tap.equal("no command yet", 0, bus.byte(37))
        bus.byte(8)
        bus.select(0x11)
        bus.read(134, 20)
        body_write(bus, 0x0000, (0x07, 0xd0))
        tap.equal("captured at first", bytes([0x81]), bus.transfer(
            bytes([128, 0, 0]), bytes([37]), 1))
        tap.equal("no flag yet", 0, bus.byte(8))
        time.sleep(1.3)
        tap.equal("executed for half of the time", 0x83, bus.byte(37))
        tap.equal("then done", 1, done(bus))
        tap.equal("the flag of instance 1", 0x40, bus.byte(8))
        tap.equal("is cleared by reading", 0, bus.byte(8))
        bus.select(CDB)
        tap.equal("two bytes, no password; check code FDh",
                  bytes([0x02, 0xfd, 0x02, 0x00]), bus.read(134, 4))
        tap.equal("delay beyond the 5 s of a command", 0x42,
                  do(bus, 0x0000, (0x13, 0x89)))
        tap.equal("no body", 0x42, do(bus, 0x0000))
        tap.equal("check code FBh of 0004h", 1, do(bus, 4, check=0xfb))
        tap.equal("and no other", 0x45, do(bus, 4, check=0xfc))
        tap.equal("no reply then", b"", reply(bus))
        for command in (0x0003, 0x0005, 0x0044, 0x0045, 0x0105, 0x0106,
                        0x0200, 0x8000):
            tap.equal(f"{command:04x}h is unknown", 0x41, do(bus, command))
        tap.equal("no EPL here", 0x42, do(bus, 0x0040, epl_length=1))
        bus.byte(8)
        body_write(bus, 0x0040)
        bus.write(128, 0)
        bus.write(129, 0x40)
        tap.equal("byte 129 alone gives a command", 1, done(bus))
        bus.byte(8)
        body_write(bus, 0x0040)
        bus.write(128, 0, 0x40, 0)
        time.sleep(0.2)
        tap.equal("three bytes do not", 0, bus.byte(8))
        sim("set", "p", "byte.lower.31=0x40")
        do(bus, 0x0040)
        tap.equal("a masked flag does not interrupt", 7, bus.byte(3))
        bus.write(31, 0)
        tap.equal("any other does", 6, bus.byte(3))


def test_basics():
    """Features, and passwords by message."""
    with port("--profile", "400g-dr4") as bus:
        tap.equal("0040h", 1, do(bus, 0x0040))
        tap.equal("commands, and 5000 ms",
                  "0000" + "17" + 7 * "00" + "0f" + 23 * "00" + "1388",
                  reply(bus).hex())
        tap.equal("0041h", 1, do(bus, 0x0041))
        tap.equal("header of 52 bytes, LPL, times in ms",
                  "000734ff0f01000003e800c8002803e803e8", reply(bus).hex())
        for command in (0x0042, 0x0043):
            tap.equal(f"{command:04x}h", 1, do(bus, command))
            tap.equal("nothing of that", bytes(34), reply(bus))
        tap.equal("a wrong password", 0x46, do(bus, 1, (0, 0, 0x10, 0x12)))
        tap.equal("no change without one", 0x46, do(bus, 2, (1, 2, 3, 4)))
        tap.equal("the right one", 1, do(bus, 1, PASSWORD))
        do(bus, 0, (0, 0))
        tap.equal("was accepted", bytes([2, 1]), reply(bus))
        tap.equal("none of the vendor's", 0x42, do(bus, 2, (0x80, 2, 3, 4)))
        tap.equal("another one", 1, do(bus, 2, (1, 2, 3, 4)))
        bus.write(26, 0x48)
        up_wait(bus)
        tap.equal("no command since the reset", 0, bus.byte(37))
        do(bus, 0, (0, 0))
        tap.equal("nor a password", bytes([2, 0]), reply(bus))
        tap.equal("the first one is wrong now", 0x46, do(bus, 1, PASSWORD))
        tap.equal("the other one is right", 1, do(bus, 1, (1, 2, 3, 4)))


def test_background():
    """Two instances, each with commands of its own; aborted ones."""
    with port("--profile", "1.6t-dr8") as bus:
        give(bus, 0, (0x13, 0x88))
        give(bus, 0x0040, bank=1)
        tap.equal("instance 2 is done", 1, done(bus, 1))
        tap.equal("instance 1 is not", 1, bus.byte(37) >> 7)
        tap.equal("the flag of instance 2", 0x80, bus.byte(8) & 0xc0)
        tap.equal("its reply is in bank 1", 36, len(reply(bus, 1)))
        give(bus, 4)
        tap.equal("aborted", 3, done(bus))
        tap.equal("nothing to abort", 1, do(bus, 4))
        give(bus, 0, (0x13, 0x88))
        tap.equal("one after the other, not aborted", 0x43, do(bus, 0x0040))
        bus.select(CDB)
        header = [0x00, 0x40, 0, 0, 0, 0xbf, 0, 0]
        bus.byte(8)
        bus.write(128, *header)
        tap.equal("a write of more than the command gives it", 1, done(bus))
        sim("fault", "p", "cdb-busy", "once")
        give(bus, 0x0040)
        time.sleep(1)
        tap.equal("a command that is never done", 0x81, bus.byte(37))
        tap.equal("unless it is aborted", 3, do(bus, 4))


def test_foreground():
    """During a foreground command the module does not acknowledge."""
    with port("--profile", "800g-2xfr4") as bus:
        body_write(bus, 0, (0x03, 0xe8))
        began = time.monotonic()
        tap.raises("nothing is acknowledged", bus.transfer,
                   bytes([128, 0, 0]), bytes([0]), 1)
        tap.equal("until it is done", 1, done(bus))
        took = time.monotonic() - began
        tap.result(took >= 1, "after 1 s", f"after {took} s")
        tap.equal("no longer than the 1280 ms that are advertised", 0x42,
                  do(bus, 0, (0x05, 0x01)))
        do(bus, 0x0040)
        tap.equal("which is the longest of any", "0500",
                  reply(bus)[34:].hex())


def test_epl():
    """Pages A0h-AFh: long accesses, one after the other."""
    with port("--profile", "1.6t-dr8") as bus:
        data = bytes(i * 7 & 255 for i in range(2048))
        bus.select(0xa0)
        bus.write(128, *data)
        tap.equal("back at A0h after 2048 bytes", (0, 0xa0),
                  tuple(bus.read(126, 2)))
        tap.equal("2048 bytes at once", data, bus.read(128, 2048))
        bus.select(0xa1)
        tap.equal("page by page", data[128:256], bus.read(128, 128))
        bus.select(0xa0, 1)
        tap.equal("other pages of instance 2", bytes(8), bus.read(128, 8))
        file = file_make(2, 7, payload=data[:1000] + bytes(1500))
        tap.equal("start", 1, do(bus, 0x0101, struct.pack(
            ">II", len(file), 0) + file[:52]))
        results = []
        for at in range(52, len(file), 2048):
            block = file[at:at + 2048]
            bus.select(0xa0)
            bus.write(128, *block)
            results.append(do(bus, 0x0104, struct.pack(">I", at - 52),
                              epl_length=len(block)))
        tap.equal("blocks", [1, 1], results)
        tap.equal("the image is good", 1, do(bus, 0x0107))
        tap.equal("version", (1, 4, 2, 7), versions(bus))
    with port("--profile", "800g-2xfr4") as bus:
        bus.select(0xa0)
        bus.write(128, *range(1, 65))
        bus.write(192, *range(65, 129))
        tap.equal("no paging unless it is advertised", (0, 0xa0),
                  tuple(bus.read(126, 2)))
        tap.equal("64 bytes at once", bytes(range(1, 129)),
                  bus.read(128, 128))
        tap.equal("both ways to write", 0x11,
                  do(bus, 0x0041) and reply(bus)[5])


def test_update():
    """Download, run, commit; resets in between."""
    with port("--profile", "400g-dr4") as bus:
        tap.equal("A runs and is committed, both are good; the versions",
                  "0307", banks(bus))
        tap.equal("1.4, 1.3, and 1.4 of the factory", "0104" + 34 * "00" +
                  "0103" + 34 * "00" + "0104" + 34 * "00",
                  reply(bus)[2:].hex())
        file = file_make(3, 1, 0x1234, b"third")
        began = time.monotonic()
        tap.equal("download", [1, 1, 1], download(bus, file))
        took = time.monotonic() - began
        tap.result(took > 0.54, "takes its time", f"took {took} s")
        tap.equal("nothing in B meanwhile", (1, 4, 0, 0), versions(bus))
        tap.equal("it is not valid", "4305", banks(bus))
        tap.equal("all has been written", 1, do(bus, 0x0107))
        tap.equal("B is good", "0307", banks(bus))
        tap.equal("its version", "03011234" + b"third".hex() + 27 * "00",
                  reply(bus)[38:74].hex())
        tap.equal("it is not running", (1, 4, 3, 1), versions(bus))
        sim("set", "p", "byte.10.130=0xff")
        tap.equal("run in 2 s", 1, do(bus, 0x0109, (0, 0, 7, 0xd0)))
        tap.equal("not yet", (1, 4, 3, 1), versions(bus))
        time.sleep(2)
        up_wait(bus)
        tap.equal("it runs", (3, 1, 1, 4), versions(bus))
        bus.select(0x10)
        tap.equal("after a reset", 0, bus.byte(130))
        tap.equal("B runs, A is committed", "1207", banks(bus))
        tap.equal("no download to the bank that is committed", 0x47,
                  download(bus, file)[0])
        bus.write(26, 0x48)
        up_wait(bus)
        tap.equal("without a commit the old one is back", (1, 4, 3, 1),
                  versions(bus))
        do(bus, 0x0109, (0, 0, 0, 0))
        up_wait(bus)
        tap.equal("commit", 1, do(bus, 0x010a))
        tap.equal("B runs and is committed", "3007", banks(bus))
        bus.write(26, 0x48)
        up_wait(bus)
        tap.equal("it lasts", (3, 1, 1, 4), versions(bus))
        bus.select(3)
        bus.write(128, 0x55)
        sim("remove", "p")
        sim("insert", "p")
        up_wait(bus)
        tap.equal("without power, too", (3, 1, 1, 4), versions(bus))
        bus.select(3)
        tap.equal("like page 03h", 0x55, bus.byte(128))
        sim("remove", "p")
        sim("insert", "p", "--profile", "400g-dr4")
        up_wait(bus)
        tap.equal("another module has its own", (1, 4, 1, 3), versions(bus))
        bus.select(3)
        tap.equal("and its own page 03h", 0, bus.byte(128))


def test_order():
    """Firmware commands in the wrong order, and wrong in themselves."""
    with port("--profile", "400g-dr4") as bus:
        file = file_make(3, 1)
        start = struct.pack(">II", len(file), 0) + file[:52]
        for command, body in ((0x0102, ()), (0x0103, bytes(5)),
                              (0x0107, ())):
            tap.equal(f"{command:04x}h without a download", 0x47,
                      do(bus, command, body))
        tap.equal("no blocks by EPL here", 0x41, do(bus, 0x0104, bytes(4)))
        tap.equal("a header that is too short", 0x42,
                  do(bus, 0x0101, start[:-1]))
        tap.equal("a file that is too short", 0x42,
                  do(bus, 0x0101, struct.pack(">II", 51, 0) + file[:52]))
        tap.equal("1 MiB at most", 0x42, do(
            bus, 0x0101, struct.pack(">II", 0x100001, 0) + file[:52]))
        tap.equal("start", 1, do(bus, 0x0101, start))
        tap.equal("not twice", 0x43, do(bus, 0x0101, start))
        for command, body in ((0x0108, (0xab,)), (0x0109, (0, 2, 0, 0)),
                              (0x010a, ())):
            tap.equal(f"{command:04x}h during a download", 0x43,
                      do(bus, command, body))
        tap.equal("a block beyond the end", 0x42,
                  do(bus, 0x0103, struct.pack(">I", 195) + bytes(6)))
        tap.equal("a block without bytes", 0x42, do(bus, 0x0103, bytes(4)))
        tap.equal("abort", 1, do(bus, 0x0102))
        tap.equal("nothing in B", "4305", banks(bus))
        tap.equal("it cannot be run", 0x47, do(bus, 0x0109, (0, 0, 0, 0)))
        tap.equal("nor copied", 0x47, do(bus, 0x0108, (0xba,)))
        tap.equal("copied to where", 0x42, do(bus, 0x0108, (0xaa,)))
        tap.equal("A to B", 1, do(bus, 0x0108, (0xab,)))
        tap.equal("both are the same", (1, 4, 1, 4), versions(bus))
        for mode in (1, 3, 4):
            tap.equal(f"no mode {mode}", 0x42,
                      do(bus, 0x0109, (0, mode, 0, 0)))
        broken = bytearray(file)
        broken[100] ^= 1
        download(bus, bytes(broken))
        tap.equal("a bit that is wrong", 0x40, do(bus, 0x0107))
        tap.equal("leaves nothing in B", "4305", banks(bus))
        erased = file_make(5, 6, payload=b"\xff" * 300 + b"x")
        do(bus, 0x0101, struct.pack(">II", len(erased), 0) + erased[:52])
        do(bus, 0x0103, struct.pack(">I", 300) + b"x")
        tap.equal("erased bytes can be left out", 1, do(bus, 0x0107))
        sim("set", "p", "firmware_password=1")
        tap.equal("a password is needed", 0x46, do(bus, 0x0101, start))
        tap.equal("but not to look", 1, do(bus, 0x0100))
        bus.write(122, *PASSWORD)
        tap.equal("and given", 1, do(bus, 0x0101, start))


def test_passwords():
    """In lower memory."""
    with port("--profile", "1.6t-dr8") as bus:
        bus.select(1)
        tap.equal("entry and result are advertised", 0x2a, bus.byte(251))
        tap.equal("none yet", 0, bus.byte(42))
        bus.write(122, 0, 0, 0x10, 0x12)
        tap.equal("a wrong one", 3, bus.byte(42))
        bus.write(118, 1, 2, 3, 4)
        tap.equal("no change", 3, bus.byte(42))
        bus.write(122, *PASSWORD)
        tap.equal("the right one", 2, bus.byte(42))
        bus.write(122, 1, 2)
        tap.equal("four bytes or nothing", 2, bus.byte(42))
        tap.raises("another one takes time", bus.transfer,
                   bytes([118, 1, 2, 3, 4]), bytes([42]), 1)
        wait_until(lambda: is_there(bus))
        tap.equal("and is accepted", 2, bus.byte(42))
        bus.write(122, *PASSWORD)
        tap.equal("is the right one then", 3, bus.byte(42))
        bus.write(122, 1, 2, 3, 4)
        tap.equal("now", 2, bus.byte(42))
        tap.equal("it cannot be read", bytes(8), bus.read(118, 8))


def test_image():
    """An image that advertises a CDB has one."""
    with tempfile.TemporaryDirectory() as folder:
        image_make(folder, {
            "lower": {0: 0x18, 1: 0x50, 3: 0x07, 37: 0x01, 39: 9, 40: 8},
            "p00": {128: 0x18},
            "p01": {128: 7, 129: 6, 163: 0x61},
            "p9f": {200: 0x77},
        })
        with port("--image", folder) as bus:
            tap.equal("as it was", (1, 7), (bus.byte(37), bus.byte(3)))
            bus.select(CDB)
            tap.equal("its page", 0x77, bus.byte(200))
            tap.equal("a page that it lacks", (0, 0xa0), bus.select(0xa0))
            tap.equal("and one that it does not have", (0, 0),
                      bus.select(0xa1))
            tap.equal("its versions", (9, 8, 7, 6), versions(bus))
            tap.equal("a command", 1, do(bus, 0x0100))
            tap.equal("interrupt and flag", (6, 0x40),
                      (bus.byte(3), bus.byte(8)))


def main():
    """Run all tests."""
    print("TAP version 13")
    subprocess.run(["modprobe", "i2c-dev"], check=True)
    sim("del", "--all")
    for test in (test_adverts, test_messages, test_basics, test_background,
                 test_foreground, test_epl, test_update, test_order,
                 test_passwords, test_image):
        test()
    tap.done()


if __name__ == "__main__":
    main()
