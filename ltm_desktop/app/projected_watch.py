"""When something last showed a patient alive, and whether toxicity may wait for a physician.

Refuses to say who is overdue: which signs count and after how many days is the site's to sign.
"""

from collections.abc import Iterable
from datetime import date, datetime

from ltm_desktop.app.rows import WatchRow
from ltm_desktop.domain.chart import Chart

_YES = "yes"
SEVERE = 3
"""The grade from which a toxicity that goes on is told at every handover; CTCAE: severe."""


def watch_row(chart: Chart) -> WatchRow:
    """Return the row of one enrolled patient."""
    results = chart.labs.results
    first = min((one.started_at for one in chart.dosing.injections()), default=None, key=_instant)
    since = (one.sampled_at for one in results if first is not None and one.sampled_at > first)
    died = chart.patient is not None and chart.patient.died_on is not None
    return WatchRow(
        patient_id=chart.patient_id,
        sampled_at=_moment(since),
        unjudged=_if(any(one.awaits_judgement for one in chart.adverse_events.events.values())),
        over=_if(died or chart.follow_up.lost is not None),
        contacts=_day(one.on for one in chart.follow_up.contacts if one.alive),
        doses=_moment(one.started_at for one in chart.dosing.given),
        fractions=_moment(one.at for one in chart.course.treated()),
        labs=_moment(one.sampled_at for one in chart.labs.all),
        assessments=_day(one.on for one in chart.response.standing),
        severe=_if(any(one.current >= SEVERE for one in chart.adverse_events.open())),
    )


def _if(so: bool) -> str:
    return _YES if so else ""


def _day(days: Iterable[date]) -> str:
    newest = max(days, default=None)
    return newest.isoformat() if newest else ""


def _moment(moments: Iterable[datetime]) -> str:
    newest = max(moments, default=None, key=_instant)
    return newest.isoformat() if newest else ""


def _instant(at: datetime) -> float:
    return at.timestamp()
