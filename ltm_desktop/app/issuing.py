"""Issuing: the paper of a record, made and signed while its entry is being written.

A new record gets a new PDF; a later signature is added to the newest one. Everything on the page
comes from the statement people signed. What words a page is imported as the first one is made.
"""

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ltm_desktop.app.charts import Charts, events_of, person_name
from ltm_desktop.app.ports import Clock, Store
from ltm_desktop.app.recorder import IssuedPaper, PaperMaker, Proposal
from ltm_desktop.app.signing import Signed
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.decisions import following
from ltm_desktop.domain.dosing import DoseNotGiven, DoseRecorded, NotGiven
from ltm_desktop.domain.dosing_steps import PrepareSyringe
from ltm_desktop.domain.errors import Refused, refuse
from ltm_desktop.domain.fractions import CourseChecked
from ltm_desktop.domain.handover import HandoverTaken, TakeOver, handover_of
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.response import ResponseAssessed
from ltm_desktop.domain.serious_decisions import form_now
from ltm_desktop.domain.serious_reports import ReportSerious, SeriousReported
from ltm_desktop.domain.signoff import RecordApproved, RecordCountersigned
from ltm_desktop.domain.terms import Access, Meaning
from ltm_desktop.ledger.certificates import public_key_of
from ltm_desktop.ledger.entries import Head
from ltm_desktop.ledger.proof import ProofRecord, pack

if TYPE_CHECKING:
    from ltm_desktop.app.fraction_log import LogFacts
    from ltm_desktop.app.fraction_log_rows import Told
    from ltm_desktop.app.paper import DowntimeKit, PdfSigner, Press
    from ltm_desktop.app.paper_tables import PaperTable
    from ltm_desktop.app.serious_sheet import FormFacts

FIELDS = {
    Meaning.ADMINISTERED: "Administered",
    Meaning.CHECKED: "Checked",
    Meaning.APPROVED: "Approved",
    Meaning.OBSERVED: "Observed",
    Meaning.REVIEWED: "Reviewed",
}


