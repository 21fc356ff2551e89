#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Decode the images of tests/data; tests/data/NAME.json has the values.

A member that is null there must be absent from the decoded image, or null.
Lanes are compared by column: a list with the value of each lane.
"""

import json
import pathlib
import sys

from lib import tap

EXPECTED = pathlib.Path(__file__).resolve().parents[1] / "data"


def column_get(lanes, key):
    """A member of all lanes; the dot leads into a member."""
    column = lanes
    for part in key.split("."):
        column = [value[part] for value in column]
    return column


def compare(test, name, got, want):
    """All leaves of the expected values."""
    for key, value in want.items():
        path = f"{name}.{key}"
        if key == "lanes":
            for column, values in value.items():
                test.same(column_get(got[key], column), values,
                          f"{path}.{column}")
        elif isinstance(value, dict) and value:
            compare(test, path, got[key], value)
        elif value is None:
            test.ok(got.get(key) is None, path, f"got {got.get(key)!r}")
        else:
            test.same(got[key], value, path)


def main():
    """Test all images; none may be left out."""
    test = tap.Tap()
    images = pathlib.Path(sys.argv[2])
    names = sorted(path.stem for path in EXPECTED.glob("*.json"))
    made = sorted(path.name.removesuffix(".pages")
                  for path in images.glob("*.pages"))
    test.same(made, names, "each image has its values")
    for name in names:
        dump = tap.dump(sys.argv[1], images / f"{name}.pages")
        if test.ok(dump is not None, f"{name}: decodes"):
            wants = json.loads((EXPECTED / f"{name}.json").read_text())
            compare(test, name, dump, wants["expected"])
    test.done()


if __name__ == "__main__":
    main()
