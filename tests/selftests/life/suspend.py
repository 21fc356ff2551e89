#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 300
"""Suspend and resume: nobody uses a bus that sleeps, the driver notices changes
of modules meanwhile, and work under way goes on.

The system sleeps as far as the kernel's own test of suspend goes (pm_test,
level "platform", of s2idle): users and workqueues are frozen and all devices
go through all phases; then it waits and wakes up by itself. Processors go on,
as the machine that tests run on has nothing that could wake them up. The
simulator decides the fate of modules meanwhile.
"""

import contextlib
import os
import pathlib
import select
import re
import subprocess
import sys
import threading
import time

from lib import crossings, faulty, flashing, tap, wait
from lib.faulty import module, read, write
from lib.genl import Family
from lib.klog import Log

POWER = pathlib.Path("/sys/power")
DELAY = pathlib.Path("/sys/module/suspend/parameters/pm_test_delay")
# A module that is plugged during the sleep answers after this time.
SILENT_MS = 2000
ASLEEP = "Transfer while suspended"


def sleep(seconds=1):
    """Put the system to sleep; return 0 or the errno, and the time."""
    DELAY.write_text(f"{seconds}\n")
    start = time.monotonic()
    error = write(POWER / "state", "freeze")
    return error, time.monotonic() - start


def asleep(sleeper, *words):
    """Set a change of the module for the next sleep."""
    subprocess.run([faulty.SIM, "asleep", sleeper.name, *words], check=True)


def log_has(text):
    """Lines of the kernel's log with a text."""
    log = subprocess.run(["dmesg"], check=True, capture_output=True,
                         text=True, errors="replace").stdout
    return [line for line in log.splitlines() if text in line]


class Watch(threading.Thread):
    """A thread that reads files of a cage in a loop, with the time."""

    def __init__(self, watched):
        super().__init__(daemon=True)
        self.watched = watched
        self.looks = []
        self.ends = threading.Event()

    def run(self):
        hwmon = self.watched.hwmon()
        while not self.ends.is_set():
            for name in ("vendor_sn", "status", "lane1/rx_power_nw"):
                start = time.monotonic()
                self.looks.append((start, name, self.watched.value(name)))
            if hwmon:
                start = time.monotonic()
                self.looks.append((start, "temp", read(hwmon /
                                                       "temp1_input")))

    def __enter__(self):
        self.start()
        self.catch_up()
        return self

    def __exit__(self, *_exception):
        self.ends.set()
        self.join()

    def catch_up(self):
        """Wait until the thread has read the present state."""
        now = time.monotonic()
        wait(lambda: len(self.looks) > 5 and self.looks[-5][0] > now)

    def after(self, woke):
        """The reads after the sleep: the last long pause that had begun
        when the system had woken up.
        """
        last = [index for index, (look, later) in
                enumerate(zip(self.looks, self.looks[1:]), 1)
                if look[0] < woke and later[0] - look[0] > 0.9][-1]
        return self.looks[last:]


def told_test(t, sleeper):
    """Afterwards a cage counts as probing for a moment: a client that looks
    just then must hear of the end of that.
    """
    with open(sleeper.cage / "status", encoding="ascii") as status:
        status.read()
        sleep()
        poll = select.poll()
        poll.register(status, select.POLLPRI)
        t.ok(poll.poll(10000), "who waits for its status is told")
        status.seek(0)
        t.same(status.read().strip(), "ready", "that it is ready")


def quiet_test(t):
    """A module at rest: nothing on its bus while the system sleeps, and it
    is swept as before when that wakes up.
    """
    with module("q") as sleeper:
        wait(sleeper.is_right)
        sleeper.pace()
        time.sleep(0.5)
        counts = []
        for seconds in (1, 3):
            before = sleeper.transfers()
            error, took = sleep(seconds)
            wait(lambda: sleeper.status("ready"))
            time.sleep(1)
            counts.append(sleeper.transfers() - before)
            t.ok(not error and took > 0.9 * seconds, f"a sleep of {seconds} s",
                 f"error {error}, {took:.1f} s")
        t.ok(counts[0] > 0 and counts[0] == counts[1],
             "is as long as it may be, the bus is at rest",
             f"transfers: {counts}")
        t.same(sleeper.value("generation"), "1", "the module is the same")
        t.ok(sleeper.is_right(), "and shown", sleeper.state())
        told_test(t, sleeper)
        sleeper.hurry()
        time.sleep(0.5)
        sleep()
        before = sleeper.transfers()
        t.ok(wait(lambda: sleeper.transfers() > before + 20),
             "it is swept again by itself", sleeper.state())
        t.ok(wait(lambda: sleeper.number("sample_age_ms") < 1000),
             "its values are new")


