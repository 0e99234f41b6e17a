"""One record at the left as it is told; at the right its review, and one form at a time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.review.form import ReviewForm
from ltm_desktop.ui.panels.review.presenter import Asking, ReviewAct, Shown
from ltm_desktop.ui.panels.review.words import Mark, Thread
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.badge import Badge, Look
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.reading_text import ReadingText
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.text import Mark as Shape
from ltm_desktop.ui.widgets.text import Text

_SIDE = 520
_KEYS = {
    ReviewAct.ANSWER: "Alt+W",
    ReviewAct.CLOSE: "Alt+C",
    ReviewAct.ASK: "Alt+Q",
    ReviewAct.VERIFY: "Alt+V",
    ReviewAct.LOCK: "Alt+K",
    ReviewAct.UNLOCK: "Alt+U",
}
_SHAPES = {
    "ok": "disc",
    "caution": "triangle",
    "stop": "prohibition",
    "advice": "advice",
    "neutral": "ring",
}


class ReviewView(QWidget):
    """Show a review; `chosen` carries the code of an act, `sent` what was typed."""

    chosen = Signal(str)
    sent = Signal(object)
    form_left = Signal()
    left = Signal()
    recorded = Signal(object)

    def __init__(self, say: Words, person: str) -> None:
        super().__init__()
        # Kept here: a signal holds on to what it calls only weakly.
        self.presenter: object = None
        self._say = say
        self._person = person
        self.form: ReviewForm | None = None
        self._title = Text("", "heading")
        self._title.setObjectName("review.title")
        self.text = ReadingText("review.text", say("The whole record"))
        self._alerts = AlertList(say)
        self._saved = SavedLine(say)
        self._marks = QVBoxLayout()
        self._threads = QVBoxLayout()
        self._acts = FlowLayout(gap=THEME.space.close, line_gap=THEME.space.close)
        self._place = QVBoxLayout()
        self._lay_out()
        self._area.verticalScrollBar().rangeChanged.connect(self._show_form_whole)

    def _show_form_whole(self) -> None:
        # A form has its place only after Qt has laid it out.
        if self.form is not None:
            self._area.ensureWidgetVisible(self.form, 0, self.form.height())

    def show_review(self, shown: Shown) -> None:
        """Show the record and its review; an open form stays."""
        self._title.setText(shown.title)
        if self.text.toPlainText() != shown.text:
            self.text.setPlainText(shown.text)
        self._text_card.setVisible(bool(shown.text))
        _clear(self._marks)
        for mark in shown.marks:
            self._marks.addWidget(_marked(mark))
        _clear(self._threads)
        for thread in shown.threads:
            self._threads.addWidget(_threaded(thread))
        if not shown.threads:
            self._threads.addWidget(Text(self._say("Nobody has asked anything."), "small"))
        self._show_acts(shown.acts)

    def show_form(self, asking: Asking | None) -> None:
        """Show the form of an act, or none."""
        form, self.form = self.form, None
        if form is not None:
            self._place.removeWidget(form)
            form.hide()
            form.deleteLater()
        if asking is None:
            self.text.setFocus()
            return
        self.form = ReviewForm(self._say, asking, self._person)
        self.form.sent.connect(self.sent)
        self.form.left.connect(self.form_left)
        self._place.addWidget(self.form)
        self._saved.clear()
        self.form.setFocus()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""
        self._alerts.show_alerts(alerts)
        if alerts and self.form is not None:
            self.form.show_problem()

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""
        if self.form is not None:
            self.form.setEnabled(not busy)
        self._back.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""
        self._saved.show_saved(recorded.recorded_at)
        self.recorded.emit(recorded)

    def _show_acts(self, acts: Sequence[ReviewAct]) -> None:
        _clear(self._acts)
        for act in acts:
            button = QuietButton(self._words(act), _KEYS[act])
            button.setObjectName(f"review.{act.value}_button")
            button.clicked.connect(lambda _=False, code=act.value: self.chosen.emit(code))
            self._acts.addWidget(button)

    def _words(self, act: ReviewAct) -> str:
        say = self._say
        return {
            ReviewAct.ANSWER: say("Answer"),
            ReviewAct.CLOSE: say("Close a query"),
            ReviewAct.ASK: say("Ask…"),
            ReviewAct.VERIFY: say("Agrees with the source…"),
            ReviewAct.LOCK: say("Lock…"),
            ReviewAct.UNLOCK: say("Unlock…"),
        }[act]

    def _lay_out(self) -> None:
        space = THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space.wide, space.near, space.wide, space.near)
        rows.setSpacing(space.close)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        self._back = QuietButton(self._say("Back to the list"), "Esc", bedside=True)
        self._back.setObjectName("review.back_button")
        self._back.clicked.connect(self.left)
        top.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(top)
        columns = Columns()
        self._text_card = Card()
        self._text_card.body.setContentsMargins(space.close, space.close, space.close, space.close)
        self._text_card.body.addWidget(self.text)
        columns.add(self._text_card, 1, high=360)
        columns.add(self._make_side(), width=_SIDE, high=420)
        rows.addLayout(columns, 1)

    def _make_side(self) -> QScrollArea:
        say, space = self._say, THEME.space
        inner = QWidget()
        inner.setObjectName("scrolled")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, space.close, 0)
        rows.setSpacing(space.near)
        source = Card(say("Comparison with the source"))
        source.body.addLayout(self._marks)
        queries = Card(say("Queries"))
        self._threads.setSpacing(space.close)
        queries.body.addLayout(self._threads)
        rows.addWidget(source)
        rows.addWidget(queries)
        rows.addLayout(self._acts)
        rows.addWidget(self._alerts)
        rows.addLayout(self._place)
        rows.addWidget(self._saved)
        rows.addStretch(1)
        self._area = QScrollArea()
        self._area.setAccessibleName(say("This page; arrow keys scroll it"))
        self._area.setWidget(inner)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._area


def _marked(mark: Mark) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(THEME.space.close)
    colour = THEME.palette.tone(mark.tone).ink
    row.addWidget(Shape(_SHAPES[mark.tone], colour, drop=3), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(mark.words), 1)
    return holder


def _threaded(thread: Thread) -> QWidget:
    holder = QWidget()
    rows = QVBoxLayout(holder)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(2)
    rows.addWidget(Text(thread.question, "strong"))
    rows.addWidget(Text(thread.asked, "small"))
    for said in thread.said:
        rows.addWidget(Text(said))
    mark = thread.state
    rows.addWidget(
        Badge(mark.words, Look(_SHAPES[mark.tone], mark.tone)), 0, Qt.AlignmentFlag.AlignLeft
    )
    return holder


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
