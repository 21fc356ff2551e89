# SPDX-License-Identifier: GPL-2.0-only
"""The world of churn.py: modules, ports, cages, netdevs; and their traces
outside, before and after.
"""

import contextlib
import ctypes
import os
import pathlib
import re
import subprocess
import time

from . import CAGES, PORTS, wait

MACS = pathlib.Path("/sys/kernel/config/cmis-sim-mac")
DRIVER = pathlib.Path("/sys/bus/i2c/drivers/cmis")
NETS = pathlib.Path("/sys/class/net")
ZONES = pathlib.Path("/sys/class/thermal")
SPACE = "churn"
PORT_NAMES = ("p0", "p1", "p2")
MAC_NAMES = ("mac0", "mac1")
LINKS = ("churn0", "churn1", "churn2")
# Netdevs take the names of others as well.
LINK_NAMES = (*LINKS, *MAC_NAMES, "cmis0", "cmis1")
PROFILES = ("400g-dr4", "1.6t-dr8", "3.2t-dr16", "copper")
# Users before the modules that they use
MODULES = ("cmis_sim_mac", "cmis_sim", "cmis_i2c", "cmis_attach", "cmis")
# The number of delete_module(2) on x86-64
SYS_DELETE_MODULE = 176
READY_S = 60
GONE_S = 120

libc = ctypes.CDLL(None, use_errno=True)


def write(path, text):
    """Write a file in one call; return whether it worked."""
    try:
        handle = os.open(path, os.O_WRONLY)
    except OSError:
        return False
    try:
        os.write(handle, str(text).encode())
        return True
    except OSError:
        return False
    finally:
        os.close(handle)


def run(*words):
    """Run a command that may fail; return whether it worked."""
    return not subprocess.run(words, check=False, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL).returncode


def folder_make(path):
    """Make a folder of configfs, a port; return whether it worked."""
    try:
        path.mkdir()
        return True
    except OSError:
        return False


def folder_drop(path):
    """Delete a folder of configfs; return whether it worked."""
    try:
        path.rmdir()
        return True
    except OSError:
        return False


def unload(module):
    """Unload a module unless it is in use; return whether it worked."""
    return not libc.syscall(SYS_DELETE_MODULE, module.encode(),
                            os.O_NONBLOCK)


def load(*modules):
    """Load modules; return whether it worked."""
    return run("modprobe", "-a", *modules)


def cage_of(slot):
    """The name of one of the cages, or of a cage that never exists."""
    cages = sorted(CAGES.glob("cmis*"))
    return cages[slot % len(cages)] if cages else CAGES / "cmis99"


def port_start(port, profile, interrupt):
    """Make a port with a module; return whether it worked."""
    path = PORTS / port
    return (folder_make(path) and
            write(path / "interrupt", int(interrupt)) and
            write(path / "pins", int(interrupt)) and
            write(path / "profile", profile) and
            write(path / "present", "1") and write(path / "live", "1"))


def clear():
    """Delete ports, and netdevs of the test."""
    for folder in (MACS, PORTS):
        for path in folder.glob("*"):
            if path.is_dir():
                folder_drop(path)
    for name in LINK_NAMES:
        if (NETS / name).exists():
            run("ip", "link", "del", name)


def unload_all():
    """Delete all and unload the modules; return whether all worked."""
    clear()
    return all([unload(module) for module in MODULES
                if pathlib.Path("/sys/module", module).exists()])


def space_delete():
    """Delete a network namespace with all its netdevs."""
    return run("ip", "netns", "del", SPACE)


def space_add():
    """Make a network namespace."""
    return run("ip", "netns", "add", SPACE)


# Inventory

def names(folder, pattern="*"):
    """The names in a folder."""
    return {path.name for path in pathlib.Path(folder).glob(pattern)}


def interrupts():
    """The names that wait for interrupts."""
    text = pathlib.Path("/proc/interrupts").read_text(encoding="ascii")
    return {line.split()[-1] for line in text.splitlines()
            if re.search(r"-0050$|cmis", line)}


def workers():
    """Threads of the kernel that are named after us; not threads that have
    only worked for us last.
    """
    found = set()
    for comm in pathlib.Path("/proc").glob("[0-9]*/comm"):
        # It may be gone.
        with contextlib.suppress(OSError):
            found.add(comm.read_text().strip())
    return {name for name in found
            if "cmis" in name and not re.match(r"kworker/[u\d]", name)}


def inventory():
    """All objects that could be left behind, by kind."""
    return {
        "cages": names(CAGES),
        "ports": names(PORTS, "p*") | names(MACS),
        "netdevs": names(NETS),
        "hwmon devices": names("/sys/class/hwmon"),
        "thermal zones": names(ZONES),
        "I2C buses": names("/sys/class/i2c-adapter"),
        "I2C devices": names("/sys/bus/i2c/devices"),
        "I2C drivers": names("/sys/bus/i2c/drivers", "cmis*"),
        "platform devices": names("/sys/bus/platform/devices"),
        "GPIO chips": names("/sys/bus/gpio/devices"),
        "modules": names("/sys/module", "cmis*"),
        "interrupts": interrupts(),
        "threads": workers(),
    }


def surplus(before):
    """The objects that were not there before, by kind."""
    return {kind: sorted(found - before[kind])
            for kind, found in inventory().items() if found - before[kind]}


def all_gone(before):
    """Delete all until no more is left than before; return the rest."""
    space_delete()

    def gone():
        # Netdevs of a namespace go, or come back, some time later.
        unload_all()
        return not surplus(before)

    wait(gone, GONE_S)
    return surplus(before)


def works():
    """Make a cage; return its defect, None if it works."""
    clear()
    if not load(*MODULES[::-1]):
        return "the modules cannot be loaded"
    if not port_start("p9", "1.6t-dr8", True):
        return "a port cannot be made"
    start = time.monotonic()
    if not wait(lambda: "ready" in [value(cage / "status") for cage in
                                    CAGES.glob("cmis*")], READY_S):
        return (f"no cage is ready {time.monotonic() - start:.0f} s after a "
                "module was plugged")
    return None


def value(path):
    """The content of a file, or None."""
    with contextlib.suppress(OSError):
        return path.read_text().strip()
    return None
