"""The site and its charts, told again entry by entry while a ledger is being verified.

Refuses an entry whose author could not write it, or on which the signatures of the people it
names are not exactly those it needs.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ltm_desktop.app.charts import events_of, facts_of
from ltm_desktop.app.ports import Store
from ltm_desktop.app.projection import project
from ltm_desktop.app.roster import UNREADABLE
from ltm_desktop.app.rows import Rows
from ltm_desktop.app.told_terms import Terms, differing
from ltm_desktop.domain.attestation import belongs, check_author, signers_of
from ltm_desktop.domain.attested_acts import Objection
from ltm_desktop.domain.attested_path import check_walked
from ltm_desktop.domain.chart import Chart, fold
from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.domain.identifiers import OWN_STREAMS, SITE_STREAM, PatientId, PersonId
from ltm_desktop.domain.site import SiteState, evolve_site
from ltm_desktop.ledger.entries import SealedEntry

_LOOKS = 5
"""How often a patient is looked at again who is being written about meanwhile."""
MOST_CHARTS = 1_000
"""Charts kept open at once: a long ledger is told again in the memory of a short one."""


@dataclass(frozen=True, slots=True)
class _Closed:
    """What is kept of a chart that nobody wrote in for long."""

    version: int
    rows: bytes
    """Digest of what the lists must say."""
    differing: tuple[tuple[int, str], ...]
    """Entry and term, where a term is not what its list says."""


@dataclass
class Retelling:
    """What the entries said so far."""

    store: Store
    """Where a chart that was closed is read from again."""
    terms: Terms = field(default_factory=dict)
    most: int = MOST_CHARTS
    site: SiteState = field(default_factory=SiteState)
    suspect: str = ""
    """Whom the entry names that does not hold."""
    _open: dict[str, Chart] = field(default_factory=dict)
    """The charts written in last, oldest first."""
    _closed: dict[str, _Closed] = field(default_factory=dict)

    def add(self, sealed: SealedEntry) -> None:
        """Judge an entry by what was so far, then take it in. Raises ChainBroken."""
        try:
            events = events_of(sealed.entry)
            self._judge(sealed, events)
            self._fold(sealed, events)
        except UNREADABLE:
            raise ChainBroken("ledger.unknown_shape", sealed.seq) from None

    def patients(self) -> tuple[str, ...]:
        """Return everybody the entries told of."""
        return (*self._closed, *self._open)

    def knows(self, patient: str) -> bool:
        """Tell whether the entries told of a patient."""
        return patient in self._open or patient in self._closed

    def version(self, patient: str) -> int:
        """Return the newest entry of a patient."""
        known = self._open.get(patient) or self._closed.get(patient)
        return known.version if known else 0

    def chart(self, stream: str) -> Chart:
        """Return a chart as the entries so far told it."""
        if (known := self._open.get(stream)) is not None:
            return known
        chart = Chart(PatientId(stream))
        closed = self._closed.get(stream)
        for sealed in self.store.entries(stream) if closed is not None else ():
            if closed is None or sealed.seq > closed.version:
                break
            chart = fold(chart, [(facts_of(sealed.entry), events_of(sealed.entry))])
        return chart

    def differing(self) -> Iterator[tuple[int, str]]:
        """Yield entry and term for each event whose term is not what its list says."""
        for closed in self._closed.values():
            yield from closed.differing
        yield from differing(self._open.values(), self.terms)

    def _judge(self, sealed: SealedEntry, events: tuple[object, ...]) -> None:
        entry, author = sealed.entry, PersonId(sealed.entry.author)
        self.suspect = author
        if not all(belongs(event, entry.stream) for event in events):
            raise ChainBroken("ledger.misplaced", sealed.seq)
        chart = self.chart(entry.stream)
        self._object(check_author(events, author, self.site, chart.records), sealed.seq)
        self._judge_signatures(sealed, events)
        self._object(check_walked(events, self.site, chart, facts_of(entry)), sealed.seq)
        self.suspect = ""

    def _object(self, against: Iterable[Objection], seq: int) -> None:
        for objection in against:
            self.suspect = objection.person
            raise ChainBroken(objection.code, seq)

    def _judge_signatures(self, sealed: SealedEntry, events: tuple[object, ...]) -> None:
        entry = sealed.entry
        needed = {(o.person, o.meaning.value) for o in signers_of(events, PersonId(entry.author))}
        found = [(one.person, one.meaning) for one in entry.cosignatures]
        if set(found) != needed or len(found) != len(needed):
            named = sorted(needed.symmetric_difference(found)) or sorted(found)
            self.suspect = named[0][0]
            raise ChainBroken("ledger.not_signed_by", sealed.seq)

    def _fold(self, sealed: SealedEntry, events: tuple[object, ...]) -> None:
        stream = sealed.entry.stream
        if stream == SITE_STREAM:
            for event in events:
                self.site = evolve_site(self.site, event)
        elif stream not in OWN_STREAMS:
            told = [(facts_of(sealed.entry), events)]
            chart = fold(self.chart(stream), told)
            self._closed.pop(stream, None)
            self._open.pop(stream, None)
            self._open[stream] = chart
            if len(self._open) > self.most:
                self._close(next(iter(self._open)))

    def _close(self, patient: str) -> None:
        chart = self._open.pop(patient)
        told = tuple(differing([chart], self.terms))
        self._closed[patient] = _Closed(chart.version, _digest(project(chart)), told)

    def say_the_same(self, found: Mapping[str, Rows], patients: Sequence[str]) -> frozenset[str]:
        """Return those of these patients of whom the lists say what the charts say."""
        return frozenset(one for one in patients if self._says(one, found.get(one)))

    def _says(self, patient: str, rows: Rows | None) -> bool:
        if (chart := self._open.get(patient)) is not None:
            return project(chart) == rows
        return self._closed[patient].rows == _digest(rows)

    def rows_agree(self, patient: str) -> bool:
        """Return whether the lists say what the chart says, also while somebody writes in it."""
        store = self.store
        for _ in range(_LOOKS):
            version = store.stream_version(patient)
            told = project(self._as_it_stands(patient))
            if told == store.rows(patient) and not store.disordered([patient]):
                return True
            if store.stream_version(patient) == version:
                return False
        return True  # written in faster than it can be read; the next verification judges it

    def _as_it_stands(self, patient: str) -> Chart:
        """Return the chart with what was written since, which is judged the next time."""
        chart = self.chart(patient)
        for sealed in self.store.entries(patient, after=chart.version):
            try:
                chart = fold(chart, [(facts_of(sealed.entry), events_of(sealed.entry))])
            except UNREADABLE:
                return self.chart(patient)
        return chart


def _digest(rows: Rows | None) -> bytes:
    return hashlib.sha256(repr(rows).encode()).digest()
