"""Today wired: asked again when something is recorded and each minute."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ltm_desktop.app.rows import InboxRow, ItemRow, PatientRow
from ltm_desktop.app.waiting import may_sign
from ltm_desktop.app.worklists import Due, row_state
from ltm_desktop.domain.dosing_slice import DosingSlice
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.terms import ItemState
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.today.presenter import Key, TodayPresenter
from ltm_desktop.ui.panels.today.view import TodayView

_MINUTE_MS = 60_000


class TodayDesk:
    """The few verbs of the desk that the page uses."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk

    def due(self, ahead: int) -> Sequence[Due]:
        """Return unsettled items up to some days ahead, most overdue first."""
        return self._desk.worklists.today(ahead=ahead)

    def item(self, key: Key) -> tuple[ItemRow, ItemState] | None:
        """Return an item as it stands now."""
        patient, code = key
        rows = self._desk.store.rows(patient)
        found = next((one for one in rows.items if one.code == code), None) if rows else None
        return (found, row_state(found, self.now().date())) if found else None

    def days_ahead(self, days: int) -> Mapping[tuple[str, str], int]:
        """Return how many items of each kind are scheduled on each of the next days."""
        return self._desk.worklists.days_ahead(days)

    def inbox(self) -> Sequence[tuple[InboxRow, PatientRow]]:
        """Return records waiting for a signature, oldest first."""
        return self._desk.worklists.inbox()

    def may_sign(self, row: InboxRow) -> bool:
        """Tell whether the person at the desk may be the one a record waits for."""
        return may_sign(self._desk, row)

    def dosing(self, patient: str) -> DosingSlice:
        """Return what is ordered and checked for one patient."""
        return self._desk.chart(PatientId(patient)).dosing

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()


def build(context: Context, _patient: PatientId | None = None) -> QWidget:
    """Return the page of today; it concerns no single patient."""
    view = TodayView(context.say)
    presenter = TodayPresenter(TodayDesk(context), view, context.say)
    view.presenter = presenter
    view.sort_wanted.connect(presenter.sort)
    view.opened.connect(context.notices.open_patient)
    view.review_wanted.connect(lambda: context.notices.open_page.emit("signoff"))
    context.notices.recorded.connect(view.asked_again)
    view.asked_again.connect(presenter.refresh)
    clock = QTimer(view)
    clock.timeout.connect(presenter.refresh)
    clock.start(_MINUTE_MS)
    presenter.sort()
    return view
