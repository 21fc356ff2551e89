#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Compile the driver's files with headers that were changed.

Part of scripts/compat. The changes are those of tests/compat/changes; the
commands are those of the builds for kernels whose headers there are. A file is
compiled for a version only if a change concerns it, or if it reads a header of
the driver that asks for the version and gets another answer than in the build,
and if nothing of this is as it was in an earlier compilation.
"""

import argparse
import concurrent.futures
import dataclasses
import hashlib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

BASE = re.compile(r"from (\S+): (.+)")
CHANGE = re.compile(r"(\S.*) ([\d.]+)(?:-([\d.]+))?: (\S+)")
BOUNDARY = re.compile(r"KERNEL_VERSION\((\d+), (\d+), \d+\)")
# Of the compiler's complaints about one file
LINES_MAX = 20
VERSION_H = """#define LINUX_VERSION_CODE KERNEL_VERSION({}, {}, 0)
#define KERNEL_VERSION(a, b, c) (((a) << 16) + ((b) << 8) + (c))
"""


def number(version):
    """A version that can be compared."""
    return tuple(int(part) for part in version.split("."))


@dataclasses.dataclass
class Change:
    """A difference of some headers, from one version to another."""
    headers: list
    first: tuple
    last: tuple
    concerns: re.Pattern
    edits: list = dataclasses.field(default_factory=list)

    def applies(self, version):
        return self.first <= number(version) <= self.last


def changes_read(path):
    """The versions of each base, and the changes."""
    versions, changes = {}, []
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("\t"):
            changes[-1].edits.append(line.strip())
        elif match := BASE.fullmatch(line):
            versions[match[1]] = match[2].split()
        elif match := CHANGE.fullmatch(line):
            changes.append(Change(match[1].split(), number(match[2]),
                                  number(match[3] or match[2]),
                                  re.compile(match[4])))
        else:
            sys.exit(f"{path}: not understood: {line}")
    return versions, changes


@dataclasses.dataclass
class Source:
    """A file of the driver, and how a kernel's build compiles it."""
    name: str
    command: list
    own: list

    @classmethod
    def read(cls, cmd, src, directory):
        """From a .cmd file of kbuild."""
        text = cmd.read_text()
        command = shlex.split(text.splitlines()[0].split(":= ", 1)[1]
                              .split(" ; ")[0])
        deps = re.search(r"^deps_\S+ := \\\n(.*?)\n\n", text,
                         re.MULTILINE | re.DOTALL)[1]
        paths = [pathlib.Path(os.path.normpath(directory / path))
                 for path in re.findall(r"^  (\S+)", deps, re.MULTILINE)]
        source = pathlib.Path(os.path.normpath(directory / command[-1]))
        start = command.index("-c")
        command = [part for part in command[:start]
                   if not part.startswith("-Wp,-MMD")]
        own = {path for path in [source, *paths] if src in path.parents}
        return cls(str(source.relative_to(src)), command, sorted(own))


class Base:
    """A kernel whose headers there are, and the driver built for it."""

    def __init__(self, series, src, headers):
        self.series, self.src = series, pathlib.Path(src)
        driver = self.src / "drivers/cmis"
        # kbuild works in the folder of the module since 6.13.
        self.directory = driver if number(series) >= (6, 13) else \
            pathlib.Path(headers)
        self.sources = [
            Source.read(cmd, self.src, self.directory)
            for cmd in sorted(driver.rglob(".*.o.cmd"))
            if (cmd.parent / cmd.name[1:-len(".o.cmd")]).with_suffix(".c")
            .exists() and ".mod." not in cmd.name]
        if not self.sources:
            sys.exit(f"nothing was built for {series}")

    def find(self, header):
        """The text of a kernel's header."""
        for part in self.sources[0].command:
            path = self.directory / part[2:] / header
            if part.startswith("-I") and path.exists():
                # Headers beside it are not beside the copy.
                return re.sub(r'#include "(.+)"',
                              rf"#include <{os.path.dirname(header)}/\1>",
                              path.read_text())
        return "\n"


def edit(text, change, header, compat):
    """A header's text after a change."""
    if change.edits == ["hide"]:
        return f'#include_next <{header}>\n#include "{compat}/{header}"\n'
    script = "\n".join(change.edits).replace(
        "@compat@", str(compat).replace("/", r"\/"))
    return subprocess.run(["sed", "-Ez", script], input=text, check=True,
                          stdout=subprocess.PIPE, text=True).stdout


