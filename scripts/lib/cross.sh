# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Other processors: for each a bookworm root with a cross compiler, an emulator
# of the processor, and the headers of Debian's kernel 6.1.
# shellcheck source=scripts/lib/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

# Debian's name, the compiler's prefix, the kernel's flavour, the emulator, and
# Debian's name for the kind of its modules.
cross_table() {
	cat <<-END
		armhf	arm-linux-gnueabihf	armmp	qemu-arm	lsb-32
		s390x	s390x-linux-gnu		s390x	qemu-s390x	msb-64
	END
}

# cross_field ARCH N: the Nth field of its line
cross_field() {
	awk -v arch="$1" -v field="$2" '$1 == arch { print $field }' \
		< <(cross_table)
}

cross_architectures() {
	awk '{ print $1 }' < <(cross_table)
}

# cross_unpack ARCH FLAVOUR: runs in the root. The headers of a kernel depend on
# a compiler of their own processor, so they are unpacked and not installed.
cross_unpack() {
	local arch=$1 flavour=$2 headers deb

	headers=$(apt-cache depends "linux-headers-$flavour:$arch" |
		sed -n 's/^ *Depends: \(linux-headers-[^:]*\).*/\1/p')
	mkdir /debs /usr/share/kbuild
	cd /debs || return
	apt-get -q download "linux-kbuild-6.1:$arch"
	dpkg-deb -x linux-kbuild-*.deb /usr/share/kbuild
	rm linux-kbuild-*.deb
	apt-get -q download "$headers:$arch" "${headers%-"$flavour"}-common" \
		"libmnl0:$arch" "libmnl-dev:$arch"
	for deb in *.deb; do
		dpkg-deb --fsys-tarfile "$deb" |
			tar -C / -x --keep-directory-symlink
	done
	rm -rf /debs
}

# cross_modpost ARCH: a script for its modpost; amd64's knows no structs of 32
# bits.
cross_modpost() {
	printf '#!/bin/sh\nexec %s -L /usr/%s %s/modpost.real-%s "$@"\n' \
		"$(cross_field "$1" 4)" "$(cross_field "$1" 2)" \
		/usr/share/kbuild/usr/lib/linux-kbuild-6.1/scripts/mod \
		"$(cross_field "$1" 5)"
}

# cross_fill TEMP ARCH
cross_fill() {
	local temp=$1 arch=$2 options mode=root triplet flavour

	log "making a root with a compiler for $arch (about a minute)"
	triplet=$(cross_field "$arch" 2)
	flavour=$(cross_field "$arch" 3)
	[ "$(id -u)" -eq 0 ] || mode=unshare
	mapfile -t options < <(apt_options)
	{
		declare -f cross_unpack
		echo "set -e; cross_unpack $arch $flavour"
	} >"$temp/unpack"
	cross_modpost "$arch" >"$temp/modpost"
	chmod +x "$temp/modpost"
	# shellcheck disable=SC2016 # mmdebstrap's own variable
	mmdebstrap --quiet --mode="$mode" --variant=minbase "${options[@]}" \
		--architectures="amd64,$arch" \
		--include="gcc-12-$triplet,libc6-dev-$arch-cross,make,python3,\
qemu-user,linux-kbuild-6.1" \
		--customize-hook="copy-in $temp/unpack $temp/modpost /usr/share" \
		--customize-hook='chroot "$1" bash /usr/share/unpack' \
		bookworm "$temp/root.tar" - < <(apt_sources bookworm) || return 1
	mkdir "$temp/root"
	tar -C "$temp/root" -xf "$temp/root.tar" --exclude='./dev/*' || return 1
	rm "$temp/root.tar" "$temp/unpack" "$temp/modpost"
}

# cross_root ARCH: path of its root, made on first use
cross_root() {
	local key dir

	key=$({
		echo "$1"
		declare -f cross_table cross_unpack cross_modpost cross_fill
	} | hash_of)
	dir=$(cache_make "cross-$1-$key" cross_fill "$1") || return 1
	printf '%s/root\n' "$dir"
}
