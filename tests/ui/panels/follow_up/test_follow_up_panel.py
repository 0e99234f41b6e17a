"""The follow-up panel in a window: told by hand, left by Esc, monitors shown no form."""

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTableWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.follow_up.panel import FollowUpPanel, build
from ltm_desktop.ui.panels.follow_up.shown import Telling, Typed
from tests.demo_site import OpenAs
from tests.ui.hands import find, line, press, type_into
from tests.ui.panels.follow_up.test_follow_up_presenter import treated


@pytest.fixture
def panel(open_as: OpenAs, qtbot: QtBot) -> FollowUpPanel:
    desk = open_as("nurse.a")
    shown = build(Context(desk, Words("en"), Notices()), treated(desk))
    assert isinstance(shown, FollowUpPanel)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_contact_is_told_by_hand_put_right_and_the_form_left(
    panel: FollowUpPanel, qtbot: QtBot
) -> None:
    press(panel, "follow_up.telling.contact")
    press(panel, "follow_up.contact.way.phone")
    press(panel, "follow_up.record")
    form = panel.view.form
    assert form is not None
    assert "still missing" in "\n".join(one.text() for one in form.findChildren(QLabel))
    type_into(panel, "follow_up.contact.on", "2026-03-02")
    press(panel, "follow_up.contact.alive.yes")
    with qtbot.waitSignal(panel.view.recorded):
        press(panel, "follow_up.record")
    table = find(panel, QTableWidget, "follow_up.facts")
    assert table.rowCount() == 1
    assert line(panel, "follow_up.contact.on").text() == ""
    table.selectRow(0)
    press(panel, "follow_up.correct")
    assert "Putting right" in find(panel, QLabel, "follow_up.about").text()
    press(panel, "follow_up.cancel")
    assert form.typed().telling == ""


def test_a_reason_is_chosen_and_there_is_no_box_for_words_nobody_keeps(
    panel: FollowUpPanel,
) -> None:
    form = panel.view.form
    assert form is not None
    form.show_typed(Typed(Telling.TAKE_BACK, {}, "end:death", "death (synthetic)"))
    reason = form.field(Telling.TAKE_BACK, "reason")
    assert all(not box.isVisible() for box in reason.findChildren(QPlainTextEdit))


def test_a_monitor_reads_and_has_no_form(open_as: OpenAs, qtbot: QtBot) -> None:
    desk = open_as("monitor.m")
    shown = build(Context(desk, Words("en"), Notices()), treated(desk))
    assert isinstance(shown, FollowUpPanel)
    qtbot.addWidget(shown)
    assert shown.view.form is None
