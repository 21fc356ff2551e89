#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# A MAC driver whose port leads to a cage: its ethtool operations are those of
# the module, and it comes and goes in any order with the cage.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

macs=/sys/kernel/config/cmis-sim-mac

# field NETDEV NAME: a line of ethtool -m.
field() {
	ethtool -m "$1" | sed -n "s/^[[:blank:]]*$2 *: //p"
}

power() {
	ethtool --show-module "$1" |
		sed -n 's/^power-mode[a-z-]*: //p' | paste -sd' '
}

power_is() {
	[ "$(power "$1")" = "$2" ]
}

field_is() {
	[ "$(field "$1" "$2")" = "$3" ]
}

test_operations() {
	local said

	said=$("$sim" add p0 --profile 1.6t-dr8 --serial MAC1 --netdev mac)
	cage=/sys/class/cmis/$(grep -o 'cmis[0-9]*' <<<"$said" | head -n 1)
	match "the port is told of" "^p0: cmis[0-9]+ on i2c-[0-9]+, simmac0$" \
		"$said"
	wait_for 20 cage_is ready || true
	equal "its cage knows it" simmac0 "$(value "$cage/netdev")"
	equal "serial number" MAC1 "$(field simmac0 'Vendor SN')"
	equal "part number" SIM-1.6T-DR8 "$(field simmac0 'Vendor PN')"
	wait_for 10 power_is simmac0 "high high" || true
	match "power mode" "high$" "$(power simmac0)"
	check "low power on request" \
		ethtool --set-module simmac0 power-mode-policy auto
	wait_for 10 power_is simmac0 "auto low" || true
	equal "low while the port is down" "auto low" "$(power simmac0)"
	check "the port goes up" ip link set simmac0 up
	wait_for 10 power_is simmac0 "auto high" || true
	equal "high while the port is up" "auto high" "$(power simmac0)"
	refuse "no reset while it is up" ethtool --reset simmac0 phy
	check "the port goes down" ip link set simmac0 down
	check "reset" ethtool --reset simmac0 phy
	wait_for 20 field_is simmac0 'Vendor SN' MAC1 || true
	equal "the module is back" MAC1 "$(field simmac0 'Vendor SN')"
	refuse "another netdev cannot be attached" \
		sh -c "echo lo >$cage/netdev"
}

test_order() {
	local client

	"$sim" remove p0
	refuse "no module, no memory" ethtool -m simmac0
	"$sim" insert p0 --profile copper --serial MAC2
	wait_for 20 cage_is ready || true
	equal "another module" MAC2 "$(field simmac0 'Vendor SN')"
	check "the cage goes first" rmdir /sys/kernel/config/cmis-sim/p0
	refuse "no cage, no memory" ethtool -m simmac0
	check "then the port" rmdir "$macs/simmac0"
	refuse "nothing is left of it" ip link show simmac0

	cage_add p0 --profile 400g-dr4 --netdev mac
	mkdir "$macs/byclient"
	on_exit rmdir "$macs/byclient"
	rmdir "$macs/simmac0"
	client=$(basename "$(readlink -f "$cage/device")")
	check "a cage is found by its firmware node" \
		sh -c "echo $client >$macs/byclient/cage"
	equal "and is its" byclient "$(value "$cage/netdev")"
	refuse "once is enough" sh -c "echo cmis0 >$macs/byclient/cage"
	mkdir "$macs/other"
	refuse "no such cage" sh -c "echo cmis77 >$macs/other/cage"
	rmdir "$macs/other"
	refuse "no name for a netdev" mkdir "$macs/a name"
	refuse "the module is in use" rmmod cmis_sim_mac
}

test_operations
test_order
done_testing
