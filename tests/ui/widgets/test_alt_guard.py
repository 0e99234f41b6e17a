"""A shortcut that is asleep writes no letter into a field; AltGr and plain keys still write."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.widgets.alt_guard import AltGuard

_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def guard(qapp: QApplication) -> Iterator[AltGuard]:
    one = AltGuard(qapp, "linux")
    yield one
    qapp.removeEventFilter(one)
    one.deleteLater()


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
@pytest.mark.parametrize(("key", "char"), [(Qt.Key.Key_R, "r"), (Qt.Key.Key_6, "6")])
def test_alt_and_a_letter_no_shortcut_wants_stays_out_of_the_field(
    qtbot: QtBot, kind: type[QLineEdit | QPlainTextEdit], key: Qt.Key, char: str
) -> None:
    field = _shown(qtbot, kind())
    QTest.sendKeyEvent(QTest.KeyAction.Click, field, key, char, _ALT)
    assert _text(field) == ""


def test_a_button_that_is_asleep_writes_no_letter_and_awake_it_is_pressed(qtbot: QtBot) -> None:
    page = QWidget()
    lot, sign = QLineEdit(page), QPushButton("Release the syringe", page)
    sign.setShortcut("Alt+R")
    sign.setEnabled(False)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    QTest.keyClicks(lot, "LOT77")
    QTest.keyClick(lot, Qt.Key.Key_R, _ALT)
    assert lot.text() == "LOT77"
    sign.setEnabled(True)
    with qtbot.waitSignal(sign.clicked):
        QTest.keyClick(lot, Qt.Key.Key_R, _ALT)
    assert lot.text() == "LOT77"


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, _ALT | _CTRL])
def test_plain_keys_and_altgr_still_write(qtbot: QtBot, held: Qt.KeyboardModifier) -> None:
    field = _shown(qtbot, QPlainTextEdit())
    QTest.sendKeyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_Q, "q", held)
    assert _text(field) == "q"


def test_where_alt_itself_writes_letters_nothing_is_taken(
    qtbot: QtBot, qapp: QApplication, guard: AltGuard
) -> None:
    qapp.removeEventFilter(guard)
    AltGuard(qapp, "darwin")
    field = _shown(qtbot, QLineEdit())
    QTest.sendKeyEvent(QTest.KeyAction.Click, field, Qt.Key.Key_R, "®", _ALT)
    assert _text(field) == "®"


def _shown(qtbot: QtBot, field: QLineEdit | QPlainTextEdit) -> QLineEdit | QPlainTextEdit:
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    return field


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
