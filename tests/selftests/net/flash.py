#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
"""Flash firmware with `ethtool --flash-module-firmware`, through a cage's own
netdev and through one that is attached.

The simulated modules take the commands themselves; the kernel's own trace of I2C
transfers shows the driver's writes.
"""

import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zlib

from lib import SIM, wait
from lib.images import file_read
from lib.tap import Tap

PORT = "flash"
CONFIG = pathlib.Path("/sys/kernel/config/cmis-sim") / PORT
TRACING = pathlib.Path("/sys/kernel/tracing")
FIRMWARE = pathlib.Path("/lib/firmware/cmis-test.bin")
FLASH_SECONDS = 120
PAGE_SIZE = 128
LOWER = 1 << 16
READY = 3
# Accesses of 56 bytes (7 * 8): no more of a transfer fits the trace. So a
# block has 52 bytes beside its address, and the last of six has 40. The start
# of the file does not fit beside its size, and is written like the rest.
LENGTH_EXTENSION = 6
ACCESS = 8 * (1 + LENGTH_EXTENSION)
BLOCKS = 6
IMAGE_SIZE = 300

CDB = 0x9f
FEATURES, FW_FEATURES = 0x0040, 0x0041
START, WRITE_LPL, WRITE_EPL, COMPLETE = 0x101, 0x103, 0x104, 0x107
RUN, COMMIT = 0x109, 0x10a
COMMAND, LENGTHS, PAYLOAD = 128, 130, 136
PASSWORD = 0x1011


def run(*command, **options):
    """A command that must succeed."""
    return subprocess.run(command, check=True, capture_output=True,
                          **options).stdout


