"""Verification: is the record whole? Chain, signatures, certificates, read models, papers, heads.

Reads only. Names the first bad entry; nothing is ever repaired here.
"""

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ltm_desktop.app.charts import events_of, facts_of
from ltm_desktop.app.ports import Store
from ltm_desktop.app.worklists import project
from ltm_desktop.domain.chart import Chart, fold
from ltm_desktop.domain.errors import ChainBroken
from ltm_desktop.domain.identifiers import SITE_STREAM, PatientId
from ltm_desktop.domain.people import CertificateAccepted, CertificateEntered
from ltm_desktop.domain.site import SiteFounded
from ltm_desktop.ledger.certificates import is_issued_by, person_of, public_key_of
from ltm_desktop.ledger.chain import check_anchor, verify
from ltm_desktop.ledger.entries import Head, SealedEntry, genesis
from ltm_desktop.ledger.keys import PublicKey

Progress = Callable[[int, int], None]
_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What reading raises over an entry of another form than ours, whoever made it up."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold; `seq` is the entry it concerns, 0 for none."""

    code: str
    seq: int = 0
    detail: str = ""
    """Whom or what it concerns: a user id, a patient id, the beginning of a digest."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found."""

    head: Head
    problems: tuple[Problem, ...] = ()
    entries: int = 0
    papers: int = 0

    @property
    def intact(self) -> bool:
        """Return whether nothing was found."""
        return not self.problems


@dataclass
class Roster:
    """Certificates as the ledger itself entered and accepted them, entry by entry."""

    authority: bytes = b""
    keys: dict[str, tuple[str, PublicKey]] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)
    current: SealedEntry | None = None
    """The entry being checked."""
    suspect: str = ""
    """In whose name a certificate was found that does not count."""

    def learn(self, sealed: SealedEntry) -> None:
        """Take in the certificates of an entry about to be checked. Raises ChainBroken."""
        self.current = sealed
        try:
            if sealed.entry.stream == SITE_STREAM:
                self._learn(sealed)
        except _UNREADABLE:
            raise ChainBroken("ledger.unknown_shape", sealed.seq) from None

    def _learn(self, sealed: SealedEntry) -> None:
        for event in events_of(sealed.entry):
            if isinstance(event, SiteFounded) and not self.authority:
                self.authority = base64.b64decode(event.authority)
            elif isinstance(event, CertificateEntered):
                self._enter(event, sealed.seq)
            elif isinstance(event, CertificateAccepted):
                self._accept(event, sealed)

    def _enter(self, event: CertificateEntered, seq: int) -> None:
        self.suspect = event.person
        if event.person in self.keys:
            raise ChainBroken("ledger.certificate_minted", seq)
        certificate = base64.b64decode(event.certificate)
        if not is_issued_by(certificate, self.authority) or person_of(certificate) != event.person:
            raise ChainBroken("ledger.certificate_foreign", seq)
        self.keys[event.person] = (event.fingerprint, public_key_of(certificate))
        self.suspect = ""

    def _accept(self, event: CertificateAccepted, sealed: SealedEntry) -> None:
        if sealed.entry.author != event.person or event.person in self.accepted:
            self.suspect = event.person
            raise ChainBroken("ledger.certificate_minted", sealed.seq)
        self.accepted.add(event.person)

    def key(self, person: str, certificate: str, seq: int) -> PublicKey | None:
        """Return the key a signature must be checked with, None when the ledger knows none."""
        known = self.keys.get(person)
        if known is None or known[0] != certificate:
            return None
        may_sign = person in self.accepted or seq == 1
        return known[1] if may_sign else None


def verify_site(
    store: Store, *, anchor: Head | None = None, progress: Progress | None = None
) -> Verdict:
    """Check everything a store holds against its own ledger, and a witnessed head if given."""
    roster, head, charts = Roster(), genesis(store.log), _Charts()
    hashes: dict[int, str] = {}
    papers: dict[str, int] = {}
    total = store.head().seq
    try:
        for head, sealed in _checked(store, roster):
            hashes[head.seq] = head.hash
            papers.update({paper.sha256: head.seq for paper in sealed.entry.papers})
            _check_column(store, sealed)
            charts.add(sealed)
            if progress:
                progress(head.seq, total)
    except ChainBroken as broken:
        return Verdict(head, (Problem(broken.code, broken.seq, roster.suspect),), head.seq)
    problems = [*_check_anchor(anchor, store.log, hashes), *_check_heads(store, hashes)]
    problems += _check_papers(store, papers)
    problems.sort(key=lambda problem: problem.seq)
    # a list that differs follows from an entry that is not there: the ledger's own faults first
    problems += sorted(_check_rows(store, charts), key=lambda problem: problem.seq)
    return Verdict(head, tuple(problems), head.seq, len(papers))