def overlay_make(folder, version, base, changes):
    """Write the headers that a version has otherwise than the base."""
    compat = base.src / "drivers/cmis/compat"
    texts = {"linux/version.h": VERSION_H.format(*number(version))}
    for change in changes:
        for header in change.headers if change.applies(version) else []:
            old = texts.get(header) or base.find(header)
            texts[header] = edit(old, change, header, compat)
            if texts[header] == old:
                sys.exit(f"{header} of {base.series} is not changed for "
                         f"{version}: " + "; ".join(change.edits))
    for header, text in texts.items():
        (folder / header).parent.mkdir(parents=True, exist_ok=True)
        (folder / header).write_text(text)


class Compiler:
    """Compiles for one version."""

    def __init__(self, version, base, changes, overlay, cache):
        self.version, self.base, self.cache = version, base, cache
        self.changes = [c for c in changes if c.applies(version)]
        self.overlay = overlay
        overlay_make(overlay, version, base, changes)
        self.copies = [path.read_text() for path in sorted(
            (base.src / "drivers/cmis/compat").rglob("*.h"))]

    def differences(self, source):
        """The differences from the base that concern one file."""
        text = "".join(path.read_text() for path in source.own)
        found = [str(c) for c in self.changes
                 if c.concerns.search(text)]
        for boundary in sorted({(int(a), int(b))
                                for a, b in BOUNDARY.findall(text)}):
            before = number(self.version) < boundary
            if before != (number(self.base.series) < boundary):
                found.append(f"{boundary} {before}")
        return found

    def key(self, source, differences):
        """A name for all that the result depends on."""
        parts = [part.replace(str(self.base.src), "")
                 for part in source.command]
        parts += [path.read_text() for path in source.own]
        whole = "\0".join([*parts, *self.copies, *differences])
        return self.cache / hashlib.sha256(whole.encode()).hexdigest()[:32]

    def command(self, source):
        first, *rest = source.command
        return [first, f"-I{self.overlay}", *rest, "-fsyntax-only",
                str(self.base.src / source.name)]

    def compile(self, source):
        """The compiler's output, or None if it did not run."""
        differences = self.differences(source)
        key = self.key(source, differences)
        if not differences or key.exists():
            if differences:
                key.touch()
            return None
        result = subprocess.run(
            self.command(source), cwd=self.base.directory, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        output = result.stdout.replace(f"{self.base.src}/", "") \
            .replace(f"{self.overlay}/", "")
        output = "".join(output.splitlines(True)[:LINES_MAX])
        if result.returncode and not output:
            output = f"status {result.returncode}\n"
        if not output:
            key.touch()
        return output


def compile_all(versions, changes, bases, cache):
    """Compile for all versions; the number of compilations and failures."""
    compiled = failed = 0
    with tempfile.TemporaryDirectory() as temp, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = []
        for version, series in versions:
            compiler = Compiler(version, bases[series], changes,
                                pathlib.Path(temp) / version, cache)
            jobs += [(version, source, pool.submit(compiler.compile, source))
                     for source in compiler.base.sources]
        for version, source, job in jobs:
            output = job.result()
            compiled += output is not None
            if output:
                failed += 1
                print(f"{version}: {source.name}\n{output}", flush=True)
    return compiled, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", type=pathlib.Path, required=True)
    parser.add_argument("--changes", type=pathlib.Path, required=True)
    parser.add_argument("--versions", default="")
    parser.add_argument("bases", nargs="+", metavar="SERIES=SRC=HEADERS")
    args = parser.parse_args()
    known, changes = changes_read(args.changes)
    versions = [(version, series) for series, found in known.items()
                for version in found]
    if wanted := args.versions.split():
        versions = [pair for pair in versions if pair[0] in wanted]
        if len(versions) != len(wanted):
            sys.exit(f"not all in {args.changes}: {args.versions}")
    bases = {base.split("=")[0]: Base(*base.split("="))
             for base in args.bases}
    compiled, failed = compile_all(versions, changes, bases, args.cache)
    print(f"compat: {len(versions)} kernels, {compiled} files compiled, "
          f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
