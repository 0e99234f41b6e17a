"""What follows from the assessments of a patient: change, best response, confirmation, progression.

Derived each time from what stands, never stored. Says that it cannot tell where the site signed no
rule, and compares no steroid with another one.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum

from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.domain.response import NeuroScore, ResponseAssessed, ResponseSlice
from ltm_desktop.domain.response_terms import (
    OVERALL,
    ActiveCategory,
    CategoryKind,
    Change,
    Component,
    ResponseRules,
)
from ltm_desktop.domain.values import dataclass


class SteroidChange(StrEnum):
    """The steroid dose against the assessment before."""

    NONE_BEFORE = "none_before"
    RISING = "rising"
    SAME = "same"
    FALLING = "falling"
    OTHER_DRUG = "other_drug"
    """Not compared: no steroid is converted into another."""


class ProgressionAnswer(StrEnum):
    """Whether the assessments say neurological progression."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"
    """No configuration or no definition is signed."""


@dataclass(frozen=True, slots=True)
class Progression:
    """Neurological progression by the protocol's definition, as far as assessments tell it."""

    answer: ProgressionAnswer
    on: date | None = None
    """The day of the first assessment that says it."""
    record: RecordId | None = None
    signs: tuple[str, ...] = ()
    """Which of the signed signs said it: components, or "overall"."""
    last_evaluable: date | None = None
    """Newest assessment, the baseline included, whose neurological examination was scored."""


