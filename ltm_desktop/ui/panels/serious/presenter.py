"""One serious event: what is owed, telling a fact of it, and signing its form. No Qt.

Everything typed is kept as a draft until it is a record; a refusal leaves it where it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ltm_desktop.app.recorder import AnyCommand, Recorded
from ltm_desktop.app.serious_narrative import draft
from ltm_desktop.app.serious_views import Viewing, case_view
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.access import CopyWay
from ltm_desktop.domain.alerts import Alert
from ltm_desktop.domain.decisions import following
from ltm_desktop.domain.errors import LtmError, Refused
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.serious_decisions import form_now
from ltm_desktop.domain.serious_events import (
    CloseSerious,
    RecordAwareness,
    RecordFollowUp,
    RecordNotice,
    VoidSeriousFact,
)
from ltm_desktop.domain.serious_reports import ReportSerious
from ltm_desktop.ui.desk_verbs import DoingDesk, FormDesk, Run
from ltm_desktop.ui.panels.serious.drafting import Typing
from ltm_desktop.ui.panels.serious.shown import (
    AWARE,
    NEWS,
    NOTICE,
    REPORT,
    VOID,
    SeriousShown,
    offered_of,
    told_of,
)
from ltm_desktop.ui.signing_steps import Signing, SigningView
from ltm_desktop.ui.speak import to_alerts


class SeriousDesk(FormDesk, DoingDesk, Protocol):
    """The few verbs of the desk that the panel needs."""

    def serious_form(self, command: ReportSerious, languages: tuple[str, ...] = ()) -> bytes:
        """Return the form as a PDF that nobody signed. Raises Refused."""

    def hand_out(self, sha256: str, way: CopyWay, patient: PatientId | None = None) -> bytes:
        """Return an issued paper. Raises Unavailable."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it stands: its texts and, where a time could be read, the moments."""

    form: str
    texts: Mapping[str, str]
    moments: Mapping[str, datetime] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return one text of the form."""
        return self.texts.get(f"{self.form}.{name}", "").strip()


class SeriousView(SigningView, Protocol):
    """What the panel can show."""

    def show_case(self, shown: SeriousShown) -> None:
        """Show the event, its clocks, what was told and what may be done."""

    def show_typed(self, fields: Mapping[str, str]) -> None:
        """Put typed texts back into the forms."""

    def show_alerts(self, form: str, alerts: Sequence[Alert]) -> None:
        """Show beside a form what stands against it."""

    def show_recorded(self, form: str, recorded: Recorded) -> None:
        """Say that it stands and empty the form."""

    def show_paper(self, pdf: bytes) -> None:
        """Open a paper in the system's viewer."""


