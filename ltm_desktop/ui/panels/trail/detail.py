"""One entry in full: what changed in a table, everything else as text that can be copied."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.trail.rows import Change
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.trail.model import detail_text
from ltm_desktop.ui.panels.trail.presenter import Detail
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.card import EmptyState
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.text import Text

_CHANGES = 190
"""Pixels of the table of changes; more changes scroll."""


class EntryInFull(QWidget):
    """Show one entry, or that none is chosen."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._choose = EmptyState(
            say("Choose an entry to read it in full."),
            say("What changed, who signed it for which version, and the exact text shown."),
        )
        self._heading = Text("", "strong")
        heads = (say("What changed"), say("Old value"), say("New value"))
        self.changes = Listing(heads, say("Old and new values"))
        self.changes.setObjectName("trail.changes")
        self.changes.fitted.connect(self._fit)
        self.text = ReadingText("trail.text", say("The entry in full"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        for widget in (self._choose, self._heading, self.changes):
            rows.addWidget(widget)
        rows.addWidget(self.text, 1)
        rows.addStretch(0)
        self.show_entry(None)

    def show_entry(self, detail: Detail | None) -> None:
        """Show one entry in full."""
        self._choose.setVisible(detail is None)
        for widget in (self._heading, self.text):
            widget.setVisible(detail is not None)
        row = detail.row if detail else None
        self.changes.show_rows(
            [_change(place, one) for place, one in enumerate(row.changes if row else ())]
        )
        self.changes.setVisible(bool(row and row.changes))
        self._fit()
        if detail is not None:
            heading = self._say(
                "Entry {seq}: {what}", seq=str(detail.row.seq), what=detail.row.what
            )
            self._heading.setText(heading)
            self.text.setPlainText(detail_text(detail, self._say))

    def _fit(self) -> None:
        self.changes.setFixedHeight(min(THEME.scaled(_CHANGES), self.changes.whole_height()))


def _change(place: int, one: Change) -> Row:
    return Row(
        str(place), (Cell(one.label), Cell(one.was or "–"), Cell(one.now or "–", strong=True))
    )
