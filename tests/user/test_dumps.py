#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Decode the memory images of real modules as other projects do.

The images are other people's data and are not part of this project: they are
looked for in ../shared/dumps beside it. The decoded values
are compared with the facts of the image's own source, and with the output of
two other decoders. A key that is in none
of the tables below belongs to pages that are not decoded here.
"""

import json
import sys

from lib import DUMPS, tap

LEVELS = {"high_alarm": "high_alarm", "low_alarm": "low_alarm",
          "high_warn": "high_warning", "low_warn": "low_warning"}

# Result of a table's function if there is nothing to compare: other decoders
# read zeros in a page that was not published.
NOTHING = object()


# --- contents of the dump, by lane, application and unit --------------------

def lanes_get(dump, function):
    """A value of each lane of the first bank; None if there are no lanes."""
    return [function(lane) for lane in dump["lanes"][:8]] or None


def flag_get(dump, flag):
    """A lane flag; None if it is not advertised."""
    if flag not in dump["adverts"]["lane_flags"]:
        return None
    return lanes_get(dump, lambda lane: flag in lane["flags"])


def monitor_get(dump, quantity, scale):
    """A lane monitor; None if it is not advertised."""
    if quantity not in dump["adverts"]["monitors"]:
        return None
    return lanes_get(dump, lambda lane: lane["value"][quantity] / scale)


def level_get(dump, quantity, level):
    """The lanes in which an alarm level of a quantity is latched."""
    return lanes_get(dump, lambda lane: level in lane["levels"][quantity])


def module_get(dump, quantity, scale):
    """A module monitor; None if it is not advertised."""
    if quantity not in dump["adverts"]["monitors"]:
        return None
    return dump["status"]["value"][quantity] / scale


def limit_get(dump, quantity, level, scale):
    """A threshold; 0 if there is none."""
    limits = dump["thresholds"].get(quantity, {})
    return limits.get(level, 0) / scale


def app_get(dump, key):
    """A member of the first application; None if it is not used."""
    for app in dump["apps"]:
        if app["appsel"] == 1:
            return app[key]
    return None


def bits_get(value):
    """Numbers of the bits that are set."""
    return [bit for bit in range(8) if value >> bit & 1]


def version_get(part, prefix):
    """A version number with a dot."""
    return f"{part[prefix + '_major']}.{part[prefix + '_minor']}"


def advert_get(dump, key, shift=0, mask=0xff):
    """A field of page 01h; nothing to compare if the page is not known."""
    if not dump["adverts"]["known"]:
        return NOTHING
    return dump["adverts"][key] >> shift & mask


def advert_bit_get(dump, key, shift):
    """A bit of page 01h."""
    value = advert_get(dump, key, shift, 1)
    return value if value is NOTHING else bool(value)


# --- sonic: getter -> (function, tolerance) ---------------------------------

def sonic_numbered(name, values):
    """Sonic numbers the lanes in the names of its keys."""
    if values is None:
        return None
    return {name.format(i + 1): value for i, value in enumerate(values)}


def sonic_levels(dump, quantity, camel):
    """Alarm flags of a lane quantity, by level and lane."""
    if dump["basics"]["flat"]:
        return None
    found = {}
    for short, level in LEVELS.items():
        title = "".join(word.title() for word in short.split("_"))
        found[f"{quantity}_{short}"] = sonic_numbered(
            f"{camel}{title}Flag{{}}", level_get(dump, quantity, level))
    return found


def sonic_aux(dump, quantity, unit, scale):
    """An aux monitor with its thresholds, whether advertised or not."""
    selector = {"aux1": 1, "aux2": 2}[quantity]
    if not dump["adverts"]["known"]:
        return NOTHING
    is_tec = bool(dump["adverts"]["characteristics"] & selector)
    if is_tec != (unit == "millipercent"):
        return NOTHING
    found = {"monitor value": dump["status"]["value"][quantity] / scale}
    for short, level in LEVELS.items():
        found[short.replace("_", " ")] = limit_get(dump, quantity, level,
                                                   scale)
    return found


def sonic_duration(key):
    """A duration in ms."""
    def get(dump):
        if not dump["adverts"]["known"]:
            return NOTHING
        return dump["adverts"]["durations"][key]
    return get


def sonic_app(key):
    """Sonic shows no applications of modules with flat memory."""
    return lambda dump: (NOTHING if dump["basics"]["flat"] else
                         app_get(dump, key))


def sonic_support(quantity):
    """Whether there is a monitor."""
    return lambda dump: quantity in dump["adverts"]["monitors"]


def sonic_flag(flag):
    """A lane flag."""
    return lambda dump: flag_get(dump, flag)


def sonic_flag_support(flag):
    """Whether there is a lane flag."""
    return lambda dump: flag in dump["adverts"]["lane_flags"]


def sonic_bit(key, shift):
    """A bit of page 01h."""
    return lambda dump: advert_bit_get(dump, key, shift)


def sonic_field(key, shift, mask):
    """A field of page 01h."""
    return lambda dump: advert_get(dump, key, shift, mask)


def sonic_state(lane):
    """A data path state in sonic's words."""
    name = lane["dp_state_name"]
    return "DataPath" + name[2:] if name else "Unknown"


