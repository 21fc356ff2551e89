#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: the simulator does not depend on the kernel
# A fibre between two simulated modules: light, bit errors by test patterns, and
# loopbacks at the far end.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

command -v cmisctl >/dev/null ||
	skip_all "cmisctl is not built: make -C tools/cmisctl names why"

# far_is PATTERN WORD...: the tests of the far module look so.
far_is() {
	grep -qE "$1" <<<"$(cmisctl prbs show "$far" "${@:2}" | paste -sd' ')"
}

# far_shows PATTERN WORD...: waits until they do.
far_shows() {
	wait_for 20 far_is "$@" || true
	match "the far end shows: $1" "$1" \
		"$(cmisctl prbs show "$far" "${@:2}" | paste -sd' ')"
}

add() {
	cage_add "$1" --profile 1.6t-dr8
	"$sim" set "$1" duration_percent=1
	cage_fast
	cmisctl set "${cage##*/}" management=host vdm-period-ms=100
	cmisctl port "${cage##*/}" lanes 1-8 test up >/dev/null
	becomes "$1 is up" "$cage/port1/state" up
}

test_light() {
	"$sim" connect p0 p1
	equal "the fibre has two ends" "p0 p1" \
		"$(value /sys/kernel/config/cmis-sim/p1/fibre) $(
		value /sys/kernel/config/cmis-sim/p0/fibre)"
	becomes "there is light" "$cage/lane2/rx_los" 0
	cmisctl lane "$near" 2 tx-disable=on >/dev/null
	becomes "a lane is dark if the far one is off" "$cage/lane2/rx_los" 1
	becomes "and gets no power" "$cage/lane2/rx_power_nw" 0
	becomes "other lanes do" "$cage/lane3/rx_los" 0
	cmisctl lane "$near" 2 tx-disable=off >/dev/null
	becomes "until it is on" "$cage/lane2/rx_los" 0
}

test_errors() {
	"$sim" set p1 test_error_bits=1000000
	cmisctl prbs start "$far" lanes 1-8 media prbs31q checker >/dev/null
	far_shows "no lock" lanes 1
	cmisctl prbs start "$near" lanes 1-8 media prbs31q generator >/dev/null
	far_shows "locked" lanes 1
	cmisctl prbs clear "$far" lanes 1-8 media >/dev/null
	far_shows "locked +[1-9][0-9]* errors in [0-9]+ bits.*BER [19]\.[0-9]+e-0[67]" \
		lanes 8
	cmisctl prbs start "$near" lanes 8 media prbs13q generator >/dev/null
	far_shows "no lock" lanes 8
	check "no other lane" far_is "media +1 .*locked" lanes 1
	cmisctl lane "$near" 1 tx-disable=on >/dev/null
	far_shows "no lock|ended" lanes 1
	cmisctl lane "$near" 1 tx-disable=off >/dev/null
	cmisctl prbs stop "$near" lanes 1-8 >/dev/null
	cmisctl prbs stop "$far" lanes 1-8 >/dev/null
}

# The near end measures both ways.
test_back() {
	local far=$near

	cmisctl prbs start "$near" lanes 1-4 media prbs31q >/dev/null
	far_shows "no lock" lanes 3
	cmisctl loopback "${cage##*/}" lanes 1-4 media-input >/dev/null
	far_shows "locked" lanes 3
	cmisctl prbs stop "$near" lanes 1-4 >/dev/null
	cmisctl loopback "${cage##*/}" off >/dev/null
}

test_ends() {
	"$sim" remove p0
	becomes "a module that is pulled sends no light" \
		"$cage/lane1/rx_los" 1
	"$sim" disconnect p1
	becomes "without a fibre there is light" "$cage/lane1/rx_los" 0
	"$sim" insert p0
	"$sim" connect p0 p0
	wait_for 20 cage_is ready "$near_cage" || true
	becomes "a module sees itself" "$near_cage/port1/state" up
	becomes "in its own light" "$near_cage/lane1/rx_los" 0
	refuse "no fibre to nowhere" "$sim" connect p0 p9
}

add p0
near_cage=$cage
near=${cage##*/}
add p1
far=${cage##*/}
test_light
test_errors
test_back
test_ends
done_testing
