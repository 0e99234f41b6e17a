"""Patients: identity, consent, arm, access device, measurements, and how a course ends.

Refuses an incomplete identity, dates in the future and treatment before consent and arm.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import OWN_STREAMS, PatientId
from ltm_desktop.domain.people import HumanName, People, check_name, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.terms import Access, Role, Sex
from ltm_desktop.domain.texts import NAME, check_code, check_line, check_note
from ltm_desktop.domain.values import dataclass

H02 = "hard rule H02: consented, randomised, alive, not withdrawn"
EARLIEST = date(1900, 1, 1)
"""Nobody alive was born, and no form of a trial was signed, before this day."""
POSSIBLE = {Unit.KG: (Decimal(1), Decimal(400)), Unit.CM: (Decimal(30), Decimal(260))}
"""Weight and height beyond which a digit or a unit was slipped."""
ENROLLERS = (
    Role.NURSE,
    Role.RESEARCH_NURSE,
    Role.PHYSICIAN,
    Role.INVESTIGATOR,
)


class Status(StrEnum):
    """Where a patient stands in the study; people decide, never the clock."""

    SCREENING = "screening"
    ON_STUDY = "on_study"
    WITHDRAWN = "withdrawn"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Consent:
    """A signed consent form."""

    version: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class AccessDevice:
    """How the cerebrospinal fluid will be reached, with the reservoir's place and date."""

    access: Access
    site: str = ""
    """Side and place of a reservoir as written, such as "right frontal"."""
    implanted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Measurements:
    """Weight in kg and height in cm on a day."""

    weight: Quantity | None
    height: Quantity | None
    measured_on: date


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one patient from another."""

    subject_id: str
    hospital_number: str
    name: HumanName
    born: date
    sex: Sex


@dataclass(frozen=True, slots=True)
class EnrolPatient:
    """Enter a patient; consent, arm, access and measurements may follow later."""

    patient: PatientId
    identity: Identity
    consent: Consent | None = None
    arm: str | None = None
    access: AccessDevice | None = None
    measurements: Measurements | None = None


@dataclass(frozen=True, slots=True)
class CompleteEnrolment:
    """Add what enrolment left open: consent, arm, access, measurements."""

    patient: PatientId
    consent: Consent | None = None
    arm: str | None = None
    access: AccessDevice | None = None
    measurements: Measurements | None = None


@dataclass(frozen=True, slots=True)
class WithdrawPatient:
    """End study treatment at the patient's or a physician's wish."""

    patient: PatientId
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class RecordDeath:
    """Record the death of a patient."""

    patient: PatientId
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class PatientEnrolled:
    """A patient was entered."""

    patient: PatientId
    identity: Identity


@dataclass(frozen=True, slots=True)
class ConsentRecorded:
    """Consent was recorded."""

    consent: Consent


@dataclass(frozen=True, slots=True)
class ArmAssigned:
    """The randomised arm was recorded."""

    arm: str


@dataclass(frozen=True, slots=True)
class AccessRecorded:
    """The way to the cerebrospinal fluid was recorded."""

    device: AccessDevice


@dataclass(frozen=True, slots=True)
class MeasurementsRecorded:
    """Weight and height were recorded."""

    measurements: Measurements


@dataclass(frozen=True, slots=True)
class PatientWithdrawn:
    """The patient left study treatment."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class DeathRecorded:
    """The patient died."""

    on: date
    note: str


EVENTS = (
    PatientEnrolled,
    ConsentRecorded,
    ArmAssigned,
    AccessRecorded,
    MeasurementsRecorded,
    PatientWithdrawn,
    DeathRecorded,
)


@dataclass(frozen=True, slots=True)
class PatientSlice:
    """What the chart knows of the patient as a person."""

    identity: Identity
    consent: Consent | None = None
    arm: str | None = None
    access: AccessDevice | None = None
    measurements: Measurements | None = None
    withdrawn_on: date | None = None
    died_on: date | None = None

    @property
    def status(self) -> Status:
        """Return where the patient stands."""
        if self.died_on:
            return Status.DIED
        if self.withdrawn_on:
            return Status.WITHDRAWN
        return Status.ON_STUDY if self.consent and self.arm else Status.SCREENING


Enrolment = EnrolPatient | CompleteEnrolment


