"""The alerts page: on a real site and, for what it words, over rows of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QTabBar
from pytestqt.qtbot import QtBot

from ltm_desktop.app.ports import AlertRow, AlertState, ShownAlert
from ltm_desktop.app.typed_products import UNTOLD, TypedCount
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError, Unavailable
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.site.alerts import AlertsPresenter, Proposed, RuleLine
from ltm_desktop.ui.panels.site.alerts_view import AlertsView
from ltm_desktop.ui.panels.site.panel import build
from ltm_desktop.ui.panels.site.typed_panel import TypedPage
from ltm_desktop.ui.widgets.listing import Listing
from tests.demo_site import OpenAs
from tests.ui.hands import find, texts

SAY = Words("en")


def shown(number: int, code: str = "labs.stale", rule: str = "H07") -> ShownAlert:
    return ShownAlert("pat-1", f"IND-{number}", code, "00", rule)


def row(alert: ShownAlert, state: AlertState, at: str = "2026-03") -> AlertRow:
    return AlertRow(alert, state, f"{at}-02T10:00:00+08:00")


@dataclass
class Seen:
    """A view that remembers what it was last told."""

    months: Sequence[tuple[str, str]] = ()
    chosen: str = ""
    proposed: Sequence[Proposed] = ()
    lines: Sequence[RuleLine] = ()
    alerts: Sequence[Alert] = ()

    def show_months(self, months: Sequence[tuple[str, str]], chosen: str) -> None:
        self.months, self.chosen = months, chosen

    def show_proposed(self, proposed: Sequence[Proposed]) -> None:
        self.proposed = proposed

    def show_rules(self, lines: Sequence[RuleLine]) -> None:
        self.lines = lines

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        self.alerts = alerts


@dataclass
class Rows:
    """A desk that answers with the rows it was given, or fails."""

    kept: Sequence[AlertRow] = ()
    fault: Unavailable | None = None
    view: Seen = field(default_factory=Seen)

    def rows(self) -> Sequence[AlertRow]:
        if self.fault:
            raise self.fault
        return self.kept

    def open(self, say: Words = SAY) -> AlertsPresenter:
        presenter = AlertsPresenter(self, self.view, at_once, say)
        presenter.refresh()
        return presenter


def at_once(
    work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
) -> None:
    try:
        found = work()
    except LtmError as error:
        failed(error)
    else:
        done(found)


def kept_twelve_times() -> list[AlertRow]:
    rows = [row(shown(n, "dosing.too_soon", "H08"), AlertState.SHOWN) for n in range(13)]
    rows += [row(one.alert, AlertState.OVERRIDDEN) for one in rows[:12]]
    april = row(shown(1), AlertState.SHOWN, "2026-04")
    return [*rows, april, row(april.alert, AlertState.ACTED_ON, "2026-04")]


def test_a_rule_that_is_mostly_kept_is_proposed_with_its_number_of_cases() -> None:
    desk = Rows(kept_twelve_times())
    desk.open()
    (proposed,) = desk.view.proposed
    assert proposed.title == "H08: Minimum interval not met"
    assert proposed.sentence == (
        "Kept 12 of 12 times: 100 %, more than 90 %. That is 12 cases; few cases prove little."
    )
    first, second = desk.view.lines
    assert (first.rule, first.shown, first.still_open, first.overridden, first.kept) == (
        "H08",
        "13",
        "1 still open",
        "12",
        "100\u00a0%",
    )
    assert first.to_review
    assert (second.rule, second.acted_on, second.kept) == ("H07", "1", "0\u00a0%")


def test_a_month_shows_what_was_first_shown_in_it_and_stays_chosen() -> None:
    desk = Rows(kept_twelve_times())
    presenter = desk.open()
    assert desk.view.months == [
        ("", "All months"),
        ("2026-04", "Apr 2026"),
        ("2026-03", "Mar 2026"),
    ]
    presenter.choose("2026-04")
    assert [one.rule for one in desk.view.lines] == ["H07"]
    assert desk.view.proposed == []
    presenter.refresh()
    assert desk.view.chosen == "2026-04"
    assert [one.rule for one in desk.view.lines] == ["H07"]


def test_a_source_without_a_number_is_told_in_its_own_words() -> None:
    source = "design section 5: no free CSF, pus, leak or open wound: no injection"
    desk = Rows([row(shown(1, "some.code", source), AlertState.TOLD)])
    desk.open(Words("zh_CN"))
    (line,) = desk.view.lines
    assert line.rule == "–"
    assert line.says.startswith("设计第 5 节")
    assert desk.view.proposed[0].title == line.says


def test_a_store_that_cannot_be_read_is_told() -> None:
    desk = Rows(fault=Unavailable("storage.disk"))
    desk.open()
    assert [one.code for one in desk.view.alerts] == ["storage.disk"]


def test_more_rules_than_fit_are_marked_in_the_list(
    qtbot: QtBot, in_the_look: QApplication
) -> None:
    view = AlertsView(SAY)
    qtbot.addWidget(view)
    view.show_proposed([Proposed(f"H0{n}", f"sentence {n}") for n in range(5)])
    said = texts(view)
    assert "sentence 2" in said
    assert "sentence 3" not in said
    assert "2 more are marked in the list below." in said


def test_typed_products_are_counted_by_month_and_reason(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    page = TypedPage(Context(open_as("physician.q"), SAY, Notices(), House().example_values))
    qtbot.addWidget(page)
    assert "Nothing was prepared yet." in texts(page)
    page.show()
    qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)
    page.show_counts(
        [
            TypedCount("2026-03", "", 3, 20),
            TypedCount("2026-03", "no_barcode", 2, 20),
            TypedCount("2026-03", UNTOLD, 1, 20),
            TypedCount("2026-03", "from_an_older_list", 1, 20),
        ]
    )
    lines = [[cell.text for cell in one.cells] for one in page.table.rows.rows]
    assert lines == [
        ["Mar 2026", "all reasons", "3", "20", "15\u00a0%"],
        ["", "No barcode on the pack", "2", "20", "10\u00a0%"],
        ["", "no reason told", "1", "20", "5\u00a0%"],
        ["", "from_an_older_list", "1", "20", "5\u00a0%"],
    ]


def test_the_tab_counts_what_the_site_has_seen_by_keyboard_alone(
    open_as: OpenAs, qtbot: QtBot, in_the_look: QApplication
) -> None:
    desk = open_as("physician.q")
    page = build(Context(desk, SAY, Notices(), House().example_values))
    qtbot.addWidget(page)
    page.resize(1282, 724)
    page.show()
    tabs = find(page, QTabBar, "site.tabs")
    titles = [tabs.tabText(n) for n in range(tabs.count())]
    tabs.setFocus()

    def look() -> None:
        tabs.setCurrentIndex(0)
        for _ in range(titles.index("Alerts")):
            QTest.keyClick(tabs, Qt.Key.Key_Right)
        qtbot.waitUntil(lambda: not Background.any_at_work(), timeout=20_000)

    look()
    assert "No alert was shown in this time." in texts(page)
    assert "No rule is proposed for review." in texts(page)
    for one in kept_twelve_times():
        if one.state is AlertState.SHOWN:
            desk.alert_log.note_shown([one.alert], one.at)
        else:
            desk.alert_log.note_outcome([one.alert], one.state, one.at)
    look()
    table = find(page, Listing, "site.alerts.rules")
    assert [one.cells[0].text for one in table.rows.rows] == ["H08", "H07"]
    month = find(page, QComboBox, "site.alerts.month")
    month.setFocus()
    QTest.keyClick(month, Qt.Key.Key_Down)
    assert month.currentText() == "Apr 2026"
    assert [one.cells[0].text for one in table.rows.rows] == ["H07"]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.selected().startswith("H07")
