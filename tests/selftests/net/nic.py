#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: oldest newest: the locks of ethtool differ
"""Modules behind the firmware of a NIC: cages of interfaces that an
administrator names. They show what a cage on the bus of the same module shows,
as far as the network driver can read, and outlive all that a NIC does.
"""

import errno
import json
import os
import pathlib
import re
import shutil
import subprocess
import threading
import time

from lib import CAGES, PORTS, sim, tap, wait

DRIVER = pathlib.Path("/sys/bus/platform/drivers/cmis-nic")
MACS = pathlib.Path("/sys/kernel/config/cmis-sim-mac")
PERIODS = ("thermal_period_ms", "lanes_period_ms", "vdm_period_ms")
# Files of the binding and of the driver's own work, and those that follow time
OWN = re.compile(r"(generation|label|netdev|netdev_state|uevent|eeprom|stats|"
                 r"power|device|subsystem|hwmon|nic|sample_age_ms|alerts.*|"
                 r"[a-z]+_period_ms|statistics|diagnostics|stale_sweeps)$")
# Only a write gives them: a freeze of VDM, the selector of page 14h, CDB
WRITES = re.compile(r"_(min|max|avg|total)(_[a-z]+)?$|_(frames|errors|bits)$|"
                    r"_sync_lost$|^firmware_build$|^vdm/observables$")
FLAGS = re.compile(r"(^|/)[tr]x_(fault|los|cdr_lol|adapt_eq_fail|lol)$")
# The monitors of lanes at fixed registers: all else is VDM
LANES = re.compile(r"/(tx_power_nw|rx_power_nw|tx_bias_ua|datapath_state|"
                   r"application|[tr]x_output_valid|config_status)$")
NICS = ("mlx5-old", "bnxt", "fbnic", "ionic")
BANKED = ("fbnic", "mlxsw")


