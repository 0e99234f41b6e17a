"""A label above its editor, a red asterisk where it is required, help and a message beneath.

The label is the editor's buddy; what the person typed is never changed by a message.
Source: nhs-cui CNA-1060 to -1240, MSP-1530.
"""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, Severity
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.announcing import announce
from ltm_desktop.ui.widgets.buttons import LinkButton
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.text import Mark, Text, wear

_SHAPES = {"stop": "prohibition", "caution": "warning", "advice": "advice"}
_TONES = {Severity.STOP: "stop", Severity.OVERRIDE: "caution", Severity.NOTE: "advice"}
_BENEATH = 2
"""Where the message stands: after label and editor."""


class LabelledField(QWidget):
    """Stand a label over any editor; messages and choices of reading appear beneath it."""

    def __init__(
        self,
        say: Words,
        label: str,
        editor: QWidget,
        *,
        required: bool = False,
        help_text: str = "",
    ) -> None:
        super().__init__()
        self._say = say
        self._label = label
        self._required = required
        self.editor = editor
        self.setFocusProxy(editor)
        # made when they first have something to say: a form has sixty fields and few messages
        self._message: _Message | None = None
        self._readings: _Readings | None = None
        self._help: Text | None = None
        rows = self._below = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        self._head = self._make_label()
        rows.addWidget(self._head)
        rows.addWidget(editor)
        rows.addStretch(0)
        editor.setAccessibleName(self._accessible_name())
        self.show_help(help_text)

    def check_filled(self) -> bool:
        """Say what is missing; return whether the field may stand, as one without rules does."""
        return True

    def wrap_label(self) -> None:
        """Let a label as long as a sentence break into lines, so that the field may be narrow."""
        self._head.setWordWrap(True)

    def _describe(self) -> None:
        """Let a reader of the screen say message and help wherever the focus comes back."""
        help_text = self._help.text() if self._help is not None else ""
        self.editor.setAccessibleDescription(self._say.together(self.message(), help_text))

    def _make_label(self) -> QLabel:
        label = QLabel()
        label.setProperty("role", "label")
        label.setTextFormat(Qt.TextFormat.RichText)
        star = f' <b style="color:{THEME.palette.stop.ink}">*</b>' if self._required else ""
        label.setText(escape(self._label) + star)
        label.setBuddy(self.editor)
        label.setAccessibleName(self._accessible_name())
        return label

    def _accessible_name(self) -> str:
        if not self._required:
            return self._label
        return self._say("{label}, required", label=self._label)

    @property
    def label(self) -> str:
        """Return the label as the person reads it."""
        return self._label

    @property
    def required(self) -> bool:
        """Tell whether the field must be filled."""
        return self._required

    def message(self) -> str:
        """Return the sentence shown beneath, or nothing."""
        return self._message.text() if self._message is not None else ""

    def show_message(self, sentence: str, tone: str = "stop") -> None:
        """Show a sentence beneath the editor; tones are stop, caution and advice."""
        new = sentence != self.message()
        if self._message is None and sentence:
            self._message = _Message()
            self._below.insertWidget(_BENEATH, self._message)
        if self._message is not None:
            self._message.show_sentence(sentence, tone)
        if new:
            self._describe()
        if sentence and new and self.isVisible():
            # said where the message comes, whatever has the focus by then
            announce(self, self._say.labelled(self._label, sentence), urgent=tone == "stop")
        self._take_readings_away()
        self._mark(tone if sentence else "")

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all alerts on this field, with the strongest tone among them."""
        order = list(_TONES)
        ranked = sorted(alerts, key=lambda alert: order.index(alert.severity))
        say = self._say
        sentences = [say.together(say.alert(alert), say.next_step(alert)) for alert in ranked]
        tone = _TONES[ranked[0].severity] if ranked else ""
        self.show_message("\n".join(sentences), tone)

    def show_help(self, text: str) -> None:
        """Change the help, such as the dated earlier value of this field."""
        if self._help is None and text:
            self._help = Text("", "small")
            # Shown in its place: without one it would be a window of its own.
            before = [one for one in (self._message, self._readings) if one is not None]
            self._below.insertWidget(_BENEATH + len(before), self._help)
        if self._help is not None:
            self._help.setText(text)
            self._help.setVisible(bool(text))
        self._describe()

    def show_required(self) -> None:
        """Say that this required field is still empty."""
        self.show_message(self._say("{label} is still missing.", label=self._label))

    def offer(self, sentence: str, readings: dict[str, Callable[[], None]]) -> None:
        """Ask which reading is meant; each is a button, nothing is chosen beforehand."""
        offered = self._readings.offered() if self._readings is not None else ()
        if self.message() == sentence and offered == tuple(readings):
            # Asked already: a button made anew would lose the focus that just came to it.
            return
        self.show_message(sentence, "caution")
        if self._readings is None:
            self._readings = _Readings()
            self._below.insertWidget(_BENEATH + 1, self._readings)
        self._readings.offer(readings)

    def clear_message(self) -> None:
        """Take message and questions away."""
        self.show_message("", "")

    def _take_readings_away(self) -> None:
        if self._readings is None:
            return
        now = QApplication.focusWidget()
        if now is not None and self._readings.isAncestorOf(now):
            # Whoever answered stays in the field: Qt would go on to any button of the window.
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._readings.offer({})

    def _mark(self, tone: str) -> None:
        wear(self.editor, "problem", tone)


class NameEdit(LabelledField):
    """A one-line text field with room for the longest name; the text is kept as typed."""

    def __init__(
        self,
        say: Words,
        label: str,
        *,
        required: bool = False,
        help_text: str = "",
        longest: int = 200,
    ) -> None:
        self.line = QLineEdit()
        self.line.setMaxLength(longest)
        super().__init__(say, label, self.line, required=required, help_text=help_text)
        self.changed = self.line.textChanged
        self.changed.connect(self.clear_message)

    def value(self) -> str:
        """Return the text without outer blanks."""
        return self.line.text().strip()

    def set_value(self, text: str) -> None:
        """Fill the field; of a text longer than the field its beginning shows."""
        self.line.setText(text)
        if not self.line.hasFocus():
            self.line.setCursorPosition(0)

    def check_filled(self) -> bool:
        """Say so where a required field is empty; return whether it may stand."""
        if self._required and not self.value():
            self.show_required()
            return False
        return True


class _Message(QWidget):
    """A shape and a sentence; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(THEME.space.tight)
        self._mark = Mark("advice", THEME.palette.advice.ink, drop=3)
        self._sentence = Text("", "")
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self.hide()

    def text(self) -> str:
        return self._sentence.text()

    def show_sentence(self, sentence: str, tone: str) -> None:
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        if sentence:
            self._sentence.in_tone(tone)
            colours = THEME.palette.tone(tone)
            self._mark.draw(_SHAPES[tone], colours.solid if tone == "stop" else colours.ink)
        self.setVisible(bool(sentence))


class _Readings(QWidget):
    """The at most two readings of what was typed, each as a button."""

    def __init__(self) -> None:
        super().__init__()
        self._row = FlowLayout(self, gap=6)
        self._offered: tuple[str, ...] = ()
        self.hide()

    def offered(self) -> tuple[str, ...]:
        return self._offered

    def offer(self, readings: dict[str, Callable[[], None]]) -> None:
        self._offered = tuple(readings)
        while (item := self._row.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        for text, choose in readings.items():
            button = LinkButton(text)
            button.clicked.connect(choose)
            self._row.addWidget(button)
        self.setVisible(bool(readings))
