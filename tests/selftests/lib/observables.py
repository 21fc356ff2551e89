# SPDX-License-Identifier: GPL-2.0-only
"""Observables, by the specification's own numbers and not by the driver's,
and modules that have many of them: for the tests of VDM.
"""

import collections
import random
from typing import NamedTuple


from . import CAGES, PORTS, files, sim, wait
from .genl import pack
from .nlspec import SPEC

PATIENCE_S = 30
FAST_MS = 100

SET, = SPEC.commands("settings-set")
C_ID, C_THERMAL_MS, C_LANES_MS, C_VDM_MS, C_DIAGNOSTICS = SPEC.numbers(
    "cage", "id", "thermal-period-ms", "lanes-period-ms", "vdm-period-ms",
    "diagnostics")

PAGE = 128
LOWER_KEY = 1 << 16
RECORD = 3 + PAGE
LANES_PER_BANK = 8
GROUP_SLOTS = 64
MODULE = 15
RAW, RATIO, FRAMES, SYMBOLS, MILLI_DB, MILLI_DBM, MHZ, PS_NM, FS, CENTI_PS2, \
    KRAD, MILLI_C, MICRO_V, MILLI_PERCENT = SPEC.values(
        "unit", "raw", "ratio", "frames", "symbols", "milli-db", "milli-dbm",
        "mhz", "ps-per-nm", "fs", "centi-ps2", "krad-per-s", "milli-celsius",
        "micro-volt", "milli-percent")
SUFFIXES = {RAW: "_raw", MILLI_C: "_mc", MICRO_V: "_uv",
            MILLI_PERCENT: "_milli_percent", RATIO: "", FRAMES: "",
            SYMBOLS: "_symbols", MILLI_DB: "_mdb", MILLI_DBM: "_mdbm",
            MHZ: "_mhz", PS_NM: "_ps_per_nm", FS: "_fs",
            CENTI_PS2: "_centi_ps2", KRAD: "_krad_per_s"}


class Type(NamedTuple):
    """A row of the table of types; F16 has no scale."""
    name: str
    side: str
    unit: int
    signed: bool = False
    num: int = 0
    den: int = 1


def pairs():
    """Types 9 to 34: media is odd, host is even."""
    rows = (("pre_fec_ber_min", RATIO, 0), ("pre_fec_ber_max", RATIO, 0),
            ("pre_fec_ber_avg", RATIO, 0), ("pre_fec_ber", RATIO, 0),
            ("ferc_min", FRAMES, 0), ("ferc_max", FRAMES, 0),
            ("ferc_avg", FRAMES, 0), ("ferc", FRAMES, 0),
            ("ferc_total", FRAMES, 0), ("sew_max_min", SYMBOLS, 1),
            ("sew_max_max", SYMBOLS, 1), ("sew_max_avg", SYMBOLS, 1),
            ("sew_max", SYMBOLS, 1))
    for place, (name, unit, num) in enumerate(rows):
        for offset, side in enumerate(("media", "host")):
            yield 9 + 2 * place + offset, Type(f"{side}_{name}", side, unit,
                                               False, num)


TYPES = {
    1: Type("laser_age", "media", MILLI_PERCENT, False, 1000),
    2: Type("tec_current", "media", MILLI_PERCENT, True, 100000, 32767),
    3: Type("laser_frequency_error", "media", MHZ, True, 10),
    4: Type("laser_temp", "media", MILLI_C, True, 1000, 256),
    5: Type("media_snr", "media", MILLI_DB, False, 1000, 256),
    6: Type("host_snr", "host", MILLI_DB, False, 1000, 256),
    7: Type("media_ltp", "media", MILLI_DB, False, 1000, 256),
    8: Type("host_ltp", "host", MILLI_DB, False, 1000, 256),
    **dict(pairs()),
    77: Type("supply_2v6", "module", MICRO_V, False, 100),
    78: Type("supply_1v8", "module", MICRO_V, False, 100),
    79: Type("supply_1v2", "module", MICRO_V, False, 100),
    80: Type("supply_0v9", "module", MICRO_V, False, 100),
    81: Type("supply_0v7a", "module", MICRO_V, False, 100),
    82: Type("supply_0v7b", "module", MICRO_V, False, 100),
    83: Type("supply_12v", "module", MICRO_V, False, 250),
    84: Type("els_input_power", "media", MILLI_DBM, True, 10),
    128: Type("mod_bias_xi", "media", MILLI_PERCENT, False, 100000, 65535),
    133: Type("mod_bias_y_phase", "media", MILLI_PERCENT, False, 100000,
              65535),
    134: Type("chromatic_dispersion", "media", PS_NM, True, 1),
    135: Type("chromatic_dispersion_coarse", "media", PS_NM, True, 20),
    136: Type("dgd", "media", FS, False, 10),
    137: Type("sopmd", "media", CENTI_PS2, False, 1),
    138: Type("pdl", "media", MILLI_DB, False, 100),
    139: Type("osnr", "media", MILLI_DB, False, 100),
    140: Type("esnr", "media", MILLI_DB, False, 100),
    141: Type("cfo", "media", MHZ, True, 1),
    142: Type("evm", "media", MILLI_PERCENT, False, 100000, 65535),
    143: Type("tx_power", "media", MILLI_DBM, True, 10),
    144: Type("rx_total_power", "media", MILLI_DBM, True, 10),
    145: Type("rx_signal_power", "media", MILLI_DBM, True, 10),
    146: Type("sop_rate", "media", KRAD, False, 1),
    147: Type("mer", "media", MILLI_DB, False, 100),
}
PER_PATH = range(9, 35)
STATISTICS = {*range(9, 15), *range(17, 23), *range(25, 33)}
# Reserved, custom and vendor types: nothing is known of them.
UNKNOWN = (35, 76, 85, 99, 100, 104, 127, 153, 200, 255)


