#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Run KUnit test modules on the running kernel and report them as flat TAP.

Loads kunit.ko and then each test module in turn, reads the nested KTAP that
it prints to the kernel log, and prints one TAP line per test case (per
parameter, where a case has parameters).  To be run as root in a test VM:

    scripts/vm -- tests/vm/kunit.py            all of tests/kunit/*_kunit.c
    scripts/vm -- tests/vm/kunit.py xfer_kunit
    tests/vm/kunit.py --log FILE NAME          parse a saved kernel log

A module that does not load, a missing or broken plan, a lost or truncated
log, a suite without tests, and a module that does not unload are failures.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import threading
from dataclasses import dataclass, field

INDENT = 4
MODULE_TIMEOUT_S = 600
MARK_TIMEOUT_S = 60
RESULT = re.compile(r"(?P<status>ok|not ok) (?P<number>\d+) ?(?P<text>.*)")
PLAN = re.compile(r"1\.\.(?P<count>\d+)")
HEADER = "KTAP version 1"
NOISE = re.compile("# (Subtest|module): ")
SOURCE_DIR = re.compile(r"/\S*/(?=(drivers|tests)/)")


@dataclass
class Result:
    """One 'ok' or 'not ok' line, with the results below it."""
    name: str
    passed: bool
    number: int
    skip: str | None = None
    log: list[str] = field(default_factory=list)
    children: list["Result"] = field(default_factory=list)


class Ktap:
    """Parser of one module's nested KTAP: results by depth, and problems."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.started = False
        self.plans: dict[int, int] = {}
        self.pending: dict[int, list[Result]] = {}
        self.log: list[str] = []

    def line_add(self, line: str) -> None:
        """Take the next line of the log."""
        text = line.lstrip(" ")
        depth = (len(line) - len(text)) // INDENT
        text = text.rstrip()
        if text == HEADER:
            self.started = self.started or depth == 0
        elif plan := PLAN.fullmatch(text):
            self.plans[depth] = int(plan["count"])
        elif result := RESULT.fullmatch(text):
            self.result_add(depth, result)
        elif text and not NOISE.match(text):
            self.log.append(SOURCE_DIR.sub("", text))

    def result_add(self, depth: int, match: re.Match) -> None:
        """Close pending results below a result line, and file the result."""
        name, _, skip = match["text"].partition(" # SKIP")
        result = Result(name.removeprefix("- ").strip(),
                        match["status"] == "ok", int(match["number"]),
                        skip.strip() if "# SKIP" in match["text"] else None,
                        self.log)
        self.log = []
        result.children = self.level_close(depth + 1, result.name)
        if depth == 0 and not result.children:
            self.problems.append(f"suite {result.name} ran no test")
        self.pending.setdefault(depth, []).append(result)

    def level_close(self, depth: int, owner: str) -> list[Result]:
        """Take the results at a depth and hold them against their plan."""
        results = self.pending.pop(depth, [])
        plan = self.plans.pop(depth, None)
        if plan is not None and plan != len(results):
            self.problems.append(
                f"{owner}: {plan} results planned, {len(results)} seen")
        if [result.number for result in results] != [
                *range(1, len(results) + 1)]:
            self.problems.append(f"{owner}: results out of sequence")
        return results

    def finish(self) -> list[Result]:
        """End of the log: the suites."""
        if not self.started:
            self.problems.append("no KTAP header in the kernel log")
        elif 0 not in self.plans:
            self.problems.append("no KTAP plan in the kernel log")
        if any(depth > 0 for depth in self.pending):
            self.problems.append("log ends within a suite")
        suites = self.level_close(0, "module")
        if not suites:
            self.problems.append("no suite ran")
        return suites


class Tap:
    """Writer of flat TAP, and the count of failures."""

    def __init__(self) -> None:
        self.count = 0
        self.failed = 0

    def result_print(self, passed: bool, name: str, skip: str | None = None,
                     log: list[str] | None = None) -> None:
        """Print one result; the log of a failed one as comments before it."""
        self.count += 1
        if not passed:
            self.failed += 1
            for line in log or []:
                print(f"# {line.removeprefix('# ')}")
        directive = "" if skip is None else f" # SKIP {skip}".rstrip()
        print(f"{'ok' if passed else 'not ok'} {self.count} {name}{directive}",
              flush=True)

    def tree_print(self, result: Result, path: str) -> None:
        """Print the leaves of a result; a failure of its own as well."""
        path = f"{path}.{result.name}" if path else result.name
        for child in result.children:
            self.tree_print(child, path)
        below = any(not child.passed for child in result.children)
        if not result.children or not (result.passed or below):
            self.result_print(result.passed, path, result.skip, result.log)

    def module_print(self, module: str, ktap: Ktap) -> None:
        """Print all that a module's log holds."""
        for suite in ktap.finish():
            self.tree_print(suite, "")
        for problem in ktap.problems:
            self.result_print(False, f"{module}: {problem}", log=ktap.log)

    def end(self) -> int:
        """Print the plan and return the exit status."""
        print(f"1..{self.count}", flush=True)
        return 0 if self.count and not self.failed else 1