def run(*words):
    """Status of a command without output."""
    return subprocess.run(words, check=False, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode


def value(path):
    """The content of a file, or the name of the error."""
    try:
        return path.read_text().rstrip("\n")
    except OSError as error:
        return errno.errorcode[error.errno]


def nic_device(name):
    """The device of an interface that is wanted, or None."""
    for device in DRIVER.glob("cmis-nic.*"):
        if value(device / "netdev") == name:
            return device
    return None


class Nic:
    """An interface that is wanted, and its cage."""

    def __init__(self, name):
        (DRIVER / "new_netdev").write_text(name)
        self.name = name
        self.device = nic_device(name)

    @property
    def state(self):
        """The state of the interface."""
        return value(self.device / "state")

    @property
    def cage(self):
        """The folder of the cage, or None."""
        return next(self.device.glob("cmis/cmis*"), None)

    def awaits(self, state):
        """Wait for the status of the cage; return whether it comes."""
        return wait(lambda: self.cage and
                    value(self.cage / "status") == state, 30)

    def fast(self):
        """Sweep often."""
        fast(self.cage)

    def drop(self):
        """Want the interface no more."""
        (DRIVER / "delete_netdev").write_text(self.name)


def fast(cage):
    """Sweep often."""
    for name in PERIODS:
        (cage / name).write_text("100")


def module_make(port, *words):
    """A module: its cage, or its NIC, as the tool says."""
    names = re.findall(r"(?:cmis|simnic|simmac)\d+", sim("add", port, *words)
                       .partition(":")[2])
    if names[-1].startswith("simnic"):
        (MACS / names[-1] / "latency_us").write_text("0")
    return names


def sweeps(cage):
    """Wait until all classes have been swept once more."""
    before = int(value(cage / "stats/transfers"))
    wait(lambda: int(value(cage / "stats/transfers")) > before + 30, 20)


def tree(cage):
    """All values of a cage by file."""
    found = {}
    for top, folders, files in os.walk(cage):
        rest = pathlib.Path(top).relative_to(cage)
        if not rest.parts:
            folders[:] = [f for f in folders if not OWN.match(f) and
                          not os.path.islink(os.path.join(top, f))]
        for name in files:
            path = str(rest / name)
            if not OWN.match(path):
                found[path] = value(pathlib.Path(top) / name)
    return found


def hwmon(cage):
    """All values of the hwmon device of a cage."""
    folder = next((cage / "device/hwmon").iterdir())
    return {path.name: value(path) for path in folder.iterdir()
            if re.match(r"(temp|in|curr|power)\d", path.name)}


def ethtool(name):
    """The output of ethtool -m."""
    return subprocess.run(["ethtool", "-m", name], check=False, text=True,
                          capture_output=True).stdout


def compare(bus, nic, lanes):
    """The differences of a NIC's cage that nothing explains."""
    wrong = []
    for path in sorted(bus.keys() | nic.keys()):
        if path not in nic:
            lane = re.match(r"lane(\d+)(/|$)", path)
            if not (WRITES.search(path) or FLAGS.search(path) or
                    (lane and int(lane[1]) > lanes)):
                wrong.append(f"{path}: absent, {bus[path]} on the bus")
        elif path not in bus:
            wrong.append(f"{path}: {nic[path]}, absent on the bus")
        elif nic[path] != bus[path] and not WRITES.search(path):
            wrong.append(f"{path}: {nic[path]}, {bus[path]} on the bus")
    return wrong


def ionic_leaves(wrong):
    """Without the lines that say that VDM is absent."""
    return [line for line in wrong
            if not re.search(r": absent, ", line) or
            (line.startswith("lane") and LANES.search(line.split(":")[0]))]


def differences(kind, want, nic, lanes):
    """Differences between a cage on a bus and a kind of NIC."""
    wrong = compare(want, tree(nic.cage), lanes)
    return ionic_leaves(wrong) if kind == "ionic" else wrong


def settled(find):
    """Differences that stay: a copy of firmware may be from before ready."""
    wait(lambda: not find(), 10)
    return find()


def lanes_of(cage):
    """The folders of lanes."""
    return list(cage.glob("lane[0-9]*"))


def test_same(t, profile, lanes, kinds):
    """One module through its bus and through some NICs."""
    [name] = module_make("p0", "--profile", profile, "--serial", "SAME")
    bus = CAGES / name
    wait(lambda: value(bus / "status") == "ready")
    fast(bus)
    sweeps(bus)
    want, want_hwmon = tree(bus), hwmon(bus)
    sim("del", "p0")
    for kind in kinds:
        [name] = module_make("p1", "--no-driver", "--profile", profile,
                             "--serial", "SAME", "--nic", kind)
        nic = Nic(name)
        t.ok(nic.awaits("ready"), f"{profile} behind {kind} is ready",
             nic.state)
        nic.fast()
        sweeps(nic.cage)
        reach = lanes if kind in BANKED else min(lanes, 8)
        t.result(f"{profile} behind {kind}: values", settled(
            lambda k=kind, n=nic, r=reach: differences(k, want, n, r)))
        if lanes <= 8:
            t.result(f"{profile} behind {kind}: sensors", settled(
                lambda n=nic: [file for file, got in hwmon(n.cage).items()
                               if got != want_hwmon.get(file)]))
        t.equal(f"{profile} behind {kind}: lanes", reach,
                len(lanes_of(nic.cage)))
        t.equal(f"{profile} behind {kind}: a thermal zone",
                kind not in ("mlx5", "mlx5-old", "mlxsw"),
                any(value(zone / "type") == nic.cage.name for zone in
                    pathlib.Path("/sys/class/thermal").glob("thermal_zone*")))
        t.ok("freeze" in value(nic.device / "absent"),
             f"{profile} behind {kind}: reasons for what is absent")
        t.ok("SAME" in ethtool(name) or lanes > 8,
             f"{profile} behind {kind}: ethtool reads the module")
        nic.drop()
        sim("del", "p1")


def test_flags(t):
    """No sweep reads flags; a raw read does."""
    [name] = module_make("p0", "--no-driver", "--profile", "400g-dr4",
                         "--nic", "mlx5")
    nic = Nic(name)
    nic.awaits("ready")
    nic.fast()
    sweeps(nic.cage)
    for place in ("lower.9", "11.136"):
        sim("set", "p0", f"byte.{place}=1")
    sweeps(nic.cage)
    t.equal("sweeps leave flags to the firmware",
            "lower.9 0x01 11.136 0x01".split(),
            " ".join(sim("get", "p0", f"byte.{place}").replace("byte.", "")
                     .strip() for place in ("lower.9", "11.136")).split())
    t.equal("no file shows them", [],
            [p.name for p in nic.cage.glob("lane1/*") if FLAGS.search(p.name)])
    with open(nic.cage / "eeprom", "rb", buffering=0) as file:
        t.equal("a raw read", b"\x18", file.read(1))
    t.error("a write", errno.EROFS, eeprom_write, nic.cage)
    t.ok(not (nic.cage / "lane9").exists(), "no lanes of other banks")
    t.equal("no alert yet", "0", value(nic.cage / "alerts/active"))
    sim("set", "p0", "temperature_c=99")
    t.ok(wait(lambda: value(nic.cage / "alerts/active") == "2", 20),
         "a value beyond its thresholds raises alerts",
         value(nic.cage / "alerts/active"))
    nic.drop()
    sim("del", "p0")


def cmisctl(*words):
    """Status and output of cmisctl."""
    done = subprocess.run(["cmisctl", *words], check=False, text=True,
                          capture_output=True)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_tool(t):
    """cmisctl names interfaces, and lists them."""
    if not shutil.which("cmisctl"):
        t.skip("cmisctl nic", "cmisctl is not built")
        return
    t.equal("none yet", (0, ""), cmisctl("nic"))
    t.equal("added", (0, ""), cmisctl("nic", "add", "eth77"))
    t.equal("listed", (0, "eth77 - waiting for the interface"),
            cmisctl("nic", "list"))
    t.equal("as JSON", [{"netdev": "eth77",
                         "state": "waiting for the interface"}],
            json.loads(cmisctl("nic", "--json")[1]))
    t.equal("twice", (1, "cmisctl: the interface has been added already"),
            cmisctl("nic", "add", "eth77"))
    t.equal("removed", (0, ""), cmisctl("nic", "remove", "eth77"))
    t.equal("no more", (1, "cmisctl: the interface has not been added"),
            cmisctl("nic", "remove", "eth77"))
    t.equal("no action", 1, cmisctl("nic", "shake", "eth77")[0])


def eeprom_write(cage):
    """Write a byte of the user's page."""
    handle = os.open(cage / "eeprom", os.O_WRONLY)
    try:
        os.pwrite(handle, b"\x00", 26)
    finally:
        os.close(handle)


def test_trouble(t):
    """A NIC in a reset, and modules that do not answer."""
    for kind, states in (("mlx5-old", ("busy", "gone", "detached",
                                       "error")),
                         ("fbnic", ())):
        [name] = module_make("p0", "--no-driver", "--profile", "400g-dr4",
                             "--nic", kind)
        mac = MACS / name
        nic = Nic(name)
        nic.awaits("ready")
        nic.fast()
        cage = nic.cage
        for state in states:
            # Firmware hangs, and the driver does not say so.
            (mac / "hang_ms").write_text("1100" if state == "error" else "0")
            (mac / "state").write_text(state)
            t.ok(nic.awaits("fault"), f"{kind} {state}: values grow old")
            t.equal(f"{kind} {state}: reason", "unreachable",
                    value(cage / "fault"))
            skipped = int(value(cage / "stats/skipped_sweeps"))
            t.ok(skipped >= 3, f"{kind} {state}: sweeps are counted")
            (mac / "hang_ms").write_text("0")
            (mac / "state").write_text("ok")
            t.ok(nic.awaits("ready"), f"{kind} {state}: and back")
            t.equal(f"{kind} {state}: the module was never removed", "1",
                    value(cage / "generation"))
        sim("remove", "p0")
        t.ok(nic.awaits("empty"), f"{kind}: no module")
        t.equal(f"{kind}: its values are gone", [],
                lanes_of(cage))
        sim("insert", "p0")
        run("ip", "link", "set", name, "up")
        t.ok(nic.awaits("ready"), f"{kind}: another module")
        t.equal(f"{kind}: and it counts", "2", value(cage / "generation"))
        (mac / "state").write_text("denied")
        t.ok(nic.awaits("empty"), f"{kind}: a late refusal is no answer")
        t.equal(f"{kind}: and the cage stays", cage, nic.cage)
        (mac / "state").write_text("ok")
        nic.drop()
        sim("del", "p0")


def test_lock(t):
    """Somebody else holds RTNL: sweeps are skipped, and nothing is stuck."""
    [name] = module_make("p0", "--no-driver", "--profile", "400g-dr4",
                         "--nic", "ionic")
    [other] = module_make("p1", "--no-driver", "--profile", "400g-dr4",
                          "--nic", "mlx5-old")
    nic = Nic(name)
    nic.awaits("ready")
    nic.fast()
    sweeps(nic.cage)
    held = int(value(nic.cage / "stats/lock_us"))
    t.ok(held > 0, "the time with locks is counted")
    (MACS / other / "hang_ms").write_text("1000")
    reader = threading.Thread(target=ethtool, args=(other,))
    reader.start()
    t.ok(wait(lambda: value(nic.cage / "stats/skipped_sweeps") != "0", 30),
         "sweeps are skipped while RTNL is taken")
    (MACS / other / "hang_ms").write_text("0")
    reader.join()
    t.ok(nic.awaits("ready"), "and go on")
    t.equal("no module was removed", "1", value(nic.cage / "generation"))
    nic.drop()
    sim("del", "p1", "p0")


def test_names(t):
    """Interfaces come, go, move and get names, in any order with the cage."""
    nic = Nic("simnic0")
    t.equal("no interface yet", "waiting for the interface", nic.state)
    [name] = module_make("p0", "--no-driver", "--profile", "400g-dr4",
                         "--nic", "mlx5")
    t.equal("the tool's name", "simnic0", name)
    t.ok(nic.awaits("ready"), "the interface comes later", nic.state)
    nic.fast()
    t.error("named twice", errno.EEXIST, Nic, "simnic0")
    t.error("no such name", errno.ENODEV,
            (DRIVER / "delete_netdev").write_text, "nosuch0")
    t.error("no name", errno.EINVAL, (DRIVER / "new_netdev").write_text, "a/b")
    t.equal("the cage knows its interface", "simnic0",
            value(nic.cage / "netdev"))
    cage = nic.cage
    t.equal("renamed", 0, run("ip", "link", "set", "simnic0", "name", "lan0"))
    t.ok(wait(lambda: value(cage / "netdev") == "lan0"), "the cage follows")
    second = Nic("lan0")
    t.ok(wait(lambda: second.state == "has a cage already"),
         "not twice by another name", second.state)
    second.drop()
    run("ip", "netns", "add", "away")
    t.equal("moved", 0, run("ip", "link", "set", "lan0", "netns", "away"))
    sweeps(cage)
    t.equal("the cage stays", (cage, "ready"),
            (nic.cage, value(cage / "status")))
    run("ip", "netns", "exec", "away", "ip", "link", "set", "lan0", "name",
        "simnic0")
    run("ip", "netns", "exec", "away", "ip", "link", "set", "simnic0",
        "netns", "1")
    run("ip", "netns", "del", "away")
    for turn in range(2):
        (MACS / name).rmdir()
        t.ok(wait(lambda: nic.cage is None), f"{turn}: the interface goes")
        t.equal(f"{turn}: its state", "waiting for the interface", nic.state)
        os.mkdir(MACS / name)
        (MACS / name / "module").write_text(value(PORTS / "p0/bus"))
        t.ok(nic.awaits("ready"), f"{turn}: the interface is back")
        nic.fast()
    (MACS / name / "hang_ms").write_text("300")
    sweeps_start = int(value(MACS / name / "commands"))
    wait(lambda: int(value(MACS / name / "commands")) > sweeps_start)
    t.equal("unloaded during a read", 0, run("rmmod", "cmis_nic"))
    t.equal("no cage is left", [], list(CAGES.iterdir()))
    (MACS / name / "hang_ms").write_text("0")
    t.equal("loaded with a name", 0, run("modprobe", "cmis_nic",
                                         "netdevs=simnic0"))
    t.ok(wait(lambda: any(value(c / "status") == "ready"
                          for c in CAGES.iterdir())), "the name counts")
    run("ip", "link", "property", "add", "dev", name, "altname", "other0")
    second = Nic("other0")
    t.ok(wait(lambda: second.state == "has a cage already"),
         "not twice by an alternative name", second.state)
    (DRIVER / "delete_netdev").write_text("simnic0")
    t.ok(second.awaits("ready"), "the other name gets the free interface",
         second.state)
    (MACS / name).rmdir()
    t.ok(wait(lambda: second.cage is None), "the interface goes")
    os.mkdir(MACS / name)
    (MACS / name / "module").write_text(value(PORTS / "p0/bus"))
    run("ip", "link", "property", "add", "dev", name, "altname", "other0")
    run("ip", "link", "set", name, "up")
    t.ok(second.awaits("ready"), "an alternative name counts again",
         second.state)
    second.drop()
    sim("del", "p0")


def nic_port(name, bus, profile, **settings):
    """An interface of a NIC, with its place in the NIC."""
    mac = MACS / name
    mac.mkdir()
    for file, text in {"profile": profile, **settings, "module": bus}.items():
        (mac / file).write_text(text)


def wanted():
    """The interfaces that are wanted, and their states."""
    return {value(device / "netdev"): value(device / "state")
            for device in DRIVER.glob("cmis-nic.*")}


def bound(*names):
    """The interfaces that have a cage."""
    states = wanted()
    return [name for name in names if states.get(name) == "bound"]


def test_auto(t):
    """All physical ports of known drivers, and one cage for a module."""
    buses = []
    for port in ("p0", "p1", "p2"):
        # Both ends of an active cable may have one serial number.
        sim("add", port, "--no-driver", "--profile", "400g-dr4", "--serial",
            "SAME")
        buses.append((PORTS / port / "bus").read_text().strip())
    nic_port("n0", buses[0], "mlx5", switch_id="1", port_name="p0s0")
    nic_port("n1", buses[0], "mlx5", switch_id="1", port_name="p0s1")
    nic_port("n2", buses[0], "mlx5", switch_id="1", port_name="pf0vf0")
    nic_port("n3", buses[1], "mlxsw", switch_id="2", port_name="p1")
    nic_port("n4", buses[1], "bnxt", port_id="7")
    nic_port("n5", buses[1], "bnxt", port_id="7")
    nic_port("n6", buses[2], "fbnic", switch_id="1", port_name="p1")
    Nic("auto")
    t.ok(wait(lambda: len(bound("n0", "n1")) == 1 and
              len(bound("n4", "n5")) == 1 and bound("n6"), 20),
         "one cage for each module", wanted())
    t.ok(not {"n2", "n3"} & set(wanted()),
         "none for a representor and a switch", wanted())
    t.error("twice", errno.EEXIST, (DRIVER / "new_netdev").write_text, "auto")
    t.error("one of them cannot be removed", errno.EBUSY,
            (DRIVER / "delete_netdev").write_text, "n6")
    [holder] = bound("n4", "n5")
    run("ip", "netns", "add", "away")
    run("ip", "link", "set", holder, "netns", "away")
    nic_port("n7", buses[2], "ionic", port_id="9")
    t.ok(wait(lambda: bound("n7"), 20), "an interface that comes later")
    t.equal("none beside a cage in another namespace", [holder],
            bound("n4", "n5"))
    run("ip", "netns", "exec", "away", "ip", "link", "set", holder, "netns",
        "1")
    run("ip", "netns", "del", "away")
    for name, state in (("n2", "not a physical port"), ("n3", "bound")):
        Nic(name)
        t.ok(wait(lambda n=name, s=state: wanted()[n] == s, 20),
             f"{name} by its name", wanted())
    [first] = bound("n0", "n1")
    [second] = {"n0", "n1"} - {first}
    (MACS / first).rmdir()
    t.ok(wait(lambda: bound(second) and first not in wanted(), 20),
         "the other one takes over", wanted())
    run("ip", "link", "set", "n7", "name", "n9")
    t.ok(wait(lambda: bound("n9") and "n7" not in wanted(), 20),
         "a new name counts", wanted())
    Nic("n9")
    (DRIVER / "delete_netdev").write_text("n9")
    t.ok(wait(lambda: bound("n9"), 20), "auto finds what has lost its name",
         wanted())
    (DRIVER / "delete_netdev").write_text("auto")
    t.equal("without auto, those with names stay", {"n2", "n3"},
            set(wanted()))
    t.error("and nothing more to remove", errno.ENODEV,
            (DRIVER / "delete_netdev").write_text, "auto")
    for name in ("n2", "n3"):
        (DRIVER / "delete_netdev").write_text(name)
    sim("del", "--all")


def view(cage):
    """The link as the network driver sees it."""
    return {path.name: value(path) for path in (cage / "nic").iterdir()
            if path.name != "age_ms"}


def test_view(t):
    """The network driver's view of the link beside the module's."""
    absent = dict.fromkeys(("fec_corrected", "fec_uncorrectable",
                            "fec_corrected_bits", "link_reason"), "ENODATA")
    [name] = module_make("p0", "--no-driver", "--profile", "400g-dr4",
                         "--nic", "mlx5")
    mac = MACS / name
    nic = Nic(name)
    nic.awaits("ready")
    nic.fast()
    run("ip", "link", "set", name, "up")
    t.ok(wait(lambda: value(nic.cage / "nic/age_ms") != "ENODATA", 10),
         "the driver has looked")
    t.equal("nothing is told, so nothing is shown",
            {**absent, "carrier": "up", "carrier_changes": "0"},
            view(nic.cage))
    for file, number in (("fec_corrected", 7), ("fec_uncorrectable", 0),
                         ("fec_corrected_bits", 2 ** 40 + 1)):
        (mac / file).write_text(str(number))
    told = {"fec_corrected": "7", "fec_uncorrectable": "0",
            "fec_corrected_bits": str(2 ** 40 + 1), "link_reason": "ENODATA",
            "carrier": "up", "carrier_changes": "0"}
    t.ok(wait(lambda: view(nic.cage) == told, 10), "counters of FEC",
         view(nic.cage))
    (mac / "link_reason").write_text("4")
    (mac / "carrier").write_text("0")
    down = {**told, "link_reason": "no_cable", "carrier": "down",
            "carrier_changes": "1"}
    t.ok(wait(lambda: view(nic.cage) == down, 10), "why the link is down",
         view(nic.cage))
    if shutil.which("cmisctl"):
        shown = cmisctl("show", nic.cage.name)[1]
        t.ok("link down: no_cable, 1 changes fec 7 blocks corrected fec 0 "
             "blocks uncorrectable fec 1099511627777 bits corrected" in shown,
             "cmisctl shows it", shown)
        [json_nic] = [cage["nic"] for cage in
                      json.loads(cmisctl("list", "--json")[1])
                      if cage["name"] == nic.cage.name]
        json_nic.pop("age-ms")
        t.equal("in netlink", {"carrier": 0, "carrier-changes": 1,
                               "link-reason": "no_cable", "fec-corrected": 7,
                               "fec-uncorrectable": 0,
                               "fec-corrected-bits": 2 ** 40 + 1}, json_nic)
    (mac / "state").write_text("detached")
    t.ok(wait(lambda: view(nic.cage) == {**absent, "carrier": "down",
                                         "carrier_changes": "1"}, 10),
         "what is old is not shown", view(nic.cage))
    nic.drop()
    [cage, port] = module_make("p1", "--profile", "400g-dr4", "--netdev",
                               "mac")
    (MACS / port / "fec_corrected").write_text("5")
    fast(CAGES / cage)
    t.ok(wait(lambda: value(CAGES / cage / "nic/fec_corrected") == "5", 20),
         "a cage on a bus has the view of its MAC driver, too")
    t.equal("and nothing that it does not tell", ["ENODATA"] * 2,
            [value(CAGES / cage / "nic" / name) for name in
             ("fec_uncorrectable", "fec_corrected_bits")])
    sim("del", "p1", "p0")


def longest_pause(cages, seconds):
    """The longest time without a transfer of each cage."""
    seen = {}
    worst = dict.fromkeys(cages, 0.0)
    start = time.monotonic()
    while time.monotonic() < start + seconds:
        for cage in cages:
            now = value(cage / "stats/transfers")
            if seen.get(cage, ("", 0))[0] != now:
                seen[cage] = (now, time.monotonic())
            worst[cage] = max(worst[cage],
                              time.monotonic() - seen[cage][1])
        time.sleep(0.02)
    return worst


def test_slow_view(t):
    """A network driver that takes seconds for its counters delays no sweep."""
    [cage, port] = module_make("p1", "--profile", "400g-dr4", "--netdev",
                               "mac")
    [other] = module_make("p2", "--profile", "400g-dr4")[:1]
    cages = [CAGES / cage, CAGES / other]
    for path in cages:
        t.ok(wait(lambda p=path: value(p / "status") == "ready", 30),
             f"{path.name} is ready")
        fast(path)
    (MACS / port / "fec_us").write_text("3000000")
    (MACS / port / "fec_corrected").write_text("9")
    worst = longest_pause(cages, 8)
    t.ok(value(cages[0] / "nic/fec_corrected") == "9",
         "the slow counters come")
    for path in cages:
        t.ok(worst[path] < 2, f"sweeps of {path.name} go on meanwhile",
             worst[path])
    sim("del", "p1", "p2")


def test_refused(t):
    """Interfaces that lead to no module, or to a cage."""
    [cage, mac] = module_make("p0", "--profile", "400g-dr4", "--netdev", "mac")
    run("ip", "link", "add", "d0", "type", "dummy")
    for name, want in ((cage, "has a cage already"),
                       (mac, "has a cage already"),
                       ("d0", "no module access by page"),
                       ("lo", "no module access by page")):
        nic = Nic(name)
        t.ok(wait(lambda n=nic, w=want: n.state == w), f"{name} is refused",
             nic.state)
        t.ok(nic.cage is None, f"{name} has no cage of a NIC")
        nic.drop()
    run("ip", "link", "del", "d0")
    sim("del", "p0")
    for state in ("unsupported", "denied"):
        [name] = module_make("p0", "--no-driver", "--profile", "400g-dr4",
                             "--nic", "mlx5")
        (MACS / name / "state").write_text(state)
        nic = Nic(name)
        t.ok(wait(lambda n=nic: n.state == "refused by the network driver"),
             f"reads are {state}", nic.state)
        t.ok(nic.cage is None, f"{state}: no cage")
        (MACS / name / "state").write_text("ok")
        run("ip", "link", "set", name, "up")
        t.ok(nic.awaits("ready"), f"{state}: tried again when the link is up")
        nic.drop()
        sim("del", "p0")


def test_beside(t):
    """ethtool reads the module at the same time."""
    [name] = module_make("p0", "--no-driver", "--profile", "400g-dr4",
                         "--serial", "BESIDE", "--nic", "mlx5")
    (MACS / name / "latency_us").write_text("500")
    nic = Nic(name)
    nic.awaits("ready")
    nic.fast()
    seen = []
    readers = [threading.Thread(target=lambda: seen.extend(
        "BESIDE" in ethtool(name) for _ in range(5))) for _ in range(4)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    t.equal("ethtool reads beside the sweeps", [True] * 20, seen)
    t.ok(nic.awaits("ready"), "and the cage is ready")
    nic.drop()
    sim("del", "p0")


def main():
    """All tests."""
    t = tap.Tap()
    for module in ("cmis_nic", "cmis_sim_mac", "cmis_i2c"):
        t.equal(f"{module} loads", 0, run("modprobe", module))
    test_same(t, "1.6t-dr8", 8, NICS)
    test_same(t, "3.2t-dr16", 16, ("mlx5", "mlxsw"))
    test_tool(t)
    test_flags(t)
    test_trouble(t)
    test_lock(t)
    test_names(t)
    test_view(t)
    test_slow_view(t)
    test_auto(t)
    test_refused(t)
    test_beside(t)
    t.equal("nothing is left", 0, run("modprobe", "-r", "cmis_nic",
                                      "cmis_sim_mac", "cmis_sim", "cmis_i2c"))
    t.done()


main()
