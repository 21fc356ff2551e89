#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Verdicts by netlink are those of `cmisctl diagnose` over the exported record:
one cause here, and all of them if CMIS_HEALTH_TRACES is above 2.
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import time

from lib import CAGES, sim, tap, wait

PORT, NETDEV = "vr", "cmisvr0"
ALL = int(os.environ.get("CMIS_HEALTH_TRACES", "2")) > 2
LANES = range(1, 9)


def flags(name, value, lanes=LANES):
    """Conditions of lanes."""
    sim("set", PORT, *(f"lane{lane}.{name}={value}" for lane in lanes))


def value(path):
    """The content of a file; "" while it cannot be read."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def dark(on):
    """The light of all lanes."""
    flags("rx_los", on)


def laser(on):
    """The transmitter of a lane."""
    flags("tx_fault", on, (2,))


def host(on):
    """The host's signal of all lanes."""
    flags("tx_los", on)


def supply(on):
    """The supply voltage."""
    sim("set", PORT, f"vcc_v={2.8 if on else 3.3}")


def heat(on):
    """The temperature."""
    sim("set", PORT, f"temperature_c={85 if on else 45}")


def nothing(_):
    """No evidence at all."""


def admin(on):
    """The administrator."""
    subprocess.run(("ip", "link", "set", NETDEV, "down" if on else "up"),
                   check=True)


CAUSES = {"line": (dark,), "module": (laser,), "host": (host,),
          "power-thermal": (supply, heat), "operator": (admin,),
          "unknown": (nothing,)}


def carrier(state):
    """The netdev loses its carrier, or has one again."""
    subprocess.run(("ip", "link", "set", NETDEV, "carrier", state), check=True)


def cmisctl(*words):
    """The JSON of a command."""
    done = subprocess.run(("cmisctl", "--json", *words), check=True,
                          capture_output=True)
    return json.loads(done.stdout)


def told(name):
    """Verdicts, as the driver has told them."""
    return [(item["stage"], item["verdict"].replace("-", "_"),
             item["detail"].replace("-", "_"), item.get("lanes", 0),
             item["confidence"], [word.replace("-", "_") for word in
                                  item["advice"]])
            for item in cmisctl("health", name)["verdicts"]]


def judged(name):
    """Verdicts, as cmisctl finds them in the record."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "record"
        with open(path, "wb") as file:
            subprocess.run(("cmisctl", "record", name), check=True,
                           stdout=file)
        found = cmisctl("diagnose", "--record", str(path))["verdicts"]
    return [(item["stage"], item["verdict"], item["detail"],
             sum(1 << lane - 1 for lane in item["lanes"]),
             item["confidence_percent"], item["actions"]) for item in found]


def cause_test(t, kind, cause):
    """A module of its own, so that nothing is left of the cause before."""
    said = sim("add", PORT, "--profile", "1.6t-dr8", "--netdev", NETDEV)
    cage = CAGES / re.search(r"\bcmis\d+", said)[0]
    wait(lambda: value(cage / "lane1/datapath_state") == "DPActivated")
    for name in ("thermal", "lanes", "vdm"):
        (cage / f"{name}_period_ms").write_text("200")
    time.sleep(3)
    cause(1)
    if cause is not admin:
        carrier("off")
    count = cage / "health/verdicts"
    t.ok(wait(lambda: value(count) != "0", 20),
         f"{cause.__name__}: there is a verdict")
    cause(0)
    if cause is not admin:
        carrier("on")
    t.ok(wait(lambda: value(count) == "2", 70),
         f"{cause.__name__}: and a final one")
    time.sleep(1)
    live, found = told(cage.name), judged(cage.name)
    t.same(live and live[0][1], kind.replace("-", "_"),
           f"{cause.__name__}: {kind}")
    t.same(found, live, f"{cause.__name__}: the record gives the same")
    sim("del", PORT)


def main():
    """One cause, or all."""
    t = tap.Tap()
    subprocess.run(("ip", "link", "add", NETDEV, "type", "dummy"), check=True)
    subprocess.run(("ip", "link", "set", NETDEV, "up"), check=True)
    try:
        for kind, causes in CAUSES.items() if ALL else [("line", (dark,))]:
            for cause in causes:
                cause_test(t, kind, cause)
    finally:
        sim("del", "--all")
        subprocess.run(("ip", "link", "del", NETDEV), check=True)
    t.done()


if __name__ == "__main__":
    main()
