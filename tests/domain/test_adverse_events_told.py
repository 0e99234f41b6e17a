"""What the ledger alone says against adverse events, and what every order of them keeps true."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.adverse_events import (
    CLOSING,
    FATAL,
    EventEnded,
    EventReopened,
    EventReported,
    EventVoided,
    GradeSource,
)
from ltm_desktop.domain.attestation import check_author, signers_of, writers_of
from ltm_desktop.domain.attested_path import check_walked
from ltm_desktop.domain.codec import UnknownShape, from_plain, to_plain
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.terms import Role
from tests.adverse_event_builders import (
    EVENT,
    correct,
    end,
    grade,
    judge,
    on,
    regrade,
    reopen,
    report,
    serious,
    void,
)
from tests.builders import NURSE, PHYSICIAN
from tests.stories import Story, planned

AGAINST, ORDER, AUTHORITY = "ledger.against_rules", "ledger.out_of_order", "ledger.no_authority"


def told() -> Story:
    return planned().does(report("headache", 2)).at("2026-03-12 10:00")


def objections(story: Story, event: Any, by: PersonId = NURSE) -> set[str]:
    """Return every code that names an entry with this event, sealed by whoever it names."""
    act = story.act(by)
    facts = replace(_facts(story), author=by, recorded_at=act.now)
    found = [
        *check_author((event,), by, story.site, story.chart.records),
        *check_walked((event,), story.site, story.chart, facts),
    ]
    return {one.code for one in found}


def _facts(story: Story) -> EntryFacts:
    return EntryFacts(story.chart.version + 1, story.now, NURSE)


REPORTED = planned().decides(report("headache", 2))[0]
GRADED = told().decides(regrade(3, "2026-03-05"))[0]
JUDGED = told().decides(judge(), PHYSICIAN)[0]
SERIOUS = told().decides(serious(), PHYSICIAN)[0]
CORRECTED = told().decides(correct(grade(1), term="headache"))[0]


def changed_telling(**changes: Any) -> EventReported:
    told = replace(REPORTED.told, **changes)
    return EventReported(REPORTED.event, told, REPORTED.by)


FORGED: Mapping[str, tuple[object, PersonId, str]] = {
    "a grade its term does not have": (
        changed_telling(grades=(grade(4),)),
        NURSE,
        AGAINST,
    ),
    "no grade": (changed_telling(grades=()), NURSE, AGAINST),
    "grades out of order": (
        changed_telling(grades=(grade(2, "2026-03-05"), grade(1, "2026-03-04"))),
        NURSE,
        AGAINST,
    ),
    "a grade before the beginning": (changed_telling(onset=on("2026-03-03")), NURSE, AGAINST),
    "a grade from a laboratory that names no result": (
        changed_telling(grades=(grade(2, source=GradeSource.LABS),)),
        NURSE,
        AGAINST,
    ),
    "a baseline grade that does not exist": (
        changed_telling(baseline=True, baseline_grade=Grade.FIVE),
        NURSE,
        AGAINST,
    ),
    "another grade its term does not have": (
        replace(GRADED, told=grade(4, "2026-03-05")),
        NURSE,
        AGAINST,
    ),
    "a grade of an event nobody told": (replace(GRADED, event="ae-9"), NURSE, ORDER),
    "an event told twice": (REPORTED, NURSE, ORDER),
    "a judgement by a nurse": (replace(JUDGED, by=NURSE), NURSE, AUTHORITY),
    "a judgement without a cause": (
        replace(JUDGED, judgement=replace(JUDGED.judgement, relations=())),
        PHYSICIAN,
        AGAINST,
    ),
    "serious without a criterion": (
        replace(SERIOUS, judgement=replace(SERIOUS.judgement, criteria=())),
        PHYSICIAN,
        AGAINST,
    ),
    "death as a criterion of somebody who lives": (
        replace(SERIOUS, judgement=replace(SERIOUS.judgement, criteria=("death",))),
        PHYSICIAN,
        AGAINST,
    ),
    "fatal without grade 5": (
        EventEnded(EVENT, FATAL, on("2026-03-10"), PHYSICIAN),
        PHYSICIAN,
        AGAINST,
    ),
    "fatal told by a nurse": (EventEnded(EVENT, FATAL, on("2026-03-10"), NURSE), NURSE, AUTHORITY),
    "an end without its day": (EventEnded(EVENT, "recovered", None, NURSE), NURSE, AGAINST),
    "an end before the beginning": (
        EventEnded(EVENT, "recovered", on("2026-03-01"), NURSE),
        NURSE,
        AGAINST,
    ),
    "reopened while it goes on": (
        EventReopened(EVENT, date(2026, 3, 10), "why (synthetic)", NURSE),
        NURSE,
        AGAINST,
    ),
    "a correction in another version": (
        replace(
            CORRECTED,
            told=replace(CORRECTED.told, term=replace(CORRECTED.told.term, version="6.0")),
        ),
        NURSE,
        AGAINST,
    ),
    "a correction that misquotes": (
        replace(CORRECTED, before=CORRECTED.told),
        NURSE,
        AGAINST,
    ),
    "in a colleague's name": (GRADED, PHYSICIAN, "ledger.not_signed_by"),
}


@pytest.mark.parametrize(("event", "by", "code"), FORGED.values(), ids=list(FORGED))
def test_an_entry_no_rule_would_let_through_is_named(
    event: object, by: PersonId, code: str
) -> None:
    assert code in objections(told(), event, by)


TRUE: Mapping[str, tuple[Story, Command, PersonId]] = {
    "reported": (planned(), report(), NURSE),
    "graded": (told(), regrade(3, "2026-03-05"), NURSE),
    "judged": (told(), judge(), PHYSICIAN),
    "serious": (told(), serious(), PHYSICIAN),
    "ended": (told(), end(), NURSE),
    "going on": (told(), end("not_recovered", None), NURSE),
    "reopened": (told().does(end()), reopen(), NURSE),
    "corrected": (told(), correct(grade(1), term="headache"), NURSE),
    "voided": (told(), void(), NURSE),
    "voided by a physician": (told().does(judge(), PHYSICIAN), void(), PHYSICIAN),
}


@pytest.mark.parametrize(("story", "command", "by"), TRUE.values(), ids=list(TRUE))
def test_what_is_decided_stands_in_the_ledger(story: Story, command: Command, by: PersonId) -> None:
    for event in story.decides(command, by):
        assert objections(story, event, by) == set()


def test_a_death_and_its_end_stand_together_and_not_apart() -> None:
    story = planned().does(report("sepsis", 3)).at("2026-03-12 10:00")
    events = story.decides(regrade(5, "2026-03-11"), PHYSICIAN)
    facts = replace(_facts(story), author=PHYSICIAN)
    assert list(check_walked(events, story.site, story.chart, facts)) == []
    assert [one.code for one in check_walked(events[:1], story.site, story.chart, facts)] == [
        AGAINST
    ]
    assert {one.person for one in signers_of(events, PHYSICIAN)} == {PHYSICIAN}
    assert Role.NURSE not in {one for event in events for one in writers_of(event)}


def test_what_was_judged_is_not_taken_back_by_a_nurse() -> None:
    story = told().does(judge(), PHYSICIAN)
    assert objections(story, EventVoided(EVENT, "wrong_patient", "", NURSE)) == {AUTHORITY}


@pytest.mark.parametrize("number", [0, 6, True, "3", 3.0, None])
def test_a_grade_that_is_none_of_the_five_is_not_even_read(number: object) -> None:
    plain: Any = to_plain(GRADED)
    plain["data"]["told"]["grade"] = number
    with pytest.raises(UnknownShape):
        from_plain(plain)


def test_nobody_signs_a_grade_below_five_or_a_dismissal() -> None:
    assert signers_of([REPORTED, GRADED, CORRECTED], NURSE) == ()
    assert list(check_author((GRADED,), NURSE, told().site, RecordsSlice())) == []


DAYS = st.integers(0, 10).map(lambda n: (date(2026, 3, 2) + timedelta(days=n)).isoformat())
STEPS = st.lists(
    st.one_of(
        st.builds(regrade, st.integers(1, 5), DAYS),
        st.builds(end, st.sampled_from(("recovered", "sequelae", "not_recovered")), DAYS),
        st.builds(reopen, DAYS),
        st.builds(lambda n, day: correct(grade(n, day), term="sepsis"), st.integers(3, 5), DAYS),
        st.just(void()),
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_whatever_is_told_in_whatever_order_the_event_stays_in_order(
    commands: list[Command],
) -> None:
    story = planned().does(report("sepsis", 3)).at("2026-03-12 10:00")
    for command in commands:
        try:
            events = story.decides(command, PHYSICIAN)
        except Refused:
            continue
        facts = replace(_facts(story), author=PHYSICIAN)
        assert list(check_walked(events, story.site, story.chart, facts)) == []
        story = story.told(*events, by=PHYSICIAN)
        one = story.chart.adverse_events.events[EVENT]
        days = [told.on for told in one.grades]
        assert days == sorted(days)
        assert one.told.onset.earliest <= days[0]
        assert all(told.grade in one.told.term.grades for told in one.grades)
        assert one.current <= one.worst
        ended = one.ended.told if one.ended is not None else None
        assert one.is_open is (one.stands and (ended is None or ended.outcome not in CLOSING))
        assert (one.current is Grade.FIVE) is (ended is not None and ended.outcome == FATAL)
        if ended is not None and ended.on is not None:
            assert ended.on.latest >= days[-1]
