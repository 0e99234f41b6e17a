"""The site and its charts, told again while a ledger is being verified.

The site goes along with the entries; the charts are told one after the other once all entries are
known to hang together, each entry judged by the site and the chart as they stood before it. Refuses
an entry whose author could not write it, or on which the signatures of the people it names are not
exactly those it needs.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ltm_desktop.app.charts import events_of, facts_of, fold_chart
from ltm_desktop.app.ports import Store
from ltm_desktop.app.projection import project
from ltm_desktop.app.roster import UNREADABLE
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
_AT_ONCE = 200
"""Patients whose rows are compared together."""

Look = Callable[[Sequence[Chart]], None]
"""Called with the charts of some patients at a time; it may raise to end the telling."""


@dataclass
class _Told:
    """What the entries said of a stream: how many there are, and the newest."""

    entries: int = 0
    newest: int = 0


class Refused(ChainBroken):
    """Say which entry of a patient does not hold, and whom it names."""

    def __init__(self, broken: ChainBroken, suspect: str) -> None:
        super().__init__(broken.code, broken.seq)
        self.suspect = suspect


@dataclass
class Retelling:
    """What the entries said so far."""

    store: Store
    """Where charts are read from."""
    terms: Terms = field(default_factory=dict)
    refused: Refused | None = None
    """What an earlier telling found of a patient: this one ends there."""
    judged: int = 0
    """How many entries were judged so far."""
    suspect: str = ""
    """Whom the entry names that does not hold."""
    differing: list[tuple[int, str]] = field(default_factory=list)
    """Entry and term for each event whose term is not what its list says."""
    _sites: list[SiteState] = field(default_factory=lambda: [SiteState()])
    _since: list[int] = field(default_factory=lambda: [0])
    """The entry that made each state of the site."""
    _patients: dict[str, _Told] = field(default_factory=dict)

    @property
    def site(self) -> SiteState:
        """Return the site as the entries so far told it."""
        return self._sites[-1]

    def add(self, sealed: SealedEntry) -> None:
        """Take an entry in; judge it now unless it is of a patient. Raises ChainBroken."""
        if self.refused is not None and self.refused.seq == sealed.seq:
            self.suspect = self.refused.suspect
            raise self.refused
        stream = sealed.entry.stream
        if stream != SITE_STREAM and stream not in OWN_STREAMS:
            told = self._patients.setdefault(stream, _Told())
            told.entries, told.newest = told.entries + 1, sealed.seq
            return
        events = self._judged(sealed, Chart(PatientId(stream)))
        if stream == SITE_STREAM:
            self._sites.append(_evolved(self.site, events, sealed.seq))
            self._since.append(sealed.seq)

    def judge(self, until: int, look: Look) -> None:
        """Tell every chart up to an entry, some patients at a time.

        Raises Refused for the first entry that does not hold, whoever's it is.
        """
        first: Refused | None = None
        patients = self.patients()
        for place in range(0, len(patients), _AT_ONCE):
            charts: list[Chart] = []
            for patient in patients[place : place + _AT_ONCE]:
                try:
                    charts.append(self._judged_chart(patient, until))
                except ChainBroken as broken:
                    first, until = Refused(broken, self.suspect), broken.seq - 1
            look(charts)
        if first is not None:
            raise first
        self.differing.sort()

    def patients(self) -> tuple[str, ...]:
        """Return everybody the entries told of."""
        return tuple(self._patients)

    def knows(self, patient: str) -> bool:
        """Tell whether the entries told of a patient."""
        return patient in self._patients

    def version(self, patient: str) -> int:
        """Return the newest entry of a patient."""
        return self._patients[patient].newest if patient in self._patients else 0

    def chart(self, patient: str) -> Chart:
        """Return a chart as the entries so far told it, without judging it again."""
        return fold_chart(Chart(PatientId(patient)), self._entries(patient, self.version(patient)))

    def _entries(self, patient: str, until: int) -> Iterator[SealedEntry]:
        for sealed in self.store.entries(patient) if until else ():
            if sealed.seq > until:
                return
            yield sealed

    def _judged_chart(self, patient: str, until: int) -> Chart:
        chart, told, found = Chart(PatientId(patient)), self._patients[patient], _Told()
        for sealed in self._entries(patient, min(until, told.newest)):
            events = self._judged(sealed, chart)
            try:
                chart = fold(chart, [(facts_of(sealed.entry), events)])
            except UNREADABLE:
                raise ChainBroken("ledger.unknown_shape", sealed.seq) from None
            found.entries, found.newest = found.entries + 1, sealed.seq
        if until >= told.newest and found != told:
            # the index by patient does not lead to what was read in sequence
            raise ChainBroken("ledger.stream_column", told.newest)
        self.differing += differing([chart], self.terms)
        return chart

    def _site_before(self, seq: int) -> SiteState:
        return self._sites[bisect_left(self._since, seq) - 1]

    def _judged(self, sealed: SealedEntry, chart: Chart) -> tuple[object, ...]:
        """Return the events of an entry that could be written then. Raises ChainBroken."""
        try:
            events = events_of(sealed.entry)
            self._judge(sealed, events, chart, self._site_before(sealed.seq))
        except UNREADABLE:
            raise ChainBroken("ledger.unknown_shape", sealed.seq) from None
        self.judged += 1
        return events

    def _judge(
        self, sealed: SealedEntry, events: tuple[object, ...], chart: Chart, site: SiteState
    ) -> None:
        entry, author = sealed.entry, PersonId(sealed.entry.author)
        self.suspect = author
        if not all(belongs(event, entry.stream) for event in events):
            raise ChainBroken("ledger.misplaced", sealed.seq)
        self._object(check_author(events, author, site, chart.records), sealed.seq)
        self._judge_signatures(sealed, events)
        self._object(check_walked(events, site, chart, facts_of(entry)), sealed.seq)
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
        try:
            return fold_chart(chart, self.store.entries(patient, after=chart.version))
        except UNREADABLE:
            return chart


def _evolved(site: SiteState, events: Iterable[object], seq: int) -> SiteState:
    try:
        for event in events:
            site = evolve_site(site, event)
    except UNREADABLE:
        raise ChainBroken("ledger.unknown_shape", seq) from None
    return site
