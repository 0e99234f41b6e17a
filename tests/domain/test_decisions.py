"""The one door: every command is decided, every signature asked for, identities used once."""

from typing import get_args

import pytest

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.adverse_events import DismissSuggestion
from ltm_desktop.domain.alerts import Severity, note, stop
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.decisions import Command, required_signers
from ltm_desktop.domain.dosing import NotGiven
from ltm_desktop.domain.ending import CourseEnd, TakeBackEnd
from ltm_desktop.domain.errors import (
    ChainBroken,
    LtmError,
    Refused,
    Stale,
    Unavailable,
    refuse,
    refuse_if,
)
from ltm_desktop.domain.evidence import RuleEvidence
from ltm_desktop.domain.follow_up import (
    DeclareLost,
    JudgeProgression,
    Milestone,
    RecordMilestone,
    TakeBackFollowUp,
)
from ltm_desktop.domain.identifiers import RecordId, ResultId
from ltm_desktop.domain.labs import CorrectLab, VoidLab
from ltm_desktop.domain.overrides import OverrideRules
from ltm_desktop.domain.patients import CompleteEnrolment, RecordDeath, WithdrawPatient
from ltm_desktop.domain.planning import RescheduleItem
from ltm_desktop.domain.reservoir import ReservoirWhat
from ltm_desktop.domain.review_decisions import ReviewCommand
from ltm_desktop.domain.signoff import ApproveRecord, CountersignRecord
from ltm_desktop.domain.terms import Role
from tests import adverse_event_builders as events
from tests.builders import (
    ANCHOR,
    MONITOR,
    NURSE,
    PATIENT,
    PHYSICIAN,
    SECOND,
    assess,
    at,
    calendar,
    call,
    check,
    contact,
    enrol,
    item,
    labs,
    not_given,
    observe,
    order,
    person,
    plan,
    prepare,
    receive,
    record,
    release,
    reservoir,
    start,
    stop_time_out,
    time_out,
    verify,
)
from tests.cases.clinical import day
from tests.course_builders import compensation, course, course_check, link, session, shortfall
from tests.response_builders import assessed
from tests.review_builders import answer, ask, close, lock, tick, unlock
from tests.serious_builders import aware, end, learnt, notice, report, take_back
from tests.stories import irradiated, planned

RECORD = record().record
SITE_ROLES = tuple(role for role in Role if role is not Role.MONITOR)
WITHOUT_MEANING: tuple[Command, ...] = (
    enrol(),
    CompleteEnrolment(PATIENT, arm="A"),
    WithdrawPatient(PATIENT, ANCHOR, "wish"),
    RecordDeath(PATIENT, ANCHOR),
    plan(),
    RescheduleItem(PATIENT, item("IND-2"), day("2026-03-06"), "patient_wish"),
    labs(),
    CorrectLab(PATIENT, ResultId("lab-1"), labs().results[0], "wrong_number"),
    VoidLab(PATIENT, ResultId("lab-1"), "wrong_patient"),
    reservoir(ReservoirWhat.MRI_NOTE),
    contact(),
    DeclareLost(PATIENT, RecordId("fup-2"), ANCHOR, "three calls"),
    RecordMilestone(PATIENT, RecordId("fup-4"), Milestone.RANDOMISED, ANCHOR),
    TakeBackFollowUp(PATIENT, RecordId("fup-1"), "typing_slip"),
    assess(),
    release(),
    receive(),
    time_out(),
    stop_time_out(),
    start(),
    call(),
    link("rt-1"),
    ask(),
    answer(),
    close(),
    lock(RECORD),
    unlock(RECORD),
    aware(),
    notice(),
    learnt(),
    take_back(),
    end(),
    events.report(),
    events.regrade(3, "2026-03-03"),
    events.end(),
    events.reopen(),
    events.correct(events.grade(2)),
    events.void(),
    DismissSuggestion(
        PATIENT,
        "platelet_count_decreased",
        Grade(2),
        events.basis("platelets", labs().results[0].value),
        "transfused (synthetic)",
    ),
)
WITH_MEANING: tuple[Command, ...] = (
    order(),
    verify(),
    prepare(),
    check(),
    record(),
    not_given(),
    observe(),
    course(),
    session(1, "2026-03-16 09:00"),
    shortfall(1),
    report(),
    compensation("weekend", "2026-03-21"),
    course_check("2026-03-16"),
    assessed(),
    events.judge(),
    CountersignRecord(PATIENT, RECORD),
    ApproveRecord(PATIENT, RECORD),
    tick(RECORD),
    JudgeProgression(PATIENT, RecordId("fup-3"), ANCHOR, "new weakness"),
    TakeBackEnd(PATIENT, CourseEnd.DEATH, "wrong_patient", SECOND),
    VoidRecord(PATIENT, RECORD, "wrong_patient", SECOND),
    OverrideRules(PATIENT, item("IND-1"), PHYSICIAN, (RuleEvidence("labs.low", ()),), "other"),
)
EVERY = (*WITHOUT_MEANING, *WITH_MEANING)


