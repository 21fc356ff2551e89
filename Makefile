# SPDX-License-Identifier: GPL-2.0-only
# linux-cmis; `make help` lists the targets.

RELEASE := $(shell uname -r)
KDIR ?= /lib/modules/$(RELEASE)/build
# The kernel of the demo; the kernels and the tests to run.
KERNEL ?= 6.12
KERNELS ?=
TESTS ?=
race_tests := readers churn churn_attach hotplug suspend i2c_mux netlink alerts \
	vdm_alerts thermal flash fault_removal
# How long to fuzz, in total.
SECONDS ?= 60
# Folders to install into; those of udev and systemd do not depend on PREFIX.
DESTDIR ?=
PREFIX ?= /usr/local
INSTALL_MOD_PATH ?= $(DESTDIR)
UDEV_RULES := $(DESTDIR)/usr/lib/udev/rules.d
SYSTEMD := $(DESTDIR)/usr/lib/systemd
networks := 60-cmis.link 60-cmis.network
units := cmis-cages.service cmis-exporter.service cmis-exporter.socket \
	cmis-metrics.service cmis-metrics.timer
examples = $(DESTDIR)$(PREFIX)/share/doc/cmis-tools/examples

# The symbols of drivers/cmis/Kconfig that this kernel supports.
config = $(shell scripts/lib/config $(KDIR)/include/config/auto.conf \
	drivers/cmis/Kconfig $(filter CONFIG_CMIS%,$(MAKEOVERRIDES)))
# 6.1's headers have no vmlinux to make BTF from.
no_btf = $(if $(wildcard $(KDIR)/vmlinux),,CONFIG_DEBUG_INFO_BTF_MODULES=)
kbuild = $(MAKE) -C $(KDIR) M=$(CURDIR)/drivers/cmis $(no_btf)
# Not kernelrelease: it is wrong for Debian's 6.1.
release = $(shell sed -n 's/^.*UTS_RELEASE "\(.*\)"/\1/p' \
	$(KDIR)/include/generated/utsrelease.h)

modules_to = $(INSTALL_MOD_PATH)/lib/modules/$(release)
# A folder for a package has no modules of the kernel.
depmod = test ! -e "$(modules_to)/modules.order" || \
	depmod -b "$(or $(INSTALL_MOD_PATH),/)" $(release)
cmisctl = $(MAKE) -C tools/cmisctl --no-print-directory

.PHONY: all modules tools install install-modules install-tools uninstall \
	uninstall-modules uninstall-tools deb docs clean clean-modules clean-tools \
	check compat test test-all test-debug test-races coverage demo bench \
	fuzz help

all: modules tools

modules: $(KDIR)/Makefile
	$(kbuild) $(config) modules

tools:
	$(cmisctl)

install: install-modules install-tools