def type_get(number):
    """A type of the table, or one made for another number."""
    return TYPES.get(number, Type("", "module", RAW, False, 1))


def file_name(number):
    """The file of a type."""
    kind = type_get(number)
    return (kind.name or f"type{number}") + SUFFIXES[kind.unit]


def is_float(number):
    """Whether a type's values are F16."""
    return type_get(number).unit in (RATIO, FRAMES)


def float_parts(raw):
    """Mantissa and exponent of F16."""
    return raw & 0x7ff, (raw >> 11) - 24


def integer(number, raw):
    """The value of a type that is not F16: to the nearest, halves away."""
    kind = type_get(number)
    if kind.signed and raw >= 0x8000:
        raw -= 0x10000
    size = (2 * abs(raw) * kind.num + kind.den) // (2 * kind.den)
    return -size if raw < 0 else size


def raw_choose(chance, number):
    """A random register that a module can mean: a ratio is not above 1."""
    top = 0xa800 if type_get(number).unit == RATIO else 0x10000
    raw = chance.randrange(top)
    return raw if raw not in (0x8000, 0xffff) else 0x1234


def text(number, raw):
    """The text that sysfs prints."""
    if not is_float(number):
        return str(integer(number, raw))
    mantissa, exponent = float_parts(raw)
    if not mantissa:
        return "0.000e+00"
    digits = str(mantissa)
    power = exponent + len(digits) - 1
    digits = digits.ljust(4, "0")
    return f"{digits[0]}.{digits[1:]}e{power:+03d}"


# --------------------------------------------------------------------------
# Modules
# --------------------------------------------------------------------------

class Cage:
    """A simulated module and its files."""

    def __init__(self, port, *options):
        self.port = port
        said = sim("add", port, *options)
        name = next(word for word in said.split() if word.startswith("cmis"))
        self.path = CAGES / name
        self.id = int(name[4:])
        self.wait_ready()

    def wait_ready(self):
        """Wait until the driver has read the module."""
        if not wait(lambda: self.value("status") == "ready"):
            raise TimeoutError(f"{self.path} is {self.value('status')}")

    def set(self, *changes):
        """Change the measured values of the module."""
        sim("set", self.port, *changes)

    def fast(self, family, vdm_ms=FAST_MS):
        """Set short periods."""
        family.request(SET, pack(C_ID, self.id) + pack(C_LANES_MS, FAST_MS) +
                       pack(C_THERMAL_MS, FAST_MS) + pack(C_VDM_MS, vdm_ms))

    def value(self, name):
        """The content of a file, or the name of the error."""
        return files.value(self.path / name)

    def place(self, lane):
        """The folder of a lane from 1, or of the module."""
        return f"lane{lane}" if lane else "vdm"

    def becomes(self, name, expected):
        """Whether a file has a value within some sweeps."""
        return wait(lambda: self.value(name) == expected)

    def differences(self, expected):
        """Files whose values differ from {name: value}, with both values."""
        found = {name: (self.value(name), value)
                 for name, value in expected.items()}
        return {name: pair for name, pair in found.items()
                if pair[0] != pair[1]}

    def settle(self, expected):
        """The differences that are left when there are none, or in the end:
        a value may be too old for a moment."""
        left = expected

        def agrees():
            nonlocal left
            left = self.differences(expected)
            return not left
        wait(agrees)
        return left

    def remove(self):
        """Delete the port."""
        sim("del", self.port)


def memory_get(port):
    """A simulated module's memory: {(bank, page): bytes}, "lower"."""
    blob = (PORTS / port / "memory").read_bytes()
    pages = {}
    for at in range(0, len(blob), RECORD):
        key = int.from_bytes(blob[at:at + 3], "big")
        where = "lower" if key == LOWER_KEY else (key >> 8, key & 0xff)
        pages[where] = bytearray(blob[at + 3:at + RECORD])
    return pages


def image_write(folder, pages):
    """Files that the simulator takes as an image."""
    for where, data in pages.items():
        name = "lower" if where == "lower" else f"p{where[1]:02x}"
        if where != "lower" and where[0]:
            name += f"_b{where[0]}"
        (folder / f"{name}.bin").write_bytes(data)


