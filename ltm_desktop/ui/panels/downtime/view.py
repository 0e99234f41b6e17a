"""One line on Today: how old the newest downtime kit is, a new one, and the code of a form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.opened_papers import OpenedPapers, Viewer, system_viewer
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.columns import Columns, row_of
from ltm_desktop.ui.widgets.text import Text, prompt_room
from ltm_desktop.ui.widgets.work_line import WorkLine

_LONGEST = 120
_CODE_WIDTH = 280


class DowntimeLine(QWidget):
    """Say how old the kit is; make one, or come back with a used form."""

    make_wanted = Signal()
    code_given = Signal(str)
    ticked = Signal()

    def __init__(self, say: Words, *, viewer: Viewer = system_viewer) -> None:
        super().__init__()
        self._say = say
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._papers = OpenedPapers(self, viewer)
        self._alerts = AlertList(say)
        self._age = Text("", "small", one_line=True)
        self._age.setObjectName("downtime.age")
        self.make = QuietButton(say("Make the downtime kit"), "Alt+K")
        self.make.setObjectName("downtime.make")
        self.make.clicked.connect(self.make_wanted)
        self.code = QLineEdit()
        self.code.setObjectName("downtime.code")
        self.code.setMaxLength(_LONGEST)
        self.code.setAccessibleName(say("Code of a used paper form"))
        self.code.setPlaceholderText(say("Code of a used paper form"))
        self.code.setMinimumWidth(prompt_room(self.code))
        self.code.setMaximumWidth(max(prompt_room(self.code), THEME.scaled(_CODE_WIDTH)))
        self._open = QuietButton(say("Open the late entry"), "Alt+L")
        self._open.setObjectName("downtime.open")
        self._open.clicked.connect(self._give)
        row = Columns()
        row.setSpacing(THEME.space.close)
        row.add(self._age, 1)
        row.add(row_of(self.make, self.code, self._open))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.tight)
        rows.addLayout(row)
        self._work = WorkLine(say, "downtime.working")
        rows.addWidget(self._work)
        rows.addWidget(self._alerts)

    def show_age(self, words: str, *, caution: bool) -> None:
        """Say how old the newest kit is."""
        self._age.setText(words)
        self._age.setAccessibleName(words)
        self._age.in_tone("caution" if caution else "")

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Say what could not be done."""
        self._alerts.show_alerts(alerts)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while a kit is made."""
        self.make.setEnabled(not busy)
        self._work.show_work(self._say("Drawing the forms of seven days…") if busy else "")

    def show_kit(self, pdf: bytes) -> None:
        """Open a kit that was asked for."""
        self._papers.show(pdf, "downtime-kit.pdf")

    def clear_code(self) -> None:
        """Empty the field of the code: it led somewhere."""
        self.code.clear()

    def _give(self) -> None:
        if self.code.text().strip():
            self.code_given.emit(self.code.text())
        else:
            self.code.setFocus()
