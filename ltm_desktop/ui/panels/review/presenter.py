"""The review of one record: read it, see what was asked and compared, and add what one may.

No Qt here. Offers only what the rules let this person do; the rules themselves decide again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from ltm_desktop.app.recorder import Recorded
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.alerts import Alert, stop
from ltm_desktop.domain.chart import Chart
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.people import People
from ltm_desktop.domain.review import (
    AnswerQuery,
    CloseQuery,
    LockRecord,
    Query,
    QueryId,
    QueryState,
    RaiseQuery,
    SourcePart,
    UnlockRecord,
    VerifySource,
)
from ltm_desktop.domain.review_decisions import (
    ASKERS,
    MONITORS,
    UNLOCKERS,
    ReviewCommand,
    check_lockable,
    is_asked,
    is_asker,
)
from ltm_desktop.domain.terms import Role
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.panels.review.words import Mark, Telling, Thread
from ltm_desktop.ui.speak import to_alerts

ROLE = "role:"
"""Before the code of a role among the choices of whom to ask."""


class ReviewAct(StrEnum):
    """What a person may add to a review."""

    ANSWER = "answer"
    CLOSE = "close"
    ASK = "ask"
    VERIFY = "verify"
    LOCK = "lock"
    UNLOCK = "unlock"


@dataclass(frozen=True, slots=True)
class Shown:
    """One record with its review, worded."""

    title: str
    text: str
    marks: tuple[Mark, ...]
    threads: tuple[Thread, ...]
    acts: tuple[ReviewAct, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """What the form of an act asks for."""

    act: ReviewAct
    about: str = ""
    """The question it answers or closes."""
    to: tuple[tuple[str, str], ...] = ()
    """Whom one may ask: code and words."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was filled in."""

    text: str = ""
    to: str = ""
    parts: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)


class ReviewDesk(Protocol):
    """What the panel asks of the desk."""

    def chart(self) -> Chart:
        """Return the patient's chart."""

    def people(self) -> People:
        """Return everybody of the site."""

    def me(self) -> PersonId:
        """Return who is at the desk."""

    def now(self) -> datetime:
        """Return the time at the site."""

    def title(self, record: RecordId | None) -> str:
        """Name the record, or the patient where it is about none."""

    def text(self, record: RecordId) -> str:
        """Return everything that is told of a record, worded."""

    def new_query(self) -> QueryId:
        """Return the identity of a new question."""

    def do(self, command: ReviewCommand, secret: str) -> Recorded:
        """Write a review, signed by this person where it needs it. Raises what the desk raises."""


