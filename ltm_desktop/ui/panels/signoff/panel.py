"""Sign-off wired: the inbox, the record's statement, the paper, and the signature."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.rows import InboxRow, PatientRow, QueryRow
from ltm_desktop.app.since import Since, since_signed
from ltm_desktop.app.sitting import Sitting
from ltm_desktop.app.waiting import is_mine, may_sign, rules, waited_for
from ltm_desktop.domain.access import CopyWay
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.people import Person
from ltm_desktop.domain.records import Record
from ltm_desktop.domain.signoff import approval_due, late_days
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.opened_papers import OpenedPapers, Viewer, system_viewer
from ltm_desktop.ui.panels.signoff.presenter import SignoffPresenter
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
        """Return everything told of a record, worded."""
        events = self._desk.told_of(patient, record)
        return self._desk.statement_text(events, self._desk.chart(patient), self._say)

    def since(self, patient: PatientId, record: RecordId) -> Sequence[Since]:
        """Return what was told of a record since the bedside signed it."""
        chart = self._desk.chart(patient)
        entries = self._desk.store.entries(patient, after=chart.records.by_id[record].seq)
        return tuple(
            since_signed(
                entries, chart, record, self._desk.site().people, rules(self._desk), self._say
            )
        )

    def waits_for(self, row: InboxRow) -> str:
        """Say whom a record waits for."""
        return waited_for(self._desk, row, self._say)

    def due(self, patient: PatientId, record: RecordId) -> tuple[date | None, int]:
        """Return the last day for a record's approval and by how many days it is passed."""
        known = self._desk.chart(patient).records.by_id.get(record)
        active, act = rules(self._desk), self._desk.site_act()
        if known is None:
            return None, 0
        return approval_due(known, active, act), late_days(known, active, act)

    def queries(self) -> Sequence[tuple[QueryRow, PatientRow]]:
        """Return queries nobody has closed, oldest first."""
        return self._desk.worklists.queries()

    def is_mine(self, row: QueryRow) -> bool:
        """Tell whether a query waits for the person at the desk."""
        return is_mine(self._desk, row)

    def sit_down(self) -> Sitting:
        """Return a new sitting of the person at the desk."""
        return Sitting(self._desk, self._say)

    def show_paper(self, record: Record) -> bool:
        """Open the newest paper of a record. Raises Unavailable."""
        sha256 = record.papers[-1].sha256
        name = f"{record.record}-{len(record.papers)}.pdf"
        return self._papers.show(self._desk.hand_out(sha256, CopyWay.OPENED), name)


Review = Callable[[Context, PatientId, RecordId | None, bool, Callable[[], None]], QWidget]
"""Builds the review of a record; the flag opens the form of a new query at once."""


def build(
    context: Context,
    _patient: PatientId | None = None,
    *,
    review: Review | None = None,
    viewer: Viewer = system_viewer,
) -> QWidget:
    """Return the inbox; it concerns every patient. `review` builds what stands behind a query."""
    view = SignoffView(context.say, context.desk.session.person)
    desk = SignoffDesk(context, OpenedPapers(view, viewer))
    presenter = SignoffPresenter(desk, view, Background(view).run, context.say)
    view.presenter = presenter
    view.opened.connect(presenter.open)
    view.given.connect(presenter.sign)
    view.given_for_all.connect(presenter.sign_all)
    view.added.connect(presenter.add)
    view.to_sign_wanted.connect(presenter.show_to_sign)
    view.taken_out.connect(presenter.take_out)
    view.read_to_end.connect(presenter.read_to_end)
    view.paper_wanted.connect(presenter.open_paper)
    view.back_wanted.connect(presenter.close)
    view.told.connect(context.notices.recorded)
    view.signed.connect(lambda recorded, words: _tell(context, recorded, words))
    if review is not None:
        _hang_review(context, view, presenter, review)
    sight = InSight(view, view.asked_again.emit)
    context.notices.recorded.connect(sight.ask)
    view.asked_again.connect(presenter.refresh)
    clock = QTimer(view)
    clock.timeout.connect(sight.ask)
    clock.start(_MINUTE_MS)
    presenter.refresh()
    return view


def _hang_review(
    context: Context, view: SignoffView, presenter: SignoffPresenter, review: Review
) -> None:
    def ask() -> None:
        line = presenter.opened
        if line is not None:
            patient, record = PatientId(line.patient), RecordId(line.record)
            view.show_review(review(context, patient, record, True, view.leave))

    def open_query(query: str) -> None:
        line = presenter.query_of(query)
        if line is not None:
            record = RecordId(line.record) if line.record else None
            patient = PatientId(line.patient)
            view.show_review(review(context, patient, record, False, view.leave))

    view.query_wanted.connect(ask)
    view.query_opened.connect(open_query)


def _tell(context: Context, recorded: Recorded, words: str) -> None:
    say = context.say
    saved = say("Saved on this computer {time}", time=say.time(recorded.recorded_at))
    context.notices.say_saved.emit(f"{saved} · {words}")
