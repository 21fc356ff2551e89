#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: the steps do not depend on the kernel
# Controls of lanes: an administrator turns outputs off and changes settings of
# a simulated module, is refused, and lets a change go back.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

command -v cmisctl >/dev/null ||
	skip_all "cmisctl is not built: make -C tools/cmisctl names why"

# bytes_are VALUES PLACE...: as the module has them.
bytes_are() {
	local values=$1
	shift

	[ "$("$sim" get p0 "${@/#/byte.}" | sed 's/^[^ ]* //; s/0x//g' |
		paste -sd' ')" = "$values" ]
}

# says PATTERN CMD...: the command fails and says why.
says() {
	local pattern=$1 status=0 text
	shift

	text=$("$@" 2>&1) || status=$?
	[ "$status" -eq 1 ] && grep -qE "$pattern" <<<"$text" && return 0
	echo "status $status: $text"
	return 1
}

lane() {
	cmisctl lane "$device" "$@"
}

test_refusals() {
	check "no file of a control in none" \
		test ! -e "$cage/lane3/tx_disable"
	check "nor a change" says "cage is not host-managed" \
		lane 3 tx-disable=on
	cmisctl set "$device" management=host
	cmisctl port "$device" lanes 1-8 up >/dev/null
	becomes "the files come with the management" \
		"$cage/lane3/tx_disable" 0
	check "a port with traffic" says "port is up, use force" \
		lane 3 tx-disable=on
	check "no such control" says "unknown control" lane 3 tx-off=on
	check "no such lane" says "no such lane" lane 9 rx-disable=on
	check "a value above the greatest" \
		says "value is above the advertised maximum" \
		lane 1 rx-amplitude=3 --force
	check "nothing was written" bytes_are "00 00 00" 10.130 10.138 10.153
}

test_force() {
	local said id

	said=$(lane 3 tx-disable=on --force --revert 600 2>&1)
	match "a forced change has a number" \
		"cmisctl confirm $device [0-9]+" "$said"
	match "and the module's answer" "3 +tx-disable=on .until confirmed" \
		"$said"
	check "in the module" bytes_are "04" 10.130
	match "the record names the task" \
		"verb +10h:130 00 -> 04 +cmisctl.[0-9]+. uid 0$" \
		"$(cmisctl audit "$device" | tail -n1)"
	becomes "in sysfs" "$cage/lane3/tx_disable" 1
	becomes "and the port has lanes without light" "$cage/port1/state" \
		up-partial
	lane 3 tx-disable=on --force --revert 1 2>/dev/null
	becomes "it goes back" "$cage/lane3/tx_disable" 0
	becomes "and the port is up" "$cage/port1/state" up
	match "which has a record, too" "revert 10h:130 04 -> 00 +cmisctl" \
		"$(cmisctl audit "$device" | tail -n1)"
	said=$(lane 3-4 rx-disable=on --force --revert 600 2>&1)
	id=$(sed -n "s/.*confirm $device //p" <<<"$said")
	check "unless it is confirmed" cmisctl confirm "$device" "$id"
	check "which is possible once" says "no revert" \
		cmisctl confirm "$device" "$id"
	check "then it lasts" bytes_are "0c" 10.138
}

# alert_is ALERT YES: the alert is active, or not.
alert_is() {
	local active=no

	cmisctl alerts | grep -q "$1" && active=yes
	[ "$active" = "$2" ]
}

# alerts_say NAME ALERT YES: within some sweeps
alerts_say() {
	wait_for 30 alert_is "$2" "$3" || true
	check "$1" alert_is "$2" "$3"
}

test_loopback() {
	equal "nobody has asked for loopbacks" ENODATA \
		"$(value "$cage/lane1/loopback")"
	check "a loopback of lanes with traffic" says "port is up, use force" \
		cmisctl loopback "$device" lanes 1-4 host-input
	check "a reset, too" says "port is up, use force" \
		cmisctl reset "$device"
	cmisctl port "$device" lanes 1-8 test up >/dev/null
	match "loops the host's signal" "host-input +local +1-4" \
		"$(cmisctl loopback "$device" lanes 1-4 host-input)"
	check "in the module" bytes_are "00 00 00 0f" 13.180-183
	equal "in sysfs" "host-input off" \
		"$(value "$cage/lane4/loopback") $(value "$cage/lane5/loopback")"
	alerts_say "an alert tells of it" "diagnostic-active.*lane 4" yes
	check "of no other lane" alert_is "diagnostic-active.*lane 5" no
	check "not both kinds of a side" says "opposite loopback" \
		cmisctl loopback "$device" lanes 4 host-output
	"$sim" set p0 byte.13.128=0x0b
	check "nor both sides, if the module cannot" says "at once" \
		cmisctl loopback "$device" lanes 1-8 media-input
	check "nor some lanes" says "all lanes of a bank" \
		cmisctl loopback "$device" lanes 1-4 host-input
	check "nor a kind that is not there" says "does not advertise" \
		cmisctl loopback "$device" host-output
	match "off" "host-input +local +-" \
		"$(cmisctl loopback "$device" off | paste -sd' ')"
	match "and on again, until it goes back" "until confirmed" \
		"$(cmisctl loopback "$device" host-input --revert 1 2>&1 |
			paste -sd' ')"
	wait_for 10 bytes_are "00" 13.183 || true
	check "it went back" bytes_are "00" 13.183
	match "with records" "revert 13h:183 ff -> 00" \
		"$(cmisctl audit "$device" | tail -n1)"
	alerts_say "the alert has ended" diagnostic-active no
	# The fault must come before the revert, on a slow machine as well.
	cmisctl loopback "$device" host-input --revert 6 >/dev/null 2>&1
	"$sim" fault p0 nack=1 page=13
	alerts_say "an alert if it does not go back" revert-failed yes
	"$sim" fault p0 clear nack
	alerts_say "until it did" revert-failed no
	check "at last" bytes_are "00" 13.183
}

