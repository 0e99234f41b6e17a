"""Build the time line of one patient, and that of the laboratory trends, from the chart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ltm_desktop.app.timeline.calculated import BASES, calculated, facts
from ltm_desktop.app.timeline.followed import counted, followed
from ltm_desktop.app.timeline.measured import measured
from ltm_desktop.app.timeline.shapes import Lane, Mark, Since, TimeLine, window
from ltm_desktop.app.timeline.treated import Told, doses, fractions, treated
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.protocol import ActiveProtocol

_FALL = ("platelets", "neutrophils")
"""Whose lowest value days are counted from."""


def time_line(chart: Chart, active: ActiveProtocol, act: Act, say: Words) -> TimeLine:
    """Return everything on one time axis, worded in one language."""
    told = Told(chart, active, act, say)
    lanes = (*treated(told), *measured(told), *followed(told))
    return _line(told, tuple(one for one in lanes if one.marks or one.code == "doses"))


def trends(
    chart: Chart, active: ActiveProtocol, act: Act, say: Words, chosen: Sequence[str] | None = None
) -> TimeLine:
    """Return laboratory values under the doses and fractions of the same days."""
    told = Told(chart, active, act, say)
    above = (doses(told), *fractions(told))
    under = (one for one in calculated(told) if chosen is None or BASES[one.code] in chosen)
    lanes = (*(one for one in above if one.marks), *measured(told, chosen), *under)
    return replace(_line(told, lanes), facts=tuple(facts(told)))


def _line(told: Told, lanes: tuple[Lane, ...]) -> TimeLine:
    today = told.act.today
    first, last = window((one for lane in lanes for one in lane.marks), today)
    given = [told.act.day_of(one.started_at) for one in told.chart.dosing.injections()]
    return TimeLine(
        first=first,
        last=max(last, today + timedelta(days=1)),
        today=today,
        anchor=min(given, default=told.chart.plan.anchor),
        lanes=lanes,
        since=tuple(since(told, lanes)),
    )


def since(told: Told, lanes: Sequence[Lane]) -> Iterator[Since]:
    """Yield what the days are counted from; of each kind the newest by a day counts."""
    say, chart, act = told.say, told.chart, told.act
    given = [act.day_of(one.started_at) for one in chart.dosing.injections()]
    yield from counted(told)
    if given:
        yield Since("first_dose", say("first dose"), min(given))
    for day in sorted(given):
        yield Since("last_dose", say("last dose"), day)
    for session in chart.course.treated():
        yield Since("last_fraction", say("last fraction"), act.day_of(session.at))
    for lane in lanes:
        lowest = _lowest(lane, given) if lane.code in _FALL else None
        if lowest is not None:
            yield Since(
                f"nadir_{lane.code}",
                say("{analyte}: lowest since the first dose", analyte=lane.name),
                lowest.day,
            )


def _lowest(lane: Lane, given: Sequence[date]) -> Mark | None:
    if not given:
        return None
    first = min(given)
    after = [one for one in lane.marks if one.day >= first and one.value is not None]
    return min(after, key=lambda one: one.value or 0, default=None)
