#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Write the inputs that fuzzing starts from: make-seeds.py OUT [PAGES...]

Each PAGES is a folder of 128-byte files of a module, lower.bin, pNN.bin and
pNN_bM.bin. OUT/TARGET/ gets inputs in the form that the target TARGET takes.
"""

import pathlib
import re
import struct
import sys
import zlib

TOP = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(TOP / "tests/selftests"))
# pylint: disable=wrong-import-position
from lib import nlspec                                  # noqa: E402

PAGE_SIZE = 128
FAMILY = 0x20
CONTROL = 0x10
ERROR, DONE = 2, 3
MULTI, DUMP_INTERRUPTED = 2, 0x10


class Seeds:
    """Where inputs go; each is there once."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def add(self, target, name, data):
        """One input."""
        folder = self.folder / target
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def image_read(folder):
    """Pages by the names of their files."""
    return {path.stem: path.read_bytes()
            for path in sorted(pathlib.Path(folder).glob("*.bin"))}


# Files of a port in the simulator, in the order of its list of attributes.
SIMULATOR = TOP / "drivers/cmis/sim/configfs.c"
CHANGES = (TOP / "drivers/cmis/sim/set.c", TOP / "drivers/cmis/sim/monitor.c")
CHANGE = re.compile(r'"([a-z]\w+)"')
ATTRIBUTE = re.compile(r"^\t&cmis_sim_port_attr_(\w+),$", re.MULTILINE)


def image_upload(image):
    """An image as it is written to the simulator, line by line."""
    lines = ["begin"]
    for name, data in image.items():
        if name == "lower":
            lines.append(f"lower {data.hex()}")
        else:
            page, _, bank = name[1:].partition("_b")
            lines.append(f"page {int(page, 16)} {int(bank or 0)} "
                         f"{data.hex()}")
    return lines + ["commit"]


class Port:
    """Actions on a simulated port, as the target takes them."""

    def __init__(self):
        names = ATTRIBUTE.findall(SIMULATOR.read_text(encoding="utf-8"))
        self.numbers = {name: number for number, name in enumerate(names)}
        self.data = b""

    def write(self, name, text):
        """An attribute."""
        text = str(text).encode()
        self.data += struct.pack("=BBH", 0, self.numbers[name], len(text)) + \
            text
        return self

    def read(self, name):
        """An attribute."""
        self.data += bytes([1, self.numbers[name]])
        return self

    def memory(self):
        """All of the memory."""
        self.data += b"\2"
        return self

    def transfer(self, *messages):
        """Bytes to be written, or the number of those to be read."""
        self.data += bytes([3, len(messages) - 1])
        for message in messages:
            self.data += bytes([1, message]) if isinstance(message, int) \
                else bytes([0, len(message)]) + message
        return self

    def wait(self, milliseconds):
        """Let time pass."""
        self.data += b"\4" + struct.pack("=H", milliseconds)
        return self


def simulator_add(seeds, name, image):
    """An image, uploaded and read through the bus."""
    port = Port()
    for line in image_upload(image):
        port.write("image", line)
    port.write("present", 1).wait(100).transfer(b"\0", 128)
    for page in (0, 1, 2, 0x11, 0x20, 0x24, 0x2c):
        port.transfer(bytes([126, 0, page]), b"\x80", 128)
    port.memory().write("present", 0)
    seeds.add("simulator", name, port.data)


def profiles_add(seeds):
    """Commands of the tests to the simulator, and some faults."""
    live = "temperature_c 71.5\nvcc_v 3.31\nrx_power_mw 3 0.0001\n" \
        "rx_los 2 1\nstate 5\nfault_cause 1\nbyte 0 0 14 77"
    faults = ("nack rate_ppm 100000 burst 3", "stuck value 5 count 1",
              "slow value 20", "flip rate_ppm 500", "garbage page 17",
              "remove after 3", "bounce value 3", "no-freeze", "clear")
    for profile in ("1.6t-dr8", "3.2t-dr16", "400g-dr4", "none"):
        port = Port().write("serial", "S1\n").write("init_ms", 10)
        port.write("profile", profile).write("present", 1).wait(5000)
        port.write("live", 1).write("set", live).write("set", "check\n" + live)
        port.transfer(bytes([126, 0, 0x2f]), bytes([144, 0x80])).wait(20)
        for fault in faults:
            port.write("fault", fault).transfer(b"\0", 8).read("fault")
        for name in port.numbers:
            port.read(name)
        port.wait(60000).transfer(b"\x1a\x08").memory().write("live", 0)
        port.write("stats", "reset")
        seeds.add("simulator", f"profile-{profile}", port.data)