tests_are() {
	cmisctl prbs show "$device" "$@" | paste -sd' '
}

# shows PATTERN WORD...: waits until the tests of some lanes look so.
shows() {
	local pattern=$1
	shift

	wait_for 20 tests_match "$pattern" "$@" || true
	match "a test shows: $pattern" "$pattern" "$(tests_are "$@")"
}

tests_match() {
	grep -qE "$1" <<<"$(tests_are "${@:2}")"
}

prbs() {
	cmisctl prbs "$1" "$device" "${@:2}"
}

test_patterns() {
	"$sim" set p0 byte.13.128=0x7f test_error_bits=1000000
	cmisctl set "$device" vdm-period-ms=100
	cmisctl port "$device" lanes 1-8 up >/dev/null
	check "a pattern on lanes with traffic" says "port is up, use force" \
		prbs start lanes 1-4 media prbs31q
	cmisctl port "$device" lanes 1-8 test up >/dev/null
	check "a pattern that no module has" says "not in the module's list" \
		prbs start lanes 1-4 media prbs11
	check "no pattern" says "needs a pattern" prbs start media
	check "nothing was written" bytes_are "00 00" 13.152 13.168
	cmisctl loopback "$device" lanes 1-4 media-output >/dev/null
	match "a pattern" "media 1 running tx=prbs31q rx=prbs31q no lock" \
		"$(prbs start lanes 1-2 media prbs31q | tr -s ' ' |
			paste -sd' ')"
	check "in the module" bytes_are "03 03" 13.152 13.168
	equal "in sysfs" "off running off" "$(value "$cage/lane1/host_test"
		) $(value "$cage/lane2/media_test"
		) $(value "$cage/lane3/media_test")"
	shows "media +1 .* locked +[1-9][0-9]* errors in [0-9]+ bits.*BER [19]\.[0-9]+e-0[67]" \
		lanes 1
	match "in JSON" '"checker-lock":1,.*"ber":[19]\.' \
		"$(cmisctl --json prbs show "$device" lanes 1 | paste -sd' ')"
	"$sim" set p0 test_error_bits=0
	prbs clear lanes 1-2 media >/dev/null
	shows "locked +0 errors in [1-9][0-9]* bits, [0-9.]+ s, BER < [0-9.]+e-" \
		lanes 2
	"$sim" set p0 test_mute=1
	shows "no lock" lanes 1
	"$sim" set p0 test_mute=0
	shows "locked .*pattern lost" lanes 1
	prbs stop lanes 1-2 >/dev/null
	check "stopped" bytes_are "00 00" 13.152 13.168
	shows "media +1 off .*errors in" lanes 1
	prbs start lanes 3 host prbs9 generator --revert 1 >/dev/null 2>&1
	wait_for 10 bytes_are "00" 13.144 || true
	check "a generator goes back" bytes_are "00" 13.144
	match "and has a record" "revert 13h:144 04 -> 00" \
		"$(cmisctl audit "$device" | tail -n2 | paste -sd' ')"
	prbs start lanes 1-8 media ssprq >/dev/null
	cmisctl port "$device" lanes 1-8 down >/dev/null
	shows "media +8 ended +tx=off +rx=off" lanes 8
	equal "in sysfs, too" "off ended" \
		"$(value "$cage/lane8/host_test") $(value "$cage/lane8/media_test")"
	check "no pattern comes back with the path" bytes_are "00 00" \
		13.152 13.168
	cmisctl loopback "$device" off >/dev/null
	cmisctl port "$device" lanes 1-8 test up >/dev/null
	becomes "the path is up again" "$cage/port1/state" up
}

