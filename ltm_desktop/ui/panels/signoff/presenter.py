"""Reading a record whole, then signing it: as its second person or as the approving physician.

No Qt here. Refuses a signature before the text was read to its end; nothing is chosen beforehand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.wording.telling.voice import signature_word
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.people import ROLES_FOR
from ltm_desktop.domain.records import Record, RecordKind
from ltm_desktop.domain.signoff import ApproveRecord, CountersignRecord
from ltm_desktop.domain.terms import Meaning, Task
from ltm_desktop.ui.panels.signoff.inbox import InboxDesk, InboxLine, InboxWording
from ltm_desktop.ui.speak import to_alerts, to_sentence

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None]
Command = ApproveRecord | CountersignRecord


@dataclass(frozen=True, slots=True)
class Opened:
    """One record as it is read."""

    line: InboxLine
    text: str
    signed: tuple[str, ...]
    """Who signed what until now, one sentence each."""
    has_paper: bool
    meaning: Meaning | None
    """What this person's signature would mean; None where this person does not sign it."""
    why_not: str
    """Whom it waits for, where it is not this person."""


class SignoffDesk(InboxDesk, Protocol):
    """What the panel asks of the desk."""

    def me(self) -> PersonId:
        """Return who is at the desk."""

    def statement(self, patient: PatientId, record: RecordId) -> str:
        """Return everything a record tells, worded."""

    def propose(self, command: Command) -> Proposal:
        """Decide what a signature would write, worded. Raises Refused."""

    def sign_and_record(self, proposal: Proposal, secret: str) -> Recorded:
        """Sign with this person's secret and write. Raises Refused, Stale, Unavailable."""

    def show_paper(self, record: Record) -> bool:
        """Open the newest paper of a record; False when no program here can. Raises Unavailable."""


class SignoffView(Protocol):
    """What the panel can show."""

    def show_list(self, lines: Sequence[InboxLine], summary: str) -> None:
        """Show what waits, with nothing selected."""

    def show_record(self, opened: Opened) -> None:
        """Show one record in place of the list."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together."""

    def allow_signing(self) -> None:
        """Let the signature be given: the text was read to its end."""

    def show_problem(self, sentence: str) -> None:
        """Say beneath the secret why it was not signed; the secret is gone, all else stays."""

    def show_note(self, sentence: str) -> None:
        """Say something that does not touch the signature."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is signed and stored."""

    def show_signed(self, recorded: Recorded, words: str) -> None:
        """Say that it stands, what was signed and how many are left."""


