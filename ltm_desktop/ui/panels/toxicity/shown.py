"""What the toxicity panel can show, already worded. No Qt here, and no rule either."""

from dataclasses import dataclass
from datetime import date

from ltm_desktop.app.wording.words import Words
from ltm_desktop.ui.options import Option
from ltm_desktop.ui.panels.toxicity.typed import TypedGrade, TypedReason


@dataclass(frozen=True, slots=True)
class GradeShown:
    """One grade that exists for a term, with its criteria in short words."""

    number: int
    word: str
    criteria: str
    barred: str = ""
    """Why the person at the desk may not choose it; empty where they may."""


@dataclass(frozen=True, slots=True)
class TermShown:
    """One term as it is found and chosen."""

    code: str
    name: str
    group: str
    """System organ class."""
    grades: tuple[GradeShown, ...] = ()
    why: str = ""
    """Why what was typed leads here; empty where it is the term's own name."""
    own_words: bool = False
    """Whether the term must be specified in one's own words."""


@dataclass(frozen=True, slots=True)
class Span:
    """A grade that held from one day to another, both included."""

    first: date
    last: date
    grade: int


@dataclass(frozen=True, slots=True)
class Axis:
    """The days over which all grade bars are drawn, with the doses given meanwhile."""

    first: date
    last: date
    first_words: str = ""
    last_words: str = ""
    doses: tuple[tuple[date, str], ...] = ()
    """Day and number of each dose given."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """One adverse event in the list."""

    key: str
    grade: int | None
    grade_word: str
    term: str
    since: str
    """Onset and how long it has lasted, or from when to when."""
    details: tuple[str, ...] = ()
    """Linked dose and relation, each worded."""
    marks: tuple[tuple[str, str], ...] = ()
    """Words and tone of what stands out: serious, to be judged, corrected."""
    spans: tuple[Span, ...] = ()
    closed: bool = False

    def spoken(self, say: Words) -> str:
        """Return the whole line for readers."""
        marks = (words for words, _ in self.marks)
        return say.apart(self.term, self.grade_word, self.since, *self.details, *marks)


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """Something that was measured or told and that nobody has judged yet."""

    key: str
    text: str
    source: str
    confirm: str
    """The words of the button that goes on to the form."""
    dismissable: bool = True


@dataclass(frozen=True, slots=True)
class PromptLine:
    """Something open toxicities give to think of; a reminder, never a verdict."""

    text: str
    about: str
    """Which events make it, and how long after which treatment they began."""
    source: str


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One way to narrow the list, with how many there are."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class ListShown:
    """The left side of the panel."""

    open: tuple[EventLine, ...]
    closed: tuple[EventLine, ...]
    axis: Axis
    filters: tuple[FilterChoice, ...]
    chosen_filter: str
    suggestions: tuple[SuggestionLine, ...] = ()
    prompts: tuple[PromptLine, ...] = ()
    untold: tuple[str, ...] = ()
    """Why nothing is suggested from results that a term is graded by."""
    may_report: bool = False
    reading: str = ""
    """Who reports, where the person at the desk does not."""
    empty: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled value of an event."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ActShown:
    """Something that may be done with the chosen event."""

    code: str
    words: str
    key: str
    takes_away: bool = False
    leads: bool = False
    """Whether it is what this person is asked for first."""


@dataclass(frozen=True, slots=True)
class EventTold:
    """One event whole, beside the list."""

    key: str
    title: str
    grade: int | None
    grade_word: str
    marks: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    history: tuple[tuple[str, str, str], ...]
    """Day, grade and where it comes from, newest first."""
    acts: tuple[ActShown, ...]


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What the form of a report offers."""

    links: tuple[Option, ...]
    """The dose or fraction it may belong to, the likeliest first; the last is none."""
    version: str
    """The vocabulary and its version, named on the form."""
    title: str = ""
    proposal: str = ""
    """What it is filled from; empty where a person began it."""
    reasons: tuple[Option, ...] = ()
    """Why it may be corrected; empty for a report."""
    days: tuple[str, ...] = ()
    """The day of every grade told so far, in a correction."""


@dataclass(frozen=True, slots=True)
class GradeAsked:
    """What the form of a new grade or of an end offers."""

    title: str
    term: TermShown
    now: str
    """The grade that stands, worded."""
    outcomes: tuple[Option, ...] = ()
    closing: tuple[str, ...] = ()
    """Codes of the outcomes that end it, which ask for a day."""
    proposal: str = ""
    """What suggests it; empty where a person began it."""
    grade: str = ""
    """The grade suggested, chosen beforehand for a person to confirm."""
    on: date | None = None
    """The day of the sample; today where nothing suggests it."""
    kept: TypedGrade | None = None
    """What a draft kept of this form."""


@dataclass(frozen=True, slots=True)
class JudgeAsked:
    """What the form of a judgement offers."""

    title: str
    about: str
    causes: tuple[Option, ...]
    levels: tuple[Option, ...]
    actions: tuple[Option, ...]
    criteria: tuple[Option, ...]
    scale: str = ""
    """Which scale it is, and which of its levels count as related."""
    dose_action: str = ""
    radiotherapy: bool = True
    """Whether an action with radiotherapy is asked for."""


@dataclass(frozen=True, slots=True)
class ReasonAsked:
    """What a form that asks only for a reason says."""

    title: str
    about: str
    what: str
    action: str
    reasons: tuple[Option, ...] = ()
    """Empty where the reason is told in one's own words."""
    day: str = ""
    """The label of the day that is asked for; empty where none is."""
    kept: TypedReason | None = None
    """What a draft kept of this form."""
