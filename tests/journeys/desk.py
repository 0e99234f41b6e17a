"""A person at the window: eyes that see only what is shown, hands that type, press and choose.

Widgets are found by their object name, as everybody else finds them by their place. Nothing here
writes to the record: only the program does, because of what is typed and pressed.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTableView,
    QWidget,
)

from ltm_desktop.app.demo.stage import SetClock
from ltm_desktop.bootstrap import House
from ltm_desktop.domain.identifiers import ACCESS_STREAM, CLOCK_STREAM
from ltm_desktop.ui.application import Program
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.shell import Shell

ZONE = "Asia/Shanghai"
_PATIENCE = 60.0
_NAP = 0.005
W = TypeVar("W", bound=QWidget)


def at(wall: str) -> datetime:
    """Return a moment of the story, told on the clinic's wall clock."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(ZONE))


@dataclass
class Window:
    """The open program with the clock its story moves."""

    program: Program
    clock: SetClock
    is_open: bool = True

    def later(self, wall: str) -> None:
        """Let time pass until a moment of the story."""
        moment = at(wall)
        assert moment >= self.clock.at, "a story goes forward"
        self.clock.at = moment

    @property
    def head(self) -> int:
        """Return how many entries tell of the site and its patients: asked, never written."""
        shell = self.program.centralWidget()
        assert isinstance(shell, Shell)
        told = shell.work.context.desk.store.entries()
        return sum(one.entry.stream not in (ACCESS_STREAM, CLOCK_STREAM) for one in told)


def start(site: Path, clock: SetClock, settings: QSettings) -> Window:
    """Start the program on a folder and wait until it is on screen."""
    program = Program(House(lambda _zone: clock), site, "en", settings)
    program.resize(1366, 768)
    program.show()
    QTest.qWaitForWindowExposed(program)
    to_front(program)
    return Window(program, clock)


def to_front(program: Program) -> None:
    """Let the window have the keys, as a window manager does when a dialog has gone."""
    if not program.isActiveWindow():
        program.activateWindow()
        QTest.qWaitForWindowActive(program)
    assert program.isActiveWindow()


def close(window: Window) -> None:
    """Close the program, and let go of it."""
    window.program.close()
    wait_for(lambda: not window.program.isVisible() and not Background.any_at_work())
    window.program.deleteLater()
    window.is_open = False


def wait_for(stands: Callable[[], bool]) -> None:
    """Wait for what the program still has to do."""
    until = time.monotonic() + _PATIENCE
    while not stands():
        assert time.monotonic() < until, "waited in vain"
        rest(10)


def rest(milliseconds: int) -> None:
    """Let the window do what comes to it for so long, and what works beside it go on."""
    until = time.monotonic() + milliseconds / 1000
    while True:
        QTest.qWait(0)
        left = until - time.monotonic()
        if left <= 0:
            return
        # QTest.qWait sleeps with Python's lock in hand: a thread beside it got one turn in 10 ms
        time.sleep(min(_NAP, left))


def settle(window: Window) -> None:
    """Wait until the program has taken in what was typed and nothing is at work."""
    # Longer than the pause after which a form keeps its draft and reads itself.
    rest(600)
    wait_for(lambda: not Background.any_at_work())


def finish(window: Window) -> None:
    """Wait until what was signed is stored."""
    rest(1)
    wait_for(lambda: not Background.any_at_work())
    # What is shown anew comes with the next turn of the window.
    rest(5)


def all_shown(window: Window, kind: type[W], name: str = "") -> list[W]:
    """Return what of this kind and name can be seen now."""
    roots = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    found = [
        one
        for root in roots
        for one in (root.findChildren(kind, name) if name else root.findChildren(kind))
    ]
    return [one for one in found if one.isVisible()]


def shown(window: Window, kind: type[W], name: str) -> W:
    """Return the one widget of this name that can be seen now."""
    found = all_shown(window, kind, name)
    assert len(found) == 1, f"{name}: {len(found)} shown among\n{texts(window)}"
    return found[0]


def is_shown(window: Window, name: str) -> bool:
    """Tell whether a widget of this name can be seen."""
    return bool(all_shown(window, QWidget, name))


def texts(window: Window) -> str:
    """Return every word that can be read in the window now, and what a reader would speak."""
    said = [window.program.windowTitle()]
    for widget in all_shown(window, QWidget):
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        said += _written(widget)
    return plain("\n".join(one for one in said if one))


def plain(words: str) -> str:
    """Return words without what only tells where a line may or may not be broken."""
    return words.translate({0xA0: " ", 0x200B: None, 0x2060: None})


