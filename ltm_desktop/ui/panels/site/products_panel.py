"""The products tab wired over one open desk."""

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.people import check_authority
from ltm_desktop.domain.products import Products
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Task
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.site.products import ProductCommand, ProductsPresenter
from ltm_desktop.ui.panels.site.products_view import ProductsView


class ProductsDesk:
    """The few verbs of the desk that the tab uses."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._desk = context.desk

    def may(self) -> bool:
        """Tell whether the person at the desk may approve products today."""
        act = self._desk.site_act()
        people = self._desk.site().people
        return not tuple(check_authority(people, act.author, Task.VERIFY, act.today))

    def products(self) -> Products:
        """Return what is approved now."""
        return self._desk.site().products

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""
        return self._desk.active()

    def name(self, person: str) -> str:
        """Return how a colleague is called."""
        known = self._desk.site().people.get(PersonId(person))
        return person_name(known.name) if known else person

    def propose(self, command: ProductCommand) -> Proposal:
        """Decide what would be written, worded. Raises Refused."""
        return self._desk.propose(command, self._context.say)

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with the secret of the person at the desk and write. Raises Refused, Stale."""
        signed = [self._desk.sign(proposal, signer, secret) for signer in proposal.signers]
        return self._desk.record(proposal, signed)


def build(context: Context) -> QWidget:
    """Return the tab; it concerns no patient."""
    desk = ProductsDesk(context)
    view = ProductsView(context.say, may=desk.may())
    presenter = ProductsPresenter(desk, view, Background(view).run, context.say)
    view.presenter = presenter
    view.approval_wanted.connect(presenter.approve)
    view.withdrawal_wanted.connect(presenter.withdraw)
    view.secret_given.connect(presenter.sign)
    view.recorded.connect(context.notices.recorded)
    presenter.refresh()
    return view
