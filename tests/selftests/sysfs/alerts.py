#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: alert rules do not depend on the kernel
# timeout: 600
"""Alerts: the changes of simulated modules are raised and cleared, one to one,
while other programs read the modules.
"""

import contextlib
import errno
import fcntl
import os
import pathlib
import random
import select
import subprocess
import tempfile
import threading
import time

from lib import CAGES, PORTS, TOP, sim, tap, wait
from lib.klog import Log

SLOW_MS = 3600000
FAST_MS = 100
PATIENCE_S = 30
SEED = 20240917
ROUNDS = 25
LANES = 4

# Lines for the simulator, in its units, and how many levels that is beyond.
TEMPERATURES = {40000: 0, 71500: 1, 90000: 2, -3000: 1, -12000: 2}
RX_POWERS = {800000: 0, 1000: 2}
FLAGS = ("tx_fault", "rx_los", "rx_cdr_lol", "tx_los", "tx_cdr_lol")


class Module:
    """A port, its cage, and the expected state."""

    def __init__(self, name, *options):
        if not {"--image", "--profile"} & set(options):
            options = ("--profile", "400g-dr4", *options)
        said = subprocess.run(
            [TOP / "tools/cmis-sim", "add", name, *options], check=True,
            capture_output=True, text=True).stdout
        self.name = name
        self.cage = CAGES / said.split()[1]
        self.temperature = 40000
        self.powers = {lane: 800000 for lane in range(1, LANES + 1)}
        self.flags = set()
        self.raised = 0
        wait(lambda: self.value("status") == "ready")
        self.pace(FAST_MS)
        time.sleep(0.3)

    def value(self, name):
        """The content of a file of the cage."""
        return (self.cage / name).read_text().strip()

    def number(self, name):
        """The number in a file of alerts/."""
        return int(self.value(f"alerts/{name}"))

    def pace(self, period_ms):
        """Set the period of sweeps."""
        for name in ("thermal_period_ms", "lanes_period_ms"):
            (self.cage / name).write_text(str(period_ms))

    def set(self, *lines):
        """Change the values of the module, all at once."""
        with open(PORTS / self.name / "set", "w", encoding="ascii",
                  buffering=4096) as file:
            file.write("\n".join(lines))

    def plug(self, present):
        """Pull the module, or plug it again."""
        (PORTS / self.name / "present").write_text(str(int(present)))

    def fault(self, *rule):
        """Arm a fault of the bus, or clear all."""
        subprocess.run([TOP / "tools/cmis-sim", "fault", self.name, *rule],
                       check=True, capture_output=True)

    def delete(self):
        """Delete the port."""
        (PORTS / self.name).rmdir()

    @property
    def active(self):
        """The expected number of active alerts."""
        return (TEMPERATURES[self.temperature] + len(self.flags) +
                sum(RX_POWERS[power] for power in self.powers.values()))

    def change(self, rng):
        """A random change, as lines for the simulator."""
        what = rng.randrange(4)
        if what == 0:
            return self.change_temperature(rng)
        lane = rng.randint(1, LANES)
        if what == 1:
            power = rng.choice(list(RX_POWERS))
            self.raised += max(0, RX_POWERS[power] -
                               RX_POWERS[self.powers[lane]])
            self.powers[lane] = power
            return [f"rx_power_mw {lane} {power / 1e6}"]
        flag = (rng.choice(FLAGS), lane)
        if flag in self.flags:
            self.flags.remove(flag)
            return [f"{flag[0]} {lane} 0"]
        self.raised += 1
        if what == 2:
            self.flags.add(flag)
            return [f"{flag[0]} {lane} 1"]
        # A spike: over before the driver can read it.
        return [f"{flag[0]} {lane} 1", f"{flag[0]} {lane} 0"]

    def change_temperature(self, rng):
        """Begin and end of a change."""
        old = self.temperature
        new = rng.choice([mc for mc in TEMPERATURES if mc]) if old == 40000 \
            else 40000
        self.raised += max(0, TEMPERATURES[new] - TEMPERATURES[old])
        self.temperature = new
        return [f"temperature_c {new / 1000}"]

    def settled(self):
        """Whether the driver shows the expected state."""
        return (self.number("active") == self.active and
                self.number("raised") == self.raised)

    def state(self):
        """The state, for a failure message."""
        return (f"{self.name}: active {self.number('active')}, want "
                f"{self.active}; raised {self.number('raised')}, want "
                f"{self.raised}; last {self.value('alerts/last')}")


