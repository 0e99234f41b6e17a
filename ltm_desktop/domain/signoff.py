"""Sign-off: the second person's late signature and the physician's approval.

Refuses an approver who gave or checked the dose (unless the site signed otherwise), and an
approval before the check is signed or the patient's observation has ended.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from ltm_desktop.domain.acts import Act, EntryFacts, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.people import People, check_authority, check_colleague
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.records import Flag, Record, RecordKind, RecordsSlice
from ltm_desktop.domain.review import Query
from ltm_desktop.domain.review_decisions import check_answered
from ltm_desktop.domain.terms import Meaning, Task
from ltm_desktop.domain.values import dataclass

THREE_PEOPLE = "design section 4: approver, operator and checker are three people"

OBSERVED_FIRST = "clinical practice section 2.1: observed after the injection"


@dataclass(frozen=True, slots=True)
class CountersignRecord:
    """Sign a record as its second person, after having been called away."""

    patient: PatientId
    record: RecordId


@dataclass(frozen=True, slots=True)
class ApproveRecord:
    """Approve a record as a physician who neither gave nor checked it."""

    patient: PatientId
    record: RecordId


@dataclass(frozen=True, slots=True)
class RecordCountersigned:
    """The second person signed."""

    record: RecordId
    second: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordApproved:
    """A physician approved."""

    record: RecordId
    approver: PersonId
    at: datetime
    late_days: int = 0
    """Days beyond the signed limit, 0 within it: a deviation that stays on the record."""


EVENTS = (RecordCountersigned, RecordApproved)


def decide_countersign(
    command: CountersignRecord, records: RecordsSlice, people: People, act: Act
) -> tuple[RecordCountersigned]:
    """Sign as the second person. Raises Refused for anybody else."""
    record = _known(records, command.record)
    if record.waiting is not Meaning.CHECKED:
        raise refuse("signoff.nothing_waits", "", record=command.record)
    if record.second != act.author:
        raise refuse("signoff.not_the_second", THREE_PEOPLE, person=record.second)
    # Who should not have checked is told on the record as a breach; that person still signs, or
    # the record would wait for ever.
    refuse_if(check_colleague(people, act.author))
    return (RecordCountersigned(command.record, act.author, act.now),)


def decide_approve(
    command: ApproveRecord,
    records: RecordsSlice,
    people: People,
    protocol: ActiveProtocol | None,
    act: Act,
    asked: Iterable[Query] = (),
) -> tuple[RecordApproved]:
    """Approve a record. Raises Refused for its operator or checker, or before the check.

    `asked` are questions of an approver about it that nobody has answered yet.
    """
    record = _known(records, command.record)
    refuse_if((*check_approve(record, people, protocol, act), *check_answered(asked)))
    late = late_days(record, protocol, act)
    return (RecordApproved(command.record, act.author, act.now, late),)


def approval_due(record: Record, protocol: ActiveProtocol | None, act: Act) -> date | None:
    """Return the last day on which a record's approval is in time; None without signed rules.

    Counted in days at the site from the day on which it was recorded.
    """
    if protocol is None or not record.needs_approval:
        return None
    return act.day_of(record.recorded_at) + timedelta(days=protocol.approval_limit_days)


def late_days(record: Record, protocol: ActiveProtocol | None, act: Act) -> int:
    """Return by how many days an approval given now is beyond the signed limit, 0 within it."""
    due = approval_due(record, protocol, act)
    return max(0, (act.today - due).days) if due is not None else 0


def check_approve(
    record: Record, people: People, protocol: ActiveProtocol | None, act: Act
) -> Iterator[Alert]:
    """Return what stands against this person approving this record now.

    Operator and checker may only where the signed configuration says so; without one, never.
    """
    yield from check_authority(people, act.author, Task.APPROVE, act.today)
    if record.waiting is Meaning.CHECKED:
        yield stop("signoff.check_first", THREE_PEOPLE, person=record.second)
    elif record.waiting is not Meaning.APPROVED:
        yield stop("signoff.nothing_waits", "", record=record.record)
    if _unobserved(record, protocol):
        yield stop("signoff.observe_first", OBSERVED_FIRST, record=record.record)
    if _bars(record, protocol, act.author):
        yield stop("signoff.own_record", THREE_PEOPLE, person=act.author)


def _unobserved(record: Record, protocol: ActiveProtocol | None) -> bool:
    """Tell whether an injection still waits for the end of an observation the site signed."""
    planned = protocol is not None and bool(protocol.observation_minutes)
    injected = record.kind is RecordKind.DOSE and record.stands
    return planned and injected and not record.observed


def _bars(record: Record, protocol: ActiveProtocol | None, person: PersonId) -> bool:
    operator_may = protocol is not None and protocol.operator_may_approve
    checker_may = protocol is not None and protocol.checker_may_approve
    wrote_it = record.kind is RecordKind.DOSE_NOT_GIVEN and person == record.author
    return (
        wrote_it
        or (person == record.operator and not operator_may)
        or (person == record.second and not checker_may)
    )


def _known(records: RecordsSlice, record: RecordId) -> Record:
    known = records.by_id.get(record)
    if known is None:
        raise refuse("signoff.unknown_record", "", record=record)
    return known


def signoff_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the signature with a meaning that a sign-off needs."""
    if isinstance(command, CountersignRecord):
        return (Signer(act.author, Meaning.CHECKED),)
    if isinstance(command, ApproveRecord):
        return (Signer(act.author, Meaning.APPROVED),)
    return ()


def evolve(records: RecordsSlice, event: object, facts: EntryFacts) -> RecordsSlice:
    """Fold one event of this topic."""
    match event:
        case RecordCountersigned():
            return records.change(event.record, facts, second_signed=True)
        case RecordApproved():
            known = records.by_id[event.record]
            late = (Flag.LATE_SIGNOFF,) if event.late_days else ()
            return records.change(
                event.record,
                facts,
                approver=event.approver,
                approved_at=event.at,
                flags=(*known.flags, *late),
            )
        case _:
            return records
