"""Review of records: queries and their answers, the monitor's ticks against the source, the lock.

Nothing here changes what a record tells. Refuses nothing itself: see review_decisions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.records import RecordsSlice
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.values import dataclass

QueryId = NewType("QueryId", str)
"""The identity of one question, made when its form opens."""


class SourcePart(StrEnum):
    """What of a record was compared with the source; `whole` is all of it."""

    WHOLE = "whole"
    PATIENT = "patient"
    DOSE = "dose"
    TIMES = "times"
    PEOPLE = "people"
    PROCEDURE = "procedure"
    AFTERWARDS = "afterwards"
    """What was observed after the act."""


PARTS = frozenset(SourcePart) - {SourcePart.WHOLE}
"""The parts that together are the whole."""


class QueryState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class RaiseQuery:
    """Ask a person or a role about a record, a planned item or a patient."""

    patient: PatientId
    query: QueryId
    text: str
    record: RecordId | None = None
    item: ItemCode | None = None
    """Neither record nor item: about the patient."""
    to: PersonId | None = None
    to_role: Role | None = None
    """Exactly one of the two is asked."""


@dataclass(frozen=True, slots=True)
class AnswerQuery:
    """Answer a question one was asked."""

    patient: PatientId
    query: QueryId
    text: str


@dataclass(frozen=True, slots=True)
class CloseQuery:
    """Close a question; one that nobody answered is closed with a note."""

    patient: PatientId
    query: QueryId
    note: str = ""


@dataclass(frozen=True, slots=True)
class VerifySource:
    """Tick that a record, or parts of it, agrees with the source; signs `reviewed`."""

    patient: PatientId
    record: RecordId
    parts: tuple[SourcePart, ...]


@dataclass(frozen=True, slots=True)
class LockRecord:
    """Keep a verified record from being corrected or taken back."""

    patient: PatientId
    record: RecordId


@dataclass(frozen=True, slots=True)
class UnlockRecord:
    """Let a locked record be put right, with a reason."""

    patient: PatientId
    record: RecordId
    reason: str


@dataclass(frozen=True, slots=True)
class QueryRaised:
    """Somebody asked."""

    query: QueryId
    record: RecordId | None
    item: ItemCode | None
    to: PersonId | None
    to_role: Role | None
    text: str
    by: PersonId
    as_role: Role
    """The role in which it was asked; a colleague of that role may close it."""


@dataclass(frozen=True, slots=True)
class QueryAnswered:
    """Who was asked answered."""

    query: QueryId
    text: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class QueryClosed:
    """The question is settled."""

    query: QueryId
    note: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class SourceVerified:
    """A monitor compared a version of a record with its source and found them to agree."""

    record: RecordId
    version: int
    parts: tuple[SourcePart, ...]
    by: PersonId


@dataclass(frozen=True, slots=True)
class RecordLocked:
    """A verified record was locked."""

    record: RecordId
    version: int
    by: PersonId


@dataclass(frozen=True, slots=True)
class RecordUnlocked:
    """A locked record was opened again."""

    record: RecordId
    reason: str
    by: PersonId


EVENTS = (
    QueryRaised,
    QueryAnswered,
    QueryClosed,
    SourceVerified,
    RecordLocked,
    RecordUnlocked,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, or the note that closed a question."""

    by: PersonId
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A question with its answers."""

    raised: QueryRaised
    at: datetime
    seq: int
    answers: tuple[Said, ...] = ()
    closed: Said | None = None

    @property
    def state(self) -> QueryState:
        """Return where it stands."""
        if self.closed is not None:
            return QueryState.CLOSED
        return QueryState.ANSWERED if self.answers else QueryState.OPEN


@dataclass(frozen=True, slots=True)
class Tick:
    """One comparison of a version with its source."""

    told: SourceVerified
    at: datetime


@dataclass(frozen=True, slots=True)
class Lock:
    """Who locked a record and when."""

    by: PersonId
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How far the review of a record has come, seen from its present version."""

    version: int
    verified: int
    """The newest version that was compared whole, 0 for none."""
    parts: frozenset[SourcePart]
    """Parts of the present version that were compared."""
    ticks: tuple[Tick, ...]
    lock: Lock | None

    @property
    def whole(self) -> bool:
        """Tell whether the present version was compared whole."""
        return self.verified == self.version

    @property
    def outdated(self) -> bool:
        """Tell whether an earlier version was compared and the present one was not."""
        return bool(self.ticks) and not self.whole and not self.parts


@dataclass(frozen=True, slots=True)
class ReviewSlice:
    """Every question, tick and lock of one patient, in order of their entries."""

    queries: Mapping[QueryId, Query] = field(default_factory=dict)
    ticks: tuple[Tick, ...] = ()
    locks: Mapping[RecordId, Lock] = field(default_factory=dict)

    def about(self, records: RecordsSlice, record: RecordId) -> tuple[Query, ...]:
        """Return the questions about a record, whichever version of it they named."""
        same = set(records.versions(record))
        return tuple(one for one in self.queries.values() if one.raised.record in same)

    def pending(self) -> Iterator[Query]:
        """Yield the questions nobody has closed."""
        return (one for one in self.queries.values() if one.state is not QueryState.CLOSED)

    def of(self, records: RecordsSlice, record: RecordId) -> Reviewed:
        """Return how far the review of a record has come."""
        names = records.versions(record)
        version = names.index(record) + 1
        ticks = tuple(one for one in self.ticks if one.told.record in names[:version])
        whole = [n for n in range(1, version + 1) if _is_whole(_parts(ticks, n))]
        return Reviewed(
            version,
            max(whole, default=0),
            _parts(ticks, version),
            ticks,
            self.locks.get(record),
        )


def _parts(ticks: tuple[Tick, ...], version: int) -> frozenset[SourcePart]:
    return frozenset(
        part for one in ticks if one.told.version == version for part in one.told.parts
    )


def _is_whole(parts: frozenset[SourcePart]) -> bool:
    return SourcePart.WHOLE in parts or parts >= PARTS


def evolve(review: ReviewSlice, event: object, facts: EntryFacts) -> ReviewSlice:
    """Fold one event of this topic."""
    match event:
        case QueryRaised():
            return _with(review, Query(event, facts.recorded_at, facts.seq))
        case QueryAnswered():
            query = review.queries[event.query]
            answer = Said(event.by, facts.recorded_at, event.text)
            return _with(review, replace(query, answers=(*query.answers, answer)))
        case QueryClosed():
            query = review.queries[event.query]
            return _with(
                review, replace(query, closed=Said(event.by, facts.recorded_at, event.note))
            )
        case SourceVerified():
            return replace(review, ticks=(*review.ticks, Tick(event, facts.recorded_at)))
        case RecordLocked():
            lock = Lock(event.by, facts.recorded_at, event.version)
            return replace(review, locks={**review.locks, event.record: lock})
        case RecordUnlocked():
            left = {one: lock for one, lock in review.locks.items() if one != event.record}
            return replace(review, locks=left)
        case _:
            return review


def _with(review: ReviewSlice, query: Query) -> ReviewSlice:
    return replace(review, queries={**review.queries, query.raised.query: query})
