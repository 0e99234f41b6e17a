"""How the dose panel lays things out: equal columns, titled blocks, three columns side by side."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import EmptyState
from ltm_desktop.ui.widgets.columns import BESIDE
from ltm_desktop.ui.widgets.text import Text

LEFT, RIGHT = 206, 262
_BENEATH = 224
"""The right column beneath the left one: as narrow as its last doses can be."""
_WIDE, _NORMAL = 900, 560
_LEAST = 420
"""Logical pixels that the form itself never goes below."""


class FieldGrid(QWidget):
    """Stand fields in as many equal columns as their words leave room for, in one order."""

    def __init__(self, *, wide: int = 4) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(THEME.space.near)
        self._grid.setVerticalSpacing(THEME.space.near)
        self._wide = wide
        self._shown: tuple[QWidget, ...] = ()
        self._columns = 0

    def show_fields(self, fields: Sequence[QWidget]) -> None:
        """Show exactly these fields, in this order."""
        if tuple(fields) == self._shown:
            return
        for one in self._shown:
            self._grid.removeWidget(one)
            if one not in fields:
                one.hide()
        self._shown = tuple(fields)
        self._columns = 0
        self._lay_out()
        for one in fields:
            one.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the widest field: what has no room beside another stands beneath it."""
        return QSize(self._room(1), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Look again whether the columns fit when the words in a field changed."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._lay_out()
        return super().event(event)

    def _room(self, columns: int) -> int:
        """Return the width in which no field is cut, in pixels; the columns are equally wide."""
        widest = max((one.minimumSizeHint().width() for one in self._shown), default=0)
        return columns * widest + (columns - 1) * self._grid.horizontalSpacing()

    def _lay_out(self) -> None:
        width = self.width()
        wide, normal = THEME.scaled(_WIDE), THEME.scaled(_NORMAL)
        columns = self._wide if width >= wide else 3 if width >= normal else 2
        while columns > 1 and self._room(columns) > width:
            columns -= 1
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        for place, field in enumerate(self._shown):
            self._grid.addWidget(field, place // columns, place % columns)


class Block(QFrame):
    """A titled part of a form, set apart by a hairline."""

    def __init__(self, title: str, aside: str = "") -> None:
        super().__init__()
        self.setObjectName("secretBox")
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        space = THEME.space
        self.body.setContentsMargins(space.near, space.close, space.near, space.near)
        self.body.setSpacing(space.close)
        self.title = Text(title, "bold")
        self.body.addWidget(self.title)
        if aside:
            self.body.addWidget(Text(aside, "small"))


class NoticePlace(QVBoxLayout):
    """Where one notice stands at a time."""

    def show_notice(self, notice: QWidget) -> None:
        """Show a notice in place of the one before."""
        self.clear()
        notice.setObjectName("notice")
        self.addWidget(notice)

    def clear(self) -> None:
        """Show none."""
        empty(self)


class Held:
    """What is held still while a record is written, so that exactly that is woken again."""

    def __init__(self) -> None:
        self._parts: list[QWidget] = []

    def hold(self, around: QWidget | None, *, busy: bool) -> None:
        """Hold what is in sight there: what is hidden cannot be reached, and is far more."""
        parts, self._parts = self._parts, []
        for part in parts:
            part.setEnabled(True)
        if busy and around is not None:
            inside = (one for one in around.children() if isinstance(one, QWidget))
            self._parts = [one for one in inside if not one.isHidden() and one.isEnabled()]
            for part in self._parts:
                part.setEnabled(False)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


class ThreeColumns(QWidget):
    """Stand the form between its two columns, each of which scrolls by itself.

    Where large letters leave no room for three, the right one stands beneath the left one.
    """

    def __init__(self, left: QWidget, centre: QLayout, right: QWidget) -> None:
        super().__init__()
        space = THEME.space
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(space.near, space.near, space.near, space.near)
        self._columns.setSpacing(space.normal)
        # Every row of the left column takes the focus itself; the right one is only scrolled.
        self._right = _scrolled(right, Qt.FocusPolicy.StrongFocus)
        self._left = QVBoxLayout()
        self._left.setSpacing(space.close)
        steps = _scrolled(left, Qt.FocusPolicy.NoFocus)
        steps.setFixedWidth(_width(LEFT))
        self._left.addWidget(steps, 1)
        self._columns.addLayout(self._left)
        self._columns.addLayout(centre, 1)
        self._place(narrow=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the right column the place that the width allows."""
        super().resizeEvent(event)
        narrow = event.size().width() < THEME.scaled(BESIDE)
        if narrow != self._narrow:
            self._place(narrow=narrow)

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as two columns: the third gives way."""
        return QSize(_width(_BENEATH) + THEME.scaled(_LEAST), super().minimumSizeHint().height())

    def _place(self, *, narrow: bool) -> None:
        self._narrow = narrow
        column, other = (self._left, self._columns) if narrow else (self._columns, self._left)
        other.removeWidget(self._right)
        self._right.setFixedWidth(_width(_BENEATH if narrow else RIGHT))
        column.addWidget(self._right, 1 if narrow else 0)


def _scrolled(column: QWidget, focus: Qt.FocusPolicy) -> QScrollArea:
    area = QScrollArea()
    area.setFocusPolicy(focus)
    area.setAccessibleName(column.accessibleName())
    area.setWidgetResizable(True)
    area.setWidget(column)
    return area


def _width(column: int) -> int:
    """Return the width of a column with its scroll bar."""
    return THEME.scaled(column) + THEME.shape.scroll + THEME.space.hair


def no_plan(say: Words, tell: Callable[[], None]) -> QWidget:
    """Say that there is nothing to give yet; what was injected all the same can be told."""
    page = QWidget()
    rows = QVBoxLayout(page)
    rows.addWidget(
        EmptyState(
            say("No doses are planned for this patient."),
            say("They are planned above, once consent and arm are recorded."),
        )
    )
    button = QuietButton(say("Record what happened"), "Alt+W", bedside=True)
    button.setObjectName("dosing.more_unplanned_button")
    button.clicked.connect(tell)
    rows.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
    rows.addStretch(1)
    return page
