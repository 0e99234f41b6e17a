"""Radiotherapy as people tell it: prescriptions with versions, sessions, decisions, checks, links.

A fraction is what the plan counts; a session is one visit; several sessions can make one fraction.
"""

from datetime import date, datetime
from enum import StrEnum

from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.values import dataclass


class SessionOutcome(StrEnum):
    """How one visit to the machine ended."""

    DELIVERED = "delivered"
    PARTIAL = "partial"
    NOT_TREATED = "not_treated"


class Termination(StrEnum):
    """What ended the beam, in the words of a DICOM treatment record (clinical practice 4.1)."""

    NORMAL = "normal"
    OPERATOR = "operator"
    MACHINE = "machine"
    UNKNOWN = "unknown"


class ShortfallChoice(StrEnum):
    """What a physician decides about a fraction that is short (clinical practice 4.2)."""

    EXTRA_SESSION = "extra_session"
    AT_END = "at_end"
    ACCEPT = "accept"


@dataclass(frozen=True, slots=True)
class CourseTarget:
    """One volume of a course and its dose; several may be treated in one fraction."""

    volume: str
    """The name of the volume in this course, such as PTV1; the same through every version."""
    level: str
    """Code of the protocol's dose level."""
    site: str
    """Code of the body site, from the vocabulary of the level."""
    detail: str
    """Field borders, segments or side, in words."""
    total: Quantity
    """Of the whole course, earlier versions included."""
    per_fraction: Quantity


@dataclass(frozen=True, slots=True)
class DeliveredDose:
    """What one volume received in one session."""

    volume: str
    dose: Quantity


@dataclass(frozen=True, slots=True)
class Beam:
    """Monitor units of one beam, specified and delivered."""

    name: str
    specified: Quantity | None
    delivered: Quantity


@dataclass(frozen=True, slots=True)
class Verification:
    """How the position was verified before the beam."""

    imaging: str = ""
    """Code of rt_imaging."""
    vertical: Quantity | None = None
    """Couch shifts in mm, signed."""
    longitudinal: Quantity | None = None
    lateral: Quantity | None = None
    rotation: Quantity | None = None
    """Degrees, signed."""
    approved_by: PersonId | None = None
    device: str = ""
    """Setup device, such as the mask."""


@dataclass(frozen=True, slots=True)
class PrescribeRadiotherapy:
    """Order a course, or a new version of it; the physician signs `prescribed`.

    A new version needs a reason and applies from the first fraction that was not started.
    """

    patient: PatientId
    prescription: str
    targets: tuple[CourseTarget, ...]
    fractions: int
    """Of the whole course, those already started included."""
    technique: str
    start_on: date
    energy: str = ""
    intent: str = ""
    """Code of rt_intent."""
    reason: str = ""
    """Why the course changes; empty for the first version."""
    plan_uid: str = ""
    """DICOM SOP instance UID of the plan the order was taken from."""


@dataclass(frozen=True, slots=True)
class RecordFraction:
    """Tell one session as it happened; both operators sign a treatment."""

    patient: PatientId
    record: RecordId
    fraction: int
    outcome: SessionOutcome
    at: datetime
    """Start of the session, or when it was decided not to treat."""
    delivered: tuple[DeliveredDose, ...]
    machine: str
    operator: PersonId
    second: PersonId | None
    ended_at: datetime | None = None
    verification: Verification = Verification()
    monitor_units: Quantity | None = None
    beams: tuple[Beam, ...] = ()
    termination: Termination = Termination.NORMAL
    machine_override: str = ""
    """What was overridden at the machine, in words; empty when nothing was."""
    physician_on_call: PersonId | None = None
    reason: str = ""
    """Code of rt_interruption, for what was not delivered whole."""
    resume_on: date | None = None
    rv_id: str = ""
    """Identifier of the session in the record-and-verify system."""
    uid: str = ""
    """DICOM SOP instance UID of the treatment record it was taken from."""
    note: str = ""
    incident: str = ""
    corrects: RecordId | None = None
    correction_reason: str = ""
    """Code of correction_reason."""


@dataclass(frozen=True, slots=True)
class DecideShortfall:
    """Decide about a fraction that stayed short; a physician signs `prescribed`."""

    patient: PatientId
    fraction: int
    choice: ShortfallChoice
    reason: str
    """In words."""


