"""Issued papers, newest first, filtered by patient; opening one and copying it. No Qt here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from ltm_desktop.app.rows import ItemRow, PaperRow, PatientRow, Rows
from ltm_desktop.app.saved_files import saved_words
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.speak import to_alerts


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One issued paper, worded."""

    sha256: str
    name: str
    other_name: str
    born: str
    subject: str
    what: str
    kind: str
    version: str
    issued: str
    newest: bool
    mark: str = ""
    """What became of a record that no longer holds, in a word."""
    review: tuple[str, ...] = ()
    """How far its review has come: verified, outdated, locked, queried."""


class RecordsDesk(Protocol):
    """What the page asks of the desk."""

    def now(self) -> datetime:
        """Return the time at the site."""

    def papers(self) -> Sequence[PaperRow]:
        """Return every issued paper, newest first."""

    def patients(self, query: str) -> Sequence[PatientRow]:
        """Return patients in whom every word is found."""

    def rows(self, patient: str) -> Rows | None:
        """Return what the lists hold about one patient."""

    def pdf(self, sha256: str) -> bytes:
        """Return an issued paper. Raises Unavailable."""

    def show(self, pdf: bytes, name: str) -> bool:
        """Open a paper; False when no program here can."""

    def save(self, pdf: bytes, path: Path) -> None:
        """Write a copy. Raises Unavailable."""


class RecordsView(Protocol):
    """What the page can show."""

    def show_papers(self, lines: Sequence[PaperLine], foot: str, *, filtered: bool) -> None:
        """Show the papers; where they are filtered, say so strongly."""

    def show_nothing(self, sentence: str, next_step: str, *, filtered: bool) -> None:
        """Say that there is nothing to show."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that went wrong, together."""

    def show_notice(self, sentence: str, next_step: str, tone: str) -> None:
        """Say what was done, or what could not be."""


class RecordsPresenter:
    """List, open and copy papers."""

    def __init__(self, desk: RecordsDesk, view: RecordsView, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._say = say
        self._query = ""
        self._names: dict[str, str] = {}
        self._put_right: set[str] = set()

    def refresh(self) -> None:
        """Ask the store again."""
        self.search(self._query)

    def search(self, typed: str) -> None:
        """Show the papers of whom the words match."""
        self._query = typed
        words = " ".join(typed.replace(",", " ").replace("，", " ").split())
        found = {row.patient_id: row for row in self._desk.patients(words)}
        every = self._desk.papers()
        shown = [row for row in every if row.patient_id in found] if words else list(every)
        newest = Counter(row.record_id for row in every)
        known: dict[str, Rows | None] = {}
        lines = [self._line(row, newest[row.record_id], known) for row in shown]
        self._put_right = {row.sha256 for row in shown if row.standing}
        self._names = {line.sha256: _file_name(row) for line, row in zip(lines, shown, strict=True)}
        self._show(lines, len(every), words)

    def _show(self, lines: Sequence[PaperLine], total: int, words: str) -> None:
        say = self._say
        if lines and words:
            foot = say("{shown} of {total} papers shown.", shown=len(lines), total=total)
            self._view.show_papers(lines, foot, filtered=True)
        elif lines:
            foot = say.many("{count} paper, newest first.", "{count} papers, newest first.", total)
            self._view.show_papers(lines, foot, filtered=False)
        elif words:
            sentence = say("No paper of a patient who matches “{typed}”.", typed=words)
            self._view.show_nothing(
                sentence, say("The search covers names, birth dates and numbers."), filtered=True
            )
        else:
            self._view.show_nothing(
                say("No paper is issued yet."),
                say("A paper is issued with each record of a dose."),
                filtered=False,
            )

    def open(self, sha256: str) -> None:
        """Open a paper in the system's viewer."""
        pdf = self._pdf(sha256)
        if pdf is None:
            return
        if sha256 in self._put_right:
            self._view.show_notice(
                self._say("The record of this paper was put right later; it no longer holds."),
                self._say("Open the chart of the patient to see what stands in its place."),
                "caution",
            )
        if not self._desk.show(pdf, self._names.get(sha256, "record.pdf")):
            say = self._say
            sentence = say("No program on this computer opens PDF files.")
            self._view.show_notice(sentence, say("Save a copy and open it elsewhere."), "caution")

    def file_name(self, sha256: str) -> str:
        """Return the name a copy is offered under; no name of a patient is in it."""
        return self._names.get(sha256, "record.pdf")

    def save_copy(self, sha256: str, path: Path) -> None:
        """Write the very bytes that were signed to a place the person chose."""
        say, pdf = self._say, self._pdf(sha256)
        if pdf is None:
            return
        try:
            self._desk.save(pdf, path)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
            return
        self._view.show_notice(
            saved_words([path], self._desk.now(), say),
            say("Not encrypted: keep it as you keep paper."),
            "ok",
        )

    def _pdf(self, sha256: str) -> bytes | None:
        try:
            pdf = self._desk.pdf(sha256)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
            return None
        self._view.show_alerts(())
        return pdf

    def _line(self, row: PaperRow, newest: int, known: dict[str, Rows | None]) -> PaperLine:
        say = self._say
        if row.patient_id not in known:
            known[row.patient_id] = self._desk.rows(row.patient_id)
        rows = known[row.patient_id]
        patient = rows.patient if rows else None
        name, other = _names(patient, say)
        born = date.fromisoformat(patient.born) if patient else None
        return PaperLine(
            sha256=row.sha256,
            name=name,
            other_name=other,
            born=say("born {date}", date=born) if born else "",
            subject=patient.subject_id if patient else "",
            what=_what(row, rows.items if rows else (), say),
            kind=say.term(RecordKind(row.kind)),
            version=say("version {n} of {total}", n=row.version, total=newest),
            issued=say.moment(datetime.fromisoformat(row.issued_at)),
            newest=row.version == newest,
            mark=_mark(row, say),
            review=tuple(row.review.split()),
        )


def _names(patient: PatientRow | None, say: Words) -> tuple[str, str]:
    if patient is None:
        return "", ""
    return listed_name(HumanName(patient.family, patient.given, patient.han_name), say)


def _what(row: PaperRow, items: Sequence[ItemRow], say: Words) -> str:
    item = next((one for one in items if row.code and one.code == row.code), None)
    if item is None:
        return row.record_id
    if ItemKind(item.kind) is ItemKind.FRACTION:
        return say("fraction {n} of {total}", n=item.number, total=item.of)
    return say("dose {n} of {total}", n=item.number, total=item.of)


def _mark(row: PaperRow, say: Words) -> str:
    """Say that a record was put right: its paper stays, and no longer tells what holds."""
    if not row.standing:
        return ""
    return say("Void") if row.standing == "void" else say("Corrected")


def _file_name(row: PaperRow) -> str:
    return f"{row.record_id}-{row.version}.pdf"
