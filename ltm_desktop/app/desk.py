"""One open site at one workstation: everything a door may ask for, and nothing it may go around.

Every act is proposed, signed by the people it needs with their own secrets, then recorded.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ltm_desktop.app.access_log import AccessLog, MemoryJournal
from ltm_desktop.app.backups import Backups
from ltm_desktop.app.charts import Charts, ProtocolLibrary, events_of
from ltm_desktop.app.emergency import EmergencyBoard
from ltm_desktop.app.issuing import Issuing
from ltm_desktop.app.own_witness import MemoryBook, OwnWitness
from ltm_desktop.app.own_word import OwnWord
from ltm_desktop.app.ports import (
    DOUBT,
    AccessJournal,
    AlertLog,
    Calendar,
    Clock,
    Drafts,
    Ids,
    KeyCabinet,
    LabFiles,
    SeenBook,
    SiteFacts,
    Store,
    TreatmentFiles,
)
from ltm_desktop.app.recorder import AnyCommand, Proposal, Recorded, Recorder
from ltm_desktop.app.session import Session
from ltm_desktop.app.signing import Signed
from ltm_desktop.app.since import adds_to
from ltm_desktop.app.tables import Tables
from ltm_desktop.app.time_watch import TimeWatch
from ltm_desktop.app.vouching import Vouching
from ltm_desktop.app.wording.words import Words
from ltm_desktop.app.worklists import Worklists
from ltm_desktop.app.workstation import MONDAY_TO_FRIDAY
from ltm_desktop.domain.access import CopyOf, CopyWay, Doubt
from ltm_desktop.domain.acts import Act, Signer
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.attestation import OF_SITE
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing_steps import PrepareSyringe
from ltm_desktop.domain.errors import Unavailable, refuse
from ltm_desktop.domain.handover import TakeOver
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId, RecordId
from ltm_desktop.domain.patients import Identity, PatientEnrolled
from ltm_desktop.domain.people import Person
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.review import VerifySource
from ltm_desktop.domain.schedule import WorkingCalendar
from ltm_desktop.domain.serious_reports import ReportSerious
from ltm_desktop.domain.signoff import ApproveRecord, CountersignRecord
from ltm_desktop.domain.site import SiteCommand, SiteFounded, SiteState
from ltm_desktop.domain.terms import Access
from ltm_desktop.ledger.keys import PrivateKey

if TYPE_CHECKING:
    from ltm_desktop.app.downtime_kit import KitShelf
    from ltm_desktop.app.paper import Press

_PAST, _AHEAD = timedelta(days=180), timedelta(days=400)


@dataclass
class Desk:
    """The verbs of one open site; doors name the few they need."""

    store: Store
    cabinet: KeyCabinet
    clock: Clock
    ids: Ids
    drafts: Drafts
    alert_log: AlertLog
    charts: Charts
    recorder: Recorder
    issuing: Issuing
    worklists: Worklists
    calendar: Calendar
    session: Session
    library: ProtocolLibrary
    workstation: str
    facts: SiteFacts | None = None
    """What site.toml says; compared with the founding at opening and by verification."""
    emergency: EmergencyBoard | None = None
    """The clear copy of the emergency page in the site's folder."""
    treatment_files: Callable[[], TreatmentFiles] | None = None
    """Opens the door to files of radiotherapy systems, when somebody chooses one."""
    lab_files: Callable[[], LabFiles] | None = None
    """Opens the door to files of laboratories."""
    kits: "KitShelf | None" = None
    """Where downtime kits lie beside the store."""
    press: "Callable[[], Press] | None" = None
    """Opens the paper door, when a paper is made that is no record."""
    tables: Callable[[], Tables] | None = None
    """Opens the door to table files."""
    notes: list[Alert] = field(default_factory=list)
    """What has to be told to whoever came to the desk."""
    closers: list[Callable[[], None]] = field(default_factory=list)
    backups: Backups | None = None
    """The proven copies of this site; None where it was opened only to look."""
    journal: AccessJournal = field(default_factory=MemoryJournal)
    """Where what nobody could sign waits for the next key."""
    seen: SeenBook = field(default_factory=MemoryBook)
    """Where each person's own word on the newest head they saw is kept."""
    vouched: SeenBook = field(default_factory=MemoryBook)
    """Where each person's own word on how far they had the ledger verified is kept."""
    own: OwnWitness = field(init=False)
    """Whether this is the record in which those at the desk worked last."""
    vouching: Vouching = field(init=False)
    """How far, and when, the person at the desk had the ledger verified whole."""
    access: AccessLog = field(init=False)
    """The door from inside: unlock, hand over, leave, and what is kept of it."""
    time: TimeWatch = field(init=False)
    """Whether the clock can be relied on."""

    def __post_init__(self) -> None:
        """Let what happens at the desk be kept by whoever sits at it."""
        self.time = TimeWatch(
            self.store, self.recorder, self.charts, self.clock, lambda: self.session
        )
        self.own = OwnWitness(self.store, self.charts, self.seen, self.recorder.halt, self._doubted)
        self.vouching = Vouching(self.vouched, self.clock, lambda: self.session)
        self.access = AccessLog(
            self.recorder,
            self.charts,
            self.clock,
            lambda: self.session,
            journal=self.journal,
            workstation=self.workstation,
            look=self.time.look,
            own=self.own,
            notes=self.notes,
        )

    def act(self) -> Act:
        """Return the circumstances of an act by the signed-in person, now."""
        now = self.clock.now()
        working = self.calendar.between((now - _PAST).date(), (now + _AHEAD).date())
        return Act(self.session.person, now, working, self.time.reach())

    def _doubted(self, person: PersonId, found: Doubt) -> None:
        with suppress(Unavailable):  # it is said at this desk whether or not it can be kept
            self.journal.note(f"{DOUBT}{found.value}", person, self.clock.now())

    def is_halted(self) -> bool:
        """Tell whether this may only be looked at: it is not the record somebody here knows."""
        return self.recorder.halted is not None

    def own_word(self) -> OwnWord:
        """Return what the person at the desk brings along against a verdict. Raises Unavailable."""
        own = self.own.word(self.session.person, self.session.public)
        return replace(own, vouched=self.vouching.word())

    def site_act(self, person: PersonId | None = None) -> Act:
        """Return the circumstances of an act on the site itself, whatever protocol it signed.

        No rule of the site asks for working days, so a protocol file that is missing or changed
        never stands in the way of signing a better configuration.
        """
        plain = WorkingCalendar(frozenset(MONDAY_TO_FRIDAY))
        return Act(person or self.session.person, self.clock.now(), plain, self.time.reach())

    def site(self) -> SiteState:
        """Return the site as its entries stand."""
        return self.charts.site()

    def active(self) -> ActiveProtocol | None:
        """Return the protocol as the investigator's configuration makes it."""
        governing = self.charts.governing()
        return governing.active if governing else None

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""
        return self.charts.chart(patient)

    def person(self, person: PersonId | str) -> Person:
        """Return a colleague. Raises Refused for a user id the site does not know."""
        known = self.site().people.get(PersonId(person))
        if known is None:
            raise refuse("people.unknown", person=person)
        return known

    def propose(self, command: AnyCommand, say: Words) -> Proposal:
        """Decide what a command would write, worded for the person who signs. Raises Refused."""
        # first: a clock that was set back must not call the true time of an act the future
        self.time.look()
        act = self.site_act() if isinstance(command, SiteCommand) else self.act()
        return self.recorder.propose(command, act, self._shown(command, say), say.language)

    def sign(self, proposal: Proposal, signer: Signer, secret: str) -> Signed:
        """Sign a proposal with a person's own secret. Raises Refused; nothing is written."""
        if signer not in proposal.signers:
            raise refuse("signoff.not_a_signer", person=signer.person)
        return self.sign_with(proposal, signer, self.cabinet.unlock(signer.person, secret).key)

    def sign_with(self, proposal: Proposal, signer: Signer, key: PrivateKey) -> Signed:
        """Sign a proposal with a key that a person's own secret has just opened.

        Raises ChainBroken where this is not the record in which that person worked before.
        """
        self.own.check(signer.person, key.public)
        known = self.person(signer.person)
        return Signed(signer, self.recorder.cosign(proposal, signer, key, known.fingerprint), key)

    def record(self, proposal: Proposal, signed: Iterable[Signed] = ()) -> Recorded:
        """Write a proposal with its signatures and papers. Raises Stale, Refused, Unavailable."""
        if proposal.act.author != self.session.person:
            raise refuse("signoff.author_changed", person=proposal.act.author)
        self.time.look()
        signatures = tuple(signed)
        recorded = self.recorder.commit(
            proposal,
            self.session.key,
            [one.cosignature for one in signatures],
            self.issuing.maker(proposal, signatures),
            certificate=self._fingerprint(proposal),
        )
        for person, key in {one.signer.person: one.key for one in signatures}.items():
            self.own.keep(person, key)
        return recorded

    def do(self, command: AnyCommand, say: Words, secrets: Mapping[str, str]) -> Recorded:
        """Propose, sign by each needed person's secret and record, in one breath."""
        proposal = self.propose(command, say)
        if any(one.person not in secrets for one in proposal.signers):
            raise refuse("signoff.signature_missing")
        signed = [self.sign(proposal, one, secrets[one.person]) for one in proposal.signers]
        return self.record(proposal, signed)

    def label(self, command: PrepareSyringe, copy: int) -> bytes:
        """Return the label of a preparation as a PDF. Raises Refused, Unprintable."""
        pdf = self.issuing.label(command, copy)
        self.access.copied(CopyWay.OPENED, CopyOf.LABEL, pdf, command.patient)
        return pdf

    def downtime_form(
        self,
        patient: PatientId | None = None,
        item: ItemCode | None = None,
        access: Access | None = None,
    ) -> bytes:
        """Return the blank paper form of a dose; without a way in, of that which was ordered."""
        pdf = self.issuing.downtime_form(patient, item, access)
        self.access.copied(CopyWay.OPENED, CopyOf.DOWNTIME, pdf, patient)
        return pdf

    def fraction_log(self, patient: PatientId, languages: tuple[str, ...] = ()) -> bytes:
        """Return the fraction log as a PDF that nobody signed. Raises Refused with no course."""
        pdf = self.issuing.fraction_log(patient, self.act(), languages)
        self.access.copied(CopyWay.OPENED, CopyOf.FRACTION_LOG, pdf, patient)
        return pdf

    def serious_form(self, command: ReportSerious, languages: tuple[str, ...] = ()) -> bytes:
        """Return the form of a serious event as a PDF that nobody signed. Raises Refused."""
        pdf = self.issuing.serious_form(command, self.act(), languages)
        self.access.copied(CopyWay.OPENED, CopyOf.SERIOUS_FORM, pdf, command.patient)
        return pdf

    def time_line(self, patient: PatientId, languages: tuple[str, ...] = ()) -> bytes:
        """Return the time line of a patient as a PDF that nobody signed."""
        pdf = self.issuing.time_line(patient, self.act(), languages)
        self.access.copied(CopyWay.OPENED, CopyOf.TIME_LINE, pdf, patient)
        return pdf

    def handover_copy(self, command: TakeOver) -> bytes:
        """Return what is handed over now as a PDF that nobody signed."""
        pdf = self.issuing.handover(command, self.act())
        self.access.copied(CopyWay.OPENED, CopyOf.HANDOVER, pdf, None)
        return pdf

    def hand_out(self, sha256: str, way: CopyWay, patient: PatientId | None = None) -> bytes:
        """Return an issued paper, and keep that it left the record. Raises Unavailable."""
        pdf = self.store.paper(sha256)
        self.access.copied(way, CopyOf.RECORD, pdf, patient)
        return pdf

    def record_events(self, patient: PatientId, record: RecordId) -> tuple[object, ...]:
        """Return the events of the entry that wrote a record. Raises Refused."""
        known = self.chart(patient).records.by_id.get(record)
        if known is None:
            raise refuse("signoff.unknown_record", record=record)
        sealed = next(iter(self.store.entries(patient, after=known.seq - 1)))
        return events_of(sealed.entry)

    def told_of(self, patient: PatientId, record: RecordId) -> tuple[object, ...]:
        """Return all that is told of a record: its own entry, then what was added to it since."""
        chart, own = self.chart(patient), self.record_events(patient, record)
        after = self.store.entries(patient, after=chart.records.by_id[record].seq)
        added = (one for sealed in after for one in events_of(sealed.entry))
        return (*own, *(one for one in added if adds_to(one, chart, record)))

    def close(self) -> None:
        """Close the site; the personal key is dropped first."""
        try:
            self.access.close()
        finally:
            for closer in reversed(self.closers):
                closer()

    def _fingerprint(self, proposal: Proposal) -> str:
        known = self.site().people.get(self.session.person)
        if known is not None:
            return known.fingerprint
        # the founding entry enters its own author
        entered = (getattr(event, "fingerprint", "") for event in proposal.events)
        return next((one for one in entered if one), "")

    def _shown(
        self, command: AnyCommand, say: Words
    ) -> Callable[[tuple[object, ...], Chart | None], str]:
        def shown(events: tuple[object, ...], chart: Chart | None) -> str:
            seen = events
            if isinstance(command, ApproveRecord | CountersignRecord | VerifySource):
                seen = (*self.told_of(command.patient, command.record), *events)
            return self.statement_text(seen, chart, say)

        return shown

    def _active_for(self, events: tuple[object, ...]) -> ActiveProtocol | None:
        try:
            return self.active()
        except Unavailable:
            if all(type(event) in OF_SITE for event in events):
                return None  # values are then told by their paths
            raise

    def statement_text(self, events: tuple[object, ...], chart: Chart | None, say: Words) -> str:
        """Return the exact text a person reads before signing events."""
        from ltm_desktop.app.wording.statements import statement

        founding = any(isinstance(event, SiteFounded) for event in events)
        return statement(
            events,
            patient=identity(events, chart),
            site=SiteState() if founding else self.site(),
            active=self._active_for(events),
            say=say,
            zone=self.clock.now().tzinfo,
            adverse_events=chart.adverse_events.events if chart is not None else {},
        ).text


def identity(events: tuple[object, ...], chart: Chart | None) -> Identity | None:
    """Return whom events are about: the chart's patient, or the one being enrolled."""
    if chart is not None and chart.patient is not None:
        return chart.patient.identity
    return next((one.identity for one in events if isinstance(one, PatientEnrolled)), None)
