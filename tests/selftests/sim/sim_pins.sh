#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# The simulator's pins with the driver: interrupt, presence, reset. No sweep is
# due during these tests.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

# interrupts LINE: how often a line of the port has interrupted.
interrupts() {
	awk -v line="$1" '$0 ~ "cmis-sim +" line " " {
		for (i = 2; i <= NF && $i ~ /^[0-9]+$/; i++)
			sum += $i
	} END { print sum + 0 }' /proc/interrupts
}

# shellcheck disable=SC2317 # called by wait_for
interrupts_above() {
	[ "$(interrupts "$1")" -gt "$2" ]
}

test_interrupt() {
	local before

	before=$(interrupts 0)
	"$sim" set p0 temperature_c=72
	check "a flag interrupts" wait_for 10 interrupts_above 0 "$before"
	"$sim" set p0 temperature_c=45
	sleep 0.5
	before=$(interrupts 0)
	sleep 1
	within "and no more when all is well" "$before" "$((before + 1))" \
		"$(interrupts 0)"
	"$sim" set p0 byte.lower.32=0xff
	"$sim" set p0 temperature_c=72
	sleep 0.5
	within "nor when it is masked" "$before" "$((before + 1))" \
		"$(interrupts 0)"
	"$sim" set p0 temperature_c=45
}

# struck FAULT: 1 if a fault has struck.
struck() {
	"$sim" fault p0 | awk -v name="$1" '$1 == name { print ($4 > 0) }'
}

test_faults() {
	local before

	before=$(interrupts 0)
	"$sim" fault p0 storm
	check "a line that is held interrupts" wait_for 10 interrupts_above 0 \
		"$before"
	equal "which is counted" 1 "$(struck storm)"
	"$sim" fault p0 clear
	sleep 1.5
	before=$(interrupts 0)
	sleep 1
	within "and not when it has been released" "$before" \
		"$((before + 1))" "$(interrupts 0)"
	"$sim" set p0 byte.lower.32=0
	sleep 0.5
	before=$(interrupts 0)
	"$sim" fault p0 dead-line
	"$sim" set p0 temperature_c=72
	sleep 0.5
	equal "a dead line does not interrupt" "$before" "$(interrupts 0)"
	equal "which is counted, too" 1 "$(struck dead-line)"
	"$sim" fault p0 clear
	check "what it holds back comes then" wait_for 10 interrupts_above 0 \
		"$before"
	"$sim" set p0 temperature_c=45
}

test_presence() {
	local before generation

	generation=$(value "$cage/generation")
	before=$(interrupts 1)
	"$sim" remove p0
	becomes "the pin tells of a module pulled" "$cage/status" empty
	check "by an interrupt" interrupts_above 1 "$before"
	"$sim" insert p0 --profile 1.6t-dr8 --serial NEXT
	becomes "and of one plugged" "$cage/status" ready
	equal "it is the next one" "$((generation + 1)) NEXT" \
		"$(value "$cage/generation") $(value "$cage/vendor_sn")"
}

test_reset() {
	"$sim" set p0 byte.lower.36=0x5a
	"$sim" stats p0 reset
	check "reset" ethtool --reset "${cage##*/}" phy
	becomes "the module comes back" "$cage/status" ready
	equal "as it is after power-up" "byte.lower.36 0x00" \
		"$("$sim" get p0 byte.lower.36)"
}

# An expander after power-on: the pins are inputs, pulled high.
test_inputs() {
	cage_add p1 --profile 400g-dr4 --gpio-inputs
	becomes "a pin that nobody drives asks for low power" \
		"$cage/module_state" ModuleLowPwr
	check "high power" ethtool --set-module "${cage##*/}" \
		power-mode-policy high
	becomes "is reached, since the driver drives the pin" \
		"$cage/module_state" ModuleReady
}

# Other tests may have had such lines before.
polls() {
	dmesg | grep -c "no interrupt .* polling" || true
}

# An interrupt controller that does not know the triggers that the driver wants
test_edges() {
	local before

	before=$(polls)
	cage_add p2 --profile 400g-dr4 --irq-edges --gpio
	echo 3600000 >"$cage/lanes_period_ms"
	equal "presence without interrupt is told once" 1 \
		$(($(polls) - before))
	"$sim" set p2 lane3.rx_los=1
	becomes "the trigger of the firmware works" "$cage/lane3/rx_los" 1
	"$sim" remove p2
	becomes "presence is polled" "$cage/status" empty
}

cage_add p0 --profile 1.6t-dr8 --irq --gpio
cage_quiet
test_interrupt
test_faults
test_presence
test_reset
test_inputs
test_edges
done_testing
