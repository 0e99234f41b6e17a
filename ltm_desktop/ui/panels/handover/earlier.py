"""The handovers before: which, when, between whom, every line as it was read, and its paper.

Reads only; nothing of a handover is ever changed.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.handover import Done, earlier_handovers
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyWay
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.opened_papers import OpenedPapers, Viewer, system_viewer
from ltm_desktop.ui.speak import to_alerts
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.reading_text import ReadingText


class EarlierView(QWidget):
    """List handovers; the chosen one is read at the right."""

    paper_wanted = Signal(str)
    asked_again = Signal()

    def __init__(self, say: Words, tell: Callable[[Done], str]) -> None:
        super().__init__()
        self._say = say
        self._tell = tell
        self._done: tuple[Done, ...] = ()
        columns = QHBoxLayout(self)
        space = THEME.space
        columns.setContentsMargins(space.wide, space.close, space.wide, space.close)
        columns.setSpacing(space.normal)
        columns.addWidget(self._make_list(), 1)
        columns.addWidget(self._make_text(), 1)
        self.setFocusProxy(self._listing)

    def show_handovers(self, done: Sequence[Done], names: Callable[[str], str]) -> None:
        """List them, the newest first; the first is read at once."""
        say, self._done = self._say, tuple(done)
        rows = [
            Row(
                str(one.told.number),
                (
                    Cell(say.number(one.told.number), strong=True),
                    Cell(say.moment(one.at)),
                    Cell(names(one.told.given_by)),
                    Cell(names(one.told.taken_by)),
                    Cell(say.number(len(one.told.lines))),
                ),
            )
            for one in done
        ]
        self._listing.show_rows(rows)
        self._listing.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._right.setVisible(bool(rows))
        if rows and not self._listing.selected():
            self._listing.select(rows[0].key)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Say why a paper cannot be opened."""
        self._alerts.show_alerts(alerts)

    def open_paper(self) -> None:
        """Ask for the paper of the handover that is read."""
        one = self._chosen()
        if one is not None and one.paper:
            self.paper_wanted.emit(one.paper)

    def _chosen(self) -> Done | None:
        key = self._listing.selected()
        return next((one for one in self._done if str(one.told.number) == key), None)

    def _read(self) -> None:
        one = self._chosen()
        self._text.setPlainText(self._tell(one) if one is not None else "")
        self._paper.setEnabled(one is not None and bool(one.paper))

    def _make_list(self) -> QWidget:
        say, card = self._say, Card(self._say("Handovers"))
        heads = (
            say("Number"),
            say("When"),
            say("Handed over by"),
            say("Taken over by"),
            say("Lines"),
        )
        self._listing = Listing(heads, say("Handovers"))
        self._listing.setObjectName("handovers.list")
        self._listing.chosen.connect(lambda _: self._read())
        self._listing.opened.connect(lambda _: self.open_paper())
        self._none = EmptyState(
            say("No shift was handed over yet."),
            say("Nurses and physicians hand over with F5; who takes over signs it."),
        )
        card.body.addWidget(self._none)
        card.body.addWidget(self._listing, 1)
        card.body.addStretch(0)
        return card

    def _make_text(self) -> QWidget:
        say, self._right = self._say, Card(self._say("As it was read and signed"))
        self._alerts = AlertList(say)
        self._text = ReadingText("handovers.text", say("As it was read and signed"))
        self._paper = QuietButton(say("Open the paper"), "Alt+O")
        self._paper.setObjectName("handovers.paper")
        self._paper.clicked.connect(self.open_paper)
        rows = QVBoxLayout()
        rows.setSpacing(THEME.space.close)
        rows.addWidget(self._alerts)
        rows.addWidget(self._text, 1)
        rows.addWidget(self._paper, 0, Qt.AlignmentFlag.AlignRight)
        self._right.body.addLayout(rows, 1)
        return self._right


def build_earlier(context: Context, *, viewer: Viewer = system_viewer) -> QWidget:
    """Return the list of earlier handovers; it concerns every patient."""
    desk, say = context.desk, context.say
    view = EarlierView(say, lambda one: desk.statement_text((one.told,), None, say))
    papers = OpenedPapers(view, viewer)

    def refresh() -> None:
        names = desk.charts.names()
        view.show_handovers(earlier_handovers(desk), lambda who: names.get(who, who))

    view.paper_wanted.connect(lambda sha256: _open(desk, view, papers, sha256))
    view.asked_again.connect(refresh)
    context.notices.recorded.connect(InSight(view, view.asked_again.emit).ask)
    refresh()
    return view


def _open(desk: Desk, view: EarlierView, papers: OpenedPapers, sha256: str) -> None:
    try:
        pdf = desk.hand_out(sha256, CopyWay.OPENED)
    except LtmError as error:
        view.show_alerts(to_alerts(error))
    else:
        view.show_alerts(())
        papers.show(pdf, "handover.pdf")
