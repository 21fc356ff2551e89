# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# The files of the project. To be sourced.

# files_list PATTERN...: the project's files in the current directory, new
# ones included and ignored ones left out, whose path matches one of the
# shell patterns ('*' matches '/' as well).
files_list() {
	local path pattern

	while IFS= read -r path; do
		[[ -f $path ]] || continue
		for pattern; do
			# shellcheck disable=SC2053 # a pattern is wanted
			[[ $path == $pattern ]] || continue
			echo "$path"
			break
		done
	done < <(files_all --cached --others --exclude-standard) | sort -u
}

# files_tracked: the files that git knows, for a copy of the source; all files
# where there is no git.
files_tracked() {
	local path

	files_all --cached | while IFS= read -r path; do
		[[ ! -f $path ]] || echo "$path"
	done
}

# files_all OPTION...: of git ls-files
files_all() {
	if git rev-parse --git-dir >/dev/null 2>&1; then
		git ls-files "$@"
	else
		find . -type f ! -path '*/.git/*' -printf '%P\n'
	fi
}

# files_with_shebang WORD: the project's files whose first line is '#!' and
# names the interpreter WORD.
files_with_shebang() {
	local path line

	while IFS= read -r path; do
		IFS= read -r line <"$path" || true
		[[ $line != '#!'*[/\ ]"$1"* ]] || echo "$path"
	done < <(files_list '*')
}
