"""How one patient's follow-up stands: the last sign of life, survival so far, what is still open.

Computed from the chart when asked and never stored; the limit of days is the site's own.
"""

from collections.abc import Iterator
from datetime import date

from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.ending import CourseEnd, day_of
from ltm_desktop.domain.endpoints import ActiveEndpoint
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.serious_kinds import serious_kinds
from ltm_desktop.domain.survival import DayOf, Observation, SignOfLife, last_sign, observe
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class FollowUpView:
    """Everything a person is shown of one patient's follow-up beside the facts themselves."""

    last: SignOfLife | None
    days: int | None
    """Days since the last sign of life; None after a death, or without any sign."""
    limit: int | None
    """Days without a sign of life after which the site lists a patient."""
    ends: tuple[tuple[CourseEnd, date], ...]
    survival: tuple[tuple[ActiveEndpoint, Observation], ...]
    open_events: tuple[AdverseEvent, ...]
    """Adverse events of somebody whose course ended: their outcome is asked for."""
    deadly: tuple[AdverseEvent, ...]
    """Events of grade 5 of somebody whose death nobody recorded: survival counts them alive."""
    open_serious: tuple[str, ...]
    """Serious events whose clocks go on, whatever ended."""
    cancelled: int
    """Planned doses and fractions that an end cancelled."""

    @property
    def unheard(self) -> bool:
        """Tell whether nothing was heard for longer than the site signed."""
        return self.days is not None and self.limit is not None and self.days > self.limit


def view_follow_up(
    chart: Chart, active: ActiveProtocol | None, today: date, on_day: DayOf
) -> FollowUpView:
    """Return how a patient's follow-up stands on a day."""
    rules = active.follow_up if active else None
    last = last_sign(chart, rules, on_day)
    ends = tuple(_ends(chart))
    died = any(end is CourseEnd.DEATH for end, _ in ends)
    return FollowUpView(
        last=last,
        days=None if last is None or died else (today - last.on).days,
        limit=rules.no_contact_days if rules else None,
        ends=ends,
        survival=tuple(_survival(chart, active, on_day)),
        open_events=chart.adverse_events.open() if ends else (),
        deadly=() if died else tuple(_deadly(chart)),
        open_serious=tuple(_open_serious(chart)),
        cancelled=len(chart.ending.cancelled),
    )


def _ends(chart: Chart) -> Iterator[tuple[CourseEnd, date]]:
    for end in CourseEnd:
        on = day_of(end, chart.patient) if chart.patient else None
        if on is not None:
            yield end, on


def _survival(
    chart: Chart, active: ActiveProtocol | None, on_day: DayOf
) -> Iterator[tuple[ActiveEndpoint, Observation]]:
    if active is None:
        return
    for endpoint in active.survival.values():
        for one in observe([chart], endpoint, active, on_day):
            yield endpoint, one


def _deadly(chart: Chart) -> Iterator[AdverseEvent]:
    return (one for one in chart.adverse_events.standing() if one.current is Grade.FIVE)


def _open_serious(chart: Chart) -> Iterator[str]:
    for event in serious_kinds(chart.adverse_events):
        case = chart.serious.cases.get(event)
        if case is None or case.closed is None:
            yield event
