#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: long; decoding does not depend on the kernel
# timeout: 900
"""Plug modules with random and mutated memory, and read everything meanwhile.

Most of each image is plausible, so that the driver gets far with it. With any
content, each read ends with text or with an errno that is documented, netlink
keeps to its specification, values never come from another generation's module,
the kernel's log stays clean, and the driver can be unloaded.

CMIS_FUZZ_IMAGES says how many (default 200, or fewer if time is up after
CMIS_FUZZ_SECONDS, default 240); CMIS_FUZZ_SEED which ones.
"""

import collections
import errno
import os
import pathlib
import random
import re
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time

from lib import CAGES, DUMPS, PORTS, SIM, TOP, genl, klog, nlspec, tap

IMAGES = int(os.environ.get("CMIS_FUZZ_IMAGES", 200))
SECONDS = int(os.environ.get("CMIS_FUZZ_SECONDS", 240))
SEED = int(os.environ.get("CMIS_FUZZ_SEED", 20261122))

THERMAL = pathlib.Path("/sys/class/thermal")
PERIODS = ("thermal_period_ms", "lanes_period_ms")
FAST_MS = 100
SETTLED_SECONDS = 3
SHOWN_AT_ONCE = 20

# Errors that a read may fail with; a file may also be gone.
ERRNOS = {errno.ENODEV, errno.ENODATA, errno.ENXIO, errno.ETIMEDOUT,
          errno.EBADMSG, errno.ENOENT, errno.EPROTONOSUPPORT}
# Kinds of adapters, one for each port.
ADAPTERS = {
    "f0": ("--irq", "--gpio"),
    "f1": ("--adapter", "smbus-block"),
    "f2": ("--max-read", "16"),
    "f3": ("--adapter", "smbus-byte"),
}
IDENTIFIERS = (0x18, 0x19, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x80)
PAGE_SIZE = 128
UPPER = 128
# Bytes with large effects: flat memory, banks, pages, monitors.
LEVERS = (("lower", 1), ("lower", 2), ("lower", 3), ("lower", 85),
          ("p01", 142), ("p01", 145), ("p01", 159), ("p01", 160),
          ("p01", 174), ("p2f", 128))
FILE_MAX = 65536
SAFE = re.compile(rb"[ -~\n\t]*")
SIZES = {"u8": 1, "u16": 2, "u32": 4, "s32": 4, "u64": 8, "s64": 8}


def write(path, text):
    """Write a file in one go."""
    with open(path, "wb", buffering=0) as file:
        file.write(str(text).encode())


def read(path):
    """Read a file in one go."""
    handle = os.open(path, os.O_RDONLY)
    try:
        return os.read(handle, FILE_MAX)
    finally:
        os.close(handle)


class Pages(dict):
    """A module's memory: 128 bytes by the name of the page."""

    def upload(self, port):
        """Give the image to the simulator, which plugs it next."""
        write(PORTS / port / "image", "begin")
        for name, data in self.items():
            page, _, bank = name[1:].partition("_b")
            where = "lower" if name == "lower" else \
                f"page {int(page, 16)} {int(bank or 0)}"
            write(PORTS / port / "image", f"{where} {data.hex()}")
        write(PORTS / port / "image", "commit")

    def put(self, name, offset, data):
        """Change bytes of a page, which may be missing."""
        page = bytearray(self.get(name, bytes(PAGE_SIZE)))
        at = offset % UPPER
        page[at:at + len(data)] = data
        self[name] = bytes(page)


def images_read(folder):
    """Folders of files of 128 bytes."""
    return [Pages({path.stem: path.read_bytes()
                   for path in sorted(image.glob("*.bin"))})
            for image in sorted(folder.glob("*.pages"))]


def profile_read(port):
    """The memory of a plugged module."""
    blob, pages = (PORTS / port / "memory").read_bytes(), Pages()
    for at in range(0, len(blob), 3 + PAGE_SIZE):
        key = int.from_bytes(blob[at:at + 3], "big")
        bank, page = key >> 8, key & 0xff
        name = "lower" if key == 1 << 16 else \
            f"p{page:02x}" + (f"_b{bank}" if bank else "")
        pages[name] = blob[at + 3:at + 3 + PAGE_SIZE]
    return pages


