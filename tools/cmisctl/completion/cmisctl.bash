# SPDX-License-Identifier: GPL-2.0-only
# bash: /usr/share/bash-completion/completions/cmisctl
_cmisctl() {
	mapfile -t COMPREPLY < <(cmisctl complete \
		"${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
	# A value follows an equals sign at once.
	[[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace
}
complete -o default -F _cmisctl cmisctl
