"""The products tab: what is approved at the left, the form of a pharmacist at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.ui.panels.site.products import ListedProduct, TypedProduct
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.alert_list import AlertList
from ltm_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ltm_desktop.ui.widgets.card import Card, EmptyState
from ltm_desktop.ui.widgets.choice_row import Choice, ChoiceRow
from ltm_desktop.ui.widgets.columns import Columns
from ltm_desktop.ui.widgets.facts_table import FactsTable
from ltm_desktop.ui.widgets.labelled_field import LabelledField, NameEdit
from ltm_desktop.ui.widgets.saved_line import SavedLine
from ltm_desktop.ui.widgets.secret_box import SecretEdit
from ltm_desktop.ui.widgets.text import Text, plain_tip

_FORM = 460
_NUMBER = 1
"""Pixels of a column; a longer name wraps, and its tool tip has it whole."""


class ProductsView(QWidget):
    """List products; emits what the pharmacist wants."""

    approval_wanted = Signal(object)
    withdrawal_wanted = Signal(str, str)
    secret_given = Signal(str)
    recorded = Signal(object)

    def __init__(self, say: Words, *, may: bool) -> None:
        super().__init__()
        self.presenter: object | None = None
        """Kept alive by its view: a connection does not hold a plain object."""
        self._say = say
        self._may = may
        self._card: ProductCard | None = None
        columns = Columns(self)
        columns.add(self._make_list(), 1, high=340)
        self._area = QScrollArea()
        self._area.setAccessibleName(say("This page; arrow keys scroll it"))
        self._area.setWidgetResizable(True)
        columns.add(self._area, width=_FORM, high=420)

    def show_products(
        self, products: Sequence[ListedProduct], drugs: Sequence[tuple[str, str]]
    ) -> None:
        """List what is approved, and offer the protocol's drugs."""
        self._table.setRowCount(len(products))
        for row, one in enumerate(products):
            cells = (
                one.name,
                one.gtin,
                f"{one.drug}\n{one.amount}",
                "\n".join(filter(None, (one.pharmacist, one.note))),
            )
            for column, text in enumerate(cells):
                cell = QTableWidgetItem(text)
                cell.setToolTip(plain_tip(text))
                cell.setData(Qt.ItemDataRole.UserRole, one.gtin)
                self._table.setItem(row, column, cell)
        self._table.resizeRowsToContents()
        self._empty.setVisible(not products)
        if self._card is None:
            self._card = ProductCard(self._say, drugs, may=self._may)
            self._card.approval_wanted.connect(self.approval_wanted)
            self._card.secret_given.connect(self.secret_given)
            self._card.withdrawal_wanted.connect(self._withdraw)
            self._area.setWidget(self._card)
            self.setFocusProxy(self._card)

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""
        if self._card is not None:
            self._card.alerts.show_alerts(alerts)
            if alerts:
                self._area.ensureWidgetVisible(self._card.alerts)

    def show_preview(self, text: str) -> None:
        """Show the exact text that will be signed and ask for the secret."""
        if self._card is not None:
            self._card.show_preview(text)

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self._area.setEnabled(not busy)

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        if self._card is not None:
            self._card.show_recorded(recorded)
        self.recorded.emit(recorded)

    def _withdraw(self, reason: str) -> None:
        chosen = self._table.selectedItems()
        gtin = str(chosen[0].data(Qt.ItemDataRole.UserRole)) if chosen else ""
        self.withdrawal_wanted.emit(gtin, reason)

    def _make_list(self) -> QWidget:
        say = self._say
        card = Card(say("Approved for intrathecal use"))
        heads = (
            say("Product"),
            say("Number on the pack (GTIN)"),
            say("Drug in one pack"),
            say("Approved by, notes"),
        )
        self._table = FactsTable("site.products", say("Approved for intrathecal use"), heads)
        self._table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        header = self._table.horizontalHeader()
        # the number stays whole, everything else shares the room and wraps
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_NUMBER, QHeaderView.ResizeMode.ResizeToContents)
        self._empty = EmptyState(
            say("No product is approved: nothing can be prepared."),
            say("A pharmacist approves each product by the number on its pack."),
        )
        card.body.addWidget(self._empty)
        card.body.addWidget(self._table, 1)
        return card


