#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# The demo runs to its end and shows all steps.
# kernels: oldest newest: the tests of its steps run on each
# timeout: 420
set -uo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
cd "$(dirname "$0")/../../.." || exit 1

log=$(mktemp)
on_exit rm -f "$log"

check "demo succeeds" bash -c "scripts/demo >$log 2>&1"
match "four modules are ready" \
	'(cmis[0-9]+  ready .*){4}' "$(tr '\n' ' ' <"$log")"
equal "each step has a heading" "1 2 3 4 5 6 7 8 9 10 11 12" \
	"$(sed -n 's/^== \([0-9]*\)\. .* ==$/\1/p' "$log" | paste -sd' ')"
match "BER and SNR are shown" 'BER.*[0-9]e-[0-9]+.*top -n 1' \
	"$(tr '\n' ' ' <"$log")"
match "an alert by netlink, and the metric" \
	'cmis_alert\{cage="cmis0".*high-alarm.*cmisctl monitor got.*cleared' \
	"$(tr '\n' ' ' <"$log")"
equal "no step is longer than a screen" "" \
	"$(awk '/^== / { n = 0 } ++n > 24 { print; exit }' "$log")"
equal "nothing is left behind" "" \
	"$(find /sys/kernel/config/cmis-sim -mindepth 1 -type d)"

# With a wrong value the demo must fail.
sed 's/SIM-800G-2XFR4/SIM-800G-OTHER/' scripts/demo >scripts/demo-wrong
on_exit rm -f scripts/demo-wrong
refuse "a wrong value fails" bash scripts/demo-wrong
done_testing
