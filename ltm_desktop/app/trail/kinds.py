"""What an entry is about and what stands out in it, judged from its events alone.

Refuses no event: a topic nobody taught it is "other", and a field it does not know is no flag.
"""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta

from ltm_desktop.app.trail.rows import TrailFlag, TrailKind
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.adverse_events import (
    EventCorrected,
    EventEnded,
    EventGraded,
    EventReported,
    EventVoided,
)
from ltm_desktop.domain.codec import SHAPES
from ltm_desktop.domain.corrections import RecordVoided
from ltm_desktop.domain.dosing import DoseRecorded, Source, Timing
from ltm_desktop.domain.ending import EndTakenBack
from ltm_desktop.domain.follow_up import FollowUpTakenBack
from ltm_desktop.domain.labs import LabCorrected, LabsRecorded, LabVoided
from ltm_desktop.domain.overrides import RulesOverridden
from ltm_desktop.domain.patients import ConsentRecorded, MeasurementsRecorded
from ltm_desktop.domain.serious_events import SeriousFactVoided

_TOPICS: dict[str, TrailKind] = {
    "patients": TrailKind.PATIENTS,
    "planning": TrailKind.PLAN,
    "dosing": TrailKind.DOSING,
    "dosing_steps": TrailKind.DOSING,
    "fractions": TrailKind.FRACTIONS,
    "labs": TrailKind.FINDINGS,
    "adverse_events": TrailKind.FINDINGS,
    "reservoir": TrailKind.FINDINGS,
    "serious_events": TrailKind.FINDINGS,
    "response": TrailKind.FINDINGS,
    "serious_reports": TrailKind.FINDINGS,
    "overrides": TrailKind.OVERRIDES,
    "follow_up": TrailKind.FINDINGS,
    "ending": TrailKind.PATIENTS,
    "signoff": TrailKind.SIGNOFF,
    "corrections": TrailKind.CORRECTIONS,
    "review": TrailKind.REVIEW,
    "people": TrailKind.PEOPLE,
    "delegation": TrailKind.PEOPLE,
    "certifying": TrailKind.PEOPLE,
    "site": TrailKind.SITE,
    "witnessing": TrailKind.SITE,
    "restoring": TrailKind.SITE,
    "handover": TrailKind.SITE,
    "emergency": TrailKind.SITE,
    "products": TrailKind.SITE,
    "laboratories": TrailKind.SITE,
    "access": TrailKind.ACCESS,
    "time_doubt": TrailKind.ACCESS,
}
"""Modules of the domain by what people look for."""

TIMES = (
    "started_at",
    "observed_at",
    "called_at",
    "prepared_at",
    "decided_at",
    "at",
    "on",
    "withdrawn_on",
    "through",
)
"""Fields that tell when the clinic did it, the most telling first."""

_VOIDS = (
    RecordVoided,
    LabVoided,
    EventVoided,
    FollowUpTakenBack,
    SeriousFactVoided,
    EndTakenBack,
)
_NOT_LATE = frozenset({TrailKind.FINDINGS, TrailKind.ACCESS})
"""A sample is older than its result, and a failed sign-in is written at the next one."""

_FIELDS: dict[TrailFlag, frozenset[str]] = {
    TrailFlag.LATE: frozenset(TIMES[:6]),
    TrailFlag.OVERRIDE: frozenset({"overridden", "machine_override", "outside_window", "rules"}),
    TrailFlag.DEVIATION: frozenset({"breaches", "timing", "outside_window"}),
    TrailFlag.INCIDENT: frozenset({"incident"}),
    TrailFlag.CORRECTION: frozenset({"corrects", "before"}),
}
"""Fields without which an event can never bear a flag; a flag that is not here may be anywhere."""


def kind_of(shape: type) -> TrailKind:
    """Return what events of a shape are about."""
    return _TOPICS.get(shape.__module__.rpartition(".")[2], TrailKind.OTHER)


def kinds_of(events: Iterable[object]) -> frozenset[TrailKind]:
    """Return everything an entry is about; a correction is found among corrections as well."""
    found = set()
    for event in events:
        found.add(kind_of(type(event)))
        if _corrects(event):
            found.add(TrailKind.CORRECTIONS)
        if _overridden(event):
            found.add(TrailKind.OVERRIDES)
    return frozenset(found or {TrailKind.OTHER})


