"""Serious events as a list and a panel show them: what is owed, by when, how long is left.

Worded from the chart when asked; nothing here is kept. No clock is never shown as time enough.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ltm_desktop.app.wording.telling.adverse_events import known_date
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.adverse_events import TermRef
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.serious_clocks import NoticeClock, clocks_of, owed, unclocked
from ltm_desktop.domain.serious_events import SeriousCase
from ltm_desktop.domain.serious_kinds import event_of, kind_of
from ltm_desktop.domain.values import dataclass

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
SOON = timedelta(hours=24)
"""With this much time left or less a clock is drawn in caution; a choice of the screen."""
CLOCK = "clinical practice section 6.3: clocks count from the awareness"


@dataclass(frozen=True, slots=True)
class ClockView:
    """One notice, worded."""

    code: str
    to: str
    due: str
    standing: str
    """How long is left, how long it is overdue, or when it was sent."""
    tone: str
    """stop, caution, advice or ok; the word beside it says the same."""
    waits: bool
    follow_up: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """One serious event, worded."""

    event: str
    title: str
    """Term and worst grade."""
    kind: str
    """Its criteria, and whether it is suspected and expected."""
    began: str
    aware: str
    """When the site became aware; empty while nobody told it."""
    clocks: tuple[ClockView, ...]
    warnings: tuple[Alert, ...]
    news: str
    """That something was learnt since the last notice; empty for nothing."""
    due_at: datetime | None
    """Of the notice that is due soonest; None where none is owed by a time."""
    overdue: bool
    closed: bool

    @property
    def next(self) -> ClockView | None:
        """Return the notice that is owed soonest."""
        return next((one for one in self.clocks if one.waits), None)

    @property
    def waits(self) -> bool:
        """Tell whether somebody has to do something about it."""
        return not self.closed and bool(self.next or self.warnings)


@dataclass(frozen=True, slots=True)
class Viewing:
    """What is needed to word a serious event."""

    chart: Chart
    active: ActiveProtocol | None
    now: datetime
    say: Words


def cases_of(at: Viewing) -> tuple[CaseView, ...]:
    """Return every serious event of a patient, open ones first, what is due soonest first."""
    found = [view for case in at.chart.serious.cases.values() if (view := case_view(case, at))]
    return tuple(sorted(found, key=_soonest))


def _soonest(view: CaseView) -> tuple[bool, bool, float]:
    return (view.closed, view.due_at is None, view.due_at.timestamp() if view.due_at else 0.0)


def case_view(case: SeriousCase, at: Viewing) -> CaseView | None:
    """Return a serious event worded; None for one that is not held to be serious any more."""
    event = event_of(at.chart.adverse_events, case.event)
    if event is None or not event.stands or not event.serious:
        return None
    found = clocks_of(case, kind_of(event), at.active.notices if at.active else ())
    waiting = owed(found)
    due = next((one.due_at for one in waiting if one.due_at is not None), None)
    ordered = (*waiting, *(one for one in found if one.sent is not None))
    return CaseView(
        event=case.event,
        title=title_of(event, at),
        kind=_kind(event, at),
        began=_began(event, at),
        aware=_aware(case, at),
        clocks=tuple(_clock(one, at) for one in ordered),
        warnings=() if case.closed else tuple(_warnings(case, found)),
        news=_news(case, at),
        due_at=due,
        overdue=any(one.overdue(at.now) for one in waiting),
        closed=case.closed is not None,
    )


def title_of(event: AdverseEvent, at: Viewing) -> str:
    """Return term and worst grade."""
    term = term_label(event.told.term, at.active, at.say)
    return at.say("{term}, {grade}", term=term, grade=at.say.term(event.worst))


def term_label(ref: TermRef, active: ActiveProtocol | None, say: Words) -> str:
    """Name a term without its code; one the program has no name for keeps its code."""
    known = active.protocol.toxicity.lists.get(ref.version) if active else None
    term = known.terms.get(ref.code) if known else None
    return say.label(term.label) if term else ref.code


def coded(vocabulary: str, code: str, at: Viewing) -> str:
    """Name a code of the protocol."""
    codes = at.active.protocol.vocabularies.get(vocabulary, {}) if at.active else {}
    return at.say.label(codes[code]) if code in codes else code


def _kind(event: AdverseEvent, at: Viewing) -> str:
    say, kind = at.say, kind_of(event)
    judged = event.judged.told.judgement if event.judged else None
    parts = [coded("ae_serious", code, at) for code in (judged.criteria if judged else ())]
    parts.append(say("suspected") if kind.suspected else say("not suspected"))
    parts.append(say("unexpected") if kind.unexpected else say("expected"))
    return " · ".join(parts)


def _began(event: AdverseEvent, at: Viewing) -> str:
    told = event.told
    if told.onset_at is not None:
        return at.say.moment(told.onset_at.astimezone(at.now.tzinfo))
    return known_date(told.onset, at.say)


def _aware(case: SeriousCase, at: Viewing) -> str:
    if case.awareness is None:
        return ""
    return at.say.moment(case.awareness.aware_at.astimezone(at.now.tzinfo))


def _clock(one: NoticeClock, at: Viewing) -> ClockView:
    say = at.say
    to = say.label(one.label)
    due = say("no limit signed")
    if one.due_at is not None:
        due = say("due {moment}", moment=one.due_at.astimezone(at.now.tzinfo))
    standing, tone = _standing(one, at)
    return ClockView(
        code=one.code,
        to=say("{to}, follow-up", to=to) if one.follow_up else to,
        due=due,
        standing=standing,
        tone=tone,
        waits=one.sent is None,
        follow_up=one.follow_up,
    )


def _standing(one: NoticeClock, at: Viewing) -> tuple[str, str]:
    say = at.say
    if one.sent is not None:
        sent = one.sent.sent_at.astimezone(at.now.tzinfo)
        if one.late:
            return say("sent late, {moment}", moment=sent), "caution"
        return say("sent {moment}", moment=sent), "ok"
    left = one.left(at.now)
    if left is None:
        return say("not sent yet"), "caution"
    if left < timedelta(0):
        return say("overdue by {time}", time=_readable(-left)), "stop"
    return say("{time} left", time=_readable(left)), "caution" if left <= SOON else "advice"


def _readable(span: timedelta) -> timedelta:
    """Return a span without the minutes nobody needs beside days; it is cut, never rounded up."""
    return span - span % _HOUR if span >= _DAY else span


def _warnings(case: SeriousCase, clocks: tuple[NoticeClock, ...]) -> Iterator[Alert]:
    if case.awareness is None:
        yield note("serious.no_awareness", CLOCK)
    if unclocked(clocks):
        yield note("serious.no_clock", CLOCK)


def _news(case: SeriousCase, at: Viewing) -> str:
    """Say that something was learnt since the last notice went out."""
    if not case.notices or not case.follow_ups or case.closed:
        return ""
    sent = max(case.notices, key=lambda one: one.sent_at.timestamp()).sent_at
    newer = [one for one in case.follow_ups if elapsed(sent, one.at) > timedelta(0)]
    if not newer:
        return ""
    say = at.say
    return say.many(
        "{count} piece of news since the last notice",
        "{count} pieces of news since the last notice",
        len(newer),
    )
