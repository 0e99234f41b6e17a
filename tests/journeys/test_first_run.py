"""The first run: led by what is missing, from an empty folder to the first patient."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ltm_desktop.app.readiness import Before, readiness
from ltm_desktop.app.wording.words import Words
from tests.journeys.clinic import Patient, Who, enrol, hand_over, open_patient
from tests.journeys.conftest import Start
from tests.journeys.desk import Window, is_shown, press, press_key, shown, texts
from tests.journeys.readying import desk_of
from tests.journeys.setting_up import enter_person, set_up, sign_shown_examples

ADA = Who("ada", "Ada Practice", "harbour lamp seven")
ANN = Who("ann", "Ann Practice", "green kettle drum")
QING = Who("qing", "Qing Practice", "winter orange 4")
WEI = Patient(
    "Lianxi", "Wei", "练习伟", "03-May-1958", "male", "P07-001", "A", "ommaya", "right frontal"
)
ACTS = 99
"""Presses and fields from the empty folder to the first patient, as the guide tells them."""


class Hand(QObject):
    """Counts what is pressed or clicked into."""

    def __init__(self) -> None:
        app = QApplication.instance()
        assert app is not None
        super().__init__(app)
        self.acts = 0
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - the name is Qt's
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            self.acts += 1
        return False


def go_to(window: Window, line: str) -> None:
    """Let the page lead to what a line of it lacks."""
    press(window, "site.show_missing")
    button = shown(window, QAbstractButton, f"site.ready.{line}")
    assert button.text() == "Do it now"
    press(window, f"site.ready.{line}")


def missing(window: Window) -> list[str]:
    """Return what the site lacks before its first patient."""
    lines = readiness(desk_of(window), Words("en"))
    return [one.key for one in lines if one.before is Before.PATIENT and not one.done]


@pytest.mark.slow
def test_an_administrator_is_led_from_an_empty_folder_to_the_first_patient(
    tmp_path: Path, start: Start
) -> None:
    hand, folder = Hand(), tmp_path / "clinic"
    window = start(folder, "2026-03-02 07:30")
    set_up(window, folder, tmp_path / "recovery.pdf", ADA)
    assert missing(window) == ["signers", "investigator", "configuration"]
    assert is_shown(window, "site.enter_button")
    enter_person(window, ADA, ANN, "nurse")
    go_to(window, "investigator")
    assert is_shown(window, "site.enter_button")
    enter_person(window, ADA, QING, "investigator", witness=ANN)
    assert missing(window) == ["configuration"]

    hand_over(window, QING)
    press_key(window, Qt.Key.Key_F12)
    go_to(window, "configuration")
    sign_shown_examples(window, QING)
    assert missing(window) == []

    hand_over(window, ANN)
    press_key(window, Qt.Key.Key_F2)
    assert "Enrol the first patient." in texts(window)
    enrol(window, WEI, "02-Mar-2026")
    open_patient(window, "练习")
    assert "LIANXI, Wei" in texts(window)
    assert hand.acts <= ACTS, hand.acts
