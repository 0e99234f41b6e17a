"""The backups tab: the age of the last proven one, all of them, where they go, and the way back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.backups import Keeping
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.site.backups import BackupLine, TypedKeeping
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.labelled_field import NameEdit
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.saved_line import Notice
from ltm_desktop.ui.widgets.text import Text
from ltm_desktop.ui.widgets.work_line import WorkLine

_FORM = 480
_NUMBER = 130


class BackupsView(QWidget):
    """Show backups; each wish is a signal."""

    make_wanted = Signal()
    keep_wanted = Signal(object)
    restore_wanted = Signal()
    asked_again = Signal()
    """The tab came into sight: what it shows may no longer be true."""

    def __init__(self, say: Words, *, may_keep: bool = True) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._notice: Notice | None = None
        self._alerts = AlertList(say)
        self._form = self._make_form()
        self._form.setVisible(may_keep)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, THEME.space.close, 0, 0)
        rows.setSpacing(THEME.space.near)
        rows.addWidget(self._alerts)
        columns = Columns()
        columns.add(self._make_list(), 1, high=340)
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._form)
        beside.addWidget(self._make_way_back())
        beside.addStretch(1)
        columns.add(side, width=_FORM)
        rows.addLayout(columns, 1)
        self.setFocusProxy(self.button)
        self.show_lines(())

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the backups anew."""
        super().showEvent(event)
        self.asked_again.emit()

    def show_age(self, words: str, tone: str, place: str) -> None:
        """Show how old the last proven one is, and where it lies."""
        self._age.setText(words)
        self._age.in_tone("caution" if tone == "caution" else "")
        self._place_told.setText(self._say("They lie in {folder}", folder=place))

    def show_lines(self, lines: Sequence[BackupLine]) -> None:
        """Show every proven one."""
        self._empty.setVisible(not lines)
        self._table.setVisible(bool(lines))
        self._table.show_rows(
            [
                Row(one.made, (Cell(one.made), Cell(one.entry), Cell(one.digits), Cell(one.size)))
                for one in lines
            ]
        )

    def show_keeping(self, keeping: Keeping) -> None:
        """Fill the form."""
        self.place.set_value(keeping.place)
        for field, number in zip(
            self.numbers, (keeping.newest, keeping.days, keeping.months), strict=True
        ):
            field.set_value(str(number))

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what speaks against folder or place, or why something failed."""
        self._alerts.show_alerts(alerts)

    def show_busy(self, busy: bool) -> None:
        """Hold still while a backup is made and proven."""
        self.button.setEnabled(not busy)
        self._work.show_work(self._say("Making and proving…") if busy else "")

    def show_done(self, sentence: str) -> None:
        """Say what was done."""
        notice, self._notice = self._notice, Notice(self._say, sentence)
        if notice is not None:
            self._list.removeWidget(notice)
            notice.hide()
            notice.deleteLater()
        self._list.insertWidget(1, self._notice)

    def _make_list(self) -> QWidget:
        say = self._say
        card = Card(say("Proven backups"))
        self._list = card.body
        self._age = Text("", "strong")
        self._age.setObjectName("site.backups.age")
        self._place_told = Text("", "small")
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(self._age)
        words.addWidget(self._place_told)
        head.addLayout(words, 1)
        self.button = PrimaryButton(say("Back up now"), "Alt+B")
        self.button.setObjectName("site.backups.button")
        self.button.clicked.connect(self.make_wanted)
        head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        safe = say("Work goes on beside it; this page may be left meanwhile.")
        self._work = WorkLine(say, "site.backups.working", safe=safe)
        card.body.addWidget(self._work)
        self._empty = EmptyState(
            say("There is no proven backup yet."),
            say("One is made every hour while something is written, and when the window closes."),
            alone=True,
        )
        self._table = self._make_table()
        card.body.addWidget(self._empty)
        card.body.addWidget(self._table, 1)
        card.body.addStretch(0)
        return card

    def _make_table(self) -> Listing:
        say = self._say
        heads = (say("Made"), say("Entry"), say("Head"), say("Size"))
        table = Listing(heads, say("Proven backups"))
        table.setObjectName("site.backups.list")
        return table

    def _make_form(self) -> QWidget:
        say = self._say
        card = Card(say("Where they go, and how many stay"))
        self.place = NameEdit(
            say,
            say("Folder, best on another disk"),
            longest=400,
            help_text=say("Empty: in the site's own folder, which a broken disk takes with it."),
        )
        self.place.line.setObjectName("site.backups.place")
        card.body.addWidget(self.place)
        row = QHBoxLayout()
        self.numbers = [
            self._number(label, name)
            for label, name in (
                (say("Newest"), "newest"),
                (say("Daily"), "days"),
                (say("Monthly"), "months"),
            )
        ]
        for field in self.numbers:
            row.addWidget(field)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(
            Text(say("24, 14 and 12 are examples: the site decides how many stay."), "small")
        )
        keep = QuietButton(say("Keep these"), "Alt+K")
        keep.setObjectName("site.backups.keep")
        keep.clicked.connect(self._hand_over)
        card.body.addWidget(keep, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _number(self, label: str, name: str) -> NameEdit:
        field = NameEdit(self._say, label, longest=4)
        field.line.setObjectName(f"site.backups.{name}")
        field.setFixedWidth(THEME.scaled(_NUMBER))
        return field

    def _make_way_back(self) -> QWidget:
        say = self._say
        card = Card(say("Put a backup back"))
        card.body.addWidget(
            Text(
                say(
                    "The site is closed first. What came after the backup is listed, what stands "
                    "here is kept aside, and the record says who put it back and why."
                ),
                "small",
            )
        )
        way = QuietButton(say("Close the site and choose a backup…"), "Alt+R")
        way.setObjectName("site.backups.restore")
        way.clicked.connect(self.restore_wanted)
        card.body.addWidget(way, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _hand_over(self) -> None:
        newest, days, months = (field.value() for field in self.numbers)
        self.keep_wanted.emit(TypedKeeping(self.place.value(), newest, days, months))
