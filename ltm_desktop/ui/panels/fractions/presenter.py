"""Telling one radiotherapy session: the course as it stands, the form, the alerts, the signatures.

No Qt here. Nothing is planned beyond the order; what really happened can be told with an incident.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.alert_ledger import Watching
from ltm_desktop.app.charts import person_name
from ltm_desktop.app.course_views import CourseView, SameDayDose, doses_on, view_course
from ltm_desktop.app.ports import AlertLog, Clock, Draft, Drafts, Ids
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Act
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.errors import LtmError, Refused
from ltm_desktop.domain.fraction_rules import WRITERS
from ltm_desktop.domain.fractions import RecordFraction
from ltm_desktop.domain.identifiers import ItemCode, PatientId
from ltm_desktop.domain.people import ROLES_FOR, Person
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.domain.terms import Role, Task
from ltm_desktop.ui.panels.fractions.shown import CourseShown, Wording, show_course
from ltm_desktop.ui.panels.fractions.signing import Run, Signing, SigningDesk, SigningView
from ltm_desktop.ui.panels.fractions.typed import TypedSession, from_fields, to_command
from ltm_desktop.ui.speak import to_alerts

TOPIC = "fractions"
_ORDERERS = frozenset({Role.PHYSICIAN, Role.INVESTIGATOR})


class FractionsDesk(SigningDesk, Protocol):
    """What the panel asks of the desk."""

    @property
    def workstation(self) -> str:
        """The name of this workstation."""

    @property
    def drafts(self) -> Drafts:
        """Unfinished forms."""

    @property
    def alert_log(self) -> AlertLog:
        """What was shown and what became of it."""

    @property
    def clock(self) -> Clock:
        """The clock."""

    @property
    def ids(self) -> Ids:
        """New identities."""

    def act(self) -> Act:
        """Return who is at the desk, now."""

    def active(self) -> ActiveProtocol | None:
        """Return the protocol as the site signed it."""

    def chart(self, patient: PatientId) -> Chart:
        """Return one patient's chart."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its code and its words."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The vocabularies of the signed protocol that the session form offers."""

    imaging: tuple[Option, ...] = ()
    reasons: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class FormShown:
    """What the session form offers, worded."""

    title: str
    therapists: tuple[Option, ...]
    prescribed: str
    """The dose of one fraction, shown beside the empty field."""
    last_machine: str
    same_day: str


@dataclass(frozen=True, slots=True)
class EmptyShown:
    """What stands where no course is: the reason, and who can change it."""

    text: str
    next_step: str
    may_tell: bool
    may_order: bool = False
    told: tuple[str, ...] = ()
    """Sessions that were told although no course is ordered, one line each."""


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

    def show_title(self, title: str) -> None:
        """Show which fraction the form tells."""

    def show_missing(self) -> None:
        """Say at each field what is still missing."""

    def show_draft(self, at: datetime) -> None:
        """Say that the form is kept as a draft."""

    def show_saved(self, at: datetime) -> None:
        """Say that the record is on disk, and leave the signing step."""


def _unmistakable(person: Person, names: Counter[str]) -> str:
    """Name a colleague, with the user id where two have one name."""
    name = person_name(person.name)
    return name if names[name] == 1 else f"{name} · {person.person}"


