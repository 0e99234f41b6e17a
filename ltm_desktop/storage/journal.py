"""What happened where nobody could sign it: ids and times, in clear, never what was typed.

After five failures an account waits, longer each time; others are never locked out. The wait is
counted in time that nobody can set, so no restart and no other clock makes it shorter or endless.
"""

import json
import math
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from ltm_desktop.app.ports import DOUBT, READ, REFUSED, STRANGER, Noted
from ltm_desktop.domain.access import CopyOf, Doubt, LockCause
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.storage.durable import disk, write_file

_Read = TypeVar("_Read")

FREE_FAILURES = 5
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)

_KINDS = frozenset(
    {
        REFUSED,
        READ,
        *(f"{READ}{one}" for one in CopyOf),
        *(f"{DOUBT}{one}" for one in Doubt),
        *map(str, LockCause),
    }
)
_YEARS = range(1900, 9000)
"""What any zone can tell; a clock may stand wrong by decades."""
_MOST = 10**9
"""Of failures, and of seconds since the machine was started: thirty years."""
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: datetime
    steady: float | None = None
    """Seconds since the machine had started, where its clock counts them."""
    back: datetime | None = None
    """When the wait began by a clock that was set back since; empty as long as it was not."""


def stated_wait(failures: int) -> timedelta:
    """Return how long an account waits after so many wrong secrets in a row."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(FIRST_WAIT * (1 << min(failures - FREE_FAILURES, 16)), LONGEST_WAIT)


class AttemptJournal:
    """The failed attempts and locks that are not in the ledger yet, and what failures cost."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._noted: list[Noted] = []
        self._failures: dict[str, _Failures] = {}
        self._strangers: set[str] = set()
        self._guard = threading.RLock()
        self._seen: tuple[int, int] = (0, 0)
        self._damaged = False
        self._read()

    def take_damage(self) -> bool:
        """Tell once whether a journal was found that nobody could read."""
        damaged, self._damaged = self._damaged, False
        return damaged

    def wait(self, person: str, now: datetime, steady: timedelta | None = None) -> timedelta:
        """Return how long this account still waits; zero when it may try."""
        with self._guard:
            self._follow()
            failures = self._failures.get(person)
            if failures is None:
                return timedelta()
            if now < failures.last:
                # the clock was set back: by it the wait begins anew, once, and does not stand still
                back = min(failures.back or now, now)
                failures = self._failures[person] = replace(failures, back=back)
            if steady is not None and steady.total_seconds() < (failures.steady or 0):
                # the machine was started anew since: all of its time has passed, and counts from 0
                failures = self._failures[person] = replace(failures, steady=0.0)
                with suppress(Unavailable):
                    self._write()
            whole = stated_wait(failures.count)
            return max(whole - _passed(failures, now, steady), timedelta())

    def failed(
        self,
        person: str,
        now: datetime,
        known: Collection[str],
        steady: timedelta | None = None,
    ) -> None:
        """Count and write down a failure, durably. Raises Unavailable."""
        with self._guard:
            self._follow()
            before = self._failures.get(person)
            seconds = steady.total_seconds() if steady is not None else None
            count = before.count + 1 if before else 1
            self._failures[person] = _Failures(count, now, seconds)
            if person not in known:
                self._strangers.add(person)
            told = person if person in known else STRANGER
            self._noted.append(Noted(now.isoformat(), told))
            self._write()

    def note(self, what: str, person: str, at: datetime) -> None:
        """Keep a lock that nobody's key could seal, durably. Raises Unavailable."""
        with self._guard:
            self._follow()
            self._noted.append(Noted(at.isoformat(), person, what))
            try:
                self._write()
            except BaseException:
                self._noted.pop()
                raise

    def unsealed(self) -> tuple[Noted, ...]:
        """Return what waits to be sealed into the ledger, oldest first."""
        with self._guard:
            self._follow()
            return tuple(self._noted)

    def succeeded(self, person: str) -> None:
        """End a person's wait. Raises Unavailable."""
        with self._guard:
            self._follow()
            if self._failures.pop(person, None) is not None:
                self._write()

    def forget(self, sealed: Collection[Noted]) -> None:
        """Let go of what the ledger holds now. Raises Unavailable."""
        with self._guard:
            self._follow()
            if sealed:
                self._noted = [one for one in self._noted if one not in sealed]
                self._write()

    def _write(self) -> None:
        failures = {
            person: {"count": one.count, "last": one.last.isoformat(), "steady": one.steady}
            for person, one in self._failures.items()
            if person not in self._strangers
        }
        plain = {"attempts": [asdict(one) for one in self._noted], "failures": failures}
        write_file(self._path, json.dumps(plain).encode() + b"\n")
        self._seen = self._stand()

    def _follow(self) -> None:
        """Take in what another program wrote meanwhile, such as a command beside the window."""
        if self._stand() != self._seen:
            self._read()

    def _stand(self) -> tuple[int, int]:
        try:
            found = self._path.stat()
        except OSError:
            return (0, 0)
        return (found.st_ino, found.st_mtime_ns)

    def _read(self) -> None:
        if not self._path.exists():
            return
        noted, failures, whole = _told(self._bytes())
        if whole:
            strangers = {who: self._failures[who] for who in self._strangers & set(self._failures)}
            self._noted, self._failures = noted, {**strangers, **failures}
        else:
            # what this program knows itself no damage takes away
            self._noted += [one for one in noted if one not in self._noted]
            self._failures |= failures
            self._set_aside()
        self._seen = self._stand()

    def _bytes(self) -> bytes:
        """Return what lies there; nothing where this account may not read, or it is a folder."""
        with suppress(OSError):
            return self._path.read_bytes()
        return b""

    def _set_aside(self) -> None:
        """Keep a damaged journal for a look and write anew what is known of it.

        It must keep nobody from a patient, so a disk that refuses this refuses nothing else.
        """
        self._damaged = True
        with suppress(Unavailable):
            with disk():
                self._path.replace(self._path.with_name("journal.damaged"))
            self._write()


