"""Find a term by typing; the nearest stand beneath with the criteria of their grades to come.

Return in the line takes the first one offered; it never records anything.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.toxicity.row_button import RowButton
from ltm_desktop.ui.panels.toxicity.shown import TermShown
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import LinkButton
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import Text

_DOWN, _UP = Qt.Key.Key_Down.value, Qt.Key.Key_Up.value
_TAKEN = (Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)


class TermField(QWidget):
    """One term; `searched` asks for what is near, `chosen` carries a code or nothing."""

    searched = Signal(str)
    chosen = Signal(str)

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._hits: list[RowButton] = []
        self._codes: list[str] = []
        self.line = QLineEdit()
        self.line.setObjectName("toxicity.term")
        self.line.setMaxLength(80)
        self.line.textEdited.connect(self.searched)
        self.line.installEventFilter(self)
        help_text = say("Type a few letters: English, Chinese, pinyin initials or everyday words.")
        self.field = LabelledField(
            say, say("What happened"), self.line, required=True, help_text=help_text
        )
        self.line.textEdited.connect(self.field.clear_message)
        self._list = QVBoxLayout()
        self._list.setSpacing(THEME.space.hair)
        self._why = Text("", "small")
        self._why.setObjectName("toxicity.term_why")
        self._taken = _Taken(say)
        self._taken.change.clicked.connect(lambda: self.chosen.emit(""))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.tight)
        for part in (self.field, self._taken):
            rows.addWidget(part)
        rows.addWidget(self._why)
        rows.addLayout(self._list)
        self.setFocusProxy(self.line)
        self.show_term(None)

    def show_hits(self, hits: Sequence[TermShown]) -> None:
        """Offer terms; with nothing near what was typed, say so."""
        self._clear()
        for hit in hits:
            self._add(hit)
        typed = self.line.text().strip()
        why = next((hit.why for hit in hits if hit.why), "")
        if typed and not hits:
            why = self._say(
                "Nothing in the list is near this. Try another word or “Other, specify”."
            )
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def show_term(self, term: TermShown | None) -> None:
        """Show the term that was chosen in the place of the line, or the line again."""
        self._clear()
        self._why.hide()
        self.field.setVisible(term is None)
        self._taken.setVisible(term is not None)
        if term is not None:
            self._taken.show_term(term)
        else:
            self.line.clear()

    def show_missing(self) -> None:
        """Say that a term is still missing."""
        self.field.show_required()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk down into what is offered and back; Return takes the first."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.line:
            return self._key_in_line(event.key())
        return self._key_in_hits(watched, event.key())

    def _key_in_line(self, key: int) -> bool:
        if key == _DOWN and self._hits:
            self._hits[0].setFocus()
            return True
        if key in _TAKEN:
            if self._codes:
                self.chosen.emit(self._codes[0])
            return True
        return False

    def _key_in_hits(self, watched: QObject, key: int) -> bool:
        place = next((n for n, one in enumerate(self._hits) if one is watched), -1)
        if place < 0:
            return False
        if key in _TAKEN:
            self.chosen.emit(self._codes[place])
            return True
        if key not in (_UP, _DOWN):
            return False
        there = place + (1 if key == _DOWN else -1)
        following: QWidget = self.line if there < 0 else self._hits[min(there, len(self._hits) - 1)]
        following.setFocus()
        return True

    def _add(self, hit: TermShown) -> None:
        row = RowButton(hit.name)
        row.setCheckable(False)
        row.setObjectName(f"toxicity.hit.{hit.code}")
        row.columns.addWidget(Text(hit.name, "bold"), 1)
        exist = self._say.listing(str(one.number) for one in hit.grades)
        row.columns.addWidget(Text(self._say("grades {grades}", grades=exist), "small", wrap=False))
        row.clicked.connect(lambda: self.chosen.emit(hit.code))
        row.installEventFilter(self)
        self._list.addWidget(row)
        self._hits.append(row)
        self._codes.append(hit.code)

    def _clear(self) -> None:
        for row in self._hits:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._hits, self._codes = [], []


class _Taken(QWidget):
    """The term that was chosen, and the way back."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._name = Text("", "strong")
        self._name.setObjectName("toxicity.term_chosen")
        self._group = Text("", "small")
        self.change = LinkButton(say("Another term"))
        self.change.setObjectName("toxicity.term_change")
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._group)
        columns.addLayout(words, 1)
        columns.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)

    def show_term(self, term: TermShown) -> None:
        """Show a term with its group."""
        self._name.setText(term.name)
        self._group.setText(term.group)
