"""Doses of today at every step of their path: what each waits for, and the counts above them."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ltm_desktop.app.demo import build
from ltm_desktop.app.demo.cast import DEMO_SECRET, ZONE
from ltm_desktop.app.demo.roster import PARTS
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.issuing import Issuing
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.dosing_path import DoseStep
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.today.lines import Group, TodayRow
from ltm_desktop.ui.panels.today.panel import TodayDesk
from ltm_desktop.ui.panels.today.panel import build as build_today
from ltm_desktop.ui.panels.today.presenter import TodayPresenter
from ltm_desktop.ui.panels.today.view import TodayView
from tests.app.clinic import cheap_secrets
from tests.ui.panels.today.test_today_panel import Shown

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo(ZONE))
CHOSEN = tuple((number, part) for number, part in enumerate(PARTS, 1) if part.stands is not None)
OpenAt = Callable[[str, datetime], Context]


@pytest.fixture(scope="module")
def steps_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo site with the patients whose dose of today stands at a step."""
    site = tmp_path_factory.mktemp("steps") / "site"
    with pytest.MonkeyPatch.context() as patch, cheap_secrets():
        # papers are tried elsewhere
        patch.setattr(Issuing, "maker", lambda *_: None)
        patch.setattr(build, "parts", lambda _: CHOSEN)
        build.build_demo(
            House(), site, patients=len(CHOSEN), now=NOW, say=Words(), progress=lambda _: None
        ).close()
    return site


@pytest.fixture
def open_at(steps_site: Path, tmp_path: Path) -> Iterator[OpenAt]:
    """Open a copy of the site as somebody at a moment."""
    site = Path(shutil.copytree(steps_site, tmp_path / "site"))
    opened: list[Desk] = []

    def open_desk(person: str, moment: datetime) -> Context:
        while opened:
            opened.pop().close()
        clock = SetClock(ZONE, moment)
        opened.append(House(lambda _: clock).open_site(site, person, DEMO_SECRET))
        return Context(opened[-1], Words("en"), Notices())

    yield open_desk
    for desk in opened:
        desk.close()


def sorted_for(context: Context) -> tuple[Shown, TodayPresenter]:
    shown = Shown()
    presenter = TodayPresenter(TodayDesk(context), shown, context.say)
    presenter.sort()
    return shown, presenter


def line_of(shown: Shown, step: DoseStep, about: str = "item") -> TodayRow:
    """Return the line of a patient whose dose stands at a step."""
    number = next(number for number, part in CHOSEN if part.stands is step)
    subject = f"D01-{number:03d}"
    return next(row for row in shown.rows if row.subject == subject and row.about == about)


@pytest.mark.parametrize(
    ("step", "waits", "done"),
    [
        (DoseStep.PLANNED, "waits for: nurse or physician to assess", "planned 23-Nov-2026"),
        (DoseStep.ASSESSED, "waits for: physician to order", "Assessed 09:3"),
        (DoseStep.VERIFIED, "waits for: pharmacist to prepare", "Verified by Chen Demo"),
        (DoseStep.PREPARED, "waits for: pharmacist to release", "by Chen Demo 演示晨 and Bai Demo"),
        (DoseStep.RECEIVED, "waits for: two people to check", "Received 11:0"),
    ],
)
def test_each_dose_says_what_it_waits_for_and_who_did_the_step_before(
    open_at: OpenAt, step: DoseStep, waits: str, done: str
) -> None:
    shown, _ = sorted_for(open_at("nurse.a", NOW))
    row = line_of(shown, step)
    assert row.group is Group.DUE
    assert row.waits == waits
    assert done in f"{row.detail} planned {row.planned}".replace("Today", "23-Nov-2026")


def test_a_dose_in_progress_stands_on_its_own_with_the_people_who_tell_it(open_at: OpenAt) -> None:
    shown, _ = sorted_for(open_at("nurse.a", NOW))
    row = line_of(shown, DoseStep.STARTED)
    assert row.group is Group.RUNNING
    assert re.fullmatch(
        r"injection since 11:5\d; recorded by Ann Demo 演示安 and Bai Demo 演示白", row.waits
    )


def test_an_observation_that_is_due_is_told_with_its_time(open_at: OpenAt) -> None:
    shown, _ = sorted_for(open_at("nurse.a", NOW))
    row = line_of(shown, DoseStep.TOLD, "observation")
    due = re.search(r"next observation at (\d\d:\d\d)", row.waits)
    assert due is not None
    later, _ = sorted_for(open_at("nurse.a", NOW + timedelta(minutes=30)))
    assert (
        line_of(later, DoseStep.TOLD, "observation").waits == f"observation was due {due.group(1)}"
    )


