"""A session as it stands in the form, and the command it means.

No Qt here. Texts stay as typed; what cannot be read is refused with all its reasons.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.fractions import (
    DeliveredDose,
    RecordFraction,
    SessionOutcome,
    Termination,
    Verification,
)
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity, Unit, parse_quantity
from ltm_desktop.ui.panels.fractions.taken import still_taken

OTHER = "other"
_DOSE = "dose."
"""Before the name of a volume in the fields of a draft."""
_SIGNS = ("+", "-", "\u2212", "\u2013")
"""A plus, and what people type or paste for a minus."""


@dataclass(frozen=True, slots=True)
class TypedSession:
    """The fields of the session form as typed; empty where nothing was."""

    record: str = ""
    fraction: str = ""
    outcome: str = ""
    doses: Mapping[str, str] = field(default_factory=dict)
    """By volume; only those that hold something."""
    at: str = ""
    ended_at: str = ""
    machine: str = ""
    operator: str = ""
    second: str = ""
    imaging: str = ""
    monitor_units: str = ""
    vertical: str = ""
    longitudinal: str = ""
    lateral: str = ""
    rotation: str = ""
    device: str = ""
    approved_by: str = ""
    on_call: str = ""
    termination: str = ""
    override: str = ""
    reason: str = ""
    own_words: str = ""
    resume_on: str = ""
    rv_id: str = ""
    note: str = ""
    incident: str = ""
    corrects: str = ""
    why: str = ""
    """Code of correction_reason."""
    why_words: str = ""
    taken: str = ""
    """The machine's record that filled the form, as `taken.Taken` writes it."""

    @property
    def untouched(self) -> bool:
        """Tell whether the person has not typed or chosen anything yet."""
        return self == TypedSession(self.record, self.fraction, operator=self.operator)

    def to_fields(self) -> dict[str, str]:
        """Return the fields that hold something, for a draft."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields(self))
        texts = {name: text for name, text in pairs if text and name != "doses"}
        return texts | {f"{_DOSE}{volume}": text for volume, text in self.doses.items() if text}


@dataclass(frozen=True, slots=True)
class Told:
    """The days and times of the form as they were read; None where a text means none."""

    at: datetime | None
    ended_at: datetime | None = None
    resume_on: date | None = None

    def stands(self, typed: TypedSession) -> bool:
        """Tell whether everything typed as a day or time was understood."""
        ended = self.ended_at is not None or not typed.ended_at.strip()
        resumed = self.resume_on is not None or not typed.resume_on.strip()
        return self.at is not None and ended and resumed


def from_fields(kept: Mapping[str, str]) -> TypedSession:
    """Return the form a draft kept; names no form knows any more are left out."""
    known = {one.name for one in fields(TypedSession)} - {"doses"}
    doses = {name.removeprefix(_DOSE): text for name, text in kept.items() if _is_dose(name)}
    texts = {name: text for name, text in kept.items() if name in known}
    return TypedSession(**texts, doses=doses)


def _is_dose(name: str) -> bool:
    return name.startswith(_DOSE)


def parse_signed(text: str, unit: Unit) -> Quantity:
    """Read an amount that may have a sign before it. Raises Refused."""
    typed = text.strip()
    sign = typed[:1]
    if sign not in _SIGNS:
        return parse_quantity(typed, unit)
    amount = parse_quantity(typed[1:], unit)
    return amount if sign == "+" else Quantity(-amount.value, unit)


def to_command(
    typed: TypedSession, patient: PatientId, author: PersonId, at: datetime, told: Told, unit: Unit
) -> RecordFraction:
    """Return the command a form means; `unit` is the unit of its doses.

    Raises Refused with every amount that cannot be read.
    """
    reading = _Reading()
    taken = still_taken(typed.taken, typed.to_fields())
    command = RecordFraction(
        patient=patient,
        record=RecordId(typed.record),
        fraction=reading.number(typed.fraction),
        outcome=SessionOutcome(typed.outcome),
        at=at,
        delivered=reading.doses(typed.doses, unit),
        machine=typed.machine.strip(),
        operator=PersonId(typed.operator),
        second=_person(typed.second),
        ended_at=told.ended_at,
        verification=reading.verification(typed),
        monitor_units=reading.amount(typed.monitor_units, Unit.MU),
        termination=Termination(typed.termination or Termination.NORMAL),
        machine_override=typed.override.strip(),
        physician_on_call=_person(typed.on_call),
        reason=typed.reason,
        resume_on=told.resume_on,
        rv_id=typed.rv_id.strip(),
        uid=taken.uid if taken else "",
        beams=taken.beams if taken else (),
        note=_joined(typed.own_words, typed.why_words, typed.note),
        incident=typed.incident.strip(),
        corrects=RecordId(typed.corrects) if typed.corrects else None,
        correction_reason=typed.why if typed.corrects else "",
    )
    if reading.alerts:
        raise Refused(*reading.alerts)
    return _as_chosen(command, author)


class _Reading:
    """Reads every amount of a form and keeps all that stands against them."""

    def __init__(self) -> None:
        self.alerts: list[Alert] = []

    def number(self, typed: str) -> int:
        text = typed.strip()
        if text.isascii() and text.isdigit():
            return int(text)
        self.alerts.append(stop("quantities.not_a_number", typed=text))
        return 0

    def doses(self, typed: Mapping[str, str], unit: Unit) -> tuple[DeliveredDose, ...]:
        read = {volume: self.amount(text, unit) for volume, text in typed.items()}
        return tuple(DeliveredDose(volume, dose) for volume, dose in read.items() if dose)

    def verification(self, typed: TypedSession) -> Verification:
        return Verification(
            imaging=typed.imaging,
            vertical=self._signed(typed.vertical, Unit.MM),
            longitudinal=self._signed(typed.longitudinal, Unit.MM),
            lateral=self._signed(typed.lateral, Unit.MM),
            rotation=self._signed(typed.rotation, Unit.DEGREE),
            approved_by=_person(typed.approved_by),
            device=typed.device.strip(),
        )

    def amount(self, typed: str, unit: Unit) -> Quantity | None:
        return self._read(typed, unit, parse_quantity)

    def _signed(self, typed: str, unit: Unit) -> Quantity | None:
        return self._read(typed, unit, parse_signed)

    def _read(
        self, typed: str, unit: Unit, parse: Callable[[str, Unit], Quantity]
    ) -> Quantity | None:
        if not typed.strip():
            return None
        try:
            return parse(typed, unit)
        except Refused as refusal:
            self.alerts.extend(refusal.alerts)
            return None


def _as_chosen(command: RecordFraction, author: PersonId) -> RecordFraction:
    """Leave out what the chosen outcome has no field for."""
    if command.outcome is SessionOutcome.DELIVERED:
        return replace(command, reason="", resume_on=None)
    if command.outcome is SessionOutcome.PARTIAL:
        return command
    return replace(
        command,
        delivered=(),
        machine="",
        operator=author,
        second=None,
        ended_at=None,
        verification=Verification(),
        monitor_units=None,
        termination=Termination.NORMAL,
        machine_override="",
        rv_id="",
    )


def _person(typed: str) -> PersonId | None:
    return PersonId(typed) if typed else None


def _joined(*texts: str) -> str:
    return "\n".join(filter(None, (text.strip() for text in texts)))
