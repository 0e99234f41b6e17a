"""A radiotherapy course as people read it: its sessions, figures and projected end.

Computed from the chart when asked and never stored. The projected end follows what was recorded:
no clock moves it, and it is an estimate until the last fraction was started.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.fraction_course import CourseSlice
from ltm_desktop.domain.fraction_sums import CourseSum, bed, eqd2, sum_course
from ltm_desktop.domain.fractions import (
    FractionRecorded,
    RadiotherapyPrescribed,
    SessionOutcome,
)
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.schedule import (
    PlannedItem,
    overall_treatment_time,
)
from ltm_desktop.domain.terms import ItemKind, ItemState
from ltm_desktop.domain.values import dataclass

_STATES = {
    SessionOutcome.DELIVERED: ItemState.DELIVERED,
    SessionOutcome.PARTIAL: ItemState.PARTIAL,
    SessionOutcome.NOT_TREATED: ItemState.NOT_TREATED,
}


@dataclass(frozen=True, slots=True)
class SessionView:
    """One recorded session with the dose of the course up to and with it."""

    session: FractionRecorded
    state: ItemState
    day: date
    cumulative: Mapping[str, Decimal]
    """Of each volume up to and with this session, in Gy."""
    planned: Mapping[str, Decimal]
    """What its fraction was prescribed, by volume; empty beyond the prescription."""

    @property
    def treated(self) -> bool:
        """Return whether any dose was delivered."""
        return self.state is not ItemState.NOT_TREATED


@dataclass(frozen=True, slots=True)
class CourseView:
    """Everything a person is shown of a course; all of it but the order is calculated."""

    ordered: RadiotherapyPrescribed
    """The version in force."""
    course: CourseSlice
    summed: CourseSum
    sessions: tuple[SessionView, ...]
    """In the order of their times."""
    plan: tuple[PlannedItem, ...]
    """Every fraction; `target` keeps the first plan, `scheduled` the plan as it stands."""
    waiting: tuple[PlannedItem, ...]
    """Fractions not started, in order; empty for a patient who ended treatment."""
    lost_days: tuple[date, ...]
    """Treatment days between the first and the last recorded session without any dose."""
    planned_end: date
    end: date | None
    """The projected day of the last fraction, or its real day once all were started."""
    stopped: bool
    """Treatment ended for this patient before the course did."""

    @property
    def all_started(self) -> bool:
        """Return whether no fraction is left to start."""
        return self.summed.next_fraction is None

    @property
    def over_limit(self) -> int:
        """Return the days beyond the signed prolongation; 0 while it is kept or none is signed."""
        limit = self.ordered.prolongation
        return 0 if limit is None else max(0, self.days_late - limit)

    @property
    def planned_days(self) -> int:
        """Return the overall time of the first plan in calendar days, both ends counted."""
        return overall_treatment_time(self.plan[0].target, self.planned_end)

    @property
    def overall_days(self) -> int | None:
        """Return the overall time as it really was or is now projected."""
        if self.end is None:
            return None
        return overall_treatment_time(self._first_day(), self.end)

    @property
    def days_late(self) -> int:
        """Return calendar days from the planned to the projected end; negative is early."""
        return (self.end - self.planned_end).days if self.end else 0

    def _first_day(self) -> date:
        days = (one.day for one in self.sessions if one.treated)
        return next(days, self.plan[0].scheduled)


def view_course(chart: Chart, active: ActiveProtocol, act: Act) -> CourseView | None:
    """Return the course of a patient, None before it was prescribed."""
    ordered, summed = chart.course.prescribed, sum_course(chart.course)
    patient, plan = chart.patient, chart.plan.of(ItemKind.FRACTION)
    if ordered is None or summed is None or patient is None or not plan:
        return None
    sessions = tuple(_sessions(chart, act))
    stopped = bool(patient.withdrawn_on or patient.died_on)
    started = {one.session.fraction for one in sessions if one.treated}
    waiting = () if stopped else tuple(one for one in plan if one.number not in started)
    lost = tuple(_lost_days(sessions, active, patient.arm or "", act))
    return CourseView(
        ordered=ordered,
        course=chart.course,
        summed=summed,
        sessions=sessions,
        plan=plan,
        waiting=waiting,
        lost_days=lost,
        planned_end=max(item.target for item in plan),
        end=_end(sessions, waiting),
        stopped=stopped and summed.next_fraction is not None,
    )


def _sessions(chart: Chart, act: Act) -> Iterator[SessionView]:
    total: dict[str, Decimal] = {}
    for session in sorted(chart.course.sessions, key=lambda one: one.at.timestamp()):
        for one in session.delivered:
            total[one.volume] = total.get(one.volume, Decimal(0)) + one.dose.value
        targets = chart.course.targets_of(session.fraction)
        yield SessionView(
            session,
            _STATES[session.outcome],
            act.day_of(session.at),
            dict(total),
            {one.volume: one.per_fraction.value for one in targets},
        )


def _end(sessions: tuple[SessionView, ...], waiting: tuple[PlannedItem, ...]) -> date | None:
    """Return the last day as it was, or as the fractions that wait are planned now.

    Every session, correction and compensation lays them anew as an entry, so this is what was
    recorded: an estimate that creeps with today by itself misleads.
    """
    days = [one.scheduled for one in waiting] + [one.day for one in sessions if one.treated]
    return max(days, default=None)


def _lost_days(
    sessions: tuple[SessionView, ...], active: ActiveProtocol, arm: str, act: Act
) -> Iterator[date]:
    """Yield working days without a dose, week by week no more than the prescription asks for."""
    treated = {one.day for one in sessions if one.treated}
    course = active.prescription_of(arm)
    if not treated or course is None:
        return
    last = max(one.day for one in sessions)
    weeks: dict[tuple[int, int], list[date]] = {}
    for day in _days(min(treated), last):
        if act.calendar.is_working(day):
            weeks.setdefault(day.isocalendar()[:2], []).append(day)
    for days in weeks.values():
        empty = [day for day in days if day not in treated]
        room = min(course.per_week, len(days)) - (len(days) - len(empty))
        yield from empty[: max(0, room)]


def _days(first: date, last: date) -> Iterator[date]:
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


@dataclass(frozen=True, slots=True)
class Biological:
    """BED and EQD2 of one volume for one alpha/beta; calculated, linear-quadratic model only."""

    volume: str
    alpha_beta: int
    """Gy."""
    bed: Decimal
    eqd2: Decimal


def biological(view: CourseView) -> tuple[Biological, ...]:
    """Return BED and EQD2 of what each volume received so far, in Gy, for each signed alpha/beta.

    Without repair between fractions or repopulation (clinical practice 4.4); empty where the site
    signed no alpha/beta.
    """
    ratios = view.ordered.alpha_beta
    sums = [one for one in view.summed.targets if one.delivered]
    return tuple(
        Biological(one.volume, ratio, bed(doses, Decimal(ratio)), eqd2(doses, Decimal(ratio)))
        for one in sums
        for doses in (one.effective,)
        for ratio in ratios
    )


@dataclass(frozen=True, slots=True)
class SameDayDose:
    """An intrathecal dose on the day of a session, given or planned."""

    item: PlannedItem
    given_at: datetime | None


def doses_on(chart: Chart, day: date, act: Act) -> tuple[SameDayDose, ...]:
    """Return the intrathecal doses given on a day, and those planned for it and not settled."""
    given = {one.item: one.started_at for one in chart.dosing.injections()}
    found = []
    for item in chart.plan.of(ItemKind.DOSE):
        at = given.get(item.code)
        if at is not None and act.day_of(at) == day:
            found.append(SameDayDose(item, at))
        elif item.scheduled == day and not chart.dosing.is_settled(item.code) and at is None:
            found.append(SameDayDose(item, None))
    return tuple(found)
