"""One patient's record wired; the forms that add to it are handed in and stand in its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtWidgets import QStackedWidget, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.trail.reading import Trail
from ltm_desktop.app.trail.rows import TrailRow
from ltm_desktop.domain.access import CopyWay
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.domain.site import SiteState
from ltm_desktop.ledger.entries import Entry
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.opened_papers import OpenedPapers, Viewer, system_viewer
from ltm_desktop.ui.panels.record.presenter import RecordPresenter
from ltm_desktop.ui.panels.record.view import RecordView

Form = Callable[[Context, PatientId, Callable[[], None]], QWidget]
"""Builds a form about a patient; it calls back when it is left."""


ReviewForm = Callable[[Context, PatientId, RecordId | None, Callable[[], None]], QWidget]
"""Builds the review of a record, or of what is asked about the patient."""


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms behind the buttons of the tab; those that tell something may be missing."""

    review: ReviewForm
    complete: Form | None = None
    withdraw: Form | None = None
    death: Form | None = None
    trail: Form | None = None


class RecordDesk:
    """The few verbs of the desk that the tab uses."""

    def __init__(self, context: Context, patient: PatientId, papers: OpenedPapers) -> None:
        self._desk = context.desk
        self._say = context.say
        self._patient = patient
        self._papers = papers

    def entries(self) -> Sequence[Entry]:
        """Return the patient's entries, oldest first."""
        return [sealed.entry for sealed in self._desk.store.entries(self._patient)]

    def chart(self) -> Chart:
        """Return the patient's chart."""
        return self._desk.chart(self._patient)

    def site(self) -> SiteState:
        """Return the site as its entries stand."""
        return self._desk.site()

    def told(self, seq: int) -> TrailRow | None:
        """Return an entry as the audit trail tells it, with every old and new value."""
        return Trail(self._desk, self._say).row(seq)

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()

    def show_paper(self, sha256: str, name: str) -> bool:
        """Open a paper; False when no program here can. Raises Unavailable."""
        return self._papers.show(self._desk.hand_out(sha256, CopyWay.OPENED, self._patient), name)


class RecordPage(QStackedWidget):
    """The entries, and in their place a form."""

    def __init__(
        self, context: Context, patient: PatientId, forms: Forms | None, viewer: Viewer
    ) -> None:
        super().__init__()
        self._context = context
        self._patient = patient
        self._forms = forms
        self._form: QWidget | None = None
        self.view = RecordView(context.say, forms=forms is not None and forms.complete is not None)
        desk = RecordDesk(context, patient, OpenedPapers(self.view, viewer))
        self._presenter = RecordPresenter(desk, self.view, context.say)
        self.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.read.connect(self._presenter.read)
        self.view.paper_wanted.connect(self._presenter.open_paper)
        if forms is not None:
            self.view.complete_wanted.connect(lambda: self._show(forms.complete))
            self.view.withdraw_wanted.connect(lambda: self._show(forms.withdraw))
            self.view.death_wanted.connect(lambda: self._show(forms.death))
            self.view.trail_wanted.connect(lambda: self._show(forms.trail))
            self.view.review_wanted.connect(self._review)
        self.view.review.setVisible(forms is not None)
        self.view.trail.setVisible(forms is not None and forms.trail is not None)
        self._sight = InSight(self, self._presenter.refresh)
        context.notices.recorded.connect(self._recorded)
        self._presenter.refresh()

    def open_item(self, item: str) -> None:
        """Open the form that completes an enrolment, where a draft of it waits."""
        if item == "enrolment" and self._forms is not None:
            self._show(self._forms.complete)

    def _recorded(self, recorded: Recorded) -> None:
        if recorded.stream == self._patient:
            self._sight.ask()

    def _show(self, form: Form | None) -> None:
        if self._form is None and form is not None:
            self._put(form(self._context, self._patient, self._leave))

    def _review(self, seq: int) -> None:
        if self._form is None and self._forms is not None:
            record = self._presenter.record_of(seq)
            self._put(self._forms.review(self._context, self._patient, record, self._leave))

    def _put(self, form: QWidget) -> None:
        self._form = form
        self.addWidget(self._form)
        self.setCurrentWidget(self._form)
        self.setFocusProxy(self._form)
        self._form.setFocus()

    def _leave(self) -> None:
        form, self._form = self._form, None
        self.setCurrentWidget(self.view)
        self.setFocusProxy(self.view)
        if form is not None:
            self.removeWidget(form)
            form.deleteLater()
        self.view.setFocus()


def build(
    context: Context,
    patient: PatientId,
    *,
    forms: Forms | None = None,
    viewer: Viewer = system_viewer,
) -> QWidget:
    """Return one patient's record; `forms` stand behind its buttons."""
    return RecordPage(context, patient, forms, viewer)
