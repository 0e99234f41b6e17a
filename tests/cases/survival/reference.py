"""Writes the numbers `lifelines` gives for the times in a folder, beside those of R.

Run by hand with lifelines installed apart: python reference.py FOLDER. Nothing here is imported.
"""

import csv
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

GROUPS = (0, 1, 2)
"""0 is everybody."""


def write(name: str, folder: Path) -> None:
    """Write the steps and the medians of one data set."""
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        rows = [{key: int(value) for key, value in row.items()} for row in csv.DictReader(file)]
    steps: list[list[Any]] = [["group", "time", "survival", "log_log_low", "log_log_high"]]
    medians: list[list[Any]] = [["group", "median", "low", "high", "chi_square", "p"]]
    statistic = _log_rank(rows)
    for group in GROUPS:
        part = [row for row in rows if group in (0, row["group"])]
        fit = _fit(part)
        curve, band = fit.survival_function_, fit.confidence_interval_
        happened = {row["time"] for row in part}
        for time in (one for one in curve.index if one in happened):
            low, high = band.loc[time]
            steps.append([group, int(time), *map(repr, map(float, (*curve.loc[time], low, high)))])
        medians.append([group, *_median(fit), *statistic])
    for ending, table in (("steps", steps), ("medians", medians)):
        with (folder / f"{name}.lifelines.{ending}.csv").open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(table)


def _fit(part: list[dict[str, int]]) -> Any:
    times, events = [row["time"] for row in part], [row["event"] for row in part]
    return import_module("lifelines").KaplanMeierFitter().fit(times, events)


def _median(fit: Any) -> list[str]:
    limits = (
        import_module("lifelines.utils").median_survival_times(fit.confidence_interval_).iloc[0]
    )
    return [repr(float(one)) for one in (fit.median_survival_time_, *sorted(limits))]


def _log_rank(rows: list[dict[str, int]]) -> list[str]:
    first, second = ([row for row in rows if row["group"] == group] for group in (1, 2))
    found = import_module("lifelines.statistics").logrank_test(
        [row["time"] for row in first],
        [row["time"] for row in second],
        [row["event"] for row in first],
        [row["event"] for row in second],
    )
    return [repr(float(found.test_statistic)), repr(float(found.p_value))]


if __name__ == "__main__":
    place = Path(sys.argv[1])
    for found in sorted(place.glob("*.r.csv")):
        write(found.name.removesuffix(".r.csv"), place)
