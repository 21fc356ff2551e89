#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
"""The generic netlink family: dumps, requests, refusals, notifications."""

import contextlib
import errno
import os
import pathlib
import subprocess
import sys
import time

from lib.genl import Family, Refused, number, pack, signed, text

SIM = "tools/cmis-sim"
MODULE_GET, MODULE_NTF, MONITOR_GET, LANE_GET, ALERT_GET, ALERT_NTF, SET = \
    range(1, 8)
# Attributes by their place in Documentation/netlink/specs/cmis.yaml.
ID, NAME, LABEL, STATUS, ERROR, GENERATION, NETDEV, THERMAL_MS, LANES_MS = \
    range(1, 10)
STALE, VENDOR_NAME, VENDOR_PN, LANES, EVENT, SEQUENCE = 10, 16, 18, 23, 24, 25
M_CAGE, M_GENERATION, M_QUANTITY, M_SIDE, M_LANE, M_UNIT, M_VALUE = range(1, 8)
M_THRESHOLDS, M_LEVELS = 9, 10
A_TYPE, A_QUANTITY, A_LEVEL, A_LANE, A_ACTIVE, A_REASON = 3, 4, 5, 7, 8, 16
A_SEQUENCE, A_ALL = 18, 20
INSERTED, REMOVED = 2, 3

count, failed = 0, 0


def result(good, name, note=""):
    """One TAP result."""
    global count, failed
    count += 1
    failed += not good
    print(f"{'ok' if good else 'not ok'} {count} - {name}", flush=True)
    if not good and note:
        print(f"# {note}", flush=True)


def equal(name, expected, actual):
    """Passes if both are the same."""
    result(expected == actual, name, f"expected {expected!r}, is {actual!r}")


def sim(*words):
    """Runs the simulator's command."""
    return subprocess.run([SIM, *words], check=True, capture_output=True,
                          text=True).stdout


def refused(name, error, words, call, *args):
    """Passes if the kernel refuses with that errno and message."""
    try:
        call(*args)
        result(False, name, "was not refused")
    except Refused as refusal:
        result(refusal.errno == error and words in refusal.text, name,
               f"{errno.errorcode.get(refusal.errno)}: {refusal.text!r}")


def wait_status(cage, status):
    """Until the cage has that status."""
    for _ in range(300):
        if (cage / "status").read_text().strip() == status:
            return
        time.sleep(0.1)
    raise TimeoutError(f"{cage} is not {status}")


def next_event(family, command, attribute, value):
    """The next notification whose attribute has the value."""
    while True:
        got, attributes = family.event()
        if got == command and attribute in attributes and \
           number(attributes[attribute]) == value:
            return attributes


def test_dumps(family):
    """All cages, monitors and lanes."""
    cages = family.request(MODULE_GET, dump=True)
    equal("two cages", ["SIM-1.6T-DR8", "SIM-3.2T-DR16"],
          [text(cage[VENDOR_PN]) for _, cage in cages])
    equal("lanes of both", [8, 16],
          [number(cage[LANES]) for _, cage in cages])
    lanes = family.request(LANE_GET, dump=True)
    equal("each lane once", 24, len(lanes))
    lanes = family.request(LANE_GET, pack(1, 1), dump=True)
    equal("lanes of one cage", 16, len(lanes))
    monitors = [m for _, m in family.request(MONITOR_GET, dump=True)
                if M_QUANTITY in m]
    rx = [m for m in monitors if number(m[M_QUANTITY]) == 8]
    equal("received power of each lane, which count from 1",
          [*range(1, 9), *range(1, 17)], [number(m[M_LANE]) for m in rx])
    temperature = [signed(m[M_VALUE]) for m in monitors
                   if number(m[M_QUANTITY]) == 0]
    equal("temperature in thousandths", [45000, 45000], temperature)
    one = family.request(MONITOR_GET,
                         pack(M_CAGE, 0) + pack(M_QUANTITY, 6) +
                         pack(M_LANE, 3))[0][1]
    equal("what is said of lane 3 is of lane 3", 3, number(one[M_LANE]))
    equal("lane 3 transmits in nW", 1226000, number(one[M_VALUE]))


def test_refusals(family):
    """Impossible requests are refused, with words."""
    refused("a cage that is not there", errno.ENODEV, "no such cage",
            family.request, MODULE_GET, pack(ID, 77))
    refused("no cage named", errno.EINVAL, "which cage",
            family.request, MODULE_GET)
    refused("a lane that is not there", errno.ENOENT, "no such lane",
            family.request, LANE_GET, pack(1, 0) + pack(3, 9))
    refused("lane 0", errno.ENOENT, "no such monitor",
            family.request, MONITOR_GET,
            pack(M_CAGE, 0) + pack(M_QUANTITY, 6) + pack(M_LANE, 0))
    refused("a period out of range", errno.ERANGE, "100 to 3600000",
            family.request, SET, pack(ID, 0) + pack(THERMAL_MS, 99))
    refused("a label that cannot be printed", errno.EINVAL, "printable",
            family.request, SET, pack(ID, 0) + pack(LABEL, "a\x1bb"))
    refused("a netdev that is not there", errno.ENODEV, "no such netdev",
            family.request, SET, pack(ID, 0) + pack(NETDEV, "nosuch0"))
    refused("a netdev with its own access", errno.EOPNOTSUPP, "of its own",
            family.request, SET, pack(ID, 0) + pack(NETDEV, "cmis1"))
    refused("an attribute that is too long", errno.EINVAL, "",
            family.request, SET, pack(ID, 0) + pack(LABEL, "x" * 40))


