"""The signed settings of response assessment as rules; reads checked values only."""

from collections.abc import Callable, Iterator

from ltm_desktop.domain import setting_values as read
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.response_terms import (
    ActiveCategory,
    CategoryKind,
    Component,
    ResponseFormat,
    ResponseRules,
)
from ltm_desktop.domain.setting_kinds import Spec

Text = Callable[[str], tuple[str, Spec]]
"""Returns the exact text of a path and what it may hold."""


def response_rules(protocol: TrialProtocol, text: Text) -> ResponseRules | None:
    """Return how a site assesses response, None where the protocol has no such table."""
    if protocol.response is None:
        return None
    signs = read.read_choices(*text("response.progression"))
    until = read.read_choice(*text("response.best_until"))
    return ResponseRules(
        instrument=protocol.instruments.scorecards[read.read_choice(*text("response.instrument"))],
        required=frozenset(map(Component, read.read_choices(*text("response.required")))),
        days=read.read_numbers(*text("response.days")),
        window=_window(text),
        categories={one.category.code: one for one in _categories(protocol.response, text)},
        confirmation_days=read.read_integer_or_none(*text("response.confirmation")),
        until_progression=until == "progression",
        progression_signs=signs,
        progression_needs=read.read_integer(*text("response.progression_needs")) if signs else 1,
    )


def _window(text: Text) -> int:
    planned = read.read_numbers(*text("response.days"))
    return read.read_integer(*text("response.window")) if planned else 0


def _categories(found: ResponseFormat, text: Text) -> Iterator[ActiveCategory]:
    for rank, category in enumerate(found.categories.values()):
        path = f"response.categories.{category.code}"
        if not read.read_yes_no(*text(f"{path}.used")):
            continue
        remission = category.kind is CategoryKind.REMISSION
        counts = remission and read.read_yes_no(*text(f"{path}.counts_as_response"))
        definition = read.read_text(*text(f"{path}.definition"))
        yield ActiveCategory(category, rank, counts, definition)
