#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# Hot plug: modules come, go and are swapped; drivers are unbound and unloaded,
# with readers running.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

# gone NAME: nothing of a module is left in the cage.
gone() {
	files "$1: nothing is left of the module" "$cage" <<-END
		status empty
		vendor_sn ENODEV
		module_state ENODEV
		sample_age_ms ENODEV
		host_lanes ENODEV
		page00_checksum ENODEV
		fault none
		lane1/application absent
		app1/host_lanes absent
	END
	refuse "$1: no hwmon device is left" cage_hwmon
	refuse "$1: eeprom has nothing" head -c 1 "$cage/eeprom"
}

test_plug() {
	cage_add p0 --empty
	cage_fast
	gone "an empty cage"
	equal "no module, no generation" 0 "$(cat "$cage/generation")"

	"$sim" insert p0 --profile 400g-dr4 --serial FIRST
	wait_for 20 cage_is ready || true
	files "the first module" "$cage" <<-END
		status ready
		generation 1
		vendor_sn FIRST
		lane8/application 1
	END
	check "the first module has a hwmon device" cage_hwmon

	"$sim" remove p0
	wait_for 20 cage_is empty || true
	gone "pulled"
	equal "a pulled module keeps its number" 1 "$(cat "$cage/generation")"

	"$sim" insert p0 --profile copper --serial SECOND
	wait_for 20 cage_is ready || true
	files "a module of another kind" "$cage" <<-END
		generation 2
		vendor_sn SECOND
		memory_model flat
		lane1/application absent
	END
	refuse "has no hwmon device of the other" cage_hwmon
}

swapped() {
	# shellcheck disable=SC2317 # wait_for calls it
	[ "$(cat "$cage/vendor_sn")" = "$1" ]
}

# Pulled and plugged again between two sweeps.
test_swap() {
	"$sim" remove p0
	"$sim" insert p0 --profile 400g-dr4 --serial THIRD
	wait_for 20 swapped THIRD || true
	echo 3000 >"$cage/thermal_period_ms"
	echo 3000 >"$cage/lanes_period_ms"
	sleep 0.3
	"$sim" remove p0
	"$sim" insert p0 --profile 400g-dr4 --serial FOURTH
	wait_for 20 swapped FOURTH || true
	equal "a swap between sweeps is noticed" FOURTH \
		"$(value "$cage/vendor_sn")"
	equal "and counted" 4 "$(cat "$cage/generation")"
	cage_fast
}

low_power_is_set() {
	# shellcheck disable=SC2317 # wait_for calls it
	[ "$(ethtool -m "${cage##*/}" raw on page 0 offset 26 length 1 |
		od -An -tx1)" = " 50" ]
}

# reseat NAME PORT OPTION...: pulled and plugged again within a period.
reseat() {
	local name=$1 port=$2 other=$cage wait
	shift 2

	cage_add "$port" --profile 400g-dr4 "$@"
	ethtool --set-module "${cage##*/}" power-mode-policy auto
	for wait in 0 0.1; do
		wait_for 20 value_is "$cage/module_state" ModuleLowPwr || true
		sleep 1.2
		"$sim" remove "$port"
		sleep "$wait"
		"$sim" insert "$port"
		wait_for 20 low_power_is_set || true
		check "$name, $wait s: low power again" low_power_is_set
		becomes "$name, $wait s: laser off" "$cage/module_state" \
			ModuleLowPwr
	done
	cage=$other
}

test_reseat() {
	reseat "no signal" p3
	reseat "presence signal" p4 --gpio
}

test_pins() {
	local other=$cage

	cage_add p1 --profile 800g-2xfr4 --gpio
	"$sim" remove p1
	wait_for 5 cage_is empty || true
	gone "presence signal"
	"$sim" insert p1
	wait_for 20 cage_is ready || true
	equal "presence signal: back" 2 "$(cat "$cage/generation")"
	cage=$other
}

# A slow module does not delay other modules.
test_slow() {
	local other=$cage start

	cage_add p2 --empty --init-ms 3000
	"$sim" insert p2 --profile 1.6t-dr8
	start=$(date +%s%N)
	equal "while it boots it is not ready" "" \
		"$(cage_is ready && echo ready)"
	within "another cage is swept meanwhile (ms)" 0 1500 \
		"$(cat "$other/sample_age_ms")"
	wait_for 30 cage_is ready || true
	equal "a slow module gets ready" ready "$(cat "$cage/status")"
	within "after the time it needs (ms)" 1000 20000 \
		"$((($(date +%s%N) - start) / 1000000))"
	cage=$other
}

# Readers of everything run until they are killed; their errors do not matter.
readers_start() {
	cat >"$tmp/reader.py" <<-'END'
		import os, pathlib, sys
		while True:
		    for top in ("/sys/class/cmis", "/sys/class/hwmon"):
		        for path in pathlib.Path(top).glob("*/**/*"):
		            try:
		                with open(path, "rb", buffering=0) as file:
		                    file.read(256)
		            except OSError:
		                pass
	END
	# A folder that vanishes ends one walk; the loop starts the next one.
	for _ in 1 2; do
		while :; do
			nice python3 "$tmp/reader.py" 2>/dev/null || true
		done &
		readers+=($!)
	done
}

readers_stop() {
	local pid

	for pid in "${readers[@]}"; do
		kill "$pid" 2>/dev/null || true
		pkill -P "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
	done
	readers=()
}

test_readers() {
	local i device

	readers_start
	for i in 1 2 3 4 5 6; do
		"$sim" remove p0
		[ $((i % 2)) -eq 0 ] || wait_for 20 cage_is empty || true
		"$sim" insert p0 --profile 3.2t-dr16 --serial "READ$i"
		wait_for 30 swapped "READ$i" || true
	done
	equal "readers through swaps" READ6 "$(value "$cage/vendor_sn")"

	device=$(basename "$(realpath "$cage/device")")
	echo "$device" >/sys/bus/i2c/drivers/cmis/unbind
	equal "an unbound driver has no cage" "" \
		"$(grep -l . "/sys/bus/i2c/devices/$device/cmis"/*/status \
			2>/dev/null)"
	echo "$device" >/sys/bus/i2c/drivers/cmis/bind
	check "a bound one has one again" wait_for 20 \
		grep -q ready "/sys/bus/i2c/devices/$device/cmis"/*/status

	check "unload the transport under readers" modprobe -r cmis_i2c
	equal "no cages without it" "" "$(ls /sys/class/cmis 2>/dev/null)"
	check "load it again" modprobe cmis_i2c
	check "modules are found again" wait_for 30 \
		grep -q ready /sys/class/cmis/*/status
	check "take away a port under readers" "$sim" del p2
	readers_stop
}

test_unload() {
	check "unload the simulator's ports" "$sim" del --all
	equal "no cages are left" "" "$(ls /sys/class/cmis)"
	check "unload it all" modprobe -r cmis_sim cmis_i2c cmis
	check "load it all" modprobe -a cmis_sim cmis_i2c
}

readers=()
tmp=$(mktemp -d)
on_exit rm -r "$tmp"
on_exit readers_stop
test_plug
test_swap
test_reseat
test_pins
test_slow
test_readers
test_unload
tap_cleanups=("${tap_cleanups[@]: -2}")
done_testing
