"""The site and its charts, told again entry by entry while a ledger is being verified.

Refuses an entry whose author could not write it, or on which the signatures of the people it
names are not exactly those it needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ltm_desktop.app.charts import events_of, facts_of
from ltm_desktop.app.ports import Store
from ltm_desktop.app.projection import project
from ltm_desktop.app.roster import UNREADABLE
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


@dataclass
class Retelling:
    """What the entries said so far."""

    site: SiteState = field(default_factory=SiteState)
    by_patient: dict[str, Chart] = field(default_factory=dict)
    suspect: str = ""
    """Whom the entry names that does not hold."""

    def add(self, sealed: SealedEntry) -> None:
        """Judge an entry by what was so far, then take it in. Raises ChainBroken."""
        try:
            events = events_of(sealed.entry)
            self._judge(sealed, events)
            self._fold(sealed, events)
        except UNREADABLE:
            raise ChainBroken("ledger.unknown_shape", sealed.seq) from None

    def _chart(self, stream: str) -> Chart:
        return self.by_patient.get(stream, Chart(PatientId(stream)))

    def _judge(self, sealed: SealedEntry, events: tuple[object, ...]) -> None:
        entry, author = sealed.entry, PersonId(sealed.entry.author)
        self.suspect = author
        if not all(belongs(event, entry.stream) for event in events):
            raise ChainBroken("ledger.misplaced", sealed.seq)
        chart = self._chart(entry.stream)
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
            self.by_patient[stream] = fold(self._chart(stream), told)

    def rows_agree(self, store: Store, patient: str) -> bool:
        """Return whether the lists say what the chart says, also while somebody writes in it."""
        for _ in range(_LOOKS):
            version = store.stream_version(patient)
            told = project(self._as_it_stands(store, patient))
            if told == store.rows(patient) and store.rows_in_order(patient):
                return True
            if store.stream_version(patient) == version:
                return False
        return True  # written in faster than it can be read; the next verification judges it

    def _as_it_stands(self, store: Store, patient: str) -> Chart:
        """Return the chart with what was written since, which is judged the next time."""
        chart = self._chart(patient)
        for sealed in store.entries(patient, after=chart.version):
            try:
                chart = fold(chart, [(facts_of(sealed.entry), events_of(sealed.entry))])
            except UNREADABLE:
                return self._chart(patient)
        return chart
