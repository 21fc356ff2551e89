#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# Thermal zones: trips follow the module, crossings are events.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

events=$(mktemp)
on_exit rm -f "$events"

# zone_find: sets zone to the folder of the cage's thermal zone.
zone_find() {
	local type

	zone=
	for type in /sys/class/thermal/thermal_zone*/type; do
		[ -e "$type" ] || continue
		if [ "$(<"$type")" = "$(basename "$cage")" ]; then
			zone=$(dirname "$type")
			return 0
		fi
	done
	return 1
}

zone_is_gone() {
	! zone_find
}

seen_events() {
	[ "$(wc -l <"$events")" -ge "$1" ]
}

test_zone() {
	zone_find || true
	refuse "a module has a zone" test -z "$zone"
	equal "temperature" 45000 "$(<"$zone/temp")"
	equal "passive trip" "passive 70000" \
		"$(<"$zone/trip_point_0_type") $(<"$zone/trip_point_0_temp")"
	equal "hot trip" "hot 75000" \
		"$(<"$zone/trip_point_1_type") $(<"$zone/trip_point_1_temp")"
	refuse "no third trip" test -e "$zone/trip_point_2_type"
	refuse "never a critical trip" grep -q critical "$zone"/trip_point_*_type
}

test_events() {
	local id=${zone##*thermal_zone}

	PYTHONPATH=$(dirname "$0") python3 -m lib.thermal_events 4 >"$events" &
	wait_for 20 grep -q ready "$events"
	"$sim" set p0 temperature_c=72.5
	wait_for 20 seen_events 2 || true
	becomes "the hwmon alarm follows" "$hwmon_of_cage/temp1_max_alarm" 1
	"$sim" set p0 temperature_c=76
	wait_for 20 seen_events 3 || true
	"$sim" set p0 temperature_c=45
	wait_for 20 seen_events 5 || true
	equal "trips up, and down again" \
		"ready up $id 0 up $id 1 down $id 0 down $id 1 " \
		"$(head -n 3 "$events" | tr '\n' ' ')$(tail -n +4 "$events" |
			sort -k 3 | tr '\n' ' ')"
}

# without_temperature: a read fails, by the thermal core's own word from 6.11.
# shellcheck disable=SC2317 # called by wait_for
without_temperature() {
	local said

	said=$(cat "$zone/temp" 2>&1) && return 1
	case $(uname -r) in
	6.[1-9].* | 6.10.*) [[ $said == *"Bad message" ]] ;;
	*) [[ $said == *"No data available" ]] ;;
	esac
}

test_failure() {
	"$sim" fault p0 short
	check "a module that cannot be read has no temperature" wait_for 30 \
		without_temperature
	"$sim" fault p0 clear
	becomes "until it answers" "$zone/temp" 45000
}

test_swap() {
	"$sim" remove p0
	check "no module, no zone" wait_for 30 zone_is_gone
	"$sim" insert p0 --profile copper
	wait_for 30 cage_is ready
	refuse "copper has no zone" zone_find
	"$sim" remove p0
	wait_for 30 cage_is empty
	"$sim" insert p0 --profile 400g-dr4
	wait_for 30 cage_is ready
	zone_find || true
	refuse "the next module has a zone again" test -z "$zone"
}

# The zone is read all the time while its module goes.
test_removal() {
	local reader

	while :; do cat "$zone/temp" || break; done >/dev/null 2>&1 &
	reader=$!
	"$sim" remove p0
	check "a zone that is being read goes" wait_for 30 zone_is_gone
	kill "$reader" 2>/dev/null || true
	wait "$reader" 2>/dev/null || true
}

cage_add p0 --profile 1.6t-dr8
cage_fast
cage_hwmon
test_zone
test_events
test_failure
test_swap
test_removal
done_testing
