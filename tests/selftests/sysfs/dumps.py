#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: decoding does not depend on the kernel
# timeout: 600
"""Plug images of modules that others have published, and hold sysfs and hwmon
against the facts of those others (NAME.json) and the output of other decoders
(NAME.sonic.json, NAME.ethtool.json).

The images are read from ../shared/dumps; without that folder all is skipped.
"""

import json
import subprocess
import sys

from lib import DUMPS, SIM
from lib.images import Module
from lib.tap import Tap


LEVELS = ("high_alarm", "low_alarm", "high_warn", "low_warn")
HWMON_LEVELS = dict(zip(LEVELS, ("crit", "lcrit", "max", "min")))
# Page 02h and 11h: where thresholds, values and flags of lanes are.
LANE_MONITORS = {
    "tx_power": (176, 154, 139),
    "tx_bias": (184, 170, 143),
    "rx_power": (192, 186, 149),
}
# The same flags and values in the words of the other decoders.
SONIC_FLAGS = {
    "tx_fault": "get_tx_fault", "tx_los": "get_tx_los",
    "tx_cdr_lol": "get_tx_cdr_lol", "rx_los": "get_rx_los",
    "rx_cdr_lol": "get_rx_cdr_lol",
    "tx_adapt_eq_fail": "get_tx_adaptive_eq_fail_flag",
}
JSON_FLAGS = {
    "tx_fault": "tx_fault", "tx_los": "tx_los", "tx_cdr_lol": "tx_lol",
    "rx_los": "rx_los", "rx_cdr_lol": "rx_lol",
}
ETHTOOL_LIMITS = {
    "temp1": ("module_temperature", 1000), "in0": ("module_voltage", 1000),
    "curr": ("laser_bias_current", 1),
    "power_tx": ("laser_output_power", 1000),
    "power_rx": ("laser_rx_power", 1000),
}
# The same code under another name: theirs, then that of SFF-8024.
SAME_NAME = {
    "SN optical connector": "SN (Mini CS) optical connector",
    "Others": "Other",
    "Copper cable unequalized": "copper cable, unequalized",
}


class Wrong(list):
    """Differences found in one test case."""

    def equal(self, what, expected, actual):
        """Two values must be the same."""
        if expected != actual:
            self.append(f"{what}: expected {expected!r}, is {actual!r}")

    def close(self, what, expected, actual, off):
        """A number must be near to another one."""
        if actual is None or abs(float(actual) - expected) > off:
            self.append(f"{what}: expected {expected}, is {actual}")


# --------------------------------------------------------------------------
# Facts of the sources
# --------------------------------------------------------------------------

def starts(bitmap):
    """Lanes from 0 of a bitmap as sysfs prints it."""
    bits = int(bitmap, 0) if bitmap else 0
    return [lane for lane in range(8) if bits >> lane & 1]


def expected_identity(module, expected):
    """Strings and numbers about the module."""
    wrong = Wrong()
    files = {
        "vendor_name": "vendor_name", "vendor_pn": "vendor_pn",
        "vendor_sn": "vendor_sn", "hardware_rev": "vendor_rev",
        "revision_compliance": "cmis_revision",
        "active_firmware_version": "firmware_version",
    }
    for key, name in files.items():
        if key in expected:
            wrong.equal(name, expected[key], module.get(name))
    if "cmis_revision" in expected:
        wrong.equal("cmis_revision",
                    ".".join(map(str, expected["cmis_revision"])),
                    module.get("cmis_revision"))
    if "module_state" in expected:
        state = {"Ready State": "ModuleReady"}.get(expected["module_state"],
                                                   expected["module_state"])
        wrong.equal("module_state", state, module.get("module_state"))
    for key in ("host_lanes", "media_lanes"):
        # 0 says that the source does not know the application.
        if expected.get(key):
            wrong.equal(key, str(expected[key]), module.get(key))
    if "page00_checksum_valid" in expected:
        wrong.equal("page00_checksum", "ok", module.get("page00_checksum"))
    if "eeprom_checksums_valid" in expected:
        for page in ("page00", "page01", "page02"):
            wrong.equal(page, "ok", module.get(f"{page}_checksum"))
    if expected.get("dom_supported") is False:
        wrong.equal("hwmon", None, module.hwmon)
    return wrong


