#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Two decoders of records, the driver's and one made from the description
alone, agree about each entry of random records, whole and damaged."""

import os
import pathlib
import random
import subprocess
import sys
import tempfile

from lib import record, tap

GOLDEN = pathlib.Path(__file__).resolve().parents[1] / "data/records"
RECORDS = 12
DAMAGED = 60


def program_run(*args):
    """The output of the driver's decoder."""
    program = pathlib.Path(sys.argv[1]).resolve().parent / "test-record"
    return subprocess.run([*os.environ.get("RUN", "").split(), program, *args],
                          check=True, stdout=subprocess.PIPE).stdout


def text(data):
    """The other decoder's output."""
    return "".join(line + "\n" for line in record.text_lines(data))


def compare(test, title, datas):
    """Both decoders print the same."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder) / str(i) for i in range(len(datas))]
        for path, data in zip(paths, datas):
            path.write_bytes(data)
        got = program_run("dump", *paths).decode()
    want = "".join(text(data) for data in datas)
    at = next((i for i, pair in enumerate(zip(got, want))
               if pair[0] != pair[1]), min(len(got), len(want)))
    test.ok(got == want, title,
            f"got {got[at:at + 80]!r}, want {want[at:at + 80]!r}")


def damage(data, dice):
    """A record with some bytes changed, or cut; often with a good CRC."""
    data = bytearray(data[:dice.randrange(140, len(data))])
    for _ in range(dice.randrange(4)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    start = 128 + 12
    used = min(int.from_bytes(data[start + 2:start + 4], "little"),
               len(data) - start)
    if used >= record.HEAD.size:
        block = data[start:start + used]
        block[:4] = b"BR" + used.to_bytes(2, "little")
        block[16:20] = bytes(4)
        block[16:20] = record.crc32c(block).to_bytes(4, "little")
        data[start:start + used] = block
    return bytes(data)


def main():
    """Golden records, random ones, damaged ones."""
    test = tap.Tap()
    dice = random.Random(1)
    for path in sorted(GOLDEN.glob("*.rec")):
        test.same(text(path.read_bytes()),
                  path.with_suffix(".txt").read_text(), path.stem)
    datas = [program_run("make", str(seed)) for seed in range(1, RECORDS)]
    compare(test, "random records", datas)
    compare(test, "damaged records",
            [damage(dice.choice(datas[:6]), dice) for _ in range(DAMAGED)])
    test.done()


if __name__ == "__main__":
    main()