def known(function):
    """A value that exists only with page 01h."""
    return lambda dump: (function(dump) if dump["adverts"]["known"] else
                         NOTHING)


SONIC_MEDIA_TYPES = {0: "Undefined", 1: "nm_850_media_interface",
                     2: "sm_media_interface",
                     3: "passive_copper_media_interface"}

SONIC = {
    "get_manufacturer": lambda dump: dump["admin"]["vendor_name"],
    "get_model": lambda dump: dump["admin"]["vendor_pn"],
    "get_serial": lambda dump: dump["admin"]["vendor_sn"],
    "get_vendor_rev": lambda dump: dump["admin"]["vendor_rev"],
    "get_cmis_rev": lambda dump: version_get(dump["basics"], "rev"),
    "get_connector_type": lambda dump: dump["admin"]["connector_name"],
    "get_cable_length":
        lambda dump: dump["admin"]["cable_length_mm"] / 1000,
    "get_module_type":
        lambda dump: dump["basics"]["identifier_name"].split(" (incl")[0],
    "get_media_interface_technology":
        lambda dump: {"Other": "Others"}.get(
            dump["admin"]["media_technology_name"],
            dump["admin"]["media_technology_name"].replace(",", "")),
    "get_module_media_type":
        lambda dump: SONIC_MEDIA_TYPES[dump["basics"]["media_type"]],
    "get_module_active_firmware":
        lambda dump: version_get(dump["basics"], "fw"),
    "get_module_inactive_firmware":
        known(lambda dump: version_get(dump["adverts"], "inactive_fw")),
    "get_module_hardware_revision":
        known(lambda dump: version_get(dump["adverts"], "hw")),
    "get_module_state":
        lambda dump: dump["status"]["state_name"] or "Unknown",
    "get_module_fault_cause":
        lambda dump: {"none": "No Fault detected"}.get(
            dump["status"]["fault_cause_name"]),
    "get_module_temperature":
        (lambda dump: module_get(dump, "temperature", 1000), 0.00051),
    "get_voltage": (lambda dump: module_get(dump, "vcc", 1e6), 0.00051),
    "get_temperature_support": sonic_support("temperature"),
    "get_voltage_support": sonic_support("vcc"),
    "get_tx_power_support": sonic_support("tx_power"),
    "get_rx_power_support": sonic_support("rx_power"),
    "get_tx_bias_support": sonic_support("tx_bias"),
    "get_tx_power":
        (lambda dump: monitor_get(dump, "tx_power", 1e6), 1e-9),
    "get_rx_power":
        (lambda dump: monitor_get(dump, "rx_power", 1e6), 1e-9),
    "get_tx_bias":
        (lambda dump: monitor_get(dump, "tx_bias", 1e3), 1e-9),
    "get_tx_power_flag":
        lambda dump: sonic_levels(dump, "tx_power", "TxPower"),
    "get_rx_power_flag":
        lambda dump: sonic_levels(dump, "rx_power", "RxPower"),
    "get_tx_bias_flag":
        lambda dump: sonic_levels(dump, "tx_bias", "TxBias"),
    "get_rx_los": sonic_flag("rx_los"),
    "get_tx_los": sonic_flag("tx_los"),
    "get_rx_cdr_lol": sonic_flag("rx_cdr_lol"),
    "get_tx_cdr_lol": sonic_flag("tx_cdr_lol"),
    "get_tx_fault": sonic_flag("tx_fault"),
    "get_tx_adaptive_eq_fail_flag": sonic_flag("tx_adapt_eq_fail"),
    "get_rx_los_support": sonic_flag_support("rx_los"),
    "get_tx_los_support": sonic_flag_support("tx_los"),
    "get_rx_cdr_lol_support": sonic_flag_support("rx_cdr_lol"),
    "get_tx_cdr_lol_support": sonic_flag_support("tx_cdr_lol"),
    "get_tx_fault_support": sonic_flag_support("tx_fault"),
    "get_tx_adaptive_eq_fail_flag_supported":
        sonic_flag_support("tx_adapt_eq_fail"),
    "get_datapath_state":
        lambda dump: sonic_numbered("DP{}State",
                                    lanes_get(dump, sonic_state)),
    "get_config_datapath_hostlane_status":
        lambda dump: sonic_numbered(
            "ConfigStatusLane{}",
            lanes_get(dump, lambda lane: lane["config_status_name"])),
    "get_active_apsel_hostlane":
        lambda dump: sonic_numbered(
            "ActiveAppSelLane{}",
            lanes_get(dump, lambda lane: lane["appsel"])),
    "get_dpinit_pending":
        lambda dump: sonic_numbered(
            "DPInitPending{}",
            lanes_get(dump, lambda lane: lane["dp_init_pending"])),
    "get_rx_output_status":
        lambda dump: sonic_numbered(
            "RxOutputStatus{}",
            lanes_get(dump, lambda lane: lane["rx_output_valid"])),
    "get_tx_output_status":
        lambda dump: sonic_numbered(
            "TxOutputStatus{}",
            lanes_get(dump, lambda lane: lane["tx_output_valid"])),
    "get_host_electrical_interface": sonic_app("host_interface"),
    "get_module_media_interface": sonic_app("media_interface"),
    "get_host_lane_count": sonic_app("host_lanes"),
    "get_media_lane_count": sonic_app("media_lanes"),
    "get_host_lane_assignment_option": sonic_app("host_assign"),
    "get_media_lane_assignment_option": sonic_app("media_assign"),
    "get_laser_temperature":
        (lambda dump: sonic_aux(dump, "aux2", "millidegree Celsius", 1000),
         0.00051),
    "get_laser_TEC_current":
        (lambda dump: sonic_aux(dump, "aux1", "millipercent", 100000),
         0.0000051),
    "get_aux_mon_type":
        known(lambda dump: [dump["adverts"]["characteristics"] >> bit & 1
                            for bit in range(3)]),
    "get_datapath_init_duration": sonic_duration("dp_init_ms"),
    "get_datapath_deinit_duration": sonic_duration("dp_deinit_ms"),
    "get_datapath_tx_turnon_duration": sonic_duration("tx_turn_on_ms"),
    "get_datapath_tx_turnoff_duration": sonic_duration("tx_turn_off_ms"),
    "get_module_pwr_up_duration": sonic_duration("pwr_up_ms"),
    "get_module_pwr_down_duration": sonic_duration("pwr_dn_ms"),
    "get_diag_page_support": sonic_bit("pages", 5),
    "get_max_supported_banks":
        lambda dump: {1: 0, 2: 1, 4: 2}[dump["adverts"]["banks"]],
    "get_tx_cdr_supported": sonic_bit("tx_si_controls", 0),
    "get_rx_cdr_supported": sonic_bit("rx_si_controls", 0),
    "get_tx_input_adaptive_eq_supported": sonic_bit("tx_si_controls", 3),
    "get_tx_input_eq_fixed_supported": sonic_bit("tx_si_controls", 2),
    "get_tx_input_recall_buf1_supported": sonic_bit("tx_si_controls", 5),
    "get_tx_input_recall_buf2_supported": sonic_bit("tx_si_controls", 6),
    "get_rx_ouput_amp_ctrl_supported": sonic_bit("rx_si_controls", 2),
    "get_rx_output_eq_pre_ctrl_supported": sonic_bit("rx_si_controls", 3),
    "get_rx_output_eq_post_ctrl_supported": sonic_bit("rx_si_controls", 4),
    "get_rx_output_amp_max_val": sonic_field("si_limits", 4, 15),
    "get_tx_input_eq_max_val": sonic_field("si_limits", 0, 15),
    "get_rx_output_eq_post_max_val": sonic_field("si_cursor_max", 4, 15),
    "get_rx_output_eq_pre_max_val": sonic_field("si_cursor_max", 0, 15),
    "get_tx_disable_support":
        lambda dump: bool(dump["adverts"]["tx_controls"] & 2),
    "get_rx_disable_support":
        lambda dump: bool(dump["adverts"]["rx_controls"] & 2),
    "is_cdb_supported":
        lambda dump: dump["adverts"]["cdb_instances"] > 0,
    "is_transceiver_vdm_supported":
        lambda dump: bool(dump["adverts"]["pages"] & 0x40),
    "is_copper": lambda dump: dump["basics"]["media_type"] == 3,
    "is_flat_memory": lambda dump: dump["basics"]["flat"],
    "get_transceiver_thresholds_support":
        lambda dump: not dump["basics"]["flat"],
    "is_vdm_statistic_supported":
        lambda dump: dump.get("vdm", {}).get("statistics", False),
}

