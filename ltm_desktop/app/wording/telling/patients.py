"""Enrolment, consent, arm, access, measurements, and the end of a course."""

from collections.abc import Callable, Mapping
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice, patient_name
from ltm_desktop.domain.patients import (
    AccessRecorded,
    ArmAssigned,
    ConsentRecorded,
    DeathRecorded,
    Identity,
    MeasurementsRecorded,
    PatientEnrolled,
    PatientWithdrawn,
)

Sections = tuple[StatementSection, ...]


def patient_lines(identity: Identity, voice: Voice) -> tuple[StatementLine, ...]:
    """Return whom a statement is about: name, born, sex, subject, hospital number."""
    say, line = voice.say, voice.line
    return (
        line(say("Patient"), patient_name(identity.name), emphasis=True),
        line(say("Born"), voice.day(identity.born)),
        line(say("Sex"), say.term(identity.sex)),
        line(say("Subject"), identity.subject_id),
        line(say("Hospital number"), identity.hospital_number),
    )


def tell_enrolment(event: PatientEnrolled, voice: Voice) -> Sections:
    """Tell who was entered."""
    say, line, name = voice.say, voice.line, event.identity.name
    lines = (
        line(say("Family name"), name.family, emphasis=True),
        line(say("Given name"), name.given),
        line(say("Name in Chinese characters"), name.han),
        line(say("Pinyin"), name.pinyin),
        line(say("Born"), voice.day(event.identity.born)),
        line(say("Sex"), say.term(event.identity.sex)),
        line(say("Subject"), event.identity.subject_id),
        line(say("Hospital number"), event.identity.hospital_number),
        line(say("Chart"), event.patient),
    )
    return (StatementSection(say("Identity"), lines),)


def tell_consent(event: ConsentRecorded, voice: Voice) -> Sections:
    """Tell a signed consent."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Version of the form"), event.consent.version),
        line(say("Signed on"), voice.day(event.consent.signed_on)),
    )
    return (StatementSection(say("Consent"), lines),)


def tell_arm(event: ArmAssigned, voice: Voice) -> Sections:
    """Tell the randomised arm."""
    arm = voice.active.protocol.arms.get(event.arm) if voice.active else None
    name = voice.named(arm.label.text(voice.say.language), event.arm) if arm else event.arm
    lines = (voice.line(voice.say("Randomised arm"), name, emphasis=True),)
    return (StatementSection(voice.say("Arm"), lines),)


def tell_access(event: AccessRecorded, voice: Voice) -> Sections:
    """Tell how the cerebrospinal fluid will be reached."""
    say, line = voice.say, voice.line
    lines = (
        line(say("Access"), say.term(event.device.access), emphasis=True),
        line(say("Side and place"), event.device.site),
        line(say("Implanted on"), voice.day(event.device.implanted_on)),
    )
    return (StatementSection(say("Access to the cerebrospinal fluid"), lines),)


def tell_measurements(event: MeasurementsRecorded, voice: Voice) -> Sections:
    """Tell weight and height."""
    say, line, measured = voice.say, voice.line, event.measurements
    lines = (
        line(say("Weight"), voice.amount(measured.weight)),
        line(say("Height"), voice.amount(measured.height)),
        line(say("Measured on"), voice.day(measured.measured_on)),
    )
    return (StatementSection(say("Measurements"), lines),)


def tell_withdrawal(event: PatientWithdrawn, voice: Voice) -> Sections:
    """Tell the end of study treatment."""
    say, line = voice.say, voice.line
    lines = (
        line(say("On"), voice.day(event.on), emphasis=True),
        line(say("Reason"), event.reason),
    )
    return (StatementSection(say("End of study treatment"), lines),)


def tell_death(event: DeathRecorded, voice: Voice) -> Sections:
    """Tell a patient's death."""
    say, line = voice.say, voice.line
    lines = (
        line(say("On"), voice.day(event.on), emphasis=True),
        line(say("Notes"), event.note),
    )
    return (StatementSection(say("Death"), lines),)


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    PatientEnrolled: tell_enrolment,
    ConsentRecorded: tell_consent,
    ArmAssigned: tell_arm,
    AccessRecorded: tell_access,
    MeasurementsRecorded: tell_measurements,
    PatientWithdrawn: tell_withdrawal,
    DeathRecorded: tell_death,
}
