#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: the same code on each, and KUnit has no netdev
# A link goes down: the driver says why, in sysfs, in the kernel's log, and by
# netlink to everybody. The rules are tested in user space.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

verdict_is() {
	[ "$(value "$cage/health/last_verdict") $(value \
		"$cage/health/last_verdict_detail")" = "$1" ]
}

verdicts_are() {
	[ "$(value "$cage/health/verdicts")" = "$1" ]
}

# carrier STATE: the netdev loses its carrier, or has one again.
carrier() {
	ip link set cmisdum0 carrier "$1"
}

test_start() {
	ip link add cmisdum0 type dummy
	on_exit ip link del cmisdum0
	ip link set cmisdum0 up
	cage_add p0 --profile 1.6t-dr8 --netdev cmisdum0
	wait_for 20 lane_is_up || true
	cage_fast
	sleep 1
	equal "no verdict yet" ENODATA "$(value "$cage/health/last_verdict")"
	equal "none counted" 0 "$(value "$cage/health/verdicts")"
	equal "no limit is ahead" ENODATA "$(value "$cage/health/hours_left")"
}

# nobody WORD...: a command without any privilege.
nobody() {
	setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
}

lane_is_up() {
	[ "$(value "$cage/lane1/datapath_state")" = DPActivated ]
}

# flags VALUE: the light of all lanes is gone, or is there.
flags() {
	local lane keys=()

	for lane in 1 2 3 4 5 6 7 8; do
		keys+=("lane$lane.rx_los=$1")
	done
	"$sim" set p0 "${keys[@]}" >/dev/null
}

test_line() {
	flags 1
	carrier off
	check "no light" wait_for 5 verdict_is "line dark"
	match "the log says so" \
		"link down: line, dark, lanes 1-8, [68]0 %, advice check_far" \
		"$(dmesg | grep 'link down: ' | tail -n 1)"
	check "the time of the loss" \
		test "$(value "$cage/health/last_verdict_ns")" -gt 0
	flags 0
	carrier on
	check "a final verdict follows" wait_for 5 verdicts_are 2
}

test_operator() {
	ip link set cmisdum0 down
	check "the port was shut" \
		wait_for 5 verdict_is "operator admin_down"
	equal "one verdict more" 3 "$(value "$cage/health/verdicts")"
}

# The same verdicts by netlink, with the evidence, for a user without privileges.
test_netlink() {
	local told="$said.told" device=${cage##*/}

	equal "the monitor prints each verdict" \
		"first line dark, final line dark, first operator admin-down" \
		"$(jq -r 'select(.verdict) | .verdict |
			"\(.stage) \(.verdict) \(.detail)"' "$said" |
			paste -sd, | sed 's/,/, /g')"
	nobody cmisctl --json health "$device" >"$told" || true
	equal "anybody gets the verdicts, with numbers" "1 line, 2 line, 3 operator" \
		"$(jq -r '.verdicts[] | "\(.number) \(.verdict)"' "$told" |
			paste -sd, | sed 's/,/, /g')"
	equal "the first has lanes, percentage and advice" \
		"255 true check-far-end" \
		"$(jq -r '.verdicts[0] | "\(.lanes) \(.confidence >= 60) " +
			.advice[0]' "$told")"
	equal "an object for each evidence" "media rx_los 1 255 true" \
		"$(jq -r '.verdicts[0] as $v | $v.evidence[] |
			select(.name == "rx_los") | "\(.side) \(.name) " +
			"\(.value) \(.lanes) \(.["time-ns"] < $v["time-ns"])"' \
			"$told")"
	equal "as sysfs has it" "$(value "$cage/health/last_verdict_ns")" \
		"$(jq '.verdicts[2]["event-ns"]' "$told")"
	match "for people" "final line: dark lanes 1-8" \
		"$(nobody cmisctl health "$device")"
	equal "and its evidence, of both stages" 2 "$(nobody cmisctl health "$device" |
		grep -c ' s lanes 1-8 media rx_los 1$' || true)"
	match "all cages: the last verdict" "operator: admin_down" \
		"$(nobody cmisctl health)"
}

said=$(mktemp)
on_exit rm -f "$said" "$said.told"
command -v cmisctl >/dev/null || skip_all "cmisctl is not built"
test_start
cmisctl --json monitor >"$said" 2>&1 &
monitor=$!
wait_for 20 grep -q poll "/proc/$monitor/wchan" || sleep 2
test_line
test_operator
kill "$monitor"
wait "$monitor" || true
test_netlink
done_testing
