"""Signed records of one patient: who signed what, what still waits, which papers were issued."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.identifiers import ItemCode, PersonId, RecordId
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.values import dataclass


class RecordKind(StrEnum):
    """What a record records."""

    DOSE = "dose"
    DOSE_NOT_GIVEN = "dose_not_given"
    FRACTION = "fraction"
    COURSE_CHECK = "course_check"
    RESPONSE = "response"
    SERIOUS_REPORT = "serious_report"


class Flag(StrEnum):
    """What an approver should see before opening a record."""

    PARTIAL = "partial"
    ABANDONED = "abandoned"
    LATE = "late"
    EARLY = "early"
    REDUCED = "reduced"
    INCIDENT = "incident"
    CORRECTION = "correction"
    """It puts an earlier record right."""
    LATE_SIGNOFF = "late_signoff"
    """It was approved after the days the investigator signed."""
    TOLD_LATE = "told_late"
    TRANSCRIBED = "transcribed"
    CLOCK = "clock"
    """Written while nobody had confirmed the time."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One issued PDF of a record."""

    sha256: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class Voided:
    """Who took a record back, when and why."""

    by: PersonId
    second: PersonId
    at: datetime
    reason: str
    """Code of void_reason."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One act that people signed; `waiting` is derived, never stored."""

    record: RecordId
    kind: RecordKind
    item: ItemCode
    happened_at: datetime
    recorded_at: datetime
    seq: int
    author: PersonId
    operator: PersonId | None
    second: PersonId | None
    second_signed: bool
    needs_approval: bool
    flags: tuple[Flag, ...] = ()
    approver: PersonId | None = None
    approved_at: datetime | None = None
    papers: tuple[Paper, ...] = ()
    corrects: RecordId | None = None
    observed: bool = False
    """Whether the observation after an injection was ended by a person."""
    replaced_by: RecordId | None = None
    """The record that puts this one right."""
    correction_reason: str = ""
    """Code of why it puts another one right."""
    voided: Voided | None = None
    """Taken back by two people; nothing waits for it any more."""

    @property
    def void(self) -> bool:
        """Tell whether it was taken back."""
        return self.voided is not None

    @property
    def stands(self) -> bool:
        """Tell whether this is what is held to be true today."""
        return not self.void and self.replaced_by is None

    @property
    def waiting(self) -> Meaning | None:
        """Return the meaning of the signature that is missing, None when complete."""
        if not self.stands:
            return None
        if self.second is not None and not self.second_signed:
            return Meaning.CHECKED
        if self.needs_approval and self.approver is None:
            return Meaning.APPROVED
        return None


Records = Mapping[RecordId, Record]


@dataclass(frozen=True, slots=True)
class RecordsSlice:
    """All signed records of one patient, in order of their entries."""

    by_id: Records = field(default_factory=dict)

    def with_record(self, record: Record, facts: EntryFacts) -> "RecordsSlice":
        """Return the slice with a new record and the papers committed with it."""
        known = {**self.by_id, record.record: add_papers(record, facts)}
        old = known.get(record.corrects) if record.corrects else None
        if old is not None:
            known[old.record] = replace(old, replaced_by=record.record)
        return RecordsSlice(known)

    def change(self, record: RecordId, facts: EntryFacts, **changes: object) -> "RecordsSlice":
        """Return the slice with one record changed and new papers added."""
        changed = add_papers(replace(self.by_id[record], **changes), facts)  # type: ignore[arg-type]  # checked by tests: names come from this package only
        return RecordsSlice({**self.by_id, record: changed})

    def versions(self, record: RecordId) -> tuple[RecordId, ...]:
        """Return every version of a record, the first one first; each corrects the one before."""
        first = self.by_id[record]
        while first.corrects and first.corrects in self.by_id:
            first = self.by_id[first.corrects]
        names = [first.record]
        while (newer := self.by_id[names[-1]].replaced_by) is not None:
            names.append(newer)
        return tuple(names)

    def waiting(self) -> Iterable[Record]:
        """Return records that wait for a signature."""
        return (record for record in self.by_id.values() if record.waiting)


def add_papers(record: Record, facts: EntryFacts) -> Record:
    """Return the record with the papers of an entry appended."""
    issued = tuple(Paper(sha256, facts.recorded_at) for sha256 in facts.papers)
    return replace(record, papers=(*record.papers, *issued))