class ProductCard(Card):
    """The form for one more product, and for withdrawing the one chosen in the list."""

    approval_wanted = Signal(object)
    withdrawal_wanted = Signal(str)
    secret_given = Signal(str)

    def __init__(self, say: Words, drugs: Sequence[tuple[str, str]], *, may: bool) -> None:
        super().__init__(say("Approve a product"))
        self._say = say
        self._may = may
        self.alerts = AlertList(say)
        self.body.addWidget(self.alerts)
        if not may:
            self.body.addWidget(
                EmptyState(
                    say("Only a pharmacist approves products."),
                    say("Lock the screen and let a pharmacist sign in."),
                    alone=True,
                )
            )
            return
        self._add_fields(drugs)
        self._add_signing()

    def typed(self) -> TypedProduct:
        """Return the form as it stands."""
        return TypedProduct(
            gtin=self._gtin.value(),
            name=self._name.value(),
            drug=self._drug.value() or "",
            strength=self._strength.value(),
            volume=self._volume.value(),
            preservative_free=self._free.isChecked(),
            note=self._note.value(),
        )

    def show_preview(self, text: str) -> None:
        """Show the exact text and ask for the secret below it."""
        if self._may:
            self._text.setText(text)
            self._signing.setVisible(bool(text))
            self._secret.setFocus()

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""
        if not self._may:
            return
        self.saved.show_saved(recorded.recorded_at)
        self.saved.show()
        for field in (self._gtin, self._name, self._strength, self._volume, self._note):
            field.set_value("")
        self._why.set_value("")
        self._drug.set_value(None)
        self._free.setChecked(False)
        self._signing.hide()

    def _add_fields(self, drugs: Sequence[tuple[str, str]]) -> None:
        say = self._say
        self._gtin = self._line(say("Number on the pack (GTIN)"), "gtin", longest=14)
        self._name = self._line(say("Name as on the pack"), "name")
        choices = [Choice(code, name) for code, name in drugs]
        self._drug = ChoiceRow(say, say("Drug"), choices, required=True)
        self._strength = self._line(say("Drug in one pack, mg"), "strength", longest=12)
        self._volume = self._line(
            say("Volume, mL; none for a powder"), "volume", required=False, longest=12
        )
        self._free = QCheckBox(say("Free of preservatives"))
        self._free.setObjectName("site.product.preservative_free")
        self._note = self._line(say("Notes"), "note", required=False)
        content = QHBoxLayout()
        content.setSpacing(THEME.space.near)
        top = Qt.AlignmentFlag.AlignTop
        # side by side: one beneath the other they pushed the last button out of sight
        content.addWidget(self._strength, 1, top)
        content.addWidget(self._volume, 1, top)
        for field in (self._gtin, self._name, self._drug):
            self.body.addWidget(field)
        self.body.addLayout(content)
        self.body.addWidget(self._free)
        self.body.addWidget(self._note)
        approve = PrimaryButton(say("Read the approval"), "Alt+A")
        approve.setObjectName("site.product.approve")
        approve.clicked.connect(lambda: self._want(self.typed()))
        self.body.addWidget(approve, 0, Qt.AlignmentFlag.AlignRight)
        self._why = self._line(
            say("Withdraw the product chosen in the list, because"), "reason", required=False
        )
        withdraw = QuietButton(say("Read the withdrawal"), "Alt+W")
        withdraw.setObjectName("site.product.withdraw")
        withdraw.clicked.connect(self._want_withdrawal)
        self.body.addWidget(self._why)
        self.body.addWidget(withdraw, 0, Qt.AlignmentFlag.AlignRight)
        self.setFocusProxy(self._gtin)

    def _add_signing(self) -> None:
        say = self._say
        self._signing = QWidget()
        rows = QVBoxLayout(self._signing)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(Text(say("Read what is signed"), "label"))
        self._text = Text("", "small")
        rows.addWidget(self._text)
        self._secret = SecretEdit()
        self._secret.setObjectName("site.product.secret")
        self._secret.returnPressed.connect(self._sign)
        self._secret_field = LabelledField(say, say("Your secret"), self._secret, required=True)
        rows.addWidget(self._secret_field)
        sign = PrimaryButton(say("Sign"))
        sign.setObjectName("site.product.sign")
        sign.clicked.connect(self._sign)
        rows.addWidget(sign, 0, Qt.AlignmentFlag.AlignRight)
        self._signing.hide()
        self.saved = SavedLine(say)
        self.saved.hide()
        self.body.addWidget(self._signing)
        self.body.addWidget(self.saved)

    def _line(
        self, label: str, name: str, *, required: bool = True, longest: int = 120
    ) -> NameEdit:
        field = NameEdit(self._say, label, required=required, longest=longest)
        field.line.setObjectName(f"site.product.{name}")
        return field

    def _want(self, typed: TypedProduct) -> None:
        self._signing.hide()
        self.approval_wanted.emit(typed)

    def _want_withdrawal(self) -> None:
        self._signing.hide()
        self.withdrawal_wanted.emit(self._why.value())

    def _sign(self) -> None:
        if not self._secret.text():
            self._secret_field.show_required()
            return
        self.secret_given.emit(self._secret.take())
