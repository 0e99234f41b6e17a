"""A planned dose moved to another day at the window: by whom, why, and what stays as it was.

Everybody and everything here is synthetic.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from ltm_desktop.ui.widgets.listing import Listing
from tests.journeys.clinic import (
    ALT,
    ANN,
    BAI,
    PAUL,
    enrol,
    hand_over,
    open_patient,
    plan,
    sign_in,
)
from tests.journeys.conftest import CHEN, Start
from tests.journeys.desk import (
    Window,
    close,
    finish,
    is_shown,
    pick,
    press,
    press_key,
    shown,
    texts,
    type_into,
)

OUTSIDE = "The operating room is closed on every day of the window (synthetic)"


def planned(window: Window) -> None:
    """Enrol a patient and plan eight doses from Monday 2 March 2026."""
    sign_in(window, ANN)
    enrol(window, CHEN, "02-Mar-2026")
    open_patient(window, CHEN.family)
    plan(window, "02-Mar-2026")


def rows(window: Window, name: str) -> list[list[str]]:
    """Return what a table of the form says, row by row."""
    table = shown(window, Listing, name)
    return [[cell.spoken for cell in row.cells] for row in table.rows.rows]


def wish(window: Window, code: str, to: str) -> None:
    press_key(window, Qt.Key.Key_M, ALT)
    press(window, f"glance.move.{code}")
    type_into(window, "glance.move_to", to)
    finish(window)


@pytest.mark.slow
def test_a_dose_is_moved_with_a_reason_and_its_target_and_window_stay(
    site: Path, start: Start, tmp_path: Path
) -> None:
    window = start(site, "2026-03-02 10:00")
    planned(window)
    head = window.head
    within_the_window(window)
    assert window.head == head + 1
    a_nurse_is_stopped(window)
    assert window.head == head + 1
    hand_over(window, PAUL)
    open_patient(window, CHEN.family)
    out_of_the_window(window)
    assert window.head == head + 2
    close(window)
    again = start(site, "2026-03-03 08:00")
    sign_in(again, ANN)
    history_is_read(again)
    close(again)
    whole_record_is_intact(site, tmp_path)


def within_the_window(window: Window) -> None:
    """The nurse moves the second dose by one day; what it comes to is seen first."""
    wish(window, "IND-2", "06-Mar-2026")
    assert not is_shown(window, "chart.tabs")
    (row,) = rows(window, "glance.move_preview")
    assert "05-Mar-2026" in row[1]
    assert "06-Mar-2026" in row[2]
    assert not shown(window, QAbstractButton, "glance.move_button").isEnabled()
    assert "The reason is missing." in texts(window)
    pick(window, "The patient's wish")
    press_key(window, Qt.Key.Key_M, ALT)
    finish(window)
    assert is_shown(window, "chart.tabs")
    assert not is_shown(window, "glance.move_form")


def a_nurse_is_stopped(window: Window) -> None:
    """The window of a dose is left by a physician's decision only; Escape writes nothing."""
    wish(window, "WK-4", "13-Apr-2026")
    pick(window, "Room or equipment")
    finish(window)
    assert "Only a physician may move it out of its window." in texts(window)
    assert not is_shown(window, "glance.move_outside")
    assert not shown(window, QAbstractButton, "glance.move_button").isEnabled()
    press_key(window, Qt.Key.Key_Escape)
    assert not is_shown(window, "glance.move_form")


def out_of_the_window(window: Window) -> None:
    """The physician says why, and the deviation is marked before it is written."""
    wish(window, "WK-4", "13-Apr-2026")
    pick(window, "Room or equipment")
    finish(window)
    assert not shown(window, QAbstractButton, "glance.move_button").isEnabled()
    type_into(window, "glance.move_outside", OUTSIDE)
    finish(window)
    assert "outside its window" in rows(window, "glance.move_preview")[0][2]
    press(window, "glance.move_button")
    finish(window)


def history_is_read(window: Window) -> None:
    """After a restart everybody reads from, to, why, who and when; target and window stand."""
    open_patient(window, CHEN.family)
    press_key(window, Qt.Key.Key_M, ALT)
    newest, oldest = rows(window, "glance.moves")
    assert newest[0].startswith("WK-4")
    # the target, 06-Apr-2026, is a public holiday: the plan had put it on the day after
    assert "07-Apr-2026" in newest[1]
    assert "13-Apr-2026" in newest[2]
    assert OUTSIDE in newest[3]
    assert PAUL.name in newest[4].replace("DEMO", "Demo")
    assert oldest[0].startswith("IND-2")
    assert "The patient's wish" in oldest[3]
    press(window, "glance.move.WK-4")
    said = texts(window)
    assert "Target day: Mon 06-Apr-2026" in said
    assert "Window: 04-Apr-2026 to 08-Apr-2026" in said
    assert "Planned for: Mon 13-Apr-2026" in said
    press_key(window, Qt.Key.Key_Escape)


def whole_record_is_intact(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(BAI.secret + "\n", encoding="utf-8")
    whole = ["verify", str(folder), "--user", BAI.user, "--password-file", str(secret)]
    assert verbs.run(whole, House()) == 0
