"""The clocks of a serious event: which notices are owed, by when, and what was sent.

Judged in instants, from the awareness; until that is told, from the judgement. A notice that was
sent is kept in its place whatever is judged later.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.notices import ActiveNotice, NoticeScope
from ltm_desktop.domain.serious_events import NoticeSent, SeriousCase, SeriousKind
from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class NoticeClock:
    """One notice that is owed or was sent: the first one, or its first follow-up."""

    code: str
    label: Label
    follow_up: bool
    due_at: datetime | None
    """None: the site signed no limit."""
    sent: NoticeSent | None

    def left(self, now: datetime) -> timedelta | None:
        """Return the true time left, negative when overdue; None without a limit or once sent."""
        if self.sent is not None or self.due_at is None:
            return None
        return elapsed(now, self.due_at)

    def overdue(self, now: datetime) -> bool:
        """Tell whether it is owed and its time is over."""
        left = self.left(now)
        return left is not None and left < timedelta(0)

    @property
    def late(self) -> bool:
        """Tell whether it was sent after its time."""
        if self.sent is None or self.due_at is None:
            return False
        return elapsed(self.due_at, self.sent.sent_at) > timedelta(0)


def applies(scope: NoticeScope, kind: SeriousKind) -> bool:
    """Tell whether a notice is about such an event."""
    both = kind.suspected and kind.unexpected
    match scope:
        case NoticeScope.EVERY_SERIOUS:
            return True
        case NoticeScope.FATAL:
            return kind.fatal
        case NoticeScope.SUSPECTED_UNEXPECTED:
            return both
        case NoticeScope.SUSPECTED_UNEXPECTED_FATAL:
            return both and kind.fatal
        case NoticeScope.SUSPECTED_UNEXPECTED_OTHER:
            return both and not kind.fatal


def clocks_of(
    case: SeriousCase, kind: SeriousKind, notices: Sequence[ActiveNotice]
) -> tuple[NoticeClock, ...]:
    """Return every notice owed about an event, in the order of the file.

    A notice that was sent stays although the event was judged anew since; whether it was late is
    judged by the awareness that stands now.
    """
    return tuple(clock for one in notices for clock in _of_notice(case, kind, one))


def _of_notice(case: SeriousCase, kind: SeriousKind, notice: ActiveNotice) -> Iterator[NoticeClock]:
    sent = case.sent(notice.code)
    if not sent and not applies(notice.scope, kind):
        return
    first = sent[0] if sent else None
    due = _after(case.counted_from, notice.within_hours)
    yield NoticeClock(notice.code, notice.label, follow_up=False, due_at=due, sent=first)
    if first is not None and notice.follow_up_hours is not None:
        second = sent[1] if len(sent) > 1 else None
        due = _after(first.sent_at, notice.follow_up_hours)
        yield NoticeClock(notice.code, notice.label, follow_up=True, due_at=due, sent=second)


def owed(clocks: Sequence[NoticeClock]) -> tuple[NoticeClock, ...]:
    """Return what was not sent yet, the soonest due first, what has no limit last."""
    waiting = (one for one in clocks if one.sent is None)
    return tuple(sorted(waiting, key=_soonest))


def _soonest(clock: NoticeClock) -> tuple[bool, float]:
    return (clock.due_at is None, clock.due_at.timestamp() if clock.due_at else 0.0)


def unclocked(clocks: Sequence[NoticeClock]) -> bool:
    """Tell whether no notice with a limit is configured for an event: said loudly, never silent."""
    return not any(one.due_at is not None for one in clocks)


def _after(moment: datetime, hours: int | None) -> datetime | None:
    if hours is None:
        return None
    # through UTC: an hour is an hour across a change of the clocks
    return (moment.astimezone(UTC) + timedelta(hours=hours)).astimezone(moment.tzinfo)
