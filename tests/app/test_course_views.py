from datetime import date, timedelta
from decimal import Decimal

import pytest

from ltm_desktop.app.course_views import CourseView, doses_on, view_course
from ltm_desktop.domain.fractions import SessionOutcome
from ltm_desktop.domain.patients import WithdrawPatient
from ltm_desktop.domain.terms import ItemState
from tests.builders import PATIENT, THERAPIST
from tests.cases.course_plays import CASES, play
from tests.course_builders import session
from tests.stories import Story, irradiated, planned

MONDAY = date(2026, 3, 16)


def seen(story: Story) -> CourseView:
    assert story.protocol is not None
    course = view_course(story.chart, story.protocol, story.act(THERAPIST))
    assert course is not None
    return course


def treated(story: Story, fraction: int, day: date, dose: str = "2.00") -> Story:
    outcome = SessionOutcome.DELIVERED if dose == "2.00" else SessionOutcome.PARTIAL
    told = session(fraction, f"{day} 09:00", outcome, dose)
    return story.at(f"{day} 09:30").does(told, THERAPIST)


def missed(story: Story, fraction: int, day: date) -> Story:
    told = session(fraction, f"{day} 09:00", SessionOutcome.NOT_TREATED, None, second=None)
    return story.at(f"{day} 09:30").does(told, THERAPIST)


def whole_course() -> Story:
    story, day = irradiated(), MONDAY
    for fraction in range(1, 21):
        while day.isoweekday() > 5:
            day += timedelta(days=1)
        story = treated(story, fraction, day)
        day += timedelta(days=1)
    return story


def test_there_is_no_course_before_it_is_ordered() -> None:
    story = planned("A")
    assert story.protocol is not None
    assert view_course(story.chart, story.protocol, story.act(THERAPIST)) is None


def test_a_course_not_yet_begun_ends_as_planned() -> None:
    course = seen(irradiated())
    assert (course.end, course.days_late) == (date(2026, 4, 10), 0)
    assert (course.planned_days, course.overall_days) == (26, 26)
    assert len(course.waiting) == 20


def test_two_lost_days_move_the_end_over_a_weekend() -> None:
    story = treated(irradiated(), 1, MONDAY)
    story = missed(story, 2, MONDAY + timedelta(days=1))
    story = missed(story, 2, MONDAY + timedelta(days=2))
    story = treated(story, 2, MONDAY + timedelta(days=3))
    course = seen(story)
    assert course.lost_days == (date(2026, 3, 17), date(2026, 3, 18))
    assert (course.end, course.days_late) == (date(2026, 4, 14), 4)
    assert course.overall_days == 30
    assert course.planned_end == date(2026, 4, 10)


def test_the_projected_end_never_creeps_by_itself() -> None:
    story = treated(irradiated(), 1, MONDAY)
    assert seen(story.at("2026-04-01 09:00")).end == seen(story).end


def test_the_sum_of_the_course_stands_at_every_session_in_the_order_of_time() -> None:
    story = treated(irradiated(), 1, MONDAY)
    story = treated(story, 2, MONDAY + timedelta(days=1), "1.2")
    course = seen(story)
    assert [one.cumulative for one in course.sessions] == [
        {"PTV1": Decimal("2.00")},
        {"PTV1": Decimal("3.20")},
    ]
    assert [one.state for one in course.sessions] == [ItemState.DELIVERED, ItemState.PARTIAL]
    assert course.summed.of("PTV1").shortfall == Decimal("0.80")


def test_a_complete_course_has_its_real_end_and_nothing_waiting() -> None:
    course = seen(whole_course())
    assert course.all_started
    assert course.waiting == ()
    assert (course.end, course.overall_days) == (date(2026, 4, 10), 26)
    assert course.lost_days == ()


def test_a_weekend_is_no_lost_day() -> None:
    story = treated(irradiated(), 1, date(2026, 3, 20))
    story = treated(story, 2, date(2026, 3, 23))
    assert seen(story).lost_days == ()


def test_a_patient_who_ended_treatment_waits_for_no_fraction() -> None:
    story = treated(irradiated(), 1, MONDAY).at("2026-03-17 10:00")
    story = story.does(WithdrawPatient(PATIENT, date(2026, 3, 17), "own wish"))
    course = seen(story)
    assert course.stopped
    assert course.waiting == ()
    assert course.end == MONDAY


def test_the_dose_of_the_same_day_is_named_planned_then_given() -> None:
    story = planned("A")
    act = story.act(THERAPIST)
    (dose,) = doses_on(story.chart, date(2026, 3, 2), act)
    assert (dose.item.code, dose.given_at) == ("IND-1", None)
    story = story.gives("IND-1", "2026-03-02")
    (dose,) = doses_on(story.chart, date(2026, 3, 2), story.act(THERAPIST))
    assert dose.given_at is not None
    assert doses_on(story.chart, date(2026, 3, 3), story.act(THERAPIST)) == ()


@pytest.mark.parametrize("name", ["K35", "K39"])
def test_a_compensation_that_was_ordered_brings_the_shown_end_back(name: str) -> None:
    case = next(one for one in CASES if one["id"] == name)
    steps = [step.get("do", "") for step in case["steps"]]
    until = steps.index("compensate")
    before, after = (play({**case, "steps": case["steps"][:n]}) for n in (until, until + 1))
    assert seen(before).days_late > 0
    assert seen(after).days_late == 0
