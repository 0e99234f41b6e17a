"""Results from a laboratory's file in the window: read, placed, ticked and taken over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.domain.identifiers import SITE_STREAM, PatientId
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.labs.from_file_view import FromFilePage
from ltm_desktop.ui.panels.labs.panel import LabsPages, build
from tests.demo_site import OpenAs
from tests.ui.hands import find, press, texts

HEADS = "patient,birth date,test,value,unit,reference,sampled,specimen"
DRAWN = "2026-01-05 07:30"


@pytest.fixture
def desk(open_as: OpenAs) -> Desk:
    return open_as("nurse.a")


@pytest.fixture
def patient(desk: Desk) -> PatientId:
    found = (PatientId(one) for one in desk.store.streams() if one != SITE_STREAM)
    return next(one for one in found if desk.chart(one).labs.results)


@pytest.fixture
def panel(desk: Desk, patient: PatientId, qtbot: QtBot) -> LabsPages:
    shown = build(Context(desk, Words("en"), Notices()), patient)
    assert isinstance(shown, LabsPages)
    qtbot.addWidget(shown)
    shown.resize(1250, 560)
    shown.show()
    return shown


@pytest.fixture
def page(panel: LabsPages) -> FromFilePage:
    press(panel, "labs.from_file")
    return find(panel, FromFilePage, "labs.file")


def _read(page: FromFilePage, file: Path, qtbot: QtBot) -> None:
    page.chosen.emit(file)
    qtbot.waitUntil(page.isEnabled, timeout=20000)


def _record(page: FromFilePage, qtbot: QtBot) -> None:
    press(page, "labs.file.record")
    qtbot.waitUntil(lambda: page.saved.isVisible() and page.isEnabled(), timeout=20000)


def _file(folder: Path, desk: Desk, patient: PatientId, *rows: str) -> Path:
    known = desk.chart(patient).patient
    assert known is not None
    whose = f"{known.identity.subject_id},{known.identity.born}"
    file = folder / "results (synthetic).csv"
    file.write_text("\n".join((HEADS, *(f"{whose},{one}" for one in rows))), "utf-8")
    return file


def _cells(page: QWidget) -> list[list[str]]:
    table = find(page, QTableWidget, "labs.file.rows")
    rows, columns = range(table.rowCount()), range(table.columnCount())
    items = [[table.item(row, column) for column in columns] for row in rows]
    return [[item.text() for item in row if item is not None] for row in items]


def test_rows_are_read_beside_the_chart_and_recorded_together(
    page: FromFilePage, desk: Desk, patient: PatientId, tmp_path: Path, qtbot: QtBot
) -> None:
    before = len(desk.chart(patient).labs.results)
    rows = (
        f"PLT,98000,/mm3,125000-350000,{DRAWN},blood",
        f"Hb,11.2,g/dL,,{DRAWN},blood",
        f"Quantiferon,1,IU/mL,,{DRAWN},blood",
    )
    head = desk.store.head()
    _read(page, _file(tmp_path, desk, patient, *rows), qtbot)
    assert desk.store.head() == head, "reading writes nothing"
    told = _cells(page)
    assert told[0][1] == "98000 /mm3 (125000 to 350000)"
    assert told[0][2] == "98\N{NO-BREAK SPACE}×10⁹ per L"
    assert told[0][4] == "new"
    assert "no analyte known here" in told[2][4]
    assert find(page, QAbstractButton, "labs.file.record").text() == "Take 2 results over"
    _record(page, qtbot)
    assert len(desk.chart(patient).labs.results) == before + 2
    assert _cells(page)[0][4] == "already in the chart"
    assert not find(page, QAbstractButton, "labs.file.record").isEnabled()


def test_a_row_that_is_not_ticked_stays_out(
    page: FromFilePage, desk: Desk, patient: PatientId, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = (f"PLT,97,10^9/L,,{DRAWN},blood", f"Hb,11.2,g/dL,,{DRAWN},blood")
    _read(page, _file(tmp_path, desk, patient, *rows), qtbot)
    item = find(page, QTableWidget, "labs.file.rows").item(0, 0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    before = len(desk.chart(patient).labs.results)
    _record(page, qtbot)
    assert desk.chart(patient).labs.results[before:][0].analyte == "haemoglobin"
    assert len(desk.chart(patient).labs.results) == before + 1


def test_csf_is_placed_by_a_person_before_it_is_taken(
    page: FromFilePage, desk: Desk, patient: PatientId, tmp_path: Path, qtbot: QtBot
) -> None:
    _read(page, _file(tmp_path, desk, patient, f"protein,0.6,g/L,,{DRAWN},CSF"), qtbot)
    assert not find(page, QAbstractButton, "labs.file.record").isEnabled()
    assert "does not say whether this CSF is lumbar or ventricular" in _cells(page)[0][4]
    page.placed.emit("csf", Specimen.CSF_VENTRICULAR.value)
    _record(page, qtbot)
    kept = desk.chart(patient).labs
    assert kept.of("csf_protein", Specimen.CSF_VENTRICULAR)
    assert not kept.of("csf_protein", Specimen.CSF_LUMBAR)


def test_another_patients_file_is_refused_in_words_and_shows_nothing(
    page: FromFilePage, desk: Desk, patient: PatientId, tmp_path: Path, qtbot: QtBot
) -> None:
    other = next(
        PatientId(one)
        for one in desk.store.streams()
        if one not in (SITE_STREAM, patient) and desk.chart(PatientId(one)).patient is not None
    )
    file = _file(tmp_path, desk, other, f"PLT,98,10^9/L,,{DRAWN},blood")
    _read(page, file, qtbot)
    assert "The file has no results of this patient." in texts(page)
    assert _cells(page) == []


def test_going_back_shows_the_results_again(panel: LabsPages, page: FromFilePage) -> None:
    assert not panel.results.isVisible()
    press(page, "labs.file.back")
    assert panel.results.isVisible()
    assert panel.from_file.isVisible()
