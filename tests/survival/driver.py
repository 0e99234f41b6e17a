"""The program under attack: nurse, physician and pharmacist type and sign until it is killed.

Run as `python -m tests.survival.driver SITE SETTINGS SEED MINUTE PERSON`. Each line it prints is
one JSON object: what is about to be typed or signed, and, only once the program says so, is kept.
They fill whatever fields a page shows, by their object names, so that a new field is typed too.
"""

import json
import random
import sys
from datetime import timedelta
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QSettings, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
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
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_steps import TIME_OUT_LINES
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.ui.panels.dosing import acts, prepare
from ltm_desktop.ui.panels.dosing.panel import DosingPanel
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.time_out import READ
from ltm_desktop.ui.panels.today.row import RowCard
from ltm_desktop.ui.style import dress
from tests.journeys.clinic import (
    PAUL,
    Who,
    hand_over,
    open_waiting,
    read_to_end,
    sign_in,
)
from tests.journeys.desk import (
    ZONE,
    Window,
    all_shown,
    at,
    finish,
    is_shown,
    press,
    rest,
    settle,
    start,
    type_into,
    wait_for,
)
from tests.journeys.readying import desk_of
from tests.survival.answers import (
    BEGIN,
    CHOICES,
    FREE,
    LEFT_ALONE,
    OPTIONS,
    PAGES,
    page_now,
    way_in,
    words_for,
)

_PREFIX = "dosing."
_ROUNDS = 160
_RESTS = 0.25
"""How often somebody looks up from the form before typing on."""
_STARTS = 0.5
"""How often the start of an injection is told by its own button."""


