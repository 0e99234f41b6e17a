"""Decisions about sessions: what may be written, what it corrects, and how it moves the plan."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.corrections import KEPT
from ltm_desktop.domain.errors import Refused, refuse_if, stops
from ltm_desktop.domain.fraction_course import CourseSlice, evolve
from ltm_desktop.domain.fraction_plans import moved_by
from ltm_desktop.domain.fraction_rules import WRITERS, Treatment, check_rules
from ltm_desktop.domain.fraction_told import check_named, check_told
from ltm_desktop.domain.fractions import (
    CheckCourse,
    DecideShortfall,
    FractionRecorded,
    OrderCompensation,
    PrescribeRadiotherapy,
    RecordFraction,
    SessionOutcome,
)
from ltm_desktop.domain.hard_rules import grade
from ltm_desktop.domain.patients import check_known
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.planning import PlanMoved
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.records import Flag, RecordKind, RecordsSlice
from ltm_desktop.domain.terms import Meaning
from ltm_desktop.domain.vocabularies import check_listed


def decide_fraction(
    command: RecordFraction, treatment: Treatment, records: RecordsSlice
) -> tuple[FractionRecorded] | tuple[FractionRecorded, PlanMoved]:
    """Record a session, and move the plan on when its day passed without the fraction.

    Raises Refused for the impossible, and for a broken rule told without an incident.
    """
    refuse_if(check_known(treatment.patient))
    refuse_if(check_role(treatment.people, treatment.act.author, *WRITERS))
    refuse_if(_check_corrects(command, records, treatment.protocol))
    if command.corrects is not None:
        treatment = replace(treatment, course=treatment.course.without(command.corrects))
    act, course = treatment.act, treatment.course
    named = check_named(command, treatment.people, treatment.protocol, act.author)
    refuse_if((*check_told(command, course, act), *named))
    breaches = stops(grade(check_rules(command, treatment)))
    if breaches and not command.incident.strip():
        raise Refused(*breaches)
    told = _told(command, course, tuple(sorted({breach.code for breach in breaches})))
    moved = moved_by(told, replace(treatment, course=evolve(course, told)))
    return (told,) if moved is None else (told, moved)


def _check_corrects(
    command: RecordFraction, records: RecordsSlice, protocol: ActiveProtocol | None
) -> Iterator[Alert]:
    if command.corrects is None:
        return
    known = records.by_id.get(command.corrects)
    if known is None or known.kind is not RecordKind.FRACTION:
        yield stop("corrections.nothing_to_correct", KEPT, record=command.corrects)
    elif known.void or known.replaced_by:
        yield stop("corrections.already_put_right", KEPT, record=command.corrects)
    elif Flag.INCIDENT in known.flags and not command.incident.strip():
        yield stop("corrections.incident_dropped", KEPT, record=known.record)
    if not command.correction_reason.strip():
        yield stop("corrections.reason_missing", KEPT)
    yield from check_listed(protocol, "correction_reason", command.correction_reason)


def _told(
    command: RecordFraction, course: CourseSlice, breaches: tuple[str, ...]
) -> FractionRecorded:
    treated = command.outcome is not SessionOutcome.NOT_TREATED
    return FractionRecorded(
        record=command.record,
        fraction=command.fraction,
        session=_session_number(command.fraction, course) if treated else 0,
        outcome=command.outcome,
        at=command.at,
        ended_at=command.ended_at,
        delivered=command.delivered,
        machine=command.machine,
        operator=command.operator,
        second=command.second,
        verification=command.verification,
        monitor_units=command.monitor_units,
        beams=command.beams,
        termination=command.termination,
        machine_override=command.machine_override,
        physician_on_call=command.physician_on_call,
        reason=command.reason,
        resume_on=command.resume_on,
        rv_id=command.rv_id,
        uid=command.uid,
        note=command.note,
        incident=command.incident,
        breaches=breaches,
        corrects=command.corrects,
        correction_reason=command.correction_reason,
    )


def _session_number(fraction: int, course: CourseSlice) -> int:
    """Return the lowest number no standing session of the fraction has; one put right keeps its."""
    taken = {one.session for one in course.of(fraction)}
    return next(number for number in count(1) if number not in taken)


_ORDERS = (PrescribeRadiotherapy, DecideShortfall, OrderCompensation)


def fraction_signers(command: object, act: Act) -> tuple[Signer, ...]:
    """Return the signatures with a meaning that a radiotherapy command needs."""
    if isinstance(command, _ORDERS):
        return (Signer(act.author, Meaning.PRESCRIBED),)
    if isinstance(command, CheckCourse):
        return (Signer(act.author, Meaning.CHECKED),)
    if not isinstance(command, RecordFraction):
        return ()
    if command.outcome is SessionOutcome.NOT_TREATED or command.second is None:
        return (Signer(act.author, Meaning.OBSERVED),)
    signers = (
        Signer(command.operator, Meaning.ADMINISTERED),
        Signer(command.second, Meaning.CHECKED),
    )
    if act.author in (command.operator, command.second):
        return signers
    return (*signers, Signer(act.author, Meaning.OBSERVED))
