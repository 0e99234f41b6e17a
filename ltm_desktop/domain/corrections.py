"""Putting a record right: a void takes it back, a correction tells it anew; both keep the old one.

Refuses a void without a second person, and touching a record that was already put right.
"""

from collections.abc import Iterator

from ltm_desktop.domain.acts import Act, EntryFacts
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.dosing import RecordDose, Source
from ltm_desktop.domain.dosing_told import check_reason
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.people import People, check_colleague, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.records import Flag, Record, RecordKind, RecordsSlice, Voided
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import check_listed

KEPT = "21 CFR 11.10(e): changes do not obscure what was recorded before"
TWO = "design section 3: a void needs a reason and a second person"
VOIDERS = (Role.NURSE, Role.PHYSICIAN, Role.INVESTIGATOR, Role.RESEARCH_NURSE)
_KINDS = frozenset(
    {RecordKind.DOSE, RecordKind.DOSE_NOT_GIVEN, RecordKind.FRACTION, RecordKind.RESPONSE}
)


def voiders(kind: RecordKind) -> tuple[Role, ...]:
    """Return who may take back a record of a kind; therapists their sessions and no dose."""
    if kind is RecordKind.RESPONSE:
        return (Role.PHYSICIAN, Role.INVESTIGATOR)
    return (*VOIDERS, Role.THERAPIST) if kind is RecordKind.FRACTION else VOIDERS


@dataclass(frozen=True, slots=True)
class VoidRecord:
    """Take a record back: what it tells did not happen, or not to this patient."""

    patient: PatientId
    record: RecordId
    reason: str
    """Code of void_reason."""
    second: PersonId
    """Who looked as well; signs `witnessed`."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordVoided:
    """A record was taken back; it stays readable and is marked void everywhere."""

    record: RecordId
    item: ItemCode
    reason: str
    by: PersonId
    second: PersonId
    note: str


EVENTS = (RecordVoided,)


def decide_void(
    command: VoidRecord,
    records: RecordsSlice,
    people: People,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[RecordVoided]:
    """Void a record. Raises Refused without a reason, alone, or for one already put right."""
    record = _standing(records, command.record)
    refuse_if(
        (
            *check_role(people, act.author, *voiders(record.kind)),
            *_check_second(command, record.kind, people, act),
            *check_reason(command.reason, command.note),
            *check_listed(protocol, "void_reason", command.reason),
            *check_note(command.note),
        )
    )
    return (
        RecordVoided(
            record.record,
            record.item,
            command.reason,
            act.author,
            command.second,
            command.note,
        ),
    )


def _check_second(
    command: VoidRecord, kind: RecordKind, people: People, act: Act
) -> Iterator[Alert]:
    if command.second == act.author:
        yield stop("corrections.second_is_author", TWO, person=command.second)
    yield from check_colleague(people, command.second)
    yield from check_role(people, command.second, *voiders(kind), Role.PHARMACIST)


def check_corrects(
    command: RecordDose, records: RecordsSlice, protocol: ActiveProtocol | None
) -> Iterator[Alert]:
    """Return what stands against a record put in the place of another."""
    if command.corrects is None:
        return
    known = records.by_id.get(command.corrects)
    if known is None or known.kind is not RecordKind.DOSE:
        yield stop("corrections.nothing_to_correct", KEPT, record=command.corrects)
    elif known.void or known.replaced_by:
        yield stop("corrections.already_put_right", KEPT, record=command.corrects)
    elif known.item != command.item:
        # an injection told of the wrong dose is taken back and told of the right one
        yield stop("corrections.other_dose", KEPT, record=command.corrects)
    else:
        yield from _check_kept(command, known)
    if not command.correction_reason.strip():
        yield stop("corrections.reason_missing", KEPT)
    yield from check_listed(protocol, "correction_reason", command.correction_reason)


def _check_kept(command: RecordDose, known: Record) -> Iterator[Alert]:
    """Return what a correction would leave out that was known: an incident, how it came about."""
    if Flag.INCIDENT in known.flags and not command.incident.strip():
        yield stop("corrections.incident_dropped", KEPT, record=known.record)
    # paper answers for steps the ledger never saw: nothing told at the bedside becomes paper later
    was_paper, was_late = (one in known.flags for one in (Flag.TRANSCRIBED, Flag.TOLD_LATE))
    other = was_paper is not (command.source is Source.TRANSCRIBED)
    if other or (was_late and command.source is not Source.LATE):
        yield stop("corrections.source_changed", KEPT, record=known.record)


def _standing(records: RecordsSlice, record: RecordId) -> Record:
    known = records.by_id.get(record)
    if known is None:
        raise refuse("signoff.unknown_record", "", record=record)
    if known.kind not in _KINDS:
        raise refuse("corrections.not_this_kind", KEPT, record=record)
    if known.void or known.replaced_by:
        raise refuse("corrections.already_put_right", KEPT, record=record)
    return known


def evolve(records: RecordsSlice, event: object, facts: EntryFacts) -> RecordsSlice:
    """Fold one event of this topic."""
    if isinstance(event, RecordVoided) and event.record in records.by_id:
        voided = Voided(event.by, event.second, facts.recorded_at, event.reason, event.note)
        return records.change(event.record, facts, voided=voided)
    return records
