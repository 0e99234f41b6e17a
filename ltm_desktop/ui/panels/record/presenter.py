"""The entries of one patient, newest first, in words; the very text that was signed. No Qt here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.charts import events_of, person_name
from ltm_desktop.app.projected_review import review_codes
from ltm_desktop.app.trail.rows import Change, TrailRow
from ltm_desktop.app.trail.versions import numbered
from ltm_desktop.app.wording.telling.titles import title
from ltm_desktop.app.wording.telling.voice import signature_word
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.dosing import DosePrescribed, DoseRecorded, Source
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.fractions import FractionRecorded, SessionOutcome
from ltm_desktop.domain.identifiers import ItemCode, PersonId, RecordId
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.domain.records import Flag
from ltm_desktop.domain.site import SiteState
from ltm_desktop.domain.terms import ItemKind, ItemState, Meaning
from ltm_desktop.ledger.entries import Entry
from ltm_desktop.ui.speak import to_alerts

_TOLD = {Source.LATE: Flag.TOLD_LATE, Source.TRANSCRIBED: Flag.TRANSCRIBED}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry, worded."""

    seq: int
    recorded: str
    who: str
    signed: tuple[str, ...]
    what: str
    detail: str
    has_paper: bool
    mark: str = ""
    """What became of a record that no longer holds."""
    review: tuple[str, ...] = ()
    """How far its review has come: verified, outdated, locked, queried."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What this patient's record still offers to tell."""

    missing: tuple[str, ...]
    """What the enrolment left open, worded."""
    may_withdraw: bool
    may_die: bool


class RecordDesk(Protocol):
    """What the tab asks of the desk."""

    def entries(self) -> Sequence[Entry]:
        """Return the patient's entries, oldest first."""

    def chart(self) -> Chart:
        """Return the patient's chart."""

    def site(self) -> SiteState:
        """Return the site as its entries stand."""

    def told(self, seq: int) -> TrailRow | None:
        """Return an entry as the audit trail tells it, with every old and new value."""

    def now(self) -> datetime:
        """Return the time at the site."""

    def show_paper(self, sha256: str, name: str) -> bool:
        """Open a paper; False when no program here can. Raises Unavailable."""


class RecordView(Protocol):
    """What the tab can show."""

    def show_entries(self, lines: Sequence[EntryLine], summary: str) -> None:
        """Show the entries, nothing selected."""

    def show_text(self, text: str, heading: str) -> None:
        """Show the very text that was signed."""

    def show_changes(self, told: str, changes: Sequence[Change]) -> None:
        """Show who changed what, when and why."""

    def show_gaps(self, gaps: Gaps) -> None:
        """Show what the enrolment left open and how the course may be ended."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that went wrong, together."""

    def show_notice(self, sentence: str, next_step: str) -> None:
        """Say what could not be done, and what to do instead."""


