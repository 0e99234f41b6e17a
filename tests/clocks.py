"""A clock anybody may set, beside steady time that nobody can."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass
class SettableClock:
    """The clock on the wall of a computer, and the time since its machine was started."""

    at: datetime
    zone: str = "Asia/Shanghai"
    since_start: timedelta = timedelta(hours=3)
    offset: str = "+08:00"
    """The computer's own, whatever the site's is."""
    passed: timedelta = field(default=timedelta())
    """What has really passed, which no computer knows."""

    def now(self) -> datetime:
        """Return what the wall clock shows."""
        return self.at.astimezone(ZoneInfo(self.zone))

    def steady(self) -> timedelta:
        """Return the time since the machine was started."""
        return self.since_start

    def computer_offset(self) -> str:
        """Return the computer's own offset."""
        return self.offset

    def wait(self, span: timedelta) -> None:
        """Let time pass."""
        self.at += span
        self.since_start += span
        self.passed += span

    def move(self, span: timedelta) -> None:
        """Set the wall clock forward or back; no time passes."""
        self.at += span

    def start_machine(self, off: timedelta) -> None:
        """Switch the machine off and on again."""
        self.wait(off)
        self.since_start = timedelta(seconds=20)
        self.at += timedelta(seconds=20)
        self.passed += timedelta(seconds=20)