class Observed(NamedTuple):
    """A place of an image, and its content."""
    bank: int
    slot: int
    type: int
    resource: int
    set: int
    raw: int


class Image:
    """A module of the simulator, with other observables than it has."""

    def __init__(self, pages, banks, seed):
        self.pages = pages
        self.banks = banks
        self.random = random.Random(seed)
        self.rejected = 0
        self.accepted = {}          # (type, lane from 1, or 0): raw
        self.limits = {}            # the same: (high alarm, low alarm, ...)
        self.lanes = banks * LANES_PER_BANK

    @classmethod
    def random_module(cls, profile, banks, seed):
        """Fill all banks and groups with random observables."""
        sim("add", "base", "--no-driver", "--profile", profile)
        image = cls(memory_get("base"), banks, seed)
        sim("del", "base")
        for bank in range(banks):
            image.fill_bank(bank)
        return image

    def page(self, page, bank):
        """A page, made if there is none."""
        return self.pages.setdefault((bank, page), bytearray(PAGE))

    def fill_bank(self, bank):
        """64 descriptors in each of four groups, some of them bad."""
        for page in (*range(0x20, 0x2e), 0x2f):
            self.page(page, bank)[:] = bytes(PAGE)
        self.page(0x2f, bank)[0:3] = bytes((3, 0x03, 0xe8))
        slots = list(range(4 * GROUP_SLOTS))
        self.random.shuffle(slots)
        for slot in sorted(slots[:220]):
            kind = self.random.choice((*TYPES, *UNKNOWN))
            self.put(Observed(bank, slot, kind, self.resource(kind, bank),
                              self.random.randrange(16),
                              raw_choose(self.random, kind)))
        for group in range(4):
            self.put_limits(bank, group)

    def resource(self, kind, bank):
        """A lane, mostly; the module in the first bank only."""
        if not self.random.randrange(12):
            return self.random.choice(range(8, 15))
        if type_get(kind).side == "module" and kind in TYPES and not bank:
            return MODULE
        if not bank and not self.random.randrange(10):
            return MODULE
        return self.random.randrange(8)

    def put(self, observed):
        """A descriptor and its sample."""
        group, place = divmod(observed.slot, GROUP_SLOTS)
        at = 2 * place
        self.page(0x20 + group, observed.bank)[at:at + 2] = bytes(
            (observed.set << 4 | observed.resource, observed.type))
        self.page(0x24 + group, observed.bank)[at:at + 2] = \
            observed.raw.to_bytes(2, "big")
        lane = 0
        if observed.resource != MODULE:
            lane = LANES_PER_BANK * observed.bank + observed.resource + 1
        key = (observed.type, lane)
        if 8 <= observed.resource < MODULE or key in self.accepted:
            self.rejected += 1
            return
        self.accepted[key] = observed.raw
        self.limits[key] = (observed.bank, group, observed.set)

    def put_limits(self, bank, group):
        """Thresholds in order, as integers and as F16; half of the sets are
        blank."""
        page = self.page(0x28 + group, bank)
        for number in range(16):
            words = tuple(base | self.random.randrange(200, 2000)
                          for base in (0x7800, 0x0800, 0x6800, 0x1800))
            if number % 2:
                words = (0, 0, 0, 0)
            page[8 * number:8 * number + 8] = b"".join(
                word.to_bytes(2, "big") for word in words)
            for key, where in self.limits.items():
                if where == (bank, group, number):
                    self.limits[key] = words if any(words) else None

    def path(self, lane):
        """First lane of the path that a lane from 1 is on, 0 if on none."""
        bank, place = divmod(lane - 1, LANES_PER_BANK)
        staged = self.pages[bank, 0x11][206 - 128 + place]
        if not staged >> 4:
            return 0
        return bank * LANES_PER_BANK + (staged >> 1 & 7) + 1

    def serves(self, kind, lane):
        """Key of the observable that covers a lane; None if there is none."""
        keys = [(kind, lane)]
        if kind in PER_PATH and lane:
            keys += [(kind, self.path(lane)), (kind, 0)]
        return next((key for key in keys if key in self.accepted), None)

    def has(self, kind, lane):
        """Whether there is a file, even if a read fails."""
        if self.serves(kind, lane):
            return True
        bank = (lane - 1) // LANES_PER_BANK
        return kind in PER_PATH and lane > 0 and any(
            (kind, other + 1) in self.accepted
            for other in range(bank * LANES_PER_BANK,
                               (bank + 1) * LANES_PER_BANK))

    def values(self):
        """{(type, lane or 0): raw, or None where there is no value}."""
        found = collections.OrderedDict()
        for kind in sorted({kind for kind, _lane in self.accepted}):
            for lane in range(self.lanes + 1):
                if self.has(kind, lane):
                    key = self.serves(kind, lane)
                    found[kind, lane] = self.accepted[key] if key else None
        return found
