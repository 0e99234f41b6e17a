"""Work under way: said, counted and gone again."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.work_line import WorkLine
from tests.ui.hands import Apart, texts


def test_work_is_said_with_what_is_safe_and_goes_when_it_is_done(
    qtbot: QtBot, qapp: QApplication
) -> None:
    line = WorkLine(Words("en"), "work", safe="Nothing is overwritten.")
    qtbot.addWidget(line)
    assert line.isHidden()
    line.show_work("Proving the newest backup…")
    assert line.isVisible()
    told = texts(line)
    for words in ("Proving the newest backup…", "0 s", "Nothing is overwritten."):
        assert words in told
    # a bar without an end moves, and claims no share that nobody knows
    assert (line.bar.minimum(), line.bar.maximum()) == (0, 0)
    line.show_work("")
    assert line.isHidden()


def test_no_part_of_it_is_a_window_of_its_own_for_a_moment(
    qtbot: QtBot, qapp: QApplication
) -> None:
    apart = Apart()
    line = WorkLine(Words("en"), "work", safe="Nothing is overwritten.", stop_key="Alt+H")
    qtbot.addWidget(line)
    # such a window would take the keys from the page the line is made for
    assert apart.seen == []
