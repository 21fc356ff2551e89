# SPDX-License-Identifier: GPL-2.0-only
"""The actors of churn.py, and its observers: functions that get a source of
random numbers, do one thing, and say whether it worked.

The numbers that they take do not depend on their findings, so that each wants
the same things in the same order when it is given the same numbers.
"""

import contextlib
import os
import pathlib
import random
import select
import time

from . import churn_world as world
from .churn_world import (DRIVER, LINKS, MACS, MAC_NAMES, PORTS, PORT_NAMES,
                          PROFILES, SPACE, cage_of, folder_drop, folder_make,
                          run, write)
from .crossings import (ALERT_GET, A_CAGE, C_ID, C_LABEL, C_LANES_MS, C_NAME,
                        C_NETDEV, C_STALE, C_THERMAL_MS, LANE_GET, MODULE_GET,
                        MONITOR_GET, SET)
from .genl import Family, Refused, pack

# How many cages a number is meant to choose among, or any multiple of it
SLOTS = 12
# Of ethtool, from the kernel's header for user space
EEPROM_GET, MODULE_SET, E_HEADER, E_POLICY = 31, 35, 1, 2
E_OFFSET, E_LENGTH, E_PAGE, E_BANK, E_ADDRESS = 2, 3, 4, 5, 6
NESTED, DEV_NAME = 0x8000, 2
EEPROM_BYTES = 0x20 * 128

CHANGES = ("temperature_c 90", "temperature_c 45", "rx_los 1 1",
           "rx_los 1 0", "tx_power_mw 2 3.3", "tx_power_mw 2 1.2",
           "module_fw_error 1", "module_fw_error 0", "state 5", "state 3")
FAULTS = ("nack", "stuck", "flip", "short", "lost", "remove", "bounce",
          "adapter-gone", "storm", "no-freeze", "clear")
SETTINGS = (("thermal_period_ms", ("100", "300")),
            ("lanes_period_ms", ("100", "1000")),
            ("vdm_period_ms", ("100", "1000")), ("diagnostics", ("0", "1")),
            ("statistics", ("off", "on")),
            ("label", ("left", "right", "")))


# --------------------------------------------------------------------------
# Actors: they change something
# --------------------------------------------------------------------------

def plug(rng):
    """Plug, pull and swap modules."""
    port, profile = PORTS / rng.choice(PORT_NAMES), rng.choice(PROFILES)
    if rng.random() < 0.7:
        return write(port / "present", "0") or write(port / "present", "1")
    write(port / "present", "0")
    return write(port / "profile", profile) and write(port / "present", "1")


def bus(rng):
    """Make and delete ports with their buses."""
    name, profile = rng.choice(PORT_NAMES), rng.choice(PROFILES)
    act, pins = rng.choice(("make", "make", "drop", "0", "1")), rng.random()
    if act == "make":
        return world.port_start(name, profile, pins < 0.5)
    if act == "drop":
        return folder_drop(PORTS / name)
    return write(PORTS / name / "live", act)


def bind(rng):
    """Bind and unbind the driver."""
    slot, act = rng.randrange(SLOTS), rng.choice(("bind", "unbind"))
    devices = sorted(path.name for path in pathlib.Path(
        "/sys/bus/i2c/devices").glob("*-0050"))
    device = devices[slot % len(devices)] if devices else "99-0050"
    # A bound device cannot be bound again: unbind in half of the cases.
    return (write(DRIVER / act, device) or
            write(DRIVER / ("bind" if act == "unbind" else "unbind"), device))


def attach(rng):
    """Attach netdevs, through the file and by netlink."""
    cage, to = cage_of(rng.randrange(SLOTS)), rng.sample(LINKS, len(LINKS))
    detach, by_netlink = rng.random() < 0.2, rng.random() < 0.3
    if by_netlink:
        return asked("cmis", SET, pack(C_NAME, cage.name) +
                     pack(C_NETDEV, "" if detach else to[0]))
    # Any netdev: most of them may be gone or have another cage.
    return any(write(cage / "netdev", name) for name in
               (["\n"] if detach else to))


