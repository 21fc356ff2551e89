#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: simulated modules do not depend on the kernel
# timeout: 600
"""VDM and diagnostics of simulated modules, as they are seen on their bus, no
driver bound. Expected values are literal.
"""

import pathlib
import subprocess
import tempfile
import time

from sim import image_make, port, sim, tap, wait_until

CONTROL, STATUS = 144, 145
FROZEN, RELEASED = 0x80, 0x40


def words(bus, page, offset, count=1, bank=0):
    """Words of a page, the most significant byte first."""
    bus.select(page, bank)
    data = bus.read(offset, 2 * count)
    values = [data[i] << 8 | data[i + 1] for i in range(0, 2 * count, 2)]
    return values if count > 1 else values[0]


def sample(bus, group, slot, bank=0):
    """Value of an observable."""
    return words(bus, 0x23 + group, 128 + 2 * slot, bank=bank)


def samples(bus, group, *slots):
    """The same for some of a group, in hexadecimal."""
    return " ".join(f"{sample(bus, group, slot):04x}" for slot in slots)


def request(bus, value, bank=0):
    """Ask for a freeze or its release; return the status right after."""
    bus.select(0x2f, bank)
    bus.write(CONTROL, value)
    return bus.byte(STATUS)


def status(bus, bank=0):
    """The done bits."""
    bus.select(0x2f, bank)
    return bus.byte(STATUS)


def flags(bus, offset, count=1, bank=0):
    """Flags of VDM, which reading clears."""
    bus.select(0x2c, bank)
    return bus.read(offset, count).hex()


def test_profiles():
    """Descriptors of the built-in modules."""
    for name, pages, advert, descriptors in (
            # SNR of the media in lanes 5 to 8, 1 to 4
            ("1.6t-dr8", 0x64, "022710", "5405550556055705500551055205"),
            ("800g-2xfr4", 0x44, "012710", "5406550656065706500651065206"),
            ("3.2t-dr16", 0x65, "032710", "6008610862086308640865086608"),
            # Power from an external laser
            ("cpo-32", 0x46, "012710", "d054d154d254d354d454d554d654"),
            ("cpo-64", 0x67, "012710", "5005510552055305540555055605"),
            ("400g-qsfp112", 0x64, "002710", "5205530550055105500651065206")):
        with port("--profile", name) as bus:
            bus.select(1)
            tap.equal(f"{name}: pages", pages, bus.byte(142))
            bus.select(0x2f)
            tap.equal(f"{name}: groups, interval of 1 s", advert,
                      bus.read(128, 3).hex())
            bus.select(0x20)
            tap.equal(f"{name}: first descriptors", descriptors,
                      bus.read(128, 14).hex())
            last = 0x20 + int(advert[:2], 16)
            tap.equal(f"{name}: no group more", (0, 0),
                      bus.select(last + 1) if last < 0x23 else (0, 0))
            tap.equal(f"{name}: a last group", (0, last), bus.select(last))
            tap.equal(f"{name}: nothing to complain of", "00" * 128,
                      flags(bus, 128, 128))
    with port("--profile", "400g-dr4") as bus:
        tap.equal("a module without VDM", [(0, 0)] * 3,
                  [bus.select(page) for page in (0x20, 0x2f, 0x14)])


def test_f16():
    """Error ratios are taken exactly, or rounded to 11 bits."""
    with port("--profile", "1.6t-dr8") as bus:
        for text, raw in (
                ("0", 0x0000), ("1e-24", 0x0001), ("2.4e-6", 0x80f0),
                ("0.0000024", 0x80f0), ("240e-8", 0x80f0), ("1e-5", 0x83e8),
                ("2.04e-21", 0x07f8), ("1", 0xabe8), ("1.5E3", 0xc5dc),
                ("2047", 0xc7ff), ("2048", 0xc8cd), ("20474", 0xcfff),
                ("20475", 0xd0cd), ("1.23456e-7", 0x74d3), (".5e-24", 0x0001),
                ("4e-25", 0x0000), ("1e-99", 0x0000), ("2047e7", 0xffff),
                ("20470000000", 0xffff)):
            sim("set", "p", f"lane1.media_pre_fec_ber={text}")
            tap.equal(f"{text} is {raw:04x}h", raw, sample(bus, 2, 0))
        for text, message in (
                ("-1e-9", "out of range"), ("2.0479e10", "out of range"),
                ("1e99", "out of range"), ("1e", "not a number"),
                ("nan", "not a number"), ("1e-6x", "not a number"),
                ("123456789012345e-20", "14 digits"), ("", "not a number")):
            tap.refused(f"not {text}", message, "set", "p",
                        f"lane1.media_pre_fec_ber={text}")
        tap.equal("nothing has changed then", 0xffff, sample(bus, 2, 0))


