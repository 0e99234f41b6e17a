"""Sign-off wired: the inbox, the record's statement, the paper, and the signature."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.rows import InboxRow, PatientRow
from ltm_desktop.app.waiting import may_sign
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.people import Person
from ltm_desktop.domain.records import Record
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.opened_papers import OpenedPapers, Viewer, system_viewer
from ltm_desktop.ui.panels.signoff.presenter import Command, SignoffPresenter
from ltm_desktop.ui.panels.signoff.view import SignoffView

_MINUTE_MS = 60_000


class SignoffDesk:
    """The few verbs of the desk that the panel uses."""

    def __init__(self, context: Context, papers: OpenedPapers) -> None:
        self._desk = context.desk
        self._say = context.say
        self._papers = papers

    def inbox(self) -> Sequence[tuple[InboxRow, PatientRow]]:
        """Return records waiting for a signature, oldest first."""
        return self._desk.worklists.inbox()

    def may_sign(self, row: InboxRow) -> bool:
        """Tell whether the person at the desk may be the one a record waits for."""
        return may_sign(self._desk, row)

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""
        return self._desk.chart(patient)

    def record_events(self, patient: PatientId, record: RecordId) -> tuple[object, ...]:
        """Return what the entry of a record tells."""
        return self._desk.record_events(patient, record)

    def people(self) -> Mapping[PersonId, Person]:
        """Return everybody of the site."""
        return self._desk.site().people

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()

    def me(self) -> PersonId:
        """Return who is at the desk."""
        return self._desk.session.person

    def statement(self, patient: PatientId, record: RecordId) -> str:
        """Return everything a record tells, worded."""
        events = self._desk.record_events(patient, record)
        return self._desk.statement_text(events, self._desk.chart(patient), self._say)

    def propose(self, command: Command) -> Proposal:
        """Decide what a signature would write, worded. Raises Refused."""
        return self._desk.propose(command, self._say)

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with this person's secret and write. Raises Refused, Stale, Unavailable."""
        signed = [self._desk.sign(proposal, signer, secret) for signer in proposal.signers]
        return self._desk.record(proposal, signed)

    def show_paper(self, record: Record) -> bool:
        """Open the newest paper of a record. Raises Unavailable."""
        sha256 = record.papers[-1].sha256
        name = f"{record.record}-{len(record.papers)}.pdf"
        return self._papers.show(self._desk.store.paper(sha256), name)


def build(
    context: Context, _patient: PatientId | None = None, *, viewer: Viewer = system_viewer
) -> QWidget:
    """Return the inbox; it concerns every patient."""
    view = SignoffView(context.say, context.desk.session.person)
    desk = SignoffDesk(context, OpenedPapers(view, viewer))
    presenter = SignoffPresenter(desk, view, Background(view).run, context.say)
    view.presenter = presenter
    view.opened.connect(presenter.open)
    view.given.connect(presenter.sign)
    view.read_to_end.connect(presenter.read_to_end)
    view.paper_wanted.connect(presenter.open_paper)
    view.back_wanted.connect(presenter.close)
    view.signed.connect(lambda recorded, words: _tell(context, recorded, words))
    context.notices.recorded.connect(view.asked_again)
    view.asked_again.connect(presenter.refresh)
    clock = QTimer(view)
    clock.timeout.connect(presenter.refresh)
    clock.start(_MINUTE_MS)
    presenter.refresh()
    return view


def _tell(context: Context, recorded: Recorded, words: str) -> None:
    say = context.say
    context.notices.recorded.emit(recorded)
    saved = say("Saved on this computer {time}", time=say.time(recorded.recorded_at))
    context.notices.say_saved.emit(f"{saved} · {words}")