# lane_is LANE PATTERN: the status of a lane, as JSON, by its last sweep
lane_is() {
	cmisctl --json show "$device" | jq -c ".\"lane-status\"[$1 - 1]" |
		grep -qE "$2"
}

test_wishes() {
	match "settings without force, as the module has them" \
		"1-4 +rx-amplitude=2.*1-4 +rx-post-mdb=1000" \
		"$(lane 1-4 rx-amplitude=2 rx-post-mdb=1000 | paste -sd' ')"
	check "in the active set" bytes_are "11 11 22 22" \
		11.227 11.228 11.231 11.232
	check "of explicit control" bytes_are "11 11 11 11 10" 11.206-210
	wait_for 10 lane_is 4 '"si-explicit":1,.*"rx-post-mdb":1000,"rx-amplitude":2' || true
	check "the next sweep tells of it" \
		lane_is 4 '"si-explicit":1,.*"rx-post-mdb":1000,"rx-amplitude":2'
	match "the list has all" "5-8 +rx-amplitude=0" \
		"$(lane | paste -sd' ')"
	"$sim" remove p0
	becomes "no module" "$cage/port1/state" no-module
	"$sim" insert p0
	becomes "the next module gets the wishes" "$cage/lane3/rx_disable" 1
	becomes "all of them" "$cage/lane1/rx_amplitude" 2
	lane 5 rx-disable=on --revert 600 >/dev/null 2>&1
	check "a change that nobody has confirmed" bytes_are "1c" 10.138
	cmisctl set "$device" management=none
	for _ in {1..50}; do
		[ -e "$cage/lane3/tx_disable" ] || break
		sleep 0.1
	done
	check "the files go with the management" \
		test ! -e "$cage/lane3/tx_disable"
	check "and it goes back at the end" bytes_are "0c" 10.138
}

cage_add p0 --profile 1.6t-dr8
device=${cage##*/}
"$sim" set p0 duration_percent=1
cage_fast
test_refusals
test_force
test_loopback
test_patterns
test_wishes
done_testing
