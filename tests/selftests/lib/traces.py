# SPDX-License-Identifier: GPL-2.0-only
"""Labelled traces of links that go down, drift, or stay well.

A model of a module makes rows as a driver would have read them: quantised
values with noise, latched flags, a sweep at the loss of carrier, and faster
sweeps after it. It knows physics and registers, and no rule of the verdicts.
"""

import math
import random

HEADER = "time_s,cage,lane,side,name,value\n"
FLAG_SIDES = {"tx_fault": "media", "rx_los": "media", "rx_cdr_lol": "media",
              "tx_los": "host", "tx_cdr_lol": "host",
              "tx_adapt_eq_fail": "host"}
MODULE_FLAGS = ("datapath_fw_error", "module_fw_error",
                "temperature.high_alarm_latched", "vcc.low_alarm_latched")
LANE_VALUES = ("tx_power_nw", "rx_power_nw", "tx_bias_ua")


def ber_text(ratio: float) -> str:
    """A ratio as sysfs shows it."""
    if ratio <= 0:
        return "0.000e+00"
    exponent = math.floor(math.log10(ratio))
    mantissa = round(ratio / 10 ** (exponent - 2))
    if mantissa == 1000:
        mantissa, exponent = 100, exponent + 1
    return f"{mantissa / 100:.2f}0e{exponent:+03d}"


class Lane:
    """One lane, with its usual values."""

    def __init__(self, rng: random.Random, kind: str):
        self.tx_dbm = rng.uniform(-1, 3)
        self.rx_dbm = rng.uniform(-6, 1)
        self.bias_ua = rng.uniform(40000, 90000)
        self.media_log = rng.uniform(-10, -5.5)
        self.host_log = rng.uniform(-12, -8)
        self.scatter = rng.uniform(0.03, 0.25)
        self.path = "DPActivated"
        self.copper = kind == "copper"


