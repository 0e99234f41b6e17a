"""How survival is counted, as protocol data: from which day, to which event, censored when.

Refuses to be code: another definition is another signed value. Month lengths are data too.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.setting_kinds import Kind, Label, Spec
from ltm_desktop.domain.values import dataclass


class Origin(StrEnum):
    """The day from which survival is counted."""

    RANDOMISED = "randomised"
    FIRST_DOSE = "first_dose"
    DIAGNOSED = "lm_diagnosed"


class EventKind(StrEnum):
    """What counts as an event."""

    DEATH = "death"
    PROGRESSION = "neurological_progression"


class CensorAt(StrEnum):
    """The day to which somebody without an event is counted."""

    LAST_ALIVE = "last_alive"
    """The newest sign of life."""
    LAST_ASSESSMENT = "last_assessment"
    """The last evaluable neurological assessment; the origin where there is none."""


class NewTherapyRule(StrEnum):
    """What a new treatment of the disease before any event means."""

    EVENT = "event"
    CENSOR = "censor"
    IGNORE = "ignore"


class Sign(StrEnum):
    """What in a chart shows that the patient was alive on a day."""

    CONTACTS = "contacts"
    DOSES = "doses"
    FRACTIONS = "fractions"
    LABS = "labs"
    ASSESSMENTS = "assessments"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A time to an event that the trial measures; its definition is settings."""

    code: str
    label: Label


@dataclass(frozen=True, slots=True)
class ActiveEndpoint:
    """A time to an event as the site signed its definition."""

    code: str
    label: Label
    origin: Origin
    events: frozenset[EventKind]
    censor_at: CensorAt
    new_therapy: NewTherapyRule


@dataclass(frozen=True, slots=True)
class FollowUpRules:
    """What the site signed about following patients."""

    signs: frozenset[Sign]
    """What counts as a sign of life."""
    month: Decimal
    """Days in a month of survival."""
    no_contact_days: int | None
    """Days without a sign of life after which a patient is listed; None: signed no list."""


SPECS: Mapping[str, Mapping[str, Spec]] = {
    "survival": {
        "origin": Spec(Kind.CHOICE, options=tuple(Origin)),
        "events": Spec(Kind.CHOICES, options=tuple(EventKind)),
        "censor_at": Spec(Kind.CHOICE, options=tuple(CensorAt)),
        "new_therapy": Spec(Kind.CHOICE, options=tuple(NewTherapyRule)),
    },
    "follow_up": {
        "signs": Spec(Kind.CHOICES, options=tuple(Sign)),
        "month": Spec(Kind.QUANTITY, Unit.DAY, least=1),
        "no_contact": Spec(Kind.INTEGER, Unit.DAY, least=1, none_allowed=True),
    },
}
"""The fields of the format this topic adds: group -> field -> what it may hold."""
