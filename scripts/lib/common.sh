# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Shared by the scripts: paths, messages, host packages, the cache.

# shellcheck disable=SC2034 # for the scripts that source this
cmis_top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
cmis_cache=${XDG_CACHE_HOME:-$HOME/.cache}/linux-cmis
cmis_name=${0##*/}

log() {
	printf '%s: %s\n' "$cmis_name" "$*" >&2
}

die() {
	log "$*"
	exit 1
}

# hash_of < TEXT: a short name for an input.
hash_of() {
	sha256sum | cut -c1-16
}

# as_root CMD...: run as root, or fail.
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif sudo -n true 2>/dev/null || [ -t 0 ]; then
		sudo "$@"
	else
		return 1
	fi
}

package_installed() {
	[[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) == ?i* ]]
}

# need_packages PACKAGE...: install Debian packages on this machine, or name
# exactly the missing ones.
need_packages() {
	local package missing=()

	command -v dpkg-query >/dev/null ||
		die "needs Debian (dpkg), and the packages: $*"
	for package; do
		package_installed "$package" || missing+=("$package")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	log "installing: ${missing[*]}"
	mkdir -p "$cmis_cache/locks"
	(
		flock 9
		as_root apt-get -q update &&
			as_root env DEBIAN_FRONTEND=noninteractive apt-get -q \
				-o DPkg::Lock::Timeout=300 install -y \
				--no-install-recommends "${missing[@]}"
	) 9>"$cmis_cache/locks/packages" >&2 || die "needs root once, for:" \
		"apt-get install --no-install-recommends ${missing[*]}"
}

# cache_make NAME FUNCTION ARG...: fill $cmis_cache/NAME once, by running
# FUNCTION TEMP ARG..., and print its path. Concurrent callers wait for the
# first. An interrupted result is never used.
cache_make() {
	local name=$1 make=$2 temp
	shift 2

	if [ ! -e "$cmis_cache/$name" ]; then
		mkdir -p "$cmis_cache/locks"
		exec 8>"$cmis_cache/locks/$name"
		flock 8
		if [ ! -e "$cmis_cache/$name" ]; then
			rm -rf "$cmis_cache/.new-$name"
			temp=$cmis_cache/.new-$name
			mkdir "$temp"
			"$make" "$temp" "$@" >&2 ||
				die "cannot make $cmis_cache/$name"
			mv -T "$temp" "$cmis_cache/$name"
		fi
		exec 8>&-
	fi
	# scripts/env prune looks at the time of the last use.
	touch -c "$cmis_cache/$name"
	printf '%s\n' "$cmis_cache/$name"
}
