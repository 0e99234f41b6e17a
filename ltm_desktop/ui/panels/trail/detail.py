"""One entry in full: what changed in a table, everything else as text that can be copied."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.trail.model import detail_text
from ltm_desktop.ui.panels.trail.presenter import Detail
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.card import EmptyState
from ltm_desktop.ui.widgets.changes_table import ChangesTable
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.text import Text


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
        self.changes = ChangesTable(say, "trail.changes")
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
        self.changes.show_changes(detail.row.changes if detail else ())
        if detail is not None:
            heading = self._say(
                "Entry {seq}: {what}", seq=str(detail.row.seq), what=detail.row.what
            )
            self._heading.setText(heading)
            self.text.setPlainText(detail_text(detail, self._say))
