"""A session as it stands in the form, and the command it means.

No Qt here. Texts stay as typed; what cannot be read is refused with all its reasons.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime

from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import Refused
from ltm_desktop.domain.fractions import RecordFraction, SessionOutcome
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity, Unit, parse_quantity


@dataclass(frozen=True, slots=True)
class TypedSession:
    """The fields of the session form as typed; empty where nothing was."""

    record: str = ""
    fraction: str = ""
    outcome: str = ""
    delivered: str = ""
    at: str = ""
    machine: str = ""
    operator: str = ""
    second: str = ""
    imaging: str = ""
    monitor_units: str = ""
    reason: str = ""
    own_words: str = ""
    note: str = ""
    incident: str = ""

    @property
    def untouched(self) -> bool:
        """Tell whether the person has not typed or chosen anything yet."""
        return self == TypedSession(self.record, self.fraction, operator=self.operator)

    def to_fields(self) -> dict[str, str]:
        """Return the fields that hold something, for a draft."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: text for name, text in pairs if text}


def from_fields(kept: Mapping[str, str]) -> TypedSession:
    """Return the form a draft kept; names no form knows any more are left out."""
    known = {one.name for one in fields(TypedSession)}
    return TypedSession(**{name: text for name, text in kept.items() if name in known})


def to_command(
    typed: TypedSession, patient: PatientId, author: PersonId, at: datetime
) -> RecordFraction:
    """Return the command a form means. Raises Refused with every amount that cannot be read."""
    alerts: list[Alert] = []
    delivered = _read(alerts, lambda: _amount(typed.delivered, Unit.GY))
    units = _read(alerts, lambda: _amount(typed.monitor_units, Unit.MU))
    number = typed.fraction.strip()
    if not (number.isascii() and number.isdigit()):
        alerts.append(stop("quantities.not_a_number", typed=number))
    if alerts:
        raise Refused(*alerts)
    command = RecordFraction(
        patient=patient,
        record=RecordId(typed.record),
        fraction=int(number),
        outcome=SessionOutcome(typed.outcome),
        at=at,
        delivered=delivered,
        machine=typed.machine.strip(),
        operator=PersonId(typed.operator),
        second=PersonId(typed.second) if typed.second else None,
        imaging=typed.imaging,
        monitor_units=units,
        reason=typed.reason,
        note="\n".join(part for part in (typed.own_words.strip(), typed.note.strip()) if part),
        incident=typed.incident.strip(),
    )
    return _as_chosen(command, author)


def _as_chosen(command: RecordFraction, author: PersonId) -> RecordFraction:
    """Leave out what the chosen outcome has no field for."""
    if command.outcome is SessionOutcome.DELIVERED:
        return replace(command, reason="")
    if command.outcome is SessionOutcome.PARTIAL:
        return command
    return replace(
        command,
        delivered=None,
        machine="",
        operator=author,
        second=None,
        imaging="",
        monitor_units=None,
    )


def _amount(typed: str, unit: Unit) -> Quantity | None:
    return parse_quantity(typed, unit) if typed.strip() else None


def _read(alerts: list[Alert], read: Callable[[], Quantity | None]) -> Quantity | None:
    try:
        return read()
    except Refused as refusal:
        alerts.extend(refusal.alerts)
        return None
