"""The list of unfinished drafts wired: asked again whenever it comes to sight."""

from collections.abc import Collection, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer

from ltm_desktop.app.ports import Draft
from ltm_desktop.app.rows import ItemRow, PatientRow
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.recovery.presenter import Key, RecoveryPresenter
from ltm_desktop.ui.panels.recovery.view import RecoveryView

_MINUTE_MS = 60_000


class RecoveryDesk:
    """The few verbs of the desk that the list uses."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk
        self._say = context.say
        # Another person at the desk gets another list.
        self._whose = (context.desk.workstation, context.desk.session.person)

    def drafts(self) -> Sequence[Draft]:
        """Return this person's drafts at this workstation, newest first."""
        return self._desk.drafts.of(*self._whose)

    def others(self) -> int:
        """Return how many drafts other people have at this workstation."""
        return self._desk.drafts.count_others(*self._whose)

    def patient(self, patient: str) -> PatientRow | None:
        """Return a patient's line."""
        rows = self._desk.store.rows(patient)
        return rows.patient if rows else None

    def item(self, patient: str, code: str) -> ItemRow | None:
        """Return a planned item as it stands now."""
        rows = self._desk.store.rows(patient)
        return next((one for one in rows.items if one.code == code), None) if rows else None

    def panel(self, code: str) -> str:
        """Return how the protocol calls a panel of results, nothing for one it does not have."""
        try:
            active = self._desk.active()
        except Unavailable:
            # a draft is found again whatever became of the protocol file
            active = None
        found = active.protocol.panels.get(code) if active else None
        return self._say.label(found.label) if found else ""

    def records(self, patient: str) -> Collection[str]:
        """Return the ids of the patient's records."""
        known = self._desk.store.rows(patient) is not None
        return tuple(self._desk.chart(PatientId(patient)).records.by_id) if known else ()

    def drop(self, draft: Draft) -> None:
        """Forget a draft whose record stands. Raises Unavailable."""
        self._desk.drafts.drop(draft.workstation, draft.author, draft.patient_id, draft.topic)

    def discard(self, key: Key) -> None:
        """Throw a draft away and note that it was. Raises Unavailable."""
        self._desk.drafts.discard(*self._whose, *key, self.now().isoformat())

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()


def build(context: Context) -> RecoveryView:
    """Return the list of the person at the desk; it is empty until it is asked, in its place."""
    view = RecoveryView(context.say)
    presenter = RecoveryPresenter(RecoveryDesk(context), view, context.say)
    view.presenter = presenter
    view.opened.connect(lambda *key: presenter.open(key))
    view.discard_wanted.connect(lambda *key: presenter.ask(key))
    view.discard_confirmed.connect(lambda *key: presenter.discard(key))
    view.form_wanted.connect(context.notices.open_patient)
    view.page_wanted.connect(context.notices.open_page)
    view.asked_again.connect(presenter.refresh)
    context.notices.recorded.connect(view.asked_again)
    clock = QTimer(view)
    clock.timeout.connect(view.asked_again)
    clock.start(_MINUTE_MS)
    return view
