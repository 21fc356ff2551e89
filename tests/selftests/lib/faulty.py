# SPDX-License-Identifier: GPL-2.0-only
"""Faulty modules, and the driver's view of them: for the tests of faults. The
bounds are those of Documentation/cmis/design.rst.
"""

import contextlib
import errno
import importlib.machinery
import importlib.util
import os
import subprocess
import threading


from . import CAGES, PORTS, SIM

CLASSES = ("thermal", "lanes", "vdm")
SLOW_MS, FAST_MS = 3600000, 100

# The machine that tests run on is slow and shared. Tests wait longer than the
# bounds, so only an event that never comes, or far too late, is a failure.
PATIENCE_S = 30

# Errors that a user may get from a faulty module or bus. A module whose
# adverts lie supports no monitor until it is read again.
ERRORS = {errno.ENODEV, errno.ENXIO, errno.ETIMEDOUT, errno.EBADMSG,
          errno.ENODATA, errno.EPROTONOSUPPORT, errno.EAGAIN, errno.ENOENT,
          errno.EOPNOTSUPP}


def script_load(path):
    """A script as a module: starting Python anew is slow where tests run."""
    loader = importlib.machinery.SourceFileLoader("cmis_sim", str(path))
    spec = importlib.util.spec_from_loader("cmis_sim", loader)
    loaded = importlib.util.module_from_spec(spec)
    loader.exec_module(loaded)
    return loaded


CMIS_SIM = script_load(SIM)


def run(*command):
    """Run a command without output; return its status."""
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode


def write(path, text):
    """Write a file in one go; 0 or the errno."""
    try:
        handle = os.open(path, os.O_WRONLY)
    except OSError as error:
        return error.errno
    try:
        os.write(handle, str(text).encode())
        return 0
    except OSError as error:
        return error.errno
    finally:
        os.close(handle)


def read(path):
    """The content of a file; None, and no exception, if that fails."""
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read().strip()
    except OSError as error:
        if error.errno not in ERRORS:
            raise
        return None


class Identity:
    """A module whose values differ from those of all other modules."""

    def __init__(self, number):
        self.number = number
        self.serial = f"S{number:04d}"
        self.temperature_mc = 30000 + 1000 * (number % 20)
        self.rx_power_nw = 400000 + 10000 * (number % 20)

    def lines(self):
        """The settings in the simulator."""
        return [f"temperature_c {self.temperature_mc / 1000}",
                f"rx_power_mw 1 {self.rx_power_nw / 1e6}"]

    def values(self):
        """The values as the driver shows them."""
        return (self.serial, str(self.temperature_mc), str(self.rx_power_nw))


class Module:
    """A port and its cage."""

    def __init__(self, name, *options, profile="1.6t-dr8", pages=None):
        self.name, self.profile, self.pages = name, profile, pages
        self.port = PORTS / name
        self.identity = Identity(0)
        said = subprocess.run(
            [SIM, "add", name, "--profile", profile, "--serial",
             self.identity.serial, *options], check=True,
            capture_output=True, text=True).stdout
        self.cage = CAGES / said.split()[1]
        self.client = (self.cage / "device").resolve()
        self.set(*self.identity.lines())

    def value(self, name):
        """The content of a file of the cage, or None."""
        return read(self.cage / name)

    def number(self, name):
        """The content of a file as a number, -1 for none."""
        text = self.value(name)
        return -1 if text is None else int(text)

    def status(self, *wanted):
        """Whether the cage is in one of these states."""
        return self.value("status") in wanted

    def pace(self, **periods):
        """Set the period of some classes; others are read seldom."""
        # A static page that failed twice stays an alert for minutes.
        write(self.cage / "static_period_ms", 0)
        for name in CLASSES:
            path = self.cage / f"{name}_period_ms"
            if path.exists():
                write(path, periods.get(name, SLOW_MS))

    def hurry(self):
        """Set short periods for all classes."""
        self.pace(**dict.fromkeys(CLASSES, FAST_MS))

    def set(self, *lines):
        """Change the measured values of the module."""
        return write(self.port / "set", "\n".join(lines))

    def fault(self, *words):
        """Arm or clear faults."""
        lines = (CMIS_SIM.fault_clear_lines(words[1:])
                 if words[0] == "clear" else CMIS_SIM.fault_lines(words))
        error = write(self.port / "fault", "\n".join(lines))
        if error:
            raise OSError(error, " ".join(words))

    def struck(self):
        """How often all faults of the port have struck."""
        return sum(int(line.split()[3])
                   for line in (self.port / "fault").read_text().splitlines())

    def transfers(self):
        """Transfers that the module has acknowledged."""
        words = (self.port / "stats").read_text().split()
        return (int(words[words.index("transfers") + 1]) -
                int(words[words.index("nacks") + 1]))

    def present(self):
        """Whether a module is plugged."""
        return (self.port / "present").read_text() == "1\n"

    def pull(self):
        """Pull the module."""
        return write(self.port / "present", 0)

    def plug(self, number):
        """Plug another module, with other values."""
        self.identity = Identity(number)
        write(self.port / "serial", self.identity.serial)
        write(self.port / "profile", self.profile)
        write(self.port / "present", 1)
        self.set(*self.identity.lines())

    def hwmon(self):
        """The folder of its hwmon device, or None."""
        try:
            names = os.listdir(self.client / "hwmon")
        except OSError:
            return None
        return self.client / "hwmon" / names[0] if names else None

    def shown(self):
        """Serial number, temperature and power; None for a missing one."""
        hwmon = self.hwmon()
        return (self.value("vendor_sn"),
                read(hwmon / "temp1_input") if hwmon else None,
                self.value("lane1/rx_power_nw"))

    def is_right(self):
        """Whether the driver shows all values of the module, and correctly."""
        return self.status("ready") and self.shown() == self.identity.values()

    def state(self):
        """The state of the cage, for a failure message."""
        return (f"status {self.value('status')}, error {self.value('fault')},"
                f" generation {self.value('generation')}, shown "
                f"{self.shown()}, truth {self.identity.values()}, alerts "
                f"{self.value('alerts/active')} of "
                f"{self.value('alerts/raised')}, last "
                f"{self.value('alerts/last')}")

    def delete(self):
        """Delete the port."""
        self.port.rmdir()


@contextlib.contextmanager
def module(*args, **kwargs):
    """A faulty module for a with statement; its port goes at the end."""
    made = Module(*args, **kwargs)
    try:
        yield made
    finally:
        made.delete()


class Observer(threading.Thread):
    """Reads the shown values, over and over. All values of one generation must
    be of one module.
    """

    def __init__(self, watched, period_s=0.01):
        super().__init__(daemon=True)
        self.watched, self.period_s = watched, period_s
        self.mixed, self.looks = [], 0
        self.ends = threading.Event()

    def look(self):
        """Read all values once."""
        before = self.watched.value("generation")
        shown = self.watched.shown()
        after = self.watched.value("generation")
        if before == after and None not in shown:
            self.looks += 1
            self.judge(before, shown)

    def judge(self, generation, shown):
        """Values that belong to no module, or to two, are wrong. A lane that
        is not activated yet has no power.
        """
        _serial, temperature, power = Identity(int(shown[0][1:])).values()
        if shown[1] != temperature or shown[2] not in (power, "0"):
            self.mixed.append((generation, *shown))

    def run(self):
        while not self.ends.wait(self.period_s):
            self.look()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_exception):
        self.ends.set()
        self.join()