class RecordPresenter:
    """List one patient's entries and read each."""

    def __init__(self, desk: RecordDesk, view: RecordView, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._say = say
        self._entries: dict[int, Entry] = {}

    def refresh(self) -> None:
        """Ask the ledger again."""
        self._entries = {entry.seq: entry for entry in self._desk.entries()}
        chart = self._desk.chart()
        lines = [self._line(entry, chart) for entry in reversed(self._entries.values())]
        summary = self._say.many(
            "{count} entry, newest first.", "{count} entries, newest first.", len(lines)
        )
        self._view.show_entries(lines, summary)
        if chart.patient is not None:
            self._view.show_gaps(gaps(chart.patient, self._say))

    def read(self, seq: int) -> None:
        """Show what an entry changed, and its text in the language it was signed in."""
        entry = self._entries.get(seq)
        self._show_changes(seq if entry else 0)
        if entry is None:
            self._view.show_text("", "")
            return
        shown = entry.body.get("shown")
        text = str(shown.get("text", "")) if isinstance(shown, dict) else ""
        heading = self._say("Entry {seq}, as it was signed", seq=str(seq))
        mark = self._mark(entry, self._desk.chart())
        heading = f"{heading} · {mark}" if mark else heading
        self._view.show_text(text, heading)

    def _show_changes(self, seq: int) -> None:
        row, say = self._desk.told(seq), self._say
        if row is None or not row.changes:
            self._view.show_changes("", ())
            return
        why = say("{label}: {value}", label=say("Reason"), value=row.reason) if row.reason else ""
        told = (row.recorded, row.who, why)
        self._view.show_changes(" · ".join(part for part in told if part), row.changes)

    def record_of(self, seq: int) -> RecordId | None:
        """Return the record that an entry wrote, None for any other entry."""
        by_id = self._desk.chart().records.by_id
        return next((one.record for one in by_id.values() if one.seq == seq), None)

    def open_paper(self, seq: int) -> None:
        """Open the paper that was committed with an entry."""
        entry = self._entries.get(seq)
        if entry is None or not entry.papers:
            return
        try:
            shown = self._desk.show_paper(entry.papers[-1].sha256, f"record-{seq}.pdf")
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
            return
        self._view.show_alerts(())
        if not shown:
            say = self._say
            sentence = say("No program on this computer opens PDF files.")
            self._view.show_notice(sentence, say("Save a copy from Records."))

    def _line(self, entry: Entry, chart: Chart) -> EntryLine:
        say, events = self._say, events_of(entry)
        at = datetime.fromisoformat(entry.recorded_at).astimezone(self._desk.now().tzinfo)
        session = any(isinstance(event, FractionRecorded) for event in events)
        signed = (
            say(
                "{meaning}: {person}",
                meaning=signature_word(Meaning(one.meaning), say, session=session),
                person=self._called(one.person),
            )
            for one in entry.cosignatures
        )
        return EntryLine(
            seq=entry.seq,
            recorded=say.moment(at),
            who=self._called(entry.author),
            signed=(*signed, *self._covers(entry, events, chart)),
            what=title(events, say),
            detail=" · ".join(self._details(events, chart)),
            has_paper=bool(entry.papers),
            mark=self._mark(entry, chart),
            review=self._review(entry, chart),
        )

    def _covers(self, entry: Entry, events: Sequence[object], chart: Chart) -> Iterator[str]:
        """Say of signatures on an older version that they do not cover the newest one."""
        named = (getattr(event, "record", None) for event in events)
        record = next((one for one in named if isinstance(one, str)), "")
        number, newest = numbered(RecordId(record), chart)
        if entry.cosignatures and number < newest:
            yield self._say(
                "These signatures cover version {n}, not version {newer}", n=number, newer=newest
            )

    def _review(self, entry: Entry, chart: Chart) -> tuple[str, ...]:
        known = next((r for r in chart.records.by_id.values() if r.seq == entry.seq), None)
        return tuple(review_codes(chart, known.record).split()) if known else ()

    def _mark(self, entry: Entry, chart: Chart) -> str:
        """Say that the record of an entry was taken back or corrected, and where."""
        known = next((r for r in chart.records.by_id.values() if r.seq == entry.seq), None)
        if known is None or known.stands:
            return ""
        newer = chart.records.by_id.get(known.replaced_by) if known.replaced_by else None
        if newer is None:
            return self._say("Void: taken back later")
        return self._say("Corrected by entry {seq}", seq=newer.seq)

    def _details(self, events: Sequence[object], chart: Chart) -> Iterator[str]:
        say = self._say
        item = next(filter(None, (_item_of(event, chart) for event in events)), None)
        planned = chart.plan.items.get(item) if item else None
        if planned is not None and planned.kind is ItemKind.DOSE:
            yield say("dose {n} of {total}", n=planned.number, total=planned.of)
        elif planned is not None:
            yield say("fraction {n} of {total}", n=planned.number, total=planned.of)
        for event in events:
            if isinstance(event, DoseRecorded) and event.source is not Source.LIVE:
                yield say.term(_TOLD[event.source])
            yield from self._amounts(event)

    def _amounts(self, event: object) -> Iterator[str]:
        say = self._say
        match event:
            case DosePrescribed():
                yield say("DOSE {amount}", amount=event.dose)
            case FractionRecorded() if event.outcome is SessionOutcome.NOT_TREATED:
                yield say.term(ItemState.NOT_TREATED)
            case DoseRecorded():
                yield say("DOSE {amount}", amount=event.delivered)
            case FractionRecorded():
                doses = (f"{one.volume} {say.amount(one.dose)}" for one in event.delivered)
                yield say("DOSE {amount}", amount=say.listing(doses))
            case _:
                return

    def _called(self, person: str) -> str:
        known = self._desk.site().people.get(PersonId(person))
        return person_name(known.name) if known else person


def _item_of(event: object, chart: Chart) -> ItemCode | None:
    """Return the planned item an event is about, by its own code or by its record's."""
    code = getattr(event, "item", None)
    if isinstance(code, str):
        return ItemCode(code)
    record = getattr(event, "record", None)
    known = chart.records.by_id.get(RecordId(record)) if isinstance(record, str) else None
    return known.item if known else None


def gaps(patient: PatientSlice, say: Words) -> Gaps:
    """Return what the enrolment left open and which ends may still be told."""
    parts = (
        (patient.consent, say("consent")),
        (patient.arm, say("arm")),
        (patient.access, say("access")),
        (patient.measurements, say("measurements")),
    )
    ended = bool(patient.died_on)
    return Gaps(
        missing=() if ended else tuple(words for value, words in parts if not value),
        may_withdraw=not ended and not patient.withdrawn_on,
        may_die=not ended,
    )
