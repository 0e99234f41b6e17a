"""The one write path: decide, collect signatures, then under the lock decide again, seal, append.

Refuses to write on a chart that changed meanwhile, without every signature the act needs, and
with a key that is not the one the ledger knows for the person.
"""

import base64
from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime, timedelta

from ltm_desktop.app.charts import CLOCK_DOUBTED, Charts, Governing, fold_chart
from ltm_desktop.app.ports import Clock, Store, Transaction
from ltm_desktop.app.projection import project
from ltm_desktop.domain.access import NoteAccess, decide_access
from ltm_desktop.domain.acts import Act, Signer, elapsed
from ltm_desktop.domain.attestation import signers_of
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.codec import to_plain
from ltm_desktop.domain.decisions import Command, decide
from ltm_desktop.domain.errors import ChainBroken, Stale, Unavailable, refuse
from ltm_desktop.domain.identifiers import (
    ACCESS_STREAM,
    CLOCK_STREAM,
    OWN_STREAMS,
    SITE_STREAM,
    PatientId,
    PersonId,
)
from ltm_desktop.domain.laboratories import SetRanges
from ltm_desktop.domain.patients import EnrolPatient
from ltm_desktop.domain.products import ApproveProduct
from ltm_desktop.domain.protocol import TrialProtocol
from ltm_desktop.domain.site import SignConfiguration, SiteCommand, decide_site
from ltm_desktop.domain.time_doubt import ClockCommand, decide_clock
from ltm_desktop.domain.values import dataclass
from ltm_desktop.domain.witnessing import WitnessHead
from ltm_desktop.ledger.canonical import Plain, digest
from ltm_desktop.ledger.certificates import fingerprint_of, public_key_of
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

