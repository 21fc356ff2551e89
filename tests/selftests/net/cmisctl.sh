#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: the tool; ynl and demo have the interface
# The tool cmisctl: tables, JSON, settings, and events as they come.
# timeout: 600
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

command -v cmisctl >/dev/null ||
	skip_all "cmisctl is not built: make -C tools/cmisctl names why"

events=$(mktemp)
errors=$(mktemp)
on_exit rm -f "$events" "$errors"

# said PATTERN CMD...: the command fails with a message that has the pattern.
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

	match "list has the module" \
		"$name +p0 .*SIM-1.6T-DR8 +SIM-p0 +1.6TBASE-DR8 45.0 .* ready" \
		"$(cmisctl list)"
	shown=$(cmisctl show --thresholds "$name")
	match "show has the temperature" "temperature +45.00 C" "$shown"
	match "and thresholds in order" \
		"temperature +C +-5.00 +0.00 +70.00 +75.00" "$shown"
	match "media, power and length" \
		"media +1.6TBASE-DR8.*SMF 500 m.*class 8, 25.00 W at most" \
		"$shown"
	equal "without a cage, show has all" \
		"$(cmisctl list | grep -c ^cmis)" "$(cmisctl show | grep -c ^cmis)"
	equal "no line of show is longer than 80 columns" "" \
		"$(grep -E '^.{81}' <<<"$shown" || true)"
	equal "show has 8 lanes" 8 \
		"$(grep -cE '^ +[1-8] DPActivated +1 +[-0-9.]+' <<<"$shown")"
	match "power of lane 3 in dBm" "  3 DPActivated +1 +0.88 " "$shown"
	refuse "no blank at the end of a line" grep -q ' $' <<<"$shown"
	equal "JSON has the same, exactly" "SIM-1.6T-DR8 8 45000 1226000" \
		"$(cmisctl show --json "$name" | jq -r '[."vendor-pn",
			(."lane-status" | length),
			(.monitors[] | select(.monitor.name == "temperature").value),
			(.monitors[] | select(.monitor.name == "tx_power" and
				.monitor.lane == 3).value)] | join(" ")')"
	equal "list as JSON" "$name" "$(cmisctl list -j | jq -r '.[0].name')"
	equal "no alert is active" "[]" "$(cmisctl alerts --json | tr -d ' ')"
}

# wrong PATTERN WORD...: such a command line is refused, with status 2.
wrong() {
	local pattern=$1 status=0
	shift

	cmisctl "$@" >"$errors" 2>&1 || status=$?
	[ "$status" -eq 2 ] && grep -q -- "$pattern" "$errors"
}

# No alert is active.
is_well() {
	[ "$(<"$cage/alerts/active")" = 0 ]
}

test_usage() {
	check "an unknown command is named" wrong "no command 'lst'" lst
	check "a missing argument too" wrong "set: KEY=VALUE... is missing" \
		set "$name"
	check "one too many" wrong "no place for 'x'" list x
	check "an option that is none" wrong \
		"^cmisctl: there is no option '--bogus'; try: cmisctl help list" \
		list --bogus
	check "an option without its value" wrong "option '-s' needs a value" \
		list -js
	check "of help, too" wrong "help: there is no place for 'x'" \
		help show x
	check "an action that is none" said "'frob' is none of list" \
		cmisctl nic frob
	check "a missing name" said "nic add: NETDEV is missing" cmisctl nic add
	check "an option of another command" wrong "list: --buffer does not" \
		list --buffer 9
	check "options may come before the command" said "/dev/null: no record" \
		cmisctl --csv replay /dev/null
	check "a column that is none" said "no column 'colour'" \
		cmisctl list --sort colour
	match "each command has help" "usage: cmisctl show \[CAGE\]" \
		"$(cmisctl help show)"
	refuse "a full disk is an error" bash -c "cmisctl help >/dev/full"
	refuse "no colours in a pipe" grep -q $'\e' <<<"$(cmisctl list)"
	match "a terminal has some" $'\e\\[1;31m' "$(TERM=xterm script -qec \
		"tools/cmis-sim set p0 lane2.rx_los=1; sleep 2; cmisctl list" \
		/dev/null)"
	refuse "unless NO_COLOR is set" grep -q $'\e' <<<"$(TERM=xterm \
		NO_COLOR=1 script -qec "cmisctl list" /dev/null)"
	"$sim" set p0 lane2.rx_los=0
	wait_for 20 is_well || true
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
	check "an unknown key is named" said "unknown setting 'colour=red'" \
		cmisctl set "$name" colour=red
	check "who may not is told" said "not permitted" \
		setpriv --reuid 65534 --regid 65534 --clear-groups \
		cmisctl set "$name" period-ms=1000
	check "who may not set may read" \
		setpriv --reuid 65534 --regid 65534 --clear-groups \
		cmisctl list
}

