# SPDX-License-Identifier: GPL-2.0-only
"""The generic netlink family as its specification has it: numbers of commands,
attributes and enums, and messages built and read by their names."""

import dataclasses
import struct

import yaml

from . import TOP, genl

PATH = TOP / "Documentation/netlink/specs/cmis.yaml"
NESTED = 0x8000
# Attributes have these enums as bits.
MASKS = ("level", "lane-flag")


@dataclasses.dataclass
class Attribute:
    """One attribute of a set."""
    number: int
    name: str
    kind: str
    nested: str = ""

    def decode(self, data, spec):
        """A value: number, text, a dictionary; of a number its two parts."""
        if self.kind == "nest":
            found = spec.decode(self.nested, genl.unpack(data))
            if self.nested == "number":
                return found["mantissa"], found["exponent"]
            return found
        if self.kind == "string":
            return genl.text(data)
        if self.kind == "s32":
            return genl.signed(data)
        if self.kind == "binary":
            return data
        return genl.number(data)

    def encode(self, value, spec):
        """The attribute with a value; one for each value of a list."""
        if isinstance(value, list):
            return b"".join(self.encode(item, spec) for item in value)
        if self.kind == "nest":
            return genl.pack(self.number | NESTED,
                             spec.encode(self.nested, value))
        if self.kind == "flag":
            value = b""
        if self.kind == "u64":
            value = struct.pack("=Q", value)
        return genl.pack(self.number, value)


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
        self.enums = {item["name"]: {entry["name"]: number for number, entry
                                     in enumerate(item["entries"])}
                      for item in spec["definitions"]}
        self.operations = {}
        for number, item in enumerate(spec["operations"]["list"], 1):
            self.operations[item["name"]] = self.operation(
                item.get("value", number), item)

    def commands(self, *names):
        """Numbers of operations."""
        return [self.operations[name].number for name in names]

    def numbers(self, attribute_set, *names):
        """Numbers of attributes."""
        known = {a.name: a.number for a in self.sets[attribute_set]}
        return [known[name] for name in names]

    def values(self, enum, *names):
        """Values of an enum; bits if it is one of levels or flags."""
        return [1 << self.enums[enum][name] if enum in MASKS else
                self.enums[enum][name] for name in names]

    def decode(self, attribute_set, attributes):
        """{name: value} of the attributes of a message."""
        known = {a.number: a for a in self.sets[attribute_set]}
        return {known[number].name: known[number].decode(data, self)
                for number, data in attributes.items()}

    def encode(self, attribute_set, values):
        """Attributes from {name: value}."""
        known = {a.name: a for a in self.sets[attribute_set]}
        return b"".join(known[name].encode(value, self)
                        for name, value in values.items())

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


SPEC = Spec()


class Cmis(genl.Family):
    """The family, asked and answered by names."""

    def __init__(self, **options):
        super().__init__("cmis", **options)

    def ask(self, operation, values=None, dump=False):
        """The replies as dictionaries."""
        known = SPEC.operations[operation]
        request = SPEC.encode(known.attribute_set, values or {})
        return [SPEC.decode(known.attribute_set, attributes) for _, attributes
                in self.request(known.number, request, dump=dump)]

    def hear(self):
        """The next notification: name of the operation, dictionary."""
        command, attributes = self.event()
        operation = next(o for o in SPEC.operations.values()
                         if o.number == command)
        return operation.name, SPEC.decode(operation.attribute_set,
                                           attributes)


def integer(number):
    """A number without an exponent, None for another."""
    return number[0] if number and not number[1] else None
