"""Wherever a person types when the power goes: the next start leads back into that very field."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo import scenes
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.dosing.panel import DosingPanel
from ltm_desktop.ui.panels.dosing.standing import Step

from .conftest import FIRST, Bedside

_MOST = 200
"""More places than any page has."""
_NOT_OF_THE_PAGE = ("secret.", "override", "dose.", "step.", f"time_out.{TIME_OUT_LINES[-1]}")
"""Secrets and what stands beside the page; the last line of a time-out would record it."""


@dataclass(frozen=True)
class Case:
    """A page, who works on it, what others did before, and how it is reached."""

    step: Step
    person: str
    before: Callable[[Bedside], object]
    reach: Callable[[DosingPanel, Bedside], object] = lambda _panel, _bedside: None

    def __str__(self) -> str:
        return self.step.value


class Sitting:
    """Somebody at the panel of a program that was just started."""

    def __init__(self, bedside: Bedside, qtbot: QtBot) -> None:
        context = Context(bedside.desk, Words("en"), Notices())
        self.panel = DosingPanel(context, bedside.patient)
        self.panel.open_item(FIRST)
        # As in the program, something stands above the panel that takes the focus of a new window.
        self._window, rows = QWidget(), QVBoxLayout()
        self._window.setLayout(rows)
        rows.addWidget(QPushButton("Above"))
        rows.addWidget(self.panel)
        self._window.resize(1250, 700)
        with qtbot.waitActive(self._window):
            self._window.show()
            self._window.activateWindow()
        self.panel.setFocus()
        self._qtbot = qtbot

    def places(self) -> list[str]:
        """Return every field of the page in which a person can stand now."""
        kinds = (QLineEdit, QPlainTextEdit, QComboBox)
        found = [
            one
            for one in self.panel.findChildren(QWidget)
            if isinstance(one, kinds) or (isinstance(one, QAbstractButton) and one.isCheckable())
        ]
        return [
            one.objectName()
            for one in found
            if one.objectName().startswith("dosing.")
            and not one.objectName().removeprefix("dosing.").startswith(_NOT_OF_THE_PAGE)
            and one.isVisible()
            and one.isEnabled()
        ]

    def answer(self, name: str) -> None:
        """Type or choose as a person does, and wait until the draft is said to be kept."""
        line = self.panel.findChild(QLabel, "dosing.draft_line")
        assert line is not None
        line.clear()
        field = self.panel.findChild(QWidget, name)
        assert field is not None
        field.setFocus()
        if isinstance(field, QComboBox):
            last = field.currentIndex() == field.count() - 1
            QTest.keyClick(field, Qt.Key.Key_Up if last else Qt.Key.Key_Down)
        elif isinstance(field, QAbstractButton):
            middle = field.rect().center()
            small = isinstance(field, QCheckBox | QRadioButton)
            place = QPoint(10, middle.y()) if small else middle
            QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=place)
        else:
            QTest.keyClicks(field, "5")
        self._qtbot.waitUntil(lambda: "not a record" in line.text(), timeout=60_000)

    def stands(self) -> str:
        """Return the name of what has the focus."""
        now = QApplication.focusWidget()
        return now.objectName() if now is not None else ""

    def fall(self) -> None:
        """Go without a word, as a program that is killed."""
        self.panel.view.blockSignals(True)
        self.panel.view.place.blockSignals(True)
        self._window.hide()
        shiboken6.delete(self._window)


def _given(bedside: Bedside) -> None:
    bedside.give(bedside.checked())


def _checked(bedside: Bedside) -> None:
    bedside.ready()
    bedside.check()


def _called_for(bedside: Bedside) -> None:
    bedside.story.part = replace(bedside.story.part, access=Access.LUMBAR)
    record = bedside.checked()
    bedside.give(record)
    bedside.observe(record)
    later = bedside.desk.clock.now() + timedelta(days=3)
    bedside.desk.clock = SetClock("Asia/Shanghai", later)


def _lumbar(bedside: Bedside) -> None:
    bedside.story.part = replace(bedside.story.part, access=Access.LUMBAR)
    bedside.checked()


def _verified(bedside: Bedside) -> None:
    bedside.order()
    scenes.verify(bedside.story, bedside.item())


def _prepared(bedside: Bedside) -> None:
    _verified(bedside)
    scenes.prepare(bedside.story, bedside.item())


def _released(bedside: Bedside) -> None:
    _prepared(bedside)
    scenes.release(bedside.story, bedside.item())


def _not_given(panel: DosingPanel, _bedside: Bedside) -> None:
    panel.presenter.go(Step.NOT_GIVEN)


def _void(panel: DosingPanel, bedside: Bedside) -> None:
    (told,) = bedside.desk.chart(bedside.patient).dosing.given
    panel.presenter.ask(f"void:{told.record}")


CASES = (
    Case(Step.ASSESS, "nurse.a", lambda _: None),
    Case(Step.ORDER, "physician.p", lambda one: one.assess()),
    Case(Step.VERIFY, "pharmacist.c", lambda one: one.order()),
    Case(Step.PREPARE, "pharmacist.c", _verified),
    Case(Step.RELEASE, "pharmacist.c", _prepared),
    Case(Step.RECEIVE, "nurse.a", _released),
    Case(Step.CHECK, "nurse.a", lambda one: one.ready()),
    Case(Step.TIME_OUT, "nurse.a", _checked),
    Case(Step.GIVE, "nurse.a", lambda one: one.checked()),
    Case(Step.GIVE, "nurse.a", _lumbar),
    Case(Step.OBSERVE, "nurse.a", _given),
    Case(Step.CALL, "nurse.a", _called_for),
    Case(Step.NOT_GIVEN, "nurse.a", lambda _: None, _not_given),
    Case(Step.VOID, "nurse.a", _given, _void),
)


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_next_start_leads_back_into_the_very_field_on_every_page(
    case: Case, bedside: Bedside, qtbot: QtBot
) -> None:
    case.before(bedside)
    bedside.sit(case.person)
    now = Sitting(bedside, qtbot)
    case.reach(now.panel, bedside)
    assert now.panel.presenter.step is case.step
    todo, done, lost = now.places(), set[str](), []
    assert todo
    while todo and len(done) < _MOST:
        name = todo.pop(0)
        done.add(name)
        if name not in now.places():
            continue
        now.answer(name)
        left = now.stands()
        opened = [one for one in now.places() if one not in done and one not in todo]
        todo = [*opened, *todo]
        now.fall()
        now = Sitting(bedside, qtbot)
        if now.stands() != left or now.panel.presenter.step is not case.step:
            lost.append(
                f"{name}: left in {left}, back in {now.stands()} of {now.panel.presenter.step}"
            )
    now.fall()
    assert lost == []
