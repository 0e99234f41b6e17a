"""An assessment beside the best one before it, component by component.

Cytology of two places is never compared, nor two scorecards or two steroids; a score that leaves
an area out is nobody's best. Says differences and judges none.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from ltm_desktop.domain.response import NeuroScore, ResponseAssessed, ResponseSlice
from ltm_desktop.domain.response_terms import Component, CytologyResult, MriOverall
from ltm_desktop.domain.values import dataclass

Measure = Decimal | None
_CYTOLOGY = (CytologyResult.NEGATIVE, CytologyResult.SUSPICIOUS, CytologyResult.POSITIVE)
_MRI = (MriOverall.COMPLETE, MriOverall.PARTIAL, MriOverall.STABLE, MriOverall.PROGRESSION)


@dataclass(frozen=True, slots=True)
class Beside:
    """One component of an assessment beside an earlier one."""

    then: ResponseAssessed
    difference: Decimal | None
    """Now less then; None of what has no number, such as cytology."""


def against(component: Component, now: ResponseAssessed, then: ResponseAssessed) -> Beside | None:
    """Return one component beside an earlier one, None where the two cannot be compared."""
    measure = _MEASURES[component]
    new, old = measure(now, now), measure(then, now)
    if new is None or old is None:
        return None
    return Beside(then, new - old if component in COUNTED else None)


def best_before(
    response: ResponseSlice, now: ResponseAssessed, component: Component
) -> Beside | None:
    """Return one component beside the best standing assessment before this one.

    The earliest of several alike; None where none before it can be compared.
    """
    known = [one for one in response.standing if _order(one) < _order(now)]
    best = best_of(known, now, component)
    return against(component, now, best) if best else None


def best_of(
    known: Iterable[ResponseAssessed], like: ResponseAssessed, component: Component
) -> ResponseAssessed | None:
    """Return which was best of a component, of those that can be compared with this one."""
    measure = _MEASURES[component]
    ranked = [(value, one) for one in known if (value := measure(one, like)) is not None]
    sign = -1 if component is Component.KPS else 1
    return min(ranked, key=lambda pair: sign * pair[0], default=(Decimal(0), None))[1]


def _order(one: ResponseAssessed) -> tuple[object, bool]:
    return one.on, not one.is_baseline


def _neuro(one: ResponseAssessed, now: ResponseAssessed) -> Measure:
    score, wanted = one.neuro, now.neuro
    if score is None or wanted is None or not _whole(score, wanted):
        return None
    return Decimal(score.total)


def _whole(score: NeuroScore, wanted: NeuroScore) -> bool:
    return score.instrument == wanted.instrument and not score.unrated


def _cytology(one: ResponseAssessed, now: ResponseAssessed) -> Measure:
    slip, wanted = one.cytology, now.cytology
    if slip is None or wanted is None or slip.source != wanted.source:
        return None
    return Decimal(_CYTOLOGY.index(slip.result)) if slip.result in _CYTOLOGY else None


def _mri(one: ResponseAssessed, _now: ResponseAssessed) -> Measure:
    overall = one.mri.overall if one.mri else None
    return Decimal(_MRI.index(overall)) if overall in _MRI else None


def _kps(one: ResponseAssessed, _now: ResponseAssessed) -> Measure:
    return Decimal(one.kps.score) if one.kps else None


def _steroids(one: ResponseAssessed, now: ResponseAssessed) -> Measure:
    taken, wanted = one.steroids, now.steroids
    if taken is None or wanted is None:
        return None
    zero = not (taken.per_day.value and wanted.per_day.value)
    alike = taken.drug.casefold() == wanted.drug.casefold()
    return taken.per_day.value if zero or alike else None


def _none(_one: ResponseAssessed, _now: ResponseAssessed) -> Measure:
    return None


COUNTED = frozenset({Component.NEURO, Component.KPS, Component.STEROIDS})
"""What has a number, so that a difference can be told."""
_MEASURES: Mapping[Component, Callable[[ResponseAssessed, ResponseAssessed], Measure]] = {
    Component.NEURO: _neuro,
    Component.CYTOLOGY: _cytology,
    Component.MRI: _mri,
    Component.KPS: _kps,
    Component.STEROIDS: _steroids,
    Component.MARKERS: _none,
}
"""What is compared: less is better, of KPS more."""
