# SPDX-License-Identifier: GPL-2.0-only
# fish: /usr/share/fish/vendor_completions.d/cmisctl.fish
complete -c cmisctl -a \
	'(cmisctl complete (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)'
