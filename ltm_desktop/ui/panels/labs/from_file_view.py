"""The page of a laboratory's file: choose it, place its samples, read the rows, take them over."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.lab_spelling import CSF_SOMEWHERE, UNSAID
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.analytes import Specimen
from ltm_desktop.ui.panels.labs.from_file import FileRow, FromFileShown
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Text
from ltm_desktop.ui.widgets.work_line import WorkLine

TOPIC = "labs.file"
_PLACES = {UNSAID: tuple(Specimen), CSF_SOMEWHERE: (Specimen.CSF_LUMBAR, Specimen.CSF_VENTRICULAR)}


class FromFilePage(Card):
    """One file beside the chart."""

    chosen = Signal(object)
    ticked = Signal(int, bool)
    placed = Signal(str, str)
    record_wanted = Signal()
    recorded = Signal(object)
    left = Signal()

    def __init__(self, say: Words) -> None:
        super().__init__(say("Results from a file"))
        self._say = say
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._filling = False
        self.setObjectName(TOPIC)
        self.setAcceptDrops(True)
        self.choose = PrimaryButton(say("Choose a file"), "Alt+O")
        self.choose.setObjectName(f"{TOPIC}.choose")
        self.choose.clicked.connect(self._choose)
        self.back = QuietButton(say("Back to the results"), "Esc")
        self.back.setObjectName(f"{TOPIC}.back")
        self.back.clicked.connect(self.left)
        self.alerts = AlertList(say)
        self.alerts.setObjectName(f"{TOPIC}.alerts")
        self._note = Text("", "small")
        self._note.setObjectName(f"{TOPIC}.note")
        self._work = WorkLine(say, f"{TOPIC}.working")
        self._places = QVBoxLayout()
        self._asked: tuple[str, ...] = ()
        self.table = self._make_table()
        self.saved = SavedLine(say)
        self.saved.hide()
        self.take = PrimaryButton(say("Take over"), "Alt+R")
        self.take.setObjectName(f"{TOPIC}.record")
        self.take.clicked.connect(self.record_wanted)
        self._lay_out()
        self.show_page(FromFileShown())
        self.setFocusProxy(self.choose)

    def show_page(self, shown: FromFileShown) -> None:
        """Show the rows of the file."""
        say = self._say
        file = say("File: {name}", name=shown.file) if shown.file else ""
        self._note.setText("\n".join(filter(None, (file, shown.note))))
        self._note.setVisible(bool(file))
        self._show_places(shown.asks)
        self._fill(shown.rows)
        words = say.many("Take {count} result over", "Take {count} results over", shown.ticked)
        self.take.setText(words if shown.ticked else say("Take over"))
        # new words take the key of a button away
        self.take.setShortcut("Alt+R")
        self.take.setVisible(bool(shown.rows))
        self.take.setEnabled(shown.ticked > 0)

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Show what stands against the file or the taking over."""
        self.alerts.show_alerts(alerts)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while a file is read or results are stored."""
        self.setDisabled(busy)
        say = self._say
        words = say("Storing the results…") if self._note.text() else say("Reading the file…")
        self._work.show_work(words if busy else "")

    def show_recorded(self, recorded: Recorded, words: str) -> None:
        """Say that they stand."""
        self.saved.show_saved(recorded.recorded_at)
        self.saved.show()
        self._note.setText(words)
        self.recorded.emit(recorded)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of this computer."""
        if len(_paths(event)) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped."""
        self.chosen.emit(_paths(event)[0])
        event.acceptProposedAction()

    def _choose(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._say("Choose a file"))
        if path:
            self.chosen.emit(Path(path))

    def _lay_out(self) -> None:
        say = self._say
        top = QHBoxLayout()
        top.addWidget(self.choose)
        top.addWidget(self.back)
        top.addStretch(1)
        self.body.addLayout(top)
        help_text = say(
            "A table (CSV) or a FHIR bundle (JSON) of this patient's results; it can be dropped "
            "here too. Reading writes nothing. Ticked rows are recorded together."
        )
        self.body.addWidget(Text(help_text, "small"))
        for part in (self._work, self.alerts, self._note):
            self.body.addWidget(part)
        self.body.addLayout(self._places)
        # what stands above stays at the top while there is no table
        self._room = QVBoxLayout()
        self._room.addWidget(self.table, 1)
        self._room.addStretch(0)
        self.body.addLayout(self._room, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.saved)
        foot.addStretch(1)
        foot.addWidget(self.take)
        self.body.addLayout(foot)

    def _make_table(self) -> QTableWidget:
        say = self._say
        heads = (
            say("Result"),
            say("In the file"),
            say("Into the chart"),
            say("Sample drawn"),
            say("How it stands"),
        )
        table = QTableWidget(0, len(heads))
        table.setObjectName(f"{TOPIC}.rows")
        table.setAccessibleName(say("Results in the file"))
        table.setHorizontalHeaderLabels(list(heads))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
        # once the last column has its width, and not at each width on the way there
        header.sectionResized.connect(lambda *_: QTimer.singleShot(0, table, self._fit))
        table.itemChanged.connect(self._changed)
        return table

    def _fit(self) -> None:
        self.table.resizeRowsToContents()

    def _fill(self, rows: tuple[FileRow, ...]) -> None:
        self._filling = True
        here = self.table.currentRow()
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(
                (row.name, row.filed, row.kept, row.sampled, row.standing)
            ):
                item = QTableWidgetItem(text)
                if column == 0:
                    self._mark(item, row)
                self.table.setItem(at, column, item)
        self.table.resizeRowsToContents()
        self.table.setVisible(bool(rows))
        if 0 <= here < len(rows):
            self.table.setCurrentCell(here, 0)
        self._filling = False

    def _mark(self, item: QTableWidgetItem, row: FileRow) -> None:
        if not row.can_tick:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            return
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked)

    def _changed(self, item: QTableWidgetItem) -> None:
        if not self._filling and item.column() == 0:
            self.ticked.emit(item.row(), item.checkState() is Qt.CheckState.Checked)

    def _show_places(self, asked: tuple[str, ...]) -> None:
        if asked == self._asked:
            return
        self._asked = asked
        while (item := self._places.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in asked:
            self._places.addWidget(self._place(one))

    def _place(self, left_open: str) -> QWidget:
        say = self._say
        labels = {
            UNSAID: say("Samples of which the file says nothing are"),
            CSF_SOMEWHERE: say("CSF of which the file does not name the place is"),
        }
        choices = [Choice(one.value, say.term(one)) for one in _PLACES[left_open]]
        row = ChoiceRow(say, labels[left_open], choices, required=True)
        row.setObjectName(f"{TOPIC}.place.{left_open or 'unsaid'}")
        row.changed.connect(lambda: self.placed.emit(left_open, row.value() or ""))
        return row


def _paths(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
