#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: the steps do not depend on the kernel
# Ports of a cage: an administrator and a MAC driver bring data paths of a
# simulated module up and down, and learn why not.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

command -v cmisctl >/dev/null ||
	skip_all "cmisctl is not built: make -C tools/cmisctl names why"

macs=/sys/kernel/config/cmis-sim-mac

# bytes PORT PAGE[.BANK].FIRST-LAST...: as the module has them.
bytes() {
	local port=$1
	shift

	"$sim" get "$port" "${@/#/byte.}" | sed 's/^[^ ]* //; s/0x//g' |
		paste -sd' '
}

# bytes_are VALUES PORT PLACE...
bytes_are() {
	local values=$1
	shift

	[ "$(bytes "$@")" = "$values" ]
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

# port LANES FILE: of the port with these lanes.
port() {
	local folder

	for folder in "$cage"/port*/; do
		if [ "$(value "$folder/lanes")" = "$1" ]; then
			value "$folder/$2"
			return
		fi
	done
	echo absent
}

lane_states() {
	local lane

	for lane in "$cage"/lane*/; do
		value "$lane/datapath_state"
	done | sort | uniq -c | awk '{ print $1 "x" $2 }' | paste -sd' '
}

states_are() {
	[ "$(lane_states)" = "$1" ]
}

test_none() {
	equal "nobody manages a cage at first" "none default" \
		"$(value "$cage/management") $(value "$cage/manager")"
	check "no port without that" says "cage is not host-managed" \
		cmisctl port "$name" lanes 1-8 up
	refuse "sysfs changes nothing" \
		sh -c "echo host >$cage/management"
	check "management" cmisctl set "$name" management=host
	equal "is the administrator's choice" "host admin" \
		"$(value "$cage/management") $(value "$cage/manager")"
	# Page 10h, byte 130
	refuse "then there is one writer of lane controls" \
		dd if=/dev/zero of="$cage/eeprom" bs=1 count=1 seek=2178 \
		conv=notrunc status=none
}

# Another application for a port that is up: by force, and not for good
test_trial() {
	local said eight="up 8x200g +3 +up"

	check "traffic is not interrupted" says "port is up, use force" \
		cmisctl port "$name" lanes 1-8 split 8x200g up
	said=$(cmisctl port "$name" lanes 1-8 split 8x200g up \
		--force --revert 60 2>&1)
	match "but by force, on trial" "$eight \(until confirmed: 1\)$" "$said"
	match "a second one begins the time anew" "to keep .* confirm $name 1" \
		"$(cmisctl port "$name" lanes 1-8 down --revert 1 2>&1)"
	becomes "the oldest wish comes back" "$cage/port1/application" 1
	becomes "and is carried out" "$cage/port1/state" up
	match "the audit says so" revert "$(cmisctl audit "$name" | tail -n 1)"
	check "a change that is meant" cmisctl port "$name" lanes 1-8 \
		split 8x200g up --force
	check "is confirmed" cmisctl confirm "$name" 2
	match "and stays" "$eight$" "$(cmisctl port "$name")"
	check "retry is no change" says "with up only" \
		cmisctl port "$name" lanes 1-8 retry --force
}

test_breakout() {
	local said

	match "the applications, and what is active" \
		"^1 +8 +8 +1 +1-8 " "$(cmisctl app "$name" | grep ^1)"
	equal "three of them" 3 \
		"$(cmisctl --json app "$name" | grep -c host-name)"
	said=$(cmisctl port "$name" lanes 1-8 up)
	match "up as it is" " up .* 1 +up$" "$said"
	equal "a folder for it" "admin up none 1" \
		"$(port 1-8 owner) $(port 1-8 state) $(port 1-8 reason) \
$(port 1-8 application)"
	check "lanes of another port" says "lanes belong to another port" \
		cmisctl port "$name" lanes 1-4 up
	test_trial
	check "and down" cmisctl port "$name" lanes 1-8 down
	said=$(cmisctl port "$name" lanes 1-8 split 8x200g up)
	match "eight paths" "up 8x200g +3 +up$" "$said"
	equal "each lane is its own" "30 32 34 36 38 3a 3c 3e" \
		"$(bytes p0 11.206-213)"
	becomes "lanes show that" "$cage/lane8/application" 3
	equal "all are up" "44 44 44 44" "$(bytes p0 11.128-131)"
	sleep 1
	equal "no alert of the driver's own making" "" \
		"$(cmisctl alerts | grep "$name" || true)"
	check "and down" cmisctl port "$name" lanes 1-8 down
	equal "without light" "11 11 11 11 ff ff" \
		"$(bytes p0 11.128-131 10.128 10.130)"
	check "the lanes are free again" cmisctl port "$name" lanes 1-8 release
	wait_for 10 test ! -e "$cage/port1" || true
	equal "its folder is gone" absent "$(port 1-8 state)"
}

# Two ports of one bank: one changes while the other one stays up.
test_two() {
	check "four lanes" cmisctl port "$name" lanes 1-4 speed 800g up
	equal "others stay dark" "f0 f0" "$(bytes p0 10.128 10.130)"
	check "one lane beside" cmisctl port "$name" lanes 5 speed 200g up
	check "and three more" cmisctl port "$name" lanes 6-8 split 3x200g up
	equal "two applications" "20 20 20 20 38 3a 3c 3e" \
		"$(bytes p0 11.206-213)"
	check "the second half goes down" cmisctl port "$name" lanes 6-8 down
	equal "the others stay" "44 44 14 11" "$(bytes p0 11.128-131)"
	check "why not: no application" says "no-application" \
		cmisctl port "$name" lanes 6-8 speed 400g up
	equal "the reason is in sysfs" "failed no-application" \
		"$(port 6-8 state) $(port 6-8 reason)"
	check "why not: no such lane" says "lanes-invalid" \
		cmisctl port "$name" lanes 9 up
	match "the list has all" "port3 .* failed \(no-application\)" \
		"$(cmisctl port "$name")"
	equal "as JSON, too" 4 \
		"$(cmisctl --json port | grep -c '"state"')"
}

# A module that does not do as it is told
test_faults() {
	local lanes

	for lanes in 5 6-8 9; do
		cmisctl port "$name" lanes "$lanes" release
	done
	"$sim" set p0 config_ms=50
	cmisctl port "$name" lanes 1-4 down >/dev/null
	check "a slow configuration" \
		cmisctl port "$name" lanes 1-4 split 4x200g up
	equal "lanes given back stay as they were" "44 44 14 11" \
		"$(bytes p0 11.128-131)"
	"$sim" set p0 byte.10.130=0x01
	check "another host's write is repaired" \
		wait_for 10 bytes_are 00 p0 10.130
	# The repair ends some looks after its write; a change before is part of it.
	sleep 3
	becomes "once" "$cage/port1/state" up
	"$sim" set p0 byte.10.130=0x02
	becomes "then the driver gives way" "$cage/port1/state" contested
	equal "and says why" foreign-write "$(value "$cage/port1/reason")"
	check "until it is asked again" \
		cmisctl port "$name" lanes 1-4 retry
	"$sim" remove p0
	becomes "no module" "$cage/port1/state" no-module
	"$sim" insert p0
	becomes "the wish is still there" "$cage/port1/state" up
	equal "and is carried out" "30 32 34 36" "$(bytes p0 11.206-209)"
	check "management ends" cmisctl set "$name" management=none
	wait_for 10 test ! -e "$cage/port1" || true
	equal "and leaves the module as it is" "44 44" \
		"$(bytes p0 11.128-129)"
}

# Two banks, and a MAC driver that follows its netdev
test_mac() {
	"$sim" add p1 --profile 3.2t-dr16 >/dev/null
	on_exit "$sim" del p1
	cage=$(readlink -f /sys/class/cmis/cmis1)
	wait_for 20 cage_is ready || true
	"$sim" set p1 duration_percent=1
	mkdir "$macs/mac1"
	on_exit rmdir "$macs/mac1"
	echo 0xffff >"$macs/mac1/lanes"
	echo 800000 >"$macs/mac1/speed_mbps"
	echo cmis1 >"$macs/mac1/cage"
	equal "a MAC driver makes the host the manager" "host mac-driver" \
		"$(value "$cage/management") $(value "$cage/manager")"
	becomes "its port" "$cage/port1/state" idle
	refuse "none is not possible now" cmisctl set cmis1 management=none
	ip link set mac1 up
	becomes "up with the netdev" "$cage/port1/state" up
	equal "in both banks" "20 20 20 20 28 28 28 28 20 20 20 20 28 28 28 28" \
		"$(bytes p1 11.0.206-213 11.1.206-213)"
	equal "with a carrier" 1 "$(value /sys/class/net/mac1/carrier)"
	ip link set mac1 down
	becomes "down with it" "$cage/port1/state" down
	check "an administrator does not change it" \
		says "lanes belong to another port" \
		cmisctl port cmis1 lanes 1-16 up
}

# The example of Documentation/cmis/developer.rst
test_example() {
	"$sim" add p2 --profile 1.6t-dr8 >/dev/null
	on_exit "$sim" del p2
	cage=$(readlink -f /sys/class/cmis/cmis2)
	wait_for 20 cage_is ready || true
	"$sim" set p2 duration_percent=1
	check "the example loads" modprobe cmis_example_mac cage=cmis2
	ip link set example0 up
	becomes "its port comes up" "$cage/port1/state" up
	equal "of this owner" example0 "$(value "$cage/port1/owner")"
	becomes "with a carrier" /sys/class/net/example0/carrier 1
	equal "the cage knows the netdev" example0 "$(value "$cage/netdev")"
	ip link set example0 down
	becomes "and down" "$cage/port1/state" down
	ip link set example0 up
	check "it goes while the port comes up" rmmod cmis_example_mac
	check "with its port" test ! -e "$cage/port1"
}

modprobe cmis_sim_mac
cage_add p0 --profile 1.6t-dr8
name=${cage##*/}
"$sim" set p0 duration_percent=1
cage_fast
wait_for 30 states_are "8xDPActivated" || true
test_none
test_breakout
test_two
test_faults
test_mac
test_example
done_testing
