#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# From a simulated module to the pager: cmisctl metrics, node_exporter,
# Prometheus with the rules of contrib/prometheus, Alertmanager, and a webhook.
# scripts/test-chain runs it in a VM that has these programs.
set -euo pipefail
# shellcheck source=tests/selftests/lib/tap.sh
. "$(dirname "$0")/../selftests/lib/tap.sh"
# shellcheck source=tests/selftests/lib/cages.sh
. "$(dirname "$0")/../selftests/lib/cages.sh"

temp=$(mktemp -d)
on_exit rm -rf "$temp"
mkdir "$temp/text" "$temp/pages"

# Debian's Alertmanager looks for it there.
templates=/usr/share/prometheus/alertmanager
[ -e "$templates" ] || {
	mkdir -p "$templates"
	cp /run/vm/bin/*.tmpl "$templates"
}

# start NAME CMD...: in the background, with a log
start() {
	local name=$1
	shift

	"$@" >"$temp/$name.log" 2>&1 &
	on_exit kill "$!"
}

# As cmis-metrics.timer does it, but more often.
write_metrics() {
	while :; do
		cmisctl metrics "$temp/text/cmis.prom" || true
		sleep 2
	done
}

# The pager: a file for each notification.
cat >"$temp/pager.py" <<'END'
import http.server, itertools, pathlib, sys
numbers = itertools.count()
class Pager(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        pathlib.Path(sys.argv[1], str(next(numbers))).write_bytes(body)
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", 9999), Pager).serve_forever()
END

cat >"$temp/alertmanager.yml" <<-END
	route: { receiver: pager, group_by: [ '...' ], group_wait: 1s, group_interval: 1s }
	receivers:
	  - name: pager
	    webhook_configs: [ { url: 'http://127.0.0.1:9999/' } ]
END
cat >"$temp/prometheus.yml" <<-END
	global: { scrape_interval: 2s, evaluation_interval: 2s }
	rule_files: [ $PWD/contrib/prometheus/*.yml ]
	alerting:
	  alertmanagers: [ { static_configs: [ { targets: [ '127.0.0.1:9093' ] } ] } ]
	scrape_configs:
	  - job_name: node
	    static_configs: [ { targets: [ '127.0.0.1:9100' ] } ]
END

# page NAME: the labels of the firing alert that the pager got
page() {
	cat "$temp"/pages/* 2>/dev/null | jq -r --arg name "$1" '.alerts[] |
		select(.status == "firing" and .labels.alertname == $name).labels |
		"\(.cage) \(.label) \(.serial) lane \(.lane)"' | sort -u
}

# paged NAME: whether the pager got one
paged() {
	[ -n "$(page "$1")" ]
}

# scraped QUERY: whether Prometheus has rows
scraped() {
	curl -sf --data-urlencode "query=$1" \
		http://127.0.0.1:9090/api/v1/query |
		jq -e '.data.result | length > 0'
}

# An alert must last as long as its rule wants: the clock goes on in steps.
# Prometheus forgets a sample after five minutes, so each step has new ones.
pass_minutes() {
	local minutes=$1

	for ((; minutes > 0; minutes -= 2)); do
		date -s "+2 minutes" >/dev/null
		wait_for 60 scraped "timestamp(cmis_up) > $(date +%s)"
	done
}

cage_add p0 --profile 1.6t-dr8
cmisctl set "$(basename "$cage")" label="rack 7 port 3" period-ms=500 \
	vdm-period-ms=500
wait_for 60 test -s "$cage/lane8/media_pre_fec_ber"
write_metrics &
on_exit kill "$!"
start pager python3 "$temp/pager.py" "$temp/pages"
start node prometheus-node-exporter --web.listen-address=127.0.0.1:9100 \
	--collector.disable-defaults --collector.textfile \
	--collector.textfile.directory="$temp/text"
start alertmanager prometheus-alertmanager \
	--config.file="$temp/alertmanager.yml" --storage.path="$temp/alerts" \
	--cluster.listen-address= --web.listen-address=127.0.0.1:9093
start prometheus prometheus --config.file="$temp/prometheus.yml" \
	--storage.tsdb.path="$temp/data" --web.listen-address=127.0.0.1:9090
wait_for 120 curl -sf http://127.0.0.1:9093/-/ready ||
	note "$(tail -n 3 "$temp/alertmanager.log")"
check "the values are in Prometheus" wait_for 300 scraped \
	'cmis_media_pre_fec_ber_ratio{lane="8"}'
equal "nobody is paged" "" "$(ls "$temp/pages")"

"$sim" set p0 temperature_c=80
wait_for 120 paged CmisModuleTooHot || note "$(tail -n 3 "$temp"/*.log)"
equal "a hot module pages, with cage, label and serial number" \
	"$(basename "$cage") rack 7 port 3 SIM-p0 lane null" \
	"$(page CmisModuleTooHot)"
"$sim" set p0 temperature_c=45

for ber in 1e-5 5e-5 2e-4; do
	equal "a BER of lane 3 that is below $ber pages nobody" "" \
		"$(page CmisBerNearLimit)"
	"$sim" set p0 "lane3.media_pre_fec_ber=$ber"
	wait_for 60 scraped \
		"cmis_media_pre_fec_ber_ratio{lane=\"3\"} > 0.5 * $ber"
	pass_minutes 2
done
pass_minutes 6
wait_for 120 paged CmisBerNearLimit || note "$(tail -n 3 "$temp"/*.log)"
equal "one that drifts near its limit pages, with the lane, too" \
	"$(basename "$cage") rack 7 port 3 SIM-p0 lane 3" \
	"$(page CmisBerNearLimit)"
done_testing