def expected_apps(module, expected):
    """Applications that must be there, or must not."""
    wrong = Wrong()
    media_ids = [media_id for _name, media_id in module.apps()]
    for app in expected.get("applications_present", ()):
        fits = [name for name, media_id in module.apps()
                if media_id == app["media_id"] and
                starts(module.get(f"{name}/host_assignment")) ==
                app["host_start_lanes_0based"] and
                starts(module.get(f"{name}/media_assignment")) ==
                app["media_start_lanes_0based"]]
        if not fits:
            wrong.append(f"no application {app}")
    for media_id in expected.get("applications_absent_media_ids", ()):
        if media_id in media_ids:
            wrong.append(f"there is an application {media_id}")
    for number, app in expected.get("applications", {}).items():
        wrong.equal(f"app{number}", app["host_if"],
                    module.get(f"app{number}/host_interface"))
        wrong.equal(f"app{number}", app["media_if"],
                    module.get(f"app{number}/media_interface"))
    for _lane, app in module.lane_files("application"):
        if "media_id_all_lanes" in expected:
            media_id = module.get(f"app{app}/media_interface_id")
            wrong.equal("media interface of a lane",
                        expected["media_id_all_lanes"],
                        int(media_id or "-1", 0))
    if "passive_cu_media_id_all_lanes" in expected:
        wrong.equal("app1", expected["passive_cu_media_id_all_lanes"],
                    int(module.get("app1/media_interface_id"), 0))
    return wrong


def expected_lanes(module, expected):
    """Flags, states and values of lanes."""
    wrong = Wrong()
    for name, key in JSON_FLAGS.items():
        for lane, value in enumerate(expected.get("lane_flags", {})
                                     .get(key, ())):
            wrong.equal(f"lane{lane + 1}/{name}", str(value),
                        module.get(f"lane{lane + 1}/{name}"))
    for lane, state in enumerate(expected.get("datapath_state", ())):
        wrong.equal(f"lane{lane + 1}/datapath_state", state,
                    module.get(f"lane{lane + 1}/datapath_state"))
    for lane, app in enumerate(expected.get("host_lane_settings", {})
                               .get("current_appsel", ())):
        wrong.equal(f"lane{lane + 1}/application", str(app),
                    module.get(f"lane{lane + 1}/application"))
    for key, name, factor in (("tx_bias_mA", "tx_bias_ua", 1e3),
                              ("tx_power_mW", "tx_power_nw", 1e6),
                              ("rx_power_mW", "rx_power_nw", 1e6)):
        for lane, value in enumerate(expected.get(key, ())):
            wrong.equal(f"lane{lane + 1}/{name}", str(round(value * factor)),
                        module.get(f"lane{lane + 1}/{name}"))
    return wrong


def expected_monitors(module, expected):
    """Temperature, supply and alarms."""
    wrong = Wrong()
    if "temperature_C" in expected:
        wrong.close("temp1_input", expected["temperature_C"] * 1000,
                    module.get_hwmon("temp1_input"), 0.5)
    if "vcc_V" in expected:
        wrong.close("in0_input", expected["vcc_V"] * 1000,
                    module.get_hwmon("in0_input"), 0.5)
    if "vcc_V_printed" in expected:
        wrong.close("in0_input", expected["vcc_V_printed"][0] * 1000,
                    module.get_hwmon("in0_input"), 0.5)
    for key, channel in (("temperature_flags", "temp1"),
                         ("vcc_flags", "in0")):
        for level, value in expected.get(key, {}).items():
            name = f"{channel}_{HWMON_LEVELS[level]}_alarm"
            # A value beyond the threshold is an alarm without a flag, too.
            if value:
                wrong.equal(name, "1", module.get_hwmon(name))
    flags = expected.get("lane_alarm_flags", {})
    for key, values in flags.items():
        level = next(level for level in LEVELS if key.endswith(level))
        quantity = key[:-len(level) - 1]
        for lane, value in enumerate(values):
            wrong += alarm_wrong(module, quantity, level, lane, bool(value))
    return wrong


