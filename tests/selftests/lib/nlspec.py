# SPDX-License-Identifier: GPL-2.0-only
"""The generic netlink family as its specification has it, and messages that
are built from it: for the tests that fuzz."""

import dataclasses
import struct

import yaml

from . import TOP

PATH = TOP / "Documentation/netlink/specs/cmis.yaml"
NESTED = 0x8000


@dataclasses.dataclass
class Attribute:
    """One attribute of a set."""
    number: int
    name: str
    kind: str
    nested: str = ""


@dataclasses.dataclass
class Operation:
    """One operation; `notify` is empty for requests."""
    number: int
    name: str
    attribute_set: str
    request: list
    notify: str
    dump: bool
    admin: bool


class Spec:
    """Attribute sets and operations, by their names."""

    def __init__(self, path=PATH):
        spec = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.sets = {item["name"]: self.attributes(item["attributes"])
                     for item in spec["attribute-sets"]}
        self.operations = {}
        for number, item in enumerate(spec["operations"]["list"], 1):
            self.operations[item["name"]] = self.operation(
                item.get("value", number), item)

    @staticmethod
    def attributes(items):
        """Numbers count from 1 where the specification has none."""
        found, number = [], 0
        for item in items:
            number = item.get("value", number + 1)
            found.append(Attribute(number, item["name"], item["type"],
                                   item.get("nested-attributes", "")))
        return found

    def operation(self, number, item):
        """A notification has the attributes of its subject."""
        notify = item.get("notify", "")
        name = item.get("attribute-set") or \
            self.operations[notify].attribute_set
        request = item.get("do", {}).get("request", {}).get("attributes", [])
        return Operation(number, item["name"], name,
                         [a for a in self.sets[name] if a.name in request],
                         notify, "dump" in item,
                         "admin-perm" in item.get("flags", []))


def attribute(kind, data):
    """One attribute with its padding."""
    length = 4 + len(data)
    return struct.pack("=HH", length & 0xffff, kind) + data + \
        bytes(-length % 4)


def message(kind, flags, sequence, body):
    """One message with its padding."""
    length = 16 + len(body)
    return struct.pack("=IHHII", length, kind, flags, sequence, 0) + body + \
        bytes(-length % 4)


def generic(command, attributes):
    """The body of a message of a family."""
    return struct.pack("=BBH", command, 1, 0) + attributes
