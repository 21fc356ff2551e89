#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# smp: 2
"""A constant reader always gets a value, while sweeps replace the values of
old ones as fast as they may.
"""

import errno
import os
import subprocess
import sys
import time

from lib import tap, wait
from lib.faulty import FAST_MS, module

READ_S = 8
READERS = 3
FILES = ("lane1/rx_power_nw", "lane1/tx_power_nw", "vendor_sn")


def read_all(path):
    """Read one file for a while, in a process of its own: exit status 0, or
    the errno.
    """
    handle = os.open(path, os.O_RDONLY)
    end = time.monotonic() + READ_S
    try:
        while time.monotonic() < end:
            os.pread(handle, 64, 0)
    except OSError as error:
        return error.errno
    return 0


def reader(path):
    """The process of the reader."""
    child = os.fork()
    if not child:
        os._exit(read_all(path))
    return child


def main():
    """One module, several readers."""
    t = tap.Tap()
    sys.stdout.reconfigure(line_buffering=True)
    print("TAP version 13")
    subprocess.run(["modprobe", "-a", "cmis", "cmis_i2c", "cmis_sim"],
                   check=True)
    with module("r") as watched:
        watched.pace(thermal=FAST_MS, lanes=FAST_MS, vdm=FAST_MS)
        t.ok(wait(watched.is_right), "a module is there", watched.state())
        names = [name for name in FILES if (watched.cage / name).exists()]
        t.ok(len(names) > 1, f"files to read: {' '.join(names)}")
        before = watched.transfers()
        readers = [(name, reader(watched.cage / name)) for name in names
                   for _ in range(READERS)]
        failed = {}
        for name, child in readers:
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            if status:
                failed[name] = errno.errorcode.get(status, status)
        t.same(failed, {}, f"{len(readers)} readers get a value each time")
        swept = watched.transfers() - before
        t.ok(swept > READ_S, f"with {swept} transfers meanwhile")
        t.same(watched.value("generation"), "1", "of one module")
    t.done()


if __name__ == "__main__":
    main()