def _passed(failures: _Failures, now: datetime, steady: timedelta | None) -> timedelta:
    """Return a time that has passed for certain since the last failure.

    Judged by the clock on the wall only where there is no steady time.
    """
    if steady is None or failures.steady is None:
        since = failures.last if now >= failures.last else failures.back or now
        return max(now - since, timedelta())
    return steady - timedelta(seconds=failures.steady)


def _told(raw: bytes) -> tuple[list[Noted], dict[str, _Failures], bool]:
    """Return what a file says and whether it could all be read; anybody can write in it."""
    try:
        plain = json.loads(raw)
        attempts, failures = list(plain["attempts"]), dict(plain["failures"])
    except _UNREADABLE:
        return [], {}, False
    noted = list(_readable(_noted, attempts))
    failed = dict(_readable(_failed, failures.items()))
    return noted, failed, (len(noted), len(failed)) == (len(attempts), len(failures))


def _readable(read: Callable[[Any], _Read], many: Iterable[Any]) -> Iterator[_Read]:
    for one in many:
        with suppress(*_UNREADABLE):
            yield read(one)


def _noted(plain: Mapping[str, Any]) -> Noted:
    person, what = plain["person"], plain.get("what", REFUSED)
    if not isinstance(person, str) or what not in _KINDS:
        raise ValueError("not an event of a desk")
    _aware(plain["at"])
    return Noted(plain["at"], person, what)


def _failed(plain: tuple[str, Mapping[str, Any]]) -> tuple[str, _Failures]:
    person, told = plain
    count, steady = told["count"], told.get("steady")
    if not isinstance(count, int) or not 0 < count <= _MOST:
        raise ValueError("not a number of failures")
    if steady is not None and not (math.isfinite(steady) and 0 <= steady <= _MOST):
        raise ValueError("not a time since the machine was started")
    return person, _Failures(count, _aware(told["last"]), steady)


def _aware(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or instant.year not in _YEARS:
        raise ValueError("not an instant with its offset")
    return instant
