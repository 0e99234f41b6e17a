"""Wrong secrets, told to whom they concern: the person whose name was used, and administrators.

Read from the ledger when somebody arrives at the desk. Names an account and a number, never what
was typed; refuses and locks nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from ltm_desktop.app.charts import events_of
from ltm_desktop.app.ports import Store
from ltm_desktop.domain.access import (
    DeskHandedOver,
    DeskLocked,
    DeskUnlocked,
    Doubt,
    LockCause,
    PersonSignedIn,
    RecordDoubted,
    SecretRefused,
)
from ltm_desktop.domain.acts import elapsed
from ltm_desktop.domain.alerts import Alert, note
from ltm_desktop.domain.identifiers import ACCESS_STREAM, PersonId
from ltm_desktop.domain.terms import Role

if TYPE_CHECKING:
    from ltm_desktop.app.desk import Desk

REPEATED = 3
"""So many in a row are told; fewer are a slip of the hand."""
UNKNOWN = "?"
SOURCE = "21 CFR 11.300(d): attempts at unauthorized use are reported"
SOURCE_OF_RECORD = "21 CFR 11.10(e): changes do not obscure what was recorded before"
_LOOK_BACK = 500
"""Entries looked through at most, so that nobody waits for a long absence."""
_LOOKED_IN = timedelta(minutes=1)
"""A stay closed sooner, such as one to give a colleague a key, leaves no time to read anything."""
_ARRIVALS = (PersonSignedIn, DeskUnlocked, DeskHandedOver)


def guesses_told(desk: "Desk") -> tuple[Alert, ...]:
    """Return what the person who just arrived should know of wrong secrets since the last time."""
    me = desk.session.person
    since = _since_last(desk.store, me)
    known = desk.site().people.get(me)
    told = list(_own(since, me))
    if known is not None and Role.ADMINISTRATOR in known.roles:
        told += _others(since, me)
    return (*_doubted(since, me), *told)


def _since_last(store: Store, me: PersonId) -> Sequence[object]:
    """Return what happened between the two newest arrivals of a person, newest first."""
    told = _without_looks(_newest_first(store), me)
    for event in told:
        if _arrived(event) == me:
            break
    return tuple(takewhile(lambda event: _arrived(event) != me, told))


def _newest_first(store: Store) -> Iterator[object]:
    for sealed in store.newest(ACCESS_STREAM, most=_LOOK_BACK):
        yield from reversed(events_of(sealed.entry))


def _without_looks(newest_first: Iterator[object], me: PersonId) -> Iterator[object]:
    """Leave out the arrivals of a person who had closed the desk again before reading."""
    closed: DeskLocked | None = None
    for event in newest_first:
        if isinstance(event, DeskLocked) and event.person == me:
            closed = event if event.cause is LockCause.CLOSED else None
        elif isinstance(event, _ARRIVALS) and event.person == me:
            looked_in = closed is not None and elapsed(event.at, closed.at) < _LOOKED_IN
            closed = None
            if looked_in:
                continue
        yield event


def _arrived(event: object) -> str:
    return event.person if isinstance(event, _ARRIVALS) else ""


def _own(since: Sequence[object], me: PersonId) -> Iterator[Alert]:
    mine = [one for one in since if isinstance(one, SecretRefused) and one.person == me]
    if len(mine) >= REPEATED:
        last = max(one.at for one in mine)
        yield note("access.guessed_own", SOURCE, count=len(mine), last=last)


def _others(since: Sequence[object], me: PersonId) -> Iterator[Alert]:
    runs = {one: most for one, most in _longest_runs(since).items() if most >= REPEATED}
    strangers = runs.pop(UNKNOWN, 0)
    runs.pop(me, None)
    if runs:
        yield note("access.guessed_others", SOURCE, accounts=", ".join(sorted(runs)))
    if strangers:
        yield note("access.guessed_unknown", SOURCE, count=strangers)


def _doubted(since: Sequence[object], me: PersonId) -> Iterator[Alert]:
    """Tell everybody of people whose own witness found another record."""
    doubts = [one for one in since if isinstance(one, RecordDoubted)]
    people = sorted({one.person for one in doubts if one.found is Doubt.ANOTHER} - {me})
    if people:
        yield note("access.record_doubted", SOURCE_OF_RECORD, accounts=", ".join(people))


def _longest_runs(since: Sequence[object]) -> Counter[str]:
    """Return for each account the most failures between which nobody arrived in its name."""
    running: Counter[str] = Counter()
    longest: Counter[str] = Counter()
    for event in since:
        if isinstance(event, SecretRefused):
            running[event.person] += 1
            longest[event.person] = max(longest[event.person], running[event.person])
        else:
            running.pop(_arrived(event), None)
    return longest
