"""What waits beyond the plan: toxicity for a physician to judge, and patients nobody heard of.

Suggestions are read from the chart when asked; the days without contact are the site's own.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.rows import PatientRow, WatchRow
from ltm_desktop.app.suggestions import Suggestion, suggestions_of
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.endpoints import FollowUpRules, Sign
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.survival import SignOfLife
from ltm_desktop.domain.values import dataclass

RESULTS_STAY_DAYS = 56
"""How long a suggestion stays on Today after a patient's newest sample; a choice of the screen."""
MOST = 50
"""How many patients nobody heard of are listed at once; a choice of the screen."""
_BOTH_WAYS = timedelta(days=1)
"""Zones lie less than a day apart: the store is asked a little more than is listed."""


@dataclass(frozen=True, slots=True)
class ToJudge:
    """One patient with toxicity that waits for a physician."""

    patient: PatientRow
    suggested: tuple[Suggestion, ...]
    """What results suggest and nobody confirmed or dismissed."""
    unjudged: tuple[AdverseEvent, ...]
    """Events without a judgement of cause, or told anew since; worst first."""


@dataclass(frozen=True, slots=True)
class Unheard:
    """One patient without a sign of life for longer than the site signed."""

    patient: PatientRow
    last: SignOfLife
    days: int
    limit: int

    @property
    def since(self) -> date:
        """Return the first day beyond the limit."""
        return self.last.on + timedelta(days=self.limit + 1)


def to_judge(desk: Desk) -> tuple[ToJudge, ...]:
    """Return whose toxicity waits for a physician, the oldest sample first."""
    now, active = desk.clock.now(), active_or_none(desk)
    rows = desk.store.to_judge(now - timedelta(days=RESULTS_STAY_DAYS))
    found = (_to_judge(desk, row, active, now) for row in rows)
    return tuple(one for one in found if one is not None)


def _to_judge(
    desk: Desk, row: WatchRow, active: ActiveProtocol | None, now: datetime
) -> ToJudge | None:
    patient, zone = PatientId(row.patient_id), now.tzinfo

    def tell(chart: Chart) -> tuple[tuple[Suggestion, ...], tuple[AdverseEvent, ...]]:
        suggested = suggestions_of(chart, active, zone).waiting if zone is not None else ()
        events = (one for one in chart.adverse_events.events.values() if one.awaits_judgement)
        return suggested, tuple(sorted(events, key=lambda one: -one.worst))

    suggested, unjudged = desk.charts.follows("to_judge", patient, active, tell)
    if not suggested and not unjudged:
        return None
    return ToJudge(desk.worklists.patient(row.patient_id), suggested, unjudged)


def unheard(desk: Desk) -> tuple[Unheard, ...]:
    """Return of whom nobody heard for longer than the site signed, longest ago first.

    Nobody without a signed number of days, and nobody of whom no sign of life is on file.
    """
    active = active_or_none(desk)
    rules = active.follow_up if active else None
    if rules is None or rules.no_contact_days is None:
        return ()
    now, limit = desk.clock.now(), rules.no_contact_days
    before = now.date() - timedelta(days=limit) + _BOTH_WAYS
    rows = desk.store.unheard({one.value for one in rules.signs}, before, MOST)
    found = ((row, newest_sign(row, rules, now.tzinfo)) for row in rows)
    return tuple(
        Unheard(desk.worklists.patient(row.patient_id), last, days, limit)
        for row, last in found
        if last is not None and (days := (now.date() - last.on).days) > limit
    )


def newest_sign(row: WatchRow, rules: FollowUpRules, zone: tzinfo | None) -> SignOfLife | None:
    """Return the newest sign of life that counts, by the days at the site."""
    return max(_signs(row, rules, zone), key=lambda one: one.on, default=None)


def _signs(row: WatchRow, rules: FollowUpRules, zone: tzinfo | None) -> Iterator[SignOfLife]:
    days = {Sign.CONTACTS: row.contacts, Sign.ASSESSMENTS: row.assessments}
    moments = {Sign.DOSES: row.doses, Sign.FRACTIONS: row.fractions, Sign.LABS: row.labs}
    for sign in Sign:
        day, moment = days.get(sign, ""), moments.get(sign, "")
        if sign in rules.signs and day:
            yield SignOfLife(date.fromisoformat(day), sign)
        elif sign in rules.signs and moment:
            yield SignOfLife(datetime.fromisoformat(moment).astimezone(zone).date(), sign)


def active_or_none(desk: Desk) -> ActiveProtocol | None:
    """Return the signed protocol, None while there is none or its file is missing."""
    try:
        return desk.active()
    except Unavailable:
        # the other lists stay readable while the protocol file is missing; the frame says so
        return None
