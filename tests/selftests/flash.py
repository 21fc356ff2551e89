#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
"""Flash firmware with `ethtool --flash-module-firmware`, through a cage's own
netdev and through one that is attached.

The simulated module has no CDB. Here a thread answers the commands in its
place, by setting the bytes of the reply; what the driver wrote is taken from
the kernel's own trace of I2C transfers.
"""

import contextlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

from dumps import SIM, Tap, file_read

PORT = "flash"
CONFIG = pathlib.Path("/sys/kernel/config/cmis-sim") / PORT
TRACING = pathlib.Path("/sys/kernel/tracing")
FIRMWARE = pathlib.Path("/lib/firmware/cmis-test.bin")
IMAGE = bytes(range(256)) + bytes(range(44))
FLASH_SECONDS = 120
PAGE_SIZE = 128
LOWER = 1 << 16
READY = 3
COMPLETE_FLAG, STATUS = (0, 8), (0, 37)
SUCCESS = 1
# Accesses of 56 bytes (7 * 8): no more of a transfer fits the trace. So a
# block has 52 bytes beside its address, and the last of six has 40.
LENGTH_EXTENSION = 6
ACCESS = 8 * (1 + LENGTH_EXTENSION)
BLOCKS = 6

CDB = 0x9f
FEATURES, FW_FEATURES = 0x0040, 0x0041
START, WRITE_LPL, COMPLETE, RUN, COMMIT = 0x101, 0x103, 0x107, 0x109, 0x10a
COMMAND, LENGTHS, REPLY, PAYLOAD = 128, 130, 134, 136
NO_COMMAND = 0xffff
# Length of the payload of a reply, and {offset: byte} in it. Times are 10 s in
# ms, firmware is written through the message itself.
TIME = dict(enumerate((10000).to_bytes(2, "big")))
REPLIES = {
    FEATURES: (36, {34 + at: byte for at, byte in TIME.items()}),
    FW_FEATURES: (18, {4: LENGTH_EXTENSION, 5: 1} | {
        first + at: byte for first in (8, 12, 14)
        for at, byte in TIME.items()}),
}


def run(*command, **options):
    """A command that must succeed."""
    return subprocess.run(command, check=True, capture_output=True,
                          **options).stdout


def memory_read():
    """The module's memory, no bus involved: {key: 128 bytes}."""
    blob = (CONFIG / "memory").read_bytes()
    size = 3 + PAGE_SIZE
    return {int.from_bytes(blob[at:at + 3], "big"): blob[at + 3:at + size]
            for at in range(0, len(blob), size)}


def be16(data, at):
    """Two bytes as a number."""
    return int.from_bytes(data[at:at + 2], "big")


def until(seconds, condition):
    """Whether a condition becomes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


class Module:
    """A plugged module that says it has a CDB."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.image_make(folder)
        said = run(SIM, "add", PORT, "--image", folder, text=True)
        self.name = re.search(r"\bcmis\d+\b", said)[0]
        self.cage = pathlib.Path("/sys/class/cmis") / self.name
        self.wait_ready()
        self.set({STATUS: SUCCESS})

    @staticmethod
    def image_make(folder):
        """A built-in module's memory, with what a CDB needs."""
        run(SIM, "add", PORT, "--profile", "400g-dr4")
        if not until(30, lambda: memory_read()[LOWER][3] >> 1 & 7 == READY):
            raise RuntimeError("the built-in module does not come up")
        pages = memory_read()
        run(SIM, "del", PORT)
        for key, data in pages.items():
            if key == 1:
                data = bytearray(data)
                data[163 - 128] = 0x40      # one CDB instance
                data[164 - 128] = LENGTH_EXTENSION
                data[127] = sum(data[2:127]) & 0xff
            name = "lower" if key == LOWER else f"p{key & 0xff:02x}"
            (folder / f"{name}.bin").write_bytes(data)
        (folder / f"p{CDB:02x}.bin").write_bytes(bytes(PAGE_SIZE))

    def wait_ready(self):
        """Until the driver has read the module."""
        if not until(30, lambda: file_read(self.cage / "status") == "ready"):
            raise RuntimeError("the module does not become ready")

    @staticmethod
    def set(values):
        """Bytes of the module's memory: {(page, offset): byte}."""
        lines = [f"byte {page} 0 {offset} {byte}"
                 for (page, offset), byte in values.items()]
        handle = os.open(CONFIG / "set", os.O_WRONLY)
        try:
            os.write(handle, "\n".join(lines).encode())
        finally:
            os.close(handle)

    def attach(self, netdev):
        """Attach a netdev, or none; 0 or the errno."""
        try:
            (self.cage / "netdev").write_text(f"{netdev}\n")
        except OSError as error:
            return error.errno
        return 0


