"""Following one patient: what is on file, telling one more fact, putting one right. No Qt here.

What only its author writes is recorded at once; what people sign is shown word for word first.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from ltm_desktop.app.follow_up_views import view_follow_up
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.session import Session
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.ending import CourseEnd
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.follow_up import (
    ContactRecorded,
    ContactWay,
    Milestone,
    ProgressionJudged,
    ToldFact,
)
from ltm_desktop.domain.follow_up_decisions import JUDGES
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.patients import ENROLLERS
from ltm_desktop.domain.people import check_colleague, check_role
from ltm_desktop.domain.protocol import ActiveProtocol
from ltm_desktop.ui.desk_verbs import FormDesk, Run
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.follow_up.shown import (
    Choices,
    FactLine,
    FollowUpShown,
    Offered,
    Telling,
    Typed,
)
from ltm_desktop.ui.panels.follow_up.typed import END, filled_from, missing, to_command
from ltm_desktop.ui.panels.follow_up.words import FollowUpWords
from ltm_desktop.ui.speak import to_alerts

TOPIC = "follow_up"
RECORD, TELLING, ABOUT = "record", "telling", "about"
"""Names a draft keeps beside the fields."""


class FollowUpDesk(FormDesk, Protocol):
    """The few verbs of the desk that the panel needs."""

    @property
    def session(self) -> Session:
        """Return who sits here."""


class FollowUpView(Protocol):
    """What the panel can show."""

    def show_follow_up(self, shown: FollowUpShown) -> None:
        """Show what is on file and what may be told."""

    def show_form(self, typed: Typed) -> None:
        """Fill the form, such as with a contact that is put right."""

    def show_missing(self, names: Sequence[str]) -> None:
        """Say at each of these fields that it is missing."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show what stands against the fact."""

    def show_preview(self, text: str, signer: str, person: str) -> None:
        """Show what will be signed, and by whom: words for the person and the user id."""

    def show_draft(self, at: datetime) -> None:
        """Say that a draft is kept, which is no record."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    proposal: Proposal
    signer: Signer


class FollowUpPresenter:
    """List, tell, put right and take back the facts of one patient's follow-up."""

    def __init__(
        self, desk: FollowUpDesk, patient: PatientId, say: Words, *, view: FollowUpView, run: Run
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._say = say
        self._view = view
        self._run = run
        self._keeper = DraftKeeper(desk, desk.session.person, patient)
        self._waiting: _Waiting | None = None
        self._record = self._new_record()

    def start(self) -> None:
        """Show everything, with what this person left unfinished."""
        self.refresh()
        kept = self._keeper.find(TOPIC)
        if kept is not None and self._offered().tellings:
            fields = dict(kept.fields)
            self._record = RecordId(fields.pop(RECORD, "") or self._record)
            about = fields.pop(ABOUT, "")
            typed = Typed(fields.pop(TELLING, ""), fields, about, self._named(about))
            self._view.show_form(typed)
            self._view.show_draft(datetime.fromisoformat(kept.saved_at))

    def refresh(self) -> None:
        """Ask for everything again; nothing typed is touched."""
        chart, words = self._desk.chart(self._patient), self._words()
        act = self._desk.act()
        view = view_follow_up(chart, self._desk.active(), act.today, act.day_of)
        lines = [*self._ends(chart), *self._facts(chart)]
        self._view.show_follow_up(
            FollowUpShown(tuple(words.summary(view)), tuple(lines), self._offered())
        )

    def record(self, typed: Typed) -> None:
        """Tell a fact, or show what has to be signed; everything missing is named together."""
        self._view.show_alerts(())
        gaps = tuple(missing(typed))
        self._view.show_missing(gaps)
        if gaps:
            return
        try:
            command = to_command(typed, self._patient, self._record)
            proposal = self._desk.propose(command, self._say)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
            return
        if not proposal.signers:
            self._write(lambda: self._desk.record(proposal))
            return
        (signer,) = proposal.signers
        self._waiting = _Waiting(proposal, signer)
        name = self._words().person(signer.person)
        self._view.show_preview(proposal.shown, name, signer.person)

    def sign(self, secret: str) -> None:
        """Sign what was shown and write it."""
        waiting = self._waiting
        if waiting is None:
            return

        def write() -> Recorded:
            signed = self._desk.sign(waiting.proposal, waiting.signer, secret)
            return self._desk.record(waiting.proposal, (signed,))

        self._view.show_alerts(())
        self._write(write)

    def back(self) -> None:
        """Go back to the form; nothing was signed."""
        self._waiting = None

    def correct(self, key: str) -> None:
        """Fill the form with a contact that is to be put right."""
        told = self._desk.chart(self._patient).follow_up.find(RecordId(key))
        if told is not None and isinstance(told.fact, ContactRecorded):
            fields = filled_from(told.fact)
            self._view.show_form(Typed(Telling.CONTACT, fields, key, self._named(key)))

    def take_back(self, key: str) -> None:
        """Open the form that takes a fact or an end back."""
        self._view.show_form(Typed(Telling.TAKE_BACK, {}, key, self._named(key)))

    def keep(self, typed: Typed) -> None:
        """Keep a draft; an empty form keeps nothing."""
        fields = {name: text for name, text in typed.fields.items() if text}
        if not fields and not typed.about:
            self._keeper.drop(TOPIC)
            return
        fields |= {TELLING: typed.telling, ABOUT: typed.about, RECORD: self._record}
        self._view.show_draft(self._keeper.keep(TOPIC, fields))

    def _write(self, work: Callable[[], Recorded]) -> None:
        self._view.show_busy(True)
        self._run(work, self._done, self._failed)

    def _done(self, recorded: Recorded) -> None:
        self._waiting = None
        self._record = self._new_record()
        self._keeper.drop(TOPIC)
        self._view.show_busy(False)
        self._view.show_recorded(recorded)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))

    def _new_record(self) -> RecordId:
        # made before it is told: a retry after a crash is the same fact
        return RecordId(self._desk.ids.new("fup"))

    def _words(self) -> FollowUpWords:
        desk = self._desk
        zone = desk.clock.now().tzinfo
        return FollowUpWords(self._say, desk.site().people, desk.active(), zone)

    def _named(self, key: str) -> str:
        """Name a fact or an end with its day, for the head of a form."""
        say, chart = self._say, self._desk.chart(self._patient)
        lines = (*self._ends(chart), *self._facts(chart))
        found = next((one for one in lines if key and one.key == key), None)
        return say("{what} on {day}", what=found.what, day=found.day) if found else ""

    def _facts(self, chart: Chart) -> Iterator[FactLine]:
        words, say = self._words(), self._say
        told = sorted(chart.follow_up.told, key=lambda one: one.fact.on, reverse=True)
        for one in told:
            yield FactLine(
                key=one.fact.record,
                day=say.date(one.fact.on),
                what=words.what(one.fact),
                details=words.details(one),
                entered=words.entered(one),
                stands=one.stands,
                may_correct=one.stands and isinstance(one.fact, ContactRecorded) and self._may(),
                may_take_back=one.stands and self._may_take_back(one),
            )

    def _ends(self, chart: Chart) -> Iterator[FactLine]:
        say, patient = self._say, chart.patient
        ends = (
            (CourseEnd.DEATH, patient.died_on if patient else None),
            (CourseEnd.WITHDRAWAL, patient.withdrawn_on if patient else None),
        )
        for end, on in ends:
            if on is not None:
                what, details = say.begin(say.term(end)), say("recorded in the tab Record")
                may = self._may()
                yield FactLine(END + end, say.date(on), what, details, "", True, False, may)

    def _may(self) -> bool:
        return not any(check_role(self._desk.site().people, self._desk.act().author, *ENROLLERS))

    def _judges(self) -> bool:
        return not any(check_role(self._desk.site().people, self._desk.act().author, *JUDGES))

    def _may_take_back(self, told: ToldFact) -> bool:
        return self._judges() if isinstance(told.fact, ProgressionJudged) else self._may()

    def _offered(self) -> Offered:
        say, active = self._say, self._desk.active()
        if not self._may():
            return Offered(())
        return Offered(
            tellings=tuple(self._tellings()),
            ways=tuple((one.value, say.begin(say.term(one))) for one in ContactWay),
            diseases=_listed(active, "disease_state", say),
            milestones=tuple((one.value, say.begin(say.term(one))) for one in Milestone),
            correction_reasons=_listed(active, "correction_reason", say),
            void_reasons=_listed(active, "void_reason", say),
            seconds=tuple(self._seconds()),
        )

    def _tellings(self) -> Iterator[tuple[str, str]]:
        say = self._say
        yield Telling.CONTACT, say("Contact")
        yield Telling.LOST, say("Lost to follow-up")
        if self._judges():
            yield Telling.PROGRESSION, say("Neurological progression")
        yield Telling.MILESTONE, say("Day of the course")

    def _seconds(self) -> Iterator[tuple[str, str]]:
        people, author = self._desk.site().people, self._desk.act().author
        for person in people:
            against = (*check_colleague(people, person), *check_role(people, person, *ENROLLERS))
            if person != author and not against:
                yield person, self._words().person(PersonId(person))


def _listed(active: ActiveProtocol | None, vocabulary: str, say: Words) -> Choices:
    lists: Mapping[str, Any] = active.protocol.vocabularies if active else {}
    return tuple((code, say.label(label)) for code, label in lists.get(vocabulary, {}).items())
