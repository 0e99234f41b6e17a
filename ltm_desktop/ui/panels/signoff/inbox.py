"""What waits for a signature, one's own first, worded line by line. No Qt here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from ltm_desktop.app.rows import InboxRow, PatientRow
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DoseRecorded
from ltm_desktop.domain.fractions import FractionRecorded
from ltm_desktop.domain.identifiers import ItemCode, PatientId, RecordId
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.records import Flag, RecordKind
from ltm_desktop.domain.terms import ItemKind

_OLD, _VERY_OLD = 3, 7
"""Days, for the eye only: no rule hangs on them."""


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One record that waits, worded."""

    record: str
    patient: str
    name: str
    other_name: str
    """The other writing of the name, Chinese or Latin; empty where there is one only."""
    born: str
    subject: str
    what: str
    amount: str
    when: str
    age: str
    tone: str
    """How old it is in colour; the age stands beside it in words."""
    waits_for: str
    mine: bool
    """Whether this person may be the one it waits for."""
    flags: tuple[Flag, ...]
    due: str = ""
    """Until when it should be approved, or by how much that is passed."""
    late: bool = False
    """Whether the days the investigator signed are over: a deviation."""


class InboxDesk(Protocol):
    """What the list asks of the desk."""

    def inbox(self) -> Sequence[tuple[InboxRow, PatientRow]]:
        """Return records waiting for a signature, oldest first."""

    def may_sign(self, row: InboxRow) -> bool:
        """Tell whether the person at the desk may be the one a record waits for."""

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""

    def record_events(self, patient: PatientId, record: RecordId) -> tuple[object, ...]:
        """Return what the entry of a record tells."""

    def waits_for(self, row: InboxRow) -> str:
        """Say whom a record waits for."""

    def due(self, patient: PatientId, record: RecordId) -> tuple[date | None, int]:
        """Return the last day for a record's approval and by how many days it is passed."""

    def now(self) -> datetime:
        """Return the time at the site."""


class InboxWording:
    """Word the lines; what a record tells never changes, so it is asked once."""

    def __init__(self, desk: InboxDesk, say: Words) -> None:
        self._desk = desk
        self._say = say
        self._amounts: dict[str, str] = {}

    def lines(self) -> tuple[InboxLine, ...]:
        """Return the list: first what this person may sign, each part oldest first."""
        lines = (self._line(row, patient) for row, patient in self._desk.inbox())
        return tuple(sorted(lines, key=lambda line: not line.mine))

    def _line(self, row: InboxRow, patient: PatientRow) -> InboxLine:
        say = self._say
        happened = datetime.fromisoformat(row.happened_at)
        days = (self._desk.now() - happened).days
        names = HumanName(patient.family, patient.given, patient.han_name)
        name, other = listed_name(names, say)
        due, late = self._due(row)
        return InboxLine(
            record=row.record_id,
            patient=row.patient_id,
            name=name,
            other_name=other,
            born=say("born {date}", date=date.fromisoformat(patient.born)),
            subject=patient.subject_id,
            what=self._what(row),
            amount=self._amount(row),
            when=say.moment(happened),
            age=age_words(days, say),
            tone="stop" if late or days >= _VERY_OLD else "caution" if days >= _OLD else "",
            waits_for=self._desk.waits_for(row),
            mine=self._desk.may_sign(row),
            flags=tuple(map(Flag, row.flags.split())),
            due=due,
            late=late,
        )

    def _due(self, row: InboxRow) -> tuple[str, bool]:
        say = self._say
        day, late = self._desk.due(PatientId(row.patient_id), RecordId(row.record_id))
        if day is None:
            return "", False
        if not late:
            return say("approve by {date}", date=day), False
        days = say.many("{count} day", "{count} days", late)
        return say("{days} after the signed limit", days=days), True

    def _what(self, row: InboxRow) -> str:
        say = self._say
        item = self._desk.chart(PatientId(row.patient_id)).plan.items.get(ItemCode(row.code))
        if item is None:
            return say("{kind} {code}", kind=RecordKind(row.kind), code=row.code)
        if item.kind is ItemKind.FRACTION:
            return say("fraction {n} of {total}", n=item.number, total=item.of)
        words = say("dose {n} of {total}", n=item.number, total=item.of)
        not_given = RecordKind(row.kind) is RecordKind.DOSE_NOT_GIVEN
        return say("{item}, not given", item=words) if not_given else words

    def _amount(self, row: InboxRow) -> str:
        if row.record_id not in self._amounts:
            events = self._desk.record_events(PatientId(row.patient_id), RecordId(row.record_id))
            told = (one for one in events if isinstance(one, DoseRecorded | FractionRecorded))
            event = next(told, None)
            self._amounts[row.record_id] = self._delivered(event) if event else ""
        return self._amounts[row.record_id]

    def _delivered(self, event: DoseRecorded | FractionRecorded) -> str:
        amounts = self._say.listing(_amounts_of(event, self._say))
        return self._say("DOSE {amount}", amount=amounts) if amounts else ""


def _amounts_of(event: DoseRecorded | FractionRecorded, say: Words) -> Iterator[str]:
    """Yield what was given: the amount of a dose, or what each volume received."""
    if isinstance(event, DoseRecorded):
        yield say.amount(event.delivered)
        return
    for one in event.delivered:
        yield f"{one.volume} {say.amount(one.dose)}"


def age_words(days: int, say: Words) -> str:
    """Write how many whole days ago something was."""
    if days < 1:
        return say("less than a day")
    return say.many("{count} day", "{count} days", days)
