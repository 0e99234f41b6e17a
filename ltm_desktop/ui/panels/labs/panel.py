"""The laboratory panel of one patient: its pages, presenters and the open desk, wired."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.identifiers import PatientId, ResultId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.panels.labs.form import LabsForm
from ltm_desktop.ui.panels.labs.from_file import FromFilePresenter
from ltm_desktop.ui.panels.labs.from_file_view import FromFilePage
from ltm_desktop.ui.panels.labs.presenter import LabsPresenter
from ltm_desktop.ui.panels.labs.trends import TrendsPage
from ltm_desktop.ui.panels.labs.view import LabsView
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.page_stack import PageStack


class LabsPanel(QWidget):
    """Results of one patient; told anew whenever something of this patient is recorded."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        super().__init__()
        self._patient = patient
        self.view = view = LabsView(context.say, context.desk.clock.now)
        self._presenter = LabsPresenter(
            context.desk, patient, context.say, view=view, run=Background(self).run
        )
        view.form_made.connect(self._hear_form)
        presenter, results = self._presenter, view.results
        results.chosen.connect(lambda key: presenter.choose(ResultId(key) if key else None))
        results.filtered.connect(presenter.filter)
        results.right_wanted.connect(presenter.put_right)
        results.back_wanted.connect(presenter.take_back)
        view.recorded.connect(context.notices.recorded)
        self._sight = InSight(self, self._presenter.refresh)
        context.notices.recorded.connect(self._refresh)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(view)
        presenter.start()
        self.setFocusProxy(view)

    def _hear_form(self) -> None:
        form, presenter = self.view.form, self._presenter
        if isinstance(form, LabsForm):
            form.typed.connect(presenter.type)
            form.line_left.connect(presenter.settle)
            form.panel_chosen.connect(presenter.choose_panel)
            form.record_wanted.connect(presenter.record)
            form.right_wanted.connect(presenter.finish_right)
            form.right_left.connect(presenter.leave_right)
            form.draft_due.connect(presenter.keep_draft)
            form.discard_wanted.connect(presenter.discard)

    def _refresh(self, recorded: Recorded) -> None:
        if recorded.stream == self._patient:
            self._sight.ask()


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the panel of a patient."""
    return QWidget() if patient is None else LabsPages(context, patient)


class LabsPages(QWidget):
    """Results and their form; beside them, one at a time, the page of a file."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        super().__init__()
        self._context = context
        self._patient = patient
        self._stack = PageStack()
        self.results = LabsPanel(context, patient)
        self._stack.addWidget(self.results)
        self._bar = self._make_bar()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._bar)
        rows.addWidget(self._stack, 1)
        self.setFocusProxy(self._stack)

    def show_file_page(self) -> None:
        """Open the page of a file; what was read before is forgotten."""
        page, context = FromFilePage(self._context.say), self._context
        run = Background(page).run
        presenter = FromFilePresenter(context.desk, self._patient, context.say, view=page, run=run)
        page.presenter = presenter
        page.chosen.connect(presenter.read)
        page.ticked.connect(lambda at, on: presenter.tick(at, on=on))
        page.placed.connect(presenter.place_specimen)
        page.record_wanted.connect(presenter.record)
        page.recorded.connect(context.notices.recorded)
        page.left.connect(self.leave)
        self._show(page)

    def show_trends(self) -> None:
        """Show the curves of every result."""
        page = TrendsPage(self._context, self._patient)
        page.left.connect(self.leave)
        self._show(page)

    def leave(self) -> None:
        """Go back to the results."""
        page = self._stack.currentWidget()
        self._stack.setCurrentWidget(self.results)
        self._bar.show()
        self.results.setFocus()
        if page is not None and page is not self.results:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _make_bar(self) -> QWidget:
        say, space = self._context.say, THEME.space
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, space.tight, 0, space.tight)
        self.from_file = QuietButton(say("Results from a file"), "Alt+I")
        self.from_file.setObjectName("labs.from_file")
        self.from_file.clicked.connect(self.show_file_page)
        self.trends = QuietButton(say("Trends"), "Alt+T")
        self.trends.setObjectName("labs.trends_button")
        self.trends.clicked.connect(self.show_trends)
        row.addStretch(1)
        row.addWidget(self.trends)
        row.addWidget(self.from_file, 0, Qt.AlignmentFlag.AlignRight)
        self.from_file.setVisible(not self._context.reads_only)
        return bar

    def _show(self, page: QWidget) -> None:
        self._bar.hide()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus()
