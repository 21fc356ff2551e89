#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Write the golden records: make-records.py, in this folder

Each NAME.rec has a NAME.txt with its entries. The bytes come from the
description of the format, not from the driver's encoder.
"""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "selftests"))
# pylint: disable=wrong-import-position
from lib import record                                  # noqa: E402

START = 100_000_000_000
MS = 1_000_000
LOWER = bytes([0x07, 0x00, 0x00] + [0] * 10 + [0x23, 0x80])
LANES = bytes([0x44] * 4 + [0xff, 0xff] + [0] * 101)
HEADER = {
    "flags": 0x3, "boot_ns": START + 9_000 * MS, "real_ns": 1796041234 * 10**9,
    "cage": 3, "generation": 2, "serial": b"SN-0123456789   ",
    "part": b"PART-8X100      ", "trigger_ns": START + 700 * MS, "trigger": 1,
    "lanes": 8, "banks": 1, "streams": 1, "thermal_ms": 1000,
    "lanes_ms": 5000, "vdm_ms": 10000, "name": b"cmis3",
}
STATICS = [(0, record.LOWER, 0, bytes([0x1e, 0x53, 0x00])),
           (0, 0x00, 129, b"VENDOR")]


def small():
    """One block with all types of entries, as a driver writes them."""
    key = bytes([0, record.LOWER, 0, 0, len(LOWER)]) + LOWER
    lanes = bytes([0, 0x11, 0, 128, len(LANES)]) + LANES
    entries = [
        (0, 0x13, bytes([1, 2, 0])),
        (0, 0x01, key),
        (300, 0x01, lanes),
        (1000, 0x02, bytes([0, 0x02, 0x60, 0x24, 0x90])),
        (1000, 0x03, bytes([1])),
        (1001, 0x11, bytes([1])),
        (1002, 0x04, bytes([1, 0, 2])),
        (1003, 0x02, bytes([1, 0x01, 0x20, 0x01, 0x41, 0x04, 0x99])),
        (1004, 0x10, bytes([0, 0x11, 136, 0x01])),
        (1005, 0x12, bytes([0, 1])),
        (1006, 0x14, bytes([0, 7, 0, 0, 0])),
        (1007, 0x18, bytes([1])),
        (1007, 0x19, bytes([1])),
        (1008, 0x15, bytes([0, 0, 0x10, 130, 2, 0xff, 0x00])),
        (1009, 0x16, bytes([1, 0, 0, 1, 1, 3, 1])),
        (1010, 0x17, bytes([3, 2, 80]) + (0x81).to_bytes(8, "little")),
        (1011, 0x1a, bytes([0x81, 0x01])),
        (1012, 0x1b, (3600 * 10**9).to_bytes(8, "little")),
        (1013, 0x1c, bytes([6, 0, 0x11, 128, 107, 4])),
        (1014, 0x1d, bytes([5]) + b"hello"),
        (1015, 0x1e, bytes([3, 0, 0x0f])),
        (1016, 0x1f, bytes([4])),
        (31007, 0x19, bytes([0])),
    ]
    block = record.block_encode(0, 4, START, [
        (START + ms * MS, kind, payload) for ms, kind, payload in entries])
    return record.record_encode(STATICS, [block], **HEADER)


def odd():
    """Several streams, an unknown type, an END, and a block that is torn."""
    lost = record.block_encode(0, 0, START, [(START, 0x1d, bytes([1]) + b"x")])
    blocks = [
        record.block_encode(0, 1, START, [
            (START, 0x1d, bytes([2]) + b"ok"),
            (START + 5, 0x40, bytes([3, 0]) + b"new"),
            (START + 300, 0x1f, bytes([2])),
            (START + 300, 0x00, b""),
            (START + 301, 0x1f, bytes([3]))]),
        lost[:-1] + b"y",
        record.block_encode(0, 2, START + 400, [
            (START + 400, 0x1f, bytes([9])),
            (START + 401, 0x20, b""),
            (START + 402, 0x1f, bytes([9]))]),
        record.block_encode(1, 0, 2**64 - 1, [(2**64 - 1, 0x11, bytes([0]))]),
    ]
    fields = dict(HEADER, streams=2, lanes=32, banks=4, flags=0x11)
    return record.record_encode([], blocks, **fields)


def main():
    """Write all."""
    for make in (small, odd):
        data = make()
        (HERE / f"{make.__name__}.rec").write_bytes(data)
        text = "".join(line + "\n" for line in record.text_lines(data))
        (HERE / f"{make.__name__}.txt").write_text(text)


if __name__ == "__main__":
    main()
