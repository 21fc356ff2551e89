#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# ethtool on the netdev of a cage: memory, power mode, reset, refusals.
# shellcheck disable=SC2317 # functions that are called by their names
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

# field NETDEV NAME: a line of ethtool -m.
field() {
	ethtool -m "$1" | sed -n "s/^[[:blank:]]*$2 *: //p"
}

# bytes NETDEV PAGE BANK OFFSET LENGTH: of the module's memory, in hex.
bytes() {
	ethtool -m "$1" raw on page "$2" bank "$3" offset "$4" length "$5" |
		od -An -v -tx1 | tr -d ' \n'
}

# power NETDEV: policy and mode, if they are shown.
power() {
	ethtool --show-module "$1" |
		sed -n 's/^power-mode[a-z-]*: //p' | paste -sd' '
}

power_is() {
	[ "$(power "$1")" = "$2" ]
}

# power_becomes NAME NETDEV POWER
power_becomes() {
	wait_for 10 power_is "$2" "$3" || true
	equal "$1" "$3" "$(power "$2")"
}

# complains NAME PATTERN CMD...: CMD fails and says why.
complains() {
	local name=$1 pattern=$2 output
	shift 2

	if output=$("$@" 2>&1); then
		equal "$name" "a failure" "$output"
	else
		match "$name" "$pattern" "$output"
	fi
}

generation_is() {
	[ "$(cat "$cage/generation")" = "$1" ] && cage_is ready
}

test_netdev() {
	local info

	cage_add p0 --profile 400g-dr4
	dev=${cage##*/}
	info=$(ip -d link show "$dev")
	check "the netdev has the cage's name" test -e "/sys/class/net/$dev"
	equal "it hangs below the same device" \
		"$(readlink -f "$cage/device")" \
		"$(readlink -f "/sys/class/net/$dev/device")"
	match "it has no address" "link/none" "$info"
	match "it is down" "state DOWN" "$info"
	equal "its port is the label" p0 \
		"$(cat "/sys/class/net/$dev/phys_port_name")"
	echo "a label as long as can be" >"$cage/label"
	match "a label too long for a port's name does no harm" "state DOWN" \
		"$(ip -d link show "$dev")"
	echo p0 >"$cage/label"
	match "udev can tell its kind" "DEVTYPE=cmis" \
		"$(cat "/sys/class/net/$dev/uevent")"
	equal "ethtool -i" "cmis 1.4 $(basename "$(readlink "$cage/device")")" \
		"$(ethtool -i "$dev" | awk '/^(driver|firmware|bus)/ {
			print $2 }' | paste -sd' ')"
	check "it goes up" ip link set "$dev" up
	check "it goes down" ip link set "$dev" down
	ip netns add cmis-test
	on_exit ip netns del cmis-test
	refuse "it stays in its network namespace" \
		ip link set "$dev" netns cmis-test
}

test_fields() {
	equal "identifier" \
		"0x18 (QSFP-DD Double Density 8X Pluggable Transceiver (INF-8628))" \
		"$(field "$dev" Identifier)"
	equal "vendor" LINUX-CMIS "$(field "$dev" "Vendor name")"
	equal "part number" SIM-400G-DR4 "$(field "$dev" "Vendor PN")"
	equal "serial number" SIM-p0 "$(field "$dev" "Vendor SN")"
	equal "revision" "Rev. 5.0" "$(field "$dev" "Revision compliance")"
	equal "power" 9.0000W "$(field "$dev" "Max power")"
	equal "state" "0x03 (ModuleReady)" "$(field "$dev" "Module state")"
	equal "temperature" "45.00 degrees C / 113.00 degrees F" \
		"$(field "$dev" "Module temperature")"
	equal "supply" "3.3000 V" "$(field "$dev" "Module voltage")"
	"$sim" set p0 temperature_c=71.5 vcc_v=3.31
	equal "temperature is of now" "71.50 degrees C / 160.70 degrees F" \
		"$(field "$dev" "Module temperature")"
	equal "supply is of now" "3.3100 V" "$(field "$dev" "Module voltage")"
	"$sim" set p0 temperature_c=45 vcc_v=3.3
}

test_pages() {
	equal "page 00h" 4c494e55582d434d4953202020202020 \
		"$(bytes "$dev" 0 0 129 16)"
	equal "lower memory" 1850 "$(bytes "$dev" 0 0 0 2)"
	equal "a byte of page 11h" 44444444 "$(bytes "$dev" 0x11 0 128 4)"
	equal "all of page 11h" 256 "$(bytes "$dev" 0x11 0 128 128 | wc -c)"
	equal "the last byte of page 01h" \
		"$(bytes "$dev" 1 0 128 128 | tail -c 2)" \
		"$(bytes "$dev" 1 0 255 1)"
	complains "a page that is not there" "no (such )?page" \
		ethtool -m "$dev" hex on page 0x30 offset 128 length 16
	complains "a bank that is not there" "no (such )?page" \
		ethtool -m "$dev" hex on page 0x11 bank 1 offset 128 length 16
	complains "a bank that cannot be" "banks 0 to 7" \
		ethtool -m "$dev" hex on page 0x11 bank 9 offset 128 length 16
	complains "another address" "address 0x50 only" \
		ethtool -m "$dev" hex on page 0 offset 0 length 16 i2c 0x51
	equal "the page in force is not in the way" 44444444 \
		"$(bytes "$dev" 0x11 0 128 4)"
}

