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

# The symbols of drivers/cmis/Kconfig that this kernel supports.
config = $(shell scripts/lib/config $(KDIR)/include/config/auto.conf \
	drivers/cmis/Kconfig $(filter CONFIG_CMIS%,$(MAKEOVERRIDES)))
# 6.1's headers have no vmlinux to make BTF from.
no_btf = $(if $(wildcard $(KDIR)/vmlinux),,CONFIG_DEBUG_INFO_BTF_MODULES=)
kbuild = $(MAKE) -C $(KDIR) M=$(CURDIR)/drivers/cmis $(no_btf)
# Not kernelrelease: it is wrong for Debian's 6.1.
release = $(shell sed -n 's/^.*UTS_RELEASE "\(.*\)"/\1/p' \
	$(KDIR)/include/generated/utsrelease.h)

.PHONY: modules install uninstall clean check compat test test-all test-debug \
	test-races coverage demo bench fuzz help

modules: $(KDIR)/Makefile
	$(kbuild) $(config) modules

# Not with modules_install: it signs with a key that only Debian has.
install: modules
	install -D -m 644 -t $(INSTALL_MOD_PATH)/lib/modules/$(release)/updates \
		drivers/cmis/*.ko
	install -D -m 644 -t $(INSTALL_MOD_PATH)/usr/lib/udev/rules.d \
		contrib/60-cmis.rules
	install -D -m 644 -t $(INSTALL_MOD_PATH)/usr/lib/systemd/network \
		contrib/60-cmis.link contrib/60-cmis.network
	depmod -b $(or $(INSTALL_MOD_PATH),/) $(release)

uninstall: $(KDIR)/Makefile
	rm -f $(INSTALL_MOD_PATH)/lib/modules/$(release)/updates/cmis.ko \
		$(INSTALL_MOD_PATH)/lib/modules/$(release)/updates/cmis_*.ko \
		$(INSTALL_MOD_PATH)/usr/lib/udev/rules.d/60-cmis.rules \
		$(INSTALL_MOD_PATH)/usr/lib/systemd/network/60-cmis.link \
		$(INSTALL_MOD_PATH)/usr/lib/systemd/network/60-cmis.network
	depmod -b $(or $(INSTALL_MOD_PATH),/) $(release)

clean: $(KDIR)/Makefile
	$(kbuild) clean

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
	CMIS_ALERT_STEPS=1000000 tests/run --all --share 2
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

help:
	@echo 'Build and install for the kernel in KDIR'
	@echo '($(KDIR)):'
	@echo '  make             build the modules [CONFIG_CMIS_...=n]'
	@echo '  make install     install modules, udev and systemd files (as root)'
	@echo '  make uninstall   remove them (as root)'
	@echo '  make clean       delete the files that make has built'
	@echo
	@echo 'In a VM, with simulated modules [KERNEL=$(KERNEL)]:'
	@echo '  make demo        show the driver at work'
	@echo '  make bench       count the bus transfers of each sweep'
	@echo '  scripts/vm       run any command; see scripts/vm --help'
	@echo
	@echo 'Test:'
	@echo '  make check       build with W=1 on each kernel, sparse, checkpatch,'
	@echo '                   kernel-doc, layers, words; see scripts/check.sh --list'
	@echo '  make compat      compile for each kernel from 6.1 to 7.3'
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
