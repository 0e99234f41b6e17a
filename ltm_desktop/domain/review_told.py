"""What stands against a review as the ledger tells it: judged again, whoever sealed the entry."""

from collections.abc import Iterator

from ltm_desktop.domain.attested_acts import Objection
from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.review import (
    Query,
    QueryAnswered,
    QueryClosed,
    QueryRaised,
    QueryState,
    RecordLocked,
    RecordUnlocked,
    ReviewSlice,
    SourceVerified,
)
from ltm_desktop.domain.review_decisions import (
    check_lockable,
    check_stands,
    check_unlocked,
    is_asked,
    is_asker,
    unanswered,
)
from ltm_desktop.domain.signoff import RecordApproved


def check_review(
    event: object, author: PersonId, review: ReviewSlice, records: RecordsSlice, people: People
) -> Iterator[Objection]:
    """Return what stands against an event by the questions, ticks and locks before it."""
    match event:
        case QueryRaised():
            yield from _check_raised(event, author, review, records, people)
        case QueryAnswered() | QueryClosed():
            yield from _check_said(event, author, review, people)
        case SourceVerified() | RecordLocked() | RecordUnlocked():
            yield from _check_marked(event, author, review, records)
        case RecordApproved():
            if any(True for _ in unanswered(review, records, event.record)):
                yield Objection("ledger.out_of_order", author)
        case _:
            if any(check_unlocked(review, _put_right_by(event))):
                yield Objection("ledger.locked_record", author)


def _check_raised(
    event: QueryRaised, author: PersonId, review: ReviewSlice, records: RecordsSlice, people: People
) -> Iterator[Objection]:
    known = people.get(author)
    if known is None or event.as_role not in known.roles:
        yield Objection("ledger.no_authority", author)
    elsewhere = event.record is not None and event.record not in records.by_id
    if event.query in review.queries or elsewhere or not event.text.strip():
        yield Objection("ledger.against_rules", author)
    if (event.to is None) is (event.to_role is None):
        yield Objection("ledger.against_rules", author)


def _check_said(
    event: QueryAnswered | QueryClosed, author: PersonId, review: ReviewSlice, people: People
) -> Iterator[Objection]:
    query = review.queries.get(event.query)
    if query is None or query.state is QueryState.CLOSED:
        yield Objection("ledger.out_of_order", author)
    elif not _may_say(event, query, people, author):
        yield Objection("ledger.no_authority", author)


def _may_say(
    event: QueryAnswered | QueryClosed, query: Query, people: People, author: PersonId
) -> bool:
    asked = isinstance(event, QueryAnswered)
    return (is_asked if asked else is_asker)(query, people, author)


def _check_marked(
    event: SourceVerified | RecordLocked | RecordUnlocked,
    author: PersonId,
    review: ReviewSlice,
    records: RecordsSlice,
) -> Iterator[Objection]:
    if isinstance(event, RecordUnlocked):
        if event.record not in review.locks:
            yield Objection("ledger.out_of_order", author)
        return
    if any(check_stands(records, event.record)):
        yield Objection("ledger.out_of_order", author)
        return
    if event.version != review.of(records, event.record).version:
        yield Objection("ledger.against_rules", author)
    if isinstance(event, RecordLocked) and any(check_lockable(review, records, event.record)):
        yield Objection("ledger.out_of_order", author)


def _put_right_by(event: object) -> RecordId | None:
    """Return the record that an event took back or put right."""
    match event:
        case RecordVoided():
            return event.record
        case DoseRecorded() | FractionRecorded():
            return event.corrects
        case _:
            return None
