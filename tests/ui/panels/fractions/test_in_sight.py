"""What the pictures of the panel taught: what stands in sight, under which words, and what goes."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.ui.panels.fractions.model import OPERATORS, SessionTable
from ltm_desktop.ui.panels.fractions.shown import volume_words
from ltm_desktop.ui.panels.fractions.typed import TypedSession
from ltm_desktop.ui.panels.fractions.view import FractionsView
from tests.gallery import entries_fractions as drawn

SAY = Words("en")
ACROSS = Qt.Orientation.Horizontal


@pytest.fixture
def view(in_the_look: QApplication, qtbot: QtBot) -> FractionsView:
    made = drawn._view(SAY)
    made.resize(1266, 640)
    qtbot.addWidget(made)
    made.show_course(drawn._course(SAY))
    made.show_form(drawn._form(SAY), TypedSession("frc-2", "5", operator="therapist.d"))
    made.show()
    return made


def test_doses_of_a_proton_course_stand_under_their_own_unit(in_the_look: QApplication) -> None:
    table = SessionTable(SAY)
    table.show_lines((), Unit.GY_RBE)
    assert table.headerData(3, ACROSS) == SAY.unit(Unit.GY_RBE)


def test_where_room_is_scarce_both_operators_share_a_line(in_the_look: QApplication) -> None:
    table = SessionTable(SAY)
    table.show_lines(drawn._course(SAY).lines)
    operators = table.index(1, OPERATORS)
    assert operators.data() == "Dora Demo\nEn Demo 演示恩"
    table.keep_low(low=True)
    assert table.index(1, OPERATORS).data() == "Dora Demo · En Demo 演示恩"


def test_what_was_delivered_in_part_is_not_offered_as_planned(view: FractionsView) -> None:
    form = view.form
    assert form.planned_button.isVisible()
    form.fields.outcome.button("partial").click()
    assert not form.planned_button.isVisible()
    form.fields.outcome.button("delivered").click()
    assert form.planned_button.isVisible()


def test_the_draft_is_told_in_one_line_above_the_buttons(view: FractionsView, qtbot: QtBot) -> None:
    view.show_draft(drawn.NOW)
    form = view.form
    qtbot.waitUntil(lambda: 0 < form.saved.height() < 2 * form.fontMetrics().height())
    assert form.saved.geometry().bottom() < form.record_button.mapTo(form, QPoint()).y()


def test_another_session_begins_at_the_first_line(view: FractionsView, qtbot: QtBot) -> None:
    bar = view.form._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    view.show_form(drawn._form(SAY), TypedSession("frc-2", "5", outcome="partial"))
    assert bar.value() > 0
    view.show_form(drawn._form(SAY), TypedSession("frc-3", "4", outcome="delivered"))
    assert bar.value() == 0


def test_a_volume_called_by_its_site_is_named_once() -> None:
    assert volume_words("Brain", "Brain", SAY) == "Brain"
    assert volume_words("PTV1", "Brain", SAY) == "PTV1 · Brain"
    assert volume_words("PTV1", "", SAY) == "PTV1"