def bases_make():
    """The bases to mutate: the tests' images, dumps if any, profiles."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-B",
                        TOP / "tests/data/make-images.py", folder],
                       check=True)
        bases = images_read(pathlib.Path(folder))
    bases += images_read(DUMPS)
    subprocess.run(["modprobe", "-a", "cmis_sim", "cmis_i2c"], check=True)
    base = PORTS / "base"
    base.mkdir()
    for line in (PORTS / "profiles").read_text().splitlines():
        write(base / "profile", line.split()[0])
        write(base / "present", 1)
        bases.append(profile_read("base"))
        write(base / "present", 0)
    base.rmdir()
    print(f"# {len(bases)} images to start from", flush=True)
    return [pages for pages in bases if "lower" in pages]


class Mutator:
    """Makes images, the same ones from the same seed."""

    def __init__(self, seed, bases):
        self.rng = random.Random(seed)
        self.bases = bases
        self.number = 0
        self.tagged = {}

    def noise(self, size=PAGE_SIZE):
        """Random bytes; often all are the same."""
        if self.rng.random() < 0.3:
            return bytes([self.rng.choice((0, 0xff, 0x80, 0x11))]) * size
        return self.rng.randbytes(size)

    def page_name(self):
        """The name of a random page of a random bank."""
        page = self.rng.choice((0x01, 0x02, 0x10, 0x11, 0x13, 0x14, 0x2c,
                                0x9f, *range(0x20, 0x30),
                                self.rng.randrange(256)))
        bank = self.rng.choice((0, 0, 1, 2, 3)) if page >= 0x10 else 0
        return f"p{page:02x}" + (f"_b{bank}" if bank else "")

    def change(self, pages):
        """Change a random part of an image."""
        rng = self.rng
        what = rng.randrange(10)
        name = rng.choice(sorted(pages))
        if what < 4:
            for _ in range(rng.choice((1, 2, 8, 32))):
                pages.put(name, rng.randrange(PAGE_SIZE), rng.randbytes(1))
        elif what < 6:
            lever, offset = rng.choice(LEVERS)
            pages.put(lever, offset, rng.randbytes(1))
        elif what == 6:
            start = rng.randrange(PAGE_SIZE)
            pages.put(name, start,
                      self.noise(rng.randrange(PAGE_SIZE - start + 1)))
        elif what == 7 and name not in ("lower", "p00"):
            del pages[name]
        elif what == 8:
            pages[self.page_name()] = self.noise()
        else:
            other = rng.choice(self.bases)
            pages[name] = other.get(name, pages[name])

    def plausible(self, pages):
        """Write a header that the driver accepts."""
        rng = self.rng
        if rng.random() < 0.9:
            identifier = bytes([rng.choice(IDENTIFIERS)])
            pages.put("lower", 0, identifier)
            pages.put("p00", 128, identifier)
            pages.put("lower", 1, rng.choice((b"\x40", b"\x50", b"\x53",
                                              b"\x54")))
        if rng.random() < 0.8:
            pages.put("lower", 2, bytes([pages["lower"][2] & 0x7f]))
            pages.put("lower", 3, b"\x07")

    def tag(self, pages):
        """Write a unique mark of the module into several places."""
        self.number += 1
        serial = f"FUZZ{self.number:012d}"
        degrees = self.rng.randrange(-0x8000, 0x8000)
        pages.put("lower", 14, struct.pack(">hH", degrees, self.number))
        pages.put("p00", 166, serial.encode())
        magnitude = (abs(degrees) * 1000 + 128) // 256
        self.tagged[serial] = {
            "temp_mc": magnitude if degrees >= 0 else -magnitude,
            "vcc_uv": self.number * 100,
        }

    def make(self):
        """The next image."""
        rng = self.rng
        pages = Pages(rng.choice(self.bases))
        for _ in range(rng.choice((0, 1, 3, 10, 30))):
            self.change(pages)
        self.plausible(pages)
        # A module that has just come up says so; of one that does not, the
        # driver need not notice that it is another one before it reads lanes.
        pages.put("lower", 8, bytes([pages["lower"][8] | 1]))
        if rng.random() < 0.95:
            self.tag(pages)
        return pages


class Truth:
    """The values that were read, by cage and generation."""

    def __init__(self):
        self.lock = threading.Lock()
        self.seen = collections.defaultdict(
            lambda: collections.defaultdict(set))
        self.wrong = []

    def see(self, cage, generation, kind, value):
        """Add a value that was read with this generation."""
        with self.lock:
            self.seen[cage, generation][kind].add(value)

    def complain(self, text):
        """Add a defect; the first ones are printed."""
        with self.lock:
            if len(self.wrong) < SHOWN_AT_ONCE:
                self.wrong.append(text)

    def check(self, tagged):
        """Generations with values of two modules; the number of good ones."""
        mixed, right = [], 0
        for (cage, generation), kinds in sorted(self.seen.items()):
            serials = kinds.pop("serial", set())
            if len(serials) > 1:
                mixed.append(f"cmis{cage} {generation}: {sorted(serials)}")
                continue
            expected = tagged.get(next(iter(serials), None))
            if not expected:
                continue
            for kind, values in kinds.items():
                wrong = values - {expected[kind]}
                right += len(values) - len(wrong)
                if wrong:
                    mixed.append(f"cmis{cage} {generation} {kind}: {wrong}, "
                                 f"not {expected[kind]}")
        return mixed, right


class Readers:
    """Threads that read everything until they are stopped."""

    def __init__(self, truth, seed):
        self.truth = truth
        self.rng = random.Random(seed)
        self.spec = nlspec.Spec()
        self.stop = threading.Event()
        self.reads = 0
        self.messages = 0
        self.threads = [threading.Thread(target=self.forever, args=(work,))
                        for work in (self.walk_any, self.dump_any)]

    def forever(self, work):
        """Call a function until the end; report exceptions."""
        while not self.stop.is_set():
            start = time.monotonic()
            try:
                work()
            except Exception as error:  # pylint: disable=broad-except
                self.truth.complain(f"{work.__name__}: {error!r}")
            # Let the other threads run.
            self.stop.wait(2 * (time.monotonic() - start))

    def file(self, path):
        """The text of a file, None if it gives an error; both are checked."""
        self.reads += 1
        try:
            data = read(path)
        except OSError as error:
            if error.errno not in ERRNOS:
                self.truth.complain(f"{path}: {error!r}")
            return None
        if not SAFE.fullmatch(data):
            self.truth.complain(f"{path}: {data!r}")
        return data.decode("ascii", errors="replace").rstrip("\n")

    def eeprom(self, path):
        """Some pages of the memory."""
        try:
            with open(path, "rb", buffering=0) as file:
                for _ in range(4):
                    size = os.fstat(file.fileno()).st_size
                    start = self.rng.randrange(max(size, 1))
                    os.pread(file.fileno(), self.rng.choice((1, 16, 300)),
                             start)
                    self.reads += 1
        except OSError as error:
            if error.errno not in ERRNOS:
                self.truth.complain(f"{path}: {error!r}")

    def values(self, cage):
        """The marks of a module, within one generation."""
        number = int(cage.name[4:])
        before = self.file(cage / "generation")
        serial = self.file(cage / "vendor_sn")
        hwmons = list(cage.glob("device/hwmon/hwmon*"))
        temperature = self.file(hwmons[0] / "temp1_input") if hwmons else None
        if before is None or before != self.file(cage / "generation"):
            return
        if serial:
            self.truth.see(number, int(before), "serial", serial)
        if temperature:
            self.truth.see(number, int(before), "temp_mc", int(temperature))

    def walk(self, cage):
        """Each file of a cage and of its hwmon device."""
        self.values(cage)
        for top in [cage, *cage.glob("device/hwmon/hwmon*")]:
            self.folder(top)
        self.values(cage)

    def folder(self, top):
        """All readable files below a folder."""
        try:
            entries = list(os.scandir(top))
        except OSError:
            return
        for entry in entries:
            try:
                folder = entry.is_dir(follow_symlinks=False)
                mode = entry.stat(follow_symlinks=False).st_mode
            except OSError:
                continue
            if folder and entry.name != "power":
                self.folder(entry.path)
            elif entry.name == "eeprom":
                self.eeprom(entry.path)
            elif stat.S_ISREG(mode) and mode & 0o444:
                self.file(entry.path)

    def walk_any(self):
        """Read a cage, or the thermal zones."""
        cages = sorted(CAGES.iterdir())
        if not cages or self.rng.random() < 0.1:
            for zone in THERMAL.glob("thermal_zone*"):
                for name in ("type", "temp", "trip_point_0_temp"):
                    self.zone_file(zone / name)
            return
        self.walk(self.rng.choice(cages))

    def zone_file(self, path):
        """Read the thermal zones; some may belong to other drivers."""
        try:
            path.read_bytes()
        except OSError:
            return

    @staticmethod
    def dump(family, operation):
        """A dump; that of a record is of one cage, if it has a module."""
        if operation.name != "record-get":
            return family.request(operation.number, dump=True)
        number = next(a.number for a in operation.request
                      if a.name == "cage-id")
        try:
            return family.request(operation.number,
                                  genl.pack(number, struct.pack("=I", 0)),
                                  dump=True)
        except genl.Refused as refusal:
            if refusal.errno != errno.ENODEV:
                raise
            return []

    def dump_any(self):
        """Make each dump, and a random request."""
        family = genl.Family("cmis")
        for operation in self.spec.operations.values():
            if not operation.dump:
                continue
            for _, attributes in self.dump(family, operation):
                self.message(operation, attributes)
            if operation.name == "alert-get":
                family.request(operation.number, self.flag(operation, "all"),
                               dump=True)
        family.sock.close()

    @staticmethod
    def flag(operation, name):
        """A flag of an operation as an attribute."""
        number = next(a.number for a in operation.request if a.name == name)
        return genl.pack(number, b"")

    def message(self, operation, attributes):
        """Check an item of a dump against the specification."""
        self.messages += 1
        known = {a.number: a for a in self.spec.sets[operation.attribute_set]}
        for number, data in attributes.items():
            self.attribute(operation, known.get(number), number, data)
        named = {known[number].name: data
                 for number, data in attributes.items() if number in known}
        cage = genl.number(named.get("cage-id", named.get("id", b"\xff")))
        generation = genl.number(named.get("generation", b""))
        if "vendor-sn" in named:
            self.truth.see(cage, generation, "serial",
                           genl.text(named["vendor-sn"]))
        if operation.name == "monitor-get":
            said = self.spec.decode("reading", attributes)
            kind = {"temperature": "temp_mc", "vcc": "vcc_uv"}.get(
                said["monitor"].get("name"))
            if kind and "value" in said:
                self.truth.see(cage, generation, kind,
                               nlspec.integer(said["value"]))

    def attribute(self, operation, known, number, data):
        """Check the size of an attribute, and that its text is safe."""
        what = f"{operation.name}: attribute {number}: {data!r}"
        if not known:
            self.truth.complain(f"{what} is not in the specification")
        elif known.kind == "string":
            if not re.fullmatch(rb"[ -~]*\0", data):
                self.truth.complain(f"{what} is no safe string")
        elif len(data) != SIZES.get(known.kind, len(data)):
            self.truth.complain(f"{what} is no {known.kind}")

    def start(self):
        """Start the threads."""
        for thread in self.threads:
            thread.start()

    def end(self):
        """Stop the threads and wait for them."""
        self.stop.set()
        for thread in self.threads:
            thread.join()


class Port:
    """A cage whose modules are plugged and pulled."""

    def __init__(self, name, options):
        said = subprocess.run([SIM, "add", name, "--empty", "--init-ms", "0",
                               *options], check=True, text=True,
                              stdout=subprocess.PIPE).stdout
        self.name = name
        self.cage = CAGES / re.search(r"cmis\d+", said)[0]
        self.plugged = False
        for period in PERIODS:
            write(self.cage / period, FAST_MS)

    def plug(self, present):
        """Plug the uploaded image, or pull the plugged module."""
        if present != self.plugged:
            write(PORTS / self.name / "present", int(present))
            self.plugged = present

    def status(self):
        """Status of the cage."""
        return (self.cage / "status").read_text().strip()

    def settle(self):
        """Wait until the driver has accepted or refused the module."""
        deadline = time.monotonic() + SETTLED_SECONDS
        while True:
            status = self.status()
            if status in ("ready", "fault") or time.monotonic() > deadline:
                return status
            time.sleep(0.05)


class Run:
    """All modules, one after the other, each in the next port."""

    def __init__(self, mutator, readers):
        self.mutator = mutator
        self.readers = readers
        self.rng = random.Random(SEED + 1)
        self.ports = [Port(*item) for item in ADAPTERS.items()]
        self.outcomes = collections.Counter()

    def swap(self, port):
        """Pull a module at any time, and plug the next."""
        port.plug(False)
        self.mutator.make().upload(port.name)
        write(PORTS / port.name / "read_max",
              self.rng.choice((0, 0, 0, 8, 16, 32)))
        if self.rng.random() < 0.5:
            time.sleep(self.rng.random() * 0.2)
        port.plug(True)

    def one(self, port):
        """Plug a module; read all of it, or pull it during the probe."""
        self.swap(port)
        if self.rng.random() < 0.2:
            time.sleep(self.rng.random() * 0.1)
            self.outcomes["pulled"] += 1
            return
        self.outcomes[port.settle()] += 1
        self.readers.walk(port.cage)
        if self.rng.random() < 0.1:
            self.commands(port)

    def commands(self, port):
        """Run programs that read all cages."""
        for command in (("cmisctl", "show", port.cage.name),
                        ("cmisctl", "--json", "list"),
                        ("ethtool", "-m", port.cage.name)):
            done = subprocess.run(command, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, check=False)
            if command[0] == "cmisctl" and (
                    done.returncode not in (0, 1) or
                    not re.fullmatch(rb"[ -~\n]*", done.stdout)):
                self.readers.truth.complain(
                    f"{command}: {done.returncode}, {done.stdout!r}")

    def all(self):
        """Yield images up to the number or the time limit."""
        explicit = "CMIS_FUZZ_IMAGES" in os.environ
        end = time.monotonic() + SECONDS
        count = 0
        while count < IMAGES and (explicit or time.monotonic() < end):
            self.one(self.ports[count % len(self.ports)])
            count += 1
        return count

    def delete(self):
        """Delete the ports."""
        for port in self.ports:
            (PORTS / port.name).rmdir()


def unload():
    """The output of modprobe if the driver and the simulator cannot go."""
    subprocess.run(["udevadm", "settle"], check=False, capture_output=True)
    done = subprocess.run(["rmmod", "cmis_sim", "cmis_i2c", "cmis"],
                          check=False, text=True, stderr=subprocess.PIPE)
    return done.stderr


def main():
    """Run all parts; the output has the seed."""
    test = tap.Tap()
    print(f"# CMIS_FUZZ_SEED={SEED}", flush=True)
    log = klog.Log("fuzz_images")
    mutator = Mutator(SEED, bases_make())
    truth = Truth()
    readers = Readers(truth, SEED + 2)
    run = Run(mutator, readers)
    readers.start()
    try:
        count = run.all()
    finally:
        readers.end()
    mixed, right = truth.check(mutator.tagged)
    print(f"# {dict(run.outcomes)}, {readers.reads} reads, "
          f"{readers.messages} messages, {right} values")
    test.ok(count > 0, f"{count} images plugged")
    test.ok(run.outcomes["ready"] * 2 > count - run.outcomes["pulled"],
            "most of them come to be ready")
    test.ok(not truth.wrong, "whatever is read is text, or a known errno",
            "\n# ".join(truth.wrong))
    test.ok(not mixed, "no value is another generation's",
            "\n# ".join(mixed[:SHOWN_AT_ONCE]))
    test.ok(right >= count, "values were compared", f"{right} of {count}")
    run.delete()
    test.ok(not (why := unload()), "the driver can be unloaded", why)
    test.ok(not (lines := log.reports()), "the kernel reports nothing",
            "\n# ".join(lines[:SHOWN_AT_ONCE]))
    test.done()


if __name__ == "__main__":
    main()
