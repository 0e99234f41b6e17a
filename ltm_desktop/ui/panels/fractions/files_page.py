"""The list of files that were read from the machine, and what stands in the log or there only."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.fractions.course_page import empty
from ltm_desktop.ui.panels.fractions.filing import FileLine, FilesShown
from ltm_desktop.ui.panels.fractions.side_page import side_page
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.text import Text
from ltm_desktop.ui.widgets.work_line import WorkLine

TOPIC = "fractions.files"


class FilesPage(QWidget):
    """Choose files or a folder, or drop them here; the list says what each is."""

    files_wanted = Signal()
    folder_wanted = Signal()
    dropped = Signal(object)
    opened = Signal(str)

    def __init__(self, say: Words, leave: Callable[[], None]) -> None:
        super().__init__()
        self._say = say
        self.setAcceptDrops(True)
        self.choose_button = PrimaryButton(say("Choose files"), "Alt+I")
        self.choose_button.setObjectName(f"{TOPIC}.choose")
        self.choose_button.clicked.connect(self.files_wanted)
        self.folder_button = QuietButton(say("Choose a folder"), "Alt+O")
        self.folder_button.setObjectName(f"{TOPIC}.folder")
        self.folder_button.clicked.connect(self.folder_wanted)
        safe = say("Nothing is written by it.")
        self.work = WorkLine(say, f"{TOPIC}.busy", safe=safe, stop_key="Alt+H")
        self.alerts = AlertList(say)
        self.alerts.setObjectName(f"{TOPIC}.alerts")
        found = QWidget()
        found.setObjectName(f"{TOPIC}.found")
        self._found = QVBoxLayout(found)
        self._found.setContentsMargins(0, 0, 0, 0)
        self._found.setSpacing(THEME.space.close)
        help_text = say(
            "RT Plans and treatment records (DICOM RT) of this patient; they can be dropped here "
            "too. Reading writes nothing, and what was read is forgotten when the chart is closed."
        )
        parts = (self._buttons(), Text(help_text, "small"), self.work, self.alerts, found)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        title = say("Files of the machine's system")
        rows.addWidget(side_page(say, TOPIC, title, parts, None, leave))
        self.setFocusProxy(self.choose_button)

    def show_files(self, shown: FilesShown) -> None:
        """Show all files that were read, and what is missing on either side."""
        say = self._say
        empty(self._found)
        for number, line in enumerate(shown.lines):
            self._found.addWidget(self._line(line, number))
        for note in shown.notes:
            self._found.addWidget(Text(note, "small"))
        lists = (
            (say("At the machine, not in the log"), shown.not_logged, "caution"),
            (say("In the log, no record of the machine"), shown.not_read, ""),
            (say("Linked although something differs"), shown.differing, "caution"),
        )
        for head, lines, tone in lists:
            self._found.addSpacing(THEME.space.tight)
            self._found.addWidget(Text(head, "bold"))
            for words in lines or (say("none"),):
                self._found.addWidget(
                    Text(words, "" if lines else "muted", tone=tone if lines else "")
                )

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show why nothing could be read."""
        self.alerts.show_alerts(alerts)

    def show_reading(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say how far the reading is, and take no others meanwhile; nothing when it is over."""
        self.work.show_work(words, done=done, total=total, may_stop=True)
        busy = bool(words)
        self.choose_button.setDisabled(busy)
        self.folder_button.setDisabled(busy)
        self.setAcceptDrops(not busy)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        if _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        self.dropped.emit(_paths(event))
        event.acceptProposedAction()

    def _buttons(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choose_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        return line

    def _line(self, one: FileLine, number: int) -> QWidget:
        say, line = self._say, QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, THEME.space.tight)
        told = QVBoxLayout()
        told.setSpacing(1)
        if one.title:
            told.addWidget(Text(one.title))
        told.addWidget(Text(one.standing, "small" if one.title else "", tone=one.tone))
        told.addWidget(Text(one.name, "muted"))
        row.addLayout(told, 1)
        if one.uid:
            button = QuietButton(say("Compare"))
            button.setObjectName(f"{TOPIC}.compare.{number}")
            button.setAccessibleName(say("Compare {session}", session=one.title))
            button.clicked.connect(lambda: self.opened.emit(one.uid))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line


def _paths(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
