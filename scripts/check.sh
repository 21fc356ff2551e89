#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# Runs the checks of scripts/checks, all or by name, and sums up.
#
# A check is an executable in scripts/checks.  Its second line of comment
# describes it.  It runs in the top of the tree, prints each defect, and exits
# non-zero if there is one.
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "$0")/lib/common.sh"

usage() {
	cat <<'TEXT'
usage: scripts/check.sh [--list] [NAME...]
Runs all checks, or the named ones. --list prints them with a description.
TEXT
}

cd "$cmis_top"

# The second line of comment is the third line of the file.
check_list() {
	local file

	for file in scripts/checks/*; do
		[[ -x $file ]] || continue
		printf '%-12s %s\n' "${file##*/}" \
			"$(sed -n '3s/^# *//p' "$file")"
	done
}

# Runs one check; its output is shown only where it failed.
check_run() {
	local name=$1 output=$2 start=$SECONDS status=0

	"scripts/checks/$name" >"$output" 2>&1 </dev/null || status=$?
	if ((status)); then
		sed 's/^/    /' "$output"
		echo "FAIL $name ($((SECONDS - start)) s)"
	else
		echo "PASS $name ($((SECONDS - start)) s)"
	fi
	return "$status"
}

names=()
for argument; do
	case $argument in
	--list) check_list; exit ;;
	-h | --help) usage; exit ;;
	-*) usage >&2; exit 2 ;;
	*) names+=("$argument") ;;
	esac
done
((${#names[@]})) || mapfile -t names < <(check_list | cut -d' ' -f1)

for name in "${names[@]}"; do
	[[ -x scripts/checks/$name ]] && continue
	log "no check called '$name' (see --list)"
	exit 2
done

need_packages perl python3 shellcheck
output=$(mktemp)
trap 'rm -f "$output"' EXIT
passed=0 failed=()
for name in "${names[@]}"; do
	if check_run "$name" "$output"; then
		passed=$((passed + 1))
	else
		failed+=("$name")
	fi
done
echo "check: $passed passed, ${#failed[@]} failed${failed[*]:+: ${failed[*]}}"
((${#failed[@]} == 0))