def shapes_of_kinds(kinds: Iterable[TrailKind]) -> frozenset[str]:
    """Return the names of every shape an entry of these kinds may hold."""
    wanted = set(kinds)
    named = {name for name, shape in SHAPES.items() if kind_of(shape) in wanted}
    if TrailKind.CORRECTIONS in wanted:
        named |= _with_fields(_FIELDS[TrailFlag.CORRECTION])
    if TrailKind.OVERRIDES in wanted:
        named |= _with_fields(_FIELDS[TrailFlag.OVERRIDE])
    return frozenset(named)


def shapes_of_flag(flag: TrailFlag) -> frozenset[str] | None:
    """Return the names of every shape that may bear a flag; None: any may."""
    if flag is TrailFlag.VOID:
        return frozenset(name for name, shape in SHAPES.items() if shape in _VOIDS)
    return _with_fields(_FIELDS[flag]) if flag in _FIELDS else None


def _with_fields(names: frozenset[str]) -> frozenset[str]:
    return frozenset(
        name for name, shape in SHAPES.items() if names & {one.name for one in fields(shape)}
    )


def happened(events: Iterable[object]) -> datetime | date | None:
    """Return when the clinic did what an entry tells, by its most telling event."""
    told = [(rank, at) for event in events for rank, at in _times(event)]
    return min(told, key=lambda one: one[0])[1] if told else None


def _times(event: object) -> Iterator[tuple[int, datetime | date]]:
    for rank, name in enumerate(TIMES):
        at = getattr(event, name, None)
        if isinstance(at, date):
            yield rank, at
    yield from _of_adverse_event(event)
    match event:
        case LabsRecorded():
            yield len(TIMES), max(one.sampled_at for one in event.told)
        case LabCorrected():
            yield len(TIMES), event.now.sampled_at
        case ConsentRecorded():
            yield len(TIMES), event.consent.signed_on
        case MeasurementsRecorded():
            yield len(TIMES), event.measurements.measured_on
        case _:
            return


def _of_adverse_event(event: object) -> Iterator[tuple[int, datetime | date]]:
    if isinstance(event, EventReported):
        yield len(TIMES), event.told.onset_at or event.told.onset.on
    elif isinstance(event, EventGraded):
        yield len(TIMES), event.told.on
    elif isinstance(event, EventEnded) and event.on is not None:
        yield len(TIMES), event.on.on


def flags_of(
    events: Iterable[object], recorded_at: datetime, late_after: timedelta | None
) -> frozenset[TrailFlag]:
    """Return what stands out; `late_after` is the site's signed limit, None where none is."""
    return frozenset(flag for event in events for flag in _flags(event, recorded_at, late_after))


def _flags(event: object, recorded: datetime, limit: timedelta | None) -> Iterator[TrailFlag]:
    if _told_late(event) or _too_long_after(event, recorded, limit):
        yield TrailFlag.LATE
    if isinstance(event, RulesOverridden) or _overridden(event):
        yield TrailFlag.OVERRIDE
    if _deviates(event):
        yield TrailFlag.DEVIATION
    if str(getattr(event, "incident", "") or "").strip():
        yield TrailFlag.INCIDENT
    if _corrects(event):
        yield TrailFlag.CORRECTION
    if isinstance(event, _VOIDS):
        yield TrailFlag.VOID


def _corrects(event: object) -> bool:
    return isinstance(event, EventCorrected) or bool(getattr(event, "corrects", None))


def _told_late(event: object) -> bool:
    return isinstance(event, DoseRecorded) and (
        event.source is not Source.LIVE or bool(event.late_reason)
    )


def _too_long_after(event: object, recorded: datetime, limit: timedelta | None) -> bool:
    if limit is None or kind_of(type(event)) in _NOT_LATE:
        return False
    at = happened((event,))
    return isinstance(at, datetime) and elapsed(at, recorded) > limit


def _overridden(event: object) -> bool:
    return any(
        bool(getattr(event, name, None))
        for name in ("overridden", "machine_override", "outside_window")
    )


def _deviates(event: object) -> bool:
    timing = getattr(event, "timing", None)
    return (
        bool(getattr(event, "breaches", None))
        or bool(getattr(event, "outside_window", None))
        or timing in (Timing.EARLY, Timing.LATE)
    )
