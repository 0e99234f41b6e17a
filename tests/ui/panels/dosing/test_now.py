"""The present time in a field: by a click, and by a key that the button tells of."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.fields import MomentNow

AT = datetime(2026, 3, 2, 10, 4, 30, tzinfo=UTC)


def test_the_button_tells_the_key_that_does_the_same(qtbot: QtBot) -> None:
    field = MomentNow(Words("en"), "Injection started", lambda: AT)
    qtbot.addWidget(field)
    told = "In the field, the key N writes the present time."
    assert (field.button.toolTip(), field.button.accessibleDescription()) == (told, told)

    QTest.keyClicks(field.field.line, "n")
    QTest.keyClick(field.field.line, Qt.Key.Key_Return)
    typed = field.field.text()
    field.field.set_text("")
    field.button.click()
    assert typed == field.field.text() == "02-Mar-2026 10:04"