# Observables in sonic's words.
VDM_NAMES = {"snr": "eSNR {side} [dB]",
             "ltp": "PAM4 Level Transition Parameter {side} [dB]",
             "pre_fec_ber": "Pre-FEC BER {when} {side}",
             "ferc": "Errored Frames {when} {side}"}
VDM_SIDES = {"media": "Media Input", "host": "Host Input"}
VDM_STATISTICS = {"min": "Minimum", "max": "Maximum", "avg": "Average"}


def vdm_title(name):
    """The name of an observable in sonic's words."""
    side, name = name.split("_", 1)
    base, _, last = name.rpartition("_")
    if last not in VDM_STATISTICS:
        base = name
    return VDM_NAMES[base].format(
        side=VDM_SIDES[side],
        when=VDM_STATISTICS.get(last, "Current Value"))


def vdm_value(value):
    """A text of four digits stays as it is, the rest is in dB."""
    return value if isinstance(value, str) else value / 1000


def sonic_vdm(dump):
    """All observables, by name and lane; there are no pages 28h to 2Ch."""
    found = {}
    for observable in dump.get("vdm", {}).get("observables", []):
        lane = str(observable["resource"] + 1)
        found.setdefault(vdm_title(observable["name"]), {})[lane] = (
            [vdm_value(observable["value"])] + [0] * 4 + [False] * 4)
    return found


