"""Tab follows reading order, both ways, also through fields that appear while one works.

Qt keeps the order in which fields were made; ours is read from the layout. Source: PAB-0076.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLayout,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QWidget,
)


def move_focus(root: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next place of the whole window as one reads, round at its end."""
    now = QApplication.focusWidget()
    if now is None or not (now.isVisible() and now.isEnabled()):
        # Qt asks as well when what had the focus is hidden or goes: then nothing is walked through.
        return False
    for page in reversed(list(_around(root))):
        order = [one for one in places(page) if one.isEnabled()]
        if now in order:
            place = (order.index(now) + (1 if forward else -1)) % len(order)
            reasons = Qt.FocusReason
            order[place].setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
            return True
    return False


def _around(root: QWidget) -> Iterator[QWidget]:
    """Yield a widget and all it stands in: a part is read in its place on the page."""
    one: QWidget | None = root
    while one is not None:
        yield one
        one = one.parentWidget()


def first_in(root: QWidget) -> QWidget | None:
    """Return the first field inside a widget, a button that acts only where there is no field.

    So no key meant for the page before presses anything on this one.
    """
    button = None
    for one in places(root):
        if one.isEnabled():
            if not _acts(one):
                return one
            button = button or one
    return button


def _acts(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and not widget.isCheckable()


def places(widget: QWidget) -> Iterator[QWidget]:
    """Yield what takes the focus by Tab, itself and inside, in the order of the layouts.

    Nothing that is hidden inside it, and nothing in what is hidden: there is far more of that.
    """
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea | QMainWindow):
        inside = widget.widget() if isinstance(widget, QScrollArea) else widget.centralWidget()
        if inside is not None:
            yield from places(inside)
    elif isinstance(widget, QStackedWidget):
        for place in range(widget.count()):
            page = widget.widget(place)
            if page is not None and not page.isHidden():
                yield from places(page)
    else:
        layout = widget.layout()
        if layout is not None:
            yield from _laid_out(layout, _inside(widget))


def _laid_out(layout: QLayout, widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """Yield what stands in a layout, by its order.

    Never through the items of the layout: they go without notice, and what Python holds of one
    would then point to nothing.
    """
    parts: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in widgets]
    inner = (one for one in layout.children() if isinstance(one, QLayout))
    parts += ((layout.indexOf(one), one) for one in inner)
    for place, part in sorted(parts, key=itemgetter(0)):
        if place < 0:
            continue
        if isinstance(part, QLayout):
            yield from _laid_out(part, widgets)
        else:
            yield from places(part)


def _inside(widget: QWidget) -> list[QWidget]:
    return [one for one in widget.children() if isinstance(one, QWidget) and not one.isHidden()]
