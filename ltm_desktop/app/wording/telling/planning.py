"""Plans as they were made and as they were moved: one line for each planned item."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from ltm_desktop.app.wording.telling.parts import StatementLine, StatementSection
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.planning import (
    FractionsPlanned,
    ItemRescheduled,
    MovedItem,
    PlanMoved,
    TreatmentPlanned,
)
from ltm_desktop.domain.schedule import PlannedItem
from ltm_desktop.domain.terms import ItemKind

Sections = tuple[StatementSection, ...]


def tell_plan(event: TreatmentPlanned, voice: Voice) -> Sections:
    """Tell the planned doses."""
    say = voice.say
    first = voice.line(say("Scheduled first dose"), voice.day(event.anchor), emphasis=True)
    lines = (first, *_items(event.items, voice), _closures(event.closures, voice))
    return (StatementSection(say("Planned doses"), lines),)


def tell_fractions(event: FractionsPlanned, voice: Voice) -> Sections:
    """Tell the planned fractions."""
    dropped = voice.line(voice.say("No longer planned"), voice.say.listing(event.dropped))
    lines = (*_items(event.items, voice), dropped, _closures(event.closures, voice))
    return (StatementSection(voice.say("Planned fractions"), lines),)


def tell_move(event: PlanMoved, voice: Voice) -> Sections:
    """Tell the items planned anew."""
    say = voice.say
    because = voice.line(say("Because of record"), event.because)
    lines = (*_items(event.items, voice), because, _closures(event.closures, voice))
    return (StatementSection(say("Planned anew"), lines),)


def tell_reschedule(event: ItemRescheduled, voice: Voice) -> Sections:
    """Tell a dose moved by a person: from, to, why, and what followed."""
    say, moved = voice.say, event.moved
    lines = (
        voice.line(_named(moved.item, voice), _from_to(moved, voice), emphasis=True),
        voice.line(say("Kept as planned"), "; ".join(_kept(moved.item, voice))),
        voice.line(say("Reason"), voice.coded("reschedule_reason", event.reason)),
        voice.line(say("Notes"), event.note),
        voice.line(say("Why outside its window"), event.outside_window or say("in its window")),
        voice.line(say("How the later doses move"), _policy(event.policy, voice)),
        *_followers(event.followed, voice),
        _closures(event.closures, voice),
    )
    return (StatementSection(say("Moved to another day"), lines),)


def _from_to(moved: MovedItem, voice: Voice) -> str:
    say, after = voice.say, moved.item.scheduled
    return say(
        "from {weekday_before} {before} to {weekday} {day}",
        weekday_before=say.weekday(moved.was),
        before=moved.was,
        weekday=say.weekday(after),
        day=after,
    )


def _followers(followed: tuple[MovedItem, ...], voice: Voice) -> Iterator[StatementLine]:
    say = voice.say
    if not followed:
        yield voice.line(say("Doses that follow"), say("none"))
    for one in followed:
        placed = (_from_to(one, voice), *_kept(one.item, voice))
        yield voice.line(_named(one.item, voice), "; ".join(placed))


def _policy(policy: str, voice: Voice) -> str:
    return voice.named(voice.say.term(f"choice.{policy}"), policy)


def _items(items: tuple[PlannedItem, ...], voice: Voice) -> Iterator[StatementLine]:
    for item in items:
        yield voice.line(_named(item, voice), "; ".join(_placed(item, voice)))


def _named(item: PlannedItem, voice: Voice) -> str:
    say = voice.say
    values = {"code": item.code, "n": item.number, "total": item.of}
    if item.kind is ItemKind.DOSE:
        return say("{code}, dose {n} of {total}", **values)
    return say("{code}, fraction {n} of {total}", **values)


def _placed(item: PlannedItem, voice: Voice) -> Iterator[str]:
    say = voice.say
    yield say("{weekday} {day}", weekday=say.weekday(item.scheduled), day=item.scheduled)
    yield from _kept(item, voice)


def _kept(item: PlannedItem, voice: Voice) -> Iterator[str]:
    say = voice.say
    yield say("target {day}", day=item.target)
    if item.window_from is None and item.window_to is None:
        yield say("no window")
    else:
        opens, closes = voice.day(item.window_from), voice.day(item.window_to)
        yield say("window {opens} to {closes}", opens=opens, closes=closes)
    yield _phase(item.phase, voice)
    if item.unplaced:
        yield say("no working day in the window fits, a person must look")


def _phase(code: str, voice: Voice) -> str:
    phase = voice.active.protocol.phases.get(code) if voice.active else None
    return phase.label.text(voice.say.language) if phase else code


def _closures(closures: tuple[date, ...], voice: Voice) -> StatementLine:
    return voice.line(voice.say("Closed days kept in view"), voice.days(closures))


SECTIONS: Mapping[type, Callable[[Any, Voice], Sections]] = {
    TreatmentPlanned: tell_plan,
    FractionsPlanned: tell_fractions,
    PlanMoved: tell_move,
    ItemRescheduled: tell_reschedule,
}
