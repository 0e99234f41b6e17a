"""The form that moves a dose: what it shows, what it writes, and that nothing is guessed."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.panels.glance.moving import MovePresenter, MovePreview, MovesShown, Wish
from tests.demo_site import OpenAs
from tests.ui import hands
from tests.ui.panels.glance.test_presenter import (
    a_working_day,
    at_once,
    find,
    open_glance,
    strip_of,
    take_in,
)
from tests.ui.panels.glance.test_view import shown

LAST = "WK-4"


@dataclass
class Seen:
    moves: MovesShown | None = None
    preview: MovePreview = field(default_factory=MovePreview)
    busy: list[bool] = field(default_factory=list)
    closed: int = 0

    def show_moves(self, moves: MovesShown) -> None:
        self.moves = moves

    def show_move(self, preview: MovePreview) -> None:
        self.preview = preview

    def show_move_busy(self, *, busy: bool) -> None:
        self.busy.append(busy)

    def close_move(self) -> None:
        self.closed += 1


@dataclass
class Moving:
    seen: Seen
    presenter: MovePresenter
    announced: list[Recorded]

    @property
    def moves(self) -> MovesShown:
        assert self.seen.moves is not None
        return self.seen.moves

    @property
    def codes(self) -> set[str]:
        return {alert.code for alert in self.seen.preview.alerts}


def open_moving(desk: Desk, patient: PatientId, language: str = "en") -> Moving:
    seen, announced = Seen(), list[Recorded]()
    presenter = MovePresenter(desk, patient, seen, at_once, Words(language), announced.append)
    presenter.open()
    return Moving(seen, presenter, announced)


def planned(desk: Desk) -> PatientId:
    patient = take_in(desk, "B")
    desk.record(desk.propose(PlanTreatment(patient, a_working_day(desk)), Words("en")))
    return patient


def window_end(desk: Desk, patient: PatientId, code: str = LAST) -> date:
    last = desk.chart(patient).plan.items[ItemCode(code)]
    assert last.window_to is not None
    return last.window_to


def wish(code: str, to: date, reason: str = "patient_wish", **changes: str) -> Wish:
    return Wish(code, to, reason, **changes)


def test_every_open_dose_is_offered_with_its_days_and_the_signed_policy(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    moving = open_moving(desk, planned(desk))
    assert [one.code for one in moving.moves.doses][-1] == LAST
    assert len(moving.moves.doses) == 8
    assert [label for label, _ in moving.moves.doses[0].facts] == [
        "Target day",
        "Window",
        "Planned for",
    ]
    assert moving.moves.may_move
    assert moving.moves.policy == "Keep their calendar"
    assert dict(moving.moves.reasons)["closed"] == "Public holiday or closure"
    assert moving.moves.history == ()


def test_a_day_shows_before_and_after_and_writes_nothing(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient = planned(desk)
    moving, before = open_moving(desk, patient), desk.store.head()
    to = window_end(desk, patient)
    moving.presenter.wish(wish(LAST, to, reason=""))
    (row,) = moving.seen.preview.rows
    assert Words("en").date(to) in row.after
    assert row.before != row.after
    assert not row.outside
    assert "dosing.reason_missing" in moving.codes
    assert not moving.seen.preview.ready
    moving.presenter.record()
    assert desk.store.head() == before
    assert moving.announced == []


def test_a_move_is_written_once_and_stands_in_the_history(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient = planned(desk)
    moving, to = open_moving(desk, patient), window_end(desk, patient)
    before = desk.chart(patient).plan.items[ItemCode(LAST)]
    moving.presenter.wish(wish(LAST, to, note="example"))
    assert moving.seen.preview.ready
    moving.presenter.record()
    moving.presenter.record()
    assert (len(moving.announced), moving.seen.closed) == (1, 1)
    assert moving.seen.busy == [True, False]
    after = desk.chart(patient).plan.items[ItemCode(LAST)]
    assert (after.target, after.window_to, after.scheduled) == (before.target, to, to)
    moving.presenter.open()
    (line,) = moving.moves.history
    assert (line.code, line.why, line.who) == (
        LAST,
        "The patient's wish · example",
        "Ann Demo 演示安",
    )
    words = [cell.words for row in strip_of(open_glance(desk, patient)).rows for cell in row.cells]
    assert "moved by hand, target" in words[-1]
    assert sum("moved by hand" in one for one in words) == 1


def test_out_of_the_window_a_nurse_is_sent_to_the_physician(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient = planned(desk)
    beyond = window_end(desk, patient) + timedelta(days=1)
    moving = open_moving(desk, patient)
    moving.presenter.wish(wish(LAST, beyond, outside="words"))
    assert "schedule.window_needs_physician" in moving.codes
    assert moving.seen.preview.rows[0].outside
    assert not moving.seen.preview.outside
    assert not moving.seen.preview.ready
    moving = open_moving(open_as("physician.p"), patient)
    moving.presenter.wish(wish(LAST, beyond))
    assert moving.seen.preview.outside
    assert "schedule.outside_window" in moving.codes
    moving.presenter.wish(wish(LAST, beyond, outside="no room (example)"))
    assert moving.seen.preview.ready
    assert "schedule.leaves_window" in moving.codes
    moving.presenter.record()
    moving.presenter.open()
    assert moving.moves.history[0].deviation == "no room (example)"
    assert (
        "outside its window"
        in strip_of(open_glance(moving_desk(moving), patient)).rows[0].cells[-1].words
    )


def moving_desk(moving: Moving) -> Desk:
    desk = moving.presenter.desk
    assert isinstance(desk, Desk)
    return desk


def test_the_first_dose_shows_every_dose_that_follows(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient = planned(desk)
    moving = open_moving(desk, patient)
    first = desk.chart(patient).plan.of(ItemKind.DOSE)[0].scheduled
    moving.presenter.wish(wish("IND-1", first + timedelta(days=7)))
    assert [row.code for row in moving.seen.preview.rows][:3] == ["IND-1", "IND-2", "IND-3"]
    assert len(moving.seen.preview.rows) == 8


def test_a_day_that_cannot_be_says_why_and_shows_no_rows(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient = planned(desk)
    moving = open_moving(desk, patient)
    moving.presenter.wish(wish(LAST, desk.act().today - timedelta(days=1)))
    assert moving.codes == {"schedule.day_past"}
    assert moving.seen.preview.rows == ()
    moving.presenter.wish(Wish(LAST))
    assert moving.seen.preview == MovePreview()


def test_who_may_not_move_reads_the_moves(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient = planned(desk)
    moving = open_moving(open_as("therapist.d"), patient)
    assert not moving.moves.may_move
    assert "nurse" in moving.moves.who_may


def test_a_patient_without_a_plan_has_nothing_to_move(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    assert open_moving(desk, take_in(desk, "B")).seen.moves is None


def test_what_came_between_is_said_and_nothing_is_written(open_as: OpenAs) -> None:
    desk = open_as("nurse.a")
    patient = planned(desk)
    to = window_end(desk, patient)
    first, second = open_moving(desk, patient), open_moving(desk, patient)
    first.presenter.wish(wish(LAST, to))
    second.presenter.wish(wish(LAST, to - timedelta(days=1)))
    first.presenter.record()
    second.presenter.record()
    assert second.codes
    assert second.announced == []
    assert desk.chart(patient).plan.items[ItemCode(LAST)].scheduled == to


# at the window


def test_a_dose_is_moved_by_keyboard_alone(
    open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot
) -> None:
    desk, say = open_as("nurse.a"), Words("en")
    patient = planned(desk)
    to = window_end(desk, patient)
    panel = shown(desk, patient, qtbot)
    panel.resize(1250, 620)
    strip = panel.strip
    strip.setFocus()
    for _ in range(12):
        QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_M)
    form = panel.move_form
    qtbot.waitUntil(form.day.line.hasFocus)
    assert form.dose is not None
    assert form.dose.value() == LAST
    assert not form.move_button.isEnabled()
    QTest.keyClicks(form.day.line, say.date(to))
    QTest.keyClick(form.day.line, Qt.Key.Key_Tab)
    assert form.reason is not None
    assert form.reason.value() is None
    qtbot.waitUntil(form.preview.isVisible)
    radio = form.reason.editor.focusProxy()
    assert radio is not None
    QTest.keyClick(radio, Qt.Key.Key_Space)
    assert form.move_button.isEnabled()
    QTest.keyClick(panel, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not form.isVisible(), timeout=20000)
    assert strip.hasFocus()
    assert desk.chart(patient).plan.items[ItemCode(LAST)].scheduled == to
    QTest.keyClick(panel, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(form.history.isVisible)
    assert form.history.rows.rows[0].cells[0].text == LAST


def test_the_form_starts_empty_and_escape_leaves_it(
    open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot
) -> None:
    desk = open_as("nurse.a")
    patient = planned(desk)
    panel = shown(desk, patient, qtbot)
    panel.open_move("IND-2")
    panel.move_form.note.set_value("thrown away")
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not panel.move_form.isVisible())
    assert panel.move_button.isVisible()
    panel.open_move()
    assert panel.move_form.wish() == Wish()
    assert "thrown away" not in hands.texts(panel)
    assert not desk.chart(patient).plan.moves


def test_days_of_settled_doses_and_of_fractions_offer_no_move(
    open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot
) -> None:
    desk = open_as("nurse.a")
    panel = shown(desk, find(desk, "Alpha"), qtbot)
    strip = panel.strip
    strip.setFocus()
    for _ in range(12):
        QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_M)
    assert strip.movable() == ""
    assert not panel.move_form.isVisible()
    QTest.keyClick(strip, Qt.Key.Key_Down)
    for _ in range(30):
        QTest.keyClick(strip, Qt.Key.Key_Right)
    assert strip.movable() == ""


def test_the_first_reader_sees_who_may_move(
    open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot
) -> None:
    desk = open_as("nurse.a")
    patient = planned(desk)
    panel = shown(open_as("therapist.d"), patient, qtbot)
    panel.open_move()
    assert not panel.move_form.move_button.isVisible()
    assert "moves a dose" in hands.texts(panel)
