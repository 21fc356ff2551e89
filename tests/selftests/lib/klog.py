# SPDX-License-Identifier: GPL-2.0-only
"""The kernel's log, for the selftests in Python."""

import re
import subprocess

from . import TOP

PATTERNS = TOP / "scripts/lib/kernel-reports"


class Log:
    """The kernel's messages from now on."""

    def __init__(self, name):
        self.mark = f"{name}: from here on"
        with open("/dev/kmsg", "w", encoding="ascii") as file:
            file.write(f"<5>{self.mark}")

    def lines(self):
        """The messages so far."""
        log = subprocess.run(["dmesg"], check=True, stdout=subprocess.PIPE,
                             text=True, errors="replace").stdout
        return log.rpartition(self.mark)[2].splitlines()

    def count(self, text):
        """How often a text is in the messages."""
        return sum(text in line for line in self.lines())

    def reports(self):
        """Lines with reports of the kernel."""
        patterns = PATTERNS.read_text(encoding="utf-8").splitlines()
        pattern = re.compile("|".join(line for line in patterns
                                      if not line.startswith("#")))
        return [line for line in self.lines() if pattern.search(line)]
