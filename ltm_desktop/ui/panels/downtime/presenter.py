"""The downtime kit at the desk: its age, a new one, and the code of a used form. No Qt.

Refuses to stay silent where a kit could not be written.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from ltm_desktop.app.desk import Desk
from ltm_desktop.app.downtime_kit import OLD, Made, age_of, make_kit, read_code
from ltm_desktop.app.site_codes import PaperForm
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import Refused
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.speak import to_alerts


class DowntimeView(Protocol):
    """What the line of the kit can show."""

    def show_age(self, words: str, *, caution: bool) -> None:
        """Say how old the newest kit is."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Say what could not be done."""

    def show_busy(self, *, busy: bool) -> None:
        """Hold still while a kit is made."""

    def show_kit(self, pdf: bytes) -> None:
        """Open a kit that was asked for."""

    def clear_code(self) -> None:
        """Empty the field of the code: it led somewhere."""


class DowntimePresenter:
    """Keep the kit fresh and lead back from its forms."""

    def __init__(
        self,
        desk: Desk,
        view: DowntimeView,
        say: Words,
        run: Run,
        go: Callable[[PaperForm], None],
    ) -> None:
        self._desk = desk
        self._view = view
        self._say = say
        self._run = run
        self._go = go
        self._making = False

    def refresh(self) -> None:
        """Say how old the newest kit is."""
        say, age = self._say, age_of(self._desk)
        if age is None:
            self._view.show_age(say("No downtime kit was made yet."), caution=True)
            return
        words = say("Newest downtime kit: made {age} ago", age=say.duration(age))
        self._view.show_age(words, caution=age > OLD)

    def make(self) -> None:
        """Make a kit now and open it."""
        if not self._making:
            self._view.show_alerts(())
            self._make(lambda made: self._view.show_kit(made.pdf))

    def open_code(self, text: str) -> None:
        """Open the late entry of a typed code, or say why it leads nowhere."""
        self._view.show_alerts(())
        try:
            form = read_code(text)
        except Refused as refusal:
            self._view.show_alerts(refusal.alerts)
        else:
            self._view.clear_code()
            self._go(form)

    def _make(self, done: Callable[[Made], None]) -> None:
        self._making = True
        self._view.show_busy(busy=True)

        def made(kit: Made) -> None:
            self._rest()
            done(kit)

        def failed(error: Exception) -> None:
            self._rest()
            self._view.show_alerts(to_alerts(error))

        self._run(lambda: make_kit(self._desk), made, failed)

    def _rest(self) -> None:
        self._making = False
        self._view.show_busy(busy=False)
        self.refresh()