# Not with modules_install: it signs with a key that only Debian has.
install-modules: modules
	install -D -m 644 -t "$(modules_to)/updates" drivers/cmis/*.ko
	$(depmod)

install-tools: tools
	$(cmisctl) install DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)"
	install -D -m 755 -t "$(DESTDIR)$(PREFIX)/sbin" tools/cmis-sim
	install -D -m 644 -t "$(DESTDIR)$(PREFIX)/share/man/man8" \
		tools/cmis-sim.8
	install -D -m 644 -t "$(UDEV_RULES)" contrib/60-cmis.rules
	install -D -m 644 -t "$(SYSTEMD)/network" $(networks:%=contrib/%)
	install -D -m 644 -t "$(SYSTEMD)/system" $(units:%=contrib/%)
	install -D -m 644 -t "$(examples)" contrib/cages.conf

uninstall: uninstall-modules uninstall-tools

uninstall-modules: $(KDIR)/Makefile
	rm -f "$(modules_to)"/updates/cmis.ko "$(modules_to)"/updates/cmis_*.ko
	$(depmod)

uninstall-tools:
	$(cmisctl) uninstall DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)"
	rm -f "$(DESTDIR)$(PREFIX)/sbin/cmis-sim" \
		"$(DESTDIR)$(PREFIX)/share/man/man8/cmis-sim.8" \
		"$(UDEV_RULES)/60-cmis.rules" \
		"$(examples)/cages.conf" \
		$(networks:%="$(SYSTEMD)/network/%") \
		$(units:%="$(SYSTEMD)/system/%")

# Packages for this release of Debian, in dist/.
deb:
	scripts/build-deb

# HTML and manual pages, with pictures from a VM, in dist/docs/.
docs:
	KERNEL=$(KERNEL) scripts/docs

clean: clean-modules clean-tools

clean-modules: $(KDIR)/Makefile
	$(kbuild) clean

clean-tools:
	$(cmisctl) clean

check:
	scripts/check.sh

compat:
	scripts/compat

test:
	scripts/env setup python3
	tests/run --share 2 $(KERNELS:%=--kernel %) $(TESTS)

test-debug:
	scripts/env setup python3
	tests/run --kernel debug --no-host --share 2 $(TESTS)

# Each test on each kernel, including the tests that .ci/run leaves out.
test-all:
	scripts/env setup python3
	CMIS_ALERT_STEPS=1000000 CMIS_HEALTH_TRACES=40 tests/run --all --share 2
	scripts/test-packages
	scripts/test-chain
	$(MAKE) test-debug TESTS=
	$(MAKE) test-races TESTS=

# By default the tests with the most parallel work.
test-races:
	scripts/env setup python3
	tests/run --kernel kcsan --no-host \
		$(or $(TESTS),$(race_tests))

coverage:
	scripts/coverage $(TESTS)

demo:
	scripts/vm --kernel $(KERNEL) --timeout 600 -- scripts/demo

fuzz:
	scripts/fuzz --seconds $(SECONDS)

bench:
	scripts/vm --kernel $(KERNEL) --timeout 600 -- scripts/bench
	scripts/vm --kernel $(KERNEL) --timeout 900 --icount -- \
		scripts/bench-fleet

help:
	@echo 'Build and install for the kernel in KDIR'
	@echo '($(KDIR)):'
	@echo '  make             build modules and tools [CONFIG_CMIS_...=n]'
	@echo '  make install     install modules, tools, manuals, and files for udev'
	@echo '                   and systemd (as root) [DESTDIR= PREFIX=$(PREFIX)]'
	@echo '  make uninstall   remove them (as root)'
	@echo '  make modules, tools, install-modules, install-tools, ...'
	@echo '                   the same for one part'
	@echo '  make deb         build Debian packages, into dist/'
	@echo '  make clean       delete the files that make has built'
	@echo
	@echo 'In a VM, with simulated modules [KERNEL=$(KERNEL)]:'
	@echo '  make demo        show the driver at work'
	@echo '  make bench       count the bus transfers of each sweep; instructions and'
	@echo '                   bytes of a dump of all values and of its rendering'
	@echo '  make docs        pages as HTML and manuals, with pictures of cmisctl, into'
	@echo '                   dist/docs/'
	@echo '  scripts/vm       run any command; see scripts/vm --help'
	@echo
	@echo 'Test:'
	@echo '  make check       build with W=1 on each kernel, sparse, checkpatch,'
	@echo '                   kernel-doc, layers, words; see scripts/check.sh --list'
	@echo '  make compat      check the source for each kernel from 6.1 to 7.3'
	@echo '  make test        user space, then VMs with each kernel'
	@echo '                   [KERNELS="6.1 7.3"] [TESTS="name..."]'
	@echo '  make test-all    each test on each kernel; takes hours'
	@echo '  make test-debug  VMs with a kernel that has KASAN and lockdep; builds'
	@echo '                   it first [TESTS="name..."]'
	@echo '  make test-races  VMs with a kernel that has KCSAN; builds it first'
	@echo '                   [TESTS="name..."]'
	@echo '  make coverage    count the lines that the tests run [TESTS="name..."]'
	@echo '  make fuzz        hostile input for decoders and parsers [SECONDS=$(SECONDS)]'

$(KDIR)/Makefile:
	@echo 'No kernel headers in $(KDIR).' >&2
	@echo 'For the running kernel: apt-get install linux-headers-$(RELEASE)' >&2
	@echo 'For another: make KDIR=...; scripts/env headers 6.1 prints one.' >&2
	@false
