"""The page of typed products: how often a product was typed and not scanned, and why."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ltm_desktop.app.typed_products import UNTOLD, TypedCount, count_typed, preparations
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.speak import to_alerts
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.listing import Listing, Row
from ltm_desktop.ui.widgets.listing_cells import Cell
from ltm_desktop.ui.widgets.text import Text


class TypedPage(QWidget):
    """Count anew each time the page comes into sight, beside the window."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._say = say = context.say
        self._background = Background(self)
        self._alerts = AlertList(say)
        heads = (
            say("Month"),
            say("Reason"),
            say("Typed"),
            say("Preparations"),
            say("Share"),
        )
        self.table = Listing(heads, say("Typed, not scanned"))
        self.table.setObjectName("site.typed.table")
        self._empty = EmptyState(
            say("Nothing was prepared yet."),
            say("Each preparation counts once, by the month it was made in."),
        )
        self._lay_out()
        self.show_counts(())

    def showEvent(self, event: QShowEvent) -> None:
        """Count what was prepared since."""
        super().showEvent(event)
        store = self._context.desk.store
        self._background.run(
            lambda: count_typed(preparations(store.entries())), self._take, self._fail
        )

    def show_counts(self, counts: Sequence[TypedCount]) -> None:
        """Show the counts of every month; where nothing was prepared, say so."""
        active = self._context.desk.active()
        self.table.show_rows([_row(one, active, self._say) for one in counts])
        self.table.setVisible(bool(counts))
        self._empty.setVisible(not counts)

    def _take(self, counts: Sequence[TypedCount]) -> None:
        self._alerts.show_alerts(())
        self.show_counts(counts)

    def _fail(self, error: Exception) -> None:
        self._alerts.show_alerts(to_alerts(error))

    def _lay_out(self) -> None:
        say = self._say
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(THEME.space.close)
        words = say.together(
            say("A product that was typed is as good as one that was scanned, with its reason."),
            say("What is typed often shows which packs or scanners need a look."),
            say("Nobody is named here."),
        )
        rows.addWidget(Text(words, "small"))
        rows.addWidget(self._alerts)
        card = Card(say("Products typed instead of scanned"))
        card.body.addWidget(self._empty)
        card.body.addWidget(self.table, 1)
        rows.addWidget(card, 1)


def _row(one: TypedCount, active: ActiveProtocol | None, say: Words) -> Row:
    month = say.month(date.fromisoformat(f"{one.month}-01"))
    reason = _reason(one.reason, active, say) if one.reason else say("all reasons")
    whole = not one.reason
    cells = (
        Cell(month if whole else "", strong=True),
        Cell(reason, strong=whole),
        Cell(say.number(one.typed)),
        Cell(say.number(one.of)),
        Cell(f"{one.percent}\u00a0%", strong=whole),
    )
    return Row(f"{month} {reason}", cells)


def _reason(code: str, active: ActiveProtocol | None, say: Words) -> str:
    if code == UNTOLD:
        return say("no reason told")
    lists = active.protocol.vocabularies if active else {}
    label = lists.get("typed_reason", {}).get(code)
    return say.label(label) if label else code


def build(context: Context) -> TypedPage:
    """Return the page; it concerns no patient."""
    return TypedPage(context)
