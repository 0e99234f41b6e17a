"""Planned and delivered dose over time, volume by volume, and the words of the plot. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ltm_desktop.app.course_views import CourseView, SessionView
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fraction_sums import TargetSum
from ltm_desktop.domain.quantities import Unit


@dataclass(frozen=True, slots=True)
class PlotPoint:
    """The dose of one volume after one session."""

    at: datetime
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class Curve:
    """One volume: what was planned, what was delivered."""

    volume: str
    planned: tuple[tuple[date, Decimal], ...]
    delivered: tuple[PlotPoint, ...]
    prescribed: Decimal


@dataclass(frozen=True, slots=True)
class PlotShown:
    """The curves of a course in Gy, days without a dose, and all of it in words."""

    curves: tuple[Curve, ...]
    not_treated: tuple[datetime, ...]
    lost_days: tuple[date, ...]
    now: datetime
    end: date | None
    unit: Unit
    in_words: str


def plot_of(course: CourseView, now: datetime, say: Words) -> PlotShown:
    """Return the plot of a course."""
    missed = (one.session.at.astimezone(now.tzinfo) for one in course.sessions if not one.treated)
    return PlotShown(
        curves=tuple(_curve(one, course, now) for one in course.summed.targets),
        not_treated=tuple(missed),
        lost_days=course.lost_days,
        now=now,
        end=course.end,
        unit=course.summed.main.unit,
        in_words=_in_words(course, say),
    )


def _curve(one: TargetSum, course: CourseView, now: datetime) -> Curve:
    treated = [session for session in course.sessions if _reached(session, one.volume)]
    return Curve(
        volume=one.volume,
        planned=tuple(_planned(one.volume, course)),
        delivered=tuple(
            PlotPoint(session.session.at.astimezone(now.tzinfo), session.cumulative[one.volume])
            for session in treated
        ),
        prescribed=one.prescribed,
    )


def _reached(session: SessionView, volume: str) -> bool:
    return any(dose.volume == volume for dose in session.session.delivered)


def _planned(volume: str, course: CourseView) -> Iterator[tuple[date, Decimal]]:
    total = Decimal(0)
    for item in course.plan:
        each = {one.volume: one.per_fraction for one in course.course.targets_of(item.number)}
        if volume in each:
            total += each[volume].value
            yield item.target, total


def _in_words(course: CourseView, say: Words) -> str:
    sentences = [_volume_words(one, course, say) for one in course.summed.targets]
    if course.lost_days:
        days = say.listing(say.date(day) for day in course.lost_days)
        sentences.append(say("No dose on {days}.", days=days))
    if course.end and not course.all_started and not course.stopped:
        late = days_late(course.days_late, say)
        sentences.append(
            say("Projected end, an estimate: {date}, {late}.", date=course.end, late=late)
        )
    return say.together(*sentences)


def _volume_words(one: TargetSum, course: CourseView, say: Words) -> str:
    return say(
        "{volume}: {delivered} of {total} delivered in {count} of {fractions} "
        "{fractions:fraction|fractions}.",
        volume=one.volume,
        delivered=say.amount(one.delivered, one.unit),
        total=say.amount(one.prescribed, one.unit),
        count=course.summed.started,
        fractions=course.summed.fractions,
    )


def days_late(days: int, say: Words) -> str:
    """Word how far an end lies from the planned one."""
    if days > 0:
        return say.many("{count} day late", "{count} days late", days)
    if days < 0:
        return say.many("{count} day early", "{count} days early", -days)
    return say("as planned")
