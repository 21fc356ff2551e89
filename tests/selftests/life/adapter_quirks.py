#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: quirks do not depend on the kernel
# timeout: 200
"""Modules on adapters with quirks. The I2C core logs each transfer that a quirk
forbids, so the driver must not try one.
"""

import pathlib
import sys
from typing import NamedTuple

from lib import PORTS, faulty, sim, tap, wait
from lib.klog import Log

PROFILE = "1.6t-dr8"
SWEEPS = 8
PAGE = 128
# The core's words for a transfer that a quirk forbids.
REFUSED = "adapter quirk"


class Case(NamedTuple):
    """An adapter."""
    quirks: str
    adapter: str = "i2c"


CASES = (
    Case("max-num-msgs=1"),
    Case("max-num-msgs=2"),
    Case("max-num-msgs=4"),
    Case("max-num-msgs=5"),
    Case("no-rep-start"),
    Case("no-rep-start max-read-len=16 max-write-len=3"),
    Case("comb-write-then-read max-num-msgs=1 max-comb-2nd-msg-len=31"),
    # The limit of a combined read replaces that of other reads.
    Case("comb-write-then-read max-read-len=4 max-comb-1st-msg-len=1"),
    Case("no-zero-len max-write-len=9 max-read-len=8"),
    Case("max-num-msgs=1 max-write-len=1", "i2c-smbus"),
)


def options(case):
    """Options of cmis-sim add."""
    quirks = [f"--quirk={word}" for word in case.quirks.split()]
    return ("--adapter", case.adapter, *quirks)


def memory(port, page):
    """A page of the module's memory."""
    data = (PORTS / port / "memory").read_bytes()
    records = (data[at:at + 3 + PAGE] for at in range(0, len(data), 3 + PAGE))
    return next(record[3:] for record in records
                if int.from_bytes(record[:3], "big") == page)


def eeprom(module, page):
    """A page as the driver reads it now."""
    with open(module.cage / "eeprom", "rb", buffering=0) as file:
        file.seek(PAGE + page * PAGE)
        return file.read(PAGE)


def shown_test(t, case):
    """The driver shows the module, and breaks no quirk."""
    name = f"{case.quirks}, {case.adapter}"
    log = Log("adapter_quirks")
    with faulty.module("q0", *options(case), profile=PROFILE) as module:
        module.hurry()
        t.ok(wait(module.is_right), f"{name}: right values",
             module.value("status"))
        for page in (0, 2):
            t.same(eeprom(module, page).hex(), memory("q0", page).hex(),
                   f"{name}: page {page:02x}h")
        # The first looks find a module that boots.
        errors = module.value("stats/errors")
        before = module.transfers()
        t.ok(wait(lambda: module.transfers() > before + SWEEPS),
             f"{name}: sweeps go on")
        t.same(module.value("stats/errors"), errors, f"{name}: no error")
    t.same([line for line in log.lines() if REFUSED in line], [],
           f"{name}: the core refuses nothing")


def bind(port):
    """Try to bind the driver to a bus; true if there is a cage."""
    bus = (PORTS / port / "bus").read_text().strip()
    device = pathlib.Path("/sys/bus/i2c/devices") / f"i2c-{bus}"
    (device / "new_device").write_text("cmis 0x50")
    return (device / f"{bus}-0050/cmis").is_dir()


def refused_test(t):
    """No page can be selected: one message, and no cage."""
    for quirks in ("max-write-len=2", "max-num-msgs=1 max-write-len=1"):
        log = Log("adapter_quirks")
        sim("add", "q0", "--profile", PROFILE, "--no-driver",
            *options(Case(quirks)))
        t.ok(not bind("q0"), f"{quirks}: no cage")
        t.same(log.count("no page can be selected"), 1,
               f"{quirks}: one message")
        sim("del", "q0")
        t.same(log.count(REFUSED), 0, f"{quirks}: the core refuses nothing")


def forgets_test(t):
    """A module that forgets its address between two transfers."""
    with faulty.module("q0", *options(Case("no-rep-start")),
                       profile=PROFILE) as module:
        t.ok(wait(module.is_right), "forgets: right values before",
             module.state())
        module.fault("forgets")
        module.pull()
        t.ok(wait(lambda: module.status("empty")), "forgets: it goes")
        module.plug(1)
        t.ok(wait(lambda: module.status("fault"), faulty.PATIENCE_S + 30),
             "forgets: is not believed", module.state())
        t.same(module.shown(), (None, None, None), "forgets: shows nothing")


def main():
    """Try all adapters."""
    t = tap.Tap()
    sys.stdout.reconfigure(line_buffering=True)
    print("TAP version 13")
    faulty.run("modprobe", "-a", "cmis", "cmis_i2c", "cmis_sim")
    log = Log("adapter_quirks")
    for case in CASES:
        shown_test(t, case)
    refused_test(t)
    forgets_test(t)
    t.same(log.reports(), [], "the kernel has no complaint")
    t.done()


if __name__ == "__main__":
    main()
