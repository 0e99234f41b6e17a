"""Intrathecal doses: the order, the check before the injection, the act, and a dose not given.

Refuses what the protocol forbids to plan; what really happened can be told, with an incident.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import Access, ItemState

_EXTRA = re.compile(r"EXTRA-[1-9][0-9]{0,2}")


def is_extra(code: ItemCode) -> bool:
    """Tell whether a code names an injection that no plan holds: EXTRA-1, EXTRA-2."""
    return _EXTRA.fullmatch(code) is not None


class Given(StrEnum):
    """How an injection that was started ended."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    ABANDONED = "abandoned"


class Timing(StrEnum):
    """How an injection lies to its planned window, whatever its outcome."""

    IN_WINDOW = "in_window"
    EARLY = "early"
    LATE = "late"
    NO_WINDOW = "no_window"


class NotGiven(StrEnum):
    """Why no injection was started; only a person says so, never the clock."""

    HELD = "held"
    OMITTED = "omitted"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    ABSENT = "absent"
    UNKNOWN = "unknown"


DECIDING = frozenset({NotGiven.HELD, NotGiven.OMITTED, NotGiven.REFUSED, NotGiven.UNKNOWN})
"""What a person can say of a dose that moves it; absent and unavailable leave it to the clock."""


@dataclass(frozen=True, slots=True)
class Syringe:
    """What stands on the tray: the product behind it and the syringe as labelled."""

    product: str
    lot: str
    expiry: date
    volume: Quantity
    """mL in the syringe."""
    use_by: datetime


@dataclass(frozen=True, slots=True)
class OmmayaFacts:
    """What was seen and done at the reservoir (clinical practice, section 2.2)."""

    site_inspection: str
    refill: str
    needle_gauge: Quantity
    punctures: Quantity
    csf_withdrawn: Quantity
    csf_appearance: str
    csf_return: bool
    """Whether CSF came back freely; without it nothing is injected."""
    pressure: Quantity | None = None
    flush: Quantity | None = None


@dataclass(frozen=True, slots=True)
class LumbarFacts:
    """What was seen and done at the lumbar puncture (clinical practice, section 2.3)."""

    position: str
    interspace: str
    guidance: str
    needle_type: str
    needle_gauge: Quantity
    attempts: Quantity
    csf_withdrawn: Quantity
    csf_appearance: str
    csf_return: bool
    """Whether CSF came back freely; without it nothing is injected."""
    site_inspection: str
    opening_pressure: Quantity | None = None
    traumatic: str = ""


@dataclass(frozen=True, slots=True)
class PrescribeDose:
    """Order one planned dose; the physician signs `prescribed`."""

    patient: PatientId
    item: ItemCode
    drug: str
    dose: Quantity
    access: Access
    note: str = ""


@dataclass(frozen=True, slots=True)
class CheckDose:
    """Check the dose with a second person before the injection; both are named."""

    patient: PatientId
    record: RecordId
    item: ItemCode
    operator: PersonId
    second: PersonId
    drug: str
    dose: Quantity
    access: Access
    syringe: Syringe
    identifiers_confirmed: bool
    time_out_done: bool


@dataclass(frozen=True, slots=True)
class RecordDose:
    """Tell the injection as it happened; the operator signs `administered`."""

    patient: PatientId
    record: RecordId
    item: ItemCode
    outcome: Given
    operator: PersonId
    second: PersonId
    access: Access
    facts: OmmayaFacts | LumbarFacts
    dose: Quantity
    """mg in the syringe."""
    volume_injected: Quantity
    started_at: datetime
    ended_at: datetime
    syringe: Syringe
    reason: str = ""
    """Code of why a dose was partial or abandoned."""
    note: str = ""
    incident: str = ""
    """What went against the plan, in words; without it a breach is refused."""
    second_present: bool = True
    """False when the second person was called away; the record then waits for that signature."""