def test_settings(family, cage):
    """Each setting is changed alone."""
    before = (cage / "lanes_period_ms").read_text()
    family.request(SET, pack(ID, 0) + pack(THERMAL_MS, 150) +
                   pack(LABEL, "port 1"))
    equal("period set", "150", (cage / "thermal_period_ms").read_text().strip())
    equal("label set", "port 1", (cage / "label").read_text().strip())
    equal("the other stays", before, (cage / "lanes_period_ms").read_text())
    refused("all or nothing", errno.ERANGE, "", family.request, SET,
            pack(ID, 0) + pack(THERMAL_MS, 500) + pack(STALE, 0))
    equal("nothing changed", "150",
          (cage / "thermal_period_ms").read_text().strip())


def test_events(listener, family):
    """Alerts and modules are told of, in one sequence."""
    sim("set", "p0", "temperature_c=72.5")
    raised = next_event(listener, ALERT_NTF, A_ACTIVE, 1)
    equal("a warning is raised", (0, 0, 4),
          (number(raised[A_TYPE]), number(raised[A_QUANTITY]),
           number(raised[A_LEVEL])))
    active = family.request(ALERT_GET, dump=True)
    equal("and is active", 1, len(active))
    sim("set", "p0", "temperature_c=45")
    cleared = next_event(listener, ALERT_NTF, A_ACTIVE, 0)
    equal("it is cleared because it is gone", 0, number(cleared[A_REASON]))
    result(number(cleared[A_SEQUENCE]) > number(raised[A_SEQUENCE]),
           "with a higher number")
    equal("nothing is active", 0, len(family.request(ALERT_GET, dump=True)))
    ended = family.request(ALERT_GET, pack(A_ALL, b""), dump=True)
    equal("what has ended can be asked for", 1, len(ended))
    sim("remove", "p0")
    gone = next_event(listener, MODULE_NTF, EVENT, REMOVED)
    result(SEQUENCE in gone, "a removal is told of")
    sim("insert", "p0")
    back = next_event(listener, MODULE_NTF, EVENT, INSERTED)
    equal("an insertion too, with its generation", 2,
          number(back[GENERATION]))


def test_overflow(family):
    """A listener that sleeps is told, and one dump brings it up to date."""
    sleeper = Family("cmis", rcvbuf=2048)
    sleeper.listen("alerts")
    for celsius in ("72.5", "45", "76", "45", "77", "45", "78"):
        sim("set", "p0", f"temperature_c={celsius}")
        time.sleep(0.8)
    lost = False
    with contextlib.suppress(TimeoutError):
        sleeper.sock.settimeout(3)
        while not lost:
            try:
                sleeper.event()
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                lost = True
    result(lost, "an overflow is told of")
    time.sleep(2)
    active = {number(a[A_LEVEL]) for _, a in
              family.request(ALERT_GET, dump=True)}
    equal("a dump has the true state", {1, 4}, active)


def as_nobody(call):
    """The exit status of a child without privileges."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    with contextlib.suppress(Exception):
        os.setgid(65534)
        os.setuid(65534)
        status = call()
    os._exit(status)


def nobody_listens():
    """Without privileges: to read and to listen is allowed."""
    family = Family("cmis")
    family.listen("alerts")
    return 0 if len(family.request(MODULE_GET, dump=True)) == 2 else 1


def nobody_sets():
    """Without privileges: to set is refused."""
    try:
        Family("cmis").request(SET, pack(ID, 0) + pack(THERMAL_MS, 1000))
    except Refused as refusal:
        return 0 if refusal.errno == errno.EPERM else 1
    return 1


def main():
    """Two modules, and all tests on them."""
    sim("add", "p0", "--profile", "1.6t-dr8")
    sim("add", "p1", "--profile", "3.2t-dr16")
    cages = [pathlib.Path(f"/sys/class/cmis/cmis{n}") for n in range(2)]
    try:
        for cage in cages:
            wait_status(cage, "ready")
        family, listener = Family("cmis"), Family("cmis")
        listener.listen("alerts")
        listener.listen("modules")
        test_dumps(family)
        test_refusals(family)
        test_settings(family, cages[0])
        test_events(listener, family)
        test_overflow(family)
        equal("anybody may read and listen", 0, as_nobody(nobody_listens))
        equal("not everybody may set", 0, as_nobody(nobody_sets))
    finally:
        sim("del", "p0")
        sim("del", "p1")
    print(f"1..{count}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
