"""The toxicity panel of one patient: list, report, grade, judge, end, put right. No Qt.

One form is open at a time and nothing typed is lost: every form about an event is kept as a draft
of its own. Why a suggestion is not followed is one choice, and is not kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ltm_desktop.app.charts import person_name
from ltm_desktop.app.recorder import Proposal, Recorded
from ltm_desktop.app.wording.telling.voice import signature_word
from ltm_desktop.app.wording.words import Words
from ltm_desktop.domain.acts import Signer
from ltm_desktop.domain.adverse_events import (
    AUTHORS,
    JUDGES,
    AdverseEventId,
    EventCommand,
)
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.errors import LtmError, Refused
from ltm_desktop.domain.identifiers import PatientId, PersonId
from ltm_desktop.domain.people import check_role
from ltm_desktop.ui.desk_verbs import Run
from ltm_desktop.ui.draft_keeper import DraftKeeper
from ltm_desktop.ui.panels.toxicity import acting, offering
from ltm_desktop.ui.panels.toxicity.drafting import EVENT, JUDGING, TOPIC, topic_of
from ltm_desktop.ui.panels.toxicity.offering import Offering, stands
from ltm_desktop.ui.panels.toxicity.onset import Onset, shown_onset
from ltm_desktop.ui.panels.toxicity.prompting import prompted
from ltm_desktop.ui.panels.toxicity.shown import ListShown
from ltm_desktop.ui.panels.toxicity.suggesting import Suggested, suggested, untold
from ltm_desktop.ui.panels.toxicity.typed import (
    Read,
    Typed,
    TypedGrade,
    TypedJudgement,
    TypedReason,
    TypedReport,
    form_of,
    judgement_of,
    report_of,
    to_fields,
)
from ltm_desktop.ui.panels.toxicity.verbs import ToxicityDesk, ToxicityView
from ltm_desktop.ui.panels.toxicity.words import Telling, is_unjudged
from ltm_desktop.ui.signing_steps import Asked
from ltm_desktop.ui.speak import to_alerts, to_sentence


class ToxicityPresenter:
    """Show the adverse events of one patient and take one act at a time."""

    def __init__(
        self,
        desk: ToxicityDesk,
        patient: PatientId,
        view: ToxicityView,
        run: Run,
        say: Words,
        announce: Callable[[Recorded], None],
        open_report: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._patient = patient
        self._view = view
        self._run = run
        self._say = say
        self._announce = announce
        self._open_serious = open_report
        self._keeper = DraftKeeper(desk, desk.act().author, patient)
        self._filter = offering.ALL
        self._chosen = ""
        self._act = ""
        self._new = ""
        """The identity of the event a report would make."""
        self._typed: Typed | None = None
        self._suggested: Suggested | None = None
        self._proposal: Proposal | None = None

    # the list

    def open(self) -> None:
        """Show the list, and the form of a draft that was kept."""
        self.refresh()
        self._resume()

    def refresh(self) -> None:
        """Ask for everything again; an open form is not touched."""
        offered, telling = self._offering(), self._telling()
        events = tuple(telling.chart.adverse_events.events.values())
        left = [one for one in events if stands(one, self._filter)]
        going = sorted((one for one in left if one.is_open), key=_worst_first)
        over = [one for one in left if not one.is_open]
        suggestions = suggested(telling) if self._may_write() else ()
        self._view.show_list(
            ListShown(
                open=tuple(telling.line(one) for one in going),
                closed=tuple(telling.line(one) for one in reversed(over)),
                axis=telling.axis(left),
                filters=offered.filters(events),
                chosen_filter=self._filter,
                suggestions=tuple(one.line for one in suggestions),
                prompts=prompted(telling),
                untold=untold(telling) if self._may_write() else (),
                may_report=self._may_write() and offered.terms is not None,
                reading=self._reading(offered),
                empty=self._empty(events, left),
                next_step=self._next_step(events, offered),
            ),
            self._chosen,
        )
        if not self._act and self._chosen:
            self.choose(self._chosen)

    def filter(self, code: str) -> None:
        """Narrow the list, or show everything again."""
        self._filter = code
        self.refresh()

    def choose(self, event: str) -> None:
        """Show one event whole; an open form is left, its draft stays."""
        found = self._event(event)
        if found is None:
            self.leave()
            return
        self._keep_now()
        self._act, self._chosen, self._suggested = "", event, None
        self._view.show_told(self._offering().told(found))

    # forms

    def report(self) -> None:
        """Open an empty report, or the one that was kept."""
        kept = self._keeper.fields(TOPIC)
        self._open_report(report_of(kept), kept.get(EVENT, ""))

    def _open_report(
        self, typed: TypedReport, event: str = "", suggestion: Suggested | None = None
    ) -> None:
        self._keep_now()
        say, offered = self._say, self._offering()
        self._act, self._chosen, self._suggested = "report", "", suggestion
        known = self._desk.chart(self._patient).adverse_events.events
        self._new = event if event and event not in known else self._desk.ids.new("ae")
        self._typed = typed
        beside = suggestion.linked if suggestion else None
        proposal = suggestion.line.text if suggestion else ""
        asked = offered.report(say("Report a toxicity"), proposal, beside)
        if typed.untouched or suggestion is not None:
            # the last dose is proposed; it is read before it is recorded
            self._typed = typed = replace(typed, link=typed.link or asked.links[0].code)
        self._view.forget_saved()
        self._view.show_report(asked, typed, offered.term(typed.term))

    def search(self, typed: str) -> None:
        """Offer the terms near what was typed."""
        self._view.show_hits(self._offering().find(typed))

    def choose_term(self, code: str) -> None:
        """Take a term, or go back to finding one."""
        offered = self._offering()
        one = self._event(self._chosen)
        found = offered.term(code)
        if found is None and code and one is not None:
            found = offered.term_of(one)
        self._view.show_term(found)

    def confirm(self, key: str) -> None:
        """Open the form that a suggestion fills; nothing is entered by itself."""
        found = next((one for one in suggested(self._telling()) if one.line.key == key), None)
        if found is None:
            self.refresh()
            return
        if found.event is not None:
            self._begin_known(found)
            return
        grade = str(int(found.grade)) if found.grade is not None else ""
        typed = TypedReport(
            term=found.term,
            grade=grade,
            onset=shown_onset(self._onset(found.at), self._say),
            verbatim=found.words,
            link=found.linked or "",
        )
        self._open_report(typed, suggestion=found)

    def _onset(self, at: datetime) -> Onset:
        local = at.astimezone(self._desk.clock.now().tzinfo)
        return Onset(local.year, local.month, local.day, local)

    def _begin_known(self, found: Suggested) -> None:
        """Open the form of an event that has another grade now, or may have ended."""
        one = self._event(found.event or "")
        if one is None:
            return
        self._keep_now()
        self._act = offering.END if found.over else offering.GRADE
        self._chosen, self._suggested = one.event, found
        asked = replace(
            self._offering().grading(one, outcome=found.over),
            proposal=found.line.text,
            grade=str(int(found.grade)) if found.grade is not None else "",
            on=self._onset(found.at).earliest,
        )
        (self._view.show_end if found.over else self._view.show_grade)(asked)

    def dismiss(self, key: str) -> None:
        """Ask why a suggestion is not followed."""
        found = next((one for one in suggested(self._telling()) if one.line.key == key), None)
        if found is None:
            self.refresh()
            return
        self._keep_now()
        self._act, self._chosen, self._suggested = "dismiss", "", found
        self._view.show_reason(self._offering().dismissing(found.line.text))

    def begin(self, act: str) -> None:
        """Open the form of an act on the chosen event."""
        one = self._event(self._chosen)
        if one is None:
            return
        if act == offering.SERIOUS_REPORT:
            self._open_serious(one.event)
            return
        self._act, self._suggested, self._typed = act, None, None
        self._view.forget_saved()
        offered, view = self._offering(), self._view
        kept = self._keeper.fields(self._topic) if self._topic else {}
        graded = form_of(TypedGrade, kept) if kept else None
        why = form_of(TypedReason, kept) if kept else None
        forms: Mapping[str, Callable[[], None]] = {
            offering.JUDGE: lambda: self._begin_judging(one),
            offering.GRADE: lambda: view.show_grade(replace(offered.grading(one), kept=graded)),
            offering.END: lambda: view.show_end(
                replace(offered.grading(one, outcome=True), kept=graded)
            ),
            offering.REOPEN: lambda: view.show_reason(replace(offered.reopening(one), kept=why)),
            offering.CORRECT: lambda: view.show_report(
                offered.correction(one),
                report_of(kept) if kept else offered.typed_of(one),
                offered.term(kept.get("term", "")) or offered.term_of(one),
            ),
            offering.VOID: lambda: view.show_reason(replace(offered.taking_back(one), kept=why)),
        }
        forms[act]()

    def _begin_judging(self, one: AdverseEvent) -> None:
        kept = self._keeper.fields(JUDGING)
        typed = judgement_of(kept) if kept.get(EVENT) == one.event else TypedJudgement()
        self._typed = typed
        asked = self._offering().judging(one, radiotherapy=self._has_radiotherapy())
        self._view.show_judge(asked, typed)

    def _has_radiotherapy(self) -> bool:
        return self._desk.chart(self._patient).course.prescribed is not None

    def leave(self) -> None:
        """Leave the form or the event; what was typed stays as a draft."""
        self._keep_now()
        before, self._act, self._proposal, self._suggested = self._act, "", None, None
        if before and self._chosen and self._event(self._chosen) is not None:
            self.choose(self._chosen)
            return
        self._chosen = ""
        self._view.show_hint()
        self.refresh()

    # drafts

    @property
    def _topic(self) -> str:
        return topic_of(self._act, self._chosen)

    def changed(self, typed: Typed) -> None:
        """Take the form as it now stands."""
        if self._topic:
            self._typed = typed

    def keep_draft(self) -> None:
        """Keep the form as it stands; a draft is no record."""
        typed, topic = self._typed, self._topic
        if typed is None or not topic or typed.untouched:
            return
        event = self._new if topic == TOPIC else self._chosen
        try:
            at = self._keeper.keep(topic, {**to_fields(typed), EVENT: event})
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
        else:
            self._view.show_draft(at)

    def _keep_now(self) -> None:
        if self._suggested is None:
            self.keep_draft()
        self._typed = None

    def _resume(self) -> None:
        if not self._may_write():
            return
        kept = self._keeper.fields(TOPIC)
        if kept:
            self.report()
            return
        kept = self._keeper.fields(JUDGING)
        if kept and self._may_judge() and self._event(kept.get(EVENT, "")) is not None:
            self._chosen = kept[EVENT]
            self.begin(offering.JUDGE)

    # recording

    def send(self, typed: object, read: Read) -> None:
        """Propose what was typed; show the text where somebody signs it, else record it."""
        if isinstance(typed, Typed):
            self.changed(typed)
        self._view.show_alerts(())
        try:
            proposal = self._desk.propose(self._command(typed, read), self._say)
        except LtmError as error:
            self._view.show_alerts(to_alerts(error))
            return
        self._proposal = proposal
        if proposal.signers:
            self._view.show_statement(proposal.shown, self._asked(proposal.signers[0]))
        else:
            self._write("")

    def sign(self, secret: str) -> None:
        """Sign what was read, and record it."""
        self._write(secret)

    def back(self) -> None:
        """Go back from the text to the form; nothing was written."""
        self._proposal = None
        self._view.show_form_again()

    def _write(self, secret: str) -> None:
        proposal = self._proposal
        if proposal is None:
            return
        self._view.show_busy(busy=True)

        def write() -> Recorded:
            signed = [self._desk.sign(proposal, one, secret) for one in proposal.signers]
            return self._desk.record(proposal, signed)

        self._run(write, self._done, self._failed)

    def _done(self, recorded: Recorded) -> None:
        act, found, topic = self._act, self._suggested, self._topic
        self._view.show_busy(busy=False)
        if topic and (found is None or topic != TOPIC):
            self._keeper.drop(topic)
        self._act, self._proposal, self._typed, self._suggested = "", None, None, None
        if act == "report":
            self._chosen = self._new
        elif act == "dismiss":
            self._chosen = ""
            self._view.show_hint()
        self._view.show_saved(recorded.recorded_at)
        # everybody who shows this patient asks again, this panel among them
        self._announce(recorded)
        self._go_on(act, found)
        self._view.show_saved(recorded.recorded_at)

    def _go_on(self, act: str, found: Suggested | None) -> None:
        """Open what comes next: the next complication told, or the next event to judge."""
        if act == "report" and found is not None and found.after_dose:
            following = [one for one in suggested(self._telling()) if one.after_dose]
            if following:
                self.confirm(following[0].line.key)
        if act == offering.JUDGE and self._filter == offering.UNJUDGED:
            unjudged = self._desk.chart(self._patient).adverse_events.events.values()
            left = sorted((one for one in unjudged if is_unjudged(one)), key=_worst_first)
            if left:
                self._chosen = left[0].event
                self.begin(offering.JUDGE)

    def _failed(self, error: Exception) -> None:
        self._view.show_busy(busy=False)
        codes = {alert.code for alert in error.alerts} if isinstance(error, Refused) else set()
        if codes == {"people.wrong_secret"}:
            self._view.show_wrong_secret(to_sentence(error, self._say))
            return
        self._proposal = None
        self._view.show_alerts(to_alerts(error))

    def _command(self, typed: object, read: Read) -> EventCommand:
        patient, event, found = self._patient, AdverseEventId(self._chosen), self._suggested
        one = self._event(self._chosen)
        match typed:
            case TypedReport() if self._act == offering.CORRECT and one is not None:
                return acting.to_correction(typed, read, patient, one)
            case TypedReport():
                same = found is not None and _follows(found, typed.term, typed.grade)
                basis = found.basis if found is not None and same else None
                new = AdverseEventId(self._new)
                today = self._desk.act().today
                return acting.to_report(typed, read, patient, new, today=today, basis=basis)
            case TypedGrade() if self._act == offering.END:
                return acting.to_end(typed, read, patient, event)
            case TypedGrade():
                same = found is not None and _follows(found, found.term, typed.grade)
                basis = found.basis if found is not None and same else None
                return acting.to_grade(typed, read, patient, event, basis)
            case TypedJudgement():
                shown = self._has_radiotherapy()
                return acting.to_judgement(typed, patient, event, radiotherapy=shown)
            case TypedReason():
                return self._reasoned(typed, read, event)
            case _:
                raise LookupError("a form that tells nothing")

    def _reasoned(self, typed: TypedReason, read: Read, event: AdverseEventId) -> EventCommand:
        if self._act == offering.REOPEN:
            return acting.to_reopening(typed, read, self._patient, event)
        if self._suggested is not None:
            return self._suggested.dismissal(self._patient, typed.reason)
        return acting.to_void(typed, self._patient, event)

    # what is known

    def _telling(self) -> Telling:
        desk = self._desk
        chart, active = desk.chart(self._patient), desk.active()
        return Telling(chart, active, desk.site().people, desk.clock.now(), self._say)

    def _offering(self) -> Offering:
        return Offering(self._telling(), writes=self._may_write(), judges=self._may_judge())

    def _event(self, event: str) -> AdverseEvent | None:
        known = self._desk.chart(self._patient).adverse_events.events
        return known.get(AdverseEventId(event))

    def _may_write(self) -> bool:
        people, author = self._desk.site().people, self._desk.act().author
        return not any(check_role(people, author, *AUTHORS))

    def _may_judge(self) -> bool:
        people, author = self._desk.site().people, self._desk.act().author
        return not any(check_role(people, author, *JUDGES))

    def _asked(self, signer: Signer) -> Asked:
        person = self._desk.site().people.get(PersonId(signer.person))
        name = person_name(person.name) if person else signer.person
        meaning = signature_word(signer.meaning, self._say, session=True)
        one, telling = self._event(self._chosen), self._telling()
        about = f"{telling.term_name(one.told)} · {telling.graded(one.current)}" if one else ""
        return Asked(signer.person, name, meaning, about)

    def _reading(self, offered: Offering) -> str:
        if offered.terms is None:
            return self._say("No list of terms is signed: the investigator chooses its version.")
        if not self._may_write():
            return self._say("Nurses and physicians report toxicities; you see what they told.")
        return ""

    def _empty(self, events: Sequence[AdverseEvent], left: Sequence[AdverseEvent]) -> str:
        if not events:
            return self._say("No toxicity is recorded.")
        return "" if left else self._say("None is in this part of the list.")

    def _next_step(self, events: Sequence[AdverseEvent], offered: Offering) -> str:
        if events:
            return ""
        if self._may_write() and offered.terms is not None:
            return self._say("Report one when the patient or a result tells of it.")
        return ""


def _worst_first(one: AdverseEvent) -> tuple[int, datetime]:
    return -int(one.current), one.reported.at


def _follows(found: Suggested, term: str, grade: str) -> bool:
    """Tell whether what is recorded is what was suggested; else its basis does not belong to it."""
    return found.term == term and found.grade is not None and str(int(found.grade)) == grade