def test_units():
    """Each quantity in its own unit and encoding."""
    with port("--profile", "1.6t-dr8") as bus:
        for change, slot, raw in (
                ("lane1.media_snr_db=24.5", 4, 0x1880),
                ("lane1.media_snr_db=19.998", 4, 0x13ff),
                ("lane1.media_snr_db=255.99609375", 4, 0xffff),
                ("lane6.host_snr_db=0", 15, 0x0000),
                ("lane3.media_ltp_db=41.25", 20, 0x2940),
                ("lane2.host_ltp_db=45", 50, 0x2d00),
                ("lane1.laser_temp_c=-12.5", 28, 0xf380),
                ("lane8.laser_temp_c=127.99609375", 35, 0x7fff),
                ("lane8.laser_temp_c=-128", 35, 0x8000),
                ("lane8.laser_age_percent=3.4", 36, 0x0003),
                ("tec_current_percent=-50", 46, 0xc000),
                ("tec_current_percent=100", 46, 0x7fff),
                ("supply_1v8_v=1.8001", 44, 0x4651),
                ("supply_0v9_v=0.9", 45, 0x2328),
                ("vdm.104=0xfedc", 63, 0xfedc),
                ("vdm.5.lane1=4660", 4, 0x1234)):
            sim("set", "p", change)
            tap.equal(f"{change} is {raw:04x}h", raw, sample(bus, 1, slot))
        for change, message in (
                ("lane1.media_snr_db=256", "out of range"),
                ("lane1.media_snr_db=-0.1", "out of range"),
                ("lane1.laser_temp_c=128", "out of range"),
                ("tec_current_percent=100.1", "out of range"),
                ("supply_1v8_v=7", "out of range"),
                ("vdm.5.lane1=65536", "out of range"),
                ("vdm.5.lane9=1", "no such lane"),
                ("vdm.5.lane0=1", "no such lane"),
                ("vdm.5=1", "does not advertise"),
                ("vdm.0.lane1=1", "does not advertise"),
                ("vdm.99.lane1=1", "does not advertise"),
                ("media_snr_db=20", "does not advertise"),
                ("supply_1v2_v=1.2", "does not advertise"),
                ("lane1.supply_1v8_v=1.8", "does not advertise"),
                ("vdm_freeze_ms=60001", "out of range"),
                ("vdm_freeze_ms=soon", "not an integer")):
            tap.refused(f"not {change}", message, "set", "p", change)
    with port("--profile", "3.2t-dr16") as bus:
        sim("set", "p", "lane16.laser_frequency_error_mhz=-25",
            "lane12.host_pre_fec_ber=1e-7", "vdm.100.lane9=0x0abc")
        tap.equal("-25 MHz in lane 16", 0xfffd, sample(bus, 1, 47, bank=1))
        tap.equal("1e-7 in lane 12", 0x73e8, sample(bus, 3, 11, bank=1))
        tap.equal("a type of the vendor's in lane 9", 0x0abc,
                  sample(bus, 2, 40, bank=1))
        tap.equal("bank 0 is as it was", (0x0021, 0x6cb3, 0x1234),
                  (sample(bus, 1, 47), sample(bus, 3, 11),
                   sample(bus, 2, 40)))
        sim("set", "p", "supply_1v8_v=1.81")
        tap.equal("of the module, in bank 0 only", (0x46b4, 0, 0),
                  (sample(bus, 1, 48), sample(bus, 1, 48, bank=1),
                   words(bus, 0x20, 128 + 96, bank=1)))
    with port("--profile", "400g-qsfp112") as bus:
        tap.refused("a lane that is not there", "does not advertise", "set",
                    "p", "lane5.media_snr_db=20")
    with port("--profile", "400g-dr4") as bus:
        tap.refused("nothing is observed", "does not advertise", "set", "p",
                    "lane1.media_pre_fec_ber=1e-6")