def say(**line: object) -> None:
    """Tell whoever listens, at once."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


class Person:
    """Hands that fill what a page shows and sign what it asks, on the pages of one role."""

    def __init__(self, window: Window, who: Who, rng: random.Random) -> None:
        self._window = window
        self._who = who
        self._rng = rng
        self._told: dict[str, str] = {}
        self._heard: set[DosingPanel] = set()
        self._signed = 0

    def sit(self, *, first: bool) -> int:
        """Do everything that waits for this person; return how much was signed."""
        self._signed = 0
        self._go_on(first=first)
        self._take_all()
        if self._who is PAUL:
            self._approve_all()
        return self._signed

    def _go_on(self, *, first: bool) -> None:
        """Take up the newest draft from the list at the start, where one is kept."""
        rows = all_shown(self._window, QTableView, "recovery.rows")
        listed = rows[0].model().rowCount() if rows else 0
        if first:
            say(listed=listed, person=self._who.user)
        if not listed:
            return
        rows[0].setFocus()
        QTest.keyClick(rows[0], Qt.Key.Key_Return)
        QTest.qWait(1)
        if not all_shown(self._window, DosingPanel):
            raise AssertionError("the list of drafts led nowhere")
        say(returned=self._focus(), **self._whose())
        self._take_dose()

    def _take_all(self) -> None:
        """Go through every dose that waits for this person, from Today, one after the other."""
        seen: set[str] = set()
        while True:
            press(self._window, "rail.today")
            cards = [
                one
                for one in all_shown(self._window, RowCard)
                if one.button.objectName() not in seen and self._waits_for_me(one)
            ]
            if not cards:
                return
            button = self._rng.choice(cards).button
            seen.add(button.objectName())
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            QTest.qWait(1)
            self._take_dose()

    def _waits_for_me(self, card: RowCard) -> bool:
        """Tell whether the next page of a dose is one of this person's, as the row says."""
        if card.row.kind != "dose":
            return False
        desk = desk_of(self._window)
        patient, item = card.row.key
        chart = desk.chart(PatientId(patient))
        return page_now(desk, chart, ItemCode(item)) in PAGES[self._who]

    def _take_dose(self) -> None:
        """Fill and sign the pages of the dose shown until the next one is somebody else's."""
        self._told = {}
        self._listen()
        for _ in range(_ROUNDS):
            finish(self._window)
            if self._step not in PAGES[self._who]:
                return
            if not self._take_a_turn():
                return
        raise AssertionError(f"{self._step} does not end after many rounds")

    def _take_a_turn(self) -> bool:
        """Type something, or sign; tell whether anything was there to do."""
        button, blanks = self._main(), self._blanks()
        starts = self._shown_button("start_button")
        if starts is not None and self._rng.random() < _STARTS:
            self._sign(starts)
        elif len(blanks) == 1 and blanks[0].objectName().endswith(TIME_OUT_LINES[-1]):
            # The last line read aloud records the time-out.
            self._sign(_button(blanks[0]))
        elif blanks:
            self._type([*blanks[: self._rng.randint(1, 5)]])
        elif button is not None:
            self._press_on(button)
        return bool(blanks) or starts is not None or button is not None

    def _press_on(self, button: QAbstractButton) -> None:
        """Do what is left before a full page is recorded, then record it."""
        if self._rng.random() < 0.2 and (again := self._free_text()):
            self._type([again])
        elif self._lacks_label():
            self._print_label()
        elif secrets := self._empty_secrets():
            self._type_secret(self._rng.choice(secrets))
        elif acts.ACTS[self._step].leads_to is not None:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            QTest.qWait(1)
        else:
            self._sign(button)

    def _lacks_label(self) -> bool:
        if self._step is not Step.PREPARE:
            return False
        settle(self._window)
        return acts.missing(self._panel.presenter._acting(), self._step) == (prepare.PRINTED,)

    def _print_label(self) -> None:
        press(self._window, f"{_PREFIX}{prepare.PRINTED}")
        settle(self._window)

    def _approve_all(self) -> None:
        """Read and approve every record that waits for a physician."""
        while True:
            press(self._window, "rail.signoff")
            rows = all_shown(self._window, QTableView, "signoff.table")
            if not rows or not rows[0].model().rowCount():
                return
            open_waiting(self._window)
            if not is_shown(self._window, "signoff.secret"):
                return
            read_to_end(self._window)
            type_into(self._window, "signoff.secret", self._who.secret)
            say(signing="signoff", step="approve", person=self._who.user)
            before = self._window.head
            press(self._window, "signoff.sign_button")
            finish(self._window)
            self._acknowledge(before, step="approve", person=self._who.user)

    @property
    def _panel(self) -> DosingPanel:
        (panel,) = all_shown(self._window, DosingPanel)
        return panel

    @property
    def _step(self) -> Step:
        return self._panel.presenter.step

    def _whose(self) -> dict[str, str]:
        presenter = self._panel.presenter
        return {
            "patient": str(presenter._patient),
            "item": str(presenter.item),
            "person": self._who.user,
            "step": str(presenter.step),
        }

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
            and _key(one) not in LEFT_ALONE
            and not _key(one).startswith(("secret.", "override"))
        ]

    def _blanks(self) -> list[QWidget]:
        chosen = {_key(one) for one in self._fields() if _is_chosen(one)}
        blank = [one for one in self._fields() if _is_blank(one) and _key(one) not in chosen]
        # What is read aloud is read last: a later change would take the ticks away.
        return sorted(blank, key=lambda one: isinstance(one, QCheckBox))

    def _free_text(self) -> QWidget | None:
        return next((one for one in self._fields() if _key(one) in FREE), None)

    def _empty_secrets(self) -> list[QLineEdit]:
        return [
            one
            for one in self._panel.findChildren(QLineEdit)
            if one.objectName().startswith(f"{_PREFIX}secret.")
            and one.isVisible()
            and not one.text()
        ]

    def _main(self) -> QAbstractButton | None:
        act = acts.ACTS.get(self._step)
        return self._shown_button(act.button(Words("en")).name) if act else None

    def _shown_button(self, name: str) -> QAbstractButton | None:
        found = self._panel.findChild(QAbstractButton, _PREFIX + name)
        return found if found is not None and found.isVisible() else None

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
            rest(self._rng.randint(50, 900))

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
            _choose(field, CHOICES.get(key, ""))
        elif isinstance(field, QCheckBox):
            QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(10, field.height() // 2))
        elif _is_line(field):
            QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        elif isinstance(field, QAbstractButton):
            self._pick(key)
        else:
            field.setFocus()
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(field, words_for(key, self._panel, self._rng))
            QTest.keyClick(field, Qt.Key.Key_Tab)

    def _pick(self, key: str) -> None:
        options = [one for one in self._fields() if one.property("choice") and _key(one) == key]
        wanted = OPTIONS | {f"{key}.{way_in(self._panel)}"}
        liked = [one for one in options if one.objectName().removeprefix(_PREFIX) in wanted]
        QTest.mouseClick((liked or options)[0], Qt.MouseButton.LeftButton)

    def _type_secret(self, field: QLineEdit) -> None:
        say(typing=[f"secret of {_key(field)}"], **self._whose())
        field.setFocus()
        QTest.keyClicks(field, DEMO_SECRET)
        rest(20)

    def _sign(self, button: QAbstractButton) -> None:
        before = self._window.head
        # The draft is kept a moment before the form has read itself.
        settle(self._window)
        if not button.isEnabled():
            raise AssertionError(f"{button.objectName()} stays asleep: {self._missing()}")
        whose = self._whose()
        say(signing=button.objectName(), **whose)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        finish(self._window)
        if not all_shown(self._window, QWidget, "dosing.saved_line"):
            raise AssertionError(f"nothing is said to be saved: {self._missing()}")
        self._told = {}
        self._acknowledge(before, **whose)

    def _acknowledge(self, before: int, **whose: str) -> None:
        head = desk_of(self._window).store.head()
        if head.seq <= before:
            raise AssertionError(f"nothing was recorded: {whose}")
        self._signed += 1
        say(signed=head.seq, hash=head.hash, **whose)

    def _missing(self) -> str:
        labels = self._window.program.findChildren(QLabel)
        return " | ".join(one.text() for one in labels if one.isVisible() and one.text())

    def _focus(self) -> str:
        one = QApplication.focusWidget()
        while one is not None and not one.objectName().startswith(_PREFIX):
            one = one.parentWidget()
        field = isinstance(one, QLineEdit | QPlainTextEdit | QComboBox)
        checkable = isinstance(one, QAbstractButton) and one.isCheckable()
        return one.objectName() if one is not None and (field or checkable) else ""


def _button(field: QWidget) -> QAbstractButton:
    assert isinstance(field, QAbstractButton)
    return field


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


def _tick(box: QWidget) -> str:
    return "yes" if isinstance(box, QCheckBox) and box.isChecked() else ""


def _choose(box: QComboBox, words: str) -> None:
    lines = [box.itemText(place) for place in range(box.count())]
    place = next((number for number, line in enumerate(lines) if words and words in line), 1)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(place):
        QTest.keyClick(box, Qt.Key.Key_Down)


class NoReader(QObject):
    """Stands in for the computer's own PDF reader, which nobody looks at here."""

    @Slot(QUrl)
    def show(self, url: QUrl) -> None:
        """Show nothing."""


def work(site: Path, settings: Path, seed: int, life: int, first: str) -> None:
    """Sign in, go on with the draft that was left, then hand over until nothing waits any more."""
    app = QApplication([])
    dress(app)
    reader = NoReader()
    # The stub asks for bytes, the method for a str.
    QDesktopServices.setUrlHandler("file", reader, "show")  # type: ignore[arg-type]  # see above
    kept = QSettings(str(settings), QSettings.Format.IniFormat)
    # A person is back within seconds: a check stays good through every life of a ward.
    clock = SetClock(ZONE, at(BEGIN) + timedelta(seconds=2 * life))
    window = start(site, clock, kept)
    rng = random.Random(seed)  # noqa: S311 - a story, no secret
    people = sorted(PAGES, key=lambda who: who.user != first)
    sign_in(window, people[0])
    say(ready=True)
    idle = 0
    for turn, who in enumerate(cycle(people)):
        if turn:
            hand_over(window, who)
        idle = 0 if Person(window, who, rng).sit(first=not turn) else idle + 1
        if idle == len(people):
            break
    say(done=True)


if __name__ == "__main__":
    work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