def file_make(major, minor, size=IMAGE_SIZE):
    """A firmware file."""
    payload = (bytes(range(256)) * (size // 256 + 1))[:size - 52]
    head = struct.pack(">8sBBHI32s", b"CMIS-SIM", major, minor, 0,
                       len(payload), b"test")
    return head + struct.pack(">I", zlib.crc32(head + payload)) + payload


def memory_read():
    """The module's memory, no bus involved: {key: 128 bytes}."""
    blob = (CONFIG / "memory").read_bytes()
    size = 3 + PAGE_SIZE
    return {int.from_bytes(blob[at:at + 3], "big"): blob[at + 3:at + size]
            for at in range(0, len(blob), size)}


def be16(data, at):
    """Two bytes as a number."""
    return int.from_bytes(data[at:at + 2], "big")


class Module:
    """A plugged module, and its cage."""

    def __init__(self, *options):
        said = run(SIM, "add", PORT, *options, text=True)
        self.name = re.search(r"\bcmis\d+\b", said)[0]
        self.cage = pathlib.Path("/sys/class/cmis") / self.name
        self.wait_ready()

    @staticmethod
    def image_make(folder):
        """The memory of a built-in module, with another longest access."""
        run(SIM, "add", PORT, "--profile", "400g-dr4")
        if not wait(lambda: memory_read()[LOWER][3] >> 1 & 7 == READY):
            raise RuntimeError("the built-in module does not come up")
        pages = memory_read()
        run(SIM, "del", PORT)
        for key, data in pages.items():
            if key == 1:
                data = bytearray(data)
                data[164 - 128] = LENGTH_EXTENSION
                data[127] = sum(data[2:127]) & 0xff
            name = "lower" if key == LOWER else f"p{key & 0xff:02x}"
            (folder / f"{name}.bin").write_bytes(data)

    def wait_ready(self):
        """Wait until the driver has read the module."""
        if not wait(lambda: file_read(self.cage / "status") == "ready"):
            raise RuntimeError("the module does not become ready")

    def versions(self):
        """Of the firmware that runs and of the other; none if there is no
        module."""
        try:
            return (file_read(self.cage / "firmware_version"),
                    file_read(self.cage / "inactive_firmware_version"))
        except OSError:
            return ()

    def versions_wait(self, *expected):
        """Wait for the versions; return the defect."""
        if wait(lambda: self.versions() == expected):
            return []
        return [f"versions are {self.versions()}"]

    def attach(self, netdev):
        """Attach a netdev, or none; 0 or the errno."""
        try:
            (self.cage / "netdev").write_text(f"{netdev}\n")
        except OSError as error:
            return error.errno
        return 0


class Trace:
    """The transfers on the bus of the module."""
    WRITE = re.compile(r"i2c_write: i2c-(\d+) #\d+ a=050 f=\w+ l=\d+ "
                       r"\[([0-9a-f-]+)\]")

    longest = 0

    def __enter__(self):
        if not (TRACING / "events").is_dir():
            run("mount", "-t", "tracefs", "none", TRACING)
        (TRACING / "trace").write_text("")
        (TRACING / "buffer_size_kb").write_text("8192")
        (TRACING / "events/i2c/i2c_write/enable").write_text("1")
        return self

    def __exit__(self, *_exception):
        (TRACING / "events/i2c/i2c_write/enable").write_text("0")

    def commands(self):
        """Commands in the CDB: (command, page 9Fh with it)."""
        page, memory, found = 0, bytearray(PAGE_SIZE), []
        self.longest = 0
        for line in (TRACING / "trace").read_text().splitlines():
            match = self.WRITE.search(line)
            if not match:
                continue
            offset, *data = bytes.fromhex(match[2].replace("-", ""))
            if offset == 126 and len(data) == 2:
                page = data[1]
            elif offset >= 128 and data and page == CDB:
                self.longest = max(self.longest, len(data))
                memory[offset - 128:offset - 128 + len(data)] = data
                if offset <= COMMAND + 1 < offset + len(data):
                    found.append((be16(memory, 0), bytes(memory)))
        return found


def command_given():
    """The last command of the module."""
    return be16(memory_read()[CDB], 0)


def flash(netdev, *options):
    """Flash; the output of ethtool."""
    done = subprocess.run(
        ["ethtool", "--flash-module-firmware", netdev, "file", FIRMWARE.name,
         *options],
        check=False, capture_output=True, text=True, timeout=FLASH_SECONDS)
    return (done.stdout + done.stderr).strip()


def payload_of(page):
    """The data that came with a command."""
    return page[PAYLOAD - 128:PAYLOAD - 128 + page[LENGTHS + 2 - 128]]


def flash_check(netdev, image):
    """Check a whole update: its commands and each byte of the image."""
    FIRMWARE.write_bytes(image)
    with Trace() as trace:
        said = flash(netdev)
    commands = trace.commands()
    blocks = b""
    wrong = []
    if "completed" not in said:
        wrong.append(f"ethtool says: {said}")
    expected = [FEATURES, FW_FEATURES, START] + BLOCKS * [WRITE_LPL] + [
        COMPLETE, RUN, FEATURES, COMMIT]
    given = [command for command, _page in commands]
    if given != expected:
        wrong.append(f"commands given: {[f'{c:04x}' for c in given]}")
    for command, page in commands:
        if command == START and payload_of(page)[:4] != len(image).to_bytes(
                4, "big"):
            wrong.append(f"size of the image: {payload_of(page).hex()}")
        if command == WRITE_LPL:
            if payload_of(page)[:4] != len(blocks).to_bytes(4, "big"):
                wrong.append(f"block at {payload_of(page)[:4].hex()}")
            blocks += payload_of(page)[4:]
    if trace.longest != ACCESS:
        wrong.append(f"longest write: {trace.longest}")
    if blocks != image:
        wrong.append(f"what was written: {blocks.hex()}")
    return wrong


def whole_test(tap, module):
    """Updates that must work."""
    generation = int(file_read(module.cage / "generation"))
    tap.result("flashing a module",
               flash_check(module.name, file_make(3, 1)))
    again = wait(lambda: int(file_read(module.cage / "generation")) >
                 generation)
    tap.result("ends with a reset",
               [] if again else ["the generation is the same"])
    module.wait_ready()
    tap.result("the new firmware runs", module.versions_wait("3.1", "1.4"))
    module.attach("eth0")
    run("ip", "link", "set", "eth0", "down")
    tap.result("flashing through eth0", flash_check("eth0", file_make(3, 2)))
    module.wait_ready()
    tap.result("and again newer firmware runs",
               module.versions_wait("3.2", "3.1"))
    run(SIM, "remove", PORT)
    run(SIM, "insert", PORT)
    tap.result("without power, too", module.versions_wait("3.2", "3.1"))
    module.wait_ready()


def broken_test(tap, module):
    """A file with a wrong checksum."""
    image = bytearray(file_make(3, 3))
    image[200] ^= 4
    FIRMWARE.write_bytes(image)
    said = flash(module.name)
    tap.result("a broken file", [] if "Complete FW download command failed"
               in said else [said])
    memory = memory_read()
    there = memory[LOWER][39:41] + memory[1][:2]
    tap.result("is not run", [] if there == bytes([3, 2, 0, 0])
               else [f"versions are {there.hex()}"])


def extended_test(tap):
    """Blocks of 2048 bytes, a password, and no access in between."""
    module = Module("--profile", "800g-2xfr4")
    FIRMWARE.write_bytes(file_make(4, 1, 5000))
    run(SIM, "set", PORT, "firmware_password=1")
    said = flash(module.name)
    tap.result("no flashing without a password",
               [] if "Password error" in said else [said])
    said = flash(module.name, "pass", str(PASSWORD + 1))
    tap.result("nor with a wrong one",
               [] if "Password was not accepted" in said else [said])
    with Trace() as trace:
        said = flash(module.name, "pass", str(PASSWORD))
    tap.result("flashing with the right one",
               [] if "completed" in said else [said])
    given = [command for command, _page in trace.commands()]
    tap.result("in three blocks", [] if given.count(WRITE_EPL) == 3 and
               WRITE_LPL not in given else [f"{c:04x}" for c in given])
    module.wait_ready()
    tap.result("the new firmware runs", module.versions_wait("4.1", "1.4"))
    run(SIM, "del", PORT)


def up_test(tap, module):
    """No update while the port is up."""
    run("ip", "link", "set", "eth0", "up")
    try:
        with Trace() as trace:
            said = flash(module.name)
    finally:
        run("ip", "link", "set", "eth0", "down")
    given = [command for command, _page in trace.commands()]
    wrong = [] if "completed" not in said else [f"ethtool says: {said}"]
    if START in given:
        wrong.append("the download was started")
    if FW_FEATURES not in given:
        wrong.append("it failed before that")
    if "no firmware commands while the port is up" not in run("dmesg",
                                                              text=True):
        wrong.append("the log does not say why")
    tap.result("no firmware for a port that is up", wrong)


def module_access(netdev):
    """The output of ethtool for a netdev's module."""
    done = subprocess.run(["ethtool", "-m", netdev], check=False,
                          capture_output=True, text=True)
    return done.stdout + done.stderr


def leave_test(tap, module):
    """Detach or remove the cage during an update."""
    ethtool = subprocess.Popen(
        ["ethtool", "--flash-module-firmware", "eth0", "file",
         FIRMWARE.name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    started = wait(lambda: command_given() == START)
    tap.result("flashing begins", [] if started else ["it does not"])
    said = module_access("eth0")
    tap.result("no other access meanwhile",
               [] if "in progress" in said else [said])
    error = module.attach("")
    tap.result("eth0 cannot be detached meanwhile",
               [] if error else ["it was"])
    tap.result("the cage says so", [] if file_read(
        module.cage / "netdev") == "eth0" else ["it does not"])
    run(SIM, "del", PORT)
    said = module_access("eth0")
    tap.result("the cage goes all the same",
               [] if not module.cage.exists() else ["it is there"])
    ended = wait(lambda: "Operation not supported" in module_access("eth0"))
    tap.result("then flashing fails, and eth0 is free",
               [] if ended else [module_access("eth0")])
    ethtool.wait(60)
    unloaded = wait(lambda: not subprocess.run(
        ["modprobe", "-r", "cmis_sim", "cmis_i2c", "cmis_attach"], check=False,
        stderr=subprocess.DEVNULL).returncode)
    tap.result("the modules can be unloaded",
               [] if unloaded else ["they cannot"])
    left = [line for line in pathlib.Path("/proc/modules").read_text()
            .splitlines() if line.startswith("cmis")]
    tap.result("nothing is left", left)


def main():
    """Run all parts, on kernels that can flash modules."""
    tap = Tap()
    print("TAP version 13")
    release = tuple(int(part) for part in
                    re.findall(r"\d+", os.uname().release)[:2])
    if release < (6, 11):
        print("ok 1 - flash # SKIP this kernel cannot flash modules\n1..1")
        return 0
    FIRMWARE.parent.mkdir(parents=True, exist_ok=True)
    run("modprobe", "cmis_i2c")
    extended_test(tap)
    with tempfile.TemporaryDirectory() as folder:
        Module.image_make(pathlib.Path(folder))
        module = Module("--image", folder)
        whole_test(tap, module)
        broken_test(tap, module)
        FIRMWARE.write_bytes(file_make(3, 4))
        up_test(tap, module)
        leave_test(tap, module)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
