#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: debug: needs a kernel with failslab
# timeout: 600
"""Memory runs out: the 1st, 2nd, 3rd... allocation of an operation fails.

The kernel's failslab does it, for the task that a number is written for and
only below functions of our modules. Each operation is repeated until none of
its allocations was left to fail; where there are many, a sample is taken.
Errors must be clean, the cage must work afterwards, and nothing may be left
behind: a kernel with kmemleak will tell.

CMIS_FAILSLAB_POINTS in the environment: how many allocations of an operation
fail at most; CMIS_FAILSLAB_SEED chooses others.
"""

import contextlib
import ctypes
import errno
import os
import pathlib
import platform
import random
import re
import subprocess

from lib import CAGES, PORTS, wait
from lib.genl import Family, Refused, number, pack
from lib.nlspec import SPEC
from lib.tap import Tap

SIM = "tools/cmis-sim"
FAILSLAB = pathlib.Path("/sys/kernel/debug/failslab")
DRIVER = pathlib.Path("/sys/bus/i2c/drivers/cmis")
MODULES = pathlib.Path("/lib/modules", platform.release(), "updates")
OURS = ("cmis", "cmis_attach", "cmis_i2c", "cmis_sim")
PROFILE = "200g-sfp-dd"
POINTS = int(os.environ.get("CMIS_FAILSLAB_POINTS", "30"))
SEED = int(os.environ.get("CMIS_FAILSLAB_SEED", "1"))
# More than any operation allocates.
MANY = 1 << 20
# The number of init_module(2) on x86-64.
SYS_INIT_MODULE = 175
MODULE_GET, MONITOR_GET, LANE_GET, ALERT_GET, ALERT_NTF, SET = SPEC.commands(
    "module-get", "monitor-get", "lane-get", "alert-get", "alert-ntf",
    "settings-set")
ID, LABEL, NETDEV, THERMAL_MS = SPEC.numbers(
    "cage", "id", "label", "netdev", "thermal-period-ms")
A_ACTIVE, = SPEC.numbers("alert", "active")
EEPROM_GET, HEADER, OFFSET, LENGTH, PAGE, BANK, ADDRESS = 31, 1, 2, 3, 4, 5, 6
NESTED, DEV_NAME = 0x8000, 2

libc = ctypes.CDLL(None, use_errno=True)
tap = Tap()
result = tap.result


class Tasks:
    """Control of failslab for a set of tasks."""

    def __init__(self, find):
        self.find = find
        self.armed = []

    def arm(self, nth):
        """Let the nth allocation of each task fail."""
        self.armed = []
        for path in self.find():
            with contextlib.suppress(OSError):
                handle = os.open(path, os.O_RDWR)
                os.write(handle, str(nth).encode())
                self.armed.append((handle, nth))

    def disarm(self):
        """The number of allocations, and whether one has failed."""
        seen, struck = 0, False
        for handle, nth in self.armed:
            with contextlib.suppress(OSError):
                left = int(os.pread(handle, 20, 0))
                os.pwrite(handle, b"0", 0)
                seen += nth - left
                struck |= left == 0
            os.close(handle)
        self.armed = []
        return seen, struck


def worker_paths():
    """The kernel's worker threads: each may run the work of a cage."""
    for comm in pathlib.Path("/proc").glob("[0-9]*/comm"):
        with contextlib.suppress(OSError):
            if comm.read_text().startswith("kworker/"):
                yield comm.parent / "fail-nth"


this_task = Tasks(lambda: ["/proc/thread-self/fail-nth"])
workers = Tasks(worker_paths)


def symbols():
    """Functions as (address, name, module)."""
    with open("/proc/kallsyms", encoding="ascii") as file:
        for line in file:
            address, kind, name, *module = line.split()
            if kind in "tT":
                yield int(address, 16), name, "".join(module).strip("[]")


def write(path, value):
    """Write in one call. A file object would retry after a failure."""
    handle = os.open(path, os.O_WRONLY | os.O_TRUNC)
    try:
        os.write(handle, str(value).encode())
    finally:
        os.close(handle)


def below(start, end):
    """Only allocations below code in this range fail."""
    write(FAILSLAB / "require-start", str(start))
    write(FAILSLAB / "require-end", str(end))


def below_init():
    """Only allocations of a module's init function fail."""
    addresses = sorted((address, name) for address, name, module in symbols()
                       if not module)
    at = next(i for i, (_, name) in enumerate(addresses)
              if name == "do_init_module")
    start = addresses[at][0]
    below(start, next(a for a, _ in addresses[at:] if a > start))


