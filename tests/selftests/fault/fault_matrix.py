#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: debug: long; looks for leaks and bad locking
# timeout: 2400
"""Each fault in each phase of a module's life: the driver does not hang, shows
nothing that is wrong for good, does not slow down others, recovers when the
fault is over, and loses no alarm.

    fault_matrix.py [PHASE...] [stale]
"""

import errno
import os
import subprocess
import sys
import time
from typing import NamedTuple

from lib import tap, wait
from lib.faulty import CLASSES, FAST_MS, Observer, module, read, run, write

# CMIS_FAULT_SHARE=N tries one of N cells: each phase, and most faults.
SHARE = int(os.environ.get("CMIS_FAULT_SHARE", "1"))
# A fault lasts for this time, or until it has struck so often.
FAULT_S, STRIKES = 1.0, 6
# Documentation/cmis/design.rst: a raw read, and unbinding. The bus that hangs
# does so for 0.3 s here, and the machine is slow.
STUCK_S = 0.3
RAW_S = 3 * STUCK_S + 0.2 + 3
# Attaching touches no bus.
ATTACH_S = 5
# Without a fault, up to 2 s on the debug kernel.
UNBIND_S = 2 * STUCK_S + 8
OTHERS_SHARE = 0.5
STORM_INTERRUPTS = 60


# Where a fault can strike: most of them anywhere.
EVERYWHERE = "probe thermal lanes vdm raw attach unload"
# Where modules come, and where statistics are frozen
INSERTIONS, FREEZES = "probe", "vdm attach unload"


class Fault(NamedTuple):
    """The armed fault, and its possible effect on the shown values."""
    words: str
    lies: bool = False      # bytes that are wrong come without an error
    leaves: bool = False    # silence means absence, after a while
    phases: str = EVERYWHERE


FAULTS = (
    Fault("nack=30% seed=3"),
    Fault("nack for=700ms", leaves=True),
    Fault("nack=10% burst=20 seed=5"),
    Fault("nack-select"),
    Fault("nack-select=50% seed=4"),
    Fault(f"stuck={int(STUCK_S * 1000)}ms"),
    Fault(f"stuck={int(STUCK_S * 1000)}ms once"),
    Fault("slow=30ms"),
    Fault("slow=400ms", leaves=True),
    Fault("late=5ms", lies=True),
    Fault("lost", lies=True),
    Fault("lost=50% seed=2", lies=True),
    Fault("zeroed", lies=True),
    Fault("zeroed=20% seed=2", lies=True),
    Fault("short=5"),
    Fault("short=0 rate=50% seed=3"),
    Fault("cut=8", lies=True),
    Fault("flip=1% seed=6", lies=True),
    Fault("garbage", lies=True),
    Fault("ones", lies=True),
    Fault("zeros", lies=True),
    Fault("zeros=50% seed=9", lies=True),
    Fault("identity", lies=True),
    Fault("identity=30% seed=2", lies=True),
    Fault("adverts", lies=True),
    Fault("storm"),
    Fault("dead-line"),
    Fault("remove-at=4", leaves=True),
    Fault("bounce=3 every=60ms", phases=INSERTIONS),
    Fault("no-freeze", phases=FREEZES),
)

# Faults that leave nothing of a class that could be shown: the armed fault, the
# class, and how long a sweep takes at most.
OUTAGES = (
    ("stuck=100ms", "thermal", 0.2),
    ("short=0", "thermal", 0.2),
    ("stuck=100ms", "lanes", 0.2),
    ("nack-select", "lanes", 0.2),
)


class Rig:
    """A faulty module, and a good one on another port."""

    def __init__(self, t, victim, witness):
        self.t, self.victim, self.witness = t, victim, witness
        self.number = 0
        self.struck = dict.fromkeys(FAULTS, 0)
        self.share = 0
        victim.hurry()
        witness.hurry()
        wait(victim.is_right)
        time.sleep(1)
        self.share = self.rate(3)

    def rate(self, seconds):
        """Number of transfers of the good module in a second."""
        start, before = time.monotonic(), self.witness.transfers()
        time.sleep(seconds)
        return ((self.witness.transfers() - before) /
                (time.monotonic() - start))

    def interrupts(self):
        """Number of transfers of the faulty module so far."""
        name = self.victim.client.name
        with open("/proc/interrupts", encoding="ascii") as file:
            return sum(int(line.split()[1]) for line in file
                       if line.split()[-1] == name)


def fault_begin(rig, fault):
    """Arm the fault."""
    rig.victim.fault(*fault.words.split())


def fault_last(rig, action=None):
    """The fault lasts, and meanwhile there are alarms: one that goes on, and
    one that is over at once, which only a latched flag remembers."""
    victim = rig.victim
    victim.set("rx_los 2 1", "tx_los 3 1")
    victim.set("tx_los 3 0")
    end = time.monotonic() + FAULT_S
    while time.monotonic() < end and victim.struck() < STRIKES:
        if action:
            action()
        else:
            time.sleep(0.05)