def choices_of(active: ActiveProtocol | None, say: Words) -> Choices:
    """Return what the session form offers; nothing before a configuration is signed."""
    if active is None:
        return Choices()

    def options(vocabulary: str) -> tuple[Option, ...]:
        codes = active.vocabulary(vocabulary)
        return tuple(Option(one, active.label(vocabulary, one, say.language)) for one in codes)

    return Choices(options("rt_imaging"), options("rt_interruption"))


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
        self._typed = TypedSession()
        self._watching = Watching(desk.alert_log, desk.clock, patient)
        self._signing = Signing(
            desk, view, run, say, recorded=self._recorded, failed=self._not_recorded
        )

    def open(self) -> None:
        """Show the course; the form opens on the next fraction, or on the draft that was kept."""
        course = self._show_course()
        draft = self._draft()
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

    def choose(self, number: int) -> None:
        """Open the form on one fraction; what was typed stays and moves with it."""
        kept = self._typed
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

    def changed(self, typed: TypedSession) -> None:
        """Take the form as it now stands."""
        record, fraction = self._typed.record, self._typed.fraction
        self._typed = replace(typed, record=record)
        if typed.fraction != fraction:
            self._view.show_title(self._title())

    def keep_draft(self, now: datetime) -> None:
        """Keep the form as it stands; a draft is no record. Secrets are never part of it."""
        if self._typed.untouched or not self._typed.record:
            return
        desk, typed = self._desk, self._typed
        author = desk.act().author
        draft = Draft(
            desk.workstation, author, self._patient, TOPIC, typed.to_fields(), now.isoformat()
        )
        try:
            desk.drafts.save(draft)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error), tellable=False)
        else:
            self._view.show_draft(now)

    def clear(self) -> None:
        """Empty the form and forget its draft, by the person's choice."""
        self._forget_draft()
        self._watching.leave(self._typed.record)
        self._typed = TypedSession()
        self._signing.drop()
        self.open()

    def same_day(self, at: datetime | None) -> str:
        """Word the intrathecal doses on the day of the session."""
        act = self._desk.act()
        day = act.day_of(at) if at else act.today
        found = doses_on(self._desk.chart(self._patient), day, act)
        return self._say.together(*(self._same_day_words(one, act) for one in found))

    def review(self, typed: TypedSession, at: datetime | None) -> None:
        """Show the text to be signed, or everything that stands against it."""
        self.changed(typed)
        self._view.show_missing()
        if at is None or not typed.outcome or not typed.operator:
            return
        author = self._desk.act().author
        try:
            command = to_command(self._typed, self._patient, author, at)
        except Refused as refusal:
            self._view.show_alerts(refusal.alerts, tellable=False)
            return
        try:
            self._signing.propose(command)
        except LtmError as error:
            tellable = not command.incident and self._tellable(command)
            self._watching.see(command.record, to_alerts(error))
            self._view.show_alerts(to_alerts(error), tellable=tellable)
        else:
            self._watching.see(command.record, ())

    def sign(self, secrets: dict[str, str]) -> None:
        """Sign what was read and write it."""
        self._signing.sign(secrets)

    def back(self) -> None:
        """Go back to the form; nothing was written and nothing typed is lost."""
        self._signing.drop()

    def _tellable(self, command: RecordFraction) -> bool:
        """Ask the domain whether the same session could be told with an incident."""
        try:
            self._desk.propose(replace(command, incident="?"), self._say)
        except LtmError:
            return False
        return True

    def _recorded(self, recorded: Recorded) -> None:
        self._forget_draft()
        self._watching.recorded(self._typed.record, recorded.events)
        self._typed = TypedSession()
        self._view.show_saved(recorded.recorded_at)
        self.open()
        self._announce(recorded)

    def _not_recorded(self, error: Exception) -> None:
        self._show_course()
        self._view.show_alerts(to_alerts(error), tellable=False)

    def _show_course(self) -> CourseView | None:
        course = self._course()
        active = self._desk.active()
        if course is None or active is None:
            self._view.show_empty(replace(self._empty(), told=self._told_anyway()))
            return None
        people = self._desk.site().people
        names = {str(who): person_name(one.name) for who, one in people.items()}
        wording = Wording(self._say, active, names, self._desk.act().now)
        self._view.show_course(show_course(course, wording))
        return course

    def _course(self) -> CourseView | None:
        active = self._desk.active()
        if active is None:
            return None
        return view_course(self._desk.chart(self._patient), active, self._desk.act())

    def _empty(self) -> EmptyShown:
        say, active, who = self._say, self._desk.active(), self._desk.chart(self._patient).patient
        tell = self._may_write()
        if active is None:
            return EmptyShown(
                say("No configuration of this site is signed yet."),
                say("The principal investigator signs it on the Site page."),
                may_tell=False,
            )
        if who is None or who.arm is None:
            return EmptyShown(
                say("This patient is not yet randomised."),
                say("Radiotherapy follows from the arm."),
                may_tell=tell,
            )
        if active.prescription_of(who.arm) is None:
            return EmptyShown(
                say("No radiotherapy in this arm"), say.label(active.arm(who.arm).label), tell
            )
        return EmptyShown(
            say("No radiotherapy is prescribed yet"),
            say("A physician prescribes it here."),
            may_tell=tell,
            may_order=self._has_role(_ORDERERS),
        )

    def _told_anyway(self) -> tuple[str, ...]:
        say, act = self._say, self._desk.act()
        sessions = self._desk.chart(self._patient).course.sessions
        return tuple(
            say(
                "Fraction {number}, outside the plan: {outcome}, {dose}, {at}",
                number=one.fraction,
                outcome=say.term(one.outcome),
                dose=one.delivered,
                at=one.at.astimezone(act.now.tzinfo),
            )
            for one in sorted(sessions, key=lambda one: one.at.timestamp())
        )

    def _show_form(self) -> None:
        form, typed = self._form(), self._typed
        self._view.show_form(form, typed)

    def _form(self) -> FormShown:
        say, course = self._say, self._course()
        machines = [one.session.machine for one in course.sessions if one.treated] if course else []
        return FormShown(
            title=self._title(),
            therapists=self._therapists(),
            prescribed=say.amount(course.ordered.per_fraction) if course else "",
            last_machine=machines[-1] if machines else "",
            same_day=self.same_day(None),
        )

    def _title(self) -> str:
        say, course, number = self._say, self._course(), self._typed.fraction
        of = course.summed.fractions if course else 0
        if number.isascii() and number.isdigit() and 1 <= int(number) <= of:
            return say("Fraction {number} of {total}", number=number, total=of)
        return say("Fraction {number}, outside the plan", number=number)

    def _same_day_words(self, one: SameDayDose, act: Act) -> str:
        say, item = self._say, one.item
        if one.given_at is None:
            return say(
                "Intrathecal dose {number} of {total} is planned for the same day.",
                number=item.number,
                total=item.of,
            )
        return say(
            "Intrathecal dose {number} of {total} was given at {time} the same day.",
            number=item.number,
            total=item.of,
            time=say.time(one.given_at.astimezone(act.now.tzinfo)),
        )

    def _therapists(self) -> tuple[Option, ...]:
        people = self._desk.site().people.values()
        able = [one for one in people if one.accepted and ROLES_FOR[Task.TREAT] & set(one.roles)]
        ordered = sorted(able, key=lambda one: (one.name.family, one.name.given, one.person))
        names = Counter(person_name(one.name) for one in ordered)
        return tuple(Option(one.person, _unmistakable(one, names)) for one in ordered)

    def _own_operator(self) -> str:
        author = self._desk.act().author
        return author if any(one.code == author for one in self._therapists()) else ""

    def _may_write(self) -> bool:
        return self._has_role(frozenset(WRITERS))

    def _has_role(self, roles: frozenset[Role]) -> bool:
        person = self._desk.site().people.get(self._desk.act().author)
        return person is not None and person.accepted and bool(roles & set(person.roles))

    def _draft(self) -> Draft | None:
        desk = self._desk
        return desk.drafts.find(desk.workstation, desk.act().author, self._patient, TOPIC)

    def _forget_draft(self) -> None:
        desk = self._desk
        desk.drafts.drop(desk.workstation, desk.act().author, self._patient, TOPIC)
