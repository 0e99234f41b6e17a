"""Planning by hand: moving one dose to another day, with what follows it.

Refuses a settled dose, a day gone by, a day that breaks an interval or the order of doses, and a
day outside the window without a physician's words. Targets and windows are never written over.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.dosing_rules import (
    H06,
    H09,
    H19,
    WRITERS,
    Bedside,
    check_item,
)
from ltm_desktop.domain.dosing_told import check_reason
from ltm_desktop.domain.errors import refuse, refuse_if
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.patients import check_may_treat
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.planning import (
    ItemRescheduled,
    MovedItem,
    RescheduleItem,
    check_within_reach,
    closures_used,
)
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.schedule import PlannedItem, least_days, replan, rt_start
from ltm_desktop.domain.terms import ItemKind, Role
from ltm_desktop.domain.texts import check_note
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.vocabularies import check_listed

ROLLING = "rolling"
"""The signed policy by which later doses keep their distance from one given or moved."""
H08 = "hard rule H08"
H20 = "hard rule H20: prescription, per-day and gap limits"
PHYSICIANS = (Role.PHYSICIAN, Role.INVESTIGATOR)
POLICY = "clinical practice section 1.3: target, window, scheduled and actual are all kept"


def decide_reschedule(command: RescheduleItem, bedside: Bedside) -> tuple[ItemRescheduled]:
    """Move a dose. Raises Refused for a day the intervals, the order or the window forbid."""
    refuse_if(check_role(bedside.people, bedside.act.author, *WRITERS))
    move = _Move(command, *_movable(command, bedside), bedside)
    refuse_if((*_check_words(move), *_check_day(move), *_check_window(move)))
    return (_told(move),)


def preview_reschedule(command: RescheduleItem, bedside: Bedside) -> ItemRescheduled:
    """Return what a move would come to, whatever reason it will have.

    Raises Refused for a day that cannot be.
    """
    move = _Move(command, *_movable(command, bedside), bedside)
    refuse_if(_check_day(move))
    return _told(move)


def _movable(command: RescheduleItem, bedside: Bedside) -> tuple[PlannedItem, ActiveProtocol]:
    protocol, item = bedside.protocol, bedside.plan.items.get(command.item)
    if protocol is None:
        raise refuse("configuration.none_signed", H19)
    if item is None:
        raise refuse("dosing.no_such_dose", H09, item=command.item)
    if item.kind is ItemKind.FRACTION:
        raise refuse("schedule.fraction_moves_itself", POLICY, item=item.code)
    refuse_if((*check_may_treat(bedside.patient), *check_item(bedside, item.code)))
    return item, protocol


@dataclass(frozen=True, slots=True)
class _Move:
    """What is to be judged: the command, the item as it stands, and everything known."""

    command: RescheduleItem
    item: PlannedItem
    protocol: ActiveProtocol
    bedside: Bedside

    @property
    def outside(self) -> bool:
        """Return whether the day lies outside the item's window."""
        return is_outside(self.item, self.command.to)

    @property
    def takes_along(self) -> bool:
        """Return whether later doses follow: the first dose carries the calendar by itself."""
        return self.protocol.reschedule_policy == ROLLING or self.item.number == 1


def is_outside(item: PlannedItem, day: date) -> bool:
    """Tell whether a day lies outside an item's window; without a window none does."""
    if item.window_from is None or item.window_to is None:
        return False
    return not item.window_from <= day <= item.window_to


def _told(move: _Move) -> ItemRescheduled:
    command, item = move.command, move.item
    moved = replace(item, scheduled=command.to, unplaced=False)
    followed = tuple(_following(move)) if move.takes_along else ()
    every = (moved, *(one.item for one in followed))
    return ItemRescheduled(
        moved=MovedItem(item.scheduled, moved),
        reason=command.reason,
        note=command.note,
        outside_window=command.outside_window.strip() if move.outside else "",
        policy=move.protocol.reschedule_policy,
        followed=followed,
        closures=closures_used(move.bedside.act, every),
    )


def _following(move: _Move) -> Iterator[MovedItem]:
    bedside, item = move.bedside, move.item
    chosen = {item.code: move.command.to}
    for laid in laid_again(bedside, chosen):
        before = bedside.plan.items[laid.code]
        # Only the day moves: whatever the rules say today, target and window stay as written.
        day = before.target if laid.unplaced else laid.scheduled
        after = replace(before, scheduled=day, unplaced=laid.unplaced)
        if laid.number > item.number and after != before:
            yield MovedItem(before.scheduled, after)


def laid_again(
    bedside: Bedside, chosen: Mapping[ItemCode, date] | None = None
) -> tuple[PlannedItem, ...]:
    """Return the doses nobody has settled, laid round what was given and what people chose."""
    protocol, patient, act = bedside.protocol, bedside.patient, bedside.act
    planned = bedside.plan.of(ItemKind.DOSE)
    if protocol is None or patient is None or patient.arm is None or not planned:
        return ()
    return replan(
        protocol,
        patient.arm,
        planned,
        _given_on(bedside),
        {one.code for one in planned if bedside.dosing.is_settled(one.code)},
        act.calendar,
        chosen={**bedside.plan.chosen(), **(chosen or {})},
        rolling=protocol.reschedule_policy == ROLLING,
    )


def _given_on(bedside: Bedside) -> dict[ItemCode, date]:
    # The first injection of a dose is the one that moves the plan; a second is an incident.
    first_last = sorted(bedside.dosing.injections(), key=lambda one: one.started_at, reverse=True)
    return {one.item: bedside.act.day_of(one.started_at) for one in first_last}


