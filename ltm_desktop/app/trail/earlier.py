"""What an entry takes the place of: the older event of the same thing in the same stream.

Reads backwards and decodes only entries whose bytes name the shape; refuses to guess: an event
that replaces nothing has nothing older.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ltm_desktop.app.charts import events_of
from ltm_desktop.app.ports import Store
from ltm_desktop.domain.adverse_events import (
    EventCorrected,
    EventEnded,
    EventGraded,
    EventReported,
    GradeTold,
)
from ltm_desktop.domain.codec import SHAPES, UnknownShape
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.follow_up import ContactRecorded
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.labs import AnyResult, LabCorrected, LabsRecorded
from ltm_desktop.domain.planning import (
    FractionsPlanned,
    ItemRescheduled,
    PlanMoved,
    TreatmentPlanned,
)
from ltm_desktop.domain.response import ResponseAssessed
from ltm_desktop.ledger.canonical import NotCanonical
from ltm_desktop.ledger.entries import SealedEntry

_PAGE = 200
_KEPT = 2000
"""Records remembered, so that a page about one dose does not look for it in every row."""
_NAMES = {shape: name for name, shape in SHAPES.items()}
_RECORDS = (DoseRecorded, FractionRecorded, ResponseAssessed, ContactRecorded)
_GRADED = (EventReported, EventGraded, EventCorrected)

REPLACES: Mapping[str, str] = {
    "DosePrescribed": "item",
    "PatientAssessed": "item",
    "RadiotherapyPrescribed": "prescription",
    "SessionLinked": "record",
    "ConsentRecorded": "",
    "ArmAssigned": "",
    "AccessRecorded": "",
    "MeasurementsRecorded": "",
    "ConfigurationSigned": "",
    "EmergencyTextSigned": "",
    "CertificateEntered": "person",
    "ProductApproved": "gtin",
    "EventJudged": "event",
    "EventEnded": "event",
    "AwarenessRecorded": "event",
    "ShortfallDecided": "fraction",
    "CompensationOrdered": "",
    "SyringePrepared": "item",
    "LaboratoryEntered": "code",
    "RangesSet": "laboratory",
}
"""Events of which a newer one replaces an older one, and the field that names the same thing."""


class Earlier:
    """The past of a stream, looked up where an entry changes something."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: dict[tuple[str, str], object] = {}

    def of(self, event: object, stream: str, seq: int) -> object | None:
        """Return the event this one takes the place of, None where there is none."""
        if isinstance(event, _RECORDS):
            return self.record(event.corrects, stream, seq) if event.corrects else None
        about = REPLACES.get(type(event).__name__)
        if about is None:
            return None
        same = (
            one
            for one in self._events(stream, seq, type(event))
            if type(one) is type(event) and getattr(one, about, None) == getattr(event, about, None)
        )
        return next(same, None)

    def result(self, result: str, stream: str, seq: int) -> AnyResult | None:
        """Return a laboratory result as it was told before a sequence number."""
        for event in self._events(stream, seq, LabsRecorded, LabCorrected, naming=result):
            told = event.told if isinstance(event, LabsRecorded) else (getattr(event, "now", None),)
            for one in told:
                if one is not None and one.key == result:
                    return one
        return None

    def grade(self, event: str, stream: str, seq: int) -> GradeTold | None:
        """Return the grade an adverse event had before a sequence number."""
        for one in self._events(stream, seq, *_GRADED, naming=event):
            if getattr(one, "event", None) != event:
                continue
            return one.told if isinstance(one, EventGraded) else _last_grade(one)
        return None

    def end(self, event: str, stream: str, seq: int) -> EventEnded | None:
        """Return the outcome an adverse event had before a sequence number."""
        told = self._events(stream, seq, EventEnded, naming=event)
        return next(
            (one for one in told if isinstance(one, EventEnded) and one.event == event), None
        )

    def record(self, record: str, stream: str, seq: int) -> object | None:
        """Return the event that told a record, looked for before a sequence number; 0: anywhere."""
        known = self._records.get((stream, record))
        if known is None:
            told = self._events(stream, seq, *_RECORDS, naming=record)
            known = next((one for one in told if getattr(one, "record", None) == record), None)
            if len(self._records) >= _KEPT:
                self._records.clear()
            if known is not None:
                # what was once told under a record never changes
                self._records[stream, record] = known
        return known

    def version(self, record: str, stream: str) -> int:
        """Return which version of an act a record is: 1, and one more for each it puts right."""
        version, seen = 1, {record}
        event = self.record(record, stream, 0)
        while event is not None and (older := getattr(event, "corrects", None)):
            if older in seen:
                break
            seen.add(older)
            version += 1
            event = self.record(older, stream, 0)
        return version

    def scheduled(self, stream: str, seq: int) -> dict[str, date]:
        """Return the day each item was planned for before a sequence number."""
        days: dict[str, date] = {}
        planners = (TreatmentPlanned, FractionsPlanned, PlanMoved, ItemRescheduled)
        for event in self._events(stream, seq, *planners):
            for item in _items(event):
                days.setdefault(item.code, item.scheduled)
        return days

    def _events(self, stream: str, seq: int, *shapes: type, naming: str = "") -> Iterator[object]:
        """Yield events of some shapes before a sequence number, newest first; 0: any."""
        marks = [f'"{_NAMES[shape]}"'.encode() for shape in shapes]
        name = f'"{naming}"'.encode()
        for sealed in self._before(stream, seq):
            if any(mark in sealed.raw for mark in marks) and (not naming or name in sealed.raw):
                yield from reversed(read(sealed))

    def _before(self, stream: str, seq: int) -> Iterator[SealedEntry]:
        while page := self._store.newest(stream, before=seq, most=_PAGE):
            yield from page
            seq = page[-1].seq


def _last_grade(event: object) -> GradeTold | None:
    told = getattr(event, "told", None)
    return told.grades[-1] if told is not None else None


def read(sealed: SealedEntry) -> tuple[object, ...]:
    """Return the events of an entry, none where this program cannot read them."""
    try:
        return events_of(sealed.entry)
    except (UnknownShape, NotCanonical, KeyError, TypeError):
        return ()


def _items(event: object) -> tuple[Any, ...]:
    if isinstance(event, ItemRescheduled):
        return (event.moved.item, *(one.item for one in event.followed))
    return getattr(event, "items", ())
