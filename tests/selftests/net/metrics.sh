#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# kernels: newest: the tool; netlink has the interface
# Values for Prometheus: cmisctl metrics, and cmis-exporter by HTTP.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/lib/cages.sh"

command -v cmis-exporter >/dev/null ||
	skip_all "cmis-exporter is not built: make -C tools/cmisctl names why"

temp=$(mktemp -d)
on_exit rm -rf "$temp"
url=http://127.0.0.1:10340

# has LINE...: the text has these lines
has() {
	local line

	for line; do
		grep -qxF -- "$line" "$temp/text" || {
			echo "lacks: $line"
			return 1
		}
	done
}

test_values() {
	cmisctl metrics >"$temp/text"
	match "who is there" "cage=\"$which\",label=\"port .\"7.\"\".*$(
		),vendor=\"LINUX-CMIS\",part=\"SIM-1.6T-DR8\".*$(
		),serial=\"SIM-p0\",media=\"1.6TBASE-DR8.*$(
		),firmware=\"1.4.0\",rx_power=\"average\"} 1" \
		"$(grep '^cmis_module_info' "$temp/text")"
	check "values are those of sysfs, in base units" has \
		"cmis_temperature_celsius{cage=\"$which\"} 45" \
		"cmis_tx_power_watts{cage=\"$which\",lane=\"3\"} $(
			awk '{ printf "%.10g", $1 / 1e9 }' \
				"$cage/lane3/tx_power_nw")" \
		"cmis_lane_datapath_state{cage=\"$which\",lane=\"8\"} 4" \
		"cmis_temperature_limit_celsius{cage=\"$which\",$(
			)level=\"high-alarm\"} 75"
	equal "a BER for each lane" 8 \
		"$(grep -c '^cmis_media_pre_fec_ber_ratio{' "$temp/text")"
	check "an empty cage is there, without values" has \
		'cmis_cage_state{cage="cmis1",state="empty"} 1' \
		'cmis_module_info{cage="cmis1",label="p1"} 1'
	refuse "it has no module's state" grep 'cmis_module_state{cage="cmis1"' \
		"$temp/text"
	check "strings of a hostile module stay strings" grep -qF \
		"part=\"%s%n/../??\\\"\\\\'\`\$\"" "$temp/text"
	equal "each line is a comment or a series" "" \
		"$(grep -vE '^(# (HELP|TYPE) |cmis_up 1$|cmis_[a-z0-9_]+\{(,?[a-z_]+="([^"\\]|\\.)*")+\} [-+.e0-9]+$)' \
			"$temp/text" || true)"
	equal "no series comes twice" "" \
		"$(sed -n 's/} [^ ]*$/}/p' "$temp/text" | sort | uniq -d)"
}

alert_is_there() {
	cmisctl metrics >"$temp/text"
	has "cmis_alert{cage=\"$which\",kind=\"monitor\",$(
		)monitor=\"temperature\",unit=\"celsius\",level=\"high-alarm\",side=\"module\"} 1"
}

test_file() {
	equal "without limits, the rest is the same" \
		"$(cmisctl metrics | grep -vc 'cmis_[a-z0-9_]*[a-z0-9]_limit_')" \
		"$(cmisctl metrics --values-only | grep -c .)"
	check "the text goes into a file" cmisctl metrics "$temp/cmis.prom"
	equal "which everybody may read, and nothing else is left" \
		"-rw-r--r-- cmis.prom" \
		"$(cd "$temp" && stat -c '%A %n' cmis.prom*)"
	check "it says that there are values" grep -qx "cmis_up 1" \
		"$temp/cmis.prom"
	refuse "no folder, no file" cmisctl metrics "$temp/none/cmis.prom"
}

# get ACCEPT: fetch the metrics into $temp/text; prints status and type
get() {
	curl -s -o "$temp/text" -w '%{http_code} %{content_type}' \
		-H "Accept: $1" "$url/metrics"
}

listens() {
	curl -s -o /dev/null "$url/"
}

test_http() {
	setpriv --reuid 65534 --clear-groups --bounding-set=-all --no-new-privs \
		cmis-exporter --port 10340 &
	on_exit kill "$!"
	wait_for 20 listens
	equal "HTTP without privileges, text format" \
		"200 text/plain; version=0.0.4; charset=utf-8" "$(get '*/*')"
	check "with the values" has \
		"cmis_temperature_celsius{cage=\"$which\"} 45"
	equal "OpenMetrics on request" \
		"200 application/openmetrics-text; version=1.0.0; charset=utf-8" \
		"$(get 'application/openmetrics-text;version=1.0.0,*/*;q=0.1')"
	check "with the values, too" has "# TYPE cmis_module info" \
		"cmis_temperature_celsius{cage=\"$which\"} 45"
	equal "and its end" "# EOF" "$(tail -n 1 "$temp/text")"
	equal "no other path, no other method" "404 405 405" "$(
		curl -s -o /dev/null -w '%{http_code}' "$url/../etc/passwd"
		curl -s -o /dev/null -w ' %{http_code}' -d x=y "$url/metrics"
		curl -s -o /dev/null -w ' %{http_code}' -X DELETE "$url/")"
}

# node_exporter with the options of Documentation/cmis/monitoring.rst.
test_node_exporter() {
	local port=9100 page=Documentation/cmis/monitoring.rst options

	mapfile -t options < <(grep -oE -- "--collector[^']*'[^']*'" "$page" |
		tr -d "'")
	equal "two options leave out the netdevs of cages" 2 "${#options[@]}"
	url=http://127.0.0.1:$port
	prometheus-node-exporter --web.listen-address="127.0.0.1:$port" \
		--collector.disable-defaults --collector.netclass \
		--collector.netdev --collector.textfile \
		--collector.textfile.directory="$temp" "${options[@]}" \
		2>"$temp/errors" &
	on_exit kill "$!"
	check "node_exporter starts" wait_for 120 listens
	get '*/*' >"$temp/status"
	check "it has the values of the file" has \
		"cmis_temperature_celsius{cage=\"$which\"} 45" \
		"node_textfile_scrape_error 0"
	equal "and no netdev of a cage" "" \
		"$(grep 'device="cmis' "$temp/text" || true)"
}

cage_add p0 --profile 1.6t-dr8
which=$(basename "$cage")
python3 tests/data/make-images.py "$temp/images" >/dev/null
image=$temp/images/osfp-1.6t.pages
# The part number, 00h:148-163
printf '%-16s' "%s%n/../??\"\\'\`\$" |
	dd of="$image/p00.bin" bs=1 seek=20 conv=notrunc status=none
"$sim" add p1 --empty
"$sim" add p2 --image "$image"
on_exit "$sim" del p1 p2
wait_for 20 grep -qx ready /sys/class/cmis/cmis2/status
cmisctl set "$which" label='port "7"' period-ms=100
wait_for 30 test -s "$cage/lane8/media_pre_fec_ber"
test_values
test_file
test_http
test_node_exporter
"$sim" set p0 temperature_c=80
wait_for 60 alert_is_there || note "$(cmisctl alerts | head -n 5)"
check "an alert is a series" alert_is_there
done_testing
