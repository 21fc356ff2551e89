# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Roots of Debian releases, to build and try packages in. Needs debian.sh.
# shellcheck source=scripts/lib/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

# Packages to build with, as in debian/control, and to try the result with.
packages_included=(
	debhelper dh-dkms libinih-dev libjson-c-dev libmicrohttpd-dev libmnl-dev
	libncurses-dev libsmartcols-dev pkg-config
	dkms linux-headers-amd64 python3 systemd udev
)

# packages_fill TEMP SUITE: a root with these, and in /cloud the packages of a
# kernel without I2C.
packages_fill() {
	local temp=$1 suite=$2 options sources
	local cloud=linux-headers-cloud-amd64
	local get="apt-cache depends $cloud | sed -n 's/^  Depends: //p' |
		xargs apt-get -q -o APT::Sandbox::User=root download $cloud"

	log "making a root of $suite (minutes)"
	mapfile -t options < <(apt_options)
	mapfile -t sources < <(apt_sources "$suite" "$suite-updates" \
		"$suite-security")
	mmdebstrap --quiet --variant=minbase "${options[@]}" \
		--include="$(IFS=, && echo "${packages_included[*]}")" \
		--customize-hook="mkdir \"\$1/cloud\" && cd \"\$1/cloud\" &&
			chroot \"\$1\" sh -c \"cd /cloud && $get\"" \
		"$suite" "$temp/root" "${sources[@]}"
}

# packages_root SUITE: path of the root, made on first use and once a month.
packages_root() {
	local key dir

	key=$({
		date +%Y-%m
		echo "${packages_included[*]}"
		declare -f packages_fill
	} | hash_of)
	dir=$(cache_make "packages-$1-$key" packages_fill "$1") || return 1
	printf '%s/root\n' "$dir"
}
