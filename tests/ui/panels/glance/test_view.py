import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.glance.panel import GlancePanel
from tests.demo_site import OpenAs
from tests.ui.panels.glance.test_presenter import a_working_day, find, take_in


def shown(desk: Desk, patient: PatientId, qtbot: QtBot) -> GlancePanel:
    panel = GlancePanel(Context(desk, Words("en"), Notices()), patient)
    panel.resize(1250, 160)
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    return panel


@pytest.fixture
def alpha(open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot) -> GlancePanel:
    desk = open_as("nurse.a")
    return shown(desk, find(desk, "Alpha"), qtbot)


def first_cell(panel: GlancePanel) -> QPoint:
    strip = panel.strip
    places = (QPoint(x, y) for y in range(strip.height()) for x in range(90, strip.width(), 4))
    return next(place for place in places if strip.cell_at(place) is not None)


def test_a_click_opens_the_panel_on_the_item_and_records_nothing(
    alpha: GlancePanel, qtbot: QtBot
) -> None:
    before = alpha._context.desk.store.head()
    with qtbot.waitSignal(alpha._context.notices.open_patient) as wish:
        place = first_cell(alpha) + QPoint(4, 4)
        QTest.mouseClick(alpha.strip, Qt.MouseButton.LeftButton, pos=place)
    assert wish.args is not None
    assert wish.args[1:] == ["dosing", "IND-1"]
    assert alpha._context.desk.store.head() == before


def test_the_keyboard_steps_from_entry_to_entry_and_opens(alpha: GlancePanel, qtbot: QtBot) -> None:
    strip = alpha.strip
    strip.setFocus()
    for _ in range(12):
        QTest.keyClick(strip, Qt.Key.Key_Left)
    assert "IT dose 1 of 8" in strip.accessibleDescription()
    assert "IT dose 1 of 8" in alpha._summary.text()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert "IT dose 2 of 8" in strip.accessibleDescription()
    with qtbot.waitSignal(alpha._context.notices.open_patient) as wish:
        QTest.keyClick(strip, Qt.Key.Key_Return)
    assert wish.args is not None
    assert wish.args[1:] == ["dosing", "IND-2"]


def test_thin_rows_keep_days_keys_and_words(alpha: GlancePanel, qtbot: QtBot) -> None:
    alpha.set_thin(thin=True)
    qtbot.waitUntil(lambda: alpha.heightForWidth(1250) <= 64)
    strip, summary = alpha.strip, alpha._summary.text()
    assert summary
    with qtbot.waitSignal(alpha._context.notices.open_patient) as wish:
        place = first_cell(alpha) + QPoint(4, 4)
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=place)
    assert wish.args is not None
    assert wish.args[2] == "IND-1"
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert alpha._summary.text() == strip.accessibleDescription().replace("\n", " | ") != summary
    strip.clearFocus()
    assert alpha._summary.text() == summary


def test_results_stand_under_treatment_and_give_way_in_a_low_window(
    alpha: GlancePanel, qtbot: QtBot
) -> None:
    strip, high = alpha.strip, alpha.strip.sizeHint().height()
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Down)
    QTest.keyClick(strip, Qt.Key.Key_Down)
    QTest.keyClick(strip, Qt.Key.Key_Home)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert "result" in strip.accessibleDescription()
    with qtbot.waitSignal(alpha._context.notices.open_patient) as wish:
        QTest.keyClick(strip, Qt.Key.Key_Return)
    assert wish.args is not None
    assert wish.args[1:] == ["labs", ""]
    alpha.set_thin(thin=True)
    assert strip.sizeHint().height() < high - 2 * 20
    QTest.keyClick(strip, Qt.Key.Key_Home)
    assert "result" not in strip.accessibleDescription()


def test_another_row_opens_the_fractions(alpha: GlancePanel, qtbot: QtBot) -> None:
    strip = alpha.strip
    QTest.keyClick(strip, Qt.Key.Key_Down)
    QTest.keyClick(strip, Qt.Key.Key_Home)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert "RT fraction" in strip.accessibleDescription()
    with qtbot.waitSignal(alpha._context.notices.open_patient) as wish:
        QTest.keyClick(strip, Qt.Key.Key_Return)
    assert wish.args is not None
    assert wish.args[1] == "fractions"


def test_treatment_is_planned_in_place(
    open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot
) -> None:
    desk = open_as("nurse.a")
    panel = shown(desk, take_in(desk, "B"), qtbot)
    QTest.keyClick(panel, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(panel.form.isVisible)
    assert not panel.form.plan_button.isEnabled()
    panel.form.anchor.set_value(a_working_day(desk))
    assert panel.form.plan_button.isEnabled()
    assert panel.form.text.toPlainText()
    panel.form.plan_button.click()
    qtbot.waitUntil(panel.strip.isVisible, timeout=20000)
    assert not panel.form.isVisible()


def test_escape_leaves_without_a_plan(
    open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot
) -> None:
    desk = open_as("nurse.a")
    patient = take_in(desk, "B")
    panel = shown(desk, patient, qtbot)
    panel.plan_button.click()
    panel.form.anchor.set_value(a_working_day(desk))
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    qtbot.waitUntil(panel.plan_button.isVisible)
    assert not desk.chart(patient).plan.items
