"""Rows that can be pressed show their words, however late they get their height."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.panels.toxicity.row_button import RowButton
from ltm_desktop.ui.widgets.text import Text


def test_a_row_that_is_pressed_together_while_it_appears_shows_its_words(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(520, 200)
    window.show()
    qtbot.waitExposed(window)
    row, words = RowButton("Grade 1, mild"), Text("Mild, or no symptoms")
    row.columns.addWidget(words)
    row.setParent(window)
    # a full form gives a new row hardly any height before it has asked for its own
    row.setGeometry(0, 0, 498, 7)
    row.show()
    assert words.height() >= words.fontMetrics().height()
