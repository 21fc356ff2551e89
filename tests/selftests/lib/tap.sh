# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# TAP for the selftests, which run as root in a VM. Source it, call the
# functions below, end with done_testing:
#
#	. "$(dirname "$0")/lib/tap.sh"
#	check "cmis loads" modprobe cmis
#	equal "no cage yet" "" "$(ls /sys/class/cmis)"
#	done_testing

tap_count=0
tap_failed=0
tap_done=no
tap_cleanups=()

# tap_result OK NAME: one result; OK is true or false.
tap_result() {
	tap_count=$((tap_count + 1))
	if [ "$1" = true ]; then
		printf 'ok %d - %s\n' "$tap_count" "$2"
	else
		tap_failed=$((tap_failed + 1))
		printf 'not ok %d - %s\n' "$tap_count" "$2"
	fi
}

# note TEXT...: lines for readers of the log.
note() {
	printf '%s\n' "$*" | sed 's/^/# /'
}

# check NAME CMD...: passes if CMD succeeds.
check() {
	local name=$1 output status=0
	shift

	output=$("$@" 2>&1) || status=$?
	if [ "$status" -eq 0 ]; then
		tap_result true "$name"
		return 0
	fi
	tap_result false "$name"
	note "status $status of: $*"
	note "$output"
}

# refuse NAME CMD...: passes if CMD fails, other than by a signal.
refuse() {
	local name=$1 output status=0
	shift

	output=$("$@" 2>&1) || status=$?
	if [ "$status" -gt 0 ] && [ "$status" -lt 126 ]; then
		tap_result true "$name"
		return 0
	fi
	tap_result false "$name"
	note "should have been refused, status $status: $*"
	note "$output"
}

# equal NAME EXPECTED ACTUAL
equal() {
	if [ "$2" = "$3" ]; then
		tap_result true "$1"
		return 0
	fi
	tap_result false "$1"
	note "expected: $2"
	note "actual:   $3"
}

# match NAME PATTERN ACTUAL: passes if the extended regular expression is
# found in ACTUAL.
match() {
	if [[ $3 =~ $2 ]]; then
		tap_result true "$1"
		return 0
	fi
	tap_result false "$1"
	note "pattern: $2"
	note "actual:  $3"
}

# within NAME LOW HIGH ACTUAL: passes if LOW <= ACTUAL <= HIGH (integers).
within() {
	if [[ $4 =~ ^-?[0-9]+$ ]] && [ "$4" -ge "$2" ] && [ "$4" -le "$3" ]; then
		tap_result true "$1"
		return 0
	fi
	tap_result false "$1"
	note "expected: $2 to $3"
	note "actual:   $4"
}

# skip NAME WHY: counts as skipped.
skip() {
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s # SKIP %s\n' "$tap_count" "$1" "$2"
}

# skip_all WHY: nothing of this file can be tested here.
skip_all() {
	[ "$tap_count" -eq 0 ] || return 1
	skip "$(basename "$0")" "$1"
	done_testing
}

# wait_for SECONDS CMD...: until CMD succeeds, at most that long.
wait_for() {
	local limit=$((SECONDS + $1))
	shift

	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$limit" ] || return 1
		sleep 0.05
	done
}

# on_exit CMD...: run CMD when the test ends, the last one given first.
on_exit() {
	tap_cleanups=("$(printf '%q ' "$@")" "${tap_cleanups[@]}")
}

tap_exit() {
	local status=$? cleanup

	trap - EXIT
	for cleanup in "${tap_cleanups[@]}"; do
		eval "$cleanup" || note "cleanup failed: $cleanup"
	done
	if [ "$tap_done" = no ]; then
		echo "Bail out! status $status before done_testing"
		exit 1
	fi
	[ "$tap_failed" -eq 0 ] || exit 1
	exit 0
}
trap tap_exit EXIT

# done_testing: the plan; ends the test.
done_testing() {
	printf '1..%d\n' "$tap_count"
	tap_done=yes
	exit
}

echo "TAP version 13"
