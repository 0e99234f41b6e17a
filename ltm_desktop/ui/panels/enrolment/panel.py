"""The enrolment forms wired: a new patient, what was left open, and the end of a course."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from ltm_desktop.app.recorder import AnyCommand, Proposal, Recorded
from ltm_desktop.app.rows import PatientRow
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.identifiers import PatientId
from ltm_desktop.domain.patients import PatientSlice
from ltm_desktop.ui.background import Background
from ltm_desktop.ui.context import Context
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.enrolment.ending import EndCommand, EndingPresenter, EndKind
from ltm_desktop.ui.panels.enrolment.ending_view import EndingView
from ltm_desktop.ui.panels.enrolment.fields import Arms
from ltm_desktop.ui.panels.enrolment.namesakes import MOST
from ltm_desktop.ui.panels.enrolment.presenter import EnrolmentPresenter
from ltm_desktop.ui.panels.enrolment.view import EnrolmentView

_TOPIC = "enrolment"
Left = Callable[[], None]


class EnrolmentDesk:
    """The few verbs of the desk that the forms use."""

    def __init__(self, context: Context, patient: str) -> None:
        self._desk = context.desk
        self._say = context.say
        self._keeper = DraftKeeper(context.desk, context.desk.session.person, patient)

    def patients(self, query: str) -> Sequence[PatientRow]:
        """Return patients in whom every word is found."""
        return self._desk.store.patients(query, limit=MOST)

    def now(self) -> datetime:
        """Return the time at the site."""
        return self._desk.clock.now()

    def new_patient(self) -> PatientId:
        """Return an identity never used before."""
        return PatientId(self._desk.ids.new("pat"))

    def propose(self, command: EndCommand) -> Proposal:
        """Decide what would be written, worded. Raises Refused."""
        return self._desk.propose(command, self._say)

    def record(self, what: AnyCommand | Proposal) -> Recorded:
        """Write; nobody else signs. Raises Refused, Stale, Unavailable."""
        if isinstance(what, Proposal):
            return self._desk.record(what)
        return self._desk.record(self._desk.propose(what, self._say))

    def keep_draft(self, fields: Mapping[str, str]) -> datetime | None:
        """Keep what is typed, durably; an empty form keeps nothing."""
        return self._keeper.keep_or_drop(_TOPIC, fields)

    def draft(self) -> Mapping[str, str]:
        """Return what this person left unfinished here."""
        return self._keeper.fields(_TOPIC)

    def drop_draft(self) -> None:
        """Forget what was typed."""
        self._keeper.drop(_TOPIC)

    def arms(self) -> Arms | None:
        """Return the arms of the signed protocol with their names, None where none is signed."""
        active = self._desk.active()
        if active is None:
            return None
        arms = active.protocol.arms
        return tuple((code, self._say.label(arm.label)) for code, arm in arms.items())


def build(
    context: Context, patient: PatientId | None = None, *, left: Left | None = None
) -> QWidget:
    """Return the form for a new patient, or for what one patient's enrolment left open."""
    desk = EnrolmentDesk(context, patient or "new")
    known = _known(context, patient)
    notes = recorded_notes(known[1], context.say) if known else None
    arms = desk.arms()
    if known and known[1].arm:
        arms = ()
    view = EnrolmentView(context.say, desk.now, arms, notes=notes)
    presenter = EnrolmentPresenter(desk, view, Background(view).run, context.say, known=known)
    view.presenter = presenter
    draft = desk.draft()
    view.fill(draft)
    view.typed.connect(presenter.type)
    view.kept.connect(presenter.keep_unusual)
    view.another_told.connect(presenter.tell_another)
    view.save_wanted.connect(presenter.save)
    view.draft_due.connect(presenter.keep)
    view.left.connect(presenter.keep)
    _go_on(context, view, left, opens=patient is None)
    presenter.start(draft)
    return view


def build_ending(
    context: Context, patient: PatientId, kind: EndKind, *, left: Left | None = None
) -> QWidget:
    """Return the form that ends study treatment or records a death."""
    desk = EnrolmentDesk(context, patient)
    view = EndingView(context.say, kind, desk.now)
    presenter = EndingPresenter(desk, view, Background(view).run, kind=kind, patient=patient)
    view.presenter = presenter
    view.preview_wanted.connect(presenter.preview)
    view.back_wanted.connect(presenter.back)
    view.confirmed.connect(presenter.confirm)
    _go_on(context, view, left, opens=False)
    return view


def _known(context: Context, patient: PatientId | None) -> tuple[PatientId, PatientSlice] | None:
    if patient is None:
        return None
    found = context.desk.chart(patient).patient
    return (patient, found) if found else None


def _go_on(
    context: Context, view: EnrolmentView | EndingView, left: Left | None, *, opens: bool
) -> None:
    """Tell everybody what was recorded, leave the form, and open a new patient's chart."""
    leave = left or (lambda: None)

    def told(recorded: Recorded) -> None:
        say, notices = context.say, context.notices
        notices.recorded.emit(recorded)
        at = say.time(recorded.recorded_at)
        notices.say_saved.emit(say("Saved on this computer {time}", time=at))
        leave()
        if opens:
            notices.open_patient.emit(recorded.stream, "", "")

    view.recorded.connect(told)
    view.left.connect(leave)


def recorded_notes(patient: PatientSlice, say: Words) -> Mapping[str, str]:
    """Return what is recorded already, to show beneath the fields that would add to it."""
    notes: dict[str, str] = {}
    if patient.consent:
        notes["study"] = say(
            "Recorded: consent version {version}, signed on {on}",
            version=patient.consent.version,
            on=patient.consent.signed_on,
        )
    if patient.access:
        notes["access"] = say("Recorded: {access}", access=patient.access.access)
    if patient.measurements:
        notes["measurements"] = say(
            "Recorded: measured on {on}", on=patient.measurements.measured_on
        )
    return notes
