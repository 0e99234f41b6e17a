"""The estimate agrees with R's survival package and with lifelines to 1e-9, and with a textbook.

tests/cases/survival holds the data sets, both programs' numbers and the scripts that wrote them.
"""

import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.domain.kaplan_meier import Band, Curve, Timed, Z, kaplan_meier, log_rank

REFERENCE = Path(__file__).parent.parent / "cases" / "survival" / "reference"
SETS = sorted(path.name.removesuffix(".r.csv") for path in REFERENCE.glob("*.r.csv"))
PACKAGED = {"aml", "lung", "veteran", "ovarian", "mgus", "kidney", "gehan"}
GROUPS = (0, 1, 2)
CLOSE = 1e-9

MERCAPTOPURINE = (
    (6, 21, 3, "0.8571", "0.0764"),
    (7, 17, 1, "0.8067", "0.0869"),
    (10, 15, 1, "0.7529", "0.0963"),
    (13, 12, 1, "0.6902", "0.1068"),
    (16, 11, 1, "0.6275", "0.1141"),
    (22, 7, 1, "0.5378", "0.1282"),
    (23, 6, 1, "0.4482", "0.1346"),
)
"""Remission under 6-MP (Freireich 1963) as tables in print have it: S(t) and standard error."""


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(newline="", encoding="utf-8") as file:
        return [{key: one.strip() for key, one in row.items()} for row in csv.DictReader(file)]


def people(name: str, group: int) -> list[Timed]:
    return [
        Timed(int(row["time"]), row["event"] == "1")
        for row in rows(f"{name}.csv")
        if group in (0, int(row["group"]))
    ]


def near(ours: float | None, theirs: str) -> bool:
    if theirs in ("NA", "NaN", "nan", "inf", "Inf"):
        return ours is None
    return ours is not None and math.isclose(ours, float(theirs), rel_tol=CLOSE, abs_tol=CLOSE)


def of_group(name: str, group: int) -> list[dict[str, str]]:
    return [row for row in rows(name) if int(row["group"]) == group]


def test_there_are_enough_packaged_data_sets_and_made_up_ones() -> None:
    assert set(SETS) >= PACKAGED
    assert len(SETS) >= 12


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", SETS)
def test_every_step_variance_and_band_is_that_of_r(name: str, group: int) -> None:
    curve = kaplan_meier(people(name, group))
    theirs = of_group(f"{name}.r.csv", group)
    assert len(curve.steps) == len(theirs)
    for step, row in zip(curve.steps, theirs, strict=True):
        counted = (step.days, step.at_risk, step.events, step.censored)
        assert counted == tuple(
            int(float(row[key])) for key in ("time", "at_risk", "events", "censored")
        )
        assert near(float(step.survival), row["survival"])
        if step.survival:
            assert step.greenwood is not None
            assert near(float(step.greenwood), row["greenwood"])
        else:
            assert step.greenwood is None
            assert step.variance is None
        if 0 < step.survival < 1:
            for band, key in ((Band.LOG_LOG, "log_log"), (Band.PLAIN, "plain")):
                limits = step.limits(band)
                assert limits is not None
                assert near(limits[0], row[f"{key}_low"])
                assert near(limits[1], row[f"{key}_high"])
        else:
            assert step.limits() is None


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", SETS)
def test_every_step_and_band_is_that_of_lifelines(name: str, group: int) -> None:
    steps = kaplan_meier(people(name, group)).steps
    theirs = of_group(f"{name}.lifelines.steps.csv", group)
    assert [one.days for one in steps] == [int(row["time"]) for row in theirs]
    for step, row in zip(steps, theirs, strict=True):
        assert near(float(step.survival), row["survival"])
        limits = step.limits()
        if limits is not None:
            assert near(limits[0], row["log_log_low"])
            assert near(limits[1], row["log_log_high"])


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", SETS)
def test_medians_and_their_limits_are_those_of_both_programs(name: str, group: int) -> None:
    curve = kaplan_meier(people(name, group))
    ours = (curve.median, *curve.median_limits())
    (lifelines,) = of_group(f"{name}.lifelines.medians.csv", group)
    (r,) = of_group(f"{name}.medians.csv", group)
    flat = [step.days for step in curve.steps if step.survival == Fraction(1, 2)]
    if flat:
        # floats miss a half by their rounding, and R reports the middle of the flat stretch
        assert ours[0] == flat[0]
    else:
        assert near(ours[0], lifelines["median"])
        assert near(ours[0], r["median"])
    assert near(ours[1], r["low"])
    assert near(ours[2], r["high"])
    assert near(ours[1], lifelines["low"])
    assert near(ours[2], lifelines["high"])


