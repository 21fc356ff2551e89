# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Parts from Debian: a private package index, a trixie root, kernels.
# shellcheck source=scripts/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

cmis_lib=$cmis_top/scripts/lib
# shellcheck source=scripts/lib/debug-kernel.sh
. "$cmis_lib/debug-kernel.sh"
cmis_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# Packages that this machine itself needs.
# shellcheck disable=SC2034 # for the scripts that source this
cmis_host_packages=(
	bubblewrap
	debian-archive-keyring
	mmdebstrap
	python3
	qemu-system-x86
	rsync
	util-linux
	xz-utils
	zstd
)
# A user who is not root needs it to make a root.
[ "$(id -u)" -eq 0 ] || cmis_host_packages+=(uidmap)

kernel_series() {
	awk '!/^#/ { print $1 }' "$cmis_lib/kernels"
}

# kernel_names: these series, and the kernels built here to find bugs.
kernel_names() {
	kernel_series
	printf '%s\n' debug kcsan
}

# kernel_built_here NAME: whether the kernel is built here.
kernel_built_here() {
	! grep -qxF -- "$1" <<<"$(kernel_series)"
}

# kernel_pattern SERIES: the name of its image package, as a pattern.
kernel_pattern() {
	awk -v series="$1" '$1 == series { print $3 }' "$cmis_lib/kernels"
}

kernel_check() {
	grep -qxF -- "$1" <<<"$(kernel_names)" ||
		die "kernel '$1' is none of: $(kernel_names | xargs)"
}

rootfs_packages() {
	grep -v '^#' "$cmis_lib/rootfs-packages"
}

# mirror KIND: the address this machine's apt uses for the main or the
# security archive. CMIS_MIRROR and CMIS_SECURITY_MIRROR override it.
mirror() {
	local uris found

	# shellcheck disable=SC2016 # apt's own variables
	uris=$(apt-get indextargets --format '$(REPO_URI)' \
		'Created-By: Packages' | sort -u | grep -E '/debian(-security)?/?$')
	case $1 in
	main)
		found=${CMIS_MIRROR:-$(grep -E '/debian/?$' <<<"$uris" | head -n 1)}
		;;
	security)
		found=${CMIS_SECURITY_MIRROR:-$(grep -E -- '-security/?$' \
			<<<"$uris" | head -n 1)}
		if [ -z "$found" ]; then
			found=$(mirror main)
			found=${found%/debian}/debian-security
		fi
		;;
	esac
	[ -n "$found" ] || die "no Debian mirror in apt's sources:" \
		"set CMIS_MIRROR and CMIS_SECURITY_MIRROR"
	printf '%s\n' "${found%/}"
}

# apt_sources SUITE...: one-line sources; SUITE-security is elsewhere.
apt_sources() {
	local suite main security

	main=$(mirror main) || return 1
	security=$(mirror security) || return 1
	for suite; do
		case $suite in
		*-security) printf 'deb [signed-by=%s] %s %s main\n' \
			"$cmis_keyring" "$security" "$suite" ;;
		*) printf 'deb [signed-by=%s] %s %s main\n' \
			"$cmis_keyring" "$main" "$suite" ;;
		esac
	done
}

# index_apt CMD ARG...: an apt program on the private index.
index_apt() {
	local program=$1
	shift

	"$program" -q -o Dir::State::lists="$cmis_cache/index/lists" \
		-o Dir::Cache="$cmis_cache/index/cache" \
		-o Dir::State::status="$cmis_cache/index/status" \
		-o Dir::Etc::sourcelist="$cmis_cache/index/sources.list" \
		-o Dir::Etc::sourceparts=/dev/null \
		-o Dir::Etc::preferences=/dev/null \
		-o Dir::Etc::preferencesparts=/dev/null \
		-o Debug::NoLocking=1 -o APT::Sandbox::User=root "$@"
}

