"""Who is counted how long to which event: origin, events, censoring, and what is missing."""

from datetime import datetime
from typing import Any

import pytest

from ltm_desktop.app.projection import project
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.endpoints import Sign
from ltm_desktop.domain.follow_up import (
    DeclareLost,
    JudgeProgression,
    Milestone,
    NewTherapy,
    RecordMilestone,
    TakeBackFollowUp,
)
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.kaplan_meier import Timed
from ltm_desktop.domain.labs import LabFinding, RecordLabs
from ltm_desktop.domain.patients import RecordDeath
from ltm_desktop.domain.response_terms import Change
from ltm_desktop.domain.survival import Counted, Observation, last_sign, observe, timed
from tests.builders import INVESTIGATOR, PATIENT, PHYSICIAN, ZONE, at, contact
from tests.cases.clinical import day, example, example_values, trial
from tests.response_builders import assessed, baseline
from tests.stories import Story, enrolled, planned

R = RecordId


def day_of(at: datetime) -> Any:
    return at.astimezone(ZONE).date()


def treated() -> Story:
    """Return somebody whose first dose was given on 2 March."""
    return planned().gives("IND-1", "2026-03-02").at("2026-09-01 10:00")


def stable(on: str) -> Story:
    """Return somebody treated whose one assessment after the baseline found no change."""
    story = treated().does(baseline("2026-03-01"), PHYSICIAN)
    return story.does(assessed(on), PHYSICIAN)


def counted(story: Story, code: str = "os", **changes: str) -> Observation:
    active = resolve(trial(), example_values(**changes)) if changes else example()
    (one,) = observe([story.chart], active.survival[code], active, day_of)
    return one


def died(story: Story, on: str) -> Story:
    return story.does(RecordDeath(PATIENT, day(on)))


def worse(story: Story, on: str) -> Story:
    return story.does(JudgeProgression(PATIENT, R("fup-pd"), day(on), "new weakness"), PHYSICIAN)


def therapy(on: str) -> NewTherapy:
    return NewTherapy(day(on), "methotrexate")


def test_a_death_is_an_event_counted_from_the_first_dose() -> None:
    one = counted(died(treated(), "2026-04-01"))
    assert (one.counted, one.days, one.event) == (Counted.DIED, 30, True)
    assert (one.patient, one.subject, one.arm) == (PATIENT, "EX1-001", "A")


def test_somebody_alive_is_counted_to_the_newest_sign_of_life_and_it_is_named() -> None:
    dosed = counted(treated())
    assert (dosed.counted, dosed.days) == (Counted.ALIVE, 0)
    assert dosed.sign is Sign.DOSES
    called = counted(treated().does(contact("2026-05-01")))
    assert (called.counted, called.days, called.sign) == (Counted.ALIVE, 60, Sign.CONTACTS)
    assert not called.event


def test_only_signs_the_site_signed_show_somebody_alive() -> None:
    story = treated().does(contact("2026-05-01"))
    one = counted(story, follow_up__signs="doses")
    assert (one.days, one.sign) == (0, Sign.DOSES)
    bare = counted(treated(), follow_up__signs="contacts")
    assert (bare.counted, bare.days, bare.missing) == (Counted.NO_SIGN, None, True)


def test_an_assessment_and_a_sample_are_signs_of_life_too() -> None:
    story = treated().does(baseline("2026-04-01"), PHYSICIAN)
    assert counted(story).sign is Sign.ASSESSMENTS
    assert counted(treated(), follow_up__signs="labs").sign is Sign.LABS


def test_a_cytology_alone_shows_somebody_alive() -> None:
    slip = LabFinding(
        "csf_cytology", at("2026-05-04 10:00"), "negative", specimen=Specimen.CSF_LUMBAR
    )
    story = treated().does(RecordLabs(PATIENT, (), (slip,)))
    one = counted(story, follow_up__signs="labs")
    assert (one.days, one.sign) == ((day("2026-05-04") - day("2026-03-02")).days, Sign.LABS)
    rows = project(story.chart)
    assert rows is not None
    assert rows.watched[0].labs == "2026-05-04T10:00:00+08:00"


def test_nothing_after_a_death_is_a_sign_of_life() -> None:
    story = treated().does(contact("2026-03-20"))
    chart = died(story, "2026-03-20").chart
    found = last_sign(chart, example().follow_up, day_of)
    assert found is not None
    assert found.on == day("2026-03-20")
    assert last_sign(chart, None, day_of) is None


def test_somebody_lost_is_counted_to_the_last_word_and_found_again_by_a_later_one() -> None:
    story = treated().does(contact("2026-05-01"))
    gone = story.does(DeclareLost(PATIENT, R("fup-l"), day("2026-07-01"), "calls"))
    assert (counted(gone).counted, counted(gone).days) == (Counted.LOST, 60)
    back = gone.does(contact("2026-08-01", "fup-2"))
    assert (counted(back).counted, counted(back).days) == (Counted.ALIVE, 152)


