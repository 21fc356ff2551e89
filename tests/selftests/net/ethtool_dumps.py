#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: decoding does not depend on the kernel
# timeout: 600
"""Plug images of modules that others have published: `ethtool -m` must print
the published text (NAME.ethtool.txt), and each published page must be read as it
is.

The images are read from ../shared/dumps; without that folder all is skipped.
"""

import pathlib
import re
import subprocess
import sys

from lib import DUMPS, SIM
from lib.images import Module
from lib.tap import Tap

PAGE_SIZE = 128
# Fields that ethtool before 7 decodes in another way: a flag of lane N is taken
# from the bits of N, the tolerance has the wrong scale, a code for EPL pages is
# printed as a number, wavelengths of modules without page 01h are printed.
CHANGED_IN_7 = re.compile(r"\(Chan \d+\) *:|Laser wavelength|CDB EPL pages")
# Fields that belong to the moment, by file: module state and interrupt, flag
# summary, flags that were set by being plugged, the status of the command that
# asks for the build number, bank and page selection; whether statistics are
# frozen (2Fh:144-145).
MOMENTARY = {"lower": (3, 4, 5, 6, 7, 8, 37, 126, 127), "p2f": (16, 17)}


def ethtool_version():
    """The major version of ethtool here."""
    said = subprocess.run(["ethtool", "--version"], check=True,
                          capture_output=True, text=True)
    return int(re.search(r"\d+", said.stdout)[0])


def lines_of(text):
    """The lines that all versions of ethtool print in the same way."""
    lines = text.rstrip("\n").split("\n")
    if ethtool_version() >= 7:
        return lines
    return [line for line in lines if not CHANGED_IN_7.search(line)]


def fields_check(netdev, name):
    """All fields of ethtool -m."""
    done = subprocess.run(["ethtool", "-m", netdev], check=False,
                          capture_output=True, text=True)
    if done.returncode:
        return [f"ethtool -m: {done.stdout}{done.stderr}"]
    theirs = lines_of((DUMPS / f"{name}.ethtool.txt").read_text())
    ours = lines_of(done.stdout)
    wrong = [f"not printed: {line}" for line in theirs if line not in ours]
    wrong += [f"printed: {line}" for line in ours if line not in theirs]
    if not wrong and ours != theirs:
        wrong.append("the lines are not in their order")
    return wrong


def page_read(netdev, page, bank, offset):
    """A page through ethtool."""
    done = subprocess.run(
        ["ethtool", "-m", netdev, "raw", "on", "page", str(page), "bank",
         str(bank), "offset", str(offset), "length", str(PAGE_SIZE)],
        check=False, capture_output=True)
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def page_check(netdev, path):
    """A published page, byte for byte."""
    match = re.fullmatch(r"p([0-9a-f]{2})(?:_b(\d+))?", path.stem)
    page, bank = (int(match[1], 16), int(match[2] or 0)) if match else (0, 0)
    try:
        ours = page_read(netdev, page, bank, PAGE_SIZE if match else 0)
    except RuntimeError as error:
        return [f"{path.name}: {error}"]
    theirs = path.read_bytes()
    if len(ours) != len(theirs):
        return [f"{path.name}: {len(ours)} bytes read"]
    return [f"{path.name}: byte {at}: {theirs[at]:#04x} published, "
            f"{ours[at]:#04x} read" for at in range(PAGE_SIZE)
            if ours[at] != theirs[at] and
            at not in MOMENTARY.get(path.stem, ())]


def dump_test(tap, name):
    """Test one image."""
    try:
        module = Module(name)
    except (RuntimeError, subprocess.CalledProcessError) as error:
        tap.result(f"{name}: plugged", [str(error)])
        subprocess.run([SIM, "del", "dump"], check=False)
        return
    netdev = module.cage.name
    if (DUMPS / f"{name}.ethtool.txt").exists():
        tap.result(f"{name}: fields", fields_check(netdev, name))
    for path in sorted(module.pages.glob("*.bin")):
        tap.result(f"{name}: {path.stem}", page_check(netdev, path))
    module.remove()


def main():
    """Test all images of whole modules."""
    tap = Tap()
    print("TAP version 13")
    if not DUMPS.is_dir():
        tap.skip_all("dumps", f"no {DUMPS}")
    for lower in sorted(pathlib.Path(DUMPS).glob("*.pages/lower.bin")):
        dump_test(tap, lower.parent.name.removesuffix(".pages"))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