def sonic_vdm_text(want):
    """Values that are not in dB as a text of four digits."""
    return {title: {lane: values if title.endswith("[dB]") else
                    [f"{values[0]:.3e}"] + values[1:]
                    for lane, values in lanes.items()}
            for title, lanes in want.items()}


# sonic's words for "none", also for an application that is not used or whose
# media has no name.
SONIC_NONE = ("N/A", "Undefined", "Unknown media interface", {}, 0)


def sonic_absent(value):
    """Whether sonic reports that there is none."""
    if isinstance(value, list):
        return set(map(str, value)) == {"N/A"}
    return value is None or value in SONIC_NONE


def sonic_clean(value):
    """Sonic leaves padding as it is."""
    return value.strip(" \0") if isinstance(value, str) else value


# --- ethtool: key -> function or (function, tolerance) ----------------------

def ethtool_flag(flag):
    """A lane flag, which ethtool leaves out where it is not advertised."""
    return lambda dump: flag_get(dump, flag)


def ethtool_limits(quantity, scale):
    """The thresholds of a quantity."""
    return (lambda dump: {
        f"{level}_threshold": limit_get(dump, quantity, level, scale)
        for level in LEVELS.values()}, 0.00006)


def ethtool_levels():
    """Alarm flags, of the module and of its lanes."""
    names = {"module_temperature": "temperature", "module_voltage": "vcc",
             "laser_bias_current": "tx_bias",
             "laser_tx_power": "tx_power", "laser_rx_power": "rx_power"}
    for name, quantity in names.items():
        for level in LEVELS.values():
            key = f"{name}_{level}"
            if name.startswith("module"):
                yield key, (lambda dump, q=quantity, level=level:
                            level in dump["status"]["levels"][q])
            else:
                yield key, (lambda dump, q=quantity, level=level:
                            level_get(dump, q, level))