def test_every_command_names_its_patient_so_that_it_finds_its_chart() -> None:
    assert {type(command) for command in EVERY} == set(get_args(Command))
    assert {command.patient for command in EVERY} == {PATIENT}


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
def test_nothing_is_decided_by_somebody_the_site_does_not_know(command: Command) -> None:
    story = irradiated().ready("IND-1").at("2026-03-16 09:00")
    story = story.does(record("IND-1", "2026-03-16 08:00", incident="told late (example)"))
    codes = story.refused(command, type(NURSE)("nobody"))
    assert codes


@pytest.mark.parametrize("command", EVERY, ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("roles", [(Role.MONITOR,), (Role.MONITOR, *SITE_ROLES)], ids=len)
def test_a_monitor_writes_a_review_and_nothing_else_whatever_other_roles(
    command: Command, roles: tuple[Role, ...]
) -> None:
    story = irradiated().staffed(person(MONITOR, roles=roles)).ready("IND-1")
    codes = story.refused(command, MONITOR) if not isinstance(command, ReviewCommand) else None
    assert codes in (None, {"review.reads_only"})


@pytest.mark.parametrize("command", WITHOUT_MEANING, ids=lambda command: type(command).__name__)
def test_acts_without_a_meaning_are_signed_by_their_author_alone(command: Command) -> None:
    assert required_signers(command, planned().act(NURSE)) == ()


@pytest.mark.parametrize("command", WITH_MEANING, ids=lambda command: type(command).__name__)
def test_acts_with_a_meaning_ask_for_every_signature_once(command: Command) -> None:
    signers = required_signers(command, planned().act(NURSE))
    assert len({signer.person for signer in signers}) == len(signers) >= 1


def test_the_identity_of_an_act_is_used_once_on_one_chart() -> None:
    story = planned().does(not_given(outcome=NotGiven.HELD, until=day("2026-03-04")))
    same = not_given(record=next(iter(story.chart.records.by_id)))
    assert story.refused(same) == {"dosing.already_recorded"}


def test_a_site_day_is_the_day_at_the_site() -> None:
    act = Act(NURSE, at("2026-03-02 00:30"), calendar())
    assert act.today == act.day_of(act.now) == day("2026-03-02")
    assert elapsed(at("2026-03-02 10:00"), at("2026-03-02 10:30")).total_seconds() == 1800


def test_a_note_refuses_nothing_and_all_stops_are_told_together() -> None:
    refuse_if([note("a.note")])
    with pytest.raises(Refused) as refused:
        refuse_if([stop("a.first"), note("a.note"), stop("a.second")])
    assert str(refused.value) == "a.first, a.second"
    assert {alert.severity for alert in refused.value.alerts} == {Severity.STOP}


def test_the_four_ways_of_saying_no_are_one_family() -> None:
    ways: tuple[LtmError, ...] = (
        refuse("a.code"),
        Unavailable("storage.full", free=1),
        Stale(PATIENT),
        ChainBroken("ledger.gap", 7),
    )
    assert [str(way) for way in ways] == [
        "a.code",
        "storage.full",
        "chart changed meanwhile",
        "ledger.gap at entry 7",
    ]
