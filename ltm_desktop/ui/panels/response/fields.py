"""The named fields of the form: put a text in, take one out, hear of every change.

Every field starts empty (T6); what was typed and cannot be read stays as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.response.shown import Option
from ltm_desktop.ui.panels.response.typed import Fields
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.text import restyle

_NEXT = (Qt.Key.Key_Down.value, Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value)
TOPIC = "response"


@dataclass(frozen=True, slots=True)
class _Field:
    take: Callable[[], str]
    put: Callable[[str], None]
    widget: QWidget


class Bag(QObject):
    """Every field of the form by its name."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, _Field] = {}
        self._filling = False

    def values(self) -> Fields:
        """Return what stands in the form."""
        return {name: field.take() for name, field in self._fields.items()}

    def fill(self, fields: Mapping[str, str]) -> None:
        """Put texts back; a field that is not named is emptied."""
        self._filling = True
        for name, field in self._fields.items():
            field.put(fields.get(name, ""))
        self._filling = False

    def put(self, fields: Mapping[str, str]) -> None:
        """Fill the named fields alone, such as with what is on file."""
        for name, text in fields.items():
            self._fields[name].put(text)
        self.tell()

    def widget(self, name: str) -> QWidget:
        """Return the widget of a field."""
        return self._fields[name].widget

    def tell(self) -> None:
        """Say that something was typed."""
        if not self._filling:
            self.changed.emit()

    def line(self, name: str, edit: QLineEdit, label: str) -> QLineEdit:
        """Take a line of text in under a name."""
        self._named(name, edit, label)
        edit.textChanged.connect(self.tell)

        def put(text: str) -> None:
            edit.setText(text)
            # of a long text the beginning shows
            edit.setCursorPosition(0)

        self._fields[name] = _Field(edit.text, put, edit)
        return edit

    def lines(self, name: str, edit: QPlainTextEdit, label: str) -> QPlainTextEdit:
        """Take a few lines of text in under a name."""
        self._named(name, edit, label)
        edit.setTabChangesFocus(True)
        edit.textChanged.connect(self.tell)
        self._fields[name] = _Field(edit.toPlainText, edit.setPlainText, edit)
        return edit

    def pick(self, name: str, box: "Pick", label: str) -> "Pick":
        """Take a list in under a name."""
        self._named(name, box, label)
        box.currentIndexChanged.connect(self.tell)
        self._fields[name] = _Field(box.code, box.set_code, box)
        return box

    def day(self, name: str, field: DateField) -> DateField:
        """Take a day in under a name; once it could be read it is kept as ISO."""
        self._named(name, field.line, field.label)
        field.changed.connect(self.tell)

        def take() -> str:
            on = field.value()
            return on.isoformat() if on else field.text()

        def put(text: str) -> None:
            try:
                field.set_value(date.fromisoformat(text))
            except ValueError:
                field.set_text(text)

        self._fields[name] = _Field(take, put, field.line)
        return field

    def _named(self, name: str, widget: QWidget, label: str) -> None:
        widget.setObjectName(f"{TOPIC}.{name}")
        widget.setAccessibleName(label)


class Pick(QComboBox):
    """One of a list, blank at first; letters and digits jump to what begins with them."""

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.addItem("", "")
        for one in options:
            self.addItem(one.words, one.code)
            if one.help:
                self.setItemData(self.count() - 1, one.help, Qt.ItemDataRole.ToolTipRole)

    def code(self) -> str:
        """Return the code chosen, empty while none is."""
        return str(self.currentData() or "")

    def set_code(self, code: str) -> None:
        """Choose one, or none."""
        self.setCurrentIndex(max(0, self.findData(code)))


class LevelEdit(QLineEdit):
    """One digit of a scorecard; a digit goes on to the next area, arrows go up and down."""

    step = Signal(int)

    def __init__(self, highest: int) -> None:
        super().__init__()
        self._highest = highest
        self.setMaxLength(1)
        self.setFixedWidth(THEME.scaled(44))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.textChanged.connect(self._judge)
        self.textEdited.connect(self._typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the area above or below; Return goes on."""
        if event.key() in _NEXT or event.key() == Qt.Key.Key_Up.value:
            event.accept()
            self.step.emit(-1 if event.key() == Qt.Key.Key_Up.value else 1)
            return
        super().keyPressEvent(event)

    def _allowed(self, text: str) -> bool:
        return text.isascii() and text.isdecimal() and int(text) <= self._highest

    def _typed(self, text: str) -> None:
        if self._allowed(text):
            self.step.emit(1)

    def _judge(self, text: str) -> None:
        problem = "stop" if text and not self._allowed(text) else ""
        if (self.property("problem") or "") != problem:
            self.setProperty("problem", problem)
            restyle(self)


def labelled(say: Words, label: str, editor: QWidget, *, required: bool = False) -> LabelledField:
    """Return an editor under its label, with the name it had."""
    named = editor.objectName()
    field = LabelledField(say, label, editor, required=required)
    editor.setObjectName(named)
    return field