def ethtool_attenuations():
    """Attenuation of copper."""
    for i, frequency in enumerate(("5", "7", "12.9", "25.8")):
        yield (f"attenuation_at_{frequency}ghz",
               lambda dump, i=i: dump["admin"]["copper_attenuation_db"][i])


def ethtool_text(key):
    """A string; ethtool shows padding with NULs as underlines."""
    return lambda dump: dump["admin"][key]


ETHTOOL = {
    "identifier": lambda dump: dump["basics"]["identifier"],
    "power_class": lambda dump: dump["admin"]["power_class"],
    "max_power": lambda dump: dump["admin"]["max_power_mw"] / 1000,
    "connector": lambda dump: dump["admin"]["connector"],
    "cable_assembly_length":
        lambda dump: dump["admin"]["cable_length_mm"] / 1000,
    "tx_cdr_bypass_control":
        lambda dump: bool(dump["adverts"]["tx_si_controls"] & 2),
    "rx_cdr_bypass_control":
        lambda dump: bool(dump["adverts"]["rx_si_controls"] & 2),
    "tx_cdr": lambda dump: bool(dump["adverts"]["tx_si_controls"] & 1),
    "rx_cdr": lambda dump: bool(dump["adverts"]["rx_si_controls"] & 1),
    "transmitter_technology": lambda dump: dump["admin"]["media_technology"],
    "laser_wavelength": lambda dump: dump["adverts"]["wavelength_pm"] / 1000,
    "laser_wavelength_tolerance":
        (lambda dump: dump["adverts"]["wavelength_tolerance_pm"] / 1000,
         1e-9),
    "length_(smf)":
        (lambda dump: dump["adverts"]["length_smf_m"] / 1000, 1e-9),
    "length_(om5)": lambda dump: dump["adverts"]["length_om5_m"],
    "length_(om4)": lambda dump: dump["adverts"]["length_om4_m"],
    "length_(om3)": lambda dump: dump["adverts"]["length_om3_m"],
    "length_(om2)": lambda dump: dump["adverts"]["length_om2_m"],
    "vendor_name": ethtool_text("vendor_name"),
    "vendor_oui": lambda dump: dump["admin"]["vendor_oui"],
    "vendor_pn": ethtool_text("vendor_pn"),
    "vendor_rev": ethtool_text("vendor_rev"),
    "vendor_sn": ethtool_text("vendor_sn"),
    "date_code": ethtool_text("date_code"),
    "clei_code": ethtool_text("clei"),
    "revision_compliance":
        lambda dump: {"major": dump["basics"]["rev_major"],
                      "minor": dump["basics"]["rev_minor"]},
    "rx_loss_of_signal": ethtool_flag("rx_los"),
    "tx_loss_of_signal": ethtool_flag("tx_los"),
    "rx_loss_of_lock": ethtool_flag("rx_cdr_lol"),
    "tx_loss_of_lock": ethtool_flag("tx_cdr_lol"),
    "tx_fault": ethtool_flag("tx_fault"),
    "tx_adaptive_eq_fault": ethtool_flag("tx_adapt_eq_fail"),
    "module_state": lambda dump: dump["status"]["state"],
    "module_state_description":
        lambda dump: dump["status"]["state_name"] or "reserved or unknown",
    "low_pwr_allow_request_hw":
        lambda dump: bool(dump["status"]["control"] & 0x40),
    "low_pwr_request_sw":
        lambda dump: bool(dump["status"]["control"] & 0x10),
    "module_temperature_measurement":
        (lambda dump: module_get(dump, "temperature", 1000), 0.00056),
    "module_voltage_measurement":
        (lambda dump: module_get(dump, "vcc", 1e6), 0.000051),
    "laser_tx_bias_current":
        (lambda dump: monitor_get(dump, "tx_bias", 1e3), 1e-9),
    "transmit_avg_optical_power":
        (lambda dump: monitor_get(dump, "tx_power", 1e6), 1e-9),
    "rx_power":
        (lambda dump: {
            "values": monitor_get(dump, "rx_power", 1e6),
            "type": "Rcvr signal avg optical power"
                    if dump["adverts"]["rx_characteristics"] & 0x10 else
                    "Rcvr signal OMA"}, 1e-9),
    "module_temperature": ethtool_limits("temperature", 1000),
    "module_voltage": ethtool_limits("vcc", 1e6),
    "laser_bias_current": ethtool_limits("tx_bias", 1e3),
    "laser_output_power": ethtool_limits("tx_power", 1e6),
    "laser_rx_power": ethtool_limits("rx_power", 1e6),
    "active_firmware_version":
        lambda dump: {"major": dump["basics"]["fw_major"],
                      "minor": dump["basics"]["fw_minor"]},
    "inactive_firmware_version":
        lambda dump: {"major": dump["adverts"]["inactive_fw_major"],
                      "minor": dump["adverts"]["inactive_fw_minor"]},
    "cdb_instances": lambda dump: dump["adverts"]["cdb_instances"],
    "cdb_background_mode":
        lambda dump: "Supported" if dump["adverts"]["cdb_flags"] & 0x20 else
        "Not supported",
    "cdb_epl_pages": lambda dump: dump["adverts"]["cdb_epl_pages"],
    "cdb_maximum_epl_rw_length":
        lambda dump: dump["adverts"]["cdb_access_bytes"],
    "cdb_trigger_method":
        lambda dump: "Single write"
        if dump["adverts"]["cdb_trigger_any_write"] else "Multiple writes",
    **dict(ethtool_levels()),
    **dict(ethtool_attenuations()),
}