class KernelLog(threading.Thread):
    """Reader of /dev/kmsg from now on, while a module prints to it."""

    def __init__(self, module: str) -> None:
        super().__init__(daemon=True)
        self.fd = os.open("/dev/kmsg", os.O_RDWR)
        os.lseek(self.fd, 0, os.SEEK_END)
        self.lines: list[str] = []
        self.lost = False
        self.mark = f"kunit.py: end of {module} ({os.getpid()})"
        self.start()

    def run(self) -> None:
        """Collect lines until the end mark comes by."""
        while True:
            try:
                record = os.read(self.fd, 16384)
            except BrokenPipeError:
                self.lost = True
                continue
            text = record.decode(errors="replace").split(";", 1)[1]
            text = re.sub(r"\\x([0-9a-f]{2})",
                          lambda m: chr(int(m[1], 16)), text.split("\n")[0])
            if text == self.mark:
                return
            self.lines += text.split("\n")

    def stop(self) -> list[str]:
        """Wait for all that was logged until now, and return it."""
        os.write(self.fd, f"{self.mark}\n".encode())
        self.join(MARK_TIMEOUT_S)
        self.lost |= self.is_alive()
        os.close(self.fd)
        return self.lines


def command_run(*command: str) -> str:
    """Run a command; return its error message, '' if it worked."""
    try:
        done = subprocess.run(command, capture_output=True, text=True,
                              timeout=MODULE_TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return f"{command[0]} did not return in {MODULE_TIMEOUT_S} s"
    if not done.returncode:
        return ""
    return " ".join((done.stderr or done.stdout).split()) or \
        f"{command[0]}: exit status {done.returncode}"


def module_run(tap: Tap, module: str) -> None:
    """Load a test module, which runs its tests, and unload it."""
    log = KernelLog(module)
    error = command_run("modprobe", module)
    ktap = Ktap()
    for line in log.stop():
        ktap.line_add(line)
    if log.lost:
        ktap.problems.append("lines of the kernel log were lost")
    if error:
        ktap.problems.append(error)
    tap.module_print(module, ktap)
    if not error and (error := command_run("rmmod", module)):
        tap.result_print(False, f"{module}: {error}")


def modules_list() -> list[str]:
    """The test modules of the tree."""
    kunit = pathlib.Path(__file__).resolve().parent.parent / "kunit"
    return sorted(path.stem for path in kunit.glob("*_kunit.c"))


def log_parse(tap: Tap, name: str, path: str) -> None:
    """Report a kernel log that was saved to a file."""
    ktap = Ktap()
    text = sys.stdin.read() if path == "-" else pathlib.Path(path).read_text()
    for line in text.splitlines():
        ktap.line_add(re.sub(r"^(<\d+>)?\[ *\d+\.\d+\] ", "", line))
    tap.module_print(name, ktap)


def main() -> int:
    """See the top of the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--log", metavar="FILE",
                        help="parse a saved kernel log ('-': stdin)")
    args = parser.parse_args()

    tap = Tap()
    print("TAP version 13")
    if args.log:
        log_parse(tap, (args.modules or ["log"])[0], args.log)
        return tap.end()
    modules = args.modules or modules_list()
    if not modules:
        tap.result_print(False, "kunit: no test module in tests/kunit")
    elif error := command_run("modprobe", "kunit"):
        tap.result_print(False, f"kunit: {error}")
    else:
        for module in modules:
            module_run(tap, module)
        if error := command_run("rmmod", "kunit"):
            tap.result_print(False, f"kunit: {error}")
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