# Flags of lane 3: flags that the driver's own sweeps have read are not lost.
test_flags() {
	cage_fast
	"$sim" set p0 lane3.rx_los=1
	becomes "a sweep reads a flag" "$cage/lane3/rx_los" 1
	"$sim" set p0 lane3.rx_los=0
	becomes "and clears it" "$cage/lane3/rx_los" 0
	equal "a flag that sweeps have read" 04 "$(bytes "$dev" 0x11 0 147 1)"
	equal "is seen once" 00 "$(bytes "$dev" 0x11 0 147 1)"
	cage_quiet
	"$sim" set p0 lane3.rx_los=1
	equal "a flag that ethtool reads first" 04 \
		"$(bytes "$dev" 0x11 0 147 1)"
	"$sim" set p0 lane3.rx_los=0
	cage_fast
	equal "ethtool sees what was latched since" 04 \
		"$(bytes "$dev" 0x11 0 147 1)"
	equal "and no more" 00 "$(bytes "$dev" 0x11 0 147 1)"
}

test_power() {
	equal "a mode, and no policy before one is set" high "$(power "$dev")"
	ethtool --set-module "$dev" power-mode-policy high
	equal "a policy like the state that is there is set, too" "high high" \
		"$(power "$dev")"
	ethtool --set-module "$dev" power-mode-policy auto
	power_becomes "auto, while down" "$dev" "auto low"
	becomes "sysfs shows the state" "$cage/module_state" ModuleLowPwr
	ip link set "$dev" up
	power_becomes "auto, while up" "$dev" "auto high"
	ip link set "$dev" down
	power_becomes "auto, while down again" "$dev" "auto low"
	ethtool --set-module "$dev" power-mode-policy high
	power_becomes "high, while down" "$dev" "high high"
	becomes "sysfs shows that, too" "$cage/module_state" ModuleReady
}

# control NETDEV BYTE: lower memory 26
control_is() {
	[ "$(bytes "$1" 0 0 26 1)" = "$2" ]
}

control_becomes() {
	wait_for 10 control_is "$2" "$3" || true
	equal "$1" "$3" "$(bytes "$2" 0 0 26 1)"
}

# The driver sets its controls again after a reset, and leaves others' changes.
test_power_is_kept() {
	local other=$cage before again

	cage_add p4 --profile 400g-dr4
	before=$(cat "$cage/generation")
	ethtool --set-module "${cage##*/}" power-mode-policy auto
	power_becomes "low before a reset" "${cage##*/}" "auto low"
	for again in 1 2 3; do
		"$sim" fault p4 self-reset
		control_becomes "set again after reset $again" \
			"${cage##*/}" 50
		sleep 1.3
	done
	power_becomes "and low again" "${cage##*/}" "auto low"
	equal "with the same number" "$before" "$(cat "$cage/generation")"

	"$sim" set p4 byte.lower.26=0x40
	becomes "another host's change is shown" "$cage/power_override" 1
	sleep 1.3
	power_becomes "and stays" "${cage##*/}" high
	match "and is in the log" "another host has changed" "$(dmesg)"
	ethtool --set-module "${cage##*/}" power-mode-policy high
	ethtool --set-module "${cage##*/}" power-mode-policy auto
	power_becomes "until the policy changes" "${cage##*/}" "auto low"
	becomes "then it is over" "$cage/power_override" 0
	cage=$other
}

# show_module: how long it takes, in ms.
show_module() {
	local start=${EPOCHREALTIME/./}

	ethtool --show-module "$dev" >/dev/null 2>&1 || true
	echo $(((${EPOCHREALTIME/./} - start) / 1000))
}

# Anybody may request the mode under RTNL, so it comes from the last sweep.
test_power_of_the_silent() {
	cage_quiet
	"$sim" fault p0 stuck=3s
	within "a stuck bus is not waited for" 0 1500 "$(show_module)"
	match "the mode is that of the last sweep" "power-mode: high" \
		"$(ethtool --show-module "$dev")"
	"$sim" fault p0 clear
	power_becomes "until it works again" "$dev" "high high"
	cage_fast
}

test_reset() {
	local before

	before=$(cat "$cage/generation")
	check "a reset" ethtool --reset "$dev" phy
	wait_for 10 generation_is $((before + 1)) || true
	equal "begins a new generation" $((before + 1)) \
		"$(cat "$cage/generation")"
	becomes "and the module comes back" "$cage/status" ready
	refuse "there is no other reset" ethtool --reset "$dev" dma
}

