"""Files of the machine at the panel: chosen, compared, linked, taken into a form and signed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.fractions import FractionRecorded, SessionLinked
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.ui.context import Context, Notices
from ltm_desktop.ui.panels.fractions.form_check import CheckSide
from ltm_desktop.ui.panels.fractions.form_files import FilesSide
from ltm_desktop.ui.panels.fractions.order_side import OrderSide
from ltm_desktop.ui.panels.fractions.panel import FractionsPanel
from tests.demo_site import OpenAs
from tests.exchange.dicom.records import uid
from tests.ui.panels.fractions.machine import Machine
from tests.ui.panels.fractions.people import SECRET, find, next_morning, take_in

Open = Callable[[str], "Room"]
RECORDED = 20000


class Room:
    """A panel on screen and the machine beside it."""

    def __init__(self, panel: FractionsPanel, machine: Machine, qtbot: QtBot) -> None:
        self.panel = panel
        self.machine = machine
        self.qtbot = qtbot
        self.heard: list[Recorded] = []
        panel._context.notices.recorded.connect(self.heard.append)

    def files(self) -> FilesSide:
        """Open the files by their key."""
        QTest.keyClick(self.panel, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
        self.qtbot.waitUntil(lambda: isinstance(self.panel._open_act, FilesSide))
        side = self.panel._open_act
        assert isinstance(side, FilesSide)
        return side

    def drop(self, side: FilesSide, *paths: Path) -> None:
        """Drop files on the list and wait until they are read."""
        dragged = QMimeData()
        dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dragged, buttons, keys)
        side.list.dropEvent(event)
        assert side.list.work.isVisible()
        assert not side.list.choose_button.isEnabled()
        self.qtbot.waitUntil(lambda: not side.list.work.isVisible(), timeout=RECORDED)

    def compare(self, side: FilesSide, number: int) -> None:
        """Open one file of the list."""
        button = side.list.findChild(QPushButton, f"fractions.files.compare.{number}")
        assert isinstance(button, QPushButton)
        button.click()
        assert side.file is not None

    def recorded(self) -> Recorded:
        """Wait for what is written."""
        self.qtbot.waitUntil(lambda: bool(self.heard), timeout=RECORDED)
        return self.heard[0]


@pytest.fixture
def room_of(open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot, tmp_path: Path) -> Open:
    def build(person: str) -> Room:
        desk = open_as(person)
        next_morning(desk)
        patient = find(desk, "Alpha")
        panel = shown(FractionsPanel(Context(desk, Words("en"), Notices()), patient), qtbot)
        stick = tmp_path / "stick"
        stick.mkdir()
        return Room(panel, Machine(desk, patient, stick), qtbot)

    return build


def shown(panel: FractionsPanel, qtbot: QtBot) -> FractionsPanel:
    panel.resize(1266, 640)
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    return panel


def words(widget: object) -> str:
    assert hasattr(widget, "findChildren")
    labels = (one for one in widget.findChildren(QLabel) if not one.isHidden())
    return "\n".join(one.text() for one in labels).replace("\u00a0", " ").replace("\u2060", "")


def test_a_record_is_compared_row_by_row_and_linked(room_of: Open) -> None:
    room = room_of("therapist.d")
    session = room.machine.sessions()[0]
    side = room.files()
    room.drop(side, room.machine.of("a.dcm", session, "1.50"))
    room.compare(side, 0)
    assert side.file is not None
    told = words(side.file.page)
    assert "Dose (PTV1)" in told
    assert "Differs" in told
    QTest.keyClick(room.panel, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    room.qtbot.waitUntil(lambda: bool(side.file and side.file.remark.message()))
    side.file.remark.set_value("The machine counts otherwise (example)")
    QTest.keyClick(room.panel, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    # what a late session moves in the plan stands behind it
    event, *_ = room.recorded().events
    assert isinstance(event, SessionLinked)
    assert event.uid == uid(101)
    room.qtbot.waitUntil(lambda: side.file is None)
    assert side.currentWidget() is side.list
    assert "This record was taken over or linked before." in words(side.list)


def test_a_record_fills_the_session_form_which_two_people_sign(room_of: Open) -> None:
    room = room_of("therapist.d")
    side = room.files()
    room.drop(side, room.machine.next("new.dcm"))
    room.compare(side, 0)
    head = room.machine.desk.store.head().seq
    QTest.keyClick(room.panel, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    room.qtbot.waitUntil(room.panel.form.isVisible)
    assert room.machine.desk.store.head().seq == head
    form = room.panel.form
    assert form._taken.text().startswith("Filled from the machine's record of ")
    assert form.planned_button.isHidden()
    form.record_button.click()
    room.qtbot.waitUntil(room.panel.sign_form.isVisible)
    for person in ("therapist.d", "therapist.e"):
        room.panel.sign_form._secrets[person][0].setText(SECRET)
    room.panel.sign_form.sign_button.click()
    # what a late session moves in the plan stands behind it
    event, *_ = room.recorded().events
    assert isinstance(event, FractionRecorded)
    assert event.uid == uid(100 + event.fraction)
    assert [one.name for one in event.beams] == ["G180 (example)"]
    assert form._taken.isHidden()


def test_a_session_that_is_typed_is_not_overwritten_by_a_record(room_of: Open) -> None:
    room = room_of("therapist.d")
    room.panel.form.fields.machine.set_value("Linac 2")
    side = room.files()
    room.drop(side, room.machine.next("new.dcm"))
    room.compare(side, 0)
    QTest.keyClick(room.panel, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    room.qtbot.waitUntil(lambda: bool(side.file and side.file.typing.isVisible()))
    assert room.panel.form.fields.machine.value() == "Linac 2"
    assert room.panel.form._taken.text() == ""


def test_what_is_changed_after_it_was_taken_is_told_without_the_record(room_of: Open) -> None:
    room = room_of("therapist.d")
    side = room.files()
    room.drop(side, room.machine.next("new.dcm"))
    room.compare(side, 0)
    assert side.file is not None
    side._act()
    room.panel.form.fields.doses.set_value({"PTV1": "1.8"})
    room.panel.form._changed()
    assert "It is told without that record" in room.panel.form._taken.text()


def test_the_weekly_check_knows_what_was_read(room_of: Open) -> None:
    room = room_of("therapist.d")
    newest = room.machine.sessions()[-1]
    side = room.files()
    files = (room.machine.of("old.dcm", newest), room.machine.next("new.dcm"))
    room.drop(side, *files)
    QTest.keyClick(room.panel, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    room.qtbot.waitUntil(lambda: isinstance(room.panel._open_act, CheckSide))
    check = room.panel._open_act
    assert isinstance(check, CheckSide)
    assert check.not_logged.text().startswith(f"Fraction {newest.fraction + 1}, ")
    assert "a record of the machine was read" in words(check)
    button = check.findChild(QPushButton, f"fractions.check.compare.{newest.record}")
    assert isinstance(button, QPushButton)
    button.click()
    assert check.link_form is not None
    assert check.link_form.rv_id.value() == (newest.rv_id or uid(100 + newest.fraction))


def test_a_physician_takes_a_plan_into_the_change_of_the_order(room_of: Open) -> None:
    room = room_of("physician.p")
    side = room.files()
    room.drop(side, room.machine.plans("plan.dcm"))
    room.compare(side, 0)
    QTest.keyClick(room.panel, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    room.qtbot.waitUntil(lambda: isinstance(room.panel._open_act, OrderSide))
    order = room.panel._open_act
    assert isinstance(order, OrderSide)
    assert "Filled from a plan" in words(order)
    assert order._form is not None
    assert order._form.typed().fractions == "20"
    assert order._form.typed().start_on is None


def test_before_the_order_a_plan_can_be_read_and_taken(
    open_as: OpenAs, in_the_look: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = open_as("physician.p")
    next_morning(desk)
    patient = take_in(desk, "A")
    desk.do(PlanTreatment(patient, desk.act().today), Words("en"), {})
    panel = shown(FractionsPanel(Context(desk, Words("en"), Notices()), patient), qtbot)
    room = Room(panel, Machine(desk, patient, tmp_path), qtbot)
    side = room.files()
    room.drop(side, room.machine.plans("plan.dcm", targets=((1, "WB", "40"),)))
    room.compare(side, 0)
    QTest.keyClick(panel, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: isinstance(panel._open_act, OrderSide))
    order = panel._open_act
    assert isinstance(order, OrderSide)
    assert order._form is not None
    assert [one.name for one in order._form.typed().volumes] == ["WB"]
    assert order._form.fractions.isVisible()


def test_those_who_only_read_are_not_offered_the_files(room_of: Open) -> None:
    panel = room_of("monitor.m").panel
    assert panel.findChild(QPushButton, "fractions.act.files") is None
