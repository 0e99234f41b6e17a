"""An assessment beside the baseline and the best before, in the words of panel and paper."""

from typing import Any

from ltm_desktop.app.response_words import against_words, beside_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.response import ResponseAssessed, ResponseSlice, evolve
from ltm_desktop.domain.response_terms import Change, Component
from tests.response_builders import assessed, baseline, neuro, steroids


def told(*commands: Any) -> tuple[ResponseSlice, ResponseAssessed]:
    """Return the assessments of a patient, and the last of them."""
    known = ResponseSlice()
    for command in commands:
        fields = {name: getattr(command, name) for name in command.__slots__ if name != "patient"}
        known = evolve(known, ResponseAssessed(**fields, assessor=PersonId("d"), treats=False))
    return known, known.told[-1]


WORSE = assessed(
    "2026-04-20",
    "progressive_disease",
    Change.WORSE,
    time_point="day_42",
    neuro=neuro(2, 2, 2, 1),
    steroids=steroids("8"),
)


def test_numbers_say_their_difference_and_findings_what_was_best() -> None:
    known, now = told(baseline(), assessed(), WORSE)
    found = {one: beside_words(now, one, known, Words()) for one in Component}
    assert found == {
        Component.NEURO: "baseline +3, best +5",
        Component.CYTOLOGY: "",
        Component.MRI: "best before: PR",
        Component.KPS: "baseline +10, best 0",
        Component.STEROIDS: "baseline +4, best +4",
        Component.MARKERS: "",
    }
    spoken = tuple(against_words(now, Component.KPS, known, Words("zh_CN")))
    assert spoken == ("较基线 +10", "较最佳 0")


def test_a_baseline_stands_beside_nothing() -> None:
    known, now = told(baseline())
    assert not any(beside_words(now, one, known, Words()) for one in Component)
    assert tuple(against_words(now, Component.NEURO, known, Words())) == ()


def test_without_a_baseline_only_the_best_is_told() -> None:
    known, now = told(assessed(), WORSE)
    assert beside_words(now, Component.NEURO, known, Words()) == "best +5"
