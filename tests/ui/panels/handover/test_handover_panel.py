"""A shift handed over at the desk: one key, every line opens, the other nurse signs in place."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.handover import earlier_handovers
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.handover.earlier import build_earlier
from ltm_desktop.ui.panels.handover.panel import build
from ltm_desktop.ui.panels.handover.presenter import HandoverShown
from ltm_desktop.ui.panels.handover.view import HandoverView
from ltm_desktop.ui.records_page import RecordsPage
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.widgets.listing import Listing
from tests.demo_site import OpenAs
from tests.ui.hands import find, press, press_key, texts, type_into


class Place:
    """The page of a handover on the demo desk, and what it opened."""

    def __init__(self, open_as: OpenAs, qtbot: QtBot, language: str = "en") -> None:
        self.desk = open_as("nurse.a")
        self.papers: list[Path] = []
        self.opened: list[tuple[str, str, str]] = []
        self.lefts = 0
        self.context = Context(self.desk, Words(language), Notices())
        self.context.notices.open_patient.connect(lambda *where: self.opened.append(where))
        self.view: HandoverView = build(self.context, self._left, viewer=self._show)
        qtbot.addWidget(self.view)
        self.view.resize(1240, 640)
        self.view.show()
        self._qtbot = qtbot

    def _left(self) -> None:
        self.lefts += 1

    def _show(self, path: Path) -> bool:
        self.papers.append(path)
        return True

    def waited(self) -> None:
        self._qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=60_000)

    def waited_for(self, words: str) -> None:
        self.waited()
        self._qtbot.waitUntil(lambda: words in texts(self.view), timeout=10_000)

    def choose(self, person: str) -> None:
        box = find(self.view, QComboBox, "handover.taken_by")
        box.setCurrentIndex(box.findData(person))


@pytest.fixture
def place(open_as: OpenAs, qtbot: QtBot) -> Place:
    return Place(open_as, qtbot)


def test_a_shift_is_handed_over_and_the_paper_opens(place: Place) -> None:
    press(place.view, "handover.read_button")
    assert "still missing" in texts(place.view)
    place.choose("nurse.b")
    find(place.view, QPlainTextEdit, "handover.note").setPlainText("quiet\nevening")
    press(place.view, "handover.read_button")
    shown = find(place.view, QPlainTextEdit, "handover.statement").toPlainText()
    assert "quiet evening" in shown
    type_into(place.view, "handover.secret.nurse.b", "not it")
    press(place.view, "handover.sign_button")
    place.waited_for("not the secret of")
    assert earlier_handovers(place.desk) == ()
    type_into(place.view, "handover.secret.nurse.b", DEMO_SECRET)
    press(place.view, "handover.sign_button")
    place.waited()
    (done,) = earlier_handovers(place.desk)
    assert (done.told.given_by, done.told.taken_by) == ("nurse.a", "nurse.b")
    assert done.told.note == "quiet evening"
    assert [path.name for path in place.papers] == ["handover.pdf"]
    assert "Saved on this computer" in texts(place.view)
    assert find(place.view, QComboBox, "handover.taken_by").currentData() == ""
    earlier = build_earlier(place.context, viewer=place._show)
    assert "quiet evening" in find(earlier, QPlainTextEdit, "handovers.text").toPlainText()
    press(earlier, "handovers.paper")
    assert len(place.papers) == 2
    earlier.deleteLater()


def test_every_line_opens_its_patient(place: Place) -> None:
    listing = find(place.view, Listing, "handover.lines")
    count = listing.rows.rowCount()
    assert count
    for row in range(count):
        listing.selectRow(row)
        press_key(listing, Qt.Key.Key_Return)
    assert len(place.opened) == count
    known = {row.patient_id for row in place.desk.store.patients()}
    assert {patient for patient, _, _ in place.opened} <= known


def test_what_was_typed_is_kept_and_escape_writes_nothing(
    place: Place, open_as: OpenAs, qtbot: QtBot
) -> None:
    find(place.view, QPlainTextEdit, "handover.note").setPlainText("half a word")
    press(place.view, "handover.back")
    assert place.lefts == 1
    draft = place.desk.drafts.find(place.desk.workstation, "nurse.a", SITE_STREAM, "handover")
    assert draft is not None
    assert draft.fields == {"note": "half a word"}
    again = Place(open_as, qtbot, "zh_CN")
    assert find(again.view, QPlainTextEdit, "handover.note").toPlainText() == "half a word"
    assert earlier_handovers(again.desk) == ()


def test_an_unsigned_page_can_be_printed_and_is_kept_as_a_copy(place: Place) -> None:
    before = place.desk.store.head().seq
    press(place.view, "handover.copy_button")
    place.waited()
    assert [path.name for path in place.papers] == ["handover.pdf"]
    assert place.desk.store.head().seq == before + 1
    assert earlier_handovers(place.desk) == ()


def test_a_list_of_nobody_says_who_invites_whom(place: Place) -> None:
    shown = HandoverShown((), "", (("nurse.b", "Bai Demo"),), allowed=True)
    place.view.show_handover(shown)
    assert "the administrator invites a nurse" not in texts(place.view)
    place.view.show_handover(replace(shown, takers=()))
    assert "the administrator invites a nurse or a physician" in texts(place.view)


def test_one_key_opens_it_from_anywhere_and_monitors_have_none(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    for person, there in (("nurse.a", True), ("monitor.m", False)):
        shell = Shell(open_as(person), Words("en"))
        qtbot.addWidget(shell)
        shell.resize(1366, 768)
        shell.show()
        shell.work.go("patients")
        button = find(shell, type(shell.work.top._handover), "topbar.handover")
        assert button.isVisibleTo(shell) is there
        assert button.accessibleDescription() == "F5"
        if there:
            button.click()
            assert shell.work.page == "today"
            assert shell.findChildren(HandoverView)[0].isVisible()
            shell.work.go("today")
            assert not shell.findChildren(HandoverView)[0].isVisible()
        else:
            page = RecordsPage(shell.work.context)
            assert "Handovers" not in texts(page)
            page.deleteLater()
        shell.stop()
        shell.close()