class SeriousPresenter:
    """Follow one serious event."""

    def __init__(
        self,
        desk: SeriousDesk,
        patient: PatientId,
        event: str,
        say: Words,
        *,
        view: SeriousView,
        run: Run,
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._event = event
        self._say = say
        self._view = view
        self._run = run
        self._typing = Typing(desk, patient, event)
        self._signing = Signing(desk, view, run, say, recorded=self._signed, failed=self._stopped)
        self._record = RecordId(desk.ids.new("sae"))

    def open(self) -> None:
        """Show the event and what was typed before."""
        self.refresh()
        case = self._desk.chart(self._patient).serious.cases.get(self._event)
        kept = f"{REPORT}.narrative"
        if case is not None and case.narrative and not self._typing.fields.get(kept):
            # a follow-up goes on where the form before it ended
            self._view.show_typed({**self._typing.fields, kept: case.narrative})
        else:
            self._view.show_typed(dict(self._typing.fields))

    def refresh(self) -> None:
        """Ask for everything again; nothing typed is touched."""
        at = self._viewing()
        case = at.chart.serious.cases.get(self._event)
        view = case_view(case, at) if case else None
        if case is None or view is None:
            return
        people, author = self._desk.site().people, self._desk.act().author
        offered = offered_of(case, view, at, people, author)
        self._view.show_case(SeriousShown(view, told_of(case, at, people), offered))

    def changed(self, texts: Mapping[str, str]) -> None:
        """Take what stands in a form; it is kept soon."""
        self._typing.put(texts)

    def keep(self) -> None:
        """Keep what is typed; say beside the form what stands against it."""
        try:
            self._typing.keep()
        except LtmError as error:
            self._view.show_alerts("", to_alerts(error))

    def tell(self, typed: Typed) -> None:
        """Tell a fact; whatever stands against it is told together."""
        command = self._command(typed)
        self._view.show_alerts(typed.form, ())
        self._view.show_busy(busy=True)

        def failed(error: Exception) -> None:
            self._view.show_busy(busy=False)
            self._view.show_alerts(typed.form, to_alerts(error))

        def done(recorded: Recorded) -> None:
            self._done(typed.form, recorded)

        self._run(lambda: self._desk.do(command, self._say, {}), done, failed)

    def _command(self, typed: Typed) -> AnyCommand:
        where = (self._patient, self._event)
        match typed.form:
            case form if form == AWARE:
                who, source = PersonId(typed.text("who")), typed.text("source")
                return RecordAwareness(
                    *where, typed.moments["at"], who, source, typed.text("reason")
                )
            case form if form == NOTICE:
                return self._notice(typed)
            case form if form == NEWS:
                fact = self._desk.ids.new("fup")
                return RecordFollowUp(*where, fact, typed.moments["at"], typed.text("text"))
            case form if form == VOID:
                return VoidSeriousFact(*where, typed.text("fact"), typed.text("reason"))
            case _:
                return CloseSerious(*where, typed.text("note"))

    def _notice(self, typed: Typed) -> RecordNotice:
        sender = typed.text("sent_by")
        return RecordNotice(
            patient=self._patient,
            event=self._event,
            fact=self._desk.ids.new("ntc"),
            notice=typed.text("notice"),
            sent_at=typed.moments["at"],
            method=typed.text("method"),
            reference=typed.text("reference"),
            sent_by=PersonId(sender) if sender else None,
            late_reason=typed.text("late_reason"),
            note=typed.text("note"),
        )

    def draft(self) -> str:
        """Return a narrative drafted from the record; nothing while it cannot be."""
        at = self._viewing()
        command = ReportSerious(self._patient, self._event, self._record, "")
        people, act = self._desk.site().people, self._desk.act()
        try:
            form = form_now(command, following(at.chart, people, at.active, act))
        except Refused as refusal:
            self._view.show_alerts(REPORT, refusal.alerts)
            return ""
        return draft(form, at)

    def copy(self, narrative: str) -> None:
        """Open the form as it stands, unsigned."""
        command = ReportSerious(self._patient, self._event, self._record, narrative)
        self._open(lambda: self._desk.serious_form(command))

    def paper(self, sha256: str) -> None:
        """Open a signed form."""
        self._open(lambda: self._desk.hand_out(sha256, CopyWay.OPENED, self._patient))

    def _open(self, make: Callable[[], bytes]) -> None:
        self._view.show_alerts(REPORT, ())
        self._run(make, self._view.show_paper, self._stopped)

    def propose(self, narrative: str) -> None:
        """Show what would be signed, whole."""
        command = ReportSerious(self._patient, self._event, self._record, narrative)
        self._view.show_alerts(REPORT, ())
        try:
            self._signing.propose(command)
        except LtmError as error:
            self._view.show_alerts(REPORT, to_alerts(error))

    def drop(self) -> None:
        """Forget the proposal; nothing was written."""
        self._signing.drop()

    def sign(self, secrets: Mapping[str, str]) -> None:
        """Sign the form by the person's own secret and write it."""
        self._signing.sign(secrets)

    def _signed(self, recorded: Recorded) -> None:
        self._record = RecordId(self._desk.ids.new("sae"))
        self._done(REPORT, recorded)

    def _stopped(self, error: Exception) -> None:
        self._view.show_busy(busy=False)
        self._view.show_alerts(REPORT, to_alerts(error))

    def _done(self, form: str, recorded: Recorded) -> None:
        self._view.show_busy(busy=False)
        self._typing.forget(form)
        self._view.show_recorded(form, recorded)
        self.refresh()

    def _viewing(self) -> Viewing:
        desk = self._desk
        return Viewing(desk.chart(self._patient), desk.active(), desk.clock.now(), self._say)
