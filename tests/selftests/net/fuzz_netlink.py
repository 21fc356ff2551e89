#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: long; netlink has the interface
# timeout: 900
"""Random netlink messages, and random writes to sysfs and configfs.

Messages are made of the operations and attributes that the family's
specification has: right ones, wrong types, sizes and nests, truncated and huge
ones. All of that comes from root and from a user without privileges, which must
have no effect. Afterwards the cages work as before, the kernel's log is
clean, and the driver can be unloaded.

CMIS_FUZZ_MESSAGES says how many messages (default 3000, writes are a tenth);
CMIS_FUZZ_SEED which ones.
"""

import collections
import contextlib
import errno
import json
import os
import random
import socket
import stat
import struct
import subprocess
import time

from lib import CAGES, PORTS, SIM, genl, klog, nlspec, tap

MESSAGES = int(os.environ.get("CMIS_FUZZ_MESSAGES", 3000))
SEED = int(os.environ.get("CMIS_FUZZ_SEED", 20261122))

NOBODY = 65534
REQUEST, ACK, ECHO, DUMP = 1, 4, 8, 0x300
ERROR = 2
SOCKETS = 4
READY_SECONDS = 60
SETTINGS = ("label", "netdev", "thermal_period_ms", "lanes_period_ms",
            "stale_sweeps")
# A bus in real time would take minutes for these writes.
NOT_WRITTEN = ("real_time",)
WORDS = ("begin", "commit", "lower", "page", "byte", "check", "none", "0", "1",
         "-1", "255", "256", "4294967295", "4294967296", "0x10", "1.6t-dr8",
         "400g-dr4", "i2c", "smbus-byte", "temperature_c", "rx_power_mw",
         "rx_los", "state", "reset", "lo", "cmis0", "eth0", "100", "3600000",
         "00" * 128, "ff" * 128, "nack", "clear")
# Values that have an effect when they are written to these files.
PLAUSIBLE = {
    "profile": ("1.6t-dr8", "3.2t-dr16", "400g-dr4"),
    "present": ("0", "1"),
    "live": ("0", "1"),
    "interrupt": ("0", "1"),
    "pins": ("0", "1"),
    "adapter_mode": ("i2c", "i2c-smbus", "smbus-block", "smbus-byte"),
    "adapter_quirks": ("max-num-msgs=1", "comb-write-then-read no-rep-start",
                       "max-write-len=2"),
    "serial": ("A", "0123456789abcdef"),
    "set": ("temperature_c 71.5", "vcc_v 3.3\nrx_los 1 1", "state 5",
            "byte 0 0 2 128"),
    "fault": ("nack rate_ppm 100000", "flip rate_ppm 100", "garbage page 17",
              "remove after 20", "bounce value 3", "adapter-gone value 5",
              "clear"),
    "image": ("begin", "lower " + "18" * 128, "page 0 0 " + "18" * 128,
              "page 1 0 " + "00" * 128, "commit"),
    "label": ("front 1", "x" * 31),
    "netdev": ("", "lo", "cmis0"),
}