def swap_test(t):
    """The module is swapped during the sleep. Until the new one answers, the
    driver must not show values of the old one.
    """
    with module("s") as sleeper:
        wait(sleeper.is_right)
        sleeper.hurry()
        write(sleeper.port / "init_ms", SILENT_MS)
        asleep(sleeper, "swap", "--profile", sleeper.profile, "--serial",
               "S0001")
        with Watch(sleeper) as watch:
            error, _took = sleep()
            woke = time.monotonic()
            wait(lambda: sleeper.value("vendor_sn") == "S0001")
            watch.catch_up()
        seen = {look[1:] for look in watch.after(woke)}
        t.ok(not error and sleeper.value("vendor_sn") == "S0001",
             "a module that was swapped is noticed", sleeper.state())
        t.same(sleeper.value("generation"), "2", "and counted")
        t.ok(("vendor_sn", "S0000") not in seen and
             ("temp", "30000") not in seen,
             "nothing of the old one is shown", f"{seen}")
        t.ok(("status", "probing") in seen and ("vendor_sn", None) in seen,
             "until it answers it counts as probing", f"{seen}")
        sleeper.identity = faulty.Identity(1)
        sleeper.set(*sleeper.identity.lines())
        t.ok(wait(sleeper.is_right), "all of the new one is",
             sleeper.state())


def pull_test(t):
    """Pull and plug during the sleep, with and without a presence signal."""
    for pins in ((), ("--gpio",)):
        name = "signal" if pins else "bus"
        with module("p", *pins) as sleeper:
            wait(sleeper.is_right)
            sleeper.pace()
            asleep(sleeper, "remove")
            with Watch(sleeper) as watch:
                sleep()
                woke = time.monotonic()
                wait(lambda: sleeper.status("empty"))
                watch.catch_up()
            seen = {look[1:] for look in watch.after(woke)}
            t.ok(sleeper.status("empty"), f"{name}: one that was pulled is",
                 sleeper.state())
            t.ok(("vendor_sn", "S0000") not in seen,
                 f"{name}: and is shown no more", f"{seen}")
            asleep(sleeper, "insert", "--profile", sleeper.profile,
                   "--serial", "S0003")
            sleep()
            t.ok(wait(lambda: sleeper.value("vendor_sn") == "S0003"),
                 f"{name}: one that was plugged is found", sleeper.state())


def alert_test(t):
    """A flag of a short event during the sleep raises an alert."""
    for irq in ((), ("--irq",)):
        name = "interrupt" if irq else "polled"
        with module("a", *irq) as sleeper:
            wait(sleeper.is_right)
            sleeper.pace()
            time.sleep(0.5)
            raised = sleeper.number("alerts/raised")
            asleep(sleeper, "set", "temperature_c=90", "temperature_c=30")
            error, _took = sleep()
            t.ok(not error and wait(lambda: sleeper.number("alerts/raised") >
                                    raised),
                 f"{name}: an alarm of the night is told", sleeper.state())
            t.ok("temperature" in (sleeper.value("alerts/last") or ""),
                 f"{name}: it is that of the temperature",
                 sleeper.value("alerts/last"))
            if not irq:
                continue
            sleeper.hurry()
            wait(lambda: not sleeper.number("alerts/active"))
            sleeper.pace()
            raised = sleeper.number("alerts/raised")
            sleeper.set("temperature_c 90")
            t.ok(wait(lambda: sleeper.number("alerts/raised") > raised),
                 f"{name}: the line works afterwards", sleeper.state())


def alert_hear(family, active):
    """The next alert about Tx bias that begins or ends."""
    while True:
        _command, attributes = family.event()
        alert = crossings.SPEC.decode("alert", attributes)
        if (alert.get("monitor", {}).get("name") == "tx_bias" and
                bool(alert["active"]) == active):
            return alert


def end_test(t):
    """The alert of a module that was swapped meanwhile ends as it began: the
    module scales its Tx bias.
    """
    with module("e") as sleeper:
        wait(sleeper.is_right)
        sleeper.hurry()
        family = Family("cmis", timeout=faulty.PATIENCE_S)
        family.listen("alerts")
        sleeper.set("tx_bias_ma 1 160")
        began = alert_hear(family, True)
        asleep(sleeper, "swap", "--profile", sleeper.profile, "--serial",
               "S0004")
        error, _took = sleep()
        ended = alert_hear(family, False)
        t.same((error, ended["reason"]), (0, crossings.REMOVED),
               "an alert ends with the module that was swapped")
        t.same([(alert["value"], alert["threshold"])
                for alert in (began, ended)],
               [((160000, 0), began["threshold"])] * 2,
               "and shows the same value and threshold")