# kernel_packages SERIES: its newest image and headers and the kernel
# packages they need, as name=version.
kernel_packages() {
	local image todo package record done=" "

	image=$(index_apt apt-cache pkgnames linux-image- |
		grep -xE "$(kernel_pattern "$1")" | sort -V | tail -n 1)
	[ -n "$image" ] || die "Debian has no kernel $1 now"
	todo=("$image" "${image/-image-/-headers-}")
	while [ ${#todo[@]} -gt 0 ]; do
		package=${todo[0]}
		todo=("${todo[@]:1}")
		case $done in *" $package "*) continue ;; esac
		done+="$package "
		record=$(index_apt apt-cache show --no-all-versions "$package")
		printf '%s=%s\n' "$package" \
			"$(sed -n 's/^Version: //p' <<<"$record")"
		mapfile -t -O ${#todo[@]} todo < <(sed -n 's/^Depends: //p' \
			<<<"$record" | tr ',' '\n' | awk '{ print $1 }' | grep -E \
			'^linux-(image|binary|modules|base|headers|kbuild)-[0-9]')
	done
}

rootfs_versions() {
	local packages

	mapfile -t packages < <(rootfs_packages)
	index_apt apt-cache show --no-all-versions "${packages[@]}" |
		awk '/^Package: /{ p = $2 } /^Version: /{ print p "=" $2 }' |
		sort
}

# index_refresh: fetch the package lists and note the versions now current.
index_refresh() {
	local index=$cmis_cache/index series

	log "updating the package index"
	mkdir -p "$index/lists/partial" "$index/cache/archives/partial"
	: >"$index/status"
	apt_sources trixie trixie-updates trixie-security trixie-backports \
		bookworm bookworm-updates bookworm-security \
		>"$index/sources.list" || return 1
	index_apt apt-get update >&2 || return 1
	for series in $(kernel_series); do
		kernel_packages "$series" >"$index/kernel-$series.new"
		mv "$index/kernel-$series.new" "$index/kernel-$series"
	done
	rootfs_versions >"$index/rootfs.new"
	mv "$index/rootfs.new" "$index/rootfs"
	hash_of <"$cmis_lib/kernels" >"$index/stamp"
	rootfs_packages | hash_of >>"$index/stamp"
}

# index_current: whether the index is from today and fits the present lists.
index_current() {
	local stamp=$cmis_cache/index/stamp

	[ -e "$stamp" ] && [ -z "$(find "$stamp" -mmin +1440)" ] &&
		[ "$(cat "$stamp")" = "$(
			hash_of <"$cmis_lib/kernels"
			rootfs_packages | hash_of
		)" ]
}

# index_ensure: have an index, no older than a day where the network allows it.
index_ensure() {
	! index_current || return 0
	mkdir -p "$cmis_cache/locks"
	(
		flock 7
		index_current && exit 0
		(index_refresh) && exit 0
		[ -e "$cmis_cache/index/stamp" ] || exit 1
		log "no new package index; going on with the old one"
	) 7>"$cmis_cache/locks/index" || die "cannot fetch Debian's package index"
}

# package_version PACKAGE: the newest; noted as long as the index stays.
package_version() {
	local note=$cmis_cache/index/$1 new=$cmis_cache/index/$1.$BASHPID

	if [[ ! $note -nt $cmis_cache/index/stamp ]]; then
		index_apt apt-cache show --no-all-versions "$1" |
			sed -n 's/^Version: //p' >"$new"
		mv "$new" "$note"
	fi
	[ -s "$note" ] || die "Debian has no $1 now"
	cat "$note"
}

# source_unpack DIR PACKAGE VERSION TAR_ARG...: files of a linux-source
# package; all of them, if no TAR_ARG says which.
source_unpack() {
	local dir=$1 package=$2 version=$3 deb
	shift 3

	log "fetching $package $version"
	mkdir "$dir/deb"
	(cd "$dir/deb" && index_apt apt-get download "$package=$version") ||
		return 1
	deb=$(echo "$dir"/deb/*.deb)
	dpkg-deb --fsys-tarfile "$deb" |
		tar -xO "./usr/src/$package.tar.xz" |
		tar -xJ -C "$dir" --strip-components=1 "$@" || return 1
	rm -rf "$dir/deb"
}

# apt_options: settings of this machine's apt that a private apt needs, too.
apt_options() {
	apt-config dump | grep -iE \
		'^Acquire::(Check-Valid-Until|Check-Date|[a-z]+::Proxy[a-z-]*) ' |
		sed 's/^/--aptopt=/'
}

# gcc-12 is taken from bookworm, whose kernel was built with it.
rootfs_preferences() {
	cat <<-END
		Package: *
		Pin: release n=bookworm*
		Pin-Priority: -1

		Package: gcc-12 gcc-12-base cpp-12 libgcc-12-dev
		Pin: release n=bookworm
		Pin-Priority: 1001
	END
}

rootfs_fill() {
	local temp=$1 options sources mode=root

	log "making the trixie root (about a minute)"
	[ "$(id -u)" -eq 0 ] || mode=unshare
	mapfile -t options < <(apt_options)
	mapfile -t sources < <(apt_sources trixie trixie-updates \
		trixie-security bookworm)
	rootfs_preferences >"$temp/preferences"
	mmdebstrap --quiet --mode="$mode" --variant=minbase "${options[@]}" \
		--setup-hook="copy-in $temp/preferences /etc/apt" \
		--include="$(rootfs_packages | paste -sd,)" \
		trixie "$temp/root.tar" "${sources[@]}" || return 1
	mkdir "$temp/root"
	tar -C "$temp/root" -xf "$temp/root.tar" --exclude='./dev/*' || return 1
	mkdir -p "$temp/root/host"
	rm "$temp/root.tar"
}

# rootfs_dir: path of the trixie root, made on first use.
rootfs_dir() {
	local key dir

	index_ensure || return 1
	key=$({
		cat "$cmis_cache/index/rootfs" "$cmis_lib/rootfs-packages"
		declare -f rootfs_fill rootfs_preferences
	} | hash_of)
	dir=$(cache_make "root-$key" rootfs_fill) || return 1
	printf '%s/root\n' "$dir"
}

# kernel_relocate TEMP: make headers work in any folder.
kernel_relocate() {
	local headers

	for headers in "$1"/usr/src/linux-headers-*-amd64; do
		# shellcheck disable=SC2016 # make's own variables
		sed -i 's|/usr/src/|$(abspath $(dir $(lastword '`
			`'$(MAKEFILE_LIST)))..)/|' "$headers/Makefile"
	done
}

kernel_fill() {
	local temp=$1 series=$2 packages deb image release

	log "fetching kernel $series"
	mapfile -t packages <"$cmis_cache/index/kernel-$series"
	mkdir "$temp/debs"
	(cd "$temp/debs" && index_apt apt-get download "${packages[@]}") ||
		die "no such packages any more? Try: scripts/env update"
	for deb in "$temp"/debs/*.deb; do
		dpkg-deb -x "$deb" "$temp" || return 1
	done
	[ ! -d "$temp/lib/modules" ] || mv "$temp/lib/modules" "$temp/usr/lib/"
	release=$(basename "$temp"/usr/lib/modules/*)
	image=$(ls "$temp"/boot/vmlinuz-* "$temp"/usr/lib/modules/*/vmlinuz \
		2>/dev/null)
	python3 "$cmis_lib/extract-vmlinux" "$image" "$temp/vmlinux" || return 1
	kernel_relocate "$temp"
	rm -rf "${temp:?}"/{debs,boot,lib,usr/share} \
		"$temp/usr/lib/modules/$release/"{build,source,vmlinuz}
	ln -s usr/lib "$temp/lib"
	root_run depmod -b "$temp" "$release" || return 1
	printf '%s\n' "$release" >"$temp/release"
}

# kernel_dir SERIES: path of an unpacked kernel: vmlinux, release,
# usr/lib/modules, usr/src; made on first use.
kernel_dir() {
	local key

	kernel_check "$1"
	index_ensure || return 1
	if kernel_built_here "$1"; then
		"$1_kernel_dir"
		return
	fi
	key=$({
		cat "$cmis_cache/index/kernel-$1" "$cmis_lib/extract-vmlinux"
		declare -f kernel_fill kernel_relocate
	} | hash_of)
	cache_make "kernel-$1-$key" kernel_fill "$1"
}

# kernel_headers SERIES: KDIR for a build against that kernel.
kernel_headers() {
	local dir

	dir=$(kernel_dir "$1") || return 1
	printf '%s/usr/src/linux-headers-%s\n' "$dir" "$(cat "$dir/release")"
}

# root_run CMD...: run CMD inside the trixie root; the project, the cache
# and /tmp are at their own paths, and so is the current directory.
root_run() {
	local root

	root=$(rootfs_dir) || return 1
	root_run_in "$root" "$@"
}

# root_run_in ROOT CMD...: the same in another root
root_run_in() {
	local root=$1 dir binds=()
	shift

	for dir in bin lib lib64 sbin; do
		binds+=(--symlink "usr/$dir" "/$dir")
	done
	for dir in etc usr var; do
		binds+=(--ro-bind "$root/$dir" "/$dir")
	done
	for dir in /tmp "$cmis_cache" "$cmis_top" "$PWD"; do
		binds+=(--bind "$dir" "$dir")
	done
	env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL \
		PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
		bwrap --die-with-parent --unshare-pid --unshare-ipc \
		"${binds[@]}" --setenv MAKE_TMPDIR /dev/shm \
		--dev /dev --proc /proc --chdir "$PWD" -- "$@"
}
