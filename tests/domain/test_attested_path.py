"""What verification judges again from the chart: the register of the day, the order, the claims."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.attested_path import check_walked
from ltm_desktop.domain.decisions import Command
from ltm_desktop.domain.dosing import CheckDose, DoseRecorded, PrescribeDose, RecordDose, Source
from ltm_desktop.domain.dosing_steps import (
    AssessPatient,
    CallTimeOut,
    PrepareSyringe,
    ReceiveSyringe,
    ReleaseSyringe,
    StartInjection,
    StopTimeOut,
    VerifyOrder,
)
from ltm_desktop.domain.evidence import RuleEvidence
from ltm_desktop.domain.fractions import FractionRecorded, RecordFraction, SessionOutcome
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.products import ProductWithdrawn
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.domain.signoff import ApproveRecord, RecordApproved
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import Task
from tests.builders import (
    GTIN,
    INVESTIGATOR,
    NURSE,
    OTHER_THERAPIST,
    PHARMACIST,
    PHYSICIAN,
    SECOND,
    THERAPIST,
    at,
    competency,
    delegation,
    item,
    not_given,
    person,
    product,
    record,
    stop_time_out,
    verify,
)
from tests.domain.dose_steps import INCIDENT
from tests.domain.test_attestation import EVERY, NAMES
from tests.stories import Story, planned

Found = list[tuple[str, str]]


def judged(story: Story, by: PersonId, *events: object, **site: Any) -> Found:
    """Return what verification says of events by the chart before them, as code and person."""
    facts = EntryFacts(story.chart.version + 1, story.now, by)
    known: SiteState = replace(story.site, **site)
    return [(one.code, one.person) for one in check_walked(events, known, story.chart, facts)]


def the(kind: type) -> tuple[Story, Command, PersonId]:
    return next(one for one in EVERY if type(one[1]) is kind)


@pytest.mark.parametrize(("story", "command", "by"), EVERY, ids=NAMES)
def test_what_the_program_writes_stands_against_nothing(
    story: Story, command: Command, by: PersonId
) -> None:
    assert judged(story, by, *story.decides(command, by)) == []


ON_REGISTER: Mapping[str, tuple[type, PersonId, Task]] = {
    "ordered": (PrescribeDose, PHYSICIAN, Task.PRESCRIBE),
    "verified": (VerifyOrder, PHARMACIST, Task.VERIFY),
    "prepared": (PrepareSyringe, PHARMACIST, Task.PREPARE),
    "prepared, second": (PrepareSyringe, SECOND, Task.CHECK),
    "checked, operator": (CheckDose, NURSE, Task.ADMINISTER),
    "checked": (CheckDose, SECOND, Task.CHECK),
    "timed out, operator": (CallTimeOut, NURSE, Task.ADMINISTER),
    "timed out": (CallTimeOut, SECOND, Task.CHECK),
    "started, operator": (StartInjection, NURSE, Task.ADMINISTER),
    "started": (StartInjection, SECOND, Task.CHECK),
    "told, operator": (RecordDose, NURSE, Task.ADMINISTER),
    "told": (RecordDose, SECOND, Task.CHECK),
}


@pytest.mark.parametrize(("kind", "who", "task"), ON_REGISTER.values(), ids=list(ON_REGISTER))
def test_a_step_by_a_person_whose_competency_had_ended_is_refused_and_found(
    kind: type, who: PersonId, task: Task
) -> None:
    story, command, by = the(kind)
    ended = story.staffed(person(who, competencies=(competency(task, "2025-01-01", "2026-03-01"),)))
    events = story.decides(command, by)
    assert ("ledger.not_on_register", who) in judged(ended, by, *events)
    assert "people.not_on_register" in ended.refused(command, by)


def test_a_told_injection_by_somebody_off_the_register_says_so_in_its_breaches() -> None:
    story, command, by = the(RecordDose)
    ended = story.staffed(
        person(SECOND, competencies=(competency(Task.CHECK, "2025-01-01", "2026-03-01"),))
    )
    assert isinstance(command, RecordDose)
    told = ended.decides(replace(command, incident=INCIDENT), by)
    assert judged(ended, by, *told) == []
    assert judged(ended, by, *(_without_breaches(one) for one in told)) != []


def _without_breaches(event: object) -> object:
    return replace(event, breaches=()) if isinstance(event, DoseRecorded) else event


def test_a_rule_passed_by_a_physician_off_the_register_is_found() -> None:
    low = RuleEvidence("labs.outside", ())
    passed = RulesOverridden(item("IND-1"), PHYSICIAN, (low,), "urgent", "")
    story = planned().staffed(
        person(PHYSICIAN, competencies=(competency(Task.PRESCRIBE, "2025-01-01", "2026-03-01"),))
    )
    assert judged(story, NURSE, passed) == [("ledger.not_on_register", PHYSICIAN)]


ENDED = delegation(Task.TREAT, "2025-01-01", "2026-03-01")


def missed() -> RecordFraction:
    """Return a day on which nobody was treated."""
    return next(
        one
        for _, one, _ in EVERY
        if isinstance(one, RecordFraction) and one.outcome is SessionOutcome.NOT_TREATED
    )


@pytest.mark.parametrize("who", [THERAPIST, OTHER_THERAPIST])
def test_a_session_by_a_therapist_whose_delegation_had_ended_is_refused_and_found(
    who: PersonId,
) -> None:
    story, command, by = the(RecordFraction)
    ended = story.staffed(person(who, delegations=(ENDED,)))
    assert judged(ended, by, *story.decides(command, by)) == [("ledger.not_on_register", who)]
    assert "people.not_delegated" in ended.refused(command, by)


def test_a_session_told_with_an_incident_says_so_in_its_breaches() -> None:
    story, command, by = the(RecordFraction)
    ended = story.staffed(person(OTHER_THERAPIST, delegations=(ENDED,)))
    assert isinstance(command, RecordFraction)
    (told,) = ended.decides(replace(command, incident=INCIDENT), by)
    assert isinstance(told, FractionRecorded)
    assert told.breaches == ("people.not_delegated",)
    assert judged(ended, by, told) == []
    silent = replace(told, breaches=())
    assert judged(ended, by, silent) == [("ledger.not_on_register", OTHER_THERAPIST)]


def test_a_day_on_which_nobody_was_treated_asks_no_therapist() -> None:
    story, _, by = the(RecordFraction)
    ended = story.staffed(person(THERAPIST, delegations=(ENDED,)))
    assert judged(ended, by, *ended.decides(missed(), by)) == []


def test_a_session_of_another_day_asks_the_log_of_that_day() -> None:
    story, command, by = the(RecordFraction)
    (told,) = story.decides(command, by)
    assert isinstance(told, FractionRecorded)
    since = told.at.date().isoformat()
    begun = story.staffed(person(THERAPIST, delegations=(delegation(Task.TREAT, since),)))
    assert judged(begun, by, told) == []
    before = replace(told, at=told.at - timedelta(days=1))
    assert judged(begun, by, before) == [("ledger.not_on_register", THERAPIST)]


@pytest.mark.parametrize("kind", [delegation, competency])
@pytest.mark.parametrize(
    "event", [product(), ProductWithdrawn(GTIN, "recall (synthetic)", PHARMACIST)]
)
def test_a_product_approved_or_withdrawn_by_a_pharmacist_off_the_log_is_found(
    kind: Callable[..., Any], event: object
) -> None:
    field = "delegations" if kind is delegation else "competencies"
    story = planned()
    assert judged(story, PHARMACIST, event) == []
    off = {field: (kind(Task.VERIFY, "2025-01-01", "2026-02-01"),)}
    ended = story.staffed(person(PHARMACIST, **off))
    assert judged(ended, PHARMACIST, event) == [("ledger.not_on_register", PHARMACIST)]


STEPS = (
    PrescribeDose,
    VerifyOrder,
    PrepareSyringe,
    ReleaseSyringe,
    ReceiveSyringe,
    CheckDose,
    CallTimeOut,
    StopTimeOut,
    StartInjection,
)


@pytest.mark.parametrize("kind", STEPS, ids=lambda kind: kind.__name__)
def test_a_step_whose_step_before_never_was_is_found(kind: type) -> None:
    story, command, by = the(kind)
    events = story.decides(command, by)
    early = replace(planned(), now=story.now)
    assert {code for code, _ in judged(early, by, *events)} == {"ledger.out_of_order"}


def test_a_step_the_site_signed_away_is_found_and_the_others_are_not() -> None:
    story, command, by = the(VerifyOrder)
    assert story.site.configuration is not None
    values = dict(story.site.configuration.values) | {"site.dose_steps": "assessed"}
    signed = replace(story.site.configuration, values=tuple(values.items()))
    found = judged(story, by, *story.decides(command, by), configuration=signed)
    assert found == [("ledger.out_of_order", PHARMACIST)]
    first, assess, nurse = the(AssessPatient)
    assert judged(first, nurse, *first.decides(assess, nurse), configuration=signed) == []


@pytest.mark.parametrize("kind", [CallTimeOut, StartInjection], ids=lambda kind: kind.__name__)
def test_a_time_out_or_a_start_in_the_name_of_others_than_checked_is_found(kind: type) -> None:
    story, command, by = the(kind)
    (event,) = story.decides(command, by)
    other = replace(event, operator=PHYSICIAN)
    assert judged(story, by, other) == [("ledger.out_of_order", SECOND)]


@pytest.mark.parametrize(
    "changes",
    [
        {"checked_at": at("2026-03-02 09:59")},
        {"checked_at": None},
        {"timed_out_at": at("2026-03-02 09:59")},
        {"timed_out_at": None},
    ],
)
def test_a_record_that_claims_another_check_or_time_out_is_found(changes: dict[str, Any]) -> None:
    story, command, by = the(RecordDose)
    told = story.decides(command, by)[-1]
    assert judged(story, by, replace(told, **changes)) == [("ledger.out_of_order", SECOND)]


def test_a_record_without_check_that_does_not_say_so_is_found() -> None:
    story = planned().prepared("IND-1").at("2026-03-02 10:10")
    told = story.decides(record(incident=INCIDENT))[-1]
    assert judged(story, NURSE, told) == []
    silent = replace(told, breaches=(), incident="")
    assert judged(story, NURSE, silent) == [("ledger.out_of_order", SECOND)]
    claimed = replace(silent, checked_at=at("2026-03-02 10:00"))
    assert judged(story, NURSE, claimed) == [("ledger.out_of_order", SECOND)]
    wordless = replace(told, incident=" ")
    assert judged(story, NURSE, wordless) == [("ledger.against_rules", NURSE)]


def test_a_record_from_paper_tells_its_own_times_where_the_ledger_has_none() -> None:
    paper: dict[str, Any] = {
        "source": Source.TRANSCRIBED,
        "late_reason": "the program was down (example)",
        "paper_checked_at": at("2026-03-02 10:00"),
        "paper_timed_out_at": at("2026-03-02 10:01"),
    }
    bare = planned().prepared("IND-1").at("2026-03-02 15:00")
    assert judged(bare, NURSE, *bare.decides(record(**paper))) == []
    seen = planned().ready("IND-1").at("2026-03-02 15:00")
    told = seen.decides(record(**paper))
    assert judged(seen, NURSE, *told) == []
    forged = replace(told[-1], checked_at=at("2026-03-02 09:00"))
    assert judged(seen, NURSE, forged) == [("ledger.out_of_order", SECOND)]


def approved() -> tuple[Story, RecordApproved]:
    story, command, by = the(ApproveRecord)
    (event,) = story.decides(command, by)
    return story, event


@pytest.mark.parametrize("role", ["operator", "second"])
def test_an_approval_of_ones_own_record_is_found_unless_the_site_signed_that(role: str) -> None:
    story, event = approved()
    known = story.chart.records.by_id[event.record]
    mine = replace(known, operator=INVESTIGATOR)
    if role == "second":
        mine = replace(known, second=INVESTIGATOR)
    own = replace(story.chart.records, by_id={**story.chart.records.by_id, event.record: mine})
    told = replace(story, chart=replace(story.chart, records=own))
    assert judged(told, INVESTIGATOR, event) == [("ledger.own_record", INVESTIGATOR)]
    assert story.site.configuration is not None
    who = {"operator": "operator", "second": "checker"}[role]
    values = dict(story.site.configuration.values) | {f"site.{who}_may_approve": "yes"}
    signed = replace(story.site.configuration, values=tuple(values.items()))
    assert judged(told, INVESTIGATOR, event, configuration=signed) == []


def test_nobody_approves_what_they_wrote_of_a_dose_not_given_nor_before_the_check() -> None:
    story = planned().at("2026-03-02 10:05").does(not_given(), INVESTIGATOR)
    (known,) = story.chart.records.by_id.values()
    assert known.kind is RecordKind.DOSE_NOT_GIVEN
    event = RecordApproved(known.record, INVESTIGATOR, story.now)
    assert judged(story, INVESTIGATOR, event) == [("ledger.own_record", INVESTIGATOR)]
    unsigned = planned().gives("IND-1", "2026-03-02", second_present=False)
    early = RecordApproved(record().record, INVESTIGATOR, unsigned.now)
    assert judged(unsigned, INVESTIGATOR, early) == [("ledger.out_of_order", INVESTIGATOR)]


def test_a_no_at_the_time_out_is_judged_like_a_time_out() -> None:
    story = planned().checked("IND-1")
    assert judged(story, NURSE, *story.decides(stop_time_out())) == []
    assert verify().item == item("IND-1")
