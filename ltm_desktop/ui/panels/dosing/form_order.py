"""The order: the physician types the dose; a nurse sees that it is waited for."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.wording.telling.medicine import route_words
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.dosing_rules import check_amount
from ltm_desktop.domain.identifiers import ItemCode
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.ui.panels.dosing.forms import Form, access_choices
from ltm_desktop.ui.panels.dosing.layout import FieldGrid
from ltm_desktop.ui.panels.dosing.shown import Standing
from ltm_desktop.ui.panels.dosing.standing import Step
from ltm_desktop.ui.panels.dosing.typed import YES
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.card import EmptyState
from ltm_desktop.ui.widgets.flow import FlowLayout
from ltm_desktop.ui.widgets.text import Text


class OrderForm(Form):
    """Ask for dose and access; both start empty, the protocol dose is a reference only."""

    def __init__(self, say: Words) -> None:
        super().__init__(say)
        self.signs = False
        self._again = False
        self._standing: Standing | None = None
        self._waiting = EmptyState(
            say("Waiting for the physician's order."),
            say("A physician signs in here and prescribes; you can already read the plan."),
        )
        self._stands = Text("")
        self._change = QuietButton(say("Change the order"), bedside=True)
        self._change.setObjectName("dosing.order_again")
        self._change.clicked.connect(lambda: self.asked.emit("order_again"))
        self._form = QWidget()
        self._dose = self.quantity("order_dose", say("Dose"), Unit.MG)
        self._access = self.choice(
            "order_access", say("Access"), access_choices(say, tuple(Access), keys=False)
        )
        self._note = self.note("order_note", say("Note to the order"))
        grid = FieldGrid(wide=3)
        grid.show_fields([self._dose])
        for widget in (self._waiting, self._stands):
            self.rows.addWidget(widget)
        line = FlowLayout()
        line.addWidget(self._change)
        self.rows.addLayout(line)
        for field in (grid, self._access, self._note):
            self.rows.addWidget(field)
        self._fields = (grid, self._access, self._note)

    def show_standing(self, standing: Standing) -> None:
        """Show the order that stands, or ask for one where this person may prescribe."""
        self._standing = standing
        say = self._say
        active = standing.active
        if active is not None and standing.item in self._drugs(active):
            drug = active.drug_of(standing.item).code
            self._dose.set_check(lambda dose: tuple(check_amount(active, drug, dose)))
        if standing.protocol_dose is not None:
            self._dose.show_help(say("Protocol dose {dose}", dose=standing.protocol_dose))
        for access in Access:
            self._access.button(access.value).setVisible(access in standing.accesses)
        order = standing.order
        if order is not None:
            words = say.apart(say.amount(order.dose), route_words(order.access, say))
            self._stands.setText(f"{words}\n{standing.prescriber}")
        self._arrange()

    def _drugs(self, active: ActiveProtocol) -> frozenset[ItemCode]:
        """Return the doses whose drug the protocol names."""
        return frozenset(item for one in active.phases.values() for item in one.series.items)

    def fill(self, fields: Mapping[str, str], *, whole: bool = True) -> None:
        """Put texts back; a physician may be writing a new order."""
        super().fill(fields, whole=whole)
        if whole or "reorder" in fields:
            self._again = fields.get("reorder") == YES
        self._arrange()

    def _arrange(self) -> None:
        standing = self._standing
        if standing is None:
            return
        ordered = standing.order is not None
        self.signs = (Step.ORDER in standing.may) and (not ordered or self._again)
        self._waiting.setVisible(not ordered and Step.ORDER not in standing.may)
        self._stands.setVisible(ordered)
        self._change.setVisible(ordered and (Step.ORDER in standing.may) and not self._again)
        for field in self._fields:
            field.setVisible(self.signs)
