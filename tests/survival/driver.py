"""The program under attack: a nurse types and signs one dose after another until it is killed.

Run as `python -m tests.survival.driver SITE SETTINGS SEED MINUTE`. Each line it prints is one JSON
object: what is about to be typed or signed, and, only after the program says so, what is kept.
It fills whatever fields the form shows, by their object names, so that a new field is typed too.
"""

import json
import random
import sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from ltm_desktop.app.demo.cast import DEMO_SECRET
from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.ui.panels.dosing.panel import DosingPanel
from ltm_desktop.ui.panels.dosing.time_out import READ
from ltm_desktop.ui.shell import Shell
from ltm_desktop.ui.style import dress
from tests.journeys.clinic import ANN, sign_in
from tests.journeys.desk import ZONE, Window, all_shown, at, finish, press, settle, start, wait_for
from tests.survival.ward import BEGIN

_PREFIX = "dosing."
_MAIN = ("check_button", "time_out_button", "review_button", "record_button")
_LEFT_ALONE = frozenset({"called_away", "incident"})
"""Fields that would tell another story."""
_LINES = {
    "product": "pemetrexed 100 mg (demo product)",
    "expiry": "31-Mar-2027",
    "use_by": "02-Mar-2026 17:00",
    "check_drug": "pemetrexed",
    "check_dose": "10",
    "check_use_by": "02-Mar-2026 16:00",
    "needle_gauge": "22",
    "punctures": "1",
    "attempts": "1",
    "pressure": "12",
    "opening_pressure": "14",
    "flush": "1",
}
_USUAL_AMOUNT = "5"
_CHOICES = {"check_operator": "Ann Demo", "check_second": "Bai Demo", "csf_return": "Yes"}
_OUTCOME = "complete"
_ROUNDS = 120
_RESTS = 0.4
"""How often the nurse looks up from the form before she types on."""