def below_ours():
    """Only allocations below our modules fail."""
    ours = [address for address, _, module in symbols() if module in OURS]
    below(min(ours), max(ours) + 1)


def setup():
    """Let allocations that may wait fail, too, and none at random."""
    for name, value in (("probability", "0"), ("ignore-gfp-wait", "N"),
                        ("verbose", "0"), ("stacktrace-depth", "32")):
        write(FAILSLAB / name, value)


def sample(total):
    """Select the allocations that fail, out of a number of them."""
    if total <= POINTS:
        return range(1, total + 1)
    return sorted(random.Random(SEED).sample(range(1, total + 1), POINTS))


def attempt(tasks, nth, operation):
    """(Number of allocations, whether one failed, errno) of an operation."""
    error = 0
    tasks.arm(nth)
    try:
        operation()
    except (OSError, Refused) as failure:
        error = failure.errno or errno.EIO
    finally:
        seen, struck = tasks.disarm()
    return seen, struck, error


def sweep(name, operation, after=lambda struck, error: None,
          tasks=this_task, errors=(errno.ENOMEM,)):
    """Run an operation with each of its allocations failing.

    After each run, after(struck, error) cleans up and returns the defect.
    """
    problems, struck_count = [], 0
    total, _, error = attempt(tasks, MANY, operation)
    wrong = after(False, error)
    if error or wrong:
        problems.append(f"with memory: {errno.errorcode.get(error, error)}, "
                        f"{wrong}")
    for nth in sample(total) if not problems else ():
        _, struck, error = attempt(tasks, nth, operation)
        struck_count += struck
        if error and (not struck or error not in errors):
            problems.append(f"allocation {nth}: "
                            f"{errno.errorcode.get(error, error)}")
        wrong = after(struck, error)
        if wrong:
            problems.append(f"allocation {nth}: {wrong}")
    print(f"# {name}: {struck_count} of {total} allocations failed",
          flush=True)
    return total, problems


def sweep_result(name, *args, **kwargs):
    """Report all runs of an operation; at least one must have failed."""
    total, problems = sweep(name, *args, **kwargs)
    if not total:
        problems.append("nothing was allocated")
    result(name, problems)


# Loading

def init_module(image):
    """Load a module, without modprobe's own allocations."""
    if libc.syscall(SYS_INIT_MODULE, image, len(image), b""):
        raise OSError(ctypes.get_errno(), "init_module")


def loading(name):
    """Load one of our modules; its dependencies are loaded already."""
    image = (MODULES / f"{name}.ko").read_bytes()

    def after(_struck, error):
        loaded = pathlib.Path("/sys/module", name).exists()
        if loaded == bool(error):
            return "loaded in spite of the error" if error else "not loaded"
        if loaded:
            subprocess.run(["rmmod", name], check=True)
        return None

    # The second is the driver core's error for it.
    sweep_result(f"{name} is loaded", lambda: init_module(image), after,
                 errors=(errno.ENOMEM, errno.EINVAL))
    init_module(image)


# A cage

def text(path):
    """The content of a file, or None."""
    with contextlib.suppress(OSError):
        return pathlib.Path(path).read_text(errors="replace").strip()
    return None


def files_of(cage):
    """All files of a cage and of the devices of its module."""
    for top in (cage, *cage.glob("device/hwmon/hwmon*"),
                *pathlib.Path("/sys/class/thermal").glob("thermal_zone*/")):
        for folder, _, names in os.walk(top):
            for name in names:
                yield os.path.join(folder, name)


def files_read(cage):
    """Read all readable files."""
    for path in files_of(cage):
        with contextlib.suppress(OSError):
            with open(path, "rb", buffering=0) as file:
                file.read(4096)


class Cage:
    """A port of the simulator, and its cage."""

    def __init__(self, name):
        self.port = PORTS / name
        subprocess.run([SIM, "add", name, "--profile", PROFILE], check=True,
                       stdout=subprocess.DEVNULL)
        self.wait_ready()
        self.files = self.names()

    @property
    def path(self):
        """The only cage."""
        return next(iter(CAGES.iterdir()), None)

    @property
    def client(self):
        """Name of the I2C device."""
        return f"{text(self.port / 'bus')}-0050"

    def wait_ready(self):
        """The defect if the cage does not become ready."""
        if wait(lambda: self.path and text(self.path / "status") == "ready"):
            return None
        return f"the cage is {self.path and text(self.path / 'status')}"

    def names(self):
        """All files that show the module, without the devices' numbers."""
        return {re.sub(r"(cmis|hwmon|thermal_zone)\d+", r"\1N", path)
                for path in files_of(self.path)}

    def plug(self, present):
        """Plug or pull the module, unless it is so already."""
        if text(self.port / "present") != str(int(present)):
            write(self.port / "present", int(present))

    def hurry(self):
        """Set short periods."""
        for name in ("thermal_period_ms", "lanes_period_ms"):
            write(self.path / name, "100")

    def pull(self):
        """Pull the module, and wait until the cage is empty."""
        self.plug(False)
        return wait(lambda: text(self.path / "status") == "empty")

    def complete(self):
        """The missing files after an undisturbed insertion."""
        self.pull()
        self.plug(True)
        if wrong := self.wait_ready():
            return [wrong]
        wait(lambda: self.names() == self.files, 5)
        missing = self.files - self.names()
        return [f"missing: {sorted(missing)[:5]}"] if missing else []


