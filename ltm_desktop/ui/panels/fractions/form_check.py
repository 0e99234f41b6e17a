"""The weekly check of a course: sums and sessions up to a day beside the machine's own system."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ltm_desktop.app.course_import import SessionProposal
from ltm_desktop.app.machine_files import not_logged, read_of
from ltm_desktop.app.reconciliation import ReconciledSession, Standing, reconcile
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.telling.voice import Voice
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.fractions import CheckCourse, CourseChecked
from ltm_desktop.domain.identifiers import ItemCode, RecordId
from ltm_desktop.ui.panels.fractions.beside import Beside, SignedSide
from ltm_desktop.ui.panels.fractions.course_page import empty
from ltm_desktop.ui.panels.fractions.desk import options, wording_of
from ltm_desktop.ui.panels.fractions.files_presenter import laid_of
from ltm_desktop.ui.panels.fractions.filing import differing_words, record_words
from ltm_desktop.ui.panels.fractions.form_link import LinkForm
from ltm_desktop.ui.panels.fractions.side_page import Action, all_filled, side_page
from ltm_desktop.ui.panels.fractions.ticks import Ticks
from ltm_desktop.ui.speak import to_alerts
from ltm_desktop.ui.tokens import THEME
from ltm_desktop.ui.widgets.buttons import QuietButton
from ltm_desktop.ui.widgets.date_fields import DateField
from ltm_desktop.ui.widgets.lines import Lines
from ltm_desktop.ui.widgets.text import Text

TOPIC = "fractions.check"
KEY = "Alt+R"
_WEEK = timedelta(days=6)


class CheckSide(SignedSide):
    """Show what was told up to a day, take what was looked at, and have it signed."""

    def __init__(self, room: Beside) -> None:
        say, desk = room.context.say, room.context.desk
        super().__init__(room, say("Sign the check"), KEY, TOPIC)
        self._record = RecordId(desk.ids.new("chk"))
        self._active = desk.active()
        self.link_form: LinkForm | None = None
        self._read: dict[RecordId, SessionProposal] = {}
        self.through = DateField(say, say("Checked up to"), desk.clock.now, required=True)
        self.through.line.setObjectName(f"{TOPIC}.through")
        self.through.set_value(desk.act().today)
        self.sums = Text("", "calculated")
        self.sums.setObjectName(f"{TOPIC}.sums")
        self.missing = Text("", "bold", tone="caution")
        self.missing.setObjectName(f"{TOPIC}.missing")
        week = QWidget()
        self._week = QVBoxLayout(week)
        self._week.setContentsMargins(0, 0, 0, 0)
        self._week.setSpacing(THEME.space.tight)
        self.found = Ticks(say, say("Looked at and right"), f"{TOPIC}.found", required=True)
        self.found.offer_options(options(self._active, "rt_check_item", say))
        self.note = Lines(say, say("Notes"))
        self.note.edit.setObjectName(f"{TOPIC}.note")
        label = Text(say("Sessions of the last seven days"), "label")
        self.not_logged = Text("", "small")
        self.not_logged.setObjectName(f"{TOPIC}.not_logged")
        there = Text(say("At the machine, not in the log"), "label")
        first = (self.through, self.sums, self.missing, label, week, there, self.not_logged)
        parts = (*first, self.found, self.note)
        action = Action(say("Check"), KEY, self.review)
        title = say("Weekly check")
        self._page = side_page(say, TOPIC, title, (*parts, self.alerts), action, room.leave)
        self.hold(self._page)
        self.through.changed.connect(self.show_day)
        self.show_day()

    def review(self) -> None:
        """Show what would be written, or what is missing."""
        through = self.through.value()
        if all_filled((self.through, self.found)) and through is not None:
            self.propose(self._command(through, self.found.value()))

    def show_day(self) -> None:
        """Show sums, missing doses and sessions up to the day that is typed."""
        through = self.through.value()
        checked = self._preview(through) if through else None
        self.sums.setText(self._sum_words(checked) if checked else "")
        self.missing.setText(self._missing_words(checked) if checked else "")
        self.missing.setVisible(bool(self.missing.text()))
        self._lay_files(through)
        empty(self._week)
        for one in self._sessions(through) if through and checked else ():
            self._add(one)
        if through and checked and not self._week.count():
            self._week.addWidget(Text(self.room.context.say("none"), "muted"))

    def _lay_files(self, through: date | None) -> None:
        """Hold what was read from the machine while this chart is open against the log."""
        say, room = self.room.context.say, self.room
        act = room.context.desk.act()
        laid = laid_of(room.context.desk, room.patient, room.files)
        self._read = read_of(laid)
        days = ((one, act.day_of(one.found.at)) for one in not_logged(laid))
        found = [record_words(one, say) for one, day in days if through and day <= through]
        unread = say("No file was read; read the week's files first (Files of the machine).")
        none = say("none") if laid else unread
        self.not_logged.setText("\n".join(found) or none)
        self.not_logged.in_tone("caution" if found else "")

    def _command(self, through: date, found: tuple[str, ...]) -> CheckCourse:
        return CheckCourse(self.room.patient, self._record, through, found, self.note.value())

    def _preview(self, through: date) -> CourseChecked | None:
        """Ask the domain what a check of this day would say; nothing is written."""
        items = self._active.vocabulary("rt_check_item") if self._active else ()
        command = CheckCourse(self.room.patient, self._record, through, tuple(items))
        self.alerts.show_alerts(())
        try:
            proposal = self.room.context.desk.propose(command, self.room.context.say)
        except LtmError as error:
            self.alerts.show_alerts(to_alerts(error))
            return None
        return next(one for one in proposal.events if isinstance(one, CourseChecked))

    def _sum_words(self, checked: CourseChecked) -> str:
        say = self.room.context.say
        doses = say.listing(f"{one.volume} {say.amount(one.dose)}" for one in checked.delivered)
        told = say.many(
            "{count} session told, {open} without a link to the machine's system",
            "{count} sessions told, {open} without a link to the machine's system",
            checked.sessions,
            open=checked.unlinked,
        )
        return "\n".join((say("Delivered so far: {doses}", doses=doses), told))

    def _missing_words(self, checked: CourseChecked) -> str:
        if not checked.missing_doses:
            return ""
        say = self.room.context.say
        return say(
            "Intrathecal doses of these weeks that were not given: {doses}",
            doses=say.listing(self._dose_name(code) for code in checked.missing_doses),
        )

    def _dose_name(self, code: ItemCode) -> str:
        """Name a planned dose as the signed check will."""
        desk = self.room.context.desk
        voice = Voice(self.room.context.say, desk.site(), self._active, desk.act().now.tzinfo)
        return voice.item(code)

    def _sessions(self, through: date) -> tuple[ReconciledSession, ...]:
        desk = self.room.context.desk
        chart = desk.chart(self.room.patient)
        return reconcile(chart, desk.act(), through=through, since=through - _WEEK)

    def _add(self, one: ReconciledSession) -> None:
        say, words = self.room.context.say, self._words(one)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, THEME.space.tight)
        told = QVBoxLayout()
        told.setSpacing(1)
        told.addWidget(Text(words))
        told.addWidget(Text(self._standing(one), "small", tone="caution" if one.open else ""))
        row.addLayout(told, 1)
        if one.standing is not Standing.AGREES:
            button = QuietButton(say("Compare"))
            button.setObjectName(f"{TOPIC}.compare.{one.session.record}")
            button.setAccessibleName(say("Compare {session}", session=words))
            button.clicked.connect(lambda _=False, one=one: self._compare(one))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._week.addWidget(line)

    def _words(self, one: ReconciledSession) -> str:
        say, session = self.room.context.say, one.session
        wording = wording_of(self.room.context.desk, say)
        doses = say.listing(f"{dose.volume} {say.amount(dose.dose)}" for dose in session.delivered)
        when = session.at.astimezone(wording.now.tzinfo) if wording else session.at
        return say(
            "Fraction {number}, {when}: {doses}", number=session.fraction, when=when, doses=doses
        )

    def _standing(self, one: ReconciledSession) -> str:
        say, link = self.room.context.say, one.link
        if link is not None and link.differs:
            what = say.listing(say.term(f"differs.{code}") for code in link.differs)
            return say("{id}: differs in {what}", id=link.rv_id, what=what)
        if link is not None:
            return say("{id}: compared and the same", id=link.rv_id)
        if one.standing is Standing.IMPORTED:
            return say("taken from the machine's own record")
        if one.session.record in self._read:
            read = self._read[one.session.record]
            if read.differs:
                what = differing_words(read.differs, say)
                return say("a record of the machine was read: differs in {what}", what=what)
            if not read.dose_compared:
                return say("a record of the machine was read; no dose was compared")
            return say("a record of the machine was read and says the same; not linked yet")
        return say("not compared with the machine's system")

    def _compare(self, one: ReconciledSession) -> None:
        read = self._read.get(one.session.record)
        form = LinkForm(self.room, one, self._words(one), self._linked, self._back_to_check, read)
        self.link_form = form
        self.addWidget(form.page)
        self.setCurrentWidget(form.page)
        form.page.setFocus()

    def _linked(self, recorded: Recorded) -> None:
        context = self.room.context
        context.notices.recorded.emit(recorded)
        at = context.say.time(recorded.recorded_at)
        context.notices.say_saved.emit(context.say("Saved on this computer {time}", time=at))
        self._back_to_check()

    def _back_to_check(self) -> None:
        form, self.link_form = self.link_form, None
        self.setCurrentWidget(self._page)
        if form is not None:
            self.removeWidget(form.page)
            form.page.deleteLater()
        self.show_day()
        self._page.setFocus()
