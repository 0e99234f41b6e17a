"""The left side of the panel: figures, what is special now, the plot, and the tables beneath."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.fractions.model import IMAGING, OPERATORS, TARGET, SessionTable
from ltm_desktop.ui.panels.fractions.plot import DosePlot
from ltm_desktop.ui.panels.fractions.shown import CourseShown, Figure, Notice, Sums
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.scrolling import scrolling
from ltm_desktop.ui.widgets.text import Text

_LINE_HEIGHT = 32
_ROOM_FOR_TARGET = 940


class CoursePage(Card):
    """Show one course; `line_chosen` names the line of the table a person opened."""

    line_chosen = Signal(object)

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        self.heading = Text("", "heading")
        self.heading.setObjectName("fractions.heading")
        self.order = Text("", "small", wrap=False)
        self.order.setObjectName("fractions.in_force")
        figures, notices = QWidget(), QWidget()
        self._figures = FlowLayout(figures, gap=THEME.space.near, line_gap=THEME.space.close)
        self._notices = QVBoxLayout(notices)
        self._notices.setContentsMargins(0, 0, 0, 0)
        notices.setObjectName("fractions.notices")
        self.plot = DosePlot(say)
        self.acts_row = QWidget()
        self.acts = FlowLayout(self.acts_row, gap=THEME.space.close, line_gap=THEME.space.tight)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.order, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.addLayout(top)
        rows.addWidget(figures)
        rows.addWidget(notices)
        rows.addWidget(self.plot, 2)
        rows.addWidget(self._make_tabs())
        rows.addWidget(self._make_lower(), 3)
        rows.addWidget(self.acts_row)
        # Scrolls only where the window is too low for the plot and four lines of the table.
        self.body.addWidget(scrolling(inside), 1)

    def show_course(self, course: CourseShown) -> None:
        """Show heading, figures, plot and tables."""
        self.heading.setText(course.heading)
        self.order.setText(course.order)
        self.order.setVisible(bool(course.order) and self.width() >= _ROOM_FOR_TARGET)
        empty(self._figures)
        for figure in course.figures:
            self._figures.addWidget(_make_figure(figure))
        self._show_notices(course.notices)
        self.plot.show_plot(course.plot)
        self.sessions.show_lines(course.lines, course.plot.unit)
        self._show_sums(course)
        self._show_history(course.history)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the target to the heading and images to the line where the table is narrow."""
        super().resizeEvent(event)
        wide = self.width() >= _ROOM_FOR_TARGET
        self.table.setColumnHidden(TARGET, not wide)
        # both operators in one line: four sessions are in sight instead of one
        self.table.setColumnHidden(IMAGING, not wide)
        self.sessions.keep_low(low=not wide)
        # the third table tells it too; a heading of two lines costs the plot its room
        self.order.setVisible(wide and bool(self.order.text()))
        fitted, stretched = (OPERATORS, TARGET) if wide else (TARGET, OPERATORS)
        heading = self.table.horizontalHeader()
        heading.setSectionResizeMode(fitted, QHeaderView.ResizeMode.ResizeToContents)
        heading.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def _make_tabs(self) -> QTabBar:
        say = self._say
        self.tabs = QTabBar()
        self.tabs.setObjectName("fractions.tabs")
        self.tabs.setAccessibleName(say("Tables of the course"))
        self.tabs.setExpanding(False)
        for title in (say("Sessions"), say("Doses, BED and EQD2"), say("Orders and decisions")):
            self.tabs.addTab(title)
        self.tabs.currentChanged.connect(self._turn)
        return self.tabs

    def _make_lower(self) -> QWidget:
        self._lower = _Tables()
        self._sums, self._history = QVBoxLayout(), QVBoxLayout()
        self._lower.addWidget(self._make_table())
        for layout in (self._sums, self._history):
            page = QWidget()
            page.setLayout(layout)
            layout.setContentsMargins(0, THEME.space.tight, 0, 0)
            layout.setSpacing(THEME.space.close)
            self._lower.addWidget(scrolling(page))
        self._lower.setMinimumHeight(THEME.scaled(_LINE_HEIGHT) * 3)
        return self._lower

    def _turn(self, index: int) -> None:
        self._lower.setCurrentIndex(index)

    def _make_table(self) -> QTableView:
        self.sessions = SessionTable(self._say)
        self.table = QTableView()
        self.table.setObjectName("fractions.table")
        self.table.setAccessibleName(self._say("Fractions, the next on top, then the newest"))
        self.table.setModel(self.sessions)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setMinimumSectionSize(THEME.scaled(_LINE_HEIGHT))
        # A course has some forty lines; both operators stand in two lines of one cell.
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading = self.table.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading.setSectionResizeMode(OPERATORS, QHeaderView.ResizeMode.Stretch)
        self.table.activated.connect(
            lambda index: self.line_chosen.emit(self.sessions.line(index.row()))
        )
        return self.table

    def _show_notices(self, notices: Sequence[Notice]) -> None:
        empty(self._notices)
        for number, notice in enumerate(notices):
            text = Text(notice.words, "bold", tone=notice.tone)
            text.setObjectName(f"fractions.notice.{number}")
            self._notices.addWidget(text)

    def _show_sums(self, course: CourseShown) -> None:
        empty(self._sums)
        for sums in (course.volumes, course.biological, course.time):
            if sums.lines:
                self._sums.addWidget(
                    Text(" · ".join(filter(None, (sums.title, sums.label))), "calculated")
                )
                self._sums.addWidget(_make_sums(sums))
        self._sums.addStretch(1)

    def _show_history(self, history: Sequence[tuple[str, str]]) -> None:
        empty(self._history)
        for what, words in history:
            block = QWidget()
            rows = QVBoxLayout(block)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(1)
            rows.addWidget(Text(what, "bold"))
            rows.addWidget(Text(words))
            block.setAccessibleName(f"{what} {words}")
            self._history.addWidget(block)
        self._history.addStretch(1)


class _Tables(QStackedWidget):
    """The tables beneath the plot: they take what room is left and ask for little."""

    def sizeHint(self) -> QSize:
        """Ask for a few lines; a table by itself would make the page scroll."""
        return QSize(360, THEME.scaled(_LINE_HEIGHT) * 3)


def _make_sums(sums: Sums) -> QWidget:
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(THEME.space.wide)
    grid.setVerticalSpacing(THEME.space.tight)
    right = Qt.AlignmentFlag.AlignRight
    for row, (line, role) in enumerate(
        [(sums.heading, "small"), *((one, "") for one in sums.lines)]
    ):
        for column, words in enumerate(line):
            side = right if column else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(Text(words, role, wrap=False), row, column, side)
    grid.setColumnStretch(len(sums.heading), 1)
    block.setAccessibleName("\n".join(" ".join(line) for line in (sums.heading, *sums.lines)))
    return block


def _make_figure(figure: Figure) -> QWidget:
    block = QWidget()
    block.setObjectName(f"fractions.figure.{figure.key}")
    parts = (figure.label, figure.value, figure.detail, figure.origin)
    block.setAccessibleName(" ".join(part for part in parts if part))
    rows = QVBoxLayout(block)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(1)
    rows.addWidget(Text(figure.label, "label", wrap=False))
    rows.addWidget(Text(figure.value, "heading", tone=figure.tone, wrap=False))
    detail = " · ".join(part for part in (figure.detail, figure.origin) if part)
    rows.addWidget(Text(detail, "small", wrap=False))
    return block


def empty(layout: FlowLayout | QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
