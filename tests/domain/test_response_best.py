"""An assessment beside the best before it: differences of numbers, and what is never compared."""

from decimal import Decimal
from typing import Any

import pytest

from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.response import Cytology, ResponseAssessed, ResponseSlice, evolve
from ltm_desktop.domain.response_best import against, best_before
from ltm_desktop.domain.response_terms import (
    Change,
    Component,
    CytologyResult,
    MriOverall,
)
from tests.cases.clinical import day
from tests.response_builders import assessed, baseline, mri, neuro, steroids


def _event(command: Any) -> ResponseAssessed:
    told = {name: getattr(command, name) for name in command.__slots__ if name != "patient"}
    return ResponseAssessed(**told, assessor=PersonId("d.example"), treats=False)


def _told(*commands: Any) -> tuple[ResponseSlice, ResponseAssessed]:
    found, events = ResponseSlice(), [_event(one) for one in commands]
    for one in events:
        found = evolve(found, one)
    return found, events[-1]


def _worse(**changes: Any) -> Any:
    given = {
        "time_point": "day_42",
        "neuro": neuro(2, 2),
        "kps": None,
        "steroids": steroids("8"),
        "mri": mri("2026-04-20", MriOverall.PROGRESSION),
    }
    return assessed("2026-04-20", "progressive_disease", Change.WORSE, **(given | changes))


def _slip(result: CytologyResult, source: str) -> Cytology:
    return Cytology(day("2026-04-20"), result, source)


def test_each_component_has_its_own_best_and_a_number_its_difference() -> None:
    first, better = baseline(neuro=neuro(1, 0)), assessed(neuro=neuro(0, 1, 1))
    response, now = _told(first, better, _worse(kps=baseline().kps, steroids=steroids("8")))
    found = {one: best_before(response, now, one) for one in Component}
    by_day = {one: (beside.then.on, beside.difference) for one, beside in found.items() if beside}
    assert by_day == {
        Component.NEURO: (day("2026-02-26"), Decimal(3)),
        Component.CYTOLOGY: (day("2026-03-16"), None),
        Component.MRI: (day("2026-03-16"), None),
        Component.KPS: (day("2026-03-16"), Decimal(-10)),
        Component.STEROIDS: (day("2026-02-26"), Decimal(4)),
    }


def test_nothing_later_and_nothing_put_right_is_a_best() -> None:
    response, now = _told(baseline(), assessed(neuro=neuro(0)), _worse())
    middle = response.told[1]
    beside = best_before(response, middle, Component.NEURO)
    assert beside is not None
    assert beside.then.is_baseline
    kept = response.without(middle.record)
    beside = best_before(kept, now, Component.NEURO)
    assert beside is not None
    assert beside.then.is_baseline


@pytest.mark.parametrize(
    ("component", "changes"),
    [
        (
            Component.CYTOLOGY,
            {"cytology": Cytology(day("2026-04-20"), CytologyResult.NEGATIVE, "ventricular")},
        ),
        (
            Component.CYTOLOGY,
            {"cytology": Cytology(day("2026-04-20"), CytologyResult.INADEQUATE, "lumbar")},
        ),
        (Component.NEURO, {"neuro": neuro(1, code="neuro_scorecard_2017")}),
        (Component.STEROIDS, {"steroids": steroids("4", "prednisone")}),
        (Component.MRI, {"mri": None}),
        (Component.KPS, {"kps": None}),
        (Component.MARKERS, {}),
    ],
)
def test_what_is_not_alike_is_not_compared(component: Component, changes: Any) -> None:
    response, now = _told(baseline(), assessed(), _worse(**changes))
    assert best_before(response, now, component) is None


def test_a_dose_of_no_steroid_compares_with_any() -> None:
    response, now = _told(baseline(), _worse(steroids=steroids("0", "")))
    beside = best_before(response, now, Component.STEROIDS)
    assert beside is not None
    assert beside.difference == Decimal(-4)


def test_a_first_scan_has_nothing_to_be_compared_with() -> None:
    response, now = _told(baseline(), _worse())
    assert response.baseline is not None
    assert against(Component.MRI, now, response.baseline) is None
