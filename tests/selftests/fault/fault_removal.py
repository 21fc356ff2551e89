#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: debug: long; looks for leaks and bad locking
# timeout: 1800
"""Removal at each transfer of a module's insertion and of a sweep of each
class: pulled, swapped for another one, and the whole bus removed.

    fault_removal.py [PART...]
"""

import errno
import os
import subprocess
import sys
import time

from lib import PORTS, tap, wait
from lib.faulty import CLASSES, FAST_MS, SLOW_MS, Observer, module, run, write

# A lane and the flag that the module latches there while it is pulled
ALARM = "rx_los 2 1"
# How many transfers of raw reads a module is pulled at
RAW_TRANSFERS = 8


def cycle_count(victim):
    """Transfers of an insertion and of one sweep of each class."""
    victim.pull()
    wait(lambda: victim.status("empty"))
    victim.pace()
    write(victim.cage / "thermal_period_ms", FAST_MS)
    before = victim.transfers()
    victim.plug(0)
    wait(victim.is_right)
    write(victim.cage / "thermal_period_ms", SLOW_MS)
    time.sleep(0.3)
    count = victim.transfers() - before
    for name in CLASSES:
        path = victim.cage / f"{name}_period_ms"
        if path.exists():
            before = victim.transfers()
            write(path, FAST_MS)
            write(path, SLOW_MS)
            time.sleep(0.4)
            count += victim.transfers() - before
    return count


def insert_and_pull(victim, number, transfer):
    """Pull a module at a transfer; return the defect."""
    victim.fault(f"remove-at={transfer}")
    victim.plug(number)
    victim.set(ALARM)
    if not wait(lambda: not victim.present()):
        return f"transfer {transfer}: was not reached; {victim.state()}"
    return ""


def test_pulled(t):
    """Pull, with a presence signal: nothing of the module may be left."""
    with module("v", "--gpio", "--init-ms", "100") as victim:
        wait(victim.is_right)
        count = cycle_count(victim)
        victim.pull()
        wait(lambda: victim.status("empty"))
        victim.hurry()
        bad = []
        with Observer(victim) as observer:
            for transfer in range(1, count + 1):
                bad.append(insert_and_pull(victim, transfer, transfer))
                if not wait(lambda: victim.status("empty")):
                    bad.append(f"transfer {transfer}: {victim.state()}")
                if victim.shown() != (None, None, None) or \
                        victim.number("alerts/active"):
                    bad.append(f"transfer {transfer}: left: "
                               f"{victim.state()}")
        bad = [problem for problem in bad if problem]
        t.ok(not bad, f"pulled at each of {count} transfers: nothing is left",
             "; ".join(bad))
        t.ok(not observer.mixed, "and nothing was mixed",
             f"{observer.mixed[:5]}")
        victim.fault("clear")
        victim.plug(1)
        t.ok(wait(victim.is_right), "the next one is shown", victim.state())
        return count


def test_swapped(t, options=(), title="swapped"):
    """Pulled, and another one plugged at once, no presence signal: all shown
    values are of the one or of the other.
    """
    with module("v", "--init-ms", "100", *options) as victim:
        wait(victim.is_right)
        count = cycle_count(victim)
        victim.hurry()
        wait(victim.is_right)
        bad, number = [], 0
        with Observer(victim) as observer:
            for transfer in range(1, count + 1):
                generation = victim.number("generation")
                victim.pull()
                bad.append(insert_and_pull(victim, number + 1, transfer))
                number += 2
                victim.plug(number)
                if not wait(victim.is_right):
                    bad.append(f"transfer {transfer}: {victim.state()}")
                if victim.number("generation") == generation:
                    bad.append(f"transfer {transfer}: generation stays")
        bad = [problem for problem in bad if problem]
        t.ok(not bad, f"{title} at each of {count} transfers: the last one is "
             "shown", "; ".join(bad))
        t.ok(not observer.mixed, f"{title}: and nothing was mixed",
             f"{observer.mixed[:5]}")
        t.ok(observer.looks > count // 2, f"{title}: somebody looked",
             f"{observer.looks}")


def raw_read(victim):
    """Read four pages like root's tools; return the errnos."""
    errors = set()
    try:
        handle = os.open(victim.cage / "eeprom", os.O_RDONLY)
    except OSError as error:
        return {error.errno}
    for page in (0x00, 0x11, 0x02, 0x01):
        try:
            os.pread(handle, 128, 128 + page * 128)
        except OSError as error:
            errors.add(error.errno)
    os.close(handle)
    return errors


def test_raw(t):
    """Pull during raw reads, and during reads of ethtool."""
    with module("v", "--gpio", "--init-ms", "100") as victim:
        bad = []
        for transfer in range(1, RAW_TRANSFERS + 1):
            wait(victim.is_right)
            victim.pace()
            time.sleep(0.3)
            victim.fault(f"remove-at={transfer}")
            errors = raw_read(victim)
            run("ethtool", "-m", victim.cage.name, "page", "0x11", "offset",
                "128", "length", "128")
            run("ethtool", "-m", victim.cage.name)
            if not errors <= {errno.ENXIO, errno.ENODEV} or \
                    transfer < 4 and not errors:
                bad.append(f"transfer {transfer}: {errors}")
            victim.hurry()
            if not wait(lambda: victim.status("empty")):
                bad.append(f"transfer {transfer}: {victim.state()}")
            victim.fault("clear")
            victim.plug(transfer)
        t.ok(not bad, "pulled at each transfer of raw reads", "; ".join(bad))


def test_bus(t, count):
    """Remove the adapter during a transfer, at each one from binding on."""
    with module("v", "--init-ms", "0") as victim:
        wait(victim.is_right)
        live = PORTS / "v/live"
        write(live, 0)
        bad = []
        for transfer in range(1, count + 1):
            victim.fault(f"adapter-gone={transfer}", "hold=20ms")
            write(live, 1)
            victim.cage = victim.cage.parent / (cage_name(victim) or "none")
            victim.hurry()
            if not wait(lambda: live.read_text() == "0\n"):
                bad.append(f"transfer {transfer}: {victim.state()}")
            if victim.cage.exists():
                bad.append(f"transfer {transfer}: the cage stays")
        t.ok(not bad, f"the bus is removed at each of {count} transfers",
             "; ".join(bad))
        victim.fault("clear")
        write(live, 1)
        victim.cage = victim.cage.parent / cage_name(victim)
        victim.client = (victim.cage / "device").resolve()
        t.ok(wait(victim.is_right), "and works again", victim.state())


def cage_name(victim):
    """Name of the cage on a new bus, None if it is gone."""
    try:
        bus = (victim.port / "bus").read_text().strip()
        return os.listdir(f"/sys/bus/i2c/devices/{bus}-0050/cmis")[0]
    except OSError:
        return None


def main():
    """Run all parts, or some."""
    parts = sys.argv[1:] or ["pulled", "swapped", "raw", "bus"]
    t = tap.Tap()
    sys.stdout.reconfigure(line_buffering=True)
    print("TAP version 13")
    subprocess.run(["modprobe", "-a", "cmis", "cmis_i2c", "cmis_sim"],
                   check=True)
    count = 40
    if "pulled" in parts:
        count = test_pulled(t)
    if "swapped" in parts:
        test_swapped(t)
        test_swapped(t, ("--irq",), "swapped, with an interrupt line")
    if "raw" in parts:
        test_raw(t)
    if "bus" in parts:
        test_bus(t, count)
    t.done()


if __name__ == "__main__":
    main()
