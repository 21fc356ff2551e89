# SPDX-License-Identifier: GPL-2.0-only
"""Labelled scenarios: each makes a trace, and knows the truth about it.

FALLS: links that go down, by kind: (function, verdict). CALM: traces without
any finding. GUARD and DRIFTS have their own truth.
"""

import math

from lib.traces import HEADER, Trace, ber_text

DOWN = 700.0        # when the link goes down, about
END = 800.0


def start(seed, cages=1, kind="optic", begins=(0.0, 300.0, 600.0)):
    """A trace of a healthy host, in one of the ways that hosts sweep."""
    trace = Trace(seed, cages, kind)
    rng = trace.rng
    trace.begin()
    periods = rng.choice(((1, 5, 10), (1, 5, 10), (1, 1, 1), (1, 2, 5)))
    begin = rng.choice(begins)
    trace.regular(begin, END, periods)
    trace.down = DOWN + rng.uniform(0, 20)
    return trace, rng, trace.modules[0]


def fall(trace, module, down, again=None):
    trace.link(down, module, False)
    if again is None:
        again = trace.rng.choice((None, None, down + trace.rng.uniform(4, 50)))
    if again:
        trace.link(again, module, True)


def react(trace, module, down):
    """Many hosts drop their Tx when a link is gone."""
    if trace.rng.random() < 0.4:
        time = down + trace.rng.uniform(0.1, 1.5)
        trace.at(time, lambda t: module.raise_flag(module.all(), "tx_los"))


def ramp(trace, module, lanes, first, last, decibel, store="loss_db"):
    steps = max(1, int((last - first) / 0.25))
    for i in range(steps + 1):
        def action(t, part=(i + 1) / (steps + 1)):
            for lane in lanes:
                getattr(module, store)[lane] = decibel * part
        trace.at(first + (last - first) * i / max(steps, 1), action)


def dirt(seed):
    trace, rng, m = start(seed)
    lanes, down = m.some(), trace.down
    loss = rng.uniform(3, 12)
    ramp(trace, m, lanes, down - rng.uniform(0.1, 8), down - 0.05, loss)
    flags = ("rx_cdr_lol",) if loss < 7 else ("rx_los", "rx_cdr_lol")
    trace.at(down - 0.01, lambda t: m.raise_flag(lanes, *flags))
    react(trace, m, down)
    fall(trace, m, down)
    return trace


def bend(seed):
    trace, rng, m = start(seed)
    down = trace.down
    ramp(trace, m, m.all(), down - rng.uniform(3, 30), down - 0.05,
         rng.uniform(2.2, 9))
    trace.at(down - 0.01, lambda t: m.raise_flag(m.all(), "rx_cdr_lol"))
    react(trace, m, down)
    fall(trace, m, down)
    return trace


def far_off(seed):
    trace, rng, m = start(seed)
    if rng.random() < 0.2:
        m.temp_alarm = m.temp_c - 4      # hot for ever: context
        trace.rows.append((0, f"{m.cage},0,module,temperature.high_alarm,"
                           f"{round(m.temp_alarm * 1000)}\n"))
    if rng.random() < 0.2:
        m.loss_db[1] = 4                # a dim lane for ever
    trace.at(trace.down - 0.02, lambda t: m.dark(m.all()))
    if rng.random() < 0.5:
        trace.irq(trace.down - 0.018, m)
    react(trace, m, trace.down)
    fall(trace, m, trace.down)
    if rng.random() < 0.2:              # pulled by somebody later
        trace.at(trace.down + 20, lambda t: setattr(m, "present", False))
        trace.text(trace.down + 20, m, "status", "empty")
        if m.pin:
            trace.text(trace.down + 20, m, "present", 0)
    if rng.random() < 0.2:
        trace.text(trace.down + 15, m, "admin", "down")
    return trace


def eye(seed):
    trace, rng, m = start(seed)
    lanes, down = rng.choice((m.some(), list(m.all()))), trace.down
    rise = rng.uniform(2.5, 5)
    for lane in lanes:
        m.lanes[lane - 1].media_log = rng.uniform(-7.5, -6.5)
    trace.at(down - rng.uniform(0, 12), lambda t: m.media_up.update(
        {lane: min(rise, 4.0) for lane in lanes}))
    if rng.random() < 0.7:
        trace.at(down - 0.02, lambda t: m.raise_flag(lanes, "rx_cdr_lol"))
    else:
        trace.sweep(down - 0.5, m, "tlv")
    react(trace, m, down + 2.1)
    fall(trace, m, down)
    return trace