def test_paths():
    """Any lane of a data path sets its observables."""
    with port("--profile", "800g-2xfr4") as bus:
        sim("set", "p", "lane6.media_pre_fec_ber=1e-6",
            "lane2.host_pre_fec_ber=1e-9")
        tap.equal("the second path's, which comes first", "7be8 80f0",
                  samples(bus, 2, 2, 3))
        tap.equal("the first path's, host side", "63e8 6cb4",
                  samples(bus, 2, 8, 9))
        sim("set", "p", "laser_temp_c=55")
        tap.equal("a laser of the module", 0x3700, sample(bus, 1, 24))
        tap.refused("that no lane has", "does not advertise", "set", "p",
                    "lane1.laser_temp_c=55")
    with port("--profile", "cpo-32") as bus:
        sim("set", "p", "lane30.media_pre_fec_ber=1e-6",
            "lane26.els_power_dbm=18.505")
        tap.equal("bank 3", (0x7be8, 0x073b),
                  (sample(bus, 2, 4, bank=3), sample(bus, 1, 1, bank=3)))
        tap.equal("not bank 2", (0x8120, 0x076d),
                  (sample(bus, 2, 4, bank=2), sample(bus, 1, 1, bank=2)))


def test_freeze():
    """Statistics are held from one freeze to its release."""
    # Of lane 3: current, minimum, maximum, average
    slots = (2, 18, 26, 14)
    with port("--profile", "1.6t-dr8") as bus:
        sim("set", "p", "vdm_freeze_ms=0")
        tap.equal("nothing was done yet", 0, status(bus))
        tap.equal("2.46e-6 so far", "80f6 80f6 80f6 80f6",
                  samples(bus, 2, *slots))
        sim("set", "p", "lane3.media_pre_fec_ber=5e-6")
        tap.equal("statistics go on", "81f4 80f6 81f4 8175",
                  samples(bus, 2, *slots))
        tap.equal("frozen", FROZEN, request(bus, 0x80))
        sim("set", "p", "lane3.media_pre_fec_ber=1e-6")
        sim("set", "p", "lane3.media_pre_fec_ber=3e-6")
        tap.equal("live values go on, statistics do not",
                  "812c 80f6 81f4 8175", samples(bus, 2, *slots))
        tap.equal("a request that is not new changes nothing", FROZEN,
                  request(bus, 0x80))
        tap.equal("released", RELEASED, request(bus, 0))
        # 5e-6, 1e-6 and 3e-6
        tap.equal("the interval that began with the freeze",
                  "812c 7be8 81f4 812c", samples(bus, 2, *slots))
        sim("set", "p", "lane3.media_pre_fec_ber=2e-6",
            "lane3.media_pre_fec_ber=2.15e-6")
        tap.equal("frozen again", FROZEN, request(bus, 0x80))
        # (5 + 1 + 3 + 2 + 2.15) / 5 = 2.63
        tap.equal("all five values count", "80d7 7be8 81f4 8107",
                  samples(bus, 2, *slots))
        request(bus, 0)
        tap.equal("a new interval, of one value", "80d7 80d7 80d7 80d7",
                  samples(bus, 2, *slots))
        request(bus, 0x80)
        sim("set", "p", "vdm.9.lane3=0x1234", "vdm.13.lane3=0x4321")
        tap.equal("statistics that are set", "80d7 1234 80d7 4321",
                  samples(bus, 2, *slots))
        request(bus, 0)
        request(bus, 0x80)
        tap.equal("stay", "80d7 1234 80d7 4321", samples(bus, 2, *slots))
        sim("set", "p", "lane3.media_pre_fec_ber=1e-6")
        request(bus, 0)
        tap.equal("until what they are of is set", "7be8 7be8 80d7",
                  samples(bus, 2, 2, 18, 26))

        sim("set", "p", "lane5.media_sewmax=7")
        tap.equal("other types, of the path", "0007 0002 0007 0005",
                  samples(bus, 3, 12, 13, 14, 15))
        sim("set", "p", "lane1.media_ferc=2")
        sim("set", "p", "lane8.media_ferc=5")
        # Current, minimum, maximum, average and total of 3, 2 and 5
        tap.equal("frame errors", "b1f4 afd0 b1f4 b14d b3e8",
                  samples(bus, 3, 1, 2, 3, 4, 6))


