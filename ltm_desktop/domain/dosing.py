"""Intrathecal doses: the order, the check before the injection, the act, and a dose not given.

Refuses what the protocol forbids to plan; what really happened can be told, with an incident.
"""

import re
from datetime import date, datetime
from enum import StrEnum

from ltm_desktop.domain.evidence import PassedRule
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import Access, ItemState
from ltm_desktop.domain.values import dataclass

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


class Source(StrEnum):
    """How a record came about."""

    LIVE = "live"
    """Told at the bedside, within the time the site signed."""
    LATE = "late"
    """Told later, from memory or notes, with the reason."""
    TRANSCRIBED = "transcribed"
    """Copied from the paper that was used while the program was down."""


class ReadBy(StrEnum):
    """How the product behind a syringe was told."""

    SCANNED = "scanned"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Syringe:
    """What stands on the tray: the product behind it and the syringe as labelled."""

    product: str
    lot: str
    expiry: date
    volume: Quantity
    """mL in the syringe."""
    use_by: datetime
    gtin: str = ""
    """14 digits as scanned; empty where a pack carries none."""
    serial: str = ""
    trace_code: str = ""
    """The Chinese 20-digit trace code, raw as scanned."""
    read_by: ReadBy = ReadBy.TYPED
    typed_reason: str = ""
    """Code of why the product was typed and not scanned."""
    graduation: Quantity | None = None
    """mL between two lines of the syringe."""
    preparation: str = ""
    """Identity on the label of the syringe."""
    strength: Quantity | None = None
    """mg/mL of the stock it was drawn from; with the dose it gives the volume drawn up."""


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
    dome_pumps: Quantity | None = None
    needle: str = ""
    """Code of ommaya_needle."""
    flush_fluid: str = ""
    after_pumps: Quantity | None = None
    needle_out: str = ""
    """yes or no: needle removed and dressing on; empty when not told."""
    zero_level: str = ""
    """Where the zero of the pressure reading was, in words: a reservoir has no fixed one."""


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
    closing_pressure: Quantity | None = None
    levels: Quantity | None = None
    local_anaesthetic: str = ""
    local_anaesthetic_volume: Quantity | None = None
    nrfit: str = ""
    """yes or no: whether the connector was NRFit (ISO 80369-6); empty when not told."""
    imaging_on: date | None = None
    paraesthesia: str = ""
    """none, left, right or both."""
    rest: Quantity | None = None
    """Minutes of rest after the puncture."""
    local_anaesthetic_plain: str = ""
    """yes or no: whether the local anaesthetic was free of preservatives."""
    red_cells_first: Quantity | None = None
    """Erythrocytes per microlitre in the first tube."""
    red_cells_last: Quantity | None = None
    """Erythrocytes per microlitre in the last tube; far fewer speak for the needle."""
    paraesthesia_lasting: str = ""
    """yes or no: whether it persisted, which stops the needle."""
    rest_posture: str = ""
    """Code of rest_posture."""


@dataclass(frozen=True, slots=True)
class Technique:
    """How the injection was done, whichever way in (clinical practice, sections 2.1 to 2.3)."""

    skin_agent: str = ""
    """Code of skin_agent."""
    skin_dried: str = ""
    """yes or no: whether the agent had dried before the puncture."""
    barriers: tuple[str, ...] = ()
    """Codes of barrier: mask, gloves, gown."""
    mixed_with_csf: str = ""
    """yes or no: whether CSF was drawn into the syringe with the drug."""
    resistance: str = ""
    """yes or no: whether the injection met resistance."""
    csf_midway: str = ""
    """yes or no: whether CSF came back freely when it was drawn on half-way."""
    injection_pain: Quantity | None = None
    """Numeric rating during the injection, 0 to 10."""


@dataclass(frozen=True, slots=True)
class CompanionGiven:
    """A drug given in the same visit, such as dexamethasone, in its own syringe."""

    drug: str
    dose: Quantity
    order: str
    """before or after the drug."""
    given: bool
    reason: str = ""
    """Why it was not given, in words."""


@dataclass(frozen=True, slots=True)
class AfterCare:
    """What was seen and done besides the injection itself."""

    companions: tuple[CompanionGiven, ...] = ()
    samples: tuple[str, ...] = ()
    """Codes of csf_sample: what the CSF taken was sent for."""
    complications: tuple[str, ...] = ()
    """Codes of immediate_complication; each becomes a draft adverse event."""
    leftover: str = ""
    """What became of a syringe that was not emptied: destroyed or returned."""
    spill: str = ""
    """What was spilt and what was done about it, in words."""


ESTIMABLE = ("started_at", "ended_at", "csf_withdrawn")
"""What can be told as estimated; a time only where it is told later or from paper."""


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
    subject_id: str
    """Whose syringe it is, as the second person reads it from label and wristband."""
    drug: str
    dose: Quantity
    volume: Quantity
    access: Access
    use_by: datetime
    identifiers_confirmed: bool


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
    after: AfterCare = AfterCare()
    source: Source = Source.LIVE
    late_reason: str = ""
    """Why it is told late or from paper, in words."""
    paper_checked_at: datetime | None = None
    """When two people checked, as the downtime paper tells it."""
    paper_timed_out_at: datetime | None = None
    """When the time-out was read, as the downtime paper tells it."""
    corrects: RecordId | None = None
    """The record this one puts right; the old one stays readable."""
    correction_reason: str = ""
    """Code of correction_reason."""
    technique: Technique = Technique()
    estimated: tuple[str, ...] = ()
    """Names of ESTIMABLE fields that nobody read off exactly."""
    kept: tuple[str, ...] = ()
    """Names of measured fields whose implausible value a person confirmed twice."""


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
    """The preparation that was checked."""
    identifiers_confirmed: bool


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
    after: AfterCare = AfterCare()
    source: Source = Source.LIVE
    late_reason: str = ""
    timed_out_at: datetime | None = None
    corrects: RecordId | None = None
    correction_reason: str = ""
    overridden: tuple[PassedRule, ...] = ()
    """The rules a physician had passed for this dose, signed before it."""
    technique: Technique = Technique()
    estimated: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


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
