#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: transfers do not depend on the kernel
# Cost of a VDM sweep on the bus, as the module counts it, without the bytes of
# device and register addresses. Documentation/cmis/design.rst has the formula.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

never=3600000
stats=

# The output of `cmis-sim stats`, without the time that it takes to start.
counters=/sys/kernel/config/cmis-sim/p0/stats

moved() {
	awk '$1 == "transfers" { print $2 }' "$counters"
}

count() {
	awk -v name="$1" '$1 == name { print $2 }' <<<"$stats"
}

# is_quiet: there was no transfer for a while.
is_quiet() {
	local before

	before=$(moved)
	sleep 0.5
	[ "$before" = "$(moved)" ]
}

has_moved() {
	[ "$(moved)" -gt 0 ]
}

# sweep_once: one sweep of VDM; sets stats. A new period first starts a sweep of
# all classes, which does not count. The next one does not, either: it may begin
# at another page, since static pages were read between.
sweep_once() {
	echo 4000 >"$cage/vdm_period_ms"
	wait_for 30 is_quiet
	for _ in 1 2; do
		echo reset >"$counters"
		wait_for 10 has_moved || true
		wait_for 30 is_quiet
	done
	stats=$(<"$counters")
	echo "$never" >"$cage/vdm_period_ms"
}

# cost: transfers, bytes read and bytes written.
cost() {
	echo "$(count transfers) $(count read_bytes) $(count write_bytes)"
}

# A sweep has found ModuleReady.
has_started() {
	echo "$never" >"$cage/vdm_period_ms"
	value_is "$cage/module_state" ModuleReady
}

# After the start of the module, the driver reads its static pages again.
insert() {
	"$sim" insert p0 --profile "$1"
	wait_for 20 cage_is ready
	"$sim" set p0 vdm_freeze_ms=0 diag_settle_ms=0
	wait_for 20 has_started
	wait_for 30 is_quiet
}

remove() {
	"$sim" remove p0
	wait_for 20 cage_is empty
}

# test_cost PROFILE TRANSFERS READ WRITTEN
test_cost() {
	insert "$1"
	sweep_once
	equal "a sweep of $1: transfers, bytes read and written" "$2 $3 $4" \
		"$(cost)"
	equal "and none was refused" 0 "$(count nacks)"
	equal "and statistics were frozen in time" 0 \
		"$(<"$cage/stats/freeze_timeouts")"
	remove
}

# The driver does not look for monitors that a module does not have.
test_no_cost() {
	insert 400g-dr4
	sweep_once
	equal "a module without VDM costs nothing for it" "0 0 0" "$(cost)"
	remove
}

test_counters() {
	insert 1.6t-dr8
	echo 1 >"$cage/diagnostics"
	wait_for 30 is_quiet
	sweep_once
	equal "counters on request take 14 transfers more" "24 1621 23" \
		"$(cost)"
	equal "the selector is as it was" 0 \
		"$((16#$("$sim" get p0 byte.14.0.128 | grep -oiE '[0-9a-f]+$')))"
	echo 0 >"$cage/diagnostics"
	sweep_once
	equal "and nothing if they are not wanted" "10 465 14" "$(cost)"
	remove
}

# Live values between sweeps would count, too.
modprobe cmis live_bus_percent=0
modprobe -a cmis_i2c cmis_sim
cage_add p0 --empty --gpio --init-ms 0
echo "$never" >"$cage/thermal_period_ms"
echo "$never" >"$cage/lanes_period_ms"
# A check of a static page selects another page, which a sweep selects back.
echo 0 >"$cage/static_period_ms"
test_cost 800g-2xfr4 9 340 12
test_cost 1.6t-dr8 10 465 14
test_cost 3.2t-dr16 16 1075 26
test_cost cpo-32 18 815 30
test_cost 400g-qsfp112 8 502 10
test_no_cost
test_counters
done_testing