def test_sums():
    """Averages of values that are far apart."""
    with port("--profile", "1.6t-dr8") as bus:
        sim("set", "p", "vdm_freeze_ms=0", "lane1.media_pre_fec_ber=0")
        request(bus, 0x80)
        request(bus, 0)
        sim("set", "p", "lane1.media_pre_fec_ber=0")
        tap.equal("zero and zero", "0000 0000 0000 0000",
                  samples(bus, 2, 0, 16, 24, 12))
        sim("set", "p", "lane1.media_pre_fec_ber=3e-24")
        tap.equal("a third of 3e-24", "0003 0000 0003 0001",
                  samples(bus, 2, 0, 16, 24, 12))
        sim("set", "p", "lane1.media_pre_fec_ber=2e10")
        tap.equal("a quarter of 2e10", "ffd0 0000 ffd0 f9f4",
                  samples(bus, 2, 0, 16, 24, 12))
        request(bus, 0x80)
        request(bus, 0)
        sim("set", "p", *["lane1.media_pre_fec_ber=1e-24"] * 3)
        tap.equal("nothing beside 2e10", "0001 0001 ffd0 f9f4",
                  samples(bus, 2, 0, 16, 24, 12))


def test_timing():
    """A freeze takes time, and may never be done."""
    with port("--profile", "3.2t-dr16") as bus:
        sim("set", "p", "vdm_freeze_ms=400")
        start = time.monotonic()
        tap.equal("not yet", 0, request(bus, 0x94, bank=1))
        sim("set", "p", "lane1.media_pre_fec_ber=1e-3")
        tap.equal("until then the interval goes on", 0x93e8,
                  sample(bus, 2, 24))
        tap.result(wait_until(lambda: status(bus) == FROZEN), "frozen")
        took = time.monotonic() - start
        tap.result(took >= 0.4, "after 400 ms", took)
        bus.select(0x2f, 1)
        tap.equal("in all banks", FROZEN, bus.byte(STATUS))
        tap.equal("the rest of the byte is kept", 0x94, bus.byte(CONTROL))
        bus.select(0x2f, 0)
        tap.equal("and belongs to its bank", 0x80, bus.byte(CONTROL))
        tap.equal("released from another bank: not yet", 0, request(bus, 0))
        tap.result(wait_until(lambda: status(bus, 1) == RELEASED),
                   "released")
        bus.select(0x2f, 1)
        tap.equal("the other bits are still there", 0x14, bus.byte(CONTROL))

        sim("set", "p", "vdm_freeze_ms=never")
        tap.equal("a request", 0, request(bus, 0x80))
        time.sleep(0.6)
        tap.equal("is never done", 0, status(bus))
        tap.equal("nor its release", 0, request(bus, 0))
        request(bus, 0x80)
        sim("set", "p", "vdm_freeze_ms=0")
        tap.equal("until that is over", FROZEN, status(bus))
        bus.write(26, 0x48)
        tap.result(wait_until(lambda: is_ready(bus)), "reset")
        tap.equal("nothing is frozen after it", (0, 0),
                  (status(bus), bus.byte(CONTROL)))
        tap.equal("what is measured does not change", 0x93e8,
                  sample(bus, 2, 14))


def is_ready(bus):
    """Whether a module is up, after a reset."""
    try:
        return bus.byte(3) >> 1 == 3
    except OSError:
        return False


