"""Planned items: laid on working days, moved by what happened, given a state by the calendar.

Pure functions over dates in the site's zone. Refuses to let the clock decide an outcome: nothing
here turns an overdue dose into a missed one.
"""

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, timedelta

from ltm_desktop.domain.alerts import Alert, note, stop
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.protocol import ActivePhase, ActiveProtocol, RtPrescription
from ltm_desktop.domain.terms import ItemKind, ItemState
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days a site works, as asked once when a plan is made and kept with it."""

    work_days: frozenset[int] = frozenset(range(1, 6))
    """ISO weekdays, Monday is 1; Monday to Friday stands in only where nothing is planned."""
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
    """One dose or fraction as planned; a moved plan is a new item in a new event."""

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
    unplaced: bool = False
    """No working day in the window keeps the interval: it stays on its target for a person."""


ONE_DAY = timedelta(days=1)


def plan_doses(
    active: ActiveProtocol, arm: str, anchor: date, calendar: WorkingCalendar
) -> tuple[PlannedItem, ...]:
    """Return every dose of an arm from the scheduled first dose; the first has no window."""
    return tuple(_Laying(active, arm, anchor, calendar, Standing()).items())


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands when a plan is laid: doses given, doses settled, and days people chose."""

    actual: Mapping[ItemCode, date] = field(default_factory=dict)
    settled: Collection[ItemCode] = frozenset()
    chosen: Mapping[ItemCode, date] = field(default_factory=dict)
    """Days to which people moved a dose, by a reason they gave."""
    targets: Mapping[ItemCode, date] = field(default_factory=dict)
    """The targets those days were chosen for."""
    rolling: bool = False
    """Whether a dose given or moved off its target takes the later ones with it."""


def replan(
    active: ActiveProtocol,
    arm: str,
    items: Sequence[PlannedItem],
    actual: Mapping[ItemCode, date],
    settled: Collection[ItemCode],
    calendar: WorkingCalendar,
    *,
    chosen: Mapping[ItemCode, date] | None = None,
    rolling: bool = False,
) -> tuple[PlannedItem, ...]:
    """Return the doses not yet settled, planned anew from what really happened.

    The actual first dose replaces the anchor; a later phase starts from the actual last dose of
    the phase before, or from that dose's target when it was settled without being given. Nothing
    else moves a target or a window. A day a person chose is kept while the intervals allow it.
    Fixed, all others go to the day nearest their target; rolling, they keep the distance that the
    last dose has to its own target.
    """
    first = min(items, key=lambda item: item.number)
    anchor = actual.get(first.code, first.target)
    targets = {item.code: item.target for item in items}
    standing = Standing(actual, frozenset(settled), chosen or {}, targets, rolling)
    laid = _Laying(active, arm, anchor, calendar, standing).items()
    return tuple(item for item in laid if item.code not in settled)


class _Laying:
    """Lay the doses of one arm on the calendar, each looking back at the one before."""

    def __init__(
        self,
        active: ActiveProtocol,
        arm: str,
        anchor: date,
        calendar: WorkingCalendar,
        standing: Standing,
    ) -> None:
        self._active = active
        self._phases = active.phases_of(arm)
        self._of = len(active.dose_codes(arm))
        self._anchor = anchor
        self._calendar = calendar
        self._standing = standing
        self._previous: tuple[ItemCode, date] | None = None
        self._shift = timedelta(0)

    def items(self) -> Iterator[PlannedItem]:
        number, start = 0, self._anchor
        for phase in self._phases:
            if phase.offset_days is not None:
                start += timedelta(days=phase.offset_days)
            target = start
            for code, day in zip(phase.series.items, phase.series.days, strict=True):
                number += 1
                target = start + timedelta(days=day - 1)
                item = self._item(phase, code, number, target)
                self._look_back_at(item)
                yield item
            last = phase.series.items[-1]
            start = self._standing.actual.get(last, target)
            if last in self._standing.actual:
                # The next phase is counted from the very day: nothing is left to carry on.
                self._shift = timedelta(0)

    def _item(self, phase: ActivePhase, code: ItemCode, number: int, target: date) -> PlannedItem:
        common = (code, ItemKind.DOSE, phase.phase.code, number, self._of, target)
        if number == 1:
            return PlannedItem(*common, None, None, self._standing.chosen.get(code, target))
        opens = target - timedelta(days=phase.series.window_before)
        closes = target + timedelta(days=phase.series.window_after)
        fitting = self._day(code, target, opens, closes)
        return PlannedItem(*common, opens, closes, fitting or target, unplaced=fitting is None)

    def _day(self, code: ItemCode, target: date, opens: date, closes: date) -> date | None:
        chosen = self._standing.chosen.get(code, date.min)
        # A day chosen for a target that has moved on since means nothing outside the window.
        meant = self._standing.targets.get(code) == target or opens <= chosen <= closes
        if meant and self._earliest(code) <= chosen > date.min:
            return chosen
        if self._shift:
            return self._beyond(code, target + self._shift)
        return self._nearest(code, target, opens, closes)

    def _beyond(self, code: ItemCode, aim: date) -> date:
        """Return the working day nearest to a day carried on, wherever the window ends."""
        earliest, steps = self._earliest(code), itertools.count()
        days = (aim + timedelta(days=way * n) for n in steps for way in (-1, 1))
        return next(day for day in days if day >= earliest and self._calendar.is_working(day))

    def _nearest(self, code: ItemCode, target: date, opens: date, closes: date) -> date | None:
        earliest = self._earliest(code)
        days = (opens + timedelta(days=n) for n in range((closes - opens).days + 1))
        fitting = [day for day in days if self._calendar.is_working(day) and day >= earliest]
        return min(fitting, key=lambda day: (abs(day - target), day), default=None)

    def _earliest(self, code: ItemCode) -> date:
        if self._previous is None:
            return date.min
        before, on = self._previous
        return on + least_days(self._active, code, before)

    def _look_back_at(self, item: PlannedItem) -> None:
        standing = self._standing
        given = standing.actual.get(item.code)
        if given is not None or item.code not in standing.settled:
            on = given or item.scheduled
            # A dose given late, or one without a day, never loosens what the latest one asks.
            if self._previous is None or on >= self._previous[1]:
                self._previous = (item.code, on)
        known = given is not None or item.code in standing.chosen
        # The first dose carries the calendar, whatever the policy.
        if known and (standing.rolling or item.number == 1):
            self._shift = (given or item.scheduled) - item.target


