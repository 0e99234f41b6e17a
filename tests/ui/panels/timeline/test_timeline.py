"""The time line in the window: read by key, zoomed, the same as a table, saved, nothing empty."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ltm_desktop.app.timeline.line import time_line
from ltm_desktop.app.timeline.shapes import Line, TimeLine
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.reading_line import LinePresenter, Reading
from ltm_desktop.ui.widgets.time_board import TimeBoard
from tests.app.timeline.stories import treated
from tests.builders import NURSE, PATIENT
from tests.stories import Story
from tests.ui.hands import find

SAY = Words("en")
NINTH = date(2026, 3, 9)


class StoryDesk:
    """The chart of a story."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def act(self) -> Act:
        return self.story.act(NURSE)

    def active(self) -> ActiveProtocol | None:
        return self.story.protocol

    def chart(self, patient: PatientId) -> Chart:
        assert patient == self.story.chart.patient_id
        return self.story.chart


class Seen:
    """What the view was told to show."""

    def __init__(self) -> None:
        self.rows: Sequence[Line] = ()
        self.readings: list[Reading] = []
        self.said: list[str] = []
        self.alerts: Sequence[Alert] = ()

    def show_line(self, line: TimeLine, rows: Sequence[Line]) -> None:
        assert not line.empty
        self.rows = rows

    def show_reading(self, reading: Reading) -> None:
        self.readings.append(reading)

    def show_nothing(self, words: str, next_step: str) -> None:
        self.said += [words, next_step]

    def show_busy(self, busy: bool) -> None:
        self.busy = busy

    def show_done(self, words: str) -> None:
        self.said.append(words)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.alerts = alerts


def at_once(
    work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
) -> None:
    try:
        found = work()
    except Unavailable as error:
        failed(error)
    else:
        done(found)


def presenter(view: Any, story: Story | None = None) -> LinePresenter:
    return LinePresenter(
        StoryDesk(story or treated()),
        PATIENT,
        view,
        time_line,
        say=SAY,
        run=at_once,
        nothing=("Nothing.", "Plan."),
    )


def test_a_day_is_read_with_its_study_day_and_how_far_from_today_it_is() -> None:
    view = Seen()
    one = presenter(view)
    one.read(NINTH)
    one.refresh()
    one.read(NINTH)
    (reading,) = view.readings
    assert (reading.day, reading.study_day) == ("Mon 09-Mar-2026", "study day 8, 10 days ago")
    assert ("last dose", "0 days") in reading.ago
    one.read(date(2026, 3, 19))
    assert view.readings[-1].study_day == "study day 18, today"
    one.read(date(2026, 3, 20))
    assert view.readings[-1].study_day == "study day 19, 1 day ahead"
    assert len(view.rows) > 30


def test_without_a_signed_configuration_or_a_mark_it_says_what_is_missing() -> None:
    view = Seen()
    presenter(view, replace(treated(), protocol=None)).refresh()
    assert view.said[0] == "No site configuration is signed."
    view = Seen()
    presenter(view, replace(treated(), chart=Chart(PATIENT))).refresh()
    assert view.said == ["Nothing.", "Plan."]


def test_what_was_saved_is_named_and_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    view = Seen()
    one = presenter(view)
    one.refresh()
    one.save(tmp_path / "line.csv", lambda line, path: not line.empty and path.name != "")
    one.print(lambda: b"pdf", lambda _: True)
    one.print(lambda: b"pdf", lambda _: False)
    assert ": line.csv in " in view.said[0]
    assert view.said[-1] == "No program on this computer opens PDF files."

    def full(_line: TimeLine, _path: Path) -> bool:
        raise Unavailable("storage.disk_full")

    one.save(tmp_path / "line.csv", full)
    assert [alert.code for alert in view.alerts] == ["storage.disk_full"]
    assert not view.busy


@pytest.fixture
def board(qtbot: QtBot) -> TimeBoard:
    """The board over the invented patient."""
    made = TimeBoard(SAY, "timeline", "Time line")
    one = presenter(made)
    made.setProperty("presenter", one)
    made.day_read.connect(one.read)
    qtbot.addWidget(made)
    made.resize(1200, 560)
    made.show()
    one.refresh()
    return made


def test_arrows_go_from_what_is_there_to_what_is_there_and_with_ctrl_by_a_day(
    board: TimeBoard,
) -> None:
    picture = board.picture
    assert picture.cursor_day == date(2026, 3, 19)
    QTest.keyClick(picture, Qt.Key.Key_Left)
    assert picture.cursor_day == date(2026, 3, 18)
    QTest.keyClick(picture, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert picture.cursor_day == date(2026, 3, 19)
    QTest.keyClick(picture, Qt.Key.Key_Home)
    assert picture.cursor_day == date(2026, 2, 19)
    QTest.keyClick(picture, Qt.Key.Key_Right)
    assert picture.cursor_day == date(2026, 2, 20)
    assert "20-Feb-2026" in picture.accessibleDescription()
    assert board.reading.day.text() == "Fri 20-Feb-2026"


def test_closer_and_wider_keep_the_day_that_is_read_in_sight(
    board: TimeBoard,
) -> None:
    picture, whole = board.picture, board.picture.shown_days
    picture.read_at(NINTH)
    for _ in range(6):
        QTest.keyClick(picture, Qt.Key.Key_Plus)
    first, last = picture.shown_days
    assert first <= NINTH <= last
    assert last - first == timedelta(days=6)
    QTest.keyClick(picture, Qt.Key.Key_End)
    assert picture.shown_days[1] == picture.cursor_day
    for _ in range(9):
        QTest.keyClick(picture, Qt.Key.Key_Minus)
    assert picture.shown_days == whole
    QTest.mouseClick(find(board, QPushButton, "timeline.closer"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(find(board, QPushButton, "timeline.whole"), Qt.MouseButton.LeftButton)
    assert picture.shown_days == whole


def test_the_table_says_what_the_picture_draws_and_one_key_turns_them(
    board: TimeBoard,
) -> None:
    turn = board.turn
    QTest.mouseClick(turn, Qt.MouseButton.LeftButton)
    assert board.table.isVisible()
    assert turn.text() == "Show as a picture"
    assert turn.shortcut().toString() == "Alt+T"
    told = [board.table.item(row, 4) for row in range(board.table.rowCount())]
    assert any(one is not None and one.text().startswith("Dose 3: 10") for one in told)
    QTest.mouseClick(turn, Qt.MouseButton.LeftButton)
    assert board.picture.isVisible()


def test_an_empty_line_has_nothing_to_press(board: TimeBoard) -> None:
    board.show_nothing("Nothing is on the time line yet.", "It begins with the plan.")
    assert not find(board, QPushButton, "timeline.save").isEnabled()