def _written(widget: QWidget) -> Iterable[str]:
    match widget:
        case QLineEdit() if widget.echoMode() is not QLineEdit.EchoMode.Normal:
            return ()
        case QPlainTextEdit():
            return (widget.toPlainText(),)
        case QComboBox():
            return (widget.currentText(),)
        case QTableView():
            return _cells(widget)
        case _:
            words = getattr(widget, "text", None)
            return (str(words()),) if callable(words) else ()


def _cells(table: QTableView) -> Iterator[str]:
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            yield str(model.index(row, column).data() or "")


def press(window: Window, name: str) -> None:
    """Click a button that can be pressed."""
    _click(shown(window, QAbstractButton, name), name)


def pick(window: Window, words: str) -> None:
    """Click the button, box or circle with these words."""
    found = [one for one in all_shown(window, QAbstractButton) if _words(one) == words]
    assert len(found) == 1, f"{words}: {len(found)} shown among\n{texts(window)}"
    _click(found[0], words)


def _words(button: QAbstractButton) -> str:
    return button.text().replace("&&", "&") or button.accessibleName()


def _click(button: QAbstractButton, name: str) -> None:
    assert button.isEnabled(), f"{name} cannot be pressed now"
    middle = button.rect().center()
    # A box or a circle is hit itself: the empty room beside its words does nothing.
    place = QPoint(10, middle.y()) if isinstance(button, QCheckBox | QRadioButton) else middle
    QTest.mouseClick(button, _LEFT, pos=place)
    # No hand is faster than the window lays itself out.
    rest(5)


def press_key(window: Window, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    """Press a key, with others held, wherever the focus is."""
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    to_front(window.program)
    QTest.keyClick(window.program.windowHandle(), key, modifiers)
    # A button pressed by its key goes down, and comes up a moment later: then it acts.
    wait_for(lambda: not any(one.isDown() for one in all_shown(window, QAbstractButton)))
    rest(50)


def type_into(window: Window, name: str, text: str) -> None:
    """Put the cursor into a field, type over what stands there, and leave it by Tab."""
    field = shown(window, QWidget, name)
    line = field.lineEdit() if isinstance(field, QComboBox) else field
    assert line is not None
    assert line.isEnabled(), name
    QTest.mouseClick(line.viewport() if isinstance(line, QPlainTextEdit) else line, _LEFT)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(line, text)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def write(line: QWidget, text: str) -> None:
    """Write where the cursor is: keys for letters, an input method for Chinese."""
    if text.isascii():
        QTest.keyClicks(line, text)
        return
    committed = QInputMethodEvent()
    committed.setCommitString(text)
    QApplication.sendEvent(line, committed)


def fill(window: Window, topic: str, **fields: str) -> None:
    """Type into several fields of one form."""
    for name, text in fields.items():
        type_into(window, f"{topic}.{name}", text)


def choose(window: Window, name: str, words: str) -> None:
    """Go down a list by the arrow key to the line with these words."""
    box = shown(window, QComboBox, name)
    lines = [box.itemText(place) for place in range(box.count())]
    places = [place for place, line in enumerate(lines) if words in line]
    assert len(places) == 1, f"{words} in {name}: {lines}"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(places[0]):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentIndex() == places[0]


def read(window: Window, name: str) -> str:
    """Return what stands in a field or on a label."""
    widget = shown(window, QWidget, name)
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    assert isinstance(widget, QLineEdit | QLabel | QAbstractButton), name
    return widget.text()


@contextmanager
def saving_as(window: Window, path: Path) -> Iterator[None]:
    """Answer the question where to save a file, which stops everything else until then."""
    answered: list[Path] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, answer)
            return
        line, buttons = dialog.findChild(QLineEdit), dialog.findChild(QDialogButtonBox)
        assert line is not None
        assert buttons is not None
        line.setText(str(path))
        answered.append(path)
        QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Save), _LEFT)

    QTimer.singleShot(20, answer)
    yield
    assert answered == [path]
    to_front(window.program)


@contextmanager
def opening(window: Window, *paths: Path) -> Iterator[None]:
    """Answer the question which files to open."""
    answered: list[tuple[Path, ...]] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QFileDialog):
            QTimer.singleShot(20, answer)
            return
        line, buttons = dialog.findChild(QLineEdit), dialog.findChild(QDialogButtonBox)
        assert line is not None
        assert buttons is not None
        line.setText(" ".join(f'"{path}"' for path in paths))
        answered.append(paths)
        QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Open), _LEFT)

    QTimer.singleShot(20, answer)
    yield
    assert answered == [paths]
    to_front(window.program)


_LEFT = Qt.MouseButton.LeftButton
