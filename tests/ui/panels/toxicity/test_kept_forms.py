"""The forms about an event show what a draft kept of them, and hand on every change."""

from datetime import date
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.toxicity.form_grade import EndForm, GradeForm
from ltm_desktop.ui.panels.toxicity.form_reason import ReasonForm
from ltm_desktop.ui.panels.toxicity.shown import GradeAsked, GradeShown, ReasonAsked, TermShown
from ltm_desktop.ui.panels.toxicity.typed import TypedGrade, TypedReason
from tests.builders import at
from tests.ui.hands import press

SAY = Words("en")
NOW = at("2026-03-12 10:00")


def asked(**changes: Any) -> GradeAsked:
    grades = tuple(GradeShown(number, str(number), "") for number in (1, 2, 3))
    term = TermShown("arachnoiditis", "Arachnoiditis", "", grades)
    return GradeAsked("Headache", term, "grade 2", on=date(2026, 3, 12), **changes)


def test_a_grade_half_typed_comes_back_and_every_change_is_handed_on(
    qapp: QApplication, qtbot: QtBot
) -> None:
    kept = TypedGrade("09-Mar-2026", "3")
    form = GradeForm(SAY, asked(kept=kept), lambda: NOW)
    qtbot.addWidget(form)
    assert form.typed() == kept
    with qtbot.waitSignal(form.typed_in) as heard:
        press(form, "toxicity.grade.1")
    assert heard.args == [TypedGrade("09-Mar-2026", "1")]


def test_an_outcome_half_chosen_comes_back(qapp: QApplication, qtbot: QtBot) -> None:
    kept = TypedGrade("Mar-2026", outcome="recovered")
    outcomes = (Option("recovered", "recovered"), Option("recovering", "recovering"))
    form = EndForm(SAY, asked(outcomes=outcomes, closing=("recovered",), kept=kept), lambda: NOW)
    qtbot.addWidget(form)
    assert form.typed() == kept


def test_a_reason_half_written_comes_back_from_a_list_and_in_own_words(
    qapp: QApplication, qtbot: QtBot
) -> None:
    kept = TypedReason("other", "half a sentence")
    listed = (Option("wrong_patient", "wrong patient"), Option("other", "other"))
    form = ReasonForm(SAY, ReasonAsked("t", "a", "w", "do", listed, kept=kept), lambda: NOW)
    qtbot.addWidget(form)
    assert form.typed() == kept
    own = TypedReason("began anew", on="11-Mar-2026")
    free = ReasonForm(SAY, ReasonAsked("t", "a", "w", "do", day="On", kept=own), lambda: NOW)
    qtbot.addWidget(free)
    assert free.typed() == own
    with qtbot.waitSignal(free.typed_in):
        QTest.keyClicks(free.words.edit, "x")
