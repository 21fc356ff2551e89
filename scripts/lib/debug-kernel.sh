# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# shellcheck disable=SC2154 # debian.sh has cmis_lib, common.sh cmis_cache
# The debug kernel: the newest series' source as Debian has it, with
# debug-kernel.config; and the same with KCSAN instead of the other checks.
# Sourced by debian.sh, whose functions it uses.

debug_kernel_config=$cmis_lib/debug-kernel.config
kcsan_kernel_config=$cmis_lib/kcsan-kernel.config

# debug_kernel_clock: boot options for a correct clock. The guest uses this
# machine's time-stamp counter. Without ACPI it has no reliable way to measure
# the rate of the counter, and time may run several times too fast. So the
# option states the rate, where it is known: in a virtual machine.
debug_kernel_clock() {
	awk '/^flags/ && / hypervisor( |$)/ { fixed = 1 }
		/^cpu MHz/ { khz = $4 * 1000 }
		END { if (fixed && khz) printf "tsc_early_khz=%d", khz }' \
		/proc/cpuinfo
}

# Emulation is slow, which must not count as a stall. KCSAN must be switched on.
# shellcheck disable=SC2034 # for scripts/vm
debug_kernel_arguments="kasan_multi_shot kcsan.early_enable=1 `
	`rcupdate.rcu_cpu_stall_timeout=120 `
	`sysctl.kernel.hung_task_timeout_secs=300 $(debug_kernel_clock)"

# debug_kernel_configure TREE: configure; fails if Kconfig drops an option.
debug_kernel_configure() {
	local line wanted

	wanted=$(grep '^CONFIG_' "$debug_kernel_config")
	cp "$debug_kernel_config" "$1/wanted"
	root_run make -s -C "$1" KCONFIG_ALLCONFIG=wanted allnoconfig ||
		return 1
	line=$(grep -vxFf "$1/.config" <<<"$wanted") || return 0
	log "not taken by Kconfig: $line"
	return 1
}

# debug_kernel_prune TREE: keep only the files for building modules.
debug_kernel_prune() {
	find "$1" -mindepth 1 -maxdepth 1 ! -name Makefile ! -name .config \
		! -name Module.symvers ! -name scripts ! -name include \
		! -name arch ! -name tools -exec rm -rf {} + || return 1
	find "$1/arch/x86" "$1/tools" -type f ! -name '*.h' ! -name 'Make*' \
		! -name 'Kconfig*' ! -name objtool -delete || return 1
	find "$1" -type f -name '*.cmd' -delete
}

debug_kernel_fill() {
	local temp=$1 tree=$1/tree release
	shift

	mkdir "$tree"
	source_unpack "$tree" "$@" --exclude='*/Documentation/*/*' \
		--exclude='*/tools/testing' --exclude='*/tools/perf' || return 1
	# The name of the compiler in the trixie root
	sed -i -E 's/^(\s*(HOST)?CC\s*= .*gcc)$/\1-14/' "$tree/Makefile"
	debug_kernel_configure "$tree" || return 1
	log "building the debug kernel (about a quarter of an hour)"
	# PVH boot compares strings before KASAN is initialised.
	root_run nice make -s -C "$tree" -j"$(nproc)" \
		KASAN_SANITIZE_string.o=n vmlinux modules || return 1
	root_run make -s -C "$tree" INSTALL_MOD_PATH="$temp/usr" \
		modules_install || return 1
	release=$(<"$tree/include/config/kernel.release")
	cp "$tree/vmlinux" "$temp/"
	rm -f "$temp/usr/lib/modules/$release/"{build,source}
	debug_kernel_prune "$tree" || return 1
	mkdir -p "$temp/usr/src"
	mv "$tree" "$temp/usr/src/linux-headers-$release"
	ln -s usr/lib "$temp/lib"
	root_run depmod -b "$temp" "$release" || return 1
	printf '%s\n' "$release" >"$temp/release"
}

# debug_kernel_dir: like kernel_dir, for the debug kernel.
debug_kernel_dir() {
	local package version key

	package=linux-source-$(kernel_series | tail -n 1)
	version=$(package_version "$package") || return 1
	key=$({
		echo "$package $version"
		grep -E '^gcc-14=' "$cmis_cache/index/rootfs"
		cat "$debug_kernel_config"
		declare -f debug_kernel_configure debug_kernel_fill \
			debug_kernel_prune source_unpack
	} | hash_of)
	cache_make "kernel-debug-$key" debug_kernel_fill "$package" "$version"
}

# kcsan_kernel_settings: options of the debug kernel without its checks, and
# those of KCSAN.
kcsan_kernel_settings() {
	local again

	again=$(sed -n 's/^\(CONFIG_[A-Z0-9_]*=\).*/\1/p' "$kcsan_kernel_config")
	sed '/^# What looks for bugs$/,$d' "$debug_kernel_config" |
		grep -vF "$again"
	grep '^CONFIG_.*=[^n]' "$kcsan_kernel_config"
	sed -n 's/^\(CONFIG_.*\)=n$/# \1 is not set/p' "$kcsan_kernel_config"
}

# kcsan_kernel_dir: like kernel_dir. The kernel's own files are built without
# KCSAN, so it finds races of the project's modules only.
kcsan_kernel_dir() (
	settings=$(mktemp)
	trap 'rm -f "$settings"' EXIT
	kcsan_kernel_settings >"$settings"
	debug_kernel_config=$settings
	export KCSAN_SANITIZE=n
	debug_kernel_dir
)
