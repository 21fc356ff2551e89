# SPDX-License-Identifier: GPL-2.0-only
"""Firmware for simulated modules, and ethtool that flashes it."""

import pathlib
import struct
import subprocess
import zlib

from . import wait

FIRMWARE = pathlib.Path("/lib/firmware/cmis-fault.bin")
SIZE = 6000
# The kernel waits for a command as long as the module says that it may take.
FLASH_S = 150
START = bytes([0x01, 0x01])
CDB_KEY = 0x9f


def firmware_write(major, minor):
    """A firmware file for the simulated module."""
    payload = bytes(range(256)) * (SIZE // 256)
    head = struct.pack(">8sBBHI32s", b"CMIS-SIM", major, minor, 0,
                       len(payload), b"fault")
    FIRMWARE.write_bytes(head + struct.pack(
        ">I", zlib.crc32(head + payload)) + payload)


def command_given(victim):
    """The last CDB command of the module."""
    blob = (victim.port / "memory").read_bytes()
    for at in range(0, len(blob), 131):
        if int.from_bytes(blob[at:at + 3], "big") == CDB_KEY:
            return blob[at + 3:at + 5]
    return b""


def flash_begin(victim):
    """Start ethtool and wait until the download has begun."""
    process = subprocess.Popen(
        ["ethtool", "--flash-module-firmware", victim.cage.name, "file",
         FIRMWARE.name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True)
    wait(lambda: process.poll() is not None or
         command_given(victim)[:1] == START[:1])
    return process


def flash_end(process):
    """The output of ethtool; None if it does not end."""
    try:
        return process.communicate(timeout=FLASH_S)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None