@contextlib.contextmanager
def module(*args):
    """A port for a with statement."""
    made = Module(*args)
    try:
        yield made
    finally:
        made.delete()


# --------------------------------------------------------------------------
# One module
# --------------------------------------------------------------------------

# The setting, the last alert then, and how it is taken back.
SINGLE = (
    ("temperature_c 90", "temperature_c 40", 2,
     "temperature high_warning"),
    ("temperature_c -3", "temperature_c 40", 1,
     "temperature low_warning"),
    ("vcc_v 3.2", "vcc_v 3.3", 0, None),
    ("rx_power_mw 2 0.001", "rx_power_mw 2 0.8", 2,
     "rx_power lane2 low_warning"),
    ("rx_los 3 1", "rx_los 3 0", 1, "rx_los lane3"),
    ("rx_cdr_lol 1 1", "rx_cdr_lol 1 0", 1, "rx_cdr_lol lane1"),
    ("tx_fault 4 1", "tx_fault 4 0", 1, "tx_fault lane4"),
    ("tx_los 8 1", "tx_los 8 0", 1, "tx_los lane8"),
    ("tx_cdr_lol 7 1", "tx_cdr_lol 7 0", 1, "tx_cdr_lol lane7"),
    ("tx_adapt_eq_fail 1 1", "tx_adapt_eq_fail 1 0", 1,
     "tx_adapt_eq_fail lane1"),
    ("module_fw_error 1", "module_fw_error 0", 1, "module_fw_error"),
    ("dp_fw_error 1", "dp_fw_error 0", 1, "datapath_fw_error"),
)


def test_single(t):
    """Each kind of alert, alone."""
    with module("p0") as m:
        t.same(m.value("alerts/last"), "none", "nothing has been raised")
        raised = 0
        for on, off, count, last in SINGLE:
            m.set(on)
            raised += count
            wait(lambda: m.number("raised") >= raised, 5 if count else 0.5)
            time.sleep(0.3)
            t.same((m.number("active"), m.number("raised")) ==
                   (count, raised), True, f"{on}: raises {count}")
            if last:
                t.same(m.value("alerts/last"), last, f"{on}: is the last")
            m.set(off)
            t.ok(wait(lambda: m.number("active") == 0), f"{off}: clears")
        t.same(m.number("raised"), raised, "each was raised once")
        t.same(m.number("merged"), 0, "and none was merged")


def test_flag_less(t):
    """A module with thresholds, but no flag: the driver compares."""
    with module("p0", "--real-time", "--clock", "100000") as m:
        # The module raises no flag up to 127 degrees.
        m.set("byte 2 0 128 127", "byte 2 0 132 127")
        m.set("temperature_c 95")
        t.ok(wait(lambda: m.number("active") == 2),
             "a value alone raises, and a jump that is real is confirmed")
        t.same(m.number("rejected"), 0, "and not rejected")
        m.set("temperature_c 40")
        t.ok(wait(lambda: m.number("active") == 0), "and clears")

        end = time.monotonic() + PATIENCE_S
        while m.number("rejected") < 3 and time.monotonic() < end:
            for _ in range(200):
                m.set("temperature_c 95")
                m.set("temperature_c 40")
        t.ok(m.number("rejected") >= 3, "jumps that are over are rejected")
        t.ok(wait(lambda: m.number("active") == 0), "all is quiet then")


def test_removal(t):
    """Alerts end with their module."""
    with module("p0") as m:
        m.set("temperature_c 90", "rx_los 1 1")
        wait(lambda: m.number("active") == 3)
        with open(m.cage / "alerts/active", "rb") as file:
            file.read()
            poll = select.poll()
            poll.register(file, select.POLLPRI | select.POLLERR)
            t.same(poll.poll(300), [], "poll(2) waits")
            m.plug(False)
            t.ok(poll.poll(5000), "poll(2) is told of the removal")
        t.ok(wait(lambda: m.number("active") == 0), "nothing is active")
        wait(lambda: m.value("status") == "empty")
        t.same(m.value("alerts/last"), "none", "nor remembered")
        m.plug(True)
        wait(lambda: m.value("status") == "ready")
        time.sleep(0.5)
        t.same(m.number("raised"), 0, "the next one counts from 0")
        m.set("rx_los 1 1")
        t.ok(wait(lambda: m.number("active") == 1), "and has its own")


