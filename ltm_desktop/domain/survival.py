"""Who is counted how long to which event, by the definition a site signed; each with its reason.

Pure: charts and signed rules in, days and reasons out. Refuses to guess: a patient without an
origin, or with an event before it, is not counted and says so.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum

from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.endpoints import (
    ActiveEndpoint,
    CensorAt,
    EventKind,
    FollowUpRules,
    NewTherapyRule,
    Origin,
    Sign,
)
from ltm_desktop.domain.follow_up import Milestone
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.kaplan_meier import Timed
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.response import ResponseSlice
from ltm_desktop.domain.response_reading import Progression, ProgressionAnswer, progressed
from ltm_desktop.domain.values import dataclass

DayOf = Callable[[datetime], date]
"""The day at the site of any aware moment."""


class Counted(StrEnum):
    """Why a patient is counted to a day, or is not counted at all."""

    DIED = "died"
    PROGRESSED = "progressed"
    NEW_THERAPY = "new_therapy"
    """A new treatment that counts as an event."""
    CENSORED_AT_THERAPY = "censored_at_therapy"
    ALIVE = "alive"
    """Last sign of life, no event."""
    LOST = "lost"
    """Last sign of life of somebody lost to follow-up."""
    ASSESSED = "assessed"
    """Last evaluable assessment, no event."""
    NEVER_ASSESSED = "never_assessed"
    """No evaluable assessment: counted to the origin."""
    NO_ORIGIN = "no_origin"
    """Not counted: the day of origin is not known."""
    NO_SIGN = "no_sign"
    """Not counted: nothing shows that the patient was alive."""
    EVENT_BEFORE_ORIGIN = "event_before_origin"
    """Not counted: a day is wrong."""


MISSING = frozenset({Counted.NO_ORIGIN, Counted.NO_SIGN, Counted.EVENT_BEFORE_ORIGIN})
"""Reasons not to count somebody; each names what a person must put right."""
EVENTS = frozenset({Counted.DIED, Counted.PROGRESSED, Counted.NEW_THERAPY})


@dataclass(frozen=True, slots=True)
class SignOfLife:
    """A day on which something in the chart shows the patient alive, and what it is."""

    on: date
    sign: Sign


@dataclass(frozen=True, slots=True)
class Observation:
    """One patient in an estimate: from when to when, with or without an event, and why."""

    patient: PatientId
    subject: str
    arm: str
    counted: Counted
    origin: date | None = None
    until: date | None = None
    sign: Sign | None = None
    """What the last day rests on, where it is a sign of life."""

    @property
    def missing(self) -> bool:
        """Tell whether the patient is left out until somebody puts something right."""
        return self.counted in MISSING

    @property
    def event(self) -> bool:
        """Tell whether the event happened."""
        return self.counted in EVENTS

    @property
    def days(self) -> int | None:
        """Return the whole days counted, None for somebody left out."""
        if self.missing or self.origin is None or self.until is None:
            return None
        return (self.until - self.origin).days


def observe(
    charts: Iterable[Chart], endpoint: ActiveEndpoint, protocol: ActiveProtocol, day_of: DayOf
) -> tuple[Observation, ...]:
    """Return every randomised patient under an endpoint, counted or with what is missing."""
    rules = protocol.follow_up
    return tuple(
        _Counting(chart, endpoint, protocol, rules, day_of).observation()
        for chart in charts
        if rules is not None and chart.patient is not None and chart.patient.arm
    )


def timed(observations: Iterable[Observation]) -> tuple[Timed, ...]:
    """Return those who are counted, for an estimate."""
    return tuple(Timed(one.days, one.event) for one in observations if one.days is not None)


class _Counting:
    """Count one patient under one endpoint."""

    def __init__(
        self,
        chart: Chart,
        endpoint: ActiveEndpoint,
        protocol: ActiveProtocol,
        rules: FollowUpRules | None,
        day_of: DayOf,
    ) -> None:
        self._chart = chart
        self._endpoint = endpoint
        self._rules = rules
        self._day_of = day_of
        self._progression = progression_of(chart, protocol)

    def observation(self) -> Observation:
        origin = origin_day(self._chart, self._endpoint.origin, self._day_of)
        if origin is None:
            return self._left_out(Counted.NO_ORIGIN, None)
        event = min(self._events(), default=None)
        if event is not None and event[0] < origin:
            return self._left_out(Counted.EVENT_BEFORE_ORIGIN, origin)
        therapy = self._therapy(origin)
        if therapy is not None and (event is None or therapy < event[0]):
            return self._at_therapy(origin, therapy)
        if event is not None:
            return self._to(origin, event[0], event[1])
        return self._censored(origin, None)

    def _events(self) -> Iterator[tuple[date, Counted]]:
        patient, progression = self._chart.patient, self._progression.on
        if EventKind.DEATH in self._endpoint.events and patient and patient.died_on:
            yield patient.died_on, Counted.DIED
        if EventKind.PROGRESSION in self._endpoint.events and progression is not None:
            yield progression, Counted.PROGRESSED

    def _therapy(self, origin: date) -> date | None:
        if self._endpoint.new_therapy is NewTherapyRule.IGNORE:
            return None
        days = (one.on for one in self._chart.follow_up.therapies if one.on >= origin)
        return min(days, default=None)

    def _at_therapy(self, origin: date, therapy: date) -> Observation:
        if self._endpoint.new_therapy is NewTherapyRule.EVENT:
            return self._to(origin, therapy, Counted.NEW_THERAPY)
        if self._endpoint.censor_at is CensorAt.LAST_ALIVE:
            return self._to(origin, therapy, Counted.CENSORED_AT_THERAPY)
        # what was seen after another treatment began says nothing of this one
        return self._censored(origin, therapy)

    def _censored(self, origin: date, before: date | None) -> Observation:
        if self._endpoint.censor_at is CensorAt.LAST_ASSESSMENT:
            return self._to_assessment(origin, before)
        last = last_sign(self._chart, self._rules, self._day_of)
        if last is None:
            return self._left_out(Counted.NO_SIGN, origin)
        lost = self._chart.follow_up.lost
        gone = lost is not None and last.on <= lost.on
        why = Counted.LOST if gone else Counted.ALIVE
        return self._to(origin, max(origin, last.on), why, last.sign)

    def _to_assessment(self, origin: date, before: date | None) -> Observation:
        seen = [on for on in self._assessed() if on >= origin and (before is None or on <= before)]
        if before is not None:
            return self._to(origin, max(seen, default=origin), Counted.CENSORED_AT_THERAPY)
        if not seen:
            return self._to(origin, origin, Counted.NEVER_ASSESSED)
        return self._to(origin, max(seen), Counted.ASSESSED)

    def _assessed(self) -> Iterator[date]:
        for one in self._chart.response.standing:
            alone = progressed(ResponseSlice((one,)), None)
            if alone.last_evaluable is not None:
                yield one.on

    def _to(
        self, origin: date, until: date, counted: Counted, sign: Sign | None = None
    ) -> Observation:
        return Observation(*self._who(), counted, origin, until, sign)

    def _left_out(self, counted: Counted, origin: date | None) -> Observation:
        return Observation(*self._who(), counted, origin)

    def _who(self) -> tuple[PatientId, str, str]:
        patient = self._chart.patient
        if patient is None:
            raise AssertionError("nobody is counted before enrolment")
        return self._chart.patient_id, patient.identity.subject_id, patient.arm or ""


def origin_day(chart: Chart, origin: Origin, day_of: DayOf) -> date | None:
    """Return the day from which a patient is counted, None where it is not known."""
    match origin:
        case Origin.RANDOMISED:
            return chart.follow_up.milestone(Milestone.RANDOMISED)
        case Origin.DIAGNOSED:
            return chart.follow_up.milestone(Milestone.DIAGNOSED)
        case Origin.FIRST_DOSE:
            return min((day_of(one.started_at) for one in chart.dosing.injections()), default=None)


def progression_of(chart: Chart, protocol: ActiveProtocol) -> Progression:
    """Return the neurological progression: the first of assessments and physicians' judgements."""
    found = progressed(chart.response, protocol.response)
    judged = chart.follow_up.progressions
    if judged and (found.on is None or judged[0].on < found.on):
        first = judged[0]
        last = found.last_evaluable
        return Progression(ProgressionAnswer.YES, first.on, first.record, (), last)
    return found


