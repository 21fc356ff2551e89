# SPDX-License-Identifier: GPL-2.0-only
"""Simulated modules whose alerts are known beforehand, and a listener that
hears the driver's alerts: for the tests of alerts over netlink.
"""

import collections
import contextlib
import dataclasses
import errno
import os
import random
import select
import socket
import subprocess
import threading
import time
from typing import NamedTuple

from . import CAGES, PORTS, SIM, wait
from .genl import Family, number
from .nlspec import SPEC

SLOW_MS = 3600000
FAST_MS = 100
PATIENCE_S = 60
# From the module state to the firmware version: lower 3-40.
STATUS_BYTES = 38

MODULE_GET, MODULE_NTF, MONITOR_GET, LANE_GET, ALERT_GET, ALERT_NTF, SET = \
    SPEC.commands("module-get", "module-ntf", "monitor-get", "lane-get",
                  "alert-get", "alert-ntf", "settings-set")
C_ID, C_NAME, C_LABEL, C_STATUS, C_ERROR, C_GENERATION, C_NETDEV, \
    C_THERMAL_MS, C_LANES_MS, C_VDM_MS, C_STALE, C_EVENT, C_SEQUENCE = \
    SPEC.numbers("cage", "id", "name", "label", "status", "error",
                 "generation", "netdev", "thermal-period-ms",
                 "lanes-period-ms", "vdm-period-ms", "stale-sweeps", "event",
                 "sequence")
A_CAGE, A_GENERATION, A_SEQUENCE, A_ALL = \
    SPEC.numbers("alert", "cage-id", "generation", "sequence", "all")
GONE, REMOVED = SPEC.values("reason", "gone", "removed")
MODULE, HOST, MEDIA = SPEC.values("side", "module", "host", "media")
KIND = SPEC.enums["alert-kind"]
MONITOR = KIND["monitor"]
HA, LA, HW, LW = SPEC.values("level", "high-alarm", "low-alarm",
                             "high-warning", "low-warning")


class Key(NamedTuple):
    """Key of an alert, within a generation."""
    kind: int
    monitor: str        # empty if it belongs to no monitor
    level: int
    side: int
    lane: int


class Identity(NamedTuple):
    """An alert among all."""
    cage: int
    generation: int
    key: Key


@dataclasses.dataclass(frozen=True, eq=False)
class Source:
    """A monitor or flag of a module that can raise alerts."""
    name: str
    lane: int
    normal: float
    beyond: dict        # value: keys of the alerts that it ought to raise

    def line(self, value):
        """The setting as text for the simulator."""
        lane = f" {self.lane}" if self.lane else ""
        return f"{self.name}{lane} {value}"

    def keys(self, value):
        """The alerts that must be active at that value."""
        return self.beyond.get(value, frozenset())


# Values in the simulator's units and the levels that they are beyond, by the
# limits of its profiles: name, monitor, side, normal value, others.
MONITORS = (
    ("temperature_c", "temperature", MODULE, 45,
     {71.5: HW, 90: HW | HA, -3: LW, -12: LW | LA}),
    ("vcc_v", "vcc", MODULE, 3.3,
     {3.5: HW, 3.7: HW | HA, 3.1: LW, 2.9: LW | LA}),
    ("aux2", "aux2", MODULE, 50 * 256,
     {62 * 256: HW, 70 * 256: HW | HA, 38 * 256: LW, 20 * 256: LW | LA}),
    ("tx_power_mw", "tx_power", MEDIA, 1.2,
     {2.7: HW, 3.3: HW | HA, 0.4: LW, 0.3: LW | LA}),
    ("tx_bias_ma", "tx_bias", MEDIA, 70,
     {135: HW, 160: HW | HA, 37: LW, 20: LW | LA}),
    ("rx_power_mw", "rx_power", MEDIA, 1,
     {2.7: HW, 3.3: HW | HA, 0.12: LW, 0.05: LW | LA}),
)
# name, kind of alert, side
LANE_FLAGS = (
    ("tx_fault", KIND["tx-fault"], MEDIA), ("tx_los", KIND["tx-los"], HOST),
    ("tx_cdr_lol", KIND["tx-cdr-lol"], HOST),
    ("tx_adapt_eq_fail", KIND["tx-adapt-eq-fail"], HOST),
    ("rx_los", KIND["rx-los"], MEDIA),
    ("rx_cdr_lol", KIND["rx-cdr-lol"], MEDIA),
)
MODULE_FLAGS = (("module_fw_error", KIND["module-fw-error"]),
                ("dp_fw_error", KIND["datapath-fw-error"]))
