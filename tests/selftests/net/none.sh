#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: the writes do not depend on the kernel
# In a cage that nobody manages the driver changes nothing: the log of the bus
# has no write but to page selection, the freeze of VDM, the selector of page
# 14h, and the command that asks for the build number of the firmware.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

tracing=/sys/kernel/tracing bus=
[ -d $tracing/events ] || mount -t tracefs tracefs $tracing 2>/dev/null || true
log=$tracing/instances/none
mkdir $log 2>/dev/null || skip_all "this kernel has no tracefs"
on_exit rmdir $log
[ -e $log/events/i2c/i2c_write/enable ] ||
	skip_all "this kernel does not trace writes on I2C"

# Places of the last module that were written to, but for page selection:
# PAGE:BYTE, once each. An event ends with the address and the bytes: [7f-11]
written() {
	sed -n "s/.*i2c_write: i2c-$bus .*\[\(.*\)\].*/\1/p" $log/trace | awk -F- '
		function digit(c) { return index("123456789abcdef", c) }
		{
			at = 16 * digit(substr($1, 1, 1))
			at += digit(substr($1, 2, 1))
			for (i = 2; i <= NF; i++) {
				byte = at + i - 2
				if (byte == 127)
					page = $i
				else if (byte > 127)
					print page ":" byte
				else if (byte != 126)
					print "lower:" byte
			}
		}' | sort -u
}

# look NAME PROFILE [ALLOWED]: ALLOWED is a pattern.
look() {
	local name=$1

	echo >$log/trace
	cage_add "$name" --profile "$2"
	bus=$(<"/sys/kernel/config/cmis-sim/$name/bus")
	cage_fast
	wait_for 20 cage_is ready || true
	sleep 1.5
	equal "$2: nobody manages the cage" none "$(value "$cage/management")"
	equal "$2: the driver changes nothing" "" \
		"$(written | grep -vE "^(${3:-nothing})\$" | paste -sd' ')"
	equal "$2: files of page 10h are absent" "" \
		"$(find "$cage/" -name tx_disable)"
}

echo 1 >$log/events/i2c/i2c_write/enable
known='2f:144|14:128|9f:1(2[89]|3[0-5])'
for profile in 1.6t-dr8 3.2t-dr16 400g-zrplus elsfp; do
	look "m-${profile//./_}" $profile "$known"
	match "$profile: pages are selected" "7[ef]-" "$(<$log/trace)"
done
look cable copper
look last 400g-dr4 "$known"
cmisctl set "${cage##*/}" management=host
cmisctl port "${cage##*/}" lanes 1-8 down >/dev/null
match "but as a manager, and the log has it" "10:128" "$(written)"
echo 0 >$log/events/i2c/i2c_write/enable
done_testing