def test_states(t):
    """Fault, and checksum at insertion."""
    with module("p0") as m:
        m.set("state 5", "fault_cause 1")
        t.ok(wait(lambda: m.number("active") > 0), "a fault is an alert")
        t.ok(wait(lambda: m.value("alerts/last") == "datapath_down lane8"),
             "and takes data paths down, unasked")
        t.same(m.number("raised"), 9, "all eight lanes, and the module")


def image_make(port, folder):
    """A module's memory, as it is, with a wrong checksum in page 00h."""
    blob = (PORTS / port / "memory").read_bytes()
    for at in range(0, len(blob), 131):
        key = int.from_bytes(blob[at:at + 3], "big")
        data = bytearray(blob[at + 3:at + 131])
        name = "lower" if key == 1 << 16 else f"p{key & 0xff:02x}"
        if key == 0:
            data[222 - 128] ^= 0x55
        (folder / f"{name}.bin").write_bytes(data)


def test_checksum(t):
    """The driver checks the checksums of pages at insertion."""
    with tempfile.TemporaryDirectory() as folder:
        with module("p0") as m:
            image_make("p0", pathlib.Path(folder))
        with module("p0", "--image", folder) as m:
            t.ok(wait(lambda: m.number("active") == 1),
                 "a wrong checksum is an alert")
            t.same(m.value("alerts/last"), "checksum", "and named")
            time.sleep(1)
            t.same((m.number("active"), m.number("raised")), (1, 1),
                   "raised once, as long as the module is there")


def test_unreadable(t):
    """A module that is present but does not answer."""
    with module("p0", "--gpio", "--init-ms", "5000") as m:
        subprocess.run(["modprobe", "i2c-dev"], check=True)
        bus = (PORTS / "p0/bus").read_text().strip()
        # Its data paths go down as well; another test covers that.
        (m.cage / "lanes_period_ms").write_text("3600000")
        time.sleep(1)
        handle = os.open(f"/dev/i2c-{bus}", os.O_RDWR)
        fcntl.ioctl(handle, 0x0706, 0x50)
        # Software reset by another host
        os.write(handle, bytes([26, 0x08]))
        os.close(handle)
        t.ok(wait(lambda: m.value("status") == "fault", 8),
             "a module that does not answer is at fault")
        t.ok(wait(lambda: m.value("alerts/last") == "unreadable", 2),
             "which is an alert")
        t.ok(wait(lambda: m.value("status") == "ready"), "it comes back")
        t.ok(wait(lambda: m.number("active") == 0), "and the alert ends")
        t.same(m.number("raised"), 1, "it was one")


def errno_of(path):
    """The errno of a read; 0 if it goes well."""
    try:
        path.read_text()
    except OSError as error:
        return error.errno
    return 0


def temperature(module):
    """The file of hwmon, in millidegrees."""
    return next(module.cage.glob("device/hwmon/hwmon*")) / "temp1_input"


# A page that is not acknowledged, and a value that goes with it.
PAGES = {"11": "lane1/rx_power_nw", "24": "lane1/media_pre_fec_ber",
         "2f": "lane1/media_pre_fec_ber"}


def test_page(t):
    """A page that fails takes its own values along, and no others."""
    with module("p0", "--profile", "1.6t-dr8") as m:
        m.pace(FAST_MS)
        (m.cage / "vdm_period_ms").write_text(str(FAST_MS))
        for page, name in PAGES.items():
            raised = m.number("raised")
            m.fault("nack", f"page={page}")
            t.ok(wait(lambda: errno_of(m.cage / name) == errno.ENXIO),
                 f"page {page}h fails: {name} says so")
            t.same(m.value("alerts/last"), "unreadable", "which is an alert")
            m.set("temperature_c 41")
            t.ok(wait(lambda: temperature(m).read_text() == "41000\n"),
                 "the temperature goes on")
            m.set("temperature_c 40")
            t.same(m.value("status"), "ready", "the module is usable")
            m.fault("clear")
            t.ok(wait(lambda: errno_of(m.cage / name) == 0),
                 "the value comes back")
            t.ok(wait(lambda: m.number("active") == 0), "the alert ends")
            t.ok(m.number("raised") - raised <= 2, "one a class")
        m.fault("nack", "page=00")
        t.ok(wait(lambda: m.value("status") == "fault"),
             "without page 00h nothing is certain: fault")
        t.ok(wait(lambda: [errno_of(temperature(m)),
                           errno_of(m.cage / PAGES["11"])] ==
                  [errno.ENXIO] * 2), "no value is shown")
        m.fault("clear")
        t.ok(wait(lambda: m.value("status") == "ready"), "it is usable again")
        t.ok(wait(lambda: errno_of(temperature(m)) == 0), "with its values")
        t.same(m.value("generation"), "1", "it was one module all the time")