class ReviewView(Protocol):
    """What the panel can show."""

    def show_review(self, shown: Shown) -> None:
        """Show the record and its review; an open form stays."""

    def show_form(self, asking: Asking | None) -> None:
        """Show the form of an act, or none."""

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show all that was refused, together; what was typed stays."""

    def show_busy(self, busy: bool) -> None:
        """Hold still while it is stored."""

    def show_recorded(self, recorded: Recorded) -> None:
        """Say that it stands."""


class ReviewPresenter:
    """Show the review of one record and take one act at a time."""

    def __init__(
        self,
        desk: ReviewDesk,
        view: ReviewView,
        run: Run,
        say: Words,
        *,
        patient: PatientId,
        record: RecordId | None,
    ) -> None:
        self._desk = desk
        self._view = view
        self._run = run
        self._say = say
        self._patient = patient
        self._record = record
        self._act: ReviewAct | None = None
        self._version = 0

    def refresh(self) -> None:
        """Ask the ledger again."""
        chart, record = self._desk.chart(), self._record
        telling = Telling(self._desk.people(), self._desk.now().tzinfo, self._say)
        self._version = chart.version
        marks = telling.marks(chart.review.of(chart.records, record)) if record else ()
        self._view.show_review(
            Shown(
                title=self._desk.title(record),
                text=self._desk.text(record) if record else "",
                marks=marks,
                threads=tuple(telling.thread(one) for one in self._queries(chart)),
                acts=tuple(self._acts(chart)),
            )
        )

    def choose(self, act: str) -> None:
        """Open the form of an act."""
        self._act = ReviewAct(act)
        query = self._current(self._act)
        self._view.show_alerts(())
        self._view.show_form(
            Asking(
                self._act,
                about=query.raised.text if query else "",
                to=tuple(self._to_ask()) if self._act is ReviewAct.ASK else (),
            )
        )

    def leave_form(self) -> None:
        """Close the form; what was typed in it is gone."""
        self._act = None
        self._view.show_alerts(())
        self._view.show_form(None)

    def send(self, typed: Typed) -> None:
        """Record what was typed."""
        command = self._command(typed)
        if command is None:
            return
        if self._desk.chart().version != self._version:
            # what one signs is what one read: something was recorded meanwhile
            self.refresh()
            self._view.show_alerts((stop("program.chart_changed"),))
            return
        self._view.show_busy(True)
        self._run(lambda: self._desk.do(command, typed.secret), self._recorded, self._failed)

    def _recorded(self, recorded: Recorded) -> None:
        self._view.show_busy(False)
        self.leave_form()
        self._view.show_recorded(recorded)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(False)
        self._view.show_alerts(to_alerts(error))

    def _command(self, typed: Typed) -> ReviewCommand | None:
        patient, record, act = self._patient, self._record, self._act
        if act is ReviewAct.ASK:
            return self._question(typed)
        if act in (ReviewAct.ANSWER, ReviewAct.CLOSE):
            return self._reply(act, typed)
        if record is None or act is None:
            return None
        if act is ReviewAct.VERIFY:
            parts = tuple(SourcePart(part) for part in typed.parts)
            return VerifySource(patient, record, parts)
        if act is ReviewAct.LOCK:
            return LockRecord(patient, record)
        return UnlockRecord(patient, record, typed.text)

    def _question(self, typed: Typed) -> RaiseQuery:
        role = typed.to.removeprefix(ROLE) if typed.to.startswith(ROLE) else ""
        return RaiseQuery(
            patient=self._patient,
            query=self._desk.new_query(),
            text=typed.text,
            record=self._record,
            to=None if role or not typed.to else PersonId(typed.to),
            to_role=Role(role) if role else None,
        )

    def _reply(self, act: ReviewAct, typed: Typed) -> ReviewCommand | None:
        query = self._current(act)
        if query is None:
            return None
        if act is ReviewAct.ANSWER:
            return AnswerQuery(self._patient, query.raised.query, typed.text)
        return CloseQuery(self._patient, query.raised.query, typed.text)

    def _queries(self, chart: Chart) -> tuple[Query, ...]:
        if self._record is not None:
            return chart.review.about(chart.records, self._record)
        return tuple(one for one in chart.review.queries.values() if one.raised.record is None)

    def _pending(self, chart: Chart) -> Iterator[Query]:
        return (one for one in self._queries(chart) if one.state is not QueryState.CLOSED)

    def _current(self, act: ReviewAct) -> Query | None:
        """Return the oldest question this person may answer or close; answered ones close first."""
        chart, people, me = self._desk.chart(), self._desk.people(), self._desk.me()
        pending = sorted(self._pending(chart), key=lambda one: one.state is QueryState.OPEN)
        if act is ReviewAct.ANSWER:
            mine = (one for one in reversed(pending) if is_asked(one, people, me))
            return next(mine, None)
        if act is ReviewAct.CLOSE:
            return next((one for one in pending if is_asker(one, people, me)), None)
        return None

    def _acts(self, chart: Chart) -> Iterator[ReviewAct]:
        known = self._desk.people().get(self._desk.me())
        roles = frozenset(known.roles) if known else frozenset()
        for act in (ReviewAct.ANSWER, ReviewAct.CLOSE):
            if self._current(act) is not None:
                yield act
        if roles.intersection(ASKERS):
            yield ReviewAct.ASK
        if self._record is not None:
            yield from self._marking(chart, self._record, roles)

    def _marking(
        self, chart: Chart, record: RecordId, roles: frozenset[Role]
    ) -> Iterator[ReviewAct]:
        reviewed = chart.review.of(chart.records, record)
        monitor, stands = roles.intersection(MONITORS), chart.records.by_id[record].stands
        if monitor and stands and not reviewed.whole:
            yield ReviewAct.VERIFY
        lockable = stands and not any(check_lockable(chart.review, chart.records, record))
        if monitor and lockable:
            yield ReviewAct.LOCK
        if reviewed.lock is not None and roles.intersection(UNLOCKERS):
            yield ReviewAct.UNLOCK

    def _to_ask(self) -> Iterator[tuple[str, str]]:
        """Yield whom one may ask: the people of the record first, then the roles."""
        chart, people, me = self._desk.chart(), self._desk.people(), self._desk.me()
        telling = Telling(people, None, self._say)
        known = chart.records.by_id.get(self._record) if self._record else None
        named = (known.author, known.operator, known.second) if known else ()
        for person in dict.fromkeys(one for one in named if one is not None and one != me):
            yield person, telling.called(person)
        own = people[me].roles if me in people else ()
        for role in ASKERS:
            if role not in own or role is not Role.MONITOR:
                yield f"{ROLE}{role.value}", self._say.begin(self._say.term(role))
