"""What physicians and physicists do about a course: decide, compensate, check, compare, print."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ltm_desktop.app.course_views import CourseView
from ltm_desktop.app.demo.cast import ZONE
from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fractions import (
    CompensationOrdered,
    CourseChecked,
    DeliveredDose,
    RecordFraction,
    SessionLinked,
    SessionOutcome,
    ShortfallChoice,
    ShortfallDecided,
)
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.quantities import gy
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.fractions.acts import ACTS
from ltm_desktop.ui.panels.fractions.beside import Beside, SignedSide
from ltm_desktop.ui.panels.fractions.desk import course_of
from ltm_desktop.ui.panels.fractions.form_check import CheckSide
from ltm_desktop.ui.panels.fractions.form_compensation import CompensationSide
from ltm_desktop.ui.panels.fractions.form_log import LogSide
from ltm_desktop.ui.panels.fractions.form_shortfall import ShortfallSide
from ltm_desktop.ui.panels.fractions.panel import FractionsPanel
from tests.demo_site import OpenAs
from tests.ui.panels.fractions.people import SECRET, at_once, find, next_morning, set_clock

Open = Callable[[str], FractionsPanel]
RECORDED = 20000


def told_short(desk: Desk, patient: PatientId) -> int:
    """Let the therapists stop a fraction at 1.2 Gy this morning; return its number."""
    course = desk.chart(patient).course
    number = max(course.started()) + 1
    command = RecordFraction(
        patient=patient,
        record=RecordId("frx-short"),
        fraction=number,
        outcome=SessionOutcome.PARTIAL,
        at=desk.clock.now() - timedelta(minutes=20),
        delivered=(DeliveredDose("PTV1", gy("1.2")),),
        machine="Linac 1 (demo)",
        operator=PersonId("therapist.d"),
        second=PersonId("therapist.e"),
        reason="machine",
        rv_id="RV-9",
    )
    me = desk.session.person
    desk.session.switch(PersonId("therapist.d"), SECRET)
    desk.do(command, Words("en"), {"therapist.d": SECRET, "therapist.e": SECRET})
    desk.session.switch(me, SECRET)
    return number


@pytest.fixture
def panel_of(open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot) -> Open:
    """Open the panel of a course whose newest fraction is short."""

    def build(person: str) -> FractionsPanel:
        desk = open_as(person)
        next_morning(desk)
        patient = find(desk, "Alpha")
        told_short(desk, patient)
        panel = FractionsPanel(Context(desk, Words("en"), Notices()), patient)
        panel.resize(1266, 640)
        qtbot.addWidget(panel)
        with qtbot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        return panel

    return build


def act(panel: FractionsPanel, key: Qt.Key, qtbot: QtBot) -> object:
    """Open an act by its key."""
    QTest.keyClick(panel, key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: panel._open_act is not None)
    return panel._open_act


def offered(panel: FractionsPanel) -> set[str]:
    names = ("decide", "compensate", "change", "check", "files", "log")
    return {
        name for name in names if panel.findChild(QPushButton, f"fractions.act.{name}") is not None
    }


def sign(side: SignedSide, panel: FractionsPanel, qtbot: QtBot) -> Recorded:
    """Sign with the one secret that is asked and wait for the ledger."""
    heard: list[Recorded] = []
    panel._context.notices.recorded.connect(heard.append)
    assert side.sign_form.isVisible()
    assert len(side.sign_form._secrets) == 1
    for line, _ in side.sign_form._secrets.values():
        line.setText(SECRET)
    side.sign_form.submit()
    qtbot.waitUntil(lambda: bool(heard), timeout=RECORDED)
    return heard[0]


def history(panel: FractionsPanel) -> str:
    panel.course.tabs.setCurrentIndex(2)
    return "\n".join(label.text() for label in panel.course.findChildren(QLabel))


@pytest.mark.parametrize(
    ("person", "acts"),
    [
        ("physician.p", {"decide", "compensate", "change", "check", "files", "log"}),
        ("therapist.d", {"check", "files", "log"}),
        ("monitor.m", {"log"}),
    ],
)
def test_each_person_is_offered_only_what_they_may_do(
    person: str, acts: set[str], panel_of: Open
) -> None:
    assert offered(panel_of(person)) == acts


def test_a_physician_decides_about_the_short_fraction_by_one_secret(
    panel_of: Open, qtbot: QtBot
) -> None:
    panel = panel_of("physician.p")
    side = act(panel, Qt.Key.Key_S, qtbot)
    assert isinstance(side, ShortfallSide)
    assert "PTV1 0.8\u00a0Gy short" in side.fraction.box.currentText()
    QTest.keyClick(panel, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: bool(side.choice.message()))
    assert side.reason.message()
    side.choice.set_value(ShortfallChoice.AT_END.value)
    side.reason.set_value("Discussed with the physicist (example)")
    side.review()
    (event,) = sign(side, panel, qtbot).events
    assert isinstance(event, ShortfallDecided)
    assert (event.choice, event.short) == (
        ShortfallChoice.AT_END,
        (DeliveredDose("PTV1", gy("0.8")),),
    )
    assert "Give the remainder after the last fraction" in history(panel)
    assert not any("the physician decides" in one.text() for one in notices(panel))


def notices(panel: FractionsPanel) -> list[QLabel]:
    box = panel.findChild(QLabel, "fractions.notice.0")
    return [box] if isinstance(box, QLabel) and box.isVisible() else []


def test_therapists_read_what_was_decided(open_as: OpenAs, qtbot: QtBot) -> None:
    desk = open_as("physician.p")
    next_morning(desk)
    patient = find(desk, "Alpha")
    number = told_short(desk, patient)
    panel = FractionsPanel(Context(desk, Words("en"), Notices()), patient)
    qtbot.addWidget(panel)
    panel.show()
    side = act_of(panel, ShortfallSide)
    side.choice.set_value(ShortfallChoice.EXTRA_SESSION.value)
    side.reason.set_value("As planned (example)")
    side.review()
    sign(side, panel, qtbot)
    desk.session.switch(PersonId("therapist.d"), SECRET)
    theirs = FractionsPanel(Context(desk, Words("en"), Notices()), patient)
    qtbot.addWidget(theirs)
    theirs.show()
    words = history(theirs)
    assert f"Fraction {number}" in words
    assert "Give the remainder in an extra session" in words


def act_of(panel: FractionsPanel, kind: type[ShortfallSide]) -> ShortfallSide:
    button = panel.findChild(QPushButton, "fractions.act.decide")
    assert isinstance(button, QPushButton)
    button.click()
    side = panel._open_act
    assert isinstance(side, kind)
    return side


def test_compensation_offers_days_of_the_plan_and_moves_it(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("physician.p")
    side = act(panel, Qt.Key.Key_B, qtbot)
    assert isinstance(side, CompensationSide)
    assert side.days.isHidden()
    side.method.set_value("two_per_day")
    side._offer_days()
    assert side.days.isVisible()
    plan = [one.scheduled.isoformat() for one in panel_course(panel).waiting]
    assert set(side.days._boxes) <= set(plan)
    side.review()
    assert side.days.message()
    first = next(iter(side.days._boxes))
    side.days.box(first).click()
    side.reason.set_value("Days lost to the machine (example)")
    side.review()
    event = sign(side, panel, qtbot).events[0]
    assert isinstance(event, CompensationOrdered)
    assert [day.isoformat() for day in event.days] == [first]
    assert "Two fractions a day on" in history(panel)


def panel_course(panel: FractionsPanel) -> CourseView:
    course = course_of(panel._context.desk, panel._patient)
    assert course is not None
    return course


def test_compensation_by_the_weekend_offers_closed_days_only(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("physician.p")
    side = act(panel, Qt.Key.Key_B, qtbot)
    assert isinstance(side, CompensationSide)
    side.method.set_value("weekend")
    side._offer_days()
    calendar = panel._context.desk.act().calendar
    assert side.days._boxes
    assert not any(calendar.is_working(date.fromisoformat(one)) for one in side.days._boxes)


def test_the_weekly_check_shows_the_sums_and_signs_the_log(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    side = act(panel, Qt.Key.Key_W, qtbot)
    assert isinstance(side, CheckSide)
    (volume,) = panel_course(panel).summed.targets
    assert f"PTV1 {Words('en').gy(volume.delivered)}" in side.sums.text()
    side.review()
    assert side.found.message()
    side.found.box("doses_match").click()
    side.found.box("fractions_match").click()
    side.note.set_value("Nothing else (example)")
    side.review()
    recorded = sign(side, panel, qtbot)
    (event,) = recorded.events
    assert isinstance(event, CourseChecked)
    assert event.found == ("fractions_match", "doses_match")
    assert [one.kind for one in recorded.papers] == ["record"]
    assert "Weekly check" in history(panel)


def test_the_weekly_check_names_the_dose_of_the_week_that_was_not_given(
    panel_of: Open, qtbot: QtBot
) -> None:
    panel = panel_of("therapist.d")
    desk = panel._context.desk
    chart = desk.chart(find(desk, "Alpha"))
    due = next(one for one in chart.plan.of(ItemKind.DOSE) if not chart.dosing.is_settled(one.code))
    evening = datetime.combine(due.scheduled, time(20), ZoneInfo(ZONE))
    set_clock(desk, max(evening, desk.clock.now()))
    side = act(panel, Qt.Key.Key_W, qtbot)
    assert isinstance(side, CheckSide)
    before = due.scheduled - timedelta(days=1)
    side.through.set_value(before)
    assert side.missing.isHidden()
    side.through.set_value(due.scheduled)
    assert side.missing.isVisible()
    name = side._dose_name(due.code)
    words = f"Intrathecal doses of these weeks that were not given: {name}"
    assert side.missing.text() == words
    side.found.box("doses_match").click()
    side.review()
    assert side.sign_form.isVisible()
    signed = side.sign_form._text.toPlainText()
    assert name in signed.partition("Intrathecal doses due and not given")[2].split("\n")[0:2][0]


def test_a_day_to_come_cannot_be_checked(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    side = act(panel, Qt.Key.Key_W, qtbot)
    assert isinstance(side, CheckSide)
    side.through.set_value(panel._context.desk.act().today + timedelta(days=1))
    assert side.sums.text() == ""
    assert side.alerts.isVisible()


def test_a_session_is_compared_within_the_check_and_keeps_what_was_ticked(
    panel_of: Open, qtbot: QtBot
) -> None:
    panel = panel_of("therapist.d")
    heard: list[Recorded] = []
    panel._context.notices.recorded.connect(heard.append)
    side = act(panel, Qt.Key.Key_W, qtbot)
    assert isinstance(side, CheckSide)
    side.found.box("doses_match").click()
    name = "fractions.check.compare.frx-short"
    button = side.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()
    form = side.link_form
    assert form is not None
    form.link()
    assert form.rv_id.message()
    form.rv_id.set_value("RV-9")
    form.differs.box("dose").click()
    form.link()
    assert form.alerts.isVisible()
    form.remark.set_value("Its display rounds (example)")
    form.link()
    qtbot.waitUntil(lambda: bool(heard), timeout=RECORDED)
    (event,) = heard[0].events
    assert isinstance(event, SessionLinked)
    assert (event.rv_id, event.differs) == ("RV-9", ("dose",))
    assert side.currentWidget() is side._page
    assert side.found.value() == ("doses_match",)
    words = "\n".join(label.text() for label in side.findChildren(QLabel))
    assert "RV-9: differs in delivered dose" in words


def test_an_open_check_stays_in_sight_when_no_fraction_is_left_to_tell(
    panel_of: Open, qtbot: QtBot
) -> None:
    panel = panel_of("therapist.d")
    side = act(panel, Qt.Key.Key_W, qtbot)
    assert isinstance(side, CheckSide)
    panel.hide_form(may_tell=True)
    assert side.isVisible()


def log_of(panel: FractionsPanel, viewer: Callable[[Path], bool]) -> LogSide:
    room = Beside(panel._context, panel._patient, at_once, lambda _: None, lambda: None)
    return LogSide(room, viewer)


def test_a_copy_of_the_log_opens_in_the_viewer(panel_of: Open, qtbot: QtBot) -> None:
    seen: list[bytes] = []

    def viewer(path: Path) -> bool:
        seen.append(path.read_bytes())
        return True

    side = log_of(panel_of("monitor.m"), viewer)
    qtbot.addWidget(side)
    side.language.set_value("zh_CN")
    side.open_copy()
    assert seen[0].startswith(b"%PDF")
    assert side.notice.isHidden()


def test_without_a_viewer_it_says_so(panel_of: Open, qtbot: QtBot) -> None:
    side = log_of(panel_of("monitor.m"), lambda _: False)
    qtbot.addWidget(side)
    side.open_copy()
    assert side.notice.text() == "No program on this computer opens PDF files."


def test_a_signed_log_is_found_again(panel_of: Open, qtbot: QtBot) -> None:
    panel = panel_of("therapist.d")
    check = act(panel, Qt.Key.Key_W, qtbot)
    assert isinstance(check, CheckSide)
    check.found.box("doses_match").click()
    check.review()
    recorded = sign(check, panel, qtbot)
    seen: list[bytes] = []

    def viewer(path: Path) -> bool:
        seen.append(path.read_bytes())
        return True

    side = log_of(panel, viewer)
    qtbot.addWidget(side)
    (event,) = recorded.events
    assert isinstance(event, CourseChecked)
    button = side.findChild(QPushButton, f"fractions.log.signed.{event.record}")
    assert isinstance(button, QPushButton)
    button.click()
    assert seen == [recorded.papers[0].pdf]


def test_compensation_is_offered_only_where_the_course_would_end_late(panel_of: Open) -> None:
    panel = panel_of("physician.p")
    course = panel_course(panel)
    (one,) = [act for act in ACTS if act.name == "compensate"]
    assert course.days_late > 0
    assert one.offered(panel._context.desk, course)
    on_time = replace(course, end=course.planned_end)
    assert not one.offered(panel._context.desk, on_time)
