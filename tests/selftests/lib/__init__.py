# SPDX-License-Identifier: GPL-2.0-only
"""Shared by the tests in Python; each folder of tests has it as its lib."""

import os
import pathlib
import subprocess
import time

TOP = pathlib.Path(__file__).resolve().parents[3]
SIM = TOP / "tools/cmis-sim"
PORTS = pathlib.Path("/sys/kernel/config/cmis-sim")
CAGES = pathlib.Path("/sys/class/cmis")
# Images of modules that others have published are not part of the tree.
DUMPS = pathlib.Path(os.environ.get("CMIS_DUMPS") or
                     TOP.parent / "shared/dumps")


def wait(condition, patience_s=60):
    """Wait for a condition; return whether it became true in time."""
    end = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def sim(*words):
    """The output of the simulator's tool; raises if it fails."""
    run = subprocess.run([SIM, *map(str, words)], check=False,
                         capture_output=True, text=True)
    if run.returncode:
        raise RuntimeError(f"cmis-sim {' '.join(map(str, words))}: "
                           f"{run.stderr.strip()}")
    return run.stdout