def command_give(port, command, body=b""):
    """A command of page 9Fh, and its reply."""
    header = struct.pack(">HHB", command, 0, len(body))
    check = ~(sum(header) + sum(body)) & 0xff
    rest = header[2:] + bytes([check, 0, 0]) + body
    port.transfer(bytes([126, 0, 0x9f]))
    for at in range(0, len(rest), 8):
        port.transfer(bytes([130 + at]) + rest[at:at + 8])
    port.transfer(bytes([128]) + header[:2]).wait(2000)
    port.transfer(b"\x25", 2).transfer(b"\x86", 122)


def commands_add(seeds):
    """Commands by message: features, passwords, firmware."""
    payload = bytes(range(64))
    head = struct.pack(">8sBBHI32s", b"CMIS-SIM", 3, 1, 0, len(payload), b"")
    file = head + struct.pack(">I", zlib.crc32(head + payload)) + payload
    commands = (
        (0x0000, b"\0\0"), (0x0001, b"\0\0\x10\x11"),
        (0x0040, b""), (0x0041, b""), (0x0042, b""), (0x0100, b""),
        (0x0101, struct.pack(">II", len(file), 0) + file[:52]),
        (0x0103, struct.pack(">I", 0) + payload), (0x0107, b""),
        (0x0109, b"\0\0\0\0"), (0x010a, b""), (0x0102, b""),
        (0xffff, bytes(120)),
    )
    for profile in ("400g-dr4", "1.6t-dr8"):
        port = Port().write("init_ms", 10).write("profile", profile)
        port.write("present", 1).wait(5000)
        for command, body in commands:
            command_give(port, command, body)
        seeds.add("simulator", f"commands-{profile}", port.data)


def changes_add(seeds):
    """Each change by its name, in any of the forms that there are."""
    names = sorted({name for path in CHANGES
                    for name in CHANGE.findall(path.read_text("utf-8"))})
    forms = ("1", "1 1", "1 2.4e-6", "- 3.25", "2 -1", "1 16 77")
    for profile in ("1.6t-dr8", "800g-2xfr4"):
        port = Port().write("profile", profile).write("present", 1).wait(5000)
        for name in names:
            for form in forms:
                port.write("set", f"{name} {form}")
        for selector in range(8):
            port.transfer(bytes([126, 0, 0x14]), bytes([128, selector]))
            port.wait(2000).transfer(b"\xc0", 64)
        port.write("set", "check\n" + "\n".join(f"{n} 1 1" for n in names))
        seeds.add("simulator", f"changes-{profile}", port.data)


# Room for text ends at one of these, or next to it.
LENGTHS = (0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256,
           257, 4095)


def lengths_add(seeds):
    """Text of any length for each attribute, with a module plugged."""
    names = Port().numbers
    for name in names:
        port = Port().write("profile", "400g-dr4").write("present", 1)
        port.wait(5000)
        for length in LENGTHS:
            port.write(name, "x" * length)
            port.write(name, "byte 0 0 14 ".ljust(length, "1"))
        seeds.add("simulator", f"lengths-{name}", port.data)


def vdm_input(image):
    """The diagnostics pages in the order in which they are decoded."""
    zeros = bytes(PAGE_SIZE)
    advert = image.get("p2f", zeros)
    data = b"\x08" + advert
    for group in range((advert[0] & 3) + 1):
        data += image.get(f"p{0x20 + group:02x}", zeros)
        data += image.get(f"p{0x28 + group:02x}", zeros)
    return data + image.get("p2c", zeros)


def vdm_add(seeds):
    """Descriptors of each type, in two banks of four groups."""
    data = b"\x10\x03" + bytes(127)
    limits = bytes(range(PAGE_SIZE))
    for at in range(0, 2 * 256, 64):
        data += bytes(byte for number in range(at, at + 64) for byte in
                      (number % 16 << 4 | number % 8, number & 0xff)) + limits
    seeds.add("vdm", "all-types", data)


def image_add(seeds, name, image):
    """One module: an input for each decoder."""
    zeros = bytes(PAGE_SIZE)
    lower = image.get("lower", zeros)
    admin, advert, limits, lanes = (image.get(page, zeros) for page in
                                    ("p00", "p01", "p02", "p11"))
    seeds.add("basics", name, lower)
    seeds.add("admin", name, admin)
    seeds.add("adverts", name, advert)
    seeds.add("thresholds", name, advert + limits)
    seeds.add("status", name, advert + lower)
    seeds.add("lanes", name, advert + lanes)
    seeds.add("lasers", name, b"\x40" + image.get("p12", limits))
    seeds.add("apps", name, lower[85:86] + lower + advert)
    seeds.add("strings", name, b"\x20" + admin[1:17])
    seeds.add("values", name, b"\x01\x02" + lower[14:16])
    seeds.add("codes", name, lower[85:118] + admin[72:85])
    seeds.add("f16", name, advert[:90])
    seeds.add("vdm", name, vdm_input(image))
    banks = b"".join(image.get(page, zeros)
                     for page in ("p11_b1", "p11_b2", "p11_b3"))
    seeds.add("module", name,
              lower + admin + advert + limits + lanes + banks)