@dataclass(frozen=True, slots=True)
class OrderCompensation:
    """Let days carry two fractions, or be treated on although closed; a physician signs."""

    patient: PatientId
    method: str
    """Code of rt_compensation."""
    days: tuple[date, ...]
    reason: str
    """In words."""


@dataclass(frozen=True, slots=True)
class LinkSession:
    """Say that a session and a record of the record-and-verify system are the same visit."""

    patient: PatientId
    record: RecordId
    rv_id: str
    uid: str = ""
    remark: str = ""
    """What differs and why the link stands all the same; needed when something differs."""
    differs: tuple[str, ...] = ()
    """Codes of what differed when they were compared."""


@dataclass(frozen=True, slots=True)
class CheckCourse:
    """Check a course up to a day against the machine's system; the author signs `checked`."""

    patient: PatientId
    record: RecordId
    through: date
    found: tuple[str, ...]
    """Codes of rt_check_item that were looked at and were right."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RadiotherapyPrescribed:
    """A course was ordered, or changed from one fraction on."""

    prescription: str
    version: int
    from_fraction: int
    targets: tuple[CourseTarget, ...]
    fractions: int
    per_week: int
    technique: str
    energy: str
    intent: str
    start_on: date
    prescriber: PersonId
    tolerance: Quantity
    """How far a delivered fraction may be from its dose and still be whole."""
    category: str
    """The site's category for interruptions, such as 3; none where it signed none."""
    prolongation: int | None
    """Days the overall time may be longer than planned; None: signed no limit."""
    alpha_beta: tuple[int, ...]
    """Gy; for BED and EQD2, which are shown as calculated."""
    rbe: Quantity | None
    reason: str
    plan_uid: str
    """Of the plan the order was taken from and still agrees with; empty for a typed order."""


@dataclass(frozen=True, slots=True)
class FractionRecorded:
    """A session was told as it happened."""

    record: RecordId
    fraction: int
    session: int
    """Its number among the treated sessions of this fraction; 0 when nothing was delivered."""
    outcome: SessionOutcome
    at: datetime
    ended_at: datetime | None
    delivered: tuple[DeliveredDose, ...]
    machine: str
    operator: PersonId
    second: PersonId | None
    verification: Verification
    monitor_units: Quantity | None
    beams: tuple[Beam, ...]
    termination: Termination
    machine_override: str
    physician_on_call: PersonId | None
    reason: str
    resume_on: date | None
    rv_id: str
    uid: str
    note: str
    incident: str
    breaches: tuple[str, ...]
    corrects: RecordId | None
    correction_reason: str

    @property
    def treated(self) -> bool:
        """Tell whether any dose was delivered."""
        return self.outcome is not SessionOutcome.NOT_TREATED


@dataclass(frozen=True, slots=True)
class ShortfallDecided:
    """A physician decided about a short fraction."""

    fraction: int
    choice: ShortfallChoice
    reason: str
    short: tuple[DeliveredDose, ...]
    """What each volume lacked when it was decided."""
    physician: PersonId


@dataclass(frozen=True, slots=True)
class CompensationOrdered:
    """A physician let days carry more than the calendar does."""

    method: str
    days: tuple[date, ...]
    reason: str
    physician: PersonId


@dataclass(frozen=True, slots=True)
class SessionLinked:
    """A session was reconciled with the record-and-verify system."""

    record: RecordId
    rv_id: str
    uid: str
    remark: str
    differs: tuple[str, ...]
    by: PersonId


@dataclass(frozen=True, slots=True)
class CourseChecked:
    """The course was checked up to a day; its paper is the fraction log."""

    record: RecordId
    through: date
    found: tuple[str, ...]
    sessions: int
    """Sessions told up to that day."""
    unlinked: int
    """Of these, treated ones that no record of the machine's system is linked to."""
    delivered: tuple[DeliveredDose, ...]
    """What each volume had received by then."""
    missing_doses: tuple[ItemCode, ...]
    """Codes of intrathecal doses due in those weeks and not given."""
    note: str
    by: PersonId


RT = ItemCode("RT")
"""What a record about a whole course hangs on."""

EVENTS = (
    RadiotherapyPrescribed,
    FractionRecorded,
    ShortfallDecided,
    CompensationOrdered,
    SessionLinked,
    CourseChecked,
)
