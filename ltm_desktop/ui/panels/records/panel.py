"""The issued papers wired: the store's papers, the system's viewer, and copies."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ltm_desktop.app.rows import PaperRow, PatientRow, Rows
from ltm_desktop.app.saved_files import write_whole
from ltm_desktop.domain.access import CopyOf, CopyWay
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ledger.canonical import digest
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.opened_papers import OpenedPapers, Viewer, system_viewer
from ltm_desktop.ui.panels.records.presenter import RecordsPresenter
from ltm_desktop.ui.panels.records.view import RecordsView


class RecordsDesk:
    """The few verbs of the desk that the page uses."""

    def __init__(self, context: Context, papers: OpenedPapers) -> None:
        self._desk = context.desk
        self._papers = papers

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()

    def papers(self) -> Sequence[PaperRow]:
        """Return every issued paper, newest first."""
        return self._desk.store.papers()

    def patients(self, query: str) -> Sequence[PatientRow]:
        """Return patients in whom every word is found."""
        return self._desk.store.patients(query)

    def rows(self, patient: str) -> Rows | None:
        """Return what the lists hold about one patient."""
        return self._desk.store.rows(patient)

    def pdf(self, sha256: str) -> bytes:
        """Return an issued paper. Raises Unavailable."""
        return self._desk.store.paper(sha256)

    def show(self, pdf: bytes, name: str) -> bool:
        """Open a paper; False when no program here can."""
        self._keep(CopyWay.OPENED, pdf)
        return self._papers.show(pdf, name)

    def save(self, pdf: bytes, path: Path) -> None:
        """Write a copy. Raises Unavailable."""
        write_whole({path: (pdf,)})
        self._keep(CopyWay.SAVED, pdf)

    def _keep(self, way: CopyWay, pdf: bytes) -> None:
        sha256 = digest(pdf)
        known = (row for row in self._desk.store.papers() if row.sha256 == sha256)
        patient = next((PatientId(row.patient_id) for row in known), None)
        self._desk.access.copied(way, CopyOf.RECORD, pdf, patient)


def build(
    context: Context, _patient: PatientId | None = None, *, viewer: Viewer = system_viewer
) -> QWidget:
    """Return the list of issued papers; it concerns every patient."""
    view = RecordsView(context.say)
    desk = RecordsDesk(context, OpenedPapers(view, viewer))
    presenter = RecordsPresenter(desk, view, context.say)
    view.presenter = presenter
    view.searched.connect(presenter.search)
    view.opened.connect(presenter.open)
    view.copy_wanted.connect(lambda sha256: _ask_place(context, view, presenter, sha256))
    context.notices.recorded.connect(InSight(view, view.asked_again.emit).ask)
    view.asked_again.connect(presenter.refresh)
    presenter.refresh()
    return view


def _ask_place(
    context: Context, view: RecordsView, presenter: RecordsPresenter, sha256: str
) -> None:
    say = context.say
    offered = str(Path.home() / presenter.file_name(sha256))
    chosen, _ = QFileDialog.getSaveFileName(view, say("Save a copy"), offered, "PDF (*.pdf)")
    if chosen:
        presenter.save_copy(sha256, Path(chosen))
