"""Telling one radiotherapy session: the course as it stands, the form, the alerts, the signatures.

No Qt here. Nothing is planned beyond the order; what really happened can be told with an incident.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.alert_ledger import Watching
from ltm_desktop.app.course_views import CourseView
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.corrections import voiders
from ltm_desktop.domain.errors import LtmError, Refused
from ltm_desktop.domain.fraction_rules import WRITERS
from ltm_desktop.domain.fractions import RecordFraction, SessionOutcome
from ltm_desktop.domain.identifiers import ItemCode, PatientId, PersonId
from ltm_desktop.domain.records import RecordKind
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.fractions.course_words import show_course
from ltm_desktop.ui.panels.fractions.desk import (
    FractionsDesk,
    course_of,
    has_role,
    therapists,
    wording_of,
)
from ltm_desktop.ui.panels.fractions.empty import EmptyShown, empty_of
from ltm_desktop.ui.panels.fractions.offering import (
    Allowed,
    FormShown,
    SameDay,
    form_of,
    last_machine,
    planned_doses,
    same_day_words,
    title_of,
    unit_of,
    volumes_of,
)
from ltm_desktop.ui.panels.fractions.putting_right import typed_of
from ltm_desktop.ui.panels.fractions.shown import CourseShown, Line
from ltm_desktop.ui.panels.fractions.taking import session_of, taken_words
from ltm_desktop.ui.panels.fractions.typed import Told, TypedSession, from_fields, to_command
from ltm_desktop.ui.signing_steps import Signing, SigningView
from ltm_desktop.ui.speak import to_alerts

TOPIC = "fractions"


class FractionsView(SigningView, Protocol):
    """What the panel can show."""

    def show_course(self, course: CourseShown) -> None:
        """Show heading, figures, plot and table."""

    def show_empty(self, empty: EmptyShown) -> None:
        """Say calmly that there is no course."""

    def show_form(self, form: FormShown, typed: TypedSession) -> None:
        """Show the form of one session with what was typed before."""

    def hide_form(self, *, may_tell: bool) -> None:
        """Put the form away; what really happened can still be told by those who may."""

    def show_alerts(self, alerts: tuple[Alert, ...], *, tellable: bool) -> None:
        """Show all alerts beside the form; ask for the incident where it may be told."""

    def show_offer(self, form: FormShown) -> None:
        """Show which fraction the form tells and what it offers; what is typed stays."""

    def show_missing(self) -> None:
        """Say at each field what is still missing."""

    def ask_second(self, text: str, people: tuple[Option, ...]) -> None:
        """Show what would be signed and ask who the second operator was."""

    def show_second(self, person: str) -> None:
        """Show in the form, too, who the second operator was."""

    def show_draft(self, at: datetime) -> None:
        """Say that the form is kept as a draft."""

    def show_saved(self, at: datetime) -> None:
        """Say that the record is on disk, and leave the signing step."""


class FractionsPresenter:
    """Show one patient's course and take what happened at the machine."""

    def __init__(
        self,
        desk: FractionsDesk,
        patient: PatientId,
        view: FractionsView,
        run: Run,
        say: Words,
        announce: Callable[[Recorded], None],
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._view = view
        self._say = say
        self._announce = announce
        self._keeper = DraftKeeper(desk, desk.act().author, patient)
        self._typed = TypedSession()
        self._told = Told(None)
        self._watching = Watching(desk.alert_log, desk.clock, patient)
        self._signing = Signing(
            desk, view, run, say, recorded=self._recorded, failed=self._not_recorded
        )

    def open(self) -> None:
        """Show the course; the form opens on the next fraction, or on the draft that was kept."""
        course = self._show_course()
        draft = self._keeper.find(TOPIC)
        if draft is not None and self._may_write():
            self._typed = from_fields(draft.fields)
            self._show_form()
            self._view.show_draft(datetime.fromisoformat(draft.saved_at))
        elif course is not None and course.waiting and self._may_write():
            self.choose(course.waiting[0].number)
        else:
            self._view.hide_form(may_tell=self._may_write())

    def refresh(self) -> None:
        """Show the course as it stands now; what is being typed stays as it is."""
        course = self._show_course()
        if self._typed.untouched and course is not None:
            self.open()

    def reopen(self) -> None:
        """Show the course, and the session form as it was left."""
        if self._typed.record:
            self._show_course()
            self._show_form()
        else:
            self.open()

    def choose(self, number: int) -> None:
        """Open the form on one fraction; what was typed stays and moves with it."""
        kept = self._typed
        if kept.corrects:
            # a correction belongs to its fraction: it is recorded or cleared before another one
            self._show_form()
            return
        record = kept.record or self._desk.ids.new("frc")
        operator = kept.operator or self._own_operator()
        self._typed = replace(kept, record=record, fraction=str(number), operator=operator)
        self._show_form()

    def choose_item(self, item: str) -> None:
        """Open the form on a planned fraction that has not been delivered in full."""
        plan = self._desk.chart(self._patient).plan.items
        chosen = plan.get(ItemCode(item))
        course = self._course()
        if chosen is None or course is None or not self._may_write():
            return
        open_numbers = {one.number for one in course.waiting} | set(course.summed.incomplete)
        if chosen.number in open_numbers:
            self.choose(chosen.number)

    def tell_another(self) -> None:
        """Open the form for what happened outside the plan; the person names the fraction."""
        course = self._course()
        self.choose(course.summed.fractions + 1 if course and course.all_started else 1)

    def correct(self, record: str) -> None:
        """Open the form on what a session says, to put it right."""
        course = self._desk.chart(self._patient).course
        session = next((one for one in course.sessions if one.record == record), None)
        if session is None or not self._may_write() or not self._typed.untouched:
            return
        new = self._desk.ids.new("frc")
        self._typed = typed_of(session, new, self._desk.act(), self._say)
        self._signing.drop()
        self._show_form()

    @property
    def may_take(self) -> bool:
        """Tell whether the form is free for what a machine's record tells."""
        return self._typed.untouched and self._may_write()

    def take_over(self, command: RecordFraction) -> None:
        """Open the form on what a machine's record tells, to be completed and signed."""
        new = self._desk.ids.new("frc")
        self._typed = session_of(command, new, self._desk.act(), self._say)
        self._signing.drop()
        self._show_form()
        self.keep_draft()

    def allowed(self, line: Line) -> Allowed:
        """Return what the person at the desk may do about a recorded session."""
        course = self._course()
        short = course is not None and line.number in course.summed.incomplete
        write = line.stands and self._may_write()
        void = line.stands and has_role(self._desk, voiders(RecordKind.FRACTION))
        typing = not self._typed.untouched
        return Allowed(
            correct=write and not typing,
            void=void,
            resume=write and short and not self._typed.corrects,
            typing=write and typing,
        )

    def changed(self, typed: TypedSession) -> None:
        """Take the form as it now stands."""
        kept = self._typed
        self._typed = replace(typed, record=kept.record, corrects=kept.corrects, taken=kept.taken)
        said = taken_words(self._typed, self._say) != taken_words(kept, self._say)
        if typed.fraction != kept.fraction or said:
            self._view.show_offer(self._form())

    def keep_draft(self) -> None:
        """Keep the form as it stands; a draft is no record. Secrets are never part of it."""
        if self._typed.untouched or not self._typed.record:
            return
        try:
            now = self._keeper.keep(TOPIC, self._typed.to_fields())
        except LtmError as error:
            self._view.show_alerts(to_alerts(error), tellable=False)
        else:
            self._view.show_draft(now)

    def clear(self) -> None:
        """Empty the form and forget its draft, by the person's choice."""
        self._keeper.drop(TOPIC)
        self._watching.leave(self._typed.record)
        self._typed = TypedSession()
        self._signing.drop()
        self.open()

    def same_day(self, at: datetime | None) -> SameDay:
        """Word the intrathecal doses on the day of the session."""
        return same_day_words(self._desk, self._patient, at, self._say)

    def as_planned(self, typed: TypedSession, told: Told) -> None:
        """Fill in the fraction as it was planned and go on to the signatures.

        A time, a machine and people that were typed before stay.
        """
        course, now = self._course(), self._desk.act().now.replace(second=0, microsecond=0)
        doses = planned_doses(volumes_of(self._desk, course, typed, self._say))
        if not doses:
            return
        timed = bool(typed.at.strip())
        filled = replace(
            typed,
            outcome=SessionOutcome.DELIVERED.value,
            doses=doses,
            at=typed.at if timed else self._say.moment(now),
            machine=typed.machine or last_machine(course),
        )
        self.changed(filled)
        self._view.show_form(self._form(), self._typed)
        self.keep_draft()
        self.review(self._typed, told if timed else replace(told, at=now))

    def review(self, typed: TypedSession, told: Told) -> None:
        """Show the text to be signed, or everything that stands against it."""
        self.changed(typed)
        self._told = told
        self._view.show_missing()
        if not told.stands(typed) or not typed.outcome or not typed.operator:
            return
        try:
            command = self._command()
        except Refused as refusal:
            self._view.show_alerts(refusal.alerts, tellable=False)
            return
        if self._lacks_second(command):
            self._ask_second(command)
        else:
            self._propose(command)

    def choose_second(self, person: str) -> None:
        """Take the second operator and show the text that both sign."""
        self._typed = replace(self._typed, second=person)
        self._view.show_second(person)
        self._propose(self._command())

    def sign(self, secrets: dict[str, str]) -> None:
        """Sign what was read and write it."""
        self._signing.sign(secrets)

    def back(self) -> None:
        """Go back to the form; nothing was written and nothing typed is lost."""
        self._signing.drop()

    def _command(self) -> RecordFraction:
        author, typed, told = self._desk.act().author, self._typed, self._told
        at = told.at or self._desk.act().now
        return to_command(typed, self._patient, author, at, told, unit_of(self._course()))

    def _lacks_second(self, command: RecordFraction) -> bool:
        return command.outcome is not SessionOutcome.NOT_TREATED and command.second is None

    def _ask_second(self, command: RecordFraction) -> None:
        """Ask for the second operator where nothing else stands against the session."""
        others = tuple(one for one in therapists(self._desk) if one.code != command.operator)
        for one in others:
            try:
                self._desk.propose(replace(command, second=PersonId(one.code)), self._say)
            except LtmError:
                continue
            self._view.ask_second(self._summary(command), others)
            return
        first = PersonId(others[0].code) if others else None
        self._propose(replace(command, second=first))

    def _summary(self, command: RecordFraction) -> str:
        say = self._say
        doses = say.listing(f"{one.volume} {say.amount(one.dose)}" for one in command.delivered)
        title = title_of(self._course(), self._typed, say)
        return "\n".join((title, doses, command.machine, say.moment(command.at)))

    def _propose(self, command: RecordFraction) -> None:
        try:
            self._signing.propose(command)
        except LtmError as error:
            tellable = not command.incident and self._tellable(command)
            self._watching.see(command.record, to_alerts(error))
            self._view.show_alerts(to_alerts(error), tellable=tellable)
        else:
            self._watching.see(command.record, ())

    def _tellable(self, command: RecordFraction) -> bool:
        """Ask the domain whether the same session could be told with an incident."""
        try:
            self._desk.propose(replace(command, incident="?"), self._say)
        except LtmError:
            return False
        return True

    def _recorded(self, recorded: Recorded) -> None:
        self._keeper.drop(TOPIC)
        self._watching.recorded(self._typed.record, recorded.events)
        self._typed = TypedSession()
        self._view.show_saved(recorded.recorded_at)
        self.open()
        self._announce(recorded)

    def _not_recorded(self, error: Exception) -> None:
        self._show_course()
        self._view.show_alerts(to_alerts(error), tellable=False)

    def _show_course(self) -> CourseView | None:
        course, wording = self._course(), wording_of(self._desk, self._say)
        if course is None or wording is None:
            self._view.show_empty(empty_of(self._desk, self._patient, self._say))
            return None
        records = self._desk.chart(self._patient).records
        self._view.show_course(show_course(course, records, wording))
        return course

    def _course(self) -> CourseView | None:
        return course_of(self._desk, self._patient)

    def _show_form(self) -> None:
        self._view.show_form(self._form(), self._typed)

    def _form(self) -> FormShown:
        return form_of(self._desk, self._patient, self._typed, self._say)

    def _own_operator(self) -> str:
        author = self._desk.act().author
        return author if any(one.code == author for one in therapists(self._desk)) else ""

    def _may_write(self) -> bool:
        return has_role(self._desk, WRITERS)