def test_flags():
    """Thresholds, flags, masks and the interrupt."""
    with port("--profile", "1.6t-dr8") as bus:
        bus.byte(8)
        bus.select(0x11)
        bus.read(134, 20)
        tap.equal("no interrupt", 7, bus.byte(3))
        # High warning beyond 1e-5, high alarm beyond 2.4e-4
        for raw, flag in ((0x83e8, "00"), (0x9801, "00"), (0x83e9, "04"),
                          (0x90f0, "04"), (0x9818, "04"), (0x90f1, "05"),
                          (0xffff, "05"), (0x07ff, "00")):
            sim("set", "p", f"vdm.15.lane1=0x{raw:x}")
            flags(bus, 160)
            tap.equal(f"an error ratio of {raw:04x}h", flag, flags(bus, 160))
        request(bus, 0x80)
        wait_until(lambda: status(bus) == FROZEN)
        request(bus, 0)
        wait_until(lambda: status(bus) == RELEASED)
        flags(bus, 128, 128)
        tap.equal("all quiet", "00" * 128, flags(bus, 128, 128))
        tap.equal("no summary", 0, bus.byte(4))

        sim("set", "p", "lane2.host_pre_fec_ber=5e-6")
        tap.equal("summary", 8, bus.byte(4))
        tap.equal("interrupt", 6, bus.byte(3))
        # In the high nibbles of group 2, which begins at byte 160: instances
        # 44, 50, 58 and 34
        tap.equal("current, maximum and average, not the minimum",
                  "40 00 40 40",
                  " ".join(flags(bus, offset)
                           for offset in (181, 184, 188, 176)))
        tap.equal("as long as it is", "40", flags(bus, 181))
        bus.select(0x2d)
        bus.write(181, 0xf0)
        bus.write(176, 0xf0)
        bus.write(188, 0xf0)
        tap.equal("masked: no interrupt", 7, bus.byte(3))
        tap.equal("but a summary", 8, bus.byte(4))
        sim("set", "p", "lane2.host_pre_fec_ber=1e-9")
        tap.equal("latched", "40", flags(bus, 181))
        tap.equal("and cleared", "00", flags(bus, 181))

        for change, offset, flag in (
                ("lane4.media_snr_db=17.5", 131, "80"),
                ("lane4.media_snr_db=15", 131, "a0"),
                ("lane4.media_snr_db=41", 131, "40"),
                ("lane1.laser_temp_c=-12.5", 142, "0a"),
                ("lane1.laser_temp_c=72", 142, "04"),
                ("tec_current_percent=-95", 151, "0a"),
                ("tec_current_percent=95", 151, "05"),
                ("supply_1v8_v=1.6", 150, "0a"),
                ("vdm.104=0x3001", 159, "40")):
            sim("set", "p", change)
            flags(bus, offset)
            tap.equal(change, flag, flags(bus, offset))


def test_flags_elsewhere():
    """Other banks, changed thresholds, paths that are down."""
    with port("--profile", "cpo-32") as bus:
        for bank in range(4):
            bus.select(0x11, bank)
            bus.read(134, 20)
        sim("set", "p", "lane26.els_power_dbm=14.5",
            "lane9.media_pre_fec_ber=1e-3")
        tap.equal("summaries of four banks", bytes([0, 8, 0, 8]),
                  bus.read(4, 4))
        tap.equal("lane 26", "80", flags(bus, 128, bank=3))
        tap.equal("the path of lanes 9 to 16", "05", flags(bus, 162, bank=1))
        tap.equal("not that of lanes 1 to 8", "00", flags(bus, 162))
    with port("--profile", "400g-qsfp112") as bus:
        tap.equal("quiet", "00", flags(bus, 129))
        # Set 5 of group 1: SNR, low warning at 22 dB
        sim("set", "p", "byte.28.174=0x16", "byte.28.175=0x00")
        tap.equal("a threshold that is crossed at once", "88",
                  flags(bus, 129))
        bus.select(0x10)
        bus.write(128, 0xff)
        bus.select(0x11)
        wait_until(lambda: bus.read(128, 2) == bytes([0x11] * 2))
        flags(bus, 129)
        tap.equal("a path that is down does not complain", "00",
                  flags(bus, 129))
        bus.select(0x10)
        bus.write(128, 0)
        bus.select(0x11)
        wait_until(lambda: bus.read(128, 2) == bytes([0x44] * 2))
        tap.equal("until it is up", "88", flags(bus, 129))
        # The thresholds of that set, all zero, are none
        sim("set", "p", *[f"byte.28.{168 + i}=0" for i in range(8)])
        flags(bus, 129)
        tap.equal("no thresholds, no flags", "00", flags(bus, 129))
        # Instance 21 becomes the SNR of lane 1 on the host side
        sim("set", "p", "byte.20.170=0x50", "byte.20.171=0x08",
            "byte.24.170=0x28")
        sim("set", "p", "lane1.host_ltp_db=30.5")
        tap.equal("a descriptor that is new", 0x1e80, sample(bus, 1, 21))