class Generator:
    """A generator of random messages, the same for the same seed."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.spec = nlspec.Spec()

    def text(self):
        """Text: words, numbers or noise, sometimes very long."""
        rng = self.rng
        what = rng.randrange(8)
        if what < 4:
            data = " ".join(rng.choices(WORDS, k=rng.randrange(1, 6))).encode()
        elif what == 4:
            data = str(rng.randrange(-2**33, 2**33)).encode()
        elif what == 5:
            data = "\n".join(" ".join(rng.choices(WORDS, k=3))
                             for _ in range(rng.randrange(20))).encode()
        else:
            data = rng.randbytes(rng.choice((0, 1, 31, 32, 63, 64, 300)))
        if rng.random() < 0.02:
            data = data * 200
        return data + rng.choice((b"", b"\n", b"\0"))

    def value(self, item):
        """A valid value of an attribute."""
        rng = self.rng
        if item.kind == "nest":
            return self.attributes(self.spec.sets[item.nested])
        if item.kind == "string":
            return self.text()[:rng.choice((16, 32, 300))]
        if item.kind in ("flag", "pad"):
            return b""
        number = rng.choice((0, 1, 2, 3, 7, 8, 100, 0xffffffff,
                             rng.randrange(2**32)))
        return struct.pack("=Q", number)[:8 if "64" in item.kind else 4]

    def attribute(self, item):
        """An attribute, mostly valid."""
        rng = self.rng
        kind, data = item.number, self.value(item)
        what = rng.randrange(20)
        if what == 0:
            data = rng.randbytes(rng.choice((0, 1, 2, 3, 5, 8, 64, 1000)))
        elif what == 1:
            kind = rng.randrange(2**16)
        elif what == 2:
            kind |= nlspec.NESTED
            data = nlspec.attribute(item.number, data)
            for _ in range(rng.choice((0, 1, 10, 60))):
                data = nlspec.attribute(kind, data)
        elif what == 3:
            return struct.pack("=HH", rng.choice((0, 1, 3, 4, 5, 0xffff)),
                               kind) + data
        return nlspec.attribute(kind, data)

    def attributes(self, items):
        """Some attributes of a set, in any order, sometimes twice."""
        rng = self.rng
        count = rng.choice((0, 1, 1, 2, 2, 3, 5, 10))
        return b"".join(self.attribute(rng.choice(items))
                        for _ in range(count)) if items else b""

    def body(self):
        """Operation and body of a request."""
        rng = self.rng
        operation = rng.choice(list(self.spec.operations.values()))
        number = operation.number
        items = operation.request
        if not items or rng.random() < 0.2:
            items = self.spec.sets[rng.choice(sorted(self.spec.sets))]
        if rng.random() < 0.05:
            number = rng.randrange(256)
        data = self.attributes(items)
        if rng.random() < 0.7 and operation.request:
            # With a random cage most requests would end at once.
            first = operation.request[0]
            data += nlspec.attribute(first.number,
                                     struct.pack("=I", rng.randrange(3)))
        return number, nlspec.generic(number, data)

    def message(self, family, sequence):
        """(operation, one message)"""
        rng = self.rng
        number, body = self.body()
        flags = REQUEST | rng.choice((ACK, ACK, ACK, DUMP, DUMP | ACK,
                                      ECHO | ACK, rng.randrange(2**16)))
        what = rng.randrange(25)
        if what == 0:
            body = body[:rng.randrange(len(body) + 1)]
        elif what == 1:
            body += rng.randbytes(rng.choice((1, 3, 64, 60000)))
        elif what == 2:
            at = rng.randrange(len(body))
            body = body[:at] + rng.randbytes(1) + body[at + 1:]
        data = bytearray(nlspec.message(family, flags, sequence, body))
        if what == 3:
            struct.pack_into("=I", data, 0,
                             rng.choice((0, 15, 16, 20, 2**31, 2**32 - 1)))
        return number, bytes(data)


class Talk:
    """Sockets that send the messages and receive the answers."""

    def __init__(self, generator):
        self.generator = generator
        self.family = genl.Family("cmis").id
        self.sockets = [self.socket() for _ in range(SOCKETS)]
        self.asked = {}
        self.answers = collections.Counter()
        self.sets_done = 0
        self.set_number = next(
            o.number for o in generator.spec.operations.values() if o.admin)

    @staticmethod
    def socket():
        """Open a socket that does not block."""
        made = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW,
                             genl.NETLINK_GENERIC)
        made.bind((0, 0))
        made.setsockopt(genl.SOL_NETLINK, genl.NETLINK_EXT_ACK, 1)
        made.setblocking(False)
        return made

    def hear(self, sock):
        """Receive all waiting messages."""
        with contextlib.suppress(OSError):
            while True:
                self.take(sock.recv(1 << 17))

    def take(self, data):
        """Count the kernel's answers to the requests."""
        at = 0
        while at + 16 <= len(data):
            length, kind, _, sequence = struct.unpack_from("=IHHI", data, at)
            if kind == ERROR:
                error = -struct.unpack_from("=i", data, at + 16)[0]
                self.answers[errno.errorcode.get(error, error)] += 1
                if not error and self.asked.get(sequence) == self.set_number:
                    self.sets_done += 1
            else:
                self.answers["data"] += 1
            at += (length + 3) & ~3

    def say(self, count):
        """Send requests on random sockets; close some at any time."""
        rng = self.generator.rng
        for sequence in range(1, count + 1):
            at = rng.randrange(SOCKETS)
            number, data = self.generator.message(self.family, sequence)
            self.asked[sequence] = number
            with contextlib.suppress(OSError):
                self.sockets[at].send(data)
            if rng.random() < 0.7:
                self.hear(self.sockets[at])
            if rng.random() < 0.02:
                self.sockets[at].close()
                self.sockets[at] = self.socket()
        for sock in self.sockets:
            self.hear(sock)
            sock.close()


def as_nobody(call):
    """The result of a child without privileges, as JSON allows."""
    source, target = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(target, json.dumps(call()).encode())
        finally:
            os._exit(0)
    os.close(target)
    with os.fdopen(source, "rb") as file:
        said = file.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else None


def messages_send(seed, count):
    """The number of changed settings, and the answers."""
    talk = Talk(Generator(seed))
    talk.say(count)
    return talk.sets_done, dict(talk.answers)


def writable_find(*tops):
    """Files that root may write, in folders and those below."""
    found = []
    for top in tops:
        for folder, _folders, names in os.walk(top):
            for name in names:
                path = os.path.join(folder, name)
                if stat.S_IMODE(os.lstat(path).st_mode) & 0o222 and \
                        not os.path.islink(path) and name not in NOT_WRITTEN:
                    found.append(path)
    return sorted(found)


def write(path, data):
    """Write in one call; return 0 or the errno."""
    try:
        handle = os.open(path, os.O_WRONLY)
    except OSError as error:
        return error.errno
    try:
        os.write(handle, data)
    except OSError as error:
        return error.errno
    finally:
        os.close(handle)
    return 0