def timed(problems, what, limit_s, function):
    """Call a function; it is a defect if that takes longer."""
    start = time.monotonic()
    result = function()
    took = time.monotonic() - start
    if took > limit_s:
        problems.append(f"{what} took {took:.1f} s")
    return result


# --------------------------------------------------------------------------
# Phases
# --------------------------------------------------------------------------

def phase_probe(rig, fault, _problems):
    """The fault is armed before the module is plugged."""
    rig.victim.hurry()
    rig.victim.pull()
    wait(lambda: rig.victim.status("empty"))
    rig.number += 1
    fault_begin(rig, fault)
    rig.victim.plug(rig.number)
    fault_last(rig)
    if "bounce" in fault.words:
        # Each contact is an insertion: earlier settings are lost.
        time.sleep(1)
        rig.victim.set(*rig.victim.identity.lines(), "rx_los 2 1")


def phase_sweep(name):
    """The fault begins between two sweeps of one class."""
    def phase(rig, fault, _problems):
        rig.victim.pace(**{name: FAST_MS})
        time.sleep(0.15)
        fault_begin(rig, fault)
        fault_last(rig)
    return phase


def eeprom_read(victim, page):
    """Read a page as root tools do; 0 or the errno."""
    try:
        handle = os.open(victim.cage / "eeprom", os.O_RDONLY)
    except OSError as error:
        return error.errno
    try:
        os.pread(handle, 128, 128 + page * 128)
        return 0
    except OSError as error:
        return error.errno
    finally:
        os.close(handle)


RAW_ERRORS = {0, errno.ENXIO, errno.ETIMEDOUT, errno.EBADMSG, errno.ENODEV}


def phase_raw(rig, fault, problems):
    """Only raw reads of users use the module."""
    victim = rig.victim
    victim.pace()
    time.sleep(0.15)
    fault_begin(rig, fault)

    def action():
        for page in (0x00, 0x11):
            got = timed(problems, "eeprom", RAW_S,
                        lambda page=page: eeprom_read(victim, page))
            if got not in RAW_ERRORS:
                problems.append(f"eeprom: {errno.errorcode[got]}")
        timed(problems, "ethtool -m", RAW_S + 1, lambda: run(
            "ethtool", "-m", victim.cage.name, "page", "0x11", "offset",
            "128", "length", "128"))
    fault_last(rig, action)


def phase_attach(rig, fault, problems):
    """Attach and detach a netdev during the fault."""
    victim = rig.victim
    victim.hurry()
    fault_begin(rig, fault)

    def action():
        if timed(problems, "attach", ATTACH_S,
                 lambda: write(victim.cage / "netdev", "fm0")):
            problems.append("attach failed")
        timed(problems, "ethtool -m", RAW_S + 1, lambda: run(
            "ethtool", "-m", "fm0", "page", "0x11", "offset", "128",
            "length", "128"))
        if timed(problems, "detach", RAW_S,
                 lambda: write(victim.cage / "netdev", "\n")):
            problems.append("detach failed")
    fault_last(rig, action)


def phase_unload(rig, fault, problems):
    """Unbind the driver during the fault, and bind it again."""
    victim = rig.victim
    victim.hurry()
    fault_begin(rig, fault)
    fault_last(rig)
    driver = "/sys/bus/i2c/drivers/cmis"
    for verb in ("unbind", "bind"):
        error = timed(problems, verb, UNBIND_S, lambda verb=verb: write(
            f"{driver}/{verb}", victim.client.name))
        if error:
            problems.append(f"{verb}: {errno.errorcode[error]}")
    (name,) = os.listdir(victim.client / "cmis")
    victim.cage = victim.cage.parent / name


PHASES = {
    "probe": phase_probe,
    **{name: phase_sweep(name) for name in CLASSES},
    "raw": phase_raw,
    "attach": phase_attach,
    "unload": phase_unload,
}


# --------------------------------------------------------------------------
# A cell of the matrix
# --------------------------------------------------------------------------

def alarms_lost(rig, fault, before):
    """The latched flags without an alert."""
    victim = rig.victim
    # A page that probing did without is looked for every 10 s.
    if not wait(lambda: victim.number("alerts/active") == 1):
        return [f"alarm that goes on: {victim.state()}"]
    generation, raised = before
    if fault.lies or victim.value("generation") != generation:
        return []
    if victim.number("alerts/raised") - raised < 2:
        return [f"alarm that is over: {victim.state()}"]
    return []


def recovery(rig):
    """Wait for recovery; return the defect and the time."""
    victim = rig.victim
    start = time.monotonic()
    victim.fault("clear")
    victim.hurry()
    if not victim.present():
        rig.number += 1
        victim.plug(rig.number)
        victim.set("rx_los 2 1")
    if not wait(victim.is_right):
        return [f"no recovery: {victim.state()}"], 0
    return [], time.monotonic() - start


