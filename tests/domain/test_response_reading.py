"""Best response, confirmation, change and progression, as the site's signed rules have them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.domain.response import (
    ItemScore,
    ResponseAssessed,
    ResponseSlice,
    SteroidDose,
    evolve,
)
from ltm_desktop.domain.response_reading import (
    ProgressionAnswer,
    SteroidChange,
    before,
    best_response,
    best_score,
    latest,
    progressed,
    score_change,
    steroid_change,
)
from ltm_desktop.domain.response_terms import (
    BASELINE,
    UNSCHEDULED,
    Change,
    Component,
    ResponseRules,
)
from tests.cases.clinical import example
from tests.response_builders import assessed, baseline, neuro

START = date(2026, 3, 16)
PARTIAL = "partial_response"
CODES = (
    "complete_response",
    "obvious_response",
    "partial_response",
    "stable_disease",
    "progressive_disease",
    "not_evaluable",
)


def _rules(**changes: Any) -> ResponseRules:
    active: ActiveProtocol = example()
    assert active.response is not None
    return replace(active.response, **changes)


def _event(command: Any) -> ResponseAssessed:
    told = {name: getattr(command, name) for name in command.__slots__ if name != "patient"}
    return ResponseAssessed(**told, assessor=PersonId("d.example"), treats=False)


def _at(week: int, overall: str, change: Change = Change.STABLE, **changes: Any) -> Any:
    on = (START + timedelta(weeks=week)).isoformat()
    return _event(assessed(on, overall, change, time_point=UNSCHEDULED, **changes))


def _slice(*events: ResponseAssessed) -> ResponseSlice:
    found = ResponseSlice()
    for one in events:
        found = evolve(found, one)
    return found


def test_the_best_category_counts_and_the_earlier_of_two_alike() -> None:
    told = _slice(
        _event(baseline()),
        _at(0, "stable_disease"),
        _at(2, "partial_response"),
        _at(4, "partial_response"),
    )
    best = best_response(told, _rules())
    assert best is not None
    assert (best.category.category.code, best.on) == ("partial_response", date(2026, 3, 30))


def test_a_response_is_confirmed_by_one_as_good_after_the_signed_days() -> None:
    told = _slice(
        _at(0, "partial_response"), _at(3, "partial_response"), _at(4, "obvious_response")
    )
    best = best_response(told, _rules(confirmation_days=28))
    assert best is not None
    # the better one is the best; nothing after it confirms it
    assert (best.category.category.code, best.confirmed_on) == ("obvious_response", None)
    again = _slice(*told.told, _at(8, "complete_response"))
    best = best_response(again, _rules(confirmation_days=28))
    assert best is not None
    assert best.category.category.code == "complete_response"
    kept = _slice(
        _at(0, "partial_response"), _at(3, "partial_response"), _at(4, "partial_response")
    )
    best = best_response(kept, _rules(confirmation_days=28))
    assert best is not None
    assert (best.confirmed_on, best.waits_until) == (date(2026, 4, 13), date(2026, 4, 13))


def test_a_loss_in_between_ends_the_wait_for_a_confirmation() -> None:
    told = _slice(_at(0, "partial_response"), _at(2, "stable_disease"), _at(5, "partial_response"))
    best = best_response(told, _rules(confirmation_days=28))
    assert best is not None
    assert best.confirmed_on is None


def test_without_a_signed_interval_nothing_is_called_confirmed() -> None:
    told = _slice(_at(0, "partial_response"), _at(8, "partial_response"))
    best = best_response(told, _rules(confirmation_days=None))
    assert best is not None
    assert (best.confirmed_on, best.waits_until) == (None, None)


def test_stable_disease_asks_for_no_confirmation() -> None:
    best = best_response(_slice(_at(0, "stable_disease"), _at(8, "stable_disease")), _rules())
    assert best is not None
    assert (best.category.counts_as_response, best.waits_until) == (False, None)


def test_nothing_after_a_progression_judged_by_itself_counts_where_the_site_signed_so() -> None:
    told = _slice(_at(0, "stable_disease"), _at(6, "partial_response"))
    judged = date(2026, 4, 1)
    best = best_response(told, _rules(until_progression=True), judged)
    assert best is not None
    assert best.category.category.code == "stable_disease"
    best = best_response(told, _rules(until_progression=False), judged)
    assert best is not None
    assert best.category.category.code == "partial_response"


def test_signs_of_progression_end_the_search_for_the_best_though_the_overall_does_not() -> None:
    told = _slice(_at(0, "stable_disease", Change.WORSE), _at(6, "partial_response"))
    rules = _rules(until_progression=True)
    assert progressed(told, rules).on is not None
    best = best_response(told, rules)
    assert best is not None
    assert best.category.category.code == "stable_disease"


def test_what_comes_after_progression_counts_only_where_the_site_signed_so() -> None:
    told = _slice(_at(0, "progressive_disease"), _at(3, "complete_response"))
    best = best_response(told, _rules(until_progression=True))
    assert best is not None
    assert best.category.category.code == "progressive_disease"
    best = best_response(told, _rules(until_progression=False))
    assert best is not None
    assert best.category.category.code == "complete_response"


def test_what_cannot_be_evaluated_is_no_response_of_any_kind() -> None:
    told = _slice(_event(baseline()), _at(0, "not_evaluable", not_evaluable_reason="synthetic"))
    assert best_response(told, _rules()) is None
    assert best_response(told, None) is None


def test_a_category_no_longer_used_is_left_out() -> None:
    rules = _rules()
    fewer = {code: one for code, one in rules.categories.items() if code != "obvious_response"}
    told = _slice(_at(0, "obvious_response"), _at(2, "stable_disease"))
    best = best_response(told, replace(rules, categories=fewer))
    assert best is not None
    assert best.category.category.code == "stable_disease"


@given(st.lists(st.sampled_from(CODES), max_size=6), st.randoms())
def test_the_order_of_entry_changes_nothing_that_is_derived(codes: list[str], rng: Any) -> None:
    events = [_at(week, code) for week, code in enumerate(codes)]
    shuffled = list(events)
    rng.shuffle(shuffled)
    rules = _rules()
    assert best_response(_slice(*events), rules) == best_response(_slice(*shuffled), rules)
    assert progressed(_slice(*events), rules) == progressed(_slice(*shuffled), rules)


@pytest.mark.parametrize("sign", ["overall", "neuro", "csf_cytology", "mri"])
def test_progression_is_what_the_signed_signs_say(sign: str) -> None:
    told = _slice(_event(baseline()), _at(1, "progressive_disease", Change.WORSE))
    found = progressed(told, _rules(progression_signs=(sign,), progression_needs=1))
    assert (found.answer, found.on, found.signs) == (
        ProgressionAnswer.YES,
        date(2026, 3, 23),
        (sign,),
    )


def test_as_many_signs_as_signed_must_say_it_at_one_assessment() -> None:
    rules = _rules(progression_signs=("overall", "neuro", "mri"), progression_needs=2)
    only_overall = _at(1, "progressive_disease", Change.STABLE)
    assert progressed(_slice(only_overall), rules).answer is ProgressionAnswer.NO
    only_signs = _at(2, "stable_disease", Change.WORSE)
    found = progressed(_slice(only_overall, only_signs), rules)
    assert (found.on, found.signs) == (date(2026, 3, 30), ("neuro", "mri"))


def test_without_a_signed_definition_progression_cannot_be_told() -> None:
    told = _slice(_event(baseline()), _at(1, "progressive_disease", Change.WORSE))
    for rules in (None, _rules(progression_signs=())):
        found = progressed(told, rules)
        assert (found.answer, found.on) == (ProgressionAnswer.CANNOT_TELL, None)
        assert found.last_evaluable == date(2026, 3, 23)


def test_the_last_evaluable_examination_is_one_that_was_scored() -> None:
    unscored = _at(3, "stable_disease", neuro=None)
    blind = _at(4, "stable_disease", Change.NOT_EVALUABLE)
    told = _slice(_event(baseline()), _at(1, "stable_disease"), unscored, blind)
    assert progressed(told, _rules()).last_evaluable == date(2026, 3, 23)
    assert progressed(_slice(), _rules()).last_evaluable is None


def test_a_score_changes_item_by_item_on_one_instrument() -> None:
    change = score_change(neuro(2, 0, 1), neuro(1, 1, 0))
    assert change is not None
    assert (change.total, change.worst) == (1, 1)
    assert (change.worse, change.better) == (
        ("consciousness", "nausea_vomiting"),
        ("cognition",),
    )
    assert score_change(neuro(1), neuro(1, code="neuro_scorecard_2017")) is None
    assert score_change(None, neuro()) is None
    blank = replace(neuro(), scores=(ItemScore("vision", None, "asleep"),))
    assert score_change(blank, neuro()) is None


def test_the_best_score_is_a_whole_one() -> None:
    low = replace(neuro(), scores=(ItemScore("vision", None, "asleep"),))
    told = _slice(
        _event(baseline(neuro=neuro(2, 2))),
        _at(0, "stable_disease", neuro=neuro(1)),
        _at(1, "stable_disease", neuro=low),
    )
    best = best_score(told, date(2026, 12, 1))
    assert best is not None
    assert best.total == 1
    assert best_score(told, date(2026, 1, 1)) is None


def _taken(amount: str, drug: str) -> SteroidDose:
    return SteroidDose(Quantity(Decimal(amount), Unit.MG_PER_DAY), drug)


@pytest.mark.parametrize(
    ("then", "now", "change"),
    [
        (None, _taken("4", "a"), SteroidChange.NONE_BEFORE),
        (_taken("4", "a"), None, SteroidChange.NONE_BEFORE),
        (_taken("4", "a"), _taken("4.0", "A"), SteroidChange.SAME),
        (_taken("4", "a"), _taken("4.1", "a"), SteroidChange.RISING),
        (_taken("4", "a"), _taken("3.9", "a"), SteroidChange.FALLING),
        (_taken("4", "a"), _taken("4", "b"), SteroidChange.OTHER_DRUG),
        (_taken("0", ""), _taken("4", "b"), SteroidChange.RISING),
        (_taken("4", "b"), _taken("0", ""), SteroidChange.FALLING),
    ],
)
def test_steroids_are_compared_within_one_drug(
    then: SteroidDose | None, now: SteroidDose | None, change: SteroidChange
) -> None:
    first = _at(0, "stable_disease", steroids=then)
    assert steroid_change(_at(1, "stable_disease", steroids=now), first) is change
    assert steroid_change(first, None) is SteroidChange.NONE_BEFORE


def test_the_assessment_before_and_the_newest_are_found_by_day() -> None:
    first, second = _event(baseline()), _at(2, "stable_disease")
    told = _slice(second, first)
    assert before(told, second) == first
    assert before(told, first) is None
    assert latest(told, date(2026, 3, 1)) == first
    assert latest(told, date(2026, 1, 1)) is None
    assert told.standing[0].time_point == BASELINE
    assert told.without(first.record).baseline is None
    assert told.of(RecordId("nothing")) is None
    assert first.change(Component.MRI) is None