def least_days(active: ActiveProtocol, code: ItemCode, previous: ItemCode) -> timedelta:
    """Return the whole days that keep the least hours between two planned doses."""
    return timedelta(days=-(-active.min_interval_hours(code, previous) // 24))


def check_placed(items: Sequence[PlannedItem], calendar: WorkingCalendar) -> tuple[Alert, ...]:
    """Note every dose a person must look at: no fitting day, or a first dose on a closed day."""
    return tuple(_placing_notes(items, calendar))


def _placing_notes(items: Sequence[PlannedItem], calendar: WorkingCalendar) -> Iterator[Alert]:
    for item in items:
        if item.unplaced:
            yield note(
                "schedule.no_day_fits",
                item=item.code,
                opens=item.window_from,
                closes=item.window_to,
            )
        elif item.window_from is None and not calendar.is_working(item.scheduled):
            yield note("schedule.first_day_closed", item=item.code, on=item.scheduled)


def plan_fractions(
    active: ActiveProtocol,
    arm: str,
    start: date,
    calendar: WorkingCalendar,
    *,
    first: int = 1,
    last: int | None = None,
    treated_on: Collection[date] = (),
    twice: Collection[date] = (),
    also: Collection[date] = (),
) -> tuple[PlannedItem, ...]:
    """Return the fractions from number `first` to `last`, one each working day from a day on.

    None for the last one means as many as the protocol has.

    A week holds no more than the prescription's fractions; `treated_on` counts against its week,
    a day once for each fraction it carried. Compensation lets days carry two (`twice`), or be
    treated on although they are closed or their week is full (`also`). An arm without radiotherapy
    has no fractions.
    """
    course = active.prescription_of(arm)
    if course is None:
        return ()
    of = course.fractions if last is None else last
    codes = course.items[first - 1 : of]
    days = _treatment_days(course, start, calendar, treated_on, twice, also)
    return tuple(
        PlannedItem(code, ItemKind.FRACTION, course.phase, number, of, day, None, None, day)
        for number, (code, day) in enumerate(zip(codes, days, strict=False), first)
    )


def _treatment_days(
    course: RtPrescription,
    start: date,
    calendar: WorkingCalendar,
    treated_on: Collection[date],
    twice: Collection[date] = (),
    also: Collection[date] = (),
) -> Iterator[date]:
    day, taken = start, Counter(treated_on)
    while True:
        week = sum(other.isocalendar()[:2] == day.isocalendar()[:2] for other in taken)
        full = week >= course.per_week and day not in taken
        if day in also or (calendar.is_working(day) and not full):
            for _ in range((2 if day in twice else 1) - taken[day]):
                taken[day] += 1
                yield day
        day += ONE_DAY


def rt_start(
    active: ActiveProtocol,
    arm: str,
    doses: Mapping[ItemCode, date],
    calendar: WorkingCalendar,
) -> date | None:
    """Return the first working day the start rule gives, from planned or actual dose dates."""
    course = active.prescription_of(arm)
    if course is None or course.start_after not in doses:
        return None
    day = doses[course.start_after] + timedelta(days=course.start_offset_days)
    return next(_treatment_days(course, day, calendar, ()))


def check_rt_start(
    active: ActiveProtocol, arm: str, doses: Mapping[ItemCode, date], start: date
) -> tuple[Alert, ...]:
    """Note a radiotherapy start later after the last dose of the phase before than was signed."""
    course = active.prescription_of(arm)
    if course is None or course.latest_days_after_last_dose is None:
        return ()
    before = active.phases[course.phase].phase.after
    last = doses.get(active.phases[before].series.items[-1]) if before else None
    if last is None or (start - last).days <= course.latest_days_after_last_dose:
        return ()
    limit = course.latest_days_after_last_dose
    return (note("schedule.rt_starts_late", start=start, days=(start - last).days, limit=limit),)


def interval_alerts(
    active: ActiveProtocol,
    code: ItemCode,
    previous: ItemCode,
    previous_started_at: datetime,
    starting_at: datetime,
) -> tuple[Alert, ...]:
    """Return dosing.too_soon while the hours between injection starts are fewer than signed."""
    hours = active.min_interval_hours(code, previous)
    # Added as instants: a clock change can neither shorten nor stretch an interval.
    earliest = previous_started_at.astimezone(UTC) + timedelta(hours=hours)
    if starting_at.astimezone(UTC) >= earliest:
        return ()
    local = earliest.astimezone(starting_at.tzinfo)
    return (stop("dosing.too_soon", "hard rule H08", item=code, hours=hours, earliest=local),)


def item_state(
    item: PlannedItem,
    today: date,
    outcome: ItemState | None = None,
    held_until: date | None = None,
) -> ItemState:
    """Return where an item stands today; an outcome people signed is returned as it is.

    A hold ends on its day: the item is due again then, open to the end of its window, then overdue.
    A day a person chose beyond the window is waited for.
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
    if today < min(opens or due, due):
        return ItemState.PLANNED
    if today <= max(closes or due, due):
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
