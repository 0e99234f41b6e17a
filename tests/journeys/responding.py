"""What a physician finds of the disease, part by part of the form, and the signature on it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from tests.journeys.clinic import CTRL, Who
from tests.journeys.desk import (
    Window,
    choose,
    finish,
    press,
    press_key,
    read,
    shown,
    type_into,
    wait_for,
)
from tests.journeys.following import RESPONSE, turn_to


@dataclass(frozen=True)
class Found:
    """One assessment as it is found; an MRI that was not done is explained."""

    point: str
    levels: str
    """The level of each area of the scorecard, in their order."""
    change: str
    """Of the neurological examination against the baseline."""
    sampled: str
    cytology: str
    cells: str
    """Of the cytology against the baseline."""
    kps: str
    performance: str
    """Of the performance status against the baseline."""
    steroids: str
    overall: str


def assess_response(window: Window, found: Found, doctor: Who) -> str:
    """Fill every required part but the MRI, which is explained; return the text signed."""
    turn_to(window, RESPONSE, "response.begin")
    press(window, "response.begin")
    choose(window, "response.time_point", found.point)
    press_key(window, Qt.Key.Key_2, CTRL)
    first = shown(window, QLineEdit, "response.neuro.consciousness")
    assert first.hasFocus()
    for level in found.levels:
        # a digit goes on to the next area
        QTest.keyClicks(_focused(window), level)
    choose(window, "response.change.neuro", found.change)
    press_key(window, Qt.Key.Key_3, CTRL)
    choose(window, "response.cytology.result", found.cytology)
    type_into(window, "response.cytology.on", found.sampled)
    choose(window, "response.cytology.source", "Ventricular")
    choose(window, "response.change.csf_cytology", found.cells)
    press_key(window, Qt.Key.Key_4, CTRL)
    assert not _may_sign(window)
    choose(window, "response.not_done.mri", "Patient too unwell")
    press_key(window, Qt.Key.Key_5, CTRL)
    choose(window, "response.kps.score", found.kps)
    type_into(window, "response.kps.on", found.sampled)
    choose(window, "response.change.kps", found.performance)
    press_key(window, Qt.Key.Key_6, CTRL)
    type_into(window, "response.steroids.per_day", found.steroids)
    type_into(window, "response.steroids.drug", "dexamethasone")
    press_key(window, Qt.Key.Key_8, CTRL)
    choose(window, "response.overall", found.overall)
    return _sign(window, doctor)


def _focused(window: Window) -> QLineEdit:
    focused = window.program.focusWidget()
    assert isinstance(focused, QLineEdit)
    return focused


def _may_sign(window: Window) -> bool:
    return shown(window, QAbstractButton, "response.review").isEnabled()


def _sign(window: Window, doctor: Who) -> str:
    wait_for(lambda: _may_sign(window))
    press(window, "response.review")
    text = read(window, "response.statement")
    type_into(window, f"response.secret.{doctor.user}", doctor.secret)
    press(window, "response.sign_button")
    finish(window)
    return text
