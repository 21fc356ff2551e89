#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Prints trip events of the kernel's thermal family: "up ZONE TRIP"."""

import sys

from .genl import Family, number

EVENTS = {5: "up", 6: "down"}

family = Family("thermal", timeout=60)
family.listen("event")
print("ready", flush=True)
for _ in range(int(sys.argv[1])):
    command, attributes = family.event()
    while command not in EVENTS:
        command, attributes = family.event()
    print(EVENTS[command], number(attributes[2]), number(attributes[5]),
          flush=True)
