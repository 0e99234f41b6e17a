"""The plainest radiotherapy commands: an order, a session, a decision, a link, a weekly check."""

from dataclasses import replace
from typing import Any

from ltm_desktop.domain.fractions import (
    CheckCourse,
    CourseTarget,
    DecideShortfall,
    DeliveredDose,
    LinkSession,
    OrderCompensation,
    PrescribeRadiotherapy,
    RecordFraction,
    SessionOutcome,
    ShortfallChoice,
)
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.quantities import gy
from tests.builders import OTHER_THERAPIST, PATIENT, THERAPIST, at
from tests.cases.clinical import day


def target(volume: str = "PTV1", **changes: Any) -> CourseTarget:
    """Return the whole brain, 40 Gy at 2 Gy a fraction."""
    known = CourseTarget(volume, "involved_field", "whole_brain", "", gy("40"), gy("2"))
    return replace(known, **changes)


def course(start: str = "2026-03-16", **changes: Any) -> PrescribeRadiotherapy:
    """Return the order of 40 Gy in 20 fractions."""
    command = PrescribeRadiotherapy(
        patient=PATIENT,
        prescription="IFRT-40-20",
        targets=(target(),),
        fractions=20,
        technique="imrt",
        start_on=day(start),
    )
    return replace(command, **changes)


def session(
    fraction: int,
    treated: str,
    outcome: SessionOutcome = SessionOutcome.DELIVERED,
    dose: str | None = "2.00",
    **changes: Any,
) -> RecordFraction:
    """Return one session at the machine; the record is named by fraction and time."""
    command = RecordFraction(
        patient=PATIENT,
        record=RecordId(f"rt-{fraction}-{treated}"),
        fraction=fraction,
        outcome=outcome,
        at=at(treated),
        delivered=() if dose is None else (DeliveredDose("PTV1", gy(dose)),),
        machine="Linac 1 (example)",
        operator=THERAPIST,
        second=OTHER_THERAPIST,
        reason="" if outcome is SessionOutcome.DELIVERED else "machine",
    )
    return replace(command, **changes)


def shortfall(fraction: int, choice: ShortfallChoice = ShortfallChoice.ACCEPT) -> DecideShortfall:
    """Return a physician's decision about a short fraction."""
    return DecideShortfall(PATIENT, fraction, choice, "as discussed with the physicist (example)")


def compensation(method: str, *days: str) -> OrderCompensation:
    """Return a physician's order to compensate on some days."""
    return OrderCompensation(PATIENT, method, tuple(map(day, days)), "days lost (example)")


def link(record_id: str, rv_id: str = "RV-1", **changes: Any) -> LinkSession:
    """Return the link of a session to the record-and-verify system."""
    return replace(LinkSession(PATIENT, RecordId(record_id), rv_id), **changes)


def course_check(through: str, **changes: Any) -> CheckCourse:
    """Return a weekly check that found fractions and doses right; named by its day."""
    found = ("fractions_match", "doses_match")
    command = CheckCourse(PATIENT, RecordId(f"check-{through}"), day(through), found)
    return replace(command, **changes)
