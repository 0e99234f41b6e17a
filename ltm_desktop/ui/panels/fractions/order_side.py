"""The order form with its signing step: the first order of a course, or a change of it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QStackedWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.panels.fractions.form_order import OrderForm
from ltm_desktop.ui.panels.fractions.form_sign import SignForm
from ltm_desktop.ui.panels.fractions.ordering import (
    OrderPresenter,
    OrderShown,
    TypedOrder,
)
from ltm_desktop.ui.signing_steps import Asked


class OrderSide(QStackedWidget):
    """The order form with its signing step, beside the course."""

    def __init__(
        self,
        context: Context,
        patient: PatientId,
        run: Run,
        recorded: Callable[[Recorded], None],
        leave: Callable[[], None],
        proposed: TypedOrder | None = None,
    ) -> None:
        """Open the form; `proposed` fills it from a plan, to be completed and signed."""
        super().__init__()
        self._context = context
        self._leave = leave
        self._presenter = OrderPresenter(
            context.desk, patient, self, run, context.say, recorded, proposed
        )
        self._form: OrderForm | None = None
        self.sign_form = SignForm(
            context.say, context.say("Sign and prescribe"), "Alt+P", topic="fractions.order"
        )
        self.sign_form.signed.connect(self._presenter.sign)
        self.sign_form.back.connect(self._back)
        self.addWidget(self.sign_form)
        self._presenter.open()

    def show_order(self, order: OrderShown) -> None:
        """Show the order form."""
        clock, presenter = self._context.desk.clock, self._presenter
        form = OrderForm(self._context.say, order, clock.now, self._check_start, presenter.totals)
        form.review_wanted.connect(lambda: presenter.review(form.typed()))
        form.left.connect(self._leave)
        self._form = form
        self.addWidget(form)
        self.setCurrentWidget(form)
        self.setFocusProxy(form)

    def show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        """Show all that stands against the order."""
        if self._form is not None:
            self.setCurrentWidget(self._form)
            self._form.alerts.show_alerts(alerts)

    def show_missing(self) -> None:
        """Say at each field what is still missing."""
        if self._form is not None:
            self._form.show_missing()

    def show_statement(self, text: str, asked: tuple[Asked, ...]) -> None:
        """Show the order as it is signed."""
        self.setCurrentWidget(self.sign_form)
        self.sign_form.ask(text, asked)

    def show_wrong_secret(self, person: str, sentence: str) -> None:
        """Say why a secret was refused."""
        self.sign_form.show_wrong_secret(person, sentence)

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while it is signed and stored."""
        self.sign_form.hold_still(busy=busy)

    def _check_start(self, start: date) -> Sequence[Alert]:
        return self._presenter.check_start(start)

    def _back(self) -> None:
        if self._form is not None:
            self.setCurrentWidget(self._form)
        self._presenter.back()
