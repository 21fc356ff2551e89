#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Generates the code of the netlink family from its specification: the driver's
# with the generator of the kernel's source package, cmisctl's with our own.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib/common.sh
. scripts/lib/common.sh

usage() {
	cat <<-EOT
	usage: scripts/ynl-regen.sh [--check]

	Writes include/uapi/linux/cmis.h, drivers/cmis/show/netlink/gen.[ch] and
	tools/cmisctl/gen.[ch] from Documentation/netlink/specs/cmis.yaml.
	--check writes nothing and fails if they are not current.
	EOT
}

check=
case "${1:-}" in
	"") ;;
	--check) check=1 ;;
	--help|-h) usage; exit 0 ;;
	*) usage >&2; exit 2 ;;
esac

need_packages python3-yaml python3-jsonschema
# Debian's own interpreter, as the Debian packages are for this one only.
python=/usr/bin/python3

source=$(scripts/kernel-source)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

# The generator looks for its schemas beside the specification, and for the
# root of a tree by a file of this name.
mkdir -p "$tree/Documentation/netlink/specs"
touch "$tree/MAINTAINERS"
cp "$source"/Documentation/netlink/*.yaml "$tree/Documentation/netlink/"
cp Documentation/netlink/specs/cmis.yaml "$tree/Documentation/netlink/specs/"

generate() { # file, mode, --header or --source
	mkdir -p "$tree/$(dirname "$1")"
	(cd "$tree" && timeout 120 "$python" "$source/tools/net/ynl/ynl-gen-c.py" \
		--spec "$tree/Documentation/netlink/specs/cmis.yaml" \
		--mode "$2" "$3" -o "$tree/$1")
}

generate include/uapi/linux/cmis.h uapi --header
generate drivers/cmis/show/netlink/gen.h kernel --header
generate drivers/cmis/show/netlink/gen.c kernel --source
mkdir -p "$tree/tools/cmisctl"
"$python" scripts/cmisctl-gen Documentation/netlink/specs/cmis.yaml \
	"$tree/tools/cmisctl"

status=0
for file in include/uapi/linux/cmis.h drivers/cmis/show/netlink/gen.{c,h} \
	tools/cmisctl/gen.{c,h}; do
	if [ -n "$check" ]; then
		diff -u "$file" "$tree/$file" || status=1
	else
		cp "$tree/$file" "$file"
	fi
done
exit "$status"
