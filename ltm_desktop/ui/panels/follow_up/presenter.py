"""Following one patient: what is on file, telling one more fact, putting one right. No Qt here.

What only its author writes is recorded at once; what people sign is shown word for word first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.follow_up_views import view_follow_up
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.session import Session
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.follow_up import (
    ContactRecorded,
)
from ltm_desktop.domain.identifiers import PatientId, RecordId
from ltm_desktop.ui.desk_verbs import FormDesk, Run
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.follow_up.offering import Offering
from ltm_desktop.ui.panels.follow_up.shown import (
    FollowUpShown,
    Telling,
    Typed,
)
from ltm_desktop.ui.panels.follow_up.typed import filled_from, missing, to_command
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
        self._offering = Offering(desk, patient, say)
        self._keeper = DraftKeeper(desk, desk.session.person, patient)
        self._waiting: _Waiting | None = None
        self._record = self._new_record()

    def start(self) -> None:
        """Show everything, with what this person left unfinished."""
        self.refresh()
        kept = self._keeper.find(TOPIC)
        if kept is not None and self._offering.offered().tellings:
            fields = dict(kept.fields)
            self._record = RecordId(fields.pop(RECORD, "") or self._record)
            about = fields.pop(ABOUT, "")
            typed = Typed(fields.pop(TELLING, ""), fields, about, self._offering.named(about))
            self._view.show_form(typed)
            self._view.show_draft(datetime.fromisoformat(kept.saved_at))

    def refresh(self) -> None:
        """Ask for everything again; nothing typed is touched."""
        chart, act = self._desk.chart(self._patient), self._desk.act()
        view = view_follow_up(chart, self._desk.active(), act.today, act.day_of)
        offering = self._offering
        summary = tuple(offering.words.summary(view))
        self._view.show_follow_up(FollowUpShown(summary, offering.lines(), offering.offered()))

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
        name = self._offering.words.person(signer.person)
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
            self._view.show_form(Typed(Telling.CONTACT, fields, key, self._offering.named(key)))

    def take_back(self, key: str) -> None:
        """Open the form that takes a fact or an end back."""
        self._view.show_form(Typed(Telling.TAKE_BACK, {}, key, self._offering.named(key)))

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
