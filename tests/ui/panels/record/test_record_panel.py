import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.record.panel import Forms, RecordPage, build


def patient_of(context: Context) -> PatientId:
    return PatientId(context.desk.worklists.patients("D01-001")[0].patient.patient_id)


class Form:
    """Stand where a form about a patient stands."""

    def __init__(self) -> None:
        self.widget = QWidget()
        self.leave: Callable[[], None] | None = None
        self.record: RecordId | None = None

    def __call__(self, _context: Context, _patient: PatientId, left: Callable[[], None]) -> QWidget:
        self.leave = left
        return self.widget


@pytest.fixture
def seen() -> list[bytes]:
    return []


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    return Form()


@pytest.fixture
def page(context: Context, qtbot: QtBot, seen: list[bytes], form: Form) -> RecordPage:
    def viewer(path: Path) -> bool:
        seen.append(path.read_bytes())
        return True

    def review(
        context: Context, patient: PatientId, record: RecordId | None, left: Callable[[], None]
    ) -> QWidget:
        form.record = record
        return form(context, patient, left)

    forms = Forms(review, form, form, form, form)
    page = build(context, patient_of(context), forms=forms, viewer=viewer)
    assert isinstance(page, RecordPage)
    qtbot.addWidget(page)
    page.resize(1282, 600)
    page.show()
    return page


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_every_entry_of_the_patient_is_listed_newest_first(
    page: RecordPage, context: Context
) -> None:
    entries = [one.entry.seq for one in context.desk.store.entries(patient_of(context))]
    shown = [int(row.key) for row in page.view.table.rows.rows]
    assert shown == sorted(entries, reverse=True)


def test_an_entry_names_what_it_is_who_wrote_it_and_who_signed(page: RecordPage) -> None:
    dose = next(
        row
        for row in page.view.table.rows.rows
        if row.cells[3].text == "Record of an intrathecal dose"
    )
    (below,) = dose.cells[3].below
    assert re.fullmatch(r"dose [1-8] of 8 · DOSE 10\u00a0mg", below)
    assert any(line.startswith("Administered: ") for line in dose.cells[2].below)
    assert any(line.startswith("Checked: ") for line in dose.cells[2].below)


def test_choosing_an_entry_shows_the_very_text_that_was_signed(
    page: RecordPage, context: Context
) -> None:
    page.view.table.selectRow(0)
    text = page.view.findChild(QPlainTextEdit, "record.text")
    assert text is not None
    entries = [one.entry for one in context.desk.store.entries(patient_of(context))]
    shown = entries[-1].body["shown"]
    assert isinstance(shown, dict)
    assert text.toPlainText() == str(shown["text"]).replace("\u00a0", " ")


def test_the_paper_of_an_entry_opens(page: RecordPage, seen: list[bytes]) -> None:
    with_paper = next(row.key for row in page.view.table.rows.rows if row.cells[4].badges)
    page.view.table.select(with_paper)
    button(page, "record.paper_button").click()
    assert seen[0].startswith(b"%PDF")


def test_a_form_takes_the_records_place_and_gives_it_back(page: RecordPage, form: Form) -> None:
    button(page, "record.complete_button").click()
    assert page.currentWidget() is form.widget
    assert form.leave is not None
    form.leave()
    assert page.currentWidget() is page.view


def test_without_forms_no_button_leads_nowhere(context: Context, qtbot: QtBot) -> None:
    page = build(context, patient_of(context))
    qtbot.addWidget(page)
    page.show()
    assert not button(page, "record.death_button").isVisible()


def test_the_dose_of_a_session_is_told_in_words(context: Context, qtbot: QtBot) -> None:
    page = build(context, patient_of(context))
    qtbot.addWidget(page)
    assert isinstance(page, RecordPage)
    told = [cell for row in page.view.table.rows.rows for cell in row.cells]
    below = [line for cell in told for line in cell.below]
    assert any("DOSE PTV1 2\u00a0Gy" in line for line in below)
    assert not any("Quantity(" in line or "Decimal(" in line for line in below)
