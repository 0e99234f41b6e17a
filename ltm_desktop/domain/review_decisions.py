"""Decisions about the review of records: who may ask, answer, close, tick, lock and unlock.

Refuses a monitor everything else: what a monitor writes is a review and nothing more.
"""

from collections.abc import Container, Iterable, Iterator, Mapping

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import ItemCode, PersonId, RecordId
from ltm_desktop.domain.people import People, check_colleague, check_role
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.review import (
    AnswerQuery,
    CloseQuery,
    LockRecord,
    Query,
    QueryAnswered,
    QueryClosed,
    QueryId,
    QueryRaised,
    QueryState,
    RaiseQuery,
    RecordLocked,
    RecordUnlocked,
    ReviewSlice,
    SourcePart,
    SourceVerified,
    UnlockRecord,
    VerifySource,
)
from ltm_desktop.domain.terms import Meaning, Role
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.values import dataclass

MONITORING = "ICH E6(R3): monitoring compares records with their source"
KEEPS_CONTROL = "ICH E6(R3): the investigator keeps control of the site's records"
TRACEABLE = "ICH E6(R3): questions, answers and changes stay traceable"

ASKERS = (
    Role.MONITOR,
    Role.INVESTIGATOR,
    Role.PHYSICIAN,
    Role.NURSE,
    Role.RESEARCH_NURSE,
    Role.PHARMACIST,
    Role.THERAPIST,
)
"""Who may ask and be asked, in the order in which a person of several roles asks."""
MONITORS = (Role.MONITOR,)
UNLOCKERS = (Role.MONITOR, Role.INVESTIGATOR)
WRITERS: Mapping[type, tuple[Role, ...]] = {
    QueryRaised: ASKERS,
    QueryAnswered: ASKERS,
    QueryClosed: ASKERS,
    SourceVerified: MONITORS,
    RecordLocked: MONITORS,
    RecordUnlocked: UNLOCKERS,
}
APPROVERS = (Role.PHYSICIAN, Role.INVESTIGATOR)
ReviewCommand = RaiseQuery | AnswerQuery | CloseQuery | VerifySource | LockRecord | UnlockRecord


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What a decision about a review knows."""

    review: ReviewSlice
    records: RecordsSlice
    items: Container[ItemCode]
    people: People
    act: Act


def decide_review(command: ReviewCommand, at: Reviewing) -> tuple[object, ...]:
    """Return the one event of a review. Raises Refused."""
    match command:
        case RaiseQuery():
            return (_raise(command, at),)
        case AnswerQuery():
            return (_answer(command, at),)
        case CloseQuery():
            return (_close(command, at),)
        case VerifySource():
            return (_verify(command, at),)
        case LockRecord():
            return (_lock(command, at),)
        case UnlockRecord():
            return (_unlock(command, at),)


def review_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the signature with a meaning that a review needs: a tick is reviewed."""
    return (Signer(act.author, Meaning.REVIEWED),) if isinstance(command, VerifySource) else ()


def _raise(command: RaiseQuery, at: Reviewing) -> QueryRaised:
    people, author = at.people, at.act.author
    refuse_if(
        (
            *check_role(people, author, *ASKERS),
            *_check_about(command, at),
            *_check_asked(command, people),
            *_check_text(command.text),
        )
    )
    roles = people[author].roles
    return QueryRaised(
        query=command.query,
        record=command.record,
        item=command.item,
        to=command.to,
        to_role=command.to_role,
        text=command.text.strip(),
        by=author,
        as_role=next(role for role in ASKERS if role in roles),
    )


def _check_about(command: RaiseQuery, at: Reviewing) -> Iterator[Alert]:
    if command.query in at.review.queries:
        yield stop("review.query_used", TRACEABLE)
    if command.record is not None and command.record not in at.records.by_id:
        yield stop("signoff.unknown_record", "", record=command.record)
    if command.item is not None and command.item not in at.items:
        yield stop("review.unknown_item", "", item=command.item)


def _check_asked(command: RaiseQuery, people: People) -> Iterator[Alert]:
    if (command.to is None) is (command.to_role is None):
        yield stop("review.nobody_asked", TRACEABLE)
    if command.to is not None:
        yield from check_colleague(people, command.to)
        yield from check_role(people, command.to, *ASKERS)
    if command.to_role is not None and command.to_role not in ASKERS:
        yield stop("review.nobody_asked", TRACEABLE)


def _check_text(text: str) -> Iterator[Alert]:
    if not text.strip():
        yield stop("review.text_missing", TRACEABLE)
    yield from check_note(text)


def _answer(command: AnswerQuery, at: Reviewing) -> QueryAnswered:
    query = _pending(at.review, command.query)
    refuse_if((*check_answers(query, at.people, at.act.author), *_check_text(command.text)))
    return QueryAnswered(command.query, command.text.strip(), at.act.author)


def check_answers(query: Query, people: People, person: PersonId) -> Iterator[Alert]:
    """Return what stands against a person answering a question."""
    yield from check_role(people, person, *ASKERS)
    if not is_asked(query, people, person):
        yield stop("review.not_asked", TRACEABLE, person=person)


