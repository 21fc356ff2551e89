# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# The parts of a VM. Needs debian.sh.
# shellcheck source=scripts/lib/debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

# Modules that the initramfs loads; built-in ones are left out.
vm_boot_modules=(
	virtio_pci
	virtio_console
	virtio_net
	9pnet_virtio
	9p
	overlay
	configfs
)

# initramfs_modules KERNEL_DIR RELEASE TEMP: put modules and the order to
# load them in into TEMP/modules.
initramfs_modules() {
	local kernel=$1 release=$2 temp=$3 module file

	mkdir "$temp/modules"
	for module in "${vm_boot_modules[@]}"; do
		root_run modprobe -d "$kernel" -S "$release" --show-depends \
			"$module" || return 1
	done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' \
		>"$temp/files"
	while read -r file; do
		module=${file##*/}
		module=${module%.xz}
		case $file in
		*.xz) xz -dc "$file" >"$temp/modules/$module" ;;
		*) cp "$file" "$temp/modules/$module" ;;
		esac || return 1
		echo "$module" >>"$temp/modules/order"
	done <"$temp/files"
	[ -s "$temp/modules/order" ]
}

initramfs_fill() {
	local temp=$1 kernel=$2 root=$3

	log "making the initramfs of $(cat "$kernel/release")"
	initramfs_modules "$kernel" "$(cat "$kernel/release")" "$temp" ||
		return 1
	mkdir "$temp/bin" "$temp/dev"
	cp "$root/usr/bin/busybox" "$temp/bin/"
	cp "$cmis_lib/vm-initramfs" "$temp/init"
	chmod +x "$temp/init"
	(cd "$temp" && find init bin dev modules | sort |
		root_run cpio --quiet -o -H newc -R 0:0 >image) || return 1
	rm -r "${temp:?}"/{bin,dev,modules,files,init}
}

# initramfs SERIES: path of the initramfs for that kernel.
initramfs() {
	local kernel root key dir

	kernel=$(kernel_dir "$1") || return 1
	root=$(rootfs_dir) || return 1
	key=$({
		echo "$kernel $root ${vm_boot_modules[*]}"
		cat "$cmis_lib/vm-initramfs"
		declare -f initramfs_fill initramfs_modules
	} | hash_of)
	dir=$(cache_make "initramfs-$1-$key" initramfs_fill "$kernel" \
		"$root") || return 1
	printf '%s/image\n' "$dir"
}
