"""The ledger read as a trail: newest first, a page at a time, by patient, person, kind and more.

Opens at once on any ledger: a page reads no more entries than it is allowed, and says where the
next one begins. Bytes are looked at before an entry is decoded; a filter never hides silently.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.ports import Store
from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.trail.earlier import Earlier, read
from ltm_desktop.app.trail.kinds import (
    flags_of,
    kinds_of,
    shapes_of_flag,
    shapes_of_kinds,
)
from ltm_desktop.app.trail.rows import TrailFilter, TrailFlag, TrailRow
from ltm_desktop.app.trail.telling import Teller
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import CLOCK_STREAM
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.time_doubt import ClockConfirmed, ClockDoubted
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import SealedEntry

_BLOCK = 400
_STREAM = b'"stream":"'
_RECORDED = b'"recorded_at":"'
_TOLD_LATER = frozenset({TrailFlag.CHANGE, TrailFlag.CLOCK})
"""Flags that are known only when the whole row is told."""


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Rows newest first, and how far the ledger was read for them."""

    rows: tuple[TrailRow, ...]
    next_before: int
    """Where the next page begins; 0 when the oldest entry has been looked at."""
    looked_at: int
    """Entries read for this page."""


class Trail:
    """Read one site's ledger as people do."""

    def __init__(self, desk: Desk, say: Words) -> None:
        self._store: Store = desk.store
        self.voice = Voice(say, desk.site(), _active(desk), desk.clock.now().tzinfo)
        self._doubts: tuple[range, ...] | None = None
        self._teller = Teller(
            self.voice,
            lambda stream: _patient_of(desk.store, stream),
            Earlier(desk.store),
            self._doubted,
        )

    def page(
        self, wanted: TrailFilter, *, before: int = 0, rows: int = 50, most: int = 2000
    ) -> TrailPage:
        """Return the next rows, having looked at `most` entries at most."""
        found: list[TrailRow] = []
        looked, last = 0, 0
        for sealed in self._newest(wanted, before, most):
            looked, last = looked + 1, sealed.seq
            row = self._judged(sealed, wanted)
            if row is not None:
                found.append(row)
                if len(found) == rows:
                    break
        at_end = last <= 1 or (looked < most and len(found) < rows)
        return TrailPage(tuple(found), 0 if at_end else last, looked)

    def walk(
        self,
        wanted: TrailFilter,
        *,
        until: int = 0,
        progress: Callable[[int, int], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[TrailRow]:
        """Yield every row wanted, newest first, of the entries up to a sequence number."""
        head = until or self._store.head().seq
        before = head + 1
        while before and not stopped():
            page = self.page(wanted, before=before, rows=_BLOCK, most=_BLOCK)
            yield from page.rows
            before = page.next_before
            if progress:
                progress(head - max(before - 1, 0), head)

    def row(self, seq: int) -> TrailRow | None:
        """Return one entry as a row, None where there is no such entry."""
        found = self._store.newest(before=seq + 1, most=1)
        return self._teller.row(found[0]) if found and found[0].seq == seq else None

    def place_at(self, moment: datetime, stream: str | None = None) -> int:
        """Return the newest entry recorded by a moment; later ones were not in the ledger yet.

        Order is by sequence, never by clock: everything before that entry counts as well.
        """
        before = 0
        while page := self._store.newest(stream, before=before, most=_BLOCK):
            for sealed in page:
                if recorded_at(sealed) <= moment:
                    return sealed.seq
            before = page[-1].seq
        return 0

    def _doubted(self, seq: int) -> bool:
        if self._doubts is None:
            self._doubts = tuple(_doubts(self._store))
        return any(seq in span for span in self._doubts)

    def _newest(self, wanted: TrailFilter, before: int, most: int) -> Iterator[SealedEntry]:
        only = wanted.patients
        stream = next(iter(only)) if only is not None and len(only) == 1 else None
        if wanted.as_of is not None:
            place = self.place_at(wanted.as_of, stream)
            if place == 0:
                return
            before = min(before or place + 1, place + 1)
        if only is not None and not only:
            return
        while most > 0:
            block = self._store.newest(stream, before=before, most=min(_BLOCK, most))
            yield from block
            most -= len(block)
            if not block:
                return
            before = block[-1].seq

    def _judged(self, sealed: SealedEntry, wanted: TrailFilter) -> TrailRow | None:
        if not _may_be(sealed, wanted):
            return None
        if (wanted.kinds or wanted.flags) and not self._is_kind(sealed, wanted):
            return None
        row = self._teller.row(sealed)
        if wanted.flags and not wanted.flags & row.flags:
            return None
        return row if _has_words(row, wanted.words) else None

    def _is_kind(self, sealed: SealedEntry, wanted: TrailFilter) -> bool:
        """Judge what can be judged from the events alone, before anything is worded."""
        events = read(sealed)
        if wanted.kinds and not wanted.kinds & kinds_of(events):
            return False
        if not wanted.flags or wanted.flags & _TOLD_LATER:
            return True
        at = datetime.fromisoformat(sealed.entry.recorded_at)
        return bool(wanted.flags & flags_of(events, at, self._teller.late_after))


def _may_be(sealed: SealedEntry, wanted: TrailFilter) -> bool:
    """Tell from the bytes whether an entry may be wanted; decoding is dear, looking is not."""
    raw = sealed.raw
    if wanted.patients is not None and _text_after(raw, _STREAM) not in wanted.patients:
        return False
    if wanted.person and not _names(sealed, wanted.person):
        return False
    if (wanted.since or wanted.until) and not _in_span(sealed, wanted):
        return False
    shapes = _shapes(wanted)
    return shapes is None or any(one in raw for one in shapes)


def _names(sealed: SealedEntry, person: str) -> bool:
    if f'"{person}"'.encode() not in sealed.raw:
        return False
    entry = sealed.entry
    return person == entry.author or any(person == one.person for one in entry.cosignatures)


def _in_span(sealed: SealedEntry, wanted: TrailFilter) -> bool:
    at = recorded_at(sealed)
    since, until = wanted.since, wanted.until
    return (since is None or at >= since) and (until is None or at < until)


def _shapes(wanted: TrailFilter) -> Sequence[bytes] | None:
    """Return the names of shapes one of which must stand in the bytes; None: any may do."""
    named: set[str] = set()
    if wanted.kinds:
        named = set(shapes_of_kinds(wanted.kinds))
        if not named:
            return None
    elif wanted.flags:
        each = [shapes_of_flag(flag) for flag in wanted.flags]
        if any(one is None for one in each):
            return None
        named = set().union(*(one for one in each if one is not None))
    return [f'"{name}"'.encode() for name in sorted(named)] or None


def recorded_at(sealed: SealedEntry) -> datetime:
    """Return when an entry was recorded, from its bytes."""
    return datetime.fromisoformat(_text_after(sealed.raw, _RECORDED))


def _text_after(raw: bytes, mark: bytes) -> str:
    # from the end: what people typed stands in the body, which comes before in the canonical order
    start = raw.rfind(mark) + len(mark)
    return raw[start : raw.index(b'"', start)].decode()


def _has_words(row: TrailRow, words: str) -> bool:
    if not words.strip():
        return True
    told = (row.sentence, row.who, row.reason, row.patient, row.subject, row.shown, row.role)
    changed = (text for one in row.changes for text in (one.label, one.was, one.now))
    signed = (one.text for one in row.signatures)
    text = " ".join((*told, *changed, *signed)).casefold()
    return all(word in text for word in words.casefold().split())


def _doubts(store: Store) -> Iterator[range]:
    """Yield the spans of entries written between a doubt about the time and its answer."""
    since = 0
    for sealed in store.entries(CLOCK_STREAM):
        for event in read(sealed):
            if isinstance(event, ClockDoubted):
                since = since or sealed.seq
            elif isinstance(event, ClockConfirmed) and since:
                yield range(since, sealed.seq)
                since = 0
    if since:
        yield range(since, sys.maxsize)


def _patient_of(store: Store, stream: str) -> PatientRow | None:
    rows = store.rows(stream)
    return rows.patient if rows else None


def _active(desk: Desk) -> ActiveProtocol | None:
    try:
        return desk.active()
    except Unavailable:
        return None  # the trail is read all the same; codes of the protocol then stay codes
