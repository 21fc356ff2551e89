#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: the driver only looks on
# Others bring a module up beside the driver, which manages nothing: the public
# sequences of SONiC and FBOSS, written through "eeprom". They end as they would
# alone, the driver writes nothing, and no alert is false.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

command -v cmisctl >/dev/null ||
	skip_all "cmisctl is not built: make -C tools/cmisctl names why"

# poke PAGE|lower OFFSET HEX...: one write of bank 0.
poke() {
	local page=$1 at=$2 bytes
	shift 2

	[ "$page" = lower ] || at=$((0x$page * 128 + at))
	bytes=$(printf '\\x%s' "$@")
	# shellcheck disable=SC2059
	printf "$bytes" | dd of="$cage/eeprom" bs=256 oflag=seek_bytes \
		seek="$at" conv=notrunc status=none
}

bytes_are() {
	local values=$1
	shift

	[ "$("$sim" get p0 "${@/#/byte.}" | sed 's/^[^ ]* //; s/0x//g' |
		paste -sd' ')" = "$values" ]
}

# gets NAME VALUES PLACE...: the module has these bytes, soon.
gets() {
	wait_for 20 bytes_are "${@:2}" || true
	check "$1" bytes_are "${@:2}"
}

# The driver has looked on.
quiet() {
	sleep 1
	# But for the command that asks for the build number of the firmware
	equal "$1: the driver wrote nothing" "" \
		"$(cmisctl audit "$device" | grep -v ' raw \| query ' || true)"
	equal "$1: no data path went down unasked" "" \
		"$(cmisctl alerts --all | grep datapath || true)"
	equal "$1: nobody manages the cage" none "$(value "$cage/management")"
}

# The lead port frees all lanes, then each port comes up by itself.
test_sonic() {
	local lanes keep

	poke 10 128 ff
	poke 10 130 ff
	gets "SONiC: all paths are down" "11 11 11 11" 11.128-131
	poke lower 26 00
	for lane in {145..152}; do
		poke 10 "$lane" 00
	done
	poke 10 143 ff
	gets "SONiC: all lanes are free" \
		"11 11 11 11 00 00 00 00 00 00 00 00" 11.202-205 11.206-213
	for lanes in f0 00; do
		if [ $lanes = f0 ]; then
			poke 10 145 20 20 20 20
			poke 10 143 0f
			keep="20 20 20 20 00 00 00 00"
		else
			poke 10 149 28 28 28 28
			poke 10 143 f0
			keep="20 20 20 20 28 28 28 28"
		fi
		gets "SONiC: a port has its application" "$keep" 11.206-213
		poke 10 128 $lanes
		if [ $lanes = f0 ]; then
			gets "SONiC: it is initialized" "77 77" 11.128-129
		else
			gets "SONiC: so is the other one" "77 77" 11.130-131
		fi
		poke 10 130 $lanes
	done
	gets "SONiC: both are up" "44 44 44 44" 11.128-131
	quiet SONiC
}

# Lanes are freed and programmed with two triggers in a row; a slow module drops
# the second one, so that it gets some time here.
test_fboss() {
	poke lower 26 60
	poke lower 26 20
	poke 10 128 ff
	gets "FBOSS: all paths are down" "11 11 11 11" 11.128-131
	poke 10 145 00 00 00 00 00 00 00 00
	poke 10 143 ff
	sleep 0.1
	poke 10 145 10 10 10 10 10 10 10 10
	poke 10 143 ff
	gets "FBOSS: all lanes have the application" \
		"10 10 10 10 10 10 10 10" 11.206-213
	poke 10 128 00
	gets "FBOSS: up" "44 44 44 44" 11.128-131
	quiet FBOSS
}

cage_add p0 --profile 1.6t-dr8
device=${cage##*/}
"$sim" set p0 duration_percent=1
cage_fast
gets "the module is up by itself" "44 44 44 44" 11.128-131
test_sonic
test_fboss
done_testing
