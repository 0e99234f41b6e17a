"""A dose given, its record corrected, approved, taken back by two people, and the dose given again.

Everybody and everything here is synthetic.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from ltm_desktop.bootstrap import House
from ltm_desktop.cli import verbs
from tests.conftest import Outside
from tests.journeys.clinic import (
    ALT,
    ANN,
    BAI,
    PAUL,
    approve,
    check,
    give_by_ommaya,
    hand_over,
    observe_to_the_end,
    open_patient,
    sign,
    sign_in,
    time_out,
)
from tests.journeys.conftest import CHEN, Start
from tests.journeys.desk import (
    Window,
    choose,
    close,
    is_shown,
    pick,
    press,
    press_key,
    read,
    settle,
    texts,
    type_into,
)
from tests.journeys.paper import names_of_signers, open_paper

BOTH = ["Ann Demo 演示安", "Bai Demo 演示白"]
WARD = "Moved to the ward (synthetic)"


@pytest.mark.slow
def test_a_dose_is_corrected_approved_taken_back_and_given_again(
    ready: Path, start: Start, tmp_path: Path, outside: Outside
) -> None:
    pdfsig = outside("pdfsig")
    window = start(ready, "2026-03-02 10:00")
    sign_in(window, ANN)
    give(window, "10:02", "10:07")
    first = open_paper(window, "dosing.paper_button")
    correct(window)
    corrected = open_paper(window, "dosing.paper_button")
    assert corrected != first
    assert names_of_signers(corrected, pdfsig, tmp_path) == BOTH
    older_is_read(window, first)
    window.later("2026-03-02 12:00")
    hand_over(window, PAUL)
    approve(window, PAUL)
    assert "Nothing else waits" in texts(window)
    to_the_dose(window)
    whole = open_paper(window, "dosing.paper_button")
    assert names_of_signers(whole, pdfsig, tmp_path) == [*BOTH, "Paul Demo"]

    window.later("2026-03-02 13:00")
    hand_over(window, ANN)
    take_back(window)
    window.later("2026-03-02 13:10")
    give(window, "13:12", "13:17", later="2026-03-02 13:20")
    again = open_paper(window, "dosing.paper_button")
    assert names_of_signers(again, pdfsig, tmp_path) == BOTH
    said = texts(window)
    assert "Void" in said
    assert "Entered for the wrong patient" in said
    close(window)
    everything_is_intact(ready, tmp_path)


def to_the_dose(window: Window) -> None:
    open_patient(window, CHEN.family)
    press_key(window, Qt.Key.Key_1, ALT)
    press(window, "dosing.dose.IND-1")


def give(window: Window, begun: str, ended: str, later: str = "2026-03-02 10:10") -> None:
    """Check, time out, give and observe the first dose."""
    to_the_dose(window)
    check(window, ANN, BAI, "ommaya")
    time_out(window)
    window.later(later)
    give_by_ommaya(window, begun, ended)
    sign(window, "record_button", ANN, BAI)
    observe_to_the_end(window, ANN, early=WARD)
    press(window, "dosing.dose.IND-1")


def correct(window: Window) -> None:
    """Type over what was wrong; everything else stands as it was recorded."""
    head = window.head
    press_key(window, Qt.Key.Key_C, ALT)
    assert read(window, "dosing.csf_withdrawn") == "5"
    assert "Nothing is changed yet." in texts(window)
    type_into(window, "dosing.csf_withdrawn", "4")
    settle(window)
    said = texts(window)
    assert "Recorded before: 5" in said
    assert "Changed: CSF withdrawn" in said
    choose(window, "dosing.correction_reason", "Slip in typing")
    settle(window)
    press(window, "dosing.review_button")
    settle(window)
    sign(window, "record_button", ANN, BAI)
    assert window.head == head + 1
    assert "Other records of this dose" in texts(window)


def older_is_read(window: Window, paper: bytes) -> None:
    """Open the older record by its line, read its paper, close it by Esc."""
    pick(window, "Details")
    settle(window)
    assert "It no longer tells what is held to be true" in texts(window)
    assert open_paper(window, "dosing.earlier_paper") == paper
    press_key(window, Qt.Key.Key_Escape)
    assert not is_shown(window, "dosing.earlier_paper")
    assert is_shown(window, "dosing.correct_button")


def take_back(window: Window) -> None:
    """Void the record with a second person, who signs in the form there and then."""
    to_the_dose(window)
    head = window.head
    press_key(window, Qt.Key.Key_V, ALT)
    assert "Void this record?" in texts(window)
    pick(window, "Entered for the wrong patient")
    choose(window, "dosing.void_second", BAI.name)
    settle(window)
    sign(window, "void_button", BAI)
    assert window.head == head + 1
    assert "This dose is open again: its record was taken back." in texts(window)
    assert is_shown(window, "dosing.check_operator")


def everything_is_intact(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(BAI.secret + "\n", encoding="utf-8")
    whole = ["verify", str(folder), "--user", BAI.user, "--password-file", str(secret)]
    assert verbs.run(whole, House()) == 0