def test_image():
    """An image keeps its values; freezes still work."""
    pages = {
        "lower": {0: 0x18, 1: 0x50, 3: 0x07},
        "p00": {128: 0x18},
        "p01": {142: 0x40},
        # SNR of lane 1; BER of the module: minimum, current
        "p20": {128: 0x00, 129: 5, 130: 0x0f, 131: 9, 132: 0x0f, 133: 15},
        "p24": {128: 0x15, 129: 0x30, 130: 0x71, 131: 0xef, 132: 0x72,
                133: 0xe1},
        "p2f": {145: 0x40},
    }
    with tempfile.TemporaryDirectory() as folder:
        image_make(folder, pages)
        with port("--image", folder) as bus:
            tap.equal("done bits as they were", RELEASED, status(bus))
            tap.equal("samples as they were", "1530 71ef 72e1",
                      samples(bus, 1, 0, 1, 2))
            request(bus, 0x80)
            tap.result(wait_until(lambda: status(bus) == FROZEN), "frozen")
            tap.equal("samples are still as they were", "1530 71ef 72e1",
                      samples(bus, 1, 0, 1, 2))
            request(bus, 0)
            tap.result(wait_until(lambda: status(bus) == RELEASED),
                       "released")
            tap.equal("and still", "1530 71ef 72e1",
                      samples(bus, 1, 0, 1, 2))
            sim("set", "p", "media_pre_fec_ber=1e-9")
            tap.equal("what is set changes its statistics", "63e8 63e8",
                      samples(bus, 1, 1, 2))
        path = pathlib.Path(folder) / "p2f.bin"
        path.write_bytes(bytes(16) + bytes([0x80, 0]) + bytes(110))
        with port("--image", folder) as bus:
            tap.result(wait_until(lambda: status(bus) == FROZEN),
                       "a freeze that a snapshot was taken in is done")
        path.unlink()
        with port("--image", folder) as bus:
            tap.equal("without page 2Fh there is no VDM", (0, 0),
                      bus.select(0x2f))
            tap.refused("to be set", "does not advertise", "set", "p",
                        "lane1.media_snr_db=20")
        image_make(folder, {
            "p01": {142: 0x20}, "p13": {130: 0x31},
            "p14": {128: 6, 192: 0xaa, 240: 0x80, 241: 0x13}})
        with port("--image", folder) as bus:
            select(bus, 1)
            tap.equal("a snapshot has no data of other selectors", bytes(64),
                      bus.read(192, 64))
            select(bus, 6)
            tap.equal("than its own", "aa 8013", f"{bus.byte(192):02x} "
                      + bus.read(240, 2).hex())
            sim("set", "p", "lane8.host_pre_fec_ber=1e-5")
            select(bus, 1)
            tap.equal("but what has been set", "83e8",
                      bus.read(206, 2).hex())


def select(bus, selector, bank=0, wait=0.05):
    """Ask for diagnostics."""
    bus.select(0x14, bank)
    bus.write(128, selector)
    time.sleep(wait)