test_empty() {
	local mode=auto

	"$sim" remove p0
	wait_for 10 cage_is empty || true
	complains "an empty cage" "no module in the cage" ethtool -m "$dev"
	equal "has a policy and no mode" high "$(power "$dev")"
	refuse "cannot be reset" ethtool --reset "$dev" phy
	ethtool --set-module "$dev" power-mode-policy "$mode"
	equal "takes a policy" "$mode" "$(power "$dev")"
	"$sim" insert p0 --profile 800g-2xfr4
	wait_for 20 cage_is ready || true
	power_becomes "that holds for the next module" "$dev" "auto low"
	ethtool --set-module "$dev" power-mode-policy high
	power_becomes "until it changes" "$dev" "high high"

	"$sim" remove p0
	"$sim" insert p0 --profile copper
	wait_for 20 value_is "$cage/vendor_pn" SIM-COPPER || true
	wait_for 20 cage_is ready || true
	equal "a module with flat memory" 18 "$(bytes "$dev" 0 0 0 1)"
	complains "has no other pages" "no (such )?page" \
		ethtool -m "$dev" hex on page 1 offset 128 length 16
	complains "has no power control" "no power control" \
		ethtool --show-module "$dev"
	complains "and takes no policy" "not supported" \
		ethtool --set-module "$dev" power-mode-policy auto
	complains "nor a reset" "not supported" ethtool --reset "$dev" phy
	equal "is as it was" 18 "$(bytes "$dev" 0 0 0 1)"
}

# A module that is in low power, although no user has set a policy.
test_found_low_power() {
	cage_add p2 --profile 400g-dr4
	"$sim" set p2 byte.lower.26=0x10
	power_becomes "asked by others to stay low" "${cage##*/}" low
	ip link set "${cage##*/}" up
	power_becomes "comes up with its netdev" "${cage##*/}" "auto high"
	ip link set "${cage##*/}" down
	power_becomes "and goes down with it" "${cage##*/}" "auto low"
}

test_banks() {
	local bank

	cage_add p1 --profile 3.2t-dr16
	for bank in 0 1; do
		equal "bank $bank of 16 lanes" 44444444 \
			"$(bytes "${cage##*/}" 0x11 $bank 128 4)"
	done
	"$sim" set p1 lane11.tx_los=1
	sleep 0.1
	equal "lane 11 is in bank 1" "00 04" \
		"$(bytes "${cage##*/}" 0x11 0 136 1) $(
			bytes "${cage##*/}" 0x11 1 136 1)"
	complains "there is no bank 2" "no (such )?page" \
		ethtool -m "${cage##*/}" hex on page 0x11 bank 2 \
		offset 128 length 16
}

# 6.1 has no flashing, and the registers for it are not simulated.
test_flash() {
	local dev=${cage##*/}

	if [ "$(uname -r | cut -d. -f1-2)" = 6.1 ]; then
		skip "flashing" "this kernel cannot flash modules"
		return
	fi
	mkdir -p /lib/firmware
	head -c 1024 /dev/zero >/lib/firmware/cmis-test.bin
	complains "no flashing of what the kernel does not know" \
		"does not support firmware flashing" \
		ethtool --flash-module-firmware "$dev" file cmis-test.bin
	ip link set "$dev" up
	complains "no flashing while the netdev is up" "Netdevice is up" \
		ethtool --flash-module-firmware "$dev" file cmis-test.bin
	ip link set "$dev" down
}

# The name may be taken; then the kernel chooses one.
test_name_taken() {
	local taken
	taken=cmis$(find /sys/class/cmis/ -name 'cmis[0-9]*' | wc -l)

	ip link add "$taken" type dummy
	on_exit ip link del "$taken"
	cage_add p3 --profile 400g-dr4
	equal "the cage has its name" "$taken" "${cage##*/}"
	dev=$(basename "$(echo "$cage"/device/net/*)")
	match "its netdev has another" "^cmis[0-9]+$" "$dev"
	refuse "that is not taken" [ "$dev" = "$taken" ]
	equal "and works" 18 "$(bytes "$dev" 0 0 0 1)"
	match "which is said" "name taken, companion netdev is $dev" \
		"$(dmesg | grep "${cage##*/}: name taken" | tail -n 1)"
}

test_gone() {
	ip link set "$dev" up
	check "a cage whose netdev is up goes" "$sim" del p3
	refuse "and its netdev with it" test -e "/sys/class/net/$dev"
}

test_parameter() {
	modprobe -r cmis_sim cmis_i2c
	modprobe cmis netdev=0
	cage_add off --profile 400g-dr4
	refuse "netdev=0: no netdev" test -e "/sys/class/net/${cage##*/}"
	equal "netdev=0: all else" SIM-400G-DR4 "$(cat "$cage/vendor_pn")"
	"$sim" del off
	check "the modules can be unloaded" modprobe -r cmis_sim cmis_i2c
}

test_parameter
test_netdev
test_fields
test_pages
test_flags
test_power
test_power_of_the_silent
test_power_is_kept
test_reset
test_empty
test_found_low_power
test_banks
test_flash
test_name_taken
test_gone
done_testing
