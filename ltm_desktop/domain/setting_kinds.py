"""What a value of a protocol may be: its kind, unit and options, and where it comes from.

Refuses to let a number stand without its source: every setting carries a note.
"""

from collections.abc import Mapping
from enum import StrEnum

from ltm_desktop.domain.quantities import Unit
from ltm_desktop.domain.terms import Access
from ltm_desktop.domain.values import dataclass


class Kind(StrEnum):
    """What a setting holds, so that a door knows how to ask for it."""

    QUANTITY = "quantity"
    HOURS = "hours"
    INTEGER = "integer"
    PERCENT = "percent"
    DAYS = "days"
    """Ascending study days within a phase, the phase's first day is 1."""
    NUMBERS = "numbers"
    """Ascending whole numbers in the setting's unit: minutes after an injection, days of calls."""
    WEEKDAYS = "weekdays"
    """ISO weekdays, Monday is 1."""
    DATES = "dates"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    RANGE = "range"
    TEXT = "text"
    """One line in the site's own words, such as a definition."""
    HOLDS = "holds"
    """Which open adverse events stand against the next dose, parted by semicolons."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name or sentence of the protocol file in both languages of the site."""

    en: str
    zh: str

    def text(self, language: str) -> str:
        """Return the words for "en" or "zh_CN"."""
        return self.zh if language == "zh_CN" else self.en


@dataclass(frozen=True, slots=True)
class Spec:
    """What one field of the protocol format may hold."""

    kind: Kind
    unit: Unit | None = None
    least: int = 0
    """The smallest number that makes sense; 1 where zero would mean no limit or no dose."""
    none_allowed: bool = False
    """Whether the investigator may sign the word none."""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingName:
    """What a setting is called: its owner's label and a field whose words live in app/wording."""

    owner: Label
    """The drug, phase, course or range the protocol file names."""
    field: str
    """Group and field of the format, such as drug.dose."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of the protocol: stated as exact text, or left to the site."""

    path: str
    name: SettingName
    spec: Spec
    text: str | None
    """Exact text when the source states it, None when the site must."""
    note: Label
    """The source of a stated value; what the source says about an unset one."""
    only_if: str = ""
    """Path of another setting; needed only when that one is answered with more than no or none."""


NONE = "none"
"""The signed word for an empty list or no limit; a blank never means it."""
YES, NO = "yes", "no"

_POSITIVE_HOURS = Spec(Kind.HOURS, Unit.HOUR, least=1)
_DOSE = Spec(Kind.QUANTITY, Unit.MG, least=1)
_WINDOW = Spec(Kind.INTEGER, Unit.DAY)

