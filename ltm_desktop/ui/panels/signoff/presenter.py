"""Reading records whole, one by one, then signing them: as second person or approving physician.

No Qt here. Refuses a signature before the text was read to its end; nothing is chosen beforehand.
"""

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.since import Since
from ltm_desktop.app.sitting import SignoffCommand
from ltm_desktop.app.wording.telling.voice import signature_word
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.errors import LtmError, Refused, Stale
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.people import ROLES_FOR
from ltm_desktop.domain.records import Record, RecordKind
from ltm_desktop.domain.signoff import ApproveRecord, CountersignRecord
from ltm_desktop.domain.terms import Meaning, Task
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.panels.signoff.inbox import InboxLine, InboxWording
from ltm_desktop.ui.panels.signoff.queries import QueryLine, query_lines
from ltm_desktop.ui.panels.signoff.shown import Opened, SignoffDesk, SignoffView, ToSign
from ltm_desktop.ui.speak import to_alerts, to_sentence


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
        self._queries: tuple[QueryLine, ...] = ()
        self._sitting = desk.sit_down()
        self._open: InboxLine | None = None
        self._meaning: Meaning | None = None
        self._signing = _Signing()

    def refresh(self) -> None:
        """Ask again what waits; an open record stays open."""
        self._lines = self._words.lines()
        self._queries = query_lines(self._desk, self._say)
        self._view.show_list(self._lines, self._queries, self._summary(), len(self._sitting.added))

    def open(self, record: str) -> None:
        """Show a record whole, and what signing it would write."""
        line = next((one for one in self._lines if one.record == record), None)
        if line is None:
            return
        if not self._sitting.goes_on:
            self._sitting = self._desk.sit_down()
        self._open, self._meaning = line, None
        known, text = self._record(line), ""
        alerts: tuple[Alert, ...] = ()
        # A physician who may not approve this one is told why, in the refusal's own words.
        asks = self._approver and known.waiting is Meaning.APPROVED
        if line.mine or asks:
            try:
                proposal = self._sitting.open(_command(line, known))
                text, self._meaning = proposal.shown, proposal.signers[0].meaning
            except LtmError as error:
                alerts = to_alerts(error)
        self._view.show_record(self._opened(line, known, text))
        self._view.show_alerts(alerts)

    def query_of(self, query: str) -> QueryLine | None:
        """Return a listed query."""
        return next((one for one in self._queries if one.query == query), None)

    @property
    def opened(self) -> InboxLine | None:
        """Return the record being read."""
        return self._open

    def read_to_end(self) -> None:
        """Take note that the end of the text was on screen."""
        if self._open is not None and self._meaning is not None:
            self._sitting.read_to_end(RecordId(self._open.record))
            self._view.allow_signing()

    def add(self) -> None:
        """Put the record among those that one secret will sign, and open the next one."""
        if self._open is None or not self._add(self._open):
            return
        following = self._following(self._open)
        if following is None:
            self.show_to_sign()
        else:
            self.open(following.record)

    def show_to_sign(self) -> None:
        """Show every record read in this sitting, and ask for the one secret."""
        if not self._sitting.goes_on:
            self._end_sitting()
            return
        self._open = None
        lines = self._added()
        if not lines:
            self.close()
            return
        meanings = tuple(
            Meaning.CHECKED if self._record(one).waiting is Meaning.CHECKED else Meaning.APPROVED
            for one in lines
        )
        self._view.show_to_sign(ToSign(lines, meanings))

    def take_out(self, record: str) -> None:
        """Leave a record for later."""
        self._sitting.take_out(RecordId(record))
        self.refresh()
        self.show_to_sign()

    def sign(self, person: str, secret: str) -> None:
        """Sign the record being read, with this person's own secret."""
        if self._open is None or self._meaning is None or not self._is_me(person):
            return
        if self._add(self._open):
            self._start((self._open,), secret)

    def sign_all(self, person: str, secret: str) -> None:
        """Sign every record read in this sitting by one secret, each with an entry of its own."""
        if self._is_me(person):
            self._start(self._added(), secret)

    def close(self) -> None:
        """Go back to the list; what was added stays added."""
        self._open = None
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

    def _is_me(self, person: str) -> bool:
        if person == self._desk.me():
            return True
        self._view.show_problem(self._say("Only {person} can sign here.", person=self._desk.me()))
        return False

    def _add(self, line: InboxLine) -> bool:
        try:
            self._sitting.add(RecordId(line.record))
        except LtmError as error:
            self._view.show_problem(to_sentence(error, self._say))
            return False
        return True

    def _added(self) -> tuple[InboxLine, ...]:
        by_record = {one.record: one for one in self._lines}
        return tuple(by_record[one] for one in self._sitting.added if one in by_record)

    def _following(self, line: InboxLine) -> InboxLine | None:
        """Return the next record that this person may sign and has not read yet."""
        place = self._lines.index(line) + 1 if line in self._lines else 0
        added = set(self._sitting.added)
        left = (*self._lines[place:], *self._lines[:place])
        return next((one for one in left if one.mine and one.record not in added), None)

    def _start(self, lines: tuple[InboxLine, ...], secret: str) -> None:
        self._signing = _Signing(queue=list(lines), total=len(lines))
        self._view.show_busy(True)
        self._run(lambda: self._sitting.open_key(secret), self._go_on, self._refused)

    def _go_on(self, _answer: object = None) -> None:
        """Sign the next one; each is written whole, or not at all."""
        signing, sitting = self._signing, self._sitting
        if not signing.queue:
            self._done()
            return
        self._view.show_progress(signing.total - len(signing.queue), signing.total)
        record = RecordId(signing.queue[0].record)
        self._run(lambda: sitting.sign(record), self._recorded, self._left_out)

    def _recorded(self, recorded: Recorded) -> None:
        self._signing.signed.append(self._signing.queue.pop(0))
        self._signing.last = recorded
        self._view.tell_recorded(recorded)
        self._go_on()

    def _left_out(self, error: Exception) -> None:
        """Leave out what is refused and go on; stop where the world failed."""
        signing, say = self._signing, self._say
        line = signing.queue.pop(0)
        self._sitting.take_out(RecordId(line.record))
        why = to_sentence(error, say)
        signing.left_out.append(
            say("{what}, {name}: {why}", what=line.what, name=line.name, why=why)
        )
        if not isinstance(error, Refused | Stale) or not self._sitting.goes_on:
            signing.queue.clear()
        self._go_on()

    def _refused(self, error: Exception) -> None:
        """Say that the secret was refused: nothing was signed and nothing is lost."""
        self._view.show_busy(False)
        if not self._sitting.goes_on:
            self._end_sitting()
            return
        if self._open is not None:
            self._sitting.take_out(RecordId(self._open.record))
        self._view.show_problem(to_sentence(error, self._say))

    def _end_sitting(self) -> None:
        self._sitting, self._open = self._desk.sit_down(), None
        self.refresh()
        ended = self._say("The desk was locked or handed over since you read; nothing was signed.")
        self._view.show_signed(None, "", (ended,))

    def _done(self) -> None:
        signing, before = self._signing, self._open
        self._sitting.close()
        self._view.show_busy(False)
        one_by_one = before is not None and signing.signed == [before]
        place = self._lines.index(before) if before in self._lines else 0
        self._open = None
        self.refresh()
        self._view.show_signed(signing.last, self._signed_words(signing), signing.left_out)
        following = [one for one in self._lines[place:] if one.mine] if one_by_one else []
        following = [one for one in following if one.record not in self._sitting.added]
        if following:
            self.open(following[0].record)

    def _signed_words(self, signing: "_Signing") -> str:
        say, left = self._say, sum(one.mine for one in self._lines)
        what = ""
        if len(signing.signed) == 1:
            line = signing.signed[0]
            what = say("Signed: {what}, {name}.", what=line.what, name=line.name)
        elif signing.signed:
            count = len(signing.signed)
            what = say.many("{count} record signed.", "{count} records signed.", count)
        more = say.many(
            "{count} more record waits for your signature.",
            "{count} more records wait for your signature.",
            left,
        )
        return say.together(what, more if left else say("Nothing else waits for your signature."))

    def _record(self, line: InboxLine) -> Record:
        return self._desk.chart(PatientId(line.patient)).records.by_id[RecordId(line.record)]

    def _opened(self, line: InboxLine, known: Record, text: str) -> Opened:
        patient, record = PatientId(line.patient), RecordId(line.record)
        why_not = "" if line.mine else self._say("It waits for {whom}.", whom=line.waits_for)
        return Opened(
            line=line,
            text=text or self._desk.statement(patient, record),
            signed=self._signed(known),
            has_paper=bool(known.papers),
            meaning=self._meaning,
            why_not=why_not,
            since=tuple(self._since(one) for one in self._desk.since(patient, record)),
            added=len(self._sitting.added),
        )

    def _since(self, one: Since) -> str:
        say = self._say
        at = say.moment(one.at.astimezone(self._desk.now().tzinfo))
        told = say("{what}: {detail}", what=one.what, detail=one.detail) if one.detail else one.what
        return say("{moment} {what} ({person})", moment=at, what=told, person=one.who)

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


class _Signing:
    """One run of signatures under one secret."""

    def __init__(self, queue: list[InboxLine] | None = None, total: int = 0) -> None:
        self.queue = queue or []
        self.total = total
        self.signed: list[InboxLine] = []
        self.left_out: list[str] = []
        self.last: Recorded | None = None


def _command(line: InboxLine, known: Record) -> SignoffCommand:
    patient, record = PatientId(line.patient), RecordId(line.record)
    if known.waiting is Meaning.CHECKED:
        return CountersignRecord(patient, record)
    return ApproveRecord(patient, record)