# Profile: lanes of the host side and of the media side.
PROFILES = {"1.6t-dr8": (8, 8), "400g-dr4": (8, 4), "3.2t-dr16": (16, 16)}


def monitor_source(row, lane):
    """A monitor, of the module or of a lane."""
    name, monitor, side, normal, beyond = row
    return Source(name, lane, normal, {
        value: frozenset(Key(MONITOR, monitor, level, side, lane)
                         for level in (HA, LA, HW, LW) if levels & level)
        for value, levels in beyond.items()})


def flag_source(name, kind, side, lane):
    """A flag, of the module or of a lane."""
    return Source(name, lane, 0,
                  {1: frozenset([Key(kind, "", -1, side, lane)])})


def sources_of(profile):
    """All sources of alerts of a module of a profile."""
    lanes = dict(zip((HOST, MEDIA), PROFILES[profile]))
    sources = [flag_source(name, kind, MODULE, 0)
               for name, kind in MODULE_FLAGS]
    for row in MONITORS:
        sources += [monitor_source(row, lane) for lane in
                    (range(1, lanes[MEDIA] + 1) if row[2] else (0,))]
    for name, kind, side in LANE_FLAGS:
        sources += [flag_source(name, kind, side, lane)
                    for lane in range(1, lanes[side] + 1)]
    return sources


class Change(NamedTuple):
    """A change of a module, and the alerts that it begins and ends."""
    lines: list         # for the simulator, in one go
    begin: frozenset    # keys of alerts that begin
    end: frozenset      # keys of alerts that end


class Port:
    """A port, its cage, and the expected state."""

    def __init__(self, name, profile, *options):
        said = subprocess.run(
            [SIM, "add", name, "--profile", profile, *options], check=True,
            capture_output=True, text=True).stdout
        self.name = name
        self.cage = CAGES / said.split()[1]
        self.id = int(self.cage.name.removeprefix("cmis"))
        self.sources = sources_of(profile)
        self.state = {}
        self.generation = 1
        wait(lambda: self.value("status") == "ready")

    def value(self, name):
        """The content of a file of the cage."""
        return (self.cage / name).read_text().strip()

    def pace(self, period_ms):
        """Set the period of sweeps; the driver sweeps once at once."""
        for name in ("thermal_period_ms", "lanes_period_ms"):
            (self.cage / name).write_text(str(period_ms))

    def set(self, lines):
        """Change the values of the module, all at once."""
        handle = os.open(PORTS / self.name / "set", os.O_WRONLY)
        try:
            os.write(handle, "\n".join(lines).encode())
        finally:
            os.close(handle)

    def plug(self, present):
        """Pull the module, or plug it again with normal values."""
        (PORTS / self.name / "present").write_text(str(int(present)))
        if present:
            self.state = {}
            self.generation += 1

    def delete(self):
        """Delete the port."""
        (PORTS / self.name).rmdir()

    def reads(self, page):
        """How often a page of the module has been read, "lower" or "11.0"."""
        return self.read_stats(page)[0]

    def read_stats(self, page):
        """How often a page was read, and how many bytes of it."""
        for line in (PORTS / self.name / "stats").read_text().splitlines():
            words = line.split()
            if words[:2] == ["page", page]:
                return int(words[3]), int(words[5])
        return 0, 0

    def harvests(self, page, before):
        """How often the flags of a page have been read since read_stats().
        Selections are read back from lower memory, two bytes each time.
        """
        reads, length = (b - a for a, b in zip(before, self.read_stats(page)))
        return length // STATUS_BYTES if page == "lower" else reads

    def identity(self, key):
        """A key with the number of the cage."""
        return Identity(self.id, self.generation, key)

    @property
    def active(self):
        """Keys of the alerts that ought to be active."""
        return frozenset().union(*(source.keys(value) for source, value in
                                   self.state.items()))

    def spike(self, source, value):
        """A spike: away from normal and back, before the driver can read it."""
        keys = source.keys(value)
        return Change([source.line(value), source.line(source.normal)],
                      keys, keys)

    def step(self, source, value):
        """A change from the present value to another one."""
        old = source.keys(self.state.get(source, source.normal))
        new = source.keys(value)
        self.state[source] = value
        return Change([source.line(value)], new - old, old - new)

    def changes(self, rng, num):
        """Random changes of different sources."""
        found = []
        for source in rng.sample(self.sources, num):
            value = rng.choice([v for v in source.beyond])
            if self.state.get(source, source.normal) != source.normal:
                found.append(self.step(source, source.normal if
                                       rng.random() < 0.7 else value))
            elif rng.random() < 0.25:
                found.append(self.spike(source, value))
            else:
                found.append(self.step(source, value))
        return found


