#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# A tunable laser: its frequency, its tuning by another host, its alerts, and
# the fields of its pages.
# kernels: newest: no interface of the kernel is new here
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

# channel_set BYTES: write the channel of lane 1 as another host would.
channel_set() {
	printf '%b' "$1" | dd of="$cage/eeprom" bs=2 conv=notrunc \
		oflag=seek_bytes seek=$((128 + 0x12 * 128 + 8)) status=none
}

# has_alert WORD: such an alert is active.
has_alert() {
	cmisctl alerts | grep -q "$1"
}

# The alert is over after two sweeps.
had_alert() {
	grep -q "^$1" "$cage/alerts/last"
}

has_no_interval() {
	! cat "$cage/lane1/osnr_avg_mdb" 2>/dev/null
}

cage_add p0 --profile 400g-zrplus
cage_fast
becomes "the lane is up" "$cage/lane1/datapath_state" DPActivated
files "a laser has a channel and a frequency" "$cage" <<-END
	lane1/laser_frequency_mhz 193400000
	lane1/laser_grid_mhz 75000
	lane1/laser_channel 12
	lane1/laser_fine_tuning_mhz 0
	lane1/laser_target_power_mdbm -10000
	lane1/laser_tuning 0
	lane1/laser_unlocked 0
	lane2/laser_frequency_mhz absent
END

channel_set '\x00\x18'
becomes "another host tunes it" "$cage/lane1/laser_tuning" 1
becomes "the channel has its frequency" "$cage/lane1/laser_frequency_mhz" \
	193700000
files "tuning has ended" "$cage" <<-END
	lane1/laser_channel 24
	lane1/laser_tuning 0
END
refuse "without an alert" has_alert 'wavelength\|tuning'

channel_set '\x00\x19'
check "a channel that is none is refused" wait_for 20 had_alert tuning_refused
equal "and the frequency stays" 193700000 \
	"$(<"$cage/lane1/laser_frequency_mhz")"

"$sim" set p0 lane1.wavelength_unlocked=1
check "a lost wavelength is an alert" wait_for 20 has_alert wavelength-unlocked
"$sim" set p0 lane1.wavelength_unlocked=0
gone() { ! has_alert wavelength-unlocked; }
check "which ends" wait_for 20 gone

becomes "the line has an interval" "$cage/lane1/osnr_avg_mdb" 36200
files "its average, minimum and maximum" "$cage" <<-END
	lane1/osnr_avg_mdb 36200
	lane1/osnr_min_mdb 35800
	lane1/osnr_max_mdb 36700
	lane1/chromatic_dispersion_avg_ps_per_nm 1250
	lane1/chromatic_dispersion_coarse_max_ps_per_nm 1260
	lane1/cfo_min_mhz -200
	lane1/media_pre_fec_ber_max 1.500e-03
	lane1/host_pre_fec_ber_avg 2.400e-06
	lane1/media_uncorrected_ratio_max 5.000e-06
	lane1/mer_avg_mdb ENODATA
	lane1/osnr_mdb 36100
END
match "show has the line" 'osnr.avg' "$(cmisctl show "${cage##*/}")"
"$sim" set p0 line_rx_flags=128 client_fec_flags=1
check "a fault of the line is an alert" wait_for 20 has_alert line-fault
check "so is a degrade of the host" wait_for 20 has_alert client-degraded
"$sim" set p0 line_rx_flags=0 client_fec_flags=0
line_gone() { ! has_alert 'line-fault\|client-'; }
check "both end" wait_for 20 line_gone
echo off >"$cage/statistics"
check "intervals can be left to others" wait_for 20 has_no_interval

match "netlink has the frequency" '"laser-frequency-mhz":193700000' \
	"$(cmisctl --json show "${cage##*/}" | tr -d ' \n')"
match "show has it below the lane" '193.700000 THz, channel 25 of 75 GHz' \
	"$(cmisctl show "${cage##*/}")"
match "each field of the memory is shown" 'frequency +1: 193.700000 THz' \
	"$(cmisctl show --all "${cage##*/}")"

name=${cage##*/}
refuse "another host manages it" cmisctl laser "$name" 1 channel=24
cmisctl set "$name" management=host >/dev/null
refuse "the lane has traffic" cmisctl laser "$name" 1 channel=27
refuse "a channel that is none" cmisctl laser --force "$name" 1 channel=25
refuse "a channel out of the range" cmisctl laser --force "$name" 1 \
	channel=123
refuse "a grid that the module lacks" cmisctl laser --force "$name" 1 \
	channel=1 grid=25
refuse "a power out of the range" cmisctl laser --force "$name" 1 dbm=1.5
refuse "between two channels" cmisctl laser --force "$name" 1 thz=193.41
refuse "a lane without a laser" cmisctl laser --force "$name" 2 channel=24
refuse "a raw write" channel_set '\x00\x18'
check "the host tunes" cmisctl laser --force "$name" 1 thz=193.6 grid=100 \
	dbm=-8.5
becomes "the laser is there" "$cage/lane1/laser_frequency_mhz" 193600000
becomes "as it was asked for" "$cage/lane1/laser_target_power_mdbm" -8500
files "on another grid" "$cage" <<-END
	lane1/laser_grid_mhz 100000
	lane1/laser_channel 5
END
match "the writes have records" '12h.*cmisctl' \
	"$(cmisctl audit "$name" | tail -n 3 | paste -sd' ')"
cmisctl set "$name" management=none >/dev/null

cage_add p2 --profile 800g-zr
files "another module says more" "$cage" <<-END
	lane1/laser_frequency_mhz 193400000
	fiber_face PC/UPC
	heat_sink ENODATA
END
match "netlink has the longest times" '"dp-init-ms":50,"dp-deinit-ms":10,' \
	"$(cmisctl --json show "${cage##*/}" | tr -d ' \n')"

cage_add p1 --profile 400g-dr4
files "a module without such a laser has no files" "$cage" <<-END
	lane1/laser_frequency_mhz absent
	lane1/laser_tuning absent
END

done_testing
