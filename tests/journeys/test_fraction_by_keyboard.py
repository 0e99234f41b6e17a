"""A standard fraction by keyboard alone: one action, the second operator, two secrets, no mouse."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.roster import Part
from ltm_desktop.app.demo.scenes import enrol
from ltm_desktop.app.demo.scenes_course import prescribe_radiotherapy, treat
from ltm_desktop.app.demo.stage import KeptCabinet, SetClock, Stage
from ltm_desktop.app.demo.stories import Story
from ltm_desktop.app.wording.words import Words
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.people import HumanName
from ltm_desktop.domain.planning import PlanTreatment
from ltm_desktop.domain.terms import Access, ItemKind, Sex
from tests.journeys.clinic import ALT, DORA, EN, Who
from tests.journeys.conftest import Start
from tests.journeys.desk import ZONE, Window, at, finish, is_shown, press_key, settle, wait_for
from tests.journeys.readying import desk_of, only_patient
from tests.journeys.test_keyboard_only import NoMouse

_ROW = "today.open.D01-033.RT-2"


@dataclass
class Fingers:
    """Keys only; a key outside a field or a secret is counted as an action."""

    window: Window
    actions: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)

    def shortcut(self, key: Qt.Key) -> None:
        """Press a key with Alt: always an action."""
        self.actions.append(f"Alt {key.name}")
        press_key(self.window, key, ALT)
        settle(self.window)

    def open_row(self) -> None:
        """Press Return on the row on which the list of Today opens."""
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.objectName() == _ROW
        QTest.keyClick(focus, Qt.Key.Key_Return)
        finish(self.window)

    def choose(self, who: Who) -> None:
        """Go down the list of people with the arrow key."""
        box = QApplication.focusWidget()
        assert isinstance(box, QComboBox)
        while who.name not in box.currentText():
            place = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down)
            assert box.currentIndex() > place
        QTest.keyClick(box, Qt.Key.Key_Return)

    def sign(self, who: Who) -> None:
        """Type one's own secret and Return; after the last secret it is recorded."""
        line = QApplication.focusWidget()
        assert line is not None
        assert line.objectName() == f"fractions.secret.{who.user}"
        QTest.keyClicks(line, who.secret)
        self.secrets.append(who.user)
        QTest.keyClick(line, Qt.Key.Key_Return)
        finish(self.window)


@pytest.fixture
def treated(site: Path) -> Path:
    """A site where one patient's course was ordered and its first fraction treated."""
    clock = SetClock(ZONE, at("2026-02-27 09:00"))
    desk = House(lambda _zone: clock).open_site(site, "research.r", DEMO_SECRET)
    desk.cabinet = KeptCabinet(desk.cabinet)
    part = Part(HumanName("Demo", "Ray"), Sex.FEMALE, "1961-05-05", "A", Access.OMMAYA, 0)
    story = Story(Stage(desk, clock, Words("en")), 33, part, date(2026, 3, 2))
    enrol(story)
    story.stage.do("research.r", PlanTreatment(story.patient, date(2026, 3, 2)))
    prescribe_radiotherapy(story, date(2026, 3, 16))
    clock.at = at("2026-03-16 14:10")
    treat(story, story.item(ItemKind.FRACTION, 1), Decimal(2), "")
    desk.close()
    return site


@pytest.mark.slow
def test_a_fraction_from_the_due_list_to_both_signatures_takes_one_action_and_two_secrets(
    treated: Path, start: Start
) -> None:
    window = start(treated, "2026-03-17 14:10")
    hands, listener = Fingers(window), NoMouse()
    sign_in_by_keys(window)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(listener)
    try:
        head = window.head
        hands.open_row()
        hands.shortcut(Qt.Key.Key_D)
        hands.choose(EN)
        hands.sign(DORA)
        hands.sign(EN)
    finally:
        app.removeEventFilter(listener)
    assert hands.actions == ["Alt Key_D"]
    assert hands.secrets == [DORA.user, EN.user]
    assert listener.heard == []
    assert window.head == head + 1
    desk = desk_of(window)
    told = desk.chart(only_patient(desk)).course.sessions[-1]
    assert (told.fraction, told.machine, told.second) == (2, "Linac 1 (demo)", EN.user)
    assert [(one.volume, str(one.dose)) for one in told.delivered] == [("PTV1", "2 Gy")]
    assert told.at == at("2026-03-17 14:10")
    assert told.breaches == ()


def sign_in_by_keys(window: Window) -> None:
    """Sign in before the story is counted."""
    for text in (DORA.user, DORA.secret):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)
    wait_for(lambda: is_shown(window, "rail.today"))
    finish(window)