def going_live(cage):
    """Make and delete a bus with a cage."""
    live = cage.port / "live"

    def after(_struck, error):
        if cage.path:
            files_read(cage.path)
        if not error:
            write(live, "0")
        left = [path.name for path in CAGES.iterdir()]
        return f"left behind: {left}" if left else None

    write(live, "0")
    # The second is the I2C core's error for a device without a name.
    sweep_result("a bus is made, the driver binds",
                 lambda: write(live, "1"), after,
                 errors=(errno.ENOMEM, errno.EINVAL))
    write(live, "1")
    result("the bus works afterwards", cage.complete())


def binding(cage):
    """Bind the driver to an existing device."""
    def after(_struck, error):
        bound = (DRIVER / cage.client).exists()
        if bound == bool(error):
            return "bound in spite of the error" if error else "not bound"
        if bound:
            files_read(cage.path)
            write(DRIVER / "unbind", cage.client)
        left = [path.name for path in CAGES.iterdir()]
        return f"left behind: {left}" if left else None

    write(DRIVER / "unbind", cage.client)
    sweep_result("the driver is bound",
                 lambda: write(DRIVER / "bind", cage.client), after)
    write(DRIVER / "bind", cage.client)
    result("the driver works afterwards", cage.complete())


def inserting(cage):
    """Plug a module; allocations of the cage's work fail."""
    def operation():
        cage.plug(True)
        cage.wait_ready()
        # The files that appear after the cage is called ready.
        wait(lambda: cage.names() == cage.files, 1)

    def after(_struck, _error):
        wrong = cage.wait_ready()
        files_read(cage.path)
        if not cage.pull():
            wrong = wrong or "the cage does not become empty"
        return wrong

    cage.hurry()
    cage.pull()
    sweep_result("a module is plugged", operation, after, tasks=workers)
    result("an insertion is complete afterwards", cage.complete())


def sweeping(cage):
    """Allocations of sweeps fail."""
    def sweeps():
        return int(text(cage.path / "stats/transfers"))

    def operation():
        start = sweeps()
        wait(lambda: sweeps() > start + 6)

    sweep_result("a module is swept", operation,
                 lambda _struck, _error: cage.wait_ready(), tasks=workers)


# Readers

def reading(cage):
    """Read each file."""
    problems, struck = [], 0

    def operation(path):
        with open(path, "rb", buffering=0) as file:
            file.read(256)

    for path in sorted(files_of(cage.path)):
        try:
            operation(path)
        except OSError:
            continue
        total, wrong = sweep_quiet(lambda: operation(path))
        struck += total
        problems += [f"{path}: {line}" for line in wrong]
    # None, today: no read allocates memory in the driver.
    print(f"# files: {struck} allocations failed", flush=True)
    result("files are read", problems)


def sweep_quiet(operation):
    """Like sweep(), for one operation of many."""
    with contextlib.redirect_stdout(None):
        return sweep("", operation)


def asking(cage, family):
    """Netlink requests that read."""
    for name, command, attributes, dump in (
            ("modules are dumped", MODULE_GET, b"", True),
            ("monitors are dumped", MONITOR_GET, b"", True),
            ("lanes are dumped", LANE_GET, b"", True),
            ("alerts are dumped", ALERT_GET, b"", True),
            ("a module is asked for", MODULE_GET, pack(ID, 0), False)):
        total, problems = sweep(
            name, lambda: family.request(command, attributes, dump=dump))
        # A dump may well live on the core's allocations.
        if not total and not dump:
            problems.append("nothing was allocated")
        result(name, problems)
    result("the cage is ready", [w for w in [cage.wait_ready()] if w])