def laser_fault(seed):
    trace, rng, m = start(seed)
    lanes = m.some()

    def die(t):
        m.raise_flag(lanes, "tx_fault")
        for lane in lanes:
            m.tx_loss_db[lane] = 40
    trace.at(trace.down - rng.uniform(0.01, 1), die)
    react(trace, m, trace.down)
    fall(trace, m, trace.down)
    return trace


def laser_age(seed):
    trace, rng, m = start(seed)
    lanes, down = m.some(), trace.down
    for lane in lanes:
        m.lanes[lane - 1].bias_ua = rng.uniform(112000, 118000)
    ramp(trace, m, lanes, down - rng.uniform(5, 120), down - 0.1,
         rng.uniform(3.4, 8), "tx_loss_db")
    react(trace, m, down + 1)
    fall(trace, m, down)
    return trace


def heat(seed):
    trace, rng, m = start(seed)
    down = trace.down
    begin = down - rng.uniform(60, 400)
    base, top = m.temp_c, m.temp_alarm + rng.uniform(3.5, 8)
    steps = int(down - begin)
    for i in range(steps):
        trace.at(begin + i, lambda t, part=(i + 1) / steps: setattr(
            m, "temp_c", base + (top - base) * part))

    def shut(t):
        m.state = rng.choice(("ModuleLowPwr", "ModuleFault"))
        trace.row(t, m, 0, "module", "module_state", m.state)
        if m.state == "ModuleFault" and rng.random() < 0.5:
            trace.row(t, m, 0, "module", "fault_cause",
                      rng.choice(("TEC runaway", "temperature")))
        for lane in m.all():
            m.tx_loss_db[lane] = 40
            trace.row(t, m, lane, "host", "datapath_state", "DPDeactivated")
    trace.at(down - rng.uniform(0.05, 1), shut)
    fall(trace, m, down)
    return trace


def supply(seed):
    trace, rng, m = start(seed)
    down, usual = trace.down, m.vcc
    low = rng.uniform(2.75, 2.93)
    trace.at(down - rng.uniform(0.02, 2), lambda t: setattr(m, "vcc", low))
    if rng.random() < 0.6:
        trace.at(down - 0.01, lambda t: m.raise_flag(
            m.all(), "rx_cdr_lol", "tx_cdr_lol"))
    if rng.random() < 0.5:
        trace.at(down + 0.4, lambda t: setattr(m, "vcc", usual))
    fall(trace, m, down)
    return trace


def dsp(seed):
    trace, rng, m = start(seed)
    down = trace.down

    def restart(t):
        m.raise_flag(m.all(), "rx_cdr_lol", "tx_cdr_lol")
        if rng.random() < 0.4:
            m.raise_flag([0], "datapath_fw_error")
        elif rng.random() < 0.3:
            for lane in m.all():
                trace.row(t, m, lane, "host", "datapath_state", "DPInit")
    trace.at(down - rng.uniform(0.002, 0.05), restart)
    trace.at(down + 8, lambda t: m.drop_flag(
        m.all(), "rx_cdr_lol", "tx_cdr_lol"))
    fall(trace, m, down, down + 12)
    return trace


def firmware(seed):
    trace, rng, m = start(seed)
    way = rng.choice(("fault", "flag", "dead"))
    if way == "dead":
        m.pin = True
        trace.rows.append((0, f"{m.cage},0,module,present,1\n"))

    def crash(t):
        if way == "dead":
            m.dead = True
            return
        if way == "fault":
            trace.row(t, m, 0, "module", "module_state", "ModuleFault")
        else:
            m.raise_flag([0], "module_fw_error")
        for lane in m.all():
            m.tx_loss_db[lane] = 40
    trace.at(trace.down - rng.uniform(0.01, 0.3), crash)
    fall(trace, m, trace.down)
    return trace


def host_lane(seed):
    trace, rng, m = start(seed)
    lanes, down = rng.choice((m.some(), list(m.all()))), trace.down
    flags = rng.choice((("tx_los", "tx_cdr_lol"), ("tx_cdr_lol",),
                        ("tx_adapt_eq_fail",), ("tx_los",)))
    before = rng.uniform(0.02, 3)

    def drop(t):
        m.raise_flag(lanes, *flags)
        if "tx_los" in flags:
            for lane in lanes:
                m.tx_loss_db[lane] = 40
    trace.at(down - before, drop)
    trace.irq(down - before + 0.001, m)
    if rng.random() < 0.3:      # the far end turns its light off after that
        trace.at(down + 1, lambda t: m.dark(m.all()))
    fall(trace, m, down)
    return trace


