"""The field of a weight or a height: an unusual one is asked about, never refused.

One digit too many or too few would change every dose that hangs on it.
"""

from PySide6.QtCore import Signal

from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.quantities import Unit, parse_quantity
from ltm_desktop.ui.panels.enrolment.typed import USUAL, is_unusual
from ltm_desktop.ui.widgets.quantity_field import QuantityField


class MeasuredBody(QuantityField):
    """A weight or a height; an unusual one is changed or confirmed."""

    kept = Signal(str)
    """The text of the unusual amount that a person confirmed."""

    def __init__(self, say: Words, label: str, unit: Unit) -> None:
        super().__init__(say, label, unit, parse_quantity)
        self._kept = ""

    def ask(self) -> None:
        """Ask about what is typed, unless it is usual or was confirmed."""
        self._judge()

    def _judge(self) -> None:
        super()._judge()
        amount = self.value()
        if amount is None or self.message() or not is_unusual(amount):
            return
        say, (low, high) = self._say, USUAL[amount.unit]
        if self._kept == self.text().strip():
            self.show_message(say("Outside the usual; confirmed as right."), "caution")
            return
        self.offer(
            say("{amount} is outside {low} to {high}.", amount=amount, low=low, high=high),
            {say("Change it"): self.line.setFocus, say("It is right"): self._keep},
        )

    def _keep(self) -> None:
        self._kept = self.text().strip()
        self._judge()
        self.kept.emit(self._kept)