def alarm_wrong(module, quantity, level, lane, latched):
    """Whether an alarm follows from the flag and the value.

    A value beyond the threshold is an alarm, too, where it means something:
    on a lane in DPActivated. Which lanes of host and media belong together is
    not looked at here: where states differ, only flags count.
    """
    wrong = Wrong()
    states = {state for _lane, state in module.lane_files("datapath_state")}
    name = f"{module.channel(quantity, lane)}_{HWMON_LEVELS[level]}_alarm"
    expected = latched
    if lane_beyond(module, quantity, level, lane) and not latched:
        if states == {"DPActivated"}:
            expected = True
        elif states & {"DPActivated", "DPInitialized"}:
            return wrong
    wrong.equal(name, str(int(expected)), module.get_hwmon(name))
    return wrong


def lane_beyond(module, quantity, level, lane):
    """Whether a lane's value is beyond its threshold, as both are stored."""
    thresholds, values, _flags = LANE_MONITORS[quantity]
    limit_at = thresholds - 128 + 2 * LEVELS.index(level)
    value_at = values - 128 + 2 * lane
    limits, lanes = module.page(0x02), module.page(0x11)
    if not limits or not lanes:
        return False
    if not any(limits[thresholds - 128:thresholds - 120]):
        return False
    limit = int.from_bytes(limits[limit_at:limit_at + 2], "big")
    value = int.from_bytes(lanes[value_at:value_at + 2], "big")
    return value > limit if level.startswith("high") else value < limit


# --------------------------------------------------------------------------
# Output of other decoders
# --------------------------------------------------------------------------

def same_name(name):
    """The name in SFF-8024 for a name of another decoder."""
    return SAME_NAME.get(name, name)


def sonic_identity(module, sonic):
    """Strings and numbers about the module."""
    wrong = Wrong()
    strings = {
        "get_manufacturer": "vendor_name", "get_model": "vendor_pn",
        "get_serial": "vendor_sn", "get_vendor_rev": "vendor_rev",
        "get_cmis_rev": "cmis_revision",
    }
    for getter, name in strings.items():
        wrong.equal(name, sonic[getter].rstrip(" \0"), module.get(name))
    for getter, name in (("get_connector_type", "connector"),
                         ("get_media_interface_technology",
                          "media_technology")):
        if same_name(sonic[getter]).lower() != module.get(name).lower():
            wrong.equal(name, sonic[getter], module.get(name))
    # SFF-8024 adds the meaning of the name in brackets.
    if not module.get("identifier").startswith(sonic["get_module_type"]):
        wrong.equal("identifier", sonic["get_module_type"],
                    module.get("identifier"))
    length = sonic["get_cable_length"]
    wrong.equal("cable_length_mm", str(round(length * 1000)) if length else
                None, module.get("cable_length_mm"))
    state = sonic["get_module_state"]
    wrong.equal("module_state", "0x00" if state == "Unknown" else state,
                module.get("module_state"))
    versions = {
        "get_module_active_firmware": "firmware_version",
        "get_module_inactive_firmware": "inactive_firmware_version",
        "get_module_hardware_revision": "hardware_version",
    }
    for getter, name in versions.items():
        # Flat memory and absent pages have no version, 0.0 no firmware.
        if module.get(name) is None:
            wrong.equal(name, True, sonic[getter] in ("0.0", "N/A"))
        else:
            wrong.equal(name, sonic[getter], module.get(name))
    return wrong