def settings(rng):
    """Change settings."""
    slot, (name, values) = rng.randrange(SLOTS), rng.choice(SETTINGS)
    text, stale = rng.choice(values), rng.randint(1, 10)
    if rng.random() < 0.7:
        return write(cage_of(slot) / name, text or "\n")
    return asked("cmis", SET, pack(C_NAME, cage_of(slot).name) +
                 pack(C_STALE, stale) + pack(C_LABEL, text) +
                 pack(C_THERMAL_MS, 100) + pack(C_LANES_MS, 200))


def link(rng):
    """Make, delete, rename and move netdevs."""
    name, other = rng.choice(LINKS), rng.choice(world.LINK_NAMES)
    if rng.random() < 0.3:
        name, other = other, name
    words = rng.choice(LINK_COMMANDS)
    return run("ip", *(word.format(name=name, other=other, space=SPACE)
                       for word in words))


LINK_COMMANDS = tuple(line.split() for line in (
    "link add {name} type dummy", "link add {name} type dummy",
    "link add {name} type dummy", "link add {name} type dummy",
    "link add {name} type dummy", "link set {name} up",
    "link set {name} up", "link set {name} down",
    "link set {name} name {other}", "link del {name}",
    "link set {name} netns {space}", "link set {name} netns {space}",
    "-n {space} link set {name} netns 1", "-n {space} link del {name}",
    "netns del {space}", "netns add {space}", "netns add {space}"))


def mac(rng):
    """Make and delete ports of a MAC driver with cages."""
    path, slot = MACS / rng.choice(MAC_NAMES), rng.randrange(SLOTS)
    if rng.random() < 0.4:
        return folder_drop(path)
    folder_make(path)
    return write(path / "cage", cage_of(slot).name)


def hardware(rng):
    """Change measured values, arm and clear faults."""
    port = PORTS / rng.choice(PORT_NAMES)
    change, fault = rng.choice(CHANGES), rng.choice(FAULTS)
    if rng.random() < 0.7:
        return write(port / "set", change)
    if fault == "clear":
        return write(port / "fault", fault)
    return write(port / "fault", f"{fault} count 3")


def power(rng):
    """Change power modes, reset modules."""
    cages = [cage_of(rng.randrange(SLOTS)).name] * 6
    name = rng.choice((*LINKS, *MAC_NAMES, *cages))
    policy = rng.choice((1, 2))
    if rng.random() < 0.3:
        return run("ethtool", "--reset", name, "phy")
    return asked("ethtool", MODULE_SET, header(name) +
                 pack(E_POLICY, bytes([policy])))


def modules(rng):
    """Unload and load the drivers while all others go on."""
    act, name = rng.random(), rng.choice(world.MODULES)
    if act < 0.3:
        return world.unload(name)
    if act < 0.4:
        done = world.unload_all()
        world.load(*world.MODULES[::-1])
        return done
    return world.load(name)


CHANGERS = (plug, bus, bind, attach, settings, link, mac, hardware, power,
            modules)


# --------------------------------------------------------------------------
# Observers
# --------------------------------------------------------------------------

def header(name):
    """The attribute with the netdev of an ethtool request."""
    return pack(E_HEADER | NESTED, pack(DEV_NAME, name))


def asked(name, command, attributes=b"", dump=False):
    """Send a request to a family; return whether it answered."""
    try:
        family = Family(name)
    except (Refused, OSError):
        return False
    with contextlib.closing(family.sock):
        try:
            family.request(command, attributes, dump)
            return True
        except Refused:
            return False