@dataclass(frozen=True, slots=True)
class RecordDoseNotGiven:
    """Tell that a planned dose was not given, and why."""

    patient: PatientId
    record: RecordId
    item: ItemCode
    outcome: NotGiven
    reason: str
    decided_at: datetime
    until: date | None = None
    """Until when a held dose is held."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DosePrescribed:
    """A planned dose was ordered."""

    item: ItemCode
    drug: str
    dose: Quantity
    access: Access
    note: str
    prescriber: PersonId


@dataclass(frozen=True, slots=True)
class DoseChecked:
    """The dose was checked by two people before the injection."""

    record: RecordId
    item: ItemCode
    operator: PersonId
    second: PersonId
    drug: str
    dose: Quantity
    access: Access
    syringe: Syringe
    identifiers_confirmed: bool
    time_out_done: bool


@dataclass(frozen=True, slots=True)
class AsPlanned:
    """Order and plan of a dose as they stood when its injection was told."""

    prescriber: PersonId | None
    ordered: Quantity | None
    planned_on: date | None
    window_from: date | None
    window_to: date | None


@dataclass(frozen=True, slots=True)
class DoseRecorded:
    """An injection was started and told as it happened."""

    record: RecordId
    item: ItemCode
    outcome: Given
    state: ItemState
    """Given in window, early, late, partial or abandoned."""
    timing: Timing
    planned: AsPlanned
    written_by: PersonId
    """Who wrote the record: the operator or a scribe."""
    operator: PersonId
    second: PersonId
    second_signed: bool
    drug: str
    access: Access
    facts: OmmayaFacts | LumbarFacts
    dose: Quantity
    volume_injected: Quantity
    delivered: Quantity
    """mg calculated from the injected volume."""
    started_at: datetime
    ended_at: datetime
    syringe: Syringe
    checked_at: datetime | None
    reason: str
    note: str
    incident: str
    breaches: tuple[str, ...]
    """Codes of the rules that were not met, told with the incident."""


@dataclass(frozen=True, slots=True)
class DoseNotGiven:
    """A planned dose was not given."""

    record: RecordId
    item: ItemCode
    outcome: NotGiven
    reason: str
    decided_at: datetime
    until: date | None
    note: str


EVENTS = (DosePrescribed, DoseChecked, DoseRecorded, DoseNotGiven)


@dataclass(frozen=True, slots=True)
class Order:
    """The order that stands for a planned dose."""

    item: ItemCode
    drug: str
    dose: Quantity
    access: Access
    note: str
    prescriber: PersonId
    ordered_at: datetime


@dataclass(frozen=True, slots=True)
class Check(DoseChecked):
    """A check as it stands in the chart."""

    checked_at: datetime
    """When its entry, with the second person's signature, was recorded."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person said about a planned dose."""

    state: ItemState
    record: RecordId
    at: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DosingSlice:
    """What the chart knows of doses, by planned item."""

    orders: Mapping[ItemCode, Order] = field(default_factory=dict)
    checks: Mapping[ItemCode, Check] = field(default_factory=dict)
    """The newest check of each dose."""
    checks_by_record: Mapping[RecordId, Check] = field(default_factory=dict)
    """Every check that still stands, so that a second form cannot undo the first."""
    given: tuple[DoseRecorded, ...] = ()
    settled: Mapping[ItemCode, Settled] = field(default_factory=dict)

    def check_of(self, record: RecordId, item: ItemCode) -> Check | None:
        """Return the check made for a record of a dose."""
        check = self.checks_by_record.get(record)
        return check if check is not None and check.item == item else None

    def is_settled(self, item: ItemCode) -> bool:
        """Return whether a person has said what became of a dose; held is not settled."""
        said = self.settled.get(item)
        return said is not None and said.state is not ItemState.HELD

    def next_extra(self) -> ItemCode:
        """Return the code for one more injection that no plan holds."""
        used = {one.item for one in self.given if is_extra(one.item)}
        return ItemCode(f"EXTRA-{len(used) + 1}")

    def injections(self) -> tuple[DoseRecorded, ...]:
        """Return the acts in which some drug went in; an abandoned puncture is none."""
        return tuple(one for one in self.given if one.volume_injected.value > 0)
