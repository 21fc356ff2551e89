# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Simulated modules and their cages, for the selftests. Source it after lib.sh.

sim=tools/cmis-sim
hwmon_of_cage=

# cage_is STATUS [CAGE]
cage_is() {
	[ "$(<"${2:-$cage}/status")" = "$1" ]
}

# cage_add PORT OPTION...: a port whose module is ready, or that is empty;
# sets cage to its folder.
cage_add() {
	local port=$1 said name status=ready
	shift

	said=$("$sim" add "$port" "$@") || return 1
	on_exit "$sim" del "$port"
	name=$(grep -o 'cmis[0-9]*' <<<"${said#"$port"}" | head -n 1)
	[ -n "$name" ] || return 1
	cage=/sys/class/cmis/$name
	case " $* " in *" --empty "*) status=empty ;; esac
	wait_for 20 cage_is "$status"
}

# cage_fast: read the module often.
cage_fast() {
	echo 100 >"$cage/thermal_period_ms"
	echo 100 >"$cage/lanes_period_ms"
}

# cage_quiet: stop the sweeps, and wait for those under way.
cage_quiet() {
	echo 3600000 >"$cage/thermal_period_ms"
	echo 3600000 >"$cage/lanes_period_ms"
	echo 3600000 >"$cage/vdm_period_ms"
	echo 0 >"$cage/static_period_ms"
	sleep 0.5
}

# cage_hwmon: sets hwmon_of_cage to the folder of the hwmon device, or to
# nothing and fails.
cage_hwmon() {
	hwmon_of_cage=$(find "$cage/device/hwmon/" -name 'hwmon[0-9]*' \
		-maxdepth 1 2>/dev/null | head -n 1)
	[ -n "$hwmon_of_cage" ]
}

# value FILE: its content, or the name of the error.
value() {
	local text

	if [ ! -e "$1" ]; then
		echo absent
		return 0
	fi
	text=$(<"$1") 2>/dev/null || true
	if [ -n "$text" ]; then
		printf '%s\n' "$text"
		return 0
	fi
	text=$(cat "$1" 2>&1) || true
	case $text in
	*"No data available") echo ENODATA ;;
	*"No such device") echo ENODEV ;;
	*"No such device or address") echo ENXIO ;;
	*) printf '%s\n' "$text" ;;
	esac
}

# value_is FILE VALUE
value_is() {
	[ "$(value "$1")" = "$2" ]
}

# becomes NAME FILE VALUE: the file has the value within some sweeps.
becomes() {
	wait_for 30 value_is "$2" "$3" || true
	equal "$1" "$3" "$(value "$2")"
}

# files NAME FOLDER: for each line "FILE VALUE" on stdin the file has the
# value; ENODATA and the like stand for errors, "absent" for no file.
files() {
	local wrong

	wrong=$(python3 "$(dirname "${BASH_SOURCE[0]}")/files.py" "$2")
	equal "$1" "" "$wrong"
}

# seen PORT COUNTER: a counter of the traffic on the bus of a module.
seen() {
	"$sim" stats "$1" | awk -v name="$2" '$1 == name { print $2 }'
}
