# SPDX-License-Identifier: GPL-2.0-only
"""Records of format 1, after their description alone: a second decoder, and an
encoder for records that no driver writes."""

import struct

LOWER = 0xff
HEADER = struct.Struct("<8sHHIQQII16s16sQBBBB3III16sII")
HEAD = struct.Struct("<HHIQIB3x")
BLOCK_MAX = 8192
MAGIC = b"CMISREC1"
KEY, DELTA, SAME = 1, 2, 3
# Bytes of entries by type; None: the entry has a length of its own.
LENGTHS = {0x04: 3, 0x10: 4, 0x11: 1, 0x12: 2, 0x13: 3, 0x14: 5, 0x15: None,
           0x16: 7, 0x17: 11, 0x18: 1, 0x19: 1, 0x1a: None, 0x1b: 8, 0x1c: 6,
           0x1d: None, 0x1e: 3, 0x1f: 1}
FIELDS = ("magic version size flags boot_ns real_ns cage generation serial "
          "part trigger_ns trigger lanes banks streams thermal_ms lanes_ms "
          "vdm_ms statics_len blocks name statics_crc crc").split()


class Malformed(Exception):
    """These bytes are no record, or no entry."""


def _crc_table():
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82f63b78 if value & 1 else 0)
        yield value


CRC_TABLE = tuple(_crc_table())


def crc32c(data):
    """CRC-32C."""
    crc = 0xffffffff
    for byte in data:
        crc = crc >> 8 ^ CRC_TABLE[(crc ^ byte) & 0xff]
    return crc ^ 0xffffffff


def leb128(data, at):
    """A number, and the place behind it."""
    value = 0
    for i in range(10):
        if at + i >= len(data):
            raise Malformed("number without end")
        value |= (data[at + i] & 0x7f) << 7 * i
        if not data[at + i] & 0x80:
            if value >> 64:
                raise Malformed("number too big")
            return value, at + i + 1
    raise Malformed("number too long")


class Range:
    """Bytes of a module."""

    def __init__(self, where, data):
        self.bank, self.page, self.selector, self.offset = where
        self.data = bytearray(data)
        last = 128 if self.page == LOWER else 256
        first = 0 if self.page == LOWER else 128
        if not data or self.bank > 7 or self.offset < first or \
                self.offset + len(data) > last:
            raise Malformed("range")

    def __str__(self):
        return (f"{self.bank} {self.page:02x} {self.selector:02x} "
                f"{self.offset} {len(self.data)} {self.data.hex()}")


