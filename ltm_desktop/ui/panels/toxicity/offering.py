"""What each form of the panel offers for one event, worded. No Qt, nothing decided."""

from collections.abc import Iterator

from ltm_desktop.domain.adverse_events import CLOSING, FATAL
from ltm_desktop.domain.adverse_events_rules import DEATH
from ltm_desktop.domain.adverse_events_slice import AdverseEvent
from ltm_desktop.domain.ctcae import Codelist, Grade, Term
from ltm_desktop.domain.identifiers import RecordId
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.toxicity.acting import NONE, NOT_APPLICABLE, YES, to_onset
from ltm_desktop.ui.panels.toxicity.finding import Hit, TermName, find_terms
from ltm_desktop.ui.panels.toxicity.onset import shown_onset
from ltm_desktop.ui.panels.toxicity.prompting import prompt_facts
from ltm_desktop.ui.panels.toxicity.shown import (
    ActShown,
    EventTold,
    FilterChoice,
    GradeAsked,
    JudgeAsked,
    ReasonAsked,
    ReportAsked,
    TermShown,
)
from ltm_desktop.ui.panels.toxicity.typed import TypedReport
from ltm_desktop.ui.panels.toxicity.words import Telling, is_unjudged

ALL, OPEN, UNJUDGED, SERIOUS = "all", "open", "unjudged", "serious"
JUDGE, GRADE, END, REOPEN, CORRECT, VOID = "judge", "grade", "end", "reopen", "correct", "void"
SERIOUS_REPORT = "serious_report"