def test_without_the_day_of_origin_nobody_is_counted_and_it_is_said() -> None:
    one = counted(planned())
    assert (one.counted, one.missing, one.days, one.event) == (
        Counted.NO_ORIGIN,
        True,
        None,
        False,
    )
    assert timed([one]) == ()


@pytest.mark.parametrize(
    ("origin", "what", "days"),
    [("randomised", Milestone.RANDOMISED, 40), ("lm_diagnosed", Milestone.DIAGNOSED, 40)],
)
def test_survival_is_counted_from_the_day_the_site_signed(
    origin: str, what: Milestone, days: int
) -> None:
    story = died(treated(), "2026-04-01")
    assert counted(story, survival__os__origin=origin).counted is Counted.NO_ORIGIN
    told = RecordMilestone(PATIENT, R("fup-m"), what, day("2026-02-20"))
    assert counted(story.does(told), survival__os__origin=origin).days == days


def test_an_event_before_its_origin_is_a_wrong_day_and_not_counted() -> None:
    story = worse(treated(), "2026-03-01")
    one = counted(story, "npfs")
    assert (one.counted, one.days) == (Counted.EVENT_BEFORE_ORIGIN, None)
    # and it does not touch the survival
    assert counted(story).counted is Counted.ALIVE


def test_a_progression_judged_by_a_physician_is_an_event_until_it_is_taken_back() -> None:
    story = worse(treated(), "2026-04-01")
    assert (counted(story, "npfs").counted, counted(story, "npfs").days) == (
        Counted.PROGRESSED,
        30,
    )
    back = TakeBackFollowUp(PATIENT, R("fup-pd"), "other", second=INVESTIGATOR)
    assert counted(story.does(back, PHYSICIAN), "npfs").counted is Counted.NEVER_ASSESSED


def test_the_first_of_assessment_and_judgement_is_the_progression() -> None:
    story = treated().does(baseline("2026-03-01"), PHYSICIAN)
    story = story.does(assessed("2026-04-11", change=Change.WORSE), PHYSICIAN)
    assert (counted(story, "npfs").counted, counted(story, "npfs").days) == (
        Counted.PROGRESSED,
        40,
    )
    assert counted(worse(story, "2026-04-01"), "npfs").days == 30
    assert counted(worse(story, "2026-05-01"), "npfs").days == 40


def test_a_death_ends_progression_free_survival_as_well() -> None:
    one = counted(died(treated(), "2026-04-01"), "npfs")
    assert (one.counted, one.days) == (Counted.DIED, 30)


def test_without_an_event_the_last_evaluable_assessment_counts_or_else_the_origin() -> None:
    assert counted(treated(), "npfs").counted is Counted.NEVER_ASSESSED
    assert counted(treated(), "npfs").days == 0
    story = stable("2026-04-11")
    later = story.does(contact("2026-06-01"))
    one = counted(later, "npfs")
    assert (one.counted, one.days, one.event) == (Counted.ASSESSED, 40, False)
    # the survival goes on to the call
    assert counted(later).days == 91


def test_another_treatment_before_an_event_is_what_the_site_signed() -> None:
    story = stable("2026-04-11")
    story = story.does(contact("2026-05-10", therapy=therapy("2026-05-01")))
    story = died(story, "2026-06-01")
    censored = counted(story, "npfs")
    assert (censored.counted, censored.days) == (Counted.CENSORED_AT_THERAPY, 40)
    event = counted(story, "npfs", survival__npfs__new_therapy="event")
    assert (event.counted, event.days, event.event) == (Counted.NEW_THERAPY, 60, True)
    ignored = counted(story, "npfs", survival__npfs__new_therapy="ignore")
    assert (ignored.counted, ignored.days) == (Counted.DIED, 91)
    alive = counted(
        story, "npfs", survival__npfs__new_therapy="censor", survival__npfs__censor_at="last_alive"
    )
    assert (alive.counted, alive.days) == (Counted.CENSORED_AT_THERAPY, 60)


def test_another_treatment_after_the_event_or_before_the_origin_changes_nothing() -> None:
    story = worse(treated(), "2026-04-01")
    after = story.does(contact("2026-05-10", therapy=therapy("2026-05-01")))
    assert counted(after, "npfs").counted is Counted.PROGRESSED
    before = story.does(contact("2026-05-10", therapy=therapy("2026-02-01")))
    assert counted(before, "npfs").counted is Counted.PROGRESSED


def test_somebody_in_no_arm_is_not_counted() -> None:
    active = example()
    story = enrolled(arm=None)
    assert observe([story.chart], active.survival["os"], active, day_of) == ()


def test_those_counted_are_timed() -> None:
    ones = [counted(died(treated(), "2026-04-01")), counted(treated()), counted(planned())]
    assert timed(ones) == (Timed(30, True), Timed(0, False))