# keys WORD...: cmisctl on a terminal of 80x24, with a pause before each key.
keys() {
	local key
	local command=$1
	shift

	for key; do
		sleep 2
		printf '%b' "$key"
	done | TERM=xterm script -qec "stty rows 24 cols 80; $command" /dev/null
}

test_top() {
	local screen

	equal "top without a terminal is list" "$(cmisctl list --worst)" \
		"$(cmisctl top -n 1)"
	screen=$(keys "cmisctl top -d 1" '\n' q q)
	match "top shows cages, and bars" "1 cages: 0 fault.*$name.*[#.]{8}" \
		"$screen"
	match "and the lanes of one" "SIM-1.6T-DR8.*LANE.*RX dBm" "$screen"
	screen=$(keys "cmisctl top -d 1 -n 2")
	match "it ends by itself, too" "$name" "$screen"
}

test_decode() {
	local text

	text=$(dd if="$cage/eeprom" bs=128 count=4 status=none |
		cmisctl decode -)
	match "decode says what a module is" \
		"part number +SIM-1.6T-DR8.*1 media +1.6TBASE-DR8" "$text"
	match "and what it measures" "temperature +45.00 C" "$text"
	refuse "nothing is odd about it" grep -q '^odd' <<<"$text"
	check "a file that is none" said "no memory of a module" \
		cmisctl decode VERSION
}

# check has a name of its own.
has_flag() {
	[[ $(cmisctl eeprom "$(basename "$cage")" --page 11h) == *" 136: 01 "* ]]
}

test_eeprom() {
	local text before

	text=$(cmisctl eeprom "$name")
	match "the memory with names" \
		" 148: 53 49 4d 2d 31 2e 36 54 +part number" "$text"
	match "flags without a sweep are left out" " 8: -- .*module flags" \
		"$text"
	match "others are there" "  9: 00 " "$text"
	equal "lines fit" "" "$(grep -E '^.{81}' <<<"$text" || true)"
	match "a page" "state.*136: 00 +Tx LOS.*  path" \
		"$(cmisctl eeprom "$name" --page 11h)"
	"$sim" set p0 lane1.tx_los=1
	check "it has flags of the last sweep" wait_for 20 has_flag
	"$sim" set p0 lane1.tx_los=0
	before=$(dd if="$cage/eeprom" bs=1 skip=$((128 + 17 * 128 + 8)) \
		count=1 status=none | od -An -tu1)
	equal "another reader still gets the flag" 1 $((before & 1))
	check "a page that is none" said "no such page" \
		cmisctl eeprom "$name" -p fe
	check "nor is this" said "'zz' is no page" cmisctl eeprom "$name" -p zz
	check "for root only" said "only root" \
		setpriv --reuid 65534 --regid 65534 --clear-groups \
		cmisctl eeprom "$name"
}

