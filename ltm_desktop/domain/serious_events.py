"""Serious events as people tell them: when the site knew, notices sent, what was learnt, the end.

A judgement of an adverse event opens one. Nothing is changed in place: a time of awareness is told
anew with a reason, a notice or a follow-up is taken back with one.
"""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime

from ltm_desktop.domain.identifiers import PatientId, PersonId, RecordId
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class RecordAwareness:
    """Tell when the site became aware of a serious event; every clock counts from it."""

    patient: PatientId
    event: str
    aware_at: datetime
    who: PersonId
    """Who of the site knew first."""
    source: str
    """How it became known, such as a telephone call of the family."""
    reason: str = ""
    """Why an earlier time is put right; needed where one stands."""


@dataclass(frozen=True, slots=True)
class RecordNotice:
    """Tell that a notice was sent."""

    patient: PatientId
    event: str
    fact: str
    """Identity of this notice, made by the desk."""
    notice: str
    """Code of the notice."""
    sent_at: datetime
    method: str
    """Code of notice_method."""
    reference: str = ""
    """Number under which it was received, as the other side gave it."""
    sent_by: PersonId | None = None
    """Who sent it; None: whoever writes."""
    late_reason: str = ""
    """Why it was sent after its time; needed where it was."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordFollowUp:
    """Tell something new about a serious event; a closed one is open again."""

    patient: PatientId
    event: str
    fact: str
    at: datetime
    """When the site learnt it."""
    text: str


@dataclass(frozen=True, slots=True)
class VoidSeriousFact:
    """Take back a notice or a follow-up that was told wrongly."""

    patient: PatientId
    event: str
    fact: str
    reason: str


@dataclass(frozen=True, slots=True)
class CloseSerious:
    """End the following of a serious event; a physician's to do."""

    patient: PatientId
    event: str
    note: str
    """How it ended and why nothing more is awaited."""


@dataclass(frozen=True, slots=True)
class AwarenessRecorded:
    """When the site became aware of a serious event."""

    event: str
    aware_at: datetime
    who: PersonId
    source: str
    reason: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class NoticeSent:
    """A notice was sent."""

    event: str
    fact: str
    notice: str
    number: int
    """0 for the first notice, then the number of the follow-up."""
    sent_at: datetime
    method: str
    reference: str
    sent_by: PersonId
    due_at: datetime | None
    """By when it was owed as the clocks stood then; None where it had none."""
    late_reason: str
    note: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class FollowUpRecorded:
    """Something new was learnt about a serious event."""

    event: str
    fact: str
    at: datetime
    text: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class SeriousFactVoided:
    """A notice or a follow-up was taken back; it stays readable."""

    event: str
    fact: str
    reason: str
    by: PersonId


@dataclass(frozen=True, slots=True)
class SeriousClosed:
    """The following of a serious event ended."""

    event: str
    note: str
    by: PersonId


EVENTS = (
    AwarenessRecorded,
    NoticeSent,
    FollowUpRecorded,
    SeriousFactVoided,
    SeriousClosed,
)


@dataclass(frozen=True, slots=True)
class SeriousKind:
    """What the clocks ask of an event, as it is judged now."""

    fatal: bool
    """Somebody died of it, or it threatens life."""
    suspected: bool
    """It may come from the treatment of the trial."""
    unexpected: bool


@dataclass(frozen=True, slots=True)
class SeriousCase:
    """One serious event with everything told since."""

    event: str
    judged_at: datetime
    """When it was first judged serious; clocks count from it until the awareness is told."""
    aware: tuple[AwarenessRecorded, ...] = ()
    """Every version, the newest last."""
    notices: tuple[NoticeSent, ...] = ()
    follow_ups: tuple[FollowUpRecorded, ...] = ()
    voided: tuple[tuple[NoticeSent | FollowUpRecorded, SeriousFactVoided], ...] = ()
    reports: tuple[RecordId, ...] = ()
    """Records of the forms that were signed, the first one first."""
    narrative: str = ""
    """Of the newest form."""
    closed: SeriousClosed | None = None

    @property
    def awareness(self) -> AwarenessRecorded | None:
        """Return the awareness that stands, None before it is told."""
        return self.aware[-1] if self.aware else None

    @property
    def counted_from(self) -> datetime:
        """Return the moment every clock counts from."""
        return self.aware[-1].aware_at if self.aware else self.judged_at

    def sent(self, notice: str) -> tuple[NoticeSent, ...]:
        """Return the standing notices of one kind in the order they were told."""
        return tuple(one for one in self.notices if one.notice == notice)

    def fact(self, fact: str) -> NoticeSent | FollowUpRecorded | None:
        """Return a standing notice or follow-up, None for any other."""
        known: tuple[NoticeSent | FollowUpRecorded, ...] = (*self.notices, *self.follow_ups)
        return next((one for one in known if one.fact == fact), None)

    @property
    def facts(self) -> frozenset[str]:
        """Return every identity used, those taken back included."""
        taken = (told for told, _ in self.voided)
        return frozenset(one.fact for one in (*self.notices, *self.follow_ups, *taken))


@dataclass(frozen=True, slots=True)
class SeriousSlice:
    """Every event of a patient that was ever judged serious, by the event's id.

    Whether it still is stands in the slice of the adverse events.
    """

    cases: Mapping[str, SeriousCase] = field(default_factory=dict)

    @property
    def open(self) -> tuple[SeriousCase, ...]:
        """Return those whose following nobody ended, in the order they were judged."""
        return tuple(one for one in self.cases.values() if one.closed is None)

    def opened(self, event: str, at: datetime) -> "SeriousSlice":
        """Return the slice after an event was judged serious; the first time counts.

        Judged anew it may owe other notices: a following that was ended goes on.
        """
        return self.gone_on(event) if event in self.cases else self._with(SeriousCase(event, at))

    def gone_on(self, event: str) -> "SeriousSlice":
        """Return the slice with the following of an event open again."""
        known = self.cases.get(event)
        return self if known is None else self._with(replace(known, closed=None))

    def reported(self, event: str, record: RecordId, narrative: str) -> "SeriousSlice":
        """Return the slice after a form was signed."""
        known = self.cases.get(event)
        if known is None:
            return self
        reports = (*known.reports, record)
        return self._with(replace(known, reports=reports, narrative=narrative))

    def _with(self, case: SeriousCase) -> "SeriousSlice":
        return SeriousSlice({**self.cases, case.event: case})

    def told(self, event: object) -> "SeriousSlice":
        """Return the slice after one event of this topic."""
        known = self.cases.get(getattr(event, "event", ""))
        return self if known is None else self._with(_evolved(known, event))


def _evolved(case: SeriousCase, event: object) -> SeriousCase:
    match event:
        case AwarenessRecorded():
            return replace(case, aware=(*case.aware, event))
        case NoticeSent():
            return replace(case, notices=(*case.notices, event))
        case FollowUpRecorded():
            return replace(case, follow_ups=(*case.follow_ups, event), closed=None)
        case SeriousFactVoided():
            return _without(case, event)
        case SeriousClosed():
            return replace(case, closed=event)
        case _:
            return case


def _without(case: SeriousCase, event: SeriousFactVoided) -> SeriousCase:
    taken = case.fact(event.fact)
    if taken is None:
        return case
    return replace(
        case,
        notices=tuple(one for one in case.notices if one.fact != event.fact),
        follow_ups=tuple(one for one in case.follow_ups if one.fact != event.fact),
        voided=(*case.voided, (taken, event)),
        closed=None,
    )
