# SPDX-License-Identifier: GPL-2.0-only
"""Compare files of a folder with the lines "FILE VALUE" on standard input, and
print the differences: for files() of cages.sh."""

import errno
import pathlib
import sys


def value(path):
    """The content of a file, or the name of the error."""
    try:
        return path.read_text().rstrip("\n")
    except FileNotFoundError:
        return "absent"
    except OSError as error:
        return errno.errorcode[error.errno]


def main():
    """Print each difference."""
    top = pathlib.Path(sys.argv[1])
    for line in sys.stdin:
        name, _blank, expected = line.rstrip("\n").partition(" ")
        actual = value(top / name)
        if actual != expected:
            print(f"{name}: expected '{expected}', is '{actual}'")


if __name__ == "__main__":
    main()