def _checked(store: Store, roster: Roster) -> Iterator[tuple[Head, SealedEntry]]:
    """Yield every entry that holds with the head after it. Raises ChainBroken."""
    for head in verify(_learning(store, roster), roster.key, genesis(store.log)):
        if roster.current is not None:
            yield head, roster.current


def _learning(store: Store, roster: Roster) -> Iterator[SealedEntry]:
    for sealed in store.entries():
        _read_first(sealed)
        roster.learn(sealed)
        yield sealed


def _read_first(sealed: SealedEntry) -> None:
    try:
        sealed.entry  # noqa: B018 - reading it is the check
    except ValueError:
        raise ChainBroken("ledger.bad_bytes", sealed.seq) from None


def _check_column(store: Store, sealed: SealedEntry) -> None:
    if store.stream_of(sealed.seq) != sealed.entry.stream:
        raise ChainBroken("ledger.stream_column", sealed.seq)
    if store.hash_of(sealed.seq) != sealed.hash:
        raise ChainBroken("ledger.hash_column", sealed.seq)


def _check_anchor(anchor: Head | None, log: str, hashes: dict[int, str]) -> Iterator[Problem]:
    if anchor is None:
        return
    try:
        check_anchor(anchor, log, hashes.get)
    except ChainBroken as broken:
        yield Problem(broken.code, broken.seq)


def _check_heads(store: Store, hashes: dict[int, str]) -> Iterator[Problem]:
    for witnessed in store.witnessed():
        if hashes.get(witnessed.seq) != witnessed.hash:
            cut = witnessed.seq not in hashes
            yield Problem("ledger.tail_cut" if cut else "ledger.rollback", witnessed.seq)
            return


def _check_papers(store: Store, papers: dict[str, int]) -> Iterator[Problem]:
    missing = dict(papers)
    for sha256, pdf, seq in store.paper_digests():
        missing.pop(sha256, None)
        if hashlib.sha256(pdf).hexdigest() != sha256 or papers.get(sha256) != seq:
            yield Problem("reports.paper_replaced", papers.get(sha256, seq), sha256[:16])
    for sha256, seq in missing.items():
        yield Problem("reports.paper_missing", seq, sha256[:16])


class _Charts:
    """Charts folded while the chain is being read."""

    def __init__(self) -> None:
        self.by_patient: dict[str, Chart] = {}

    def add(self, sealed: SealedEntry) -> None:
        stream = sealed.entry.stream
        if stream == SITE_STREAM:
            return
        chart = self.by_patient.get(stream, Chart(PatientId(stream)))
        try:
            told = [(facts_of(sealed.entry), events_of(sealed.entry))]
            self.by_patient[stream] = fold(chart, told)
        except _UNREADABLE:
            raise ChainBroken("ledger.unknown_shape", sealed.seq) from None


def _check_rows(store: Store, charts: _Charts) -> Iterator[Problem]:
    for patient, chart in charts.by_patient.items():
        if project(chart) != store.rows(patient):
            yield Problem("storage.row_differs", chart.version, patient)
    for patient in store.patient_rows():
        if patient not in charts.by_patient:
            yield Problem("storage.row_unknown", 0, patient)


def rebuild(store: Store) -> int:
    """Write the read models anew from the ledger, in one transaction; return how many patients.

    Raises ChainBroken before anything is written: lists are not made from entries in doubt.
    """
    charts = _Charts()
    for _, sealed in _checked(store, Roster()):
        charts.add(sealed)
    with store.write() as transaction:
        for patient in list(store.patient_rows()):
            if patient not in charts.by_patient:
                transaction.put_rows(patient, None)
        for patient, chart in charts.by_patient.items():
            transaction.put_rows(patient, project(chart))
    return len(charts.by_patient)
