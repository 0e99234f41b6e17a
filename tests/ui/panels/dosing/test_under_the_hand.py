"""What is pressed at the edge of the form is what is answered, and no form runs sideways."""

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.dosing.shown import SignerLine, Signing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.view import View
from ltm_desktop.ui.widgets.page_stack import PageRoom
from tests.builders import NURSE
from tests.gallery import entries_dosing_before as before

from .test_before_forms import button, find, shown

_LEFT = Qt.MouseButton.LeftButton
_NO_KEY = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def view(qtbot: QtBot) -> View:
    """An assessment on a small screen."""
    made = shown(qtbot, before.course(), Step.ASSESS)
    made.resize(1234, 480)
    qtbot.waitUntil(lambda: form_of(made).viewport().height() > 150)
    return made


def form_of(view: View) -> QScrollArea:
    return next(one for one in view.findChildren(QScrollArea) if one.property("gloved"))


def by_hand(window: QWidget, at: QPoint) -> None:
    """Press and lift where the hand is, whatever moves there meanwhile."""
    handle = window.windowHandle()
    assert handle is not None
    QTest.mousePress(handle, _LEFT, _NO_KEY, at)
    QApplication.processEvents()
    QTest.mouseRelease(handle, _LEFT, _NO_KEY, at)
    QApplication.processEvents()


@pytest.mark.parametrize("part_of", [1, 2])
def test_an_answer_pressed_at_the_edge_of_the_form_is_taken(view: View, part_of: int) -> None:
    none, form = button(view, "assess_anticoagulant_any.none"), form_of(view)
    inside = form.widget()
    assert inside is not None
    top, seen = none.mapTo(inside, QPoint()).y(), none.height() // part_of
    form.verticalScrollBar().setValue(top + seen - form.viewport().height())
    part = none.visibleRegion().boundingRect()
    assert part.height() == seen
    by_hand(view, none.mapTo(view, part.center()))
    assert none.isChecked()


@pytest.mark.parametrize("width", [1234, 1184, 1060])
def test_the_form_never_runs_sideways_whatever_is_answered(view: View, width: int) -> None:
    view.resize(width, 480)
    for asked in ("anticoagulant", "other", "iv", "b12"):
        button(view, f"assess_{asked}_any.some").click()
    QApplication.processEvents()
    assert form_of(view).horizontalScrollBar().maximum() == 0


def test_a_form_that_goes_while_somebody_stands_in_it_goes_in_silence(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    holder, other = QWidget(), QLineEdit()
    rows = QVBoxLayout(holder)
    made = before.shown(before.course, Step.ASSESS, {}, by=NURSE)(Words("en"))
    assert isinstance(made, View)
    room = PageRoom(made)
    for part in (room, other):
        rows.addWidget(part)
    qtbot.addWidget(holder)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    button(made, "assess_consent.yes").setFocus()
    with qtbot.captureExceptions() as raised:
        shiboken6.delete(room)
        other.setFocus()
        QApplication.processEvents()
    assert raised == []
    assert capsys.readouterr().err == ""


def test_why_a_secret_was_refused_is_in_sight_as_a_whole(qtbot: QtBot, view: View) -> None:
    view.show_step(Step.SIGN, {})
    line = SignerLine(NURSE, "Ann Demo", "Administered", signed=False)
    view.show_signing(Signing((line,), "Text\n" * 60, (), (), False, True))
    QApplication.processEvents()
    form, secret = form_of(view), find(view, f"secret.{NURSE}")
    secret.setFocus()
    assert form.verticalScrollBar().maximum() > 0
    inside = form.widget()
    assert inside is not None
    under = secret.mapTo(inside, QPoint(0, secret.height())).y()
    form.verticalScrollBar().setValue(under - form.viewport().height())
    assert secret.visibleRegion().boundingRect() == secret.rect()
    view.show_wrong_secret(NURSE, "This is not the secret of Ann Demo. Type it again.")
    said = next(one for one in view.findChildren(QLabel) if one.text().startswith("This is not"))
    qtbot.waitUntil(lambda: said.visibleRegion().boundingRect() == said.rect(), timeout=1000)
