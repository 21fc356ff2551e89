# SPDX-License-Identifier: GPL-2.0-only
"""Test Anything Protocol, for one test script."""

import errno
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
        sys.stdout.flush()
        return passed

    def result(self, name, wrong):
        """One result, with a list of the differences."""
        return self.ok(not wrong, name, "\n# ".join(map(str, wrong[:50])))

    def equal(self, name, expected, actual):
        """Passes if both are the same."""
        def text(value):
            return value.hex(" ") if isinstance(value, bytes) else repr(value)
        return self.ok(expected == actual, name,
                       f"expected {text(expected)}\n# actual   {text(actual)}")

    def error(self, name, number, call, *args):
        """Passes if a call fails with this errno."""
        try:
            got = call(*args)
        except OSError as error:
            got = errno.errorcode[error.errno]
        return self.equal(name, errno.errorcode[number], got)

    def same(self, got, want, name, tolerance=0):
        """Passes if a value is right, numbers within a tolerance."""
        return self.ok(same(got, want, tolerance), name,
                       f"got {got!r}, want {want!r}")

    def skip(self, name, why):
        """Skip one result."""
        self.count += 1
        print(f"ok {self.count} {name} # SKIP {why}")

    def skip_all(self, name, why):
        """Skip all results; ends the program."""
        self.skip(name, why)
        self.done()

    def done(self):
        """Print the plan; ends the program."""
        print(f"1..{self.count}", flush=True)
        sys.exit(1 if self.failures or not self.count else 0)


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
