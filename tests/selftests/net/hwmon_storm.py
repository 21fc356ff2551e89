#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: alert rules do not depend on the kernel
"""hwmon: alarms that toggle all the time are told at a bounded rate, and
listeners end with the true state.
"""

import collections
import contextlib
import socket
import threading
import time

from lib import crossings, tap
from alerts_hostile import BLUR, BURST, RATE, Toggler
from lib.crossings import FAST_MS, SLOW_MS

NETLINK_KOBJECT_UEVENT, KERNEL_GROUP, SO_RCVBUFFORCE = 15, 1, 33
HOLD_S, STORM_S = 0.3, 12


class Uevents(threading.Thread):
    """A listener that records the alarms of all hwmon devices."""

    def __init__(self):
        super().__init__(daemon=True)
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM,
                                  NETLINK_KOBJECT_UEVENT)
        self.sock.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 32 << 20)
        self.sock.bind((0, KERNEL_GROUP))
        self.sock.settimeout(0.2)
        self.heard = []
        self.ends = threading.Event()
        self.start()

    def run(self):
        while not self.ends.is_set():
            with contextlib.suppress(TimeoutError):
                self.take(self.sock.recv(65536))

    def take(self, message):
        """A uevent: lines of NAME=VALUE."""
        words = dict(word.split("=", 1) for word in
                     message.decode(errors="replace").split("\0")
                     if "=" in word)
        if words.get("SUBSYSTEM") == "hwmon" and \
                words.get("NAME", "").endswith("_alarm"):
            self.heard.append((time.monotonic(), words["NAME"]))

    def stop(self):
        """Stop listening."""
        self.ends.set()
        self.join()
        self.sock.close()

    def state(self):
        """The alarms that are set, counted from none: each uevent is a change.
        """
        count = collections.Counter(name for _, name in list(self.heard))
        return {name for name, number in count.items() if number % 2}

    def exceeded(self):
        """The largest excess over the limit of a cage."""
        left, worst, last = BURST, 0, 0
        for when, _ in self.heard:
            left = min(BURST, left + RATE * (when - last)) - 1
            last = when
            worst = max(worst, -left)
        return round(worst)


def alarms(hwmon):
    """The alarms that are set."""
    return {path.name for path in hwmon.glob("*_alarm")
            if path.read_text() != "0\n"}


def main():
    """Run the test."""
    t = tap.Tap()
    print("TAP version 13")
    crossings.modules_load()
    with crossings.ports(["3.2t-dr16"]) as (port,):
        hwmon = next(port.cage.glob("device/hwmon/hwmon*"))
        ear = Uevents()
        port.pace(FAST_MS)
        t.ok(crossings.wait(lambda: not alarms(hwmon)), "no alarm is set",
             str(alarms(hwmon)))
        toggler = Toggler(port, 2, HOLD_S)
        time.sleep(STORM_S)
        t.ok(len(ear.heard) > BURST, "alarms storm", str(len(ear.heard)))
        # After one sweep there are no more: waiting events need no sweep.
        port.pace(SLOW_MS)
        toggler.stop()
        time.sleep(0.5)
        t.ok(crossings.wait(lambda: ear.state() == alarms(hwmon), 20),
             "listeners end with the true state",
             str(ear.state() ^ alarms(hwmon)))
        t.ok(ear.exceeded() < 2 * BLUR, f"{len(ear.heard)} uevents, limited "
             "at any time", f"{ear.exceeded()} too many")
        ear.stop()
    t.done()


if __name__ == "__main__":
    main()
