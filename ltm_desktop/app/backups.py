"""Backups as people speak of them: which there are, which are kept, how old the last proven one is.

A copy that was not put back, opened and verified is no backup; nothing here calls it one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Head

EVERY = timedelta(hours=1)
"""How often a backup is made while the window is open and something was written."""
OLD = timedelta(hours=26)
"""From this age on the top bar warns: a working day has passed without a proven backup."""
MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Backup:
    """One proven copy of a whole site."""

    path: Path
    site: str
    head: Head
    made_at: datetime
    proven_at: datetime
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where backups go and how many stay; the numbers are examples until the site changes them."""

    place: str = ""
    """A folder; empty for the one in the site's own folder, which a broken disk takes with it."""
    newest: int = 24
    """So many of the newest, whatever their age."""
    days: int = 14
    """The last one of each of so many days."""
    months: int = 12
    """The last one of each of so many months."""


class Backups(Protocol):
    """The backups of one open site."""

    def make(self, now: datetime) -> Backup:
        """Make one, prove it, and let go of those no longer kept. Raises Unavailable."""

    def known(self) -> Sequence[Backup]:
        """Return every proven one that can be reached, newest first; never raises."""

    def keeping(self) -> Keeping:
        """Return where they go and how many stay; the example where nothing is set."""

    def keep(self, keeping: Keeping) -> None:
        """Change where they go and how many stay. Raises Refused, Unavailable."""

    def concerns(self) -> Sequence[str]:
        """Return the codes of what speaks against the site's folder or the place."""

    def concerns_of_site(self) -> Sequence[str]:
        """Return the codes of what speaks against the site's own folder."""

    def place(self) -> Path:
        """Return the folder they lie in."""

    def restore_note(self) -> Mapping[str, object]:
        """Return what is still to be written of a restore; empty for nothing."""

    def forget_note(self) -> None:
        """Let go of a note that the ledger holds now. Raises Unavailable."""


@dataclass(frozen=True, slots=True)
class Later:
    """One entry that a backup does not have."""

    seq: int
    at: datetime
    author: str
    stream: str


@dataclass(frozen=True, slots=True)
class Lost:
    """What came after a backup, as far as the store that is put aside can still tell."""

    newest: Head | None
    """The newest head witnessed or written there; None where nothing can be read."""
    entries: tuple[Later, ...] = ()
    """Those that can still be read, oldest first."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What putting back one backup would mean."""

    backup: Backup
    lost: Lost
    failed: tuple[Backup, ...] = ()
    """Newer ones that do not hold."""


def kept(backups: Iterable[Backup], keeping: Keeping) -> frozenset[Path]:
    """Return which backups stay: the newest, the last of each day, the last of each month."""
    newest = sorted(backups, key=lambda one: one.made_at, reverse=True)
    stay = {one.path for one in newest[: max(1, keeping.newest)]}
    for period, most in (("%Y-%m-%d", keeping.days), ("%Y-%m", keeping.months)):
        last: dict[str, Path] = {}
        for one in newest:
            last.setdefault(one.made_at.strftime(period), one.path)
        stay.update(list(last.values())[:most])
    return frozenset(stay)


def is_due(backups: Sequence[Backup], head: Head, tried: datetime | None, now: datetime) -> bool:
    """Tell whether another backup is due: something is new, and an hour has passed."""
    if backups and backups[0].head == head:
        return False
    last = max((one for one in (tried, *(b.made_at for b in backups[:1])) if one), default=None)
    return last is None or abs(elapsed(last, now)) >= EVERY


def age_told(backups: Sequence[Backup], now: datetime, say: Words) -> tuple[str, str]:
    """Return how old the last proven backup is, in words, and the tone it is shown in."""
    if not backups:
        return say("No proven backup"), "caution"
    age = max(timedelta(0), elapsed(backups[0].made_at, now))
    return _said(age, say), "caution" if age > OLD else "neutral"


def _said(age: timedelta, say: Words) -> str:
    hours, days = int(age.total_seconds() // 3600), age.days
    if hours < 1:
        return say("Proven backup less than an hour old")
    if days < 2:
        return say.many("Proven backup {count} hour old", "Proven backup {count} hours old", hours)
    return say.many("Proven backup {count} day old", "Proven backup {count} days old", days)


def lost_told(preview: Preview, say: Words) -> Iterator[str]:
    """Say in words what a restore would mean: both heads with dates, and what came after."""
    backup, lost = preview.backup, preview.lost
    for one in preview.failed:
        yield say("The backup of {at} does not hold and is left out.", at=say.moment(one.made_at))
    yield say(
        "Backup of {at}: entry {seq}, head {digits}.",
        at=say.moment(backup.made_at),
        seq=say.number(backup.head.seq),
        digits=backup.head.hash[:16],
    )
    if lost.newest is None:
        yield say("What the store here holds cannot be read any more.")
        return
    yield _here(lost, say)
    after = lost.newest.seq - backup.head.seq
    if after <= 0:
        yield say("Nothing came after the backup.")
        return
    yield say.many(
        "{count} entry came after the backup and will not be in the record:",
        "{count} entries came after the backup and will not be in the record:",
        after,
    )
    for entry in lost.entries:
        yield say(
            "Entry {seq}, {at}: {person}, {stream}",
            seq=say.number(entry.seq),
            at=say.moment(entry.at),
            person=entry.author,
            stream=entry.stream,
        )
    if unread := after - len(lost.entries):
        yield say.many("{count} of them cannot be read.", "{count} of them cannot be read.", unread)


def _here(lost: Lost, say: Words) -> str:
    head = lost.newest
    if head is None:
        return ""
    newest = lost.entries[-1] if lost.entries else None
    if newest is None or newest.seq != head.seq:
        return say(
            "The store here: entry {seq}, head {digits}.",
            seq=say.number(head.seq),
            digits=head.hash[:16],
        )
    return say(
        "The store here, {at}: entry {seq}, head {digits}.",
        at=say.moment(newest.at),
        seq=say.number(head.seq),
        digits=head.hash[:16],
    )
