#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# The tool cmisctl: tables, JSON, settings, and events as they come.
# timeout: 400
set -euo pipefail
# shellcheck source=tests/selftests/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/selftests/cages.sh
. "$(dirname "$0")/cages.sh"

command -v cmisctl >/dev/null ||
	skip_all "cmisctl is not built: make -C scripts/cmisctl names why"

events=$(mktemp)
errors=$(mktemp)
on_exit rm -f "$events" "$errors"

# said PATTERN CMD...: the command fails, and its words have the pattern.
said() {
	local pattern=$1 status=0
	shift

	"$@" >"$errors" 2>&1 || status=$?
	[ "$status" -eq 1 ] && grep -qE "$pattern" "$errors" && return 0
	cat "$errors"
	return 1
}

seen_event() {
	grep -qE "$1" "$events"
}

# count_events PATTERN
count_events() {
	grep -cE "$1" "$events" || true
}

# show ends with a line for each lane, and none is too long.
test_tables() {
	local shown

	match "list has the module" "$name +ready .* SIM-1.6T-DR8" \
		"$(cmisctl list)"
	shown=$(cmisctl show "$name")
	match "show has the temperature, thresholds in order" \
		"temperature +45.00 C +-5.00 +0.00 +70.00 +75.00" "$shown"
	equal "no line of show is longer than 80 columns" "" \
		"$(grep -E '^.{81}' <<<"$shown" || true)"
	equal "show has 8 lanes" 8 \
		"$(grep -cE '^ +[1-8] DPActivated +1 +[-0-9.]+' <<<"$shown")"
	match "power of lane 3 in dBm" "  3 DPActivated +1 +0.88 " "$shown"
	refuse "no blank at the end of a line" grep -q ' $' <<<"$shown"
	equal "JSON has the same, exactly" "SIM-1.6T-DR8 8 45000 1226000" \
		"$(cmisctl show --json "$name" | jq -r '[."vendor-pn",
			(."lane-status" | length),
			(.monitors[] | select(.quantity == "temperature").value),
			(.monitors[] | select(.quantity == "tx-power" and
				.lane == 3).value)] | join(" ")')"
	equal "list as JSON" "$name" "$(cmisctl list -j | jq -r '.[0].name')"
	equal "no alert is active" "[]" "$(cmisctl alerts --json | tr -d ' ')"
}

test_set() {
	check "set takes several at once" cmisctl set "$name" \
		label='port 7' thermal-period-ms=150 stale-sweeps=4
	equal "they are set" "port 7 150 4" \
		"$(<"$cage/label") $(<"$cage/thermal_period_ms") $(
			cmisctl show "port 7" --json | jq '."stale-sweeps"')"
	check "period-ms is both periods" cmisctl set "port 7" period-ms=100
	equal "both are set" "100 100" \
		"$(<"$cage/thermal_period_ms") $(<"$cage/lanes_period_ms")"
	check "the kernel says why not: a period" said "100 to 3600000" \
		cmisctl set "$name" period-ms=99
	check "a netdev" said "no such netdev" cmisctl set "$name" netdev=no0
	check "a label" said "printable" cmisctl set "$name" label=$'a\eb'
	check "a cage" said "no such cage" cmisctl show nosuch
	check "a key that is not known is named" said "'colour=red' is none" \
		cmisctl set "$name" colour=red
	check "who may not is told" said "not permitted" \
		setpriv --reuid 65534 --regid 65534 --clear-groups \
		cmisctl set "$name" period-ms=1000
	check "who may not set may read" \
		setpriv --reuid 65534 --regid 65534 --clear-groups \
		cmisctl list
}

# monitor_start OPTION...: sets monitor to the process.
monitor_start() {
	: >"$events"
	cmisctl monitor "$@" >"$events" 2>&1 &
	monitor=$!
	# It is ready once it sleeps in poll().
	wait_for 20 grep -qE 'poll' "/proc/$monitor/wchan" || sleep 2
}

monitor_stop() {
	local status=0

	kill -"$1" "$monitor"
	wait "$monitor" || status=$?
	equal "SIG$1 ends it cleanly" 0 "$status"
}

test_monitor() {
	monitor_start
	"$sim" set p0 temperature_c=72.5
	wait_for 20 seen_event raised || true
	match "an alert is a line" "T[0-9:.]+ $name raised temperature `
		`high-warning: 72.50 C \(threshold 70.00 C\)" "$(<"$events")"
	match "it is active" "raised temperature high-warning" \
		"$(cmisctl alerts)"
	match "and in show" "temperature +72.50 C .* HW" \
		"$(cmisctl show "$name")"
	"$sim" set p0 temperature_c=45
	wait_for 20 seen_event cleared || true
	match "so is its end" "$name cleared temperature high-warning.*\[gone\]" \
		"$(<"$events")"
	equal "what ended is in alerts --all" "temperature 0" \
		"$(cmisctl alerts --all --json | jq -r '.[] |
			"\(.quantity) \(.active)"')"
	"$sim" remove p0
	wait_for 20 seen_event "$name removed" || true
	"$sim" insert p0
	wait_for 30 seen_event "$name inserted" || true
	match "a swap too" "$name removed.*$name inserted [^ ]+ SIM-1.6T-DR8" \
		"$(tr '\n' ' ' <"$events")"
	monitor_stop TERM
}

# It sleeps until its socket overflows; then it must tell the truth.
test_overflow() {
	local celsius

	monitor_start --json --buffer 2048
	kill -STOP "$monitor"
	for celsius in 72.5 45 76 45 77 45 78; do
		"$sim" set p0 "temperature_c=$celsius"
		sleep 0.8
	done
	sleep 1
	kill -CONT "$monitor"
	wait_for 20 seen_event '"lost": ?true' || true
	equal "a loss is told, once" 1 "$(count_events '"lost": ?true')"
	wait_for 20 seen_event '"resync"' || true
	equal "what is said to be active is the truth" \
		"$(cmisctl alerts --json | jq -r '.[].level[0]' | sort)" \
		"$(jq -rs 'reduce (.[].alert | select(.)) as $a ({};
			.[$a.level[0]] = $a.active) | to_entries[] |
			select(.value == 1).key' "$events" | sort)"
	equal "which is both levels" 2 "$(cmisctl alerts | wc -l)"
	monitor_stop INT
	"$sim" set p0 temperature_c=45
}

test_unload() {
	local status=0

	monitor_start
	# That is all there is to undo, but for files.
	tap_cleanups=("$(printf '%q ' rm -f "$events" "$errors")")
	"$sim" del p0
	wait_for 20 seen_event "$name cage-removed" || true
	check "the end of a cage is a line" seen_event "$name cage-removed"
	wait_for 20 modprobe -r cmis_sim || true
	wait_for 20 modprobe -r cmis_i2c || true
	wait_for 20 modprobe -r cmis || true
	wait "$monitor" || status=$?
	equal "it ends when the driver goes" "1 yes" "$status $(
		seen_event "driver was unloaded" && echo yes)"
	check "without the driver it says so" said "not loaded" cmisctl list
}

cage_add p0 --profile 1.6t-dr8
name=$(basename "$cage")
cage_fast
test_tables
test_set
test_monitor
test_overflow
test_unload
done_testing