@contextlib.contextmanager
def ports(profiles, *options):
    """A port for each profile, for a with statement."""
    made = []
    try:
        for index, profile in enumerate(profiles):
            made.append(Port(f"p{index}", profile, *options))
        yield made
    finally:
        for port in made:
            port.delete()


class Heard(NamedTuple):
    """A notification about an alert."""
    identity: Identity
    active: bool
    reason: int
    hits: int
    sequence: int
    time_ns: int


def alert_identity(alert):
    """The identity of an alert, from a message by its names."""
    key = Key(alert["kind"], alert.get("monitor", {}).get("name", ""),
              alert.get("level", -1), alert["side"], alert.get("lane", 0))
    return Identity(alert["cage-id"], alert["generation"], key)


def alert_heard(attributes):
    """The content of a notification."""
    alert = SPEC.decode("alert", attributes)
    return Heard(alert_identity(alert), bool(alert["active"]),
                 alert.get("reason", -1), alert["hits"], alert["sequence"],
                 alert["time-ns"])


def alerts_dump(family):
    """The driver's active alerts, and number of the last notification."""
    modules = family.request(MODULE_GET, dump=True)
    sequence = max((number(m[C_SEQUENCE]) for _, m in modules), default=0)
    alerts = family.request(ALERT_GET, dump=True)
    return {alert_identity(SPEC.decode("alert", alert))
            for _, alert in alerts}, sequence


class Ear(threading.Thread):
    """A listener that checks all notifications and keeps those of alerts."""

    def __init__(self):
        super().__init__(daemon=True)
        self.family = Family("cmis")
        # SO_RCVBUFFORCE: the size asked for, above the limit.
        self.family.sock.setsockopt(socket.SOL_SOCKET, 33, 32 << 20)
        self.family.listen("alerts")
        self.family.listen("modules")
        self.heard = []
        self.modules = []
        self.gaps = 0
        self.lost = 0
        self.last = 0
        self.ends = threading.Event()
        self.start()

    def run(self):
        poll = select.poll()
        poll.register(self.family.sock, select.POLLIN)
        while not self.ends.is_set():
            if not poll.poll(100):
                continue
            try:
                self.hear(*self.family.event())
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                self.lost += 1

    def hear(self, command, attributes):
        """One notification; their numbers have no gaps."""
        at = A_SEQUENCE if command == ALERT_NTF else C_SEQUENCE
        sequence = number(attributes[at])
        self.gaps += bool(self.last) and sequence != self.last + 1
        self.last = sequence
        if command == ALERT_NTF:
            self.heard.append(alert_heard(attributes))
        else:
            self.modules.append((number(attributes[C_ID]),
                                 number(attributes[C_EVENT])))

    def count(self):
        """How often each begin and end was received."""
        return collections.Counter((heard.identity, heard.active)
                                   for heard in list(self.heard))

    def stop(self):
        """Stop listening."""
        self.ends.set()
        self.join()


