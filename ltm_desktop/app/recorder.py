"""The one write path: decide, collect signatures, then under the lock decide again, seal, append.

Refuses to write on a chart that changed meanwhile, and without every signature the act needs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ltm_desktop.app.charts import Charts, Governing, fold_chart
from ltm_desktop.app.ports import Clock, Store
from ltm_desktop.app.worklists import project
from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.codec import to_plain
from ltm_desktop.domain.decisions import Command, decide, required_signers
from ltm_desktop.domain.errors import Stale, refuse
from ltm_desktop.domain.identifiers import SITE_STREAM, PatientId
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.site import SignConfiguration, SiteCommand, decide_site, site_signers
from ltm_desktop.ledger.canonical import Plain
from ltm_desktop.ledger.chain import cosign, seal
from ltm_desktop.ledger.entries import (
    Cosignature,
    Entry,
    Head,
    PaperRef,
    SealedEntry,
    body_digest,
)
from ltm_desktop.ledger.keys import PrivateKey

AnyCommand = Command | SiteCommand


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be written, decided outside the lock; the text shown is part of it."""

    command: AnyCommand
    stream: str
    version: int
    act: Act
    events: tuple[object, ...]
    body: dict[str, Plain]
    shown: str
    language: str
    signers: tuple[Signer, ...]

    @property
    def digest(self) -> str:
        """Return the digest that cosigners sign and papers carry."""
        return body_digest(self.body)


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A finished PDF that is written with its entry."""

    kind: str
    sha256: str
    pdf: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written, as announced to everyone who shows it."""

    stream: str
    sealed: SealedEntry
    head: Head
    recorded_at: datetime
    events: tuple[object, ...]
    papers: tuple[IssuedPaper, ...]


ShownText = Callable[[tuple[object, ...], Chart | None], str]
PaperMaker = Callable[[Head], Sequence[IssuedPaper]]


class Recorder:
    """Write acts to the ledger, one at a time."""

    def __init__(self, store: Store, charts: Charts, clock: Clock, zone: str) -> None:
        self._store = store
        self._charts = charts
        self._clock = clock
        self._zone = zone
        self._listeners: list[Callable[[Recorded], None]] = []

    def announce_to(self, listener: Callable[[Recorded], None]) -> None:
        """Tell a listener of every entry after it is durable."""
        self._listeners.append(listener)

    def propose(self, command: AnyCommand, act: Act, shown: ShownText, language: str) -> Proposal:
        """Decide what a command would write. Raises Refused; nothing is written."""
        stream = _stream(command)
        version = self._store.stream_version(stream)
        events = self._decide(command, act)
        chart = None if stream == SITE_STREAM else self._charts.chart(PatientId(stream))
        text = shown(events, chart)
        body = self._body(command, events, text, language)
        signers = _signers(command, act)
        return Proposal(command, stream, version, act, events, body, text, language, signers)

    def cosign(
        self, proposal: Proposal, signer: Signer, key: PrivateKey, certificate: str
    ) -> Cosignature:
        """Sign the body, the chart version and the text shown, with a meaning."""
        return cosign(
            proposal.body,
            key,
            log=self._store.log,
            person=signer.person,
            certificate=certificate,
            meaning=signer.meaning.value,
            signed_at=self._clock.now().isoformat(),
            chart=proposal.version,
            shown=proposal.shown,
            language=proposal.language,
        )

    def commit(
        self,
        proposal: Proposal,
        key: PrivateKey,
        cosignatures: Sequence[Cosignature] = (),
        paper: PaperMaker | None = None,
        *,
        certificate: str,
    ) -> Recorded:
        """Write a proposal. Raises Stale when the chart moved, Refused when rules now say no."""
        _check_signed(proposal, cosignatures)
        recorded_at = self._clock.now()
        with self._store.write() as transaction:
            if self._store.stream_version(proposal.stream) != proposal.version:
                raise Stale(proposal.stream)
            if self._decide(proposal.command, proposal.act) != proposal.events:
                raise Stale(proposal.stream)
            head = transaction.head()
            papers = tuple(paper(head)) if paper else ()
            entry = Entry(
                log=self._store.log,
                seq=head.seq + 1,
                previous=head.hash,
                recorded_at=recorded_at.isoformat(),
                zone=self._zone,
                author=proposal.act.author,
                certificate=certificate,
                stream=proposal.stream,
                body=proposal.body,
                cosignatures=tuple(cosignatures),
                papers=tuple(PaperRef(one.kind, one.sha256) for one in papers),
            )
            sealed = seal(entry, key)
            transaction.append(sealed, proposal.stream)
            for one in papers:
                transaction.put_paper(one.sha256, one.pdf, entry.seq)
            if proposal.stream != SITE_STREAM:
                chart = fold_chart(self._charts.chart(PatientId(proposal.stream)), [sealed])
                transaction.put_rows(proposal.stream, project(chart))
        written = Head(self._store.log, entry.seq, sealed.hash)
        recorded = Recorded(proposal.stream, sealed, written, recorded_at, proposal.events, papers)
        for listener in self._listeners:
            listener(recorded)
        return recorded

    def _decide(self, command: AnyCommand, act: Act) -> tuple[object, ...]:
        site = self._charts.site()
        if isinstance(command, SiteCommand):
            return decide_site(command, site, self._trial(command), act)
        governing = self._charts.governing()
        chart = self._charts.chart(command.patient)
        return decide(command, chart, site, governing.active if governing else None, act)

    def _trial(self, command: SiteCommand) -> TrialProtocol | None:
        if not isinstance(command, SignConfiguration):
            return None
        return self._charts.trial(command.study, command.version)[0]

    def _body(
        self, command: AnyCommand, events: tuple[object, ...], text: str, language: str
    ) -> dict[str, Plain]:
        patient = not isinstance(command, SiteCommand)
        governing = self._charts.governing() if patient else None
        return {
            "command": type(command).__name__,
            "events": [to_plain(event) for event in events],
            "protocol": _named(governing),
            "shown": {"language": language, "text": text},
        }


def _named(governing: Governing | None) -> Plain:
    if governing is None:
        return None
    return {
        "study": governing.trial.study,
        "version": governing.trial.version,
        "digest": governing.digest,
        "configuration": governing.configuration,
    }


def _stream(command: AnyCommand) -> str:
    return SITE_STREAM if isinstance(command, SiteCommand) else command.patient


def _signers(command: AnyCommand, act: Act) -> tuple[Signer, ...]:
    if isinstance(command, SiteCommand):
        return site_signers(command, act)
    return required_signers(command, act)


def _check_signed(proposal: Proposal, cosignatures: Sequence[Cosignature]) -> None:
    """Refuse unless exactly the signatures the act needs stand over this very body."""
    signed = {(one.person, one.meaning) for one in cosignatures if one.body == proposal.digest}
    needed = {(signer.person, signer.meaning.value) for signer in proposal.signers}
    if signed != needed or len(cosignatures) != len(needed):
        raise refuse("signoff.signature_missing")
