"""One value of the configuration: what it is, what the source says, and how it is set."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.setting_kinds import NONE, Kind
from ltm_desktop.ui.panels.site.configuration import ValueRow
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.text import Text


class ValueEditor(QWidget):
    """Ask for one value by the means its kind allows; `edited` carries path and exact text."""

    edited = Signal(str, str)

    def __init__(self, say: Words, row: ValueRow, text: str) -> None:
        super().__init__()
        self.path = row.path
        self._row = row
        columns = Columns(self, beside=0)
        columns.setContentsMargins(0, THEME.space.close, 0, THEME.space.close)
        columns.setSpacing(THEME.space.wide)
        told = QWidget()
        said = QVBoxLayout(told)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(THEME.space.hair)
        said.addWidget(Text(row.label, "bold"))
        said.addWidget(Text(row.note, "small"))
        said.addStretch(1)
        columns.add(told, 2)
        self.field = self._make(say, text)
        self.field.wrap_label()
        columns.add(self.field, 3)

    def value(self) -> str:
        """Return the value as it would be signed; empty while unset."""
        field = self.field
        if isinstance(field, ChoiceRow):
            return field.value() or ""
        if isinstance(field, NameEdit):
            return field.value()
        return self._ticked()

    def _make(self, say: Words, text: str) -> LabelledField:
        if self._row.kind is Kind.CHOICES:
            return self._make_ticks(say, text)
        if self._row.options:
            choices = [Choice(code, words) for code, words in self._row.options]
            row = ChoiceRow(say, self._row.hint, choices)
            row.set_value(text or None)
            row.changed.connect(self._tell)
            for code, _ in self._row.options:
                row.button(code).setObjectName(f"site.value.{self.path}.{code}")
            return row
        line = NameEdit(say, self._row.hint)
        line.line.setObjectName(f"site.value.{self.path}")
        line.line.setAccessibleName(say.apart(self._row.group, self._row.label))
        line.set_value(text)
        line.line.textEdited.connect(self._tell)
        return line

    def _make_ticks(self, say: Words, text: str) -> LabelledField:
        chosen = {part.strip() for part in text.split(",")}
        holder = QWidget()
        flow = FlowLayout(holder, gap=THEME.space.near)
        self._ticks: dict[str, QCheckBox] = {}
        for code, words in self._row.options:
            tick = QCheckBox(words.replace("&", "&&"))
            tick.setObjectName(f"site.value.{self.path}.{code}")
            tick.setAccessibleName(words)
            tick.setChecked(code in chosen)
            tick.clicked.connect(lambda on, code=code: self._tick(code, on=on))
            self._ticks[code] = tick
            flow.addWidget(tick)
        first = next(iter(self._ticks.values()), None)
        if first is not None:
            holder.setFocusProxy(first)
        return LabelledField(say, self._row.hint, holder)

    def _tick(self, code: str, *, on: bool) -> None:
        # "None" and anything else cannot both be meant.
        for other, tick in self._ticks.items():
            if on and other != code and NONE in (other, code):
                tick.setChecked(False)
        self._tell()

    def _ticked(self) -> str:
        return ", ".join(code for code, tick in self._ticks.items() if tick.isChecked())

    def _tell(self) -> None:
        self.edited.emit(self.path, self.value())