def test_asked(t):
    """A data path that the host takes down is no alert."""
    with module("p0") as m:
        with open(m.cage / "eeprom", "r+b", buffering=0) as file:
            # 10h:128, DPDeinit
            file.seek(128 + 0x10 * 128)
            file.write(b"\xff")
        t.ok(wait(lambda: m.value("lane3/datapath_state") ==
                  "DPDeactivated"), "the host takes a path down")
        time.sleep(1)
        t.same(m.number("raised"), 0, "which is no alert")


def test_dark(t):
    """An output that the host has switched off has no alert; others have."""
    with module("p0", "--profile", "1.6t-dr8") as m:
        with open(m.cage / "eeprom", "r+b", buffering=0) as file:
            # 10h:130, OutputDisableTx
            file.seek(128 + 0x10 * 128 + 2)
            file.write(b"\x04")
        t.ok(wait(lambda: m.value("lane3/tx_power_nw") == "0"),
             "the host switches an output off")
        time.sleep(1)
        t.same(m.value("lane3/datapath_state"), "DPInitialized",
               "its path is no longer active")
        t.same(m.number("raised"), 0, "which is no alert")
        m.set("tx_power_mw 4 0.1")
        t.ok(wait(lambda: m.number("active") == 2),
             "the power of another lane still is one")


# --------------------------------------------------------------------------
# Many modules, random changes, other readers
# --------------------------------------------------------------------------

class Hammer(threading.Thread):
    """A process that reads a module's memory in a loop."""

    def __init__(self, cage):
        super().__init__(daemon=True)
        self.cage = cage
        self.reads = 0
        self.ends = threading.Event()

    def run(self):
        name = self.cage.name
        while not self.ends.is_set():
            with open(self.cage / "eeprom", "rb", buffering=0) as file:
                file.read(128)
                file.seek(128 + 0x11 * 128)
                self.reads += len(file.read(128)) == 128
            for page in ("0", "0x11"):
                subprocess.run(["ethtool", "-m", name, "page", page,
                                "offset", "128", "length", "128"],
                               check=False, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)


def test_random(t):
    """Thousands of crossings with known truth."""
    rng = random.Random(SEED)
    with contextlib.ExitStack() as stack:
        modules = [stack.enter_context(module(f"p{i}")) for i in range(4)]
        hammers = [Hammer(m.cage) for m in modules[:2]]
        for hammer in hammers:
            hammer.start()
        bad = []
        for number in range(ROUNDS):
            for m in modules:
                # Only one change of a source: the driver must see each.
                lines = {}
                for _ in range(6):
                    before = (m.temperature, dict(m.powers), set(m.flags),
                              m.raised)
                    new = m.change(rng)
                    key = " ".join(new[0].split()[:-1])
                    if key in lines:
                        (m.temperature, m.powers, m.flags,
                         m.raised) = before
                        continue
                    lines[key] = new
                for new in lines.values():
                    m.set(*new[:1])
                    if new[1:]:
                        m.set(*new[1:])
            for m in modules:
                if not wait(m.settled):
                    bad.append(f"round {number}: {m.state()}")
            if bad:
                break
            # A spike ends after two quiet sweeps.
            time.sleep(0.5)
        for hammer in hammers:
            hammer.ends.set()
            hammer.join()
        raised = sum(m.raised for m in modules)
        t.ok(not bad, f"{raised} alerts in {ROUNDS} rounds, one to one",
             "; ".join(bad))
        t.ok(raised > 100, "which is not few")
        t.ok(all(hammer.reads > 5 for hammer in hammers),
             "others read meanwhile",
             f"{[hammer.reads for hammer in hammers]}")
        t.same([m.number("merged") for m in modules], [0] * len(modules),
               "nothing was merged")


# --------------------------------------------------------------------------
# Interrupt
# --------------------------------------------------------------------------

