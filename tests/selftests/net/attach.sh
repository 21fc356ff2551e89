#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# Attaching cages to netdevs whose drivers have no module access: eth0 is
# virtio-net, and dummy netdevs are made as needed.
# shellcheck disable=SC2317 # functions that are called by their names
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

stop=/tmp/attach-test-stop

# attach NAME: an empty name detaches. Prints the text of the error.
attach() {
	{ echo "$1" >"$cage/netdev"; } 2>&1
}

# link_is NAME STATE [CAGE]: both files of the cage say so.
link_is() {
	equal "$1" "$2" "$(cat "${3:-$cage}"/netdev{,_state} | paste -sd' ')"
}

# refused NAME NETDEV ERROR: with that error, and nothing changed.
refused() {
	local before error=

	before=$(cat "$cage"/netdev{,_state})
	error=$(attach "$2") && error="no error"
	match "$1" "$3" "$error"
	equal "$1: as before" "$before" "$(cat "$cage"/netdev{,_state})"
}

part_number() {
	ethtool -m "$1" | sed -n 's/^[[:blank:]]*Vendor PN *: //p'
}

no_module_access() {
	[[ $(ethtool -m "$1" 2>&1) == *"Operation not supported"* ]]
}

driver_of() {
	ethtool -i "$1" | sed -n 's/^driver: //p'
}

# unrelated_of NETDEV: the parts that attaching must leave alone.
unrelated_of() {
	ethtool -k "$1"
	ethtool -T "$1"
	ethtool "$1"
}

test_attach() {
	local before driver

	before=$(unrelated_of eth0 2>&1)
	driver=$(driver_of eth0)
	link_is "at first there is none" " none"
	check "eth0 has no module access" no_module_access eth0
	check "eth0 is attached" attach eth0
	link_is "the cage says so" "eth0 attached"
	equal "ethtool -m eth0" SIM-1.6T-DR8 "$(part_number eth0)"
	equal "all of it is the cage's own" "$(ethtool -m "$dev")" \
		"$(ethtool -m eth0)"
	match "ethtool --show-module eth0" "power-mode: high" \
		"$(ethtool --show-module eth0)"
	equal "its driver is its own" "$driver" "$(driver_of eth0)"
	equal "nothing else has changed" "$before" "$(unrelated_of eth0 2>&1)"
	check "attaching it again is no error" attach eth0
	match "the module cannot be removed meanwhile" "in use" \
		"$(rmmod cmis 2>&1)"
	check "eth0 is detached" attach ""
	link_is "the cage says that, too" " none"
	check "eth0 has no module access again" no_module_access eth0
	check "detaching nothing is no error" attach ""
	printf eth0 >"$cage/netdev"
	link_is "a name without a newline" "eth0 attached"
	attach ""
}

test_refusals() {
	local first=$cage

	refused "no such netdev" nosuch0 "No such device"
	refused "a name that cannot be" "a/b" "Invalid argument"
	refused "blanks" "eth0 eth0" "Invalid argument"
	refused "a name that is too long" "a-very-long-interface-name" \
		"Invalid argument"
	match "a zero byte" "Invalid argument" \
		"$( (printf 'eth0\0' >"$cage/netdev") 2>&1)"
	refused "the cage's own netdev" "$dev" "Operation not supported"
	attach eth0
	refused "nonsense while attached" nosuch0 "No such device"
	refused "own access while attached" "$dev" "Operation not supported"
	equal "eth0 still works" SIM-1.6T-DR8 "$(part_number eth0)"
	cage_add p1 --profile 400g-dr4
	refused "a netdev with a cage" eth0 "Device or resource busy"
	refused "another cage's netdev" "$dev" "Operation not supported"
	cage=$first
	attach ""
	match "the log tells why" "netdev 'nosuch0': no such netdev" \
		"$(dmesg | grep "netdev 'nosuch0'" | tail -n 1)"
	check "only root may write" \
		test "$(stat -c %a "$cage/netdev")" = 644
}

test_switch() {
	ip link add att0 type dummy
	attach eth0
	check "another netdev" attach att0
	link_is "takes the first one's place" "att0 attached"
	check "the first one is free" no_module_access eth0
	equal "ethtool -m att0" SIM-1.6T-DR8 "$(part_number att0)"
	ip link set att0 name att1
	link_is "a new name" "att1 attached"
	equal "ethtool -m att1" SIM-1.6T-DR8 "$(part_number att1)"
	ip link del att1
	link_is "a netdev that is deleted" " none"
	check "the cage is free" attach eth0
	attach ""
}

test_namespace() {
	ip netns add att-test
	on_exit ip netns del att-test
	ip link add att0 type dummy
	attach att0
	ip link set att0 netns att-test
	link_is "a netdev that leaves" " none"
	match "has its own operations" "not supported" \
		"$(ip netns exec att-test ethtool -m att0 2>&1)"
	refused "a netdev of another namespace" att0 "No such device"
	ip -n att-test link del att0
}