def decide_enrol(
    command: EnrolPatient,
    patient: PatientSlice | None,
    people: People,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[object, ...]:
    """Enter a patient. Raises Refused with everything that is missing or impossible."""
    refuse_if(check_role(people, act.author, *ENROLLERS))
    refuse_if(_check_new(command, patient, act))
    refuse_if(_check_additions(command, command.identity, protocol, act))
    return (PatientEnrolled(command.patient, command.identity), *_additions(command))


def decide_complete(
    command: CompleteEnrolment,
    patient: PatientSlice,
    people: People,
    protocol: ActiveProtocol | None,
    act: Act,
) -> tuple[object, ...]:
    """Add to an enrolment. Raises Refused, also when an arm was already assigned."""
    refuse_if(check_role(people, act.author, *ENROLLERS))
    refuse_if(_check_additions(command, patient.identity, protocol, act))
    if command.arm and patient.arm and command.arm != patient.arm:
        raise refuse("patients.arm_already_assigned", H02, arm=patient.arm)
    added = _additions(command)
    if not added:
        raise refuse("patients.nothing_to_add")
    return added


def decide_end(
    command: WithdrawPatient | RecordDeath, patient: PatientSlice, people: People, act: Act
) -> tuple[object, ...]:
    """End a patient's course. Raises Refused for a future day or a second end."""
    refuse_if(check_role(people, act.author, *ENROLLERS))
    refuse_if(_check_end(command, patient, act))
    if isinstance(command, RecordDeath):
        return (DeathRecorded(command.on, command.note),)
    return (PatientWithdrawn(command.on, command.reason),)


def _check_end(
    command: WithdrawPatient | RecordDeath, patient: PatientSlice, act: Act
) -> Iterator[Alert]:
    if act.is_day_ahead(command.on):
        yield stop("patients.future_date", on=command.on)
    if command.on < patient.identity.born:
        yield stop("patients.before_birth", on=command.on, born=patient.identity.born)
    ended = patient.died_on
    if isinstance(command, WithdrawPatient):
        # A death may follow a withdrawal, nothing follows a death.
        ended = ended or patient.withdrawn_on
        if not command.reason.strip():
            yield stop("patients.reason_missing")
    yield from check_note(command.note if isinstance(command, RecordDeath) else command.reason)
    if ended:
        yield stop("patients.already_ended", on=ended)


def check_known(patient: PatientSlice | None) -> Iterator[Alert]:
    """Return a stop for somebody nobody enrolled: nothing can be told of them."""
    if patient is None:
        yield stop("patients.unknown", H02)


def check_may_treat(patient: PatientSlice | None) -> Iterator[Alert]:
    """Return what forbids study treatment of this patient (H02)."""
    if patient is None:
        yield from check_known(patient)
        return
    if patient.consent is None:
        yield stop("patients.no_consent", H02)
    if patient.arm is None:
        yield stop("patients.no_arm", H02)
    if patient.withdrawn_on:
        yield stop("patients.withdrawn", H02, on=patient.withdrawn_on)
    if patient.died_on:
        yield stop("patients.died", H02, on=patient.died_on)


def _check_new(command: EnrolPatient, patient: PatientSlice | None, act: Act) -> Iterator[Alert]:
    if patient is not None:
        yield stop("patients.exists")
    if command.patient in OWN_STREAMS or not command.patient.strip():
        # the stream of the site's own entries is nobody's chart
        yield stop("patients.id_reserved")
    yield from _check_identity(command.identity, act)


def _check_identity(identity: Identity, act: Act) -> Iterator[Alert]:
    name = identity.name
    if not identity.subject_id.strip():
        yield stop("patients.subject_missing")
    if not name.family.strip() and not name.han.strip():
        yield stop("patients.name_missing")
    yield from check_name(name)
    yield from check_code(identity.subject_id, "subject")
    yield from check_line(identity.hospital_number, NAME)
    if act.is_day_ahead(identity.born):
        yield stop("patients.born_in_future", on=identity.born)
    elif identity.born < EARLIEST:
        yield stop("patients.too_long_ago", on=identity.born)


def _check_additions(
    command: Enrolment, identity: Identity, protocol: ActiveProtocol | None, act: Act
) -> Iterator[Alert]:
    for on in _days_of(command):
        if act.is_day_ahead(on):
            yield stop("patients.future_date", on=on)
        elif on < max(identity.born, EARLIEST):
            yield stop("patients.before_birth", on=on, born=identity.born)
    if command.consent:
        yield from check_line(command.consent.version)
        if not command.consent.version.strip():
            yield stop("patients.consent_version_missing")
    if command.access:
        yield from check_line(command.access.site)
    if command.arm is not None:
        yield from _check_arm(command.arm, protocol)
    yield from _check_measurements(command.measurements)


def _days_of(command: Enrolment) -> Iterator[date]:
    if command.consent:
        yield command.consent.signed_on
    if command.access and command.access.implanted_on:
        yield command.access.implanted_on
    if command.measurements:
        yield command.measurements.measured_on


def _check_arm(arm: str, protocol: ActiveProtocol | None) -> Iterator[Alert]:
    if protocol is None:
        yield stop("configuration.none_signed", "hard rule H19")
    elif arm not in protocol.arm_codes:
        yield stop("patients.unknown_arm", arm=arm)


def _check_measurements(measurements: Measurements | None) -> Iterator[Alert]:
    if measurements is None:
        return
    for value, unit in ((measurements.weight, Unit.KG), (measurements.height, Unit.CM)):
        if value is None:
            continue
        least, most = POSSIBLE[unit]
        if value.unit is not unit or not least <= value.value <= most:
            yield stop("patients.measurement_impossible", value=value)


def _additions(command: Enrolment) -> tuple[object, ...]:
    events: list[object] = []
    if command.consent:
        events.append(ConsentRecorded(command.consent))
    if command.arm:
        events.append(ArmAssigned(command.arm))
    if command.access:
        events.append(AccessRecorded(command.access))
    if command.measurements:
        events.append(MeasurementsRecorded(command.measurements))
    return tuple(events)


def evolve(patient: PatientSlice | None, event: object) -> PatientSlice | None:
    """Fold one event of this topic."""
    if isinstance(event, PatientEnrolled):
        return PatientSlice(event.identity)
    return None if patient is None else _evolve_known(patient, event)


def _evolve_known(patient: PatientSlice, event: object) -> PatientSlice:
    match event:
        case ConsentRecorded():
            return replace(patient, consent=event.consent)
        case ArmAssigned():
            return replace(patient, arm=event.arm)
        case AccessRecorded():
            return replace(patient, access=event.device)
        case MeasurementsRecorded():
            return replace(patient, measurements=event.measurements)
        case PatientWithdrawn():
            return replace(patient, withdrawn_on=event.on)
        case DeathRecorded():
            return replace(patient, died_on=event.on)
        case _:
            return patient
