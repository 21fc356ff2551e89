#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compare the code tables, all 256 codes of each, with the reference sheets.

The sheets are looked for in ../shared/reference beside the project.
"""

import csv
import pathlib
import re
import sys
from fractions import Fraction

from lib import tap

SHEETS = (pathlib.Path(__file__).resolve().parents[3] / "shared" /
          "reference")

INTERFACES = {"host": "sff-8024-host-interface.csv",
              "mmf": "sff-8024-mmf-media.csv",
              "smf": "sff-8024-smf-media.csv"}
CABLES = {"passive_copper": 3, "active_cable": 4, "base_t": 5}

# The sheets name their sources in these two; users have no use for that.
RENAMED = {
    "CONFLICT: 800G-FR4-LPO (S1) vs 400G-FR4-LPO (S8)":
        "800G-FR4-LPO or 400G-FR4-LPO",
    "Linear active copper loopback (S8)": "Linear active copper loopback",
}


def rows_get(sheet):
    """The rows of a sheet."""
    with (SHEETS / sheet).open(newline="") as file:
        yield from csv.DictReader(file)


def by_code(rows, value):
    """What each of 256 codes has to be; None if it is in no row."""
    found = [None] * 256
    for row in rows:
        found[int(row["code_hex"], 16)] = value(row)
    return found


def name_get(row):
    """A name as users see it."""
    return RENAMED.get(row["name"], row["name"])


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
    rate, lane_rate = rates_get(row.get("line_rate_gbps", ""))
    return {"name": name_get(row), "lanes": lanes_get(row.get("lanes", "")),
            "rate_mbps": rate, "lane_rate_mbps": lane_rate}


def identifier_get(row):
    """An identifier as cmis-dump prints it: one bank if nothing is said."""
    lanes = row["nominal_lanes"]
    return {"name": row["name"],
            "cmis": row["management"].startswith("CMIS"),
            "lanes": lanes_get(lanes) if lanes else 8}


def compare(test, name, got, want):
    """All codes of a table."""
    wrong = [code for code in range(256) if got[code] != want[code]]
    for code in wrong:
        print(f"# {code:02x}h: got {got[code]!r}, want {want[code]!r}")
    test.ok(len(got) == 256 and not wrong, f"{name}: all codes")
    test.ok(any(want), f"{name}: the sheet has rows")


def main():
    """All tables."""
    test = tap.Tap()
    if not SHEETS.is_dir():
        test.skip("code tables", f"no {SHEETS.name} beside the tree")
        test.done()
    codes = tap.dump(sys.argv[1], "--codes")
    unknown = {"name": None, "cmis": False, "lanes": 8}
    want = by_code(rows_get("sff-8024-identifier.csv"), identifier_get)
    compare(test, "identifier", codes["identifier"],
            [row or unknown for row in want])
    compare(test, "connector", codes["connector"],
            by_code(rows_get("sff-8024-connector.csv"), name_get))
    for name, sheet in INTERFACES.items():
        compare(test, name, codes[name],
                by_code(rows_get(sheet), interface_get))
    for name, media_type in CABLES.items():
        rows = [row for row in rows_get("sff-8024-copper-active-baset.csv")
                if int(row["media_type_00h85"], 16) == media_type]
        compare(test, name, codes[name], by_code(rows, interface_get))
    test.done()


if __name__ == "__main__":
    main()
