"""The wish to know why an alert is shown, from wherever one stands, to the help of its page."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ltm_desktop.domain.alerts import Alert


class WhyDesk(QObject):
    """Takes questions for one page; `asked` carries the alerts they are about."""

    asked = Signal(object)


class Explains:
    """Whatever on a page alerts stand behind; the help of the page asks it for them."""

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Return what the words of this part stand on."""
        return ()


class Explained(QWidget, Explains):
    """A part of a page with the alerts behind it."""

    def __init__(self, alerts: Sequence[Alert] = ()) -> None:
        super().__init__()
        self._alerts = tuple(alerts)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Return what the words of this part stand on."""
        return self._alerts


def ask_why(part: QWidget, alerts: Sequence[Alert]) -> None:
    """Ask the page a part lies on; one without help stays as it is."""
    page: QWidget | None = part
    while page is not None:
        desk = page.findChild(WhyDesk)
        if desk is not None:
            desk.asked.emit(tuple(alerts))
            return
        page = page.parentWidget()