# --- values that the source of an image lists ------------------------------

def expected_lanes(dump, want, function):
    """The values of as many lanes as the source lists."""
    return [function(lane) for lane in dump["lanes"][:len(want)]]


def expected_flags(dump, want):
    """Lane flags by name."""
    names = {"tx_lol": "tx_cdr_lol", "rx_lol": "rx_cdr_lol",
             "tx_adapt_eq_fault": "tx_adapt_eq_fail"}
    return {key: expected_lanes(
        dump, values,
        lambda lane, flag=names.get(key, key): int(flag in lane["flags"]))
            for key, values in want.items()}


def expected_alarms(dump, want):
    """Lane alarm flags by quantity and level."""
    found = {}
    for key, values in want.items():
        quantity = "_".join(key.split("_")[:2])
        level = LEVELS["_".join(key.split("_")[2:])]
        found[key] = expected_lanes(
            dump, values, lambda lane, q=quantity, level=level:
            int(level in lane["levels"][q]))
    return found


def expected_levels(dump, quantity):
    """Alarm flags of a module quantity."""
    return {short: int(level in dump["status"]["levels"][quantity])
            for short, level in LEVELS.items()}


def expected_settings(dump, want):
    """The active control set; the rest is of page 10h."""
    keys = {"rx_eq_precursor": "pre_cursor", "current_appsel": "appsel",
            "rx_eq_postcursor": "post_cursor", "rx_amplitude": "amplitude"}
    return {key: expected_lanes(dump, want[key],
                                lambda lane, key=key: lane[keys[key]])
            if key in keys else want[key] for key in want}


def expected_apps(dump, want):
    """Applications that must be there."""
    found = [{"media_id": app["media_id"],
              "host_start_lanes_0based": bits_get(app["host_assign"]),
              "media_start_lanes_0based": bits_get(app["media_assign"])}
             for app in dump["apps"]]
    return [app for app in want if app in found]