def sonic_app(module, sonic):
    """The first application."""
    wrong = Wrong()
    if module.get("app1/host_interface") is None:
        wrong.equal("app1 host lanes", 0, sonic["get_host_lane_count"])
        return wrong
    wrong.equal("app1/host_lanes", str(sonic["get_host_lane_count"]),
                module.get("app1/host_lanes"))
    if sonic["get_media_lane_count"]:
        wrong.equal("app1/media_lanes", str(sonic["get_media_lane_count"]),
                    module.get("app1/media_lanes"))
    for getter, name in (("get_host_electrical_interface", "host_interface"),
                         ("get_module_media_interface", "media_interface")):
        if sonic[getter] not in ("N/A", "Unknown media interface"):
            wrong.equal(f"app1/{name}", sonic[getter],
                        module.get(f"app1/{name}"))
    return wrong


def sonic_lanes(module, sonic):
    """Flags, states and values of lanes."""
    wrong = Wrong()
    for name, getter in SONIC_FLAGS.items():
        for lane, value in module.lane_files(name):
            wrong.equal(f"lane{lane + 1}/{name}", sonic[getter][lane],
                        value == "1")
        if not any(True for _ in module.lane_files(name)):
            wrong.equal(name, True, sonic[getter] in (None, ["N/A"] * 8))
    for name, getter, factor in (("tx_bias_ua", "get_tx_bias", 1e3),
                                 ("tx_power_nw", "get_tx_power", 1e6),
                                 ("rx_power_nw", "get_rx_power", 1e6)):
        for lane, value in module.lane_files(name):
            wrong.equal(f"lane{lane + 1}/{name}",
                        round(sonic[getter][lane] * factor), int(value))
    for lane, value in module.lane_files("datapath_state"):
        state = sonic["get_datapath_state"][f"DP{lane + 1}State"]
        wrong.equal(f"lane{lane + 1}/datapath_state",
                    "0x00" if state == "Unknown" else
                    state.replace("DataPath", "DP"), value)
    for name, getter, key in (
            ("config_status", "get_config_datapath_hostlane_status",
             "ConfigStatusLane"),
            ("application", "get_active_apsel_hostlane", "ActiveAppSelLane"),
            ("tx_output_valid", "get_tx_output_status", "TxOutputStatus"),
            ("rx_output_valid", "get_rx_output_status", "RxOutputStatus")):
        for lane, value in module.lane_files(name):
            theirs = sonic[getter][f"{key}{lane + 1}"]
            if isinstance(theirs, bool):
                theirs = int(theirs)
            wrong.equal(f"lane{lane + 1}/{name}", str(theirs), value)
    return wrong


def sonic_monitors(module, sonic):
    """Temperatures, supply, TEC current and alarms."""
    wrong = Wrong()
    if not module.hwmon:
        wrong.equal("temperature", "N/A", sonic["get_module_temperature"])
        return wrong
    wrong.close("temp1_input", sonic["get_module_temperature"] * 1000,
                module.get_hwmon("temp1_input"), 5.5)
    wrong.close("in0_input", sonic["get_voltage"] * 1000,
                module.get_hwmon("in0_input"), 0.6)
    laser = sonic["get_laser_temperature"]
    if module.get_hwmon("temp2_input") is not None:
        wrong.close("temp2_input", laser["monitor value"] * 1000,
                    module.get_hwmon("temp2_input"), 0.6)
        for ours, theirs in (("crit", "high alarm"), ("max", "high warn"),
                             ("min", "low warn"), ("lcrit", "low alarm")):
            wrong.close(f"temp2_{ours}", laser[theirs] * 1000,
                        module.get_hwmon(f"temp2_{ours}"), 0.6)
    tec = module.get("tec_current_mpct")
    if tec is not None:
        wrong.close("tec_current_mpct",
                    sonic["get_laser_TEC_current"]["monitor value"] * 100000,
                    tec, 0.6)
    for quantity in LANE_MONITORS:
        wrong += sonic_alarms(module, sonic, quantity)
    return wrong