class Block:
    """The entries of a block: (ns, type, number, Range) or (ns, type, bytes)"""

    def __init__(self, data):
        self.data = data
        (_, _, self.sequence, self.ns, _, self.stream) = HEAD.unpack_from(data)
        self.at = HEAD.size
        self.slots = []

    def take(self, count):
        """The next bytes."""
        if self.at + count > len(self.data):
            raise Malformed("end of the block")
        self.at += count
        return self.data[self.at - count:self.at]

    def own_length(self, kind):
        """The length of an entry that has one of its own."""
        rest = self.data[self.at:]
        if kind == 0x1a:
            return leb128(rest, 0)[1]
        place, most = (0, 64) if kind == 0x1d else (4, 8)
        if len(rest) <= place or rest[place] > most:
            raise Malformed("length")
        length = place + 1 + rest[place]
        if kind == 0x1d and any(not 0x20 <= byte <= 0x7e
                                for byte in rest[1:length]):
            raise Malformed("mark")
        return length

    def delta(self, data):
        """Change the bytes of a range."""
        maps = self.take((len(data) + 63) // 64)
        for group in range(8 * len(maps)):
            if not maps[group // 8] >> group % 8 & 1:
                continue
            if group * 8 >= len(data):
                raise Malformed("group")
            mask = self.take(1)[0]
            for bit in range(8):
                if mask >> bit & 1:
                    if group * 8 + bit >= len(data):
                        raise Malformed("byte of a group")
                    data[group * 8 + bit] = self.take(1)[0]

    def ranged(self, kind):
        """A KEY, DELTA or SAME."""
        if kind == KEY:
            *where, length = self.take(5)
            if len(self.slots) == 256:
                raise Malformed("too many ranges")
            self.slots.append(Range(where, self.take(length)))
            return len(self.slots) - 1
        number = self.take(1)[0]
        if number >= len(self.slots):
            raise Malformed("no such range")
        if kind == DELTA:
            self.delta(self.slots[number].data)
        return number

    def entries(self):
        """All entries; raises Malformed after the last one that can be read."""
        while self.at < len(self.data):
            kind = self.take(1)[0]
            delta, self.at = leb128(self.data, self.at)
            self.ns += delta
            if self.ns >> 64:
                raise Malformed("time")
            if kind == 0:
                return
            if kind <= SAME:
                number = self.ranged(kind)
                yield self.ns, kind, number, self.slots[number]
                continue
            if kind >= 0x40:
                length = struct.unpack("<H", self.take(2))[0]
            elif kind not in LENGTHS:
                raise Malformed("unknown type")
            else:
                length = LENGTHS[kind] or self.own_length(kind)
            yield self.ns, kind, self.take(length)


def block_at(data, at):
    """The bytes of a whole block, or None."""
    if len(data) - at < HEAD.size:
        return None
    magic, used, _, _, crc, _ = HEAD.unpack_from(data, at)
    if magic != 0x5242 or not HEAD.size <= used <= BLOCK_MAX or \
            at + used > len(data):
        return None
    block = data[at:at + used]
    if crc32c(block[:16] + bytes(4) + block[20:]) != crc:
        return None
    return block


class Record:
    """A record: its header, its static ranges, and its blocks."""

    def __init__(self, data):
        if len(data) < HEADER.size:
            raise Malformed("short header")
        self.header = dict(zip(FIELDS, HEADER.unpack_from(data)))
        head = self.header
        if head["magic"] != MAGIC or head["size"] != HEADER.size or \
                head["version"] >> 8 != 1 or \
                crc32c(data[:HEADER.size - 4]) != head["crc"]:
            raise Malformed("header")
        self.body = data[HEADER.size:]
        statics = self.body[:head["statics_len"]]
        if len(statics) < head["statics_len"] or \
                crc32c(statics) != head["statics_crc"]:
            raise Malformed("static ranges")
        self.statics = list(self._statics(statics))

    @staticmethod
    def _statics(data):
        at = 0
        while at < len(data):
            if len(data) - at < 4:
                raise Malformed("static range")
            bank, page, offset, length = data[at:at + 4]
            at += 4 + length
            if at > len(data):
                raise Malformed("static range")
            yield Range((bank, page, 0, offset), data[at - length:at])

    def blocks(self):
        """All blocks: (bytes that were skipped before it, Block or None)"""
        at = start = self.header["statics_len"]
        while at < len(self.body):
            block = block_at(self.body, at)
            if block is None:
                at += 1
                continue
            yield at - start, Block(block)
            at = start = at + len(block)
        if at != start:
            yield at - start, None


def text_lines(data):
    """A record as text, line by line."""
    try:
        record = Record(data)
    except Malformed:
        yield "no record"
        return
    head = record.header
    yield "header {:x} {} {} {} {} {} {} {} {} {} {} {} {} {}".format(
        *(head[name] for name in (
            "flags boot_ns real_ns cage generation trigger_ns trigger lanes "
            "banks streams thermal_ms lanes_ms vdm_ms blocks").split()))
    for name in ("serial", "part", "name"):
        yield head[name].hex()
    for part in record.statics:
        yield f"static {part}"
    for skipped, block in record.blocks():
        if skipped:
            yield f"skipped {skipped}"
        if block is None:
            return
        yield f"block {block.stream} {block.sequence}"
        try:
            for ns, kind, *rest in block.entries():
                yield (f"{ns} {kind:02x} {rest[0]} {rest[1]}"
                       if kind <= SAME else f"{ns} {kind:02x} {rest[0].hex()}")
        except Malformed:
            yield "malformed"


# ----------------------------------------------------------------------------
# The encoder
# ----------------------------------------------------------------------------

def number_encode(value):
    """LEB128."""
    data = bytearray()
    while value >= 0x80:
        data.append(value & 0x7f | 0x80)
        value >>= 7
    return bytes(data) + bytes([value])


def block_encode(stream, sequence, ns, entries):
    """A block of (ns, type, rest of the entry in bytes)"""
    data, last = b"", ns
    for when, kind, payload in entries:
        data += bytes([kind]) + number_encode(when - last) + payload
        last = when
    used = HEAD.size + len(data)
    plain = HEAD.pack(0x5242, used, sequence, ns, 0, stream) + data
    crc = crc32c(plain)
    return HEAD.pack(0x5242, used, sequence, ns, crc, stream) + data


def record_encode(statics, blocks, **fields):
    """A record; @fields are those of the header."""
    body = b"".join(bytes(where) + bytes([len(data)]) + data
                    for *where, data in statics)
    values = {name: b"" if name in ("serial", "part", "name") else 0
              for name in FIELDS}
    values.update(fields, magic=MAGIC, version=0x100, size=HEADER.size,
                  statics_len=len(body), blocks=len(blocks),
                  statics_crc=crc32c(body))
    plain = HEADER.pack(*values.values())
    head = plain[:-4] + struct.pack("<I", crc32c(plain[:-4]))
    return head + body + b"".join(blocks)