def last_sign(chart: Chart, rules: FollowUpRules | None, day_of: DayOf) -> SignOfLife | None:
    """Return the newest sign of life that counts, None without any; none lies after a death."""
    if rules is None:
        return None
    died = chart.patient.died_on if chart.patient else None
    signs = (
        one
        for one in _signs(chart, day_of)
        if one.sign in rules.signs and (died is None or one.on <= died)
    )
    return max(signs, key=lambda one: one.on, default=None)


def _signs(chart: Chart, day_of: DayOf) -> Iterator[SignOfLife]:
    """Yield every sign of life; of one day the one that comes first here is named."""
    for contact in chart.follow_up.contacts:
        if contact.alive:
            yield SignOfLife(contact.on, Sign.CONTACTS)
    for dose in chart.dosing.given:
        yield SignOfLife(day_of(dose.started_at), Sign.DOSES)
    for session in chart.course.treated():
        yield SignOfLife(day_of(session.at), Sign.FRACTIONS)
    for assessment in chart.response.standing:
        yield SignOfLife(assessment.on, Sign.ASSESSMENTS)
    # a sample tells of life whatever was looked for in it: cells and germs as well as numbers
    for result in chart.labs.all:
        yield SignOfLife(day_of(result.sampled_at), Sign.LABS)