class Truth:
    """The events that a listener must receive."""

    def __init__(self, ear):
        self.ear = ear
        self.expected = collections.Counter()

    def expect(self, port, change):
        """Add the events of a change."""
        for key in change.begin:
            self.expected[port.identity(key), True] += 1
        for key in change.end:
            self.expected[port.identity(key), False] += 1

    def expect_removal(self, port):
        """Add the end of all active alerts."""
        for key in port.active:
            self.expected[port.identity(key), False] += 1

    def begin(self):
        """The number of expected begins."""
        return sum(count for (_, active), count in self.expected.items()
                   if active)

    def met(self, patience_s=PATIENCE_S):
        """Whether all expected events arrive in time."""
        total = sum(self.expected.values())
        wait(lambda: len(self.ear.heard) >= total, patience_s)
        return self.ear.count() == self.expected

    def wrong(self):
        """The differences, for a failure message."""
        heard = self.ear.count()
        return (f"missing {dict(self.expected - heard)}, "
                f"too much {dict(heard - self.expected)}")


class EepromLoop(threading.Thread):
    """A process that reads a module's flags through `eeprom` in a loop."""

    def __init__(self, cage):
        super().__init__(daemon=True)
        self.cage = cage
        self.reads = 0
        self.ends = threading.Event()
        self.start()

    def once(self):
        """Read all pages with flags."""
        with open(self.cage / "eeprom", "rb", buffering=0) as file:
            file.read(128)
            file.seek(128 + 0x11 * 128)
            file.read(128)

    def run(self):
        while not self.ends.is_set():
            # The module may just have been pulled.
            with contextlib.suppress(OSError):
                self.once()
                self.reads += 1
            time.sleep(0.01)

    def stop(self):
        """Stop; return the number of reads."""
        self.ends.set()
        self.join()
        return self.reads


class EthtoolLoop(EepromLoop):
    """A process that reads a module's flags with ethtool -m in a loop."""

    def once(self):
        for page in ("0", "0x11"):
            done = subprocess.run(["ethtool", "-m", self.cage.name, "page",
                                   page, "offset",
                                   "0" if page == "0" else "128", "length",
                                   "128"], check=False,
                                  stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
            if done.returncode:
                raise OSError(done.returncode, "ethtool")


class Sleeper(threading.Thread):
    """A listener with a small buffer, that sleeps most of the time, and that
    asks for one dump each time it has lost something.
    """

    def __init__(self, seed):
        super().__init__(daemon=True)
        self.rng = random.Random(seed)
        self.asks = Family("cmis")
        self.family = Family("cmis", rcvbuf=2048)
        self.family.sock.setblocking(False)
        self.family.listen("alerts")
        self.active, self.known = alerts_dump(self.asks)
        self.lost = 0
        self.ends = threading.Event()
        self.start()

    def read(self):
        """Receive all waiting messages; return whether some were lost."""
        lost = False
        while True:
            try:
                self.take(alert_heard(self.family.event()[1]))
            except BlockingIOError:
                return lost
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                lost = True

    def drain(self):
        """Receive all messages and recover from losses; return their number."""
        while self.read():
            # Only now: after a loss, a socket takes no message and reports
            # says no more, until it is empty.
            self.lost += 1
            self.active, self.known = alerts_dump(self.asks)

    def take(self, heard):
        """Take a notification, unless the dump includes it."""
        if heard.sequence <= self.known:
            return
        if heard.active:
            self.active.add(heard.identity)
        else:
            self.active.discard(heard.identity)

    def run(self):
        while not self.ends.is_set():
            time.sleep(self.rng.uniform(0, 3))
            self.drain()

    def stop(self):
        """Stop after all messages were received."""
        self.ends.set()
        self.join()
        self.drain()


def seed_get():
    """The seed of this run: CMIS_SEED, or always the same."""
    return int(os.environ.get("CMIS_SEED", "20261122"))


def modules_load():
    """Load the driver and the simulator."""
    # Reads of the recorder after an alarm would count as harvests of flags.
    subprocess.run(["modprobe", "cmis", "burst_bus_percent=0"], check=True)
    subprocess.run(["modprobe", "-a", "cmis_i2c", "cmis_sim"],
                   check=True)
    if not PORTS.is_dir():
        subprocess.run(["mount", "-t", "configfs", "none",
                        "/sys/kernel/config"], check=False)
