"""Commands about a serious event, with values a test changes; everything is synthetic."""

from datetime import datetime

from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.serious_events import (
    CloseSerious,
    RecordAwareness,
    RecordFollowUp,
    RecordNotice,
    VoidSeriousFact,
)
from tests.builders import NURSE, PATIENT, at

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
