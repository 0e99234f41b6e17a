"""The fractions panel of one patient, wired: desk, presenters and view."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.fractions.form_order import OrderForm
from ltm_desktop.ui.panels.fractions.form_sign import SignForm
from ltm_desktop.ui.panels.fractions.ordering import OrderPresenter, OrderShown
from ltm_desktop.ui.panels.fractions.presenter import (
    TOPIC,
    EmptyShown,
    FractionsPresenter,
    choices_of,
)
from ltm_desktop.ui.panels.fractions.shown import Line
from ltm_desktop.ui.panels.fractions.signing import Asked
from ltm_desktop.ui.panels.fractions.view import FractionsView


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the panel of one patient; without one there is nothing to show."""
    if patient is None:
        return QWidget()
    return FractionsPanel(context, patient)


class FractionsPanel(FractionsView):
    """The view with its presenters; it listens to what is recorded and where the window goes."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        desk, say = context.desk, context.say
        super().__init__(say, desk.clock.now, choices_of(desk.active(), say))
        self._context = context
        self._patient = patient
        self._ordering: OrderSide | None = None
        self._background = Background(self)
        self._presenter = FractionsPresenter(
            desk, patient, self, self._background.run, say, self._announce
        )
        self._wire()
        self._presenter.open()

    def show_empty(self, empty: EmptyShown) -> None:
        """Say calmly that there is no course; a physician may order one beside it."""
        super().show_empty(empty)
        if empty.may_order and self._ordering is None:
            self._ordering = OrderSide(self._context, self._patient, self._background, self)

    def hide_form(self, *, may_tell: bool) -> None:
        """Put the session form away; an order form takes its place where one is due."""
        super().hide_form(may_tell=may_tell)
        if self._ordering is not None and self._ordering.waits:
            self.show_order_form(self._ordering)

    def _wire(self) -> None:
        presenter, clock = self._presenter, self._context.desk.clock
        self.changed.connect(presenter.changed)
        self.draft_due.connect(lambda: presenter.keep_draft(clock.now()))
        self.day_changed.connect(
            lambda: self.show_same_day(presenter.same_day(self.form.at.value()))
        )
        self.review_wanted.connect(
            lambda: presenter.review(self.form.typed(), self.form.at.value())
        )
        self.clear_wanted.connect(self._clear)
        self.another_wanted.connect(self._tell_another)
        self.signed.connect(presenter.sign)
        self.back_wanted.connect(presenter.back)
        self.line_chosen.connect(self._choose)
        notices = self._context.notices
        notices.recorded.connect(self._refresh)
        notices.open_patient.connect(self._opened)

    def _clear(self) -> None:
        self.forget_saved()
        self._presenter.clear()

    def _tell_another(self) -> None:
        self.forget_saved()
        self._presenter.tell_another()
        self.form.fraction.show()

    def _choose(self, line: Line) -> None:
        if line.record:
            self._context.notices.open_patient.emit(self._patient, "record", line.record)
        else:
            self._presenter.choose(line.number)

    def _announce(self, recorded: Recorded) -> None:
        self._context.notices.recorded.emit(recorded)
        say = self._context.say
        at = say.time(recorded.recorded_at)
        self._context.notices.say_saved.emit(say("Saved on this computer {time}", time=at))

    def _refresh(self, recorded: object) -> None:
        if getattr(recorded, "stream", "") == self._patient:
            self._presenter.refresh()

    def _opened(self, patient: str, tab: str, item: str) -> None:
        if patient == self._patient and tab == TOPIC and item:
            self._presenter.choose_item(item)

    def order_recorded(self, recorded: Recorded) -> None:
        """Show the course that was just ordered."""
        self._presenter.open()
        self._announce(recorded)


class OrderSide(QStackedWidget):
    """The order form with its signing step, beside an empty course."""

    def __init__(
        self,
        context: Context,
        patient: PatientId,
        background: Background,
        panel: FractionsPanel,
    ) -> None:
        super().__init__()
        self.waits = True
        self._context = context
        self._panel = panel
        self._presenter = OrderPresenter(
            context.desk, patient, self, background.run, context.say, self._recorded
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
        clock = self._context.desk.clock
        form = OrderForm(self._context.say, order, clock.now, self._check_start)
        form.review_wanted.connect(lambda: self._presenter.review(form.typed()))
        self._form = form
        self.addWidget(form)
        self.setCurrentWidget(form)

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

    def _recorded(self, recorded: Recorded) -> None:
        self.waits = False
        self._panel.order_recorded(recorded)