def host_errors(seed):
    trace, rng, m = start(seed)
    lanes, down = m.some(), trace.down
    for lane in lanes:
        m.lanes[lane - 1].host_log = rng.uniform(-9, -7)
    trace.at(down - rng.uniform(0.6, 9), lambda t: m.host_up.update(
        {lane: rng.uniform(4, 4.8) for lane in lanes}))
    trace.sweep(down - 0.4, m, "tlv")
    fall(trace, m, down)
    return trace


def removal(seed):
    trace, rng, m = start(seed, 2)
    down = trace.down
    gone = down + rng.uniform(-0.3, 0.3)
    if m.pin:
        trace.text(gone, m, "present", 0)
        trace.at(gone, lambda t: setattr(m, "present", False))
    else:
        trace.at(gone, lambda t: setattr(m, "dead", True))
        trace.at(gone + 0.9, lambda t: setattr(m, "present", False))
    trace.text(gone + rng.uniform(0.5, 1.2), m, "status", "empty")
    fall(trace, m, down, 0)
    return trace


def maintenance(seed):
    trace, rng, m = start(seed)
    down = trace.down
    name = rng.choice(("admin", "admin", "low_power_request", "reset_request",
                       "deinit_request"))
    before = rng.uniform(0.0, 3)
    trace.text(down - before, m, name, "down" if name == "admin" else 1)
    if name != "admin":
        def quiet(t):
            for lane in m.all():
                m.tx_loss_db[lane] = 40
                trace.row(t, m, lane, "host", "datapath_state",
                          "DPDeactivated")
            if name != "deinit_request":
                trace.row(t, m, 0, "module", "module_state", "ModuleLowPwr")
        trace.at(down - min(before, 0.2), quiet)
    if rng.random() < 0.5:
        trace.at(down + 0.3, lambda t: m.raise_flag(m.all(), "tx_los"))
    fall(trace, m, down)
    return trace


