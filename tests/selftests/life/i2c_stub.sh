#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: oldest newest: the emulated adapter has not changed
# timeout: 900
# The kernel's own emulated SMBus adapter, with the memory of a module written
# by i2cset. Only single bytes work with its pages: blocks ignore pages, and
# words have a memory of their own.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

# Page 00h stays selected.
pages="01 02 10 11 00"
# I2C_FUNC_SMBUS_BYTE_DATA | I2C_FUNC_SMBUS_WORD_DATA, and without words
func_word=0x780000
func_byte=0x180000
bus=

# stub_bus: the number of the emulated adapter, or nothing.
stub_bus() {
	local name

	for name in /sys/bus/i2c/devices/i2c-*/name; do
		[[ $(<"$name") == "SMBus stub driver"* ]] || continue
		name=${name%/name}
		echo "${name##*-}"
	done
}

# stub_load PARAMETER...: pages are at bytes 128-255, chosen by byte 127.
stub_load() {
	modprobe i2c-stub chip_addr=0x50 bank_reg=127 bank_mask=0x1f \
		bank_start=128 bank_end=255 "$@"
}

# stub_unload: and the devices on it.
stub_unload() {
	rmmod i2c_stub
}

# image_take PORT: the memory of a simulated module, without latched flags.
image_take() {
	local page

	image_lower=$("$sim" get "$1" byte.lower.0-125)
	read -r -a image_lower <<<"${image_lower#* }"
	image_lower[8]=0x00 image_lower[9]=0x00
	image_lower[10]=0x00 image_lower[11]=0x00
	for page in $pages; do
		image_page[0x$page]=$("$sim" get "$1" "byte.$page.128-255" |
			cut -d' ' -f2-)
	done
}

# bytes_write FIRST BYTE...: bytes that are not zero, as single bytes.
bytes_write() {
	local offset=$1 byte
	shift

	for byte; do
		if [ "$byte" != 0x00 ]; then
			i2cset -y "$bus" 0x50 "$offset" "$byte" || return 1
		fi
		offset=$((offset + 1))
	done
}

# words_write FIRST BYTE...: each byte together with the one that follows it,
# so that words and bytes read the same.
words_write() {
	local offset=$1 word
	shift

	while [ $# -gt 0 ]; do
		word=$(($1 | ${2:-0} << 8))
		if [ "$word" -ne 0 ]; then
			i2cset -y "$bus" 0x50 "$offset" "$word" w || return 1
		fi
		offset=$((offset + 1))
		shift
	done
}

# stub_write WRITER: the image, page by page.
stub_write() {
	local page

	"$1" 0 "${image_lower[@]}" || return 1
	for page in $pages; do
		i2cset -y "$bus" 0x50 127 "0x$page" || return 1
		# shellcheck disable=SC2086 # bytes
		"$1" 128 ${image_page[0x$page]} || return 1
	done
}

# stub_add: a cage on the emulated adapter whose module is ready.
stub_add() {
	echo cmis 0x50 >"/sys/bus/i2c/devices/i2c-$bus/new_device" || return 1
	cage=$(echo "/sys/bus/i2c/devices/$bus-0050/cmis/cmis"*)
	[ -d "$cage" ] || return 1
	wait_for 60 cage_is ready
}

# stub_del: no cage any more.
stub_del() {
	echo 0x50 >"/sys/bus/i2c/devices/i2c-$bus/delete_device"
}

# log_mark, log_after: the kernel's messages from the mark on.
log_mark() {
	mark="i2c_stub: mark $((mark_count += 1))"
	echo "$mark" >/dev/kmsg
}

log_after() {
	dmesg | sed "1,/$mark\$/d"
}

# shown FOLDER: identity and monitors, one a line.
shown() {
	local file name

	for file in "$1"/{vendor_name,vendor_pn,vendor_rev,vendor_sn,vendor_oui} \
		"$1"/{date_code,identifier,cmis_revision,module_state} \
		"$1"/{memory_model,connector,media_technology,max_power_mw} \
		"$1"/{firmware_version,hardware_version,host_lanes,media_lanes} \
		"$1"/{page00_checksum,page01_checksum,page02_checksum} \
		"$1"/app*/{host_interface,media_interface} \
		"$1"/lane*/{datapath_state,application} \
		"$1"/lane*/{tx_power_nw,rx_power_nw,tx_bias_ua}; do
		echo "${file#"$1"/} $(value "$file")"
	done
	for file in "$1"/device/hwmon/hwmon*/{temp,in,curr,power}*_{input,label,max,crit}; do
		[ -e "$file" ] || continue
		name=${file##*/}
		echo "$name $(value "$file")"
	done
}

# compare NAME: the cage shows the same as the simulated one.
compare() {
	wait_for 60 lanes_are_swept || true
	equal "$1: identity and monitors" "$expected" "$(shown "$cage")"
	equal "$1: eeprom has page 02h" "${image_page[2]}" "$(od -An -v -tx1 \
		-w128 -j$((128 + 2 * 128)) -N128 "$cage/eeprom" |
		sed 's/^ //; s/\([0-9a-f][0-9a-f]\)/0x\1/g')"
	equal "$1: eeprom has page 00h" "${image_page[0]}" "$(od -An -v -tx1 \
		-w128 -j128 -N128 "$cage/eeprom" |
		sed 's/^ //; s/\([0-9a-f][0-9a-f]\)/0x\1/g')"
}

