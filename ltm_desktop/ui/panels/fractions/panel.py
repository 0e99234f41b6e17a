"""The fractions panel of one patient, wired: desk, presenters and view."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.domain.fractions import PrescribeRadiotherapy, RecordFraction
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.in_sight import InSight
from ltm_desktop.ui.panels.fractions.acts import ACTS, FILES, Act, may_read
from ltm_desktop.ui.panels.fractions.beside import Beside
from ltm_desktop.ui.panels.fractions.course_page import empty
from ltm_desktop.ui.panels.fractions.desk import course_of
from ltm_desktop.ui.panels.fractions.empty import EmptyShown
from ltm_desktop.ui.panels.fractions.filing import FilesRead
from ltm_desktop.ui.panels.fractions.form_line import LinePage
from ltm_desktop.ui.panels.fractions.form_void import VoidSide
from ltm_desktop.ui.panels.fractions.offering import FormShown, choices_of
from ltm_desktop.ui.panels.fractions.order_side import OrderSide
from ltm_desktop.ui.panels.fractions.ordering import TypedOrder
from ltm_desktop.ui.panels.fractions.presenter import TOPIC, FractionsPresenter
from ltm_desktop.ui.panels.fractions.shown import CourseShown, Line
from ltm_desktop.ui.panels.fractions.taking import order_of
from ltm_desktop.ui.panels.fractions.typed import TypedSession
from ltm_desktop.ui.panels.fractions.view import FractionsView
from ltm_desktop.ui.widgets.buttons import QuietButton


def build(context: Context, patient: PatientId | None) -> QWidget:
    """Return the panel of one patient; without one there is nothing to show."""
    if patient is None:
        return QWidget()
    return FractionsPanel(context, patient)


class FractionsPanel(FractionsView):
    """The view with its presenters; it listens to what is recorded and where the window goes."""

    def __init__(self, context: Context, patient: PatientId) -> None:
        desk, say = context.desk, context.say
        super().__init__(say, desk.clock.now, choices_of(desk.active(), say))
        self._context = context
        self._patient = patient
        self._ordering: OrderSide | None = None
        self._open_act: QWidget | None = None
        self._files = FilesRead()
        self._background = Background(self)
        self._presenter = FractionsPresenter(
            desk, patient, self, self._background.run, say, self._announce
        )
        self._wire()
        self._presenter.open()

    def show_course(self, course: CourseShown) -> None:
        """Show the course, and what else this person may do about it."""
        super().show_course(course)
        self._offer_acts()

    def show_form(self, form: FormShown, typed: TypedSession) -> None:
        """Show the session form; an act that is open beside the course stays in sight."""
        if self._open_act is None:
            super().show_form(form, typed)
        else:
            self.form.fill(form, typed)

    def show_empty(self, empty_shown: EmptyShown) -> None:
        """Say calmly that there is no course; a physician may order one beside it."""
        super().show_empty(empty_shown)
        if may_read(self._context.desk) and empty_shown.may_plan:
            self._nothing.addWidget(self._act_button(FILES), 0, Qt.AlignmentFlag.AlignLeft)
        if empty_shown.may_order and self._ordering is None:
            room = self._room()
            self._ordering = OrderSide(
                room.context, room.patient, room.run, self._ordered, room.leave
            )

    def hide_form(self, *, may_tell: bool) -> None:
        """Put the session form away; an order form takes its place where one is due.

        An act that is open beside the course stays in sight.
        """
        if self._open_act is not None:
            return
        super().hide_form(may_tell=may_tell)
        if self._ordering is not None:
            self.show_beside(self._ordering)

    def _offer_acts(self) -> None:
        desk = self._context.desk
        course = course_of(desk, self._patient)
        empty(self.course.acts)
        if course is None:
            return
        for act in ACTS:
            if act.offered(desk, course):
                self.course.acts.addWidget(self._act_button(act))
        self.course.acts_row.setVisible(self.course.acts.count() > 0)

    def _act_button(self, act: Act) -> QuietButton:
        button = QuietButton(self._context.say(act.words), act.key, bedside=True)
        button.setObjectName(f"fractions.act.{act.name}")
        button.clicked.connect(lambda: self._begin(act))
        return button

    def _begin(self, act: Act) -> None:
        self._show_act(act.build(self._room()))

    def _show_act(self, page: QWidget) -> None:
        self._end_act()
        self._open_act = page
        self.show_beside(page)
        page.setFocus()

    def _end_act(self) -> None:
        if self._open_act is not None:
            self._side.removeWidget(self._open_act)
            self._open_act.deleteLater()
            self._open_act = None

    def _room(self) -> Beside:
        return Beside(
            self._context,
            self._patient,
            self._background.run,
            self._act_recorded,
            self._leave_act,
            self._files,
            self._take,
        )

    def _take(self, command: RecordFraction | PrescribeRadiotherapy) -> bool:
        """Fill a form from a file of the machine; it is completed and signed like any other."""
        if isinstance(command, PrescribeRadiotherapy):
            self._take_plan(order_of(command))
            return True
        if not self._presenter.may_take:
            return False
        self._end_act()
        self._presenter.take_over(command)
        self.form.fields.outcome.setFocus()
        return True

    def _take_plan(self, proposed: TypedOrder) -> None:
        room = self._room()
        recorded = room.recorded if self._ordering is None else self._ordered
        side = OrderSide(room.context, room.patient, room.run, recorded, room.leave, proposed)
        self._show_act(side)

    def _act_recorded(self, recorded: Recorded) -> None:
        self._leave_act()
        self._announce(recorded)

    def _leave_act(self) -> None:
        self._end_act()
        self._presenter.reopen()

    def _ordered(self, recorded: Recorded) -> None:
        ordering, self._ordering = self._ordering, None
        if ordering is not None:
            self._side.removeWidget(ordering)
            ordering.deleteLater()
        self._presenter.open()
        self._announce(recorded)

    def _wire(self) -> None:
        presenter = self._presenter
        self.changed.connect(presenter.changed)
        self.draft_due.connect(presenter.keep_draft)
        self.day_changed.connect(
            lambda: self.show_same_day(presenter.same_day(self.form.told().at))
        )
        self.review_wanted.connect(lambda: presenter.review(self.form.typed(), self.form.told()))
        self.planned_wanted.connect(
            lambda: presenter.as_planned(self.form.typed(), self.form.told())
        )
        self.second_chosen.connect(presenter.choose_second)
        self.clear_wanted.connect(self._clear)
        self.another_wanted.connect(self._tell_another)
        self.signed.connect(presenter.sign)
        self.back_wanted.connect(presenter.back)
        self.line_chosen.connect(self._choose)
        notices = self._context.notices
        self._sight = InSight(self, self._presenter.refresh)
        notices.recorded.connect(self._refresh)
        notices.open_patient.connect(self._opened)

    def _clear(self) -> None:
        self.forget_saved()
        self._presenter.clear()

    def _tell_another(self) -> None:
        self.forget_saved()
        self._presenter.tell_another()
        self.form.show_number()

    def _choose(self, line: Line) -> None:
        if not line.record:
            self._leave_act()
            self._presenter.choose(line.number)
            return
        page = LinePage(self._context.say, line, self._presenter.allowed(line))
        page.open_wanted.connect(lambda: self._open_record(line))
        page.resume_wanted.connect(lambda: self._resume(line))
        page.correct_wanted.connect(lambda: self._correct(line))
        page.void_wanted.connect(lambda: self._show_act(VoidSide(self._room(), line)))
        page.left.connect(self._leave_act)
        self._show_act(page)

    def _open_record(self, line: Line) -> None:
        self._context.notices.open_patient.emit(self._patient, "record", line.record)

    def _resume(self, line: Line) -> None:
        self._end_act()
        self._presenter.choose(line.number)
        self.form.lead().setFocus()

    def _correct(self, line: Line) -> None:
        self._end_act()
        self.forget_saved()
        self._presenter.correct(line.record)
        self.form.fields.outcome.setFocus()

    def _announce(self, recorded: Recorded) -> None:
        self._context.notices.recorded.emit(recorded)
        say = self._context.say
        at = say.time(recorded.recorded_at)
        self._context.notices.say_saved.emit(say("Saved on this computer {time}", time=at))

    def _refresh(self, recorded: object) -> None:
        if getattr(recorded, "stream", "") == self._patient:
            self._sight.ask()

    def _opened(self, patient: str, tab: str, item: str) -> None:
        if patient == self._patient and tab == TOPIC and item:
            self._presenter.choose_item(item)