def expected_names(dump, want):
    """Applications by their names."""
    return {str(app["appsel"]): {"host_if": app["host_interface"],
                                 "media_if": app["media_interface"]}
            for app in dump["apps"] if str(app["appsel"]) in want}


def expected_media_ids(dump, want):
    """The media interface that every lane in use has."""
    by_appsel = {app["appsel"]: app["media_id"] for app in dump["apps"]}
    ids = {by_appsel.get(lane["appsel"]) for lane in dump["lanes"]
           if lane["appsel"]}
    return want if ids == {want} else sorted(map(str, ids))


def expected_diags(dump, want):
    """Adverts of existing pages."""
    adverts = dump["adverts"]
    found = {"cdb": adverts["cdb_instances"] > 0,
             "vdm": bool(adverts["pages"] & 0x40),
             "tx_output_control": bool(adverts["tx_controls"] & 2),
             "rx_output_control": bool(adverts["rx_controls"] & 2)}
    return want and {key: found.get(key, want[key]) for key in want}


def expected_vdm(dump, want):
    """Ranges in which an integer comparison of the source holds a value."""
    found = {"which": want["which"]}
    for key, limits in want.items():
        if key == "which":
            continue
        side, when = key.removeprefix("errored_frames_").split("_")
        name = f"{side}_ferc" + ("" if when == "current" else f"_{when}")
        values = [float(observable["value"])
                  for observable in dump["vdm"]["observables"]
                  if observable["name"] == name]
        inside = values and limits["ge"] <= values[0] < limits["lt"]
        found[key] = limits if inside else values[:1]
    return found


def expected_lane_count(key):
    """Lanes of all data paths; of the first application in flat memory."""
    def get(dump, want):
        if not dump["basics"]["media_type"]:
            return want
        if dump["basics"]["flat"]:
            return app_get(dump, key)
        paths = {(lane["appsel"], lane["dp_id"]) for lane in dump["lanes"]}
        return sum(app[key] for app in dump["apps"]
                   for appsel, _ in paths if app["appsel"] == appsel)
    return get


EXPECTED = {
    "vendor_name": lambda dump, want: dump["admin"]["vendor_name"],
    "vendor_pn": lambda dump, want: dump["admin"]["vendor_pn"],
    "vendor_sn": lambda dump, want: dump["admin"]["vendor_sn"],
    "hardware_rev": lambda dump, want: dump["admin"]["vendor_rev"],
    "type": lambda dump, want:
        want if dump["basics"]["identifier_name"].startswith(want) else
        dump["basics"]["identifier_name"],
    "identifier": lambda dump, want:
        {0x18: "QSFP_DD (0x18)"}.get(dump["basics"]["identifier"]),
    "cmis_revision": lambda dump, want: [dump["basics"]["rev_major"],
                                         dump["basics"]["rev_minor"]],
    "revision_compliance": lambda dump, want: version_get(dump["basics"],
                                                          "rev"),
    "page00_checksum_valid": lambda dump, want: dump["admin"]["checksum_ok"],
    "eeprom_checksums_valid": lambda dump, want:
        all(dump[page]["checksum_ok"]
            for page in ("admin", "adverts", "thresholds")),
    "module_state": lambda dump, want:
        {"ModuleReady": "Ready State"}.get(dump["status"]["state_name"])
        if want == "Ready State" else dump["status"]["state_name"],
    "bank_count": lambda dump, want: dump["adverts"]["banks"],
    "host_lanes": expected_lane_count("host_lanes"),
    "media_lanes": expected_lane_count("media_lanes"),
    "active_firmware_version": lambda dump, want: version_get(dump["basics"],
                                                              "fw"),
    "temperature_C":
        (lambda dump, want: module_get(dump, "temperature", 1000), 0.00051),
    "vcc_V": (lambda dump, want: module_get(dump, "vcc", 1e6), 1e-9),
    "tx_bias_mA": (lambda dump, want: expected_lanes(
        dump, want, lambda lane: lane["value"]["tx_bias"] / 1e3), 1e-9),
    "tx_power_mW": (lambda dump, want: expected_lanes(
        dump, want, lambda lane: lane["value"]["tx_power"] / 1e6), 1e-9),
    "rx_power_mW": (lambda dump, want: expected_lanes(
        dump, want, lambda lane: lane["value"]["rx_power"] / 1e6), 1e-9),
    "lane_flags": expected_flags,
    "lane_alarm_flags": expected_alarms,
    "temperature_flags": lambda dump, want: expected_levels(dump,
                                                            "temperature"),
    "vcc_flags": lambda dump, want: expected_levels(dump, "vcc"),
    "datapath_state": lambda dump, want: expected_lanes(
        dump, want, lambda lane: lane["dp_state_name"]),
    "host_lane_settings": expected_settings,
    "media_id_all_lanes": expected_media_ids,
    "passive_cu_media_id_all_lanes":
        lambda dump, want: app_get(dump, "media_id"),
    "applications_present": expected_apps,
    "applications_absent_media_ids": lambda dump, want:
        [media for media in want
         if media not in [app["media_id"] for app in dump["apps"]]],
    "applications": expected_names,
    "media_type": lambda dump, want:
        SONIC_MEDIA_TYPES[dump["basics"]["media_type"]],
    "diags": expected_diags,
    "vdm_supported": lambda dump, want: bool(dump["adverts"]["pages"] & 0x40),
    "vdm": expected_vdm,
    "vdm_group3_supported": lambda dump, want: dump["vdm"]["groups"] >= 3,
    "dom_supported": lambda dump, want: bool(dump["adverts"]["monitors"]),
}