SPECS: Mapping[str, Mapping[str, Spec]] = {
    "series": {
        "doses": Spec(Kind.INTEGER, Unit.COUNT, least=1),
        "days": Spec(Kind.DAYS, least=1),
        "window_before": _WINDOW,
        "window_after": _WINDOW,
        "min_interval": _POSITIVE_HOURS,
        "min_interval_from_previous": _POSITIVE_HOURS,
    },
    "start": {"offset": Spec(Kind.INTEGER, Unit.DAY, least=1)},
    "drug": {
        "accesses": Spec(Kind.CHOICES, options=tuple(Access)),
        "dose": _DOSE,
        "ceiling": _DOSE,
        "tolerance": Spec(Kind.PERCENT),
        "beyond_use": _POSITIVE_HOURS,
    },
    "companion": {
        "given": Spec(Kind.YES_NO),
        "dose": _DOSE,
        "order": Spec(Kind.CHOICE, options=("before", "after")),
    },
    "supplement": {
        "required": Spec(Kind.YES_NO),
        "days": Spec(Kind.INTEGER, Unit.DAY, least=1),
        "strength": Spec(Kind.CHOICE, options=("note", "override", "stop")),
    },
    "gate": {
        "limit": Spec(Kind.QUANTITY, none_allowed=True),
        "max_age": _POSITIVE_HOURS,
    },
    "notice": {
        "applies": Spec(
            Kind.CHOICE,
            options=(
                NONE,
                "every_serious",
                "fatal_or_life_threatening",
                "suspected_unexpected",
                "suspected_unexpected_fatal",
                "suspected_unexpected_other",
            ),
        ),
        "within": Spec(Kind.INTEGER, Unit.HOUR, least=1, none_allowed=True),
        "follow_up": Spec(Kind.INTEGER, Unit.HOUR, least=1, none_allowed=True),
    },
    "prescription": {
        "fractions": Spec(Kind.INTEGER, Unit.COUNT, least=1),
        "per_week": Spec(Kind.INTEGER, Unit.COUNT, least=1),
        "max_per_day": Spec(Kind.INTEGER, Unit.COUNT, least=1),
        "min_gap": _POSITIVE_HOURS,
        "same_day_order": Spec(Kind.CHOICE, options=("none", "dose_first", "fraction_first")),
        "same_day_gap": _POSITIVE_HOURS,
        "tolerance": Spec(Kind.QUANTITY, Unit.GY),
        "category": Spec(Kind.CHOICE, options=("1", "2", "3", "none")),
        "prolongation": Spec(Kind.INTEGER, Unit.DAY, none_allowed=True),
        "alpha_beta": Spec(Kind.NUMBERS, Unit.GY, least=1, none_allowed=True),
        "rbe": Spec(Kind.QUANTITY, Unit.COUNT, least=1),
    },
    "level": {
        "total": Spec(Kind.QUANTITY, Unit.GY, least=1),
        "per_fraction": Spec(Kind.QUANTITY, Unit.GY, least=1),
        "targets": Spec(Kind.CHOICES),
    },
    "rt_start": {
        "after": Spec(Kind.CHOICE),
        "offset": Spec(Kind.INTEGER, Unit.DAY),
        "latest": Spec(Kind.INTEGER, Unit.DAY, least=1, none_allowed=True),
    },
    "range": {"limits": Spec(Kind.RANGE)},
    "response": {
        "instrument": Spec(Kind.CHOICE, options=("nano_lm_2024", "neuro_scorecard_2017")),
        "required": Spec(
            Kind.CHOICES,
            none_allowed=True,
            options=("neuro", "csf_cytology", "mri", "kps", "steroids", "markers"),
        ),
        "days": Spec(Kind.NUMBERS, Unit.DAY, least=1, none_allowed=True),
        "window": Spec(Kind.INTEGER, Unit.DAY),
        "confirmation": Spec(Kind.INTEGER, Unit.DAY, least=1, none_allowed=True),
        "best_until": Spec(Kind.CHOICE, options=("progression", "last_assessment")),
        "progression": Spec(
            Kind.CHOICES, none_allowed=True, options=("overall", "neuro", "csf_cytology", "mri")
        ),
        "progression_needs": Spec(Kind.INTEGER, Unit.COUNT, least=1),
    },
    "response_category": {
        "used": Spec(Kind.YES_NO),
        "counts_as_response": Spec(Kind.YES_NO),
        "definition": Spec(Kind.TEXT, none_allowed=True),
    },
    "analyte": {"plausible": Spec(Kind.RANGE, none_allowed=True)},
    "toxicity": {
        "ctcae": Spec(Kind.CHOICE),
        "relation_scale": Spec(Kind.CHOICE),
        "hold_rules": Spec(Kind.HOLDS, none_allowed=True),
    },
    "site": {
        "work_days": Spec(Kind.WEEKDAYS, least=1),
        "closures": Spec(Kind.DATES, none_allowed=True),
        "record_language": Spec(Kind.CHOICE, options=("en", "zh_CN", "both")),
        "check_valid": Spec(Kind.INTEGER, Unit.MIN, least=1),
        "approval_limit": Spec(Kind.INTEGER, Unit.DAY, least=1),
        "dose_steps": Spec(
            Kind.CHOICES,
            none_allowed=True,
            options=("assessed", "verified", "released", "received"),
        ),
        "time_out_valid": Spec(Kind.INTEGER, Unit.MIN, least=1),
        "late_entry": _POSITIVE_HOURS,
        "csf_balance": Spec(Kind.QUANTITY, Unit.ML, none_allowed=True),
        "iv_separation": Spec(Kind.CHOICE, options=("room", "day")),
        "observations": Spec(Kind.NUMBERS, Unit.MIN, least=1, none_allowed=True),
        "headache_calls": Spec(Kind.NUMBERS, Unit.DAY, least=1, none_allowed=True),
        "red_per_white": Spec(Kind.QUANTITY, Unit.COUNT, least=1, none_allowed=True),
        "glucose_within": Spec(Kind.INTEGER, Unit.HOUR, least=1, none_allowed=True),
        "marker_change": Spec(Kind.QUANTITY, Unit.PERCENT, least=1, none_allowed=True),
        "reschedule_policy": Spec(Kind.CHOICE, options=("fixed", "rolling")),
        "operator_may_approve": Spec(Kind.YES_NO),
        "checker_may_approve": Spec(Kind.YES_NO),
    },
}
"""Every field of the format that holds a value: group -> field -> what it may hold."""
