"""What can never be told of a session, whatever happened: future times, one person as two, no dose.

Refuses codes no list has, people nobody knows and texts nobody can see.
"""

from collections.abc import Iterator
from datetime import timedelta

from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.fractions import (
    Beam,
    DeliveredDose,
    RecordFraction,
    SessionOutcome,
    Verification,
)
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.texts import check_line, check_note
from ltm_desktop.domain.vocabularies import check_listed

H20 = "hard rule H20: prescription, per-day and gap limits"
RULES = "radiotherapy rules, clinical practice section 4.2"
DOSE_UNITS = (Unit.GY, Unit.GY_RBE)


def check_told(command: RecordFraction, course: CourseSlice, act: Act) -> Iterator[Alert]:
    """Return what can never be written."""
    if act.is_ahead(command.at):
        yield stop("fractions.future_time", "NHS CUI MEDa-0239", now=act.now)
    yield from _check_ended(command, act)
    if command.fraction < 1:
        yield stop("fractions.no_such_fraction", H20, number=command.fraction)
    if command.outcome is not SessionOutcome.NOT_TREATED:
        yield from _check_treated(command, course)
    elif command.delivered:
        yield stop("fractions.dose_but_not_treated")
    yield from _check_reason(command, act)
    if command.uid and command.uid in course.uids:
        yield stop("fractions.uid_known", "DICOM: a SOP instance UID names one record")


def _check_reason(command: RecordFraction, act: Act) -> Iterator[Alert]:
    if command.outcome is not SessionOutcome.DELIVERED and not command.reason.strip():
        yield stop("fractions.reason_missing", RULES)
    if command.reason == "other" and not command.note.strip():
        yield stop("fractions.other_needs_words", RULES)
    if command.resume_on is not None and command.resume_on < act.day_of(command.at):
        yield stop("fractions.resumed_before", RULES, on=command.resume_on)


def _check_ended(command: RecordFraction, act: Act) -> Iterator[Alert]:
    if command.ended_at is None:
        return
    if elapsed(command.ended_at, command.at) > timedelta(0):
        yield stop("fractions.ended_before", RULES)
    elif act.is_ahead(command.ended_at):
        yield stop("fractions.future_time", "NHS CUI MEDa-0239", now=act.now)


def _check_treated(command: RecordFraction, course: CourseSlice) -> Iterator[Alert]:
    yield from _check_doses(command.delivered, course)
    if any(not elapsed(one.at, command.at) for one in course.treated()):
        # clinical practice 4.2: no duplicate fraction number and date-time
        yield stop("fractions.already_recorded", RULES)
    units = command.monitor_units
    if units is not None and not _positive(units, Unit.MU):
        yield stop("fractions.monitor_units_impossible", RULES, units=units)
    for beam in command.beams:
        yield from _check_beam(beam)
    yield from _check_shifts(command.verification)
    if not command.machine.strip():
        yield stop("fractions.machine_missing", RULES)
    if command.second is None:
        yield stop("fractions.second_missing", RULES)
    elif command.second == command.operator:
        yield stop("fractions.same_person", RULES, person=command.operator)


def _check_doses(doses: tuple[DeliveredDose, ...], course: CourseSlice) -> Iterator[Alert]:
    if not doses or any(one.dose.value <= 0 for one in doses):
        yield stop("fractions.dose_missing", RULES)
    named = [one.volume for one in doses]
    if len(set(named)) != len(named) or not all(name.strip() for name in named):
        yield stop("fractions.volume_twice", RULES)
    units = {one.total.unit for version in course.versions for one in version.targets}
    for one in doses:
        if one.dose.unit not in (units or DOSE_UNITS):
            yield stop("fractions.unit_not_gy", RULES, unit=one.dose.unit)


def _check_beam(beam: Beam) -> Iterator[Alert]:
    impossible = beam.delivered.unit is not Unit.MU or beam.delivered.value < 0
    if impossible or (beam.specified is not None and not _positive(beam.specified, Unit.MU)):
        yield stop("fractions.monitor_units_impossible", RULES, units=beam.delivered)


def _check_shifts(told: Verification) -> Iterator[Alert]:
    for shift in (told.vertical, told.longitudinal, told.lateral):
        if shift is not None and shift.unit is not Unit.MM:
            yield stop("fractions.shift_not_mm", RULES, unit=shift.unit)
    if told.rotation is not None and told.rotation.unit is not Unit.DEGREE:
        yield stop("fractions.rotation_not_degrees", RULES, unit=told.rotation.unit)


def _positive(amount: Quantity, unit: Unit) -> bool:
    return amount.unit is unit and amount.value > 0


def check_named(
    command: RecordFraction, people: People, protocol: ActiveProtocol | None, author: PersonId
) -> Iterator[Alert]:
    """Return people nobody knows, codes no list has, and texts nobody can see."""
    told = command.verification
    named = (command.operator, command.second, told.approved_by, command.physician_on_call)
    for person in dict.fromkeys(one for one in named if one is not None and one != author):
        if person not in people:
            yield stop("people.unknown", RULES, person=person)
    yield from check_listed(protocol, "rt_imaging", told.imaging)
    yield from check_listed(protocol, "rt_interruption", command.reason)
    for line in (command.machine, told.device, command.rv_id, command.uid):
        yield from check_line(line)
    for beam in command.beams:
        yield from check_line(beam.name)
    for text in (command.note, command.incident, command.machine_override):
        yield from check_note(text)