def test_most_medians_are_compared_and_few_lie_exactly_at_a_half() -> None:
    curves = [kaplan_meier(people(name, group)) for name in SETS for group in GROUPS]
    exact = [one for one in curves if any(step.survival == Fraction(1, 2) for step in one.steps)]
    assert len(exact) <= 6


@pytest.mark.parametrize("name", SETS)
def test_the_log_rank_test_is_that_of_both_programs(name: str) -> None:
    found = log_rank(people(name, 1), people(name, 2))
    for program in ("medians", "lifelines.medians"):
        row = rows(f"{name}.{program}.csv")[0]
        assert near(found.chi_square, row["chi_square"])
        assert near(found.p, row["p"])


def test_the_remissions_of_freireich_are_those_in_print() -> None:
    curve = kaplan_meier(people("gehan", 1))
    happened = [one for one in curve.steps if one.events]
    assert len(happened) == len(MERCAPTOPURINE)
    for step, (weeks, at_risk, events, survival, error) in zip(
        happened, MERCAPTOPURINE, strict=True
    ):
        assert (step.days, step.at_risk, step.events) == (weeks, at_risk, events)
        assert f"{float(step.survival):.4f}" == survival
        assert step.variance is not None
        assert f"{math.sqrt(step.variance):.4f}" == error
    assert curve.median == 23
    assert kaplan_meier(people("gehan", 2)).median == 8
    assert [curve.at_risk(week) for week in (0, 6, 10, 20, 35, 36)] == [21, 21, 15, 8, 1, 0]


def test_the_quantile_of_the_bands_is_the_documented_one() -> None:
    assert math.isclose(math.erf(Z / math.sqrt(2)), 0.95, rel_tol=1e-15)


def test_nobody_has_an_empty_curve_and_no_median() -> None:
    curve = kaplan_meier(())
    assert curve == Curve((), 0)
    assert (curve.median, curve.median_limits(), curve.events) == (None, (None, None), 0)
    assert (curve.at_risk(0), curve.survival(0)) == (0, None)


def test_where_everybody_is_censored_survival_stays_one_and_no_median_is_reached() -> None:
    curve = kaplan_meier([Timed(0, False), Timed(5, False), Timed(9, False)])
    assert [one.survival for one in curve.steps] == [1, 1, 1]
    assert [one.limits() for one in curve.steps] == [None, None, None]
    assert curve.median is None
    assert [curve.survival(day) for day in (0, 9, 10)] == [Fraction(1), Fraction(1), None]


def test_an_event_comes_before_whoever_is_counted_no_further_on_the_same_day() -> None:
    tied = kaplan_meier([Timed(5, True), Timed(5, False)])
    (step,) = tied.steps
    assert (step.at_risk, step.survival, step.censored) == (2, Fraction(1, 2), 1)
    assert tied.median == 5


def test_an_event_on_the_day_of_origin_counts() -> None:
    curve = kaplan_meier([Timed(0, True), Timed(3, False)])
    assert curve.survival(0) == Fraction(1, 2)


def test_nobody_left_has_no_variance_and_no_band() -> None:
    last = kaplan_meier([Timed(1, True), Timed(2, True)]).steps[-1]
    assert last.survival == 0
    assert (last.greenwood, last.variance, last.limits()) == (None, None, None)


def test_a_time_before_its_origin_is_no_time() -> None:
    with pytest.raises(ValueError, match="before the origin"):
        kaplan_meier([Timed(-1, True)])


def test_two_groups_without_any_event_cannot_be_compared() -> None:
    found = log_rank([Timed(1, False)], [Timed(2, False)])
    assert (found.chi_square, found.p) == (None, None)
    assert log_rank([Timed(3, True)], []).chi_square is None


FOLLOWED = st.lists(st.builds(Timed, st.integers(0, 30), st.booleans()), max_size=25)


@settings(max_examples=100, deadline=None)
@given(FOLLOWED)
def test_a_curve_never_rises_and_accounts_for_everybody(followed: list[Timed]) -> None:
    curve = kaplan_meier(followed)
    heights = [one.survival for one in curve.steps]
    assert heights == sorted(heights, reverse=True)
    assert all(0 <= one <= 1 for one in heights)
    assert sum(one.events + one.censored for one in curve.steps) == curve.people == len(followed)
    for step in curve.steps:
        assert step.at_risk == sum(one.days >= step.days for one in followed)
        assert curve.at_risk(step.days) == step.at_risk
        assert curve.survival(step.days) == step.survival
        limits = step.limits()
        assert limits is None or 0 <= limits[0] <= step.survival <= limits[1] <= 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=25))
def test_without_censoring_survival_is_the_share_still_without_the_event(days: list[int]) -> None:
    curve = kaplan_meier([Timed(day, True) for day in days])
    for step in curve.steps:
        assert step.survival == Fraction(sum(day > step.days for day in days), len(days))
