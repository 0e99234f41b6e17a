"""Tab follows reading order, both ways, also through fields that appear while one works.

Qt keeps the order in which fields were made; ours is read from the layout. Source: PAB-0076.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QWidget,
)


def move_focus(root: QWidget, *, forward: bool) -> bool:
    """Move the focus inside a widget to the next place as one reads; at its end, out of it."""
    order = [one for one in _in(root) if one.isVisibleTo(root) and one.isEnabled()]
    now = QApplication.focusWidget()
    if now not in order:
        return False
    place = order.index(now) + (1 if forward else -1)
    inside = 0 <= place < len(order)
    following = order[place] if inside else _outside(root, now, forward=forward)
    if following is None:
        following = order[0 if forward else -1]
    reasons = Qt.FocusReason
    following.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    return True


def first_in(root: QWidget) -> QWidget | None:
    """Return the first field inside a widget, a button that acts only where there is no field.

    So no key meant for the page before presses anything on this one.
    """
    shown = [one for one in _in(root) if one.isVisibleTo(root) and one.isEnabled()]
    fields = (one for one in shown if not _acts(one))
    return next(fields, next(iter(shown), None))


def _acts(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and not widget.isCheckable()


def _outside(root: QWidget, now: QWidget, *, forward: bool) -> QWidget | None:
    """Return the next place of the window that is not inside the widget."""
    one = now
    while True:
        following = one.nextInFocusChain() if forward else one.previousInFocusChain()
        if following is None or following is now:
            return None
        one = following
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        if takes and one.isVisible() and one.isEnabled() and not root.isAncestorOf(one):
            return one


def _in(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from _in(inside)
    elif isinstance(widget, QStackedWidget):
        for place in range(widget.count()):
            page = widget.widget(place)
            if page is not None:
                yield from _in(page)
    else:
        layout = widget.layout()
        if layout is not None:
            yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _in(widget)
        elif inner is not None:
            yield from _laid_out(inner)
