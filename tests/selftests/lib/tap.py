# SPDX-License-Identifier: GPL-2.0-only
"""Test Anything Protocol, for one test script."""

import json
import subprocess
import sys


class Tap:
    """Prints results as they come, and the plan at the end."""

    def __init__(self):
        self.count = 0
        self.failures = 0

    def ok(self, passed, name, why=""):
        """One result."""
        self.count += 1
        self.failures += not passed
        print(f"{'' if passed else 'not '}ok {self.count} {name}")
        if not passed and why:
            print(f"# {why}")
        return passed

    def same(self, got, want, name, tolerance=0):
        """A value that ought to be another, numbers within a tolerance."""
        return self.ok(same(got, want, tolerance), name,
                       f"got {got!r}, want {want!r}")

    def skip(self, name, why):
        """A result that cannot be had here."""
        self.count += 1
        print(f"ok {self.count} {name} # SKIP {why}")

    def done(self):
        """The plan; ends the program."""
        print(f"1..{self.count}")
        sys.exit(1 if self.failures else 0)


def same(got, want, tolerance=0):
    """Whether two values are equal, numbers in them within a tolerance."""
    if isinstance(want, dict):
        return (isinstance(got, dict) and got.keys() == want.keys() and
                all(same(got[key], want[key], tolerance) for key in want))
    if isinstance(want, list):
        return (isinstance(got, list) and len(got) == len(want) and
                all(same(a, b, tolerance) for a, b in zip(got, want)))
    numbers = (int, float)
    if (isinstance(want, numbers) and isinstance(got, numbers) and
            not isinstance(want, bool) and not isinstance(got, bool)):
        return abs(got - want) <= tolerance
    return type(got) is type(want) and got == want


def dump(tool, what):
    """The output of cmis-dump, as an object; None if it fails."""
    run = subprocess.run([tool, str(what)], capture_output=True, text=True,
                         check=False)
    if run.returncode:
        print("# " + run.stderr.strip().replace("\n", "\n# "))
        return None
    return json.loads(run.stdout)
