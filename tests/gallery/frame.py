"""The gallery: every widget and panel drawn in both languages, and looked at for cut text.

A topic adds `entries_<topic>.py` with a list `ENTRIES`; nothing else has to know of it.
"""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from ltm_desktop.app.wording.words import LANGUAGES, Words
from ltm_desktop.ui.style import wear_sheet
from ltm_desktop.ui.tokens import Shape
from ltm_desktop.ui.widgets.badge import Badge
from ltm_desktop.ui.widgets.page_stack import least_room
from tests.gallery import reading
from tests.language.kept import find_latin

_ALONE = (QLabel, QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox, Badge)
_TOUCH = 2
_PAGE, SMALL = 1000, 1366
"""Pixels from which an entry is a page, and those of the commonest small screen."""
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Entry:
    """One picture: a name, how to make the widget, and the widths (and height) to draw it at."""

    name: str
    make: Callable[[Words], QWidget]
    widths: tuple[int, ...] = (900, 420)
    height: int = 0
    """0 takes the height the widget asks for at that width."""


def entries() -> list[Entry]:
    """Return the entries of every topic."""
    modules = sorted(path.stem for path in HERE.glob("entries_*.py"))
    found: list[Entry] = []
    for module in modules:
        found += importlib.import_module(f"tests.gallery.{module}").ENTRIES
    return found


def samples(place: int) -> list[Entry]:
    """Return one entry of each topic, the next one for the next place."""
    modules = sorted(path.stem for path in HERE.glob("entries_*.py"))
    each = [importlib.import_module(f"tests.gallery.{module}").ENTRIES for module in modules]
    return [found[place % len(found)] for found in each]


