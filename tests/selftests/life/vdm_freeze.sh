#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: sweeps do not depend on the kernel
# Freezes of VDM: late, never done, interrupted. They do not affect the other
# values of the cage.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

control() {
	"$sim" get p0 byte.2f.0.144 | grep -oiE '[0-9a-f]{2}$'
}

control_is() {
	[ "$(control)" = "$1" ]
}

cage_slow() {
	echo 3600000 >"$cage/vdm_period_ms"
}

timeouts_above() {
	[ "$(<"$cage/stats/freeze_timeouts")" -gt "$1" ]
}

has_value() {
	[[ $(value "$1") =~ ^[0-9]\.[0-9]{3}e ]]
}

test_late() {
	"$sim" set p0 lane3.media_pre_fec_ber=1.5e-5
	"$sim" set p0 lane3.media_pre_fec_ber=2.4e-6 vdm_freeze_ms=900
	echo 100 >"$cage/vdm_period_ms"
	becomes "a freeze of 900 ms brings the maximum" \
		"$cage/lane3/media_pre_fec_ber_max" 1.500e-05
	becomes "and the minimum" "$cage/lane3/media_pre_fec_ber_min" \
		2.400e-06
	equal "no freeze was given up" 0 "$(<"$cage/stats/freeze_timeouts")"
}

# Without statistics the driver writes nothing, and undoes no freeze.
test_off() {
	echo off >"$cage/statistics"
	becomes "no statistics" "$cage/lane3/media_pre_fec_ber_max" ENODATA
	check "and no freeze" wait_for 20 control_is 00
	"$sim" set p0 byte.2f.144=0x80 lane3.media_pre_fec_ber=3.5e-6
	becomes "what is live is shown" "$cage/lane3/media_pre_fec_ber" \
		3.500e-06
	sleep 0.5
	equal "the freeze of another host stays" 80 "$(control)"
	"$sim" set p0 byte.2f.144=0 lane3.media_pre_fec_ber=2.4e-6
	echo on >"$cage/statistics"
	check "and statistics come back" wait_for 20 \
		has_value "$cage/lane3/media_pre_fec_ber_max"
}

test_others_go_on() {
	local age worst=0 i

	for i in $(seq 40); do
		age=$(<"$cage/sample_age_ms")
		[ "$age" -le "$worst" ] || worst=$age
		sleep 0.05
	done
	note "oldest sample of $i: $worst ms"
	within "temperature is read all the while" 0 899 "$worst"
}

test_never() {
	local before

	before=$(<"$cage/stats/freeze_timeouts")
	"$sim" set p0 vdm_freeze_ms=never
	check "a freeze that is never done is counted" \
		wait_for 20 timeouts_above "$before"
	check "and released" wait_for 20 control_is 00
	match "statistics say why there are none" "timed out" \
		"$(value "$cage/lane3/media_pre_fec_ber_max")"
	equal "what is live is shown" 2.400e-06 \
		"$(value "$cage/lane3/media_pre_fec_ber")"
	equal "the cage is ready" ready "$(<"$cage/status")"
	"$sim" set p0 vdm_freeze_ms=0
	check "freezes that are done at once bring statistics back" \
		wait_for 20 has_value "$cage/lane3/media_pre_fec_ber_max"
}

test_pulled() {
	local generation

	generation=$(<"$cage/generation")
	"$sim" set p0 vdm_freeze_ms=900
	check "a freeze is under way" wait_for 90 control_is 80
	"$sim" remove p0
	check "a module pulled during a freeze is gone" \
		wait_for 20 cage_is empty
	equal "with its values" absent \
		"$(value "$cage/lane3/media_pre_fec_ber")"
	"$sim" insert p0 --profile 1.6t-dr8
	check "the next one is ready" wait_for 20 cage_is ready
	equal "as another one" $((generation + 1)) "$(<"$cage/generation")"
	check "and gets its own freeze" \
		wait_for 20 has_value "$cage/lane3/media_pre_fec_ber_max"
}

# The driver keeps other bits, and releases each freeze.
test_unbound() {
	local device

	"$sim" set p0 byte.2f.0.144=0x3c
	device=$(basename "$(readlink -f "$cage/device")")
	check "a freeze keeps the other bits" wait_for 90 control_is bc
	echo "$device" >/sys/bus/i2c/drivers/cmis/unbind
	equal "a module that the driver leaves is not frozen" 3c "$(control)"

	"$sim" set p0 vdm_freeze_ms=3 byte.2f.0.144=0xbc
	echo "$device" >/sys/bus/i2c/drivers/cmis/bind
	wait_for 20 cage_is ready || true
	check "one that it finds frozen is released" wait_for 20 control_is 3c
	check "and frozen for statistics" \
		wait_for 20 has_value "$cage/lane3/media_pre_fec_ber_max"
}

modprobe -a cmis cmis_i2c cmis_sim
cage_add p0 --profile 1.6t-dr8 --init-ms 0
echo 100 >"$cage/thermal_period_ms"
test_late
test_others_go_on
test_never
test_off
test_pulled
test_unbound
cage_slow
done_testing
