# SPDX-License-Identifier: GPL-2.0-only
"""Shared by the tests in Python; each folder of tests has it as its lib."""

import os
import pathlib

TOP = pathlib.Path(__file__).resolve().parents[3]
SIM = TOP / "tools/cmis-sim"
PORTS = pathlib.Path("/sys/kernel/config/cmis-sim")
CAGES = pathlib.Path("/sys/class/cmis")
# Images of modules that others have published are not part of the tree.
DUMPS = pathlib.Path(os.environ.get("CMIS_DUMPS") or
                     TOP.parent / "shared/dumps")
