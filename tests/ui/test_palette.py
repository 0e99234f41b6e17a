"""The palette over an open site: it leads there, gives the focus back, and presses nothing."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.panels.palette.view import PaletteView
from ltm_desktop.ui.shell import Shell
from tests.ui.hands import find, line, press


@pytest.fixture
def shell(demo_desk: Desk, qtbot: QtBot, in_the_look: QApplication) -> Iterator[Shell]:
    made = Shell(demo_desk, Words("en"))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def typed(shell: Shell, words: str) -> None:
    QTest.keyClick(shell.work, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line(shell, "palette.field"), words)


def enter(shell: Shell) -> None:
    QTest.keyClick(line(shell, "palette.field"), Qt.Key.Key_Return)


def is_open(shell: Shell) -> bool:
    return any(one.isVisible() for one in shell.findChildren(PaletteView))


def test_it_goes_to_pages_parts_patients_and_panels(shell: Shell, demo_desk: Desk) -> None:
    typed(shell, "trail")
    enter(shell)
    assert shell.work.page == "records"
    assert find(shell, QWidget, "records.tabs").property("currentIndex") == 1
    first = demo_desk.worklists.patients()[0].patient
    typed(shell, first.subject_id)
    enter(shell)
    assert shell.work.page == "chart"
    assert shell.work.chart is not None
    assert shell.work.chart.patient == first.patient_id
    typed(shell, "toxi")
    enter(shell)
    assert shell.work.chart.tab == "toxicity"
    assert not is_open(shell)


def test_esc_closes_it_and_the_field_has_the_focus_again(shell: Shell) -> None:
    shell.work.go("patients")
    search = line(shell, "patients.search")
    search.setFocus()
    typed(shell, "zz")
    assert is_open(shell)
    assert not search.hasFocus()
    QTest.keyClick(line(shell, "palette.field"), Qt.Key.Key_Escape)
    assert not is_open(shell)
    assert search.hasFocus()
    assert search.text() == ""


def test_an_action_of_the_page_gets_the_focus_and_is_not_pressed(shell: Shell) -> None:
    shell.work.go("patients")
    button = find(shell, QPushButton, "patients.enrol_button")
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    typed(shell, "enrol")
    enter(shell)
    assert button.hasFocus()
    assert pressed == []


def test_the_keys_of_the_page_beneath_do_nothing_while_it_is_open(
    shell: Shell, demo_desk: Desk
) -> None:
    patient = demo_desk.worklists.patients()[0].patient.patient_id
    shell.work.open_patient(patient, "toxicity", "")
    pressed: list[str] = []
    for button in shell.work.findChildren(QPushButton):
        button.clicked.connect(lambda *_, name=button.objectName: pressed.append(name()))
    typed(shell, "zz")
    for key in (Qt.Key.Key_R, Qt.Key.Key_N, Qt.Key.Key_S):
        QTest.keyClick(line(shell, "palette.field"), key, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(line(shell, "palette.field"), Qt.Key.Key_Escape)
    QTest.qWait(150)
    assert pressed == []
    assert not is_open(shell)


def test_it_lies_over_the_page_and_never_over_the_banner(shell: Shell, demo_desk: Desk) -> None:
    patient = demo_desk.worklists.patients()[0].patient.patient_id
    shell.work.open_patient(patient, "", "")
    QApplication.processEvents()
    press(shell, "rail.go_to")
    palette = next(one for one in shell.findChildren(PaletteView) if one.isVisible())
    assert shell.work.chart is not None
    banner = shell.work.chart.banner
    foot = banner.mapTo(shell.work, banner.rect().bottomLeft()).y()
    assert palette.y() > foot
    assert palette.x() >= shell.work.rail.width()


def test_a_lock_takes_it_away(shell: Shell) -> None:
    typed(shell, "demo")
    shell.lock()
    assert not is_open(shell)
