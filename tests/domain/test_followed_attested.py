"""What verification says of what followed: told once, of something, and as the chart has it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.attestation import check_author
from ltm_desktop.domain.attested_path import check_walked
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.ending import CourseEnd, TakeBackEnd
from ltm_desktop.domain.follow_up import (
    DeclareLost,
    JudgeProgression,
    Milestone,
    RecordMilestone,
    TakeBackFollowUp,
)
from ltm_desktop.domain.identifiers import PersonId, RecordId, ResultId
from ltm_desktop.domain.labs import CorrectLab, RecordLabs, VoidLab
from ltm_desktop.domain.patients import RecordDeath, WithdrawPatient
from ltm_desktop.domain.site import SiteState
from tests.builders import (
    INVESTIGATOR,
    NURSE,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
    at,
    contact,
    lab,
)
from tests.cases.clinical import day
from tests.response_builders import baseline
from tests.serious_builders import aware, end, learnt, notice, report, serious, take_back
from tests.stories import Story, enrolled, planned

AGAINST, ORDER = "ledger.against_rules", "ledger.out_of_order"
R = RecordId
Told = tuple[Story, Command, PersonId]


def later() -> Story:
    return planned().at("2026-06-01 10:00")


def judged() -> Story:
    told = JudgeProgression(PATIENT, R("fup-pd"), day("2026-05-04"), "new weakness")
    return later().does(told, PHYSICIAN)


def heard() -> Story:
    return later().does(contact("2026-05-04", "fup-1"))


def died() -> Story:
    return later().does(RecordDeath(PATIENT, day("2026-05-20")))


def known() -> Story:
    return serious().does(aware())


def sent() -> Story:
    return known().at("2026-03-05 11:00").does(notice("2026-03-05 10:00"))


def measured() -> Story:
    drawn = lab("platelets", "180", "2026-03-02 07:00")
    return enrolled().does(RecordLabs(PATIENT, (drawn,)))


def right(**changes: Any) -> Command:
    told = contact("2026-05-05", "fup-2")
    return replace(told, corrects=R("fup-1"), correction_reason="typing_slip", **changes)


def back(record: str, second: PersonId | None = None) -> Command:
    return TakeBackFollowUp(PATIENT, R(record), "wrong_patient", second=second)


def ended_again() -> Command:
    return TakeBackEnd(PATIENT, CourseEnd.DEATH, "wrong_patient", SECOND)


def only() -> ResultId:
    (one,) = measured().chart.labs.all
    return one.key


def everything_sent() -> Story:
    story = sent()
    for number, code in enumerate(("ethics", "institution", "authority_fatal", "authority")):
        story = story.does(notice("2026-03-05 10:00", code, fact=f"more-{number}", late_reason="-"))
    return story


TRUE: Mapping[str, Callable[[], Told]] = {
    "contact": lambda: (later(), contact("2026-05-04", "fup-1"), NURSE),
    "contact put right": lambda: (heard(), right(), NURSE),
    "contact of the dead": lambda: (died(), contact("2026-05-21", alive=False), NURSE),
    "lost": lambda: (
        later(),
        DeclareLost(PATIENT, R("fup-lost"), day("2026-05-04"), "three calls"),
        NURSE,
    ),
    "progression": lambda: (
        later(),
        JudgeProgression(PATIENT, R("fup-pd"), day("2026-05-04"), "new weakness"),
        PHYSICIAN,
    ),
    "milestone": lambda: (
        later(),
        RecordMilestone(PATIENT, R("fup-m"), Milestone.RANDOMISED, day("2026-02-27")),
        NURSE,
    ),
    "contact taken back": lambda: (heard(), back("fup-1"), NURSE),
    "progression taken back": lambda: (judged(), back("fup-pd", SECOND), PHYSICIAN),
    "death": lambda: (later(), RecordDeath(PATIENT, day("2026-05-20")), NURSE),
    "withdrawal": lambda: (
        later(),
        WithdrawPatient(PATIENT, day("2026-05-20"), "own wish"),
        NURSE,
    ),
    "death taken back": lambda: (died(), ended_again(), NURSE),
    "death of who left taken back": lambda: (
        later()
        .does(WithdrawPatient(PATIENT, day("2026-05-19"), "own wish"))
        .does(RecordDeath(PATIENT, day("2026-05-20"))),
        ended_again(),
        NURSE,
    ),
    "awareness": lambda: (serious(), aware(), NURSE),
    "notice": lambda: (
        known().at("2026-03-05 11:00"),
        notice("2026-03-05 10:00"),
        NURSE,
    ),
    "follow-up": lambda: (sent().at("2026-03-06 10:00"), learnt(), NURSE),
    "notice taken back": lambda: (sent(), take_back("not-1"), NURSE),
    "form": lambda: (sent(), report(), PHYSICIAN),
    "following ended": lambda: (everything_sent(), end(), PHYSICIAN),
    "response": lambda: (enrolled(), baseline(), PHYSICIAN),
    "results": lambda: (
        enrolled(),
        RecordLabs(PATIENT, (lab("platelets", "180", "2026-03-02 07:00"),)),
        NURSE,
    ),
    "result put right": lambda: (
        measured(),
        CorrectLab(PATIENT, only(), lab("platelets", "108", "2026-03-02 07:00"), "wrong_number"),
        NURSE,
    ),
    "result taken back": lambda: (measured(), VoidLab(PATIENT, only(), "wrong_patient"), NURSE),
}


def objections(story: Story, events: tuple[object, ...], by: PersonId) -> set[str]:
    """Return the codes of what verification says of one entry."""
    facts = EntryFacts(story.chart.version + 1, story.now, by)
    site: SiteState = story.site
    return {
        one.code
        for one in (
            *check_author(events, by, site, story.chart.records),
            *check_walked(events, site, story.chart, facts),
        )
    }


@pytest.mark.parametrize("name", TRUE)
def test_what_is_decided_stands_in_the_ledger(name: str) -> None:
    story, command, by = TRUE[name]()
    assert objections(story, story.decides(command, by), by) == set()


@pytest.mark.parametrize("name", [name for name in TRUE if name != "awareness"])
def test_what_is_told_already_or_taken_back_already_is_found_the_second_time(name: str) -> None:
    story, command, by = TRUE[name]()
    events = story.decides(command, by)
    assert ORDER in objections(story.told(*events, by=by), events, by)


FORGED: Mapping[str, tuple[str, dict[str, object], str]] = {
    "alive after the death": ("contact of the dead", {"alive": True}, AGAINST),
    "dead without a death": ("contact", {"alive": False}, AGAINST),
    "a correction of nothing": ("contact put right", {"corrects": R("fup-9")}, ORDER),
    "a correction without a reason": ("contact put right", {"correction_reason": " "}, AGAINST),
    "lost without a try": ("lost", {"tried": ""}, AGAINST),
    "a progression seen by nothing": ("progression", {"basis": " "}, AGAINST),
    "nobody told what is taken back": ("contact taken back", {"record": R("fup-9")}, ORDER),
    "a progression taken back alone": ("progression taken back", {"second": None}, AGAINST),
    "one person as two": ("progression taken back", {"second": PHYSICIAN}, "ledger.one_for_two"),
    "a pharmacist looked as well": ("contact taken back", {"second": PHARMACIST}, AGAINST),
    "an end of another day": ("death taken back", {"on": day("2026-05-21")}, ORDER),
    "an end taken back alone": ("death taken back", {"second": NURSE}, "ledger.one_for_two"),
    "an end a pharmacist saw": ("death taken back", {"second": PHARMACIST}, "ledger.no_authority"),
    "a notice of another number": ("notice", {"number": 3}, ORDER),
    "a late notice unexplained": ("notice", {"due_at": at("2026-03-05 09:00")}, AGAINST),
    "news without words": ("follow-up", {"text": " "}, AGAINST),
    "no such notice": ("notice taken back", {"fact": "not-9"}, ORDER),
    "another narrative": ("form", {"narrative": ""}, AGAINST),
    "another judge": ("form", {"judged_by": INVESTIGATOR}, AGAINST),
    "notices left out": ("form", {"notices": ()}, AGAINST),
    "another form": ("form", {"number": 4}, AGAINST),
    "an end without a word": ("following ended", {"note": ""}, AGAINST),
    "a category at baseline": ("response", {"overall": "partial_response"}, AGAINST),
    "a correction of no assessment": ("response", {"corrects": R("resp-9")}, ORDER),
    "no result": ("results", {"results": ()}, AGAINST),
    "another analyte": (
        "result put right",
        {"now": lab("neutrophils", "3", "2026-03-02 07:00")},
        ORDER,
    ),
    "no reason": ("result taken back", {"reason": ""}, AGAINST),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_no_rule_would_let_through_is_named(name: str) -> None:
    act, changes, code = FORGED[name]
    story, command, by = TRUE[act]()
    first, *rest = story.decides(command, by)
    forged: Any = replace(first, **changes)
    assert code in objections(story, (forged, *rest), by)


def test_a_progression_is_not_taken_back_by_a_nurse() -> None:
    story = judged()
    (event,) = story.decides(back("fup-pd", SECOND), PHYSICIAN)
    assert objections(story, (replace(event, by=NURSE),), NURSE) == {AGAINST}


def test_an_end_cancels_what_was_planned_and_only_with_its_end() -> None:
    story = later()
    death, closed = story.decides(RecordDeath(PATIENT, day("2026-05-20")))
    assert objections(story, (closed,), NURSE) == {ORDER}
    assert ORDER in objections(story, (death, replace(closed, on=day("2026-05-21"))), NURSE)
    unknown = replace(closed.items[0], code="NO-SUCH")
    assert ORDER in objections(story, (death, replace(closed, items=(unknown,))), NURSE)


def test_a_serious_fact_of_an_event_that_is_not_serious_is_found() -> None:
    story, command, by = TRUE["notice"]()
    events = story.decides(command, by)
    assert objections(planned(), events, by) == {ORDER}
