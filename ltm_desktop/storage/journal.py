"""What happened before anyone had signed in: ids and times, in clear, never what was typed.

After five failures an account waits, longer each time; others are never locked out. The wait
survives a restart, and a clock set back makes it no shorter.
"""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ltm_desktop.storage.durable import disk, write_file

FREE_FAILURES = 5
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
STRANGER = "?"
"""Stands for an id the site does not know: it may be a secret typed in the wrong field."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One failed sign-in."""

    at: str
    """ISO instant with offset."""
    person: str


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: datetime


class AttemptJournal:
    """The failed attempts that are not in the ledger yet, and what they cost."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._attempts: list[Attempt] = []
        self._failures: dict[str, _Failures] = {}
        self._strangers: set[str] = set()
        self._read()

    def wait(self, person: str, now: datetime) -> timedelta:
        """Return how long this account still waits; zero when it may try."""
        failures = self._failures.get(person)
        if failures is None or failures.count < FREE_FAILURES:
            return timedelta()
        doublings = min(failures.count - FREE_FAILURES, 16)
        whole = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
        passed = max(now - failures.last, timedelta())
        return max(whole - passed, timedelta())

    def failed(self, person: str, now: datetime, known: Collection[str]) -> None:
        """Count and write down a failure, durably. Raises Unavailable."""
        before = self._failures.get(person)
        self._failures[person] = _Failures(before.count + 1 if before else 1, now)
        if person not in known:
            self._strangers.add(person)
        self._attempts.append(Attempt(now.isoformat(), person if person in known else STRANGER))
        self._write()

    def unsealed(self) -> tuple[Attempt, ...]:
        """Return the attempts that wait to be sealed into the ledger, oldest first."""
        return tuple(self._attempts)

    def succeeded(self, person: str, sealed: Collection[Attempt] = ()) -> None:
        """End a person's wait and forget what the ledger holds now. Raises Unavailable."""
        if self._failures.pop(person, None) is None and not sealed:
            return
        self._attempts = [one for one in self._attempts if one not in sealed]
        self._write()

    def _write(self) -> None:
        failures = {
            person: {"count": one.count, "last": one.last.isoformat()}
            for person, one in self._failures.items()
            if person not in self._strangers
        }
        plain = {"attempts": [asdict(one) for one in self._attempts], "failures": failures}
        write_file(self._path, json.dumps(plain).encode() + b"\n")

    def _read(self) -> None:
        if not self._path.exists():
            return
        with disk():
            raw = self._path.read_bytes()
        try:
            plain = json.loads(raw)
            attempts = [Attempt(one["at"], one["person"]) for one in plain["attempts"]]
            failures = {
                person: _Failures(int(one["count"]), _aware(one["last"]))
                for person, one in plain["failures"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError):
            # A damaged journal must keep nobody from a patient; it is kept for a look.
            with disk():
                self._path.replace(self._path.with_name("journal.damaged"))
        else:
            self._attempts, self._failures = attempts, failures


def _aware(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("not an instant with its offset")
    return instant
