#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Write memory images of modules that do not exist: make-images.py DIR

Each image is a folder DIR/NAME.pages of 128-byte files: lower.bin, pNN.bin and
pNN_bM.bin. The bytes stand here, what a decoder has to make of them stands in
NAME.json; neither is computed from the other. Only checksums are computed.
"""

import pathlib
import sys

LOWER = "lower"

# First and last byte that each page's checksum covers; it follows them.
CHECKSUMS = {"p00": (128, 221), "p01": (130, 254), "p02": (128, 254)}


def be16(*values):
    """16-bit values in the byte order of the module."""
    return b"".join((value & 0xffff).to_bytes(2, "big") for value in values)


def text(string, size):
    """A string padded with blanks."""
    return string.encode().ljust(size)


def hexes(string):
    """Bytes from hexadecimal."""
    return bytes.fromhex(string)


def page_build(name, fields, checksum=True):
    """One half of the window from {offset: bytes}."""
    base = 0 if name == LOWER else 128
    page = bytearray(128)
    used = set()
    for offset, data in fields.items():
        at = range(offset - base, offset - base + len(data))
        assert 0 <= at.start and at.stop <= 128, f"{name}: {offset}"
        assert used.isdisjoint(at), f"{name}: {offset} twice"
        used.update(at)
        page[at.start:at.stop] = data
    if checksum and name in CHECKSUMS:
        first, last = (byte - base for byte in CHECKSUMS[name])
        page[last + 1] = sum(page[first:last + 1]) & 0xff
    return bytes(page)


# Each decoded field has a different value, so that a test finds swapped fields.
OSFP = {
    LOWER: {
        0: hexes("19"),         # OSFP
        1: hexes("53"),         # CMIS 5.3
        2: hexes("45"),         # stepped only, 1 MHz, regular commissioning
        3: hexes("a6"),         # noise in the reserved bits, Ready, interrupt
        4: hexes("f1000000"),   # noise, flags on page 11h
        8: hexes("41"),         # CDB 1 complete, state changed
        9: hexes("25"),         # temperature HA HW, supply LA
        10: hexes("18"),        # aux 1 LW, aux 2 HA
        11: hexes("42"),        # aux 3 LA, custom HW
        13: hexes("5a"),
        14: hexes("2d80"),      # 45.5 C
        16: be16(33123),        # 3.3123 V
        18: hexes("c000"),      # half of the TEC current, cooling or heating
        20: hexes("f5c0"),      # laser at -10.25 C
        22: be16(18000),        # Vcc2 1.8 V
        24: hexes("fffe"),
        26: hexes("70"),
        31: hexes("010203040506"),
        37: hexes("8146"),
        39: hexes("0311"),      # firmware 3.17
        41: hexes("02"),
        42: hexes("f2"),        # noise, host password accepted
        56: hexes("03"),
        57: hexes("00"),
        60: hexes("15"),
        61: hexes("21"),
        62: hexes("85"),
        85: hexes("02"),        # SMF
        86: hexes("837f8801"),  # 1.6TAUI-8, 1.6TBASE-DR8
        90: hexes("82774411"),
        94: hexes("81752255"),
        98: hexes("807311ff"),
        102: hexes("52568801"),
        106: hexes("00000000"),  # not used
        110: hexes("c5d00001"),  # vendor's codes, lanes not said
        114: hexes("82780011"),  # lanes by the codes: 4, 4
    },
    "p00": {
        128: hexes("19"),
        129: text("LINUX CMIS LAB", 16),
        145: hexes("021234"),
        148: text("LC-OSFP-16T-DR8", 16),
        164: text("B2", 2),
        166: text("T0000000000042", 16),
        182: text("26013107", 8),
        190: text("ABCDEFGHIJ", 10),
        200: hexes("e0"),       # class 8
        201: bytes([102]),      # 25.5 W
        203: hexes("28"),       # MPO 1x16
        204: hexes("0102030405"),
        210: hexes("80"),
        211: hexes("e3"),
        212: hexes("06"),       # 1310 nm EML
        213: hexes("9c"),
        223: b"\xa5" * 33,      # custom, outside of the checksum
    },
    "p01": {
        128: hexes("0310"),
        130: hexes("0201"),
        132: hexes("05"),       # 0.5 km
        133: bytes([10, 11, 12, 13]),
        138: be16(26220),       # 1311 nm
        140: be16(1300),        # 6.5 nm
        142: hexes("e4"),
        143: hexes("65"),       # 5 * 2^3 us
        144: hexes("57"),
        145: hexes("ed"),       # aux: TEC, laser temperature, Vcc2
        146: hexes("4bfb"),     # 75 C, -5 C
        148: be16(1234),
        150: bytes([155]),
        151: hexes("98"),
        152: bytes([33]),
        153: hexes("f974"),
        155: hexes("2e86"),
        157: hexes("0f06"),
        159: hexes("3f0f"),     # all monitors, bias in 4 uA
        161: hexes("5d3f"),
        163: hexes("770f8580"),
        167: hexes("462302"),
        171: hexes("0ff0"),
        173: hexes("c0e001"),
        176: hexes("011155ff010003111122"),
        223: hexes("501c3211"),  # AppSel 9, lanes not as the codes have them
        227: hexes("4c1411ff"),  # AppSel 10
        231: hexes("ff000000"),
        235: hexes("111c8401"),  # beyond the end of the list
        251: hexes("aac0"),
    },
    "p02": {
        128: hexes("4b00fb0046000000"),
        136: be16(36300, 29700, 34650, 31350),
        144: hexes("7fff80014000c000"),
        152: hexes("410023003c002800"),
        160: be16(19000, 17000, 18500, 17500),
        176: be16(31622, 2512, 25119, 3162),
        184: be16(16250, 1250, 15000, 2500),
        192: be16(35481, 1000, 28184, 1259),
    },
    "p11": {
        128: hexes("44572613"),
        132: hexes("030d"),
        134: hexes("0102040810"),
        139: hexes("01020408"),
        143: hexes("10204080"),
        147: hexes("2040"),
        149: hexes("81422418"),
        153: hexes("80"),
        154: be16(*range(12000, 12800, 100)),
        170: be16(*range(15000, 15008)),
        186: be16(9000, 9010, 9020, 9030, 9040, 9050, 9060, 0),
        202: hexes("214365c7"),
        206: hexes("1011242538 3a4c00"),
        214: hexes("55"),
        215: hexes("2442"),
        217: hexes("21436587"),
        221: hexes("f00f"),
        223: hexes("10325476"),
        227: hexes("67452301"),
        231: hexes("10321032"),
        235: hexes("81"),
        240: hexes("1112131415161718"),
        248: hexes("2122232425262728"),
    },
}


def lanes_page(bank, application):
    """Page 11h of a module with many banks: each lane is told by its power."""
    first = 8 * bank
    return {
        128: hexes("44444444"),
        132: hexes("ffff"),
        134: bytes([1 << bank]),
        154: be16(*(10000 + first + lane for lane in range(1, 9))),
        170: be16(*(20000 + first + lane for lane in range(1, 9))),
        186: be16(*(5000 + first + lane for lane in range(1, 9))),
        202: hexes("11111111"),
        206: bytes([application << 4]) * 8,
    }


def many_banks(identifier, banks_code, bias_scale, banks):
    """A paged module with several banks of eight lanes."""
    image = {
        LOWER: {
            0: bytes([identifier]), 1: hexes("53"), 3: hexes("07"),
            14: hexes("1e40"), 16: be16(33000), 85: hexes("02"),
            86: hexes("837f8801ff"),
        },
        "p00": {
            128: bytes([identifier]), 129: text("LINUX CMIS LAB", 16),
            148: text("LC-BANKS", 16), 203: hexes("28"),
        },
        "p01": {
            142: bytes([banks_code]), 157: hexes("0306"),
            159: bytes([0x03, bias_scale << 3 | 0x07]),
            176: hexes("01"), 223: hexes("ff"),
        },
        "p02": {
            128: be16(75 * 256, -5 * 256, 70 * 256, 0),
            184: be16(30000, 5000, 25000, 7500),
        },
    }
    for bank in range(banks):
        name = f"p11_b{bank}" if bank else "p11"
        image[name] = lanes_page(bank, 1)
    return image


def few_lanes(identifier, lanes):
    """A module of a small form factor, pre 5.3: noise where 5.3 has fields."""
    return {
        LOWER: {
            0: bytes([identifier]), 1: hexes("50"),
            2: hexes("3b"),     # noise, 3.4 MHz code in the two bits, noise
            3: hexes("07"), 14: hexes("2000"), 16: be16(32500),
            56: hexes("ffff"), 60: hexes("ffffff"),
            85: hexes("01"), 86: hexes("460d1101ff"),
        },
        "p00": {
            128: bytes([identifier]), 129: text("LINUX CMIS LAB", 16),
            200: hexes("20"), 202: hexes("c3"), 203: hexes("23"),
            210: bytes([0xff << lanes & 0xff]), 212: hexes("00"),
        },
        "p01": {
            132: hexes("c7"), 137: hexes("80"),     # 7 * 200 km
            133: hexes("00320000"),                 # OM4 100 m
            142: hexes("00"), 144: hexes("df"),
            159: hexes("0307"), 166: hexes("1e"), 167: hexes("bc"),
            168: hexes("0e"), 169: hexes("05"), 223: hexes("ff"),
        },
        "p02": {128: be16(80 * 256, 0, 75 * 256, 5 * 256)},
        "p11": {
            128: hexes("41"), 154: be16(8000, 8100, 8200, 8300),
            170: be16(3500, 3600, 3700, 3800),
            186: be16(7000, 7100, 7200, 7300), 202: hexes("1111"),
        },
    }


def copper(revision):
    """A passive cable with flat memory."""
    return {
        LOWER: {
            0: hexes("18"), 1: bytes([revision]), 2: hexes("80"),
            3: hexes("07"), 14: hexes("2800"), 85: hexes("03"),
            86: hexes("00000000"),
            90: hexes("1d018801"), 94: hexes("18011103"),
            98: hexes("1801000f"), 102: hexes("ff"), 106: hexes("1d018801"),
        },
        "p00": {
            128: hexes("18"), 129: text("LINUX CMIS LAB", 16),
            148: text("LC-DAC-2M5", 16), 166: b"T7\0\0\0\0",
            200: hexes("00"), 201: hexes("01"),
            202: hexes("19"),   # 25 * 0.1 m
            203: hexes("23"), 204: hexes("03050b1c28"),
            211: hexes("02"), 212: hexes("0a"),
        },
    }


# All reserved values, and harmful strings.
HOSTILE = {
    LOWER: {
        0: hexes("ee"), 1: hexes("54"), 2: hexes("3c"), 3: hexes("0f"),
        14: hexes("8000"), 16: hexes("ffff"), 18: hexes("8000"),
        20: hexes("8000"), 22: hexes("ffff"), 24: hexes("8000"),
        41: hexes("3f"), 61: hexes("fe"), 85: hexes("8f"),
        86: b"\xc0\xff\x0f\xff" * 8,
    },
    "p00": {
        128: hexes("ee"),
        129: b"\x1b[31mRED\x07\x00\x00\x9b\x7fx  ",
        148: b"%s%n/../\r\n\"\\'`$ ",
        164: b"\xff\xff", 166: b" " * 15 + b"!", 182: b"\x00" * 8,
        190: b"\xff\x00 \xff\x00 \xff\x00 \xff",
        200: hexes("ff"), 201: hexes("ff"), 202: hexes("ff"),
        203: hexes("80"), 210: hexes("ff"), 211: hexes("ff"),
        212: hexes("ff"), 222: hexes("00"),
    },
    "p01": {
        128: hexes("ff") * 127,
        255: hexes("00"),
    },
    "p02": {128: hexes("8000") * 64},
    "p11": {128: hexes("ff") * 128},
}

IMAGES = {
    "osfp-1.6t": OSFP,
    "osfp-xd-16": many_banks(0x21, 1, 0, 2),
    "cpo-32": many_banks(0x80, 2, 2, 4),
    "osfp-xd-one-bank": many_banks(0x21, 0, 0, 1),
    "sfp-dd-2": few_lanes(0x1f, 2),
    "qsfp-4": few_lanes(0x1e, 4),
    "copper": copper(0x50),
    "copper-5.4": copper(0x54),
    "blank": {LOWER: many_banks(0x19, 0, 0, 0)[LOWER],
              "p00": many_banks(0x19, 0, 0, 0)["p00"],
              "p01": {}, "p02": {128: b"\xff" * 128}, "p11": {}},
    "hostile": HOSTILE,
}

# Their checksums are wrong on purpose.
UNSUMMED = ("hostile", "blank")


def main():
    """Write all images below a directory."""
    if len(sys.argv) != 2:
        sys.exit(__doc__.splitlines()[0])
    for name, pages in IMAGES.items():
        folder = pathlib.Path(sys.argv[1]) / f"{name}.pages"
        folder.mkdir(parents=True, exist_ok=True)
        for page, fields in pages.items():
            (folder / f"{page}.bin").write_bytes(
                page_build(page, fields, name not in UNSUMMED))


if __name__ == "__main__":
    main()
