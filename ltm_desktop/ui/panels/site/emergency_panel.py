"""The emergency page's tab wired: writing, signing and the drafts of it, over one open desk."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.charts import events_of, person_name
from ltm_desktop.app.emergency import standing_fault
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.emergency import AUTHORS, EmergencyTextSigned, SignEmergencyText
from ltm_desktop.domain.identifiers import SITE_STREAM, PersonId
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.site.emergency import EmergencyPresenter
from ltm_desktop.ui.panels.site.emergency_view import EmergencyView

TOPIC = "site.emergency"


class EmergencyDesk:
    """The few verbs of the desk that the tab uses."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._desk = context.desk
        author = context.desk.session.person
        self._keeper = DraftKeeper(context.desk, author, SITE_STREAM)

    def may_write(self) -> bool:
        """Tell whether the person at the desk may write the page."""
        roles = self._desk.site().people[self._desk.session.person].roles
        return bool(set(AUTHORS).intersection(roles))

    def investigators(self) -> Sequence[tuple[str, str]]:
        """Return user id and name of everybody who can approve the page."""
        return [
            (person.person, person_name(person.name))
            for person in self._desk.site().people.values()
            if person.active and Role.INVESTIGATOR in person.roles
        ]

    def pages(self) -> Sequence[tuple[EmergencyTextSigned, datetime]]:
        """Return every signed page with its time, the one in force first."""
        found = [
            (event, datetime.fromisoformat(sealed.entry.recorded_at))
            for sealed in self._desk.store.entries(SITE_STREAM)
            for event in events_of(sealed.entry)
            if isinstance(event, EmergencyTextSigned)
        ]
        return found[::-1]

    def name(self, person: str) -> str:
        """Return how a colleague is called."""
        known = self._desk.site().people.get(PersonId(person))
        return person_name(known.name) if known else person

    def draft(self) -> Mapping[str, str]:
        """Return what this person typed and nobody has signed."""
        return self._keeper.fields(TOPIC)

    def keep_draft(self, fields: Mapping[str, str]) -> None:
        """Keep what is typed; nothing at all drops the draft."""
        self._keeper.keep_or_drop(TOPIC, fields)

    def propose(self, command: SignEmergencyText) -> Proposal:
        """Decide what signing would write, worded. Raises Refused."""
        return self._desk.propose(command, self._context.say)

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with the investigator's secret and write. Raises Refused, Stale."""
        signed = [self._desk.sign(proposal, signer, secret) for signer in proposal.signers]
        return self._desk.record(proposal, signed)

    def copy_alerts(self) -> Sequence[Alert]:
        """Return what keeps the copy in the site's folder from saying what was signed."""
        return standing_fault(self._desk)


def build(context: Context) -> QWidget:
    """Return the tab; it concerns no patient."""
    desk = EmergencyDesk(context)
    view = EmergencyView(context.say, may_write=desk.may_write())
    presenter = EmergencyPresenter(desk, view, Background(view).run, context.say)
    view.presenter = presenter
    view.typed.connect(presenter.type)
    view.draft_due.connect(presenter.keep_draft)
    view.preview_wanted.connect(presenter.preview)
    view.secret_given.connect(presenter.sign)
    view.recorded.connect(context.notices.recorded)
    presenter.start()
    return view
