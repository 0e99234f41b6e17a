"""The weekly list: sessions of a course beside the machine's own system, newest state of each.

Writes nothing and concludes nothing; a session without a link is open until somebody compares it.
"""

from datetime import date
from enum import StrEnum

from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.fractions import FractionRecorded, SessionLinked
from ltm_desktop.domain.values import dataclass


class Standing(StrEnum):
    """How a session stands to the machine's own system."""

    NOT_COMPARED = "not_compared"
    """No link, and not taken from a file."""
    IMPORTED = "imported"
    """Told from the machine's own record."""
    AGREES = "agrees"
    DIFFERS = "differs"
    """Linked with a remark, because something differs."""


@dataclass(frozen=True, slots=True)
class ReconciledSession:
    """One treated session and how it stands."""

    session: FractionRecorded
    day: date
    standing: Standing
    link: SessionLinked | None

    @property
    def open(self) -> bool:
        """Tell whether the weekly check has to look at it."""
        return self.standing in {Standing.NOT_COMPARED, Standing.DIFFERS}


def reconcile(
    chart: Chart, act: Act, *, through: date, since: date | None = None
) -> tuple[ReconciledSession, ...]:
    """Return the treated sessions of some days in the order of their times, with their standing."""
    treated = sorted(chart.course.treated(), key=lambda one: one.at.timestamp())
    days = ((one, act.day_of(one.at)) for one in treated)
    return tuple(
        ReconciledSession(one, day, _standing(one, chart), chart.course.links.get(one.record))
        for one, day in days
        if day <= through and (since is None or since <= day)
    )


def _standing(session: FractionRecorded, chart: Chart) -> Standing:
    link = chart.course.links.get(session.record)
    if link is not None:
        return Standing.DIFFERS if link.differs else Standing.AGREES
    return Standing.IMPORTED if session.uid else Standing.NOT_COMPARED
