"""The application filter at real windows: fields, default buttons, shortcuts, dialogs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ltm_desktop.app.gs1 import Product
from ltm_desktop.app.scans import Unknown
from ltm_desktop.ui.scan_keys import rhythm_of
from ltm_desktop.ui.scan_listener import Listener, Received
from ltm_desktop.ui.scanner import Scanner, find_scanner
from ltm_desktop.ui.wedge import Rhythm

GS = "\x1d"
PACK = f"]d2010952000000123010PMX24A7{GS}17270930"
_KEYS = {
    "\r": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
    "\n": Qt.Key.Key_J,
    GS: Qt.Key.Key_BracketRight,
}
_CTRL = Qt.KeyboardModifier.ControlModifier
_PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Hands:
    """Press keys at times of our own; nothing sleeps."""

    at: int = 1000
    target: QWidget | QWindow | None = None

    def clock(self, _event: QKeyEvent) -> int:
        return self.at

    def press(self, char: str, after: int) -> None:
        assert self.target is not None
        self.at += after
        key = _KEYS.get(char, Qt.Key(ord(char.upper())) if char.isascii() else Qt.Key.Key_unknown)
        held = _CTRL if char in {GS, "\n"} else _PLAIN
        if isinstance(self.target, QWindow):
            QTest.keyEvent(QTest.KeyAction.Click, self.target, key, held)
        else:
            QTest.sendKeyEvent(QTest.KeyAction.Click, self.target, key, char, held)

    def scan(self, text: str) -> None:
        self.press(text[0], 500)
        for char in text[1:]:
            self.press(char, 4)

    def type(self, text: str) -> None:
        for char in text:
            self.press(char, 110)


@dataclass
class Desk:
    """A form that saves on Return, and what it saw."""

    form: QDialog
    line: QLineEdit
    save: QPushButton
    pressed: list[str] = field(default_factory=list)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def scanner(qapp: QApplication, hands: Hands) -> Iterator[Scanner]:
    made = Scanner(qapp, at=hands.clock, now=lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))
    yield made
    made.fall_silent()
    qapp.removeEventFilter(made)
    made.setParent(None)
    made.deleteLater()


@pytest.fixture
def desk(qtbot: QtBot, hands: Hands) -> Desk:
    form = QDialog()
    rows = QVBoxLayout(form)
    line, save = QLineEdit(), QPushButton("Save")
    rows.addWidget(line)
    rows.addWidget(save)
    save.setDefault(True)
    made = Desk(form, line, save)
    save.clicked.connect(lambda: made.pressed.append("saved"))
    form.finished.connect(lambda: made.pressed.append("closed"))
    QShortcut(QKeySequence("F8"), form, lambda: made.pressed.append("F8"))
    QShortcut(QKeySequence("Ctrl+J"), form, lambda: made.pressed.append("Ctrl+J"))
    QShortcut(QKeySequence("Ctrl+]"), form, lambda: made.pressed.append("Ctrl+]"))
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitExposed(form)
    line.setFocus()
    hands.target = line
    return made


def heard(page: QWidget) -> list[Received]:
    found: list[Received] = []
    Listener(page).received.connect(found.append)
    return found


@pytest.mark.parametrize("through_window", [False, True])
@pytest.mark.parametrize("end", ["\r", "\t", "\n", "\r\n", "\r\r"])
def test_a_scan_reaches_its_page_no_field_and_no_button(
    scanner: Scanner, desk: Desk, hands: Hands, end: str, through_window: bool
) -> None:
    found = heard(desk.form)
    if through_window:
        hands.target = desk.form.windowHandle()
    # Keys that come through the window are written small.
    hands.scan(PACK + end)
    assert desk.line.text() == ""
    assert desk.pressed == []
    assert desk.line.hasFocus()
    (one,) = found
    assert one.burst.suffix == end[0]
    assert isinstance(one.scan, Product)
    assert (one.scan.lot.upper(), one.separators_arrive) == ("PMX24A7", True)


def test_typed_keys_reach_the_field_and_return_presses_the_default_button(
    scanner: Scanner, desk: Desk, hands: Hands
) -> None:
    hands.type("Ward 3 b")
    assert desk.line.text() == "Ward 3 "
    scanner.fall_silent()
    assert desk.line.text() == "Ward 3 b"
    hands.type("c\r")
    assert desk.line.text() == "Ward 3 bc"
    assert desk.pressed == ["saved"]


def test_a_typed_key_waits_for_the_clock_only_and_comes_by_itself(
    scanner: Scanner, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    hands.type("x")
    qtbot.waitUntil(lambda: desk.line.text() == "x")


def test_typed_keys_come_before_the_shortcut_after_them(
    scanner: Scanner, desk: Desk, hands: Hands
) -> None:
    hands.target = desk.form.windowHandle()
    hands.press("a", 300)
    hands.at += 3
    QTest.keyEvent(QTest.KeyAction.Click, desk.form.windowHandle(), Qt.Key.Key_F8)
    assert desk.line.text() == "a"
    assert desk.pressed == ["F8"]


def test_half_a_scan_is_thrown_away_and_said(scanner: Scanner, desk: Desk, hands: Hands) -> None:
    found = heard(desk.form)
    hands.scan(PACK[:20])
    scanner.fall_silent()
    hands.at += 200
    for char in PACK[20:] + "\r":
        hands.press(char, 4)
    assert [alert.code for one in found for alert in one.alerts] == ["scanning.half"]
    assert (desk.line.text(), desk.pressed) == ("", [])


def test_a_finger_that_rests_on_a_key_is_no_scanner(
    scanner: Scanner, desk: Desk, hands: Hands, qapp: QApplication
) -> None:
    hands.press("a", 300)
    hands.at += 500
    for _ in range(9):
        hands.at += 20
        event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, _PLAIN, "a", True)
        qapp.sendEvent(desk.line, event)
    assert desk.line.text() == "a" * 10


@pytest.mark.parametrize(("key", "text"), [(Qt.Key.Key_Space, " "), (Qt.Key.Key_A, "a")])
def test_a_key_let_go_and_pressed_at_the_same_instant_was_never_let_go(
    scanner: Scanner, desk: Desk, hands: Hands, qapp: QApplication, key: Qt.Key, text: str
) -> None:
    met: list[tuple[QKeyEvent.Type, bool]] = []

    class Line(QLineEdit):
        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - the name is Qt's
            met.append((event.type(), event.isAutoRepeat()))

    line = Line(desk.form)
    line.show()
    for moment, kinds in ((5000, "p"), (5660, "rp"), (5700, "rp"), (5730, "r"), (5900, "p")):
        for kind in kinds:
            # an event of Qt's own has its time, and so have these
            made = QKeyEvent.Type.KeyPress if kind == "p" else QKeyEvent.Type.KeyRelease
            event = QKeyEvent(made, key, _PLAIN, text)
            event.setTimestamp(moment)
            hands.at = moment
            line.setFocus()
            qapp.sendEvent(line, event)
        scanner.fall_silent()
    assert [repeated for _, repeated in met] == [False, True, True, False]


def test_equal_keys_of_a_scan_that_the_window_system_calls_a_repetition_are_kept(
    scanner: Scanner, desk: Desk, hands: Hands, qapp: QApplication
) -> None:
    found = heard(desk.form)
    hands.scan("0109520000001230")
    for _ in range(4):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_0, _PLAIN, "0", True)
        qapp.sendEvent(desk.line, event)
    hands.press("\r", 4)
    assert [one.burst.text for one in found] == ["01095200000012300000"]
    assert (desk.line.text(), desk.pressed) == ("", [])


def test_a_refused_scan_is_handed_over_with_its_reason(
    scanner: Scanner, desk: Desk, hands: Hands
) -> None:
    found = heard(desk.form)
    hands.scan("010952000000123010PMX24A717270930\r")
    assert found[0].scan is None
    assert [alert.code for alert in found[0].alerts] == ["scanning.no_expiry"]


def test_without_a_listener_it_is_said_where_a_scan_can_be_used(
    scanner: Scanner, desk: Desk, hands: Hands
) -> None:
    said: list[str] = []
    scanner.unheard.connect(lambda alerts: said.extend(alert.code for alert in alerts))
    hands.scan(PACK + "\r")
    hands.scan("0109520000001231\r")
    assert said == ["scanning.nowhere", "scanning.wrong_check_digit"]
    assert (desk.line.text(), desk.pressed) == ("", [])


def test_only_the_page_in_sight_takes_a_scan_and_none_behind_a_dialog(
    scanner: Scanner, desk: Desk, hands: Hands, qtbot: QtBot
) -> None:
    hidden = QWidget()
    qtbot.addWidget(hidden)
    unseen, seen = heard(hidden), heard(desk.form)
    hands.scan("nothing of ours\r")
    assert [one.scan for one in seen] == [Unknown("nothing of ours")]
    question = QDialog(desk.form)
    question.setModal(True)
    question.show()
    hands.scan("again\r")
    assert (len(seen), unseen) == (1, [])
    question.close()
    scans: list[object] = []
    Listener(desk.form).scanned.connect(scans.append)
    hands.scan("the newest listens\r")
    assert (len(seen), scans) == (1, [Unknown("the newest listens")])


def test_ten_thousand_keys_of_broken_scans_reach_no_field_and_press_nothing(
    scanner: Scanner, desk: Desk, hands: Hands
) -> None:
    found = heard(desk.form)
    for number in range(400):
        text = PACK[number % 17 :] + "\r"
        hands.scan(text if number % 3 else text[: 4 + number % 20])
        if number % 3 == 0:
            scanner.fall_silent()
    assert (desk.line.text(), desk.pressed) == ("", [])
    assert len(found) == 400


def test_the_workstation_keeps_how_its_scanner_types(tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    assert rhythm_of(kept) == Rhythm()
    for name, value in (("gap_ms", "900"), ("shortest", "1"), ("prefix", "~"), ("suffixes", "")):
        kept.setValue(f"scanner/{name}", value)
    assert rhythm_of(kept) == Rhythm(gap_ms=50, shortest=4, prefix="~", suffixes="")
    kept.setValue("scanner/gap_ms", "soon")
    assert rhythm_of(kept).gap_ms == Rhythm().gap_ms


def test_the_filter_is_found_where_it_is_installed(scanner: Scanner) -> None:
    assert find_scanner() is scanner
