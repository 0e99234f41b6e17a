"""Charts: folds over the store's entries, kept while somebody looks at them.

Window and background ask at the same time; what one of them folds, the other may be given.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeVar

from ltm_desktop.app.ports import Store
from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.chart import Chart, fold
from ltm_desktop.domain.codec import from_plain
from ltm_desktop.domain.configuration import resolve
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import CLOCK_STREAM, SITE_STREAM, PatientId, PersonId
from ltm_desktop.domain.protocol import ActiveProtocol, TrialProtocol
from ltm_desktop.domain.site import SiteState, evolve_site
from ltm_desktop.domain.time_doubt import ClockState
from ltm_desktop.domain.time_doubt import evolve as evolve_clock
from ltm_desktop.domain.values import dataclass
from ltm_desktop.ledger.entries import Entry, SealedEntry

T = TypeVar("T")

MOST_CHARTS = 64
"""Charts kept folded: a day's work at one desk. Those nobody asked for longest are let go of."""

CLOCK_DOUBTED = "doubted"
"""What the body of an entry says of the clock while nobody has confirmed the time."""


class ProtocolLibrary(Protocol):
    """The released protocol files at hand."""

    def available(self) -> tuple[tuple[str, str], ...]:
        """Return pairs of study and version."""

    def load(self, study: str, version: str) -> tuple[TrialProtocol, str]:
        """Return a protocol and the digest of its file."""


@dataclass(frozen=True, slots=True)
class Governing:
    """The signed rules that govern clinical entries: protocol, configuration, digests."""

    active: ActiveProtocol
    trial: TrialProtocol
    digest: str
    configuration: int
    """Number of the signed site configuration."""


def events_of(entry: Entry) -> tuple[object, ...]:
    """Return the events an entry's body tells."""
    told: Any = entry.body["events"]
    return tuple(from_plain(one) for one in told)


def facts_of(entry: Entry) -> EntryFacts:
    """Return what the envelope adds to the events."""
    return EntryFacts(
        entry.seq,
        datetime.fromisoformat(entry.recorded_at),
        PersonId(entry.author),
        tuple(paper.sha256 for paper in entry.papers),
        entry.body.get("clock") == CLOCK_DOUBTED,
    )


def fold_chart(chart: Chart, entries: Iterable[SealedEntry]) -> Chart:
    """Fold sealed entries into a chart."""
    return fold(chart, ((facts_of(one.entry), events_of(one.entry)) for one in entries))


class _Kept:
    """The charts asked for last, so many and no more; asked from more than one thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._charts: OrderedDict[PatientId, Chart] = OrderedDict()

    def __len__(self) -> int:
        with self._guard:
            return len(self._charts)

    def of(self, patient: PatientId) -> Chart:
        """Return a chart as it was folded last, from now on the one asked for last."""
        with self._guard:
            known = self._charts.get(patient)
            if known is None:
                return Chart(patient)
            self._charts.move_to_end(patient)
            return known

    def keep(self, chart: Chart) -> None:
        """Keep a chart, unless another thread has folded it further; let go of the oldest."""
        with self._guard:
            known = self._charts.get(chart.patient_id)
            if known is None or known.version < chart.version:
                self._charts[chart.patient_id] = chart
            self._charts.move_to_end(chart.patient_id)
            while len(self._charts) > self._most:
                self._charts.popitem(last=False)


class Charts:
    """Fold the site and its patients from the store."""

    def __init__(self, store: Store, library: ProtocolLibrary, *, most: int = MOST_CHARTS) -> None:
        self._store = store
        self._library = library
        self._charts = _Kept(most)
        self._follows: dict[tuple[str, PatientId], tuple[int, object, Any]] = {}
        # each one pair, replaced whole: another thread never sees half of it
        self._site: tuple[int, SiteState] = (0, SiteState())
        self._clock: tuple[int, ClockState] = (0, ClockState())
        self._governing: tuple[int, Governing | None] = (0, None)

    def site(self) -> SiteState:
        """Return the site as its entries stand."""
        version, site = self._site
        if self._store.stream_version(SITE_STREAM) != version:
            for sealed in self._store.entries(SITE_STREAM, after=version):
                for event in events_of(sealed.entry):
                    site = evolve_site(site, event)
                version = sealed.seq
            # only when every entry could be read
            self._site = (version, site)
        return site

    def clock(self) -> ClockState:
        """Return whether the time is in doubt, as the entries stand."""
        version, clock = self._clock
        if self._store.stream_version(CLOCK_STREAM) != version:
            for sealed in self._store.entries(CLOCK_STREAM, after=version):
                for event in events_of(sealed.entry):
                    clock = evolve_clock(clock, event)
                version = sealed.seq
            self._clock = (version, clock)
        return clock

    def chart(self, patient: PatientId) -> Chart:
        """Return a patient's chart as its entries stand; empty for an unknown patient."""
        known = self._charts.of(patient)
        if self._store.stream_version(patient) != known.version:
            known = fold_chart(known, self._store.entries(patient, after=known.version))
            self._charts.keep(known)
        return known

    def follows(
        self, kind: str, patient: PatientId, rules: object, tell: Callable[[Chart], T]
    ) -> T:
        """Return what follows from a chart under some rules, worked out once while both stand.

        A list that looks at many patients each minute needs no chart of those who stand as before.
        """
        version = self._store.stream_version(patient)
        known = self._follows.get((kind, patient))
        if known is None or known[0] != version or known[1] is not rules:
            chart = self.chart(patient)
            known = (chart.version, rules, tell(chart))
            self._follows[kind, patient] = known
        told: T = known[2]
        return told

    @property
    def kept(self) -> int:
        """Return how many charts are kept folded."""
        return len(self._charts)

    def governing(self) -> Governing | None:
        """Return the signed rules, None before the investigator signed any.

        Raises Unavailable when the protocol file is missing or not the one that was signed.
        """
        site = self.site()
        signed = site.configuration
        if signed is None:
            return None
        if self._governing[0] != signed.number:
            trial, digest = self._library.load(signed.study, signed.version)
            if digest != signed.protocol_digest:
                raise Unavailable("configuration.protocol_changed", study=signed.study)
            active = resolve(trial, site.values)
            self._governing = (signed.number, Governing(active, trial, digest, signed.number))
        return self._governing[1]

    def trial(self, study: str, version: str) -> tuple[TrialProtocol, str]:
        """Return a released protocol and its digest."""
        return self._library.load(study, version)

    def names(self) -> Mapping[str, str]:
        """Return how each person of the site is called, by user id."""
        return {who: person_name(p.name) for who, p in self.site().people.items()}


def person_name(name: object) -> str:
    """Return a colleague's name in one line: Given FAMILY, with Chinese characters if any."""
    family, given, han = (getattr(name, part) for part in ("family", "given", "han"))
    latin = " ".join(part for part in (given, family) if part)
    return " ".join(part for part in (latin, han) if part)