# The module follows the netdev that the cage belongs to.
test_power() {
	attach eth0
	ip link set "$dev" up
	ethtool --set-module eth0 power-mode-policy auto
	becomes "eth0 down: low power" "$cage/module_state" ModuleLowPwr
	ip link set eth0 up
	becomes "eth0 up: high power" "$cage/module_state" ModuleReady
	match "no reset of the module under a port that is up" "busy" \
		"$(ethtool --reset "$dev" phy 2>&1)"
	ip link set "$dev" down
	sleep 0.5
	equal "the cage's netdev does not matter" ModuleReady \
		"$(cat "$cage/module_state")"
	attach ""
	sleep 0.5
	equal "detaching is no reason to go down" ModuleReady \
		"$(cat "$cage/module_state")"
	ip link set eth0 down
	ethtool --set-module "$dev" power-mode-policy high
	becomes "high power all the time" "$cage/module_state" ModuleReady
}

# Removal while attached: of the transport, the cage, the netdev's driver.
test_leave() {
	local client driver virtio

	client=$(basename "$(readlink "$cage/device")")
	attach eth0
	echo "$client" >/sys/bus/i2c/drivers/cmis/unbind
	check "the transport goes: eth0 is free" no_module_access eth0
	echo "$client" >/sys/bus/i2c/drivers/cmis/bind
	wait_for 20 cage_is ready || true
	link_is "it comes back without" " none"

	attach eth0
	modprobe -r cmis_i2c
	check "its driver is unloaded: eth0 is free" no_module_access eth0
	modprobe cmis_i2c
	wait_for 20 cage_is ready || true

	attach eth0
	driver=$(readlink -f /sys/class/net/eth0/device/driver)
	virtio=$(basename "$(readlink -f /sys/class/net/eth0/device)")
	echo "$virtio" >"$driver/unbind"
	link_is "eth0 goes" " none"
	echo "$virtio" >"$driver/bind"
	wait_for 10 test -e /sys/class/net/eth0 || true
	check "and comes back: eth0 is attached" attach eth0
	equal "ethtool -m eth0" SIM-1.6T-DR8 "$(part_number eth0)"
	attach ""
}

# reader CMD...: repeat a command until the end.
reader() {
	while [ ! -e "$stop" ]; do
		"$@" || true
	done >/dev/null 2>&1 &
}

readers_start() {
	rm -f "$stop"
	on_exit readers_stop
	reader ethtool -m eth0
	reader ethtool -m "$dev"
	reader ethtool --show-module eth0
	reader ethtool --show-module "*"
	reader cat /sys/class/net/eth0/{speed,duplex}
	reader cat /sys/class/cmis/*/netdev{,_state}
}

readers_stop() {
	touch "$stop"
	wait
	rm -f "$stop"
}

test_readers() {
	readers_start
	for _ in {1..50}; do
		attach eth0 && attach ""
	done
	link_is "50 times attached and detached, with readers" " none"
	ip link add att0 type dummy
	for _ in {1..20}; do
		attach att0
		attach eth0
	done
	link_is "20 times to and fro" "eth0 attached"
	attach att0
	ip link del att0
	link_is "deleted" " none"
	for _ in {1..5}; do
		ip link add att0 type dummy
		attach att0
		ip link del att0
	done
	link_is "5 times deleted" " none"
}

# cmis_attach is loaded when needed, and can be unloaded without a trace.
test_module() {
	local modprobe=/proc/sys/kernel/modprobe before

	attach eth0
	check "cmis_attach is unloaded while attached" rmmod cmis_attach
	check "eth0 has no module access any more" no_module_access eth0
	link_is "the cage has no netdev" " none"
	before=$(cat "$modprobe")
	on_exit eval "echo $before >$modprobe"
	echo /bin/false >"$modprobe"
	refused "without cmis_attach" eth0 "Operation not supported"
	match "the log tells why" "cmis_attach is not loaded" \
		"$(dmesg | grep "netdev 'eth0'" | tail -n 1)"
	check "detaching nothing is no error without it" attach ""
	echo "$before" >"$modprobe"
	check "the first request loads it" attach eth0
	link_is "eth0 is attached" "eth0 attached"
	attach ""
}

# In both orders, with the readers still running.
test_unload() {
	attach eth0
	check "transport first" modprobe -r cmis_i2c
	check "then the simulator" "$sim" del p0
	check "then both modules" modprobe -r cmis_sim
	check "then cmis_attach" modprobe -r cmis_attach
	check "eth0 is free" no_module_access eth0
	refuse "nothing of the driver is left" grep -q ^cmis /proc/modules

	cage_add p0 --profile 1.6t-dr8
	attach eth0
	check "simulated module first" "$sim" del p0
	check "then all" modprobe -r cmis_sim cmis_i2c cmis_attach
	check "eth0 is free again" no_module_access eth0
	refuse "nothing is left of it" grep -q ^cmis /proc/modules
	readers_stop
}

cage_add p0 --profile 1.6t-dr8
cage_fast
dev=${cage##*/}
test_attach
test_refusals
"$sim" del p1
test_module
test_switch
test_namespace
test_power
test_leave
test_readers
test_unload
done_testing