def common(seed):
    trace, rng, m = start(seed, Trace(seed).rng.randint(5, 12))
    down = trace.down
    count = rng.randint(max(4, len(trace.modules) // 2), len(trace.modules))
    way = rng.choice(("far", "far", "host", "power"))
    for module in rng.sample(trace.modules, count):
        at = down + rng.uniform(0, 0.9)

        def strike(t, module=module):
            if way == "far":
                module.dark(module.all())
            elif way == "host":
                module.raise_flag(module.all(), "tx_los")
            else:
                module.vcc = 2.8
        trace.at(at - 0.01, strike)
        trace.link(at, module, False)
        if rng.random() < 0.5:
            trace.link(at + 30, module, True)
    return trace


def few(seed):
    """Two links of many go dark within a second, by chance."""
    trace, rng, m = start(seed, 8)
    for module in rng.sample(trace.modules, 2):
        at = trace.down + rng.uniform(0, 0.9)
        trace.at(at - 0.01, lambda t, module=module: module.dark(
            module.all()))
        trace.link(at, module, False)
    return trace


def unknown(seed):
    trace, rng, m = start(seed)
    fall(trace, m, trace.down)
    return trace


def cable(seed):
    """A lane of an active cable loses its signal."""
    trace, rng, m = start(seed, 1, "copper")
    trace.at(trace.down - 0.02, lambda t: m.raise_flag(
        m.all(), "rx_los", "rx_cdr_lol"))
    react(trace, m, trace.down)
    fall(trace, m, trace.down)
    return trace


FALLS = {
    "dirt": (dirt, "line"), "bend": (bend, "line"),
    "far_off": (far_off, "line"), "eye": (eye, "line"),
    "cable": (cable, "line"),
    "laser_fault": (laser_fault, "module"),
    "laser_age": (laser_age, "module"), "dsp": (dsp, "module"),
    "firmware": (firmware, "module"),
    "heat": (heat, "power_thermal"), "supply": (supply, "power_thermal"),
    "host_lane": (host_lane, "host"), "host_errors": (host_errors, "host"),
    "removal": (removal, "operator"), "maintenance": (maintenance, "operator"),
    "common": (common, "common_cause"), "few": (few, "line"),
    "unknown": (unknown, "unknown"),
}


# Guard: lanes that come back worse, and twins that do not.
def guard(seed):
    """A flap; truth: lanes that came back a decade or more worse."""
    trace, rng, m = start(seed, begins=(0.0, 300.0))
    down = trace.down
    lanes = m.some() if rng.random() < 0.6 else []
    for lane in lanes:
        m.lanes[lane - 1].media_log = rng.uniform(-10, -7.5)
    up = down + rng.uniform(1, 20)
    rise = rng.uniform(1.6, 3)
    trace.at(down - 0.02, lambda t: m.dark(m.all()))
    trace.at(down - rng.uniform(0, 5), lambda t: m.media_up.update(
        {lane: rng.uniform(0, 4) for lane in m.all()}))

    def back(t):
        m.loss_db.clear()
        m.media_up.clear()
        m.drop_flag(m.all(), "rx_los", "rx_cdr_lol")
        m.media_up.update({lane: rise for lane in lanes})
    trace.at(up - 0.2, back)
    trace.link(down, m, False)
    trace.link(up, m, True)
    swapped = rng.random() < 0.2
    if swapped:
        trace.text(up - 0.5, m, "serial", "OTHER")
        trace.text(up - 0.5, m, "generation", 2)
    trace.truth = set() if swapped else set(lanes)
    trace.up = up
    return trace


class Slow:
    """Months of a module, a sweep each `period` seconds."""

    def __init__(self, seed, days, period, lanes=2):
        import random
        self.rng = random.Random(seed)
        self.days, self.period, self.lanes = days, period, lanes
        self.season = self.rng.uniform(0, 4.5)
        self.phase = self.rng.uniform(0, 6.28)
        self.daily = self.rng.uniform(0.5, 5)
        self.ber = [self.rng.uniform(-11, -6.5) for _ in range(lanes)]
        self.scatter = self.rng.uniform(0.03, 0.3)
        self.bias = [self.rng.uniform(5e4, 9e4) for _ in range(lanes)]
        self.rx = [self.rng.uniform(4e5, 1.2e6) for _ in range(lanes)]
        self.tx = [self.rng.uniform(7e5, 1.5e6) for _ in range(lanes)]
        self.drift = {}             # (lane, name): function of time
        self.limits = {"tx_bias.high_alarm": 131000,
                       "tx_bias.high_warning": 125000,
                       "tx_power.low_alarm": 200000,
                       "rx_power.low_alarm": 60000}
        self.gaps = []
        if self.rng.random() < 0.3:
            gap = self.rng.uniform(0.1, 0.8) * days * 86400
            self.gaps.append((gap, gap + self.rng.uniform(1, 4) * 86400 *
                              min(1, days / 30)))

    def csv(self):
        rng, out = self.rng, [HEADER]
        for name, value in self.limits.items():
            out.append(f"0.000000,0,0,media,{name},{value}\n")
        out.append("0.000000,0,0,module,serial,A1\n"
                   "0.000000,0,0,module,link,up\n")
        steps = int(self.days * 86400 / self.period)
        for i in range(steps):
            t = i * self.period + rng.uniform(0, min(1, self.period / 4))
            if any(a <= t < b for a, b in self.gaps):
                continue
            temp = 50 + self.season * math.sin(
                2 * math.pi * t / (365.25 * 86400) + self.phase) + \
                self.daily * math.sin(2 * math.pi * t / 86400)
            pre = f"{t:.6f},0,"
            out.append(f"{pre}0,module,temperature_mc,{round(temp * 1000)}\n")
            for k in range(self.lanes):
                def moved(name):
                    fun = self.drift.get((k + 1, name))
                    return fun(t) if fun else 0
                lane = f"{pre}{k + 1},"
                ber = 10 ** (self.ber[k] + moved("media_pre_fec_ber") +
                             0.02 * (temp - 50) +
                             rng.gauss(0, self.scatter))
                out.append(f"{lane}media,media_pre_fec_ber,"
                           f"{ber_text(min(ber, 0.4))}\n")
                bias = self.bias[k] * (1 + moved("tx_bias_ua")) * (
                    1 + 0.008 * (temp - 50)) + rng.gauss(0, 80)
                out.append(f"{lane}media,tx_bias_ua,{round(bias / 4) * 4}\n")
                rx = self.rx[k] * 10 ** (moved("rx_power_nw") / 10 +
                                         rng.gauss(0, 0.008))
                tx = self.tx[k] * 10 ** (moved("tx_power_nw") / 10 +
                                         rng.gauss(0, 0.004))
                out.append(f"{lane}media,rx_power_nw,"
                           f"{round(rx / 100) * 100}\n")
                out.append(f"{lane}media,tx_power_nw,"
                           f"{round(tx / 100) * 100}\n")
        return "".join(out)


def drift_ber(seed):
    """Up to half a decade a day; told 24 h before 2.4e-4."""
    rng = Slow(seed, 1, 3600).rng
    rate = rng.uniform(0.15, 0.5)
    begin = rng.uniform(0.5, 8) * 86400
    ber = rng.uniform(-9.5, -6.3)
    cross = begin + (math.log10(2.4e-4) - ber) / rate * 86400
    slow = Slow(seed, cross / 86400 + 0.5, rng.choice((300, 900, 1800, 3600)))
    slow.gaps.clear()
    slow.ber[0] = ber
    slow.drift[1, "media_pre_fec_ber"] = lambda t: max(
        0, (t - begin) / 86400 * rate)
    slow.truth = (1, "media_pre_fec_ber", cross, cross - 86400)
    return slow


def drift_bias(seed):
    """Told 14 days before the high alarm."""
    rng = Slow(seed, 1, 3600).rng
    days = rng.uniform(70, 300)
    begin = rng.uniform(5, 60)
    total = rng.uniform(0.3, 0.6)
    slow = Slow(seed, begin + days + 5, 6 * 3600 if rng.random() < 0.5 else
                3600 * 2)
    slow.bias[0] = 131000 / (1 + total)
    slow.drift[1, "tx_bias_ua"] = lambda t: max(
        0, (t / 86400 - begin) / days * total)
    cross = (begin + days) * 86400
    slow.truth = (1, "tx_bias_ua", cross, cross - 14 * 86400)
    return slow


def slip(seed):
    """Half a day; told 15 % of its length before."""
    rng = Slow(seed, 1, 3600).rng
    length = rng.uniform(8, 14) * 3600
    begin = rng.uniform(4, 20) * 3600
    ber = rng.uniform(-9, -6.3)
    slow = Slow(seed, (begin + length) / 86400 + 0.05,
                rng.choice((10, 30, 60, 300)))
    slow.gaps.clear()
    slow.ber[0] = ber
    slow.drift[1, "media_pre_fec_ber"] = lambda t: max(
        0, (t - begin) / length * (math.log10(2.4e-4) - ber))
    cross = begin + length
    slow.truth = (1, "media_pre_fec_ber", cross, cross - 0.15 * length)
    return slow


DRIFTS = {"drift_ber": drift_ber, "drift_bias": drift_bias, "slip": slip}


def healthy(seed, days=365, period=6 * 3600):
    """A module that stays well, with the odd surprise."""
    slow = Slow(seed, days, period)
    rng = slow.rng
    day = 86400
    step = rng.uniform(0.1, 0.9) * days * day
    way = rng.choice(("none", "step", "burn_in", "near", "stops", "zero",
                      "week", "bursts"))
    if way == "step":
        slow.drift[1, "media_pre_fec_ber"] = \
            lambda t: 1.5 if t > step else 0
        slow.drift[1, "rx_power_nw"] = lambda t: -3 if t > step else 0
        slow.drift[2, "tx_bias_ua"] = lambda t: 0.15 if t > step else 0
    elif way == "burn_in":
        slow.bias[0] = rng.uniform(5e4, 7e4)
        slow.drift[1, "tx_bias_ua"] = \
            lambda t: 0.12 * (1 - math.exp(-t / (25 * day)))
    elif way == "near":
        slow.ber[0] = -4.0
        slow.bias[0] = 123000
        slow.rx[0] = 75000
    elif way == "stops":
        slow.ber[0] = rng.uniform(-11, -9)
        slow.drift[1, "media_pre_fec_ber"] = \
            lambda t: 0.3 * min(max(0, (t - step) / day), 5)
    elif way == "zero":
        slow.ber[0] = -25
    elif way == "week":
        slow.drift[1, "media_pre_fec_ber"] = \
            lambda t: 0.25 * math.sin(2 * math.pi * t / (7 * day))
    elif way == "bursts":
        slow.drift[1, "media_pre_fec_ber"] = \
            lambda t: 2 if (t / 3600) % 97 < 2 else 0
    slow.way = way
    return slow
