#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: memory does not depend on the kernel
"""Memory of the flight recorder: that of the rings as the slabs of the kernel
count it, none with record_kib=0, and sealed records within record_pool_kib.
"""

import pathlib
import re
import subprocess

from lib import CAGES, sim, tap, wait
from lib.nlspec import Cmis

COUNT = 8
# Of a module with 8 lanes, and 64 KiB for 16
BLOCKS = 5
BLOCK = 8192
# Objects that are free, in slabs on the lists of a processor: they count as used
SLACK = 16
POOL_KIB = 64
SEALS = 4
SEAL = 1


def load(**parameters):
    """Load the driver anew, with these parameters."""
    subprocess.run(("rmmod", "cmis_sim", "cmis_i2c", "cmis"), check=False,
                   stderr=subprocess.DEVNULL)
    subprocess.run(("modprobe", "cmis", *(f"{name}={value}" for name, value in
                                          parameters.items())), check=True)


def slabs():
    """Objects of 8 KiB that are in use."""
    count = 0
    for line in pathlib.Path("/proc/slabinfo").read_text().splitlines():
        found = re.match(r"kmalloc\S*-8k\s+(\d+)", line)
        count += int(found[1]) if found else 0
    return count


def areas():
    """Areas of vmalloc of the recorder."""
    text = pathlib.Path("/proc/vmallocinfo").read_text()
    return sum("cmis_ring" in line or "cmis_record" in line
               for line in text.splitlines())


def ready(port):
    """A module in a new cage."""
    said = sim("add", port, "--profile", "1.6t-dr8")
    cage = CAGES / re.search(r"\bcmis\d+", said)[0]
    wait(lambda: (cage / "status").read_text() == "ready\n")
    return cage


def measure(t, name, state):
    """Objects and areas that the modules of some cages take."""
    ready("first")
    objects, before = slabs(), areas()
    cages = [ready(f"mem{i}") for i in range(COUNT)]
    t.same({(cage / "health/record_state").read_text().strip()
            for cage in cages}, {state}, f"{name}: {state}")
    used = slabs() - objects, areas() - before
    sim("del", "--all")
    return used


def main():
    """All tests."""
    t = tap.Tap()
    load(record_kib=0)
    off = measure(t, "record_kib=0", "off")
    load(record_pool_kib=POOL_KIB)
    on = measure(t, "record_kib=64", "recording")
    t.ok(abs(on[0] - off[0] - COUNT * BLOCKS) <= SLACK,
         f"{COUNT * BLOCKS} blocks for {COUNT} modules", f"{off} to {on}")
    t.same((off[1], on[1]), (0, 0), "no area of vmalloc")
    cage = ready("pool")
    family = Cmis()
    number = {"cage-id": int(cage.name[4:])}
    for i in range(SEALS):
        family.ask("health-do", {**number, "action": SEAL})
        wait(lambda: (cage / "health/record_state").read_text() == "burst\n")
        sim("remove", "pool")
        wait(lambda: (cage / "status").read_text() == "empty\n")
        sim("insert", "pool", "--profile", "1.6t-dr8", "--serial", f"S{i}")
        wait(lambda: (cage / "status").read_text() == "ready\n")
    kept = [item["bytes"] for item in
            family.ask("record-list", number, dump=True) if "bytes" in item]
    t.ok(kept and sum(kept) <= POOL_KIB * 1024, "records stay in the pool",
         str(kept))
    sim("del", "--all")
    load()
    t.done()


if __name__ == "__main__":
    main()
