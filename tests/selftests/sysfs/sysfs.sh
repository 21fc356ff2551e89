#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
# sysfs: the files of a cage, their values, and refusals.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

test_identity() {
	files "identity of a 400G-DR4 module" "$cage" <<-END
		status ready
		fault none
		generation 1
		identifier QSFP-DD Double Density 8X Pluggable Transceiver
		cmis_revision 5.0
		memory_model paged
		max_speed_khz 1000
		media_type optical SMF
		media_technology 1310 nm EML
		connector MPO 1x12
		vendor_name LINUX-CMIS
		vendor_oui 02:c3:15
		vendor_pn SIM-400G-DR4
		vendor_rev 1A
		vendor_sn SIM-p0
		date_code 260701
		clei ENODATA
		host_lanes 8
		media_lanes 4
		power_class 5
		max_power_mw 9000
		cable_length_mm ENODATA
		firmware_version 1.4
		inactive_firmware_version 1.3
		hardware_version 2.1
		link_length_smf_m 500
		link_length_om4_m ENODATA
		wavelength_pm 1310000
		wavelength_tolerance_pm 6500
		propagation_delay_ns ENODATA
		rx_power_type average
		fiber_face ENODATA
		heat_sink ENODATA
		voltage_min_mv 3140
		temp_max_mc 70000
		temp_min_mc 0
		page00_checksum ok
		page01_checksum ok
		page02_checksum ok
		contradictions 0
		thresholds_rejected 0
		module_state ModuleReady
		fault_cause none
		power_override 0
		tec_current_mpct ENODATA
		label p0
		thermal_period_ms 1000
		lanes_period_ms 5000
		vdm_period_ms 10000
		diagnostics 0
		statistics 1
		static_period_ms 60000
		power_limit_mw 0
		stale_sweeps 3
	END
	within "age of the sample" 0 1500 "$(cat "$cage/sample_age_ms")"
}

test_apps() {
	files "first application" "$cage/app1" <<-END
		host_interface 400GAUI-8 C2M (Annex 120E)
		media_interface 400GBASE-DR4 (Cl 124)
		host_interface_id 0x11
		media_interface_id 0x1c
		host_lanes 8
		media_lanes 4
		host_assignment 0x01
		media_assignment 0x01
	END
	files "second application" "$cage/app2" <<-END
		host_interface 100GAUI-2 C2M (Annex 135G)
		media_interface 100GBASE-DR (Cl 140)
		host_lanes 2
		media_lanes 1
		host_assignment 0x55
		media_assignment 0x0f
	END
	equal "no third application" absent "$(value "$cage/app3/host_lanes")"
}

test_lanes() {
	files "a lane" "$cage/lane3" <<-END
		datapath_state DPActivated
		config_status ConfigUndefined
		application 1
		datapath_id 1
		tx_output_valid 1
		rx_output_valid 1
		tx_power_nw 1226000
		tx_bias_ua 70600
		rx_power_nw 822000
		tx_fault 0
		tx_los 0
		tx_cdr_lol 0
		tx_adapt_eq_fail 0
		rx_los 0
		rx_cdr_lol 0
	END
	equal "a lane without media side has its host side only" \
		"application config_status datapath_id datapath_state rx_output_valid tx_adapt_eq_fail tx_cdr_lol tx_los" \
		"$(cd "$cage/lane8" && echo *)"
	equal "no ninth lane" absent "$(value "$cage/lane9/application")"
}

test_changes() {
	cage_fast
	check "the module's surroundings change" "$sim" set p0 \
		lane2.rx_power_mw=0.0123 lane4.tx_bias_ma=65.432 \
		lane1.tx_power_mw=1.5 lane2.rx_los=1 lane1.tx_fault=1 \
		lane8.tx_los=1 lane5.tx_cdr_lol=1 lane6.tx_adapt_eq_fail=1 \
		lane3.rx_cdr_lol=1
	becomes "Rx power follows" "$cage/lane2/rx_power_nw" 12300
	becomes "bias follows, in steps of the module" \
		"$cage/lane4/tx_bias_ua" 65432
	becomes "Tx power follows" "$cage/lane1/tx_power_nw" 1500000
	becomes "Rx LOS follows" "$cage/lane2/rx_los" 1
	becomes "Tx fault follows" "$cage/lane1/tx_fault" 1
	becomes "Tx LOS follows" "$cage/lane8/tx_los" 1
	becomes "Tx LOL follows" "$cage/lane5/tx_cdr_lol" 1
	becomes "equaliser failure follows" "$cage/lane6/tx_adapt_eq_fail" 1
	becomes "Rx LOL follows" "$cage/lane3/rx_cdr_lol" 1
	files "other lanes are not concerned" "$cage" <<-END
		lane1/rx_los 0
		lane3/rx_los 0
		lane2/tx_fault 0
		lane7/tx_los 0
		lane4/tx_cdr_lol 0
		lane4/rx_cdr_lol 0
	END
	"$sim" set p0 lane2.rx_los=0
	becomes "Rx LOS ends" "$cage/lane2/rx_los" 0
}