def irqs(m):
    """Interrupts of a module so far."""
    client = (m.cage / "device").resolve().name
    lines = pathlib.Path("/proc/interrupts").read_text().splitlines()
    return sum(int(word) for line in lines if line.split()[-1] == client
               for word in line.split()[1:3] if word.isdigit())


def test_interrupt(t):
    """After an interrupt the driver reads flags, with any period."""
    log = Log("alerts")
    with module("p0", "--irq") as m:
        m.pace(SLOW_MS)
        time.sleep(0.5)
        for line, raised in (("rx_los 2 1", 1), ("temperature_c 90", 3)):
            m.set(line)
            t.ok(wait(lambda: m.number("raised") == raised, 3),
                 f"{line}: no period is waited for")

        # The conditions go on, and are masked: lane 2, high temperature.
        t.ok(wait(lambda: masks() == ["0x02", "0x05"]), "their flags are masked",
             masks())
        before = irqs(m)
        time.sleep(2)
        t.same(irqs(m), before, "and do not interrupt again")
        m.set("tx_los 3 1")
        t.ok(wait(lambda: m.number("raised") == 4, 3),
             "what comes meanwhile is seen at once")
        t.same(log.count("interrupt line stays asserted"), 0,
               "the line is not held")

        m.set("rx_los 2 0", "tx_los 3 0", "temperature_c 40")
        m.pace(FAST_MS)
        t.ok(wait(lambda: m.number("active") == 0), "all clears")
        t.ok(wait(lambda: masks() == ["0x00", "0x00"]), "nothing is masked",
             masks())
        m.pace(SLOW_MS)
        time.sleep(1.5)
        m.set("rx_los 4 1")
        t.ok(wait(lambda: m.number("raised") == 5, 3),
             "the same flag interrupts again")


def masks():
    """Masks of Rx LOS and of the temperature."""
    return sim("get", "p0", "byte.10.226", "byte.lower.32").split()[1::2]


def test_held(t):
    """A line that is held without a flag."""
    log = Log("alerts")
    with module("p0", "--irq") as m:
        m.pace(SLOW_MS)
        sim("fault", "p0", "storm")
        t.ok(wait(lambda: log.count("interrupt line stays asserted")),
             "a line that is held is given up")
        before = irqs(m)
        time.sleep(4)
        t.ok(irqs(m) - before < 10, "and does not storm",
             f"{irqs(m) - before} interrupts in 4 s")
        t.same(log.count("interrupt line stays asserted"), 1,
               "which is said once")
        m.set("tx_los 3 1")
        t.ok(wait(lambda: m.number("raised") == 1, 3),
             "what comes meanwhile is seen")
        sim("fault", "p0", "clear")
        m.set("tx_los 3 0")
        m.pace(FAST_MS)
        t.ok(wait(lambda: m.number("active") == 0), "all clears")
        # Two sweeps without an interrupt: the module has released the line.
        time.sleep(1.5)
        m.pace(SLOW_MS)
        time.sleep(0.5)
        m.set("rx_los 4 1")
        t.ok(wait(lambda: m.number("raised") == 2, 3),
             "the line works again")
        t.ok(wait(lambda: log.count("interrupt line works again") == 1),
             "and that is said")


def test_masks(t):
    """A masked flag does not interrupt; polling finds it."""
    with module("p0", "--irq") as m:
        m.pace(SLOW_MS)
        # The driver asks for the build number, and the answer interrupts.
        time.sleep(3)
        m.set("byte 0 0 32 255")
        before = irqs(m)
        m.set("temperature_c 90")
        time.sleep(1)
        t.same(irqs(m), before, "a masked flag does not interrupt")
        t.same(m.number("raised"), 0, "nor does it make a sweep")
        m.pace(FAST_MS)
        t.ok(wait(lambda: m.number("raised") == 2), "polling finds it")


def main():
    """Run all parts."""
    t = tap.Tap()
    print("TAP version 13")
    subprocess.run(["modprobe", "-a", "cmis", "cmis_i2c", "cmis_sim"],
                   check=True)
    for test in (test_single, test_flag_less, test_removal, test_states,
                 test_checksum, test_unreadable, test_page, test_asked,
                 test_dark, test_random, test_interrupt, test_held,
                 test_masks):
        test(t)
    t.done()


if __name__ == "__main__":
    main()