test_completion() {
	# shellcheck source=tools/cmisctl/completion/cmisctl.bash
	. tools/cmisctl/completion/cmisctl.bash
	COMP_WORDS=(cmisctl set "")
	COMP_CWORD=2
	_cmisctl
	equal "a shell completes cages" "$name" "${COMPREPLY[*]}"
	equal "commands" "show" "$(cmisctl complete sh)"
	equal "options" "--sort" "$(cmisctl complete list --s)"
	equal "and keys" "label=" "$(cmisctl complete set "$name" lab)"
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
	match "an alert is a line" "[0-9:]+ $name port 7 raised temperature `
		`high-warning: 72.50 C > 70.00" "$(<"$events")"
	match "its time as RFC 3339 has it, and its cage, in JSON" \
		"^[0-9-]+T[0-9:.]+[+-][0-9:]+ $name port 7\$" \
		"$(cmisctl alerts --json | jq -r '.[0] |
			[.time, .cage, .label] | join(" ")')"
	match "it is active" "raised temperature high-warning" \
		"$(cmisctl alerts)"
	match "and in show" "temperature +72.50 C +HW" \
		"$(cmisctl show "$name")"
	"$sim" set p0 temperature_c=45
	wait_for 20 seen_event cleared || true
	match "so is its end, with the value and the worst one" \
		"$name port 7 cleared temperature high-warning: 45.00 C, worst 72.50" \
		"$(<"$events")"
	"$sim" set p0 byte.lower.9=1
	wait_for 20 seen_event "by flag" || true
	match "a flag without a value beyond" \
		"raised temperature high-alarm: 45.00 C, by flag" "$(<"$events")"
	equal "what ended is in alerts --all" "temperature 0" \
		"$(cmisctl alerts --all --json | jq -r '.[] |
			select(.level[0] == "high-warning") |
			"\(.monitor.name) \(.active)"')"
	"$sim" remove p0
	wait_for 20 seen_event "$name port 7 removed" || true
	"$sim" insert p0
	wait_for 30 seen_event "$name port 7 inserted" || true
	match "a swap too" "$name port 7 removed.*$name port 7 inserted [^ ]+ SIM-1.6T-DR8" \
		"$(tr '\n' ' ' <"$events")"
	monitor_stop TERM
}

# The test stops the monitor until its socket overflows. Then the monitor must
# show the true state.
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

# shows PATTERN: show has such a line.
shows() {
	cmisctl show "$name" | grep -qE -- "$1"
}

test_observables() {
	local shown

	cmisctl set "$name" period-ms=100 vdm-period-ms=100
	equal "the period of observables is set" 100 \
		"$(cmisctl show --json "$name" | jq '."vdm-period-ms"')"
	"$sim" set p0 lane3.media_pre_fec_ber=2.4e-6 lane3.host_snr_db=21.5
	wait_for 20 shows '^ +3 DP.* 2\.400e-06 ' || true
	shown=$(cmisctl show "$name")
	match "lane 3 with the ratios of both sides, and SNR" \
		"  3 DPActivated +1 .* 2.400e-06 1.202e-08 +20.19" "$shown"
	match "observables of lanes have their thresholds" \
		"media_pre_fec_ber +0.000e.00 0.000e.00 1.000e-05 +2.400e-04" \
		"$(cmisctl show -t "$name")"
	match "and their values" "host_snr +22.00 +22.06 +21.50 +22.19" "$shown"
	match "those of the module, too" "supply_1v8 +1.800 V" "$shown"
	match "what has no name its number" "type104 +1110" "$shown"
	equal "JSON has exact numbers" \
		"media_pre_fec_ber media ratio true true 33008" \
		"$(cmisctl show --json "$name" | jq -r '.monitors[] |
			select(.monitor | .type == 15 and .lane == 3) |
			[(.monitor | .name, .side, .unit), .value == 2.4e-6,
			.limits."high-alarm" == 2.4e-4, .raw] |
			map(tostring) | join(" ")')"
	match "with the digits that the module gave" '"value": ?2.400e-06' \
		"$(cmisctl show --json "$name")"
	equal "and others as integers" "host_snr 21500 16000" \
		"$(cmisctl show --json "$name" | jq -r '.monitors[] |
			select(.monitor | .type == 6 and .lane == 3) |
			[.monitor.name, .value, .limits."low-alarm"] |
			map(tostring) | join(" ")')"
	"$sim" set p0 lane3.media_pre_fec_ber=1e-3 lane3.host_snr_db=3 \
		lane3.media_snr_db=3 lane3.rx_power_mw=0.01 lane3.tx_los=1
	wait_for 20 shows 'media_pre_fec_ber HA' || true
	match "alarms of observables are named" \
		"media_snr LA.* media_pre_fec_ber HA" \
		"$(cmisctl show "$name" | tr '\n' ' ')"
	equal "and all of them fit 80 columns" "" \
		"$(COLUMNS=80 cmisctl show "$name" | grep -E '^.{81}' || true)"
	check "diagnostics are set" cmisctl set "$name" diagnostics=1
	equal "and shown" "1 1" "$(<"$cage/diagnostics") $(
		cmisctl show --json "$name" | jq .diagnostics)"
	check "diagnostics are 0 or 1" said "0 or 1" \
		cmisctl set "$name" diagnostics=2
	check "statistics are off" cmisctl set "$name" statistics=off
	equal "and that is shown" "0 0" "$(<"$cage/statistics") $(
		cmisctl show --json "$name" | jq .statistics)"
	check "and on again" cmisctl set "$name" statistics=on
}

# A limit of the administrator, for the next module of the part
test_limits() {
	local part=SIM-1.6T-DR8

	printf '%s\n' '# limits' "$part temperature high-warning 40000" \
		"  $part   media_snr low-alarm 2.15e4 # dB" \
		'A PART temperature low-alarm -5000' >"$events"
	check "limits of part numbers are set" cmisctl limits "$events"
	equal "and listed" \
		"$part temperature high-warning 40.00 C $part media_snr low-alarm 21.50 dB A PART temperature low-alarm -5.00 C" \
		"$(cmisctl limits | xargs)"
	equal "not yet in force" 0 "$(<"$cage/overridden_limits")"
	"$sim" remove p0
	wait_for 20 cage_is empty
	"$sim" insert p0
	wait_for 20 cage_is ready
	equal "in force for the next module" 9 "$(<"$cage/overridden_limits")"
	equal "and told of" '[["high-warning"],40000]' \
		"$(cmisctl show --json "$name" | jq -c '.monitors[] |
			select(.monitor.name == "temperature") |
			[.overridden, .limits."high-warning"]')"
	match "with a star" 'temperature .* 40.00\* ' \
		"$(cmisctl show -t "$name" | tr '\n' ' ')"
	cage_hwmon
	equal "as in hwmon" 40000 "$(<"$hwmon_of_cage/temp1_max")"
	wait_for 20 shows 'raised temperature high-warning' || true
	match "an alert comes of it" \
		"raised temperature high-warning: 45.00 C > 40.00" \
		"$(cmisctl show "$name")"
	printf '%s\n' "$part temperature high-warning none" \
		"$part media_snr low-alarm none" \
		'A PART temperature low-alarm none' >"$events"
	check "limits are dropped" cmisctl limits "$events"
	equal "and none is left" "" "$(cmisctl limits)"
	echo "$part temperature high-warning hot" >"$events"
	check "a number is a number" said "$events:1: not PART" \
		cmisctl limits "$events"
	echo "$part temperature high-warning 1e9" >"$events"
	check "and within reason" said "no module can have" \
		cmisctl limits "$events"
	"$sim" remove p0
	wait_for 20 cage_is empty
	"$sim" insert p0
	wait_for 20 cage_is ready
	equal "the module's own again" 0 "$(<"$cage/overridden_limits")"
}

test_unload() {
	local status=0

	monitor_start
	# Only files are left to remove.
	tap_cleanups=("$(printf '%q ' rm -f "$events" "$errors")")
	"$sim" del p0
	wait_for 20 seen_event "$name port 7 cage-removed" || true
	check "the end of a cage is a line" seen_event "$name port 7 cage-removed"
	wait_for 20 modprobe -r cmis_sim || true
	wait_for 20 modprobe -r cmis_i2c || true
	wait_for 20 modprobe -r cmis_attach || true
	wait_for 20 modprobe -r cmis || true
	wait "$monitor" || status=$?
	equal "it ends when the driver goes" "1 yes" "$status $(
		seen_event "driver was unloaded" && echo yes)"
	check "without the driver it says so" said "not loaded" cmisctl list
}

cage_add p0 --profile 1.6t-dr8
name=$(basename "$cage")
cage_fast
match "its version is that of the tree" "cmisctl $(<VERSION)" \
	"$(cmisctl --version)"
test_tables
test_usage
test_top
test_decode
test_eeprom
test_completion
test_set
test_monitor
test_overflow
test_observables
test_limits
test_unload
done_testing
