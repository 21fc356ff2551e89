#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""cmisctl diagnose, over labelled traces of a model of modules.

CMIS_HEALTH_TRACES is the number of traces of each kind; make test-all takes
more of them. CMISCTL is the program.
"""

import collections
import json
import os
import pathlib
import resource
import subprocess

from lib import scenarios, tap
from lib.traces import HEADER

CMISCTL = os.environ["CMISCTL"]
COUNT = int(os.environ.get("CMIS_HEALTH_TRACES", "2"))
STAGES = ("first", "final")


def run(csv, *options):
    """A run of cmisctl diagnose."""
    return subprocess.run([CMISCTL, "diagnose", "--csv", "-", *options],
                          input=csv, capture_output=True, text=True,
                          check=False)


def diagnose(csv):
    """The results of a trace."""
    result = run(csv, "--json")
    assert not result.returncode, result.stderr
    return json.loads(result.stdout)


def falls_test(t):
    """First and final verdicts on links that went down."""
    for name, (make, truth) in scenarios.FALLS.items():
        seen = {stage: collections.Counter() for stage in STAGES}
        for seed in range(COUNT):
            trace = make(seed)
            for verdict in diagnose(trace.csv())["verdicts"]:
                seen[verdict["stage"]][verdict["verdict"]] += 1
        for stage in STAGES:
            total = sum(seen[stage].values())
            wrong = total - seen[stage][truth] - seen[stage]["unknown"] * \
                (truth != "unknown")
            t.ok(total and seen[stage][truth] >= 0.95 * total and
                 wrong <= 0.02 * total,
                 f"{name}: {stage} verdict is {truth}", f"got {seen[stage]}")


def guard_test(t):
    """Lanes that come back worse are told within 40 s, others never."""
    lanes = found = vain = 0
    for seed in range(4 * COUNT):
        trace = scenarios.guard(seed)
        told = {(item["lane"], item["side"])
                for item in diagnose(trace.csv())["guard"]
                if item["direction"] == "worse" and
                item["time_s"] <= trace.up + 40}
        want = {(lane, "media") for lane in trace.truth}
        lanes += len(want)
        found += len(want & told)
        vain += len(told - want)
    t.ok(lanes and found >= 0.95 * lanes,
         "lanes that came back worse are told in 40 s",
         f"{found} of {lanes}")
    t.equal("no other lane is", 0, vain)


def drifts_test(t):
    """Limits are told in time."""
    for name, make in scenarios.DRIFTS.items():
        late = []
        for seed in range(COUNT):
            trace = make(seed)
            lane, quantity, _, until = trace.truth
            times = [item["time_s"]
                     for item in diagnose(trace.csv())["predictions"]
                     if (item["lane"], item["name"]) == (lane, quantity)]
            if not times or times[0] > until:
                late.append((seed, times, until))
        t.ok(len(late) <= 0.05 * COUNT, f"{name}: told in time", str(late))


def healthy_test(t):
    """At most one false alarm in 100 years."""
    false, years = [], 0
    for seed in range(2 * COUNT):
        trace = scenarios.healthy(seed)
        years += trace.days / 365
        result = diagnose(trace.csv())
        if result["predictions"] or result["guard"] or result["verdicts"]:
            false.append((seed, trace.way, result))
    t.ok(len(false) <= years / 100, f"{years:.0f} years without a false alarm",
         str(false[:2]))


def cut_test(t):
    """A file cut at any time has the verdicts up to then."""
    csv = scenarios.far_off(1).csv()
    whole = diagnose(csv)["verdicts"]
    lines = csv.splitlines(keepends=True)
    wrong = []
    for part in range(10):
        end = len(lines) * (90 + part) // 100
        cut = diagnose("".join(lines[:end]))["verdicts"]
        last = float(lines[end - 1].split(",")[0])
        wrong += [item for item in cut if item not in whole or
                  item["time_s"] > last]
    t.result("a cut trace has a part of the verdicts", wrong)


def common_test(t):
    """A common cause is one event with all cages."""
    verdicts = diagnose(scenarios.common(3).csv())["verdicts"]
    t.equal("one first and one final verdict", ["first", "final"],
            [item["stage"] for item in verdicts])
    t.ok(len(verdicts[0]["cages"]) >= 4, "with all cages")
    t.equal("look at the switch first", "look_at_switch",
            verdicts[0]["actions"][0])


EVIDENCE = (
    ("bus_error", "ETIMEDOUT", [(1.1, "ETIMEDOUT"), (1.2, "EIO")]),
    ("module_state", "ModulePwrDn",
     [(1.1, "ModuleReady"), (1.2, "ModulePwrDn"), (1.3, "ModuleLowPwr")]),
    ("fault_cause", "TEC runaway", [(1.1, "TEC runaway")]),
)


def evidence_test(t):
    """Values of evidence are those of the trace."""
    for name, value, rows in EVIDENCE:
        csv = HEADER + "1,0,0,module,link,up\n1,0,0,module,status,ready\n"
        csv += "".join(f"{time},0,0,module,{name},{text}\n"
                       for time, text in rows) + "2,0,0,module,link,down\n" + \
            "5,0,0,module,vcc_uv,3300000\n"
        rows = diagnose(csv)["verdicts"][0]["evidence"]
        t.equal(f"evidence: {name}", [(name, value)],
                [(row["name"], row["value"]) for row in rows])


ROW = "1.000000,cmis0,0,module,vcc_uv,3300000\n"
BAD = (
    ("", "0: the file is empty"),
    ("time,cage\n", "1: the header is not " + HEADER.strip()),
    (HEADER + "1.0,cmis0,0,module,vcc_uv\n", "2: less than six columns"),
    (HEADER + ROW[:-1] + ",7\n", "2: more than six columns"),
    (HEADER + ROW + "x,cmis0,0,module,vcc_uv,1\n",
     "3: the time is no number of seconds"),
    (HEADER + ROW + "0.9,cmis0,0,module,vcc_uv,1\n", "3: the time goes back"),
    (HEADER + "1,cmis0,65,module,vcc_uv,1\n",
     "2: the lane is no number from 0 to 64"),
    (HEADER + "1,cmis0,0,left,vcc_uv,1\n",
     "2: the side is not module, host or media"),
    (HEADER + "1,,0,module,vcc_uv,1\n", "2: the cage has no name"),
    (HEADER + "1,cmis0,0,module,vcc_uv,many\n", "2: the value is wrong"),
    (HEADER + "1,cmis0,0,module,link,sideways\n", "2: the value is wrong"),
    (HEADER + "1,cmis0,1,media,rx_los,2\n", "2: the value is wrong"),
    (HEADER + "1,cmis0,0,module,vcc_uv,3\0\n", "2: a byte is 0"),
    (HEADER + "1" * 30 + ",cmis0,0,module,vcc_uv,1\n",
     "2: the time is no number of seconds"),
)


def malformed_test(t):
    """A malformed file has a reason with its line."""
    for csv, reason in BAD:
        result = run(csv)
        t.equal(f"refused: {reason}", (1, f"cmisctl: -:{reason}\n"),
                (result.returncode, result.stderr))
    result = run(HEADER)
    t.equal("no row is no error", (0, ""), (result.returncode, result.stdout))
    t.equal("unknown names are skipped", 0, run(
        HEADER + "1,cmis0,1,media,colour,blue\n" +
        "1,cmis0,1,host,media_snr_mdb,18000\n").returncode)


def record_test(t):
    """A record is judged as the trace that replay makes of it."""
    golden = pathlib.Path(__file__).resolve().parents[1] / "data/records"
    replayed = subprocess.run([CMISCTL, "replay", golden / "small.rec",
                               "--csv"], capture_output=True, text=True,
                              check=True).stdout
    judged = subprocess.run([CMISCTL, "diagnose", "--json", "--record",
                             golden / "small.rec"], capture_output=True,
                            text=True, check=True).stdout
    t.equal("a record gives the same as its trace", diagnose(replayed),
            json.loads(judged))
    verdict = json.loads(judged)["verdicts"][0]
    t.equal("a request of the operator", ("first", "operator", "deinit"),
            (verdict["stage"], verdict["verdict"], verdict["detail"]))
    for options, reason in (
            (("--record", golden / "small.txt"), "no record"),
            (("--record", "/nonexistent"), "No such file"),
            ((), "give a cage, --csv or --record"),
            (("--record", "-", "--csv", "-"), "give a cage")):
        said = subprocess.run([CMISCTL, "diagnose", *options],
                              capture_output=True, text=True, check=False,
                              stdin=subprocess.DEVNULL)
        t.ok(said.returncode == 1 and reason in said.stderr,
             f"refused: {reason}", said.stderr)


def memory_test(t):
    """The program keeps nothing of a trace: its memory does not grow."""
    rows = [HEADER]
    for second in range(2500):
        for cage in range(4):
            rows += [f"{second}.{cage:06d},cmis{cage},{lane},media,"
                     f"rx_power_nw,{700000 + second % 7}\n"
                     for lane in range(1, 9)]
    result = run("".join(rows))
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    t.equal("80 000 rows: no finding", (0, ""),
            (result.returncode, result.stdout))
    t.ok(used < 65536, "in less than 64 MiB", f"{used} KiB")


def main():
    """All tests."""
    t = tap.Tap()
    memory_test(t)
    malformed_test(t)
    record_test(t)
    cut_test(t)
    common_test(t)
    evidence_test(t)
    falls_test(t)
    guard_test(t)
    drifts_test(t)
    healthy_test(t)
    t.done()


if __name__ == "__main__":
    main()
