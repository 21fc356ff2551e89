#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: alert rules do not depend on the kernel
# timeout: 900
"""Alerts over netlink: listeners hear of the random changes of many modules, one
to one, while other programs read the modules.

CMIS_SEED and CMIS_ROUNDS in the environment say which crossings, and how many.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from lib import crossings, faulty, tap, wait
from lib.crossings import FAST_MS, PATIENCE_S, REMOVED, SLOW_MS, GONE

PROFILES = ("1.6t-dr8", "400g-dr4", "3.2t-dr16") + ("1.6t-dr8", "400g-dr4") * 3
CHANGES = 12
ROUNDS = int(os.environ.get("CMIS_ROUNDS", "24"))
# In one of so many rounds a module is pulled and plugged again.
SWAP_EVERY = 6
SPIKES = 48


def ctl_key(alert):
    """Key of an alert of cmisctl."""
    return json.dumps([alert.get(name) for name in (
        "cage-id", "generation", "kind", "monitor", "level", "side",
        "lane", "class")])


class CtlSleeper(threading.Thread):
    """cmisctl monitor with a small buffer, stopped most of the time."""

    def __init__(self, seed):
        super().__init__(daemon=True)
        self.rng = random.Random(seed)
        self.said = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            ["cmisctl", "monitor", "--json", "--buffer", "2048"],
            stdout=self.said)
        self.ends = threading.Event()
        time.sleep(1)
        self.start()

    def run(self):
        while not self.ends.is_set():
            self.process.send_signal(signal.SIGSTOP)
            time.sleep(self.rng.uniform(0, 3))
            self.process.send_signal(signal.SIGCONT)
            time.sleep(self.rng.uniform(0, 0.3))

    def stop(self):
        """Stop it; return its active alerts and its number of losses."""
        self.ends.set()
        self.join()
        time.sleep(3)
        self.process.terminate()
        status = self.process.wait()
        self.said.seek(0)
        lines = [json.loads(line) for line in self.said]
        active = {}
        for line in lines:
            if "alert" in line:
                active[ctl_key(line["alert"])] = line["alert"]["active"]
        return ({key for key, on in active.items() if on},
                sum("lost" in line for line in lines), status)


def test_ctl(t, sleeper):
    """cmisctl monitor ends with the same alerts as cmisctl alerts."""
    if not sleeper:
        t.skip("cmisctl monitor", "cmisctl is not built")
        return
    active, lost, status = sleeper.stop()
    said = subprocess.run(["cmisctl", "alerts", "--json"], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    t.same(status, 0, "cmisctl monitor ends well")
    t.ok(lost, f"it was stopped and lost, {lost} times")
    t.same(active, {ctl_key(alert) for alert in json.loads(said)},
           "and ends with the true state")


def round_play(rng, truth, ports):
    """Apply random changes to all modules."""
    todo = [(port, change) for port in ports
            for change in port.changes(rng, CHANGES)]
    rng.shuffle(todo)
    for port, change in todo:
        truth.expect(port, change)
        port.set(change.lines)
    return len(todo)


def swap_play(rng, truth, ports):
    """Pull a module and plug it as another one."""
    port = rng.choice(ports)
    truth.expect_removal(port)
    port.plug(False)
    crossings.wait(lambda: port.value("status") == "empty")
    port.plug(True)
    crossings.wait(lambda: port.value("status") == "ready")


def reasons_wrong(ear):
    """Ends with a wrong reason: only the last end is a removal."""
    last = {}
    for heard in ear.heard:
        if not heard.active:
            last.setdefault(heard.identity[:2], []).append(heard.reason)
    return [pair for pair, reasons in last.items()
            if any(reason not in (GONE, REMOVED) for reason in reasons) or
            sorted(reasons) != reasons]


def order_wrong(ear):
    """Alerts whose begins and ends do not alternate."""
    active, wrong = set(), set()
    for heard in ear.heard:
        if heard.active == (heard.identity in active):
            wrong.add(heard.identity)
        if heard.active:
            active.add(heard.identity)
        else:
            active.discard(heard.identity)
    return wrong


def test_random(t, seed):
    """Thousands of crossings with known truth."""
    rng = random.Random(seed)
    with crossings.ports(PROFILES) as ports:
        for port in ports:
            port.pace(FAST_MS)
        ear, sleeper = crossings.Ear(), crossings.Sleeper(seed)
        ctl = CtlSleeper(seed) if shutil.which("cmisctl") else None
        truth = crossings.Truth(ear)
        loops = [crossings.EthtoolLoop(ports[0].cage),
                 crossings.EthtoolLoop(ports[2].cage),
                 crossings.EepromLoop(ports[1].cage),
                 crossings.EepromLoop(ports[2].cage)]
        done, number = 0, 0
        for number in range(1, ROUNDS + 1):
            done += round_play(rng, truth, ports)
            if not truth.met():
                break
            if number % SWAP_EVERY == 0:
                swap_play(rng, truth, ports)
        good = truth.met()
        # A wrong second event may come late.
        time.sleep(1)
        reads = [loop.stop() for loop in loops]
        t.ok(good and truth.met(0), "what was told is the truth, one to one: "
             f"{done} crossings, {truth.begin()} beginnings in {number} rounds",
             truth.wrong())
        t.ok(done >= CHANGES * len(PROFILES) * ROUNDS, "all were played")
        t.ok(all(count > 10 for count in reads),
             f"ethtool and eeprom read meanwhile, {reads} times")
        t.same(order_wrong(ear), set(), "each began before it ended")
        t.same(reasons_wrong(ear), [], "all ended for the right reason")
        t.same((ear.gaps, ear.lost), (0, 0), "no number is left out")
        t.same([port.value("alerts/merged") for port in ports],
               ["0"] * len(ports), "nothing was merged")
        t.same([port.value("alerts/rejected") for port in ports],
               ["0"] * len(ports), "nor rejected")
        active = {port.identity(key) for port in ports for key in port.active}
        t.same(crossings.alerts_dump(sleeper.asks)[0], active,
               f"a dump has the {len(active)} that are active")
        sleeper.stop()
        t.ok(sleeper.lost, f"a listener slept and lost, {sleeper.lost} times")
        t.same(sleeper.active, active, "and ends with the true state")
        test_ctl(t, ctl)
        ear.stop()


def spike_play(rng, port):
    """Make one spike of a random source; return the source."""
    source = rng.choice(port.sources)
    return source, port.spike(source, rng.choice(list(source.beyond)))


def pages_of(source):
    """Pages with the flags of a source."""
    if not source.lane:
        return ["lower"]
    return ["lower", f"11.{(source.lane - 1) // 8}"]


def spike_harvests(rng, truth, port):
    """Make a spike; count the reads of each page until its alert."""
    source, change = spike_play(rng, port)
    pages = pages_of(source)
    before = [port.read_stats(page) for page in pages]
    for key in change.begin:
        truth.expected[port.identity(key), True] += 1
    port.set(change.lines)
    told = truth.met()
    harvests = [port.harvests(page, was) for page, was in zip(pages, before)]
    return told, source, change, harvests


def test_interrupt(t, seed):
    """With an interrupt line, one read of the flags is enough."""
    rng = random.Random(seed)
    with crossings.ports(PROFILES[:4], "--irq") as ports:
        ear = crossings.Ear()
        truth = crossings.Truth(ear)
        for port in ports:
            port.pace(SLOW_MS)
        time.sleep(1)
        wrong, told = [], True
        for number in range(SPIKES):
            port = ports[number % len(ports)]
            told, source, change, reads = spike_harvests(rng, truth, port)
            if not told:
                break
            if any(read != 1 for read in reads):
                wrong.append((source.name, source.lane, reads))
            # Two regular sweeps end it; interrupts do not count.
            for key in change.end:
                truth.expected[port.identity(key), False] += 1
            port.pace(FAST_MS)
            told = truth.met()
            port.pace(SLOW_MS)
            time.sleep(0.3)
            if not told:
                break
        t.ok(told, f"{SPIKES} spikes, {truth.begin()} beginnings, "
             "no period was waited for", truth.wrong())
        t.same(wrong, [], "each was told after one harvest")
        test_held(t, rng, truth, ports)
        t.same((ear.gaps, ear.lost), (0, 0), "no number is left out")
        ear.stop()


def test_held(t, rng, truth, ports):
    """Lasting conditions hold the line, while others begin."""
    loops = [crossings.EthtoolLoop(ports[0].cage),
             crossings.EepromLoop(ports[1].cage)]
    begun = truth.begin()
    good = True
    for _ in range(4):
        for port in ports:
            normal = [source for source in port.sources
                      if source not in port.state]
            for source in rng.sample(normal, 4):
                change = port.step(source, rng.choice(list(source.beyond)))
                truth.expect(port, change)
                port.set(change.lines)
        good = good and truth.met()
    t.ok(good, f"{truth.begin() - begun} that go on are told, too, though "
         "the period is an hour", truth.wrong())
    for port in ports:
        for source, value in list(port.state.items()):
            if value != source.normal:
                change = port.step(source, source.normal)
                truth.expect(port, change)
                port.set(change.lines)
        port.pace(FAST_MS)
    t.ok(truth.met(), "and so are their ends", truth.wrong())
    time.sleep(0.5)
    t.ok(truth.met(0), "nothing is told twice", truth.wrong())
    t.ok(all(loop.stop() for loop in loops), "others read meanwhile")


def unreadable_get():
    """Class and page of each alert of this kind, from cmisctl."""
    said = subprocess.run(["cmisctl", "alerts", "--json"], check=True,
                          stdout=subprocess.PIPE, text=True).stdout
    return {(alert["class"], alert["page"]) for alert in json.loads(said)
            if alert["kind"] == "unreadable" and alert["active"]}


def test_classes(t):
    """Without page 00h all classes fail: three alerts of one kind."""
    if not shutil.which("cmisctl"):
        t.skip("alerts of classes", "cmisctl is not built")
        return
    with faulty.module("u") as victim:
        t.ok(wait(lambda: victim.status("ready")), "a module is read")
        victim.hurry()
        victim.fault("nack", "page=00")
        t.ok(wait(lambda: unreadable_get() == {("thermal", 0), ("lanes", 0),
                                               ("vdm", 0)}),
             "each class has an alert", f"{unreadable_get()}")
        victim.fault("clear")
        t.ok(wait(lambda: not unreadable_get()), "all end")


def main():
    """Run all parts."""
    t = tap.Tap()
    print("TAP version 13")
    seed = crossings.seed_get()
    print(f"# CMIS_SEED={seed} CMIS_ROUNDS={ROUNDS}, at most {PATIENCE_S} s "
          "for each round")
    crossings.modules_load()
    test_random(t, seed)
    test_interrupt(t, seed)
    test_classes(t)
    t.done()


if __name__ == "__main__":
    main()
