"""Older records of a dose in the window: listed and marked, opened by a key, closed by Esc."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.wording.statements import statement
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing import Given
from ltm_desktop.domain.quantities import ml
from ltm_desktop.ui.panels.dosing.earlier import earlier_lines
from ltm_desktop.ui.panels.dosing.earlier_block import EarlierBlock
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.told import Told
from ltm_desktop.ui.panels.dosing.view import View
from tests.builders import record
from tests.gallery.entries_dosing import FIRST_DOSE, READ, Page
from tests.gallery.entries_put_right import OLD, corrected, older, voided
from tests.stories import Story, planned


@pytest.fixture
def view(qtbot: QtBot) -> View:
    """The record of a correction, with the older one open beside it."""
    page = older(Words("en"))
    assert isinstance(page, View)
    qtbot.addWidget(page)
    page.resize(1250, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def words(widget: QWidget) -> str:
    shown = [one for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return "\n".join(label.text() for label in shown)


def button(widget: QWidget, name: str) -> QAbstractButton:
    found = widget.findChild(QAbstractButton, f"dosing.{name}")
    assert isinstance(found, QAbstractButton), name
    return found


def test_details_come_before_what_can_be_done_and_escape_goes_back_to_the_line(
    view: View, qtbot: QtBot
) -> None:
    block = view.findChild(EarlierBlock)
    assert block is not None
    said = words(block)
    assert said.index("Ommaya reservoir findings") < said.index("no longer tells")
    assert view.findChild(QAbstractButton, "dosing.earlier_correct") is None
    left: list[bool] = []
    view.left.connect(lambda: left.append(True))
    button(view, "earlier_close").setFocus()
    QTest.keyClick(view.windowHandle(), Qt.Key.Key_Escape)
    assert "no longer tells" not in words(block)
    assert left == []
    assert QApplication.focusWidget() is button(view, f"earlier.{OLD}")


def test_a_line_asks_for_its_record_and_closes_it_again(view: View) -> None:
    asked: list[str] = []
    view.earlier_wanted.connect(asked.append)
    line = button(view, f"earlier.{OLD}")
    assert line.isChecked()
    line.click()
    assert not line.isChecked()
    line.click()
    assert asked == [OLD]


def test_a_void_record_is_listed_on_the_open_dose_but_not_while_the_second_person_reads_blind(
    qtbot: QtBot,
) -> None:
    half = {key: text for key, text in READ.items() if key != "check_use_by"}
    for step, fields, seen in ((Step.GIVE, {}, True), (Step.CHECK, half, False)):
        page = Page(voided, step, fields, code=FIRST_DOSE)(Words("en"))
        qtbot.addWidget(page)
        page.show()
        block = page.findChild(EarlierBlock)
        assert block is not None
        assert block.isVisibleTo(page) is seen
        assert "open again" in words(page)


def test_a_puncture_without_injection_stands_beside_the_open_dose_and_can_be_put_right(
    qtbot: QtBot,
) -> None:
    """The dose is still owed; the history of the try is corrected or taken back from its line."""

    def abandoned() -> Story:
        told = record("IND-1", outcome=Given.ABANDONED, volume_injected=ml("0"), reason="no_csf")
        return planned().at("2026-03-02 10:00").ready("IND-1").at("2026-03-02 10:10").does(told)

    page = Page(abandoned, Step.GIVE, {}, code=FIRST_DOSE)(Words("en"))
    assert isinstance(page, View)
    qtbot.addWidget(page)
    page.show()
    story = abandoned()
    (line,) = earlier_lines(story.chart, FIRST_DOSE, _voice(story))
    assert (line.title, line.stands, line.corrects, line.why) == (
        "Recorded as well",
        True,
        True,
        "",
    )
    asked: list[str] = []
    page.asked.connect(asked.append)
    page.show_earlier(told_of_story(story))
    button(page, "earlier_correct").click()
    button(page, "earlier_void").click()
    assert asked == [f"correct:{OLD}", f"void:{OLD}"]


def _voice(story: Story) -> Voice:
    return Voice(Words("en"), story.site, story.protocol, story.now.tzinfo)


def told_of_story(story: Story) -> Told:
    facts = statement(
        [story.chart.dosing.given[0]],
        patient=None,
        site=story.site,
        active=story.protocol,
        say=Words("en"),
        zone=story.now.tzinfo,
    )
    return Told(None, facts, (), OLD, "")


def test_a_dose_without_older_records_has_no_list(qtbot: QtBot) -> None:
    page = Page(corrected, Step.GIVE, {})(Words("en"))
    qtbot.addWidget(page)
    page.show()
    block = page.findChild(EarlierBlock)
    assert block is not None
    assert not block.isVisibleTo(page)