def sonic_alarms(module, sonic, quantity):
    """Alarms of a lane monitor."""
    wrong = Wrong()
    flags = sonic[f"get_{quantity}_flag"] or {}
    camel = quantity.title().replace("_", "")
    for level, hwmon_level in HWMON_LEVELS.items():
        theirs = flags.get(f"{quantity}_{level}", {})
        for lane in range(module.lanes):
            name = f"{module.channel(quantity, lane)}_{hwmon_level}_alarm"
            if module.get_hwmon(name) is None:
                continue
            latched = theirs[f"{camel}{level.title().replace('_', '')}"
                             f"Flag{lane + 1}"]
            wrong += alarm_wrong(module, quantity, level, lane, latched)
    return wrong


def ethtool_limits(module, ethtool):
    """Thresholds; where page 02h was not published, there must be none."""
    wrong = Wrong()
    published = module.page(0x02) is not None
    for kind, (key, factor) in ETHTOOL_LIMITS.items():
        for channel in channels(module, kind):
            for level, hwmon_level in HWMON_LEVELS.items():
                theirs = level.replace("warn", "warning") + "_threshold"
                limit = module.get_hwmon(f"{channel}_{hwmon_level}")
                if not published or not any(ethtool[key].values()):
                    wrong.equal(f"{channel}_{hwmon_level}", None, limit)
                else:
                    wrong.close(f"{channel}_{hwmon_level}",
                                ethtool[key][theirs] * factor, limit, 0.6)
    return wrong


def channels(module, kind):
    """Names of hwmon channels of a kind that the module has."""
    if kind in ("temp1", "in0"):
        return [kind] if module.get_hwmon(f"{kind}_input") else []
    quantity = {"curr": "tx_bias", "power_tx": "tx_power",
                "power_rx": "rx_power"}[kind]
    names = [module.channel(quantity, lane) for lane in range(module.lanes)]
    return [name for name in names if module.get_hwmon(f"{name}_input")]


# --------------------------------------------------------------------------

def load(path):
    """A JSON file, None if there is none."""
    return json.loads(path.read_text()) if path.exists() else None


def dump_test(tap, name):
    """Test one image."""
    try:
        module = Module(name)
    except (RuntimeError, subprocess.CalledProcessError) as error:
        tap.result(f"{name}: plugged", [str(error),
                                        str(getattr(error, "stderr", ""))])
        subprocess.run([SIM, "del", "dump"], check=False)
        return
    expected = load(DUMPS / f"{name}.json")["expected"]
    sonic = load(DUMPS / f"{name}.sonic.json")
    ethtool = load(DUMPS / f"{name}.ethtool.json")
    for test in (expected_identity, expected_apps, expected_lanes,
                 expected_monitors):
        run(tap, module, test, expected)
    if sonic:
        for test in (sonic_identity, sonic_app, sonic_lanes, sonic_monitors):
            run(tap, module, test, sonic["banks"]["0"]["getters"])
    if ethtool:
        run(tap, module, ethtool_limits, ethtool[0])
    module.remove()


def run(tap, module, test, data):
    """One test case; an exception is a failure."""
    name = f"{module.name}: {test.__name__.replace('_', ' ')}"
    try:
        wrong = test(module, data)
    except (OSError, KeyError, TypeError, ValueError) as error:
        wrong = [f"{type(error).__name__}: {error}"]
    tap.result(name, wrong)


def main():
    """Test all images of whole modules."""
    tap = Tap()
    print("TAP version 13")
    if not DUMPS.is_dir():
        tap.skip_all("dumps", f"no {DUMPS}")
    for lower in sorted(DUMPS.glob("*.pages/lower.bin")):
        dump_test(tap, lower.parent.name.removesuffix(".pages"))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
