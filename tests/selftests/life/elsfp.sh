#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# A source of light: its lasers, their monitors, faults and alerts, and pages
# that the driver does not try to read.
# kernels: newest: no interface of the kernel is new here
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

has_alert() {
	cmisctl alerts | grep -q "$1"
}

had_alert() {
	grep -q "^$1" "$cage/alerts/last"
}

cage_add p0 --profile elsfp
cage_fast
becomes "a laser is on" "$cage/lane1/laser_state" on
files "lasers have names, fibres and monitors" "$cage" <<-END
	lane1/laser_enabled 1
	lane1/laser_fault none
	lane1/laser_warning none
	lane1/laser_fiber 1
	lane8/laser_fiber 8
	lane1/laser_fiber_checked 1
	lane1/laser_frequency_mhz 228850000
	lane1/tx_bias_ua 300000
	lane8/tx_bias_ua 314000
	lane1/tx_power_nw 100000000
	lane1/laser_voltage_uv 1800000
	lane1/datapath_state absent
	lane1/tx_fault absent
	lane1/rx_power_nw absent
	lane9/laser_state absent
END
cage_hwmon
files "hwmon has them, too" "$hwmon_of_cage" <<-END
	curr1_label lane1 tx bias
	curr1_input 300
	curr1_crit 450
	power1_input 100000
	curr9_label supply
	curr9_input 3000
END
refuse "without an alert" has_alert .

"$sim" set p0 byte.1a.212=0x21
becomes "a code is a fault" "$cage/lane1/laser_fault" "power loop"
files "or a warning" "$cage" <<-END
	lane1/laser_warning current loop
END
check "both are alerts" wait_for 20 has_alert laser-fault
check "apart" wait_for 20 has_alert laser-warning
match "and show has it" "fault: power loop" "$(cmisctl show "${cage##*/}")"
match "netlink, too" '"laser-state":2,"laser-state-name":"on"' \
	"$(cmisctl --json show "${cage##*/}" | tr -d ' \n')"
"$sim" set p0 byte.1a.212=0
gone() { ! has_alert laser; }
check "they end" wait_for 20 gone

"$sim" set p0 byte.1b.186=0x13 byte.1b.187=0x88
check "a current of 500 mA is an alert" wait_for 20 has_alert tx_bias
"$sim" set p0 byte.1b.186=0x0b byte.1b.187=0xcc
gone() { ! has_alert tx_bias; }
check "which ends" wait_for 20 gone
"$sim" set p0 byte.1a.187=0x04
check "a flag that was set is an alert" wait_for 20 had_alert \
	'tx_bias lane3'

source=${cage##*/}
own=$cage
cage_add p1 --profile cpo-64
equal "an engine knows no source at first" "" "$(value "$cage/light_source")"
echo p0 >"$cage/light_source"
equal "until it is told" "$source" "$(value "$cage/light_source")"
match "netlink says so, too" "\"light-source\":${source#cmis}[,}]" \
	"$(cmisctl --json show "${cage##*/}" | tr -d ' \n')"
refuse "it does not feed itself" sh -c "echo p1 >$cage/light_source"
refuse "nor does a cage that is none" sh -c "echo p9 >$cage/light_source"
equal "that changes nothing" "$source" "$(value "$cage/light_source")"
echo >"$cage/light_source"
equal "firmware names none" "" "$(value "$cage/light_source")"
cage=$own

printf '\x7f' | dd of="$cage/eeprom" bs=1 conv=notrunc oflag=seek_bytes \
	seek=$((128 + 0x1a * 128 + 92)) status=none
becomes "another host switches a laser off" "$cage/lane8/laser_state" off
files "it has no power and no current" "$cage" <<-END
	lane8/laser_enabled 0
	lane8/tx_power_nw 0
	lane8/tx_bias_ua 0
END
refuse "which is no alert" has_alert tx_

done_testing