class Issuing:
    """Make the papers of acts."""

    def __init__(
        self, store: Store, charts: Charts, clock: Clock, press: "Callable[[], Press]"
    ) -> None:
        self._store = store
        self._charts = charts
        self._clock = clock
        self._press = press

    def maker(self, proposal: Proposal, signed: Sequence[Signed]) -> PaperMaker | None:
        """Return what makes the paper of an act under the lock, None when it has none."""
        for event in proposal.events:
            match event:
                case DoseRecorded():
                    return lambda head: [self._new(proposal, signed, head, event)]
                case DoseNotGiven() if event.outcome is not NotGiven.HELD:
                    return lambda head: [self._new(proposal, signed, head, event)]
                case CourseChecked():
                    return lambda head: [self._log(proposal, signed, head)]
                case SeriousReported() | ResponseAssessed() | HandoverTaken():
                    return lambda head: [self._told_sheet(proposal, signed, head, event)]
                case RecordApproved() | RecordCountersigned():
                    return self._later(proposal, signed, event.record)
                case _:
                    continue
        return None

    def _told_sheet(
        self,
        proposal: Proposal,
        signed: Sequence[Signed],
        head: Head,
        told: SeriousReported | ResponseAssessed | HandoverTaken,
    ) -> IssuedPaper:
        match told:
            case SeriousReported():
                return self._serious(proposal, signed, head, told)
            case ResponseAssessed():
                return self._response(proposal, signed, head, told)
            case _:
                return self._handover(proposal, signed, head, told)

    def label(self, command: PrepareSyringe, copy: int) -> bytes:
        """Return the label of a preparation; it is no record. Raises Refused, Unprintable."""
        from ltm_desktop.app.labels import LabelFacts, label_sheet

        governing = self._charts.governing()
        facts = LabelFacts(
            chart=self._charts.chart(command.patient),
            site=self._charts.site(),
            active=governing.active if governing else None,
            head=self._store.head(),
            now=self._clock.now(),
            copy=copy,
        )
        return self._press().draw_label(label_sheet(command, facts))

    def downtime_form(
        self, patient: PatientId | None, item: ItemCode | None, access: Access | None
    ) -> bytes:
        """Return the blank form for a downtime, of one dose or of nobody yet."""
        from ltm_desktop.app.downtime import DowntimeFacts, downtime_sheet

        governing = self._charts.governing()
        facts = DowntimeFacts(
            site=self._charts.site(),
            active=governing.active if governing else None,
            head=self._store.head(),
            chart=self._charts.chart(patient) if patient else None,
            item=item,
            access=access,
        )
        return self._press().draw_downtime(downtime_sheet(facts))

    def kit(self, kit: "DowntimeKit") -> bytes:
        """Return the forms of a downtime kit in one PDF; it is no record."""
        return self._press().draw_kit(kit)

    def fraction_log(self, patient: PatientId, act: Act, languages: tuple[str, ...] = ()) -> bytes:
        """Return the fraction log as it stands, unsigned; in the record's languages if none.

        Raises Refused with no course.
        """
        from ltm_desktop.app.fraction_log import log_sheet

        return self._press().draw(
            log_sheet(self._log_facts(patient, act, self._store.head(), languages))
        )

    def serious_form(
        self, command: ReportSerious, act: Act, languages: tuple[str, ...] = ()
    ) -> bytes:
        """Return the form of a serious event as it stands, unsigned. Raises Refused."""
        from ltm_desktop.app.serious_sheet import serious_sheet

        governing = self._charts.governing()
        active = governing.active if governing else None
        chart = self._charts.chart(command.patient)
        told = form_now(command, following(chart, self._charts.site().people, active, act))
        facts = self._form_facts(command.patient, told, self._store.head(), languages)
        return self._press().draw(serious_sheet(facts))

    def _serious(
        self, proposal: Proposal, signed: Sequence[Signed], head: Head, told: SeriousReported
    ) -> IssuedPaper:
        from ltm_desktop.app.serious_sheet import serious_sheet

        facts = self._form_facts(PatientId(proposal.stream), told, head, ())
        pdf = self._press().draw(serious_sheet(replace(facts, proposal=proposal)))
        return self._signed(pdf, "record", proposal, signed)

    def _form_facts(
        self, patient: PatientId, told: SeriousReported, head: Head, languages: tuple[str, ...]
    ) -> "FormFacts":
        from ltm_desktop.app.serious_sheet import FormFacts

        governing = self._charts.governing()
        active = governing.active if governing else None
        return FormFacts(
            told=told,
            chart=self._charts.chart(patient),
            site=self._charts.site(),
            active=active,
            head=head,
            now=self._clock.now(),
            languages=languages or (active.record_languages if active else ("en",)),
        )

    def _response(
        self, proposal: Proposal, signed: Sequence[Signed], head: Head, told: ResponseAssessed
    ) -> IssuedPaper:
        from ltm_desktop.app.response_sheet import AssessmentFacts, assessment_sheet

        governing = self._charts.governing()
        facts = AssessmentFacts(
            told=told,
            chart=self._charts.chart(PatientId(proposal.stream)),
            site=self._charts.site(),
            active=governing.active if governing else None,
            head=head,
            proposal=proposal,
        )
        pdf = self._press().draw(assessment_sheet(facts))
        return self._signed(pdf, "record", proposal, signed)

    def handover(self, command: TakeOver, act: Act) -> bytes:
        """Return a handover as it stands now, unsigned."""
        from ltm_desktop.app.handover_sheet import HandoverFacts, handover_sheet

        told = handover_of(command, self._charts.site().handovers, act)
        facts = HandoverFacts(told, self._charts.site(), self._store.head(), act.now.tzinfo)
        return self._press().draw_handover(handover_sheet(facts))

    def _handover(
        self, proposal: Proposal, signed: Sequence[Signed], head: Head, told: HandoverTaken
    ) -> IssuedPaper:
        from ltm_desktop.app.handover_sheet import HandoverFacts, handover_sheet

        zone = proposal.act.now.tzinfo
        facts = HandoverFacts(told, self._charts.site(), head, zone, proposal.digest)
        pdf = self._press().draw_handover(handover_sheet(facts))
        # the page speaks the language it was read and signed in, and its stamp with it
        return self._signed(pdf, "handover", proposal, signed, (told.language,))

    def time_line(self, patient: PatientId, act: Act, languages: tuple[str, ...] = ()) -> bytes:
        """Return the time line as it stands, unsigned; in the record's languages if none."""
        from ltm_desktop.app.timeline.paper import LineFacts, line_sheet

        known = self._log_facts(patient, act, self._store.head(), languages)
        facts = LineFacts(
            known.chart, known.site, known.active, known.act, known.head, known.languages
        )
        return self._press().draw(line_sheet(facts))

    def _log(self, proposal: Proposal, signed: Sequence[Signed], head: Head) -> IssuedPaper:
        from ltm_desktop.app.fraction_log import log_sheet

        act = replace(proposal.act, now=self._clock.now())
        facts = self._log_facts(PatientId(proposal.stream), act, head, ())
        pdf = self._press().draw(log_sheet(replace(facts, proposal=proposal)))
        return self._signed(pdf, "record", proposal, signed)

    def _log_facts(
        self, patient: PatientId, act: Act, head: Head, languages: tuple[str, ...]
    ) -> "LogFacts":
        from ltm_desktop.app.fraction_log import LogFacts

        governing = self._charts.governing()
        if governing is None:
            raise refuse("configuration.none_signed", "hard rule H19")
        return LogFacts(
            chart=self._charts.chart(patient),
            site=self._charts.site(),
            active=governing.active,
            act=act,
            head=head,
            told=tuple(self._told(patient)),
            languages=languages or governing.active.record_languages,
        )

    def _told(self, patient: PatientId) -> "Iterator[Told]":
        from ltm_desktop.app.fraction_log_rows import Told

        for sealed in self._store.entries(patient):
            at = datetime.fromisoformat(sealed.entry.recorded_at)
            for event in events_of(sealed.entry):
                yield Told(event, at)

    def _new(
        self,
        proposal: Proposal,
        signed: Sequence[Signed],
        head: Head,
        told: DoseRecorded | DoseNotGiven,
    ) -> IssuedPaper:
        from ltm_desktop.app.dose_path import stepped
        from ltm_desktop.app.sheets import SheetFacts, dose_sheet

        governing = self._charts.governing()
        chart = self._charts.chart(PatientId(proposal.stream))
        own = frozenset(key for key, one in chart.records.by_id.items() if one.item == told.item)
        facts = SheetFacts(
            proposal=proposal,
            chart=chart,
            site=self._charts.site(),
            active=governing.active if governing else None,
            head=head,
            record=told.record,
            qr_text=self._proof(proposal, signed),
            now=self._clock.now(),
            steps=tuple(stepped(self._store.entries(proposal.stream), told.item, own)),
            tables=self._before(told, chart),
        )
        pdf = self._press().draw(dose_sheet(facts))
        return self._signed(pdf, "record", proposal, signed)

    def _before(self, told: DoseRecorded | DoseNotGiven, chart: Chart) -> "tuple[PaperTable, ...]":
        """Return what a correction says of the versions before it, in the record's languages."""
        from ltm_desktop.app.trail.paper_changes import correction_tables
        from ltm_desktop.app.wording.telling.voice import Voice

        if not isinstance(told, DoseRecorded):
            return ()
        governing = self._charts.governing()
        active = governing.active if governing else None
        zone = self._clock.now().tzinfo
        voices = [
            Voice(Words(language), self._charts.site(), active, zone)
            for language in (active.record_languages if active else ("en",))
        ]
        return correction_tables(told, chart, self._store, voices)

    def _later(
        self, proposal: Proposal, signed: Sequence[Signed], record: str
    ) -> PaperMaker | None:
        chart = self._charts.chart(PatientId(proposal.stream))
        known: Record = next(r for key, r in chart.records.by_id.items() if key == record)
        if not known.papers:
            return None
        pdf = self._store.paper(known.papers[-1].sha256)
        return lambda _head: [self._signed(pdf, "record", proposal, signed)]

    def _signed(
        self,
        pdf: bytes,
        kind: str,
        proposal: Proposal,
        signed: Sequence[Signed],
        languages: tuple[str, ...] = (),
    ) -> IssuedPaper:
        press = self._press()
        on_paper = [one for one in signed if self._has_box(one, proposal)]
        for one in on_paper:
            pdf = press.sign(pdf, FIELDS[one.signer.meaning], self._signer(one, languages))
        return IssuedPaper(kind, hashlib.sha256(pdf).hexdigest(), pdf)

    def _has_box(self, one: Signed, proposal: Proposal) -> bool:
        given = any(isinstance(event, DoseRecorded) for event in proposal.events)
        return not (given and one.signer.meaning is Meaning.OBSERVED)

    def _signer(self, one: Signed, spoken: tuple[str, ...]) -> "PdfSigner":
        from ltm_desktop.app.paper import PdfSigner
        from ltm_desktop.app.sheets import both

        site = self._charts.site()
        known = site.people[one.signer.person]
        governing = self._charts.governing()
        languages = spoken or (governing.active.record_languages if governing else ("en",))
        return PdfSigner(
            name=person_name(known.name),
            certificate=base64.b64decode(known.certificate),
            key=one.key,
            ca=base64.b64decode(site.founded.authority) if site.founded else b"",
            reason=both([Words(language).term(one.signer.meaning) for language in languages]),
            at=datetime.fromisoformat(one.cosignature.signed_at),
            language="+".join(languages),
        )

    def _proof(self, proposal: Proposal, signed: Sequence[Signed]) -> str:
        told = next((e for e in proposal.events if isinstance(e, DoseRecorded)), None)
        site, governing = self._charts.site(), self._charts.governing()
        chart = self._charts.chart(PatientId(proposal.stream))
        if told is None or site.founded is None or governing is None or chart.patient is None:
            return ""
        key = next(one.key for one in signed if one.signer.person == told.operator)
        record = ProofRecord(
            study=governing.trial.study,
            site=site.founded.code,
            subject_id=chart.patient.identity.subject_id,
            item=told.item,
            drug=told.drug,
            amount=str(told.delivered),
            access=told.access.value,
            given_at=told.started_at.replace(microsecond=0),
            operator=told.operator,
            checker=told.second if told.second_signed else "",
            body_digest=proposal.digest[:32],
        )
        authority = public_key_of(base64.b64decode(site.founded.authority))
        endorsement = bytes.fromhex(site.people[told.operator].endorsement)
        try:
            return pack(record, key, authority, endorsement)
        except Refused as refusal:
            if refusal.alerts[0].code != "ledger.proof_too_long":
                raise
            # what was injected must be written: the page goes without a code and says so
            return ""
