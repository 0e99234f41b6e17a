"""Follow-up: contacts, dates of the course, loss to follow-up, progression a physician judges.

The day of a contact is kept apart from the day it was entered. Refuses nothing here: the checks
stand in follow_up_decisions; what was taken back or put right stays readable and counts no more.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.values import dataclass


class ContactWay(StrEnum):
    """How somebody learned how the patient is."""

    VISIT = "visit"
    PHONE = "phone"
    RECORD = "record"
    """Seen in another hospital's record or a register."""
    RELATIVE = "relative"


class Milestone(StrEnum):
    """A day of the course from which survival may be counted."""

    RANDOMISED = "randomised"
    DIAGNOSED = "lm_diagnosed"
    """Leptomeningeal metastasis was diagnosed."""


@dataclass(frozen=True, slots=True)
class NewTherapy:
    """A treatment of the leptomeningeal metastasis beyond the protocol."""

    on: date
    """The day it began."""
    what: str


@dataclass(frozen=True, slots=True)
class RecordContact:
    """Tell that somebody heard of the patient, on which day and how the patient was."""

    patient: PatientId
    record: RecordId
    on: date
    """The day of the contact; when it was entered is kept beside it."""
    way: ContactWay
    alive: bool
    disease: str = ""
    """Code of the vocabulary disease_state; empty where nobody could say."""
    therapy: NewTherapy | None = None
    note: str = ""
    corrects: RecordId | None = None
    correction_reason: str = ""
    """Code of correction_reason."""


@dataclass(frozen=True, slots=True)
class DeclareLost:
    """Say that the patient can no longer be reached; a later contact ends it."""

    patient: PatientId
    record: RecordId
    on: date
    tried: str
    """What was tried, in a person's words."""


@dataclass(frozen=True, slots=True)
class JudgeProgression:
    """A physician says that the disease progressed neurologically where no assessment says it."""

    patient: PatientId
    record: RecordId
    on: date
    basis: str
    """What was seen, in the physician's words."""


@dataclass(frozen=True, slots=True)
class RecordMilestone:
    """Tell on which day the patient was randomised or diagnosed."""

    patient: PatientId
    record: RecordId
    what: Milestone
    on: date
    source: str = ""
    """Where it is written, such as the randomisation form."""


@dataclass(frozen=True, slots=True)
class TakeBackFollowUp:
    """Take back a contact, a loss, a progression or a date that is not so."""

    patient: PatientId
    record: RecordId
    reason: str
    """Code of void_reason."""
    note: str = ""
    second: PersonId | None = None
    """Who looked as well and signs `witnessed`; needed for a progression."""


FollowUpCommand = (
    RecordContact | DeclareLost | JudgeProgression | RecordMilestone | TakeBackFollowUp
)


@dataclass(frozen=True, slots=True)
class ContactRecorded:
    """Somebody heard of the patient."""

    record: RecordId
    on: date
    way: ContactWay
    alive: bool
    disease: str
    therapy: NewTherapy | None
    note: str
    corrects: RecordId | None = None
    correction_reason: str = ""


@dataclass(frozen=True, slots=True)
class LostToFollowUp:
    """The patient can no longer be reached."""

    record: RecordId
    on: date
    tried: str


@dataclass(frozen=True, slots=True)
class ProgressionJudged:
    """A physician judged that the disease progressed neurologically."""

    record: RecordId
    on: date
    basis: str
    physician: PersonId


@dataclass(frozen=True, slots=True)
class MilestoneRecorded:
    """A day of the course was told."""

    record: RecordId
    what: Milestone
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class FollowUpTakenBack:
    """A fact of the follow-up was taken back; it stays readable."""

    record: RecordId
    reason: str
    note: str
    by: PersonId
    second: PersonId | None


EVENTS = (
    ContactRecorded,
    LostToFollowUp,
    ProgressionJudged,
    MilestoneRecorded,
    FollowUpTakenBack,
)
FollowUpFact = ContactRecorded | LostToFollowUp | ProgressionJudged | MilestoneRecorded


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact as it stands in the chart: who entered it, when, and what became of it."""

    fact: FollowUpFact
    author: PersonId
    entered_at: datetime
    taken_back: FollowUpTakenBack | None = None
    replaced_by: RecordId | None = None

    @property
    def stands(self) -> bool:
        """Tell whether this is what is held to be true today."""
        return self.taken_back is None and self.replaced_by is None


@dataclass(frozen=True, slots=True)
class FollowUpSlice:
    """Everything told of a patient's follow-up, in the order of entry."""

    told: tuple[ToldFact, ...] = ()

    def find(self, record: RecordId) -> ToldFact | None:
        """Return a fact by its identity, whatever became of it."""
        return next((one for one in self.told if one.fact.record == record), None)

    def standing(self) -> Iterable[FollowUpFact]:
        """Yield the facts that stand, in the order of entry."""
        return (one.fact for one in self.told if one.stands)

    @property
    def contacts(self) -> tuple[ContactRecorded, ...]:
        """Return the contacts that stand, in the order of their days."""
        found = [one for one in self.standing() if isinstance(one, ContactRecorded)]
        return tuple(sorted(found, key=lambda one: one.on))

    @property
    def last_alive(self) -> date | None:
        """Return the newest day on which a contact found the patient alive."""
        return max((one.on for one in self.contacts if one.alive), default=None)

    @property
    def lost(self) -> LostToFollowUp | None:
        """Return the loss that stands and that no later word of the patient has ended."""
        lost: LostToFollowUp | None = None
        for one in self.standing():
            if isinstance(one, LostToFollowUp):
                lost = one
            elif lost is not None and isinstance(one, ContactRecorded) and one.on >= lost.on:
                lost = None
        return lost

    @property
    def progressions(self) -> tuple[ProgressionJudged, ...]:
        """Return the progressions that physicians judged, earliest first."""
        found = [one for one in self.standing() if isinstance(one, ProgressionJudged)]
        return tuple(sorted(found, key=lambda one: one.on))

    @property
    def progressed_on(self) -> date | None:
        """Return the day of the first progression a physician judged, None where none was."""
        return next((one.on for one in self.progressions), None)

    def milestone(self, what: Milestone) -> date | None:
        """Return a day of the course, None before somebody told it."""
        days = (one for one in self.standing() if isinstance(one, MilestoneRecorded))
        return next((one.on for one in days if one.what is what), None)

    @property
    def therapies(self) -> tuple[NewTherapy, ...]:
        """Return the treatments beyond the protocol that were told of, earliest first."""
        found = {one.therapy for one in self.contacts if one.therapy is not None}
        return tuple(sorted(found, key=lambda one: (one.on, one.what)))


def evolve(known: FollowUpSlice, event: object, facts: EntryFacts) -> FollowUpSlice:
    """Fold one event of this topic."""
    match event:
        case ContactRecorded():
            told = (_replaced(one, event) for one in known.told)
            return FollowUpSlice((*told, ToldFact(event, facts.author, facts.recorded_at)))
        case LostToFollowUp() | ProgressionJudged() | MilestoneRecorded():
            return FollowUpSlice((*known.told, ToldFact(event, facts.author, facts.recorded_at)))
        case FollowUpTakenBack():
            return FollowUpSlice(tuple(_taken_back(one, event) for one in known.told))
        case _:
            return known


def _replaced(told: ToldFact, by: ContactRecorded) -> ToldFact:
    return replace(told, replaced_by=by.record) if told.fact.record == by.corrects else told


def _taken_back(told: ToldFact, event: FollowUpTakenBack) -> ToldFact:
    return replace(told, taken_back=event) if told.fact.record == event.record else told
