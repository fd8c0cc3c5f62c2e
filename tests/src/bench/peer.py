"""The same categorisation of England as ours, vectorised in pandas: a column an indicator, a comparison a line.

peer.py FACTS SCHEME TIMES: facts and the whole scheme as JSON. Reading them into columns is not measured.
Prints the median milliseconds, a space, and how many schools fall in each band as known.
"""

import json
import sys
import time

import numpy as np
import pandas as pd

LEVELS = {"none": 0, "low": 1, "medium": 2, "high": 3}


def columns(facts, scheme):
    """Phase, setting, and of each indicator its value, why it has none, its comparator, cohort and day."""
    schools = pd.DataFrame(
        [(phase, setting) for phase, setting, _ in facts["schools"]],
        columns=["phase", "setting"],
        dtype="category",
    )
    asked = {one["id"] for one in scheme["indicator"]}
    rows = []
    for at, (_, _, readings) in enumerate(facts["schools"]):
        for indicator, seen in readings:
            if indicator in asked:
                finding = seen["finding"]
                known = finding.get("known", {})
                reason = finding.get("unknown")
                rows.append(
                    (at, indicator, known.get("number", np.nan), reason == "not_applicable",
                     seen.get("comparator", np.nan), seen.get("cohort", np.nan), seen["as_at"])
                )
    names = ["school", "indicator", "value", "not_applicable", "comparator", "cohort", "as_at"]
    readings = pd.DataFrame(rows, columns=names)
    # Of two readings of one day the one named last counts.
    readings = readings.sort_values("as_at", kind="stable").drop_duplicates(["school", "indicator"], keep="last")
    readings["as_at"] = pd.to_datetime(readings["as_at"])
    frames = {}
    for indicator, group in readings.groupby("indicator"):
        frame = group.set_index("school").reindex(schools.index)
        frame["there"] = frame["indicator"].notna()
        frame["not_applicable"] = frame["not_applicable"].eq(True)
        frames[indicator] = frame.drop(columns="indicator")
    return schools, frames


def judge(indicator, frame, schools, scheme, day):
    """The level of every school (-1: it does not count), and which are not known."""
    applies = frame["there"] & ~frame["not_applicable"]
    if indicator.get("phases"):
        applies &= schools["phase"].isin(indicator["phases"])
    if indicator.get("settings"):
        applies &= schools["setting"].isin(indicator["settings"])
    unknown = frame["value"].isna()
    if indicator.get("one_year"):
        unknown |= frame["cohort"] < scheme["small_cohort"]
    unknown |= frame["as_at"] + pd.DateOffset(months=indicator["shelf_months"]) < day
    mainstream = schools["setting"] == "mainstream"
    levels = met(indicator.get("line", []), frame, unknown)
    if indicator.get("special_line"):
        levels = levels.where(mainstream, met(indicator["special_line"], frame, unknown))
    return levels.where(applies & ~unknown, 0), applies & unknown


def met(lines, frame, unknown):
    """The most serious line met; unknown where one lacks its national figure."""
    levels = pd.Series(0, index=frame.index, dtype="int8")
    for line in reversed(lines):
        of = line.get("of", "value")
        if "marker" in line:
            continue
        value = frame["value"]
        if of == "national":
            value = value - frame["comparator"]
        elif of == "times_national":
            value = value * 100 / frame["comparator"]
        if of != "value":
            unknown |= frame["comparator"].isna()
        if "below" in line:
            holds = value < round(line["below"] * 100)
        elif "at_most" in line:
            holds = value <= round(line["at_most"] * 100)
        elif "above" in line:
            holds = value > round(line["above"] * 100)
        else:
            holds = value >= round(line["at_least"] * 100)
        levels = levels.mask(holds, LEVELS[line["level"]])
    return levels


def tally(rules, levels, critical):
    """The most serious rule met by counts over the columns."""
    at_least = [(levels >= level).sum(axis=1) for level in (1, 2, 3)]
    reached = pd.Series(0, index=levels.index, dtype="int8")
    for rule in reversed(rules):
        high = rule.get("high", 0)
        medium = high + rule.get("medium", 0)
        low = medium + rule.get("low", 0)
        holds = (at_least[2] >= high) & (at_least[1] >= medium) & (at_least[0] >= low)
        holds &= critical >= rule.get("critical", 0)
        reached = reached.mask(holds, LEVELS[rule["level"]])
    return reached


def run(scheme, levels):
    """Levels to areas, areas to risk, rules to a band."""
    areas, all_critical = {}, pd.Series(0, index=levels.index)
    for area in scheme["area"]:
        inside = [one for one in scheme["indicator"] if one["area"] == area["id"] and one["id"] in levels]
        if inside:
            own = levels[[one["id"] for one in inside]]
            critical = (own[[one["id"] for one in inside if one.get("critical")]] >= 3).sum(axis=1)
            areas[area["id"]] = tally(scheme["area_rule"], own, critical)
            all_critical = all_critical + critical
    risk = tally(scheme["risk_rule"], pd.DataFrame(areas), all_critical)
    bands = {one["id"]: (at, one) for at, one in enumerate(scheme["band"])}
    chosen = pd.Series(-1, index=levels.index, dtype="int8")
    for name in scheme["decide"]:
        at, band = bands[name]
        holds = pd.Series(not band.get("when"), index=levels.index)
        for when in band.get("when", []):
            every = pd.Series(True, index=levels.index)
            for one in when["all"]:
                every &= condition(one, levels, risk)
            holds |= every
        chosen = chosen.mask(holds & (chosen < 0), at)
    return chosen


def condition(one, levels, risk):
    if one.get("risk"):
        least, most = LEVELS[one.get("at_least", "none")], LEVELS[one.get("at_most", "high")]
        return (risk >= least) & (risk <= most)
    if one.get("any_of"):
        return (levels[[id for id in one["any_of"] if id in levels]] >= LEVELS[one["at_least"]]).any(axis=1)
    if one.get("all_of"):
        return (levels[[id for id in one["all_of"] if id in levels]] <= LEVELS[one["at_most"]]).all(axis=1)
    # What was decided before: nothing was.
    return pd.Series(False, index=levels.index)


def categorise(schools, frames, scheme, day):
    levels, open_at = {}, {}
    for indicator in scheme["indicator"]:
        if indicator["id"] in frames:
            one = judge(indicator, frames[indicator["id"]], schools, scheme, day)
            levels[indicator["id"]], open_at[indicator["id"]] = one
    levels, open_at = pd.DataFrame(levels), pd.DataFrame(open_at)
    known = run(scheme, levels)
    # Only what is contested could be better than known, and nothing is.
    worst = {one["id"]: max(LEVELS[line["level"]] for line in one.get("line", []) + one.get("choice", []))
             for one in scheme["indicator"]}
    highest = run(scheme, levels.mask(open_at, pd.Series(worst).reindex(levels.columns), axis=1))
    return known, highest


def main():
    facts_file, scheme_file, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(facts_file) as file:
        facts = json.load(file)
    with open(scheme_file) as file:
        scheme = json.load(file)
    schools, frames = columns(facts, scheme)
    day = pd.Timestamp(facts["as_at"])
    took = []
    for _ in range(times):
        start = time.perf_counter()
        known, _ = categorise(schools, frames, scheme, day)
        took.append((time.perf_counter() - start) * 1000)
    counts = [int((known == at).sum()) for at in range(len(scheme["band"]))]
    print(sorted(took)[len(took) // 2], json.dumps(counts, separators=(",", ":")))


main()
