"""The alerts page: what to review on top, every rule that spoke beneath, one month or all."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.site.alerts import Proposed, RuleLine
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.badge import Look
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.labelled_field import LabelledField
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.text import Text

_MONTH = 240
_IN_WORDS = 3
"""Rules that are told in words; more would push the list off the page."""


class AlertsView(QWidget):
    """Show counts by rule; `month_chosen` carries a month or nothing for all."""

    month_chosen = Signal(str)
    asked_again = Signal()
    """The page came into sight: what it shows may no longer be true."""

    def __init__(self, say: Words) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._alerts = AlertList(say)
        self._month = QComboBox()
        self._month.setObjectName("site.alerts.month")
        self._month.activated.connect(lambda _: self.month_chosen.emit(self._month.currentData()))
        self._proposed = Card(say("Proposed for review by the investigator"))
        self._words = QVBoxLayout()
        self._proposed.body.addLayout(self._words)
        self._rules = Card(say("Rules that spoke"))
        self._table = self._make_table()
        self._empty = EmptyState(
            say("No alert was shown in this time."),
            say("Alerts of the dose and fractions panels are counted here as people work."),
        )
        self._rules.body.addWidget(self._empty)
        self._rules.body.addWidget(self._table, 1)
        self._lay_out()
        self.setFocusProxy(self._month)
        self.show_months([("", say("All months"))], "")
        self.show_proposed(())
        self.show_rules(())

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the counts anew."""
        super().showEvent(event)
        self.asked_again.emit()

    def show_months(self, months: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer months; the chosen one stays chosen."""
        self._month.clear()
        for code, words in months:
            self._month.addItem(words, code)
        self._month.setCurrentIndex(self._month.findData(chosen))

    def show_proposed(self, proposed: Sequence[Proposed]) -> None:
        """Show which rules to review, or that none is proposed."""
        while (item := self._words.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in proposed[:_IN_WORDS]:
            self._words.addWidget(Text(one.title, "bold"))
            self._words.addWidget(Text(one.sentence))
        if more := len(proposed[_IN_WORDS:]):
            words = self._say.many(
                "{count} more is marked in the list below.",
                "{count} more are marked in the list below.",
                more,
            )
            self._words.addWidget(Text(words))
        if not proposed:
            self._words.addWidget(Text(self._say("No rule is proposed for review."), "muted"))

    def show_rules(self, lines: Sequence[RuleLine]) -> None:
        """Show every rule that spoke; where none did, say so."""
        self._table.show_rows([self._row(line) for line in lines])
        self._table.setVisible(bool(lines))
        self._empty.setVisible(not lines)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Say what keeps the page from being read."""
        self._alerts.show_alerts(alerts)

    def _row(self, line: RuleLine) -> Row:
        review = ((self._say("Review"), Look("warning", "caution")),) if line.to_review else ()
        cells = (
            Cell(line.rule, strong=True),
            Cell(line.says, badges=review),
            Cell(line.shown, below=(line.still_open,) if line.still_open else ()),
            Cell(line.acted_on),
            Cell(line.overridden),
            Cell(line.told),
            Cell(line.kept, strong=line.to_review),
        )
        return Row(f"{line.rule} {line.says}", cells)

    def _make_table(self) -> Listing:
        say = self._say
        heads = (
            say("Rule"),
            say("What it says"),
            say("Shown"),
            say("Acted on"),
            say("Overridden"),
            say("Told"),
            say("Kept"),
        )
        table = Listing(heads, say("Rules that spoke"))
        table.setObjectName("site.alerts.rules")
        return table

    def _lay_out(self) -> None:
        say, space = self._say, THEME.space
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(space.close)
        top = QHBoxLayout()
        top.setSpacing(space.wide)
        field = LabelledField(say, say("Month an alert was first shown in"), self._month)
        field.setFixedWidth(max(THEME.scaled(_MONTH), field.sizeHint().width()))
        top.addWidget(field)
        top.addWidget(Text(_told(say), "small"), 1)
        rows.addLayout(top)
        rows.addWidget(self._alerts)
        rows.addWidget(self._proposed)
        rows.addWidget(self._rules, 1)


def _told(say: Words) -> str:
    return say.together(
        say("One finding about one dose or session counts once, however often it was shown."),
        say("Acted on: it went away because something was changed, or the step was left."),
        say("Overridden: a physician signed to pass it."),
        say("Told: what happened was recorded although it stood."),
        say("Kept is overridden and told, of all that came to an end."),
        say("Nobody is named here and no rule is changed by this page."),
    )
