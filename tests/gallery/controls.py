"""Every control of a picture: named, reached by Tab in reading order, and large enough to hit.

Tab follows the layouts, as in the window of the program.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ltm_desktop.ui.widgets import reading_order
from ltm_desktop.ui.widgets.buttons import ActionButton
from tests.gallery.frame import Hung

_KINDS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
_GLOVED = (QLineEdit, QComboBox, QRadioButton, QCheckBox)
LEAST, BEDSIDE = 24, 44
AT_BEDSIDE = (
    "dosing",
    "before-",
    "fractions-recording",
    "fractions-second",
    "fractions-signing",
    "emergency-page",
    "emergency-unwritten",
    "emergency-changed",
)
"""Entries whose acts a gloved hand does, by how their names begin."""


def controls(frame: QWidget) -> Iterator[QWidget]:
    """Yield what can be used by hand; parts of a control are not controls of their own."""
    for widget in frame.findChildren(QWidget):
        parent = widget.parentWidget()
        part = isinstance(parent, _KINDS) or (isinstance(parent, QWidget) and _is_part(widget))
        if isinstance(widget, _KINDS) and widget.isVisible() and not part:
            yield widget


def _is_part(widget: QWidget) -> bool:
    """Tell whether Qt made it, inside a control of ours."""
    return widget.objectName().startswith("qt_")


def find_nameless(frame: QWidget) -> list[str]:
    """Name every control, and every place Tab comes to, that tells a reader nothing."""
    met = {id(one): one for one in (*controls(frame), *tab_order(frame))}
    return [
        describe(one)
        for one in met.values()
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()))
    ]


def find_small(frame: QWidget, least: int = LEAST) -> list[str]:
    """Name every control lower or narrower than it must be to be hit."""
    return [
        f"{describe(one)}: {one.width()}x{one.height()}"
        for one in controls(frame)
        if min(one.width(), one.height()) < least
    ]


def find_small_acts(frame: QWidget) -> list[str]:
    """Name every act, step, and field or choice where gloves type, that such a hand would miss."""
    return [
        f"{describe(one)}: {one.width()}x{one.height()}"
        for one in controls(frame)
        if (_is_act(one) or _is_gloved(one) or _is_row(one)) and one.height() < BEDSIDE
    ]


def _is_act(one: QWidget) -> bool:
    return isinstance(one, ActionButton)


def _is_row(one: QWidget) -> bool:
    return one.objectName().startswith(("dosing.step.", "dosing.dose."))


def _is_gloved(one: QWidget) -> bool:
    within: QWidget | None = one
    while within is not None and not within.property("gloved"):
        within = within.parentWidget()
    return within is not None and isinstance(one, _GLOVED)


def find_unreached(frame: QWidget) -> list[str]:
    """Name every control that Tab passes by and no key of its own presses."""
    reached = set(map(id, tab_order(frame)))
    return [
        describe(one)
        for one in controls(frame)
        if one.isEnabled() and id(one) not in reached and not _has_key(one)
    ]


def _has_key(widget: QWidget) -> bool:
    # A click alone: the shorter way for what the field beside it takes by typing, such as +0m.
    by_mouse = widget.focusPolicy() == Qt.FocusPolicy.ClickFocus
    proxied = widget.focusProxy() is not None
    return (
        by_mouse
        or proxied
        or (isinstance(widget, QAbstractButton) and not widget.shortcut().isEmpty())
    )


def find_out_of_order(frame: QWidget) -> list[str]:
    """Name every step of Tab that goes up a column or back along a line."""
    return [
        f"{describe(one)} then {describe(other)}"
        for one, other in pairwise(tab_order(frame))
        # What scrolls has no place beside what does not.
        if _scrolled_by(one) is _scrolled_by(other)
        and _goes_back(_place(one, frame), _place(other, frame))
    ]


def _scrolled_by(widget: QWidget) -> QWidget | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        parent = parent.parentWidget()
    return parent


def tab_order(frame: QWidget) -> list[QWidget]:
    """Return what Tab reaches, in its order; outside the program's window that is Qt's ring."""
    if isinstance(frame, Hung):
        shown = frame.findChild(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        assert isinstance(shown, QWidget)
        return [one for one in reading_order.places(shown) if _takes(one)]
    return _ring(frame)


def _ring(frame: QWidget) -> list[QWidget]:
    order: list[QWidget] = []
    one = frame.nextInFocusChain()
    while one is not None and one is not frame:
        if _takes(one) and not any(one is seen for seen in order):
            order.append(one)
        one = one.nextInFocusChain()
    return order


def _takes(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _place(widget: QWidget, frame: QWidget) -> QRect:
    return QRect(widget.mapTo(frame, QPoint()), widget.size())


def _goes_back(one: QRect, other: QRect) -> bool:
    shared_width = min(one.right(), other.right()) - max(one.left(), other.left())
    shared_height = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    up = other.bottom() <= one.top() and shared_width > 0
    back = other.right() <= one.left() and shared_height > min(one.height(), other.height()) / 2
    return up or back


def describe(widget: QWidget) -> str:
    """Return how a finding calls a control."""
    words = widget.text() if isinstance(widget, QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} {widget.objectName()} {words[:30]!r}"
