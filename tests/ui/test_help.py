"""F1 over an open site: beside the page, never over the banner, and back to the very field."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.domain.quantities import mg
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.help_host import HelpHost
from ltm_desktop.ui.panels.help.view import HelpView
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.widgets.alert_list import AlertList
from tests.ui.hands import find, line, press_key, texts


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


def shown(shell: Shell) -> HelpView | None:
    return next((one for one in shell.findChildren(HelpView) if one.isVisible()), None)


def test_help_opens_and_closes_by_key_and_the_field_keeps_its_words(shell: Shell) -> None:
    shell.work.go("patients")
    search = line(shell, "patients.search")
    search.setFocus()
    QTest.keyClicks(search, "demo")
    press_key(search, Qt.Key.Key_F1)
    help_ = shown(shell)
    assert help_ is not None
    assert "All patients of the site" in texts(help_)
    assert "Enrol a patient" in texts(help_)
    press_key(find(shell, QPushButton, "help.close"), Qt.Key.Key_Escape)
    assert shown(shell) is None
    assert search.hasFocus()
    assert search.text() == "demo"


def test_a_large_window_stands_the_page_beside_it(shell: Shell) -> None:
    shell.resize(1920, 1080)
    shell.work.go("patients")
    QApplication.processEvents()
    before = line(shell, "patients.search").window().width()
    press_key(line(shell, "patients.search"), Qt.Key.Key_F1)
    QApplication.processEvents()
    help_, enrol = shown(shell), find(shell, QPushButton, "patients.enrol_button")
    assert help_ is not None
    assert enrol.mapTo(shell.work, enrol.rect().topRight()).x() < help_.x()
    assert line(shell, "patients.search").window().width() == before


def test_why_on_an_alert_tells_rule_numbers_and_source(shell: Shell, demo_desk: Desk) -> None:
    patient = demo_desk.worklists.patients()[0].patient.patient_id
    shell.work.open_patient(patient, "dosing", "")
    chart = shell.work.chart
    assert chart is not None
    layout = chart.layout()
    assert layout is not None
    alert = stop("dosing.above_ceiling", "hard rule H06", dose=mg("16"), ceiling=mg("15"))
    listed = AlertList(shell.work.context.say, [alert])
    layout.addWidget(listed)
    QApplication.processEvents()
    find(listed, QPushButton, "alert.why").click()
    help_ = shown(shell)
    assert help_ is not None
    told = texts(help_)
    for words in ("H05", "Ceiling", "15\u00a0mg", "Hard rule H06", "signed by"):
        assert words in told
    foot = chart.banner.mapTo(shell.work, chart.banner.rect().bottomLeft()).y()
    assert help_.y() > foot


def test_the_lock_screen_has_help_of_its_own(shell: Shell, qtbot: QtBot) -> None:
    shell.lock()
    secret = line(shell, "lock.secret")
    qtbot.waitUntil(lambda: secret.isVisible() and secret.hasFocus())
    (host,) = (one for one in shell.findChildren(QObject) if isinstance(one, HelpHost))
    host.turn()
    help_ = shown(shell)
    assert help_ is not None
    assert "The screen is locked" in texts(help_)
    press_key(find(shell, QPushButton, "help.close"), Qt.Key.Key_Escape)
    assert shown(shell) is None
    assert secret.hasFocus()
