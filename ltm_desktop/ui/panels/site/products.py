"""Products for intrathecal use: which are approved, approving one more, withdrawing one. No Qt.

Nothing is filled in beforehand; what is signed was shown word for word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.wording.telling.voice import drug_name
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.products import ApproveProduct, Products, WithdrawProduct
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.quantities import Unit, parse_quantity
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts

ProductCommand = ApproveProduct | WithdrawProduct


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """One approved product, worded."""

    gtin: str
    name: str
    drug: str
    amount: str
    pharmacist: str
    note: str


@dataclass(frozen=True, slots=True)
class TypedProduct:
    """The form for one more product as typed."""

    gtin: str
    name: str
    drug: str
    strength: str
    volume: str
    preservative_free: bool
    note: str


class ProductsDesk(Protocol):
    """What the tab asks of the desk."""

    def products(self) -> Products:
        """Return what is approved now."""

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""

    def name(self, person: str) -> str:
        """Return how a colleague is called."""

    def propose(self, command: ProductCommand) -> Proposal:
        """Decide what would be written, worded. Raises Refused."""

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with the secret of the person at the desk and write. Raises Refused, Stale."""


class ProductsView(Protocol):
    """What the tab can show."""

    def show_products(
        self, products: Sequence[ListedProduct], drugs: Sequence[tuple[str, str]]
    ) -> None:
        """List what is approved, and offer the protocol's drugs."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""

    def show_preview(self, text: str) -> None:
        """Show the exact text that will be signed and ask for the secret."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""


class ProductsPresenter:
    """List, approve and withdraw products."""

    def __init__(self, desk: ProductsDesk, view: ProductsView, run: Run, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._proposal: Proposal | None = None

    def refresh(self) -> None:
        """Ask for every approved product again."""
        say, active = self._say, self._desk.active()
        listed = [
            ListedProduct(
                one.gtin,
                one.name,
                drug_name(one.drug, say, active),
                say.listing(say.amount(part) for part in (one.strength, one.volume) if part),
                self._desk.name(one.pharmacist),
                one.note,
            )
            for one in sorted(self._desk.products().values(), key=lambda one: one.name)
        ]
        drugs = active.drug_names if active else ()
        self._view.show_products(listed, [(code, drug_name(code, say, active)) for code in drugs])

    def approve(self, typed: TypedProduct) -> None:
        """Show what approving would sign, or everything that stands against it."""
        try:
            command = to_approval(typed)
        except LtmError as error:
            self._refuse(error)
        else:
            self._preview(command)

    def withdraw(self, gtin: str, reason: str) -> None:
        """Show what withdrawing would sign, or what stands against it."""
        self._preview(WithdrawProduct(gtin, reason.strip()))

    def sign(self, secret: str) -> None:
        """Sign what was shown."""
        proposal = self._proposal
        if proposal is None:
            return
        self._view.show_busy(True)
        self._run(
            lambda: self._desk.sign_and_record(proposal, secret), self._recorded, self._failed
        )

    def _preview(self, command: ProductCommand) -> None:
        try:
            self._proposal = self._desk.propose(command)
        except LtmError as error:
            self._refuse(error)
            return
        self._view.show_alerts(())
        self._view.show_preview(self._proposal.shown)

    def _refuse(self, error: Exception) -> None:
        self._proposal = None
        self._view.show_alerts(to_alerts(error))

    def _recorded(self, recorded: Recorded) -> None:
        self._proposal = None
        self._view.show_busy(False)
        self._view.show_recorded(recorded)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))


def to_approval(typed: TypedProduct) -> ApproveProduct:
    """Return the command of a form. Raises Refused for an amount nobody can read."""
    volume = typed.volume.strip()
    return ApproveProduct(
        gtin=typed.gtin.strip(),
        name=typed.name.strip(),
        drug=typed.drug,
        strength=parse_quantity(typed.strength, Unit.MG),
        preservative_free=typed.preservative_free,
        volume=parse_quantity(volume, Unit.ML) if volume else None,
        note=typed.note.strip(),
    )