logged() {
	dmesg | grep "${cage##*/}: " | grep -q "$1"
}

test_states() {
	"$sim" set p0 state=fault fault_cause=1
	becomes "the module reports a fault" "$cage/module_state" ModuleFault
	becomes "and why" "$cage/fault_cause" "TEC runaway"
	becomes "so does the cage" "$cage/status" module_fault
	files "which can be read, and is not in fault" "$cage" <<-END
		fault none
		vendor_pn SIM-400G-DR4
	END
	wait_for 10 logged "module fault, cause 1: TEC runaway" || true
	match "the log has a line" "module fault, cause 1: TEC runaway" \
		"$(dmesg | grep "${cage##*/}: ")"
	"$sim" set p0 state=lowpwr
	becomes "low power" "$cage/module_state" ModuleLowPwr
	becomes "no fault any more" "$cage/fault_cause" none
	"$sim" set p0 state=ready
	becomes "ready again" "$cage/module_state" ModuleReady
	becomes "and the cage" "$cage/status" ready
}

# nonsense FILE VALUE...: each write is refused and changes nothing.
nonsense() {
	local file=$1 before text wrong=
	shift

	before=$(cat "$cage/$file")
	for text; do
		if printf '%b' "$text" | dd of="$cage/$file" bs=4096 \
			conv=notrunc status=none 2>/dev/null; then
			wrong+="'$text' was taken; "
		fi
		[ "$(cat "$cage/$file")" = "$before" ] ||
			wrong+="'$text' changed it; "
	done
	equal "$file: nonsense is refused" "" "$wrong"
}

test_settings() {
	local file

	for file in thermal_period_ms lanes_period_ms vdm_period_ms; do
		nonsense "$file" "x" "-1" "0" "99" "3600001" "1e3" "100 200" \
			"99999999999999999999" "0x100" '\0100'
	done
	nonsense stale_sweeps x -1 0 101 1.5
	nonsense diagnostics x 2 -1 "1 0"
	nonsense statistics x 2 -1 "on off" ON
	check "a word" bash -c "echo off >$cage/statistics"
	equal "means a number" 0 "$(cat "$cage/statistics")"
	check "another word" bash -c "echo on >$cage/statistics"
	equal "means another number" 1 "$(cat "$cage/statistics")"
	nonsense static_period_ms x -1 99 3600001
	nonsense power_limit_mw x -1 100001
	check "no checks of static pages" bash -c \
		"echo 0 >$cage/static_period_ms"
	nonsense label "a label of thirty-two characters" 'tab\there' \
		'escape\033[31m' 'two\nlines' 'nul\0here' 'caf\0303\0251'
	check "a period" bash -c "echo 250 >$cage/thermal_period_ms"
	equal "a period is kept" 250 "$(cat "$cage/thermal_period_ms")"
	equal "the other one is as it was" 100 \
		"$(cat "$cage/lanes_period_ms")"
	check "a label" bash -c \
		"echo 'a label of thirty-one character' >$cage/label"
	equal "a label is kept" "a label of thirty-one character" \
		"$(cat "$cage/label")"
	check "no label" bash -c "echo >$cage/label"
	equal "no label is kept" "" "$(cat "$cage/label")"
	for file in status generation vendor_sn module_state lane1/rx_los \
		stats/transfers; do
		refuse "$file cannot be written" bash -c "echo 1 >$cage/$file"
	done
}

test_permissions() {
	local user="setpriv --reuid 65534 --regid 65534 --clear-groups"

	equal "only settings can be written" \
		"644 diagnostics 600 eeprom 644 label 644 lanes_period_ms 644 light_source 644 power_limit_mw 644 stale_sweeps 644 static_period_ms 644 statistics 644 thermal_period_ms 644 vdm_period_ms" \
		"$(find "$cage/" -maxdepth 2 -type f -perm /222 \
			! -path '*/power/*' ! -name uevent ! -name 'netdev*' \
			-printf '%m %f\n' | sort -k2 | xargs)"
	# shellcheck disable=SC2086 # words
	check "anybody reads" $user cat "$cage/vendor_sn" \
		"$cage/lane1/rx_power_nw"
	# shellcheck disable=SC2086 # words
	refuse "not anybody reads eeprom" $user head -c 1 "$cage/eeprom"
	# shellcheck disable=SC2086 # words
	refuse "not anybody sets a label" $user \
		bash -c "echo x >$cage/label"
}

# Reads every file of the cage and of its hwmon device, so many in all.
read_files() {
	# shellcheck disable=SC2317 # check calls it
	python3 - "$cage" "$1" <<-'END'
		import pathlib, sys
		cage, left = pathlib.Path(sys.argv[1]), int(sys.argv[2])
		tops = [cage, *cage.glob("device/hwmon/hwmon*")]
		paths = [path for top in tops for path in top.rglob("*")
		         if path.is_file() and path.name != "eeprom"
		         and path.parent.name != "power"]
		assert len(paths) > 100, len(paths)
		while left:
		    for path in paths[:left]:
		        try:
		            path.read_bytes()
		        except OSError:
		            pass
		    left -= len(paths[:left])
	END
}

test_readers_off_the_bus() {
	local before

	cage_quiet
	before=$(seen p0 transfers)
	check "ten thousand reads" read_files 10000
	equal "make no transfer" "$before" "$(seen p0 transfers)"
	equal "which is what stats say, too" "$before" \
		"$(($(cat "$cage/stats/transfers")))"
}

# The sweeps of temperature and state, as a module sees them.
test_sweep_cost() {
	local transfers

	cage_quiet
	echo 100 >"$cage/thermal_period_ms"
	sleep 0.5
	"$sim" stats p0 reset
	sleep 2
	"$sim" stats p0 >"$tmp/stats"
	transfers=$(awk '$1 == "transfers" { print $2 }' "$tmp/stats")
	within "sweeps go on" 5 1000 "$transfers"
	within "with at most 38 bytes a transfer" 1 $((transfers * 38)) \
		"$(awk '$1 == "read_bytes" { print $2 }' "$tmp/stats")"
	equal "and nothing selected" 0 \
		"$(awk '$1 == "selects" { print $2 }' "$tmp/stats")"
}

# poll_change FILE CMD...: CMD makes poll(2) on the file return.
poll_change() {
	# shellcheck disable=SC2317 # check calls it
	python3 - "$@" <<-'END'
		import os, select, subprocess, sys
		handle = os.open(sys.argv[1], os.O_RDONLY)
		os.read(handle, 4096)
		poll = select.poll()
		poll.register(handle, select.POLLPRI | select.POLLERR)
		if poll.poll(0):
		    sys.exit("changed before")
		subprocess.run(sys.argv[2:], check=True)
		sys.exit(0 if poll.poll(10000) else "not told")
	END
}

test_poll() {
	cage_fast
	check "poll(2) sees the module's state change" poll_change \
		"$cage/module_state" "$sim" set p0 state=lowpwr
	"$sim" set p0 state=ready
	check "poll(2) sees the module go" poll_change "$cage/status" \
		"$sim" remove p0
	check "poll(2) sees a module come" poll_change "$cage/status" \
		"$sim" insert p0
	wait_for 20 cage_is ready || true
}

test_copper() {
	cage_add p1 --profile copper
	files "identity of a copper cable" "$cage" <<-END
		memory_model flat
		media_type passive copper
		media_technology Copper cable, unequalized
		connector No separable connector
		vendor_pn SIM-400G-CR8-1M
		cable_length_mm 1000
		host_lanes 8
		media_lanes 8
		module_state ModuleReady
		fault_cause ENODATA
		power_override ENODATA
		firmware_version ENODATA
		inactive_firmware_version ENODATA
		hardware_version ENODATA
		wavelength_pm ENODATA
		temp_max_mc ENODATA
		rx_power_type ENODATA
		page00_checksum ok
		page01_checksum ENODATA
		page02_checksum ENODATA
		tec_current_mpct ENODATA
		app1/host_lanes 8
		app1/media_interface Copper cable
		app1/media_assignment absent
		lane1/application absent
	END
	refuse "a copper cable has no page 01h" \
		dd if="$cage/eeprom" bs=128 skip=2 count=1 status=none
}

test_banks() {
	cage_add p2 --profile 3.2t-dr16
	files "16 lanes in two banks" "$cage" <<-END
		identifier OSFP-XD with CMIS
		host_lanes 16
		media_lanes 16
		lane1/datapath_id 1
		lane8/datapath_id 1
		lane9/datapath_id 9
		lane16/datapath_id 9
		lane16/datapath_state DPActivated
		lane17/datapath_state absent
	END
	cage_fast
	"$sim" set p2 lane16.rx_power_mw=0.5 lane9.tx_los=1
	becomes "a lane of the second bank" "$cage/lane16/rx_power_nw" 500000
	becomes "a flag of the second bank" "$cage/lane9/tx_los" 1
	equal "is not one of the first" 0 "$(cat "$cage/lane1/tx_los")"

	cage_add p3 --profile cpo-32
	equal "32 lanes in four banks" 32 \
		"$(find "$cage/" -maxdepth 1 -name 'lane[0-9]*' | wc -l)"
	cage_add p4 --profile 200g-sfp-dd
	equal "two lanes" "lane1 lane2" \
		"$(cd "$cage" && echo lane[0-9]*)"
}

tmp=$(mktemp -d)
on_exit rm -r "$tmp"
# Reads of the recorder after an alarm would count as reads of readers.
modprobe cmis burst_bus_percent=0
cage_add p0 --profile 400g-dr4
test_identity
test_apps
test_lanes
test_changes
test_states
test_settings
test_permissions
test_readers_off_the_bus
test_sweep_cost
test_poll
test_copper
test_banks
done_testing
