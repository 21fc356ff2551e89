#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# Static data of a module that come late, with another firmware, or from memory
# that wears out. The module stays, with its generation.
# kernels: newest: no interface of the kernel is new here
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

events=$(mktemp)
on_exit rm -f "$events"

# has_event WORD...: a listener has got such an event of the cage.
has_event() {
	grep -q "${cage##*/} p0 $*" "$events"
}

# The cage gets to know a module that is not ready, as after a boot.
rebind() {
	local client driver=/sys/bus/i2c/drivers/cmis

	client=$(basename "$(readlink -f "$cage/device")")
	echo "$client" >$driver/unbind
	echo "$client" >$driver/bind
	cage=$(echo "$driver/$client"/cmis/cmis*)
	wait_for 20 cage_is ready || true
	cage_fast
}

test_late() {
	cage_add p0 --profile 400g-dr4
	"$sim" set p0 state=lowpwr
	becomes "a module in low power" "$cage/module_state" ModuleLowPwr
	"$sim" fault p0 blank
	rebind
	files "its static bytes are blank" "$cage" <<-END
		module_state ModuleLowPwr
		firmware_version ENODATA
		lane1/rx_power_nw absent
		app1/host_interface_id absent
		page01_checksum ENODATA
		generation 1
	END

	"$sim" set p0 temperature_c=90 state=ready
	becomes "with ModuleReady comes the firmware" \
		"$cage/firmware_version" 1.4
	files "and all the rest" "$cage" <<-END
		status ready
		module_state ModuleReady
		app1/host_interface_id 0x11
		page01_checksum ok
		generation 1
	END
	check "lanes have their monitors" test -e "$cage/lane4/rx_power_nw"
	cage_hwmon || true
	becomes "the alarm of the temperature" \
		"$hwmon_of_cage/temp1_crit_alarm" 1
	"$sim" fault p0 clear
}

# Another firmware, which has no monitor of Rx power.
test_firmware() {
	local active adverts sum

	active=$(value "$cage/alerts/active")
	cmisctl monitor >"$events" 2>&1 &
	on_exit kill $!
	wait_for 20 grep -qE 'poll' "/proc/$!/wchan" || sleep 2
	adverts=$("$sim" get p0 byte.01.160 | awk '{ print $2 }')
	sum=$("$sim" get p0 byte.01.255 | awk '{ print $2 }')
	"$sim" set p0 byte.01.160=$((adverts & ~4)) \
		byte.01.255=$(((sum - (adverts & 4)) & 255)) byte.lower.39=9
	becomes "another firmware" "$cage/firmware_version" 9.4
	wait_for 20 has_event changed || true
	check "netlink tells" has_event "changed, firmware 9.4"
	files "the same module" "$cage" <<-END
		status ready
		generation 1
		lane1/rx_power_nw absent
	END
	equal "alerts go on" "$active" "$(value "$cage/alerts/active")"
	equal "and nothing was removed" "" \
		"$(grep -E 'removed|inserted|probing' "$events" || true)"
}

# A bit of page 02h.
test_worn() {
	local byte

	echo 100 >"$cage/static_period_ms"
	byte=$("$sim" get p0 byte.02.200 | awk '{ print $2 }')
	"$sim" set p0 byte.02.200=$((byte ^ 0x10))
	becomes "the checksum is bad" "$cage/page02_checksum" bad
	becomes "and there is an alert" "$cage/alerts/last" checksum
	equal "the same module" 1 "$(value "$cage/generation")"
}

# The command for the third number of the firmware version.
test_build() {
	cage_add p1 --profile 400g-dr4
	becomes "the build number" "$cage/firmware_build" 0
	equal "the version is as it was" 1.4 "$(<"$cage/firmware_version")"
	equal "netlink has all three" '"1.4.0"' \
		"$(cmisctl show --json "${cage##*/}" | jq .firmware)"
	cage_add p2 --profile 800g-2xfr4
	becomes "the build number, in the foreground" \
		"$cage/firmware_build" 0
	equal "the same module" 1 "$(value "$cage/generation")"
	cage_add p3 --profile copper
	equal "a cable has none" ENODATA "$(value "$cage/firmware_build")"
}

test_late
test_firmware
test_worn
test_build
done_testing
