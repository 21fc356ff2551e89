#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Run the fuzz targets of tests/user/fuzz: the seeds of fuzzing, its
findings so far, and a short run of libFuzzer, always the same one."""

import os
import pathlib
import subprocess
import tempfile

from lib import tap

FUZZ = pathlib.Path(__file__).resolve().parent / "fuzz"
BUILD = FUZZ.parent / "build/fuzz"
SEED = 1
# How many inputs libFuzzer makes; cmisctl prints all that it gets.
RUNS = {"cmisctl": 20000, "simulator": 5000, "vdm": 10000}
RUNS_ELSE = 100000
LIMITS = ("-max_len=4096", "-timeout=10", "-rss_limit_mb=2048")
REPLAY_SECONDS = 60


def make(*goals):
    """The output of make if it fails."""
    done = subprocess.run(["make", "-s", "-C", FUZZ, *goals], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    return done.stdout if done.returncode else ""


def run(*command):
    """Status and the end of the output of a program."""
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True,
                              errors="replace", timeout=REPLAY_SECONDS * 4,
                              check=False)
        status, said = done.returncode, done.stderr
    except subprocess.TimeoutExpired as expired:
        status, said = "timeout", (expired.stderr or b"").decode(
            errors="replace")
    return status, said.strip()[-4000:].replace("\n", "\n# ")


def inputs(*folders):
    """The files in some folders."""
    return sorted(str(path) for folder in folders
                  for path in folder.glob("*") if path.is_file())


def replay(test, target):
    """Run known inputs, without a fuzzer."""
    for kind, folder in (("seeds", BUILD / "seeds" / target),
                         ("findings", FUZZ / "findings" / target)):
        files = inputs(folder)
        if not files:
            continue
        status, said = run(BUILD / "replay" / target, *files)
        test.ok(status == 0, f"fuzz {target}: {len(files)} {kind}",
                f"status {status}: {said}")


def fuzz(test, target):
    """Run inputs that libFuzzer makes from the known ones."""
    runs = RUNS.get(target, RUNS_ELSE)
    with tempfile.TemporaryDirectory() as corpus:
        status, said = run(BUILD / "libfuzzer" / target, f"-seed={SEED}",
                           f"-runs={runs}", *LIMITS,
                           f"-artifact_prefix={BUILD}/{target}-", corpus,
                           BUILD / "seeds" / target)
    test.ok(status == 0, f"fuzz {target}: {runs} inputs",
            f"status {status}: {said}")


def main():
    """Run all targets, one after the other."""
    test = tap.Tap()
    os.environ.pop("MAKEFLAGS", None)
    targets = subprocess.run(["make", "-s", "-C", FUZZ, "targets"],
                             check=True, stdout=subprocess.PIPE,
                             text=True).stdout.split()
    said = make("replay", "seeds")
    if test.ok(not said, "fuzz targets build", said):
        for target in targets:
            replay(test, target)
    if make("clang"):
        test.skip("fuzz with libFuzzer", "no clang with its runtime library")
        test.done()
    said = make("libfuzzer")
    if test.ok(not said, "fuzz targets build with libFuzzer", said):
        for target in targets:
            fuzz(test, target)
    test.done()


if __name__ == "__main__":
    main()
