"""Planned items, working days and the states a calendar can give an item.

Pure functions over dates in the site's zone. Refuses to let the clock decide an outcome: nothing
here turns an overdue dose into a missed one.
"""

from dataclasses import dataclass
from datetime import date

from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.terms import ItemKind, ItemState


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days a site works, as asked once when a plan is made and kept with it."""

    work_days: frozenset[int]
    """ISO weekdays, Monday is 1."""
    closures: frozenset[date] = frozenset()
    """Public holidays and the site's own closed days."""
    working_weekends: frozenset[date] = frozenset()
    """Days worked although their weekday is not a working one, such as make-up days."""

    def __post_init__(self) -> None:
        """Refuse a week without working days, on which no plan would ever end."""
        if not self.work_days or not self.work_days <= frozenset(range(1, 8)):
            raise ValueError("working days are ISO weekdays 1 to 7, at least one")

    def is_working(self, day: date) -> bool:
        """Tell whether the site works on a day; a closure beats a make-up day."""
        if day in self.closures:
            return False
        return day.isoweekday() in self.work_days or day in self.working_weekends


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One dose or fraction as planned; target and window are never overwritten."""

    code: ItemCode
    kind: ItemKind
    phase: str
    number: int
    """Counted over the whole course: dose 5 of 8, fraction 12 of 20."""
    of: int
    target: date
    window_from: date | None
    """None for the first dose and for fractions: they have no window."""
    window_to: date | None
    scheduled: date


def item_state(
    item: PlannedItem,
    today: date,
    outcome: ItemState | None = None,
    held_until: date | None = None,
) -> ItemState:
    """Return where an item stands today; an outcome people signed is returned as it is.

    A hold ends on its day: the item is due again then, open to the end of its window, then overdue.
    """
    if outcome is not None and outcome is not ItemState.HELD:
        return outcome
    if held_until is not None:
        return _after_hold(item, today, held_until)
    if outcome is ItemState.HELD:
        return ItemState.HELD
    return _by_clock(today, item.scheduled, item.window_from, item.window_to)


def _after_hold(item: PlannedItem, today: date, held_until: date) -> ItemState:
    if today < held_until:
        return ItemState.HELD
    closes = max(item.window_to or held_until, held_until)
    return _by_clock(today, held_until, held_until, closes)


def _by_clock(today: date, due: date, opens: date | None, closes: date | None) -> ItemState:
    if today == due:
        return ItemState.DUE_TODAY
    if today < (opens or due):
        return ItemState.PLANNED
    if today <= (closes or due):
        return ItemState.OPEN
    return ItemState.OVERDUE


def given_state(item: PlannedItem, given_on: date) -> ItemState:
    """Return given early, in window or late; an item without a window is never early or late."""
    if item.window_from is not None and given_on < item.window_from:
        return ItemState.GIVEN_EARLY
    if item.window_to is not None and given_on > item.window_to:
        return ItemState.GIVEN_LATE
    return ItemState.GIVEN_IN_WINDOW


def study_day(anchor: date, day: date) -> int:
    """Return the study day: the anchor is day 1, the day before it day -1, there is no day 0."""
    days = (day - anchor).days
    return days + 1 if days >= 0 else days


def overall_treatment_time(first: date, last: date) -> int:
    """Return calendar days from the first to the last fraction, both counted."""
    return (last - first).days + 1
