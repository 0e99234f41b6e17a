"""What is asked when one result is put right or taken back: which one it is, and why."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.labs.shown import PuttingRight
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.choice_row import Choice
from ltm_desktop.ui.widgets.reason_chooser import ReasonChooser
from ltm_desktop.ui.widgets.text import Text


class RightPart(QWidget):
    """Name the result and ask for a reason."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(THEME.space.tight)
        self._what = Text("", "strong")
        self._rows.addWidget(self._what)
        self._rows.addWidget(Text(say("The earlier value stays readable."), "small"))
        self.reason = ReasonChooser(say, say("Why"), ())
        self._rows.addWidget(self.reason)

    def show_what(self, what: PuttingRight | None) -> None:
        """Ask about this result; None empties the part."""
        say = self._say
        self._rows.removeWidget(self.reason)
        self.reason.hide()
        self.reason.deleteLater()
        reasons = [Choice(code, words) for code, words in what.reasons] if what else []
        self.reason = ReasonChooser(say, say("Why"), reasons)
        self.reason.setObjectName("labs.reason")
        self._rows.addWidget(self.reason)
        self.setFocusProxy(self.reason)
        if what is None:
            return
        if what.fields:
            words = say("Put right: {name}, {value}", name=what.name, value=what.value)
        else:
            words = say("Take back: {name}, {value}", name=what.name, value=what.value)
        self._what.setText(words)
