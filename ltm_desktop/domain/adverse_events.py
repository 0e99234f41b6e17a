"""Adverse events: the commands that tell, grade, judge and end them, and what is written.

An event keeps the version of its list for ever; nothing is graded anew silently. What was told is
corrected or taken back by a new entry with a reason. Refuses nothing itself: see
adverse_events_decisions; what the entries make of it: adverse_events_slice.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.partial_dates import PartialDate
from ltm_desktop.domain.quantities import Quantity
from ltm_desktop.domain.terms import Role
from ltm_desktop.domain.values import dataclass

AdverseEventId = NewType("AdverseEventId", str)
"""The identity of one adverse event, made when its form opens."""

AUTHORS = (Role.NURSE, Role.RESEARCH_NURSE, Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who may tell, grade and end an event."""
JUDGES = (Role.PHYSICIAN, Role.INVESTIGATOR)
"""Who may say what caused it, whether it is serious, and that somebody died of it."""

FATAL = "fatal"
"""Code of ae_outcome: only with grade 5, told by a physician."""
CLOSING = frozenset({"recovered", "sequelae", FATAL})
"""Outcomes that end an event on a day; with any other it goes on."""


class GradeSource(StrEnum):
    """Where a grade comes from; a suggestion from the laboratory was confirmed by a person."""

    PERSON = "person"
    LABS = "labs"


@dataclass(frozen=True, slots=True)
class TermRef:
    """A term as its list had it when it was chosen."""

    version: str
    """Version of the list, such as 5.0."""
    code: str
    system: str
    """Code of its system organ class."""
    grades: tuple[Grade, ...]
    """The grades of this term that exist."""


@dataclass(frozen=True, slots=True)
class LabBasis:
    """The laboratory value a grade was suggested from."""

    analyte: str
    """Code of the vocabulary analyte."""
    value: Quantity
    sampled_at: datetime


@dataclass(frozen=True, slots=True)
class GradeTold:
    """A grade from a day on."""

    on: date
    grade: Grade
    source: GradeSource = GradeSource.PERSON
    basis: LabBasis | None = None
    """Only of a grade from the laboratory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What is told of an event beside its term and its grades."""

    verbatim: str
    """In the words of whoever noticed it."""
    onset: PartialDate
    onset_at: datetime | None = None
    """The time as well, where it began on the day of a dose."""
    baseline: bool = False
    """Whether the patient had it before the first dose."""
    baseline_grade: Grade | None = None
    linked: RecordId | None = None
    """The record of the dose or fraction it is told beside."""


@dataclass(frozen=True, slots=True)
class EventTold(Noticed):
    """An event as it is told, first or anew."""

    term: TermRef
    grades: tuple[GradeTold, ...]
    """At least one, in the order of their days."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How an event is held to be related to one cause."""

    cause: str
    """Code of ae_cause."""
    level: str
    """Code of a level of the protocol's scale."""
    related: bool
    """Whether that level counts as related, by the scale's own data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a physician makes of an event beside its causes."""

    action_it: str
    """Code of ae_action: what was done with the intrathecal treatment."""
    action_rt: str
    """Code of ae_action; not_applicable where no radiotherapy is given."""
    treatment: str
    """What was given against it, in words; empty for nothing."""
    serious: bool
    criteria: tuple[str, ...] = ()
    """Codes of ae_serious; at least one of a serious event, none of another."""
    expected: bool | None = None
    """None: not judged, which only an event that is not serious may be."""
    reference: str = ""
    """The document the expectation was read in, with its version."""


@dataclass(frozen=True, slots=True)
class Judgement(Judged):
    """What a physician makes of an event."""

    scale: str
    """Code of the relation scale."""
    relations: tuple[Relation, ...]
    """One for every cause of the protocol."""

    @property
    def related(self) -> tuple[str, ...]:
        """Return the causes it counts as related to."""
        return tuple(one.cause for one in self.relations if one.related)


@dataclass(frozen=True, slots=True)
class Answer:
    """A level for one cause, as a form hands it over."""

    cause: str
    level: str


@dataclass(frozen=True, slots=True)
class ReportEvent(Noticed):
    """Tell a new event; the term is looked up in the version the site signed."""

    patient: PatientId
    event: AdverseEventId
    term: str
    first: GradeTold


@dataclass(frozen=True, slots=True)
class GradeEvent:
    """Tell another grade from a day on; grade 5 is a physician's, who signs `reviewed`."""

    patient: PatientId
    event: AdverseEventId
    told: GradeTold


@dataclass(frozen=True, slots=True)
class JudgeEvent(Judged):
    """Judge cause, action, expectation and seriousness; signs `reviewed`."""

    patient: PatientId
    event: AdverseEventId
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class EndEvent:
    """Tell the outcome; one that ends the event needs its day, any other has none."""

    patient: PatientId
    event: AdverseEventId
    outcome: str
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ReopenEvent:
    """Say that an ended event goes on, or that its end was told wrongly."""

    patient: PatientId
    event: AdverseEventId
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectEvent(Noticed):
    """Tell an event anew; what was said before stays readable."""

    patient: PatientId
    event: AdverseEventId
    term: str
    """A code of the event's own version."""
    grades: tuple[GradeTold, ...]
    reason: str
    """Code of correction_reason."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class VoidEvent:
    """Take an event back: it was none, or not this patient's."""

    patient: PatientId
    event: AdverseEventId
    reason: str
    """Code of void_reason."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DismissSuggestion:
    """Say that a laboratory value is no event, or no new grade of one."""

    patient: PatientId
    term: str
    grade: Grade
    basis: LabBasis
    reason: str


@dataclass(frozen=True, slots=True)
class EventReported:
    """An event was told."""

    event: AdverseEventId
    told: EventTold
    by: PersonId


@dataclass(frozen=True, slots=True)
class EventGraded:
    """An event had another grade from a day on."""

    event: AdverseEventId
    told: GradeTold
    by: PersonId


@dataclass(frozen=True, slots=True)
class EventJudged:
    """A physician judged an event."""

    event: AdverseEventId
    judgement: Judgement
    by: PersonId


@dataclass(frozen=True, slots=True)
class EventEnded:
    """The outcome of an event was told."""

    event: AdverseEventId
    outcome: str
    on: PartialDate | None
    by: PersonId


@dataclass(frozen=True, slots=True)
class EventReopened:
    """An ended event goes on."""

    event: AdverseEventId
    on: date
    reason: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class EventCorrected:
    """An event was told anew."""

    event: AdverseEventId
    told: EventTold
    before: EventTold
    """What was said until now."""
    reason: str
    note: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class EventVoided:
    """An event was taken back; it stays readable."""

    event: AdverseEventId
    reason: str
    note: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class SuggestionDismissed:
    """A person looked at a suggestion from the laboratory and did not follow it."""

    version: str
    term: str
    grade: Grade
    basis: LabBasis
    reason: str
    by: PersonId


EVENTS = (
    EventReported,
    EventGraded,
    EventJudged,
    EventEnded,
    EventReopened,
    EventCorrected,
    EventVoided,
    SuggestionDismissed,
)
EventCommand = (
    ReportEvent
    | GradeEvent
    | JudgeEvent
    | EndEvent
    | ReopenEvent
    | CorrectEvent
    | VoidEvent
    | DismissSuggestion
)
