# SPDX-License-Identifier: GPL-2.0-only
# linux-cmis; `make help` lists what there is.

RELEASE := $(shell uname -r)
KDIR ?= /lib/modules/$(RELEASE)/build
# Which kernel the demo shows, which ones and what is tested.
KERNEL ?= 6.12
KERNELS ?=
TESTS ?=
race_tests := readers churn churn_attach hotplug suspend i2c_mux netlink alerts \
	vdm_alerts thermal flash fault_removal
# How long to fuzz, in all.
SECONDS ?= 60

# The symbols of drivers/cmis/Kconfig that this kernel has the means for.
config = $(shell scripts/lib/config $(KDIR)/include/config/auto.conf \
	drivers/cmis/Kconfig $(filter CONFIG_CMIS%,$(MAKEOVERRIDES)))
# 6.1's headers have no vmlinux to make BTF from.
no_btf = $(if $(wildcard $(KDIR)/vmlinux),,CONFIG_DEBUG_INFO_BTF_MODULES=)
kbuild = $(MAKE) -C $(KDIR) M=$(CURDIR)/drivers/cmis $(no_btf)
# Not kernelrelease, which is not what Debian's 6.1 calls itself.
release = $(shell sed -n 's/^.*UTS_RELEASE "\(.*\)"/\1/p' \
	$(KDIR)/include/generated/utsrelease.h)

.PHONY: modules install clean check test test-debug test-races coverage \
	demo bench fuzz help

modules: $(KDIR)/Makefile
	$(kbuild) $(config) modules

# Not by modules_install, which signs with a key that only Debian has.
install: modules
	install -D -m 644 -t $(INSTALL_MOD_PATH)/lib/modules/$(release)/updates \
		drivers/cmis/*.ko
	install -D -m 644 -t $(INSTALL_MOD_PATH)/usr/lib/udev/rules.d \
		contrib/60-cmis.rules
	install -D -m 644 -t $(INSTALL_MOD_PATH)/usr/lib/systemd/network \
		contrib/60-cmis.link contrib/60-cmis.network
	depmod -b $(or $(INSTALL_MOD_PATH),/) $(release)

clean: $(KDIR)/Makefile
	$(kbuild) clean

check:
	scripts/check.sh

test:
	scripts/env setup python3
	tests/run --share 2 $(KERNELS:%=--kernel %) $(TESTS)

test-debug:
	scripts/env setup python3
	tests/run --kernel debug --no-host --share 2 $(TESTS)

# What does most at the same time, unless told otherwise.
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
	@echo 'make                 build the modules for KDIR'
	@echo '                     ($(KDIR))'
	@echo 'make install         install them (as root)'
	@echo 'make clean           delete what was built'
	@echo 'make demo            see it at work in a VM [KERNEL=$(KERNEL)]'
	@echo 'make bench           count what each sweep costs on the bus'
	@echo 'make test            test in user space and in VMs on each kernel'
	@echo '                     [KERNELS="6.1 7.3"] [TESTS="name..."]'
	@echo 'make fuzz            hostile input for decoders and parsers [SECONDS=$(SECONDS)]'
	@echo 'make test-debug      test in VMs on a kernel that looks for bugs,'
	@echo '                     which is built first [TESTS="name..."]'
	@echo 'make test-races      the same on one that looks for data races'
	@echo '                     [TESTS="name..."]'
	@echo 'make coverage        count which lines of the driver those tests run'
	@echo '                     [TESTS="name..."]'
	@echo 'make check           W=1, sparse, checkpatch, kernel-doc, layers'
	@echo 'scripts/vm --help    run any command in a VM'

$(KDIR)/Makefile:
	@echo 'No kernel headers in $(KDIR).' >&2
	@echo 'For the running kernel: apt-get install linux-headers-$(RELEASE)' >&2
	@echo 'For another: make KDIR=...; scripts/env headers 6.1 prints one.' >&2
	@false
