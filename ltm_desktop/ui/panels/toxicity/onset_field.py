"""When something began: a day, with the time where it matters, or only a month or a year."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import stop
from ltm_desktop.ui.panels.toxicity.onset import Onset, read_onset, shown_onset
from ltm_desktop.ui.widgets.labelled_field import LabelledField


class OnsetField(LabelledField):
    """Take a beginning or an end as precisely as it is known; the text is never corrected."""

    changed = Signal()

    def __init__(
        self,
        say: Words,
        label: str,
        now: Callable[[], datetime],
        *,
        name: str,
        required: bool = True,
        help_text: str = "",
    ) -> None:
        self.line = QLineEdit()
        super().__init__(say, label, self.line, required=required, help_text=help_text)
        self.line.setObjectName(name)
        self.line.setPlaceholderText(say("dd-MMM-yyyy"))
        self._now = now
        self._settled: tuple[str, Onset] | None = None
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.settle)

    def text(self) -> str:
        """Return what stands in the field."""
        return self.line.text().strip()

    def set_text(self, typed: str) -> None:
        """Put typed text back, such as a draft's."""
        self._settled = None
        self.line.setText(typed)
        self.clear_message()

    def value(self) -> Onset | None:
        """Return the one thing the text means, or None."""
        if self._settled is not None and self._settled[0] == self.text():
            return self._settled[1]
        readings, _ = read_onset(self.text(), self._now())
        return readings[0] if len(readings) == 1 else None

    def check_filled(self) -> bool:
        """Say what is missing or unreadable; return whether the field may stand."""
        if not self.text():
            if self.required:
                self.show_required()
            return not self.required
        self.settle()
        return self.value() is not None

    def settle(self) -> None:
        """Read what was typed: show it in full, ask which reading, or say what is wrong."""
        if not self.text():
            self.clear_message()
            return
        if (value := self.value()) is not None:
            self._take(value)
            return
        readings, problem = read_onset(self.text(), self._now())
        if problem:
            self.show_alerts([stop(problem, typed=self.text())])
            return
        sentence = self._say("“{typed}” can be read in two ways. Choose one.", typed=self.text())
        choices = {shown_onset(one, self._say): self._chooser(one) for one in readings}
        self.offer(sentence, choices)

    def _chooser(self, value: Onset) -> Callable[[], None]:
        return lambda: self._take(value)

    def _take(self, value: Onset) -> None:
        shown = shown_onset(value, self._say)
        self._settled = (shown, value)
        self.line.setText(shown)
        self.clear_message()
        self.changed.emit()

    def _typed(self) -> None:
        self._settled = None
        self.clear_message()
        self.changed.emit()