AnyCommand = Command | SiteCommand | NoteAccess | ClockCommand
_SAVED_ALL_THE_SAME = "storage.not_witnessed"
_UNDOUBTED = frozenset({ACCESS_STREAM, CLOCK_STREAM})
"""Streams whose entries say of the clock what there is to say, or nothing."""
_KEEPS = timedelta(minutes=30)
"""How long what was shown may wait for its signatures."""


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
    doubted: bool = False
    """Whether the time was in doubt when it was shown."""

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


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Papers as they were drawn after one entry, and that entry; None where there are none."""

    head: Head | None
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
        self._halted: ChainBroken | None = None

    @property
    def halted(self) -> ChainBroken | None:
        """Return why nothing is written any more; None as long as it is."""
        return self._halted

    def halt(self, broken: ChainBroken) -> None:
        """Write nothing any more, for the first reason told: this record may only be looked at."""
        self._halted = self._halted or broken

    def announce_to(self, listener: Callable[[Recorded], None]) -> None:
        """Tell a listener of every entry after it is durable."""
        self._listeners.append(listener)

    def propose(self, command: AnyCommand, act: Act, shown: ShownText, language: str) -> Proposal:
        """Decide what a command would write. Raises Refused, ChainBroken; nothing is written."""
        self._check_at_work()
        stream = _stream(command)
        version = self._store.stream_version(stream)
        events = self._decide(command, act)
        chart = None if stream in OWN_STREAMS else self._charts.chart(PatientId(stream))
        text = shown(events, chart)
        doubted = stream not in _UNDOUBTED and self._charts.clock().doubted
        body = self._body(command, events, text, language, doubted=doubted)
        signers = signers_of(events, act.author)
        return Proposal(
            command, stream, version, act, events, body, text, language, signers, doubted
        )

    def cosign(
        self, proposal: Proposal, signer: Signer, key: PrivateKey, certificate: str
    ) -> Cosignature:
        """Sign the body, the chart version and the text shown, with a meaning."""
        return cosign(
            proposal.body,
            key,
            log=self._store.log,
            stream=proposal.stream,
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
        """Write a proposal. Raises Stale when the chart moved, Refused when rules now say no.

        A proposal older than half an hour is refused: what was true then may not be now.

        Unavailable storage.not_witnessed means that the entry stands; everything else, that
        nothing of it was written.
        """
        self._check_at_work()
        self._check_fresh(proposal)
        self._check_keys(proposal, key, certificate)
        self._check_signed(proposal, cosignatures)
        drawn = self._drawn(proposal, paper)
        recorded: Recorded | None = None
        try:
            with self._store.write() as transaction:
                self._check_unmoved(proposal)
                head, recorded_at = transaction.head(), self._clock.now()
                if drawn.head != head:
                    # somebody wrote meanwhile: what is printed must name the entry before it
                    drawn = _Drawn(head, tuple(paper(head)) if paper else ())
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
                    heads=transaction.beside(),
                    cosignatures=tuple(cosignatures),
                    papers=tuple(PaperRef(one.kind, one.sha256) for one in drawn.papers),
                )
                sealed = seal(entry, key)
                self._put(transaction, sealed, drawn.papers)
                written = Head(self._store.log, entry.seq, sealed.hash)
                recorded = Recorded(
                    proposal.stream, sealed, written, recorded_at, proposal.events, drawn.papers
                )
        except Unavailable as unavailable:
            if recorded is not None and unavailable.alert.code == _SAVED_ALL_THE_SAME:
                self._announce(recorded)
            raise
        self._announce(recorded)
        return recorded

    def _drawn(self, proposal: Proposal, paper: PaperMaker | None) -> "_Drawn":
        """Draw and sign the papers before the lock: nobody's draft waits for a printing press."""
        if paper is None:
            return _Drawn(None, ())
        self._check_unmoved(proposal)
        head = self._store.head()
        return _Drawn(head, tuple(paper(head)))

    def _put(
        self, transaction: Transaction, sealed: SealedEntry, papers: Sequence[IssuedPaper]
    ) -> None:
        stream = sealed.entry.stream
        transaction.append(sealed, stream)
        for one in papers:
            transaction.put_paper(one.sha256, one.pdf, sealed.seq)
        if stream not in OWN_STREAMS:
            # folded here and not kept: a chart never runs ahead of what is durable
            chart = fold_chart(self._charts.chart(PatientId(stream)), [sealed])
            transaction.put_rows(stream, project(chart))

    def _announce(self, recorded: Recorded) -> None:
        for listener in self._listeners:
            listener(recorded)

    def _check_unmoved(self, proposal: Proposal) -> None:
        """Raise Stale unless chart, rules and events are those that were signed."""
        if self._store.stream_version(proposal.stream) != proposal.version:
            raise Stale(proposal.stream)
        events = self._decide(proposal.command, proposal.act)
        body = self._body(
            proposal.command, events, proposal.shown, proposal.language, doubted=proposal.doubted
        )
        if body != proposal.body:
            raise Stale(proposal.stream)

    def _check_at_work(self) -> None:
        if self._halted is not None:
            raise self._halted

    def _check_fresh(self, proposal: Proposal) -> None:
        if elapsed(proposal.act.now, self._clock.now()) > _KEEPS:
            raise refuse("signoff.proposal_expired", shown_at=proposal.act.now)

    def _check_keys(self, proposal: Proposal, key: PrivateKey, certificate: str) -> None:
        """Refuse an author's key that verification would not accept afterwards."""
        author = self._charts.site().people.get(proposal.act.author)
        if author is not None and author.retired is not None:
            raise refuse("people.retired", person=author.person, on=author.retired.on)
        known = author.fingerprint if author else certificate
        if certificate != known or fingerprint_of(key.public) != certificate:
            raise refuse("signoff.signature_missing")

    def _check_signed(self, proposal: Proposal, cosignatures: Sequence[Cosignature]) -> None:
        """Refuse unless exactly the signatures the act needs stand over this very body."""
        signed = {(one.person, one.meaning) for one in cosignatures if self._holds(one, proposal)}
        needed = {(signer.person, signer.meaning.value) for signer in proposal.signers}
        if signed != needed or len(cosignatures) != len(needed):
            raise refuse("signoff.signature_missing")

    def _holds(self, one: Cosignature, proposal: Proposal) -> bool:
        known = self._charts.site().people.get(PersonId(one.person))
        if known is None or not known.active or one.certificate != known.fingerprint:
            return False
        seen = (one.body, one.chart, one.shown, one.language)
        shown = digest(proposal.shown.encode())
        if seen != (proposal.digest, proposal.version, shown, proposal.language):
            return False
        public = public_key_of(base64.b64decode(known.certificate))
        return public.verify(one.signature, one.statement(self._store.log, proposal.stream))

    def _decide(self, command: AnyCommand, act: Act) -> tuple[object, ...]:
        site = self._charts.site()
        if isinstance(command, SiteCommand):
            decided = decide_site(command, site, self._trial(command), act)
            self._check_head(command)
            return decided
        if isinstance(command, NoteAccess):
            return decide_access(command, site.people, act)
        if isinstance(command, ClockCommand):
            return decide_clock(command, self._charts.clock(), site.people, act)
        governing = self._charts.governing()
        chart = self._charts.chart(command.patient)
        events = decide(command, chart, site, governing.active if governing else None, act)
        self._check_subject(command)
        return events

    def _check_subject(self, command: Command) -> None:
        """Refuse a subject number that another chart carries; asked again under the lock."""
        if isinstance(command, EnrolPatient):
            subject = command.identity.subject_id
            if self._store.patient_of(subject) not in (None, command.patient):
                raise refuse("patients.subject_taken", subject=subject)

    def _check_head(self, command: SiteCommand) -> None:
        """Refuse a head this ledger does not have: a slip would be a false alarm for ever."""
        if not isinstance(command, WitnessHead):
            return
        newest = self._store.head().seq
        if command.seq > newest:
            raise refuse("witnessing.head_beyond", seq=command.seq, newest=newest)
        if next(self._store.entries(after=command.seq - 1)).hash != command.hash:
            raise refuse("witnessing.head_differs", seq=command.seq)

    def _trial(self, command: SiteCommand) -> TrialProtocol | None:
        if isinstance(command, ApproveProduct | SetRanges):
            governing = self._charts.governing()
            return governing.trial if governing else None
        if not isinstance(command, SignConfiguration):
            return None
        trial, found = self._charts.trial(command.study, command.version)
        if found != command.protocol_digest:
            raise refuse("configuration.other_protocol_file", study=command.study)
        return trial

    def _body(
        self,
        command: AnyCommand,
        events: tuple[object, ...],
        text: str,
        language: str,
        *,
        doubted: bool,
    ) -> dict[str, Plain]:
        governing = None if _stream(command) in OWN_STREAMS else self._charts.governing()
        return {
            "command": type(command).__name__,
            "events": [to_plain(event) for event in events],
            "protocol": _named(governing),
            "shown": {"language": language, "text": text},
            **({"clock": CLOCK_DOUBTED} if doubted else {}),
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
    match command:
        case NoteAccess():
            return ACCESS_STREAM
        case _ if isinstance(command, ClockCommand):
            return CLOCK_STREAM
        case _ if isinstance(command, SiteCommand):
            return SITE_STREAM
        case _:
            return command.patient
