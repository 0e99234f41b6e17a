"""The dose of today in a demo story: it comes as far as its part says, some minutes before now."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ltm_desktop.app.demo.scenes import (
    BEFORE_ORDER,
    check,
    give,
    observe,
    prepare,
    prescribe,
    receive,
    release,
    start,
    time_out,
    verify,
)
from ltm_desktop.domain.dosing_path import WHOLE, DoseStep
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind

if TYPE_CHECKING:
    from ltm_desktop.app.demo.stories import Story

Scene = Callable[["Story", PlannedItem], None]


def _assess(story: "Story", item: PlannedItem) -> None:
    for scene in BEFORE_ORDER:
        scene(story, item)


def _order(story: "Story", item: PlannedItem) -> None:
    # a dose that was held has its order already; a new one would end the hold
    if item.code not in story.stage.desk.chart(story.patient).dosing.orders:
        prescribe(story, item)


_MADE: tuple[tuple[int, DoseStep, Scene], ...] = (
    (150, DoseStep.ASSESSED, _assess),
    (120, DoseStep.PRESCRIBED, _order),
    (105, DoseStep.VERIFIED, verify),
    (90, DoseStep.PREPARED, prepare),
    (75, DoseStep.RELEASED, release),
    (60, DoseStep.RECEIVED, receive),
)
"""Minutes before now at which each step is taken."""


def play_today(story: "Story", number: int) -> Iterator[datetime]:
    """Yield the moment of each step of today's dose before it happens, up to where it stands."""
    last = story.part.stands or DoseStep.PLANNED
    item = story.item(ItemKind.DOSE, number)
    for minutes, step, scene in _MADE:
        if WHOLE.index(step) > WHOLE.index(last):
            return
        yield _before(story, minutes)
        scene(story, item)
    if last is DoseStep.STARTED:
        yield from _begin(story, item, 9)
    elif last is DoseStep.TOLD:
        yield from _give(story, item)


def _begin(story: "Story", item: PlannedItem, minutes: int) -> Iterator[datetime]:
    yield _before(story, minutes)
    record = check(story, item, "")
    yield _before(story, minutes - 3)
    time_out(story, item, record)
    yield _before(story, minutes - 5)
    start(story, item, record, "")


def _give(story: "Story", item: PlannedItem) -> Iterator[datetime]:
    """Give the dose so that its first observation was told and the next is due soon."""
    yield from _begin(story, item, 30)
    begun = story.stage.desk.chart(story.patient).dosing.steps_of(item.code).started
    yield _before(story, 16)
    if begun is not None:
        took = story.stage.clock.now() - begun.started_at
        give(story, item, begun.record, "", took=took)
        yield _before(story, 4)
        observe(story, begun.record, last=False)


def _before(story: "Story", minutes: int) -> datetime:
    return story.until - timedelta(minutes=minutes)
