"""A settled dose as it was told: every fact, who signed, what still waits, and its paper. No Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from ltm_desktop.app.ports import Store
from ltm_desktop.app.wording.statements import Statement, statement
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseNotGiven, DoseRecorded
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.records import Flag, Record, RecordKind
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import ItemState, Meaning
from ltm_desktop.ledger.entries import Cosignature
from ltm_desktop.ui.panels.dosing.standing import named

_MARKS = (Flag.CORRECTION, Flag.TOLD_LATE, Flag.TRANSCRIBED, Flag.INCIDENT, Flag.CLOCK)


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One signature, given or still waited for."""

    meaning: str
    person: str
    when: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Everything a settled dose shows."""

    state: ItemState | None
    """What the dose stands as by this record; None for one beside it."""
    facts: Statement
    signatures: tuple[SignatureLine, ...]
    record: RecordId
    paper: str
    """SHA-256 of the newest paper, empty where there is none."""
    marks: tuple[Flag, ...] = ()
    """What should be seen at once: told late, from paper, a correction."""
    given: bool = True
    """False for a dose that was not given: it is taken back, never corrected."""
    stands: bool = True


class TellingDesk(Protocol):
    """The verbs of the desk that reading a record needs."""

    @property
    def store(self) -> Store:
        """Return the store, for the entry of a record."""

    def site(self) -> SiteState:
        """Return the site."""

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""

    def record_events(self, patient: PatientId, record: RecordId) -> tuple[object, ...]:
        """Return the events of the entry that wrote a record."""


def told(
    desk: TellingDesk,
    chart: Chart,
    record: Record,
    state: ItemState | None,
    zone: tzinfo | None,
    say: Words,
) -> Told:
    """Return a record as it stands in the ledger."""
    events = desk.record_events(chart.patient_id, record.record)
    site = desk.site()
    facts = statement(
        [one for one in events if isinstance(one, DoseRecorded | DoseNotGiven)],
        patient=None,
        site=site,
        active=desk.active(),
        say=say,
        zone=zone,
    )
    sealed = next(iter(desk.store.entries(chart.patient_id, after=record.seq - 1)))
    lines = tuple(_signatures(record, sealed.entry.cosignatures, site.people, zone, say))
    paper = record.papers[-1].sha256 if record.papers else ""
    given = record.kind is RecordKind.DOSE
    marks = tuple(one for one in record.flags if one in _MARKS)
    return Told(state, facts, lines, record.record, paper, marks, given, record.stands)


def _signatures(
    record: Record,
    cosignatures: Sequence[Cosignature],
    people: People,
    zone: tzinfo | None,
    say: Words,
) -> Iterator[SignatureLine]:
    def line(meaning: str, person: str, at: datetime | None) -> SignatureLine:
        when = say.moment(at.astimezone(zone)) if at else ""
        return SignatureLine(say.term(f"meaning.{meaning}"), named(people, person), when, True)

    for one in cosignatures:
        yield line(one.meaning, one.person, datetime.fromisoformat(one.signed_at))
    meanings = {one.meaning for one in cosignatures}
    if record.second is not None and Meaning.CHECKED.value not in meanings:
        if record.second_signed:
            yield line(Meaning.CHECKED.value, record.second, None)
        else:
            name = named(people, record.second)
            waits = say("waits for {person}", person=name)
            yield SignatureLine(say.term(Meaning.CHECKED), name, waits, signed=False)
    if record.approver is not None:
        yield line(Meaning.APPROVED.value, record.approver, record.approved_at)
    elif record.needs_approval and record.stands:
        waits = say("waits for a physician")
        yield SignatureLine(say.term(Meaning.APPROVED), "", waits, signed=False)
