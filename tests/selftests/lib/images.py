# SPDX-License-Identifier: GPL-2.0-only
"""Images of modules that others have published, plugged one by one."""

import errno
import pathlib
import re
import subprocess

from . import DUMPS, SIM, wait

READY_SECONDS = 30


def file_read(path):
    """A file's value; None if there is no file, or no such value."""
    try:
        return path.read_text().rstrip("\n")
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno != errno.ENODATA:
            raise
        return None


class Module:
    """A plugged image, as the driver shows it."""

    def __init__(self, name):
        self.name = name
        self.pages = DUMPS / f"{name}.pages"
        said = subprocess.run([SIM, "add", "dump", "--image", self.pages],
                              check=True, capture_output=True, text=True)
        cage = re.search(r"\bcmis\d+\b", said.stdout)
        if not cage:
            raise RuntimeError(f"no cage: {said.stdout}{said.stderr}")
        self.cage = pathlib.Path("/sys/class/cmis") / cage[0]
        self.wait_ready()
        hwmons = list(self.cage.glob("device/hwmon/hwmon*"))
        self.hwmon = hwmons[0] if hwmons else None
        self.lanes = len(list(self.cage.glob("lane[0-9]*")))

    def wait_ready(self):
        """Wait until the driver has read the module."""
        if not wait(lambda: file_read(self.cage / "status") == "ready",
                    READY_SECONDS):
            status = file_read(self.cage / "status")
            raise RuntimeError(f"status is {status}")

    def remove(self):
        """Delete the port."""
        subprocess.run([SIM, "del", "dump"], check=True)

    def get(self, name):
        """A file of the cage."""
        return file_read(self.cage / name)

    def get_hwmon(self, name):
        """A file of the hwmon device."""
        return file_read(self.hwmon / name) if self.hwmon else None

    def lane_files(self, name):
        """Lanes from 0 that have a file, with its value."""
        for lane in range(self.lanes):
            value = self.get(f"lane{lane + 1}/{name}")
            if value is not None:
                yield lane, value

    def page(self, number):
        """A page as published, None if it was not."""
        path = self.pages / f"p{number:02x}.bin"
        return path.read_bytes() if path.exists() else None

    def channel(self, quantity, lane):
        """The hwmon channel of a lane's monitor."""
        number = lane + 1
        if quantity == "rx_power":
            number += self.lanes
        return f"{'curr' if quantity == 'tx_bias' else 'power'}{number}"

    def apps(self):
        """Applications: folder name and media interface code."""
        for app in self.cage.glob("app*"):
            yield app.name, int(file_read(app / "media_interface_id"), 0)