class Answers(threading.Thread):
    """The firmware of the module: answers commands."""
    NONE = {(CDB, COMMAND): 0xff, (CDB, COMMAND + 1): 0xff}

    def __init__(self):
        super().__init__(daemon=True)
        self.seen = []
        self.stopped = threading.Event()
        Module.set(self.NONE)

    def run(self):
        # The module may be gone.
        with contextlib.suppress(OSError):
            while not self.stopped.wait(0.01):
                self.answer()

    def answer(self):
        """Answer a command, if there is one."""
        command = be16(memory_read()[CDB], 0)
        if command == NO_COMMAND:
            return
        values = dict(self.NONE)
        if command in REPLIES:
            length, payload = REPLIES[command]
            values |= {(CDB, REPLY): length, (CDB, REPLY + 1): 1}
            values |= {(CDB, PAYLOAD + at): byte
                       for at, byte in payload.items()}
        # The kernel does not wait for the end of this one.
        if command != RUN:
            values[COMPLETE_FLAG] = 1 << 6
        Module.set(values)
        self.seen.append(command)

    def stop(self):
        """No more answers."""
        self.stopped.set()
        self.join()


class Trace:
    """What goes over the bus of the module."""
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
        """Commands given to the CDB: (command, its page then)."""
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


def flash(netdev):
    """Flash; what ethtool says."""
    done = subprocess.run(
        ["ethtool", "--flash-module-firmware", netdev, "file", FIRMWARE.name],
        check=False, capture_output=True, text=True, timeout=FLASH_SECONDS)
    return (done.stdout + done.stderr).strip()


def payload_of(page):
    """The data that came with a command."""
    return page[PAYLOAD - 128:PAYLOAD - 128 + page[LENGTHS + 2 - 128]]


def flash_check(netdev):
    """A whole update: the commands, and each byte of the image."""
    answers = Answers()
    answers.start()
    try:
        with Trace() as trace:
            said = flash(netdev)
    finally:
        answers.stop()
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
        if command == START and payload_of(page)[:4] != len(IMAGE).to_bytes(
                4, "big"):
            wrong.append(f"size of the image: {payload_of(page).hex()}")
        if command == WRITE_LPL:
            if payload_of(page)[:4] != len(blocks).to_bytes(4, "big"):
                wrong.append(f"block at {payload_of(page)[:4].hex()}")
            blocks += payload_of(page)[4:]
    if trace.longest != ACCESS:
        wrong.append(f"longest write: {trace.longest}")
    if blocks != IMAGE:
        wrong.append(f"what was written: {blocks.hex()}")
    return wrong


def whole_test(tap, module):
    """Flashing as it should be."""
    generation = int(file_read(module.cage / "generation"))
    tap.result("flashing a module", flash_check(module.name))
    again = until(10, lambda: int(file_read(module.cage / "generation")) >
                  generation)
    tap.result("ends with a reset",
               [] if again else ["the generation is the same"])
    module.wait_ready()
    module.set({STATUS: SUCCESS})
    module.attach("eth0")
    run("ip", "link", "set", "eth0", "down")
    tap.result("flashing through eth0", flash_check("eth0"))
    module.wait_ready()
    module.set({STATUS: SUCCESS})


def up_test(tap, module):
    """Not while the port is in use."""
    run("ip", "link", "set", "eth0", "up")
    answers = Answers()
    answers.start()
    try:
        with Trace() as trace:
            said = flash(module.name)
    finally:
        answers.stop()
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
    """What ethtool says of a netdev's module."""
    done = subprocess.run(["ethtool", "-m", netdev], check=False,
                          capture_output=True, text=True)
    return done.stdout + done.stderr


def leave_test(tap, module):
    """Detached or taken away in the midst of flashing."""
    answers = Answers()
    answers.start()
    ethtool = subprocess.Popen(
        ["ethtool", "--flash-module-firmware", "eth0", "file",
         FIRMWARE.name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    started = until(60, lambda: START in answers.seen)
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
    answers.stop()
    said = module_access("eth0")
    tap.result("the cage goes all the same",
               [] if not module.cage.exists() else ["it is there"])
    ended = until(60, lambda: "Operation not supported" in
                  module_access("eth0"))
    tap.result("then flashing fails, and eth0 is free",
               [] if ended else [module_access("eth0")])
    ethtool.wait(60)
    tap.result("the modules can be unloaded", [] if until(
        10, lambda: not subprocess.run(
            ["modprobe", "-r", "cmis_sim", "cmis_i2c"], check=False,
            stderr=subprocess.DEVNULL).returncode) else ["they cannot"])
    left = [line for line in pathlib.Path("/proc/modules").read_text()
            .splitlines() if line.startswith("cmis")]
    tap.result("nothing is left", left)


def main():
    """On kernels that can flash modules."""
    tap = Tap()
    print("TAP version 13")
    release = tuple(int(part) for part in
                    re.findall(r"\d+", os.uname().release)[:2])
    if release < (6, 11):
        print("ok 1 - flash # SKIP this kernel cannot flash modules\n1..1")
        return 0
    FIRMWARE.parent.mkdir(parents=True, exist_ok=True)
    FIRMWARE.write_bytes(IMAGE)
    run("modprobe", "cmis_i2c")
    with tempfile.TemporaryDirectory() as folder:
        module = Module(folder)
        whole_test(tap, module)
        up_test(tap, module)
        leave_test(tap, module)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
