#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Tests of scripts/vm. Runs on the host, prints TAP.
set -u
cd "$(dirname "$0")/../.." || exit
# shellcheck source=tests/selftests/lib/tap.sh
. tests/selftests/lib/tap.sh

errors=$(mktemp)
on_exit rm -f "$errors"

# vm ARG...: sets $output, $status and $errors.
vm() {
	status=0
	output=$(scripts/vm --no-modules "$@" 2>"$errors") || status=$?
}

# log_with NAME WORD: after a failure, the named log exists and has WORD.
log_with() {
	check "$1" grep -q "$2" \
		"$(sed -n 's/^vm: kernel log: //p' "$errors")"
}

# shellcheck disable=SC2016,SC1003 # for the guest's shell
vm -- sh -c 'printf "<%s>" "$@"; echo error >/dev/stderr; exit 3' sh \
	'a b' '$HOME' "it's" '"' '' '\' $'two\nlines'
equal "the status is the command's" 3 "$status"
equal "arguments arrive as given" "<a b><\$HOME><it's><\"><><\\><two
lines>" "$output"
equal "standard error is the command's" error "$(cat "$errors")"

export CMIS_RIG="it's from outside"
# shellcheck disable=SC2016 # for the guest's shell
vm --smp 2 -- sh -c 'id -u; pwd; test -f Makefile && echo x >Makefile && cat Makefile
	ip -br link show eth0 | cut -d" " -f1; nproc; echo "$CMIS_RIG"
	for tool in ethtool sensors i2cget ip python3 jq curl modprobe \
		prometheus-node-exporter; do
		command -v $tool >/dev/null || echo "no $tool"; done
	test -d ../shared/dumps && echo shared; seq 200000 | md5sum; seq 200000'
shared=
[ ! -d "${CMIS_DUMPS:-../shared/dumps}" ] || shared=$'\nshared'
equal "root, tree, eth0, tools, CMIS_*, and large output whole" \
	"0
/host/project
x
eth0
2
it's from outside$shared
$(seq 200000 | md5sum)
$(seq 200000 | md5sum)" "$(head -n -200000 <<<"$output"
	tail -n 200000 <<<"$output" | md5sum)"
refuse "the tree itself is not written to" grep -qx x Makefile

vm -- sh -c 'echo "<4>WARNING: from a test" >/dev/kmsg; echo fine'
equal "a warning in the kernel log fails the run" 125 "$status"
equal "though the command was fine" fine "$output"
log_with "the log with the warning is named" "WARNING: from a test"

vm -- sh -c 'echo here; echo c >/proc/sysrq-trigger; sleep 60'
equal "so does a crash" 125 "$status"
log_with "its log is named" "Kernel panic"

vm --timeout 15 -- sleep 600
equal "a hang ends at the timeout" 124 "$status"

first=$(scripts/vm --no-modules -- seq 1000000 2>"$errors" | head -n 1)
equal "a reader that goes away does not stop the VM" "1 " \
	"$first $(cat "$errors")"

vm -- no-such-command
equal "a command that is not there is 127" 127 "$status"
vm --kernel 2.6 -- true
equal "an unknown kernel is refused" 126 "$status"
vm --no-such-option -- true
equal "an unknown option is refused" 126 "$status"
done_testing
