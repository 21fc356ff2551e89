#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 600
# hwmon: channels, values, limits and alarms of modules.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

test_channels() {
	files "module channels" "$hwmon_of_cage" <<-END
		name cmis
		temp1_label module
		temp1_input 45000
		temp1_crit 75000
		temp1_max 70000
		temp1_min 0
		temp1_lcrit -5000
		temp2_label laser
		temp2_input 50000
		temp2_crit 65000
		temp2_max 60000
		temp2_min 40000
		temp2_lcrit 35000
		temp3_input absent
		in0_label vcc
		in0_input 3300
		in0_crit 3630
		in0_max 3465
		in0_min 3135
		in0_lcrit 2970
		in1_input absent
	END
	files "lane channels" "$hwmon_of_cage" <<-END
		curr3_label lane3 tx bias
		curr3_input 71
		curr3_crit 150
		curr3_max 130
		curr3_min 40
		curr3_lcrit 30
		power3_label lane3 tx power
		power3_input 1226
		power3_crit 3162
		power3_max 2512
		power3_min 447
		power3_lcrit 355
		power11_label lane3 rx power
		power11_input 822
		power11_crit 3162
		power11_max 2512
		power11_min 159
		power11_lcrit 100
	END
	files "no channels for media lanes that are not there" \
		"$hwmon_of_cage" <<-END
		curr4_input 71
		curr5_input absent
		curr5_label absent
		curr5_crit_alarm absent
		power4_input 1239
		power5_input absent
		power8_input absent
		power9_label lane1 rx power
		power12_label lane4 rx power
		power13_input absent
	END
	equal "nothing is alarming" "" \
		"$(grep -l 1 "$hwmon_of_cage"/*_alarm || true)"
	equal "sensors shows each lane" 4 \
		"$(sensors 'cmis-*' | grep -c '^lane[1-4] rx power:.*uW')"
}

# alarms CHANNEL: the set ones
alarms() {
	local level set=()

	for level in crit lcrit max min; do
		[ "$(<"$hwmon_of_cage/$1_${level}_alarm")" = 0 ] || set+=("$level")
	done
	echo "${set[*]}"
}

# alarms_become NAME CHANNEL ALARMS
alarms_become() {
	wait_for 30 alarms_are "$2" "$3" || true
	equal "$1" "$3" "$(alarms "$2")"
}

alarms_are() {
	# shellcheck disable=SC2317 # wait_for calls it
	[ "$(alarms "$1")" = "$2" ]
}

test_values() {
	"$sim" set p0 temperature_c=-12.5 vcc_v=3.2006 aux2=0x3880 \
		lane2.tx_bias_ma=54.5 lane2.tx_power_mw=1.0005 \
		lane2.rx_power_mw=0.7304
	becomes "temperature below zero" "$hwmon_of_cage/temp1_input" -12500
	becomes "supply, rounded" "$hwmon_of_cage/in0_input" 3201
	becomes "laser temperature" "$hwmon_of_cage/temp2_input" 56500
	becomes "bias, rounded" "$hwmon_of_cage/curr2_input" 55
	becomes "Tx power, rounded" "$hwmon_of_cage/power2_input" 1001
	becomes "Rx power, rounded" "$hwmon_of_cage/power10_input" 730
	"$sim" set p0 temperature_c=45 vcc_v=3.3 aux2=0x3200 \
		lane2.tx_bias_ma=70 lane2.tx_power_mw=1.2 lane2.rx_power_mw=0.8
	becomes "temperature above zero" "$hwmon_of_cage/temp1_input" 45000
}

test_alarms() {
	alarms_become "no alarm" temp1 ""
	"$sim" set p0 temperature_c=71
	alarms_become "temperature warning" temp1 "max"
	"$sim" set p0 temperature_c=76
	alarms_become "temperature alarm" temp1 "crit max"
	"$sim" set p0 temperature_c=-3
	alarms_become "low temperature" temp1 "min"
	"$sim" set p0 temperature_c=-6
	alarms_become "very low temperature" temp1 "lcrit min"
	"$sim" set p0 temperature_c=45
	alarms_become "alarms end" temp1 ""
	"$sim" set p0 vcc_v=3.64 lane4.rx_power_mw=0.09 \
		lane1.tx_bias_ma=135 lane3.tx_power_mw=0.4
	alarms_become "supply" in0 "crit max"
	alarms_become "Rx power of a lane" power12 "lcrit min"
	alarms_become "bias of a lane" curr1 "max"
	alarms_become "Tx power of a lane" power3 "min"
	alarms_become "not of its neighbour" power4 ""
	"$sim" set p0 vcc_v=3.3 lane4.rx_power_mw=0.8 lane1.tx_bias_ma=70 \
		lane3.tx_power_mw=1.2
	alarms_become "supply recovers" in0 ""
	alarms_become "light recovers" power12 ""
}