def files(rng):
    """Read all files of cages, of hwmon and of thermal zones."""
    cage, some = cage_of(rng.randrange(SLOTS)), rng.random()
    read = 0
    for top in (cage, cage / "device/hwmon",
                "/sys/class/thermal/thermal_zone0",
                "/sys/class/thermal/thermal_zone1"):
        for folder, _, found in os.walk(top):
            for name in found:
                if name != "eeprom" and (some < 0.5 or rng.random() < 0.2):
                    read += bytes_of(os.path.join(folder, name)) is not None
    return read


def bytes_of(path, offset=0, length=4096):
    """Bytes of a file, or None."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        try:
            return os.pread(handle, length, offset)
        finally:
            os.close(handle)
    return None


def memory(rng):
    """Read a module's memory through a file that stays open for a while."""
    path = cage_of(rng.randrange(SLOTS)) / "eeprom"
    read = 0
    with contextlib.suppress(OSError), \
            open(path, "r+b", buffering=0) as file:
        for _ in range(4):
            # The module and the cage may go while the file is open.
            with contextlib.suppress(OSError):
                file.seek(rng.randrange(EEPROM_BYTES))
                read += bool(file.read(rng.choice((1, 8, 128, 600))))
            time.sleep(rng.random() / 20)
        with contextlib.suppress(OSError):
            # 10h:129, polarity of lanes; nobody reads it here
            file.seek(128 + 0x10 * 128 + 1)
            file.write(bytes([rng.randrange(256)]))
    return read


def polled(rng):
    """Wait with poll(2) on the number of alerts while the cage exists."""
    path = cage_of(rng.randrange(SLOTS)) / "alerts/active"
    with contextlib.suppress(OSError), open(path, "rb", buffering=0) as file:
        file.read()
        poll = select.poll()
        poll.register(file, select.POLLPRI | select.POLLERR)
        return poll.poll(rng.randrange(500))
    return False


def dump(rng):
    """Make all netlink dumps."""
    command = rng.choice((MODULE_GET, MONITOR_GET, LANE_GET, ALERT_GET))
    cage = rng.randrange(3)
    if rng.random() < 0.7:
        return asked("cmis", command, dump=True)
    return asked("cmis", command,
                 pack(C_ID if command == MODULE_GET else A_CAGE, cage),
                 dump=command != MODULE_GET)


def inside(rng):
    """Make all netlink dumps from another network namespace."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    try:
        there = os.open(f"/run/netns/{SPACE}", os.O_RDONLY)
        try:
            os.setns(there, os.CLONE_NEWNET)
        finally:
            os.close(there)
        try:
            return dump(rng)
        finally:
            os.setns(home, os.CLONE_NEWNET)
    except OSError:
        return False
    finally:
        os.close(home)


def ethtool(rng):
    """Send the requests of `ethtool -m` for cages and attached netdevs."""
    names = (*LINKS, *MAC_NAMES, cage_of(rng.randrange(SLOTS)).name)
    attributes = header(rng.choice(names))
    for kind, value in ((E_PAGE, rng.choice((0, 1, 0x11))), (E_BANK, 0),
                        (E_ADDRESS, 0x50)):
        attributes += pack(kind, bytes([value]))
    return asked("ethtool", EEPROM_GET,
                 attributes + pack(E_OFFSET, 128) + pack(E_LENGTH, 128))


def look(rng):
    """Call one of the observers, then pause for the others."""
    time.sleep(rng.random() / 20)
    return rng.choice((files, memory, polled, dump, inside, ethtool))(rng)


def listen(rng):
    """Listen to some notifications, or for a while."""
    heard, end = 0, time.monotonic() + rng.uniform(0.2, 3)
    try:
        family = Family("cmis", timeout=0.5)
    except (Refused, OSError):
        time.sleep(0.05)
        return 0
    with contextlib.closing(family.sock), contextlib.suppress(OSError):
        family.listen("modules")
        family.listen("alerts")
        while time.monotonic() < end:
            heard += bool(family.event())
    return heard


ONLOOKERS = (look, look, listen, listen)


def numbers(seed, name):
    """A source of random numbers for one process."""
    return random.Random(f"{seed} {name}")