def setting(cage, family):
    """Settings by netlink: a request changes all or nothing."""
    def operation():
        family.request(SET, pack(ID, 0) + pack(LABEL, "other") +
                       pack(THERMAL_MS, 250))

    def after(_struck, error):
        now = (text(cage.path / "label"),
               text(cage.path / "thermal_period_ms"))
        expected = ("mine", "150") if error else ("other", "250")
        write(cage.path / "label", "mine")
        write(cage.path / "thermal_period_ms", "150")
        return None if now == expected else f"{now} after errno {error}"

    after(False, 0)
    _total, problems = sweep("settings are changed", operation, after)
    result("settings are changed", problems)


def attaching(cage, family):
    """Attach a netdev, through the file and by netlink."""
    subprocess.run("ip link add att0 type dummy", shell=True, check=True)
    netdev = cage.path / "netdev"

    def after(_struck, error):
        attached = text(netdev) == "att0"
        if attached == bool(error):
            return f"netdev is {text(netdev)!r} after errno {error}"
        subprocess.run(["ethtool", "-m", "att0"], check=False,
                       capture_output=True)
        if attached:
            write(netdev, "\n")
        return None

    sweep_result("a netdev is attached", lambda: write(netdev, "att0"),
                 after)
    sweep_result("a netdev is attached by netlink",
                 lambda: family.request(SET, pack(ID, 0) +
                                        pack(NETDEV, "att0")), after)
    write(netdev, "att0")
    _total, problems = sweep("a netdev is detached",
                             lambda: write(netdev, "\n"),
                             lambda _struck, _error:
                             write(netdev, "att0") and None)
    result("a netdev is detached", problems)
    subprocess.run("ip link del att0", shell=True, check=True)


def ethtool(cage):
    """The requests of `ethtool -m`."""
    family = Family("ethtool")
    attributes = pack(HEADER | NESTED,
                      pack(DEV_NAME, text(cage.path / "netdev") or
                           cage.path.name))
    for kind, value in ((PAGE, 0), (BANK, 0), (ADDRESS, 0x50)):
        attributes += pack(kind, bytes([value]))
    attributes += pack(OFFSET, 128) + pack(LENGTH, 128)
    _total, problems = sweep(
        "ethtool -m", lambda: family.request(EEPROM_GET, attributes))
    result("ethtool -m", problems)


def heard(listener, expected):
    """Whether the event arrived, or the listener got ENOBUFS."""
    with contextlib.suppress(TimeoutError):
        while True:
            command, attributes = listener.event()
            if command == ALERT_NTF and \
               number(attributes[A_ACTIVE]) == expected:
                return True
    return False


def told(listener, expected):
    """Like heard(); ENOBUFS is a valid answer, too."""
    try:
        return heard(listener, expected)
    except OSError as error:
        if error.errno != errno.ENOBUFS:
            raise
        return True


def alerting(cage, family):
    """An alert with a listener: the listener gets the event or ENOBUFS."""
    listener = Family("cmis", timeout=5, rcvbuf=1 << 20)
    listener.listen("alerts")
    hot, cool = "temperature_c 72.5\n", "temperature_c 45\n"
    active = cage.path / "alerts/active"

    def operation():
        write(cage.port / "set", hot)
        wait(lambda: text(active) == "1")

    def after(_struck, _error):
        wrong = []
        if text(active) != "1":
            wrong.append(f"{text(active)} alerts are active")
        if len(family.request(ALERT_GET, dump=True)) != 1:
            wrong.append("the dump does not have it")
        if not told(listener, 1):
            wrong.append("the listener does not know")
        write(cage.port / "set", cool)
        if not wait(lambda: text(active) == "0"):
            wrong.append("it is not cleared")
        told(listener, 0)
        return ", ".join(wrong)

    sweep_result("an alert is raised", operation, after, tasks=workers)


def main():
    """Run all parts."""
    print("TAP version 13")
    if not FAILSLAB.is_dir() or not os.path.exists("/proc/self/fail-nth"):
        tap.skip_all("failslab", "this kernel has no failslab")
    setup()
    subprocess.run("modprobe -a configfs", shell=True, check=True)
    below_init()
    for name in OURS:
        loading(name)
    below_ours()
    cage = Cage("p0")
    going_live(cage)
    binding(cage)
    inserting(cage)
    sweeping(cage)
    reading(cage)
    family = Family("cmis")
    asking(cage, family)
    setting(cage, family)
    ethtool(cage)
    attaching(cage, family)
    alerting(cage, family)
    subprocess.run([SIM, "del", "--all"], check=True)
    tap.done()


if __name__ == "__main__":
    main()
