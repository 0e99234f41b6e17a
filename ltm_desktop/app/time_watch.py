"""The honest clock: compare it with the record, with steady time and with the computer's zone.

A jump of more than five minutes either way, or another zone, puts the time in doubt until a
person confirms it. Blocks nothing, and corrects nothing.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from ltm_desktop.app.charts import Charts
from ltm_desktop.app.ports import Clock, SteadyClock, Store
from ltm_desktop.app.recorder import Recorder
from ltm_desktop.app.session import Session
from ltm_desktop.app.workstation import MONDAY_TO_FRIDAY
from ltm_desktop.domain.acts import Act, elapsed
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.site import SiteKind
from ltm_desktop.domain.time_doubt import (
    TOLERANCE,
    ClockCommand,
    ClockDoubted,
    ConfirmClock,
    DoubtCause,
    DoubtClock,
    later_of,
    reach_of,
)
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class _Start:
    """Where the clock and steady time stood together."""

    now: datetime
    steady: timedelta


class TimeWatch:
    """Whether the time of one open desk can be relied on."""

    def __init__(
        self,
        store: Store,
        recorder: Recorder,
        charts: Charts,
        clock: Clock,
        session: Callable[[], Session],
    ) -> None:
        self._store = store
        self._recorder = recorder
        self._charts = charts
        self._clock = clock
        self._session = session
        self._start = self._stand()

    @property
    def doubt(self) -> ClockDoubted | None:
        """Return what nobody has answered yet, by the entries."""
        return self._charts.clock().doubt

    def reach(self) -> datetime | None:
        """Return up to when a time counts as past while the clock is in doubt; None otherwise.

        The furthest of the clock, of the newest entry, and of what the doubt expected with the
        time that passed since: an act is told at its true time.
        """
        doubt = self.doubt
        if doubt is None:
            return None
        now, newest = self._clock.now(), self._newest()
        reach = reach_of(doubt, now, self._passed_since(doubt))
        return reach if newest is None else later_of(reach, newest)

    def look(self) -> bool:
        """Compare the clock, keep a doubt that is found, and tell whether the time is in doubt.

        A doubt that cannot be written now, at a locked desk or on a full disk, is found again.
        """
        if self.doubt is not None:
            return True
        found = self._jumped() or self._before_record() or self._elsewhere()
        if found is None:
            return False
        if self._write(found):
            self._start = self._stand()
        return True

    def confirm(self, at: datetime, shown: str, language: str) -> None:
        """Keep that the person at the desk finds the time right. Raises Refused, Unavailable."""
        self._commit(ConfirmClock(at, self._offset()), shown, language)
        self._start = self._stand()

    def _stand(self) -> _Start | None:
        clock = self._clock
        return _Start(clock.now(), clock.steady()) if isinstance(clock, SteadyClock) else None

    def _passed_since(self, doubt: ClockDoubted) -> timedelta:
        """Return what passed since a doubt was found; steady time once this desk has counted it."""
        stand, start = self._stand(), self._start
        if stand is None or start is None:
            return elapsed(doubt.at, self._clock.now())
        return elapsed(doubt.at, start.now) + (stand.steady - start.steady)

    def _offset(self) -> str:
        clock = self._clock
        return clock.computer_offset() if isinstance(clock, SteadyClock) else ""

    def _jumped(self) -> DoubtClock | None:
        """Return a jump since the last look, or a drift that has come to as much."""
        stand = self._stand()
        if stand is None or self._start is None:
            return None
        expected = _after(self._start, stand)
        ahead = elapsed(expected, stand.now)
        if abs(ahead) <= TOLERANCE:
            return None
        cause = DoubtCause.FORWARD if ahead > timedelta() else DoubtCause.BACKWARD
        return DoubtClock(cause, expected, self._offset())

    def _before_record(self) -> DoubtClock | None:
        now, recorded = self._clock.now(), self._newest()
        if recorded is None or elapsed(now, recorded) <= TOLERANCE:
            return None
        return DoubtClock(DoubtCause.BACKWARD, recorded.astimezone(now.tzinfo), self._offset())

    def _newest(self) -> datetime | None:
        """Return when the newest entry was written, by the clock of then."""
        newest = next(iter(self._store.newest(most=1)), None)
        return None if newest is None else datetime.fromisoformat(newest.entry.recorded_at)

    def _elsewhere(self) -> DoubtClock | None:
        """Return another zone than the site's, unless a person accepted it or nobody is treated."""
        founded, offset = self._charts.site().founded, self._offset()
        now = self._clock.now()
        of_site = now.isoformat()[-6:]
        if not offset or offset in (of_site, self._charts.clock().accepted_offset):
            return None
        if founded is None or founded.kind is SiteKind.DEMO:
            return None
        return DoubtClock(DoubtCause.ZONE, now, offset)

    def _write(self, found: DoubtClock) -> bool:
        if self._session().locked:
            return False
        try:
            self._commit(found, "", "")
        except LtmError:
            return False
        return True

    def _commit(self, command: ClockCommand, shown: str, language: str) -> None:
        session = self._session()
        act = Act(session.person, self._clock.now(), WorkingCalendar(frozenset(MONDAY_TO_FRIDAY)))
        known = self._charts.site().people[session.person]
        proposal = self._recorder.propose(command, act, lambda *_: shown, language or "en")
        self._recorder.commit(proposal, session.key, certificate=known.fingerprint)


def _after(start: _Start, stand: _Start) -> datetime:
    """Return what the clock would show by steady time, had nobody set it."""
    passed = stand.steady - start.steady
    # counted in UTC: twice a year an hour on the wall is none
    return (start.now.astimezone(UTC) + passed).astimezone(start.now.tzinfo)
