"""Commands about a serious event, with values a test changes; everything is synthetic."""

from datetime import datetime
from typing import Any

from ltm_desktop.domain.adverse_events import (
    AdverseEventId,
    EventJudged,
    EventReported,
    EventTold,
    GradeTold,
    Judgement,
    Relation,
    TermRef,
)
from ltm_desktop.domain.ctcae import Grade
from ltm_desktop.domain.identifiers import PersonId, RecordId
from ltm_desktop.domain.partial_dates import PartialDate
from ltm_desktop.domain.serious_events import (
    CloseSerious,
    RecordAwareness,
    RecordFollowUp,
    RecordNotice,
    VoidSeriousFact,
)
from ltm_desktop.domain.serious_reports import ReportSerious
from tests.builders import NURSE, PATIENT, PHYSICIAN, at
from tests.cases.clinical import day
from tests.stories import Story, planned

EVENT = "ae-1"
AWARE = "2026-03-04 16:50"


def aware(
    wall: str = AWARE,
    who: PersonId = NURSE,
    source: str = "told at the ward round",
    reason: str = "",
) -> RecordAwareness:
    """Tell when the site became aware."""
    return RecordAwareness(PATIENT, EVENT, at(wall), who, source, reason)


def notice(
    wall: str = "2026-03-05 10:00",
    code: str = "sponsor",
    *,
    fact: str = "not-1",
    method: str = "portal",
    late_reason: str = "",
    reference: str = "",
) -> RecordNotice:
    """Tell that a notice was sent."""
    sent: datetime = at(wall)
    return RecordNotice(
        PATIENT, EVENT, fact, code, sent, method, reference, late_reason=late_reason
    )


def learnt(
    wall: str = "2026-03-06 09:00", text: str = "walks again", fact: str = "fup-1"
) -> RecordFollowUp:
    """Tell something new."""
    return RecordFollowUp(PATIENT, EVENT, fact, at(wall), text)


def take_back(fact: str = "not-1", reason: str = "told of another patient") -> VoidSeriousFact:
    """Take a notice or a follow-up back."""
    return VoidSeriousFact(PATIENT, EVENT, fact, reason)


def end(note: str = "recovered; nothing more is awaited") -> CloseSerious:
    """End the following."""
    return CloseSerious(PATIENT, EVENT, note)


def arachnoiditis(
    onset: str = "2026-03-04", onset_at: str = "2026-03-04 12:30", worst: Grade = Grade.THREE
) -> EventReported:
    """Return an event as a nurse told it."""
    term = TermRef("5.0", "arachnoiditis", "nervous", tuple(Grade))
    grades = (GradeTold(day(onset), Grade.TWO), GradeTold(day(onset), worst))
    began = at(onset_at) if onset_at else None
    told = EventTold(
        term,
        grades,
        verbatim="legs burn (synthetic)",
        onset=PartialDate(day(onset)),
        onset_at=began,
    )
    return EventReported(AdverseEventId(EVENT), told, NURSE)


def judgement(
    *criteria: str, cause: str = "pemetrexed_it", expected: bool = False, serious: bool = True
) -> EventJudged:
    """Return what a physician made of it; related to one cause and to no other."""
    relations = tuple(
        Relation(one, "probable" if one == cause else "unlikely", one == cause)
        for one in ("pemetrexed_it", "procedure", "disease")
    )
    judged = Judgement(
        scale="nci",
        relations=relations,
        action_it="held",
        action_rt="none",
        treatment="dexamethasone (synthetic)",
        serious=serious,
        criteria=(criteria or ("hospitalisation",)) if serious else (),
        expected=expected,
        reference="Example brochure 1.0 (synthetic)",
    )
    return EventJudged(AdverseEventId(EVENT), judged, PHYSICIAN)


def report(narrative: str = "A synthetic story.", record: str = "sae-1") -> ReportSerious:
    """Sign the form."""
    return ReportSerious(PATIENT, EVENT, RecordId(record), narrative)


def serious(*criteria: str, judged: str = "2026-03-04 18:00", **changes: Any) -> Story:
    """Return a patient after two doses with an event judged serious at a moment."""
    story = planned().gives("IND-1", "2026-03-02").at(judged)
    return story.told(arachnoiditis()).told(judgement(*criteria, **changes), by=PHYSICIAN)