def test_diag():
    """Page 14h: data by selector, in mixed orders of bytes."""
    with port("--profile", "400g-qsfp112") as bus:
        bus.select(0x13)
        tap.equal("reports", 0x33, bus.byte(130))
        bus.select(0x14)
        tap.equal("nothing is selected", (0, bytes(64)),
                  (bus.byte(128), bus.read(192, 64)))
        select(bus, 1)
        tap.equal("selector", 1, bus.byte(128))
        tap.equal("host BER of four lanes", "6cb06cb16cb26cb3" + "00" * 8,
                  bus.read(192, 16).hex())
        tap.equal("media BER of four lanes", "80f080f180f280f3" + "00" * 8,
                  bus.read(208, 16).hex())
        sim("set", "p", "lane2.media_pre_fec_ber=1e-5",
            "lane4.host_pre_fec_ber=2.4e-6")
        tap.equal("media BER of lane 2", "83e8", bus.read(210, 2).hex())
        tap.equal("host BER of lane 4", "80f0", bus.read(198, 2).hex())
        select(bus, 6)
        tap.equal("SNR has its least significant byte first",
                  ("00" * 16, "00161016" "20163016" + "00" * 8,
                   "00" * 16, "00141814" "30144814" + "00" * 8),
                  tuple(bus.read(offset, 16).hex()
                        for offset in (192, 208, 224, 240)))
        sim("set", "p", "lane1.media_snr_db=19.5")
        tap.equal("SNR of lane 1", "8013", bus.read(240, 2).hex())
        tap.equal("the same in VDM", 0x1380, sample(bus, 1, 2))
        select(bus, 2)
        tap.equal("7000 errors in 10^15 bits of host lane 1",
                  "581b000000000000" "0080c6a47e8d0300",
                  bus.read(192, 16).hex())
        select(bus, 4)
        tap.equal("90002 errors in 10^15 + 2 bits of media lane 2",
                  "925f010000000000" "0280c6a47e8d0300",
                  bus.read(208, 16).hex())
        sim("set", "p", "lane3.media_error_count=123456789012",
            "lane3.media_bit_count=9e15")
        tap.equal("counters of lane 3", "141a99be1c000000" "0080faca73f91f00",
                  bus.read(224, 16).hex())
        for selector in (3, 5, 0x11, 0xc0, 0):
            select(bus, selector)
            tap.equal(f"selector {selector:02x}h has no data", bytes(64),
                      bus.read(192, 64))
        tap.refused("counts are integers of 64 bits", "out of range", "set",
                    "p", "lane1.media_bit_count=1e30")
        tap.refused("lane 1 has no error ratio in VDM", "does not advertise",
                    "set", "p", "vdm.15.lane1=1")


def test_diag_timing():
    """Old data stays until the new data are ready."""
    with port("--profile", "3.2t-dr16") as bus:
        select(bus, 1)
        tap.equal("BER of lanes 1 to 4, as in VDM", "80f080f380f680f9",
                  bus.read(208, 8).hex())
        select(bus, 1, bank=1)
        tap.equal("BER of lanes 9 to 12", "8108810b810e8111",
                  bus.read(208, 8).hex())
        bus.select(0x14)
        sim("set", "p", "diag_settle_ms=500")
        select(bus, 6, wait=0)
        start = time.monotonic()
        tap.equal("the selector is there", 6, bus.byte(128))
        tap.equal("its data is not", "80f080f380f680f9",
                  bus.read(208, 8).hex())
        tap.result(wait_until(lambda: bus.read(208, 4).hex() == "00161016"),
                   "then it is")
        took = time.monotonic() - start
        tap.result(took >= 0.4, "after a while", took)
        sim("set", "p", "diag_settle_ms=never", "diag_settle_blank=1")
        select(bus, 1)
        tap.equal("zeros until then", bytes(64), bus.read(192, 64))
        sim("set", "p", "diag_settle_ms=0")
        tap.equal("and data in the end", "80f080f3", bus.read(208, 4).hex())
        select(bus, 6)
        sim("set", "p", "diag_settle_ms=never", "diag_settle_blank=0")
        select(bus, 2)
        tap.equal("never", "00161016", bus.read(208, 4).hex())
        sim("set", "p", "diag_settle_ms=0")
        tap.equal("until that is over", "581b", bus.read(192, 2).hex())
        bus.select(0x14, 1)
        tap.equal("the other bank has its own selector", 1, bus.byte(128))


def main():
    """Run all tests."""
    subprocess.run(["modprobe", "i2c-dev"], check=True)
    sim("del", "--all")
    for test in (test_profiles, test_f16, test_units, test_paths,
                 test_freeze, test_sums, test_timing, test_flags,
                 test_flags_elsewhere, test_image, test_diag,
                 test_diag_timing):
        test()
    tap.done()


if __name__ == "__main__":
    main()
