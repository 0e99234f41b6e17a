"""Words of response assessment: components, instruments, categories, and the site's signed rules.

Instruments come from a code list beside the program, categories and rules from the protocol and
the signed configuration; nothing here invents a level's words or a category's definition.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from ltm_desktop.domain.setting_kinds import Label
from ltm_desktop.domain.values import dataclass


class Component(StrEnum):
    """What an assessment of response looks at (clinical practice 7.2)."""

    NEURO = "neuro"
    CYTOLOGY = "csf_cytology"
    MRI = "mri"
    KPS = "kps"
    STEROIDS = "steroids"
    MARKERS = "markers"


JUDGED = (Component.NEURO, Component.CYTOLOGY, Component.MRI, Component.KPS, Component.MARKERS)
"""Components that get a category of their own; a steroid dose is a fact beside them."""


class Change(StrEnum):
    """A component against the baseline, as the assessor judges it."""

    IMPROVED = "improved"
    STABLE = "stable"
    WORSE = "worse"
    NOT_EVALUABLE = "not_evaluable"


class Presence(StrEnum):
    """Whether a feature of the MRI scorecard is there."""

    ABSENT = "absent"
    PRESENT = "present"
    NOT_EVALUABLE = "not_evaluable"


class MriOverall(StrEnum):
    """The overall line of the revised MRI scorecard."""

    COMPLETE = "cr"
    PARTIAL = "pr"
    STABLE = "sd"
    PROGRESSION = "pd"
    NOT_EVALUABLE = "ne"


class CytologyResult(StrEnum):
    """A cytology slip, in order from clear to malignant."""

    NEGATIVE = "negative"
    SUSPICIOUS = "suspicious"
    POSITIVE = "positive"
    INADEQUATE = "inadequate"


class CategoryKind(StrEnum):
    """What a category of the protocol means for what is derived from it."""

    REMISSION = "remission"
    STABLE = "stable"
    PROGRESSION = "progression"
    NOT_EVALUABLE = "not_evaluable"


BASELINE = "baseline"
"""Time point before treatment: everything later is compared with it."""
UNSCHEDULED = "unscheduled"
"""An assessment between the planned days."""
OVERALL = "overall"
"""The overall category, beside the components, as a sign of progression."""
PROGRESSION_SIGNS = (OVERALL, Component.NEURO.value, Component.CYTOLOGY.value, Component.MRI.value)


def time_point(day: int) -> str:
    """Return the code of a planned assessment, so many days after the first dose."""
    return f"day_{day}"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A neurological scorecard: items that are each scored from 0 to its highest level."""

    code: str
    label: Label
    source: Label
    highest: int
    counts: Label
    """How the instrument is read, such as that the worst area counts."""
    items: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class Instruments:
    """Every instrument the program knows."""

    scorecards: Mapping[str, Instrument] = field(default_factory=dict)
    mri: Mapping[str, Label] = field(default_factory=dict)
    """Features of the MRI scorecard in order."""
    regions: Mapping[str, Label] = field(default_factory=dict)
    """Where nodules are measured."""
    nodules: int = 0
    """How many of the largest nodules are measured."""
    kps: tuple[int, ...] = ()
    """Steps of the Karnofsky scale."""
    subtypes: Mapping[str, Mapping[str, Label]] = field(default_factory=dict)
    """Parts of the EANO-ESMO class: kind, pattern, certainty."""


@dataclass(frozen=True, slots=True)
class Category:
    """A category of response as the protocol file names it; its definition is a setting."""

    code: str
    label: Label
    kind: CategoryKind


@dataclass(frozen=True, slots=True)
class ResponseFormat:
    """What a protocol file says of response: the categories a site may choose from, best first."""

    label: Label
    categories: Mapping[str, Category]


@dataclass(frozen=True, slots=True)
class ActiveCategory:
    """A category the site uses."""

    category: Category
    rank: int
    """0 is the best; in the order of the protocol file."""
    counts_as_response: bool
    definition: str
    """As the investigator signed it; empty where none is written."""


@dataclass(frozen=True, slots=True)
class ResponseRules:
    """How a site assesses response, as its investigator signed it."""

    instrument: Instrument
    required: frozenset[Component]
    """Filled or explained before anybody signs."""
    days: tuple[int, ...]
    """Planned assessments, days after the first dose; empty: signed none."""
    window: int
    """Days an assessment may be from its planned day and still count as that one."""
    categories: Mapping[str, ActiveCategory]
    """Best first."""
    confirmation_days: int | None
    """Least days to the assessment that confirms a response; None: no confirmation is signed."""
    until_progression: bool
    """Whether the best response is sought only until the first progression."""
    progression_signs: tuple[str, ...]
    """What may say neurological progression; empty: the site signed no definition."""
    progression_needs: int
    """How many of them must say it at one assessment."""

    def points(self) -> tuple[str, ...]:
        """Return the codes of every time point an assessment may be of."""
        return (BASELINE, *(time_point(day) for day in self.days), UNSCHEDULED)