def is_asked(query: Query, people: People, person: PersonId) -> bool:
    """Tell whether a question is put to this person, by name or by role."""
    known, raised = people.get(person), query.raised
    if raised.to is not None:
        return person == raised.to
    return known is not None and raised.to_role in known.roles


def _close(command: CloseQuery, at: Reviewing) -> QueryClosed:
    query = _pending(at.review, command.query)
    refuse_if((*check_closes(query, at.people, at.act.author), *check_note(command.note)))
    if query.state is QueryState.OPEN and not command.note.strip():
        raise refuse("review.note_missing", TRACEABLE)
    return QueryClosed(command.query, command.note.strip(), at.act.author)


def check_closes(query: Query, people: People, person: PersonId) -> Iterator[Alert]:
    """Return what stands against a person closing a question."""
    yield from check_role(people, person, *ASKERS)
    if not is_asker(query, people, person):
        yield stop("review.not_yours_to_close", TRACEABLE, person=query.raised.by)


def is_asker(query: Query, people: People, person: PersonId) -> bool:
    """Tell whether a person asked, or is a colleague of the role in which it was asked."""
    known = people.get(person)
    colleague = known is not None and query.raised.as_role in known.roles
    return person == query.raised.by or colleague


def _pending(review: ReviewSlice, query: QueryId) -> Query:
    known = review.queries.get(query)
    if known is None:
        raise refuse("review.unknown_query", "")
    if known.state is QueryState.CLOSED:
        raise refuse("review.closed_already", TRACEABLE)
    return known


def _verify(command: VerifySource, at: Reviewing) -> SourceVerified:
    refuse_if(check_role(at.people, at.act.author, *MONITORS))
    refuse_if(check_stands(at.records, command.record))
    if not command.parts or len(set(command.parts)) != len(command.parts):
        raise refuse("review.no_part", MONITORING)
    reviewed = at.review.of(at.records, command.record)
    if reviewed.whole or set(command.parts) <= reviewed.parts:
        raise refuse("review.already_verified", MONITORING, version=reviewed.version)
    parts = tuple(part for part in SourcePart if part in command.parts)
    return SourceVerified(command.record, reviewed.version, parts, at.act.author)


def check_stands(records: RecordsSlice, record: RecordId) -> Iterator[Alert]:
    """Return a stop for a record that is unknown, taken back or no longer the newest version."""
    known = records.by_id.get(record)
    if known is None:
        yield stop("signoff.unknown_record", "", record=record)
    elif not known.stands:
        yield stop("review.not_standing", MONITORING, record=record)


def _lock(command: LockRecord, at: Reviewing) -> RecordLocked:
    refuse_if(check_role(at.people, at.act.author, *MONITORS))
    refuse_if(check_stands(at.records, command.record))
    refuse_if(check_lockable(at.review, at.records, command.record))
    version = at.review.of(at.records, command.record).version
    return RecordLocked(command.record, version, at.act.author)


def check_lockable(review: ReviewSlice, records: RecordsSlice, record: RecordId) -> Iterator[Alert]:
    """Return what stands against locking a record: a signature, a tick or an answer missing."""
    reviewed, known = review.of(records, record), records.by_id[record]
    if reviewed.lock is not None:
        yield stop("review.locked_already", MONITORING)
    if known.waiting is not None:
        yield stop("review.waits_for_signature", MONITORING, record=record)
    if not reviewed.whole:
        yield stop("review.not_verified", MONITORING, version=reviewed.version)
    if any(one.state is not QueryState.CLOSED for one in review.about(records, record)):
        yield stop("review.query_open", MONITORING, record=record)


def _unlock(command: UnlockRecord, at: Reviewing) -> RecordUnlocked:
    refuse_if(check_role(at.people, at.act.author, *UNLOCKERS))
    if command.record not in at.review.locks:
        raise refuse("review.not_locked", KEEPS_CONTROL)
    if not command.reason.strip():
        raise refuse("review.reason_missing", KEEPS_CONTROL)
    refuse_if(check_note(command.reason))
    return RecordUnlocked(command.record, command.reason.strip(), at.act.author)


def check_unlocked(review: ReviewSlice, record: RecordId | None) -> Iterator[Alert]:
    """Return a stop for a record that a monitor locked: nobody puts it right meanwhile."""
    lock = review.locks.get(record) if record is not None else None
    if lock is not None:
        yield stop("review.locked", KEEPS_CONTROL, person=lock.by, at=lock.at)


def unanswered(review: ReviewSlice, records: RecordsSlice, record: RecordId) -> Iterator[Query]:
    """Yield what an approver asked about a record and nobody has answered."""
    for one in review.about(records, record):
        if one.state is QueryState.OPEN and one.raised.as_role in APPROVERS:
            yield one


def check_answered(queries: Iterable[Query]) -> Iterator[Alert]:
    """Return a stop for each question an approver asked that still waits for its answer."""
    for one in queries:
        asked: object = one.raised.to if one.raised.to is not None else one.raised.to_role
        yield stop("signoff.query_open", TRACEABLE, person=asked)


def check_reads_only(people: People, person: PersonId) -> Iterator[Alert]:
    """Return a stop for a monitor, whatever other roles that person holds."""
    known = people.get(person)
    if known is not None and Role.MONITOR in known.roles:
        yield stop("review.reads_only", MONITORING, person=person)
