"""Builders of assessments of response; every person and finding is synthetic."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.response import (
    AssessResponse,
    Cytology,
    ItemScore,
    Judged,
    MriFeature,
    MriScore,
    NeuroScore,
    NotDone,
    Performance,
    SteroidDose,
)
from ltm_desktop.domain.response_terms import (
    BASELINE,
    Change,
    Component,
    CytologyResult,
    Instruments,
    MriOverall,
    Presence,
)
from ltm_desktop.protocols.instruments import instruments
from tests.builders import PATIENT

MRI_OF = {
    Change.IMPROVED: MriOverall.PARTIAL,
    Change.STABLE: MriOverall.STABLE,
    Change.WORSE: MriOverall.PROGRESSION,
    Change.NOT_EVALUABLE: MriOverall.NOT_EVALUABLE,
}


@cache
def known() -> Instruments:
    """Return the program's instruments."""
    return instruments()


def neuro(*levels: int, code: str = "nano_lm_2024", **changes: Any) -> NeuroScore:
    """Return a scorecard: the levels of its first areas, 0 for the others."""
    items = tuple(known().scorecards[code].items)
    told = (*levels, *(0 for _ in items[len(levels) :]))
    scores = tuple(ItemScore(item, level) for item, level in zip(items, told, strict=True))
    return NeuroScore(code, scores, **changes)


def mri(on: str, overall: MriOverall | None = None, **changes: Any) -> MriScore:
    """Return a scan on which only brain nodules are seen."""
    features = tuple(
        MriFeature(one, Presence.PRESENT if one == "brain_nodules" else Presence.ABSENT)
        for one in known().mri
    )
    return MriScore(date.fromisoformat(on), features, overall=overall, **changes)


def steroids(per_day: str, drug: str = "dexamethasone") -> SteroidDose:
    """Return a steroid dose in mg per day."""
    return SteroidDose(Quantity(Decimal(per_day), Unit.MG_PER_DAY), drug)


def baseline(on: str = "2026-02-26", **changes: Any) -> AssessResponse:
    """Return a complete baseline."""
    day = date.fromisoformat(on)
    fields: dict[str, Any] = {
        "patient": PATIENT,
        "record": RecordId(f"resp-{on}"),
        "on": day,
        "time_point": BASELINE,
        "neuro": neuro(1, 1, 2),
        "cytology": Cytology(day, CytologyResult.POSITIVE, "lumbar", "SYN-1"),
        "mri": mri(on),
        "kps": Performance(60, day),
        "steroids": steroids("4"),
    }
    return AssessResponse(**(fields | changes))


def assessed(
    on: str = "2026-03-16",
    overall: str = "partial_response",
    change: Change = Change.IMPROVED,
    **changes: Any,
) -> AssessResponse:
    """Return a complete later assessment in which every component changed alike."""
    day = date.fromisoformat(on)
    filled = (Component.NEURO, Component.CYTOLOGY, Component.MRI, Component.KPS)
    fields: dict[str, Any] = {
        "patient": PATIENT,
        "record": RecordId(f"resp-{on}"),
        "on": day,
        "time_point": "day_14",
        "neuro": neuro(0, 1, 1),
        "cytology": Cytology(day, CytologyResult.NEGATIVE, "lumbar", "SYN-2"),
        "mri": mri(on, MRI_OF[change]),
        "kps": Performance(70, day),
        "steroids": steroids("4"),
        "judged": tuple(Judged(one, change) for one in filled),
        "overall": overall,
    }
    return AssessResponse(**(fields | changes))


def not_done(component: Component, reason: str = "too_unwell", note: str = "") -> NotDone:
    """Return why a component was not done."""
    return NotDone(component, reason, note)
