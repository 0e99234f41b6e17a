"""What is known of a patient's allergies: what was last answered, when and to whom.

An assessment that did not ask takes nothing back; nobody ever having asked is not "none known".
"""

from datetime import datetime

from ltm_desktop.domain.acts import EntryFacts
from ltm_desktop.domain.dosing_steps import Allergy, PatientAssessed
from ltm_desktop.domain.identifiers import PersonId
from ltm_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class KnownAllergies:
    """The newest answer about allergies."""

    listed: tuple[Allergy, ...]
    """Empty when somebody asked and none is known."""
    asked_at: datetime
    asked_by: PersonId


def evolve(known: KnownAllergies | None, event: object, facts: EntryFacts) -> KnownAllergies | None:
    """Fold one event; None until somebody has asked."""
    if not isinstance(event, PatientAssessed) or event.assessment.allergies is None:
        return known
    return KnownAllergies(event.assessment.allergies, facts.recorded_at, facts.author)
