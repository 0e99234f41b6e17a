"""A form at the left that scrolls, and what is on file at the right.

The form is made once, when it is known what may be told; what is typed in it stays.
"""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.widgets.columns import Columns


class TellingForm(Protocol):
    """What a form at the left can do."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""


class FormAndList(QWidget):
    """Tell and list facts; `record_wanted` carries the form as typed."""

    record_wanted = Signal(object)
    recorded = Signal(object)

    def __init__(self, say: Words, width: int) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._told_by: TellingForm | None = None
        self._columns = Columns(self)
        self._area = QScrollArea()
        self._area.setAccessibleName(say("This page; arrow keys scroll it"))
        self._area.setWidgetResizable(True)
        self._columns.add(self._area, width=width, high=420)

    def hang_form(self, form: QWidget, told_by: TellingForm) -> None:
        """Put the form in its place; it is where typing begins."""
        self._told_by = told_by
        self._area.setWidget(form)
        self.setFocusProxy(form)

    def hang_list(self, made: QWidget) -> None:
        """Put what is on file beside the form."""
        self._columns.add(made, 1, high=360)

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""
        self._area.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        if self._told_by is not None:
            self._told_by.show_recorded(recorded)
        self.recorded.emit(recorded)
