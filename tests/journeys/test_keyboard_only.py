"""A standard dose by keyboard and scanner alone: two actions and three secrets, and no mouse."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ltm_desktop.app.site_codes import (
    SyringeLabel,
    Wristband,
    to_label_text,
    to_wristband_text,
)
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.scanner import Scanner
from tests.journeys.clinic import ALT, ANN, BAI, Who
from tests.journeys.conftest import Start
from tests.journeys.desk import Window, finish, is_shown, press_key, settle, wait_for
from tests.journeys.readying import desk_of, only_patient, prepared, subject_of

FIRST = ItemCode("IND-1")
_FARTHEST = 80
"""More fields than any page has."""
NEVER = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
)


class NoMouse(QObject):
    """Hears every event of the program and keeps those of a mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - the name is Qt's
        if event.type() in NEVER:
            self.heard.append(f"{event.type()} on {watched.objectName()}")
        return False


@dataclass
class Keyboard:
    """Ten fingers on the keys; every key outside a field or a secret is counted as an action."""

    window: Window
    actions: list[str] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)

    @property
    def here(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def key(self, key: Qt.Key) -> None:
        """Press one key where the focus is."""
        if not _is_field(self.here):
            self.actions.append(f"{key.name} on {self.here.objectName()}")
        QTest.keyClick(self.here, key)
        QTest.qWait(1)

    def shortcut(self, key: Qt.Key) -> None:
        """Press a key with Alt: always an action."""
        self.actions.append(f"Alt {key.name}")
        press_key(self.window, key, ALT)
        settle(self.window)

    def go_to(self, name: str) -> None:
        """Go on by Tab, from field to field, to the one of this name."""
        for _ in range(_FARTHEST):
            if self.here.objectName() == name:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"no way to {name} by Tab")

    def type(self, name: str, text: str) -> None:
        self.go_to(f"dosing.{name}")
        QTest.keyClicks(self.here, text)

    def choose(self, name: str, words: str) -> None:
        """Go down a list by the arrow key."""
        self.go_to(f"dosing.{name}")
        box = self.here
        assert isinstance(box, QComboBox)
        lines = [box.itemText(place) for place in range(box.count())]
        (place,) = [at for at, line in enumerate(lines) if words in line]
        self.key(Qt.Key.Key_Home)
        for _ in range(place):
            self.key(Qt.Key.Key_Down)
        assert words in box.currentText()

    def tick(self, name: str) -> None:
        """Choose a box or a button of a row by Space, reached by Tab and arrows."""
        self.go_to(f"dosing.{name}")
        self.key(Qt.Key.Key_Space)

    def sign(self, who: Who) -> None:
        """Type one's own secret; Return goes on, and commits after the last one."""
        self.go_to(f"dosing.secret.{who.user}")
        QTest.keyClicks(self.here, who.secret)
        settle(self.window)
        self.secrets.append(who.user)
        self.key(Qt.Key.Key_Return)
        finish(self.window)


def _is_field(widget: QWidget) -> bool:
    """Tell whether what is pressed here is an answer to a question of the form."""
    if isinstance(widget, QAbstractButton):
        return widget.isCheckable()
    return isinstance(widget, QLineEdit | QComboBox | QPlainTextEdit)


