"""Another language without a new start: pages stay where they were, and what was half typed."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.shell import Shell
from tests.ui.hands import line, press, type_into


@pytest.fixture
def shell(demo_desk: Desk, qtbot: QtBot, in_the_look: QApplication) -> Iterator[Shell]:
    made = Shell(demo_desk, Words("en"))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def test_every_page_stays_open_in_the_other_language(shell: Shell) -> None:
    for place in shell.work.rail.page_keys():
        shell.work.go(place)
        before = shell.work.whereabouts()
        press(shell, "topbar.language")
        assert shell.work.whereabouts() == before


def test_what_was_half_typed_is_there_in_the_other_language(
    shell: Shell, demo_desk: Desk, qtbot: QtBot
) -> None:
    doses = [one for one in demo_desk.worklists.today() if one.item.kind == "dose"]
    shell.work.open_patient(doses[0].patient.patient_id, "dosing", doses[0].item.code)
    name = next(one.objectName() for one in shell.findChildren(QLineEdit) if takes_words(one))
    type_into(shell, name, "3 half a")
    press(shell, "topbar.language")
    qtbot.waitUntil(lambda: line(shell, name).text() == "3 half a")
    assert shell.work.context.say.language == "zh_CN"
    press(shell, "topbar.language")
    qtbot.waitUntil(lambda: line(shell, name).text() == "3 half a")


def takes_words(field: QLineEdit) -> bool:
    return field.objectName().startswith("dosing.") and field.isVisible() and field.isEnabled()
