"""The steps of one dose around its check and injection: what each tells, as commands and events.

Assessed, verified, prepared, released, received, timed out, started, observed; what they must
meet is in dosing_before and dosing_bedside.
"""

from datetime import date, datetime

from ltm_desktop.domain.dosing import Syringe
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Vitals:
    """Vital signs and scores at one moment; what was not measured is None, never zero."""

    temperature: Quantity | None = None
    pulse: Quantity | None = None
    systolic: Quantity | None = None
    diastolic: Quantity | None = None
    breaths: Quantity | None = None
    saturation: Quantity | None = None
    pain: Quantity | None = None
    """Numeric rating, 0 to 10."""
    coma_scale: Quantity | None = None
    """Glasgow Coma Scale, 3 to 15."""


@dataclass(frozen=True, slots=True)
class OtherCytotoxic:
    """A cytotoxic drug that is not intrathecal, on the day of the dose or near it (H14)."""

    drug: str
    """As written on its own chart; looked up in the list of drugs that kill in the CSF."""
    on: date
    same_room: bool


@dataclass(frozen=True, slots=True)
class Allergy:
    """One substance a patient is known to react to."""

    substance: str
    reaction: str = ""
    """What happened, in words; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What was asked and found before the dose (clinical practice, section 2.1, steps 2 to 8)."""

    consent_valid: bool
    symptoms: str
    """Since the last dose, in words; never blank: "none" is an answer."""
    vitals: Vitals
    pressure_signs: tuple[str, ...]
    """Codes of raised_pressure_sign; empty when somebody looked and found none."""
    local_infection: bool
    anticoagulant: str
    """Drug in words, empty when there is none."""
    anticoagulant_held: bool
    folic_acid_days: Quantity | None = None
    """Days taken without a gap; None when it was not asked."""
    vitamin_b12_on: date | None = None
    intravenous_pemetrexed_on: date | None = None
    other_cytotoxic: OtherCytotoxic | None = None
    headache: Quantity | None = None
    """Numeric rating, 0 to 10."""
    allergies: tuple[Allergy, ...] | None = None
    """Empty when somebody asked and none is known; None when it was not asked."""
    performance: Quantity | None = None
    """ECOG performance status, 0 to 4."""


@dataclass(frozen=True, slots=True)
class AssessPatient:
    """Tell how the patient is before a dose."""

    patient: PatientId
    item: ItemCode
    assessment: Assessment
    note: str = ""


@dataclass(frozen=True, slots=True)
class PatientAssessed:
    """The patient was assessed for a dose."""

    item: ItemCode
    assessment: Assessment
    note: str


@dataclass(frozen=True, slots=True)
class VerifyOrder:
    """Verify the order as a pharmacist; signs `verified`."""

    patient: PatientId
    item: ItemCode
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderVerified:
    """A pharmacist verified the order that stands."""

    item: ItemCode
    pharmacist: PersonId
    note: str


@dataclass(frozen=True, slots=True)
class PrepareSyringe:
    """Prepare the syringe; the preparer signs `prepared`, a second person `checked`."""

    patient: PatientId
    item: ItemCode
    preparation: str
    """Identity of this preparation, on its label; two equal syringes are told apart by it."""
    syringe: Syringe
    dose: Quantity
    """mg drawn up."""
    preservative_free: bool
    """Product and diluent; anything else is refused (H17)."""
    preparer: PersonId
    second: PersonId
    prepared_at: datetime
    label_printed: bool


@dataclass(frozen=True, slots=True)
class SyringePrepared:
    """A syringe was prepared, checked by a second person and labelled."""

    item: ItemCode
    preparation: str
    syringe: Syringe
    dose: Quantity
    preservative_free: bool
    preparer: PersonId
    second: PersonId
    prepared_at: datetime
    label_printed: bool


@dataclass(frozen=True, slots=True)
class ReleaseSyringe:
    """Hand the syringe out of the pharmacy."""

    patient: PatientId
    item: ItemCode
    preparation: str
    handed_to: str


