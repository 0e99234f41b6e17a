"""What a person copies can be pasted for a minute and is gone then."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.clipboard_watch import KEEPS_MS, ClipboardWatch
from ltm_desktop.ui.widgets.reading_text import ReadingText

NAME = "SYNTHETIC, Ada · EX1-001"


@dataclass
class System:
    """Whose the clipboard is: off the screen no system says so."""

    ours: bool = True

    def owns(self, mode: QClipboard.Mode) -> bool:
        return self.ours and mode is QClipboard.Mode.Clipboard


@pytest.fixture
def system() -> System:
    return System()


@pytest.fixture
def watch(qapp: QApplication, system: System) -> Iterator[ClipboardWatch]:
    made = ClipboardWatch(qapp, owns=system.owns)
    yield made
    QGuiApplication.clipboard().clear()
    made.deleteLater()


def board() -> QClipboard:
    return QGuiApplication.clipboard()


def copy(qtbot: QtBot, text: str) -> None:
    """Copy from a text that can be read, as a person does."""
    shown = ReadingText("copied.text", "The entry in full")
    qtbot.addWidget(shown)
    shown.setPlainText(text)
    shown.selectAll()
    shown.copy()


def test_what_was_copied_is_gone_after_a_minute(watch: ClipboardWatch, qtbot: QtBot) -> None:
    copy(qtbot, NAME)
    assert board().text() == NAME
    assert watch.timer.isActive()
    assert watch.timer.interval() == KEEPS_MS == 60_000
    watch.timer.timeout.emit()
    assert board().text() == ""
    assert not watch.timer.isActive()


def test_a_second_copy_begins_its_own_minute(watch: ClipboardWatch, qtbot: QtBot) -> None:
    copy(qtbot, NAME)
    watch.timer.stop()
    copy(qtbot, "another line")
    assert watch.timer.isActive()
    assert board().text() == "another line"


def test_what_another_program_copied_is_left(
    watch: ClipboardWatch, system: System, qtbot: QtBot
) -> None:
    copy(qtbot, NAME)
    system.ours = False
    board().setText("of another program")
    watch.timer.timeout.emit()
    assert board().text() == "of another program"


def test_a_program_that_ends_leaves_nothing_copied(
    watch: ClipboardWatch, qapp: QApplication, qtbot: QtBot
) -> None:
    copy(qtbot, NAME)
    qapp.aboutToQuit.emit()
    assert board().text() == ""
