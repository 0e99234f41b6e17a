"""Today wired: asked again when something is recorded and each minute."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer

from ltm_desktop.app.awaited import ToJudge, Unheard, to_judge, unheard
from ltm_desktop.app.charts import person_name
from ltm_desktop.app.rows import InboxRow, ItemRow, PatientRow
from ltm_desktop.app.serious_due import SeriousDue, serious_due
from ltm_desktop.app.waiting import may_sign, own_queries, waited_for
from ltm_desktop.app.worklists import Call, Due, Observed, row_state
from ltm_desktop.domain.dosing_path import WHOLE, DoseStep, path_of
from ltm_desktop.domain.errors import Unavailable
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import ItemState, Role
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.today.lines import Key
from ltm_desktop.ui.panels.today.presenter import TodayPresenter
from ltm_desktop.ui.panels.today.view import TodayView

_MINUTE_MS = 60_000


class TodayDesk:
    """The few verbs of the desk that the page uses."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk
        self._say = context.say

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

    def waits_for(self, row: InboxRow) -> str:
        """Say whom a record waits for."""
        return waited_for(self._desk, row, self._say)

    def own_queries(self) -> int:
        """Return how many questions wait for the person at the desk."""
        return own_queries(self._desk)

    def observations(self) -> Sequence[Observed]:
        """Return whom to observe, earliest due first."""
        active = self.active()
        return self._desk.worklists.observations(active.observation_minutes if active else ())

    def calls(self) -> Sequence[Call]:
        """Return whom to call after a lumbar puncture."""
        active = self.active()
        return self._desk.worklists.calls(active.headache_call_days if active else ())

    def serious(self) -> Sequence[SeriousDue]:
        """Return serious events that wait, the most urgent first."""
        return serious_due(self._desk, self._say)

    def to_judge(self) -> Sequence[ToJudge]:
        """Return whose toxicity waits for a physician."""
        return to_judge(self._desk)

    def unheard(self) -> Sequence[Unheard]:
        """Return of whom nobody heard for longer than was signed, longest ago first."""
        return unheard(self._desk)

    def path(self) -> tuple[DoseStep, ...]:
        """Return the steps this site walks; all of them until somebody signed otherwise."""
        active = self.active()
        return path_of(active.dose_steps) if active else WHOLE

    def drug(self, code: str) -> str:
        """Return the drug of a planned dose, nothing where no signed protocol plans it."""
        active = self.active()
        planned = active is not None and any(
            code in phase.series.items for phase in active.phases.values()
        )
        return active.drug_of(ItemCode(code)).code if active and planned else ""

    def me(self) -> str:
        """Return the id of the person at the desk."""
        return self._desk.session.person

    def roles(self) -> frozenset[Role]:
        """Return the roles of the person at the desk."""
        return frozenset(self._desk.person(self.me()).roles)

    def names(self, people: str) -> str:
        """Return the names of people whose ids are parted by spaces."""
        known = self._desk.site().people
        return self._say.listing(
            person_name(known[PersonId(one)].name) if PersonId(one) in known else one
            for one in people.split()
        )

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol, None while there is none or its file is missing."""
        try:
            return self._desk.active()
        except Unavailable:
            # The lists stay readable while the protocol file is missing; the frame says that it is.
            return None

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()


def build(context: Context, _patient: PatientId | None = None) -> TodayView:
    """Return the page of today, empty until it is shown; it concerns no single patient."""
    view = TodayView(context.say)
    presenter = TodayPresenter(TodayDesk(context), view, context.say)
    view.presenter = presenter
    view.sort_wanted.connect(presenter.sort)
    view.only_mine_wanted.connect(presenter.turn_only_mine)
    view.opened.connect(context.notices.open_patient)
    view.review_wanted.connect(lambda: context.notices.open_page.emit("signoff"))
    context.notices.recorded.connect(view.ask_in_sight)
    view.asked_again.connect(presenter.refresh)
    clock = QTimer(view)
    clock.timeout.connect(view.ask_in_sight)
    clock.start(_MINUTE_MS)
    return view