class Load:
    """Processes that read everything."""

    def __init__(self, *loaded):
        self.loaded = loaded
        self.ends = threading.Event()
        self.failed = []
        self.raw = 0
        self.threads = [threading.Thread(target=target, daemon=True)
                        for target in (self.files, self.bytes)]

    def files(self):
        """Read all files."""
        while not self.ends.is_set():
            for one in self.loaded:
                one.shown()

    def bytes(self):
        """Read the modules themselves."""
        while not self.ends.is_set():
            for one in self.loaded:
                try:
                    with open(one.cage / "eeprom", "rb",
                              buffering=0) as file:
                        self.raw += len(file.read(256))
                except OSError as error:
                    # The cage was probing or gone when the file was opened.
                    if error.errno not in faulty.ERRORS:
                        self.failed.append(str(error))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_exception):
        self.ends.set()
        for thread in self.threads:
            thread.join()


def load_test(t):
    """Readers, sweeps, a module that is being probed, one that holds its
    interrupt line: going to sleep waits for nobody for long.
    """
    with contextlib.ExitStack() as stack:
        busy, fresh, stormy = (
            stack.enter_context(module(name, *options)) for name, options in
            (("l", ()), ("f", ("--init-ms", "500")), ("i", ("--irq",))))
        for one in (busy, fresh, stormy):
            wait(one.is_right)
            one.hurry()
        stormy.fault("storm")
        fresh.pull()
        wait(lambda: fresh.status("empty"))
        with Load(busy, fresh, stormy) as load:
            fresh.plug(5)
            wait(lambda: fresh.status("probing"), 3)
            error, took = sleep()
            t.ok(not error and took < 20, "a sleep under load",
                 f"error {error}, {took:.1f} s")
            t.ok(wait(lambda: not fresh.set(*fresh.identity.lines()) and
                      fresh.is_right()),
                 "the one that was being probed is found", fresh.state())
            before = load.raw
            t.ok(wait(lambda: load.raw > before), "raw reads go on")
        t.ok(not load.failed, "no access failed", f"{load.failed[:3]}")
        stormy.fault("clear")
        for one in (busy, stormy):
            t.ok(wait(one.is_right), f"{one.name} is as it was", one.state())


def flash_test(t):
    """A firmware update is not frozen; it waits for the resume."""
    if tuple(map(int, re.findall(r"\d+", os.uname().release)[:2])) < (6, 11):
        t.skip("sleep while flashing", "this kernel cannot flash modules")
        return
    flashing.FIRMWARE.parent.mkdir(parents=True, exist_ok=True)
    with module("w", profile="400g-dr4") as sleeper:
        wait(sleeper.is_right)
        flashing.firmware_write(5, 1)
        process = flashing.flash_begin(sleeper)
        error, _took = sleep(2)
        t.ok(not error, "sleep while flashing", f"error {error}")
        t.ok(process.poll() is None, "which was under way")
        said = flashing.flash_end(process)
        t.ok(said and "completed" in said, "goes on afterwards", said)
        t.ok(wait(lambda: sleeper.value("firmware_version") == "5.1"),
             "and the new firmware runs", sleeper.state())


def main():
    """Run all parts."""
    t = tap.Tap()
    sys.stdout.reconfigure(line_buffering=True)
    print("TAP version 13")
    subprocess.run(["modprobe", "-a", "cmis_test_awake", "cmis", "cmis_i2c",
                    "cmis_sim"], check=True)
    log = Log("suspend")
    (POWER / "pm_test").write_text("platform\n")
    try:
        for test in (quiet_test, swap_test, pull_test, alert_test, end_test,
                     load_test, flash_test):
            start = time.monotonic()
            test(t)
            print(f"# {test.__name__}: {time.monotonic() - start:.0f} s")
    finally:
        (POWER / "pm_test").write_text("none\n")
        subprocess.run(["rmmod", "cmis_test_awake"], check=True)
    t.same(log_has(ASLEEP), [], "no bus was used while it slept")
    t.same(log_has("while asleep"), [], "the simulator has done its part")
    t.same(log.reports(), [], "the kernel has no complaint")
    t.done()


if __name__ == "__main__":
    main()