lanes_are_swept() {
	[[ $(value "$cage/lane4/rx_power_nw") =~ ^[0-9]+$ ]]
}

# try NAME WRITER FALLBACKS PARAMETER...: an adapter of one kind.
try() {
	local name=$1 writer=$2 fallbacks=$3 said
	shift 3

	check "$name: an emulated adapter" stub_load "$@"
	bus=$(stub_bus)
	check "$name: the image is written" stub_write "$writer"
	# Another program has left another page selected.
	i2cset -y "$bus" 0x50 127 0x02
	log_mark
	stub_add || true
	equal "$name: the module is ready" ready "$(cat "$cage/status")"
	compare "$name"
	said=$(log_after | grep -o 'using [a-z]*$' | xargs) || true
	equal "$name: what the driver falls back to" "$fallbacks" "$said"
	check "$name: the cage goes" stub_del
	check "$name: the adapter goes" stub_unload
}

# trusted ADAPTER PROFILE: the driver uses all modes of an adapter that works
# correctly.
trusted() {
	log_mark
	cage_add p1 --profile "$2" --adapter "$1"
	equal "$1, $2: ready" ready "$(cat "$cage/status")"
	equal "$1, $2: page 00h fits" ok "$(value "$cage/page00_checksum")"
	equal "$1, $2: no fallback" "" "$(log_after | grep 'using' || true)"
	"$sim" del p1
}

declare -a image_lower image_page
mark_count=0
for module in i2c-dev cmis_sim cmis_i2c; do
	modprobe "$module"
done
modprobe -n -q i2c-stub || skip_all "this kernel has no i2c-stub"

cage_add p0 --profile 400g-dr4
wait_for 20 lanes_are_swept || true
"$sim" set p0 temperature_c=41.25 vcc_v=3.312 lane3.rx_power_dbm=-1.5
cage_fast
sleep 2
image_take p0
expected=$(shown "$cage")
match "the simulated module has monitors" "lane3/rx_power_nw 7[0-9]{5}" \
	"$expected"
"$sim" del p0

try "blocks without pages" bytes_write "using words using bytes"
try "words with a memory of their own" bytes_write "using bytes" \
	functionality=$func_word
try "words without a choice of pages" words_write "using bytes" \
	functionality=$func_word
try "single bytes" bytes_write "" functionality=$func_byte

for adapter in smbus-block smbus-byte; do
	trusted "$adapter" 400g-dr4
done
trusted smbus-block copper

done_testing
