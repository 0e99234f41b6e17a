"""How a serious event stands: what it is, its clocks with the time left, and all that was told."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ltm_desktop.app.serious_views import CaseView, ClockView
from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.panels.serious.shown import SeriousShown
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.badge import Badge, Look
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.facts_table import FactsTable
from ltm_desktop.ui.widgets.text import Text

_LOOKS = {
    "stop": Look("triangle", "stop", solid=True),
    "caution": Look("clock", "caution"),
    "advice": Look("clock", "advice"),
    "ok": Look("disc", "ok"),
}


class StateCard(QWidget):
    """The left side of the panel."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self._say = say
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        self._head = Card()
        self._clocks = Card(say("Notices and their clocks"))
        self._clocks.setObjectName("serious.clocks")
        self._told = Card(say("What was told"))
        heads = (say("When"), say("What"), say("Details"))
        self._table = FactsTable("serious.told", say("What was told"), heads)
        self._none = EmptyState(
            say("Nothing was told of this event yet."),
            say("Begin with the awareness: every clock counts from it."),
        )
        self._told.body.addWidget(self._none)
        self._told.body.addWidget(self._table, 1)
        self._told.body.addStretch(0)
        rows.addWidget(self._head)
        rows.addWidget(self._clocks)
        rows.addWidget(self._told, 1)

    def show_state(self, shown: SeriousShown) -> None:
        """Show the event as it stands."""
        _empty(self._head.body)
        for part in self._heading(shown.case):
            self._head.body.addWidget(part)
        self._show_clocks(shown.case)
        self._table.show_rows([(one.when, one.what, one.detail) for one in shown.told])
        self._none.setVisible(not shown.told)

    def _heading(self, case: CaseView) -> Iterator[QWidget]:
        say = self._say
        yield Text(case.title, "heading")
        yield Text(case.kind)
        began = say("Began {moment}", moment=case.began)
        aware = say("aware since {moment}", moment=case.aware) if case.aware else ""
        yield Text(" · ".join(filter(None, (began, aware))), "small")
        for alert in case.warnings:
            # it blocks nothing, and it is never quiet
            sentence = say.together(say.alert(alert), say.next_step(alert))
            warning = Text(sentence, "strong", tone="stop")
            warning.setObjectName(f"serious.warning.{alert.code}")
            yield warning
        if case.news:
            yield Text(case.news, "strong", tone="caution")
        if case.closed:
            yield Badge(say("Closed"), Look("disc", "ok"))

    def _show_clocks(self, case: CaseView) -> None:
        body = self._clocks.body
        while body.count() > 1:
            _take(body, 1)
        if not case.clocks:
            body.addWidget(EmptyState(self._say("The site signed no notice about such an event.")))
            return
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(THEME.space.near)
        grid.setVerticalSpacing(THEME.space.tight)
        for row, clock in enumerate(case.clocks):
            badge = Badge(clock.standing, _LOOKS[clock.tone])
            badge.setObjectName(_name(clock))
            grid.addWidget(badge, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Text(clock.to, "bold" if clock.waits else ""), row, 1)
            grid.addWidget(Text(clock.due, "small"), row, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        body.addWidget(holder)


def _name(clock: ClockView) -> str:
    return f"serious.clock.{clock.code}{'.follow_up' if clock.follow_up else ''}"


def _empty(body: QVBoxLayout) -> None:
    while body.count():
        _take(body, 0)


def _take(body: QVBoxLayout, place: int) -> None:
    item = body.takeAt(place)
    widget = item.widget() if item else None
    if isinstance(widget, QWidget | QFrame):
        widget.hide()
        widget.deleteLater()
