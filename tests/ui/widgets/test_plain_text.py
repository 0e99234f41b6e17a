"""What people typed is shown to the letter wherever Qt would take it for markup."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.widgets.text import Text, plain_tip
from tests.torture.strings import NASTY

SEEN = [text for text in NASTY if text.isprintable()]


def test_a_label_never_reads_markup(qtbot: QtBot) -> None:
    label = Text()
    qtbot.addWidget(label)
    for text in SEEN:
        label.setText(text)
        assert label.text() == text
        assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize("text", [text for text in SEEN if "<" in text])
def test_a_tooltip_shows_markup_as_it_was_typed(text: str) -> None:
    document = QTextDocument()
    document.setHtml(plain_tip(text))
    assert document.toPlainText() == text


def test_a_tooltip_without_markup_is_left_alone() -> None:
    assert [plain_tip(text) for text in SEEN if "<" not in text] == [
        text for text in SEEN if "<" not in text
    ]
