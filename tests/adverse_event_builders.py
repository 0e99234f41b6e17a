"""Builders of adverse events for stories: an invented headache, its judgement, its end.

Everything is synthetic.
"""

from datetime import date
from typing import Any

from ltm_desktop.domain.adverse_events import (
    AdverseEventId,
    Answer,
    CorrectEvent,
    EndEvent,
    GradeEvent,
    GradeTold,
    JudgeEvent,
    LabBasis,
    ReopenEvent,
    ReportEvent,
    VoidEvent,
)
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.partial_dates import PartialDate, Precision
from ltm_desktop.domain.quantities import Quantity
from tests.builders import PATIENT, at

EVENT = AdverseEventId("ae-1")
CAUSES = (
    "pemetrexed_it",
    "dexamethasone",
    "procedure",
    "radiotherapy",
    "systemic_drug",
    "disease",
    "other",
)


def on(text: str) -> PartialDate:
    """Return a date from "2026-03-02", "2026-03" or "2026"."""
    parts = [int(part) for part in text.split("-")]
    known = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(parts) - 1]
    year, month, day = (*parts, 1, 1)[:3]
    return PartialDate(date(year, month, day), known)


def grade(number: int, since: str = "2026-03-02", **changes: Any) -> GradeTold:
    """Return a grade from a day on."""
    return GradeTold(date.fromisoformat(since), Grade(number), **changes)


def basis(analyte: str, value: Quantity, sampled: str = "2026-03-02 07:00") -> LabBasis:
    """Return the laboratory value a grade was suggested from."""
    return LabBasis(analyte, value, at(sampled))


def report(
    term: str = "arachnoiditis",
    number: int = 2,
    since: str = "2026-03-02",
    event: AdverseEventId = EVENT,
    **changes: Any,
) -> ReportEvent:
    """Return a new event whose first grade counts from the first day it may have begun."""
    onset = changes.pop("onset", on(since))
    first = changes.pop("first", grade(number, onset.earliest.isoformat()))
    verbatim = changes.pop("verbatim", "stiff neck (synthetic)")
    return ReportEvent(PATIENT, event, term, first, verbatim=verbatim, onset=onset, **changes)


def regrade(number: int, since: str, event: AdverseEventId = EVENT, **changes: Any) -> GradeEvent:
    """Return another grade of the event."""
    return GradeEvent(PATIENT, event, grade(number, since, **changes))


def judge(event: AdverseEventId = EVENT, level: str = "possible", **changes: Any) -> JudgeEvent:
    """Return a judgement with one level for every cause, not serious."""
    told: dict[str, Any] = {
        "answers": tuple(Answer(cause, level) for cause in CAUSES),
        "action_it": "none",
        "action_rt": "not_applicable",
        "treatment": "",
        "serious": False,
    }
    return JudgeEvent(PATIENT, event, **{**told, **changes})


def serious(event: AdverseEventId = EVENT, *criteria: str, **changes: Any) -> JudgeEvent:
    """Return a judgement that calls the event serious and unexpected."""
    told = {
        "serious": True,
        "criteria": criteria or ("hospitalisation",),
        "expected": False,
        "reference": "Example brochure 1.0 (synthetic)",
    }
    return judge(event, **{**told, **changes})


def end(
    outcome: str = "recovered", day: str | None = "2026-03-09", event: AdverseEventId = EVENT
) -> EndEvent:
    """Return the outcome of the event."""
    return EndEvent(PATIENT, event, outcome, on(day) if day else None)


def reopen(
    day: str = "2026-03-10", reason: str = "came back (synthetic)", event: AdverseEventId = EVENT
) -> ReopenEvent:
    """Return that the event goes on."""
    return ReopenEvent(PATIENT, event, date.fromisoformat(day), reason)


def correct(*grades: GradeTold, event: AdverseEventId = EVENT, **changes: Any) -> CorrectEvent:
    """Return the event told anew."""
    told: dict[str, Any] = {
        "term": "arachnoiditis",
        "verbatim": "stiff neck (synthetic)",
        "onset": on("2026-03-02"),
        "reason": "typing_slip",
    }
    return CorrectEvent(PATIENT, event, grades=grades, **{**told, **changes})


def void(event: AdverseEventId = EVENT, reason: str = "wrong_patient") -> VoidEvent:
    """Return that the event is taken back."""
    return VoidEvent(PATIENT, event, reason)
