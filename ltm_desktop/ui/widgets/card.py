"""White cards that group what belongs together, and the words an empty one shows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.text import Text


class Card(QFrame):
    """A white card with an optional heading; add content to `body`."""

    def __init__(self, heading: str = "", aside: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        self.body = QVBoxLayout(self)
        space = THEME.space
        self.body.setContentsMargins(space.normal, space.near, space.normal, space.near)
        self.body.setSpacing(space.close)
        if heading:
            self.setAccessibleName(heading)
            self.body.addLayout(_heading(heading, aside))


class EmptyState(QWidget):
    """Say in words that there is nothing, and what would put something here."""

    def __init__(self, text: str, next_step: str = "", *, alone: bool = False) -> None:
        """Stand at the top of the room where nothing else is in it."""
        super().__init__()
        self.setAccessibleName(text)
        rows = QVBoxLayout(self)
        space = THEME.space
        rows.setContentsMargins(0, space.close, 0, space.close)
        rows.setSpacing(space.hair)
        self._text = Text(text, "muted")
        self._next = Text(next_step, "small")
        rows.addWidget(self._text)
        rows.addWidget(self._next)
        # only now: shown without a place it would be a window of its own
        self._next.setVisible(bool(next_step))
        if alone:
            rows.addStretch(1)

    def say_anew(self, text: str, next_step: str = "") -> None:
        """Say something else in the same place."""
        self.setAccessibleName(text)
        self._text.setText(text)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))


def _heading(heading: str, aside: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(Text(heading, "strong"), 1)
    if aside:
        beside = Text(aside, "small")
        beside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(beside, 1)
    return row
