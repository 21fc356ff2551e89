#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: oldest newest: how the kernel finds a GPIO line differs
"""cages.conf applied: cages on a bus with GPIO lines, and behind a NIC; all of
them, or none.
"""

import errno
import pathlib
import re
import shutil
import subprocess

from lib import CAGES, sim, tap, wait

I2C = pathlib.Path("/sys/bus/i2c/devices")
SIGNALS = pathlib.Path("/sys/bus/i2c/drivers/cmis/signals")
NICS = pathlib.Path("/sys/bus/platform/drivers/cmis-nic/delete_netdev")
CONF = pathlib.Path("/tmp/cages.conf")
CAGE = """# One cage with all of its signals
[cage first]
bus = /sys/bus/i2c/devices/i2c-{bus}
label = front 1
maximum-power-milliwatt = 11000
presence = p0 modprs
reset = p0 reset
lpmode = p0 lpmode
interrupt = p0 interrupt
[nic card]
netdev = {nic}
"""
SECOND = """[cage second]
bus = /sys/bus/i2c/devices/i2c-{bus}
netdev = {netdev}
"""


def value(path):
    """The content of a file, or the name of the error."""
    try:
        return path.read_text().rstrip("\n")
    except OSError as error:
        return errno.errorcode[error.errno]


def cages(*words):
    """Status and output of cmisctl cages."""
    done = subprocess.run(["cmisctl", "cages", *words, CONF], check=False,
                          text=True, capture_output=True)
    return done.returncode, (done.stdout + done.stderr).strip()


def module(port, *words):
    """The number of the bus of a module, and its NIC or None."""
    line = sim("add", port, "--no-driver", "--profile", "400g-dr4", *words)
    nic = re.search(r"simnic\d+", line)
    return re.search(r"i2c-(\d+)", line)[1], nic and nic[0]


def cage_of(client):
    """The folder of the cage of an I2C device, or None."""
    return next((I2C / client).glob("cmis/cmis*"), None)


def pins():
    """The users of the GPIO lines of p0, and the levels of the lines."""
    return dict(re.findall(r"\(p0 \w+ +\|(\w+) *\) (\w+ +\w+)",
                           value(pathlib.Path("/sys/kernel/debug/gpio"))))


def test_refused(t, bus, nic, other):
    """The last section fails in the kernel: nothing is left of the first."""
    CONF.write_text(CAGE.format(bus=bus, nic=nic) +
                    SECOND.format(bus=other[0], netdev=other[1]))
    status, text = cages("check")
    t.equal("the file is good", (0, ""), (status, text))
    status, text = cages("apply")
    t.equal("the last interface is refused", 1, status)
    t.ok(text.startswith(f"cmisctl: {CONF}:14: "), "its line", text)
    t.equal("no cage is left", [], list(CAGES.glob("*")))
    t.equal("and no device", [False, False],
            [(I2C / f"{number}-0050").exists()
             for number in (bus, other[0])])
    t.equal("no pin is in use", {}, pins())
    t.equal("and no interface is wanted", "",
            subprocess.run(["cmisctl", "nic"], check=False, text=True,
                           capture_output=True).stdout)
    t.error("the signals are forgotten", errno.ENODEV, SIGNALS.write_text,
            f"{bus}-0050")