class Offering:
    """Word the forms of one patient, as a person with these rights may use them."""

    def __init__(self, telling: Telling, *, writes: bool, judges: bool) -> None:
        self._telling = telling
        self._say = telling.say
        self._writes = writes
        self._judges = judges

    @property
    def terms(self) -> Codelist | None:
        """Return the signed list of terms, None where none was signed."""
        active = self._telling.active
        return active.toxicity.terms if active and active.toxicity else None

    def find(self, typed: str) -> tuple[TermShown, ...]:
        """Return the terms that what was typed may mean."""
        known = self.terms
        if known is None:
            return ()
        names = [TermName(one.code, one.label.en, one.label.zh) for one in known.terms.values()]
        return tuple(self._hit(known, hit) for hit in find_terms(typed, names))

    def _hit(self, known: Codelist, hit: Hit) -> TermShown:
        return self._shown(known, known.terms[hit.code], self._say(hit.why) if hit.why else "")

    def term(self, code: str) -> TermShown | None:
        """Return a term of the signed list with its grades."""
        known = self.terms
        found = known.terms.get(code) if known else None
        return self._shown(known, found) if known and found else None

    def term_of(self, one: AdverseEvent) -> TermShown:
        """Return the term of an event as its own list has it."""
        ref, telling = one.told.term, self._telling
        lists = telling.active.protocol.toxicity.lists if telling.active else {}
        known, term = lists.get(ref.version), telling.term(ref.version, ref.code)
        if known is None or term is None:
            return TermShown(ref.code, ref.code, ref.system)
        return self._shown(known, term)

    def _shown(self, known: Codelist, term: Term, why: str = "") -> TermShown:
        say = self._say
        system = say.label(known.systems[term.system])
        barred = "" if self._judges else say("A physician records grade 5.")
        return self._telling.shown_term(term, system, barred, why)

    def filters(self, events: tuple[AdverseEvent, ...]) -> tuple[FilterChoice, ...]:
        """Return the ways to narrow the list, each with how many it leaves."""
        say = self._say
        counts = {code: sum(stands(one, code) for one in events) for code in _FILTERS}
        words = {
            ALL: say("All {count}", count=counts[ALL]),
            OPEN: say("Open {count}", count=counts[OPEN]),
            UNJUDGED: say("To be judged {count}", count=counts[UNJUDGED]),
            SERIOUS: say("Serious {count}", count=counts[SERIOUS]),
        }
        return tuple(FilterChoice(code, words[code]) for code in _FILTERS) if events else ()

    def told(self, one: AdverseEvent) -> EventTold:
        """Return an event whole, with what this person may do about it."""
        telling = self._telling
        return EventTold(
            key=one.event,
            title=telling.term_name(one.told),
            grade=int(one.current),
            grade_word=telling.graded(one.current),
            marks=tuple(telling.marks(one)),
            facts=(*prompt_facts(telling, one), *telling.facts(one)),
            history=telling.history(one),
            acts=tuple(self._acts(one)),
        )

    def _acts(self, one: AdverseEvent) -> Iterator[ActShown]:
        say = self._say
        if not one.stands:
            return
        if self._judges:
            again = one.judged is not None
            words = say("Judge again…") if again else say("Judge…")
            yield ActShown(JUDGE, words, "Alt+J", leads=is_unjudged(one))
        if not self._writes:
            return
        # one that is no longer held to be serious has no page
        if one.serious and one.event in self._telling.chart.serious.cases:
            yield ActShown(SERIOUS_REPORT, say("Serious event report…"), "Alt+N")
        if one.is_open:
            yield ActShown(GRADE, say("New grade…"), "Alt+G")
            yield ActShown(END, say("Outcome…"), "Alt+O")
        else:
            yield ActShown(REOPEN, say("Goes on again…"), "Alt+O")
        yield ActShown(CORRECT, say("Correct…"), "Alt+C")
        # what a physician has judged only a physician takes back
        if self._judges or (one.judged is None and one.worst is not Grade.FIVE):
            yield ActShown(VOID, say("Take back…"), "Alt+V", takes_away=True)

    def report(self, title: str, proposal: str = "", beside: RecordId | None = None) -> ReportAsked:
        """Return what the form of a report offers."""
        return ReportAsked(self._links(beside), self._version(), title, proposal)

    def correction(self, one: AdverseEvent) -> ReportAsked:
        """Return what the form of a correction offers."""
        say = self._say
        return ReportAsked(
            links=self._links(one.told.linked),
            version=self._version(one.told.term.version),
            title=say("Correct: {term}", term=self._telling.term_name(one.told)),
            reasons=self._telling.options("correction_reason"),
            days=tuple(say.date(told.on) for told in one.grades),
        )

    def typed_of(self, one: AdverseEvent) -> TypedReport:
        """Return an event as its form shows it, to be told anew."""
        told, say = one.told, self._say
        onset = to_onset(told.onset)
        shown = shown_onset(onset, say)
        if told.onset_at is not None:
            shown = say.moment(told.onset_at.astimezone(self._telling.now.tzinfo))
        return TypedReport(
            term=told.term.code,
            onset=shown,
            verbatim=told.verbatim,
            baseline=YES if told.baseline else "no",
            baseline_grade=str(int(told.baseline_grade)) if told.baseline_grade else "",
            link=told.linked or NONE,
            grades=",".join(str(int(grade.grade)) for grade in told.grades),
        )

    def _links(self, beside: RecordId | None) -> tuple[Option, ...]:
        telling = self._telling
        known = dict(telling.links())
        if beside is not None and beside not in known:
            found = telling.treatment(beside)
            known = {beside: found[0] if found else beside, **known}
        options = [Option(record, words) for record, words in known.items()]
        return (*options, Option(NONE, self._say("no dose or fraction")))

    def _version(self, version: str = "") -> str:
        known = self.terms
        named = version or (known.version if known else "")
        return self._say("Terms and grades of CTCAE {version}", version=named)

    def grading(self, one: AdverseEvent, *, outcome: bool = False) -> GradeAsked:
        """Return what the form of a new grade, or of an outcome, offers."""
        say, name = self._say, self._telling.term_name(one.told)
        title = (
            say("Outcome: {term}", term=name) if outcome else say("New grade: {term}", term=name)
        )
        now = say(
            "{grade} since {day}",
            grade=self._telling.graded(one.current),
            day=say.date(one.grades[-1].on),
        )
        every = self._telling.options("ae_outcome") if outcome else ()
        # a death is told as grade 5, never as an outcome alone
        outcomes = tuple(each for each in every if each.code != FATAL)
        closing = tuple(each.code for each in outcomes if each.code in CLOSING)
        return GradeAsked(title, self.term_of(one), now, outcomes, closing)

    def judging(self, one: AdverseEvent, *, radiotherapy: bool) -> JudgeAsked:
        """Return what the form of a judgement offers."""
        say, telling = self._say, self._telling
        toxicity = telling.active.toxicity if telling.active else None
        levels = toxicity.scale.levels.values() if toxicity else ()
        counts = say.listing(say.label(each.label) for each in levels if each.counts_as_related)
        named = say.label(toxicity.scale.label) if toxicity else ""
        about = (telling.graded(one.current), telling.since(one), telling.linked(one))
        actions = telling.options("ae_action")
        return JudgeAsked(
            title=say("Judge: {term}", term=telling.term_name(one.told)),
            about=" · ".join(filter(None, (*about, one.told.verbatim))),
            causes=telling.options("ae_cause"),
            levels=tuple(Option(each.code, say.label(each.label)) for each in levels),
            actions=tuple(each for each in actions if each.code != NOT_APPLICABLE),
            criteria=tuple(
                each
                for each in telling.options("ae_serious")
                if each.code != DEATH or one.worst is Grade.FIVE
            ),
            scale=say("{scale}. Counts as related: {levels}.", scale=named, levels=counts),
            radiotherapy=radiotherapy,
        )

    def reopening(self, one: AdverseEvent) -> ReasonAsked:
        """Return what is asked when an ended event goes on."""
        say = self._say
        return ReasonAsked(
            title=say("Goes on again"),
            about=self._telling.term_name(one.told),
            what=say("Say from which day it is there again, or that its end was told wrongly."),
            action=say("Record that it goes on"),
            day=say("From the day"),
        )

    def taking_back(self, one: AdverseEvent) -> ReasonAsked:
        """Return what is asked before an event is taken back."""
        say = self._say
        return ReasonAsked(
            title=say("Take back this toxicity?"),
            about=self._telling.term_name(one.told),
            what=say("It no longer counts afterwards. What was told stays readable, marked so."),
            action=say("Take back this toxicity"),
            reasons=self._telling.options("void_reason"),
        )

    def dismissing(self, about: str) -> ReasonAsked:
        """Return what is asked when a suggestion is not followed."""
        say = self._say
        return ReasonAsked(
            title=say("Not this"),
            about=about,
            what=say("The suggestion goes; that you looked at it is kept with your reason."),
            action=say("Record that it is none"),
        )


_FILTERS = (ALL, OPEN, UNJUDGED, SERIOUS)


def stands(one: AdverseEvent, chosen: str) -> bool:
    """Tell whether an event is among those a filter leaves."""
    match chosen:
        case "open":
            return one.is_open
        case "unjudged":
            return is_unjudged(one)
        case "serious":
            return one.stands and one.serious
        case _:
            return True
