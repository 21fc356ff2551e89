#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# The kernel's own netlink client, with our specification: dumps, gets, a set,
# refusals, and the events after it has subscribed.
# kernels: newest: netlink has the interface
# timeout: 600
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

client=/run/vm/ynl
[ -e "$client/cli.py" ] ||
	skip_all "the client is not here: scripts/vm --ynl brings it"

said=$(mktemp)
on_exit rm -f "$said" "$said.modules"

export PYTHONDONTWRITEBYTECODE=1
command=(python3 "$client/cli.py" --output-json
	--spec Documentation/netlink/specs/cmis.yaml
	--schema "$client/genetlink-legacy.yaml")

# ynl OPTION...: the output of the client, as JSON.
ynl() {
	"${command[@]}" "$@"
}

# refused PATTERN OPTION...: the kernel refuses with a message like this.
refused() {
	local pattern=$1
	shift

	! ynl "$@" >"$said" 2>&1 && grep -qE "$pattern" "$said" && return 0
	cat "$said"
	return 1
}

test_dumps() {
	equal "dump of modules" "cmis0 SIM-1.6T-DR8 ready 8
cmis1 SIM-3.2T-DR16 ready 16" "$(ynl --dump module-get |
		jq -r '.[] | "\(.name) \(."vendor-pn") \(.status) \(.lanes)"')"
	equal "dump of monitors, with names of the specification" \
		"45000 0 milli-celsius module [75000,-5000,70000,0]" \
		"$(ynl --dump monitor-get | jq -r '.[] |
			select(."cage-id" == 0 and .monitor.name == "temperature") |
			"\(.value | "\(.mantissa) \(.exponent)") " +
			"\(.monitor | "\(.unit) \(.side)") \([.limits |
				(."high-alarm", ."low-alarm", ."high-warning",
				."low-warning").mantissa] | tostring)"')"
	equal "of all lanes" 24 "$(ynl --dump lane-get | jq length)"
	equal "of one cage's lanes" 16 \
		"$(ynl --dump lane-get --json '{"cage-id": 1}' | jq length)"
	equal "no alert is active" "[]" "$(ynl --dump alert-get)"
}

test_gets() {
	equal "one module by its number" "SIM-3.2T-DR16 1" \
		"$(ynl --do module-get --json '{"id": 1}' |
			jq -r '"\(."vendor-pn") \(.generation)"')"
	equal "one by its name" 0 \
		"$(ynl --do module-get --json '{"name": "cmis0"}' | jq .id)"
	equal "one lane" "16 DPActivated" \
		"$(ynl --do lane-get --json '{"cage-id": 1, "lane": 16}' |
			jq -r '"\(.lane) \(."datapath-state-name")"')"
	equal "one monitor" "1226000 nano-watt media" \
		"$(ynl --do monitor-get --json \
			'{"cage-id": 0, "monitor": {"name": "tx_power", "lane": 3}}' |
			jq -r '"\(.value.mantissa) \(.monitor |
				"\(.unit) \(.side)")"')"
}

test_set() {
	check "a set" ynl --do settings-set \
		--json '{"id": 0, "thermal-period-ms": 150, "label": "A 1"}'
	equal "is done" "150 A 1" \
		"$(<"$cage/thermal_period_ms") $(<"$cage/label")"
	check "a refusal comes with words" refused "100 to 3600000" \
		--do settings-set --json '{"id": 0, "lanes-period-ms": 1}'
	check "so does another" refused "no such cage" \
		--do module-get --json '{"id": 99}'
}

# subscribe GROUP FILE: listen in the background for a while, then write the
# events.
subscribe() {
	"${command[@]}" --subscribe "$1" --sleep 60 >"$2" 2>&1 &
	listeners+=($!)
	# It listens once it sleeps: 230 is clock_nanosleep(2).
	wait_for 40 grep -q '^230 ' "/proc/$!/syscall" || sleep 10
}

# The events while two clients are subscribed.
happen() {
	"$sim" set p0 temperature_c=72.5
	wait_for 20 value_is "$cage/alerts/active" 1 || true
	"$sim" set p0 temperature_c=45
	wait_for 20 value_is "$cage/alerts/active" 0 || true
	"$sim" remove p0
	wait_for 20 cage_is empty || true
	"$sim" insert p0
	wait_for 20 cage_is ready || true
	wait "${listeners[@]}" || true
}

test_subscribe() {
	local listeners=()

	subscribe modules "$said.modules"
	subscribe alerts "$said"
	happen
	equal "a subscriber hears an alert's beginning and its end" \
		"alert-ntf temperature 1 72500
alert-ntf temperature 0 72500 gone" "$(jq -r '.[] |
			"\(.name) \(.msg.monitor.name) \(.msg.active) " +
			"\(.msg.value.mantissa)" +
			(if .msg.reason then " " + .msg.reason else "" end)' \
			"$said")"
	equal "and of modules" "removed 1 inserted 2" "$(jq -r '[.[].msg |
		select(.event == "removed" or .event == "inserted") |
		"\(.event) \(.generation)"] | join(" ")' "$said.modules")"
}

test_active() {
	"$sim" set p0 temperature_c=76
	wait_for 20 value_is "$cage/alerts/active" 2 || true
	equal "active alerts are dumped" "monitor temperature high-alarm 1
monitor temperature high-warning 1" "$(ynl --dump alert-get | jq -r '.[] |
		"\(.kind) \(.monitor.name) \(.level | join(",")) \(.active)"')"
}

cage_add p0 --profile 1.6t-dr8
first=$cage
cage_add p1 --profile 3.2t-dr16
cage=$first
test_dumps
test_gets
test_set
cage_fast
test_subscribe
test_active
done_testing