# Only the flag shows a short event between two sweeps.
test_latched() {
	cage_quiet
	"$sim" set p0 temperature_c=80 lane2.rx_power_mw=0.01
	"$sim" set p0 temperature_c=45 lane2.rx_power_mw=0.8
	equal "no sweep, no news" "" "$(alarms temp1)$(alarms power10)"
	# One sweep of each kind now, the next thermal one in five seconds.
	echo 5000 >"$cage/thermal_period_ms"
	alarms_become "a short excursion is seen" temp1 "crit max"
	alarms_become "of a lane, too" power10 "lcrit min"
	alarms_become "until the next sweep" temp1 ""
	equal "of the same kind" "lcrit min" "$(alarms power10)"
	cage_fast
	alarms_become "and so with lanes" power10 ""
}

# poll_alarm FILE CMD...: CMD makes poll(2) of the alarm return.
poll_alarm() {
	# shellcheck disable=SC2317 # check calls it
	python3 - "$@" <<-'END'
		import os, select, subprocess, sys
		handle = os.open(sys.argv[1], os.O_RDONLY)
		before = os.read(handle, 16)
		poll = select.poll()
		poll.register(handle, select.POLLPRI | select.POLLERR)
		if poll.poll(1000):
		    sys.exit("told before anything changed")
		subprocess.run(sys.argv[2:], check=True)
		if not poll.poll(10000):
		    sys.exit("not told")
		os.lseek(handle, 0, os.SEEK_SET)
		sys.exit(0 if os.read(handle, 16) != before else "no change")
	END
}

test_notify() {
	check "poll(2) is told of an alarm" poll_alarm \
		"$hwmon_of_cage/temp1_crit_alarm" "$sim" set p0 temperature_c=76
	check "and of its end" poll_alarm "$hwmon_of_cage/temp1_crit_alarm" \
		"$sim" set p0 temperature_c=45
	check "poll(2) is told of a lane's alarm" poll_alarm \
		"$hwmon_of_cage/power9_min_alarm" "$sim" set p0 \
		lane1.rx_power_mw=0.15
	"$sim" set p0 lane1.rx_power_mw=0.8
	alarms_become "all is well" power9 ""

	udevadm monitor --kernel --property --subsystem-match=hwmon \
		>"$tmp/uevents" 2>&1 &
	wait_for 5 grep -q KERNEL "$tmp/uevents" || true
	"$sim" set p0 temperature_c=76
	wait_for 10 grep -q NAME=temp1_crit_alarm "$tmp/uevents" || true
	kill %1
	wait %1 2>/dev/null || true
	match "a uevent names the alarm" "NAME=temp1_crit_alarm" \
		"$(cat "$tmp/uevents")"
	"$sim" set p0 temperature_c=45
}

test_node_exporter() {
	local metrics

	if ! command -v prometheus-node-exporter >/dev/null; then
		skip "node_exporter" "not installed"
		return 0
	fi
	ip link set lo up
	prometheus-node-exporter --collector.disable-defaults \
		--collector.hwmon --web.listen-address=127.0.0.1:9100 \
		>"$tmp/exporter" 2>&1 &
	on_exit kill $!
	wait_for 30 curl -sf http://127.0.0.1:9100/metrics || true
	metrics=$(curl -sf http://127.0.0.1:9100/metrics)
	match "node_exporter shows the temperature" \
		'node_hwmon_temp_celsius\{[^}]*sensor="temp1"\} 45' "$metrics"
	match "and what lane a power belongs to" \
		'node_hwmon_sensor_label\{[^}]*label="lane3 rx power"' \
		"$metrics"
}

test_others() {
	cage_add p1 --profile copper
	refuse "a copper cable has no hwmon device" cage_hwmon
	cage_add p2 --profile cpo-32
	cage_hwmon || true
	check "32 lanes" [ -n "$hwmon_of_cage" ]
	files "channels of 32 lanes" "$hwmon_of_cage" <<-END
		curr32_label lane32 tx bias
		power32_label lane32 tx power
		power33_label lane1 rx power
		power64_label lane32 rx power
		power65_label absent
	END
	cage_fast
	"$sim" set p2 lane32.rx_power_mw=0.05
	alarms_become "alarm of the last lane" power64 "lcrit min"
	alarms_become "and of no other" power32 ""
}

tmp=$(mktemp -d)
on_exit rm -r "$tmp"
cage_add p0 --profile 400g-dr4
cage_hwmon || true
check "there is a hwmon device" [ -n "$hwmon_of_cage" ]
test_channels
cage_fast
test_values
test_alarms
test_latched
test_notify
test_node_exporter
test_others
done_testing
