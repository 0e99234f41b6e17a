"""The numbers of the site are the counts of their lists, and the lists are the right patients."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.app.site_numbers import Number, Share, SiteOverview
from ltm_desktop.app.site_overview import overview
from ltm_desktop.app.survival_views import percent, to_months, view_survival
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.follow_up import JudgeProgression, Milestone, RecordMilestone
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.domain.quantities import mg
from ltm_desktop.domain.terms import ItemKind
from tests.builders import NURSE, PATIENT, PHYSICIAN, THERAPIST, ZONE, contact, not_given
from tests.cases.clinical import day, example
from tests.course_builders import session
from tests.response_builders import assessed, baseline
from tests.serious_builders import arachnoiditis, judgement
from tests.stories import Story, enrolled, irradiated, planned

TODAY = day("2026-04-20")


def day_of(at: datetime) -> Any:
    return at.astimezone(ZONE).date()


def treated(arm: str = "A") -> Story:
    """Return somebody of whom two of the doses due were given."""
    return planned(arm).gives("IND-1", "2026-03-02").gives("IND-2", "2026-03-05")


def named(story: Story, number: int) -> Chart:
    chart = story.chart
    assert chart.patient is not None
    who = replace(chart.patient.identity, subject_id=f"EX1-{number:03}")
    patient = replace(chart.patient, identity=who)
    return replace(chart, patient_id=PatientId(f"pat-{number:04}"), patient=patient)


@cache
def stories() -> tuple[Story, ...]:
    """Return patients of every kind this page must count."""
    dead = treated().at("2026-03-10 10:00").does(RecordDeath(PATIENT, day("2026-03-10")))
    left = WithdrawPatient(PATIENT, day("2026-03-06"), "own wish")
    toxic = treated().told(arachnoiditis()).told(judgement(), by=PHYSICIAN)
    unrelated = treated().told(arachnoiditis()).told(judgement(cause="disease"), by=PHYSICIAN)
    responding = treated().at("2026-04-12 10:00").does(baseline("2026-03-01"), PHYSICIAN)
    told = RecordMilestone(PATIENT, RecordId("fup-m"), Milestone.RANDOMISED, day("2026-02-25"))
    worse = JudgeProgression(PATIENT, RecordId("fup-p"), day("2026-04-01"), "new weakness")
    rays = irradiated().at("2026-03-16 10:00").does(session(1, "2026-03-16 09:00"), THERAPIST)
    return (
        treated(),
        treated("B"),
        planned("B"),
        enrolled("B"),
        enrolled(None),
        dead,
        treated().at("2026-03-06 10:00").does(left),
        toxic,
        unrelated,
        responding.does(assessed("2026-04-11"), PHYSICIAN),
        treated("B").at("2026-04-20 10:00").does(told).does(worse, PHYSICIAN),
        treated("B").at("2026-04-20 10:00").does(contact("2026-04-19")),
        rays,
        planned().at("2026-03-02 10:00").does(not_given("IND-1", NotGiven.OMITTED)),
    )


def seen(*chosen: Story) -> SiteOverview:
    charts = [named(story, n) for n, story in enumerate(chosen)]
    return overview(charts, example(), TODAY, day_of)


def numbers(found: Any) -> list[Number]:
    """Return every number of a page, however deep."""
    if isinstance(found, Number):
        return [found]
    if isinstance(found, tuple):
        return [one for part in found for one in numbers(part)]
    parts = [getattr(found, name, None) for name in getattr(found, "__slots__", ())]
    return [
        one
        for part in parts
        if isinstance(part, tuple | Number) or hasattr(part, "__slots__")
        for one in numbers(part)
    ]


def test_doses_due_and_given_are_those_of_the_plan() -> None:
    arm = seen(treated()).arms[0]
    due = [one for one in treated().chart.plan.of(ItemKind.DOSE) if one.scheduled <= TODAY]
    assert (arm.doses.part.count, arm.doses.whole.count) == (2, len(due))
    assert arm.doses.of_one == Fraction(2, len(due))
    assert [one.item for one in arm.doses.part.behind] == ["IND-1", "IND-2"]
    assert arm.in_window.part.count == 2


def test_nothing_is_due_after_the_end_of_a_course() -> None:
    dead, left = stories()[5], stories()[6]
    assert seen(dead).arms[0].doses.whole.count == 3
    assert seen(left).arms[0].doses.whole.count == 2
    assert seen(left).arms[0].doses.of_one == 1


def test_an_omitted_dose_is_due_and_not_given() -> None:
    arm = overview([named(stories()[-1], 1)], example(), day("2026-03-02"), day_of).arms[0]
    assert (arm.doses.part.count, arm.doses.whole.count) == (0, 1)
    assert arm.intensity.amount == 0


def test_intensity_is_mg_given_over_mg_planned_and_over_the_days_it_took() -> None:
    found = overview([named(treated(), 1)], example(), day("2026-03-05"), day_of).arms[0].intensity
    assert (found.given, found.planned) == (mg("20"), mg("20"))
    assert (found.days_planned, found.days_taken) == (4, 4)
    assert (found.amount, found.relative) == (Fraction(1), Fraction(1))
    late = planned().gives("IND-1", "2026-03-02").gives("IND-2", "2026-03-06")
    slower = overview([named(late, 1)], example(), day("2026-03-06"), day_of).arms[0].intensity
    assert slower.relative == Fraction(4, 5)
    nothing = seen(enrolled()).arms[0].intensity
    assert (nothing.amount, nothing.relative, nothing.planned.value) == (None, None, Decimal(0))


def test_accrual_is_by_the_month_of_randomisation_or_else_of_consent() -> None:
    randomised, by_consent = stories()[10], stories()[11]
    arm = seen(randomised, by_consent).arms[1]
    (first, *_) = arm.accrual
    assert (first.year, first.month) == (2026, 2)
    assert sum(one.entered.count for one in arm.accrual) == arm.entered.count == 2
    assert [one.subject for one in arm.without_day.behind] == ["EX1-001"]
    assert seen(enrolled(None)).in_no_arm.count == 1


def test_fractions_are_on_time_by_the_first_plan() -> None:
    arm = seen(stories()[12]).arms[0]
    assert arm.fractions.whole.count == 20
    assert (arm.fractions.part.count, arm.on_time.part.count) == (1, 1)
    assert arm.fractions.part.behind[0].item == "RT-1"


def test_events_related_to_the_treatment_are_told_by_term_and_worst_grade() -> None:
    arm = seen(stories()[7], stories()[8]).arms[0]
    (term,) = arm.related
    assert term.term == "arachnoiditis"
    assert [one.count for one in term.by_grade] == [0, 0, 1, 0, 0]
    assert term.total.patients == ("pat-0000",)


def test_best_responses_are_told_by_category_and_nobody_twice() -> None:
    arm = seen(stories()[9], stories()[0]).arms[0]
    reached = {code: number.count for code, number in arm.responses.by_category if number.count}
    assert reached == {"partial_response": 1}
    assert arm.responses.not_assessed.count == 1
    assert arm.responses.responders.of_one == Fraction(1, 2)


def test_somebody_assessed_and_never_evaluable_is_told_so_and_not_as_unassessed() -> None:
    blind = assessed("2026-04-11", overall="not_evaluable", not_evaluable_reason="no scan")
    story = treated().at("2026-04-12 10:00").does(baseline("2026-03-01"), PHYSICIAN)
    responses = seen(story.does(blind, PHYSICIAN)).arms[0].responses
    reached = {code: number.count for code, number in responses.by_category if number.count}
    assert reached == {"not_evaluable": 1}
    assert responses.not_assessed.count == 0
    assert responses.responders.of_one == 0


def test_somebody_assessed_in_a_category_no_longer_signed_is_not_called_unassessed() -> None:
    story, rules = stories()[9], example().response
    assert rules is not None
    left = {code: one for code, one in rules.categories.items() if code != "partial_response"}
    active = replace(example(), response=replace(rules, categories=left))
    page = overview((named(story, 1),), active, TODAY, day_of)
    responses = page.arms[0].responses
    assert [one.item for one in responses.retired.behind] == ["partial_response"]
    assert responses.not_assessed.count == 0
    assert not any(number.count for _, number in responses.by_category)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 13), max_size=12))
def test_every_number_is_the_count_of_its_list_and_parts_lie_in_their_wholes(
    chosen: list[int],
) -> None:
    page = seen(*(stories()[n] for n in chosen))
    charts = {f"pat-{n:04}": stories()[one].chart for n, one in enumerate(chosen)}
    for arm in page.arms:
        arms = {who: chart.patient.arm for who, chart in charts.items() if chart.patient}
        own = {who for who, code in arms.items() if code == arm.arm}
        assert set(arm.entered.patients) == own
        assert arm.entered.count == len(own)
        for number in numbers(arm):
            assert number.count == len(number.behind)
            assert set(number.patients) <= own
        for share in (arm.doses, arm.in_window, arm.fractions, arm.on_time):
            assert set(share.part.behind) <= set(share.whole.behind)
        categories = sum(number.count for _, number in arm.responses.by_category)
        others = arm.responses.not_assessed.count + arm.responses.retired.count
        assert categories + others == arm.entered.count
        assert sum(one.entered.count for one in arm.accrual) == arm.entered.count
    assert page.in_no_arm.count + sum(arm.entered.count for arm in page.arms) == len(chosen)
    for view in page.survival:
        for curve in view.arms:
            assert curve.curve.people == len(curve.counted) == len(curve.timed)
            assert len(curve.counted) + len(curve.left_out) == len(curve.observations)
            assert curve.curve.events == len(curve.with_event)
            for step in curve.curve.steps:
                assert len(curve.at_risk(step.days)) == step.at_risk
                assert len(curve.on(step)) == step.events + step.censored


def test_a_share_of_nothing_is_nothing() -> None:
    assert Share(Number(), Number()).of_one is None


def test_survival_of_two_arms_is_compared_and_marked_by_months() -> None:
    charts = [named(story, n) for n, story in enumerate(stories())]
    os, npfs = view_survival(charts, example(), day_of)
    assert (os.endpoint.code, npfs.endpoint.code) == ("os", "npfs")
    assert os.compared is not None
    assert os.marks[0] == 0
    assert npfs.by_assessments
    assert os.arms[0].curve.events == 1
    (alone, _) = view_survival([named(treated(), 1)], example(), day_of)
    assert alone.compared is None


@pytest.mark.parametrize(("days", "months"), [(0, "0"), (487, "16")])
def test_months_are_days_over_the_signed_month(days: int, months: str) -> None:
    assert to_months(days, Decimal("30.4375")) == Decimal(months)
    assert percent(Fraction(1, 8)) == Decimal("12.5")


def test_the_marks_of_a_long_curve_are_few_and_on_whole_months() -> None:
    story = treated().at("2028-03-02 10:00").does(contact("2028-03-01"), NURSE)
    (os, _) = view_survival([named(story, 1)], example(), day_of)
    assert len(os.marks) <= 9
    assert all(to_months(day, os.month) % 1 < Decimal("0.04") for day in os.marks)
