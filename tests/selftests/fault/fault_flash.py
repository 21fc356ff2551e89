#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: debug: long; looks for leaks and bad locking
# timeout: 1200
"""Faults while firmware is flashed: ethtool comes to an end with any
result, the module is shown as it is when the fault is over, and it can be
flashed.

    fault_flash.py [FAULT...]
"""

import os
import re
import subprocess
import sys
import time

from lib import tap, wait
from lib.faulty import module
from lib.flashing import FIRMWARE, firmware_write, flash_begin, flash_end

FAULTS = (
    "nack=5% seed=3",
    "nack for=700ms",
    "nack-select=20% seed=2",
    "stuck=300ms count=3",
    "slow=200ms count=3",
    "late=5ms",
    "lost=20% seed=5",
    "zeroed=5% seed=4",
    "short=0 rate=10% seed=3",
    "cut=4 rate=10% seed=4",
    "flip=0.1% seed=8",
    "garbage=10% seed=2",
    "ones=20% seed=3",
    "zeros=20% seed=2",
    "identity",
    "adverts",
    "storm",
    "dead-line",
    "cdb-busy once",
    "remove-at=30",
)


def adverts_read(victim):
    """An update, which by itself does not read the adverts of the module."""
    with open(victim.cage / "eeprom", "rb", buffering=0) as file:
        os.pread(file.fileno(), 128, 128 + 1 * 128)


def flash_faulty(victim, number, fault):
    """Flash with one fault; return the defect."""
    firmware_write(5, number)
    old = victim.value("firmware_version")
    process = flash_begin(victim)
    victim.fault(*fault.split())
    if fault == "adverts":
        adverts_read(victim)
    start = time.monotonic()
    said = flash_end(process)
    took = time.monotonic() - start
    struck = victim.struck()
    victim.fault("clear")
    print(f"# {fault}: {took:.1f} s, struck {struck} times: "
          f"{(said or 'no end').strip().splitlines()[-1:]}")
    if said is None:
        return "ethtool does not end"
    if not struck:
        return "it did not strike"
    # Only pulling ends the busy state of the module.
    if not victim.present() or "cdb-busy" in fault:
        victim.pull()
        wait(lambda: victim.status("empty"))
        victim.plug(number)
    # A reset takes the settings with it.
    if not wait(lambda: not victim.set(*victim.identity.lines()) and
                victim.is_right()):
        return victim.state()
    new = victim.value("firmware_version")
    return "" if new in (old, f"5.{number}") else f"firmware {new}"


def main():
    """Run all faults, on kernels that can flash modules."""
    t = tap.Tap()
    sys.stdout.reconfigure(line_buffering=True)
    print("TAP version 13")
    if tuple(map(int, re.findall(r"\d+", os.uname().release)[:2])) < (6, 11):
        t.skip("flash", "this kernel cannot flash modules")
        t.done()
    FIRMWARE.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["modprobe", "-a", "cmis", "cmis_i2c", "cmis_sim"],
                   check=True)
    with module("v", "--irq", profile="800g-2xfr4") as victim:
        victim.hurry()
        t.ok(wait(victim.is_right), "a module is there", victim.state())
        for number, fault in enumerate(sys.argv[1:] or FAULTS, 1):
            problem = flash_faulty(victim, number, fault)
            t.ok(not problem, f"flash: {fault}", problem)
            # Start the next fault without a half-done update.
            victim.pull()
            wait(lambda: victim.status("empty"))
            victim.plug(number)
            wait(victim.is_right)
        firmware_write(6, 1)
        said = flash_end(flash_begin(victim))
        t.ok(said and "completed" in said, "and without a fault it works",
             said)
        t.ok(wait(lambda: victim.value("firmware_version") == "6.1"),
             "as the new version shows", victim.state())
    t.done()


if __name__ == "__main__":
    main()
