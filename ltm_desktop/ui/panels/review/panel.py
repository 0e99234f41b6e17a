"""The review of one record wired over one open desk."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.telling.voice import listed_name
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.review import QueryId
from ltm_desktop.domain.review_decisions import ReviewCommand
from ltm_desktop.domain.terms import ItemKind
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.panels.review.presenter import ReviewAct, ReviewPresenter
from ltm_desktop.ui.panels.review.view import ReviewView


class ReviewDesk:
    """The few verbs of the desk that the panel uses."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        self._desk = context.desk
        self._say = context.say
        self._patient = patient

    def chart(self) -> Chart:
        """Return the patient's chart."""
        return self._desk.chart(self._patient)

    def people(self) -> People:
        """Return everybody of the site."""
        return self._desk.site().people

    def me(self) -> PersonId:
        """Return who is at the desk."""
        return self._desk.session.person

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()

    def title(self, record: RecordId | None) -> str:
        """Name the patient and the record."""
        say, chart = self._say, self.chart()
        who = chart.patient.identity if chart.patient else None
        name = listed_name(who.name, say)[0] if who else ""
        subject = who.subject_id if who else ""
        return " · ".join(filter(None, (name, subject, self._record_words(chart, record))))

    def _record_words(self, chart: Chart, record: RecordId | None) -> str:
        say, known = self._say, chart.records.by_id.get(record) if record else None
        if known is None:
            return ""
        item = chart.plan.items.get(known.item)
        version = chart.review.of(chart.records, known.record).version
        what = say.term(known.kind)
        if item is not None and item.kind is ItemKind.DOSE:
            what = say("dose {n} of {total}", n=item.number, total=item.of)
        elif item is not None:
            what = say("fraction {n} of {total}", n=item.number, total=item.of)
        return say("{what}, version {version}", what=what, version=str(version))

    def text(self, record: RecordId) -> str:
        """Return everything that is told of a record, worded."""
        events = self._desk.told_of(self._patient, record)
        return self._desk.statement_text(events, self.chart(), self._say)

    def new_query(self) -> QueryId:
        """Return the identity of a new question."""
        return QueryId(self._desk.ids.new("qry"))

    def do(self, command: ReviewCommand, secret: str) -> Recorded:
        """Write a review. Raises Refused, Stale, Unavailable."""
        return self._desk.do(command, self._say, {self.me(): secret} if secret else {})


def build(
    context: Context,
    patient: PatientId,
    *,
    record: RecordId | None = None,
    act: ReviewAct | None = None,
    left: Callable[[], None],
) -> QWidget:
    """Return the review of a record or of a patient; `act` opens its form at once."""
    view = ReviewView(context.say, context.desk.session.person)
    presenter = ReviewPresenter(
        ReviewDesk(context, patient),
        view,
        Background(view).run,
        context.say,
        patient=patient,
        record=record,
    )
    view.presenter = presenter
    view.chosen.connect(presenter.choose)
    view.sent.connect(presenter.send)
    view.form_left.connect(presenter.leave_form)
    view.left.connect(left)
    view.recorded.connect(lambda recorded: _tell(context, recorded))
    presenter.refresh()
    if act is not None:
        presenter.choose(act.value)
    return view


def _tell(context: Context, recorded: Recorded) -> None:
    say = context.say
    context.notices.recorded.emit(recorded)
    saved = say("Saved on this computer {time}", time=say.time(recorded.recorded_at))
    context.notices.say_saved.emit(saved)
