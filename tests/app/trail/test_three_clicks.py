"""Old, new, who, when and why of every change, in the window: patient, Record, the row (R24)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.chart_tabs import TABS
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.style import dress, wear_sheet
from ltm_desktop.ui.widgets.changes_table import ChangesTable
from ltm_desktop.ui.widgets.listing import Listing
from tests import builders
from tests.app.clinic import Clinic, copy, opened
from tests.app.trail.changes import EVENTS, cases, tell
from tests.builders import NURSE
from tests.journeys.desk import rest
from tests.ui.hands import find


class Hand:
    """A hand with a mouse that counts; a double click is one, as in any list."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, widget: QWidget, at: QPoint) -> None:
        """Click once."""
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)

    def open(self, widget: QWidget, at: QPoint) -> None:
        """Click twice at once."""
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=at)


def number_of(name: str) -> int:
    return sorted(cases()).index(name) + 1


@pytest.fixture(scope="module")
def ward(planned_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A patient for each shape, with what stood before and the change of it."""
    site = copy(planned_site, tmp_path_factory.mktemp("clicks") / "site")
    with opened(site, "2026-03-20 10:00", NURSE) as clinic:
        for name, case in cases().items():
            patient, number = PatientId(f"pat-{name.lower()}"), number_of(name)
            who = builders.identity(subject_id=f"S09-{number:03}", hospital_number=f"H{number:03}")
            clinic.does(NURSE, replace(builders.enrol(), patient=patient, identity=who))
            if name.startswith("Event") and case.before is not EVENTS["EventReported"]:
                tell(clinic, patient, EVENTS["EventReported"])
            tell(clinic, patient, case.before)
            tell(clinic, patient, case.event)
        yield clinic


@pytest.fixture(scope="module")
def shell(ward: Clinic, qapp: QApplication) -> Iterator[Shell]:
    dress(qapp)
    made = Shell(ward.desk, Words("en"))
    wear_sheet(made)
    made.resize(1366, 768)
    made.show()
    yield made
    deadline = QDeadlineTimer(20_000)
    while Background.any_at_work() and not deadline.hasExpired():
        rest(20)
    made.close()
    made.deleteLater()
    QTest.qWait(1)


def place(table: Listing, index: QModelIndex) -> QPoint:
    table.scrollTo(index)
    return table.visualRect(index).center()


def open_patient(shell: Shell, hand: Hand, number: int) -> None:
    table, subject = find(shell, Listing, "patients.table"), f"S09-{number:03}"
    row = [one.cells[3].text for one in table.rows.rows].index(subject)
    hand.open(table.viewport(), place(table, table.rows.index(row, 0)))


def open_record(shell: Shell, hand: Hand) -> None:
    tabs = find(shell, QTabBar, "chart.tabs")
    hand.click(tabs, tabs.tabRect([tab.key for tab in TABS].index("record")).center())


def choose_newest(shell: Shell, hand: Hand) -> None:
    table = find(shell, Listing, "record.table")
    hand.click(table.viewport(), place(table, table.rows.index(0, 0)))


@pytest.mark.parametrize("name", sorted(cases()))
def test_old_new_who_when_and_why_are_three_clicks_away(
    shell: Shell, ward: Clinic, name: str
) -> None:
    case = cases()[name]
    shell.work.go("patients")
    QTest.qWait(1)  # lets go of the chart of the case before
    hand = Hand()
    open_patient(shell, hand, number_of(name))
    open_record(shell, hand)
    choose_newest(shell, hand)
    assert hand.clicks == 3
    table = find(shell, ChangesTable, "record.changes")
    assert table.isVisible()
    told = [tuple(cell.text.casefold() for cell in row.cells) for row in table.rows.rows]
    was, now = case.was.casefold(), case.now.casefold()
    assert any(was in row[1] and (now in row[2] if now else row[2] == "–") for row in told)
    said = find(shell, QLabel, "record.told").text()
    assert NURSE in said
    assert Words("en").moment(ward.clock.now()) in said
    reason = getattr(case.event, "reason", "") or getattr(case.event, "correction_reason", "")
    assert not reason or "Reason: " in said