def grown(entry: Entry, percent: int) -> Entry:
    """Return an entry on a screen that grew with its letters."""
    widths = tuple(width * percent // 100 for width in entry.widths)
    return replace(entry, widths=widths, height=entry.height * percent // 100)


def on_small_screen(entry: Entry, percent: int) -> Entry | None:
    """Return a page as it stands on a small screen with large letters; None for a part of a page.

    1366 pixels less the rail, which grows with its letters, and a scroll bar.
    """
    if min(entry.widths) < _PAGE:
        return None
    beside = (Shape().rail + Shape().scroll) * percent // 100
    width = SMALL if SMALL in entry.widths else SMALL - beside
    return replace(entry, widths=(width,), height=entry.height * percent // 100)


def pictures() -> Iterator[tuple[Entry, str, int]]:
    """Yield every entry with each language and width."""
    for entry in entries():
        for language in LANGUAGES:
            for width in entry.widths:
                yield entry, language, width


def hang_scrolled(entry: Entry, language: str) -> QWidget:
    """Hang a page as high as it asks for: on a small screen the rest of it is scrolled to."""
    width = entry.widths[0]
    frame = hang(entry, language, width)
    widget = frame.findChild(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(widget, QWidget)
    for _ in range(2):
        # what a stack asks for is known once it is one
        least = least_room(widget, width)
        high = max(entry.height, least.height()) if entry.height else 0
        fit(frame, replace(entry, height=high), max(width, least.width()))
    return frame


class Hung(QWidget):
    """A picture's frame; Tab is asked for as in the window of the program, by the layouts."""


def hang(entry: Entry, language: str, width: int) -> QWidget:
    """Make the widget, give it its size and lay it out as on screen."""
    frame = Hung()
    frame.setObjectName("page")
    frame.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    wear_sheet(frame)
    widget = entry.make(Words(language))
    widget.setParent(frame)
    widget.ensurePolished()
    height = entry.height or _height(widget, width)
    widget.setGeometry(QRect(QPoint(12, 12), QSize(width, height)))
    frame.resize(width + 24, height + 24)
    frame.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    frame.show()
    QApplication.processEvents()
    fit(frame, entry, width)
    return frame


def fit(frame: QWidget, entry: Entry, width: int) -> None:
    """Give a hung widget another width, as a window that is drawn wider or narrower does."""
    widget = frame.findChild(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(widget, QWidget)
    for _ in range(2):
        height = entry.height or _height(widget, width)
        widget.resize(width, height)
        frame.resize(width + 24, height + 24)
        QApplication.processEvents()


def _height(widget: QWidget, width: int) -> int:
    layout = widget.layout()
    if layout is not None:
        layout.activate()
        if layout.hasHeightForWidth():
            return max(layout.totalHeightForWidth(width), widget.minimumSizeHint().height())
    if widget.hasHeightForWidth():
        return widget.heightForWidth(width)
    return widget.sizeHint().height()


def find_cut_text(frame: QWidget) -> list[str]:
    """Name every visible text that has less room than it needs."""
    return [
        f"{type(widget).__name__} {_text(widget)!r}: has {widget.width()}x{widget.height()}, "
        f"needs {need.width()}x{need.height()}"
        for widget in frame.findChildren(QWidget)
        if widget.isVisible()
        and (need := _need(widget)) is not None
        and _is_cut(widget, need, frame)
    ]


def _is_cut(widget: QWidget, need: QSize, frame: QWidget) -> bool:
    if widget.width() < need.width() or widget.height() < need.height():
        return True
    return not _inside_parents(widget, frame)


def _inside_parents(widget: QWidget, frame: QWidget) -> bool:
    """Tell whether no parent cuts it, up to what can be scrolled into sight."""
    parent = widget.parentWidget()
    while parent is not None and parent is not frame.parentWidget():
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return _reached(widget, parent)
        box = QRect(widget.mapTo(parent, QPoint()), widget.size())
        if not parent.rect().contains(box):
            return False
        parent = parent.parentWidget()
    return True


def _reached(widget: QWidget, port: QWidget) -> bool:
    """Tell whether scrolling brings the whole of it into sight; most pages scroll only down."""
    area = port.parentWidget()
    assert isinstance(area, QAbstractScrollArea)
    right = widget.mapTo(port, QPoint(widget.width(), 0)).x()
    return right <= port.width() or area.horizontalScrollBar().maximum() > 0


def find_overlaps(frame: QWidget) -> list[str]:
    """Name every two visible texts or controls that stand in each other's room."""
    parts = [
        (widget, QRect(widget.mapTo(frame, seen.topLeft()), seen.size()))
        for widget in frame.findChildren(QWidget)
        if widget.isVisible()
        # the two arrows of a long row of tabs are one control of Qt's
        and not isinstance(widget.parentWidget(), QTabBar)
        and (_text(widget) and isinstance(widget, _ALONE))
        and not (seen := widget.visibleRegion().boundingRect()).isEmpty()
    ]
    return [
        f"{_text(one)!r} and {_text(other)!r}: {shared.width()}x{shared.height()}"
        for (one, its), (other, others) in combinations(parts, 2)
        if min((shared := its.intersected(others)).width(), shared.height()) > _TOUCH
        and not one.isAncestorOf(other)
        and not other.isAncestorOf(one)
    ]


def _need(widget: QWidget) -> QSize | None:
    if isinstance(widget, QLabel):
        return _label_need(widget)
    if isinstance(widget, QAbstractButton):
        return widget.sizeHint() if widget.text() else None
    if isinstance(widget, QLineEdit) and widget.placeholderText() and not widget.text():
        room = widget.width() - widget.contentsRect().width()
        return QSize(widget.fontMetrics().horizontalAdvance(widget.placeholderText()) + room, 0)
    if hasattr(widget, "lines") and widget.hasHeightForWidth():
        return QSize(widget.minimumSizeHint().width(), widget.heightForWidth(widget.width()))
    if widget.findChildren(QLabel):
        # What it says is judged label by label.
        return None
    return widget.minimumSizeHint() if hasattr(widget, "text") else None


def _label_need(label: QLabel) -> QSize | None:
    if not label.text():
        return None
    if not label.wordWrap():
        return label.sizeHint()
    metrics = label.fontMetrics()
    words = label.text().replace("\u200b", " ").split()
    # Chinese wraps between any two characters.
    longest = max((metrics.horizontalAdvance(word) for word in words if word.isascii()), default=0)
    return QSize(longest, label.heightForWidth(label.width()))


def _text(widget: QWidget) -> str:
    for kind in (QLabel, QAbstractButton, QLineEdit):
        if isinstance(widget, kind):
            return widget.text() or widget.accessibleName()
    return widget.accessibleName()


def find_small_targets(frame: QWidget) -> list[str]:
    """Name every visible button lower or narrower than 24 pixels."""
    return [
        f"{_text(button)!r}: {button.width()}x{button.height()}"
        for button in frame.findChildren(QAbstractButton)
        if button.isVisible() and min(button.width(), button.height()) < 24
    ]


def find_nameless(frame: QWidget) -> list[str]:
    """Name every visible control that tells an assistive technology nothing."""
    kinds = (QAbstractButton, QLineEdit)
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in frame.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]


def find_english(frame: QWidget) -> list[str]:
    """Name what a Chinese picture still says in English, where it stands and how it is painted."""
    texts = list(reading.told(frame))
    told = [f"{place}: {found} in {text!r}" for place, text in texts if (found := find_latin(text))]
    whole = " ".join(text for _, text in texts).casefold()
    drawn = (run for piece in reading.painted(frame) for run in find_latin(piece))
    return [*told, *(f"painted: {run}" for run in drawn if run.casefold() not in whole)]