def attribute_value(spec, item):
    """A plausible value of an attribute."""
    if item.kind == "nest":
        return b"".join(attribute_make(spec, inner)
                        for inner in spec.sets[item.nested])
    sizes = {"u8": 1, "u16": 2, "u64": 8, "s64": 8, "flag": 0, "pad": 0}
    if item.kind in ("string", "nul-string"):
        return item.name.encode() + b"\0"
    if item.kind == "binary":
        return bytes(range(16))
    return bytes([item.number % 5]).ljust(8, b"\0")[:sizes.get(item.kind, 4)]


def attribute_make(spec, item):
    """An attribute with a plausible value."""
    kind = item.number | (nlspec.NESTED if item.kind == "nest" else 0)
    return nlspec.attribute(kind, attribute_value(spec, item))


def datagram(*messages):
    """Data of one receive, with its length."""
    data = b"".join(messages)
    return struct.pack("=H", len(data)) + data


def family_reply(spec_groups=("alerts", "modules")):
    """The controller's answer, and that there was no error."""
    groups = b"".join(
        nlspec.attribute(number, nlspec.attribute(1, name.encode() + b"\0") +
                         nlspec.attribute(2, struct.pack("=I", number)))
        for number, name in enumerate(spec_groups, 1))
    body = nlspec.generic(1, nlspec.attribute(1, struct.pack("=H", FAMILY)) +
                          nlspec.attribute(7, groups))
    return datagram(nlspec.message(CONTROL, 0, 1, body)) + \
        datagram(nlspec.message(ERROR, 0, 1, bytes(20)))


def reply(spec, operation, sequence, flags=MULTI):
    """A message of the family with all its attributes."""
    attributes = b"".join(attribute_make(spec, item)
                          for item in spec.sets[operation.attribute_set])
    return nlspec.message(FAMILY, flags, sequence,
                          nlspec.generic(operation.number, attributes))


def dump(spec, name, sequence, flags=MULTI):
    """Two items and the end of a dump."""
    item = reply(spec, spec.operations[name], sequence, flags)
    return datagram(item, item) + \
        datagram(nlspec.message(DONE, MULTI, sequence, bytes(4)))


def refusal(sequence):
    """An error with words."""
    body = struct.pack("=i", -22) + bytes(16) + nlspec.attribute(1, b"no\0")
    return datagram(nlspec.message(ERROR, 0x300, sequence, body))


def cmisctl_add(seeds, spec):
    """Answers to each command of cmisctl."""
    start = family_reply()
    module = spec.operations["module-get"]
    ends = {
        0: dump(spec, "module-get", 2),
        1: datagram(reply(spec, module, 2, 0)) +
           datagram(nlspec.message(ERROR, 0, 2, bytes(20))) +
           dump(spec, "monitor-get", 3) + dump(spec, "lane-get", 4) +
           dump(spec, "alert-get", 5),
        2: dump(spec, "alert-get", 2),
        # The socket for notifications is another one, and asks first.
        3: start + dump(spec, "module-get", 2) + dump(spec, "alert-get", 3) +
           datagram(reply(spec, spec.operations["alert-ntf"], 0)) +
           datagram(reply(spec, spec.operations["module-ntf"], 0)) +
           b"\0\0" + dump(spec, "module-get", 4) +
           dump(spec, "alert-get", 5, MULTI | DUMP_INTERRUPTED),
    }
    for command, rest in ends.items():
        for flag in (0, 0x80):
            seeds.add("cmisctl", f"command-{command}-{flag:02x}",
                      bytes([command | flag]) + start + rest)
    seeds.add("cmisctl", "refused", b"\x02" + start + refusal(2))
    seeds.add("cmisctl", "no-family", b"\0" + refusal(1))


def records_add(seeds):
    """The golden records: header, static ranges, one block."""
    for path in sorted((TOP / "tests/data/records").glob("*.rec")):
        data = path.read_bytes()
        statics = struct.unpack_from("<I", data, 96)[0]
        seeds.add("record", path.stem,
                  data[:128] + bytes([statics]) + data[128:])


def main():
    """All targets."""
    if len(sys.argv) < 2:
        sys.exit(__doc__.splitlines()[0])
    seeds = Seeds(sys.argv[1])
    for folder in sys.argv[2:]:
        image_add(seeds, pathlib.Path(folder).stem, image_read(folder))
        simulator_add(seeds, pathlib.Path(folder).stem, image_read(folder))
    profiles_add(seeds)
    changes_add(seeds)
    lengths_add(seeds)
    commands_add(seeds)
    vdm_add(seeds)
    cmisctl_add(seeds, nlspec.Spec())
    records_add(seeds)


if __name__ == "__main__":
    main()
