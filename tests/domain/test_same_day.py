"""A dose and a fraction on one day: in the signed order, with the signed hours between them."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.alerts import Severity
from ltm_desktop.domain.configuration import check_values, resolve
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.evidence import evidence_of
from ltm_desktop.domain.fraction_rules import Treatment
from ltm_desktop.domain.overrides import OverrideRules, unpassed
from ltm_desktop.domain.same_day import check_dose_of_day, check_fraction_of_day
from tests.builders import (
    PATIENT,
    PHYSICIAN,
    THERAPIST,
    at,
    check,
    item,
    record,
    start,
    time_out,
)
from tests.cases.clinical import example_values, trial
from tests.cases.hard_rules import bedside
from tests.course_builders import session
from tests.domain.fraction_steps import INCIDENT, MONDAY, NOT_TREATED, needs_incident, told
from tests.stories import Story, irradiated

ORDER = "prescriptions.IFRT-40-20.same_day_order"
GAP = "prescriptions.IFRT-40-20.same_day_gap"
TUESDAY = "2026-03-17"


@cache
def signed(order: str, gap: str | None = "2 h") -> Story:
    """Return a course from a Monday on which the first weekly dose is due, under an order."""
    values = example_values(**{ORDER.replace(".", "__"): order, GAP.replace(".", "__"): gap})
    story = replace(irradiated(), protocol=resolve(trial(), values))
    for code, on in (("IND-1", "02"), ("IND-2", "05"), ("IND-3", "09"), ("IND-4", "12")):
        story = story.gives(code, f"2026-03-{on}")
    return story


def treatment(story: Story) -> Treatment:
    """Return what decides about a session, as a story has come to it."""
    chart, act = story.chart, story.act(THERAPIST)
    slices = (chart.patient, chart.plan, chart.course)
    return Treatment(*slices, story.site.people, story.protocol, act, chart.dosing)


# what the site signs


def test_a_site_that_signs_no_order_is_asked_for_no_gap() -> None:
    active = resolve(trial(), example_values())
    course = active.prescription_of("A")
    assert course is not None
    assert course.same_day is None


@pytest.mark.parametrize("order", ["dose_first", "fraction_first"])
def test_an_order_without_its_hours_is_not_signed(order: str) -> None:
    values = {**example_values(), ORDER: order}
    (alert,) = check_values(trial(), values)
    assert (alert.code, alert.values["path"]) == ("configuration.missing", GAP)
    course = resolve(trial(), {**values, GAP: "4 h"}).prescription_of("A")
    assert course is not None
    assert course.same_day is not None
    assert (course.same_day.dose_first, course.same_day.gap_hours) == (order == "dose_first", 4)


def test_a_blank_order_stays_blank_and_blocks() -> None:
    values = {path: text for path, text in example_values().items() if path != ORDER}
    (alert,) = check_values(trial(), values)
    assert (alert.code, alert.values["path"]) == ("configuration.missing", ORDER)


def test_a_gap_that_fits_into_no_day_contradicts_an_order_on_one_day() -> None:
    with pytest.raises(Refused) as caught:
        resolve(trial(), {**example_values(), ORDER: "dose_first", GAP: "24 h"})
    codes = [alert.code for alert in caught.value.alerts]
    assert codes == ["configuration.contradiction.same_day_gap_too_long"]


# a fraction after or before the dose


def test_a_fraction_waits_for_the_hours_after_the_dose() -> None:
    story = signed("dose_first").gives("WK-1", MONDAY)
    soon = story.at(f"{MONDAY} 12:01")
    needs_incident(soon, session(1, f"{MONDAY} 12:01"), "fractions.same_day_gap")
    (alert,) = check_fraction_of_day(treatment(soon), at(f"{MONDAY} 12:01"))
    assert alert.values["other"] == at(f"{MONDAY} 10:02")
    assert alert.values["earliest"] == at(f"{MONDAY} 12:02")
    in_time = story.at(f"{MONDAY} 12:02")
    assert told(in_time, session(1, f"{MONDAY} 12:02")).breaches == ()


def test_a_fraction_before_the_dose_of_its_day_is_told_with_an_incident() -> None:
    story = signed("dose_first").gives("WK-1", MONDAY).at(f"{MONDAY} 15:00")
    needs_incident(story, session(1, f"{MONDAY} 08:00"), "fractions.same_day_order")


def test_a_fraction_after_the_dose_breaks_the_other_order() -> None:
    story = signed("fraction_first").gives("WK-1", MONDAY).at(f"{MONDAY} 20:00")
    needs_incident(story, session(1, f"{MONDAY} 20:00"), "fractions.same_day_order")


def test_a_day_without_a_dose_a_visit_without_treatment_and_a_signed_none_know_no_order() -> None:
    story = signed("dose_first").gives("WK-1", MONDAY)
    assert told(story.at(f"{TUESDAY} 08:00"), session(1, f"{TUESDAY} 08:00")).breaches == ()
    missed = session(1, f"{MONDAY} 10:30", NOT_TREATED, None)
    assert told(story.at(f"{MONDAY} 10:30"), missed).breaches == ()
    free = signed("none", None).gives("WK-1", MONDAY).at(f"{MONDAY} 10:30")
    assert told(free, session(1, f"{MONDAY} 10:30")).breaches == ()


def test_a_dose_of_the_day_that_nobody_told_is_noted_and_blocks_nothing() -> None:
    story = signed("dose_first").at(f"{MONDAY} 08:00")
    (alert,) = check_fraction_of_day(treatment(story), story.now)
    assert (alert.code, alert.severity) == ("fractions.dose_due", Severity.NOTE)
    assert alert.values["number"] == 5
    assert told(story, session(1, f"{MONDAY} 08:00")).breaches == ()


# the dose after or before a fraction


def _after_fraction(order: str, moment: str) -> Story:
    story = signed(order).at(f"{MONDAY} 08:30").does(session(1, f"{MONDAY} 08:30"), THERAPIST)
    return story.at(f"{MONDAY} {moment}").prepared("WK-1")


def test_a_dose_too_soon_after_the_fraction_is_refused_at_every_step_until_it_is_passed() -> None:
    story = _after_fraction("fraction_first", "10:00")
    with pytest.raises(Refused) as caught:
        story.decides(check("WK-1", MONDAY))
    (alert,) = caught.value.alerts
    assert (alert.code, alert.severity) == ("dosing.same_day_gap", Severity.OVERRIDE)
    assert alert.values["earliest"] == at(f"{MONDAY} 10:30")
    rules = (evidence_of(alert),)
    passing = OverrideRules(PATIENT, item("WK-1"), PHYSICIAN, rules, "urgent")
    passed = story.does(passing).does(check("WK-1", MONDAY)).does(time_out("WK-1"))
    started = passed.at(f"{MONDAY} 10:02").does(start("WK-1", f"{MONDAY} 10:02"))
    event = started.at(f"{MONDAY} 10:10").decides(record("WK-1", f"{MONDAY} 10:02"))[0]
    assert event.breaches == ()
    assert [one.code for one in event.overridden] == ["dosing.same_day_gap"]


def test_a_dose_after_the_fraction_is_refused_where_the_dose_comes_first() -> None:
    story = _after_fraction("dose_first", "10:00")
    assert story.refused(check("WK-1", MONDAY)) == {"dosing.same_day_order"}


def test_a_fraction_told_between_check_and_start_still_stops_time_out_and_start() -> None:
    checked = signed("dose_first").at(f"{MONDAY} 10:00").checked("WK-1")
    told_now = checked.does(session(1, f"{MONDAY} 09:50"), THERAPIST)
    assert told_now.refused(time_out("WK-1")) == {"dosing.same_day_order"}
    ready = checked.does(time_out("WK-1")).does(session(1, f"{MONDAY} 09:50"), THERAPIST)
    begins = start("WK-1", f"{MONDAY} 10:02")
    assert ready.at(f"{MONDAY} 10:02").refused(begins) == {"dosing.same_day_order"}
    given = replace(record("WK-1", f"{MONDAY} 10:02"), incident=INCIDENT)
    event = ready.at(f"{MONDAY} 10:10").decides(given)
    assert {code for one in event for code in getattr(one, "breaches", ())} == {
        "dosing.same_day_order"
    }


def test_a_fraction_of_the_day_not_told_yet_is_noted_at_the_dose() -> None:
    story = signed("fraction_first").at(f"{MONDAY} 10:00").prepared("WK-1")
    (alert,) = check_dose_of_day(bedside(story), story.now)
    assert (alert.code, alert.severity) == ("dosing.fraction_due", Severity.NOTE)
    assert story.decides(check("WK-1", MONDAY))


# any order of telling


@given(
    dose_first=st.booleans(),
    dose=st.integers(min_value=0, max_value=23 * 60),
    fraction=st.integers(min_value=0, max_value=23 * 60),
)
def test_the_same_two_acts_break_the_same_rule_whichever_is_told_first(
    dose_first: bool, dose: int, fraction: int
) -> None:
    base = signed("dose_first" if dose_first else "fraction_first")
    day = at(f"{MONDAY} 00:00")
    injected, treated = _when(day, dose), _when(day, fraction)
    first_dose = replace(base, now=injected + timedelta(minutes=20)).does(
        replace(record("WK-1", f"{injected:%Y-%m-%d %H:%M}"), incident=INCIDENT)
    )
    of_fraction = check_fraction_of_day(treatment(first_dose), treated)
    first_fraction = base.at(f"{MONDAY} 23:59").does(
        session(1, f"{treated:%Y-%m-%d %H:%M}"), THERAPIST
    )
    of_dose = unpassed(
        bedside(first_fraction), item("WK-1"), check_dose_of_day(bedside(first_fraction), injected)
    )
    codes = [one.code.removeprefix("fractions.") for one in of_fraction]
    assert codes == [one.code.removeprefix("dosing.") for one in of_dose]
    waited = fraction - dose if dose_first else dose - fraction
    expected = ["same_day_order"] if waited < 0 else ["same_day_gap"] if waited < 120 else []
    assert codes == expected


def _when(day: datetime, minutes: int) -> datetime:
    return day + timedelta(minutes=minutes)
