"""Work beside the window: answers come home, one at a time, and only to those who still live."""

import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ltm_desktop.ui.background import Background


def fail(error: Exception) -> None:
    raise AssertionError(type(error))


def test_the_answer_comes_back_in_the_windows_thread(qtbot: QtBot) -> None:
    background = Background()
    told: list[tuple[int, int]] = []
    background.run(
        threading.get_ident, lambda found: told.append((found, threading.get_ident())), fail
    )
    assert background.busy
    qtbot.waitUntil(lambda: bool(told))
    worker, window = told[0]
    assert worker != window == threading.get_ident()
    assert not background.busy


def test_a_failure_is_handed_over_and_not_lost(qtbot: QtBot) -> None:
    background = Background()
    told: list[object] = []

    def refuse() -> None:
        raise ValueError("no")

    background.run(refuse, told.append, lambda error: told.append(type(error)))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [ValueError]


def test_a_second_piece_of_work_waits_for_the_first(qtbot: QtBot) -> None:
    background = Background()
    order: list[str] = []
    gate = threading.Event()

    def first() -> None:
        gate.wait(5)
        order.append("first")

    background.run(first, lambda _: None, fail)
    background.run(lambda: order.append("second"), lambda _: None, fail)
    gate.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert order == ["first", "second"]


def test_a_form_hears_when_it_must_hold_still(qtbot: QtBot) -> None:
    background = Background()
    heard: list[bool] = []
    background.busy_changed.connect(heard.append)
    background.run(lambda: None, lambda _: None, fail)
    qtbot.waitUntil(lambda: not background.busy)
    assert heard == [True, False]


def test_an_owner_that_has_gone_is_not_told(qtbot: QtBot) -> None:
    owner = QObject()
    told: list[object] = []
    background = Background(owner)
    gate = threading.Event()
    background.run(lambda: gate.wait(5), told.append, told.append)
    owner.deleteLater()
    qtbot.wait(20)
    gate.set()
    qtbot.waitUntil(lambda: not Background.any_at_work())
    assert told == []