class SignoffPresenter:
    """Walk through what waits, one record at a time."""

    def __init__(self, desk: SignoffDesk, view: SignoffView, run: Run, say: Words) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        me = desk.people().get(desk.me())
        roles = ROLES_FOR[Task.APPROVE]
        self._approver = me is not None and bool(roles.intersection(me.roles))
        self._words = InboxWording(desk, say)
        self._lines: tuple[InboxLine, ...] = ()
        self._open: InboxLine | None = None
        self._proposal: Proposal | None = None
        self._read = False

    def refresh(self) -> None:
        """Ask again what waits; an open record stays open."""
        self._lines = self._words.lines()
        self._view.show_list(self._lines, self._summary())

    def open(self, record: str) -> None:
        """Show a record whole, and what signing it would write."""
        line = next((one for one in self._lines if one.record == record), None)
        if line is None:
            return
        self._open, self._proposal, self._read = line, None, False
        known = self._record(line)
        alerts: tuple[Alert, ...] = ()
        # A physician who may not approve this one is told why, in the refusal's own words.
        asks = self._approver and known.waiting is Meaning.APPROVED
        if line.mine or asks:
            try:
                self._proposal = self._desk.propose(self._command(line, known))
            except LtmError as error:
                alerts = to_alerts(error)
        self._view.show_record(self._opened(line, known))
        self._view.show_alerts(alerts)

    def read_to_end(self) -> None:
        """Take note that the end of the text was on screen."""
        self._read = True
        if self._proposal is not None:
            self._view.allow_signing()

    def sign(self, person: str, secret: str) -> None:
        """Sign what was read, with this person's own secret."""
        proposal = self._proposal
        if proposal is None:
            return
        if not self._read:
            self._view.show_problem(self._say("Read the record to its end before you sign it."))
            return
        if person != self._desk.me():
            self._view.show_problem(
                self._say("Only {person} can sign here.", person=self._desk.me())
            )
            return
        self._view.show_busy(True)
        self._run(
            lambda: self._desk.sign_and_record(proposal, secret), self._recorded, self._failed
        )

    def close(self) -> None:
        """Go back to the list."""
        self._open, self._proposal = None, None
        self.refresh()

    def open_paper(self) -> None:
        """Show the newest paper of the open record."""
        if self._open is None:
            return
        try:
            shown = self._desk.show_paper(self._record(self._open))
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
            return
        if not shown:
            self._view.show_note(
                self._say("No program on this computer opens PDF files. Save a copy from Records.")
            )

    def _recorded(self, recorded: Recorded) -> None:
        before = self._open
        self._proposal, self._open = None, None
        self._view.show_busy(False)
        place = self._lines.index(before) if before in self._lines else 0
        self.refresh()
        self._view.show_signed(recorded, self._signed_words(before))
        following = [one for one in self._lines[place:] if one.mine]
        if following:
            self.open(following[0].record)

    def _signed_words(self, line: InboxLine | None) -> str:
        say, left = self._say, sum(one.mine for one in self._lines)
        what = say("Signed: {what}, {name}.", what=line.what, name=line.name) if line else ""
        more = say.many(
            "{count} more record waits for your signature.",
            "{count} more records wait for your signature.",
            left,
        )
        return say.together(what, more if left else say("Nothing else waits for your signature."))

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_problem(to_sentence(error, self._say))

    def _command(self, line: InboxLine, known: Record) -> Command:
        patient, record = PatientId(line.patient), RecordId(line.record)
        if known.waiting is Meaning.CHECKED:
            return CountersignRecord(patient, record)
        return ApproveRecord(patient, record)

    def _record(self, line: InboxLine) -> Record:
        return self._desk.chart(PatientId(line.patient)).records.by_id[RecordId(line.record)]

    def _opened(self, line: InboxLine, known: Record) -> Opened:
        proposal = self._proposal
        text = (
            proposal.shown
            if proposal
            else self._desk.statement(PatientId(line.patient), RecordId(line.record))
        )
        why_not = "" if line.mine else self._say("It waits for {whom}.", whom=line.waits_for)
        return Opened(
            line=line,
            text=text,
            signed=self._signed(known),
            has_paper=bool(known.papers),
            meaning=proposal.signers[0].meaning if proposal else None,
            why_not=why_not,
        )

    def _signed(self, known: Record) -> tuple[str, ...]:
        say, lines = self._say, []
        if known.operator:
            by = self._called(known.operator)
            session = known.kind is RecordKind.FRACTION
            word = signature_word(Meaning.ADMINISTERED, say, session=session)
            lines.append(say("{meaning}: {person}", meaning=word, person=by))
        if known.second and known.second_signed:
            by = self._called(known.second)
            lines.append(say("{meaning}: {person}", meaning=Meaning.CHECKED, person=by))
        recorded = say.moment(known.recorded_at.astimezone(self._desk.now().tzinfo))
        by = self._called(known.author)
        lines.append(say("Recorded by {person}, {moment}", person=by, moment=recorded))
        return tuple(lines)

    def _called(self, person: PersonId) -> str:
        known = self._desk.people().get(person)
        return person_name(known.name) if known else person

    def _summary(self) -> str:
        say = self._say
        if not self._lines:
            return ""
        mine = sum(line.mine for line in self._lines)
        waiting = say.many("{count} record waits", "{count} records wait", len(self._lines))
        yours = say.many(
            "{count} of them for a signature you may give",
            "{count} of them for a signature you may give",
            mine,
        )
        return say(
            "{waiting}, {yours}. Yours come first, the oldest on top.", waiting=waiting, yours=yours
        )