def test_applied(t, bus, nic):
    """All cages are there, and their signals work."""
    CONF.write_text(CAGE.format(bus=bus, nic=nic))
    t.equal("applied", (0, ""), cages("apply"))
    cage = cage_of(f"{bus}-0050")
    t.ok(wait(lambda: value(cage / "status") == "ready", 20), "it is ready")
    t.equal("its label", "front 1", value(cage / "label"))
    t.equal("the power of the cage", "11000", value(cage / "power_limit_mw"))
    for words in (("power", cage.name, "high"), ("reset", "--force", cage.name)):
        subprocess.run(["cmisctl", *words], check=True)
    levels = pins()
    t.ok(levels.pop("interrupt", None), "it has an interrupt", levels)
    t.equal("the levels of a module that is there and at work",
            {"modprs": "in  lo", "reset": "out hi", "lpmode": "out lo"},
            levels)
    t.ok(wait(lambda: value(cage / "status") == "ready", 20),
         "it is ready again")
    t.ok(wait(lambda: re.search(rf"^card +{nic} +cmis\d+ +bound$",
                                cages("show")[1], re.MULTILINE), 20),
         "the NIC has one, too", cages("show")[1])
    t.ok(re.search(rf"^first +{bus}-0050 +{cage.name} +bound$",
                   cages("show")[1], re.MULTILINE), "both are listed")
    # No sweep is due.
    (cage / "thermal_period_ms").write_text("3600000")
    (cage / "lanes_period_ms").write_text("3600000")
    sim("set", "p0", "temperature_c=99")
    t.ok(wait(lambda: value(cage / "alerts/active") not in ("0", "ENOENT"),
              20), "the interrupt tells a flag")
    CONF.write_text(CAGE.format(bus=bus, nic=nic).replace("front 1", "one"))
    t.equal("applied again", (0, ""), cages("apply"))
    t.equal("the new label", ("one", cage),
            (value(cage / "label"), cage_of(f"{bus}-0050")))


def test_lost(t, bus):
    """Signals are gone with the driver; apply tells so, and mends nothing."""
    subprocess.run(["modprobe", "-r", "cmis_i2c"], check=True)
    subprocess.run(["modprobe", "cmis_i2c"], check=True)
    t.ok(cage_of(f"{bus}-0050"), "the cage is back")
    t.equal("without its pins", {}, pins())
    status, text = cages("apply")
    t.ok(status and "was made without the GPIO line" in text,
         "apply refuses it", text)
    (I2C / f"i2c-{bus}" / "delete_device").write_text("0x50")
    # An apply that was killed has left them.
    SIGNALS.write_text(f"{bus}-0050 reset=x")
    CONF.write_text(CAGE.format(bus=bus, nic="auto").replace("= p0 lpmode",
                                                             "= !p0 lpmode"))
    t.equal("applied after the device is deleted", (0, ""), cages("apply"))
    cage = cage_of(f"{bus}-0050")
    t.ok(wait(lambda: value(cage / "status") == "ready", 20), "ready")
    subprocess.run(["cmisctl", "power", cage.name, "high"], check=True)
    t.equal("an inverted line", "out hi", pins().get("lpmode"))


def test_signals(t, bus, other):
    """The file of the driver refuses what it does not understand."""
    (I2C / f"i2c-{other}" / "new_device").write_text("dummy 0x51")
    for text, number in (("x", errno.EINVAL), ("9-0050 a=b", errno.EINVAL),
                         ("9-0050 reset=", errno.EINVAL),
                         ("9-0050 reset", errno.EINVAL),
                         ("9-0050 reset=a reset=b", errno.EINVAL),
                         (f"{bus}-0050 reset=a", errno.EEXIST),
                         (f"{bus}-0050", errno.EBUSY),
                         (f"{other}-0051 reset=a", errno.EBUSY),
                         ("9-0050", errno.ENODEV)):
        t.error(f"'{text}'", number, SIGNALS.write_text, text)
    SIGNALS.write_text('99-0050 reset="a b" presence=!c\n')
    t.error("twice", errno.EEXIST, SIGNALS.write_text, "99-0050 reset=a")
    SIGNALS.write_text("99-0050\n")
    t.error("forgotten", errno.ENODEV, SIGNALS.write_text, "99-0050")


def main():
    """Run all tests."""
    t = tap.Tap()
    if not shutil.which("cmisctl"):
        t.skip_all("all", "cmisctl is not built")
    subprocess.run(["mount", "-t", "debugfs", "none", "/sys/kernel/debug"],
                   check=False, stderr=subprocess.DEVNULL)
    bus, _ = module("p0", "--gpio", "--irq-edges")
    _, nic = module("p1", "--nic", "ionic")
    other = module("p2", "--nic", "fbnic")
    test_refused(t, bus, nic, other)
    test_applied(t, bus, nic)
    test_lost(t, bus)
    test_signals(t, bus, other[0])
    (I2C / f"i2c-{bus}" / "delete_device").write_text("0x50")
    t.equal("its lines are free", {}, pins())
    for name in ("auto", nic):
        NICS.write_text(name)
    sim("del", "--all")
    t.done()


main()