def test_a_call_after_a_lumbar_puncture_is_listed_on_its_day_and_not_before(
    open_at: OpenAt,
) -> None:
    shown, _ = sorted_for(open_at("nurse.a", NOW))
    told = line_of(shown, DoseStep.TOLD, "observation")
    assert not [row for row in shown.rows if row.about == "call" and row.key == told.key]
    later, _ = sorted_for(open_at("nurse.a", NOW + timedelta(days=3)))
    call = line_of(later, DoseStep.TOLD, "call")
    assert call.item == "Call day 3 after lumbar puncture"
    assert call.detail == "dose 1 of 8, given 23-Nov-2026 · not reached on day 1"


def test_the_counts_are_counts_of_the_rows_shown(open_at: OpenAt) -> None:
    shown, presenter = sorted_for(open_at("pharmacist.c", NOW))
    for _ in range(2):
        rows = shown.rows
        for words, group in (
            ("Overdue {}", Group.OVERDUE),
            ("in progress {}", Group.RUNNING),
            ("under observation {}", Group.OBSERVED),
            ("calls {}", Group.CALL),
            ("held {}", Group.HELD),
        ):
            number = sum(row.group is group for row in rows)
            assert words.format(number) in shown.counts
        presenter.turn_only_mine()


def test_a_pharmacist_sees_first_what_waits_for_a_pharmacist_and_nothing_is_hidden(
    open_at: OpenAt,
) -> None:
    shown, presenter = sorted_for(open_at("pharmacist.c", NOW))
    everything = [row.place for row in shown.rows]
    marks = [row.mine for row in shown.rows]
    assert marks == sorted(marks, reverse=True)
    assert marks[0]
    assert all("pharmacist" in row.waits for row in shown.rows if row.mine)
    presenter.turn_only_mine()
    assert shown.only.on
    assert [row.mine for row in shown.rows] == [True] * sum(marks)
    hidden = len(marks) - sum(marks)
    assert f"{sum(marks)} of {len(marks)} rows. Hidden {hidden}" in shown.only.words
    presenter.turn_only_mine()
    assert [row.place for row in shown.rows] == everything
    assert shown.only.words == ""


def test_a_narrowed_list_without_rows_does_not_say_that_the_day_is_empty(open_at: OpenAt) -> None:
    shown, presenter = sorted_for(open_at("admin", NOW))
    presenter.turn_only_mine()
    assert (list(shown.rows), shown.nothing.words) == ([], "Nothing of today waits for you.")
    assert "Hidden" in shown.only.words


def test_a_physician_sees_first_the_doses_to_order(open_at: OpenAt) -> None:
    shown, _ = sorted_for(open_at("physician.p", NOW))
    assert shown.rows[0].waits == "waits for: physician to order"


def test_overdue_stays_overdue_and_a_younger_open_dose_names_the_older_one(
    open_at: OpenAt,
) -> None:
    shown, _ = sorted_for(open_at("nurse.a", NOW + timedelta(days=10)))
    notes = [row.note for row in shown.rows if "are both open" in row.note]
    assert notes
    assert re.match(r"dose (\d) of 8 and dose \d of 8 are both open: settle dose \1 of 8", notes[0])
    assert "missed" not in repr(shown.rows).lower()


def test_the_arrows_walk_the_rows_and_a_row_keeps_the_focus_when_asked_again(
    in_the_look: QApplication, open_at: OpenAt, qtbot: QtBot
) -> None:
    view = build_today(open_at("nurse.a", NOW), None)
    assert isinstance(view, TodayView)
    qtbot.addWidget(view)
    view.resize(1282, 726)
    view.show()
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.cards[0].button.hasFocus)
    QTest.keyClick(view.cards[0].button, Qt.Key.Key_Down)
    assert view.cards[1].button.hasFocus()
    QTest.keyClick(view.cards[1].button, Qt.Key.Key_Up)
    assert view.cards[0].button.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    narrowed = view.findChild(QLabel, "today.narrowed")
    assert isinstance(narrowed, QLabel)
    qtbot.waitUntil(narrowed.isVisible)
    assert "Hidden" in narrowed.text()
    QTest.keyClick(view, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(narrowed.isHidden)
