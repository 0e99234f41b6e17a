"""The laboratories tab wired over one open desk."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.domain.identifiers import SITE_STREAM
from ltm_desktop.domain.laboratories import AUTHORS, Laboratories, LaboratoryCommand
from ltm_desktop.domain.people import check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.site.laboratories import LaboratoriesPresenter
from ltm_desktop.ui.panels.site.laboratories_view import LaboratoriesView

TOPIC = "site.laboratories"


class LaboratoriesDesk:
    """The few verbs of the desk that the tab uses."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._desk = context.desk
        author = context.desk.session.person
        self._keeper = DraftKeeper(context.desk, author, SITE_STREAM)

    def may(self) -> bool:
        """Tell whether the person at the desk keeps the register."""
        people, person = self._desk.site().people, self._desk.session.person
        return not self._context.reads_only and not tuple(check_role(people, person, *AUTHORS))

    def today(self) -> date:
        """Return the day at the site."""
        return self._desk.clock.now().date()

    def laboratories(self) -> Laboratories:
        """Return the register as it stands."""
        return self._desk.site().laboratories

    def active(self) -> ActiveProtocol | None:
        """Return the signed protocol."""
        return self._desk.active()

    def propose(self, command: LaboratoryCommand) -> Proposal:
        """Decide what would be written, worded. Raises Refused."""
        return self._desk.propose(command, self._context.say)

    def record(self, proposal: Proposal) -> Recorded:
        """Write it under the seal of the person at the desk. Raises Refused, Stale."""
        return self._desk.record(proposal)

    def draft(self) -> Mapping[str, str]:
        """Return what this person typed and has not recorded."""
        return self._keeper.fields(TOPIC)

    def keep_draft(self, fields: Mapping[str, str]) -> None:
        """Keep what is typed; nothing at all drops the draft. Raises Unavailable."""
        self._keeper.keep_or_drop(TOPIC, fields)


def build(context: Context) -> QWidget:
    """Return the tab; it concerns no patient."""
    desk = LaboratoriesDesk(context)
    view = LaboratoriesView(context.say, context.desk.clock.now, may=desk.may())
    presenter = LaboratoriesPresenter(desk, view, Background(view).run, context.say)
    view.presenter = presenter
    view.entry_wanted.connect(presenter.enter)
    view.range_wanted.connect(presenter.set_range)
    view.withdrawal_wanted.connect(presenter.withdraw)
    view.record_wanted.connect(presenter.record)
    view.edited.connect(presenter.changed)
    view.draft_due.connect(presenter.keep_draft)
    view.recorded.connect(context.notices.recorded)
    presenter.start()
    return view