@dataclass
class WedgeScanner:
    """A keyboard-wedge scanner: its keys come faster than any hand, with a line end."""

    clock: list[int]

    def scan(self, text: str) -> None:
        """Type a whole code where the focus is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        for char in f"{text}\r":
            self.clock[0] += 4
            code = Qt.Key.Key_Return if char == "\r" else Qt.Key(ord(char.upper()))
            plain = Qt.KeyboardModifier.NoModifier
            QTest.sendKeyEvent(QTest.KeyAction.Click, focus, code, char, plain)
        self.clock[0] += 2000


def label_of(window: Window) -> str:
    """Return what the square code on the syringe says."""
    made = prepared(window)
    order = desk_of(window).chart(only_patient(desk_of(window))).dosing.orders[FIRST]
    label = SyringeLabel(
        subject_of(window),
        FIRST,
        order.drug,
        order.dose,
        made.syringe.volume,
        Access.OMMAYA,
        made.syringe.use_by,
        made.preparation,
    )
    return to_label_text(label)


@pytest.mark.slow
def test_a_dose_from_the_due_list_to_both_signatures_takes_two_actions_and_three_secrets(
    ready: Path, start: Start
) -> None:
    window = start(ready, "2026-03-02 10:00")
    hands, listener = Keyboard(window), NoMouse()
    sign_in_by_keys(hands)
    scanner = WedgeScanner([1000])
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(listener)
    try:
        head = window.head
        find_due_row(hands)
        hands.key(Qt.Key.Key_Return)
        check_by_scanner(hands, scanner)
        read_aloud(hands)
        window.later("2026-03-02 10:08")
        tell_injection(hands)
        hands.shortcut(Qt.Key.Key_S)
        hands.sign(ANN)
        hands.sign(BAI)
        wait_for(lambda: is_shown(window, "dosing.observed_times"))
    finally:
        app.removeEventFilter(listener)
    assert hands.actions == [f"Key_Return on today.open.D01-001.{FIRST}", "Alt Key_S"]
    assert hands.secrets == [BAI.user, ANN.user, BAI.user]
    assert listener.heard == []
    assert window.head == head + 3
    dosing = desk_of(window).chart(only_patient(desk_of(window))).dosing
    assert dosing.is_settled(FIRST)
    assert [(one.second_signed, one.breaches) for one in dosing.given] == [(True, ())]


def sign_in_by_keys(hands: Keyboard) -> None:
    """Sign in before the story is counted."""
    for text in (ANN.user, ANN.secret):
        QTest.keyClicks(hands.here, text)
        QTest.keyClick(hands.here, Qt.Key.Key_Tab)
    QTest.keyClick(hands.here, Qt.Key.Key_Return)
    wait_for(lambda: is_shown(hands.window, "rail.today"))
    finish(hands.window)


def find_due_row(hands: Keyboard) -> None:
    """Stand on the row of the dose that is due; the list opens there."""
    assert hands.here.objectName() == f"today.open.D01-001.{FIRST}"


def check_by_scanner(hands: Keyboard, scanner: WedgeScanner) -> None:
    """Name the two people, scan wristband and label, and let the second person sign."""
    wait_for(lambda: is_shown(hands.window, "dosing.check_operator"))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    filtering = Scanner(app, at=lambda _event: scanner.clock[0])
    try:
        hands.choose("check_operator", ANN.name)
        hands.choose("check_second", BAI.name)
        scanner.scan(to_wristband_text(Wristband(subject_of(hands.window))))
        scanner.scan(label_of(hands.window))
    finally:
        filtering.fall_silent()
        app.removeEventFilter(filtering)
        filtering.setParent(None)
        filtering.deleteLater()
    hands.tick("identifiers")
    settle(hands.window)
    assert is_shown(hands.window, "dosing.differences")
    hands.sign(BAI)
    wait_for(lambda: is_shown(hands.window, "dosing.time_out.patient"))


def read_aloud(hands: Keyboard) -> None:
    """Confirm each line of the time-out as it is read."""
    for line in TIME_OUT_LINES:
        assert hands.here.objectName() == f"dosing.time_out.{line}"
        hands.key(Qt.Key.Key_Space)
    finish(hands.window)
    wait_for(lambda: is_shown(hands.window, "dosing.access.ommaya"))


def tell_injection(hands: Keyboard) -> None:
    """Tell what was found, measured and injected."""
    hands.tick("access.ommaya")
    hands.choose("site_inspection", "Intact")
    hands.choose("refill", "Immediate")
    hands.type("needle_gauge", "25")
    hands.type("punctures", "1")
    hands.choose("csf_return", "Yes")
    hands.type("csf_withdrawn", "5")
    hands.choose("csf_appearance", "Clear")
    hands.type("volume_injected", "5")
    hands.type("started_at", "10:02")
    hands.type("ended_at", "10:07")
    hands.tick("outcome.complete")
    settle(hands.window)
