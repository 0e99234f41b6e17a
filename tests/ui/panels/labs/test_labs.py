"""Entering laboratory results: units, slips, ages and what was calculated, on a real demo site."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import SITE_STREAM, PatientId
from ltm_desktop.domain.labs import Comparator, LabResult
from ltm_desktop.domain.quantities import Quantity, Unit
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.labs.panel import LabsPages, build
from ltm_desktop.ui.panels.labs.trends import TrendsPage
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.time_board import TimeBoard
from tests.demo_site import OpenAs
from tests.ui.hands import find, line, press, texts, type_into


def patient_of(desk: Desk) -> PatientId:
    """Return a patient of the demo who has results in the chart."""
    found = (PatientId(one) for one in desk.store.streams() if one != SITE_STREAM)
    return next(one for one in found if desk.chart(one).labs.results)


@pytest.fixture
def desk(open_as: OpenAs) -> Desk:
    return open_as("nurse.a")


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> LabsPages:
    shown = build(Context(desk, Words("en"), Notices()), patient_of(desk))
    assert isinstance(shown, LabsPages)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def _draw(panel: LabsPages, desk: Desk) -> None:
    drawn = desk.clock.now() - timedelta(minutes=20)
    type_into(panel, "labs.sampled", Words("en").moment(drawn))


def _open(panel: LabsPages, code: str) -> None:
    chosen = find(panel, QComboBox, "labs.panel")
    chosen.setCurrentIndex(chosen.findData(code))


def _newest(desk: Desk) -> tuple[LabResult, ...]:
    return desk.chart(patient_of(desk)).labs.results


def test_results_are_recorded_in_the_unit_of_the_record_with_sign_sample_and_source(
    panel: LabsPages, desk: Desk, qtbot: QtBot
) -> None:
    before = len(_newest(desk))
    _draw(panel, desk)
    type_into(panel, "labs.note", "Report 7 (synthetic)")
    type_into(panel, "labs.value.platelets", "98000")
    find(panel, QComboBox, "labs.unit.platelets").setCurrentText("/mm³")
    press(panel, "labs.record")
    qtbot.waitUntil(lambda: len(_newest(desk)) == before + 1)
    qtbot.waitUntil(lambda: line(panel, "labs.value.platelets").text() == "")
    # the head of the report stays for its next panel
    _open(panel, "chemistry")
    type_into(panel, "labs.value.glucose", "<1.0")
    type_into(panel, "labs.value.creatinine", "1.038")
    find(panel, QComboBox, "labs.unit.creatinine").setCurrentText("mg/dL")
    press(panel, "labs.record")
    qtbot.waitUntil(lambda: len(_newest(desk)) == before + 3)
    found = {one.analyte: one for one in _newest(desk)[before:]}
    assert found["platelets"].value == Quantity(Decimal(98), Unit.PER_NL)
    assert found["glucose"].comparator is Comparator.BELOW
    assert found["creatinine"].value == Quantity(Decimal("91.7592"), Unit.UMOL_PER_L)
    assert {one.note for one in found.values()} == {"Report 7 (synthetic)"}
    qtbot.waitUntil(lambda: line(panel, "labs.value.creatinine").text() == "")
    assert "calculated" in texts(panel)


def test_a_slip_of_the_unit_is_said_beside_its_value_and_nothing_is_written(
    panel: LabsPages, desk: Desk
) -> None:
    before = _newest(desk)
    _draw(panel, desk)
    type_into(panel, "labs.value.platelets", "98000")
    type_into(panel, "labs.value.neutrophils", "two")
    press(panel, "labs.record")
    said = texts(panel)
    assert "98000 /mm³ would be near it" in said
    assert line(panel, "labs.value.platelets").text() == "98000"
    assert _newest(desk) == before


def test_an_empty_form_and_one_without_a_sample_time_write_nothing(
    panel: LabsPages, desk: Desk, qtbot: QtBot
) -> None:
    before = _newest(desk)
    press(panel, "labs.record")
    _draw(panel, desk)
    press(panel, "labs.record")
    qtbot.waitUntil(lambda: "No result has been filled in." in texts(panel))
    assert _newest(desk) == before


def test_a_pharmacist_reads_results_and_is_told_who_enters_them(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    desk = open_as("pharmacist.c")
    panel = build(Context(desk, Words("zh_CN"), Notices()), patient_of(desk))
    qtbot.addWidget(panel)
    assert panel.findChild(QPushButton, "labs.record") is None
    assert "护士" in texts(panel)


def _choose(panel: LabsPages, desk: Desk, analyte: str = "platelets") -> LabResult:
    """Choose the newest result of an analyte in the table."""
    newest = desk.chart(patient_of(desk)).labs.of(analyte)[0]
    panel.results.view.results.choose(newest.key)
    return newest


def _because(panel: LabsPages) -> None:
    find(panel, ReasonChooser, "labs.reason").findChildren(QRadioButton)[0].click()


def test_a_result_is_put_right_from_the_table_and_the_earlier_value_stays_readable(
    panel: LabsPages, desk: Desk, qtbot: QtBot
) -> None:
    was = _choose(panel, desk)
    press(panel, "labs.right")
    assert "Put right: " in texts(panel)
    line(panel, "labs.value.platelets").clear()
    type_into(panel, "labs.value.platelets", "151")
    with qtbot.waitSignal(panel.results.view.recorded):
        _because(panel)
        press(panel, "labs.record")
    labs = desk.chart(patient_of(desk)).labs
    (gone,) = labs.superseded
    assert gone.was == was
    assert isinstance(gone.now, LabResult)
    assert str(gone.now.value.value) == "151"
    # chosen anew, it names what it was put in the place of
    panel.results.view.results.choose(gone.now.key)
    assert say_value(was) in texts(panel)


def test_what_was_typed_while_putting_right_comes_back_and_goes_with_the_record(
    panel: LabsPages, desk: Desk, qtbot: QtBot
) -> None:
    key = _choose(panel, desk).key
    topic = f"labs:right:{key}"
    whose = (desk.workstation, "nurse.a", patient_of(desk))
    press(panel, "labs.right")
    press(panel, "labs.empty")
    assert desk.drafts.find(*whose, topic) is None
    press(panel, "labs.right")
    line(panel, "labs.value.platelets").clear()
    type_into(panel, "labs.value.platelets", "151")
    press(panel, "labs.empty")
    assert desk.drafts.find(*whose, topic) is not None
    _choose(panel, desk)
    press(panel, "labs.right")
    assert line(panel, "labs.value.platelets").text() == "151"
    with qtbot.waitSignal(panel.results.view.recorded):
        _because(panel)
        press(panel, "labs.record")
    assert desk.drafts.find(*whose, topic) is None


def test_a_result_is_taken_back_with_a_reason_and_nothing_without_one(
    panel: LabsPages, desk: Desk, qtbot: QtBot
) -> None:
    was = _choose(panel, desk)
    press(panel, "labs.back")
    assert "Take back: " in texts(panel)
    press(panel, "labs.record")
    assert desk.chart(patient_of(desk)).labs.superseded == ()
    with qtbot.waitSignal(panel.results.view.recorded):
        _because(panel)
        press(panel, "labs.record")
    (gone,) = desk.chart(patient_of(desk)).labs.superseded
    assert (gone.was, gone.now) == (was, None)


def test_trends_are_drawn_narrowed_by_panel_and_left_by_escape(
    panel: LabsPages, qtbot: QtBot
) -> None:
    press(panel, "labs.trends_button")
    page = panel.findChild(TrendsPage)
    assert page is not None
    board = page.findChild(TimeBoard)
    assert board is not None
    assert any("Platelets" in lane for lane in _lanes(board))
    press(page, "labs.trends.turn")
    assert board.table.isVisible()
    panels = find(page, QComboBox, "labs.trends.panels")
    panels.setCurrentIndex(panels.findData("chemistry"))
    assert not any("Platelets" in lane for lane in _lanes(board))
    assert any("Creatinine" in lane for lane in _lanes(board))
    assert find(page, QPushButton, "labs.trends.back").accessibleName() == "Back to the results"
    page.left.emit()
    assert panel.trends.isVisible()


def _lanes(board: TimeBoard) -> set[str]:
    """Return what the table of the curves names."""
    cells = (
        board.table.item(row, column) for row in range(board.table.rowCount()) for column in (3, 4)
    )
    return {cell.text() for cell in cells if cell is not None}


def say_value(one: LabResult) -> str:
    """Return a value as the panel writes it."""
    return Words("en").amount(one.value)


def test_without_a_patient_there_is_nothing(open_as: OpenAs, qtbot: QtBot) -> None:
    nothing = build(Context(open_as("nurse.a"), Words("en"), Notices()), None)
    qtbot.addWidget(nothing)
    assert texts(nothing).strip() == ""
