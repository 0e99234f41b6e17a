"""Follow-up in the whole window at 1366 x 768: a contact is told without scrolling."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.shell import Shell
from tests.demo_site import OpenAs
from tests.ui.hands import find, press


@pytest.fixture
def desk(open_as: OpenAs) -> Desk:
    return open_as("physician.q")


@pytest.fixture
def shell(desk: Desk, qtbot: QtBot, in_the_look: QApplication) -> Iterator[Shell]:
    made = Shell(desk, Words("en"))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def test_a_contact_is_told_without_scrolling_on_a_low_screen(shell: Shell, desk: Desk) -> None:
    patient = desk.worklists.patients()[0].patient
    shell.work.open_patient(patient.patient_id, "follow_up", "")
    press(shell, "follow_up.telling.contact")
    form = find(shell, QWidget, "follow_up.record")
    areas = [one for one in shell.findChildren(QScrollArea) if one.isAncestorOf(form)]
    QApplication.processEvents()
    assert areas
    assert all(one.verticalScrollBar().maximum() == 0 for one in areas)
