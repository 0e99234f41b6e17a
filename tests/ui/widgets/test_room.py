"""What becomes of columns, tabs, fields and pages when the letters grow and the window does not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.tokens import to_theme
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.facts_table import FactsTable
from ltm_desktop.ui.widgets.keyed_tabs import KeyedTabs
from ltm_desktop.ui.widgets.page_stack import PageRoom, PageStack
from ltm_desktop.ui.widgets.search_line import SearchLine
from ltm_desktop.ui.widgets.text import height_of
from tests.ui.hands import dress_bare


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    dress_bare(qapp, to_theme("light", 150))
    yield
    dress_bare(qapp)


def test_columns_stand_side_by_side_until_the_room_ends_and_then_use_the_whole_width(
    qtbot: QtBot,
) -> None:
    page, form, listed = QWidget(), QPlainTextEdit(), QPlainTextEdit()
    qtbot.addWidget(page)
    columns = Columns(page, beside=800)
    columns.add(form, width=300, high=200)
    columns.add(listed, 1, high=150)
    page.resize(900, 600)
    page.show()
    assert (form.width(), form.y()) == (300, listed.y())
    page.resize(700, 600)
    QApplication.processEvents()
    assert form.width() == listed.width() == 700
    assert listed.y() >= form.geometry().bottom()
    assert page.minimumSizeHint().height() >= 350
    page.resize(900, 600)
    QApplication.processEvents()
    assert (form.width(), form.y()) == (300, listed.y())


def test_columns_that_just_fit_turn_only_when_a_word_would_be_cut(qtbot: QtBot) -> None:
    page, told, field = QWidget(), QLabel("words"), QPushButton("a button of some width")
    qtbot.addWidget(page)
    columns = Columns(page, beside=0)
    columns.add(told)
    columns.add(field)
    page.show()
    page.resize(told.minimumSizeHint().width() + field.minimumSizeHint().width() + 40, 200)
    QApplication.processEvents()
    assert field.x() > told.x()
    page.resize(field.minimumSizeHint().width() + 10, 200)
    QApplication.processEvents()
    assert field.x() == told.x()
    assert field.width() >= field.minimumSizeHint().width()


def test_tabs_keep_their_words_and_lose_their_keys_where_both_have_no_room(qtbot: QtBot) -> None:
    tabs = KeyedTabs()
    qtbot.addWidget(tabs)
    for place, title in enumerate(("Doses", "RT fractions", "Record", "Labs"), start=1):
        tabs.add(title, f"Alt+{place}")
    tabs.show()
    tabs.resize(700, 40)
    QApplication.processEvents()
    assert tabs.tabButton(0, KeyedTabs.ButtonPosition.RightSide) is not None
    tabs.resize(320, 40)
    QApplication.processEvents()
    assert tabs.tabButton(0, KeyedTabs.ButtonPosition.RightSide) is None
    assert tabs.tabRect(3).right() <= 320
    assert tabs.tabToolTip(3) == "Labs  Alt 4"
    tabs.resize(700, 40)
    QApplication.processEvents()
    assert tabs.tabButton(3, KeyedTabs.ButtonPosition.RightSide) is not None


def test_a_page_out_of_sight_asks_for_no_room(qtbot: QtBot) -> None:
    stack, low, high = PageStack(), QWidget(), QWidget()
    qtbot.addWidget(stack)
    QVBoxLayout(low).addWidget(QLabel("low"))
    tall = QLabel("high")
    tall.setMinimumHeight(900)
    QVBoxLayout(high).addWidget(tall)
    for page in (low, high):
        stack.addWidget(page)
    assert stack.minimumSizeHint().height() < 100
    stack.setCurrentWidget(high)
    assert stack.minimumSizeHint().height() >= 900


def test_what_gets_the_focus_comes_into_sight_and_a_new_page_begins_at_its_top(
    qtbot: QtBot,
) -> None:
    page = QWidget()
    rows = QVBoxLayout(page)
    lines = [QLineEdit() for _ in range(30)]
    for line in lines:
        rows.addWidget(line)
    room = PageRoom(page)
    qtbot.addWidget(room)
    room.resize(300, 200)
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    lines[-1].setFocus()
    top = lines[-1].mapTo(room.viewport(), QPoint()).y()
    assert 0 <= top <= room.viewport().height() - lines[-1].height()
    lines[0].setFocus()
    room.verticalScrollBar().setValue(500)
    room.to_top()
    assert room.verticalScrollBar().value() == 0


def test_the_glass_grows_and_no_prompt_is_cut(qtbot: QtBot, large: None) -> None:
    line = SearchLine("find", "Find a patient", "Name, pinyin, birth date or number")
    qtbot.addWidget(line)
    line.resize(line.minimumWidth(), 51)
    line.show()
    glass = line.findChild(QLabel)
    assert isinstance(glass, QLabel)
    assert glass.width() == 24
    words = line.fontMetrics().horizontalAdvance(line.placeholderText())
    assert line.width() - line.textMargins().left() - words > 24


@pytest.mark.parametrize("kind", [PrimaryButton, QuietButton])
def test_a_button_keeps_its_size_when_it_gets_the_focus(
    qtbot: QtBot, large: None, kind: type[PrimaryButton]
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    other, button = QuietButton("other"), kind("Record and sign")
    rows = QVBoxLayout(holder)
    rows.addWidget(other)
    rows.addWidget(button)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    other.setFocus()
    before = button.sizeHint()
    button.setFocus()
    assert button.hasFocus()
    assert button.sizeHint() == before


def test_a_field_of_lines_shows_them_whole_in_large_letters(qtbot: QtBot, large: None) -> None:
    edit = QPlainTextEdit("one\ntwo\nthree")
    qtbot.addWidget(edit)
    edit.resize(300, height_of(edit, 3))
    edit.show()
    QApplication.processEvents()
    assert edit.verticalScrollBar().maximum() == 0


def test_a_table_without_room_scrolls_and_cuts_no_word(qtbot: QtBot, large: None) -> None:
    table = FactsTable("facts", "Facts", ("On the day", "What happened"))
    qtbot.addWidget(table)
    table.resize(260, 200)
    table.show()
    table.show_rows([("02-Mar-2026", "leptomeningeal progression")])
    QApplication.processEvents()
    words = table.fontMetrics().horizontalAdvance("leptomeningeal")
    assert table.columnWidth(1) > words
    assert table.horizontalScrollBar().maximum() > 0
