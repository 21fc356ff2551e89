#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compare decoded VDM numbers with exact fractions.

The texts of all floating point numbers are read back. The types are those of
tests/data/tables/vdm-types.csv.
"""

import csv
import pathlib
import re
import sys
from fractions import Fraction

from lib import tap

TYPES = pathlib.Path(__file__).resolve().parents[1] / \
    "data/tables/vdm-types.csv"

FORMATS = {"U16": 0, "S16": 1, "F16": 2}
MODULE, HOST, MEDIA = range(3)

# Unit in the table -> unit of the value, and how many of it are in one.
UNITS = {
    "%": ("millipercent", 1000),
    "% of max": ("millipercent", 1000),
    "MHz": ("megahertz", 1),
    "degC": ("millidegree Celsius", 1000),
    "dB": ("millidecibel", 1000),
    "dBm": ("thousandth of a dBm", 1000),
    "-": ("ratio", 1),
    "frames": ("frame", 1),
    "symbols": ("symbol", 1),
    "uV": ("microvolt", 1),
    "ps/nm": ("picosecond per nanometre", 1),
    "ps": ("femtosecond", 1000),
    "ps^2": ("hundredth of a squared picosecond", 100),
    "krad/s": ("kiloradian per second", 1),
}

UNKNOWN = {"format": 0, "unit": "raw", "statistic": False, "per_path": False,
           "scale": Fraction(1), "named": False}


def f16_get(raw):
    """Value of a floating point number."""
    return (raw & 0x7ff) * Fraction(10) ** ((raw >> 11) - 24)


def f16_wrong(raw, text):
    """Whether a text is not the number, or not in its one form."""
    form = r"0\.000e\+00" if not raw & 0x7ff else r"[1-9]\.\d{3}e[+-]\d\d"
    return not re.fullmatch(form, text) or Fraction(text) != f16_get(raw)


def rounded_get(value):
    """The nearest integer, halves away from zero."""
    magnitude = int(abs(value) + Fraction(1, 2))
    return magnitude if value >= 0 else -magnitude


def signed_get(raw, bits=16):
    """Two's complement."""
    return raw - (1 << bits) if raw >> (bits - 1) else raw


def row_get(row):
    """A type as the table has it."""
    name, factor = UNITS[row["unit"]]
    return {"format": FORMATS[row["format"]], "unit": name,
            "statistic": row["statistic"] == "1",
            "per_path": row["scope"] == "path",
            "scale": Fraction(row["scale"]) * factor, "named": True}


def reference_get():
    """All 256 types."""
    types = [UNKNOWN] * 256
    with TYPES.open(newline="") as file:
        for row in csv.DictReader(file):
            types[int(row["type"])] = row_get(row)
    return types


def value_get(kind, raw):
    """Decoded value of a number of a type."""
    number = signed_get(raw) if kind["format"] == 1 else raw
    return rounded_get(number * kind["scale"])


def type_wrong(kind, want):
    """Defects of a type, as a list of words."""
    wrong = [key for key in ("format", "unit", "statistic", "per_path")
             if kind[key] != want[key]]
    if (kind["name"] is not None) != want["named"]:
        wrong.append("name")
    for raw, value in kind["values"].items():
        raw = int(raw)
        if (f16_wrong(raw, value) if want["format"] == 2 else
                value != value_get(want, raw)):
            wrong.append(f"value of {raw:04x}h: {value}")
    return wrong


def types_compare(test, types):
    """All types, and their sides by the parity of their numbers."""
    want = reference_get()
    test.same(sum(row["named"] for row in want), 67,
              "types: as many as the table has")
    for number, kind in enumerate(types):
        wrong = type_wrong(kind, want[number])
        if wrong or want[number]["named"]:
            test.ok(not wrong, f"type {number}: {kind['name']}",
                    ", ".join(wrong))
    sides = [kind["side"] for kind in types[5:35]]
    test.same(sides, [MEDIA, HOST] * 15, "types 5 to 34: sides by parity")
    named = {kind["name"].split("_")[0]: kind["side"] for kind in types
             if kind["name"]}
    test.same([named["media"], named["host"], named["supply"]],
              [MEDIA, HOST, MODULE], "sides by name")


def main():
    """All tests."""
    test = tap.Tap()
    texts = tap.dump(sys.argv[1], "--f16")
    wrong = [raw for raw, text in enumerate(texts) if f16_wrong(raw, text)]
    for raw in wrong[:10]:
        print(f"# {raw:04x}h: {texts[raw]}")
    test.ok(len(texts) == 65536 and not wrong, "texts of all numbers")
    types_compare(test, tap.dump(sys.argv[1], "--vdm"))
    test.done()


if __name__ == "__main__":
    main()