def files_write(seed, count, paths):
    """Make random writes; return how many worked."""
    generator, taken = Generator(seed), 0
    for _ in range(count):
        path, data = generator.rng.choice(paths), generator.text()
        words = PLAUSIBLE.get(os.path.basename(path))
        if words and generator.rng.random() < 0.5:
            data = generator.rng.choice(words).encode()
        taken += write(path, data) == 0
    return taken


def configfs_write(seed, count):
    """Make ports, write to them, delete them; return how many writes worked."""
    generator, taken, names = Generator(seed), 0, ["x0", "x1"]
    for _ in range(max(count // 50, 2)):
        name = generator.rng.choice(names)
        odd = generator.text()[:40].replace(b"/", b"").replace(b"\0", b"")
        with contextlib.suppress(OSError, ValueError):
            os.mkdir(os.fsencode(PORTS) + b"/" + odd)
        with contextlib.suppress(FileExistsError):
            (PORTS / name).mkdir()
        taken += files_write(generator.rng.random(), 50,
                             writable_find(PORTS / name))
    return taken


def ports_clear():
    """Delete all ports but those of the modules."""
    for port in os.listdir(os.fsencode(PORTS)):
        path = os.fsencode(PORTS) + b"/" + port
        if os.path.isdir(path) and not port.startswith(b"keep"):
            os.rmdir(path)


def settings_get(cages):
    """The settings that may not change without privileges."""
    return [(cage / name).read_text() for cage in cages for name in SETTINGS]


def ready_wait(cage):
    """Wait until the cage is ready; return whether it is."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if (cage / "status").read_text() == "ready\n":
            return True
        time.sleep(0.1)
    return False


def works_still(cages):
    """Plug the modules again; return the defects of their cages."""
    wrong = []
    for number, cage in enumerate(cages):
        port = PORTS / f"keep{number}"
        for name in ("thermal_period_ms", "lanes_period_ms"):
            (cage / name).write_text("100")
        before = int((cage / "generation").read_text())
        for present in ("0", "1"):
            (port / "present").write_text(present)
            time.sleep(1)
        if not ready_wait(cage):
            wrong.append(f"{cage.name} is not ready")
        elif int((cage / "generation").read_text()) == before:
            wrong.append(f"{cage.name} has not noticed the swap")
        elif not nlspec.Cmis().ask("monitor-get", {"cage-id": number},
                                   dump=True):
            wrong.append(f"{cage.name} has no monitors")
    return wrong


def test_nobody(test, cages):
    """Without privileges: nothing is changed."""
    before = settings_get(cages)
    sets, answers = as_nobody(lambda: messages_send(SEED, MESSAGES // 2))
    print(f"# nobody: {answers}")
    test.ok(answers.get("EPERM"), "settings are refused without privileges")
    test.same(sets, 0, "all of them")
    paths = writable_find(*cages, PORTS)
    test.ok(len(paths) > 10, f"{len(paths)} files can be written")
    taken = as_nobody(lambda: files_write(SEED, MESSAGES // 10, paths))
    test.same(taken, 0, "none by somebody without privileges")
    made = as_nobody(lambda: configfs_write(SEED, 100))
    test.same(made, None, "nor can ports be made")
    test.same(settings_get(cages), before, "settings are as they were")


def test_root(test, cages):
    """With privileges: the driver survives each message."""
    sets, answers = messages_send(SEED + 1, MESSAGES)
    print(f"# root: {answers}, {sets} settings")
    test.ok(sets and answers.get("data"), "some messages are taken")
    test.ok(answers.get("EINVAL"), "others are refused")
    taken = files_write(SEED + 2, MESSAGES // 10, writable_find(*cages))
    print(f"# sysfs: {taken} writes taken")
    test.ok(taken, "some writes to sysfs are taken")
    taken = configfs_write(SEED + 3, MESSAGES // 10)
    print(f"# configfs: {taken} writes taken")
    test.ok(taken, "some writes to configfs are taken")


def main():
    """Two modules, messages and writes; the seed is in the output."""
    test = tap.Tap()
    print(f"# CMIS_FUZZ_SEED={SEED}", flush=True)
    log = klog.Log("fuzz_netlink")
    for number, profile in enumerate(("1.6t-dr8", "3.2t-dr16")):
        subprocess.run([SIM, "add", f"keep{number}", "--profile", profile],
                       check=True, stdout=subprocess.DEVNULL)
    cages = [CAGES / "cmis0", CAGES / "cmis1"]
    test.ok(all(map(ready_wait, cages)), "two modules are ready")
    test_nobody(test, cages)
    test_root(test, cages)
    ports_clear()
    wrong = works_still(cages)
    test.ok(not wrong, "the cages work as before", "\n# ".join(wrong))
    for number in range(len(cages)):
        (PORTS / f"keep{number}").rmdir()
    subprocess.run(["modprobe", "-r", "cmis_attach"], check=False)
    done = subprocess.run(["rmmod", "cmis_sim", "cmis_i2c", "cmis"],
                          check=False, text=True, stderr=subprocess.PIPE)
    test.ok(not done.returncode, "the driver can be unloaded", done.stderr)
    lines = log.reports()
    test.ok(not lines, "the kernel reports nothing", "\n# ".join(lines[:20]))
    test.done()


if __name__ == "__main__":
    main()
