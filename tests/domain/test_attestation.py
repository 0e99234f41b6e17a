"""Who signs and who may write, judged from the events alone: the same as the commands ask for."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from ltm_desktop.domain.attestation import WRITERS, check_author, signers_of
from ltm_desktop.domain.codec import SHAPES
from ltm_desktop.domain.corrections import RecordVoided, VoidRecord
from ltm_desktop.domain.decisions import Command, required_signers
from ltm_desktop.domain.dosing import CheckDose, RecordDose
from ltm_desktop.domain.dosing_steps import (
    TIME_OUT_LINES,
    CallTimeOut,
    PrepareSyringe,
    StartInjection,
    TimeOutDone,
    TimeOutStopped,
)
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.evidence import RuleEvidence
from ltm_desktop.domain.fractions import RecordFraction, SessionOutcome
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.people import PersonAdded
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.signoff import ApproveRecord, CountersignRecord
from ltm_desktop.domain.terms import Access, Role
from tests.builders import (
    ADMINISTRATOR,
    INVESTIGATOR,
    MONITOR,
    NURSE,
    OTHER_THERAPIST,
    PATIENT,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
    THERAPIST,
    assess,
    call,
    check,
    founded,
    item,
    lumbar,
    not_given,
    observe,
    order,
    person,
    prepare,
    receive,
    record,
    release,
    site,
    start,
    stop_time_out,
    time_out,
    verify,
)
from tests.course_builders import compensation, course, course_check, link, session, shortfall
from tests.stories import Story, irradiated, planned

ADM = record().record
EVERYBODY = tuple(site().people)
THIRD = PersonId("v.example")
Told = tuple[Story, Command, PersonId]


def bedside() -> list[Told]:
    """Return every step of a dose: the story before it, its command, who writes it."""
    told: list[Told] = []
    story = planned().with_labs()
    way: tuple[tuple[str, Command, PersonId], ...] = (
        ("10:00", assess(), NURSE),
        ("10:00", order(), PHYSICIAN),
        ("10:00", verify(), PHARMACIST),
        ("10:00", prepare(), PHARMACIST),
        ("10:00", release(), PHARMACIST),
        ("10:00", receive(), NURSE),
        ("10:00", check(), NURSE),
        ("10:00", time_out(), NURSE),
        ("10:02", start(), NURSE),
        ("10:10", record(second_present=False), NURSE),
        ("10:12", CountersignRecord(PATIENT, ADM), SECOND),
        ("10:30", observe(seen="2026-03-02 10:30", last=False), NURSE),
        ("11:10", observe(), NURSE),
        ("11:20", ApproveRecord(PATIENT, ADM), INVESTIGATOR),
    )
    for hour, command, by in way:
        story = story.at(f"2026-03-02 {hour}")
        told.append((story, command, by))
        story = story.does(command, by)
    return told


def others() -> list[Told]:
    scribe = planned().ready("IND-1").at("2026-03-02 10:10")
    punctured = planned().ready("IND-1", access=Access.LUMBAR).at("2026-03-02 10:10")
    punctured = punctured.does(record(access=Access.LUMBAR, facts=lumbar()))
    third = replace(person(THERAPIST), person=THIRD, fingerprint="fingerprint-of-a-third")
    treated = irradiated().at("2026-03-16 09:00").staffed(third)
    return [
        (scribe, record(), PHYSICIAN),
        (scribe, record(), SECOND),
        (planned().checked("IND-1"), stop_time_out(), NURSE),
        (planned(), not_given(), NURSE),
        (punctured.at("2026-03-03 09:00"), call(), NURSE),
        (planned("A").at("2026-03-13 09:00"), course(), PHYSICIAN),
        (treated, session(1, "2026-03-16 09:00"), THERAPIST),
        (treated, session(1, "2026-03-16 09:00"), THIRD),
        (treated, missed(), THERAPIST),
        *of_a_course(),
    ]


def of_a_course() -> list[Told]:
    """Return what is told and ordered of a course after its first session stayed short."""
    part = session(1, "2026-03-16 09:00", SessionOutcome.PARTIAL, "1.2")
    short = irradiated().at("2026-03-16 09:30").does(part, THERAPIST)
    right = replace(part, record=RecordId("rt-again"), corrects=part.record)
    void = VoidRecord(PATIENT, part.record, "entered_twice", OTHER_THERAPIST)
    return [
        (short, course("2026-03-17", reason="new mask (example)"), PHYSICIAN),
        (short, shortfall(1), INVESTIGATOR),
        (short, compensation("two_per_day", "2026-03-17"), PHYSICIAN),
        (short, link(part.record), THERAPIST),
        (short, course_check("2026-03-16"), THERAPIST),
        (short, replace(right, correction_reason="typing_slip"), OTHER_THERAPIST),
        (short, void, THERAPIST),
    ]


def missed() -> Command:
    """Return a session at which nobody was treated."""
    return session(1, "2026-03-16 09:00", SessionOutcome.NOT_TREATED, None)


EVERY = [*bedside(), *others()]
NAMES = [type(command).__name__ for _, command, _ in EVERY]


@pytest.mark.parametrize(("story", "command", "by"), EVERY, ids=NAMES)
def test_an_entry_asks_for_the_signatures_its_command_asked_for(
    story: Story, command: Command, by: PersonId
) -> None:
    events = story.decides(command, by)
    assert set(signers_of(events, by)) == set(required_signers(command, story.act(by)))
    assert list(check_author(events, by, story.site, story.chart.records)) == []


@pytest.mark.parametrize(("story", "command", "by"), EVERY, ids=NAMES)
def test_an_entry_of_somebody_whose_role_may_not_write_it_is_objected_to(
    story: Story, command: Command, by: PersonId
) -> None:
    events = story.decides(command, by)
    found = {one.code for one in check_author(events, MONITOR, story.site, story.chart.records)}
    assert found & {"ledger.no_authority", "ledger.not_signed_by"}


@pytest.mark.parametrize(("story", "command", "_by"), EVERY, ids=NAMES)
@pytest.mark.parametrize("author", EVERYBODY)
def test_whatever_a_person_is_let_to_write_is_never_objected_to_afterwards(
    story: Story, command: Command, _by: PersonId, author: PersonId
) -> None:
    try:
        events = story.decides(command, author)
    except Refused:
        return
    assert list(check_author(events, author, story.site, story.chart.records)) == []
    assert set(signers_of(events, author)) == set(required_signers(command, story.act(author)))


def test_a_preparation_is_not_written_down_by_a_monitor() -> None:
    story = next(one for one, told, _ in bedside() if told == prepare())
    assert story.refused(prepare(), MONITOR) == {"review.reads_only"}


LOW = RuleEvidence("labs.outside", ())
FORGED: Mapping[str, tuple[object, PersonId, str, PersonId]] = {
    "a nurse passes a rule herself": (
        RulesOverridden(item("IND-1"), NURSE, (LOW,), "urgent", ""),
        NURSE,
        "ledger.no_authority",
        NURSE,
    ),
    "an absolute rule is passed": (
        RulesOverridden(
            item("IND-1"), PHYSICIAN, (RuleEvidence("dosing.no_csf", ()),), "urgent", ""
        ),
        PHYSICIAN,
        "ledger.against_rules",
        PHYSICIAN,
    ),
    "nothing is passed": (
        RulesOverridden(item("IND-1"), PHYSICIAN, (), "urgent", ""),
        PHYSICIAN,
        "ledger.against_rules",
        PHYSICIAN,
    ),
    "one person voids alone": (
        RecordVoided(ADM, item("IND-1"), "duplicate", NURSE, NURSE, ""),
        NURSE,
        "ledger.one_for_two",
        NURSE,
    ),
    "a monitor witnesses a void": (
        RecordVoided(ADM, item("IND-1"), "duplicate", NURSE, MONITOR, ""),
        NURSE,
        "ledger.no_authority",
        MONITOR,
    ),
    "a line of the time-out is left out": (
        TimeOutDone(ADM, item("IND-1"), NURSE, SECOND, TIME_OUT_LINES[:-1]),
        NURSE,
        "ledger.against_rules",
        NURSE,
    ),
    "a line is read twice and one not at all": (
        TimeOutDone(ADM, item("IND-1"), NURSE, SECOND, (*TIME_OUT_LINES[:-1], TIME_OUT_LINES[0])),
        NURSE,
        "ledger.against_rules",
        NURSE,
    ),
    "a no without words": (
        TimeOutStopped(ADM, item("IND-1"), "dose", " "),
        NURSE,
        "ledger.against_rules",
        NURSE,
    ),
    "a no at a line nobody reads": (
        TimeOutStopped(ADM, item("IND-1"), "everything", "no (example)"),
        NURSE,
        "ledger.against_rules",
        NURSE,
    ),
}


@pytest.mark.parametrize(("event", "author", "code", "whom"), FORGED.values(), ids=list(FORGED))
def test_an_act_that_no_rule_would_let_through_is_objected_to(
    event: object, author: PersonId, code: str, whom: PersonId
) -> None:
    found = check_author((event,), author, site(), RecordsSlice())
    assert [(one.code, one.person) for one in found] == [(code, whom)]


CHANGED: Mapping[str, tuple[type, dict[str, object], str]] = {
    "one prepares and checks": (PrepareSyringe, {"second": PHARMACIST}, "ledger.one_for_two"),
    "a monitor prepared": (PrepareSyringe, {"preparer": MONITOR}, "ledger.no_authority"),
    "a preservative": (PrepareSyringe, {"preservative_free": False}, "ledger.against_rules"),
    "no label": (PrepareSyringe, {"label_printed": False}, "ledger.against_rules"),
    "one checks alone": (CheckDose, {"second": NURSE}, "ledger.one_for_two"),
    "a monitor checks": (CheckDose, {"second": MONITOR}, "ledger.no_authority"),
    "a pharmacist injects": (CheckDose, {"operator": PHARMACIST}, "ledger.no_authority"),
    "one identifier": (CheckDose, {"identifiers_confirmed": False}, "ledger.against_rules"),
    "one reads the time-out alone": (CallTimeOut, {"second": NURSE}, "ledger.one_for_two"),
    "a monitor is the second at the time-out": (
        CallTimeOut,
        {"second": MONITOR},
        "ledger.no_authority",
    ),
    "a pharmacist will inject": (CallTimeOut, {"operator": PHARMACIST}, "ledger.no_authority"),
    "a pharmacist starts": (StartInjection, {"operator": PHARMACIST}, "ledger.no_authority"),
    "a monitor is the second at the start": (
        StartInjection,
        {"second": MONITOR},
        "ledger.no_authority",
    ),
    "one starts alone": (StartInjection, {"second": NURSE}, "ledger.one_for_two"),
    "one injects and checks": (RecordDose, {"second": NURSE}, "ledger.one_for_two"),
    "a broken rule without an incident": (
        RecordFraction,
        {"breaches": ("people.not_delegated",)},
        "ledger.against_rules",
    ),
    "one machine, one person": (RecordFraction, {"second": THERAPIST}, "ledger.against_rules"),
}


@pytest.mark.parametrize(("kind", "changes", "code"), CHANGED.values(), ids=list(CHANGED))
def test_a_true_act_told_in_a_way_no_rule_lets_through_is_objected_to(
    kind: type, changes: dict[str, object], code: str
) -> None:
    story, command, by = next(one for one in EVERY if type(one[1]) is kind)
    event = replace(story.decides(command, by)[-1], **changes)
    found = {one.code for one in check_author((event,), by, story.site, story.chart.records)}
    assert found == {code}


@pytest.mark.parametrize(
    ("command", "by", "other"),
    [
        (verify(), PHARMACIST, NURSE),
        (release(), PHARMACIST, NURSE),
        (receive(), NURSE, PHYSICIAN),
        (record(second_present=False), NURSE, PHYSICIAN),
    ],
    ids=["verified", "released", "received", "recorded"],
)
def test_nobody_writes_in_the_name_of_another(
    command: Command, by: PersonId, other: PersonId
) -> None:
    story = next(one for one, told, _ in bedside() if told == command)
    events = story.decides(command, by)
    objections = check_author(events, other, story.site, story.chart.records)
    assert ("ledger.not_signed_by", by) in {(one.code, one.person) for one in objections}


def test_a_late_signature_in_another_persons_name_is_found() -> None:
    story = next(one for one, told, _ in bedside() if isinstance(told, CountersignRecord))
    (event,) = story.decides(CountersignRecord(PATIENT, ADM), SECOND)
    forged = replace(event, second=NURSE)
    objections = list(check_author((forged,), NURSE, story.site, story.chart.records))
    assert [(one.code, one.person) for one in objections] == [("ledger.not_signed_by", SECOND)]


def test_a_site_is_founded_once_and_a_person_entered_once() -> None:
    added = PersonAdded(NURSE, person(NURSE).name, (Role.NURSE,), ())
    found = check_author((founded(), added), ADMINISTRATOR, site(), RecordsSlice())
    assert [one.code for one in found] == ["ledger.founded_twice", "ledger.person_twice"]


def test_every_kind_of_event_has_somebody_who_may_write_it() -> None:
    assert set(WRITERS) == set(SHAPES.values())
