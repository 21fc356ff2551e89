#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""A generic netlink socket for the selftests, in plain Python."""

import socket
import struct

NETLINK_GENERIC = 16
SOL_NETLINK = 270
NETLINK_ADD_MEMBERSHIP = 1
NETLINK_EXT_ACK = 11
NLMSG_ERROR = 2
NLMSG_DONE = 3
NLM_F_REQUEST = 1
NLM_F_ACK = 4
NLM_F_DUMP = 0x300
CTRL_CMD_GETFAMILY = 3


class Refused(Exception):
    """An error from the kernel, with its message."""

    def __init__(self, error, text):
        super().__init__(error, text)
        self.errno = error
        self.text = text


def pack(kind, data):
    """One attribute; numbers are 32 bits."""
    if isinstance(data, int):
        data = struct.pack("=I", data)
    elif isinstance(data, str):
        data = data.encode() + b"\0"
    length = 4 + len(data)
    return struct.pack("=HH", length, kind) + data + bytes(-length % 4)


def unpack(data):
    """Attributes as {number: bytes}; of several the last."""
    found, at = {}, 0
    while at + 4 <= len(data):
        length, kind = struct.unpack_from("=HH", data, at)
        if length < 4:
            break
        found[kind & 0x3fff] = data[at + 4:at + length]
        at += (length + 3) & ~3
    return found


def number(data):
    """An unsigned number of 32 or 64 bits."""
    return int.from_bytes(data, "little")


def signed(data):
    """A signed number of 32 bits."""
    return int.from_bytes(data, "little", signed=True)


def text(data):
    """A string without its end."""
    return data.rstrip(b"\0").decode()


class Family:
    """A socket for one family."""

    def __init__(self, name, timeout=20, rcvbuf=None):
        self.sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW,
                                  NETLINK_GENERIC)
        if rcvbuf:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, rcvbuf)
        self.sock.bind((0, 0))
        self.sock.settimeout(timeout)
        self.sock.setsockopt(SOL_NETLINK, NETLINK_EXT_ACK, 1)
        self.id = NETLINK_GENERIC
        reply = self.request(CTRL_CMD_GETFAMILY, pack(2, name))[0][1]
        self.id = number(reply[1])
        self.groups = {}
        for group in unpack(reply.get(7, b"")).values():
            entry = unpack(group)
            self.groups[text(entry[1])] = number(entry[2])

    def listen(self, group):
        """Join a multicast group."""
        self.sock.setsockopt(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP,
                             self.groups[group])

    def send(self, command, attributes, flags):
        """Send a request."""
        body = struct.pack("=BBH", command, 1, 0) + attributes
        self.sock.send(struct.pack("=IHHII", 16 + len(body), self.id,
                                   NLM_F_REQUEST | flags, 1, 0) + body)

    def messages(self):
        """The messages of one receive: (type, flags, body)."""
        data, at = self.sock.recv(1 << 20), 0
        while at < len(data):
            length, kind, flags = struct.unpack_from("=IHH", data, at)
            yield kind, flags, data[at + 16:at + length]
            at += (length + 3) & ~3

    def request(self, command, attributes=b"", dump=False):
        """The replies as (command, attributes); raises Refused."""
        self.send(command, attributes, NLM_F_DUMP if dump else NLM_F_ACK)
        replies = []
        while True:
            for kind, flags, body in self.messages():
                if kind == NLMSG_DONE:
                    error = -struct.unpack_from("=i", body)[0]
                    if error:
                        said = unpack(body[4:]) if flags & 0x200 else {}
                        raise Refused(error, text(said.get(1, b"")))
                    return replies
                if kind == NLMSG_ERROR:
                    error = -struct.unpack_from("=i", body)[0]
                    if error:
                        raise Refused(error, self.said(flags, body))
                    return replies
                replies.append((body[0], unpack(body[4:])))

    @staticmethod
    def said(flags, body):
        """The extack message, if there is one."""
        skip = 4 + 16
        if not flags & 0x100:
            skip = 4 + struct.unpack_from("=I", body, 4)[0]
        if not flags & 0x200:
            return ""
        return text(unpack(body[(skip + 3) & ~3:]).get(1, b""))

    def event(self):
        """The next notification as (command, attributes)."""
        for _, _, body in self.messages():
            return body[0], unpack(body[4:])
        return None