def restore(rig):
    """Restore a good state for the next cell."""
    victim = rig.victim
    victim.set("rx_los 2 0")
    victim.hurry()
    if wait(lambda: victim.is_right() and
            victim.number("alerts/active") == 0, 10):
        return
    victim.pull()
    wait(lambda: victim.status("empty"))
    rig.number += 1
    victim.plug(rig.number)
    victim.set("rx_los 2 0")
    wait(lambda: victim.is_right() and victim.number("alerts/active") == 0)


def cell(rig, name, fault, tries=3):
    """One fault in one phase; the longest time of recovery.

    If the other module falls short, that may be the machine's doing: it is
    tried again."""
    victim, problems = rig.victim, []
    before = (victim.value("generation"), victim.number("alerts/raised"))
    others, start = rig.witness.transfers(), time.monotonic()
    interrupts = rig.interrupts()
    with Observer(victim, 0.05) as observer:
        PHASES[name](rig, fault, problems)
    if not fault.lies and "bounce" not in fault.words and observer.mixed:
        problems.append(f"wrong values: {observer.mixed[:3]}")
    elapsed = time.monotonic() - start
    share = (rig.witness.transfers() - others) / elapsed / rig.share
    starved = elapsed > 1 and share < OTHERS_SHARE
    if starved and tries == 1:
        problems.append(f"the other module had {share:.0%} of its sweeps")
    if rig.interrupts() - interrupts > STORM_INTERRUPTS:
        problems.append(f"{rig.interrupts() - interrupts} interrupts")
    rig.struck[fault] += victim.struck()
    if name in CLASSES and not fault.lies and not fault.leaves and \
            victim.value("generation") != before[0]:
        problems.append("taken for another module")
    wrong, took = recovery(rig)
    problems += wrong
    if name == "unload":
        # The new cage finds the latched flags; it has counted from 0.
        before = (None, 0)
    problems += alarms_lost(rig, fault, before)
    if starved and not problems:
        restore(rig)
        return cell(rig, name, fault, tries - 1)
    rig.t.ok(not problems, f"{name}: {fault.words}", "; ".join(problems))
    restore(rig)
    return took


def values(victim, name):
    """The shown values of a class, None if there are none."""
    if name == "lanes":
        return victim.value("lane1/rx_power_nw")
    hwmon = victim.hwmon()
    return read(hwmon / "temp1_input") if hwmon else None


def test_stale(t, victim):
    """Without new values, old values must not be shown."""
    for words, name, sweep_s in OUTAGES:
        problems = []
        victim.hurry()
        wait(victim.is_right)
        victim.pace(**{name: FAST_MS})
        time.sleep(0.15)
        victim.fault(*words.split())
        # Three sweeps that fail, each begun a period after the other
        timed(problems, "hiding old values",
              3 * (sweep_s + FAST_MS / 1000) + 2 + 3,
              lambda name=name: wait(lambda: values(victim, name) is None))
        end = time.monotonic() + 2
        while time.monotonic() < end:
            if values(victim, name) is not None:
                problems.append("old values came back")
                break
        victim.fault("clear")
        victim.hurry()
        if not wait(victim.is_right):
            problems.append(f"no recovery: {victim.state()}")
        t.ok(not problems, f"stale: {words}: nothing old of {name}",
             "; ".join(problems))


def main():
    """The matrix."""
    names = sys.argv[1:] or [*PHASES, "stale"]
    t = tap.Tap()
    sys.stdout.reconfigure(line_buffering=True)
    print("TAP version 13")
    subprocess.run(["modprobe", "-a", "cmis", "cmis_i2c", "cmis_sim",
                    "dummy"], check=True)
    run("ip", "link", "add", "fm0", "type", "dummy")
    with module("v", "--irq", "--init-ms", "100") as victim, \
            module("w") as witness:
        rig = Rig(t, victim, witness)
        t.ok(rig.share > 5, f"the other module: {rig.share:.0f} transfers/s")
        if "stale" in names:
            names.remove("stale")
            test_stale(t, victim)
        for name in names:
            if not (victim.cage / f"{name}_period_ms").exists() and \
                    name in CLASSES:
                t.skip(f"{name}: all faults", "there is no such sweep")
                continue
            took = {fault.words: cell(rig, name, fault)
                    for number, fault in enumerate(FAULTS)
                    if name in fault.phases.split() and
                    (number + list(PHASES).index(name)) % SHARE == 0}
            slowest = max(took, key=took.get)
            print(f"# {name}: recovered within {took[slowest]:.1f} s, the "
                  f"slowest from {slowest}")
        if not sys.argv[1:] and SHARE == 1:
            for fault, count in rig.struck.items():
                t.ok(count, f"{fault.words}: struck, {count} times")
    run("ip", "link", "del", "fm0")
    t.done()


if __name__ == "__main__":
    main()