# --- the comparison ---------------------------------------------------------

def row_get(table, key):
    """A row's function and tolerance."""
    row = table[key]
    return row if isinstance(row, tuple) else (row, 0)


def expected_compare(test, name, dump):
    """The facts of the source."""
    wants = json.loads((DUMPS / f"{name}.json").read_text())["expected"]
    for key in wants.keys() & EXPECTED.keys():
        function, tolerance = row_get(EXPECTED, key)
        test.same(function(dump, wants[key]), wants[key],
                  f"{name}: source: {key}", tolerance)


def sonic_compare(test, name, dump):
    """The output of sonic."""
    path = DUMPS / f"{name}.sonic.json"
    bank = json.loads(path.read_text())["banks"]["0"]
    getters = bank["getters"]
    if "get_vdm" in bank["top"]:
        test.same(sonic_vdm(dump), sonic_vdm_text(bank["top"]["get_vdm"]),
                  f"{name}: sonic: get_vdm", 0.0005)
    for key in sorted(getters.keys() & SONIC.keys()):
        function, tolerance = row_get(SONIC, key)
        got = function(dump)
        if got is NOTHING:
            continue
        want = sonic_clean(getters[key])
        if got in (None, "Undefined", 0) and sonic_absent(want):
            want = got
        test.same(got, want, f"{name}: sonic: {key}", tolerance)


def ethtool_compare(test, name, dump):
    """The output of ethtool."""
    wants = json.loads((DUMPS / f"{name}.ethtool.json").read_text())[0]
    for key in sorted(wants.keys() & ETHTOOL.keys()):
        function, tolerance = row_get(ETHTOOL, key)
        want = wants[key]
        if isinstance(want, str):
            want = want.rstrip(" _")
        test.same(function(dump), want, f"{name}: ethtool: {key}",
                  tolerance)


def main():
    """All images that have lower memory."""
    test = tap.Tap()
    images = sorted(path.parent for path in DUMPS.glob("*.pages/lower.bin"))
    if not images:
        test.skip("images of real modules", f"no {DUMPS}")
    for image in images:
        name = image.name.removesuffix(".pages")
        dump = tap.dump(sys.argv[1], image)
        if not test.ok(dump is not None, f"{name}: decodes"):
            continue
        expected_compare(test, name, dump)
        sonic_compare(test, name, dump)
        ethtool_compare(test, name, dump)
    test.done()


if __name__ == "__main__":
    main()