@dataclass(frozen=True, slots=True)
class SyringeReleased:
    """The syringe left the pharmacy."""

    item: ItemCode
    preparation: str
    handed_to: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class ReceiveSyringe:
    """Take the syringe in at the bedside; one that is not intact goes back."""

    patient: PatientId
    item: ItemCode
    preparation: str
    intact: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class SyringeReceived:
    """The syringe reached the bedside; not intact, it was sent back and must be made again."""

    item: ItemCode
    preparation: str
    intact: bool
    note: str
    by: PersonId


TIME_OUT_LINES = ("patient", "drug", "dose", "route", "use_by", "site", "consent", "room")
"""What is read aloud, in this order; each line is confirmed by itself (hard rule H13)."""


@dataclass(frozen=True, slots=True)
class CallTimeOut:
    """Read the time-out aloud, line by line, with everybody in the room."""

    patient: PatientId
    record: RecordId
    item: ItemCode
    operator: PersonId
    second: PersonId
    """Who will inject and who checked: both are in the room."""
    lines: tuple[str, ...]
    """The confirmed lines in the order they were read."""


@dataclass(frozen=True, slots=True)
class TimeOutDone:
    """The time-out was read aloud and every line confirmed."""

    record: RecordId
    item: ItemCode
    operator: PersonId
    second: PersonId
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StopTimeOut:
    """Tell that somebody said no at the time-out; it is read anew, from its first line."""

    patient: PatientId
    record: RecordId
    item: ItemCode
    line: str
    """The line at which it was stopped."""
    reason: str
    """What was said, in words."""


@dataclass(frozen=True, slots=True)
class TimeOutStopped:
    """Somebody said no at the time-out; nothing is injected before another one."""

    record: RecordId
    item: ItemCode
    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class StartInjection:
    """Tell that the injection begins; from here on the dose is in progress everywhere."""

    patient: PatientId
    record: RecordId
    item: ItemCode
    operator: PersonId
    second: PersonId
    started_at: datetime


@dataclass(frozen=True, slots=True)
class InjectionStarted:
    """An injection was started and waits to be told."""

    record: RecordId
    item: ItemCode
    operator: PersonId
    second: PersonId
    started_at: datetime


@dataclass(frozen=True, slots=True)
class ObservePatient:
    """Tell an observation after the injection; `last` ends the observation."""

    patient: PatientId
    record: RecordId
    observed_at: datetime
    vitals: Vitals
    complications: tuple[str, ...]
    """Codes of immediate_complication; each becomes a draft adverse event."""
    note: str = ""
    last: bool = False
    ended_early: str = ""
    """Why the observation ends before its last planned time, in words."""


@dataclass(frozen=True, slots=True)
class PatientObserved:
    """The patient was observed after an injection."""

    record: RecordId
    observed_at: datetime
    vitals: Vitals
    complications: tuple[str, ...]
    note: str
    last: bool
    ended_early: str


@dataclass(frozen=True, slots=True)
class CallPatient:
    """Tell a call after a lumbar puncture: headache, or nobody answered."""

    patient: PatientId
    record: RecordId
    day: int
    """Which planned call: days after the puncture."""
    called_at: datetime
    reached: bool
    headache: Quantity | None = None
    """Numeric rating, 0 to 10."""
    postural: bool = False
    blood_patch_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PatientCalled:
    """The patient was called after a lumbar puncture."""

    record: RecordId
    day: int
    called_at: datetime
    reached: bool
    headache: Quantity | None
    postural: bool
    blood_patch_on: date | None
    note: str


EVENTS = (
    PatientAssessed,
    OrderVerified,
    SyringePrepared,
    SyringeReleased,
    SyringeReceived,
    TimeOutDone,
    TimeOutStopped,
    InjectionStarted,
    PatientObserved,
    PatientCalled,
)