def _check_words(move: _Move) -> Iterator[Alert]:
    command = move.command
    yield from check_reason(command.reason, command.note)
    yield from check_listed(move.protocol, "reschedule_reason", command.reason)
    yield from (*check_note(command.note), *check_note(command.outside_window))


def _check_day(move: _Move) -> Iterator[Alert]:
    command, item, act = move.command, move.item, move.bedside.act
    if command.to < act.today:
        yield stop("schedule.day_past", POLICY, on=command.to)
        return
    if command.to == item.scheduled and not item.unplaced:
        yield stop("schedule.same_day", POLICY, item=item.code, on=command.to)
        return
    yield from check_within_reach(command.to, act)
    yield from _check_hold(move)
    yield from _check_before(move)
    yield from _check_after(move)


def _check_hold(move: _Move) -> Iterator[Alert]:
    said = move.bedside.dosing.settled.get(move.item.code)
    if said is not None and said.until is not None and move.command.to < said.until:
        yield stop("dosing.on_hold", H06, until=said.until)


def _check_before(move: _Move) -> Iterator[Alert]:
    """Hold the day against the latest dose given, and against the dose planned before it."""
    item, protocol, to = move.item, move.protocol, move.command.to
    bounds = [
        (on + least_days(protocol, item.code, other), on, other) for other, on in _days_before(move)
    ]
    earliest, on, other = max(bounds, default=(to, to, item.code))
    if to < earliest:
        code = "schedule.order_reversed" if to <= on else "schedule.too_close"
        hours = protocol.min_interval_hours(item.code, other)
        yield stop(code, H08, item=item.code, other=other, on=on, hours=hours, earliest=earliest)


def _days_before(move: _Move) -> Iterator[tuple[ItemCode, date]]:
    bedside, item = move.bedside, move.item
    given = _given_on(bedside)
    yield from ((code, on) for code, on in given.items() if code in bedside.plan.items)
    for other in _waiting(bedside):
        if other.number < item.number:
            yield other.code, other.scheduled


def _check_after(move: _Move) -> Iterator[Alert]:
    """Hold the day against the dose planned after it, unless that one follows."""
    item, protocol, to = move.item, move.protocol, move.command.to
    after = [other for other in _waiting(move.bedside) if other.number > item.number]
    if move.takes_along or not after:
        return
    bounds = [
        (other.scheduled - least_days(protocol, other.code, item.code), other) for other in after
    ]
    latest, other = min(bounds, key=lambda bound: bound[0])
    if to > latest:
        code = "schedule.order_reversed" if to >= other.scheduled else "schedule.next_too_close"
        hours = protocol.min_interval_hours(other.code, item.code)
        on = other.scheduled
        yield stop(code, H08, item=item.code, other=other.code, on=on, hours=hours, latest=latest)


def _waiting(bedside: Bedside) -> Iterator[PlannedItem]:
    """Yield the doses that have a day; one without waits for a person and bounds nothing."""
    for other in bedside.plan.of(ItemKind.DOSE):
        if not other.unplaced and not bedside.dosing.is_settled(other.code):
            yield other


def _check_window(move: _Move) -> Iterator[Alert]:
    item, bedside = move.item, move.bedside
    if not move.outside:
        return
    window = {"item": item.code, "opens": item.window_from, "closes": item.window_to}
    if any(check_role(bedside.people, bedside.act.author, *PHYSICIANS)):
        yield stop("schedule.window_needs_physician", POLICY, **window)
    elif not move.command.outside_window.strip():
        yield stop("schedule.outside_window", POLICY, **window)


def notes_on(event: ItemRescheduled, bedside: Bedside) -> tuple[Alert, ...]:
    """Return what a person should know of a move that may be made all the same."""
    items = (event.moved.item, *(other.item for other in event.followed))
    days = (note for item in items for note in _notes_on_day(item))
    return (*_notes_on_closure(event.moved.item, bedside.act), *days, *_notes_on_rt(items, bedside))


def _notes_on_closure(item: PlannedItem, act: Act) -> Iterator[Alert]:
    if not act.calendar.is_working(item.scheduled):
        yield note("schedule.day_closed", "", item=item.code, on=item.scheduled)


def _notes_on_day(item: PlannedItem) -> Iterator[Alert]:
    window = {"item": item.code, "opens": item.window_from, "closes": item.window_to}
    if item.unplaced:
        yield note("schedule.no_day_fits", "", **window)
    elif is_outside(item, item.scheduled):
        yield note("schedule.leaves_window", POLICY, on=item.scheduled, **window)


def _notes_on_rt(items: Sequence[PlannedItem], bedside: Bedside) -> Iterator[Alert]:
    """Note a course that would start before the signed rule allows, counted from the new days."""
    fractions, protocol = bedside.plan.of(ItemKind.FRACTION), bedside.protocol
    arm = bedside.patient.arm if bedside.patient else None
    if not fractions or protocol is None or arm is None:
        return
    planned = {item.code: item.scheduled for item in bedside.plan.of(ItemKind.DOSE)}
    moved = {item.code: item.scheduled for item in items}
    days = {**planned, **moved, **_given_on(bedside)}
    earliest = rt_start(protocol, arm, days, bedside.act.calendar)
    start = fractions[0].scheduled
    if earliest is not None and bedside.act.today <= start < earliest:
        yield note("schedule.rt_before_rule", H20, start=start, earliest=earliest)
