"""What was found at an assessment of response in a few words, and what follows from it.

Said alike by the panel and on paper. The program judges nothing: it gives differences.
"""

from collections.abc import Iterator
from decimal import Decimal

from ltm_desktop.app.wording.telling.response import category_words, mri_words, named_point
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.response import NeuroScore, ResponseAssessed, ResponseSlice
from ltm_desktop.domain.response_best import COUNTED, Beside, against, best_before
from ltm_desktop.domain.response_reading import BestResponse, Progression, ProgressionAnswer
from ltm_desktop.domain.response_terms import Component, ResponseRules


def found_words(
    one: ResponseAssessed,
    component: Component,
    active: ActiveProtocol,
    say: Words,
    between: str = "",
) -> str:
    """Return in a few words what an assessment found of one component, and its judgement."""
    found = _found(one, component, say)
    change = one.change(component)
    why = one.why_not(component)
    if why is not None:
        labels = active.protocol.vocabularies.get("response_not_done", {})
        reason = say.label(labels[why.reason]) if why.reason in labels else why.reason
        return say("not done: {reason}", reason=reason)
    if not (found and change):
        return found
    if between:
        return f"{found}{between}{say.term(change)}"
    return say("{found}, {change}", found=found, change=change)


def _found(one: ResponseAssessed, component: Component, say: Words) -> str:
    match component:
        case Component.NEURO:
            return score_words(one.neuro, say) if one.neuro else ""
        case Component.CYTOLOGY:
            return _cytology(one, say)
        case Component.MRI:
            overall = one.mri.overall if one.mri else None
            first = say("first scan") if one.mri else ""
            return mri_words(overall, say) if overall else first
        case Component.KPS:
            return say("KPS {score}", score=one.kps.score) if one.kps else ""
        case Component.STEROIDS:
            taken = one.steroids
            return f"{taken.drug} {say.amount(taken.per_day)}".strip() if taken else ""
        case Component.MARKERS:
            return one.markers.found if one.markers else ""


def _cytology(one: ResponseAssessed, say: Words) -> str:
    told = one.cytology
    if told is None:
        return ""
    result = say.term(told.result)
    if told.source not in ("lumbar", "ventricular"):
        return result
    source = say.term(f"csf_source.{told.source}")
    return say("{result} ({source})", result=result, source=source)


def score_words(neuro: NeuroScore, say: Words) -> str:
    """Return sum and highest level of a scorecard, and that areas are left out."""
    if neuro.worst is None:
        return say("not rated")
    words = say("sum {total}, highest {worst}", total=neuro.total, worst=neuro.worst)
    if not neuro.unrated:
        return words
    left = say.many("{count} area not rated", "{count} areas not rated", len(neuro.unrated))
    return say("{words}, {left}", words=words, left=left)


def short_point(point: str, say: Words) -> str:
    """Name a time point in the width of a column."""
    day = point.removeprefix("day_")
    return say("day {day}", day=int(day)) if day.isdecimal() else named_point(point, say)


def overall_words(one: ResponseAssessed, active: ActiveProtocol, say: Words) -> str:
    """Return the overall category of an assessment in words."""
    if one.is_baseline:
        return say.term("time_point.baseline")
    return category_words(one.overall, say, active)


def beside_words(
    now: ResponseAssessed, component: Component, response: ResponseSlice, say: Words
) -> str:
    """Return one component against the baseline and against the best before, in a few words."""
    if now.is_baseline:
        return ""
    best = best_before(response, now, component)
    if component not in COUNTED:
        then = best.then if best and now_differs(now, best.then, component, say) else None
        found = _letters(then, component, say) if then else ""
        return say("best before: {found}", found=found) if found else ""
    start = against(component, now, response.baseline) if response.baseline else None
    if start is None:
        return say("best {change}", change=difference_words(best, say)) if best else ""
    if best is None:
        return say("baseline {change}", change=difference_words(start, say))
    first, second = (difference_words(one, say) for one in (start, best))
    return say("baseline {baseline}, best {best}", baseline=first, best=second)


def against_words(
    now: ResponseAssessed, component: Component, response: ResponseSlice, say: Words
) -> Iterator[str]:
    """Yield the difference of one component to the baseline and to the best before, in full."""
    start = against(component, now, response.baseline) if response.baseline else None
    best = best_before(response, now, component)
    for label, one in ((say("baseline"), start), (say("the best"), best)):
        if one is not None and not now.is_baseline:
            yield say("against {label} {change}", label=label, change=difference_words(one, say))


def now_differs(
    now: ResponseAssessed, then: ResponseAssessed, component: Component, say: Words
) -> bool:
    """Tell whether a component without a number was found otherwise."""
    return _letters(now, component, say) != _letters(then, component, say)


def _letters(one: ResponseAssessed, component: Component, say: Words) -> str:
    """Name what was found as short as can be; a place is left out, for it is the same one."""
    if component is Component.MRI:
        overall = one.mri.overall if one.mri else None
        return overall.value.upper() if overall else ""
    return say.term(one.cytology.result) if one.cytology else ""


def difference_words(found: Beside, say: Words) -> str:
    """Write a difference with its sign: +2, -10, 0; nothing of what has no number."""
    if found.difference is None:
        return ""
    sign = {1: "+", -1: "-"}.get(_sign(found.difference), "")
    return f"{sign}{say.number(abs(found.difference))}"


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)


def best_words(best: BestResponse | None, rules: ResponseRules, say: Words) -> str:
    """Say the best overall response and whether it is confirmed."""
    if best is None:
        return say("Best overall response: none that can be evaluated yet.")
    first = say(
        "Best overall response: {category}, {on}.",
        category=best.category.category.label,
        on=best.on,
    )
    return say.together(first, _confirmation(best, rules, say))


def _confirmation(best: BestResponse, rules: ResponseRules, say: Words) -> str:
    if not best.category.counts_as_response:
        return say("It does not count as response.")
    if best.confirmed_on is not None:
        return say("Confirmed on {on}.", on=best.confirmed_on)
    if best.waits_until is None or rules.confirmation_days is None:
        return say("Not confirmed: no interval is signed.")
    return say("Not confirmed: counts from an assessment on {on} or later.", on=best.waits_until)


def progression_words(found: Progression, say: Words) -> str:
    """Say whether the assessments tell neurological progression, and by which signs."""
    if found.answer is ProgressionAnswer.CANNOT_TELL:
        return say("Neurological progression cannot be told: no definition is signed.")
    if found.answer is ProgressionAnswer.YES and found.on is not None:
        signs = say.listing(sign_words(one, say) for one in found.signs)
        return say("Neurological progression on {on}: {signs}.", on=found.on, signs=signs)
    if found.last_evaluable is None:
        return say("No neurological progression; no examination was scored.")
    return say("No neurological progression by {on}.", on=found.last_evaluable)


def sign_words(sign: str, say: Words) -> str:
    """Name a sign of progression."""
    return say.term(f"sign.{sign}")
