"""Papers and entries of a record that was put right are marked wherever they are listed."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.corrections import VoidRecord
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.record.panel import RecordPage
from ltm_desktop.ui.panels.record.panel import build as build_record
from ltm_desktop.ui.panels.records.panel import build
from ltm_desktop.ui.panels.records.presenter import RecordsPresenter
from ltm_desktop.ui.panels.records.view import RecordsView


@pytest.fixture
def voided(context: Context) -> tuple[PatientId, str]:
    """Take back the record of the newest paper of a dose; return its patient and the paper."""
    paper = next(one for one in context.desk.store.papers() if one.kind == "dose")
    patient = PatientId(paper.patient_id)
    command = VoidRecord(patient, RecordId(paper.record_id), "entered_twice", PersonId("nurse.b"))
    context.desk.do(command, Words("en"), {"nurse.b": DEMO_SECRET})
    return patient, paper.sha256


def words(widget: QWidget) -> str:
    shown = [one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return "\n".join(label.text() for label in shown)


def test_the_paper_of_a_void_record_is_marked_and_says_so_when_it_is_opened(
    context: Context, qtbot: QtBot, voided: tuple[PatientId, str]
) -> None:
    seen: list[bytes] = []

    def viewer(path: Path) -> bool:
        seen.append(path.read_bytes())
        return True

    view = build(context, None, viewer=viewer)
    assert isinstance(view, RecordsView)
    qtbot.addWidget(view)
    view.show()
    row = next(one for one in view.table.rows.rows if one.key == voided[1])
    assert [word for word, _ in row.cells[1].badges] == ["Void"]
    assert row.cells[1].text.startswith("dose ")
    presenter = view.presenter
    assert isinstance(presenter, RecordsPresenter)
    presenter.open(voided[1])
    assert seen == [context.desk.store.paper(voided[1])]
    qtbot.waitUntil(lambda: "no longer holds" in words(view))


def test_the_entry_of_a_void_record_is_marked_in_the_chart(
    context: Context, qtbot: QtBot, voided: tuple[PatientId, str]
) -> None:
    page = build_record(context, voided[0])
    assert isinstance(page, RecordPage)
    qtbot.addWidget(page)
    page.show()
    marked = [one for one in page.view.table.rows.rows if one.cells[3].badges]
    assert [one.cells[3].badges[0][0] for one in marked] == ["Void: taken back later"]
    page.view.table.select(marked[0].key)
    assert "Void: taken back later" in words(page)
    newest = page.view.table.rows.rows[0]
    assert newest.cells[3].text == "Taking back of a record"