@dataclass(frozen=True, slots=True)
class BestResponse:
    """The best category a patient reached, and the assessment that confirms it."""

    category: ActiveCategory
    on: date
    record: RecordId
    confirmed_on: date | None = None
    confirmed_by: RecordId | None = None
    waits_until: date | None = None
    """The first day on which an assessment could confirm it; None where none is asked."""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A neurological score against an earlier one on the same instrument."""

    total: int
    worst: int
    worse: tuple[str, ...]
    better: tuple[str, ...]


def before(response: ResponseSlice, one: ResponseAssessed) -> ResponseAssessed | None:
    """Return the standing assessment before another one, None for the first."""
    earlier = [known for known in response.standing if known.record != one.record]
    return _last([known for known in earlier if _order(known) < _order(one)])


def latest(response: ResponseSlice, until: date) -> ResponseAssessed | None:
    """Return the newest standing assessment by the end of a day."""
    return _last([one for one in response.standing if one.on <= until])


def _order(one: ResponseAssessed) -> tuple[date, bool]:
    return one.on, not one.is_baseline


def _last(found: Sequence[ResponseAssessed]) -> ResponseAssessed | None:
    return found[-1] if found else None


def best_score(response: ResponseSlice, until: date) -> NeuroScore | None:
    """Return the lowest complete neurological score up to a day, None without one."""
    scores = (one.neuro for one in response.standing if one.on <= until)
    whole = [one for one in scores if one is not None and not one.unrated]
    return min(whole, key=lambda one: one.total, default=None)


def score_change(now: NeuroScore | None, then: NeuroScore | None) -> ScoreChange | None:
    """Return how a score changed; None where one is missing or the instruments differ."""
    if now is None or then is None or now.instrument != then.instrument:
        return None
    both = [
        (one.item, one.level, then.level(one.item)) for one in now.scores if one.level is not None
    ]
    known = [(item, new, old) for item, new, old in both if old is not None]
    if not known:
        return None
    return ScoreChange(
        total=sum(new - old for _, new, old in known),
        worst=max(new for _, new, _ in known) - max(old for _, _, old in known),
        worse=tuple(item for item, new, old in known if new > old),
        better=tuple(item for item, new, old in known if new < old),
    )


def steroid_change(now: ResponseAssessed, then: ResponseAssessed | None) -> SteroidChange:
    """Return the change of the steroid dose; a dose of zero compares with every drug."""
    if then is None or then.steroids is None or now.steroids is None:
        return SteroidChange.NONE_BEFORE
    new, old = now.steroids, then.steroids
    if new.drug.casefold() != old.drug.casefold() and new.per_day.value and old.per_day.value:
        return SteroidChange.OTHER_DRUG
    if new.per_day.value == old.per_day.value:
        return SteroidChange.SAME
    return SteroidChange.RISING if old.per_day < new.per_day else SteroidChange.FALLING


def kind_of(one: ResponseAssessed, rules: ResponseRules) -> CategoryKind | None:
    """Return what an overall category means, None at baseline and for one no longer used."""
    known = rules.categories.get(one.overall)
    return known.category.kind if known else None


def progressed(response: ResponseSlice, rules: ResponseRules | None) -> Progression:
    """Return whether and when the assessments say neurological progression."""
    evaluable = [one.on for one in response.standing if _evaluable(one)]
    last = max(evaluable, default=None)
    if rules is None or not rules.progression_signs:
        return Progression(ProgressionAnswer.CANNOT_TELL, last_evaluable=last)
    for one in response.later:
        signs = tuple(_signs(one, rules))
        if len(signs) >= rules.progression_needs:
            return Progression(ProgressionAnswer.YES, one.on, one.record, signs, last)
    return Progression(ProgressionAnswer.NO, last_evaluable=last)


def _evaluable(one: ResponseAssessed) -> bool:
    scored = one.neuro is not None and one.neuro.worst is not None
    return scored and one.change(Component.NEURO) is not Change.NOT_EVALUABLE


def _signs(one: ResponseAssessed, rules: ResponseRules) -> Iterator[str]:
    for sign in rules.progression_signs:
        if sign == OVERALL:
            if kind_of(one, rules) is CategoryKind.PROGRESSION:
                yield sign
        elif one.change(Component(sign)) is Change.WORSE:
            yield sign


def best_response(
    response: ResponseSlice, rules: ResponseRules | None, judged: date | None = None
) -> BestResponse | None:
    """Return the best overall response, None before the first evaluable assessment.

    Of two alike the earlier one counts. Where the site signed so, nothing after the first
    progression does: judged as the overall category, by the signed signs, or on a day by itself.
    """
    if rules is None:
        return None
    counted = _counted(response, rules, judged)
    ranked = [(rules.categories[one.overall], one) for one in counted]
    if not ranked:
        return None
    category, first = min(ranked, key=lambda pair: pair[0].rank)
    return _confirmed(BestResponse(category, first.on, first.record), counted, rules)


def not_evaluable(
    response: ResponseSlice, rules: ResponseRules | None, judged: date | None = None
) -> ResponseAssessed | None:
    """Return the newest assessment of somebody assessed and never evaluable, else None."""
    if rules is None or best_response(response, rules, judged) is not None:
        return None
    seen = [one for one in response.later if kind_of(one, rules) is CategoryKind.NOT_EVALUABLE]
    return _last(seen)


def in_retired(
    response: ResponseSlice, rules: ResponseRules | None, judged: date | None = None
) -> ResponseAssessed | None:
    """Return the newest assessment in a category no longer signed, of somebody with no other.

    None of somebody who has a best response or was seen and not evaluable.
    """
    if rules is None or best_response(response, rules, judged) is not None:
        return None
    if not_evaluable(response, rules, judged) is not None:
        return None
    return _last([one for one in response.later if kind_of(one, rules) is None])


def _counted(
    response: ResponseSlice, rules: ResponseRules, judged: date | None
) -> list[ResponseAssessed]:
    """Return evaluable assessments, oldest first, up to the first progression if so signed."""
    counted, ends = [], _first_progression(response, rules, judged)
    for one in response.later:
        if ends is not None and one.on > ends:
            break
        kind = kind_of(one, rules)
        if kind is None or kind is CategoryKind.NOT_EVALUABLE:
            continue
        counted.append(one)
        if rules.until_progression and kind is CategoryKind.PROGRESSION:
            break
    return counted


def _first_progression(
    response: ResponseSlice, rules: ResponseRules, judged: date | None
) -> date | None:
    if not rules.until_progression:
        return None
    days = (judged, progressed(response, rules).on)
    return min((day for day in days if day is not None), default=None)


def _confirmed(
    best: BestResponse, counted: Sequence[ResponseAssessed], rules: ResponseRules
) -> BestResponse:
    if rules.confirmation_days is None or not best.category.counts_as_response:
        return best
    waits = best.on + timedelta(days=rules.confirmation_days)
    # between the two nothing may be worse than what is to be confirmed
    since = [one for one in counted if one.on > best.on]
    unbroken = [one for one in _while_as_good(since, best.category.rank, rules) if one.on >= waits]
    again = unbroken[0] if unbroken else None
    return BestResponse(
        best.category,
        best.on,
        best.record,
        again.on if again else None,
        again.record if again else None,
        waits,
    )


def _while_as_good(
    since: Sequence[ResponseAssessed], rank: int, rules: ResponseRules
) -> Iterator[ResponseAssessed]:
    for one in since:
        if rules.categories[one.overall].rank > rank:
            return
        yield one