class Module:
    """A cage with a module: conditions now, flags latched since last read."""

    def __init__(self, rng: random.Random, cage, kind: str = "optic"):
        self.rng = rng
        self.cage = cage
        self.kind = kind
        self.lanes = [Lane(rng, kind) for _ in range(rng.choice((4, 8, 8,
                                                                 16)))]
        self.temp_c = rng.uniform(40, 60)
        self.temp_alarm = 75.0
        self.vcc = rng.uniform(3.24, 3.36)
        self.vcc_alarm = 2.97
        self.active: set[tuple[int, str]] = set()
        self.latched: set[tuple[int, str]] = set()
        self.told: set[tuple[int, str]] = set()
        self.loss_db: dict[int, float] = {}
        self.tx_loss_db: dict[int, float] = {}
        self.media_up: dict[int, float] = {}
        self.host_up: dict[int, float] = {}
        self.bias_up = 1.0
        self.present = True
        self.dead = False
        self.state = "ModuleReady"
        self.day = rng.uniform(0, 6.28)
        self.pin = rng.random() < 0.7
        self.serial = f"SN{rng.randrange(10**6):06d}"

    def all(self):
        return range(1, len(self.lanes) + 1)

    def some(self):
        count = self.rng.randint(1, max(1, len(self.lanes) // 4))
        return self.rng.sample(list(self.all()), count)

    def raise_flag(self, lanes, *names):
        for lane in lanes:
            for name in names:
                self.active.add((lane, name))
                self.latched.add((lane, name))

    def drop_flag(self, lanes, *names):
        for lane in lanes:
            for name in names:
                self.active.discard((lane, name))

    def dark(self, lanes):
        for lane in lanes:
            self.loss_db[lane] = 60
        self.raise_flag(lanes, "rx_los", "rx_cdr_lol")


class Trace:
    """Rows in order of time. Events and sweeps are queued, and run in order."""

    def __init__(self, seed, cages=1, kind="optic"):
        self.rng = random.Random(seed)
        self.rows: list[tuple[int, str]] = []
        self.modules = [Module(self.rng, i, kind) for i in range(cages)]
        self.queue: list[tuple[float, int, object]] = []
        self.sweeps: list[tuple[float, int, object, str]] = []
        self.order = 0

    # Events
    def at(self, time, action):
        self.order += 1
        self.queue.append((time, self.order, action))

    def row(self, time, module, lane, side, name, value):
        self.rows.append((round(time * 1e6), f"{module.cage},{lane},{side},"
                          f"{name},{value}\n"))

    def link(self, time, module, up):
        self.at(time, lambda t: self.row(t, module, 0, "module", "link",
                                         "up" if up else "down"))
        if not up:
            self.burst(time + self.rng.uniform(0.005, 0.03), module)

    def text(self, time, module, name, value, lane=0, side="module"):
        self.at(time, lambda t: self.row(t, module, lane, side, name, value))

    def burst(self, time, module, seconds=30, step=0.5):
        count = int(seconds / step)
        for i in range(count):
            kind = "tlv" if i % 2 == 0 else "tl"
            self.sweep(time + i * step, module, kind)

    def irq(self, time, module):
        self.text(time, module, "irq", 1)
        self.sweep(time + 0.002, module, "tl")

    # Sweeps
    def sweep(self, time, module, kind):
        self.order += 1
        self.queue.append((time, self.order,
                           lambda t: self.read(t, module, kind)))

    def regular(self, start, end, periods=(1, 5, 10)):
        for module in self.modules:
            phase = self.rng.uniform(0, min(periods[0], 1))
            for period, kind in zip(periods, "tlv"):
                for i in range(int((end - start) / period) + 1):
                    self.sweep(start + phase + i * period, module, kind)

    def begin(self, time=0.0):
        for m in self.modules:
            self.row(time, m, 0, "module", "serial", m.serial)
            self.row(time, m, 0, "module", "generation", 1)
            self.row(time, m, 0, "module", "lanes", len(m.lanes))
            self.row(time, m, 0, "module", "status", "ready")
            self.row(time, m, 0, "module", "module_state", "ModuleReady")
            self.row(time, m, 0, "module", "temperature.high_alarm",
                     round(m.temp_alarm * 1000))
            self.row(time, m, 0, "module", "vcc.low_alarm",
                     round(m.vcc_alarm * 1e6))
            self.row(time, m, 0, "media", "tx_bias.high_warning", 110000)
            self.row(time, m, 0, "media", "tx_bias.high_alarm", 125000)
            self.row(time, m, 0, "media", "tx_power.low_alarm", 200000)
            self.row(time, m, 0, "media", "rx_power.low_alarm", 50000)
            if m.pin:
                self.row(time, m, 0, "module", "present", 1)
            for lane in m.all():
                self.row(time, m, lane, "host", "datapath_state",
                         "DPActivated")
            self.row(time, m, 0, "module", "link", "up")

    def flags(self, t, m, names):
        for lane, name in sorted(m.latched | m.told):
            if not any(name.startswith(n) for n in names):
                continue
            side = FLAG_SIDES.get(name, "module")
            found = (lane, name) in m.latched
            if found or (lane, name) in m.told:
                self.row(t, m, lane, side, name, int(found))
            m.told.discard((lane, name))
            if found:
                m.told.add((lane, name))
            m.latched.discard((lane, name))
            if (lane, name) in m.active:
                m.latched.add((lane, name))

    def read(self, t, m, kind):
        rng = self.rng
        if not m.present:
            return
        if m.dead:
            self.row(t, m, 0, "module", "bus_error", "ENXIO")
            return
        if "t" in kind:
            temp = m.temp_c + 2 * math.sin(t / 13751 + m.day) + \
                rng.gauss(0, 0.1)
            vcc = m.vcc + rng.gauss(0, 0.003)
            if temp >= m.temp_alarm:
                m.latched.add((0, "temperature.high_alarm_latched"))
            if vcc < m.vcc_alarm:
                m.latched.add((0, "vcc.low_alarm_latched"))
            self.row(t, m, 0, "module", "temperature_mc",
                     round(temp * 256) * 1000 // 256)
            self.row(t, m, 0, "module", "vcc_uv", round(vcc * 1e4) * 100)
            self.flags(t, m, MODULE_FLAGS)
        if "l" in kind:
            for k in m.all():
                self.read_lane(t, m, k)
            self.flags(t, m, tuple(FLAG_SIDES))
        if "v" in kind:
            for k in m.all():
                self.read_ber(t, m, k)

    def read_lane(self, t, m, k):
        lane, rng = m.lanes[k - 1], self.rng
        if lane.copper:
            return
        warm = m.temp_c + 2 * math.sin(t / 13751 + m.day)
        tx = 10 ** ((lane.tx_dbm - m.tx_loss_db.get(k, 0) +
                     rng.gauss(0, 0.04)) / 10) * 1e6
        rx = 10 ** ((lane.rx_dbm - m.loss_db.get(k, 0) +
                     rng.gauss(0, 0.06)) / 10) * 1e6
        bias = lane.bias_ua * m.bias_up * (1 + 0.007 * (warm - m.temp_c))
        self.row(t, m, k, "media", "tx_power_nw", round(tx / 100) * 100)
        self.row(t, m, k, "media", "rx_power_nw", round(rx / 100) * 100)
        self.row(t, m, k, "media", "tx_bias_ua",
                 round((bias + rng.gauss(0, 60)) / 4) * 4)

    def read_ber(self, t, m, k):
        lane, rng = m.lanes[k - 1], self.rng
        media = lane.media_log + m.media_up.get(k, 0) + \
            1.5 * min(m.loss_db.get(k, 0), 3) + rng.gauss(0, lane.scatter)
        host = lane.host_log + m.host_up.get(k, 0) + \
            rng.gauss(0, lane.scatter)
        if (k, "rx_los") in m.active or (k, "rx_cdr_lol") in m.active:
            media = rng.choice((math.log10(0.5), lane.media_log, -30))
        self.row(t, m, k, "media", "media_pre_fec_ber",
                 ber_text(10 ** min(media, -0.3)))
        self.row(t, m, k, "host", "host_pre_fec_ber",
                 ber_text(10 ** min(host, -0.3)))

    def csv(self) -> str:
        self.queue.sort(key=lambda item: item[:2])
        for time, _, action in self.queue:
            action(time)
        self.rows.sort(key=lambda row: row[0])
        return HEADER + "".join(f"{us // 10**6}.{us % 10**6:06d},{rest}"
                                for us, rest in self.rows)