def say(**line: object) -> None:
    """Tell whoever listens, at once."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Nurse:
    """Hands that fill what the form shows and sign what it asks."""

    def __init__(self, window: Window, rng: random.Random) -> None:
        self._window = window
        self._rng = rng
        self._told: dict[str, str] = {}
        self._heard: set[DosingPanel] = set()

    def go_on(self) -> None:
        """Take up the newest draft from the list at the start, where one is kept."""
        rows = all_shown(self._window, QTableView, "recovery.rows")
        listed = rows[0].model().rowCount() if rows else 0
        say(listed=listed)
        if not listed:
            return
        assert QApplication.focusWidget() is rows[0]
        QTest.keyClick(rows[0], Qt.Key.Key_Return)
        QTest.qWait(1)
        if not all_shown(self._window, DosingPanel):
            raise AssertionError("the list of drafts led nowhere")
        say(returned=self._focus(), **self._whose())
        self.tell_dose()

    def tell_all(self) -> None:
        """Give every dose that is due, from Today, one after the other."""
        while True:
            press(self._window, "rail.today")
            offered = [
                one
                for one in all_shown(self._window, QAbstractButton)
                if one.objectName().startswith("today.open.") and not _is_settled(one)
            ]
            if not offered:
                return
            QTest.mouseClick(offered[0], Qt.MouseButton.LeftButton)
            QTest.qWait(1)
            self.tell_dose()

    def tell_dose(self) -> None:
        """Fill, sign and record the dose that is shown."""
        self._told = {}
        self._listen()
        for _ in range(_ROUNDS):
            button, blanks = self._main(), self._blanks()
            if blanks:
                self._type([*blanks[: self._rng.randint(1, 3)]])
            elif button is None:
                return
            elif self._rng.random() < 0.2 and (again := self._free_text()):
                self._type([again])
            elif secrets := self._empty_secrets():
                self._type_secret(self._rng.choice(secrets))
            elif button.objectName() == f"{_PREFIX}review_button":
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                QTest.qWait(1)
            else:
                self._sign(button)
        raise AssertionError("the dose is not recorded after many rounds")

    @property
    def _panel(self) -> DosingPanel:
        (panel,) = all_shown(self._window, DosingPanel)
        return panel

    def _whose(self) -> dict[str, str]:
        presenter = self._panel.presenter
        return {"patient": str(presenter._patient), "item": str(presenter.item)}

    def _listen(self) -> None:
        if self._panel not in self._heard:
            self._heard.add(self._panel)
            self._panel.view.changed.connect(self._hear)

    def _hear(self, key: str, text: str) -> None:
        self._told[key] = text

    def _fields(self) -> list[QWidget]:
        kinds = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox)
        return [
            one
            for one in self._panel.findChildren(QWidget)
            if one.objectName().startswith(_PREFIX)
            and (isinstance(one, kinds) or one.property("choice") or _is_line(one))
            and one.isVisible()
            and one.isEnabled()
            and _key(one) not in _LEFT_ALONE
            and not _key(one).startswith("secret.")
        ]

    def _blanks(self) -> list[QWidget]:
        chosen = {_key(one) for one in self._fields() if _is_chosen(one)}
        blank = [one for one in self._fields() if _is_blank(one) and _key(one) not in chosen]
        # What is read aloud is read last: a later change would take the ticks away.
        return sorted(blank, key=lambda one: isinstance(one, QCheckBox))

    def _free_text(self) -> QWidget | None:
        return next((one for one in self._fields() if _key(one) in {"lot", "note"}), None)

    def _empty_secrets(self) -> list[QLineEdit]:
        return [
            one
            for one in self._panel.findChildren(QLineEdit)
            if one.objectName().startswith(f"{_PREFIX}secret.")
            and one.isVisible()
            and not one.text()
        ]

    def _main(self) -> QAbstractButton | None:
        for name in _MAIN:
            found = self._panel.findChild(QAbstractButton, _PREFIX + name)
            if found is not None and found.isVisible():
                return found
        return None

    def _type(self, fields: list[QWidget]) -> None:
        done: set[str] = set()
        keys = [READ if _is_line(one) else _key(one) for one in fields]
        say(typing=[*keys, *self._ticks()], **self._whose())
        for field in fields:
            # A choice of the way in may have taken a later field off the form.
            if field.isVisible() and _key(field) not in done:
                done.add(_key(field))
                self._line.clear()
                self._answer(field)
        wait_for(lambda: self._line.isVisible() and "not a record" in self._line.text())
        ticked = {_key(one): _tick(one) for one in self._fields() if isinstance(one, QCheckBox)}
        say(kept={**self._told, **ticked}, focus=self._focus(), **self._whose())
        if self._rng.random() < _RESTS:
            QTest.qWait(self._rng.randint(50, 900))

    @property
    def _line(self) -> QLabel:
        found = self._panel.findChild(QLabel, "dosing.draft_line")
        assert found is not None
        return found

    def _ticks(self) -> list[str]:
        return [_key(one) for one in self._fields() if isinstance(one, QCheckBox)]

    def _answer(self, field: QWidget) -> None:
        key = _key(field)
        if isinstance(field, QComboBox):
            _choose(field, _CHOICES.get(key, ""))
        elif isinstance(field, QCheckBox):
            QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(10, field.height() // 2))
        elif _is_line(field):
            QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        elif isinstance(field, QAbstractButton):
            self._pick(key)
        else:
            field.setFocus()
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(field, self._words(key))
            QTest.keyClick(field, Qt.Key.Key_Tab)

    def _pick(self, key: str) -> None:
        options = [one for one in self._fields() if one.property("choice") and _key(one) == key]
        wanted = {_OUTCOME, self._ordered()}
        liked = [one for one in options if one.objectName().rpartition(".")[2] in wanted]
        QTest.mouseClick((liked or options)[0], Qt.MouseButton.LeftButton)

    def _ordered(self) -> str:
        presenter = self._panel.presenter
        assert presenter.item is not None
        return str(presenter._chart().dosing.orders[presenter.item].access.value)

    def _words(self, key: str) -> str:
        now = self._window.clock.now()
        if key == "lot":
            return f"DEMO{self._rng.randrange(10**6):06d}"
        if key == "note":
            return f"synthetic words {self._rng.randrange(10**9):09d}"
        if key == "check_subject":
            patient = self._panel.presenter._chart().patient
            return patient.identity.subject_id if patient else ""
        if key in {"started_at", "ended_at"}:
            return now.strftime("%H:%M")
        return _LINES.get(key, _USUAL_AMOUNT)

    def _type_secret(self, field: QLineEdit) -> None:
        say(typing=[f"secret of {_key(field)}"], **self._whose())
        field.setFocus()
        QTest.keyClicks(field, DEMO_SECRET)
        QTest.qWait(20)

    def _sign(self, button: QAbstractButton) -> None:
        before = self._window.head
        # The draft is kept a moment before the form has read itself.
        settle(self._window)
        if not button.isEnabled():
            raise AssertionError(f"{button.objectName()} stays asleep: {self._missing()}")
        say(signing=button.objectName(), **self._whose())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        finish(self._window)
        shown = all_shown(self._window, QWidget, "dosing.saved_line")
        shell = self._window.program.centralWidget()
        assert isinstance(shell, Shell)
        head = shell.work.context.desk.store.head()
        if not shown or head.seq <= before:
            raise AssertionError(f"nothing was recorded: {self._missing()}")
        self._told = {}
        say(signed=head.seq, hash=head.hash, **self._whose())

    def _missing(self) -> str:
        labels = self._panel.findChildren(QLabel)
        return " | ".join(one.text() for one in labels if one.isVisible() and one.text())

    def _focus(self) -> str:
        one = QApplication.focusWidget()
        while one is not None and not one.objectName().startswith(_PREFIX):
            one = one.parentWidget()
        field = isinstance(one, QLineEdit | QPlainTextEdit | QComboBox)
        checkable = isinstance(one, QAbstractButton) and one.isCheckable()
        return one.objectName() if one is not None and (field or checkable) else ""


def _key(field: QWidget) -> str:
    name = field.objectName().removeprefix(_PREFIX)
    return name.rpartition(".")[0] if field.property("choice") else name


def _is_line(field: QWidget) -> bool:
    """Tell whether this is a line of the time-out; only the one being read takes a key."""
    return field.objectName().startswith(f"{_PREFIX}time_out.")


def _is_chosen(field: QWidget) -> bool:
    checkable = isinstance(field, QAbstractButton) and bool(field.property("choice"))
    return checkable and isinstance(field, QAbstractButton) and field.isChecked()


def _is_blank(field: QWidget) -> bool:
    match field:
        case QLineEdit():
            return not field.text()
        case QPlainTextEdit():
            return not field.toPlainText()
        case QComboBox():
            return not field.currentData()
        case QAbstractButton():
            return not field.isChecked()
        case _:
            return False


def _is_settled(button: QAbstractButton) -> bool:
    return str(button.property("kind")) != "primary"


def _tick(box: QWidget) -> str:
    return "yes" if isinstance(box, QCheckBox) and box.isChecked() else ""


def _choose(box: QComboBox, words: str) -> None:
    lines = [box.itemText(place) for place in range(box.count())]
    place = next((number for number, line in enumerate(lines) if words and words in line), 1)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(box, Qt.Key.Key_Down)


def work(site: Path, settings: Path, seed: int, minute: int) -> None:
    """Sign in, go on with the draft that was left, then give every other dose."""
    app = QApplication([])
    dress(app)
    kept = QSettings(str(settings), QSettings.Format.IniFormat)
    clock = SetClock(ZONE, at(BEGIN) + timedelta(minutes=minute))
    window = start(site, clock, kept)
    sign_in(window, ANN)
    say(ready=True)
    nurse = Nurse(window, random.Random(seed))  # noqa: S311 - a story, no secret
    nurse.go_on()
    nurse.tell_all()
    say(done=True)


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
