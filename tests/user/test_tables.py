#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compare the code tables, all 256 codes of each, with tests/data/tables."""

import csv
import pathlib
import re
import sys
from fractions import Fraction

from lib import tap

TABLES = pathlib.Path(__file__).resolve().parents[1] / "data/tables"
INTERFACES = ("host", "mmf", "smf")
CABLES = {"passive_copper": 3, "active_cable": 4, "base_t": 5}


def rows_get(table):
    """The rows of a table."""
    with (TABLES / f"{table}.csv").open(newline="") as file:
        yield from csv.DictReader(file)


def by_code(rows, value):
    """The expected value of each of 256 codes; None for codes in no row."""
    found = [None] * 256
    for row in rows:
        found[int(row["code"], 16)] = value(row)
    return found


def rates_get(text):
    """Rate and rate per lane in Mb/s, the upper end of a range."""
    per_lane = text.endswith("/lane")
    number = re.search(r"[0-9.]+$", text.removesuffix("/lane"))
    if not number:
        return 0, 0
    rate = int(Fraction(number[0]) * 1000 + Fraction(1, 2))
    return (0, rate) if per_lane else (rate, 0)


def lanes_get(text):
    """The number of lanes; 0 if there is a choice."""
    number = re.match(r"(\d+)(?!,)\b", text)
    return int(number[1]) if number else 0


def interface_get(row):
    """An interface as cmis-dump prints it."""
    rate, lane_rate = rates_get(row.get("rate_gbps", ""))
    return {"name": row["name"], "lanes": lanes_get(row.get("lanes", "")),
            "rate_mbps": rate, "lane_rate_mbps": lane_rate}


def identifier_get(row):
    """An identifier as cmis-dump prints it: one bank if nothing is said."""
    lanes = row["lanes"]
    return {"name": row["name"], "cmis": row["cmis"] == "1",
            "lanes": lanes_get(lanes) if lanes else 8}


def compare(test, name, got, want):
    """All codes of a table."""
    wrong = [code for code in range(256) if got[code] != want[code]]
    for code in wrong:
        print(f"# {code:02x}h: got {got[code]!r}, want {want[code]!r}")
    test.ok(len(got) == 256 and not wrong, f"{name}: all codes")
    test.ok(any(want), f"{name}: the table has rows")


def main():
    """All tables."""
    test = tap.Tap()
    codes = tap.dump(sys.argv[1], "--codes")
    unknown = {"name": None, "cmis": False, "lanes": 8}
    want = by_code(rows_get("identifier"), identifier_get)
    compare(test, "identifier", codes["identifier"],
            [row or unknown for row in want])
    compare(test, "connector", codes["connector"],
            by_code(rows_get("connector"), lambda row: row["name"]))
    for name in INTERFACES:
        compare(test, name, codes[name],
                by_code(rows_get(f"{name}-interface"), interface_get))
    for name, media_type in CABLES.items():
        rows = [row for row in rows_get("cable")
                if int(row["media_type"]) == media_type]
        compare(test, name, codes[name], by_code(rows, interface_get))
    test.done()


if __name__ == "__main__":
    main()
