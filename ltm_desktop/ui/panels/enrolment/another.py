"""The tick that this is another person than one with the same name and birth date.

Shown only while there is such a person; never ticked beforehand.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.text import Text


class AnotherPerson(QWidget):
    """Ask whether two people were compared; `told` carries the tick."""

    told = Signal(bool)

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        self._asked: tuple[str, ...] = ()
        self.box = QCheckBox()
        self.box.setObjectName("enrolment.another_person")
        self.box.clicked.connect(self._ticked)
        self._demand = Text("", "")
        self._demand.in_tone("stop")
        self._demand.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(
            Text(say("Perhaps this person is entered already: compare before you save."), "small")
        )
        rows.addWidget(self.box)
        rows.addWidget(self._demand)
        self.hide()

    def ask(self, subjects: Sequence[str], *, told: bool) -> None:
        """Ask for these subject numbers; for nobody, ask nothing."""
        words = self._say(
            "Another person: compared with {subjects}", subjects=self._say.listing(subjects)
        )
        self.box.setText(words.replace("&", "&&"))
        self.box.setAccessibleName(words)
        self.box.setChecked(told)
        self._demand.hide()
        self.setVisible(bool(subjects))

    def demand(self) -> None:
        """Say that the tick is missing, and put the focus on it."""
        self._demand.setText(
            self._say(
                "Name and birth date are the same. Open that patient's chart, "
                "or tick that this is another person."
            )
        )
        self._demand.show()
        self.box.setFocus()

    def _ticked(self) -> None:
        self._demand.hide()
        self.told.emit(self.box.isChecked())
