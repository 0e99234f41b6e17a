"""The site's numbers in the window: every cell opens exactly those it counts, by key."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ltm_desktop.app.overview_counting import Overview
from ltm_desktop.app.overview_sheets import Sheet
from ltm_desktop.app.progress import Progress
from ltm_desktop.app.survival_plot import SurvivalPlot
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import Refused, Unavailable, refuse
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.pages import PAGES
from ltm_desktop.ui.panels.overview.panel import OverviewPanel, build
from ltm_desktop.ui.panels.overview.presenter import (
    BehindNumber,
    OverviewPresenter,
    Person,
    shown_whys,
)
from ltm_desktop.ui.panels.overview.view import OverviewView
from ltm_desktop.ui.shell import Shell
from tests.builders import PATIENT
from tests.demo_site import OpenAs
from tests.gallery.entries_overview import Desk as StandingDesk
from tests.gallery.entries_overview import at_once, page
from tests.overview_builders import counted, nobody

SAY = Words("en")
Errand = tuple[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]]


class Seen:
    """What the view was told to show."""

    def __init__(self) -> None:
        self.sheets: Sequence[Sheet] = ()
        self.behind: BehindNumber | None = None
        self.said: list[str] = []
        self.readings: Sequence[str] = ()
        self.alerts: Sequence[Alert] = ()
        self.working = ""

    def show_sheets(self, sheets: Sequence[Sheet], plots: Sequence[SurvivalPlot]) -> None:
        assert len(plots) == 2
        self.sheets = sheets

    def show_heading(self, words: str) -> None:
        self.heading = words

    def show_nothing(self, words: str, next_step: str) -> None:
        self.said += [words, next_step]

    def show_working(self, words: str, *, may_stop: bool, done: int = 0, total: int = 0) -> None:
        assert done <= total
        self.working, self.may_stop = words, may_stop

    def show_behind(self, behind: BehindNumber | None) -> None:
        self.behind = behind

    def show_reading(self, code: str, sentences: Sequence[str]) -> None:
        assert code in ("os", "npfs")
        self.readings = sentences

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.alerts = alerts

    def show_notice(self, sentence: str, next_step: str, tone: str) -> None:
        self.said += [sentence, next_step, tone]


class Later:
    """Work that is done when the test says so."""

    def __init__(self) -> None:
        self.errands: list[Errand] = []

    def __call__(self, *errand: Any) -> None:
        self.errands.append(errand)

    def go_on(self) -> None:
        work, done, failed = self.errands.pop(0)
        try:
            found = work()
        except (Refused, Unavailable) as error:
            failed(error)
        else:
            done(found)


class Counts(StandingDesk):
    """Counts, gives up when stopped, or says why it cannot."""

    def __init__(self, told: Overview, error: Exception | None = None) -> None:
        super().__init__(told)
        self.error = error
        self.given_up = 0

    def count(self, counting: Progress) -> Any:
        if self.error is not None:
            raise self.error
        if counting.stopped:
            self.given_up += 1
            return None
        return self.told

    def save(self, _told: Overview, path: Path) -> Sequence[Path]:
        if self.error is not None:
            raise self.error
        return [path]


def test_every_cell_opens_exactly_the_patients_it_counts() -> None:
    view, told = Seen(), counted(SAY)
    presenter = OverviewPresenter(StandingDesk(told), view, at_once, SAY)
    presenter.refresh()
    assert view.heading == "23 patients, counted 02-Mar-2027 09:00"
    for sheet in told.sheets:
        for line in sheet.lines:
            for head, cell in zip(sheet.heads, line.cells, strict=True):
                presenter.choose(sheet.key, line.key, head.key)
                behind = view.behind
                assert behind is not None
                assert behind.number == cell.text
                listed = [one.patient for one in behind.people if one.counted]
                assert listed == list(dict.fromkeys(one.patient for one in cell.counted))
                outside = {one.patient for one in behind.people if not one.counted}
                assert outside == {one.patient for one in cell.behind if not one.counted}
                assert all(one.whys and one.subject for one in behind.people)
    presenter.choose("summary", "nothing", "A")
    assert view.behind is None


def test_a_day_of_a_curve_lists_whose_count_ended_there() -> None:
    view, told = Seen(), counted(SAY)
    presenter = OverviewPresenter(StandingDesk(told), view, at_once, SAY)
    presenter.refresh()
    presenter.choose_day("os", 8)
    assert view.behind is not None
    assert [one.subject for one in view.behind.people] == ["EX1-006"]
    assert view.behind.people[0].whys == ("8 days: death", "02-Mar-2026 to 10-Mar-2026")
    presenter.choose_day("os", 5)
    assert view.behind.foot == "Nobody stands behind it."
    presenter.read("os", 0)
    assert view.readings[0] == "Day 0 (0.0 months)"
    assert len(view.readings) == 3


def test_a_count_asked_anew_gives_up_the_one_under_way() -> None:
    view, later, desk = Seen(), Later(), Counts(counted(SAY))
    presenter = OverviewPresenter(desk, view, later, SAY)
    presenter.refresh()
    assert (view.working, view.may_stop) == ("Counting…", True)
    presenter.refresh()
    later.go_on()
    assert desk.given_up == 1
    assert not view.sheets
    assert view.working
    later.go_on()
    assert view.sheets
    assert view.working == ""
    presenter.choose("summary", "doses", "A")
    presenter.refresh()
    later.go_on()
    assert view.behind is not None
    presenter.forget()
    assert view.behind is None


def test_a_stopped_count_says_how_to_begin_again() -> None:
    view, later = Seen(), Later()
    presenter = OverviewPresenter(Counts(counted(SAY)), view, later, SAY)
    presenter.refresh()
    presenter.stop()
    later.go_on()
    assert view.said == ["Nothing is counted yet.", "Count again."]
    assert presenter.told is None


def test_nobody_yet_and_what_cannot_be_counted_are_said() -> None:
    view = Seen()
    OverviewPresenter(StandingDesk(nobody(SAY)), view, at_once, SAY).refresh()
    assert view.said[0] == "No participant yet."
    view, later = Seen(), Later()
    error = refuse("configuration.none_signed")
    presenter = OverviewPresenter(Counts(counted(SAY), error), view, later, SAY)
    presenter.refresh()
    later.go_on()
    assert [one.code for one in view.alerts] == ["configuration.none_signed"]
    presenter.save(Path("x.csv"))
    assert not later.errands


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Unavailable("files.exists", name="may-curves.csv"), "may-curves.csv is there already"),
        (Unavailable("files.not_written", name="may.csv", place="/"), "could not be written in /"),
    ],
)
def test_a_file_that_cannot_be_written_is_said_with_a_next_step(
    error: Unavailable, told: str
) -> None:
    view, later = Seen(), Later()
    desk = Counts(counted(SAY))
    presenter = OverviewPresenter(desk, view, later, SAY)
    presenter.refresh()
    later.go_on()
    desk.error = error
    presenter.save(Path("may.csv"))
    later.go_on()
    (alert,) = view.alerts
    assert told in SAY.alert(alert)
    assert SAY.next_step(alert)
    desk.error = None
    presenter.save(Path("may.csv"))
    later.go_on()
    assert "Saved 09:00: may.csv in .." in view.said


def test_many_reasons_of_one_patient_are_named_in_part() -> None:
    whys = tuple(str(n) for n in range(9))
    one = Person(PATIENT, "EX1-001", whys, True, "dosing", "")
    assert shown_whys(one, SAY) == ("0", "1", "2", "3", "and 5 more")


def show(qtbot: QtBot, view: OverviewView) -> OverviewView:
    qtbot.addWidget(view)
    view.resize(1282, 640)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


def test_numbers_are_walked_opened_and_left_by_key(qtbot: QtBot) -> None:
    view = show(qtbot, page(SAY))
    table = view.part("summary").table
    table.setFocus()
    assert (table.currentRow(), table.currentColumn()) == (0, 1)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    wanted: list[Person] = []
    view.patient_wanted.connect(wanted.append)
    listing = view.behind.table
    assert listing.rows.rows
    assert view.focusWidget() is listing
    QTest.keyClick(listing, Qt.Key.Key_Return)
    assert [(one.subject, one.tab, one.item) for one in wanted] == [("EX1-001", "dosing", "IND-1")]
    QTest.keyClick(listing, Qt.Key.Key_Escape)
    assert view.focusWidget() is table


def test_a_curve_is_walked_by_key_and_read_aloud(qtbot: QtBot) -> None:
    view = show(qtbot, page(SAY))
    view.tabs.setCurrentIndex(4)
    curve = view.part("survival.os").curve
    assert curve.isVisible()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Left):
        QTest.keyClick(curve, key)
    assert "at risk" in curve.accessibleDescription()
    QTest.keyClick(curve, Qt.Key.Key_Return)
    assert view.behind.table.rows.rows
    view.tabs.setCurrentIndex(0)
    assert not view.behind.table.rows.rows


def test_a_click_on_a_number_or_a_curve_opens_it(qtbot: QtBot) -> None:
    view = show(qtbot, page(SAY))
    table = view.part("summary").table
    place = table.visualRect(table.model().index(0, 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(view.behind.table.rows.rows) == 13
    view.tabs.setCurrentIndex(5)
    curve = view.part("survival.npfs").curve
    QTest.mouseClick(curve, Qt.MouseButton.LeftButton, pos=curve.rect().center())
    assert curve.day is not None


def settled(panel: OverviewPanel, qtbot: QtBot) -> Overview:
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    told = panel.presenter.told
    assert told is not None
    return told


def test_the_page_counts_when_it_is_looked_at_and_saves_what_it_shows(
    open_as: OpenAs, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_as("monitor.m")
    context = Context(desk, SAY, Notices())
    panel = build(context)
    assert isinstance(panel, OverviewPanel)
    qtbot.addWidget(panel)
    context.notices.recorded.emit(None)
    assert panel.presenter.told is None
    panel.resize(1282, 640)
    panel.show()
    told = settled(panel, qtbot)
    assert told.patients == len(desk.store.patients(""))
    context.notices.recorded.emit(None)
    assert settled(panel, qtbot) is not told
    opened: list[tuple[str, str, str]] = []
    context.notices.open_patient.connect(lambda *where: opened.append(where))
    panel.view.number_wanted.emit("summary", "doses", "A")
    QTest.keyClick(panel.view.behind.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.view.behind.table, Qt.Key.Key_Return)
    # a monitor is led to the patient; no planned dose is opened to act on
    assert [where[2] for where in opened] == [""]
    for kind, press in (("csv", panel.view.save), ("pdf", panel.view.paper)):
        path = tmp_path / f"may.{kind}"
        chosen = (str(path), "")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, given=chosen: given)
        press.click()
        settled(panel, qtbot)
        assert path.stat().st_size > 0


def test_its_key_opens_the_page_and_a_patient_behind_a_number_opens_the_chart(
    open_as: OpenAs, qtbot: QtBot
) -> None:
    shell = Shell(open_as("physician.q"), SAY)
    qtbot.addWidget(shell)
    shell.resize(1350, 680)
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    QTest.keyClick(shell, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: shell.work.page == "overview")
    panel = shell.work.findChild(OverviewPanel)
    assert isinstance(panel, OverviewPanel)
    settled(panel, qtbot)
    panel.view.number_wanted.emit("survival.os", "counted", "A")
    chosen = panel.view.behind.table.rows.rows[0].key.split()[0]
    QTest.keyClick(panel.view.behind.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.view.behind.table, Qt.Key.Key_Return)
    assert shell.work.chart is not None
    assert (shell.work.chart.patient, shell.work.chart.tab) == (chosen, "follow_up")
    shell.stop()
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)


def test_the_page_stands_in_the_rail_of_those_it_is_for(open_as: OpenAs) -> None:
    place = next(one for one in PAGES if one.key == "overview")
    allowed = {
        person: place.shown_to(open_as(person))
        for person in ("physician.q", "monitor.m", "nurse.a")
    }
    assert [who for who, may in allowed.items() if may] == ["physician.q", "monitor.m"]
